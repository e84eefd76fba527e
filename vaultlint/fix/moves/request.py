"""What a user may ask to move or rename, and its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move, Plan
from vaultlint.fix.moves.block_rename import plan_block_rename
from vaultlint.fix.moves.heading_rename import plan_heading_rename
from vaultlint.fix.moves.left_behind import (
    find_left,
    pattern_of_anchor,
    pattern_of_file,
    pattern_of_folder,
    pattern_of_property,
    pattern_of_tag,
)
from vaultlint.fix.moves.move_checks import check_move
from vaultlint.fix.moves.move_planner import plan_moves
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.moves.property_rename import plan_property_rename
from vaultlint.fix.moves.tag_rename import plan_tag_rename
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.proof import why_not
from vaultlint.model import Mention
from vaultlint.vault.index import Index


class FileMove(NamedTuple):
    """A file or folder that gets a new path."""

    move: Move
    is_folder: bool


class AnchorRename(NamedTuple):
    """A heading of the note at `path`, or a block id with its `^`, that gets another name.

    `position`, that of the heading in the note, tells which one is meant of several with the same text.
    """

    path: str
    old: str
    new: str
    position: int | None = None


class TagRename(NamedTuple):
    """A tag, without `#`, that gets another name."""

    old: str
    new: str


class PropertyRename(NamedTuple):
    """A property that gets another name."""

    old: str
    new: str


Request = FileMove | AnchorRename | TagRename | PropertyRename


class Proved(NamedTuple):
    """A plan that breaks no link, and the bytes that its files had when it was made; see `Planned`."""

    plan: Plan
    data: Mapping[str, bytes]
    left: tuple[Mention, ...]
    notices: tuple[str, ...]


def plan_request(index: Index, request: Request, *, keep_text: bool = False, force: bool = False) -> Proved:
    """Plan what a user asks for; raises `FixRefused` where it cannot be done, or would break a link."""
    reader = NoteReader(index)
    planned = _planned(index, request, reader, keep_text=keep_text, force=force)
    reason = why_not(index, planned.plan, reader.data, dict.fromkeys(planned.dropped))
    if reason:
        raise FixRefused(f"{reason}; nothing was written")
    left = sorted((*planned.left, *_left(index, request)))
    return Proved(planned.plan, reader.data, tuple(left), planned.notices)


def _planned(index: Index, request: Request, reader: NoteReader, *, keep_text: bool, force: bool) -> Planned:
    match request:
        case FileMove(move, is_folder):
            check_move(index, move, is_folder=is_folder, force=force)
            return plan_moves(index, [move], reader, keep_text=keep_text)
        case AnchorRename(path, old, new, None) if old.startswith("^"):
            return plan_block_rename(index, path, old[1:], new.removeprefix("^"), reader)
        case AnchorRename(path, old, new, position):
            return plan_heading_rename(
                index, path, old if position is None else position, new, reader, keep_text=keep_text
            )
        case TagRename(old, new):
            return plan_tag_rename(index, old, new, reader)
        case PropertyRename(old, new):
            return plan_property_rename(index, old, new, reader)


def _left(index: Index, request: Request) -> list[Mention]:
    """Return the places in code, queries and settings that name what gets another name."""
    match request:
        case FileMove(move, is_folder):
            pattern = pattern_of_folder(move.old) if is_folder else pattern_of_file(*move)
        case TagRename(old, _):
            pattern = pattern_of_tag(old)
        case PropertyRename(old, _):
            pattern = pattern_of_property(old)
        case AnchorRename(path, old):
            pattern = pattern_of_anchor(path, old)
    return list(find_left(index, pattern))
