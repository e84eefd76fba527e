"""The command-line flags that select rules and notes."""

from __future__ import annotations

from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True)
class SelectionFlags:
    """The values of the flags; `select` replaces what the file selects and ignores, the others add to it."""

    select: Names = ()
    extend_select: Names = ()
    ignore: Names = ()
    exclude: Names = ()
