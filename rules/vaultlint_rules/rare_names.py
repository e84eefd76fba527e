"""Find names that few notes have and that are spelled almost like one that many have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vaultlint import NearNames

_SHORTEST = 7
"""The fewest letters of a name in which a slip is found; shorter ones are too often other words."""


def rare_names(notes_by_name: Mapping[str, Sequence[str]], ratio: int) -> Iterator[tuple[str, str]]:
    """Yield each name of fewer than `ratio` notes, with one that is near to it and in `ratio` times as many or more."""
    common = NearNames((name for name, notes in notes_by_name.items() if len(notes) >= ratio), shortest=_SHORTEST)
    for name, notes in notes_by_name.items():
        if len(notes) < ratio:
            near = [
                each
                for each in common.near(name)
                if len(notes_by_name[each]) >= ratio * len(notes) and not _are_other_words(name, each)
            ]
            if near:
                yield name, max(near, key=lambda each: len(notes_by_name[each]))


def _are_other_words(one: str, other: str) -> bool:
    """Whether two names differ in their last letter alone, as published and publisher do."""
    return one[:-1].lower() == other[:-1].lower() and one.lower() != other.lower()
