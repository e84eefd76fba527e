"""Plan the moves of files and folders, with the edits that keep every link leading where it leads.

As in Obsidian, links are resolved before and after the move, and those are rewritten that would lead elsewhere; all
others stay as they are, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move, Plan
from vaultlint.fix.link_targets import seen_text, shown_name, targets
from vaultlint.fix.moved_paths import moved_paths
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.vault_after import Concern, resolver_after, resolver_before
from vaultlint.model import Edit, Link, Mention, Status
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.vault.index import Index
from vaultlint.vault.resolver import Resolution


class Planned(NamedTuple):
    """A plan, what it leaves as it is although it names what is moved, and what else its user should know."""

    plan: Plan
    left: tuple[Mention, ...] = ()
    notices: tuple[str, ...] = ()


def plan_moves(index: Index, moves: Sequence[Move], reader: NoteReader, *, keep_text: bool = False) -> Planned:
    """Plan the moves of some files and folders; raises `FixRefused` where a link could not follow.

    With `keep_text`, links get the text as their display text that their reader has seen so far.
    """
    return _MovePlanner(index, moves, reader, keep_text=keep_text).planned()


class _MovePlanner:
    def __init__(self, index: Index, moves: Sequence[Move], reader: NoteReader, *, keep_text: bool) -> None:
        self._index = index
        self._moves = tuple(moves)
        self._reader = reader
        self._keep_text = keep_text
        self._moved = moved_paths(moves, index.documents.files)
        self._before = resolver_before(index)
        self._after = resolver_after(index, self._moved)
        self._left: list[Mention] = []

    def planned(self) -> Planned:
        edits: list[Edit] = []
        concern = Concern(self._index, self._moved)
        for path in sorted(concern.documents()):
            for link in self._index.document(path).links:
                if concern.has(link, path):
                    edits += self._edits(link, path)
        return Planned(Plan(tuple(dict.fromkeys(edits)), self._moves), tuple(self._left))

    def _edits(self, link: Link, path: str) -> Sequence[Edit]:
        if link.external:
            return ()
        old = self._before.resolve(link, path)
        now = self._after.resolve(link, self._moved.get(path, path))
        file = old.resolved
        if file is None:
            self._note_change(link, path, old, now)
            return ()
        wanted = self._moved.get(file, file)
        if now.resolved == wanted and not (now.status is Status.AMBIGUOUS and old.status is Status.RESOLVED):
            return ()
        display = None
        if self._keep_text:
            display = seen_text(link)
        elif wanted != file:
            display = shown_name(link, file, wanted)
        return self._rewritten(link, path, wanted, display, old.status)

    def _rewritten(self, link: Link, path: str, wanted: str, display: str | None, status: Status) -> Sequence[Edit]:
        """Return the edits that make a link lead to a file; raises `FixRefused` if no link can."""
        source, text = self._moved.get(path, path), self._reader.text(path)
        for target in dict.fromkeys(targets(link, wanted, source, self._index.settings.new_link_format)):
            found = self._after.resolve(link._replace(target=target), source)
            is_right = found == Resolution(Status.RESOLVED, wanted) or (
                status is Status.AMBIGUOUS and found.resolved == wanted
            )
            for shown in dict.fromkeys((display, None)) if is_right else ():
                if edits := link_edits(link, path, text, NewLink(target, link.fragment, shown)):
                    return edits
        raise FixRefused(f"{path}:{link.span.line}:{link.span.column}: {link.raw} cannot be made to lead to {wanted}")

    def _note_change(self, link: Link, path: str, old: Resolution, now: Resolution) -> None:
        """Note what becomes of a link that does not lead to one certain file."""
        if now.resolved is None or old.status is Status.EXTERNAL:
            return
        now_at = f"it leads to {now.resolved} now"
        if old.status is Status.AMBIGUOUS:
            self._left.append(
                Mention(path, link.span, link.raw, f"could mean {old.candidates[0]} or {old.candidates[1]}; {now_at}")
            )
        else:
            self._left.append(Mention(path, link.span, link.raw, f"led nowhere; {now_at}"))
