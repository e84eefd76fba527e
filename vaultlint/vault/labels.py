"""The tags and properties of notes: which there are, which notes have them, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from vaultlint.encoding import decode, encode
from vaultlint.model import Note, Span, Tag
from vaultlint.parse import ValuePath
from vaultlint.parse.tags import is_tag

_Labels = Sequence[Any]
"""Of a note: the digest of its bytes, its tags, and the names of its properties, each joined to one text."""

_BETWEEN = "\0"
"""What is in no tag and, but for an escape that nobody writes, in no name of a property."""


class LabelIndex:
    """The tags and property names of all notes, which are kept as long as the bytes of a note stay the same.

    `stored` is what `encoded` returned in an earlier run; what cannot be read is as if it were missing.
    """

    def __init__(self, stored: bytes | None) -> None:
        self._known: dict[str, _Labels] = {}
        self._groups: dict[int, dict[str, list[str]]] = {}  # forgotten when a label differs, not with each edit
        self.has_new = False
        """Whether there are labels that were not stored."""
        with suppress(ValueError, TypeError):
            self._known = dict(decode(stored)) if stored else {}

    def update(self, digests: Mapping[str, bytes], read: Callable[[str], Note]) -> None:
        """Take up the notes whose digests are given by path; `read` reads one that is new."""
        known = self._known
        changed = [path for path, digest in digests.items() if path not in known or known[path][0] != digest]
        for path in changed:
            labels = _labels_of(read(path), digests[path])
            if path not in known or [*known[path][1:]] != [*labels[1:]]:
                self._groups.clear()
            known[path] = labels
        gone = known.keys() - digests.keys() if len(known) > len(digests) else ()
        for path in gone:
            del known[path]
            self._groups.clear()
        self.has_new |= bool(changed or gone)

    def by_tag(self) -> Mapping[str, Sequence[str]]:
        """Return the paths of the notes that have each tag, sorted, by the tag as it is spelled, without `#`."""
        return self._grouped(1)

    def by_property(self) -> Mapping[str, Sequence[str]]:
        """Return the paths of the notes that have each property, sorted, by its name as it is spelled."""
        return self._grouped(2)

    def _grouped(self, at: int) -> dict[str, list[str]]:
        if at not in self._groups:
            self._groups[at] = self._group(at)
        return self._groups[at]

    def _group(self, at: int) -> dict[str, list[str]]:
        alike: dict[str, list[str]] = {}
        for path, labels in self._known.items():  # many notes have the same ones
            alike.setdefault(labels[at], []).append(path)
        found: dict[str, list[str]] = {}
        for joined in sorted(filter(None, alike)):
            for name in joined.split(_BETWEEN):
                found.setdefault(name, []).extend(alike[joined])
        for paths in found.values():
            paths.sort()
        return found

    def encoded(self) -> bytes | None:
        """Return all of this to store it; None where it cannot be."""
        with suppress(ValueError, TypeError, OverflowError):
            return encode(self._known)
        return None


def _labels_of(note: Note, digest: bytes) -> _Labels:
    tags = dict.fromkeys((*property_tags(note), *(tag.name for tag in note.tags)))
    return digest, _BETWEEN.join(tags), _BETWEEN.join(found.name for found in note.properties)


def property_tags(note: Note) -> Iterator[str]:
    """Yield the tags in the front matter of a note, without `#`, as `tags` has them."""
    for text in note.texts("tags"):
        if is_tag(name := _name(text)):
            yield name


def tags_of(note: Note, spans: Mapping[ValuePath, Span]) -> tuple[Tag, ...]:
    """Return all tags of a note in the order of the text; `spans` are those of the values in its front matter.

    An item of `tags` has the span of its whole value, quotes included.
    """
    found = note.get("tags")
    if found is None or found.value is None:
        return note.tags
    values = found.value if isinstance(found.value, list) else [found.value]
    listed = (
        Tag(name, spans.get((found.name, at), found.value_span))
        for at, value in enumerate(values)
        if isinstance(value, str) and is_tag(name := _name(value))
    )
    return (*listed, *note.tags)


def _name(text: str) -> str:
    return text.strip().removeprefix("#")
