"""Whether a note has the heading or block that a link names after `#`.

Statement numbers (S4.1 ...) are those of docs/obsidian.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from vaultlint.model import FragmentStatus, Note
from vaultlint.obsidian.names import composed

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """The form in which headings are compared: punctuation and blanks as one space, lower case (S4.1)."""
    return composed(_NOT_COMPARED.sub(" ", text)).strip().lower()


class Anchors:
    """What the fragments of links may name in a note."""

    def __init__(self, note: Note) -> None:
        self._is_drawing = note.is_drawing
        content = note.packed_content
        self._levels = [level for level, _text, _span in content.headings]
        self._deeper: dict[tuple[str, int], list[int]] = {}  # by text and level: where it is deeper than that level
        for position, (level, text, _span) in enumerate(content.headings):
            name = fold_heading(text)
            for above in range(level):
                self._deeper.setdefault((name, above), []).append(position)
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
        if self._is_drawing or (len(parts) == 1 and parts[0].startswith("[^")):
            return FragmentStatus.UNCHECKED
        if len(parts) == 1 and parts[0].startswith("^"):
            found = parts[0][1:].lower() in self._blocks
            return FragmentStatus.OK if found else FragmentStatus.MISSING_BLOCK
        return FragmentStatus.OK if self._has_path(parts) else FragmentStatus.MISSING_HEADING

    def _has_path(self, parts: Sequence[str]) -> bool:
        """Whether each part is the next heading of that text, below the one before it and deeper (S4.4)."""
        position, level = -1, 0
        for part in parts:
            found = self._deeper.get((fold_heading(part), level), [])
            index = bisect_right(found, position)
            if index == len(found):
                return False
            position = found[index]
            level = self._levels[position]
        return True
