"""Find template folders and formats of daily notes that Obsidian's settings do not name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from vaultlint.init.survey.dates import DATE_FORMATS
from vaultlint.init.survey.folders import MIN_NOTES
from vaultlint.model import Note
from vaultlint.obsidian.moment import MomentFormat
from vaultlint.obsidian.names import fold

_TEMPLATES = re.compile(
    r"(?:^|[\s_-])(?:templates?|vorlagen?|plantillas?|modèles?|modelos?|modelli|шаблоны)$|模板$|テンプレート$"
)
_PLACEHOLDER = re.compile(r"\{\{.+?\}\}|<%.+?%>|\{['\"]\{")
"""A placeholder of Obsidian or Templater; the last form is what YAML makes of an unquoted `{{date}}`."""

_MIN_PLACEHOLDERS = 3

_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAMES = tuple(
    MomentFormat(form.format(day))
    for form in ("{}", "{} dddd", "{} ddd", "dddd, {}", "ddd {}")
    for day in ("YYYY-MM-DD", *DATE_FORMATS)
    if "/" not in day
)


def template_folders(notes: Iterable[Note]) -> Iterator[tuple[str, int]]:
    """Find folders named like templates, or whose notes mostly have placeholders, with their number of notes."""
    inside: dict[str, list[Note]] = {}
    for note in notes:
        for parent in PurePosixPath(note.path).parents[:-1]:
            inside.setdefault(parent.as_posix(), []).append(note)
    found: list[str] = []
    for folder, those in sorted(inside.items()):
        is_new = not any(folder.startswith(f"{known}/") for known in found)
        if is_new and (_TEMPLATES.search(fold(PurePosixPath(folder).name)) or _has_placeholders(those)):
            found.append(folder)
            yield folder, len(those)


def _has_placeholders(notes: list[Note]) -> bool:
    count = sum(map(_has_placeholder, notes))
    return count >= _MIN_PLACEHOLDERS and count * 2 > len(notes)


def _has_placeholder(note: Note) -> bool:
    texts = [
        *(str(each) for found in note.properties for each in (found.name, found.value)),
        *(heading.text for heading in note.headings),
        *(link.raw for link in note.links),
    ]
    return any(_PLACEHOLDER.search(text) for text in texts)


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
