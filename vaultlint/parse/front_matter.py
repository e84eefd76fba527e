"""Front matter: the YAML block at the top of a note, its properties and the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from vaultlint.model import Flaw, LinkKind, Property, Span, Suppression
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink
from vaultlint.parse.markdown import read_whole_link
from vaultlint.parse.plain_yaml import Place, read_plain
from vaultlint.parse.positions import Lines, Part
from vaultlint.parse.suppressions import PROPERTY, read_property
from vaultlint.parse.yaml_nodes import Node, key_of, value_of

OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
# Prose above a rule ends with a blank line, or the rule would make it a heading.
_ENDS_WITH_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n\Z")
_LOOKS_LIKE_PROPERTY = re.compile(r"\s*[\w\"'][^\n:]*:(?:\s|\Z)")

SYNTAX = "front-matter-syntax"
DUPLICATE = "duplicate-property"

_ADVICE = (
    ("mapping values are not allowed", 'quote a value that contains ": "'),
    ("cannot start any token", "quote a value that begins with a special character"),
    ("did not find expected <block end>", "close the quotes and brackets, and indent alike"),
    ("did not find expected ',' or ']'", 'quote the value, as in "[[Note]]"'),
    ("did not find expected key", 'quote the value, as in "[[Note]]"'),
    ("unexpected end of stream", "close the quotes"),
    ("missing closing quote", "close the quotes, or indent the lines that go on"),
    ("alphabetic or numeric character", "quote a value that begins with * or &"),
    ("nothing is marked", "quote a value that begins with *"),
    ("could not find expected ':'", "write it as name: value"),
)


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
    if after_bom or not text.startswith("---"):
        return _misplaced(text, after_bom=after_bom)
    if bounds := find_block(text):
        return _read_plain_block(text, bounds) or _read_block(text, bounds)
    if opening := OPENING.match(text):
        return _unclosed(text, opening.end())
    return _ABSENT


def _unclosed(text: str, start: int) -> FrontMatter:
    """A block that no `---` closes ends with the note, if it is YAML; else the `---` is a rule."""
    if not _LOOKS_LIKE_PROPERTY.match(text, start):
        return _ABSENT
    flaw = _syntax("the front matter is not closed: add a line --- after it", Span(1, 1, 1, 4))
    whole = _read_block(text, BlockBounds(start, len(text), len(text)))
    if whole.broken:
        return FrontMatter(present=True, broken=True, body=start, flaws=(flaw,))
    return whole._replace(broken=True, flaws=(flaw,))


def _misplaced(text: str, *, after_bom: bool) -> FrontMatter:
    """Front matter that Obsidian takes for text, because something stands before its `---`."""
    trimmed = text.lstrip()
    bounds = find_block(trimmed)
    if bounds is None:
        return _ABSENT
    block = trimmed[bounds.start : bounds.end]
    if _ENDS_WITH_BLANK_LINE.search(block) or not _LOOKS_LIKE_PROPERTY.match(block):
        return _ABSENT
    what, cure = ("a byte order mark", "save without BOM") if after_bom else ("a blank", "remove it")
    place = len(text) - len(trimmed)
    flaw = _syntax(
        f"{what} stands before the front matter, so Obsidian takes it for text: {cure}",
        Lines(text).span(place, place + 3),
    )
    return FrontMatter(present=True, broken=True, body=0, flaws=(flaw,))


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
    from vaultlint.parse import yaml_core  # most notes need no YAML parser, and importing one takes time

    block, body = text[bounds.start : bounds.end], bounds.body
    places = Part(Lines(text[:body]), bounds.start)
    try:
        root = yaml_core.read(block)
    except yaml_core.YamlError as error:
        place = min(error.offset, len(block))
        who = "vaultlint does not" if error.is_limit else "Obsidian cannot"
        why = _advise(error.message, block[error.offset : error.offset + 1])
        flaw = _syntax(f"{who} read this front matter: {why}", places.span(place, place))
        return FrontMatter(present=True, broken=True, body=body, flaws=(flaw,))
    if root is None:
        return FrontMatter(present=True, broken=False, body=body)
    if root.kind != "mapping":
        what = "a list" if root.kind == "sequence" else "text"
        flaw = _syntax(
            f"the front matter is {what}, not properties: write lines such as name: value",
            places.span(root.start, root.end),
        )
        return FrontMatter(present=True, broken=True, body=body, flaws=(flaw,))
    if duplicates := tuple(_duplicates(root, places)):
        return FrontMatter(present=True, broken=True, body=body, flaws=duplicates)
    own = next((value for key, value in root.pairs if key_of(key) == PROPERTY), None)
    suppressions, flaws = read_property(own, places) if own else ([], [])
    return FrontMatter(
        present=True,
        broken=False,
        body=body,
        properties=tuple(_properties(root, places)),
        links=tuple(_links(root, block, places)),
        suppressions=tuple(suppressions),
        flaws=tuple(flaws),
    )


def _advise(message: str, culprit: str) -> str:
    if culprit == "\t":
        return "a tab stands in the indentation (use spaces)"
    advice = next((advice for problem, advice in _ADVICE if problem in message), None)
    return f"{message} ({advice})" if advice else message


def _syntax(message: str, span: Span) -> Flaw:
    return Flaw(SYNTAX, message, span, {})


def _properties(root: Node, places: Part) -> Iterator[Property]:
    for key, value in root.pairs:
        yield Property(
            key_of(key),
            value_of(value),
            places.span(key.start, key.end),
            places.span(value.start, value.end),
        )


def _duplicates(node: Node, places: Part) -> Iterator[Flaw]:
    """Repeated keys at any depth: Obsidian's parser then gives up on the whole block."""
    first_lines: dict[str, int] = {}
    for key, _ in node.pairs if node.kind == "mapping" else ():
        name, span = key_of(key), places.span(key.start, key.end)
        if name in first_lines:
            message = (
                f'property "{name}" is already set on line {first_lines[name]}, so Obsidian ignores the whole'
                " block: keep one"
            )
            yield Flaw(DUPLICATE, message, span, {"property": name, "first_line": first_lines[name]}, name)
        first_lines.setdefault(name, span.line)
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
