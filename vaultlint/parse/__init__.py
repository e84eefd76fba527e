"""Parse the bytes of a file into a `Note` or `Canvas`. Parsing never fails, and looks at that file alone."""

from vaultlint.parse.canvas import read_canvas
from vaultlint.parse.cut_links import cut_links
from vaultlint.parse.front_matter import ValuePath, value_spans
from vaultlint.parse.limits import why_over_limit
from vaultlint.parse.note import comment_spans, read_note
from vaultlint.parse.suppression_comments import SUPPRESSION_PROPERTY, UNUSED_SUPPRESSION
from vaultlint.parse.utf8 import UNREADABLE_FILE, read_text

__all__ = [
    "SUPPRESSION_PROPERTY",
    "UNREADABLE_FILE",
    "UNUSED_SUPPRESSION",
    "ValuePath",
    "comment_spans",
    "cut_links",
    "read_canvas",
    "read_note",
    "read_text",
    "value_spans",
    "why_over_limit",
]
