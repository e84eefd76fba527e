"""Bytes to data, one file at a time: nothing here knows the rest of the vault."""

from vaultlint.parse.canvas import read_canvas
from vaultlint.parse.note import read_note
from vaultlint.parse.text import UNREADABLE

__all__ = ["UNREADABLE", "read_canvas", "read_note"]
