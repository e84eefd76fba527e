"""Read dates that are written in another way than ISO 8601, if they can mean only one day."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_TIME = r"(?:(?:[Tt]|,? +)(?P<hour>\d{1,2}):(?P<rest>\d\d(?::\d\d(?:[.,]\d+)?)?)(?: ?(?P<zone>[Zz]|[-+]\d\d:?\d\d))?)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(form + _TIME, re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<one>\d{1,2})(?P<by>[-/.])(?P<other>\d{1,2})(?P=by)(?P<year>\d{4})",
        rf"{_DAY} {_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
    )
]
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_YEARS = range(1000, 2200)
_LAST_MONTH = 12


def only_reading(text: str) -> str | None:
    """Return the date, and time, that a text must mean, in ISO 8601; None where there are two readings or none.

    It is one with the year first or the month in English, or whose day cannot be a month. What is invisible does not
    count.
    """
    plain = _visible(text)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _iso(found.groupdict())
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    if "one" in parts:
        one, other = int(parts["one"] or 0), int(parts["other"] or 0)
        if one <= _LAST_MONTH and other <= _LAST_MONTH and one != other:
            return None
        day, month = max(one, other), min(one, other)
    else:
        day, month = int(parts["day"] or 0), _month(parts["month"] or "")
    year = int(parts["year"] or 0)
    try:
        found = date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None
    return found and f"{found}{_clock(parts)}"


def _month(text: str) -> int:
    """The number of a month; 0 for no month."""
    if text.isdecimal():
        return int(text)
    word = text.lower().removesuffix("t") if text.lower() == "sept" else text.lower()
    return next((number for number, name in enumerate(_MONTHS, 1) if word in {name, name[:3]}), 0)


def _clock(parts: dict[str, str | None]) -> str:
    if parts["hour"] is None:
        return ""
    seconds = "" if ":" in (parts["rest"] or "") else ":00"
    clock = f"{parts['hour']:0>2}:{parts['rest']}{seconds}".replace(",", ".")
    return f"T{clock}{(parts['zone'] or '').upper()}"


def _visible(text: str) -> str:
    """A text with ordinary spaces and hyphens, and without what is invisible."""
    spaced = "".join(" " if each.isspace() else each for each in unicodedata.normalize("NFKC", text))
    return " ".join("".join(filter(str.isprintable, spaced)).split()).translate(_DASHES)
