"""What the command line says on rules and notes."""

from __future__ import annotations

from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True)
class SelectionFlags:
    """What the command line says; `select` replaces what the file selects and ignores, the rest adds to it."""

    select: Names = ()
    extend_select: Names = ()
    ignore: Names = ()
    exclude: Names = ()
