"""The ways to write another target, fragment or display text into the source of a link: the inverse of `link_text`.

Only the parts that change are written, and each way is read back and dropped if it does not read as intended. What is
around the link is not looked at; see `link_writer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from vaultlint.model import Link
from vaultlint.obsidian.names import normalize_spaces
from vaultlint.parse.changes import Change, apply_changes, joined
from vaultlint.parse.layout import read_layout
from vaultlint.parse.link_spans import LinkParts, link_parts
from vaultlint.parse.link_text import WIKILINK, LinkText, read_destination, read_wikilink

_NOT_IN_WIKILINK = re.compile(r"[#|^:\[\]\\]|%%")
"""What "may not work" in names, as Obsidian's help says; what a link has already may stay."""

_MAY_BREAK = re.compile(r"[\x00- \x7f\"%()<>\[\\\]`{|}]")
_MAY_BREAK_IN_BRACKETS = re.compile(r"[\x00-\x1f\x7f\"%<>\[\\\]`{|}]")
_ENCODED = re.compile(r"[\x00- \x7f\\|]")
_ENCODED_IN_BRACKETS = re.compile(r"[\x00-\x1f\x7f<>\\|]")
_LIKE_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_BLANKS = " \t\r\n"
_MARKERS = re.compile(r"(?<=[\r\n])[ \t>]+")
_PAIRED_IN_TEXT = re.compile(r"[\\\[\]`<$]")


class NewLink(NamedTuple):
    """What a link shall say, spelled as in `Link`: `fragment` starts with `#`, and None as `display` keeps what it is.

    In a Markdown link, `display` is the source of the text in the brackets.
    """

    target: str
    fragment: str | None = None
    display: str | None = None


def forms(link: Link, to: NewLink) -> Iterator[tuple[Change, ...]]:
    """Yield the ways to make a link say something else, what Obsidian writes first; each has few changes of its source.

    There is none where no such link can be written, and for a link by reference, whose destination is elsewhere.
    """
    if link.exact:
        yield from _whole(link, to)
    elif link.external:
        yield from _external(link, to)
    elif link.is_markdown:
        yield from _markdown_link(link, to)
    else:
        yield from _wikilink(link, to)


def _whole(link: Link, to: NewLink) -> Iterator[tuple[Change, ...]]:
    """The path in a canvas's node, whose subpath is elsewhere."""
    if to.display is None and to.target:
        yield () if to.target == link.target else (Change(0, len(link.raw), to.target),)


def _external(link: Link, to: NewLink) -> Iterator[tuple[Change, ...]]:
    place = link_parts(link).target if link.counted and link.is_markdown else None
    if to.fragment is None and to.display is None and place:
        changes = () if to.target == link.target else (Change(*place, to.target),)
        if _reads_as(link, to, changes):
            yield changes


def _wikilink(link: Link, to: NewLink) -> Iterator[tuple[Change, ...]]:
    if not {*_NOT_IN_WIKILINK.findall(to.target)} <= {*_NOT_IN_WIKILINK.findall(link.target)}:
        return
    parts = link_parts(link)
    changes = _path_changes(link, to, parts, str)
    if changes is None:
        return
    if to.display is not None and to.display != link.display:
        if parts.display:
            changes.append(Change(*parts.display, to.display))
        else:
            end, bar = len(link.raw) - 2, r"\|" if link.in_table else "|"
            changes.append(Change(end, end, f"{bar}{to.display}"))
    written = joined(changes)
    if _reads_as(link, to, written):
        yield written


def _markdown_link(link: Link, to: NewLink) -> Iterator[tuple[Change, ...]]:
    parts = link_parts(link)
    if not (link.counted and parts.target):
        return
    texts = _text_changes(link, to, parts)
    for destination in destination_changes(link, link.raw, to, parts):
        for text in texts:
            written = joined([*destination, *text])
            if _reads_as(link, to, written):
                yield written


def _text_changes(link: Link, to: NewLink, parts: LinkParts) -> list[list[Change]]:
    """The ways to write the text in the brackets."""
    if to.display is None or (parts.display and link.raw[slice(*parts.display)] == to.display):
        return [[]]
    if parts.display is None:
        return []
    return [[Change(*parts.display, text)] for text in written_texts(to.display, in_table=link.in_table)]


