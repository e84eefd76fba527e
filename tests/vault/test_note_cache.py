"""The cache returns parsed files that have not changed since, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultlint.cache.store import Store
from vaultlint.encoding import digest
from vaultlint.model import Note
from vaultlint.parse import read_note
from vaultlint.vault.note_cache import NoteCache, ParsedFile
from vaultlint.vault.reader import read_files
from vaultlint.vault.resolver import Resolver
from vaultlint.vault.sources import Disk

RESOLVER = Resolver(["a.md", "Tea.md"])
OLD = 1_700_000_000_000_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A folder with a note that was written long ago."""
    (tmp_path / "vault").mkdir()
    disk = Disk(tmp_path / "vault")
    write(disk, "[[Tea]]", OLD)
    return disk


def write(disk: Disk, text: str, changed: int) -> None:
    path = disk.root / "a.md"
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(changed, changed))


def targets(disk: Disk, version: bytes = b"1") -> list[str]:
    """What the note links to, read through the cache."""
    return [link.target for link in read(disk, version).links]


def read(disk: Disk, version: bytes = b"1") -> Note:
    """The note, read through the cache."""
    return Note("a.md", reading(disk, cache(disk, version)).packed)


def reading(disk: Disk, cache: NoteCache, resolver: Resolver = RESOLVER) -> ParsedFile:
    """A cache that holds the note."""
    (found,) = read_files(Disk(disk.root), ["a.md"], resolver, cache=cache).values()
    assert not isinstance(found, str)
    cache.save({})
    return found


def cache(disk: Disk, version: bytes = b"1", resolver: Resolver = RESOLVER) -> NoteCache:
    return NoteCache(Store(disk.root.parent / "cache"), version, resolver)


def test_unchanged_file_is_not_read(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and timestamp are enough."""
    assert targets(disk) == ["Tea"]
    monkeypatch.setattr(Disk, "read", lambda *_: pytest.fail("it was read"))
    assert targets(disk) == ["Tea"]


@pytest.mark.parametrize(
    ("text", "changed", "expected"),
    [
        pytest.param("[[Cup]]", OLD + 1, ["Cup"], id="another time stamp"),
        pytest.param("[[Cups]]", OLD, ["Cups"], id="another size"),
        pytest.param("[[Cup]]", OLD, ["Tea"], id="neither: nobody can tell"),
    ],
)
def test_changed_file(disk: Disk, text: str, changed: int, expected: list[str]) -> None:
    """What looks changed is read again."""
    targets(disk)
    write(disk, text, changed)
    assert targets(disk) == expected


def test_moved_time_stamp(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only looks changed is read, not parsed."""
    targets(disk)
    write(disk, "[[Tea]]", OLD + 1)
    monkeypatch.setattr("vaultlint.vault.reader._parse", lambda *_: pytest.fail("it was parsed"))
    assert targets(disk) == ["Tea"]


def test_recent_change(disk: Disk) -> None:
    """A file written just before may have changed twice with one timestamp: its content decides."""
    known = cache(disk)
    now = known._begun
    write(disk, "[[Tea]]", now)
    reading(disk, known)
    write(disk, "[[Cup]]", now)
    assert targets(disk) == ["Cup"]


def test_another_version(disk: Disk) -> None:
    """What another version of the parser read does not count."""
    targets(disk)
    assert cache(disk, b"1").by_stamp("a.md", disk.stamp("a.md")) is not None
    assert cache(disk, b"2").by_stamp("a.md", disk.stamp("a.md")) is None


def test_where_links_lead_is_kept_with_the_files(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are resolved again when the vault has other files, and only then."""
    files = Resolver(["a.md"])
    before = reading(disk, cache(disk, resolver=files), files)
    assert before.outgoing.dangling == (0,)
    known = cache(disk).by_stamp("a.md", disk.stamp("a.md"))
    assert known is not None
    assert (known.outgoing.dangling, known.outgoing.ends) == ((), (1,))
    monkeypatch.setattr(Resolver, "outgoing_links", lambda *_: pytest.fail("it was resolved"))
    known = cache(disk, resolver=files).by_stamp("a.md", disk.stamp("a.md"))
    assert known is not None
    assert (known.outgoing.dangling, known.outgoing.ends) == ([0], [])


def test_what_is_gone_is_forgotten(disk: Disk) -> None:
    """The cache holds the files of the last run only."""
    targets(disk)
    cache(disk, resolver=Resolver([])).save({})
    assert not cache(disk).has_size("a.md", disk.stamp("a.md"))


def test_odd_values(disk: Disk) -> None:
    """A note that msgpack cannot hold is parsed each time, and the rest is cached."""
    odd = f"---\nbig: {2**70}\n---\n"
    for text in (
        odd,
        "---\na: [1, {b: .nan}, 'x']\nd: 2024-01-31\n---\n# H\n\n[[x#^y|z]] %% vaultlint-disable-line %%\n",
    ):
        write(disk, text, OLD)
        expected = read_note("a.md", text.encode())
        for _ in range(2):
            note = read(disk)
            assert repr(note.properties) == repr(expected.properties)
            assert note.links == expected.links
            assert note.suppressions == expected.suppressions


@pytest.mark.parametrize(
    "found", [None, 1, [b"1"], [b"1", b"", 0, 5, {}], [b"1", b"", 0, {"a.md": 1}, {}], [b"1", b"", "x", {}, {}]]
)
def test_nonsense(disk: Disk, found: object) -> None:
    """A cache file that is undamaged but has the wrong shape is ignored."""
    Store(disk.root.parent / "cache").save("notes", found)
    assert targets(disk) == ["Tea"]
    mark = digest(b"[[Tea]]")
    entry = [disk.stamp("a.md"), mark, b"\xc1", [0, [], [], []]]
    Store(disk.root.parent / "cache").save("notes", [b"1", b"", 0, {"a.md": entry}, {}])
    assert targets(disk) == ["Tea"]
