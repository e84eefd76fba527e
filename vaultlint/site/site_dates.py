"""Which dates programs read that publish notes.

Measured with Hugo 0.168, V8 in Node 20 (Quartz), and js-yaml and luxon as Eleventy uses them (Digital Garden). All of
them read `2024-05-01` and `2024-05-01T10:30:00+02:00`, with and without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vaultlint.model import Value
from vaultlint.site.site_options import SiteName

_DAY = r"\d{4}-\d\d-\d\d"
_TIME = r"(?!24)\d\d:\d\d:\d\d"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HUGO = re.compile(
    rf"{_DAY}(?:T{_TIME}(?:[.,]\d+)?(?:Z|[-+]\d\d:?\d\d)?| +{_TIME}(?:[.,]\d+)?(?:Z| ?[-+]\d\d:?\d\d)?)?", re.ASCII
)
_HUGO_OTHERS = re.compile(
    rf"\d\d {_MONTH} \d{{4}}|[A-Z][a-z]{{2}}, \d\d {_MONTH} \d{{4}} {_TIME} (?:[A-Z]{{3,4}}|[-+]\d{{4}})", re.ASCII
)
_YAML = re.compile(rf"{_DAY}(?:(?:[Tt]|[ \t]+){_TIME}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?", re.ASCII)
"""A date of YAML 1.1, which js-yaml makes of one without quotes."""

_LUXON = re.compile(r"[^Tt]{10}|.*[Tt].*", re.ASCII)
_NOT_V8 = re.compile(r",\d|[Tt].*[-+]\d\d\Z", re.ASCII)
_V8_OTHERS = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2} [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})"
    r"(?:,? \d{1,2}:\d\d(?::\d\d)?)?",
    re.ASCII,
)
"""What V8 reads besides ISO 8601, without forms in which the day might come first."""

_SECONDS, _MILLISECONDS = range(10**8, 10**10), range(10**11, 10**13)


class DateReader(NamedTuple):
    """A program that reads dates.

    `reads_iso` is asked about a real date in a form near ISO 8601, and whether it is in quotes; `reads_other` about
    other values whose day is real.
    """

    label: str
    reads_iso: Callable[[str, bool], bool]
    reads_other: Callable[[Value], bool]


def _hugo_reads(value: Value) -> bool:
    is_seconds = isinstance(value, int) and not isinstance(value, bool) and value in _SECONDS
    return is_seconds or (isinstance(value, str) and _HUGO_OTHERS.fullmatch(value) is not None)


def _quartz_reads(value: Value) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value in _MILLISECONDS
    # the date of the file stands in for one that is empty
    return value in {None, ""} or (isinstance(value, str) and _V8_OTHERS.fullmatch(value) is not None)


HUGO = DateReader("Hugo", lambda text, _: _HUGO.fullmatch(text) is not None, _hugo_reads)
QUARTZ = DateReader("Quartz", lambda text, _: not _NOT_V8.search(text), _quartz_reads)
ELEVENTY = DateReader(
    "Eleventy",
    lambda text, is_quoted: bool(_LUXON.fullmatch(text) or (not is_quoted and _YAML.fullmatch(text))),
    lambda _: False,
)

ALL_READERS = (ELEVENTY, HUGO, QUARTZ)

READERS: dict[SiteName, DateReader] = {"hugo": HUGO, "quartz": QUARTZ, "digital-garden": ELEVENTY}
"""Who reads the dates of a site; of the others it is not known."""

DATE_SYNONYMS: dict[SiteName, tuple[str, ...]] = {
    "quartz": ("created", "modified", "lastmod", "updated", "last-modified", "published", "publishDate"),
    "hugo": ("publishDate", "pubdate", "published", "lastmod", "modified"),
}
"""The properties that a site takes for the date of a note without `date`."""
