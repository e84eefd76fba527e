"""Dates in the formats of Moment.js, which Obsidian's settings use: `YYYY-MM-DD`, `D. M. YYYY`, `[Week of] MMM D`."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise, product

from vaultlint.obsidian.names import fold

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _any_of(names: tuple[str, ...], length: int | None = None) -> str:
    return "(?i:" + "|".join(name[:length] for name in names) + ")"


_NUMBERS = {
    "Y": ("year", r"\d{4}|\+\d{5,9}"),
    "YY": ("short year", r"\d{2}"),
    "YYYY": ("year", r"\d{4}"),
    "YYYYY": ("year", r"\d{5}"),
    "YYYYYY": ("year", r"[-+]\d{6}"),
    "y": ("year", r"\d{1,4}"),  # of the era
    "yy": ("year", r"\d{2,4}"),
    "yyy": ("year", r"\d{3,4}"),
    "yyyy": ("year", r"\d{4}"),
    "Q": ("quarter", r"[1-4]"),
    "M": ("month", r"\d{1,2}"),
    "MM": ("month", r"\d{2}"),
    "D": ("day", r"\d{1,2}"),
    "DD": ("day", r"\d{2}"),
    "DDD": ("day of year", r"\d{1,3}"),
    "DDDD": ("day of year", r"\d{3}"),
    "d": ("weekday", r"[0-6]"),
    "E": ("weekday", r"[1-7]"),
    "GG": ("short ISO year", r"\d{2}"),
    "GGGG": ("ISO year", r"\d{4}"),
    "GGGGG": ("ISO year", r"\d{5}"),
    "W": ("ISO week", r"\d{1,2}"),
    "WW": ("ISO week", r"\d{2}"),
    "gg": ("short local year", r"\d{2}"),
    "gggg": ("local year", r"\d{4}"),
    "ggggg": ("local year", r"\d{5}"),
    "w": ("local week", r"\d{1,2}"),
    "ww": ("local week", r"\d{2}"),
    "e": ("local weekday", r"[0-6]"),
    "H": ("hour", r"\d{1,2}"),
    "HH": ("hour", r"\d{2}"),
    "h": ("hour of 12", r"\d{1,2}"),
    "hh": ("hour of 12", r"\d{2}"),
    "k": ("hour from 1", r"\d{1,2}"),
    "kk": ("hour from 1", r"\d{2}"),
    "m": ("minute", r"\d{1,2}"),
    "mm": ("minute", r"\d{2}"),
    "s": ("second", r"\d{1,2}"),
    "ss": ("second", r"\d{2}"),
    "Hmm": ("clock", r"(?:1\d|2[0-3]|\d)[0-5]\d"),
    "Hmmss": ("clock", r"(?:1\d|2[0-3]|\d)[0-5]\d[0-5]\d"),
    "hmm": ("clock", r"(?:1[0-2]|[1-9])[0-5]\d"),
    "hmmss": ("clock", r"(?:1[0-2]|[1-9])[0-5]\d[0-5]\d"),
    **{"S" * count: ("fraction", rf"\d{{{count}}}") for count in range(1, 10)},
    "X": ("moment", r"-?\d{1,12}"),
    "x": ("moment", r"-?\d{1,15}"),
    "Z": ("zone", r"Z|[-+]\d{2}:\d{2}"),
    "ZZ": ("zone", r"[-+]\d{4}"),
    "z": ("zone", r"[A-Z]{0,5}"),
    "zz": ("zone", r"(?:Coordinated Universal Time)?"),
    **{"N" * count: ("era", "AD|BC") for count in (1, 2, 3, 5)},
    "NNNN": ("era", "Anno Domini|Before Christ"),
}
"""The part of a date or time that a token gives, and how it is written."""

_WORDS = {
    "MMMM": ("month", _any_of(_MONTHS)),
    "MMM": ("month", _any_of(_MONTHS, 3)),
    "dddd": ("weekday", _any_of(_DAYS)),
    "ddd": ("weekday", _any_of(_DAYS, 3)),
    "dd": ("weekday", _any_of(_DAYS, 2)),
    **{f"{token}o": (_NUMBERS[token][0], rf"{_NUMBERS[token][1]}(?:st|nd|rd|th)") for token in "MQDdWwy"},
    "DDDo": ("day of year", r"\d{1,3}(?:st|nd|rd|th)"),
    "A": ("half", "[AP]M"),
    "a": ("half", "[ap]m"),
}
"""The same for tokens that every language writes in its own way."""

_LONG = {
    "LTS": "h:mm:ss A",
    "LT": "h:mm A",
    "L": "MM/DD/YYYY",
    "LL": "MMMM D, YYYY",
    "LLL": "MMMM D, YYYY h:mm A",
    "LLLL": "dddd, MMMM D, YYYY h:mm A",
    "l": "M/D/YYYY",
    "ll": "MMM D, YYYY",
    "lll": "MMM D, YYYY h:mm A",
    "llll": "ddd, MMM D, YYYY h:mm A",
}
"""Tokens that stand for a whole format."""

_OF_DAY: Mapping[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "short year": lambda day: day.year % 100,
    "quarter": lambda day: (day.month + 2) // 3,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "day of year": lambda day: day.timetuple().tm_yday,
    "weekday": lambda day: day.isoweekday(),
    "ISO year": lambda day: day.isocalendar().year,
    "short ISO year": lambda day: day.isocalendar().year % 100,
    "ISO week": lambda day: day.isocalendar().week,
}
"""The parts that every day has by the calendar."""

_RANGES = {
    "day of year": range(1, 367),
    "ISO week": range(1, 54),
    "local week": range(1, 54),
    "hour": range(24),
    "hour of 12": range(1, 13),
    "hour from 1": range(1, 25),
    "minute": range(60),
    "second": range(60),
}
"""What can be said of parts that the day does not decide, or the language too, or that spares looking for a day."""

_WEEKDAYS = frozenset({"weekday", "local weekday"})
_DATED = frozenset(_OF_DAY) - _WEEKDAYS | {"local year", "short local year", "local week", "moment"}
"""A format must have one of these to be one of dates."""

_WHOLE_DAYS = (
    frozenset({"year", "month", "day"}),
    frozenset({"year", "day of year"}),
    frozenset({"ISO year", "ISO week", "weekday"}),
)

_NAMED = {
    part: {name[:length].lower(): number for number, name in enumerate(names, 1) for length in lengths}
    for part, names, lengths in (("month", _MONTHS, (3, None)), ("weekday", _DAYS, (2, 3, None)))
}
_BRACKETS = r"\[([^\[]*)\]"
_LONG_PIECES = re.compile(rf"{_BRACKETS}|\\?(LTS?|L{{1,4}}|l{{1,4}})")
_TOKEN = "|".join(sorted((*_NUMBERS, *_WORDS), key=len, reverse=True))
_PIECES = re.compile(rf"{_BRACKETS}|\\({_TOKEN}|.|\Z)|({_TOKEN})|(.)", re.DOTALL)
_LEADING_NUMBER = re.compile(r"[-+]?\d+")


class MomentFormat:
    """A date format, ready to match; raises ValueError when it has no year, month, week or day.

    Names of months and days are English. With `in_names` the format is one of notes' names: these
    are compared as Obsidian does, and months, days and ordinals may be in any language, which
    Obsidian takes from its own settings. There a word that is not English is one that fits.
    """

    def __init__(self, text: str, *, in_names: bool = False) -> None:
        self.text = text
        self._fold = fold if in_names else str
        self._parts: list[str] = []
        pattern = ""
        for (letters, literal), (_, after) in pairwise((*_pieces(text), ("", ""))):
            if letters:
                part, form = _WORDS.get(letters) or _NUMBERS[letters]
                if in_names and letters in _WORDS:
                    form = _in_any_language(letters, after)
                    part = "local weekday" if letters == "dd" else part  # `su` is Saturday in Zagreb
                self._parts.append(part)
                # As in Moment a token takes all that it can and gives nothing back; so matching is linear.
                pattern += f"((?>{form}))"
            else:
                pattern += re.escape(self._fold(literal))
        if _DATED.isdisjoint(self._parts):
            raise ValueError(f'date format "{text}" has no year, month, week or day: use one like YYYY-MM-DD')
        self._pattern = re.compile(pattern, re.IGNORECASE if in_names else re.ASCII)

    def is_date(self, text: str) -> bool:
        """Whether a text has this format, is a real day and time of day, and does not contradict itself."""
        found = self._pattern.fullmatch(self._fold(text))
        return found is not None and _is_real(zip(self._parts, found.groups(), strict=True))

    def fits(self, text: str) -> bool:
        """Whether a text has this format, real day or not."""
        return self._pattern.fullmatch(self._fold(text)) is not None


def split_format(text: str) -> list[str]:
    """The formats of the segments of a path: `L` gives `MM`, `DD`, `YYYY`, and `[a/b] D` gives `[a]`, `[b] D`."""
    parted = re.sub(_BRACKETS, lambda found: found[0].replace("/", "]/["), _expand(text))
    return [segment for segment in parted.split("/") if segment]


def parts_of(text: str) -> frozenset[str]:
    """The parts of a date that a format gives; a short year is a year."""
    parts = {(_WORDS.get(letters) or _NUMBERS[letters])[0] for letters, _ in _pieces(text) if letters}
    return frozenset(part.removeprefix("short ") for part in parts & (_DATED | _WEEKDAYS))


def naming_parts(text: str) -> frozenset[str]:
    """Those parts of a date in a format that name the day: year, month and day, or what there is instead."""
    parts = parts_of(text)
    return next((whole for whole in _WHOLE_DAYS if whole <= parts), parts)


def _expand(text: str) -> str:
    """The format with long tokens written out."""
    return _LONG_PIECES.sub(lambda found: _LONG.get(found[0], found[0]), text)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The tokens and literal texts of a format; of each pair one is empty."""
    for bracketed, escaped, letters, literal in _PIECES.findall(_expand(text)):
        yield letters, bracketed or (escaped or literal).replace("\\", "")


