"""Lay out a Markdown text as CommonMark reads it: running text, code, HTML, headings and Markdown links.

One pass over pyromark's events. All positions are character offsets into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from vaultlint.parse.positions import CharacterOffsets

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can encode one, pyromark rejects it

_CONTAINERS = frozenset(("BlockQuote", "Item", "FootnoteDefinition", "Table"))
_OPAQUE_BLOCKS = frozenset(("CodeBlock", "HtmlBlock"))
_HTML = frozenset(("HtmlBlock", "InlineHtml"))
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_LINKS = frozenset(("Link", "Image"))
_HIDING = frozenset(("Code", "InlineHtml"))
_AUTOLINKS = frozenset(("Autolink", "Email"))

_CELL = re.compile(r"(?!\s)(?:\\.|[^|\\\r\n])+")
_MARKERS = re.compile(r"(?<=[\r\n])[ \t>]+")
"""What a quote, or the indentation of a list item, puts before the further lines of a paragraph."""

_BAR_OF_TEXT = re.compile(r"\\.|\[\[[^]\[\r\n]*\]\]")
"""What may contain a `|` that separates no cells: an escape, a wikilink."""


class Range(NamedTuple):
    """Character offsets, end exclusive."""

    start: int
    end: int


class TextRun(NamedTuple):
    """A run of inline text: a paragraph, the text of a heading, a tight list item or a table cell."""

    start: int
    end: int
    in_cell: bool
    in_heading: bool


class Hidden(NamedTuple):
    """A part of a run where no wikilink can begin; `owner` is the start of its code, HTML or link."""

    start: int
    end: int
    owner: int


class Container(NamedTuple):
    """A quote, list item or footnote."""

    start: int
    end: int
    is_quote: bool


class HeadingRange(NamedTuple):
    """A heading outside every container, its markers included."""

    level: int
    start: int
    end: int


class TableRange(NamedTuple):
    """A table as pyromark reads it: `head_end` is where the line below its header begins."""

    start: int
    end: int
    head_end: int
    columns: int


class MarkdownLink(NamedTuple):
    """A Markdown link or image; `by_reference` when its destination is defined elsewhere."""

    start: int
    end: int
    destination: str
    is_image: bool
    by_reference: bool


@dataclass(slots=True)
class Layout:
    """The elements of a text.

    `opaque_blocks` are code and HTML blocks, `html` is HTML in blocks and in runs, `emphasis` is bold, italic and
    struck text. All are sorted by start.
    """

    runs: list[TextRun] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    opaque_blocks: list[Range] = field(default_factory=list)
    html: list[Range] = field(default_factory=list)
    emphasis: list[Range] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    headings: list[HeadingRange] = field(default_factory=list)
    links: list[MarkdownLink] = field(default_factory=list)
    tables: list[TableRange] = field(default_factory=list)


def read_layout(text: str, *, tables: bool = True) -> Layout:
    """Lay out a Markdown text without front matter; never fails, and takes time linear in its length."""
    import pyromark  # imported here, as most notes are read without it

    if not text.isascii():
        text = _LONE_SURROGATE.sub("\ufffd", text)
    options = pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
    if tables:
        options |= pyromark.Options.ENABLE_TABLES
    characters = CharacterOffsets(text)
    builder = _LayoutBuilder(characters)
    builder.read(pyromark.events_with_range(text, options=options, merge_text=True))
    layout = builder.layout if text.isascii() else _map_offsets(builder.layout, characters.offset)
    layout.hidden.sort()
    if builder.remainders:
        _add_remainders(layout, builder.remainders)
    return layout


class _TableRemainder(NamedTuple):
    """Text in or below a table that is yet to be read, and the offset of its first character."""

    start: int
    text: str
    in_cell: bool
    is_top: bool


class _LayoutBuilder:
    """Builds a layout, in byte offsets, from events in order.

    `remainders` are texts that Obsidian reads, but pyromark takes for a row or leaves out of one.
    """

    def __init__(self, characters: CharacterOffsets) -> None:
        self.layout = Layout()
        self.remainders: list[_TableRemainder] = []
        self._in_opaque_block = False
        self._characters = characters
        self._depth = 0
        self._in_cell = False
        self._in_heading = False
        self._run_start = -1
        self._run_end = -1
        self._table_end = -1
        self._cell_end = -1
        self._lengths_at_end: list[int] = []  # of each list in `_in_rows`, where Obsidian's table ends
        self._open_links: list[MarkdownLink] = []

    def read(self, events: Iterable[tuple[Any, Any]]) -> None:
        """Read pyromark's events, which are strings or dictionaries with one member; so are their tags."""
        for event, where in events:
            start, end = where["start"], where["end"]
            if isinstance(event, str):
                if event == "Rule":
                    self._close_run()
                else:
                    self._extend(start, end)  # a line ends within a run
                continue
            name, tag = event.popitem()
            if name == "Start":
                self._start(tag, start, end)
            elif name == "End":
                self._end(tag, end)
            elif not self._in_opaque_block:
                if name in _HIDING:
                    self.layout.hidden.append(Hidden(start, end, start))
                    self._note_html(name, start, end)
                self._extend(start, end)

    def _start(self, tag: Any, start: int, end: int) -> None:
        detail: Any = None
        if not isinstance(tag, str):
            tag, detail = tag.popitem()
        if tag in _INLINE:
            self._extend(start, start)
            if tag in _LINKS:
                self._open_link(tag, detail, start, end)
            else:
                self.layout.emphasis.append(Range(start, end))
            return
        self._close_run()
        self._in_heading = tag == "Heading"
        self._in_cell = tag == "TableCell"
        if tag in _OPAQUE_BLOCKS:
            self._in_opaque_block = True
            self.layout.opaque_blocks.append(Range(start, end))
            self._note_html(tag, start, end)
        elif tag in _CONTAINERS:
            self._depth += 1
            if tag == "Table":
                self._table_end = end
                self.layout.tables.append(TableRange(start, end, start, len(detail)))
            else:
                self.layout.containers.append(Container(start, end, tag == "BlockQuote"))
        elif self._in_heading and self._depth == 0:
            self.layout.headings.append(HeadingRange(int(detail["level"][1]), start, end))
        elif tag == "TableRow":
            self._open_row(start, end)

    def _end(self, tag: Any, end: int) -> None:
        if not isinstance(tag, str):
            tag, _ = tag.popitem()
        if tag in _INLINE:
            if tag in _LINKS:
                self._close_link()
            self._extend(end, end)
            return
        self._close_run()
        if tag in _OPAQUE_BLOCKS:
            self._in_opaque_block = False
        elif tag in _CONTAINERS:
            self._depth -= 1
            if tag == "Table":
                self._close_table()
        elif tag == "TableCell":
            self._cell_end = end
        elif tag == "TableHead":
            self.layout.tables[-1] = self.layout.tables[-1]._replace(head_end=end)
        elif tag == "TableRow":
            self._close_row(end)

    def _note_html(self, name: str, start: int, end: int) -> None:
        if name in _HTML:
            self.layout.html.append(Range(start, end))

    def _extend(self, start: int, end: int) -> None:
        if self._run_start < 0:
            self._run_start = start
        self._run_end = max(self._run_end, end)

    def _close_run(self) -> None:
        if self._run_start >= 0:
            self.layout.runs.append(TextRun(self._run_start, self._run_end, self._in_cell, self._in_heading))
        self._run_start = self._run_end = -1

    def _open_row(self, start: int, end: int) -> None:
        """End the table at a line without `|` outside wikilinks; all that follows is text (S11.4)."""
        if not self._lengths_at_end and not _is_row(self._characters.cut(start, end)):
            below = _MARKERS.sub(_as_spaces, self._characters.cut(start, self._table_end))
            is_top = self._depth == 1  # the table itself
            self.remainders.append(_TableRemainder(self._characters.offset(start), below, in_cell=False, is_top=is_top))
            self._lengths_at_end = [len(each) for each in self._in_rows()]

    def _close_row(self, end: int) -> None:
        """Keep the cells beyond those of the table's head: pyromark drops them, Obsidian does not (S11.4)."""
        if self._lengths_at_end or self._cell_end >= end:
            return
        rest = self._characters.cut(self._cell_end, end)
        for cell in _CELL.finditer(rest) if rest.strip("| \t\r\n") else ():
            start = self._characters.offset(self._cell_end) + cell.start()
            self.remainders.append(_TableRemainder(start, cell[0], in_cell=True, is_top=False))

    def _close_table(self) -> None:
        if self._lengths_at_end:
            for each, length in zip(self._in_rows(), self._lengths_at_end, strict=True):
                del each[length:]
            self._lengths_at_end = []

    def _in_rows(self) -> tuple[list[Any], ...]:
        """The lists of the layout that rows add to."""
        layout = self.layout
        return layout.runs, layout.hidden, layout.html, layout.emphasis, layout.links

    def _open_link(self, tag: str, detail: Any, start: int, end: int) -> None:
        kind = detail["link_type"]
        by_reference = kind not in ("Inline", *_AUTOLINKS)
        link = MarkdownLink(start, end, detail["dest_url"], tag == "Image", by_reference)
        self._open_links.append(link)
        if link.is_image or kind in _AUTOLINKS:
            self.layout.hidden.append(Hidden(start, end, start))
        if kind == "Email":
            link = link._replace(destination=f"mailto:{link.destination}")
        self.layout.links.append(link)

    def _close_link(self) -> None:
        """Hide the destination of a link: wikilinks may begin in its text only."""
        link = self._open_links.pop()
        text_end = max(link.start + 1, self._run_end)
        if text_end < link.end:
            self.layout.hidden.append(Hidden(text_end, link.end, link.start))


