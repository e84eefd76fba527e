"""Document links: what an editor underlines and opens, which are the links that lead to one file of the vault."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.model import TOP, Link, Span
from vaultlint.parse.link_spans import link_spans
from vaultlint.server.locations import targets_of
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


class DocumentLink(NamedTuple):
    """A link: `span` is that of its target and fragment, or of the whole link where these cannot be located.

    `target_span` is the place in the file at `path` to which it leads, None for the file as a whole.
    """

    span: Span
    path: str
    target_span: Span | None
    tooltip: str


def document_links(index: Index, path: str) -> tuple[DocumentLink, ...]:
    """Return the links of a note or canvas that lead to one file of the vault, in the order of the text."""
    if path not in index.listing.documents:
        return ()
    found: list[DocumentLink] = []
    for link in Vault(index).links_of(index.document(path)):
        if link.resolved:
            span = next(each.span for each in targets_of(index, link) if each.path == link.resolved)
            place = None if span == TOP else span
            tooltip = f"{link.resolved}:{span.line}" if place else link.resolved
            found.append(DocumentLink(_shown_span(link.link), link.resolved, place, tooltip))
    return tuple(found)


def _shown_span(link: Link) -> Span:
    target, fragment, _ = link_spans(link)
    if target is None:
        return link.span
    return Span(*target[:2], *(fragment or target)[2:])
