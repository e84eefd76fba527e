"""Find links in table cells that a `|` without a backslash cuts in two (S1.7)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from vaultlint.model import Applicability, Correction, Flaw, Link, LinkKind, TextEdit
from vaultlint.parse.layout import Layout, TableRange, TextRun
from vaultlint.parse.link_text import read_destination, read_wikilink
from vaultlint.parse.positions import SourceMap

UNESCAPED_PIPE = "unescaped-pipe"

_OPENING = re.compile(r"\\.|!?\[\[?")
_TEXT = r"(?:[^][|\\\r\n]|\\[^\\\r\n])"
_CUT_LINK = re.compile(
    rf"!?\[\[(?P<inner>(?!\|){_TEXT}++(?:\|{_TEXT}*+)+)\]\]"
    rf"|!?\[{_TEXT}*+(?:\|{_TEXT}*+)+\]\((?P<destination><[^<>|\r\n]+>|[^][()<>|\s]+)\)"
)
"""A wikilink with a display text, or a Markdown link or image whose text has a `|`: such as the size of an image."""

_PIPE = re.compile(r"\\.|(\|)")
_MARKERS = " \t>"
_REST_OF_LINE = re.compile(r"[^\r\n]*")

_start = attrgetter("start")


class _Cut(NamedTuple):
    """A link that is cut, as offsets, and the offsets of the `|` in it."""

    start: int
    end: int
    pipes: list[int]


def find_cut_links(text: str, layout: Layout, source_map: SourceMap) -> Iterator[Flaw]:
    """Report the links that begin in a cell and end in a later one of its row; a backslash makes each whole again."""
    table_starts = [table.start for table in layout.tables]
    for run in layout.runs:
        if run.in_cell and table_starts and (cut := _cut_at_end(text, run, layout)):
            table = layout.tables[max(0, bisect_right(table_starts, cut.start) - 1)]
            link = text[cut.start : cut.end]
            whole = _PIPE.sub(lambda found: f"\\{found[0]}" if found[1] else found[0], link)
            edits = tuple(TextEdit(source_map.span(at, at), "\\") for at in cut.pipes)
            correction = Correction("Escape the `|`", edits, _applicability(text, cut, table))
            yield Flaw(
                UNESCAPED_PIPE,
                f"the `|` ends the table cell, so this is no link: write {whole}",
                source_map.span(cut.start, cut.end),
                {"link": link, "write": whole},
                link,
                None if cut.start < table.head_end else correction,
            )


def cut_links(flaws: Iterable[Flaw]) -> Iterator[Link]:
    """Yield the links that were meant, of the flaws of a note or canvas that report them."""
    for flaw in flaws:
        found = _CUT_LINK.fullmatch(str(flaw.data["link"])) if flaw.rule == UNESCAPED_PIPE else None
        if found:
            inner, destination = found["inner"], found["destination"]
            kind = LinkKind.MARKDOWN if inner is None else LinkKind.WIKILINK
            text = read_destination(destination.strip("<>")) if inner is None else read_wikilink(inner)
            if text:
                yield Link(kind, found[0], text.target, text.fragment, text.display, flaw.span, text.external)


def _cut_at_end(text: str, cell: TextRun, layout: Layout) -> _Cut | None:
    """The link that begins in a cell and is cut at its end."""
    opening = None
    start = cell.start - text.startswith("\\", cell.start - 1)  # pyromark leaves the backslash out
    for found in _OPENING.finditer(text, start, cell.end):
        if found[0][0] != "\\" and "]" not in text[found.end() : cell.end]:
            opening = opening or found.start()
    link = _CUT_LINK.match(text, opening) if opening is not None else None
    if link is None or _is_hidden(link.start(), layout) or _is_enclosed(text, cell.start, link):
        return None
    pipes = [found.start() for found in _PIPE.finditer(text, link.start(), link.end()) if found[1]]
    return _Cut(link.start(), link.end(), pipes) if pipes[0] >= cell.end else None


def _is_hidden(offset: int, layout: Layout) -> bool:
    """Whether an offset is in code, HTML, math or the destination of a link."""
    index = bisect_right(layout.hidden, offset, key=_start) - 1
    return index >= 0 and offset < layout.hidden[index].end


def _is_enclosed(text: str, start: int, link: re.Match[str]) -> bool:
    """Whether code, math or a tag that the `|` cuts too begins before a link and ends behind it: it is no link."""
    before, behind = text[start : link.start()], _line_from(text, link.end())
    if any(before.count(mark) % 2 and mark in behind for mark in "`$"):
        return True
    return before.rfind("<") > before.rfind(">") and ">" in behind


def _line_from(text: str, start: int) -> str:
    line = _REST_OF_LINE.match(text, start)
    return line[0] if line else ""


def _applicability(text: str, cut: _Cut, table: TableRange) -> Applicability:
    """Whether the row has a cell for each column without those that the link is cut into: else columns may be missing.

    Cells that are cut off move those behind them to the right, where a row that is too long is cut.
    """
    start = max(text.rfind("\n", 0, cut.start), text.rfind("\r", 0, cut.start)) + 1
    row = _line_from(text, start).strip(_MARKERS)
    cells = sum(1 for found in _PIPE.finditer(row) if found[1]) + 1 - row.startswith("|") - row.endswith("|")
    return Applicability.SAFE if cells - len(cut.pipes) >= table.columns else Applicability.UNSAFE
