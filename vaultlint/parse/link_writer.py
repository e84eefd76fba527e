"""The text of a link that leads elsewhere, in the form that its author used: the inverse of `link_text`.

What is written is read again, and not given out where it reads otherwise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.model import Link, LinkKind
from vaultlint.obsidian.names import blanks_alike
from vaultlint.parse.layout import read_layout
from vaultlint.parse.link_text import WIKILINK, LinkText, read_destination, read_wikilink
from vaultlint.text.control_characters import CONTROL

LONGEST = 200
"""How long a text may be that somebody is to write; a message shows at least so much of its end."""

_LONGEST_RAW = 1_000  # links may stand in each other's texts
_NOT_IN_WIKILINK = re.compile(r"[#|^:\[\]\\]|%%")  # in names they "may not work" (help)
_NOT_IN_DESTINATION = re.compile(r"[\x00- \x7f\"%()<>\[\\\]`{|}]")
_NOT_IN_BRACKETS = re.compile(r"[\x00-\x1f\x7f%<>\[\\\]`|]")
_DESTINATION = re.compile(r"""\s*+(<[^<>\n]*+>|\S*?)(\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIRING = frozenset('`$<>"')
"""What may pair with the same outside of the link, and make code, math or HTML of what stands between."""

_QUOTING = frozenset("\"'\\")
"""What needs an escape in one or the other kind of YAML's quotes."""


class LinkSource(NamedTuple):
    """How a link is to be written: all of it, and its target and fragment as they stand in it.

    The text is one that a reader of the note or card sees: in a canvas, JSON escapes some of it.
    """

    text: str
    target: str
    fragment: str


def rewrite_link(link: Link, target: str, fragment: str | None, display: str = "") -> LinkSource | None:
    """A link with another target and fragment; None where no such text can be written in its place.

    `display` is shown where a wikilink has no text of its own to show. A Markdown link keeps its text and
    title. None, too, where the destination stands elsewhere (a reference), and where the text would
    not fit on a line of a message.
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


def _is_safe(text: str, link: Link) -> bool:
    """Whether a text can be printed, copied, and put in place of a link without a change to what is around it."""
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
    wanted = blanks_alike(target), blanks_alike(fragment)
    return not read.external and (read.target, read.fragment or "") == wanted
