"""Completion: what may be written at a position of a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vaultlint.rule import Rule
from vaultlint.server.completion_items import CompletionItem
from vaultlint.vault.index import Index


class Completions(NamedTuple):
    """What may be written, best first. If it is incomplete, an editor must ask again with each key."""

    items: tuple[CompletionItem, ...] = ()
    is_incomplete: bool = False


def complete(index: Index, path: str, line: int, column: int, rules: Mapping[str, Rule] = {}) -> Completions:
    """Return what may be written at a position of a note, at most 200 items.

    `line` and `column` count from 1, columns in characters. `rules` are those in force for the note, whose schemas say
    which properties and values there may be. There is nothing in code, math and wherever else Obsidian sees no link.
    """
    del index, path, line, column, rules
    return Completions()
