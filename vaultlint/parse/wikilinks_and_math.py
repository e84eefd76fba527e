"""The inline syntax that CommonMark lacks: wikilinks, embeds and math.

They are searched for in the runs of text that pyromark finds outside code and HTML. Where two elements overlap, the
one that begins first wins, as in Obsidian (S1.25, S1.33, S11.2). pyromark does not know that, so the wikilinks and math
that it misreads are masked, and the text is laid out again. What counts as math is repeated, in a simpler form, in
`fast.mask`, and what counts as a wikilink in `fast.searches`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from vaultlint.parse.layout import Container, Hidden, Layout, MarkdownLink, Range, TextRun, read_layout
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink

_MAX_WORK = 1_000_000
"""The most characters that are laid out again; a short note gets as many rounds as it needs."""

_MARK = re.compile(r"\$|\[\[")
_TOKEN = re.compile(rf"\\.|\$\$?|{WIKILINK.pattern}", re.DOTALL)
_INLINE_MATH = re.compile(r"\$(?![\s$])(?:\\.|[^$\\])++(?<!\s)\$(?!\d)", re.DOTALL)
_DISPLAY_MATH = re.compile(r"\$\$(?:\\.|[^$\\]|\$(?!\$))++\$\$", re.DOTALL)

_start = attrgetter("start")

_LONGEST_PREFIX = 200
_BEFORE_BLOCK = re.compile(r"(?:[ \t>]|[-*+][ \t](?:\[.\][ \t])?|\d{1,9}[.)][ \t](?:\[.\][ \t])?|\[\^[^]\s]+\]:)*+")
"""What may precede a block on its line: the markers of quotes, list items, tasks and footnotes."""

_EMPTY_LINE = re.compile(r"(?:\n|\r(?!\n))[ \t>]*[\r\n]")
_HIGHLIGHT = re.compile(r"==(?=[^\s=])[^=]*+(?<=\S)==")

_SPACE = re.compile(r"\s*")
_BETWEEN = " \t\r\n>"
"""What may stand between text and a block below it."""

_REST_OF_LINE = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_INDENTED_DEFINITION = re.compile(r"^(?: {0,3}> ?)*+ {1,3}\[(?!\^)(?:[^]\\\r\n]|\\.)++\](?=:)", re.MULTILINE)
_LONGEST_URL = 500
_ENDS_URL = re.compile(r"[\s<]")


class Wikilink(NamedTuple):
    """A wikilink or embed and its character offsets, including the `!` of an embed."""

    start: int
    end: int
    is_embed: bool
    text: LinkText


class Math(NamedTuple):
    """Math and its character offsets, including the dollars; a block if it begins a line with `$$`."""

    start: int
    end: int
    is_block: bool


WikilinkOrMath: TypeAlias = Wikilink | Math


class Inline(NamedTuple):
    """The layout of a text, in which math is hidden, and the elements that CommonMark lacks."""

    layout: Layout
    wikilinks: list[Wikilink]
    math: list[Math]


def read_inline(text: str, note_length: int) -> Inline:
    """Read the wikilinks and math of a text, and lay it out around them.

    `note_length` is that of the note that the text is part of: the longer it is, the fewer rounds there are.
    """
    layout = read_layout(text)
    masked = _without_indented_definitions(text, layout)
    if masked != text:
        layout = read_layout(masked)
    if "[[" not in text and "$" not in text:
        return Inline(layout, [], [])
    found = list(_InlineFinder(text, layout))
    settled: set[WikilinkOrMath] = set()
    for _ in range(1 + _MAX_WORK // note_length):
        misread = _first_misread_of_each_run(layout, [each for each in found if each not in settled])
        if not misread:
            break
        settled.update(misread)
        masked = _mask(masked, text, misread)
        layout = read_layout(masked)
        found = list(_InlineFinder(text, layout))
    math = sorted({each for each in (*found, *settled) if isinstance(each, Math)})
    if math:
        layout.hidden = sorted([*layout.hidden, *(Hidden(each.start, each.end, each.start) for each in math)])
        layout.runs = list(_split_at_blocks(text, layout.runs, [each for each in math if each.is_block]))
    return Inline(layout, [each for each in found if isinstance(each, Wikilink)], math)


def _split_at_blocks(text: str, runs: Iterable[TextRun], blocks: Iterable[Math]) -> Iterator[TextRun]:
    """Split runs at the blocks of math in them, which end a paragraph."""
    coming = iter(blocks)
    block = next(coming, None)
    for run in runs:
        start = run.start
        while block and block.start < run.end:
            if start < block.start:
                yield run._replace(start=start, end=start + len(text[start : block.start].rstrip(_BETWEEN)))
            space = _SPACE.match(text, block.end)
            start = max(start, space.end() if space else block.end)
            block = next(coming, None)
        if start < run.end:
            yield run._replace(start=start)


def _without_indented_definitions(text: str, layout: Layout) -> str:
    """Mask the colon of indented reference definitions, which Obsidian does not read as such (S11.7).

    In a list item, the spaces may be the item's own indentation.
    """
    if "]:" not in text:
        return text
    indented = _OpenContainers(each for each in layout.containers if not each.is_quote)
    colons = [found.end() for found in _INDENTED_DEFINITION.finditer(text) if not indented(found.start())]
    return _replace(text, [(at, at + 1, "x") for at in colons])


def _first_misread_of_each_run(layout: Layout, found: list[WikilinkOrMath]) -> list[WikilinkOrMath]:
    """The first element of each run that pyromark misreads: it splits a block of math, or code or a link overlaps.

    After a block of math in which pyromark begins a code or HTML block, the rest may be misread for that reason alone.
    """
    if not found:
        return []
    starts = [each.start for each in found]
    misread = {index for index, each in enumerate(found) if isinstance(each, Math) and _is_cut(each, layout)}
    ranges: Iterable[Hidden | MarkdownLink] = chain(layout.hidden, layout.links)
    for other in ranges:
        index = bisect_right(starts, other.start) - 1
        if index >= 0 and other.start < found[index].end < other.end:
            misread.add(index)
    first: dict[int, WikilinkOrMath] = {}
    for index in sorted(misread):
        first.setdefault(_run_at(starts[index], layout), found[index])
        if _holds_opaque_block(found[index], layout):
            break
    return list(first.values())


def _holds_opaque_block(found: WikilinkOrMath, layout: Layout) -> bool:
    """Whether a block of code or HTML begins inside and ends behind it."""
    index = bisect_right(layout.opaque_blocks, found.end, key=_start) - 1
    return index >= 0 and found.start < layout.opaque_blocks[index].start < found.end < layout.opaque_blocks[index].end


def _is_cut(math: Math, layout: Layout) -> bool:
    """Whether a block of math continues after its run, or pyromark made it a heading."""
    run = layout.runs[_run_at(math.start, layout)]
    return math.is_block and (math.end > run.end or run.in_heading)


def _run_at(offset: int, layout: Layout) -> int:
    return bisect_right(layout.runs, offset, key=_start) - 1


def _mask(masked: str, text: str, found: Iterable[WikilinkOrMath]) -> str:
    """Mask each element with a word, or a block of math that fills its lines with HTML, which also ends a paragraph."""

    def mask(each: WikilinkOrMath) -> str:
        length = each.end - each.start
        if isinstance(each, Math) and each.is_block and length >= 4 and _REST_OF_LINE.match(text, each.end):
            return f"<?{'x' * (length - 4)}?>"
        return "x" * length

    return _replace(masked, [(each.start, each.end, mask(each)) for each in found])


def _replace(text: str, replacements: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, replacement in replacements:
        pieces += [text[position:start], replacement]
        position = end
    return "".join([*pieces, text[position:]])


class _OpenContainers:
    """Gives the nested containers around an offset; offsets must be asked for in ascending order."""

    def __init__(self, containers: Iterable[Container]) -> None:
        self._coming = iter(containers)
        self._next = next(self._coming, None)
        self._open: list[Container] = []

    def __call__(self, offset: int) -> list[Container]:
        while self._next and self._next.start <= offset:
            while self._open and self._open[-1].end <= self._next.start:
                self._open.pop()
            self._open.append(self._next)
            self._next = next(self._coming, None)
        while self._open and self._open[-1].end <= offset:
            self._open.pop()
        return self._open


class _InlineFinder:
    """Finds wikilinks and math that begin in plain text, whatever begins inside them."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._layout = layout
        self._containers_around = _OpenContainers(layout.containers)
        self._index = 0  # of the next hidden range
        self._found: list[WikilinkOrMath] = []
        self._open_display: int | None = None
        self._enclosing = sorted((each.end, each.start) for each in _enclosing(text, layout))

    def __iter__(self) -> Iterator[WikilinkOrMath]:
        end = 0
        next_mark = self._next_mark(0)
        for run in self._layout.runs:
            if next_mark >= run.end:
                continue
            next_mark = self._next_mark(run.end)
            position = max(self._start_of(run), end)
            while token := _TOKEN.search(self._text, position, run.end):
                is_embed = token.start() > position and self._text[token.start() - 1] == "!"
                start = token.start() - is_embed
                if (visible := self._visible_from(start, end)) > start:
                    position = visible
                elif found := self._read(token, run, is_embed=is_embed):
                    position = end = found.end
                    self._found.append(found)
                    yield found
                else:
                    position = token.start() + (2 if token[0][0] == "\\" else 1)

    def _next_mark(self, offset: int) -> int:
        """The offset from which on the next wikilink or math may begin: many runs have none."""
        mark = _MARK.search(self._text, offset)
        return mark.start() if mark else len(self._text)

    def _start_of(self, run: TextRun) -> int:
        """The start of a run, including the backslash if it starts with an escape."""
        return run.start - (run.start > 0 and self._text[run.start - 1] == "\\")

    def _visible_from(self, start: int, last_end: int) -> int:
        """The end of what hides an offset, or the offset itself; ranges that begin before `last_end` hide nothing."""
        hidden = self._layout.hidden
        while self._index < len(hidden):
            other = hidden[self._index]
            if other.end > start and other.start >= last_end:
                return other.end if other.start < start else start
            self._index += 1
        return start

    def _read(self, token: re.Match[str], run: TextRun, *, is_embed: bool) -> WikilinkOrMath | None:
        if token[1] is None:
            return self._read_math(token.start(), run) if token[0][0] == "$" else None
        parts = read_wikilink(token[1])
        return Wikilink(token.start() - is_embed, token.end(), is_embed, parts) if parts else None

    def _read_math(self, start: int, run: TextRun) -> Math | None:
        text = self._text
        if not text.startswith("$$", start, run.end):
            found = None if is_in_url(text, start) else _INLINE_MATH.match(text, start, run.end)
        elif not run.in_cell and _begins_block(text, start):
            return None if self._closes_display(start) else self._read_block(start)
        else:
            found = _DISPLAY_MATH.match(text, start, run.end)
            if not found:
                self._open_display = start
        return Math(start, found.end(), is_block=False) if found and self._is_free(found) else None

    def _closes_display(self, start: int) -> bool:
        """Whether a `$$` at the start of a line may close one in the lines above that its paragraph did not close."""
        opening, self._open_display = self._open_display, None
        return opening is not None and not _EMPTY_LINE.search(self._text, opening, start)

    def _read_block(self, start: int) -> Math:
        """Read math up to the next `$$`, or to the end of its quote, list item or note (S11.3)."""
        limit = self._end_of_container(start)
        closing = self._text.find("$$", start + 2, limit)
        end = closing + 2 if closing >= 0 else start + len(self._text[start:limit].rstrip())
        return Math(start, end, is_block=True)

    def _end_of_container(self, start: int) -> int:
        """The end of the innermost quote or list item that a line belongs to by its markers or indentation."""
        line = line_start(self._text, start)
        quotes = self._text.count(">", line, start)
        end = len(self._text)
        for container in self._containers_around(start):
            if container.end <= start:
                continue  # a footnote may end inside the item below it
            quotes -= container.is_quote
            column = container.start - line_start(self._text, container.start)
            if container.start < line and (quotes < 0 if container.is_quote else start - line <= column):
                break
            end = container.end
        return end

    def _is_free(self, math: re.Match[str]) -> bool:
        """Whether no link or emphasis that began before what looks like math ends in it."""
        start, end = math.span()
        index = bisect_right(self._enclosing, (start, start))
        while index < len(self._enclosing) and self._enclosing[index][0] < end:
            if self._begins_outside(self._enclosing[index][1], start):
                return False
            index += 1
        return True

    def _begins_outside(self, offset: int, start: int) -> bool:
        """Whether what begins at an offset does so before `start`, and not inside what was found."""
        index = bisect_right(self._found, offset, key=_start) - 1
        return offset < start and (index < 0 or self._found[index].end <= offset)


