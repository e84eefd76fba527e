"""Complete the fragment of a link, with the headings and blocks of its note, and its display text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from vaultlint.model import Note
from vaultlint.obsidian.names import stem
from vaultlint.parse.heading_writer import headings_around, strip_brackets, strip_heading
from vaultlint.parse.link_forms import NewLink
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.cursor import Cursor
from vaultlint.server.link_probe import LinkProbe
from vaultlint.server.name_search import NameSearch
from vaultlint.server.open_link import OpenLink
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.listing import is_note
from vaultlint.vault.vault import Vault

_SHOWN = 80
"""The most characters of a block that are shown."""


def anchor_items(cursor: Cursor, found: OpenLink) -> Iterator[CompletionItem]:
    """Yield the headings that the fragment may name next, or after a `^` the blocks, best first."""
    used = found.probe("x")
    note = _note_of(cursor, used) if used else None
    anchors = cursor.index.anchors(note.path) if note else None
    if used is None or note is None or anchors is None or not (used.link.fragment or "").endswith("#x"):
        return
    above = (used.link.fragment or "")[:-1]
    typed = unquote(found.typed) if used.link.is_markdown else found.typed
    if not typed.startswith("^"):
        yield from _headings(found, used, note, anchors, above, typed)
    elif above == "#":
        yield from _blocks(found, used, note, typed[1:])


def _note_of(cursor: Cursor, used: LinkProbe) -> Note | None:
    """The note to which a link leads."""
    path = cursor.index.resolver.resolve(used.link, cursor.path).resolved
    return cursor.index.note(path) if path and is_note(path) else None


def _headings(
    found: OpenLink, used: LinkProbe, note: Note, anchors: Anchors, above: str, typed: str
) -> Iterator[CompletionItem]:
    names = [strip_heading(heading.text) for heading in note.headings]
    for position in NameSearch((name, at) for at, name in enumerate(names)).find(typed):
        for fragment in _fragments(note, position, above):
            is_right = anchors.headings_on(fragment)[-1:] == [position]
            text = used.written(NewLink(used.link.target, fragment)) if is_right else None
            if text is not None:
                detail = f"{'#' * note.headings[position].level} {note.path}"
                yield found.item(used, names[position], ItemKind.HEADING, text, detail)
                break


def _fragments(note: Note, position: int, above: str) -> Iterator[str]:
    """Yield how a link may name a heading, below the headings that it names already; else by its whole path."""
    text = note.headings[position].text
    yield from dict.fromkeys((f"{above}{strip_heading(text)}", f"{above}{strip_brackets(text)}"))
    if above == "#":
        yield "".join(f"#{strip_brackets(heading.text)}" for heading in headings_around(note.headings, position))


def _blocks(found: OpenLink, used: LinkProbe, note: Note, typed: str) -> Iterator[CompletionItem]:
    lines = (Vault(found.cursor.index).text(note.path) or "").splitlines()

    def shown(position: int) -> str:
        line = note.blocks[position].span.line
        text = lines[line - 1].strip() if line <= len(lines) else ""
        return text.removesuffix(f"^{note.blocks[position].id}").strip()

    named = ((f"{block.id} {shown(at)}", at) for at, block in enumerate(note.blocks))
    for position in NameSearch(named).find(typed):
        block_id = note.blocks[position].id
        text = used.written(NewLink(used.link.target, f"#^{block_id}"))
        if text is not None:
            yield found.item(used, f"^{block_id}", ItemKind.BLOCK, text, shown(position)[:_SHOWN])


def display_items(cursor: Cursor, found: OpenLink) -> Iterator[CompletionItem]:
    """Yield what a wikilink may show: the aliases of its note, and its name where the link has a path."""
    used = found.probe("x")
    note = _note_of(cursor, used) if used else None
    if used is None or note is None:
        return
    own = [stem(note.path)] if stem(note.path) != used.link.target else []
    names: dict[str, None] = dict.fromkeys((*note.texts("aliases"), *own))
    for name in NameSearch((name, name) for name in names).find(found.typed):
        text = used.written(NewLink(used.link.target, used.link.fragment, name))
        if text is not None:
            yield found.item(used, name, ItemKind.ALIAS, text, note.path)
