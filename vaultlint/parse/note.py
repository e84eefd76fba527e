"""A note's bytes to a `Note`."""

from __future__ import annotations

from vaultlint.model import TOP, Flaw, Note, PackedContent, PackedDocument
from vaultlint.parse.decoding import BOM, UNREADABLE, decode
from vaultlint.parse.fast import scan_markdown
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.markdown import Body, read_markdown
from vaultlint.parse.positions import Lines, Part


def read_note(path: str, data: bytes) -> Note:
    """Read a note; total: any bytes give a note, and what is wrong with them is in its flaws."""
    text, flaws = decode(data)
    if "\0" in text and not flaws:
        flaws = (_nul(data),)
    after_bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    front = read_front_matter(text, after_bom=after_bom)
    body = _read_body(text, front.body)
    packed = PackedDocument(
        has_front_matter=front.present,
        front_matter_broken=front.broken,
        properties=tuple([found[:2] for found in front.properties]),
        suppressions=(*front.suppressions, *body.suppressions),
        flaws=(*flaws, *front.flaws, *body.flaws),
        content=PackedContent(
            body.headings,
            body.blocks,
            body.tags,
            (*front.links, *body.links),
            [found[2:] for found in front.properties],
        ),
    )
    return Note(path, packed)


def _nul(data: bytes) -> Flaw:
    """Text in UTF-16 may be good UTF-8, with a NUL in each character; so may be what a crash leaves of a file."""
    byte = data.index(b"\0") + 1
    message = f"a NUL character (byte {byte}): save the file as UTF-8 if it is UTF-16, else look for what was lost"
    return Flaw(UNREADABLE, message, TOP, {"byte": byte})


def _read_body(text: str, start: int) -> Body:
    """The Markdown from `start` on: scanned where the scanner is sure of it, else read with pyromark."""
    body = scan_markdown(text[start:], text.count("\n", 0, start)) if "\r" not in text else None
    return body or read_markdown(text[start:], Part(Lines(text), start))
