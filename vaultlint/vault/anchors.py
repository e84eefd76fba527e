"""Anchors: the headings and blocks of a note, which a link names by its fragment.

The statements cited (S4.1 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache

from vaultlint.model import FragmentStatus, Note
from vaultlint.obsidian.names import normalize_nfc

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """Fold a heading for comparison: in lower case, with punctuation and spaces as one space (S4.1)."""
    return normalize_nfc(_NOT_COMPARED.sub(" ", text)).strip().lower()


_FEW = 16
"""How many names are found as fast in a tuple, which takes a fifth of the memory of a set."""


class Anchors:
    """The headings and blocks of a note; a vault has one for nearly every note, so it is small."""

    __slots__ = ("_blocks", "_deeper", "_is_drawing", "_known", "_levels", "_names")

    def __init__(self, note: Note) -> None:
        self._is_drawing = note.is_drawing
        self._levels = bytes(heading.level for heading in note.headings)
        self._names = tuple([fold_heading(heading.text) for heading in note.headings])
        self._known = _collection(self._names)
        self._blocks = _collection([block.id.lower() for block in note.blocks])
        self._deeper: dict[tuple[str, int], list[int]] | None = None

    def status_of(self, fragment: str) -> FragmentStatus:
        """Tell whether a fragment, with its `#`, names an anchor of the note."""
        parts = [part.strip() for part in fragment.split("#") if part.strip()]
        if not parts:
            return FragmentStatus.OK
        if self._is_drawing or (len(parts) == 1 and parts[0].startswith("[^")):
            return FragmentStatus.UNCHECKED
        if len(parts) == 1 and parts[0].startswith("^"):
            found = parts[0][1:].lower() in self._blocks
            return FragmentStatus.OK if found else FragmentStatus.MISSING_BLOCK
        names = [fold_heading(part) for part in parts]
        found = names[0] in self._known and (len(names) == 1 or bool(self._path(names)))
        return FragmentStatus.OK if found else FragmentStatus.MISSING_HEADING

    def headings_on(self, fragment: str) -> list[int]:
        """Return the positions of the headings that the steps of a fragment name; none if one of them is missing."""
        return self._path([fold_heading(part) for part in fragment.split("#") if part.strip()])

    def _path(self, names: Sequence[str]) -> list[int]:
        """Find for each name the next heading below the previous one that is deeper (S4.4, S11.5)."""
        if self._deeper is None:
            self._deeper = self._find_deeper()
        positions: list[int] = []
        level = 0
        for name in names:
            found = self._deeper.get((name, level), [])
            index = bisect_right(found, positions[-1] if positions else -1)
            if index == len(found):
                return []
            positions.append(found[index])
            level = self._levels[found[index]]
        return positions

    def _find_deeper(self) -> dict[tuple[str, int], list[int]]:
        """By name and level, the positions of the headings of that name that are deeper than the level."""
        found: dict[tuple[str, int], list[int]] = {}
        for position, (level, name) in enumerate(zip(self._levels, self._names, strict=True)):
            for above in range(level):
                found.setdefault((name, above), []).append(position)
        return found


def _collection(names: Sequence[str]) -> Collection[str]:
    return tuple(names) if len(names) <= _FEW else frozenset(names)
