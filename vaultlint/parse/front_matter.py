"""Front matter: the YAML block at the top of a note, its properties and the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultlint.model import Flaw, LinkKind, Property, Span, Suppression, Value
from vaultlint.parse.fast.plain_yaml import Place, read_plain
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink
from vaultlint.parse.markdown import read_whole_link
from vaultlint.parse.positions import Lines, Part
from vaultlint.parse.suppression_comments import PROPERTY, read_property
from vaultlint.parse.unread_front_matter import Lookalike, find_lookalike, find_odd_closing, find_second
from vaultlint.parse.yaml_nodes import Node, identity_of, key_of

if TYPE_CHECKING:
    from vaultlint.parse.yaml_core import YamlError

OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_LOOKS_LIKE_PROPERTY = re.compile(r"\s*[\w\"'][^\n:]*:(?:\s|\Z)")
_HAS_PROPERTY = re.compile(r"^[ \t]*[\"'@`%*&!]*[^\W\d][\w .'\"()/*`-]{0,60}[:：](?!//)", re.MULTILINE)
_BETWEEN_EMPTY_LINES = re.compile(r"[ \t]*\r?\n(?s:.*)\n[ \t]*\r?\n")

_UNREADABLE = "Obsidian cannot read this front matter"

SYNTAX = "front-matter-syntax"
DUPLICATE = "duplicate-property"


class BlockBounds(NamedTuple):
    """Offsets in a note's text: the block between its lines `---`, and where the Markdown begins."""

    start: int
    end: int
    body: int


class FrontMatter(NamedTuple):
    """What the front matter says, in the raw form of `Parts`; `body` is the offset at which the Markdown begins."""

    present: bool
    broken: bool
    body: int
    properties: Sequence[tuple[Any, ...]] = ()
    links: Sequence[tuple[Any, ...]] = ()
    suppressions: Sequence[Suppression] = ()
    flaws: Sequence[Flaw] = ()


_ABSENT = FrontMatter(present=False, broken=False, body=0)


def find_block(text: str) -> BlockBounds | None:
    """Where the front matter is.

    The note starts with `---` and a line end, without a blank, an empty line or a byte order mark
    before it, and the block ends at the next line that is `---`.
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
    """Read the front matter of a note's text; `after_bom` when a byte order mark stood before it."""
    if not after_bom and (bounds := find_block(text)):
        front = _read_plain_block(text, bounds) or _read_block(text, bounds)
        second = None if front.flaws else find_second(text, bounds.body)
        return front._replace(flaws=(_flaw_of(second, text),)) if second else front
    if not after_bom and (opening := OPENING.match(text)):
        return _unclosed(text, opening.end())
    lookalike = find_lookalike(text, after_bom=after_bom)
    return _broken(_flaw_of(lookalike, text), body=0) if lookalike else _ABSENT


def _unclosed(text: str, start: int) -> FrontMatter:
    """A block that no `---` closes ends with the note, if it is YAML; else the `---` is a rule."""
    if not _LOOKS_LIKE_PROPERTY.match(text, start):
        return _ABSENT
    if odd := find_odd_closing(text, start):
        return _broken(_flaw_of(odd, text), body=start)
    flaw = _syntax("the front matter is not closed: add a line --- after it", Span(1, 1, 1, 4))
    whole = _read_block(text, BlockBounds(start, len(text), len(text)))
    return _broken(flaw, body=start) if whole.broken else whole._replace(broken=True, flaws=(flaw,))


def _read_plain_block(text: str, bounds: BlockBounds) -> FrontMatter | None:
    """Read a block without a YAML parser; None where it has more than `read_plain` reads, or suppressions."""
    block = text[bounds.start : bounds.end]
    found = read_plain(block) if PROPERTY not in block else None
    if found is None:
        return None
    properties, texts = found
    links = [link for raw, place in texts if (link := _link(raw, place))]
    return FrontMatter(present=True, broken=False, body=bounds.body, properties=tuple(properties), links=tuple(links))


def _read_block(text: str, bounds: BlockBounds) -> FrontMatter:
    # Most notes need no YAML parser, and importing one takes time.
    from vaultlint.parse.frontmatter_handler import read_block
    from vaultlint.parse.yaml_core import YamlError

    block, body = text[bounds.start : bounds.end], bounds.body
    places = Part(Lines(text[:body]), bounds.start)
    try:
        values, root = read_block(text, bounds)
    except YamlError as error:
        return _broken(_flaw_of_yaml(block, places, error), body=body)
    if root is None:
        return FrontMatter(present=True, broken=False, body=body)
    if root.kind != "mapping":
        return _broken(_flaw_of_root(block, places, root), body=body)
    if duplicates := tuple(_duplicates(root, places)):
        return FrontMatter(present=True, broken=True, body=body, flaws=duplicates)
    own = next((value for key, value in root.pairs if key_of(key) == PROPERTY), None)
    suppressions, flaws = read_property(own, places) if own else ([], [])
    return FrontMatter(
        present=True,
        broken=False,
        body=body,
        properties=tuple(_properties(root, values, places)),
        links=tuple(_links(root, block, places)),
        suppressions=tuple(suppressions),
        flaws=tuple(flaws),
    )


