"""Complete the type of a callout, after `> [!`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.obsidian.callouts import ALIASES, CALLOUTS
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.cursor import Cursor
from vaultlint.server.link_probe import probe
from vaultlint.server.name_search import NameSearch

_OPEN = re.compile(r"[ \t]*(?:>[ \t]*)+\[!([\w-]*)\Z")
_REST = re.compile(r"[\w-]*\]?")


def callout_items(cursor: Cursor) -> Iterator[CompletionItem]:
    """Yield the types of callouts where one begins in a quote, and what they are called otherwise."""
    found = _OPEN.match(cursor.before)
    if found is None:
        return
    start = cursor.offset - len(found[1])
    rest = _REST.match(cursor.after)
    end = cursor.offset + (rest.end() if rest else 0)
    if probe(cursor, start - 2, end, "[[x]]") is None:  # in code
        return
    named = [(name, name) for kind in CALLOUTS for name in (kind, *ALIASES.get(kind, ()))]
    for name in NameSearch(named).find(found[1]):
        same_as = next((kind for kind, names in ALIASES.items() if name in names), "")
        yield cursor.item(name, ItemKind.CALLOUT, start, end, f"{name}]", same_as)
