"""What is never edited, however right the edit may be."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.fix.edits import edited_bytes
from vaultlint.model import Edit
from vaultlint.parse import read_text
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.positions import LineIndex


def why_not_edited(data: bytes, edits: Sequence[Edit], *, is_note: bool) -> str | None:
    """Say why edits must not be applied to the bytes of a file; None if they may be."""
    try:
        edited = edited_bytes(data, edits)
    except ValueError as error:
        return str(error)
    if b"\0" in data:
        return "it has NUL characters, so it is damaged or not UTF-8"
    if is_note and _is_broken_there(read_text(data), edits) and read_front_matter(read_text(edited)).broken:
        return "its front matter cannot be read"
    return None


def _is_broken_there(text: str, edits: Sequence[Edit]) -> bool:
    """Whether one of the edits is in front matter that cannot be read as it was meant."""
    front = read_front_matter(text)
    return front.broken and any(LineIndex(text).offset(*edit.span[:2]) < front.body for edit in edits)
