"""Read the regions around fallbacks with `read_markdown`.

An empty line before an unindented line ends every paragraph, list, quote and table, so the text between two such lines
is a region that can be read alone. But code fences, some HTML, `$$` and `%%` continue over empty lines. So a heading is
added below the region; if that is not read as one, something in the region is still open, and the note is declined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from vaultlint.model import Flaw, Span
from vaultlint.parse.fast.mask import NotPlainError
from vaultlint.parse.fast.searches import SPAN_OF_LINK
from vaultlint.parse.markdown import read_markdown
from vaultlint.parse.positions import LineIndex

NEAR = 300
"""Two regions with at most this many characters between them are faster to read as one."""

PROBE = "\n\n#\n\n%%$$"
"""A heading, and what closes math and comments that continue over it."""

_INDENTED_BELOW = re.compile(r"\n{2,}[ \t]")


class ScanResult(NamedTuple):
    """What was found in a note, as plain tuples."""

    headings: list[Any]
    blocks: list[Any]
    tags: list[Any]
    links: list[Any]
    flaws: list[Flaw]


class _ShiftedMap:
    """A source map for a text that begins some lines below the start of its file."""

    def __init__(self, text: str, lines_before: int) -> None:
        self._lines = LineIndex(text)
        self._before = lines_before

    def span(self, start: int, end: int) -> Span:
        line, column, end_line, end_column = self._lines.span(start, end)
        return Span(line + self._before, column, end_line + self._before, end_column)


def replace_fallbacks(result: ScanResult, masked: str, source: str, line: int, fallbacks: list[int]) -> ScanResult:
    """Replace what was found in the regions around fallbacks with what `read_markdown` finds there."""
    firsts: list[int] = []
    lasts: list[int] = []
    reread = ScanResult([], [], [], [], [])
    last = 0
    for start, end in _regions(masked, sorted(fallbacks)):
        line += source.count("\n", last, start)
        last = start
        firsts.append(line + 1)
        lasts.append(line + 1 + source.count("\n", start, end))
        _read_region(source, start, end, line, reread)

    def is_outside(line: int) -> bool:
        index = bisect_right(firsts, line) - 1
        return index < 0 or line > lasts[index]

    return ScanResult(
        sorted(
            [*reread.headings, *(each for each in result.headings if is_outside(each[2][0]))], key=lambda each: each[2]
        ),
        sorted([*reread.blocks, *(each for each in result.blocks if is_outside(each[1][0]))], key=lambda each: each[1]),
        sorted([*reread.tags, *(each for each in result.tags if is_outside(each[1][0]))], key=lambda each: each[1]),
        sorted(
            [*reread.links, *(each for each in result.links if is_outside(SPAN_OF_LINK(each)[0]))], key=SPAN_OF_LINK
        ),
        reread.flaws,
    )


def _read_region(source: str, start: int, end: int, line: int, result: ScanResult) -> None:
    region = source[start:end]
    if "[^" in region and "](" in region:
        raise NotPlainError  # what is a link depends on a footnote's definition, which may be elsewhere
    text_end = len(source) - 2
    below = line + 1 + region.count("\n") + 2
    is_last = end >= text_end
    region = source[start:text_end] if is_last else region + PROBE
    body = read_markdown(region, _ShiftedMap(region, line), len(source) - 4)
    headings = list(body.headings)
    if not is_last and (not headings or headings.pop().span.line != below):
        raise NotPlainError
    result.headings.extend(headings)
    result.blocks.extend(body.blocks)
    result.tags.extend(body.tags)
    result.links.extend(body.links)
    result.flaws.extend(body.flaws)


def _regions(masked: str, fallbacks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the regions around fallbacks as offsets, in order and disjoint.

    A region is the block around a fallback, the blocks above that it may continue if it is indented, and the indented
    blocks below that may continue it.
    """
    regions: list[tuple[int, int]] = []
    for offset in fallbacks:
        if regions and offset < regions[-1][1]:
            continue
        floor = regions[-1][1] if regions else 2
        start = masked.rfind("\n\n", 0, offset) + 2
        while start > floor and masked[start] in " \t\n":
            before = start
            while before > floor and masked[before - 1] == "\n":
                before -= 1
            start = max(floor, masked.rfind("\n\n", 0, before) + 2) if before > floor else floor
        if regions and start < floor + NEAR:
            start = regions.pop()[0]
        end = masked.find("\n\n", offset)
        while below := _INDENTED_BELOW.match(masked, end):
            end = masked.find("\n\n", below.end())
        regions.append((start, end))
    yield from regions
