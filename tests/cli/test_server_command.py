"""`vaultlint server` as a process: how it ends, and what is on its standard output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command import write


def serve(*messages: dict[str, Any], end: bytes = b"") -> tuple[list[dict[str, Any]], int]:
    """Run a server on some messages, after which the client is gone; return its messages and its exit code."""
    data = b""
    for message in messages:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        data += b"Content-Length: %d\r\n\r\n%b" % (len(content), content)
    command = [sys.executable, "-m", "vaultlint", "server"]
    done = subprocess.run(command, input=data + end, stdout=subprocess.PIPE, timeout=300, check=False)
    found, rest = [], done.stdout
    while rest:
        header, _, rest = rest.partition(b"\r\n\r\n")
        length = int(header.removeprefix(b"Content-Length: "))
        found.append(json.loads(rest[:length]))
        rest = rest[length:]
    return found, done.returncode


PRINTING = """
import os
from dataclasses import dataclass
from vaultlint import Example, Rule

print("hello")
os.system("echo hello")

@dataclass(frozen=True, kw_only=True)
class Mine(Rule):
    \"\"\"Reports nothing.\"\"\"

    name = "mine"
    good = bad = Example({})

    def check_note(self, note, vault):
        print("hello")
        return ()
"""

HELLO = {"id": 1, "method": "initialize", "params": {"capabilities": {}}}
GOODBYE = {"id": 2, "method": "shutdown"}, {"method": "exit"}


@pytest.mark.parametrize(
    "messages, end, code",
    [
        pytest.param([HELLO, *GOODBYE], b"", 0, id="after a goodbye"),
        pytest.param([HELLO], b"", 1, id="the client is gone"),
        pytest.param([HELLO, {"method": "exit"}], b"", 1, id="without a goodbye"),
        pytest.param([HELLO], b"Content-Length: 99\r\n\r\n{", 1, id="in the middle of a message"),
        pytest.param([], b"", 1, id="nothing was said"),
    ],
)
def test_exit_codes(messages: list[dict[str, Any]], end: bytes, code: int) -> None:
    assert serve(*messages, end=end)[1] == code


def test_what_a_plugin_prints_is_no_message(tmp_path: Path) -> None:
    write(tmp_path / "vaultlint.toml", 'load = ["mine.py"]\nselect = ["dangling-link"]\n')
    write(tmp_path / "mine.py", PRINTING)
    note = write(tmp_path / "a.md", "[[Nowhere]]\n")
    item = {"uri": note.as_uri(), "languageId": "markdown", "version": 1, "text": "[[Nowhere]]\n"}
    ask = {"id": 3, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": note.as_uri()}}}
    opened = {"method": "textDocument/didOpen", "params": {"textDocument": item}}
    messages, code = serve(HELLO, opened, ask, *GOODBYE)
    answers = {each["id"]: each["result"] for each in messages if "id" in each}
    assert [each["code"] for each in answers[3]["items"]] == ["dangling-link"]
    assert code == 0
