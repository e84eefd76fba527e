"""Where `vaultlint check` writes, and in which dress: files, pipes, colour, statistics."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

GARDEN = Path(__file__).parents[2] / "examples" / "garden"


def run(*args: str | Path, env: dict[str, str | None] | None = None) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None, **(env or {})}).invoke(
        main, [str(arg) for arg in args]
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_output_to_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or device is written to, never replaced; a folder that is missing is named."""
    monkeypatch.chdir(GARDEN)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run(GARDEN, "-q", "--select", "orphan-note", "-o", pipe)
        assert os.read(reader, 1000).decode() == (
            "plants/Rhubarb.md:1:1: warning: no note links to this one [orphan-note]\n"
        )
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    missing, endless = tmp_path / "missing" / "report.txt", tmp_path / ("x" * 300)
    for file, why in ((missing, "no such file or directory"), (endless, "file name too long")):
        result = run(GARDEN, "-o", file)
        assert (result.stderr, result.exit_code) == (f"vaultlint: {file}: cannot be written: {why}\n", 2)


def test_statistics() -> None:
    """How often each rule fired, most often first."""
    assert run(GARDEN, "--statistics", "--select", "links").stdout == (
        "3  dangling-link\n1  dangling-block\n1  dangling-heading\n1  missing-attachment\n"
    )


def test_statistics_are_text(tmp_path: Path) -> None:
    """With JSON they would be lost in silence, so they are refused."""
    assert run(GARDEN, "--statistics", "-f", "json").exit_code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="such names do not exist elsewhere")
def test_output_file_takes_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file name that is not UTF-8 is escaped, in a file as on the terminal."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / os.fsdecode(b"\xff.md")).write_text("[[nope]]", encoding="utf-8")
    target = tmp_path / "report.txt"
    assert run(tmp_path, "-q", "--select", "links", "-o", target).exit_code == 1
    assert target.read_text(encoding="utf-8") == (
        '\\udcff.md:1:1: error: no note or file is named "nope" [dangling-link]\n'
    )


def test_output_file(tmp_path: Path) -> None:
    """`--output` takes what would be printed, without colour."""
    target = tmp_path / "report.txt"
    result = run(GARDEN, "-o", target, "--color", "always")
    assert result.stdout == ""
    said = run(GARDEN).stdout
    assert target.read_text(encoding="utf-8") == said
    run(GARDEN, "-o", target, "--select", "nonsense")
    assert target.read_text(encoding="utf-8") == said, "a failed run must not spoil an earlier report"


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        pytest.param([], {}, False, id="no terminal"),
        pytest.param(["--color", "always"], {"NO_COLOR": "1"}, True, id="always wins"),
        pytest.param([], {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins over FORCE_COLOR"),
        pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="never wins"),
    ],
)
def test_colour(args: list[str], env: dict[str, str | None], coloured: bool) -> None:
    """Colour only where a person looks, or who asks for it."""
    assert ("\x1b[" in run(GARDEN, *args, env=env).stdout) is coloured


def test_verbose_says_what_is_used() -> None:
    """`-v` names vault, configuration and rules on standard error."""
    result = run(GARDEN, "-v", "--select", "orphan-note")
    assert (
        result.stderr == f"vaultlint: vault: {GARDEN}\nvaultlint: configuration: none\nvaultlint: rules: orphan-note\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="such names do not exist there")
def test_control_characters_stay_off_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file name or link cannot move the cursor or begin a new line of output."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a\x1b[2J\n.md").write_text("[[x\x1b[31m]]", encoding="utf-8")
    result = run(tmp_path, "--select", "links", "-q")
    assert result.stdout == ('a\\x1b[2J\\n.md:1:1: error: no note or file is named "x\\x1b[31m" [dangling-link]\n')


def test_control_characters_in_a_configuration_stay_off_the_terminal(tmp_path: Path) -> None:
    """Nor can a configuration, in an error or where it is shown; what is shown is still the same TOML."""
    (tmp_path / "a.md").touch()
    config = tmp_path / "vaultlint.toml"
    config.write_text('"\\u009b2J\\u0007" = 1', encoding="utf-8")
    assert run(tmp_path).stderr == f'vaultlint: {config}: unknown key "\\x9b2J\\x07"\n'
    config.write_text('exclude = ["\\u009b2J"]', encoding="utf-8")
    assert 'exclude = ["\\u009b2J"]' in run("config", tmp_path).stdout
