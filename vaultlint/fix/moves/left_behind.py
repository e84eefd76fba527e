"""Find what a move or rename leaves as it is although it names what is moved: text in code, queries and settings.

Obsidian leaves these, too. They are listed, so that the author can decide.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.config.config_file import CONFIG_FILES
from vaultlint.model import Link, Mention
from vaultlint.obsidian.names import stem
from vaultlint.obsidian.settings import extension
from vaultlint.parse import read_text
from vaultlint.parse.front_matter import find_block
from vaultlint.parse.layout import Hidden, Range, read_layout
from vaultlint.parse.positions import LineIndex
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note

_QUERY = re.compile(r"(?:[`~]{3,}\s*(?:dataview|dataviewjs|tasks|base|query)\b|`\$?=)", re.IGNORECASE)
"""The beginning of code that is a query."""

_MAY_BE_CODE = re.compile(r"[`<]|~~~|^(?: {4}|\t)", re.MULTILINE)

_SETTINGS = (
    ".obsidian/app.json",
    ".obsidian/bookmarks.json",
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/types.json",
    ".obsidian/plugins/templater-obsidian/data.json",
    ".obsidian/plugins/periodic-notes/data.json",
    *CONFIG_FILES,
)
"""Settings of Obsidian and configuration files that name files, folders or properties."""


_Place = tuple[int, int, str]
"""The offsets of a text, and what it stands in."""


class MentionPattern(NamedTuple):
    """How a text names something: expressions that find it in code and queries, in queries only, and in settings.

    `needle` is a part of every such text, which makes the search fast.
    """

    needle: str
    in_code: str = ""
    in_queries: str = ""
    in_settings: str = ""


def pattern_of_file(old: str, new: str) -> MentionPattern:
    """Return how code names a file: by its path, or in a link or in quotes by its name if that changes."""
    path, name, new_name = (re.escape(text.removesuffix(".md")) for text in (old, stem(old), stem(new)))
    ways = [rf"(?<![\w/]){path}\.md(?!\w)" if is_note(old) else rf"(?<![\w/]){path}(?!\w)"]
    if is_note(old) and "/" in old:
        ways.append(rf"(?<![\w/]){path}(?![\w/.])")
    if name != new_name and is_note(old):
        ways += [rf"\[\[{name}(?=[\]|#])", rf"(?<=\"){name}(?=\")", rf"(?<='){name}(?=')"]
    return MentionPattern(stem(old), in_code="|".join(ways), in_settings=rf'(?<="){path}(?:\.md)?(?=")')


def pattern_of_folder(old: str) -> MentionPattern:
    """Return how code names a folder: by its path and a slash, or in quotes."""
    path = re.escape(old)
    return MentionPattern(
        old, rf"(?<![\w/]){path}(?=/[^\s/])|(?<=\"){path}(?=/?\")", in_settings=rf'(?<="){path}(?=[/"])'
    )


def pattern_of_anchor(path: str, old: str) -> MentionPattern:
    """Return how code names a heading, or a block id with its `^`: in a link to its note."""
    name = re.escape(stem(path))
    return MentionPattern(old, rf"\[\[(?:[^\]\[|#]*/)?{name}#[^\]\[|]*{re.escape(old)}(?=[\]|#])")


def pattern_of_tag(old: str) -> MentionPattern:
    """Return how code names a tag."""
    name = re.escape(old)
    return MentionPattern(old, rf"(?<![\w/])#{name}(?![\w-])", rf"(?<=\"){name}(?=[\"/])")


def pattern_of_property(old: str) -> MentionPattern:
    """Return how queries and settings name a property."""
    name = re.escape(old)
    return MentionPattern(old, in_queries=rf"(?<![\w-]){name}(?![\w-])", in_settings=rf'(?<="){name}(?="\s*:)')


def find_left(index: Index, pattern: MentionPattern) -> Iterator[Mention]:
    """Yield the places that name something, in the order of paths and positions."""
    needle = pattern.needle.encode(errors="surrogatepass")
    for path in (*_settings(pattern), *_searched(index)):
        try:
            data = index.source.read(path)
        except OSError:
            continue
        if needle in data:
            yield from _left_in(path, read_text(data), pattern, index)


def _settings(pattern: MentionPattern) -> Sequence[str]:
    return _SETTINGS if pattern.in_settings else ()


def _searched(index: Index) -> Iterator[str]:
    """Yield the paths of the files that may contain code or queries: notes and bases."""
    files = (path for path in index.listing.files if extension(path) == "base")
    return iter(sorted((*index.listing.notes, *files)))


def _left_in(path: str, text: str, pattern: MentionPattern, index: Index) -> Iterator[Mention]:
    if path in _SETTINGS:
        reason = "in the configuration" if path in CONFIG_FILES else "in Obsidian's settings"
        places = list(_places(pattern.in_settings, text, pattern.needle, reason))
    else:
        places = list(_places(_either(pattern), text, pattern.needle, "in a base"))
    if is_note(path) and places:
        places = list(_in_code(places, text, index.note(path).links, pattern)) if _MAY_BE_CODE.search(text) else []
    lines = LineIndex(text if places else "")
    for start, end, reason in places:
        yield Mention(path, lines.span(start, end), text[start:end], reason)


def _either(pattern: MentionPattern) -> str:
    return "|".join(filter(None, (pattern.in_code, pattern.in_queries)))


def _places(expression: str, text: str, needle: str, reason: str) -> Iterator[_Place]:
    """Yield what an expression matches, and search only the lines with a text that is in every match: that is fast."""
    if not expression:
        return
    find = re.compile(expression).finditer
    end = 0
    while (at := text.find(needle, end)) >= 0:
        end = text.find("\n", at + len(needle))
        end = end if end >= 0 else len(text)
        for found in find(text, text.rfind("\n", 0, at) + 1, end):
            yield *found.span(), reason


def _in_code(places: Iterable[_Place], text: str, links: Sequence[Link], pattern: MentionPattern) -> Iterator[_Place]:
    """Yield those of some places in a note that are in code, with what that is."""
    lines = LineIndex(text)
    in_links = _Ranges((lines.offset(*link.span[:2]), lines.offset(*link.span[2:])) for link in links)
    places = [place for place in places if in_links.around(place[0]) is None]
    if not places:
        return
    front = find_block(text)
    body = front.body if front else 0
    layout = read_layout(text[body:])
    parts: list[Range | Hidden] = [*layout.opaque_blocks, *layout.hidden]
    code = _Ranges((body + each.start, body + each.end) for each in parts)
    in_any_code = re.compile(pattern.in_code or "(?!)")
    for start, end, _ in places:
        around = code.around(start)
        if around is None:
            continue
        if _QUERY.match(text, *around):
            yield start, end, "in a query"
        elif in_any_code.match(text, start):
            yield start, end, "in code"


class _Ranges:
    """Ranges in a text, of which none reaches into the next."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)

    def around(self, offset: int) -> tuple[int, int] | None:
        """Return the range that an offset is in, if there is one."""
        at = bisect_right(self._ranges, (offset, sys.maxsize)) - 1
        return self._ranges[at] if at >= 0 and offset < self._ranges[at][1] else None