def _enclosing(text: str, layout: Layout) -> Iterator[Range]:
    """What may enclose math: emphasis, highlights, and the texts of links."""
    if "$" not in text:
        return
    yield from layout.emphasis
    yield from (Range(each.owner, each.start) for each in layout.hidden if each.owner < each.start)
    if "==" in text:
        for run in layout.runs:
            yield from (Range(*found.span()) for found in _HIGHLIGHT.finditer(text, run.start, run.end))


def _begins_block(text: str, offset: int) -> bool:
    line = line_start(text, offset)
    return line >= 0 and _BEFORE_BLOCK.fullmatch(text, line, offset) is not None


def line_start(text: str, offset: int) -> int:
    """The start of an offset's line; -1 if that is farther away than any markers of a block reach."""
    floor = max(0, offset - _LONGEST_PREFIX)
    line = max(text.rfind("\n", floor, offset), text.rfind("\r", floor, offset)) + 1
    return line if line or not floor else -1


def is_in_url(text: str, offset: int) -> bool:
    """Whether an offset is in a bare URL, such as `https://a.org/?$top=1`."""
    before = text[max(0, offset - _LONGEST_URL) : offset]
    scheme = before.rfind("://")
    return scheme >= 0 and not _ENDS_URL.search(before, scheme)
