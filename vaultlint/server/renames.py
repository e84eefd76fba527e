"""Rename what stands at a position: a note, attachment, heading, block id, tag or property, with all links to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move, Plan
from vaultlint.fix.moves.move_planner import plan_moves
from vaultlint.fix.moves.request import AnchorRename, FileMove, PropertyRename, Request, TagRename, plan_request
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.proof import why_not
from vaultlint.model import ResolvedLink, Span
from vaultlint.obsidian.names import folder_of, stem
from vaultlint.server.locations import block_id_in, heading_position
from vaultlint.server.place import (
    BlockPlace,
    HeadingPlace,
    LinkPart,
    LinkPlace,
    Place,
    PropertyPlace,
    TagPlace,
    place_at,
)
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note


class Renamable(NamedTuple):
    """What can be renamed: the span to show, and the name that it has."""

    span: Span
    name: str


def find_renamable(index: Index, path: str, line: int, column: int) -> Renamable | None:
    """Return what would be renamed at a position of a file; None where there is nothing."""
    place = place_at(index, path, line, column)
    thing = _thing_at(index, path, place) if place else None
    return Renamable(place.span, _name_of(thing)) if place and thing else None


def plan_rename(index: Index, path: str, line: int, column: int, new: str) -> Plan:
    """Plan to give what stands at a position another name; raises `FixRefused`."""
    place = place_at(index, path, line, column)
    thing = _thing_at(index, path, place) if place else None
    if thing is None:
        raise FixRefused("nothing here can be renamed")
    return plan_request(index, _to(thing, new.strip())).plan


def _thing_at(index: Index, path: str, place: Place) -> Request | None:
    """What stands at a place, as a request that gives it the name it has."""
    match place:
        case LinkPlace(found, part, _):
            return _linked_thing(index, found, part) if found.resolved else None
        case HeadingPlace(heading, position, _):
            return AnchorRename(path, heading.text, heading.text, position)
        case BlockPlace(block, _):
            return AnchorRename(path, f"^{block.id}", block.id)
        case TagPlace(tag, _):
            return TagRename(tag.name, tag.name)
        case PropertyPlace(found, "name", _):
            return PropertyRename(found.name, found.name)
        case _:
            return None


def _linked_thing(index: Index, found: ResolvedLink, part: LinkPart) -> Request | None:
    """What a link leads to: its heading or block for the part that names it, else its file."""
    path, fragment = found.resolved or "", found.link.fragment
    if part != "fragment" or not fragment:
        return FileMove(Move(path, path), is_folder=False)
    note = index.note(path)
    if block_id := block_id_in(fragment):
        blocks = (block.id for block in note.blocks if block.id.lower() == block_id)
        return next((AnchorRename(path, f"^{name}", name) for name in blocks), None)
    position = heading_position(index, path, fragment) if is_note(path) else None
    if position is None:
        return None
    return AnchorRename(path, note.headings[position].text, note.headings[position].text, position)


def _name_of(thing: Request) -> str:
    if isinstance(thing, FileMove):
        path = thing.move.old
        return stem(path) if is_note(path) else path.rpartition("/")[2]
    return thing.new


def _to(thing: Request, new: str) -> Request:
    """The request to give a thing another name."""
    if isinstance(thing, FileMove):
        return thing._replace(move=Move(thing.move.old, _new_path(thing.move.old, new)))
    return thing._replace(new=new.removeprefix("#") if isinstance(thing, TagRename) else new)


def _new_path(old: str, new: str) -> str:
    """The path that a new name means: in the same folder, unless the name has one."""
    name = f"{new}.md" if is_note(old) and not is_note(new) else new
    folder = folder_of(old)
    return name if "/" in name or not folder else f"{folder}/{name}"


def plan_file_renames(index: Index, moves: Iterable[Move]) -> Plan:
    """Plan the edits that keep links working while the editor moves files and folders; raises `FixRefused`."""
    reader = NoteReader(index)
    planned = plan_moves(index, [*moves], reader)
    if fault := why_not(index, planned.plan, reader.data, dict.fromkeys(planned.dropped)):
        raise FixRefused(fault)
    return planned.plan
