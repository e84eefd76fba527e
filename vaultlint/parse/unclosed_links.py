"""Find what was meant as a link and is text: a wikilink that is not closed, a space in a destination or before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from vaultlint.model import Correction, Flaw, TextEdit
from vaultlint.parse.layout import Hidden, Layout, MarkdownLink, TextRun
from vaultlint.parse.positions import SourceMap
from vaultlint.parse.wikilinks_and_math import Wikilink

UNCLOSED_LINK = "unclosed-link"

_MARK = re.compile(r"\\.|\[\[|\] ?\(", re.DOTALL)
_UNCLOSED = re.compile(r"\[\[(?=[^\s\[\]|])[^\[\]\r\n]+(?:(?P<one>\])(?![\](\[:])|(?=[\r\n]|\Z))")
_NEXT_BRACKET = re.compile(r"[^\[\]\r\n]*\]")
_EXTENSION = r"\.(?:md|png|jpe?g|gif|svg|webp|pdf|canvas|mp[34])"
_WITH_SPACE = re.compile(
    rf"\]\((?=[^\s()])(?P<destination>[^][()<>\"'\r\n]* [^][()<>\"'\r\n]*{_EXTENSION}(?:#[^][()<>\"'\r\n]*)?)\)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\] \((?:https?://[^][()<>\s]+(?:\([^][()<>\s]*\)[^][()<>\s]*)*+"
    rf"|[^][()<>\"'\s:]+{_EXTENSION}(?:#[^][()<>\"'\s]*)?)\)",
    re.IGNORECASE,
)
"""The end of a link with a space before its destination: an address, or the name of a file without spaces."""
_IN_PROSE = re.compile(r"[!^].*|\W*|.|\d[\d\s.,;:-]*", re.DOTALL)
"""What stands in brackets for something else: the mark of a task, the number of a source, a footnote, a callout."""
_SHOWN = 60


def find_unclosed_links(
    text: str, layout: Layout, wikilinks: Sequence[Wikilink], source_map: SourceMap
) -> Iterator[Flaw]:
    """Report wikilinks that are not closed on their line, and destinations that a space ends or stands before."""
    if "[[" not in text and "](" not in text and "] (" not in text:
        return
    taken = _Taken(layout, wikilinks)
    for run in layout.runs:
        start = run.start - text.startswith("\\", run.start - 1)  # pyromark leaves the backslash out
        for found in _MARK.finditer(text, start, run.end):
            if found[0][0] != "\\" and not taken.holds(found.start()):
                flaw = _FINDERS[found[0]](text, found.start(), run, source_map)
                if flaw:
                    yield flaw


class _Taken:
    """The offsets that are read as something else: code, math, HTML, a link; to be asked for in ascending order."""

    def __init__(self, layout: Layout, wikilinks: Sequence[Wikilink]) -> None:
        others: chain[Hidden | MarkdownLink | Wikilink] = chain(layout.hidden, layout.links, wikilinks)
        self._ranges = sorted(((each.start - 1, each.end) for each in others), reverse=True)
        self._end = -1

    def holds(self, offset: int) -> bool:
        """Whether an offset, or the one behind it, is in one of them."""
        while self._ranges and self._ranges[-1][0] <= offset:
            self._end = max(self._end, self._ranges.pop()[1])
        return offset < self._end


def _unclosed(text: str, start: int, run: TextRun, source_map: SourceMap) -> Flaw | None:
    found = _UNCLOSED.match(text, start)
    if found is None or found.end() > run.end or _NEXT_BRACKET.match(text, found.end()):
        return None  # or a list in a list
    if not found["one"] and run.in_cell:
        return None
    link = found[0] if len(found[0]) <= _SHOWN else f"{found[0][:_SHOWN]}..."
    said = "is closed by one bracket" if found["one"] else "is not closed on its line"
    span = source_map.span(start, found.end())
    return Flaw(UNCLOSED_LINK, f'"{link}" {said}, so it is no link: end it with ]]', span, {"text": found[0]}, found[0])


def _with_space(text: str, start: int, run: TextRun, source_map: SourceMap) -> Flaw | None:
    found = _WITH_SPACE.match(text, start)
    opening = text.rfind("[", run.start, start)
    if found is None or found.end() > run.end or opening < 0 or "]" in text[opening:start]:
        return None
    offset = found.start("destination")
    spaces = [offset + at for at, letter in enumerate(found["destination"]) if letter == " "]
    edits = tuple(TextEdit(source_map.span(at, at + 1), "%20") for at in spaces)
    write = f"({found['destination'].replace(' ', '%20')})"
    return Flaw(
        UNCLOSED_LINK,
        f"a space ends the destination, so this is no link: write {write}",
        source_map.span(opening, found.end()),
        {"text": text[opening : found.end()]},
        text[opening : found.end()],
        Correction("Write the spaces as `%20`", edits),
    )


def _apart(text: str, start: int, run: TextRun, source_map: SourceMap) -> Flaw | None:
    found = _APART.match(text, start)
    opening = text.rfind("[", run.start, start)
    if found is None or found.end() > run.end or opening < 0 or "]" in text[opening:start]:
        return None
    if text[opening - 1 : opening] in ("[", "]", "\\") or _IN_PROSE.fullmatch(text, opening + 1, start):
        return None
    link = text[opening : found.end()]
    return Flaw(
        UNCLOSED_LINK,
        "a space stands before the destination, so this is no link: remove it",
        source_map.span(opening, found.end()),
        {"text": link},
        link,
        Correction("Remove the space", (TextEdit(source_map.span(start + 1, start + 2), ""),)),
    )


_FINDERS = {"[[": _unclosed, "](": _with_space, "] (": _apart}
