"""A vault as it would be after a plan, as far as links go; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vaultlint.fix.edits import Plan, edited_bytes, edits_by_path
from vaultlint.fix.moves.moved_paths import mapped, moved_paths
from vaultlint.model import Canvas, FragmentStatus, Link, Note, ResolvedLink, Status
from vaultlint.obsidian.names import note_name
from vaultlint.parse import read_canvas, read_note
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note
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


class Concern:
    """The links that lead elsewhere, at most, once files are moved, or that name an anchor in other files.

    `moved` has the new paths of the files that are moved, by the old ones; `changed` are those with other anchors.
    """

    def __init__(self, index: Index, moved: Mapping[str, str], changed: Iterable[str] = ()) -> None:
        self._index = index
        self._moved = moved
        self._names = frozenset(note_name(path) for path in (*moved, *moved.values(), *changed))

    def documents(self) -> set[str]:
        """Return the notes and canvases with such links, by the paths that they have before the moves."""
        found = self._index.backlinks.asking_for(self._names, self._index.resolver)
        return found | {path for path in self._moved if path in self._index.listing.documents}

    def has(self, link: Link, source: str) -> bool:
        """Tell whether a link in a file is one of them: by its name, or since its file is moved."""
        if source in self._moved:
            return True
        return not self._names.isdisjoint(self._index.resolver.asked_names(link, source)) or not link.target


class VaultAfter:
    """The vault of an index as it would be after a plan. Files are named by the paths that they have before it.

    `data` has the bytes of the files that are edited. Raises ValueError where a file cannot be edited.
    """

    def __init__(self, index: Index, plan: Plan, data: Mapping[str, bytes]) -> None:
        self._index = index
        self.moved = moved_paths(plan.moves, index.documents.files)
        self._old = {new: old for old, new in self.moved.items()}
        self._resolver = resolver_after(index, self.moved)
        self.edits = edits_by_path(plan.edits)
        self._edited = {path: _read(path, edited_bytes(data[path], edits)) for path, edits in self.edits.items()}
        self._anchors: dict[str, Anchors] = {}
        self.concern = Concern(index, self.moved, self._with_other_anchors())

    def _with_other_anchors(self) -> Iterator[str]:
        for path, after in self._edited.items():
            if isinstance(after, Note) and _anchors_of(after) != _anchors_of(self._index.note(path)):
                yield path

    def concerned(self) -> set[str]:
        """Return the notes and canvases whose links the plan may concern."""
        return self.concern.documents() | self._edited.keys()

    def links_of(self, path: str) -> Sequence[Link]:
        """Return the links of a note or canvas as they would be."""
        return (self._edited.get(path) or self._index.document(path)).links

    def resolved(self, link: Link, path: str) -> ResolvedLink:
        """Resolve a link of a file as it would be; the paths in the result are those after the plan."""
        source = self.moved.get(path, path)
        found = self._resolver.resolve(link, source)
        status = self._fragment_status(found.resolved, link.fragment) if found.resolved and link.fragment else None
        return ResolvedLink(source, link, *found, status)

    def _fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        path = self._old.get(path, path)
        document = self._edited.get(path)
        if document is None:
            return self._index.fragment_status(path, fragment)
        if not isinstance(document, Note):
            return FragmentStatus.UNCHECKED
        if path not in self._anchors:
            self._anchors[path] = Anchors(document)
        return self._anchors[path].status_of(fragment)


def _read(path: str, data: bytes) -> Note | Canvas:
    return read_note(path, data) if is_note(path) else read_canvas(path, data)


def _anchors_of(note: Note) -> object:
    headings = [(heading.level, heading.text) for heading in note.headings]
    return headings, [block.id for block in note.blocks], note.is_drawing
