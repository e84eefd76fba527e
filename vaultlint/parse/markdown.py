"""The body of a note: headings, block ids, tags and links.

pyromark (pulldown-cmark) decides what is code, HTML, a heading, a table cell or a Markdown link; see `layout`. In the
runs of text that it finds, `wikilinks_and_math` reads wikilinks and math, and this module block ids, tags and `%%`
comments. `fast` gives the same result for plain notes: a change here needs one there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, Protocol

from vaultlint.model import Block, Flaw, Heading, Link, LinkKind, Suppression, Tag
from vaultlint.parse.cut_links import find_cut_links
from vaultlint.parse.layout import HeadingRange, Layout, MarkdownLink, Range, read_layout
from vaultlint.parse.link_text import LinkText, read_destination
from vaultlint.parse.positions import LINE_ENDING, SourceMap
from vaultlint.parse.suppression_comments import read_comments
from vaultlint.parse.unclosed_links import find_unclosed_links
from vaultlint.parse.wikilinks_and_math import Wikilink, line_start, read_inline

ATX = re.compile(r" {0,3}#{1,6}(?=[ \t\r\n]|\Z)([^\r\n]*)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+$")
_BLOCK_ID = re.compile(r"([A-Za-z0-9-]+)[ \t]*")
TAG = re.compile(r"#([^\s!-,.:-@\[-^`{-~\u2000-\u206f\u2e00-\u2e7f]+)")
"""A tag, if it is at the start of the text or after a space."""


class Body(NamedTuple):
    """The contents of a Markdown text, in its order."""

    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    flaws: tuple[Flaw, ...] = ()


class _HasRange(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class _LocatedLink(NamedTuple):
    """A link and its character offsets."""

    start: int
    end: int
    kind: LinkKind
    text: LinkText
    counted: bool = True


def read_markdown(text: str, source_map: SourceMap, note_length: int | None = None) -> Body:
    """Read a Markdown text without front matter; never fails.

    `note_length` is that of the note, if the text is only part of it.
    """
    layout, wikilinks, math = read_inline(text, note_length or len(text))
    comments = _comments(text, layout)
    unreadable = _OffsetSet(math)
    unaddressable = _OffsetSet(math, comments)
    cells = _OffsetSet(run for run in layout.runs if run.in_cell)
    links = [found for found in _links(layout, wikilinks) if not unreadable.contains(found.start)]
    html = [each for each in layout.html if not unreadable.contains(each.start)]
    comments = [each for each in comments if not unreadable.contains(each.start)]
    suppressions, flaws = read_comments(text, html, comments, source_map)
    link_flaws = (
        *find_cut_links(text, layout, source_map),
        *find_unclosed_links(text, layout, wikilinks, source_map),
    )
    return Body(
        headings=tuple(
            Heading(heading.level, _heading_text(text, heading), source_map.span(heading.start, heading.end))
            for heading in layout.headings
            if not unaddressable.contains(heading.start)
        ),
        blocks=tuple(
            Block(text[start + 1 : end], source_map.span(start, end))
            for start, end in _block_ids(text, layout)
            if not unaddressable.contains(start)
        ),
        tags=tuple(
            Tag(text[start + 1 : end], source_map.span(start, end))
            for start, end in _tags(text, layout, _OffsetSet(layout.hidden, links))
        ),
        links=tuple(
            Link(
                found.kind,
                text[found.start : found.end],
                found.text.target,
                found.text.fragment,
                found.text.display,
                source_map.span(found.start, found.end),
                external=found.text.external,
                counted=found.counted,
                in_table=cells.contains(found.start),
            )
            for found in links
        ),
        suppressions=tuple(suppressions),
        flaws=(*flaws, *sorted(link_flaws, key=lambda flaw: flaw.span)),
    )


def comment_ranges(text: str) -> list[Range]:
    """Find the comments between `%%` in a Markdown text without front matter."""
    if text.count("%%") < 2:
        return []
    layout, _, math = read_inline(text, len(text))
    unreadable = _OffsetSet(math)
    return [each for each in _comments(text, layout) if not unreadable.contains(each.start)]


def read_whole_link(text: str) -> LinkText | None:
    """Read a text that is one inline Markdown link and nothing else, such as the value of a property."""
    if not text.endswith(")"):
        return None
    links = read_layout(text).links
    if len(links) != 1 or links[0].is_image or (links[0].start, links[0].end) != (0, len(text)):
        return None
    return read_destination(links[0].destination)


class _OffsetSet:
    """The offsets inside any of some ranges."""

    def __init__(self, *ranges: Iterable[_HasRange]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((each.start, each.end) for group in ranges for each in group):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def contains(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


def _comments(text: str, layout: Layout) -> list[Range]:
    """Find comments: from a `%%` that begins a line, or is closed in its paragraph, to the next `%%`.

    As in Obsidian, a comment may contain empty lines, `%%` in code and math does not count, and a `%%` that is never
    closed hides nothing.
    """
    if text.count("%%") < 2:
        return []
    opaque = _OffsetSet(layout.opaque_blocks, layout.hidden)
    marks = [found.start() for found in re.finditer("%%", text) if not opaque.contains(found.start())]
    starts = [run.start for run in layout.runs]
    comments: list[Range] = []
    for opening, closing in pairwise(marks):
        if comments and opening < comments[-1].end:
            continue
        index = bisect_right(starts, opening) - 1
        closes_in_run = index >= 0 and closing < layout.runs[index].end
        if closes_in_run or (index >= 0 and opening == starts[index]) or _begins_line(text, opening):
            comments.append(Range(opening, closing + 2))
    return comments


def _begins_line(text: str, offset: int) -> bool:
    start = line_start(text, offset)
    return start >= 0 and not text[start:offset].strip(" \t>")


def _heading_text(text: str, heading: HeadingRange) -> str:
    source = text[heading.start : heading.end]
    if atx := ATX.match(source):
        return strip_closing_hashes(atx[1].strip(" \t"))
    *lines, _underline = LINE_ENDING.split(source.rstrip("\r\n"))
    return "\n".join(line.strip() for line in lines)


def strip_closing_hashes(heading: str) -> str:
    """Remove the closing `#` of an ATX heading, whose text must not end with a space."""
    return _CLOSING_HASHES.sub("", heading).strip(" \t")


def _block_ids(text: str, layout: Layout) -> Iterator[Range]:
    """Find `^id` at the end of a run, after a space or an embed, or alone in a cell (a line under a table)."""
    if "^" not in text:
        return
    for run in layout.runs:
        mark = text.rfind("^", run.start, run.end)
        found = _BLOCK_ID.fullmatch(text, mark + 1, run.end) if mark >= 0 else None
        if found and (mark == run.start or (not run.in_cell and _may_precede_id(text, mark))):
            yield Range(mark, found.end(1))


def _may_precede_id(text: str, mark: int) -> bool:
    return text[mark - 1].isspace() or text[mark - 2 : mark] == "]]"


def _tags(text: str, layout: Layout, hidden: _OffsetSet) -> Iterator[Range]:
    if "#" not in text:
        return
    for run in layout.runs:
        for tag in TAG.finditer(text, run.start, run.end):
            start = tag.start()
            if (start == 0 or text[start - 1].isspace()) and not tag[1].isdecimal() and not hidden.contains(start):
                yield Range(start, tag.end())


def _links(layout: Layout, wikilinks: list[Wikilink]) -> list[_LocatedLink]:
    in_wikilink = _OffsetSet(wikilinks)
    markdown = [
        _LocatedLink(link.start, link.end, _kind(link), destination, counted=not link.by_reference)
        for link in layout.links
        if not in_wikilink.contains(link.start) and (destination := read_destination(link.destination))
    ]
    wiki = [
        _LocatedLink(link.start, link.end, LinkKind.EMBED if link.is_embed else LinkKind.WIKILINK, link.text)
        for link in wikilinks
    ]
    return sorted([*wiki, *markdown], key=lambda found: (found.start, found.end))


def _kind(link: MarkdownLink) -> LinkKind:
    return LinkKind.IMAGE if link.is_image else LinkKind.MARKDOWN
