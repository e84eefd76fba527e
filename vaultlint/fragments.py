"""Whether a note has the heading or block that a link names after `#`.

Statement numbers (S4.1 ...) are those of docs/obsidian.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from vaultlint.model import FragmentStatus, Note

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """The form in which headings are compared: punctuation and blanks as one space, lower case (S4.1)."""
    return unicodedata.normalize("NFC", _NOT_COMPARED.sub(" ", text)).strip().lower()


class Anchors:
    """What the fragments of links may name in a note."""

    def __init__(self, note: Note) -> None:
        self._is_drawing = note.is_drawing
        content = note.content
        self._sections = [_Section(level, fold_heading(text)) for level, text, _span in content.headings]
        self._names = {section.name for section in self._sections}
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
        names = [fold_heading(part) for part in parts]
        found = self._names.issuperset(names) and self._has_path(names, 0, len(self._sections))
        return FragmentStatus.OK if found else FragmentStatus.MISSING_HEADING

    def _has_path(self, names: list[str], start: int, end: int) -> bool:
        """Whether a section between two indexes holds the first name, and below it the others (S4.4)."""
        for index in range(start, end):
            if self._sections[index].name == names[0]:
                below = index + 1
                if len(names) == 1 or self._has_path(names[1:], below, self._end_of_section(index)):
                    return True
        return False

    def _end_of_section(self, index: int) -> int:
        level = self._sections[index].level
        end = index + 1
        while end < len(self._sections) and self._sections[end].level > level:
            end += 1
        return end


class _Section(NamedTuple):
    level: int
    name: str
