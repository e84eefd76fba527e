"""Front matter: the YAML block at the top of a note, its properties and the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vaultlint.model import Flaw, Link, LinkKind, Property, Span, Suppression, Value
from vaultlint.parse.fast.plain_yaml import read_plain_yaml
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink
from vaultlint.parse.markdown import read_whole_link
from vaultlint.parse.positions import LineIndex, PartMap
from vaultlint.parse.suppression_comments import SUPPRESSION_PROPERTY, read_property
from vaultlint.parse.yaml_nodes import Node, key_of

if TYPE_CHECKING:
    from vaultlint.parse.misplaced_front_matter import UnreadFrontMatter

OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_MAY_BE_SECOND = re.compile(r"\s*+(?:-[-–—]|[–—])[-–—]*+[ \t]*\r?\n")
"""A line of hyphens or dashes directly below the front matter."""

_MAY_BE_MISPLACED = re.compile(r"\s*+(?:#[^\n]*+\n\s*+)*+(?:<!--|%%|[^\w\s#]{0,9}?(?:--|[–—]|\+\+\+))")
"""What a note that has misplaced front matter begins with: few notes without front matter do."""

SYNTAX = "front-matter-syntax"


ValuePath: TypeAlias = "tuple[str | int, ...]"
"""Where a value is in the front matter: names and positions in lists from 0, from the top, as in `("tags", 1)`."""


class BlockBounds(NamedTuple):
    """Offsets in a note's text: `start` and `end` of the YAML between the `---` lines, and of the `body` below."""

    start: int
    end: int
    body: int


class FrontMatter(NamedTuple):
    """What was read; `body` is the offset at which the Markdown begins."""

    present: bool
    broken: bool
    body: int
    properties: tuple[Property, ...] = ()
    links: tuple[Link, ...] = ()
    suppressions: Sequence[Suppression] = ()
    flaws: Sequence[Flaw] = ()


_ABSENT = FrontMatter(present=False, broken=False, body=0)


def find_block(text: str) -> BlockBounds | None:
    """Find the front matter of a note's text.

    The text starts with a `---` line, without a space, an empty line or a byte order mark before it, and the block
    ends at the next `---` line.
    """
    opening = OPENING.match(text)
    if opening is None:
        return None
    line_end = opening.end() - 1
    while (line_end := text.find("\n---", line_end)) >= 0:
        if closing := _CLOSING.match(text, line_end + 1):
            return BlockBounds(opening.end(), closing.start(), closing.end())
        line_end += 1
    return None


def read_front_matter(text: str, *, after_bom: bool = False) -> FrontMatter:
    """Read the front matter of a note's text; `after_bom` if the file has a byte order mark before that text."""
    if not after_bom and (bounds := find_block(text)):
        front = _read_plain_block(text, bounds) or _read_block(text, bounds)
        is_empty = not text[bounds.start : bounds.end].strip()
        if front.broken or not (is_empty or _MAY_BE_SECOND.match(text, bounds.body)):
            return front
        from vaultlint.parse.misplaced_front_matter import find_second_block  # compiling its patterns takes time

        second = find_second_block(text, bounds.body, below_empty=is_empty)
        return front._replace(flaws=(*front.flaws, _flaw_of_unread(second, text))) if second else front
    if not after_bom and (opening := OPENING.match(text)):
        return _unclosed(text, opening.end())
    if not _MAY_BE_MISPLACED.match(text) and not after_bom:
        return _ABSENT
    from vaultlint.parse.misplaced_front_matter import find_unread

    unread = find_unread(text, after_bom=after_bom)
    return _broken(_flaw_of_unread(unread, text), body=0) if unread else _ABSENT


def _unclosed(text: str, start: int) -> FrontMatter:
    """Read an unclosed block to the end of the note if that is YAML; otherwise the `---` is a horizontal rule."""
    from vaultlint.parse.front_matter_flaws import flaw_of_unclosed, may_be_unclosed
    from vaultlint.parse.misplaced_front_matter import find_wrong_closing

    if not may_be_unclosed(text, start):
        return _ABSENT
    if odd := find_wrong_closing(text, start):
        return _broken(_flaw_of_unread(odd, text), body=start)
    flaw = flaw_of_unclosed()
    whole = _read_block(text, BlockBounds(start, len(text), len(text)))
    return _broken(flaw, body=start) if whole.broken else whole._replace(broken=True, flaws=(flaw,))


def _read_plain_block(text: str, bounds: BlockBounds) -> FrontMatter | None:
    """Read a block without a YAML parser; None if it has suppressions or `read_plain_yaml` declines it."""
    block = text[bounds.start : bounds.end]
    found = read_plain_yaml(block) if SUPPRESSION_PROPERTY not in block else None
    if found is None:
        return None
    properties, texts = found
    return FrontMatter(
        present=True,
        broken=False,
        body=bounds.body,
        properties=tuple([Property(name, value, Span(*span), Span(*at)) for name, value, span, at in properties]),
        links=tuple([link for raw, span in texts if (link := _link(raw, Span(*span)))]),
    )


