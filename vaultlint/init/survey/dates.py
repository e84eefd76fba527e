"""Find properties with dates and the formats of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from vaultlint.init.survey.folders import MIN_NOTES
from vaultlint.init.survey.properties import COMMON, family_of, is_configurable, spellings
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
_MAY_BE_DATE = re.compile(r"(?=.*\d{4})[\w ,.:/+-]+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d.*)?", re.ASCII)
_LONGEST = 60
"""The longest text that may be a date."""

_MIN_VALUES = 5
"""The number of values from which on a property with a name of its own counts."""

_MIN_SHARE = 0.05
"""The share of a vault's dates from which on a format is configured."""

_SAMPLE = 200
"""How many values show what most of them are: there may be thousands, and there are hundreds of formats."""

_CLEARLY = 0.2
_CLOSE = 0.7


class DateProperty(NamedTuple):
    """A property with dates: its number of values that look like dates, real or not, of others and of empty ones."""

    name: str
    dates: int
    others: int
    empty: int

    @property
    def has_dates(self) -> bool:
        """Whether nearly all values that are not empty look like dates."""
        return self.dates > 0 and self.dates >= COMMON * (self.dates + self.others)

    @property
    def is_loose(self) -> bool:
        """Whether values that are empty, or something else, are no mistakes.

        An empty `date` always is one, an empty date of creation if most are not; other dates may lie in the future.
        """
        if self.name.lower() == "date":
            return self.others >= MIN_NOTES and self.others > self.dates
        if family_of(self.name) != "date" or "pub" in self.name.lower():
            return self.empty > 0
        total = self.dates + self.others + self.empty
        return self.empty >= MIN_NOTES and self.empty > (1 - COMMON) * total


class Dates(NamedTuple):
    """Properties with dates, and date formats, each with the number of values."""

    properties: tuple[DateProperty, ...]
    formats: tuple[tuple[str, int], ...]


def survey_dates(notes: Iterable[Note]) -> Dates:
    """Find the properties with dates, the most used first, and the formats in use besides ISO 8601.

    Values that only look like dates, such as 2024-02-31, do not make a property one for something else.
    """
    found: list[DateProperty] = []
    others: Counter[str] = Counter()
    for name, values in _values(notes).items():
        counted, real = _count(name, values)
        if counted.has_dates or name.lower() == "date":
            found.append(counted)
            others.update({text: count for text, count in real.items() if not _is_iso(text)})
    formats = tuple(_formats_in_use(others, _MIN_SHARE * sum(each.dates for each in found)))
    ranked = sorted(found, key=lambda each: (family_of(each.name) != "date", -each.dates, each.name))
    return Dates(tuple(ranked), formats)


def _values(notes: Iterable[Note]) -> dict[str, Counter[str | None]]:
    """Count the values of each property; None stands for values that cannot be dates, empty text for no value."""
    notes = tuple(notes)
    shown = spellings(notes)
    found: dict[str, Counter[str | None]] = {}
    for note in notes:
        for name, value, *_ in note.properties:
            if is_configurable(name):
                found.setdefault(shown[name.lower()], Counter())[_text(value)] += 1
    return found


def _text(value: Value) -> str | None:
    if value is None:
        return ""
    is_scalar = isinstance(value, str | int) and not isinstance(value, bool)
    text = str(value).strip() if is_scalar else None
    return text if text is not None and len(text) <= _LONGEST else None


def _count(name: str, values: Counter[str | None]) -> tuple[DateProperty, dict[str, int]]:
    """Count the values of a property, and return the real dates among them; stops when too many are something else."""
    empty = values[""]
    filled = values.total() - empty
    texts = [text for text in values if text != ""]
    share = 0.5 if name.lower() == "date" else 1 - COMMON
    something_else: tuple[DateProperty, dict[str, int]] = DateProperty(name, 0, filled, empty), {}
    if filled < (1 if family_of(name) == "date" else _MIN_VALUES):
        return something_else
    few = texts[:: len(texts) // _SAMPLE + 1]
    if len(texts) > _SAMPLE and sum(map(_is_other, few)) > (share + _CLEARLY) * len(few):
        return something_else
    real: dict[str, int] = {}
    dates = others = 0
    for text in texts:
        if text is None or _is_other(text):
            others += values[text]
        else:
            dates += values[text]
            if _is_date(text):
                real[text] = values[text]
        if others > share * filled:
            return something_else
    return DateProperty(name, dates, others, empty), real


def _is_other(text: str | None) -> bool:
    return text is None or not _looks_like_date(text)


def _is_iso(text: str) -> bool:
    return _ISO.fullmatch(text) is not None and _ISO_DAY.is_date(text[:10])


_ISO_DAY = MomentFormat("YYYY-MM-DD")


def _looks_like_date(text: str) -> bool:
    is_iso = _ISO.fullmatch(text) is not None
    return is_iso or (_MAY_BE_DATE.fullmatch(text) is not None and _first(_formats(), lambda known: known.fits(text)))


def _is_date(text: str) -> bool:
    return _is_iso(text) or _first(_formats(), lambda known: known.is_date(text))


def _first(formats: list[MomentFormat], is_right: Callable[[MomentFormat], bool]) -> bool:
    """Whether a format is right; the first that is moves to the front, since the next text is often written alike."""
    found = next((index for index, known in enumerate(formats) if is_right(known)), None)
    if found is None:
        return False
    formats.insert(0, formats.pop(found))
    return True


@cache
def _formats() -> list[MomentFormat]:
    """Return all formats, in an order that `_first` changes."""
    return list(_ranked_formats())


@cache
def _ranked_formats() -> tuple[MomentFormat, ...]:
    days = ("YYYY-MM-DD", *DATE_FORMATS)
    with_clock = [f"{day}{clock}" for clock, day in product(_CLOCKS, days)]
    with_day_of_week = [form.format(day) for form, day in product(_WITH_DAY_OF_WEEK, days)]
    return tuple(MomentFormat(text) for text in (*with_clock, *with_day_of_week, *_OTHERS))


def _formats_in_use(texts: Counter[str], least: float) -> Iterator[tuple[str, int]]:
    """Yield the fewest formats that read the texts, each at least `least` of them; the most common comes first."""
    left = dict(texts)
    while left:
        few = sorted(left)[:: len(left) // _SAMPLE + 1]
        likely = Counter({known: sum(left[text] for text in few if known.is_date(text)) for known in _ranked_formats()})
        best = max(likely.values())
        # Formats that read about as many of the sample, such as D/M/YYYY and M/D/YYYY, are tried on all texts.
        close = [known for known, count in likely.items() if count and count >= _CLOSE * best]
        counts = [(sum(left[text] for text in left if known.is_date(text)), known) for known in close]
        count, found = max(counts, key=lambda item: item[0], default=(0, _ISO_DAY))
        if count < max(least, 3):
            return
        yield found.text, count
        left = {text: number for text, number in left.items() if not found.is_date(text)}
