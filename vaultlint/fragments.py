"""Whether a note has the heading or block that a link names after `#`.

Statement numbers (S4.1 ...) are those of docs/obsidian.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from vaultlint.model import FragmentStatus, Note
from vaultlint.names import composed

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """The form in which headings are compared: punctuation and blanks as one space, lower case (S4.1)."""
    return composed(_NOT_COMPARED.sub(" ", text)).strip().lower()


_LEVELS = 6

Path = tuple[str, ...]
"""Headings by the form in which they are compared, from the outermost on."""


class Anchors:
    """What the fragments of links may name in a note."""

    def __init__(self, note: Note) -> None:
        self._is_drawing = note.is_drawing
        content = note.content
        self._sections = [(level, fold_heading(text)) for level, text, _span in content.headings]
        self._paths: dict[int, set[Path]] = {}
        self._blocks = {name.lower() for name, _span in content.blocks}
        self._known: dict[str, FragmentStatus] = {}

    def find(self, fragment: str) -> FragmentStatus:
        """What a fragment, with its `#`, finds in the note."""
        if fragment not in self._known:
            self._known[fragment] = self._find(fragment)
        return self._known[fragment]

    def _find(self, fragment: str) -> FragmentStatus:
        parts = [part.strip() for part in fragment.split("#") if part.strip()]
        if not parts:
            return FragmentStatus.OK
        if self._is_drawing or parts[-1].startswith("[^"):
            return FragmentStatus.UNCHECKED
        if parts[-1].startswith("^"):
            found = parts[-1][1:].lower() in self._blocks
            return FragmentStatus.OK if found else FragmentStatus.MISSING_BLOCK
        path = tuple(map(fold_heading, parts))
        return FragmentStatus.OK if path in self._paths_of(len(path)) else FragmentStatus.MISSING_HEADING

    def _paths_of(self, length: int) -> set[Path]:
        """All paths of so many headings, each below the one before it, with or without others between (S4.4)."""
        if length not in self._paths:
            self._paths[length] = set(_paths(self._sections, length))
        return self._paths[length]


def _paths(sections: Iterable[tuple[int, str]], length: int) -> Iterator[Path]:
    if length > _LEVELS:
        return
    if length == 1:  # nearly all that links ask for
        yield from ((name,) for _, name in sections)
        return
    above: list[tuple[int, str]] = []
    for level, name in sections:
        while above and above[-1][0] >= level:
            above.pop()
        for names in combinations([name for _, name in above], length - 1):
            yield (*names, name)
        above.append((level, name))
