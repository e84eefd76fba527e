"""Backlinks follow edits, and hold nothing of what is gone."""

from __future__ import annotations

from vaultlint.vault.backlinks import Backlinks
from vaultlint.vault.resolver import OutgoingLinks


def test_what_was_typed_is_not_remembered() -> None:
    """An editor asks for a new name with each key; only the last one counts, in memory too."""
    backlinks = Backlinks()
    links = OutgoingLinks()
    for length in range(1, 5):
        backlinks.remove("a.md", links)
        links = OutgoingLinks(1, dangling=(0,), ends=("milk"[:length],), asked=("milk"[:length],))
        backlinks.add("a.md", links)
    assert (backlinks.to("mil"), backlinks.to("milk")) == (set(), {"a.md"})
    assert (list(backlinks._to), list(backlinks._asking)) == (["milk"], ["milk"])
    backlinks.remove("a.md", links)
    assert (backlinks._to, backlinks._asking, backlinks.dangling) == ({}, {}, set())
