"""Characters that move a terminal's cursor, end a line, or change the direction of text."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Replace control characters with escapes."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
