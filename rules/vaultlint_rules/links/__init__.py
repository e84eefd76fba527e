"""Rules on what a link leads to."""

from __future__ import annotations

from collections.abc import Sequence

LISTED = 100
"""How many files `data` lists at the most: thousands may share the name of a link."""

_FEW = 5


def listed(paths: Sequence[str]) -> str:
    """Some files in words; of many the first ones."""
    *most, last = paths if len(paths) <= _FEW else (*paths[:_FEW], f"{len(paths) - _FEW:,} more")
    return f"{', '.join(most)} and {last}" if most else last
