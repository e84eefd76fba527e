"""Stand-in until the branch `writer` is merged."""

from __future__ import annotations

import re

from vaultlint.model import Edit, Heading, Span
from vaultlint.parse.positions import LineIndex


def heading_edit(heading: Heading, path: str, text: str, new: str) -> Edit | None:
    lines = LineIndex(text)
    at = text.find(heading.text, lines.offset(*heading.span[:2]))
    return Edit(path, lines.span(at, at + len(heading.text)), new) if at >= 0 and heading.text else None


def scalar_edit(path: str, span: Span, text: str, new: str) -> Edit | None:
    """Replace a scalar, key or value, of the front matter."""
    lines = LineIndex(text)
    old = text[lines.offset(*span[:2]) : lines.offset(*span[2:])]
    if old[:1] in "\"'" and '"' not in new and "'" not in new and "\\" not in new:
        return Edit(path, span, f"{old[0]}{new}{old[0]}")
    if re.fullmatch(r"[\w/ -]+", new) and not new.isdecimal():
        return Edit(path, span, new)
    return None
