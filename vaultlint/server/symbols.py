"""Symbols: the headings of a note as a tree, and the notes, aliases and headings of a vault by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from vaultlint.model import TOP, Heading, Span
from vaultlint.parse.positions import LineIndex
from vaultlint.server.completion_items import ItemKind
from vaultlint.server.locations import section_end
from vaultlint.server.vault_names import names_of
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault

MOST_SYMBOLS = 200


class HeadingSymbol(NamedTuple):
    """A heading: `span` is that of its section, `heading_span` its own, and `children` are the headings in it."""

    name: str
    level: int
    span: Span
    heading_span: Span
    children: tuple[HeadingSymbol, ...]


class VaultSymbol(NamedTuple):
    """A note, alias or heading of a vault; `container` is the folder of a note, or else the note's path."""

    name: str
    kind: Literal["note", "alias", "heading"]
    path: str
    span: Span
    container: str


def document_symbols(index: Index, path: str) -> tuple[HeadingSymbol, ...]:
    """Return the headings of a note as a tree; none for another file."""
    if path not in index.listing.notes:
        return ()
    note = index.note(path)
    end = LineIndex(text := Vault(index).text(path) or "").line_column(len(text))

    def span_of(heading: Heading) -> Span:
        until = section_end(note, heading)
        return Span(*heading.span[:2], *((until, 1) if until else max(end, heading.span[2:])))

    return _tree([(heading, span_of(heading)) for heading in note.headings])


def _tree(headings: list[tuple[Heading, Span]]) -> tuple[HeadingSymbol, ...]:
    found: list[HeadingSymbol] = []
    while headings:
        (heading, span), *headings = headings
        deeper = next((at for at, (each, _) in enumerate(headings) if each.level <= heading.level), len(headings))
        children = _tree(headings[:deeper])
        headings = headings[deeper:]
        found.append(HeadingSymbol(heading.text, heading.level, span, heading.span, children))
    return tuple(found)


def vault_symbols(index: Index, query: str) -> tuple[VaultSymbol, ...]:
    """Return the notes, aliases and headings whose name fits what was typed, at most 200: notes first, best first."""
    return tuple(islice(_vault_symbols(index, query), MOST_SYMBOLS))


def _vault_symbols(index: Index, query: str) -> Iterator[VaultSymbol]:
    names = names_of(index)
    for name, path, folder, kind in names.by_name(index).find(query):
        if kind is ItemKind.NOTE:
            yield VaultSymbol(name, "note", path, TOP, folder)
        elif kind is ItemKind.ALIAS:
            yield VaultSymbol(name, "alias", path, TOP, path)
    for name, path, position in names.by_heading(index).find(query):
        yield VaultSymbol(name, "heading", path, index.note(path).headings[position].span, path)