def _is_row(line: str) -> bool:
    return line.startswith("|") or "|" in _BAR_OF_TEXT.sub("", line)


def _map_offsets(layout: Layout, to: Callable[[int], int]) -> Layout:
    """Return the layout with each offset converted."""
    return Layout(
        runs=[run._replace(start=to(run.start), end=to(run.end)) for run in layout.runs],
        hidden=[Hidden(to(start), to(end), to(owner)) for start, end, owner in layout.hidden],
        opaque_blocks=[Range(to(start), to(end)) for start, end in layout.opaque_blocks],
        html=[Range(to(start), to(end)) for start, end in layout.html],
        emphasis=[Range(to(start), to(end)) for start, end in layout.emphasis],
        containers=[Container(to(start), to(end), is_quote) for start, end, is_quote in layout.containers],
        headings=[HeadingRange(level, to(start), to(end)) for level, start, end in layout.headings],
        links=[link._replace(start=to(link.start), end=to(link.end)) for link in layout.links],
        tables=[
            each._replace(start=to(each.start), end=to(each.end), head_end=to(each.head_end)) for each in layout.tables
        ],
    )


def _add_remainders(layout: Layout, parts: Iterable[_TableRemainder]) -> None:
    """Lay out the remainders of tables; each is one paragraph, so it has no table."""
    for part in parts:
        found = _map_offsets(read_layout(part.text, tables=False), part.start.__add__)
        layout.runs += [run._replace(in_cell=part.in_cell) for run in found.runs]
        layout.hidden += found.hidden
        layout.opaque_blocks += found.opaque_blocks
        layout.html += found.html
        layout.emphasis += found.emphasis
        layout.containers += found.containers
        layout.headings += found.headings if part.is_top else ()
        layout.links += found.links
    lists: Iterable[list[Any]] = (layout.runs, layout.hidden, layout.opaque_blocks, layout.html, layout.emphasis)
    for each in (*lists, layout.containers, layout.links):
        each.sort()
    layout.headings.sort(key=attrgetter("start"))


def _as_spaces(markers: re.Match[str]) -> str:
    return " " * len(markers[0])
