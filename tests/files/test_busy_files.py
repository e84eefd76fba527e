"""Files that another program has open, as Windows says it: what is done to them is tried again, for a while."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultlint.files import busy_files
from vaultlint.files.regular_file import replace_file


class Busy:
    """Makes an operation of `os` fail as it does on Windows while another program has the file open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, operation: str, times: int, winerror: int = 32) -> None:
        self.waited: list[float] = []
        self.left = times
        self._winerror = winerror
        self._do = getattr(os, operation)
        monkeypatch.setattr(os, operation, self._try)
        monkeypatch.setattr("vaultlint.files.busy_files.time.sleep", self.waited.append)

    def _try(self, *args: str) -> None:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "Zugriff verweigert", *args[:1])
            error.winerror = self._winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        self._do(*args)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name in ("old", "new"):
        (tmp_path / name).write_text(name)
    return str(tmp_path / "old"), str(tmp_path / "new")


Operation = Callable[[str, str], None]
OPERATIONS = [
    pytest.param("replace", lambda old, new: busy_files.replace(new, old), id="replace"),
    pytest.param("rename", lambda old, _: busy_files.rename(old, f"{old} moved"), id="rename"),
    pytest.param("unlink", lambda old, _: busy_files.unlink(old), id="unlink"),
]


@pytest.mark.parametrize("name, do", OPERATIONS)
@pytest.mark.parametrize("times", [1, 7])
def test_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, files: tuple[str, str], name: str, do: Operation, times: int
) -> None:
    busy = Busy(monkeypatch, name, times)
    do(*files)
    assert not Path(files[0]).exists() or Path(files[0]).read_text() == "new"
    assert len(busy.waited) == times


@pytest.mark.parametrize("name, do", OPERATIONS)
@pytest.mark.parametrize(
    "winerror, message",
    [
        pytest.param(5, "access is denied, or another program has it open", id="access denied"),
        pytest.param(32, "another program has it open: close it there and try again", id="sharing violation"),
        pytest.param(33, "another program has it open: close it there and try again", id="lock violation"),
    ],
)
def test_it_is_given_up(
    monkeypatch: pytest.MonkeyPatch, files: tuple[str, str], name: str, do: Operation, winerror: int, message: str
) -> None:
    """After about a second; the error names the file that the user knows."""
    busy = Busy(monkeypatch, name, 100, winerror)
    with pytest.raises(PermissionError) as caught:
        do(*files)
    assert (caught.value.filename, caught.value.strerror) == (files[0], message)
    assert 0.5 < sum(busy.waited) < 2
    assert Path(files[0]).read_text() == "old"


def test_other_errors_are_final(monkeypatch: pytest.MonkeyPatch, files: tuple[str, str]) -> None:
    busy = Busy(monkeypatch, "replace", 1, 1314)
    with pytest.raises(PermissionError, match="Zugriff"):
        busy_files.replace(files[1], files[0])
    assert busy.waited == []


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, files: tuple[str, str]) -> None:
    """The file keeps its content, and what was written beside it is deleted."""
    Busy(monkeypatch, "replace", 100)
    with pytest.raises(PermissionError, match="another program has it open"):
        replace_file(files[0], b"mine")
    assert Path(files[0]).read_text() == "old"
    assert sorted(place.name for place in Path(files[0]).parent.iterdir()) == ["new", "old"]
