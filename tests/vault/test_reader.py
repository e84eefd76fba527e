"""Files are read the same way in one process and in several."""

from __future__ import annotations

import os
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from vaultlint.model import Note
from vaultlint.vault.reader import ReadResult, read_files
from vaultlint.vault.resolver import OutgoingLinks, Resolver
from vaultlint.vault.sources import Disk

NAMES = [f"{number}.md" for number in range(7)]
RESOLVER = Resolver(NAMES[:5])


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """Notes, one of which has a number that msgpack cannot hold."""
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_text(f"---\nbig: {2**70 if number == 3 else number}\n---\n[[{number}]]\n", "utf-8")
    return Disk(tmp_path)


def links(found: dict[str, ReadResult]) -> list[str]:
    """What each file links to, or why it cannot be read."""
    return [
        read if isinstance(read, str) else Note(path, read.contents).links[0].target for path, read in found.items()
    ]


@pytest.mark.parametrize("jobs", [1, 2, 5, None])
def test_any_number_of_processes(disk: Disk, jobs: int | None) -> None:
    """The same files in the same order, and the reason why one cannot be read."""
    seen: list[tuple[int, int]] = []
    names = [*NAMES, "gone.md"]
    read = read_files(disk, names, RESOLVER, jobs=jobs, progress=lambda done, total: seen.append((done, total)))
    assert list(read) == names
    outgoing = [each.outgoing for each in read.values() if not isinstance(each, str)]
    assert outgoing == [
        *(OutgoingLinks(1, ends=(f"{number}.md",)) for number in range(5)),
        *(OutgoingLinks(1, (0,), asked=(f"{number}",)) for number in (5, 6)),
    ]
    assert links(read) == ["0", "1", "2", "3", "4", "5", "6", "no such file or directory"]
    assert seen == [(number, 8) for number in range(1, 9)]


@pytest.mark.parametrize(("asked", "started"), [(60, 60), (61, 61), (62, 61), (10_000, 61)])
def test_most_processes(disk: Disk, monkeypatch: pytest.MonkeyPatch, asked: int, started: int) -> None:
    """Windows refuses a pool of more than 61 processes."""
    seen: list[int] = []

    def refuse(workers: int, *_: object) -> None:
        seen.append(workers)
        raise BrokenProcessPool

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert links(read_files(disk, NAMES, RESOLVER, jobs=asked)) == ["0", "1", "2", "3", "4", "5", "6"]
    assert seen == [started]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not inherit what is patched")
def test_killed_process(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the system kills a process, the rest is read without it."""
    monkeypatch.setattr("vaultlint.vault.reader._read_chunk", _die)
    assert links(read_files(disk, NAMES, RESOLVER, jobs=2)) == ["0", "1", "2", "3", "4", "5", "6"]


def _die(paths: list[str]) -> bytes:
    del paths
    os._exit(9)
