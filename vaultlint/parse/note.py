"""A note's bytes to a `Note`."""

from __future__ import annotations

from vaultlint.model import Block, Heading, Link, Note, Span
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.markdown import Body, read_markdown
from vaultlint.parse.positions import Lines, Part
from vaultlint.parse.scan import scan_markdown
from vaultlint.parse.text import decode

_BOM = "\ufeff"


def read_note(path: str, data: bytes) -> Note:
    """Read a note; total: any bytes give a note, and what is wrong with them is in its flaws."""
    text, flaws = decode(data)
    after_bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    lines = Lines(text)
    front = read_front_matter(text, lines, after_bom=after_bom)
    body = _read_body(text, front.body, lines)
    return Note(
        path,
        has_front_matter=front.present,
        front_matter_broken=front.broken,
        properties=front.properties,
        headings=body.headings,
        blocks=body.blocks,
        tags=body.tags,
        links=(*front.links, *body.links),
        suppressions=(*front.suppressions, *body.suppressions),
        flaws=(*flaws, *front.flaws, *body.flaws),
    )


def _read_body(text: str, start: int, lines: Lines) -> Body:
    body = None if "\r" in text else scan_markdown(text[start:], text.count("\n", 0, start))
    if body is None:
        return read_markdown(text[start:], Part(lines, start))
    return body._replace(
        headings=tuple(Heading(level, heading, Span(*span)) for level, heading, span in body.headings),
        blocks=tuple(Block(name, Span(*span)) for name, span in body.blocks),
        links=tuple(Link(*link[:5], Span(*link[5]), *link[6:]) for link in body.links),
    )
