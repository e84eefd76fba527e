"""Parse the bytes of a note into a `Note`."""

from __future__ import annotations

from vaultlint.model import TOP, Contents, Flaw, Note, Span
from vaultlint.parse.fast import scan_markdown
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.markdown import Body, comment_ranges, read_markdown
from vaultlint.parse.positions import LineIndex, PartMap
from vaultlint.parse.utf8 import BOM, UNREADABLE_FILE, decode_utf8


def read_note(path: str, data: bytes) -> Note:
    """Read a note; never fails: any bytes are a note, and its flaws say what is wrong with them."""
    text, flaws = decode_utf8(data)
    if "\0" in text and not flaws:
        flaws = (_nul(data),)
    after_bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    front = read_front_matter(text, after_bom=after_bom)
    body = _read_body(text, front.body)
    contents = Contents(
        has_front_matter=front.present,
        is_broken=front.broken,
        properties=front.properties,
        headings=body.headings,
        blocks=body.blocks,
        tags=body.tags,
        links=(*front.links, *body.links),
        suppressions=(*front.suppressions, *body.suppressions),
        flaws=(*flaws, *front.flaws, *body.flaws),
    )
    return Note(path, contents)


def comment_spans(text: str) -> list[Span]:
    """Return the spans of the comments between `%%` in the text of a note, which no publisher shows."""
    start = read_front_matter(text).body
    lines = LineIndex(text)
    return [lines.span(start + each.start, start + each.end) for each in comment_ranges(text[start:])]


def _nul(data: bytes) -> Flaw:
    """Report a NUL: the file is UTF-16, which can be valid UTF-8, or a crash has overwritten part of it."""
    byte = data.index(b"\0") + 1
    message = f"NUL character (byte {byte}): save the file as UTF-8 if it is UTF-16, or restore it if it is damaged"
    return Flaw(UNREADABLE_FILE, message, TOP, {"byte": byte})


def _read_body(text: str, start: int) -> Body:
    """Read the Markdown from `start`: with the fast scanner, or with pyromark if that declines or CR ends a line."""
    body = None
    if "\r" not in text or text.count("\r") == text.count("\r\n"):
        body = scan_markdown(text[start:], text.count("\n", 0, start))
    return body or read_markdown(text[start:], PartMap(LineIndex(text), start))
