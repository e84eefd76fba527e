"""Decode the bytes of a file."""

from __future__ import annotations

from vaultlint.model import TOP, Flaw

UNREADABLE_FILE = "unreadable-file"
"""The rule that reports files that cannot be read, wholly or in part."""

BOM = "\ufeff"


def decode_utf8(data: bytes) -> tuple[str, tuple[Flaw, ...]]:
    """Decode the bytes of a file; those that are not UTF-8 become U+FFFD, and a flaw names the first."""
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start + 1}): save the file as UTF-8"
        return data.decode(errors="replace"), (Flaw(UNREADABLE_FILE, message, TOP, {"byte": error.start + 1}),)


def read_text(data: bytes) -> str:
    """Decode the bytes of a file without the byte order mark: the text in which spans count."""
    return decode_utf8(data)[0].removeprefix(BOM)
