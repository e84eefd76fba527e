"""The start of the command: what it answers itself, and what it does not import."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import vaultlint
from vaultlint import __main__ as start
from vaultlint.cli import main

HEAVY = frozenset(
    {
        "concurrent.futures",
        "difflib",
        "frontmatter",
        "importlib.metadata",
        "msgspec",
        "multiprocessing",
        "networkx",
        "pathspec",
        "pyromark",
        "rapidfuzz",
        "tomllib",
        "wcwidth",
        "yaml",
    }
)
"""What takes long to import and a plain run does not need."""


def imported_by(*args: str) -> set[str]:
    """The modules that `vaultlint` imports when it is called with some arguments."""
    script = (
        "import atexit, sys\n"
        "before = set(sys.modules)\n"
        "atexit.register(lambda: print(*set(sys.modules) - before, file=sys.stderr))\n"
        "from vaultlint.__main__ import run\n"
        "run()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, *args], check=False, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.splitlines()[-1].split())


def test_version_is_the_one_of_click(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` alone is answered without click, in the same words, plugins included."""
    monkeypatch.setattr(
        "vaultlint.output.version.installed_plugins", lambda: [("obsidian-vaultlint", "0"), ("tea", "2.0")]
    )
    monkeypatch.setattr(sys, "argv", ["vaultlint", "--version"])
    start.run()
    said = capsys.readouterr().out
    assert said == f"vaultlint {vaultlint.__version__} (Python {platform.python_version()})\nplugin tea 2.0\n"
    assert CliRunner().invoke(main, ["--version"]).stdout == said


def test_everything_else_is_for_click(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Other arguments reach the command line, whose messages call it by its name."""
    monkeypatch.setattr(sys, "argv", ["/somewhere/__main__.py", "check", "--help"])
    with pytest.raises(SystemExit) as end:
        start.run()
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("Usage: vaultlint check [OPTIONS] [PATH]...\n")


def test_version_imports_next_to_nothing() -> None:
    """`--version` is about as fast as Python itself: no click, no typing, no regular expressions."""
    found = imported_by("--version")
    own = {"vaultlint", "vaultlint.__main__", "vaultlint.lint", "vaultlint.lint.entry_points"}
    own |= {"vaultlint.output", "vaultlint.output.version"}
    assert {name for name in found if name.startswith("vaultlint")} == own
    assert found.isdisjoint({*HEAVY, "click", "dataclasses", "pathlib", "re", "typing"})


def test_a_command_imports_no_other() -> None:
    """Of the commands only the one that is called is imported."""
    found = imported_by("explain", "--help")
    assert "vaultlint.cli.rules_command" in found
    assert found.isdisjoint(
        {"vaultlint.cli.check_command", "vaultlint.cli.init_command", "vaultlint.lint.engine", "vaultlint.init.survey"}
    )


def test_check_imports_what_the_vault_needs(tmp_path: Path) -> None:
    """A plain vault without configuration and patterns needs no library but the one that encodes notes."""
    (tmp_path / "index.md").write_text("---\ntitle: Tea\ndate: 2024-05-12\ndraft: false\n---\n[[index]]\n")
    assert imported_by("check", "--ignore", "graph", str(tmp_path)) & HEAVY == {"msgspec"}
    (tmp_path / "vaultlint.toml").write_text('exclude = ["Old/**"]\n')
    assert imported_by("check", str(tmp_path)).issuperset({"msgspec", "pathspec", "tomllib"})


def test_a_run_with_nothing_new_imports_nothing_that_reads(tmp_path: Path) -> None:
    """Where the last result is still good, neither notes nor rules are looked at."""
    (tmp_path / "index.md").write_text("# Tea\n", encoding="utf-8")
    os.utime(tmp_path / "index.md", (1, 1))
    args = ("check", "--select", "links", str(tmp_path))
    reading = {
        "vaultlint.lint.engine",
        "vaultlint.vault.index",
        "vaultlint.parse",
        "vaultlint.rule",
        "vaultlint_rules",
    }
    assert imported_by(*args) >= reading
    assert imported_by(*args).isdisjoint({*reading, *HEAVY})


def test_every_name_of_the_interface_is_given() -> None:
    """`vaultlint` gives its names when they are asked for, in whatever way."""
    script = (
        "import vaultlint, vaultlint as v\nfrom vaultlint import *\nprint(Rule is v.Rule, matches(['a'], 'a'), TOP[0])"
    )
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8").stdout
    assert said == "True True 1\n"
    assert all(hasattr(vaultlint, name) for name in vaultlint.__all__)
    with pytest.raises(AttributeError, match="module 'vaultlint' has no attribute 'Rulebook'"):
        vaultlint.Rulebook  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_command_is_found(name: str) -> None:
    """Each name in the help leads to the command of that name."""
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert f"\n  {name} " in CliRunner().invoke(main, ["--help"]).stdout


def test_console_script_is_a_click_command() -> None:
    """Tools that load the entry point, such as click's test runner, find the command line behind it."""
    (script,) = entry_points(group="console_scripts", name="vaultlint")
    result = CliRunner().invoke(script.load(), ["explain", "orphan-note"])
    assert (result.stdout[:13], result.exit_code) == ("# orphan-note", 0)
