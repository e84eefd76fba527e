"""Find properties with dates, their formats, and boolean properties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from vaultlint.init.survey.properties import COMMON, count_names, family_of, is_configurable
from vaultlint.model import Note, Value
from vaultlint.obsidian.moment import MomentFormat

# If two read a text alike, the first is used: strict before lax, day before month.
DATE_FORMATS = (
    "DD.MM.YYYY", "D.M.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "D/M/YYYY", "M/D/YYYY", "DD-MM-YYYY", "MM-DD-YYYY",
    "D-M-YYYY", "M-D-YYYY", "YYYY/MM/DD", "YYYY/M/D", "YYYY.MM.DD", "YYYY.M.D", "YYYY_MM_DD", "YYYY-M-D", "YYYYMMDD",
    "MMMM D, YYYY", "MMM D, YYYY", "MMMM Do, YYYY", "MMM Do, YYYY", "MMMM Do YYYY", "D MMMM YYYY", "D MMM YYYY",
    "Do MMMM YYYY", "Do MMM YYYY", "DD-MMM-YYYY", "YYYY年M月D日",
)  # fmt: skip
"""Date formats other than ISO 8601, as Moment formats."""

_WITH_DAY_OF_WEEK = ("dddd, {}", "ddd, {}", "ddd {}", "{} dddd", "{} ddd")
_CLOCKS = ("", " HH:mm", " H:mm", " HH:mm:ss", ", HH:mm", ", H:mm", " h:mm A", " h:mm a", ", h:mm A", ", h:mm a",
           ", h:mm:ss a", ", h:mm:ss A", "THH:mm", "THH:mm:ss")  # fmt: skip
_OTHERS = ("dddd, MMMM Do YYYY, h:mm:ss a", "YYYY-MM-DD, dddd", "YYYY-MM-DD dddd HH:mm:ss")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_ISO_DAY = MomentFormat("YYYY-MM-DD")
_ISO_REST = re.compile(r"(?:[Tt ]\d\d:\d\d.*)?", re.ASCII)
_LONGEST = 60
"""The longest text that may be a date."""

_MIN_VALUES = 5
_MIN_SHARE = 0.05
"""The share of a vault's dates from which on a format is configured."""


class Dates(NamedTuple):
    """Properties with dates and date formats, each with the number of values."""

    properties: tuple[tuple[str, int], ...]
    formats: tuple[tuple[str, int], ...]


def survey_dates(notes: Iterable[Note]) -> Dates:
    """Find the properties nearly all of whose values are dates, and the formats in use besides ISO 8601."""
    properties = {}
    others: Counter[str] = Counter()
    for name, values in _values(notes).items():
        if values.total() >= _MIN_VALUES and (dates := _dates_among(values)):
            properties[name] = values.total()
            others.update({text: count for text, count in dates.items() if not _is_iso(text)})
    formats = tuple(_formats_in_use(others, _MIN_SHARE * sum(properties.values())))
    ranked = sorted(properties.items(), key=lambda item: (family_of(item[0]) != "date", -item[1], item[0]))
    return Dates(tuple(ranked), formats)


def survey_flags(notes: Iterable[Note]) -> tuple[str, ...]:
    """Find the properties for drafts and published notes that are a boolean or empty in nearly all notes."""
    notes = tuple(notes)
    shown = _spellings(notes)
    counts: dict[str, Counter[bool]] = {}
    for note in notes:
        for name, value, *_ in note.properties:
            if family_of(name) == "draft" and is_configurable(name):
                counts.setdefault(shown[name.lower()], Counter())[value is None or isinstance(value, bool)] += 1
    return tuple(
        sorted(
            name
            for name, found in counts.items()
            if found.total() >= _MIN_VALUES and found[True] >= COMMON * found.total()
        )
    )


def _values(notes: Iterable[Note]) -> dict[str, Counter[str | None]]:
    """Count the values of each property; None stands for values that cannot be dates."""
    notes = tuple(notes)
    shown = _spellings(notes)
    found: dict[str, Counter[str | None]] = {}
    for note in notes:
        for name, value, *_ in note.properties:
            if is_configurable(name):
                found.setdefault(shown[name.lower()], Counter())[_text(value)] += 1
    return found


def _spellings(notes: Iterable[Note]) -> dict[str, str]:
    """Return the most common spelling of each name, by its lower case."""
    ranked = sorted(count_names(notes).items(), key=lambda item: (item[1], item[0]))
    return {name.lower(): name for name, _ in ranked}


def _text(value: Value) -> str | None:
    is_scalar = isinstance(value, str | int) and not isinstance(value, bool)
    text = str(value).strip() if is_scalar else ""
    return text if 0 < len(text) <= _LONGEST else None


def _is_iso(text: str) -> bool:
    return _ISO_DAY.is_date(text[:10]) and _ISO_REST.fullmatch(text[10:]) is not None


def _dates_among(values: Counter[str | None]) -> dict[str, int]:
    """Return the values that are dates if nearly all are, else none; stops as soon as too many are not."""
    dates: dict[str, int] = {}
    left = (1 - COMMON) * values.total()
    for text, count in values.items():
        if text is not None and _is_date(text):
            dates[text] = count
        else:
            left -= count
        if left < 0:
            return {}
    return dates


def _is_date(text: str) -> bool:
    return _is_iso(text) or (_YEAR.search(text) is not None and any(known.is_date(text) for known in _formats()))


@cache
def _formats() -> tuple[MomentFormat, ...]:
    days = ("YYYY-MM-DD", *DATE_FORMATS)
    with_clock = [f"{day}{clock}" for clock, day in product(_CLOCKS, days)]
    with_day_of_week = [form.format(day) for form, day in product(_WITH_DAY_OF_WEEK, days)]
    return tuple(MomentFormat(text) for text in (*with_clock, *with_day_of_week, *_OTHERS))


def _formats_in_use(texts: Counter[str], least: float) -> Iterator[tuple[str, int]]:
    """Yield the fewest formats that read the texts, each at least `least` of them; the most common comes first."""
    left = dict(texts)
    while left:
        counts = [(sum(left[text] for text in left if known.is_date(text)), known) for known in _formats()]
        count, best = max(counts, key=lambda item: item[0])
        if count < max(least, 3):
            return
        yield best.text, count
        left = {text: number for text, number in left.items() if not best.is_date(text)}
