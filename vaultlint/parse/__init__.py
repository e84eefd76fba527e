"""Bytes and text to `Note` and `Canvas`: total, and for each file from that file alone."""

from vaultlint.parse.canvas import read_canvas
from vaultlint.parse.decoding import UNREADABLE, read_text
from vaultlint.parse.front_matter import ValuePath, value_spans
from vaultlint.parse.limits import why_too_much
from vaultlint.parse.link_writer import LinkSource, rewrite_link
from vaultlint.parse.note import read_note
from vaultlint.parse.suppression_comments import PROPERTY, UNUSED

__all__ = [
    "PROPERTY",
    "UNREADABLE",
    "UNUSED",
    "LinkSource",
    "ValuePath",
    "read_canvas",
    "read_note",
    "read_text",
    "rewrite_link",
    "value_spans",
    "why_too_much",
]
