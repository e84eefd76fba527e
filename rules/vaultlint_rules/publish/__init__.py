"""Rules about what a site makes of the notes: which it publishes, where, and where its links lead."""

from __future__ import annotations

from vaultlint import Note, ResolvedLink, Vault


def shown_links(note: Note, vault: Vault, *, itself: bool = False) -> list[ResolvedLink]:
    """Return the links in the text of a note that lead to one other file or, with `itself`, to the note too."""
    return [
        found
        for found in vault.links_of(note)
        if vault.site.shows(found.link) and found.resolved and (itself or found.resolved != note.path)
    ]
