"""Find references: the links to a note, heading or block, and the uses of a tag or property."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.model import ResolvedLink, Status
from vaultlint.obsidian.names import fold, note_name
from vaultlint.server.locations import FileLocation, anchor_span, block_id_in, heading_position
from vaultlint.server.place import BlockPlace, HeadingPlace, LinkPlace, Place, PropertyPlace, TagPlace, place_at
from vaultlint.vault.index import Index
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.vault import Vault


def references(
    index: Index, path: str, line: int, column: int, *, with_declaration: bool = False
) -> tuple[FileLocation, ...]:
    """Return all places that refer to what stands at a position of a note or canvas, in the order of the vault.

    These are the links to the same heading or block, or to the same file: that of the link, or the note itself where
    nothing else stands. For a link that leads nowhere, they are the links that ask for the same note; for a tag, its
    uses and those of the tags below it; for a property, its names in all notes. `with_declaration` adds the heading or
    block itself.
    """
    if path not in index.listing.documents:
        return ()
    found = dict.fromkeys(_references(index, path, place_at(index, path, line, column), with_declaration))
    return tuple(sorted(found))


def _references(index: Index, path: str, place: Place | None, with_declaration: bool) -> Iterator[FileLocation]:
    match place:
        case LinkPlace(link, part, _):
            yield from _of_link(index, link, with_declaration, by_anchor=part == "fragment")
        case HeadingPlace(_, position, span):
            yield from map(_location, links_to_heading(index, path, position))
            if with_declaration:
                yield FileLocation(path, span)
        case BlockPlace(block, span):
            yield from map(_location, _links_to_block(index, path, block.id.lower()))
            if with_declaration:
                yield FileLocation(path, span)
        case TagPlace(tag, _):
            yield from _uses_of_tag(index, tag.name)
        case PropertyPlace(found, _, _):
            yield from _uses_of_property(index, found.name)
        case None:
            yield from map(_location, links_to_file(index, path))


def _location(found: ResolvedLink) -> FileLocation:
    return FileLocation(found.source, found.link.span)


def _of_link(index: Index, found: ResolvedLink, with_declaration: bool, *, by_anchor: bool) -> Iterator[FileLocation]:
    target, fragment = found.resolved, found.link.fragment
    if found.status is Status.DANGLING:
        yield from map(_location, _links_asking_alike(index, found))
    elif target is None:
        for path in found.candidates:
            yield from map(_location, links_to_file(index, path))
    elif by_anchor and fragment and (span := anchor_span(index, target, fragment)):
        if with_declaration:
            yield FileLocation(target, span)
        position = heading_position(index, target, fragment)
        if position is not None:
            yield from map(_location, links_to_heading(index, target, position))
        elif block_id := block_id_in(fragment):
            yield from map(_location, _links_to_block(index, target, block_id))
    else:
        yield from map(_location, links_to_file(index, target))


def links_to_file(index: Index, path: str) -> Iterator[ResolvedLink]:
    """Yield all links that lead to a file, or may lead there where Obsidian's choice is not stable."""
    vault = Vault(index)
    for source in sorted(index.backlinks.asking_for({note_name(path)}, index.resolver) | index.backlinks.to(path)):
        for found in vault.links_of(index.document(source)):
            if path == found.resolved or (found.resolved is None and path in found.candidates):
                yield found


def links_to_heading(index: Index, path: str, position: int) -> Iterator[ResolvedLink]:
    """Yield all links that lead to a heading of a note, given by its position."""
    for found in links_to_file(index, path):
        fragment = found.link.fragment
        if found.resolved and fragment and heading_position(index, path, fragment) == position:
            yield found


def _links_to_block(index: Index, path: str, block_id: str) -> Iterator[ResolvedLink]:
    for found in links_to_file(index, path):
        if found.resolved and found.link.fragment and block_id_in(found.link.fragment) == block_id:
            yield found


def _links_asking_alike(index: Index, dangling: ResolvedLink) -> Iterator[ResolvedLink]:
    """Yield the links that lead nowhere and ask for the same note as another one."""
    vault, wanted = Vault(index), _asked(dangling)
    for source in sorted(index.backlinks.asking_for({note_name(dangling.link.target)}, index.resolver)):
        for found in vault.broken_links_of(index.document(source)):
            if found.status is Status.DANGLING and _asked(found) == wanted:
                yield found


def _asked(dangling: ResolvedLink) -> str:
    return fold(wanted_path(dangling.link.target, dangling.source))


def _uses_of_tag(index: Index, name: str) -> Iterator[FileLocation]:
    vault = Vault(index)
    wanted = f"{name.lower()}/"
    paths = {
        path for tag, paths in vault.notes_by_tag.items() if f"{tag.lower()}/".startswith(wanted) for path in paths
    }
    for path in sorted(paths):
        for tag in vault.tags_of(index.note(path)):
            if f"{tag.name.lower()}/".startswith(wanted):
                yield FileLocation(path, tag.span)


def _uses_of_property(index: Index, name: str) -> Iterator[FileLocation]:
    names = Vault(index).notes_by_property
    for path in sorted({path for other, paths in names.items() if other.lower() == name.lower() for path in paths}):
        if found := index.note(path).get(name):
            yield FileLocation(path, found.span)
