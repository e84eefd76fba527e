"""What stands at a position in a note or canvas, as a user points at it: a link, heading, block id, tag or property."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from vaultlint.model import Block, Heading, Link, Note, Property, ResolvedLink, Span, Tag
from vaultlint.parse.link_spans import link_spans
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault

LinkPart = Literal["target", "fragment", "display"]


class LinkPlace(NamedTuple):
    """A link, resolved, and the part of it that was pointed at; `span` is that of the part, or of the whole link.

    The brackets belong to the target, or to the fragment of a link that has no target, such as `[[#Brewing]]`.
    """

    found: ResolvedLink
    part: LinkPart
    span: Span


class HeadingPlace(NamedTuple):
    """A heading, and its position among the headings of its note."""

    heading: Heading
    position: int
    span: Span


class BlockPlace(NamedTuple):
    """A block id."""

    block: Block
    span: Span


class TagPlace(NamedTuple):
    """A tag, in the text or in the property `tags`; there, `span` is that of the whole value, quotes included."""

    tag: Tag
    span: Span


class PropertyPlace(NamedTuple):
    """The name of a property, or a value that is neither a link nor a tag."""

    found: Property
    part: Literal["name", "value"]
    span: Span


Place: TypeAlias = LinkPlace | HeadingPlace | BlockPlace | TagPlace | PropertyPlace

_Spanned = TypeVar("_Spanned", Link, Heading, Block, Tag)


def place_at(index: Index, path: str, line: int, column: int) -> Place | None:
    """Return what stands at a position in a note or canvas, the innermost first; None for anything else.

    `line` and `column` count from 1, columns in characters. The position just behind a thing is still part of it,
    unless something else begins there.
    """
    if path not in index.listing.documents:
        return None
    vault, document, at = Vault(index), index.document(path), (line, column)
    if link := _innermost(document.links, at):
        found = next(each for each in vault.links_of(document) if each.link == link)
        return _link_place(found, at)
    return _place_in_note(vault, document, at) if isinstance(document, Note) else None


def _place_in_note(vault: Vault, note: Note, at: tuple[int, int]) -> Place | None:
    if block := _innermost(note.blocks, at):
        return BlockPlace(block, block.span)
    if tag := _innermost(vault.tags_of(note), at):
        return TagPlace(tag, tag.span)
    headings = [
        each for each in note.headings if at < each.span[2:] or each.span.end_column > 1
    ]  # not on the next line
    if heading := _innermost(headings, at):
        return HeadingPlace(heading, note.headings.index(heading), heading.span)
    for found in note.properties:
        if holds_position(found.span, at):
            return PropertyPlace(found, "name", found.span)
        if holds_position(found.value_span, at):
            return PropertyPlace(found, "value", found.value_span)
    return None


def holds_position(span: Span, at: tuple[int, int]) -> bool:
    """Whether a position, given as line and column, is in a span or just behind it."""
    return span[:2] <= at <= span[2:]


def _innermost(things: Iterable[_Spanned], at: tuple[int, int]) -> _Spanned | None:
    """The thing around a position that begins last; one that ends there counts only if no other is there."""
    around = [each for each in things if holds_position(each.span, at)]
    inside = [each for each in around if at < each.span[2:]]
    return max(inside or around, key=lambda each: each.span[:2], default=None)


def _link_place(found: ResolvedLink, at: tuple[int, int]) -> LinkPlace:
    link = found.link
    target, fragment, display = link_spans(link)
    if display and holds_position(display, at):
        return LinkPlace(found, "display", display)
    if (
        fragment
        and (holds_position(fragment, at) or not link.target)
        and not (target and at == target[2:] > target[:2])
    ):
        return LinkPlace(found, "fragment", fragment)
    return LinkPlace(found, "target", target or link.span)
