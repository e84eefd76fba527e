"""Write a link with another target, in the form that its author used: the inverse of `link_text`, and the edit for it.

Each text is read back, and dropped if it does not read as intended.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from vaultlint.model import Edit, Link, LinkKind, ResolvedLink
from vaultlint.obsidian.names import normalize_spaces
from vaultlint.obsidian.settings import extension
from vaultlint.parse.layout import read_layout
from vaultlint.parse.link_text import WIKILINK, LinkText, read_destination, read_wikilink
from vaultlint.text.control_characters import CONTROL

LONGEST = 200
"""The most characters of a link that a message proposes; output shows at least that many of its end."""

_LONGEST_RAW = 1_000  # links may be nested
_NOT_IN_WIKILINK = re.compile(r"[#|^:\[\]\\]|%%")  # Obsidian's help: in names they "may not work"
_NOT_IN_DESTINATION = re.compile(r"[\x00- \x7f\"%()<>\[\\\]`{|}]")
_NOT_IN_BRACKETS = re.compile(r"[\x00-\x1f\x7f%<>\[\\\]`|]")
_DESTINATION = re.compile(r"""\s*+(<[^<>\n]*+>|\S*?)(\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIRING = frozenset('`$<>"')
"""What may pair with the same character outside the link, and turn the text between into code, math or HTML."""

_QUOTING = frozenset("\"'\\")
"""What needs an escape in one of YAML's two kinds of quotes."""


class LinkSource(NamedTuple):
    """The source text of a link to write, and its target and fragment as they are spelled in it.

    In a canvas, this is the text of the card, before JSON escapes it.
    """

    text: str
    target: str
    fragment: str


def rewrite_link(link: Link, target: str, fragment: str | None, display: str = "") -> LinkSource | None:
    """Write a link with another target and fragment, or None if no such link can stand in its place.

    A wikilink without a display text gets `display`; a Markdown link keeps its text and title. None, too, for a link by
    reference, whose destination is elsewhere, and for a text too long for a message.
    """
    if link.external or len(link.raw) > _LONGEST_RAW:
        return None
    if link.exact:
        written = LinkSource(target, target, fragment or "") if fragment == link.fragment else None
    elif link.is_markdown:
        written = _markdown_link(link, target, fragment or "") if link.counted else None
    else:
        written = _wikilink(link, target, fragment or "", display)
    return written if written and _is_safe(written.text, link) else None


def link_edit(found: ResolvedLink, written: LinkSource) -> Edit | None:
    """Return the edit that makes of a link what `rewrite_link` wrote; None where the link is not in the file as it is.

    Only the target, the fragment and an added display text are replaced, or the whole link where JSON escapes it.
    """
    from vaultlint.parse.link_spans import link_spans, span_within  # few runs write a link

    link = found.link
    span = link_spans(link).fragment if _has_same_target(written, link) else None
    text = written.fragment
    if span is None:
        start, end, text = _changed_part(link, written)
        span = span_within(link, start, end)
    if extension(found.source) != "canvas":
        return Edit(found.source, span, text) if span else None
    if span is None:
        span, text = link.span, written.text
    return Edit(found.source, span, json.dumps(text, ensure_ascii=False)[1:-1])


def _has_same_target(written: LinkSource, link: Link) -> bool:
    """Whether a new link differs from the old one in its fragment at most, however its target is escaped."""
    if not written.fragment or link.exact:
        return False
    read = read_destination(written.target) if link.is_markdown else None
    return (read.target if read else written.target) == link.target


def _changed_part(link: Link, written: LinkSource) -> tuple[int, int, str]:
    """The offsets in the source of a link of what must change for it to become another, and the text to put there."""
    raw, text = link.raw, written.text
    path = f"{written.target}{written.fragment}"
    if link.exact:
        return 0, len(raw), text
    start = raw.rfind("](") + 2 if link.is_markdown else raw.index("[[") + 2
    path_start = text.index(path, start)
    if raw[start:path_start] == text[start:path_start]:
        start = path_start  # also the bracket in `](<` stays
    rest = text[path_start + len(path) :]
    if not raw.endswith(rest, start):
        rest = "]]"  # what is before it is a new display text
    return start, len(raw) - len(rest), text[start : len(text) - len(rest)]


def _is_safe(text: str, link: Link) -> bool:
    """Whether a text can be printed, copied, and replace a link without changing how its surroundings are read."""
    if len(text) > LONGEST or CONTROL.search(text) or _LONE_SURROGATE.search(text):
        return False
    if link.exact:
        return True
    added = {*text} - {*link.raw}
    if link.kind is LinkKind.PROPERTY:
        line, column, end_line, end_column = link.span
        stands_as_it_reads = line == end_line and end_column - column == len(link.raw)
        return stands_as_it_reads and added.isdisjoint(_QUOTING)
    return added.isdisjoint(_PAIRING)


def _wikilink(link: Link, target: str, fragment: str, display: str) -> LinkSource | None:
    start = link.raw.index("[[") + 2
    inner = link.raw[start:-2]
    pipe = inner.find("|", 1)
    if pipe >= 0:
        shown = inner[pipe - 1 :] if inner[pipe - 1] == "\\" else inner[pipe:]
    elif display and start == 2:
        shown = rf"\|{display}" if link.in_table else f"|{display}"
    else:
        shown = ""
    text = f"{link.raw[:start]}{target}{fragment}{shown}]]"
    found = WIKILINK.fullmatch(text, start - 2)
    read = read_wikilink(found[1]) if found and not _NOT_IN_WIKILINK.search(target) else None
    is_right = read and _reads_as(read, target, fragment) and (pipe >= 0 or not shown or read.display == display)
    return LinkSource(text, target, fragment) if is_right else None


def _markdown_link(link: Link, target: str, fragment: str) -> LinkSource | None:
    start = link.raw.rfind("](") + 2
    destination = _DESTINATION.fullmatch(link.raw, start) if start > 1 else None
    if destination is None:
        return None
    in_brackets = destination[1].startswith("<")
    escaped = _NOT_IN_BRACKETS if in_brackets else _NOT_IN_DESTINATION
    target_source, fragment_source = (escaped.sub(_percent, part) for part in (target, fragment))
    url = f"{target_source}{fragment_source}"
    text = f"{link.raw[:start]}{f'<{url}>' if in_brackets else url}{destination[2] or ''})"
    whole = [found for found in read_layout(text).links if (found.start, found.end) == (0, len(text))]
    read = read_destination(whole[0].destination) if whole and not whole[0].by_reference else None
    is_right = read and _reads_as(read, target, fragment)
    return LinkSource(text, target_source, fragment_source) if is_right else None


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _reads_as(read: LinkText, target: str, fragment: str) -> bool:
    wanted = normalize_spaces(target), normalize_spaces(fragment)
    return not read.external and (read.target, read.fragment or "") == wanted
