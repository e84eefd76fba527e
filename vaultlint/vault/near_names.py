"""Find the names that someone may have meant who wrote one that does not exist.

A name is near to another that has the same letters (case, accents, spaces and punctuation do not matter), the same
words in another order or in singular or plural, or the same letters but for a slip. Names with other numbers, such as
dates and versions, are never near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

LONGEST = 200
"""The most characters of a name that is compared: no file has more, and some links go on for pages."""

_MOST_ALIKE = 500
"""How many names may share a part before that part says nothing about which one was meant."""

_SHORTEST = 4
_SHORTEST_PLURAL = 5
_TWO_SLIPS = 12
"""The fewest letters of a name with two slips, in two words: two in one word make opposites (inclusive, exclusive)."""

_SHORTEST_WORD = 3
"""The fewest letters of a word with a slip: shorter ones number things, or are other words (Vitamin A, to and of)."""

_WORD = re.compile("[a-z0-9]+")
_APOSTROPHE = re.compile("['’]")
_FIGURE = re.compile(r"\d+|[+#%*=$]")
"""What makes another name when all letters are the same: v1.2 and v1.3, C and C++."""

_MARKS = re.compile("(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
"""Accents, on Latin and Greek letters; elsewhere such marks make other letters, as in Japanese and Russian."""

_IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Chinese, Japanese and Korean, where one character is much of a word."""

_OTHER_BEGINNINGS = {("", "a"), ("ma", "mi")}
"""What opposites begin with that are one letter apart: symmetric and asymmetric, macro and micro."""

_PLACEHOLDER = re.compile(r"\{\{|<%|\$\{")


class Grade(IntEnum):
    """How a near name differs from the one that was asked for, the nearest first."""

    SPELLING = 0
    """The same letters and digits."""
    WORDS = 1
    """The same words, in another order, or in singular or plural."""
    SLIP = 2
    """One letter more, less, other, or two that changed places."""
    SLIPS = 3
    """Two words with such a slip."""


class NearName(NamedTuple):
    """A known name, and how near it is to the one that was asked for."""

    name: str
    grade: Grade


class _Spelling(NamedTuple):
    """A name as it is compared: its words in lower case and without accents, and what follows from them."""

    words: tuple[str, ...]
    letters: str
    figures: tuple[str, ...]
    singulars: tuple[str, ...]
    is_alphabetic: bool


