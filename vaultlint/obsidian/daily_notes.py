"""Which names are names of daily notes, by the formats that Obsidian or the configuration gives them."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterable
from itertools import accumulate

from vaultlint.obsidian.moment import MomentFormat, naming_parts, parts_of, split_format
from vaultlint.obsidian.names import fold

DEFAULT = "YYYY-MM-DD"


class DailyNotes:
    """Knows the formats of daily notes' names; raises ValueError for one that has no part of a date."""

    def __init__(self, formats: Iterable[str]) -> None:
        self._endings = [_shortest_ending(unicodedata.normalize("NFC", text)) for text in formats]

    def name_in(self, path: str) -> str | None:
        """The end of a path that names a daily note, folded; None where none does.

        The path is a note's or a link's target, with or without `.md`. The folder does not matter,
        but for those that hold a part of the date: with `YYYY/MM/DD` the name is `2024/05/12`.
        """
        segments = fold(path).removesuffix(".md").split("/")
        for length, ending in self._endings:
            name = "/".join(segments[-length:])
            if ending.is_date(name):
                return name
        return None


def known_formats(daily: str, periods: Iterable[str] = ()) -> list[str]:
    """The formats that Obsidian's settings give: that of daily notes and those of other periods.

    What is empty or not understood has its default, YYYY-MM-DD; among those of periods it is left out.
    """
    return [daily if _is_format(daily) else DEFAULT, *filter(_is_format, periods)]


def _is_format(text: str) -> bool:
    try:
        MomentFormat(text)
    except ValueError:
        return False
    return True


def _shortest_ending(text: str) -> tuple[int, MomentFormat]:
    """The last segments of a format, as few as name the day as fully as all of them do, and their number."""
    MomentFormat(text)  # its error shows the whole format
    segments, naming = split_format(text), naming_parts(text)
    held = accumulate(map(parts_of, reversed(segments)), operator.or_)
    length = next((length for length, parts in enumerate(held, 1) if naming <= parts), len(segments))
    return length, MomentFormat("/".join(segments[-length:]), in_names=True)
