"""Find links and tags in front matter that lack quotes, so that YAML reads them otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.model import Applicability, Correction, Flaw, TextEdit
from vaultlint.parse.markdown import TAG
from vaultlint.parse.positions import SourceMap
from vaultlint.parse.suppression_comments import SUPPRESSION_PROPERTY
from vaultlint.parse.tags import TAG_PROPERTIES, is_tag
from vaultlint.parse.yaml_faults.proposals import code, proposal, quote
from vaultlint.parse.yaml_nodes import Node, key_of, resolve

UNQUOTED = "unquoted-link"

_LINK = re.compile(r"\[\[(?![\s\"'\[])[^\[\]\r\n]+\]\]")
_TAGS_ONLY = re.compile(rf"[ \t]+({TAG.pattern}(?:[ \t,]+{TAG.pattern})*)[ \t,]*(?:\r?\n|\Z)")


def find_unquoted(root: Node, block: str, source_map: SourceMap) -> Iterator[Flaw]:
    """Yield the links and tags that lack quotes in a block of YAML with properties; `root` is its mapping."""
    names = {key_of(key).lower() for key, _ in root.pairs}
    for key, value in root.pairs:
        if key_of(key) == SUPPRESSION_PROPERTY:
            continue
        if key.plain and key_of(key).endswith(":") and (link := _written(value, block)):
            is_taken = key_of(key)[:-1].lower() in names
            yield _flaw_of_colons(key, value, link, source_map, is_taken=is_taken)
            continue
        for node in _nested(value):
            if node.kind == "sequence" and _is_link(node, block):
                yield _flaw_of_link(key_of(key), node, block, source_map)
        if key_of(key).lower() in TAG_PROPERTIES:
            yield from _flaws_of_tags(key_of(key), value, block, source_map)


def _nested(node: Node) -> Iterator[Node]:
    """A value and all that are in it."""
    yield node
    for child in node.children[1::2] if node.kind == "mapping" else node.children:
        yield from _nested(child)


def _is_link(node: Node, block: str) -> bool:
    """Whether a list in a list was meant as a link: its only row is not in quotes, and not several numbers."""
    if not _LINK.fullmatch(block, node.start, node.end):
        return False
    items = node.children[0].children
    is_row_of_numbers = len(items) > 1 and not any(isinstance(resolve(item.text), str) for item in items)
    return not is_row_of_numbers and all(item.plain or item.kind == "mapping" for item in items)


def _written(value: Node, block: str) -> str | None:
    """The source of a value that is a link, in quotes; None for another value."""
    if value.kind == "sequence":
        return quote(block[value.start : value.end]) if _is_link(value, block) else None
    source = block[value.start : value.end]
    return source if not value.plain and source[:1] in "'\"" and _LINK.fullmatch(value.text) else None


def _flaw_of_link(name: str, node: Node, block: str, source_map: SourceMap) -> Flaw:
    link, items = block[node.start : node.end], node.children[0].children
    kind = Applicability.SAFE if len(items) == 1 and items[0].kind == "scalar" else Applicability.UNSAFE
    message = f"{code(link)} is a list in a list to YAML, not a link{proposal(quote(link))}"
    span = source_map.span(node.start, node.end)
    correction = Correction(f"Write {code(quote(link))}", (TextEdit(span, quote(link)),), kind)
    return Flaw(UNQUOTED, message, span, _data(name, link, quote(link)), link, correction)


def _flaw_of_colons(key: Node, value: Node, link: str, source_map: SourceMap, *, is_taken: bool) -> Flaw:
    name = key_of(key)
    new = f"{name} {link}"
    message = f"{code(f'{name}:')} is a property called {code(name)} to YAML{proposal(new)}"
    edits = (
        TextEdit(source_map.span(key.end - 1, key.end), ""),
        TextEdit(source_map.span(value.start, value.end), link),
    )
    correction = None if is_taken else Correction(f"Write {code(new)}", edits, Applicability.SAFE)
    return Flaw(UNQUOTED, message, source_map.span(key.start, key.end), _data(name, link, new), link, correction)


def _flaws_of_tags(name: str, value: Node, block: str, source_map: SourceMap) -> Iterator[Flaw]:
    """Tags with `#` where a value or an item is missing."""
    for node in value.children if value.kind == "sequence" else [value]:
        found = _TAGS_ONLY.match(block, node.end) if node.start == node.end and node.kind == "scalar" else None
        tags = [tag[1] for tag in TAG.finditer(found[1])] if found else []
        if not found or not all(map(is_tag, tags)):
            continue
        span = source_map.span(found.start(1), found.end(1))
        new = f"[{', '.join(map(_item, tags))}]" if node is value else _item(tags[0])
        is_known = node is value or len(tags) == 1
        remedy = proposal(new) if is_known else ": write each as an item of its own, without `#`"
        what = "is a comment to YAML, not a tag" if len(tags) == 1 else "is a comment to YAML, not tags"
        correction = Correction(f"Write {code(new)}", (TextEdit(span, new),), Applicability.SAFE) if is_known else None
        data = _data(name, found[1], new if is_known else None)
        yield Flaw(UNQUOTED, f"{code(found[1])} {what}{remedy}", span, data, found[1], correction)


def _item(tag: str) -> str:
    """A tag as YAML reads it as text."""
    return tag if isinstance(resolve(tag), str) and tag[0] not in "-~" else quote(tag)


def _data(name: str, source: str, write: str | None) -> dict[str, str | None]:
    return {"property": name, "source": source, "write": write}
