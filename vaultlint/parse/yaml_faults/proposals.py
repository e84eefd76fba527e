"""Propose in a message what to write."""

from __future__ import annotations

import re

_MAX_PROPOSAL = 60
"""The most characters that a message proposes to write."""


def quote(text: str) -> str:
    """Quote a text so that YAML reads it as it is."""
    return f'"{text}"' if not re.search(r"[\"\\]", text) else "'" + text.replace("'", "''") + "'"


def proposal(new: str) -> str:
    """Return the end of a message that proposes to write a text; empty if the text is too long for that."""
    return f": write {code(new)}" if len(new) <= _MAX_PROPOSAL and "\n" not in new else ""


def code(text: str) -> str:
    """Put YAML in backticks, unless it contains one."""
    return text if "`" in text else f"`{text}`"
