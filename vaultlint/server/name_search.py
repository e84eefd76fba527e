"""Search names by what a user types: in any case and Unicode form, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from vaultlint.obsidian.names import fold

_T = TypeVar("_T")

_SHORTEST_SLIP = 4
"""The fewest characters in which a slip is looked for."""

_LEAST_ALIKE = 75
"""The least similarity, of 100, of a name in which what was typed may be misspelt."""


class NameSearch:
    """What was typed, to compare names with it.

    A name is better if it is or begins with what was typed, then if one of its words does, then if it holds it
    anywhere, then if it holds all words in any order, then if it only has all characters in their order.
    """

    def __init__(self, typed: str) -> None:
        self._typed = fold(typed.strip())
        self._words = self._typed.split()
        self._in_order = re.compile(".*?".join(map(re.escape, self._typed)), re.DOTALL)
        self._word_start = re.compile(rf"(?<![^\W_]){re.escape(self._typed)}")

    def rank(self, name: str) -> int | None:
        """Return how well a name fits, 0 for the best; None if it does not."""
        name, typed = fold(name), self._typed
        if typed in name:
            if name.startswith(typed):
                return 0 if len(name) == len(typed) else 1
            return 2 if self._word_start.search(name) else 3
        if len(self._words) > 1 and all(word in name for word in self._words):
            return 4
        return 5 if self._in_order.search(name) else None

    def ranked(
        self, things: Iterable[_T], name_of: Callable[[_T], str], order: Callable[[_T], object] | None = None
    ) -> Iterator[_T]:
        """Yield the things whose name fits, best first, then by `order`, then the shortest first.

        If no name fits, these are the things whose name is much alike, in case there is a slip in what was typed.
        """
        listed = list(things)
        fitting = [(rank, each) for each in listed if (rank := self.rank(name_of(each))) is not None]
        if not fitting and len(self._typed) >= _SHORTEST_SLIP:
            fitting = list(self._alike(listed, name_of))

        def key(found: tuple[int, _T]) -> tuple[int, object, int, str]:
            name = name_of(found[1])
            return found[0], order(found[1]) if order else 0, len(name), name

        return (each for _, each in sorted(fitting, key=key))

    def best(self, things: Iterable[_T], name_of: Callable[[_T], str], most: int) -> list[_T]:
        """Return the things whose name fits best, at most so many, see `ranked`."""
        return list(islice(self.ranked(things, name_of), most))

    def _alike(self, things: list[_T], name_of: Callable[[_T], str]) -> Iterator[tuple[int, _T]]:
        from rapidfuzz import fuzz, process  # takes long to import, and is rarely needed

        names = [fold(name_of(each)) for each in things]
        found = process.extract(self._typed, names, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=None)
        return ((100 - int(score), things[position]) for _, score, position in found)
