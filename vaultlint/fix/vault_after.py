"""A vault as it would be after a plan, as far as links go; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vaultlint.fix.edits import Plan, edited_bytes
from vaultlint.fix.moved_paths import mapped, moved_paths
from vaultlint.model import Canvas, Edit, FragmentStatus, Link, Note, ResolvedLink, Status
from vaultlint.obsidian.names import note_name
from vaultlint.parse import read_canvas, read_note
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.index import Index, is_note
from vaultlint.vault.resolver import Resolution, Resolver


class AnyFileResolver:
    """Resolves links as Obsidian does and, where it finds nothing, to the files that it does not show.

    Such a link dangles in Obsidian, and is rewritten like the others when its file is moved.
    """

    def __init__(self, shown: Resolver, hidden: Resolver) -> None:
        self.shown = shown
        self._hidden = hidden

    def resolve(self, link: Link, source: str) -> Resolution:
        """Resolve a link of the file `source`."""
        found = self.shown.resolve(link, source)
        return found if found.status is not Status.DANGLING else self._hidden.resolve(link, source)


def resolver_before(index: Index) -> AnyFileResolver:
    """Return what resolves the links of a vault as it is."""
    return AnyFileResolver(index.resolver, index.listing.hidden)


def resolver_after(index: Index, moved: Mapping[str, str]) -> AnyFileResolver:
    """Return what resolves the links of a vault once files are moved: their new paths by the old ones."""
    if not moved:
        return resolver_before(index)
    shown: list[str] = []
    hidden: list[str] = []
    for path in mapped(index.documents.files, moved):
        (shown if index.settings.shows(path) else hidden).append(path)
    return AnyFileResolver(Resolver(shown, index.source.unread), Resolver(hidden))


def concerned_by(index: Index, moved: Mapping[str, str]) -> set[str]:
    """Return the notes and canvases with links that moving files may concern, by their old paths.

    They link to one of the files, ask for one of the old or new names, or are moved themselves.
    """
    names = {note_name(path) for path in (*moved, *moved.values())}
    found = index.backlinks.asking_for(names, index.resolver)
    return found | {path for path in moved if path in index.listing.documents}


class VaultAfter:
    """The vault of an index as it would be after a plan. Files are named by the paths that they have before it.

    `data` has the bytes of the files that are edited. Raises ValueError where a file cannot be edited.
    """

    def __init__(self, index: Index, plan: Plan, data: Mapping[str, bytes]) -> None:
        self._index = index
        self.moved = moved_paths(plan.moves, index.documents.files)
        self._old = {new: old for old, new in self.moved.items()}
        self._resolver = resolver_after(index, self.moved)
        self.edits: dict[str, list[Edit]] = {}
        for edit in plan.edits:
            self.edits.setdefault(edit.path, []).append(edit)
        self._edited = {path: self._read(path, edited_bytes(data[path], edits)) for path, edits in self.edits.items()}
        self._anchors: dict[str, Anchors] = {}

    def _read(self, path: str, data: bytes) -> Note | Canvas:
        return read_note(path, data) if is_note(path) else read_canvas(path, data)

    def document(self, path: str) -> Note | Canvas:
        """Return a note or canvas as it would be."""
        return self._edited.get(path) or self._index.document(path)

    def links_of(self, path: str) -> Iterator[ResolvedLink]:
        """Yield the links of a note or canvas and where they would lead; paths are those after the plan."""
        source = self.moved.get(path, path)
        for link in self.document(path).links:
            found = self._resolver.resolve(link, source)
            status = self._fragment_status(found.resolved, link.fragment) if found.resolved and link.fragment else None
            yield ResolvedLink(source, link, *found, status)

    def _fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        path = self._old.get(path, path)
        if path not in self._edited:
            return self._index.fragment_status(path, fragment)
        if path not in self._anchors:
            document = self._edited[path]
            if not isinstance(document, Note):
                return FragmentStatus.UNCHECKED
            self._anchors[path] = Anchors(document)
        return self._anchors[path].status_of(fragment)

    def concerned(self) -> set[str]:
        """Return the notes and canvases whose links the plan may concern."""
        found = concerned_by(self._index, self.moved) if self.moved else set()
        for path, after in self._edited.items():
            found.add(path)
            if isinstance(after, Note) and _anchors_of(after) != _anchors_of(self._index.note(path)):
                found |= self._index.backlinks.to(path)
        return found


def _anchors_of(note: Note) -> tuple[Iterable[object], Iterable[object], bool]:
    headings = [(heading.level, heading.text) for heading in note.headings]
    return headings, [block.id for block in note.blocks], note.is_drawing
