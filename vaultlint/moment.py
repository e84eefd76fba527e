"""Dates in the formats of Moment.js, which Obsidian's settings use: `YYYY-MM-DD`, `D. M. YYYY`, `[Week of] MMM D`."""

from __future__ import annotations

import re
from datetime import date, time

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _any_of(names: tuple[str, ...], length: int | None = None) -> str:
    return "(?i:" + "|".join(name[:length] for name in names) + ")"


_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short_year>\d{2})",
    "MMMM": f"(?P<month_name>{_any_of(_MONTHS)})",
    "MMM": f"(?P<month_name>{_any_of(_MONTHS, 3)})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "Do": r"(?P<day>\d{1,2})(?:st|nd|rd|th)",
    "D": r"(?P<day>\d{1,2})",
    "dddd": _any_of(_DAYS),
    "ddd": _any_of(_DAYS, 3),
    "HH": r"(?P<hour>\d{2})",
    "H": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<hour>\d{2})",
    "h": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "m": r"(?P<minute>\d{1,2})",
    "ss": r"(?P<second>\d{2})",
    "s": r"(?P<second>\d{1,2})",
    "A": "[AP]M",
    "a": "[ap]m",
    "ZZ": r"[-+]\d{4}",
    "Z": r"(?:Z|[-+]\d{2}:\d{2})",
}
_PIECES = re.compile(r"\[([^\]]*)\]|(" + "|".join(sorted(_TOKENS, key=len, reverse=True)) + ")|(.)", re.DOTALL)


class MomentFormat:
    """A date format, ready to match; raises ValueError when it names no year, month or day, or one twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        pattern = "".join(
            _TOKENS[piece[2]] if piece[2] else re.escape(piece[1] if piece[1] is not None else piece[3])
            for piece in _PIECES.finditer(text)
        )
        try:
            self._pattern = re.compile(pattern, re.ASCII)
        except re.error:
            raise ValueError(f'date format "{text}" names a part of the date twice') from None
        parts = self._pattern.groupindex.keys()
        if parts >= {"year", "short_year"} or parts >= {"month", "month_name"}:
            raise ValueError(f'date format "{text}" names a part of the date twice')
        if not parts & {"year", "short_year", "month", "month_name", "day"}:
            raise ValueError(f'date format "{text}" has no part of a date: write it as in YYYY-MM-DD')

    def is_date(self, text: str) -> bool:
        """Whether a text has this format and is a real day and time of day."""
        found = self._pattern.fullmatch(text)
        return found is not None and _is_real(found.groupdict())

    def fits(self, text: str) -> bool:
        """Whether a text has this format, real day or not."""
        return self._pattern.fullmatch(text) is not None


def _is_real(parts: dict[str, str | None]) -> bool:
    year = int(parts.get("year") or f"20{parts.get('short_year') or '00'}")
    name = parts.get("month_name")
    month = _month_number(name) if name else int(parts.get("month") or 1)
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    try:
        date(year, month, int(parts.get("day") or 1))
        time(hour, minute, second)
    except ValueError:
        return False
    return True


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month[:3].lower() == name[:3].lower())
