"""Links in terminals: where they are written, to what, and where never."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from vaultlint.cli import hyperlinks, main
from vaultlint.cli.hyperlinks import link_to_manual_page

PROJECT = Path(__file__).parents[2]
GARDEN = PROJECT / "examples" / "garden"
PAGE = PROJECT / "docs" / "rules" / "orphan-note.md"
HOST = "" if sys.platform == "win32" else socket.gethostname()
START, END = f"\x1b]8;;{PAGE.as_uri().replace('//', f'//{HOST}', 1)}\x1b\\", "\x1b]8;;\x1b\\"


class _Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("env", "shown"),
    [
        pytest.param({}, False, id="nothing known"),
        pytest.param({"TERM": "xterm-256color"}, False, id="claims to be xterm, as most do"),
        pytest.param({"TERM": "xterm-kitty"}, True, id="kitty"),
        pytest.param({"TERM": "foot-extra"}, True, id="foot"),
        pytest.param({"TERM": "alacritty"}, True, id="Alacritty"),
        pytest.param({"TERM_PROGRAM": "vscode"}, True, id="VS Code"),
        pytest.param({"TERM_PROGRAM": "Apple_Terminal"}, False, id="Terminal of macOS"),
        pytest.param({"WT_SESSION": "1"}, True, id="Windows Terminal"),
        pytest.param({"KONSOLE_VERSION": "220401"}, True, id="Konsole"),
        pytest.param({"DOMTERM": "version=3"}, True, id="DomTerm"),
        pytest.param({"VTE_VERSION": "7006"}, True, id="GNOME Terminal"),
        pytest.param({"VTE_VERSION": "4999"}, False, id="an old GNOME Terminal"),
        pytest.param({"VTE_VERSION": "0.50.2"}, False, id="a version that is no number"),
        pytest.param({"WT_SESSION": "1", "TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param({"WT_SESSION": "1", "FORCE_HYPERLINK": "0"}, False, id="forbidden"),
        pytest.param({"WT_SESSION": "1", "FORCE_HYPERLINK": ""}, True, id="forced to nothing"),
        pytest.param({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, True, id="forced"),
    ],
)
def test_terminals_that_show_links(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], shown: bool) -> None:
    """A terminal gets links when it is known to show them, or when the user says so."""
    monkeypatch.setattr(os, "environ", env)
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert link_to_manual_page("[orphan-note]", "orphan-note") == (
        f"{START}[orphan-note]{END}" if shown else "[orphan-note]"
    )


def test_a_pipe_gets_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """However able the terminal behind it."""
    monkeypatch.setattr(os, "environ", {"TERM": "xterm-kitty"})
    assert link_to_manual_page("orphan-note", "orphan-note") == "orphan-note"


@pytest.mark.parametrize(
    ("platform", "host", "authority"),
    [
        pytest.param("linux", "tea-pot", "tea-pot", id="names the machine"),
        pytest.param("linux", "a\x1b\\b c", "a%1B%5Cb%20c", id="odd machine"),
        pytest.param("win32", "tea-pot", "", id="Windows Terminal opens no link that names a machine"),
    ],
)
def test_what_is_in_a_link(monkeypatch: pytest.MonkeyPatch, platform: str, host: str, authority: str) -> None:
    """Machine and path are percent-encoded: nothing in them can end the escape sequence."""
    page = Path.cwd().parent / "Ünsere\x1b\\ \x07 pages;" / "x.md"
    monkeypatch.setattr(hyperlinks, "manual_page", lambda _: page)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    found = re.fullmatch(r"\x1b]8;;file://([!-~]*?)(/[!-~]*)\x1b\\x\x1b]8;;\x1b\\", link_to_manual_page("x", "any"))
    assert found
    assert found[1] == authority
    assert unquote(found[2]) in {page.as_posix(), f"/{page.as_posix()}"}


@pytest.mark.parametrize(
    ("args", "env", "linked"),
    [
        pytest.param([], {"FORCE_HYPERLINK": "1"}, False, id="no colour, no links"),
        pytest.param(["--color", "always"], {"FORCE_HYPERLINK": "1"}, True, id="colour and links"),
        pytest.param(["--color", "always"], {}, False, id="colour into a pipe"),
        pytest.param(["--color", "never"], {"FORCE_HYPERLINK": "1", "FORCE_COLOR": "1"}, False, id="never"),
        pytest.param([], {"FORCE_HYPERLINK": "1", "FORCE_COLOR": "1"}, True, id="both forced"),
        pytest.param([], {"FORCE_HYPERLINK": "1", "FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(["-f", "json", "--color", "always"], {"FORCE_HYPERLINK": "1"}, False, id="JSON"),
    ],
)
def test_links_go_with_colour(args: list[str], env: dict[str, str], linked: bool) -> None:
    """A problem line links its rule where it may be coloured, and only there."""
    said = _run(["check", str(GARDEN), "-q", "--select", "orphan-note", *args], env)
    assert (f"{START}\x1b[2m[orphan-note]\x1b[0m{END}\n" in said) is linked
    assert ("\x1b]" in said) is linked


def test_a_file_gets_no_links(tmp_path: Path) -> None:
    """What `--output` writes is plain."""
    report = tmp_path / "report.txt"
    _run(["check", str(GARDEN), "--color", "always", "-o", str(report)], {"FORCE_HYPERLINK": "1"})
    assert "\x1b" not in report.read_text(encoding="utf-8")


def test_rules_links_names() -> None:
    """In `vaultlint rules`, the padding stands behind the link; without colour the list is as ever."""
    forced = {"FORCE_HYPERLINK": "1", "FORCE_COLOR": "1"}
    linked, plain = _run(["rules"], forced), _run(["rules"], {"FORCE_HYPERLINK": "1"})
    assert f"\n{START}orphan-note{END}  " in linked
    assert re.sub(r"\x1b]8;;.*?\x1b\\", "", linked) == plain


def test_explain_links_the_title() -> None:
    """In `vaultlint explain`, the title is the link."""
    forced = {"FORCE_HYPERLINK": "1", "FORCE_COLOR": "1"}
    linked, plain = _run(["explain", "orphan-note"], forced), _run(["explain", "orphan-note"], {})
    assert plain.startswith("# orphan-note\n")
    assert linked == plain.replace("orphan-note", f"{START}orphan-note{END}", 1)


def test_a_rule_of_a_plugin_has_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no page of it."""
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    assert link_to_manual_page("[acme-rule]", "acme-rule") == "[acme-rule]"


def _run(args: list[str], env: dict[str, str]) -> str:
    return (
        CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None, "FORCE_HYPERLINK": None, **env}).invoke(main, args).stdout
    )
