"""Complete tags, as they are spelled in most notes of the vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vaultlint.parse.markdown import TAG
from vaultlint.parse.read_back import lines_of
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.cursor import Cursor
from vaultlint.server.name_search import NameSearch
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


def tag_items(cursor: Cursor) -> Iterator[CompletionItem]:
    """Yield the tags that may be meant in the text of a note, best first, where it would be read as a tag.

    A `#` alone at the start of a line begins a heading rather than a tag.
    """
    before = cursor.before
    mark = before.rfind("#")
    typed = before[mark + 1 :]
    if mark < 0 or before[:mark][-1:].strip() or not (TAG.fullmatch(before, mark) or (not typed and before[:mark])):
        return
    rest = TAG.match(f"#{cursor.after}")
    start, end = cursor.offset - len(typed) - 1, cursor.offset + (rest.end() - 1 if rest else 0)
    if not _is_read(cursor, start, end):
        return
    counts = tag_counts(cursor.index)
    for name in NameSearch((name, name) for name in counts).find(typed):
        yield cursor.item(f"#{name}", ItemKind.TAG, start, end, f"#{name}", in_notes(counts[name]))


def _is_read(cursor: Cursor, start: int, end: int) -> bool:
    """Whether a tag between two offsets is read as one."""
    text = cursor.with_text(start, end, "#x")
    span = lines_of(text).span(start, start + 2)
    return any(tag.span == span for tag in cursor.read(text).tags)


def tag_counts(index: Index) -> dict[str, int]:
    """Return how many notes have each tag of a vault or one below it, the most frequent first.

    Tags that differ in case are one, in the spelling that most notes have.
    """
    by_tag: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for tag, paths in Vault(index).notes_by_tag.items():
        parts = tag.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            by_tag.setdefault(name.lower(), []).append((name, paths))
    return spelled_counts(by_tag.values())


def spelled_counts(alike: Iterable[Sequence[tuple[str, Sequence[str]]]]) -> dict[str, int]:
    """Return how many notes have each of some names, the most frequent first.

    Each name is given in its spellings, each with the notes that have it; the one that most have stands for it.
    """
    counts: dict[str, int] = {}
    for spellings in alike:
        notes: dict[str, set[str]] = {}
        for name, paths in spellings:
            notes.setdefault(name, set()).update(paths)
        best = min(notes, key=lambda name: (-len(notes[name]), name))
        counts[best] = len(set().union(*notes.values()))
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def in_notes(count: int) -> str:
    """Say how many notes something is in."""
    return f"in {count} {'note' if count == 1 else 'notes'}"
