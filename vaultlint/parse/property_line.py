"""What a line of front matter that is a property looks like, for text that may be no front matter at all."""

from __future__ import annotations

_NOT_A_NAME = r"(?:[*+•·–—]|\d+[.)])[ \t]|[A-Z][^\n:]*, "  # a list item; prose, as in `Well, so: this`
_REST = r"[^\s:：][^\n:：]{0,60}"

NAME = rf"(?!{_NOT_A_NAME})(?![\[\]{{}}#<>|!%*@`&-]){_REST}"
"""A name as properties have it: of words, digits, emoji and most symbols, in quotes or not."""

PROPERTY = rf"{NAME}:(?=\s|\Z)"
"""The start of a line `name: value`."""

LIKE_PROPERTY = rf"[ \t]*+(?!{_NOT_A_NAME})(?![\[\]{{}}#<>|-]){_REST}[:：](?!//|\*|:|(?<=\d:)\d)"
"""The start of a line that was meant to be a property, though a space or quotes may be missing."""