class NearNames:
    """An index of names that finds those near to another without comparing it to all of them.

    Only a slip in a name that has its other letters in common with hundreds of names may go unnoticed. `shortest` is
    the fewest letters of a name in which a slip is found: of 8 or fewer, many are other words (NAT and SNAT), so fewer
    make sense only among the few names that may be meant anyway.
    """

    def __init__(self, names: Iterable[str], *, shortest: int = 8) -> None:
        self._shortest = shortest
        self._names: list[tuple[str, _Spelling]] = []
        self._by_letters: dict[str, list[int]] = {}
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        self._by_part: dict[_Part, list[int]] = {}
        for name in dict.fromkeys(names):
            if spelling := _spell(name):
                self._add(name, spelling)

    def _add(self, name: str, spelling: _Spelling) -> None:
        number = len(self._names)
        self._names.append((name, spelling))
        self._by_letters.setdefault(spelling.letters, []).append(number)
        self._by_words.setdefault(spelling.singulars, []).append(number)
        for part in _parts(spelling) if len(spelling.letters) >= self._shortest else ():
            self._by_part.setdefault(part, []).append(number)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names that are nearest to one, sorted; mostly none."""
        return tuple(near.name for near in self.graded(name))

    def graded(self, name: str) -> tuple[NearName, ...]:
        """Return the names that are nearest to one, sorted, with how near they are, which is the same for all."""
        asked = _spell(name)
        if asked is None:
            return ()
        for candidates in (self._alike(asked), self._slips(asked)):
            if found := _nearest(asked, map(self._names.__getitem__, candidates)):
                return found
        return ()

    def _alike(self, asked: _Spelling) -> set[int]:
        """The names that may be near with all letters right."""
        return {*self._by_letters.get(asked.letters, ()), *self._by_words.get(asked.singulars, ())}

    def _slips(self, asked: _Spelling) -> set[int]:
        """The names that have a part in common where slips must have left one."""
        found: set[int] = set()
        for part in _wanted_parts(asked, self._shortest):
            alike = self._by_part.get(part, ())
            if len(alike) <= _MOST_ALIKE:
                found.update(alike)
        return found


_Part = tuple[int, int, str, tuple[str, ...]]
"""The length of a name, which of its parts this is, the part, and the figures in the name."""


@lru_cache(maxsize=16_384)  # headings and properties have the same names in many notes
def _spell(name: str) -> _Spelling | None:
    """How a name is compared; None for one that is empty, very long, or filled in by a program."""
    if len(name) > LONGEST or _PLACEHOLDER.search(name):
        return None
    text = _APOSTROPHE.sub("", name.lower())
    figures = tuple(_FIGURE.findall(text))
    if not text.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
        figures = tuple(_FIGURE.findall(bare))
        text = "".join(each if _is_in_word(each) else " " for each in unicodedata.normalize("NFC", bare))
    words = tuple(_WORD.findall(text) if text.isascii() else text.split())
    letters = "".join(words)
    if not letters:
        return None
    singulars = tuple(sorted(map(_singular, words)))
    return _Spelling(words, letters, figures, singulars, not _IDEOGRAPH.search(letters))


def _is_in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _singular(word: str) -> str:
    """A word without the ending of English and Romance plurals."""
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word[:-1]


def _nearest(asked: _Spelling, known: Iterable[tuple[str, _Spelling]]) -> tuple[NearName, ...]:
    graded = ((name, _grade(asked, spelling)) for name, spelling in known)
    found = [NearName(name, grade) for name, grade in graded if grade is not None]
    best = min((near.grade for near in found), default=None)
    return tuple(sorted(near for near in found if near.grade is best))


def _grade(asked: _Spelling, known: _Spelling) -> Grade | None:
    """How near a known name is; None if it is another."""
    if asked.figures != known.figures:
        return None
    shortest = _SHORTEST if asked.is_alphabetic else 2
    if asked.letters == known.letters:
        return Grade.SPELLING if len(asked.letters) >= shortest else None
    if asked.singulars == known.singulars:
        return Grade.WORDS if len(asked.letters) >= _SHORTEST_PLURAL else None
    return _grade_of_slips(asked, known)


def _grade_of_slips(asked: _Spelling, known: _Spelling) -> Grade | None:
    most = 1 if len(known.letters) < _TWO_SLIPS else 2
    if abs(len(asked.letters) - len(known.letters)) > most or not (asked.is_alphabetic and known.is_alphabetic):
        return None
    slips = _distance(asked.letters, known.letters, most)
    if slips > most or not _are_slips(asked.words, known.words, slips):
        return None
    return Grade.SLIP if slips == 1 else Grade.SLIPS


def _distance(one: str, other: str, most: int) -> int:
    """Count the slips between two texts (optimal string alignment), up to one more than `most`."""
    from rapidfuzz.distance import OSA  # takes as long to import as a small vault to check; few runs need it

    return OSA.distance(one, other, score_cutoff=most)


def _are_slips(asked: Sequence[str], known: Sequence[str], slips: int) -> bool:
    """Whether words differ by slips, at most one in each, and are not other words."""
    if len(asked) != len(known):
        return slips == 1 and min(map(len, (*asked, *known))) > 1
    return all(one == other or is_slip(one, other) for one, other in zip(asked, known, strict=True))


def is_slip(asked: str, known: str) -> bool:
    """Tell whether two words in lower case differ by one slip that is unlikely to make another word."""
    is_long = min(len(asked), len(known)) >= _SHORTEST_WORD
    return is_long and _distance(asked, known, 1) == 1 and _beginnings(asked, known) not in _OTHER_BEGINNINGS


def _beginnings(asked: str, known: str) -> tuple[str, str]:
    """What two words begin with before the letters that they have in common at the end, the shorter first."""
    from rapidfuzz.distance import Postfix  # see `_distance`

    common = Postfix.similarity(asked, known)
    one, other = sorted((asked[: len(asked) - common], known[: len(known) - common]))
    return one, other


def _parts(known: _Spelling) -> Iterator[_Part]:
    """Parts of a name, one more than the slips it may have and a letter apart, so that slips leave one as it is."""
    length = len(known.letters)
    for index, (start, end) in enumerate(_bounds(length) if known.is_alphabetic else ()):
        yield length, index, known.letters[start:end], known.figures


def _wanted_parts(asked: _Spelling, shortest: int) -> Iterator[_Part]:
    """The parts, wherever slips may have moved them, of the names that are near to one."""
    if not asked.is_alphabetic:
        return
    letters, figures = asked.letters, asked.figures
    for length in range(max(len(letters) - 2, shortest), len(letters) + 3):
        longer = len(letters) - length
        bounds = _bounds(length)
        if abs(longer) >= len(bounds):
            continue
        last = len(bounds) - 1
        for index, (start, end) in enumerate(bounds):
            moves = (0,) if index == 0 else (longer,) if index == last else (-1, 0, 1)
            for move in moves:
                yield length, index, letters[start + move : end + move], figures


@cache
def _bounds(length: int) -> tuple[tuple[int, int], ...]:
    """Where the parts of a name of a length begin and end: two, or three if it may have two slips."""
    if length < _TWO_SLIPS:
        size = (length - 1) // 2
        return (0, size), (length - size, length)
    size = (length - 2) // 3
    return (0, size), (size + 1, 2 * size + 1), (length - size, length)
