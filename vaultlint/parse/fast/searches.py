"""Search a whole note for headings, block ids, tags and links, in the order of its text.

Each search counts lines from one match to the next. `masked` is the note with its code and math masked, `source` the
note as written; both have the same offsets. Spans are plain tuples.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import Any

from vaultlint.model import Link, LinkKind
from vaultlint.parse.fast.mask import BLOCK_MASK
from vaultlint.parse.link_text import LinkText, read_destination
from vaultlint.parse.markdown import TAG, strip_closing_hashes

LINK_SPAN, LINK_IN_TABLE = map(Link._fields.index, ("span", "in_table"))
SPAN_OF_HEADING = itemgetter(2)
SPAN_OF_LINK = itemgetter(LINK_SPAN)

_WIKILINK_KIND = LinkKind.WIKILINK
_EMBED_KIND = LinkKind.EMBED
_MARKDOWN_KIND = LinkKind.MARKDOWN
_IMAGE_KIND = LinkKind.IMAGE

_HEADING = re.compile(r"\n(#{1,6})(?: ([^\n]*)|(?=\n))")
_BLOCK_ID = re.compile(r"\^([A-Za-z0-9-]+) *(#+ *)?\n")
_ENDS_RUN = re.compile(rf"\n|{BLOCK_MASK}|[-*+] [^\s]|#{{1,6}}[ \n]")
_ITEM_WITH_ITEM = re.compile(r"[-*+] [^\n]*+\n(?:\t| {1,5})[-*+] [^\s]")
_WIKILINK = re.compile(r"\[\[(?:([^]\[|#\n\\`\xa0\u202f]*+)(#[^]\[|\n\\`\xa0\u202f]*+)?(?:\\?\|([^]\[\n\\`]*+))?\]\])?")
_IN_URL = r"[^]\[\s()<>\\`\x00-\x20\x7f\ud800-\udfff]"
_LINK = re.compile(rf"\]\((?:(?:<([^]\[<>\n\\`\ud800-\udfff]*+)>|({_IN_URL}*+(?:\({_IN_URL}*+\){_IN_URL}*+)*+))\))?")


def find_headings(masked: str, source: str, line: int, underlined: list[tuple[int, int]]) -> list[Any]:
    """Find headings `# text` at the start of a line; one inside another block is in a fallback region.

    `underlined` are the offsets of headings over `---` or `===`, from the empty line above to the end of the underline.
    """
    headings = _underlined_headings(source, line, underlined) if underlined else []
    if "\n#" in masked:
        headings += _hash_headings(masked, source, line)
    return sorted(headings, key=SPAN_OF_HEADING) if underlined else headings


def _underlined_headings(source: str, line: int, underlined: list[tuple[int, int]]) -> list[Any]:
    headings: list[Any] = []
    last = 0
    for start, end in underlined:
        line += source.count("\n", last, start)
        last = start
        text, underline = source[start + 2 : end].split("\n")
        below = (line + 5, 1) if end < len(source) - 2 else (line + 4, len(underline) + 1)
        headings.append((1 if underline[0] == "=" else 2, text.strip(), (line + 3, 1, *below)))
    return headings


def _hash_headings(masked: str, source: str, line: int) -> list[Any]:
    headings: list[Any] = []
    last = at = end = 0
    count = source.count
    for found in _HEADING.finditer(masked):
        at, end = found.span()
        line += count("\n", last, at)
        last = at
        level = found.end(1) - at - 1
        heading = source[at + 1 + level : end].strip(" ")
        if heading.endswith("#"):
            heading = strip_closing_hashes(heading)
        headings.append((level, heading, (line + 2, 1, line + 3, 1)))
    if headings and end == len(source) - 2:  # no line follows the last heading
        headings[-1] = (*headings[-1][:2], (line + 2, 1, line + 2, end - at))
    return headings


def find_blocks(masked: str, source: str, line: int, fallbacks: list[int]) -> list[Any]:
    """Find block ids at the end of a line; it is a fallback if the paragraph may continue on the next line."""
    blocks: list[Any] = []
    if "^" not in masked:
        return blocks
    last = 0
    for found in _BLOCK_ID.finditer(masked):
        at, end = found.span(1)
        before = masked[at - 2]
        if not before.isspace() and masked[at - 3 : at - 1] != "]]":
            if before in ">:|":
                fallbacks.append(at)
            continue
        newline = masked.rfind("\n", 0, at)
        if found[2] or not (
            _ENDS_RUN.match(masked, found.end())
            or _HEADING.match(masked, newline)
            or _ITEM_WITH_ITEM.match(masked, newline + 1)
        ):
            fallbacks.append(at)
            continue
        line += source.count("\n", last, at)
        last = at
        blocks.append((found[1], (line + 1, at - 1 - newline, line + 1, end - newline)))
    return blocks


def find_tags(masked: str, source: str, line: int, links: list[Any]) -> list[Any]:
    """Find tags outside links."""
    tags: list[Any] = []
    line += 1
    last = line_start = 0
    for found in TAG.finditer(masked):
        at = found.start()
        if masked[at - 1].isspace() and not found[1].isdecimal():
            newline = masked.rfind("\n", last, at)
            if newline >= 0:
                line += source.count("\n", last, newline) + 1
                line_start = newline
            last = at
            tags.append((found[1], (line, at - line_start, line, found.end() - line_start)))
    if tags and links:
        spans = [link[LINK_SPAN] for link in links]
        return [tag for tag in tags if not _is_inside(tag, spans)]
    return tags


def _is_inside(tag: Any, spans: list[Any]) -> bool:
    place = tag[1][:2]
    index = bisect_right(spans, place) - 1
    return index >= 0 and place < spans[index][2:]


def find_links(masked: str, source: str, line: int, fallbacks: list[int]) -> list[Any]:
    """Find wikilinks, embeds, Markdown links and images; unusual ones are fallbacks."""
    links = _wikilinks(masked, source, line, fallbacks) if "[[" in masked else []
    markdown = _markdown_links(masked, source, line, fallbacks) if "](" in masked else []
    return sorted(links + markdown, key=SPAN_OF_LINK) if markdown else links


def place_in_tables(links: list[Any], tables: list[tuple[int, int]], source: str, line: int) -> list[Any]:
    """Set `in_table` for the links in some tables, given by offsets; the links keep their order."""
    placed: list[Any] = []
    line += 1
    last = 0
    for start, end in tables:
        line += source.count("\n", last, start)
        below = line + source.count("\n", start, end)
        first = bisect_left(links, (line,), key=SPAN_OF_LINK)
        after = bisect_left(links, (below,), first, key=SPAN_OF_LINK)
        placed += links[len(placed) : first]
        placed += [(*link[:LINK_IN_TABLE], True) for link in links[first:after]]
        last = start
    return placed + links[len(placed) :]


def _wikilinks(masked: str, source: str, line: int, fallbacks: list[int]) -> list[Any]:
    links: list[Any] = []
    line += 1
    last = line_start = 0
    for found in _WIKILINK.finditer(masked):
        start, end = found.span()
        target, fragment, display = found.groups()
        kind = _WIKILINK_KIND
        if masked[start - 1] == "!":
            start -= 1
            kind = _EMBED_KIND
        if target:
            target = target.strip()
        if not (target or fragment):
            fallbacks.append(start)
            continue
        newline = masked.rfind("\n", last, start)
        if newline >= 0:
            line += source.count("\n", last, newline) + 1
            line_start = newline
        last = end
        if fragment is not None:
            fragment = fragment.rstrip()
        if display is not None:
            display = display.strip()
        span = (line, start - line_start, line, end - line_start)
        links.append((kind, source[start:end], target, fragment, display, span, False, False, True, False))
    return links


def _markdown_links(masked: str, source: str, line: int, fallbacks: list[int]) -> list[Any]:
    links: list[Any] = []
    line += 1
    last = line_start = read_to = 0
    for found in _LINK.finditer(masked):
        closing, end = found.span()
        start = masked.rfind("[", read_to, closing)
        read_to = end
        parts = _read_link(masked, start, closing, found[1] or found[2])
        if parts is None:
            fallbacks.append(closing)
            continue
        kind = _MARKDOWN_KIND
        if masked[start - 1] == "!":
            start -= 1
            kind = _IMAGE_KIND
        newline = masked.rfind("\n", last, start)
        if newline >= 0:
            line += source.count("\n", last, newline) + 1
            line_start = newline
        last = end
        target, fragment, display, external = parts
        span = (line, start - line_start, line, end - line_start)
        links.append((kind, source[start:end], target, fragment, display, span, external, False, True, False))
    return links


def _read_link(masked: str, start: int, closing: int, destination: str | None) -> LinkText | None:
    if start < 0 or not destination or ("&" in destination and ";" in destination):
        return None
    label = masked[start + 1 : closing]
    if label.startswith("^") or "]" in label or "\n" in label:
        return None
    return read_destination(destination)
