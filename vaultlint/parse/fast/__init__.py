r"""The body of a note, read fast where its Markdown is plain; equal to `read_markdown`, or nothing.

Most notes are paragraphs, headings, lists, tables and code fences, written as everybody writes
them. A few searches over the whole text read these. What is not that plain is a *doubt*, an offset:

- `hide` hides code, math and HTML from the searches;
- `doubts` says where the Markdown could mean more than it shows at a glance;
- `finds` searches headings, block ids, tags and links, and doubts what looks odd;
- `regions` gives the blocks around the doubts to `read_markdown`, and nothing else.

What may change the meaning of the whole note (a reference definition, math over several blocks, a
fence that is never closed) makes the scanner decline.

Two things make it fast. CPython's `re` skips quickly to a literal or a plain set of characters, and
only if the pattern begins with one; so what stands before a match is looked at in Python, and
line starts are searched as `\n`. And `x in text` costs next to nothing, so that it stands
before each search. All of it is linear, whatever the text.
"""

from __future__ import annotations

from vaultlint.parse.fast.fallback_checks import check_whole_note, doubt_inline, doubt_lines
from vaultlint.parse.fast.fallback_regions import Finds, with_regions
from vaultlint.parse.fast.mask import (
    NotPlainError,
    hide_brackets,
    hide_code,
    hide_fences,
    hide_html_blocks,
    hide_math,
    hide_math_blocks,
    hide_tags,
)
from vaultlint.parse.fast.searches import find_blocks, find_headings, find_links, find_tags, place_in_tables
from vaultlint.parse.markdown import Body

_EDGE = "\n\n"
"""Put around the text, so that each line and each block begins and ends with line feeds."""


def scan_markdown(text: str, lines_before: int) -> Body | None:
    """Read a Markdown text that has some lines before it in its file; None when it is not plain enough.

    The members of the result are plain tuples in the order of the fields of `Heading`, `Block`, `Tag`, `Link`
    and `Span`.
    """
    try:
        return _scan(f"{_EDGE}{text}{_EDGE}", lines_before - len(_EDGE))
    except NotPlainError:
        return None


def _scan(source: str, lines_before: int) -> Body:
    doubts: list[int] = []
    check_whole_note(source)
    text = hide_math_blocks(hide_html_blocks(hide_fences(source)))
    text = hide_code(text, doubts)
    text = hide_math(text, source, doubts)
    text = hide_brackets(hide_tags(text))
    doubt_inline(text, doubts)
    tables = doubt_lines(text, source, doubts)
    links = find_links(text, source, lines_before, doubts)
    if tables and links:
        links = place_in_tables(links, tables, source, lines_before)
    finds = Finds(
        find_headings(text, source, lines_before),
        find_blocks(text, source, lines_before, doubts),
        find_tags(text, source, lines_before, links),
        links,
    )
    if doubts:
        finds = with_regions(finds, text, source, lines_before, doubts)
    return Body(tuple(finds.headings), tuple(finds.blocks), tuple(finds.tags), tuple(finds.links))