def _read_block(text: str, bounds: BlockBounds) -> FrontMatter:
    # Most notes need no YAML parser, and importing one takes time.
    from vaultlint.parse.duplicate_keys import find_duplicates
    from vaultlint.parse.full_front_matter import read_block
    from vaultlint.parse.unquoted_values import find_unquoted
    from vaultlint.parse.yaml_core import YamlError

    block, body = text[bounds.start : bounds.end], bounds.body
    source_map = PartMap(LineIndex(text[:body]), bounds.start)
    try:
        values, root = read_block(text, bounds)
    except YamlError as error:
        from vaultlint.parse.front_matter_flaws import flaw_of_yaml

        return _broken(flaw_of_yaml(block, source_map, error), body=body)
    if root is None:
        return FrontMatter(present=True, broken=False, body=body)
    if root.kind != "mapping":
        from vaultlint.parse.front_matter_flaws import flaw_of_root

        return _broken(flaw_of_root(block, source_map, root), body=body)
    if duplicates := tuple(find_duplicates(root, block, source_map)):
        return FrontMatter(present=True, broken=True, body=body, flaws=duplicates)
    own = next((pair for pair in root.pairs if key_of(pair[0]) == SUPPRESSION_PROPERTY), None)
    suppressions, flaws = read_property(*own, block, source_map) if own else ([], [])
    flaws = [*flaws, *find_unquoted(root, block, source_map)]
    return FrontMatter(
        present=True,
        broken=False,
        body=body,
        properties=tuple(_properties(root, values, source_map)),
        links=tuple(_links(root, block, source_map)),
        suppressions=tuple(suppressions),
        flaws=tuple(flaws),
    )


def value_spans(text: str) -> dict[ValuePath, Span]:
    """Locate the values in the front matter of a note's text, at any depth; none if it cannot be read."""
    from vaultlint.parse import yaml_core  # most rules never ask

    opening = OPENING.match(text)
    bounds = find_block(text) or (BlockBounds(opening.end(), len(text), len(text)) if opening else None)
    if bounds is None:
        return {}
    try:
        root = yaml_core.read(text[bounds.start : bounds.end])
    except yaml_core.YamlError:
        return {}
    source_map = PartMap(LineIndex(text[: bounds.body]), bounds.start)
    return dict(_value_spans(root, (), source_map)) if root and root.kind == "mapping" else {}


def _value_spans(node: Node, path: ValuePath, source_map: PartMap) -> Iterator[tuple[ValuePath, Span]]:
    if path:
        yield path, source_map.span(node.start, node.end)
    if node.kind == "mapping":
        for key, value in node.pairs:
            yield from _value_spans(value, (*path, key_of(key)), source_map)
    else:
        for position, child in enumerate(node.children):
            yield from _value_spans(child, (*path, position), source_map)


def _flaw_of_unread(unread: UnreadFrontMatter, text: str) -> Flaw:
    from vaultlint.parse.front_matter_flaws import flaw_of_unread

    return flaw_of_unread(unread, LineIndex(text))


def _broken(flaw: Flaw, *, body: int) -> FrontMatter:
    """Front matter without properties, so that rules about properties skip the note."""
    return FrontMatter(present=True, broken=True, body=body, flaws=(flaw,))


def _properties(root: Node, values: Mapping[str, Value], source_map: PartMap) -> Iterator[Property]:
    for key, value in root.pairs:
        yield Property(
            key_of(key),
            values[key_of(key)],
            source_map.span(key.start, key.end),
            source_map.span(value.start, value.end),
        )


def _links(node: Node, block: str, source_map: PartMap) -> Iterator[Link]:
    """Find the values, at any depth, that are one link and nothing else; a link inside longer text does not count."""
    children = node.children[1::2] if node.kind == "mapping" else node.children
    for child in children:
        yield from _links(child, block, source_map)
    raw = node.text.strip()
    if raw.startswith("["):
        start, end = node.start, node.end
        at = block.find(raw, start, end)
        if at >= 0:
            start, end = at, at + len(raw)
        elif end - start == len(raw):
            end -= 1  # an alias as long as its link must not be taken for it, see `link_spans`
        if link := _link(raw, source_map.span(start, end)):
            yield link


def _link(raw: str, span: Span) -> Link | None:
    """Read a value that begins with `[` as a link; None unless it is one link and nothing else."""
    found = _whole_link(raw)
    if found is None:
        return None
    return Link(LinkKind.PROPERTY, raw, found.target, found.fragment, found.display, span, external=found.external)


@lru_cache(maxsize=256)  # YAML aliases may repeat one long value thousands of times
def _whole_link(text: str) -> LinkText | None:
    if wikilink := WIKILINK.fullmatch(text):
        return read_wikilink(wikilink[1])
    return read_whole_link(text)
