"""The start of the command: what it answers itself, and what it does not import."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

import vaultlint
from vaultlint import __main__ as start
from vaultlint.cli import main

HEAVY = frozenset({"networkx", "yaml", "frontmatter", "pyromark", "pathspec", "importlib.metadata", "difflib"})
"""What takes long to import and many runs do not need."""


def imported_by(code: str) -> set[str]:
    """The modules that a fresh Python has imported after some code, compiled code of its own aside."""
    script = (
        f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stderr.split())


def test_version_is_the_one_of_click(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` alone is answered without click, in the same words."""
    monkeypatch.setattr(sys, "argv", ["vaultlint", "--version"])
    start.main()
    first, *plugins = CliRunner().invoke(main, ["--version"]).stdout.splitlines()
    assert first.startswith(f"vaultlint {vaultlint.__version__} (Python 3.")
    assert capsys.readouterr().out.splitlines() == [first, *plugins]


def test_everything_else_is_for_click(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Other arguments reach the command line, and messages call it by its name."""
    monkeypatch.setattr(sys, "argv", ["/bin/__main__.py", "--version", "--help"])
    with pytest.raises(SystemExit) as end:
        start.main()
    assert end.value.code == 0
    monkeypatch.setattr(sys, "argv", ["/bin/__main__.py", "check", "--help"])
    with pytest.raises(SystemExit):
        start.main()
    assert capsys.readouterr().out.splitlines()[-0] != ""


def test_version_imports_next_to_nothing() -> None:
    """`--version` is as fast as Python itself: no click, no typing, no regular expressions."""
    found = imported_by("sys.argv = ['vaultlint', '--version']\nimport vaultlint.__main__ as start\nstart.main()")
    own = {"vaultlint", "vaultlint.__main__", "vaultlint.entry_points", "vaultlint.version"}
    assert {name for name in found if name.startswith("vaultlint")} == own
    assert found.isdisjoint({*HEAVY, "click", "typing", "re", "dataclasses", "pathlib", "msgspec"})


def test_command_line_imports_no_command() -> None:
    """The command line alone knows the names of its commands, and of libraries only click."""
    found = imported_by("import vaultlint.cli")
    assert found.isdisjoint({*HEAVY, "msgspec"})
    assert {name for name in found if name.startswith("vaultlint.")} == {""}
