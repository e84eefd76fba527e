"""The tags and property names of all notes, kept over edits and runs."""

from __future__ import annotations

from vaultlint.model import Note
from vaultlint.parse import read_note
from vaultlint.vault.labels import LabelIndex

A = "---\ntags: [tea, '#hot', 12]\nup: x\n---\n#tea #Tea #日記\n"
B = "---\nup: y\n---\n"


def make(stored: bytes | None, texts: dict[str, str]) -> tuple[LabelIndex, list[str]]:
    """An index of notes, and the paths of those that were read for it."""
    read: list[str] = []

    def note(path: str) -> Note:
        read.append(path)
        return read_note(path, texts[path].encode())

    index = LabelIndex(stored)
    index.update({path: text.encode() for path, text in texts.items()}, note)
    return index, read


def test_names_of_notes() -> None:
    """Each once for a note, as they are spelled; what is no tag is left out."""
    index, _ = make(None, {"a.md": A, "b.md": B})
    assert index.by_tag() == {"tea": ["a.md"], "hot": ["a.md"], "Tea": ["a.md"], "日記": ["a.md"]}
    assert index.by_property() == {"tags": ["a.md"], "up": ["a.md", "b.md"]}


def test_only_what_is_new_is_read() -> None:
    """A note of the same bytes is not read again, and one that is gone is forgotten."""
    before, _ = make(None, {"a.md": A, "b.md": B})
    same, read = make(before.encoded(), {"a.md": A, "b.md": B})
    assert (read, same.has_new, same.by_tag()) == ([], False, before.by_tag())
    after, read = make(before.encoded(), {"b.md": "#new", "c.md": ""})
    assert (sorted(read), after.has_new) == (["b.md", "c.md"], True)
    assert (after.by_tag(), after.by_property()) == ({"new": ["b.md"]}, {})


def test_damage_is_as_if_nothing_were_stored() -> None:
    """Whatever the cache holds, notes are read instead."""
    for stored in (b"", b"\x01", b"\xff\xff"):
        index, read = make(stored, {"b.md": B})
        assert (read, index.by_property()) == (["b.md"], {"up": ["b.md"]})
