"""What a move or rename leaves as it is although it names what is moved: text in code, queries and settings."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.model import Span


class Left(NamedTuple):
    """A place that was left as it is: the text that stands there, and why, as in `in code`."""

    path: str
    span: Span
    text: str
    reason: str
