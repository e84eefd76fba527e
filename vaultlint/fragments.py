"""Whether a note has the heading or block that a link names after `#`.

Statement numbers (S4.1 ...) are those of docs/obsidian.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vaultlint.model import FragmentStatus, Heading, Note

_NOT_COMPARED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")


@lru_cache(maxsize=65536)
def fold_heading(text: str) -> str:
    """The form in which headings are compared: punctuation and blanks as one space, lower case (S4.1)."""
    return unicodedata.normalize("NFC", _NOT_COMPARED.sub(" ", text)).strip().lower()


def check_fragment(fragment: str, note: Note) -> FragmentStatus:
    """What a fragment, with its `#`, finds in a note."""
    parts = [part.strip() for part in fragment.split("#") if part.strip()]
    if not parts:
        return FragmentStatus.OK
    if note.is_drawing or parts[-1].startswith("[^"):
        return FragmentStatus.UNCHECKED
    if parts[-1].startswith("^"):
        wanted = parts[-1][1:].lower()
        found = any(block.id.lower() == wanted for block in note.blocks)
        return FragmentStatus.OK if found else FragmentStatus.MISSING_BLOCK
    found = _has_path(note.headings, [fold_heading(part) for part in parts])
    return FragmentStatus.OK if found else FragmentStatus.MISSING_HEADING


def _has_path(headings: tuple[Heading, ...], names: list[str]) -> bool:
    """Whether some section holds the next name, and so on down (S4.4); levels may be skipped."""
    for index, heading in enumerate(headings):
        is_first = fold_heading(heading.text) == names[0]
        if is_first and (len(names) == 1 or _has_path(_section(headings, index), names[1:])):
            return True
    return False


def _section(headings: tuple[Heading, ...], index: int) -> tuple[Heading, ...]:
    """The headings below the one at `index`."""
    level = headings[index].level
    end = index + 1
    while end < len(headings) and headings[end].level > level:
        end += 1
    return headings[index + 1 : end]
