"""An editor for tests: it talks to a language server in a thread of this process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from vaultlint.server.language_server import LanguageServer
from vaultlint.server.rpc import Connection

Json = dict[str, Any]

EVERYTHING: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"showDocument": {"support": True}},
    "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "diagnostics": {"refreshSupport": True},
    },
}
"""What a client can do that pushes diagnostics and all else."""

PULLING: Json = {**EVERYTHING, "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {}}}
"""The same for one that asks for diagnostics."""


PATIENCE = 20
"""How many seconds a message may take."""


class Editor:
    """A client of a language server."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._target = target
        self._inbox: SimpleQueue[Json] = SimpleQueue()
        self._last_id = 0
        self.received: list[Json] = []
        """What has come besides answers."""
        self._reader = Thread(target=self._read_all, args=(source,), daemon=True)
        self._reader.start()

    def send_bytes(self, data: bytes) -> None:
        self._target.write(data)
        self._target.flush()

    def send(self, message: Json) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request and return its answer: the result, or the error."""
        self._last_id += 1
        self.send({"id": self._last_id, "method": method, "params": params})
        answer = self.answer(self._last_id)
        return answer["result"] if "result" in answer else answer["error"]

    def answer(self, request: int | None) -> Json:
        """Wait for the answer to a request."""
        while True:
            message = self.receive()
            if "method" not in message and message["id"] == request:
                return message
            self.received.append(message)

    def receive(self) -> Json:
        return self._inbox.get(timeout=PATIENCE)

    def _read_all(self, source: BinaryIO) -> None:
        with source:
            while line := source.readline():
                length = int(line.partition(b":")[2])
                source.readline()
                self._inbox.put(json.loads(source.read(length)))

    def join(self) -> None:
        """Wait until the server has closed its end."""
        self._reader.join(PATIENCE)

    def wait(self, method: str) -> Any:
        """Wait for a notification or request of the server; return its params."""
        while True:
            for at, message in enumerate(self.received):
                if message.get("method") == method:
                    return self.received.pop(at)["params"]
            self.received.append(self.receive())

    def start(self, capabilities: Json, *folders: Path, **options: object) -> Json:
        result: Json = self.ask(
            "initialize",
            {
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders],
                "initializationOptions": options,
            },
        )
        self.notify("initialized", {})
        return result

    def open(self, file: Path, text: str | None = None) -> None:
        content = file.read_bytes().decode() if text is None else text
        item = {"uri": file.as_uri(), "languageId": "markdown", "version": 1, "text": content}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, file: Path, text: str, version: int = 2, range_: Json | None = None) -> None:
        change = {"text": text, **({"range": range_} if range_ else {})}
        params = {"textDocument": {"uri": file.as_uri(), "version": version}, "contentChanges": [change]}
        self.notify("textDocument/didChange", params)

    def close(self, file: Path) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})

    def touched(self, *files: Path) -> None:
        """Tell that files have changed on disk."""
        changes = [{"uri": file.as_uri(), "type": 2} for file in files]
        self.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def at(self, method: str, file: Path, line: int, character: int, **more: object) -> Any:
        """Ask about a position, counted from 0."""
        position = {"line": line, "character": character}
        return self.ask(
            f"textDocument/{method}", {"textDocument": {"uri": file.as_uri()}, "position": position, **more}
        )

    def diagnostics(self, file: Path) -> list[str]:
        """Ask for the diagnostics of a file: `line:character-line:character rule`, counted from 0."""
        report = self.ask("textDocument/diagnostic", {"textDocument": {"uri": file.as_uri()}})
        return [summary(each) for each in report["items"]]

    def pushed(self, file: Path) -> list[str]:
        """Wait for the diagnostics of a file that are pushed."""
        while True:
            params = self.wait("textDocument/publishDiagnostics")
            if params["uri"] == file.as_uri():
                return [summary(each) for each in params["diagnostics"]]


def summary(diagnostic: Mapping[str, Any]) -> str:
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    span = f"{start['line']}:{start['character']}-{end['line']}:{end['character']}"
    return f"{span} {diagnostic['code']}"


@contextmanager
def editing() -> Iterator[Editor]:
    """Run a language server with an editor; the server must end when the editor is gone."""
    to_server, from_editor = os.pipe()
    to_editor, from_server = os.pipe()
    codes: list[int] = []
    with os.fdopen(to_server, "rb") as source, os.fdopen(from_server, "wb") as target:
        thread = Thread(target=lambda: codes.append(LanguageServer(Connection(source, target)).run()), daemon=True)
        thread.start()
        try:
            with os.fdopen(from_editor, "wb") as requests:
                editor = Editor(os.fdopen(to_editor, "rb"), requests)
                yield editor
                editor.ask("shutdown")
                editor.notify("exit")
        finally:
            thread.join(PATIENCE)
    editor.join()
    assert codes == [0]


def insert(line: int, character: int) -> Json:
    """The range of an insertion."""
    return {"start": {"line": line, "character": character}, "end": {"line": line, "character": character}}
