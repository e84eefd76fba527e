"""Recognize the names of daily notes, by the date formats in Obsidian's settings or the configuration."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterable
from itertools import accumulate

from vaultlint.obsidian.moment import MomentFormat, naming_parts, parts_of, split_format
from vaultlint.obsidian.names import fold

DEFAULT = "YYYY-MM-DD"


class DailyNotes:
    """Recognizes the names of daily notes; raises ValueError for a format without a year, month, week or day."""

    def __init__(self, formats: Iterable[str]) -> None:
        self._endings = [_shortest_ending(unicodedata.normalize("NFC", text)) for text in formats]

    def name_in(self, path: str) -> str | None:
        """Return the end of a path that is the name of a daily note, folded; None if there is no such end.

        The path is that of a note or the target of a link, with or without `.md`. Its folders do not matter unless
        they contain part of the date: with `YYYY/MM/DD`, the name is `2024/05/12`.
        """
        segments = fold(path).removesuffix(".md").split("/")
        for length, ending in self._endings:
            name = "/".join(segments[-length:])
            if ending.is_date(name):
                return name
        return None


def known_formats(daily: str, periods: Iterable[str] = ()) -> list[str]:
    """List the valid formats in Obsidian's settings: that of daily notes, then those of other periods.

    A daily format that is empty or invalid is replaced with the default, YYYY-MM-DD; other such formats are dropped.
    """
    return [daily if _is_format(daily) else DEFAULT, *filter(_is_format, periods)]


def _is_format(text: str) -> bool:
    try:
        MomentFormat(text)
    except ValueError:
        return False
    return True


def _shortest_ending(text: str) -> tuple[int, MomentFormat]:
    """The number of last segments of a format that name the day as fully as all do, and their format."""
    MomentFormat(text)  # its error shows the whole format
    segments, naming = split_format(text), naming_parts(text)
    held = accumulate(map(parts_of, reversed(segments)), operator.or_)
    length = next((length for length, parts in enumerate(held, 1) if naming <= parts), len(segments))
    return length, MomentFormat("/".join(segments[-length:]), in_names=True)
