"""Front matter: the YAML block at the top of a note, its properties and the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from frontmatter.default_handlers import BaseHandler

from vaultlint.model import Flaw, Link, LinkKind, Property, Span, Suppression, Value
from vaultlint.parse import yaml_core
from vaultlint.parse.link_text import WIKILINK, LinkText, read_wikilink
from vaultlint.parse.markdown import read_whole_link
from vaultlint.parse.positions import Lines, Part
from vaultlint.parse.suppressions import PROPERTY, read_property
from vaultlint.parse.yaml_core import Node, YamlError

_BLOCK = re.compile(r"---\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"---\r?\n")
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


class ObsidianHandler(BaseHandler):
    """python-frontmatter's handler for what Obsidian takes for front matter, and nothing else.

    The note starts with `---` and a line end, without a blank, an empty line or a byte order mark
    before it, and the block ends at the next line that is `---`.
    """

    FM_BOUNDARY = _BLOCK
    START_DELIMITER = END_DELIMITER = "---"

    def split(self, text: str) -> tuple[str, str]:
        """The YAML between the two lines, and all that follows the second; raises ValueError."""
        block = _BLOCK.match(text)
        if block is None:
            raise ValueError("no front matter")
        return block[1], text[block.end() :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """The properties of a block; raises `YamlError`."""
        root = yaml_core.read(fm)
        value = yaml_core.value_of(root) if root else {}
        return value if isinstance(value, dict) else {}


HANDLER = ObsidianHandler()


class FrontMatter(NamedTuple):
    """What the front matter says; `body` is the offset at which the Markdown begins."""

    present: bool
    broken: bool
    body: int
    properties: tuple[Property, ...] = ()
    links: tuple[Link, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    flaws: tuple[Flaw, ...] = ()


_ABSENT = FrontMatter(present=False, broken=False, body=0)


def read_front_matter(text: str, lines: Lines, *, after_bom: bool = False) -> FrontMatter:
    """Read the front matter of a note's text; `after_bom` when a byte order mark stood before it."""
    if after_bom or not text.startswith("---"):
        return _misplaced(text, lines, after_bom=after_bom)
    if HANDLER.detect(text):
        block, body = HANDLER.split(text)
        return _read_block(block, Part(lines, text.index("\n") + 1), len(text) - len(body))
    if opening := _OPENING.match(text):
        return _unclosed(text, opening.end(), lines)
    return _ABSENT


def _unclosed(text: str, start: int, lines: Lines) -> FrontMatter:
    """A block that no `---` closes ends with the note, if it is YAML; else the `---` is a rule."""
    if not _LOOKS_LIKE_PROPERTY.match(text, start):
        return _ABSENT
    flaw = _syntax("the front matter is not closed: add a line --- after it", lines.span(0, 3))
    whole = _read_block(text[start:], Part(lines, start), len(text))
    if whole.broken:
        return FrontMatter(present=True, broken=True, body=start, flaws=(flaw,))
    return whole._replace(broken=True, flaws=(flaw,))


def _misplaced(text: str, lines: Lines, *, after_bom: bool) -> FrontMatter:
    """Front matter that Obsidian takes for text, because something stands before its `---`."""
    block = text.lstrip()
    if not HANDLER.detect(block):
        return _ABSENT
    inside, _ = HANDLER.split(block)
    if _ENDS_WITH_BLANK_LINE.search(inside) or not _LOOKS_LIKE_PROPERTY.match(inside):
        return _ABSENT
    what, cure = ("a byte order mark", "save without BOM") if after_bom else ("a blank", "remove it")
    place = len(text) - len(block)
    flaw = _syntax(
        f"{what} stands before the front matter, so Obsidian takes it for text: {cure}",
        lines.span(place, place + 3),
    )
    return FrontMatter(present=True, broken=True, body=0, flaws=(flaw,))


def _read_block(block: str, places: Part, body: int) -> FrontMatter:
    try:
        root = yaml_core.read(block)
    except YamlError as error:
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
    own = next((value for key, value in root.pairs if yaml_core.key_of(key) == PROPERTY), None)
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
            yaml_core.key_of(key),
            yaml_core.value_of(value),
            places.span(key.start, key.end),
            places.span(value.start, value.end),
        )


def _duplicates(node: Node, places: Part) -> Iterator[Flaw]:
    """Repeated keys at any depth: Obsidian's parser then gives up on the whole block."""
    first_lines: dict[str, int] = {}
    for key, _ in node.pairs if node.kind == "mapping" else ():
        name, span = yaml_core.key_of(key), places.span(key.start, key.end)
        if name in first_lines:
            message = (
                f'property "{name}" is already set on line {first_lines[name]}, so Obsidian ignores the whole'
                " block: keep one"
            )
            yield Flaw(DUPLICATE, message, span, {"property": name, "first_line": first_lines[name]}, name)
        first_lines.setdefault(name, span.line)
    for child in node.children:
        yield from _duplicates(child, places)


def _links(node: Node, block: str, places: Part) -> Iterator[Link]:
    """Texts that are a link as a whole, at any depth; a link inside longer text does not count."""
    children = node.children[1::2] if node.kind == "mapping" else node.children
    for child in children:
        yield from _links(child, block, places)
    raw = node.text.strip()
    if found := _whole_link(raw):
        inside = block.find(raw, node.start, node.end)
        start, end = (inside, inside + len(raw)) if inside >= 0 else (node.start, node.end)
        span = places.span(start, end)
        yield Link(LinkKind.PROPERTY, raw, found.target, found.fragment, found.display, span, found.external)


@lru_cache(maxsize=256)  # YAML's aliases may repeat one long text thousands of times
def _whole_link(text: str) -> LinkText | None:
    if not text.startswith("["):
        return None
    if wikilink := WIKILINK.fullmatch(text):
        return read_wikilink(wikilink[1])
    return read_whole_link(text)
