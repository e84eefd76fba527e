"""Find the names that someone may have meant who wrote one that does not exist.

A name is near to another that has the same letters (case, accents, spaces and punctuation do not matter), the same
words in another order or in singular or plural, or the same letters but for a slip. Names with other numbers, such as
dates and versions, are never near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, NamedTuple

LONGEST = 200
"""The most characters of a name that is compared: no file has more, and some links go on for pages."""

_FEW = 50
"""How many names are compared one by one, which is faster than to make an index of them."""

_MOST_ALIKE = 500
"""How many names may share a part before that part says nothing about which one was meant."""

_MOST_ANSWERS = 10_000
"""How many answers are remembered; an editor asks for a new name with each key."""

_SHORTEST = 4
"""The fewest letters of a name that is spelled otherwise; what is left of `C++` says little."""

_SHORTEST_SLIP = 8
_SHORTEST_IDEOGRAPHS = 2
_SHORTEST_PLURAL = 5

_SHORTEST_WORD = 3
"""The fewest letters of a word with a slip: shorter ones number things, or are other words (Vitamin A, to and of)."""

_WORD = re.compile("[a-z0-9]+")
_FIGURE = re.compile(r"\d+|[+#%*=$]")
"""What makes another name when all letters are the same: v1.2 and v1.3, C and C++."""

_MARKS = "(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+"  # compiled for names that need it, since that takes long
"""Accents, on Latin and Greek letters; elsewhere such marks make other letters, as in Japanese and Russian."""

_IDEOGRAPH = "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Chinese, Japanese and Korean, where one character is much of a word."""

_OTHER_BEGINNINGS = (["", "a"], ["ma", "mi"])
"""What opposites begin with that are one letter apart: symmetric and asymmetric, macro and micro."""

_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%")


class Grade(IntEnum):
    """How a near name differs from the one that was asked for, the nearest first."""

    SPELLING = 0
    """In case, accents, spaces or punctuation."""
    WORDS = 1
    """In the order of words, in singular or plural."""
    SLIP = 2
    """In one letter more, less or other, or in two that changed places."""


class NearName(NamedTuple):
    """A known name, and how near it is to the one that was asked for."""

    name: str
    grade: Grade


class _Spelling(NamedTuple):
    """A name as it is compared: its words in lower case and without accents, and what follows from them."""

    words: list[str]
    letters: str
    figures: tuple[str, ...]
    singulars: str
    has_ideographs: bool


class NearNames:
    """An index of names that finds those near to another, of many without comparing it to all of them.

    Only a slip in a name that has its other letters in common with hundreds of names may go unnoticed. `shortest` is
    the fewest letters of a name in which a slip is found: of 8 or fewer, many are other words (NAT and SNAT), so fewer
    make sense only among the few names that may be meant anyway.
    """

    def __init__(self, names: Iterable[str], *, shortest: int = _SHORTEST_SLIP) -> None:
        self._shortest = shortest
        self._known = {name: spelling for name in names if (spelling := _spell(name))}
        self._parts: _SharedParts | None = None
        self._answers: dict[str, tuple[NearName, ...]] = {}

    def add(self, name: str) -> None:
        """Add a name."""
        if name not in self._known and (spelling := _spell(name)):
            self._known[name] = spelling
            self._answers.clear()
            if self._parts:
                self._parts.add(name, spelling)

    def remove(self, name: str) -> None:
        """Remove a name, if it is there."""
        if spelling := self._known.pop(name, None):
            self._answers.clear()
            if self._parts:
                self._parts.remove(name, spelling)

    def is_crowded(self, name: str) -> bool:
        """Tell whether so many names share a part of this one that one more or less matters to all of them."""
        spelling = _spell(name)
        return spelling is not None and self._shared_parts.is_crowded(spelling)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names that are nearest to one, sorted; mostly none."""
        return tuple(near.name for near in self.graded(name))

    def graded(self, name: str) -> tuple[NearName, ...]:
        """Return the names that are nearest to one, sorted, with how near they are, which is the same for all."""
        if name not in self._answers:
            asked = _spell(name)
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[name] = self._nearest(asked) if asked else ()
        return self._answers[name]

    def _nearest(self, asked: _Spelling) -> tuple[NearName, ...]:
        candidates = self._known.items() if len(self._known) <= _FEW else self._shared_parts.candidates(asked)
        graded = [(_grade(asked, known, self._shortest), name) for name, known in candidates]
        found = [NearName(name, grade) for grade, name in graded if grade is not None]
        if not found:
            return ()
        best = min(grade for _, grade in found)
        return tuple(sorted({near for near in found if near.grade is best}))

    @property
    def _shared_parts(self) -> _SharedParts:
        if self._parts is None:
            self._parts = _SharedParts(self._known.items())
        return self._parts


class _SharedParts:
    """Names by what those near to them have in common: all letters, all words, or half of the letters."""

    def __init__(self, known: Iterable[_Known]) -> None:
        self._by_letters: dict[str, list[_Known]] = {}
        self._by_words: dict[str, list[_Known]] = {}
        self._by_start: dict[_Half, list[_Known]] = {}
        self._by_end: dict[_Half, list[_Known]] = {}
        for name, spelling in known:
            self.add(name, spelling)

    def add(self, name: str, spelling: _Spelling) -> None:
        for alike, part in self._parts_of(spelling):
            alike.setdefault(part, []).append((name, spelling))

    def remove(self, name: str, spelling: _Spelling) -> None:
        for alike, part in self._parts_of(spelling):
            alike[part].remove((name, spelling))
            if not alike[part]:
                del alike[part]

    def is_crowded(self, spelling: _Spelling) -> bool:
        return any(len(alike.get(half, ())) >= _MOST_ALIKE for alike, half in self._parts_of(spelling)[2:])

    def _parts_of(self, spelling: _Spelling) -> tuple[tuple[dict[Any, list[_Known]], Any], ...]:
        """The letters, words, first half and last half of a name, each with the names that are sorted by it."""
        _, letters, figures, singulars, _ = spelling
        half = _half(len(letters))
        return (
            (self._by_letters, letters),
            (self._by_words, singulars),
            (self._by_start, (letters[:half], figures)),
            (self._by_end, (letters[-half:], figures)),
        )

    def candidates(self, asked: _Spelling) -> list[_Known]:
        """Return the names that may be near to one, perhaps twice; one slip leaves a half of a name as it is."""
        _, letters, figures, singulars, _ = asked
        found = [*self._by_letters.get(letters, ()), *self._by_words.get(singulars, ())]
        for half in {_half(len(letters) - 1), _half(len(letters) + 1)}:
            parts = self._by_start.get((letters[:half], figures)), self._by_end.get((letters[-half:], figures))
            for alike in parts:
                if alike and len(alike) <= _MOST_ALIKE:
                    found += alike
        return found


_Known = tuple[str, _Spelling]
"""A name and how it is compared."""

_Half = tuple[str, tuple[str, ...]]
"""The first or last letters of a name, and its figures."""


def _half(length: int) -> int:
    """How many letters are at either side of the middle one or two of a name."""
    return max((length - 1) // 2, 1)


@lru_cache(maxsize=4096)  # many notes have the same headings
def _spell(name: str) -> _Spelling | None:
    """How a name is compared; None for one that is empty, very long, or filled in by a program."""
    if len(name) > LONGEST or _PLACEHOLDER.search(name):
        return None
    text = name.lower().replace("'", "").replace("’", "")
    letters = text.replace(" ", "")
    if letters.isascii() and letters.isalpha():  # like most names, and many times as fast
        words, figures, has_ideographs = text.split(), (), False
    else:
        text = _bare(text)
        words = _words(text)
        letters, figures = "".join(words), tuple(_FIGURE.findall(text))
        has_ideographs = bool(re.search(_IDEOGRAPH, text))
    if not words:
        return None
    singulars = [_singular(word) if word.endswith("s") else word for word in words]
    return _Spelling(words, letters, figures, " ".join(sorted(singulars)), has_ideographs)


def _bare(text: str) -> str:
    """A text without accents, and each character in its plain form."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", re.sub(_MARKS, "", unicodedata.normalize("NFKD", text.casefold())))


