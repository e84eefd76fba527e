"""The blocks around doubts, read by `read_markdown`.

A blank line before a line that is not indented ends every paragraph, list, quote and table, so what
stands between two such lines can be read alone. But code fences, some HTML, `$$` and `%%` go on over
blank lines: a heading is put below the region, and if that is not read as one, the region is open,
and the note declined.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from vaultlint.model import Span
from vaultlint.parse.fast.mask import NotPlainError
from vaultlint.parse.fast.searches import SPAN_OF_LINK
from vaultlint.parse.markdown import read_markdown
from vaultlint.parse.positions import Lines

NEAR = 300
"""How many characters between two regions cost less to read with them than a region of their own."""

PROBE = "\n\n#\n\n%%$$"
"""A heading, and what closes math and comments that go on over it."""


class Finds(NamedTuple):
    """What was found in a note."""

    headings: list[Any]
    blocks: list[Any]
    tags: list[Any]
    links: list[Any]


class _Below:
    """Places in a text that has some lines above it."""

    def __init__(self, text: str, lines_before: int) -> None:
        self._lines = Lines(text)
        self._before = lines_before

    def span(self, start: int, end: int) -> Span:
        line, column, end_line, end_column = self._lines.span(start, end)
        return Span(line + self._before, column, end_line + self._before, end_column)


def with_regions(finds: Finds, text: str, source: str, line: int, doubts: list[int]) -> Finds:
    """What was found outside of the regions around the doubts, and what `read_markdown` finds inside."""
    firsts: list[int] = []
    lasts: list[int] = []
    inside = Finds([], [], [], [])
    last = 0
    for start, end in _regions(text, sorted(doubts)):
        line += source.count("\n", last, start)
        last = start
        firsts.append(line + 1)
        lasts.append(line + 1 + source.count("\n", start, end))
        _read(source, start, end, line, inside)

    def is_outside(line: int) -> bool:
        index = bisect_right(firsts, line) - 1
        return index < 0 or line > lasts[index]

    return Finds(
        sorted(
            [*inside.headings, *(each for each in finds.headings if is_outside(each[2][0]))], key=lambda each: each[2]
        ),
        sorted([*inside.blocks, *(each for each in finds.blocks if is_outside(each[1][0]))], key=lambda each: each[1]),
        sorted([*inside.tags, *(each for each in finds.tags if is_outside(each[1][0]))], key=lambda each: each[1]),
        sorted([*inside.links, *(each for each in finds.links if is_outside(SPAN_OF_LINK(each)[0]))], key=SPAN_OF_LINK),
    )


def _read(source: str, start: int, end: int, line: int, finds: Finds) -> None:
    region = source[start:end]
    if "[^" in region and "](" in region:
        raise NotPlainError  # it depends on a footnote's definition, maybe elsewhere, what is a link
    text_end = len(source) - 2
    below = line + 1 + region.count("\n") + 2
    is_last = end >= text_end
    region = source[start:text_end] if is_last else region + PROBE
    body = read_markdown(region, _Below(region, line), len(source) - 4)
    headings = list(body.headings)
    if not is_last and (not headings or headings.pop().span.line != below):
        raise NotPlainError
    finds.headings.extend(headings)
    finds.blocks.extend(body.blocks)
    finds.tags.extend(body.tags)
    finds.links.extend(body.links)


def _regions(text: str, doubts: list[int]) -> Iterator[tuple[int, int]]:
    """The blocks that doubts stand in, with what their indentation joins them to, in order and apart.

    What is indented below a doubt has a doubt of its own, and so joins it.
    """
    regions: list[tuple[int, int]] = []
    for doubt in doubts:
        if regions and doubt < regions[-1][1]:
            continue
        floor = regions[-1][1] if regions else 2
        start = text.rfind("\n\n", 0, doubt) + 2
        while start > floor and text[start] in " \t\n":
            before = start
            while before > floor and text[before - 1] == "\n":
                before -= 1
            start = max(floor, text.rfind("\n\n", 0, before) + 2) if before > floor else floor
        if regions and start < floor + NEAR:
            start = regions.pop()[0]
        regions.append((start, text.find("\n\n", doubt)))
    yield from regions
