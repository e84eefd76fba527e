"""Plan the moves of files and folders, with the edits that keep every link leading where it leads.

As in Obsidian, links are resolved before and after the move, and those are rewritten that would lead elsewhere; all
others stay as they are, byte for byte (S3.27 in docs/obsidian.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move, Plan, edited_bytes, edits_by_path
from vaultlint.fix.moves.link_targets import seen_text, shown_name, targets
from vaultlint.fix.moves.moved_paths import moved_paths
from vaultlint.fix.moves.planned import Planned
from vaultlint.fix.moves.renamed_headings import RenamedHeadings
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.vault_after import Concern, resolver_after, resolver_before
from vaultlint.model import Edit, Link, Mention, Note, Span, Status
from vaultlint.parse import read_note
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.vault.index import Index
from vaultlint.vault.resolver import Resolution


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
        self._renamed: dict[str, RenamedHeadings] = {}
        self._planned: dict[tuple[str, int], Sequence[Edit]] = {}
        self._left: dict[Mention, None] = {}

    def planned(self) -> Planned:
        edits = self._all_edits()
        self._renamed = self._renamed_headings(edits)
        if self._renamed:
            edits = self._all_edits()
        return Planned(Plan(edits, self._moves), tuple(self._left))

    def _all_edits(self) -> tuple[Edit, ...]:
        """Return the edits of all links; those of links to renamed headings too, once these are known."""
        concern = Concern(self._index, self._moved, self._renamed)
        edits: dict[Edit, None] = {}
        for path in sorted(concern.documents()):
            for at, link in enumerate(self._index.document(path).links):
                if not link.external and concern.has(link, path):
                    if (path, at) not in self._planned or (link.fragment and self._renamed):
                        self._planned[path, at] = self._edits(link, path)
                    edits |= dict.fromkeys(self._planned[path, at])
        return tuple(edits)

    def _renamed_headings(self, edits: Sequence[Edit]) -> dict[str, RenamedHeadings]:
        """Return the notes whose headings get another text, since there is a link in them."""
        found: dict[str, RenamedHeadings] = {}
        for path, own in edits_by_path(edits).items() if edits else ():
            note = self._index.document(path)
            headings = note.headings if isinstance(note, Note) else ()
            if any(_is_within(edit.span, each.span) for edit in own for each in headings):
                after = read_note(path, edited_bytes(self._reader.data[path], own))
                if isinstance(note, Note) and len(after.headings) == len(headings):
                    found[path] = RenamedHeadings(note, after)
        return found

    def _edits(self, link: Link, path: str) -> Sequence[Edit]:
        old = self._before.resolve(link, path)
        now = self._after.resolve(link, self._moved.get(path, path))
        file = old.resolved
        if file is None:
            self._note_change(link, path, old, now)
            return ()
        wanted = self._moved.get(file, file)
        leads_there = now.resolved == wanted and not (now.status is Status.AMBIGUOUS and old.status is Status.RESOLVED)
        fragments: list[str | None] = [link.fragment]
        if link.fragment and file in self._renamed:
            fragments = [*self._renamed[file].fragments(link.fragment)]
        if leads_there and fragments[:1] == [link.fragment]:
            return ()
        displays = dict.fromkeys((self._display(link, file, wanted), None))
        for target in (link.target,) if leads_there else self._targets(link, path, wanted, old.status):
            for fragment, display in product(fragments, displays):
                to = NewLink(target, fragment, display)
                if edits := link_edits(link, path, self._reader.text(path), to):
                    return edits
        line, column = link.span[:2]
        raise FixRefused(f"{path}:{line}:{column}: {link.raw} cannot be made to lead to {wanted}; nothing was written")

    def _display(self, link: Link, file: str, wanted: str) -> str | None:
        if self._keep_text:
            return seen_text(link)
        return shown_name(link, file, wanted) if wanted != file else None

    def _targets(self, link: Link, path: str, wanted: str, status: Status) -> Iterator[str]:
        """Yield the targets by which a link leads to a file once all is moved."""
        source = self._moved.get(path, path)
        for target in dict.fromkeys(targets(link, wanted, source, self._index.settings.new_link_format)):
            found = self._after.resolve(link._replace(target=target), source)
            if found.resolved == wanted and (found.status is Status.RESOLVED or status is Status.AMBIGUOUS):
                yield target

    def _note_change(self, link: Link, path: str, old: Resolution, now: Resolution) -> None:
        """Note what becomes of a link that does not lead to one certain file."""
        if now.resolved is None or old.status is Status.EXTERNAL:
            return
        if old.status is Status.AMBIGUOUS:
            before = f"could mean {old.candidates[0]} or {old.candidates[1]}"
        else:
            before = "led nowhere"
        reason = f"{before}; it leads to {now.resolved} now"
        self._left[Mention(path, link.span, link.raw, reason)] = None


def _is_within(inner: Span, outer: Span) -> bool:
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]
