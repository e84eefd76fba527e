"""Completion: what may be written at a position of a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from vaultlint.rule import Rule
from vaultlint.server.anchor_completion import anchor_items, display_items
from vaultlint.server.callout_completion import callout_items
from vaultlint.server.completion_items import CompletionItem
from vaultlint.server.cursor import Cursor, cursor_at
from vaultlint.server.link_completion import target_items
from vaultlint.server.open_link import open_link
from vaultlint.server.open_property import open_property
from vaultlint.server.property_completion import property_items
from vaultlint.server.tag_completion import tag_counts, tag_items
from vaultlint.server.value_completion import value_items
from vaultlint.server.vault_names import names_of
from vaultlint.vault.index import Index

MOST_ITEMS = 50
"""More are not read, and each is written as it must stand, which takes up to a millisecond."""

_LINK_ITEMS = {"target": target_items, "fragment": anchor_items, "display": display_items}


class Completions(NamedTuple):
    """What may be written, best first, in the order in which it is to be shown.

    It is incomplete if there is anything: it fits what has been typed so far and nothing else, so an editor must ask
    again with each key.
    """

    items: tuple[CompletionItem, ...] = ()

    @property
    def is_incomplete(self) -> bool:
        """Whether an editor must ask again once more is typed."""
        return bool(self.items)


def complete(index: Index, path: str, line: int, column: int, rules: Mapping[str, Rule] = {}) -> Completions:
    """Return what may be written at a position of a note, at most 50 items.

    `line` and `column` count from 1, columns in characters. `rules` are those in force for the note, whose schemas say
    which properties and values there may be. There is nothing in code, math and wherever else Obsidian sees no link.
    """
    cursor = cursor_at(index, path, line, column)
    if cursor is None:
        return Completions()
    new = (item for item in _items(cursor, rules) if not cursor.has(item))
    return Completions(tuple(islice(new, MOST_ITEMS)))


def prepare(index: Index) -> None:
    """Collect the names and tags of a vault, so that the first list comes as fast as the others."""
    names_of(index).by_name(index)
    tag_counts(index)


def _items(cursor: Cursor, rules: Mapping[str, Rule]) -> Iterator[CompletionItem]:
    if link := open_link(cursor):
        yield from _LINK_ITEMS[link.part](cursor, link)
    elif found := open_property(cursor):
        yield from property_items(found, rules) if found.name is None else value_items(found, rules)
    else:
        yield from tag_items(cursor)
        yield from callout_items(cursor)
