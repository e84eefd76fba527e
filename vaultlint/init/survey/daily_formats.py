"""Find formats of daily notes that Obsidian's settings do not name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from vaultlint.init.survey.dates import DATE_FORMATS
from vaultlint.init.survey.folders import MIN_NOTES
from vaultlint.obsidian.moment import MomentFormat

_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAMES = tuple(
    MomentFormat(form.format(day))
    for form in ("{}", "{} dddd", "{} ddd", "dddd, {}", "ddd {}")
    for day in ("YYYY-MM-DD", *DATE_FORMATS)
    if "/" not in day
)


def daily_formats(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Find the date formats of many of the names, the most common first."""
    left = Counter(name for name in names if _YEAR.search(name))
    found: list[tuple[str, int]] = []
    while left:
        counts = [(sum(left[name] for name in left if known.is_date(name)), known) for known in _NAMES]
        count, best = max(counts, key=lambda item: item[0])
        if count < MIN_NOTES:
            break
        found.append((best.text, count))
        left = Counter({name: number for name, number in left.items() if not best.is_date(name)})
    return tuple(found)
