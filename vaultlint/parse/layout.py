"""Where a Markdown text has running text, code, math, HTML, headings and Markdown links.

One pass over pyromark's events. All positions are character offsets into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vaultlint.parse.positions import Characters

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON may spell one, pyromark takes none

_CONTAINERS = frozenset(("BlockQuote", "List", "Item", "FootnoteDefinition", "Table"))
_SOLID = frozenset(("CodeBlock", "HtmlBlock"))
_HTML = frozenset(("HtmlBlock", "InlineHtml"))
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_HIDING = frozenset(("Code", "InlineMath", "DisplayMath", "InlineHtml"))
_AUTOLINKS = frozenset(("Autolink", "Email"))


class Range(NamedTuple):
    """Character offsets, end exclusive."""

    start: int
    end: int


class Run(NamedTuple):
    """One run of inline text: a paragraph, a heading's text, a tight list item, a table cell."""

    start: int
    end: int
    in_cell: bool


class HeadingRange(NamedTuple):
    """A heading outside of every container, markers included."""

    level: int
    start: int
    end: int


class MarkdownLink(NamedTuple):
    """A Markdown link or image; `by_reference` when its destination is defined elsewhere."""

    start: int
    end: int
    destination: str
    is_image: bool
    by_reference: bool


@dataclass(slots=True)
class Layout:
    """Where everything is.

    `hidden` are stretches inside runs where no wikilink can begin, `solid` are code and HTML blocks,
    `html` is HTML in blocks and in runs.
    """

    runs: list[Run] = field(default_factory=list)
    hidden: list[Range] = field(default_factory=list)
    solid: list[Range] = field(default_factory=list)
    html: list[Range] = field(default_factory=list)
    headings: list[HeadingRange] = field(default_factory=list)
    links: list[MarkdownLink] = field(default_factory=list)


def read_layout(text: str) -> Layout:
    """The layout of a Markdown text without front matter; total, linear in the length of the text."""
    if not text.isascii():
        text = _LONE_SURROGATE.sub("\ufffd", text)
    reader = _Reader()
    for name, tag, detail, start, end in _events(text):
        if name == "Start":
            reader.start(tag, detail, start, end)
        elif name == "End":
            reader.end(tag, end)
        elif name == "Rule":
            reader.rule()
        elif not reader.in_solid:
            reader.inline(name, start, end)
    return _in_characters(reader.layout, Characters(text))


def _events(text: str) -> Iterator[tuple[str, str, Any, int, int]]:
    """The events of pyromark as flat tuples: event, its tag, the tag's detail, start and end in bytes."""
    import pyromark  # not for notes that are read without it

    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_MATH
    for event, where in pyromark.events_with_range(text, options=options, merge_text=True):
        name: str
        tag: Any = None
        detail: Any = None
        if isinstance(event, str):
            name = event
        else:
            ((name, tag),) = event.items()
            if isinstance(tag, dict):
                ((tag, detail),) = tag.items()
        yield name, tag, detail, where["start"], where["end"]


class _Reader:
    """Gathers a layout, in byte offsets, from events in order."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.in_solid = False
        self._depth = 0
        self._in_cell = False
        self._run_start = -1
        self._run_end = -1
        self._open_links: list[MarkdownLink] = []

    def start(self, tag: str, detail: Any, start: int, end: int) -> None:
        if tag in _INLINE:
            self._extend(start, start)
            if tag in ("Link", "Image"):
                self._open_link(tag, detail, start, end)
            return
        self._close_run()
        if tag in _SOLID:
            self.in_solid = True
            self.layout.solid.append(Range(start, end))
            self._note_html(tag, start, end)
        elif tag in _CONTAINERS:
            self._depth += 1
        elif tag == "Heading" and self._depth == 0:
            self.layout.headings.append(HeadingRange(int(detail["level"][1]), start, end))
        self._in_cell = tag == "TableCell"

    def end(self, tag: str, end: int) -> None:
        if tag in _INLINE:
            if tag in ("Link", "Image"):
                self._close_link()
            self._extend(end, end)
            return
        self._close_run()
        if tag in _SOLID:
            self.in_solid = False
        elif tag in _CONTAINERS:
            self._depth -= 1

    def inline(self, name: str, start: int, end: int) -> None:
        if name in _HIDING:
            self.layout.hidden.append(Range(start, end))
            self._note_html(name, start, end)
        self._extend(start, end)

    def _note_html(self, name: str, start: int, end: int) -> None:
        if name in _HTML:
            self.layout.html.append(Range(start, end))

    def rule(self) -> None:
        self._close_run()

    def _extend(self, start: int, end: int) -> None:
        if self._run_start < 0:
            self._run_start = start
        self._run_end = max(self._run_end, end)

    def _close_run(self) -> None:
        if self._run_start >= 0:
            self.layout.runs.append(Run(self._run_start, self._run_end, self._in_cell))
        self._run_start = self._run_end = -1

    def _open_link(self, tag: str, detail: Any, start: int, end: int) -> None:
        kind = detail["link_type"]
        by_reference = kind not in ("Inline", *_AUTOLINKS)
        link = MarkdownLink(start, end, detail["dest_url"], tag == "Image", by_reference)
        self._open_links.append(link)
        if link.is_image or kind in _AUTOLINKS:
            self.layout.hidden.append(Range(start, end))
        if kind == "Email":
            link = link._replace(destination=f"mailto:{link.destination}")
        self.layout.links.append(link)

    def _close_link(self) -> None:
        """Wikilinks may begin in the text of a link, not in its destination."""
        link = self._open_links.pop()
        text_end = max(link.start + 1, self._run_end)
        if text_end < link.end:
            self.layout.hidden.append(Range(text_end, link.end))


def _in_characters(layout: Layout, characters: Characters) -> Layout:
    at = characters.offset
    return Layout(
        runs=[Run(at(run.start), at(run.end), run.in_cell) for run in layout.runs],
        hidden=sorted(Range(at(start), at(end)) for start, end in layout.hidden),
        solid=[Range(at(start), at(end)) for start, end in layout.solid],
        html=[Range(at(start), at(end)) for start, end in layout.html],
        headings=[HeadingRange(level, at(start), at(end)) for level, start, end in layout.headings],
        links=[link._replace(start=at(link.start), end=at(link.end)) for link in layout.links],
    )
