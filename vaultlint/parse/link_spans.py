"""Where the parts of a link stand in its file, found from the source and the span of the link alone."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from vaultlint.model import Link, LinkKind, Span
from vaultlint.parse.link_text import read_destination
from vaultlint.parse.positions import LINE_ENDING, LineIndex

_MAX_TRIES = 5
_BLANK = r"[ \t\r\n]"
_DESTINATION = re.compile(
    rf"{_BLANK}*+(?:<([^<>\r\n]*+)>|([^\x00-\x20]*?))"
    rf"(?:{_BLANK}++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?{_BLANK}*+\)",
    re.DOTALL,
)
"""What follows `](`: a destination, maybe in angle brackets, and maybe a title."""

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};")  # `html.unescape` knows some without the semicolon, too


class LinkSpans(NamedTuple):
    """Where the parts of a link stand as they are written; None where a part is missing or cannot be located.

    `fragment` includes the `#`. `display` is the display text of a wikilink, or the text in the brackets of a
    Markdown link. A part that is empty has an empty span.
    """

    target: Span | None = None
    fragment: Span | None = None
    display: Span | None = None


class LinkParts(NamedTuple):
    """The offsets of the parts of a link in its source."""

    target: tuple[int, int] | None = None
    fragment: tuple[int, int] | None = None
    display: tuple[int, int] | None = None


def link_spans(link: Link) -> LinkSpans:
    """Locate the parts of a link in the file that holds it.

    The file is not read. No part can be located of a link by reference (its target stands elsewhere), and
    of one whose source is escaped in its file: by JSON in a canvas, by YAML in a property. Nor can the subpath of a
    canvas's file node.
    """
    if not _is_verbatim(link):
        return LinkSpans()
    if link.kind is LinkKind.CANVAS:
        return LinkSpans(target=link.span)
    lines = LineIndex(link.raw)
    return LinkSpans(*(part and _moved(lines.span(*part), link.span) for part in link_parts(link)))


def link_parts(link: Link) -> LinkParts:
    """Locate the parts of a link in its source, as `link_spans` does in its file; not for a canvas's nodes."""
    return _markdown_link(link) if link.is_markdown else _wikilink(link)


def span_within(link: Link, start: int, end: int) -> Span | None:
    """Locate a part of a link, given by its offsets in the source of the link; None where `link_spans` cannot."""
    if not _is_verbatim(link):
        return None
    line, column, end_line, _ = link.span
    if line == end_line:
        return Span(line, column + start, line, column + end)
    return _moved(LineIndex(link.raw).span(start, end), link.span)


def _is_verbatim(link: Link) -> bool:
    """Whether the file has the source of the link as it is: escapes and folded lines change its extent."""
    line, column, end_line, end_column = link.span
    if line == end_line:
        return end_column - column == len(link.raw) and not LINE_ENDING.search(link.raw)
    return _moved(LineIndex(link.raw).span(0, len(link.raw)), link.span) == link.span


def _moved(span: Span, to: Span) -> Span:
    """A span in the source of a link that stands at `to`, as one in the file."""
    column, end_column = (each + to.column - 1 if line == 1 else each for line, each in (span[:2], span[2:]))
    return Span(span.line + to.line - 1, column, span.end_line + to.line - 1, end_column)


def _wikilink(link: Link) -> LinkParts:
    """The parts of a wikilink or embed; see `read_wikilink` for what they are."""
    raw = link.raw
    start, end = raw.index("[[") + 2, len(raw) - 2
    pipe = raw.find("|", start + 1, end)
    path_end = pipe if pipe >= 0 else end
    target, fragment = _path(raw, start, path_end - raw.endswith("\\", start, path_end))
    return LinkParts(target, fragment, _trimmed(raw, pipe + 1, end) if pipe >= 0 else None)


def _markdown_link(link: Link) -> LinkParts:
    """The parts of a Markdown link or image, if its destination, read again, is that of the link."""
    raw = link.raw
    if not link.counted:
        return LinkParts()
    if raw.startswith("<"):
        return LinkParts((1, len(raw) - 1)) if raw[1:-1] == link.target else LinkParts()
    closing = len(raw)
    for _ in range(_MAX_TRIES):
        closing = raw.rfind("](", 0, closing)
        found = _DESTINATION.fullmatch(raw, closing + 2) if closing >= 0 else None
        if found and (parts := destination_parts(link, raw, *found.span(found.lastindex or 0))):
            return parts._replace(display=_trimmed(raw, raw.index("[") + 1, closing))
    return LinkParts()


def destination_parts(link: Link, text: str, start: int, end: int) -> LinkParts | None:
    """Locate the target and the fragment in a destination between two offsets, if they are those of a link."""
    source = text[start:end]
    read = read_destination(unescaped(source))
    if read is None or (read.target, read.fragment, read.external) != (link.target, link.fragment, link.external):
        return None
    if link.external:
        return LinkParts((start, end))
    head, mark, tail = map(unescaped, source.partition("#"))
    is_split_alike = "#" not in head and f"{head}{mark}{tail}" == unescaped(source)
    return LinkParts(*_path(text, start, end)) if is_split_alike else None


def unescaped(source: str) -> str:
    """A destination with its backslash escapes and entities replaced."""
    if "\\" not in source and "&" not in source:
        return source
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _ESCAPE.sub(r"\1", source))


def _path(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The target and the fragment that a path between two offsets has."""
    mark = text.find("#", start, end)
    if mark < 0:
        return _trimmed(text, start, end), None
    return _trimmed(text, start, mark), (mark, mark + len(text[mark:end].rstrip()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """What lies between two offsets without the spaces around it."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())
