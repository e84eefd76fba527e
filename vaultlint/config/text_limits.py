"""How much text output shows; also the defaults of the keys `max-per-rule` and `max-problems`."""

from __future__ import annotations

from typing import NamedTuple


class TextLimits(NamedTuple):
    """The most problems that text output shows: of one rule, and in all."""

    per_rule: int = 10
    problems: int = 50
