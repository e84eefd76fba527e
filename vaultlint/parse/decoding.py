"""Bytes to text."""

from __future__ import annotations

from vaultlint.model import TOP, Flaw

UNREADABLE = "unreadable-file"
"""The rule that reports what kept a file, or part of it, from being read."""


BOM = "\ufeff"


def decode(data: bytes) -> tuple[str, tuple[Flaw, ...]]:
    """The text of a file; bytes that are not UTF-8 become U+FFFD and a flaw that names the first."""
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start + 1}): save the file as UTF-8"
        return data.decode(errors="replace"), (Flaw(UNREADABLE, message, TOP, {"byte": error.start + 1}),)


def read_text(data: bytes) -> str:
    """The text of a file without the byte order mark, in which all its spans are."""
    return decode(data)[0].removeprefix(BOM)
