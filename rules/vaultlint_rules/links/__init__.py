"""Rules about links and their targets."""

from __future__ import annotations

from collections.abc import Sequence

LISTED = 100
"""How many files `data` lists at most: thousands may match a link."""

_FEW = 5


def listed(paths: Sequence[str]) -> str:
    """Return file names as a phrase; of many, the first ones and a count."""
    *most, last = paths if len(paths) <= _FEW else (*paths[:_FEW], f"{len(paths) - _FEW:,} more")
    return f"{', '.join(most)} and {last}" if most else last
