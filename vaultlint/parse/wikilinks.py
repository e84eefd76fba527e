"""Wikilinks and embeds in a Markdown text.

They are searched in the runs of text that pyromark leaves when it has taken out code, math and
HTML. Where two readings compete, the one that begins first wins, as in Obsidian (S1.25, S1.33).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.parse.layout import Layout, read_layout
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink

_MAX_WORK = 1_000_000
"""How many characters are laid out again at the most; a short note has as many rounds as it needs."""


class Wikilink(NamedTuple):
    """A wikilink or embed and its character offsets, the `!` of an embed included."""

    start: int
    end: int
    is_embed: bool
    text: LinkText


def read_wikilinks(text: str, note_length: int) -> tuple[Layout, list[Wikilink]]:
    """The layout of a text and its wikilinks, none of which code or math that begins inside cuts off.

    pyromark does not know wikilinks, so a backtick inside of one may pair with a later one. Such a
    wikilink is masked and the text laid out again, the less often the longer its note is.
    """
    layout = read_layout(text)
    if "[[" not in text:
        return layout, []
    wikilinks = list(_find(text, layout))
    masked = text
    for _ in range(1 + _MAX_WORK // note_length):
        torn = _first_torn_by_run(layout, wikilinks)
        if not torn:
            break
        masked = _mask(masked, torn)
        layout = read_layout(masked)
        wikilinks = list(_find(text, layout))
    return layout, wikilinks


def _first_torn_by_run(layout: Layout, wikilinks: list[Wikilink]) -> list[Wikilink]:
    """Wikilinks inside of which something hidden begins that ends behind them, one a run."""
    torn: dict[int, Wikilink] = {}
    starts = [link.start for link in wikilinks]
    runs = [run.start for run in layout.runs]
    for hidden in layout.hidden:
        index = bisect_right(starts, hidden.start) - 1
        if index >= 0 and hidden.start < wikilinks[index].end < hidden.end:
            torn.setdefault(bisect_right(runs, hidden.start), wikilinks[index])
    return list(torn.values())


def _mask(text: str, links: list[Wikilink]) -> str:
    pieces: list[str] = []
    position = 0
    for link in links:
        pieces += [text[position : link.start], "x" * (link.end - link.start)]
        position = link.end
    return "".join([*pieces, text[position:]])


def _find(text: str, layout: Layout) -> Iterator[Wikilink]:
    """Wikilinks and embeds: those that begin in plain text, whatever begins inside of them."""
    hidden = iter(layout.hidden)
    hiding = next(hidden, None)
    last_end = 0
    for run in layout.runs:
        position = run.start
        while candidate := WIKILINK.search(text, position, run.end):
            start, position = candidate.span()
            if _is_escaped(text, start):
                position = start + 1
                continue
            is_embed = start > run.start and text[start - 1] == "!" and not _is_escaped(text, start - 1)
            start -= is_embed
            while hiding and (hiding.end <= start or hiding.start < last_end):
                hiding = next(hidden, None)
            if hiding and hiding.start < start:
                position = hiding.end
            elif parts := read_wikilink(candidate[1]):
                last_end = position
                yield Wikilink(start, position, is_embed, parts)


def _is_escaped(text: str, offset: int) -> bool:
    before = offset
    while before > 0 and text[before - 1] == "\\":
        before -= 1
    return (offset - before) % 2 == 1