def _words(text: str) -> list[str]:
    """The runs of letters, digits and marks."""
    if text.isascii():
        return _WORD.findall(text)
    kept = (each if each.isalnum() or unicodedata.category(each).startswith("M") else " " for each in text)
    return "".join(kept).split()


def _singular(word: str) -> str:
    """A word without the ending of English and Romance plurals."""
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word[:-1]


def _grade(asked: _Spelling, known: _Spelling, shortest: int) -> Grade | None:
    """How near a known name is to one that was asked for; None if it is another. See `NearNames` for `shortest`."""
    if asked.figures != known.figures:
        return None
    length = len(asked.letters)
    if asked.letters == known.letters:
        is_long = length >= (_SHORTEST_IDEOGRAPHS if asked.has_ideographs else _SHORTEST)
        return Grade.SPELLING if is_long else None
    if asked.singulars == known.singulars:
        return Grade.WORDS if length >= _SHORTEST_PLURAL else None
    is_long = len(known.letters) >= shortest and not known.has_ideographs
    return Grade.SLIP if is_long and abs(length - len(known.letters)) <= 1 and _has_slip(asked, known) else None


def _has_slip(asked: _Spelling, known: _Spelling) -> bool:
    """Whether two names differ by one slip, in a word that is long enough to be still the same word."""
    if not _are_one_slip_apart(asked.letters, known.letters):
        return False
    if len(asked.words) != len(known.words):
        return min(map(len, (*asked.words, *known.words))) > 1
    differing = [pair for pair in zip(asked.words, known.words, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _is_same_word(*differing[0])


@lru_cache(maxsize=4096)
def name_core(name: str) -> str:
    """Return the letters, digits and marks of a name in lower case, without spaces, punctuation, emoji and symbols.

    Two names of one core are almost always one name, written in two ways.
    """
    if len(name) > LONGEST:
        return name
    return "".join(_words(unicodedata.normalize("NFKC", name).lower()))


def are_near(asked: str, known: str) -> bool:
    """Tell whether a name may be meant by another, in a vault that has no other names."""
    one, other = _spell(asked), _spell(known)
    return one is not None and other is not None and _grade(one, other, _SHORTEST_SLIP) is not None


def is_slip(asked: str, known: str) -> bool:
    """Tell whether two words in lower case differ by one slip that is unlikely to make another word."""
    return _are_one_slip_apart(asked, known) and _is_same_word(asked, known)


def _are_one_slip_apart(one: str, other: str) -> bool:
    distance: int = _distances().OSA.distance(one, other, score_cutoff=1)
    return distance == 1


def _is_same_word(asked: str, known: str) -> bool:
    """Whether two words that are one slip apart are likely to be the same."""
    if min(len(asked), len(known)) < _SHORTEST_WORD:
        return False
    common = _distances().Postfix.similarity(asked, known)
    beginnings = sorted((asked[: len(asked) - common], known[: len(known) - common]))
    return beginnings not in _OTHER_BEGINNINGS


@cache
def _distances() -> ModuleType:
    from rapidfuzz import distance  # takes as long to import as a small vault to check, and few runs need it

    return distance
