"""Paths and commands as the user may type them in the current folder."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path, PurePath, PureWindowsPath

import pytest

from tests.command import link_folder, run, write
from vaultlint.cli.command_line import quoted, relative_path, shown_paths

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="its shell quotes otherwise, and has no such names")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a vault two levels below, and something beside it."""
    write(tmp_path / "in" / "vault" / "notes" / "deep" / "a.md", "[[gone]]\n")
    (tmp_path / "in" / "vault" / "notes" / "other").mkdir()
    (tmp_path / "in" / "vault2").mkdir()
    return Path(os.path.realpath(tmp_path))


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        pytest.param("in/vault", "notes/deep/a.md", id="the vault"),
        pytest.param(".", "in/vault/notes/deep/a.md", id="above the vault"),
        pytest.param("in/vault/notes", "deep/a.md", id="a folder above the file"),
        pytest.param("in/vault/notes/deep", "a.md", id="the file's folder"),
        pytest.param("in/vault/notes/other", "../deep/a.md", id="another folder of the vault"),
        pytest.param("in/vault2", "{home}/in/vault/notes/deep/a.md", id="beside the vault"),
        pytest.param("/", "{home}/in/vault/notes/deep/a.md", id="the root of the file system"),
    ],
)
def test_shown_paths(home: Path, monkeypatch: pytest.MonkeyPatch, here: str, expected: str) -> None:
    """Relative to a folder around the file or in the vault, else absolute: an editor opens them from there."""
    root = home / "in" / "vault"
    monkeypatch.chdir(home / here)
    shown = shown_paths(root)("notes/deep/a.md")
    assert Path(shown).samefile(root / "notes" / "deep" / "a.md")
    if here == "/":
        expected = expected.removeprefix("{home}").lstrip("/")
        assert shown.endswith(expected)
        assert not shown.startswith("/")
    else:
        assert shown == expected.replace("{home}", home.as_posix())


def test_path_of_the_current_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be read has a problem too; its path is not empty."""
    monkeypatch.chdir(home / "in" / "vault" / "notes")
    assert shown_paths(home / "in" / "vault")("notes") == "../notes"


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (PureWindowsPath("D:\\my vault"), "D:/my vault/a.md"),
        (PureWindowsPath("D:\\"), "D:/a.md"),
        (PureWindowsPath("\\\\server\\share\\vault"), "//server/share/vault/a.md"),
    ],
    ids=str,
)
def test_absolute_paths(root: PurePath, expected: str) -> None:
    """On another drive, as anywhere outside the vault, they begin with its root."""
    assert shown_paths(root)("a.md") == expected


def test_current_folder_through_a_link(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shell got there through a link, the folder is still in the vault."""
    link_folder(home / "short", home / "in" / "vault" / "notes" / "other")
    monkeypatch.chdir(home / "short")
    monkeypatch.setenv("PWD", str(home / "short"))
    assert run("check", "-q", "--select", "links", home / "in" / "vault").stdout == (
        '../deep/a.md:1:1: error: no note or file is named "gone" [dangling-link]\n'
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the current folder cannot be removed there")
def test_current_folder_that_is_gone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are absolute then."""
    (home / "gone").mkdir()
    monkeypatch.chdir(home / "gone")
    (home / "gone").rmdir()
    assert shown_paths(home)("a.md") == f"{home}/a.md"
    assert relative_path(home) == str(home)
    monkeypatch.chdir(home)  # so that the fixture finds its way back


@pytest.mark.parametrize(
    ("here", "path", "expected"),
    [
        ("in", "in/vault", "vault"),
        ("in/vault", "in/vault", "."),
        ("in/vault/notes", "in/vault", ".."),
        ("in", "in/-x", os.path.join(".", "-x")),  # noqa: PTH118  pathlib drops the dot
        ("in/vault2", "in/vault", "{home}/in/vault"),
    ],
)
def test_relative_path(home: Path, monkeypatch: pytest.MonkeyPatch, here: str, path: str, expected: str) -> None:
    """Relative where the current folder contains the path or lies in it, else absolute."""
    monkeypatch.chdir(home / here)
    assert relative_path(home / path) == expected.replace("{home}/", f"{home}{os.sep}").replace("/", os.sep)


@POSIX
@pytest.mark.parametrize("words", [["a", "b c"], ["$(x)", "it's", '"', ""], ["*.md", "!x", "\\", "ä"]], ids=repr)
def test_quoted(words: list[str]) -> None:
    """The shell reads the same words."""
    assert shlex.split(quoted(words)) == words