def written_texts(display: str, *, in_table: bool) -> Iterable[str]:
    """Return the ways to write a text in the brackets of a Markdown link: as it is, or with backslashes."""
    texts = dict.fromkeys((display, _PAIRED_IN_TEXT.sub(r"\\\g<0>", display)))
    return [text.replace("|", r"\|") for text in texts] if in_table else texts


def destination_changes(link: Link, source: str, to: NewLink, parts: LinkParts) -> Iterator[list[Change]]:
    """Yield the ways to write a destination, whose parts are in a source: as Obsidian does, or with more encoded."""
    if parts.target is None:
        return
    is_in_brackets = source[: parts.target[0]].rstrip(_BLANKS).endswith("<")
    may_break = _MAY_BREAK_IN_BRACKETS if is_in_brackets else _MAY_BREAK

    def as_obsidian(text: str) -> str:
        return _encode_few(text, in_brackets=is_in_brackets)

    def with_care(text: str) -> str:
        return may_break.sub(_percent, text)

    for encode in (as_obsidian, with_care):
        changes = _path_changes(link, to, parts, encode)
        if changes is not None:
            yield changes
    if to.target == link.target or to.fragment == link.fragment:
        changes = _path_changes(link, to, parts, with_care, rewrite=True)
        if changes is not None:
            yield changes


def _path_changes(
    link: Link, to: NewLink, parts: LinkParts, encode: Callable[[str], str], *, rewrite: bool = False
) -> list[Change] | None:
    """The changes of the target and the fragment; None where they are not located. `rewrite` changes both anyway."""
    if parts.target is None or (link.fragment is None) is not (parts.fragment is None):
        return None
    changes: list[Change] = []
    if rewrite or normalize_spaces(to.target) != link.target:
        changes.append(Change(*parts.target, encode(to.target)))
    if rewrite or normalize_spaces(to.fragment or "") != (link.fragment or ""):
        start, end = parts.fragment or (parts.target[1], parts.target[1])
        changes.append(Change(start, end, encode(to.fragment or "")))
    return changes


def _encode_few(text: str, *, in_brackets: bool) -> str:
    """Percent-encode what Obsidian does in a destination, and what would break it, or a table."""
    always = _ENCODED_IN_BRACKETS if in_brackets else _ENCODED
    if "%" in text and (_LIKE_ESCAPE.search(text) or "%%" in text or always.search(text)):
        text = text.replace("%", "%25")
    text = always.sub(_percent, text)
    if not in_brackets and text.startswith("<"):
        text = f"%3C{text[1:]}"
    if not in_brackets and not _is_balanced(text):
        text = text.replace("(", "%28").replace(")", "%29")
    return text


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _reads_as(link: Link, to: NewLink, changes: tuple[Change, ...]) -> bool:
    """Whether the source of a link, changed, is one link that says what it shall."""
    text = apply_changes(link.raw, changes)
    read = read_markdown_link(text) if link.is_markdown else _read_wikilink(text)
    if read is None or not says(read, link, to):
        return False
    if not link.is_markdown:
        return read.display == (link.display if to.display is None else to.display)
    return True


def says(read: LinkText, link: Link, to: NewLink) -> bool:
    """Whether a link that was read leads where another one shall."""
    wanted = (normalize_spaces(to.target), normalize_spaces(to.fragment) if to.fragment else None, link.external)
    return (read.target, read.fragment, read.external) == wanted


def _read_wikilink(text: str) -> LinkText | None:
    found = WIKILINK.fullmatch(text, text.startswith("!"))
    return read_wikilink(found[1]) if found else None


def read_markdown_link(text: str) -> LinkText | None:
    """Read a source that is one link and nothing else; further lines may begin with the markers of a quote."""
    text = _MARKERS.sub("", text)
    whole = [found for found in read_layout(text).links if (found.start, found.end) == (0, len(text))]
    return read_destination(whole[0].destination) if whole and not whole[0].by_reference else None
