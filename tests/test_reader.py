"""Files are read the same way in one process and in several."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from vaultlint.files import Disk
from vaultlint.model import Parts
from vaultlint.reader import read_files

NAMES = [f"{number}.md" for number in range(7)]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """Notes, one of which has a number that msgpack cannot hold."""
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_text(f"---\nbig: {2**70 if number == 3 else number}\n---\n[[{number}]]\n", "utf-8")
    return Disk(tmp_path)


def links(read: dict[str, Parts | str]) -> list[str]:
    """What each file links to, or why it cannot be read."""
    return [parts if isinstance(parts, str) else parts.links[0][2] for parts in read.values()]


@pytest.mark.parametrize("jobs", [1, 2, 5, None])
def test_any_number_of_processes(disk: Disk, jobs: int | None) -> None:
    """The same files in the same order, and why one cannot be read."""
    seen: list[tuple[int, int]] = []
    names = [*NAMES, "gone.md"]
    read = read_files(disk, names, jobs=jobs, progress=lambda done, total: seen.append((done, total)))
    assert list(read) == names
    assert links(read) == ["0", "1", "2", "3", "4", "5", "6", "no such file or directory"]
    assert seen == [(number, 8) for number in range(1, 9)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not inherit what is patched")
def test_killed_process(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system kills a process, the rest is read without it."""
    monkeypatch.setattr("vaultlint.reader._read_chunk", _die)
    assert links(read_files(disk, NAMES, jobs=2)) == ["0", "1", "2", "3", "4", "5", "6"]


def _die(root: Path, limit: int, paths: list[str]) -> bytes:
    del root, limit, paths
    os._exit(9)