def _broken(flaw: Flaw, *, body: int) -> FrontMatter:
    """Front matter that says nothing, so that rules about properties pass the note over."""
    return FrontMatter(present=True, broken=True, body=body, flaws=(flaw,))


def _flaw_of(lookalike: Lookalike, text: str) -> Flaw:
    return _syntax(lookalike.message, Lines(text).span(lookalike.start, lookalike.end))


def _flaw_of_yaml(block: str, places: Part, error: YamlError) -> Flaw:
    """What keeps a block from being YAML: in the words of the parser only where no others are known."""
    from vaultlint.parse.yaml_faults import find_fault

    if error.is_limit:
        place = min(error.offset, len(block))
        return _syntax(f"vaultlint does not read this front matter: {error.message}", places.span(place, place))
    if _is_prose(block):
        return _rule()
    if fault := find_fault(block, error):
        return _syntax(f"{_UNREADABLE}: {fault.message}", places.span(fault.start, fault.end))
    return _syntax(f"{_UNREADABLE}: {error.message}", places.span(error.offset, error.offset))


def _flaw_of_root(block: str, places: Part, root: Node) -> Flaw:
    """What makes a block of YAML a text or a list."""
    from vaultlint.parse.yaml_faults import find_fault

    if _is_prose(block):
        return _rule()
    if root.kind == "scalar" and (fault := find_fault(block)):
        return _syntax(f"{_UNREADABLE}: {fault.message}", places.span(fault.start, fault.end))
    what = "a list" if root.kind == "sequence" else "text"
    message = f"the front matter is {what}, not properties: write lines such as name: value"
    return _syntax(message, places.span(root.start, root.end))


def _is_prose(block: str) -> bool:
    """Whether two rules stand around a text: nothing in it looks like a property, or empty lines set it off."""
    if _BETWEEN_EMPTY_LINES.fullmatch(block):
        return not _HAS_PROPERTY.match(block.lstrip())
    return not (_HAS_PROPERTY.search(block) or block[:1] in "-[{\t ")


def _rule() -> Flaw:
    message = (
        "the --- at the top opens front matter, but no properties stand below it: put an empty line above it if it is"
        " a rule, else write lines such as name: value"
    )
    return _syntax(message, Span(1, 1, 1, 4))


def _syntax(message: str, span: Span) -> Flaw:
    return Flaw(SYNTAX, message, span, {})


def _properties(root: Node, values: Mapping[str, Value], places: Part) -> Iterator[Property]:
    for key, value in root.pairs:
        yield Property(
            key_of(key),
            values[key_of(key)],
            places.span(key.start, key.end),
            places.span(value.start, value.end),
        )


def _duplicates(node: Node, places: Part) -> Iterator[Flaw]:
    """Repeated keys at any depth: Obsidian's parser then gives up on the whole block."""
    firsts: dict[object, tuple[str, int]] = {}
    for key, _ in node.pairs if node.kind == "mapping" else ():
        name, span = key_of(key), places.span(key.start, key.end)
        same = identity_of(key)
        if same in firsts:
            first, line = firsts[same]
            spelled = "" if first == name else f' as "{first}"'
            where = f"on line {line}{spelled}"
            message = f'property "{name}" is already set {where}, so Obsidian ignores the whole block: keep one'
            yield Flaw(DUPLICATE, message, span, {"property": name, "first_line": line}, name)
        firsts.setdefault(same, (name, span.line))
    for child in node.children:
        yield from _duplicates(child, places)


def _links(node: Node, block: str, places: Part) -> Iterator[tuple[Any, ...]]:
    """Texts that are a link as a whole, at any depth; a link inside longer text does not count."""
    children = node.children[1::2] if node.kind == "mapping" else node.children
    for child in children:
        yield from _links(child, block, places)
    raw = node.text.strip()
    if raw.startswith("["):
        inside = block.find(raw, node.start, node.end)
        start, end = (inside, inside + len(raw)) if inside >= 0 else (node.start, node.end)
        if link := _link(raw, places.span(start, end)):
            yield link


def _link(raw: str, place: Place) -> tuple[Any, ...] | None:
    """The fields of a `Link`, if a text that begins with `[` is one as a whole."""
    found = _whole_link(raw)
    if found is None:
        return None
    return (
        LinkKind.PROPERTY,
        raw,
        found.target,
        found.fragment,
        found.display,
        place,
        found.external,
        False,
        True,
        False,
    )


@lru_cache(maxsize=256)  # YAML's aliases may repeat one long text thousands of times
def _whole_link(text: str) -> LinkText | None:
    if wikilink := WIKILINK.fullmatch(text):
        return read_wikilink(wikilink[1])
    return read_whole_link(text)