def _in_any_language(letters: str, after: str) -> str:
    """How a token of `_WORDS` is written: `5月`, `janv.`, `segunda-feira`, and as an ordinal `1er`, `3.`, `1-го`.

    The word ends where the literal text begins that comes `after` it in the format.
    """
    start = r"\d{1,4}" if letters.endswith("o") else r"\d{0,2}[^\W\d_]"
    stops = {*string.punctuation} - {*".-'"} | {*after[:1]}
    return rf"{start}[^\s\d{re.escape(''.join(sorted(stops)))}]*"


def _is_real(parts: Iterable[tuple[str, str]]) -> bool:
    known: dict[str, int] = {}
    for part, text in parts:
        value = _value(part, text)
        if value is not None and known.setdefault(part, value) != value:
            return False
    in_range = all(value in _RANGES[part] for part, value in known.items() if part in _RANGES)
    return in_range and any(_agrees(day, known) for day in _days(known))


def _value(part: str, text: str) -> int | None:
    """What a part of the text says, None for a word that is not English."""
    number = _LEADING_NUMBER.match(text)
    if number is None:
        return _NAMED.get(part, {}).get(text.lower())
    value = int(number[0])
    return 7 if part == "weekday" and value == 0 else value


def _agrees(day: date, known: Mapping[str, int]) -> bool:
    return all(_OF_DAY[part](day) == value for part, value in known.items() if part in _OF_DAY)


def _days(known: Mapping[str, int]) -> Iterator[date]:
    """Every day that has the known year, month and day."""
    months = [known["month"]] if "month" in known else range(1, 13)
    days = [known["day"]] if "day" in known else range(1, 32)
    for year, month, day in product(_years(known), months, days):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _years(known: Mapping[str, int]) -> Iterable[int]:
    """The years that may be meant; where none is known, as many as it takes for every calendar."""
    if "year" in known:
        return [known["year"]]
    if "short year" in known:
        return [_century(known["short year"])]
    if "ISO year" in known or "short ISO year" in known:
        year = known["ISO year"] if "ISO year" in known else _century(known["short ISO year"])
        return [year, year - 1, year + 1]
    return range(2000, 2028)


def _century(short: int) -> int:
    """The year of two digits, as Moment takes it."""
    return short + (2000 if short <= 68 else 1900)
