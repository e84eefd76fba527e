"""The command-line flags that select rules and notes."""

from __future__ import annotations

from dataclasses import dataclass

Names = tuple[str, ...]

EVERY_RULE = ("all", "ALL")
"""Names that select every rule, also those that are off by default."""


@dataclass(frozen=True)
class SelectionFlags:
    """The values of the flags; `select` replaces what the file selects and ignores, the others add to it."""

    select: Names = ()
    extend_select: Names = ()
    ignore: Names = ()
    exclude: Names = ()
