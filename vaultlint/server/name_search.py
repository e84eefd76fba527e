"""Search names by what a user types: in any case and Unicode form, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from vaultlint.obsidian.names import fold

_T = TypeVar("_T")

_SHORTEST_SLIP = 4
"""The fewest characters in which a slip is looked for."""

_LEAST_ALIKE = 75
"""The least similarity, of 100, of a name in which what was typed may be misspelt."""


class NameSearch(Generic[_T]):
    """Things by a name of each, in the order in which they come if what is typed fits them equally well."""

    def __init__(self, named: Iterable[tuple[str, _T]]) -> None:
        listed = list(named)
        self._folded = [fold(name) for name, _ in listed]
        self._things = [thing for _, thing in listed]

    def find(self, typed: str, order: Callable[[_T], int] | None = None) -> Iterator[_T]:
        """Yield the things whose name fits what was typed, best first; `order` goes before their own.

        A name is better if it is or begins with what was typed, then if one of its words does, then if it holds it
        anywhere, then if it holds all words in any order, then if it only has all characters in their order. If no name
        fits, those come that are much alike, since there may be a slip.
        """
        typed = fold(typed.strip())
        has_found = False
        for positions in self._groups(typed):
            things = [self._things[at] for at in positions]
            has_found = has_found or bool(things)
            yield from sorted(things, key=order) if order else things
        if not has_found and len(typed) >= _SHORTEST_SLIP:
            yield from (self._things[at] for at in self._alike(typed))

    def _groups(self, typed: str) -> Iterator[list[int]]:
        """Yield the positions of names that fit equally well; what is not asked for is not looked for."""
        folded = self._folded
        holding = [at for at, name in enumerate(folded) if typed in name]
        if not typed:
            yield holding
            return
        word_start = re.compile(rf"(?<![^\W_]){re.escape(typed)}")
        equal: list[int] = []
        beginning: list[int] = []
        within: list[int] = []
        for at in holding:
            name = folded[at]
            (within if not name.startswith(typed) else equal if name == typed else beginning).append(at)
        yield from (equal, beginning)
        with_word = {at for at in within if word_start.search(folded[at])}
        yield sorted(with_word)
        yield [at for at in within if at not in with_word]
        seen = set(holding)
        words = typed.split()
        if len(words) > 1:
            having = [at for at, name in enumerate(folded) if at not in seen and all(word in name for word in words)]
            yield having
            seen.update(having)
        in_order = re.compile(".*?".join(map(re.escape, typed)), re.DOTALL).search
        yield [at for at, name in enumerate(folded) if at not in seen and in_order(name)]

    def _alike(self, typed: str) -> Iterator[int]:
        from rapidfuzz import fuzz, process  # takes long to import, and is rarely needed

        found = process.extract(typed, self._folded, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=None)
        return (position for _, _, position in found)
