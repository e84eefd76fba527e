"""Find the names that someone may have meant who wrote one that does not exist.

A name is near to another that has the same letters (case, accents, spaces and punctuation do not matter), the same
words in another order or in singular or plural, or the same letters but for a slip. Names with other numbers, such as
dates and versions, are never near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from types import ModuleType
from typing import NamedTuple

LONGEST = 200
"""The most characters of a name that is compared: no file has more, and some links go on for pages."""

_MOST_ALIKE = 500
"""How many names may share a part before that part says nothing about which one was meant."""

_SHORTEST = 4
"""The fewest letters of a name that is spelled otherwise; what is left of `C++` says little."""

_SHORTEST_IDEOGRAPHS = 2
_SHORTEST_PLURAL = 5

_SHORTEST_WORD = 3
"""The fewest letters of a word with a slip: shorter ones number things, or are other words (Vitamin A, to and of)."""

_WORD = re.compile("[a-z0-9]+")
_FIGURE = re.compile(r"\d+|[+#%*=$]")
"""What makes another name when all letters are the same: v1.2 and v1.3, C and C++."""

_MARKS = re.compile("(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
"""Accents, on Latin and Greek letters; elsewhere such marks make other letters, as in Japanese and Russian."""

_IDEOGRAPH = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
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
    """An index of names that finds those near to another without comparing it to all of them.

    Only a slip in a name that has its other letters in common with hundreds of names may go unnoticed. `shortest` is
    the fewest letters of a name in which a slip is found: of 8 or fewer, many are other words (NAT and SNAT), so fewer
    make sense only among the few names that may be meant anyway.
    """

    def __init__(self, names: Iterable[str], *, shortest: int = 8) -> None:
        self._shortest = shortest
        self._by_letters: defaultdict[str, list[_Known]] = defaultdict(list)
        self._by_words: defaultdict[str, list[_Known]] = defaultdict(list)
        self._by_start: defaultdict[_Part, list[_Known]] = defaultdict(list)
        self._by_end: defaultdict[_Part, list[_Known]] = defaultdict(list)
        self._answers: dict[str, tuple[NearName, ...]] = {}
        for name in dict.fromkeys(names):
            if spelling := _spell(name):
                self._add(name, spelling)

    def _add(self, name: str, spelling: _Spelling) -> None:
        known = name, spelling
        _, letters, figures, singulars, has_ideographs = spelling
        self._by_letters[letters].append(known)
        self._by_words[singulars].append(known)
        if len(letters) >= self._shortest and not has_ideographs:
            half = _half(len(letters))
            self._by_start[letters[:half], figures].append(known)
            self._by_end[letters[-half:], figures].append(known)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names that are nearest to one, sorted; mostly none."""
        return tuple(near.name for near in self.graded(name))

    def graded(self, name: str) -> tuple[NearName, ...]:
        """Return the names that are nearest to one, sorted, with how near they are, which is the same for all."""
        if name not in self._answers:
            asked = _spell(name)
            self._answers[name] = self._find(asked) if asked else ()
        return self._answers[name]

    def _find(self, asked: _Spelling) -> tuple[NearName, ...]:
        length, figures = len(asked.letters), asked.figures
        if length >= (_SHORTEST_IDEOGRAPHS if asked.has_ideographs else _SHORTEST):
            alike = self._by_letters.get(asked.letters, ())
            if found := [name for name, known in alike if known.figures == figures]:
                return _graded(found, Grade.SPELLING)
        if length >= _SHORTEST_PLURAL:
            alike = self._by_words.get(asked.singulars, ())
            if found := [name for name, known in alike if known.figures == figures]:
                return _graded(found, Grade.WORDS)
        if length >= self._shortest - 1 and not asked.has_ideographs:
            halves = self._with_a_half_of(asked)
            if found := [name for name, known in halves.items() if _is_near(asked, known)]:
                return _graded(found, Grade.SLIP)
        return ()

    def _with_a_half_of(self, asked: _Spelling) -> dict[str, _Spelling]:
        """The names that begin or end like one: a slip leaves one half as it is, with a letter between the halves."""
        letters, figures = asked.letters, asked.figures
        found: dict[str, _Spelling] = {}
        for half in {_half(len(letters) - 1), _half(len(letters) + 1)}:
            parts = self._by_start.get((letters[:half], figures)), self._by_end.get((letters[-half:], figures))
            for alike in parts:
                if alike and len(alike) <= _MOST_ALIKE:
                    found.update(alike)
        return found


_Known = tuple[str, _Spelling]
"""A name and how it is compared."""

_Part = tuple[str, tuple[str, ...]]
"""The first or last letters of a name, and its figures."""


def _half(length: int) -> int:
    """How many letters are at either side of the middle one or two of a name."""
    return (length - 1) // 2


def _graded(names: Iterable[str], grade: Grade) -> tuple[NearName, ...]:
    return tuple(NearName(name, grade) for name in sorted(names))


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
        has_ideographs = bool(_IDEOGRAPH.search(text))
    if not words:
        return None
    singulars = [_singular(word) if word.endswith("s") else word for word in words]
    return _Spelling(words, letters, figures, " ".join(sorted(singulars)), has_ideographs)


def _bare(text: str) -> str:
    """A text without accents, and each character in its plain form."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


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


def _is_near(asked: _Spelling, known: _Spelling) -> bool:
    """Whether two names differ by one slip, in a word that is long enough to be still the same word."""
    if not _are_one_slip_apart(asked.letters, known.letters):
        return False
    if len(asked.words) != len(known.words):
        return min(map(len, (*asked.words, *known.words))) > 1
    differing = [pair for pair in zip(asked.words, known.words, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _is_same_word(*differing[0])


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
