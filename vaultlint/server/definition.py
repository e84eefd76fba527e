"""Go to definition: the file, heading or block that the link at a position leads to."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.model import Span
from vaultlint.server.locations import FileLocation, targets_of
from vaultlint.server.place import LinkPlace, place_at
from vaultlint.vault.index import Index


class Definition(NamedTuple):
    """The link that was pointed at, and where it leads: to all files that an ambiguous name may mean."""

    origin: Span
    targets: tuple[FileLocation, ...]


def definition(index: Index, path: str, line: int, column: int) -> Definition | None:
    """Return where the link at a position of a note or canvas leads, by the resolution of the index.

    None where there is no link, or it leads nowhere or out of the vault.
    """
    place = place_at(index, path, line, column)
    if not isinstance(place, LinkPlace):
        return None
    targets = targets_of(index, place.found)
    return Definition(place.found.link.span, targets) if targets else None
