"""What differs on macOS and Windows, as far as it can be simulated elsewhere: names, consoles, drives."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.command import run, write

NFC, NFD = (unicodedata.normalize(form, "Café/Zoë.md") for form in ("NFC", "NFD"))


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system ignore case and the composition of letters when it is asked for a path."""
    exists = os.path.lexists

    def folding(path: str | os.PathLike[str]) -> bool:
        if exists(path):
            return True
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100
        if not name or not folding(folder):
            return False
        around = next(iter(_alike(folder)), folder)
        return bool([each for each in os.listdir(around) if _folded(each) == _folded(name)])  # noqa: PTH208

    monkeypatch.setattr(os.path, "lexists", folding)


def _alike(folder: str) -> list[str]:
    """The real path of a folder that is spelled otherwise."""
    if os.path.isdir(folder):  # noqa: PTH112
        return [folder]
    above, name = os.path.split(folder)
    return [
        os.path.join(place, each)  # noqa: PTH118
        for place in _alike(above)
        for each in os.listdir(place)  # noqa: PTH208
        if _folded(each) == _folded(name)
    ]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


@pytest.mark.usefixtures("folds")
@pytest.mark.parametrize("given", [NFD, NFC, NFC.upper(), "café", "CAFÉ/zoë.MD"])
@pytest.mark.skipif(sys.platform != "linux", reason="the file system does it")
def test_a_path_that_is_spelled_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """On macOS, git and so pre-commit give composed names, whatever the disk has, and any case names the same note."""
    (tmp_path / ".obsidian").mkdir()
    write(tmp_path / NFD, "[[gone]]\n")
    write(tmp_path / "other.md", "[[gone]]\n")
    monkeypatch.chdir(tmp_path)
    result = run("check", "-q", "--select", "links", given)
    assert result.stdout == f'{NFD}:1:1: error: no note or file is named "gone" [dangling-link]\n'
    assert result.exit_code == 1


def test_names_are_compared_composed(tmp_path: Path) -> None:
    """Of notes, of patterns in the configuration, and of what the baseline lists."""
    write(tmp_path / NFD, "[[gone]]\n")
    write(tmp_path / "a.md", f"[[{NFC}]] [[zoë]]\n")
    write(tmp_path / "vaultlint.toml", 'select = ["links"]\n')
    assert run("check", "-q", tmp_path).stdout.count("\n") == 1
    run("baseline", "create", tmp_path)
    baseline = tmp_path / ".vaultlint-baseline.json"
    text = baseline.read_text(encoding="utf-8")
    for form in ("NFC", "NFD"):
        baseline.write_text(unicodedata.normalize(form, text), encoding="utf-8")
        assert run("check", "-q", tmp_path).stdout == ""
    baseline.unlink()
    write(tmp_path / "vaultlint.toml", f'select = ["links"]\nexclude = ["{NFC}"]\n')
    assert run("check", "-q", tmp_path).stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
@pytest.mark.parametrize("encoding", ["cp437", "cp1252"])
def test_a_console_that_lacks_letters(tmp_path: Path, encoding: str) -> None:
    """They are shown as escapes; a pipe gets UTF-8 all the same."""
    import pexpect

    write(tmp_path / "茶.md", "[[gone 🍵]]\n")
    write(tmp_path / "vaultlint.toml", 'select = ["links"]\n')
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "NO_COLOR": "1", "TERM": "xterm"}
    command = ["-m", "vaultlint", "check", "-q"]
    shown = pexpect.run(" ".join([sys.executable, *command]), cwd=str(tmp_path), env=env, encoding="ascii")
    assert shown == '\\u8336.md:1:1: error: no note or file is named "gone \\U0001f375" [dangling-link]\r\n'
    piped = subprocess.run([sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert piped.stdout.decode().splitlines() == [
        '茶.md:1:1: error: no note or file is named "gone 🍵" [dangling-link]'
    ]
