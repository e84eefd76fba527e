r"""A fast scanner for the body of a note. Its result equals that of `read_markdown`, or it declines.

Most notes are paragraphs, headings, lists, tables and code fences, written in the usual way. A few searches over the
whole text read these. Where the Markdown is not that plain, the scanner falls back to `read_markdown` for the blocks
around it; the offset of such a place is called a *fallback*.

- `mask` masks code, math and HTML, so that the searches find nothing in them;
- `fallback_checks` finds where the Markdown may mean something else than it seems to;
- `searches` finds headings, block ids, tags and links, and adds a fallback for each that looks unusual;
- `fallback_regions` reads the blocks around the fallbacks with `read_markdown`.

If something may change the meaning of the whole note (a reference definition, math over several blocks, a fence that is
never closed), the scanner declines the note.

Two things make it fast. CPython's `re` skips quickly to a literal or a simple set of characters, but only if the
pattern begins with one; so what comes before a match is examined in Python, and line starts are searched as `\n`. And
`x in text` costs next to nothing, so it precedes each search. All of it takes linear time, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar, cast

from vaultlint.model import Block, Heading, Link, Span, Tag
from vaultlint.parse.fast.fallback_checks import check_is_plain, find_inline_fallbacks, find_line_fallbacks
from vaultlint.parse.fast.fallback_regions import ScanResult, replace_fallbacks
from vaultlint.parse.fast.mask import (
    NotPlainError,
    mask_brackets,
    mask_code,
    mask_fences,
    mask_html_blocks,
    mask_math,
    mask_math_blocks,
    mask_tags,
)
from vaultlint.parse.fast.searches import LINK_SPAN, find_blocks, find_headings, find_links, find_tags, place_in_tables
from vaultlint.parse.markdown import Body

_T = TypeVar("_T")

_EDGE = "\n\n"
"""Added before and after the text, so that each line and each block begins and ends with line feeds."""


def scan_markdown(text: str, lines_before: int) -> Body | None:
    """Read a Markdown text, or return None if it is not plain enough.

    `lines_before` is how many lines precede it in its file.
    """
    has_crlf = "\r" in text
    if has_crlf:
        text = text.replace("\r\n", "\n")
    try:
        body = _scan(f"{_EDGE}{text}{_EDGE}", lines_before - len(_EDGE))
    except NotPlainError:
        return None
    if has_crlf and any("\n" in link.raw for link in body.links):
        return None  # its source has other line endings
    return body


def _scan(source: str, lines_before: int) -> Body:
    fallbacks: list[int] = []
    check_is_plain(source)
    text = mask_math_blocks(mask_html_blocks(mask_fences(source)))
    text = mask_code(text, fallbacks)
    text = mask_math(text, source, fallbacks)
    text = mask_brackets(mask_tags(text))
    find_inline_fallbacks(text, fallbacks)
    odd_lines = find_line_fallbacks(text, source, fallbacks)
    links = find_links(text, source, lines_before, fallbacks)
    if odd_lines.tables and links:
        links = place_in_tables(links, odd_lines.tables, source, lines_before)
    result = ScanResult(
        find_headings(text, source, lines_before, odd_lines.headings),
        find_blocks(text, source, lines_before, fallbacks),
        find_tags(text, source, lines_before, links),
        links,
        flaws=[],
    )
    if fallbacks:
        result = replace_fallbacks(result, text, source, lines_before, fallbacks)
    return Body(
        tuple([_heading((level, text, _span(span))) for level, text, span in result.headings]),
        tuple([_block((name, _span(span))) for name, span in result.blocks]),
        tuple([_tag((name, _span(span))) for name, span in result.tags]),
        tuple([_link((*link[:LINK_SPAN], _span(link[LINK_SPAN]), *link[LINK_SPAN + 1 :])) for link in result.links]),
        flaws=tuple(result.flaws),
    )


def _maker(kind: type[_T]) -> Callable[[Iterable[object]], _T]:
    """Return what makes a named tuple of its fields, three times as fast as the class, whose `__new__` is in Python."""
    return cast("Callable[[Iterable[object]], _T]", partial(tuple.__new__, kind))  # pyright: ignore[reportArgumentType]


_span = _maker(Span)
_heading, _block, _tag, _link = _maker(Heading), _maker(Block), _maker(Tag), _maker(Link)
