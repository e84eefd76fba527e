"""Code lenses: above a note and each of its headings, how many links lead there."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from vaultlint.model import TOP, Span
from vaultlint.server.locations import heading_position
from vaultlint.server.references import links_to_file
from vaultlint.vault.index import Index


class LinkCount(NamedTuple):
    """How many links lead to a note or heading; `span` is that of the heading, or the top of the note."""

    span: Span
    links: int
    title: str


def link_counts(index: Index, path: str) -> tuple[LinkCount, ...]:
    """Return how many links of other files lead to a note, and how many links lead to each of its headings, if any."""
    if path not in index.listing.notes:
        return ()
    links = list(links_to_file(index, path))
    fragments = (found.link.fragment for found in links if found.resolved)
    counts = Counter(heading_position(index, path, fragment) for fragment in fragments if fragment)
    whole = sum(found.source != path for found in links)
    headings = enumerate(index.note(path).headings)
    return (
        LinkCount(TOP, whole, _title(whole)),
        *(LinkCount(heading.span, counts[at], _title(counts[at])) for at, heading in headings if counts[at]),
    )


def _title(count: int) -> str:
    return f"{count or 'no'} {'link' if count == 1 else 'links'}"
