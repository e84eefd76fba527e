"""Find the properties for drafts and published notes, and whether they are booleans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vaultlint.init.survey.folders import MIN_NOTES
from vaultlint.init.survey.properties import COMMON, family_of, is_configurable, spellings
from vaultlint.model import Note, Value

_MIN_VALUES = 5
_WORDS = frozenset(("true", "false", "yes", "no", "y", "n", "on", "off"))
"""What stands for a boolean in quotes or in other languages than YAML 1.2, in lower case."""


class Flag(NamedTuple):
    """A property for drafts or published notes: the number of booleans, of words for them, and of other values.

    Empty values are not counted, since an empty flag is false.
    """

    name: str
    booleans: int
    words: int
    others: int

    @property
    def is_boolean(self) -> bool:
        """Whether nearly all values are booleans, or meant to be, so that each of the rest is a mistake."""
        meant = self.booleans + self.words
        return self.booleans > 0 and meant >= COMMON * (meant + self.others)

    @property
    def is_something_else(self) -> bool:
        """Whether most values, and many, are something else than booleans."""
        return self.others >= MIN_NOTES and self.others > self.booleans + self.words


def survey_flags(notes: Iterable[Note]) -> tuple[Flag, ...]:
    """Count the values of the properties that five or more notes have, sorted by name."""
    notes = tuple(notes)
    shown = spellings(notes)
    values: dict[str, list[Value]] = {}
    for note in notes:
        for name, value, *_ in note.properties:
            if family_of(name) == "draft" and is_configurable(name):
                values.setdefault(shown[name.lower()], []).append(value)
    return tuple(_flag(name, held) for name, held in sorted(values.items()) if len(held) >= _MIN_VALUES)


def _flag(name: str, values: list[Value]) -> Flag:
    filled = [value for value in values if value not in (None, "")]
    booleans = sum(isinstance(value, bool) for value in filled)
    numbers = [value for value in filled if isinstance(value, int | float) and not isinstance(value, bool)]
    words = sum(isinstance(value, str) and value.strip(" '\"").lower() in _WORDS for value in filled)
    if set(numbers) <= {0, 1}:
        words += len(numbers)
    return Flag(name, booleans, words, len(filled) - booleans - words)
