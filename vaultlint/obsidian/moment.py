"""Date formats of Moment.js, as in Obsidian's settings: `YYYY-MM-DD`, `D. M. YYYY`, `[Week of] MMM D`."""

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


_NUMBER_TOKENS = {
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
"""For each token, the part of a date or time that it stands for, and its pattern."""

_LANGUAGE_TOKENS = {
    "MMMM": ("month", _any_of(_MONTHS)),
    "MMM": ("month", _any_of(_MONTHS, 3)),
    "dddd": ("weekday", _any_of(_DAYS)),
    "ddd": ("weekday", _any_of(_DAYS, 3)),
    "dd": ("weekday", _any_of(_DAYS, 2)),
    **{f"{token}o": (_NUMBER_TOKENS[token][0], rf"{_NUMBER_TOKENS[token][1]}(?:st|nd|rd|th)") for token in "MQDdWwy"},
    "DDDo": ("day of year", r"\d{1,3}(?:st|nd|rd|th)"),
    "A": ("half", "[AP]M"),
    "a": ("half", "[ap]m"),
}
"""The same for tokens whose text depends on the language."""

_LONG_TOKENS = {
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
"""Tokens that are short for a whole format."""

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
"""The parts that follow from a day."""

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
"""The valid values of parts that do not follow from the day alone, or that are cheaper to check than days."""

_WEEKDAYS = frozenset({"weekday", "local weekday"})
_DATED = frozenset(_OF_DAY) - _WEEKDAYS | {"local year", "short local year", "local week", "moment"}
"""A date format must have one of these parts."""

_WHOLE_DAYS = (
    frozenset({"year", "month", "day"}),
    frozenset({"year", "day of year"}),
    frozenset({"ISO year", "ISO week", "weekday"}),
)

_NAMES = {
    part: {name[:length].lower(): number for number, name in enumerate(names, 1) for length in lengths}
    for part, names, lengths in (("month", _MONTHS, (3, None)), ("weekday", _DAYS, (2, 3, None)))
}
_BRACKETS = r"\[([^\[]*)\]"
_LONG_TOKEN = re.compile(rf"{_BRACKETS}|\\?(LTS?|L{{1,4}}|l{{1,4}})")
_TOKEN = "|".join(sorted((*_NUMBER_TOKENS, *_LANGUAGE_TOKENS), key=len, reverse=True))
_TOKENS = re.compile(rf"{_BRACKETS}|\\({_TOKEN}|.|\Z)|({_TOKEN})|(.)", re.DOTALL)
_LEADING_NUMBER = re.compile(r"[-+]?\d+")


class MomentFormat:
    """A date format; raises ValueError if it has no year, month, week or day.

    Names of months and days are in English. With `in_names`, the format is for the names of notes: these are compared
    as Obsidian does, and months, days and ordinals may be in any language, as they depend on Obsidian's own. A word
    that is not English then matches any month or day.
    """

    def __init__(self, text: str, *, in_names: bool = False) -> None:
        self.text = text
        self._fold = fold if in_names else str
        self._parts: list[str] = []
        pattern = ""
        for (letters, literal), (_, after) in pairwise((*_tokens(text), ("", ""))):
            if letters:
                part, form = _LANGUAGE_TOKENS.get(letters) or _NUMBER_TOKENS[letters]
                if in_names and letters in _LANGUAGE_TOKENS:
                    form = _in_any_language(letters, after)
                    part = "local weekday" if letters == "dd" else part  # `su` is Saturday in Croatian
                self._parts.append(part)
                # As in Moment, a token matches all that it can and never backtracks, so matching takes linear time.
                pattern += f"((?>{form}))"
            else:
                pattern += re.escape(self._fold(literal))
        if _DATED.isdisjoint(self._parts):
            raise ValueError(f'date format "{text}" has no year, month, week or day: use one like YYYY-MM-DD')
        self._pattern = re.compile(pattern, re.IGNORECASE if in_names else re.ASCII)

    def is_date(self, text: str) -> bool:
        """Tell whether a text has this format and is a real date and time, without contradictions."""
        found = self._pattern.fullmatch(self._fold(text))
        return found is not None and _is_real(zip(self._parts, found.groups(), strict=True))

    def fits(self, text: str) -> bool:
        """Tell whether a text has this format, whether or not it is a real date."""
        return self._pattern.fullmatch(self._fold(text)) is not None


def split_format(text: str) -> list[str]:
    """Split a format at `/` like a path: `L` gives `MM`, `DD`, `YYYY`, and `[a/b] D` gives `[a]`, `[b] D`."""
    parted = re.sub(_BRACKETS, lambda found: found[0].replace("/", "]/["), _expand(text))
    return [segment for segment in parted.split("/") if segment]


def parts_of(text: str) -> frozenset[str]:
    """Return the parts of a date that a format contains; a short year counts as a year."""
    parts = {(_LANGUAGE_TOKENS.get(letters) or _NUMBER_TOKENS[letters])[0] for letters, _ in _tokens(text) if letters}
    return frozenset(part.removeprefix("short ") for part in parts & (_DATED | _WEEKDAYS))


def naming_parts(text: str) -> frozenset[str]:
    """Return the parts of a date in a format that name the day: year, month and day, or what it has instead."""
    parts = parts_of(text)
    return next((whole for whole in _WHOLE_DAYS if whole <= parts), parts)


def _expand(text: str) -> str:
    """Replace the tokens that are short for a format."""
    return _LONG_TOKEN.sub(lambda found: _LONG_TOKENS.get(found[0], found[0]), text)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens and literal texts of a format, as pairs of which one is empty."""
    for bracketed, escaped, letters, literal in _TOKENS.findall(_expand(text)):
        yield letters, bracketed or (escaped or literal).replace("\\", "")


def _in_any_language(letters: str, after: str) -> str:
    """The pattern of a token in any language: `5月`, `janv.`, `segunda-feira`, or the ordinals `1er`, `3.`, `1-го`.

    The word ends where the literal text `after` it in the format begins.
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
    return in_range and any(_agrees(day, known) for day in _possible_days(known))


def _value(part: str, text: str) -> int | None:
    """The value of a part of the text; None for a word that is not English."""
    number = _LEADING_NUMBER.match(text)
    if number is None:
        return _NAMES.get(part, {}).get(text.lower())
    value = int(number[0])
    return 7 if part == "weekday" and value == 0 else value


def _agrees(day: date, known: Mapping[str, int]) -> bool:
    return all(_OF_DAY[part](day) == value for part, value in known.items() if part in _OF_DAY)


def _possible_days(known: Mapping[str, int]) -> Iterator[date]:
    """Yield every day with the known year, month and day."""
    months = [known["month"]] if "month" in known else range(1, 13)
    days = [known["day"]] if "day" in known else range(1, 32)
    for year, month, day in product(_possible_years(known), months, days):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _possible_years(known: Mapping[str, int]) -> Iterable[int]:
    """The possible years; if none is known, enough for every possible calendar."""
    if "year" in known:
        return [known["year"]]
    if "short year" in known:
        return [_full_year(known["short year"])]
    if "ISO year" in known or "short ISO year" in known:
        year = known["ISO year"] if "ISO year" in known else _full_year(known["short ISO year"])
        return [year, year - 1, year + 1]
    return range(2000, 2028)


def _full_year(short: int) -> int:
    """The full year for two digits, as Moment reads it."""
    return short + (2000 if short <= 68 else 1900)
