"""A vault as it was at a commit, as far as links tell: where they led, and which headings and blocks were there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vaultlint.git.changes_since import ChangesSince
from vaultlint.model import FragmentStatus, Note, ResolvedLink
from vaultlint.parse import read_note
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note
from vaultlint.vault.resolver import Resolver


class PastVault:
    """A vault at the commit that `changes` start from, under the settings of today."""

    def __init__(self, index: Index, changes: ChangesSince) -> None:
        self._index = index
        self._changes = changes
        shown = filter(index.settings.shows, sorted(changes.old_files))
        self._resolver = Resolver(filter(index.source.shows, shown), index.source.unread)
        self._notes: dict[str, Note] = {}
        self._anchors: dict[str, Anchors] = {}

    def resolved(self, links: Sequence[ResolvedLink]) -> list[ResolvedLink]:
        """Resolve links as they would have been then, each from the place that its file had."""
        old = self._changes.old_paths
        found = [(each, old.get(each.source, each.source)) for each in links]
        then = [ResolvedLink(source, each.link, *self._resolver.resolve(each.link, source)) for each, source in found]
        self._read(each.resolved for each in then if each.link.fragment and each.resolved)
        return [each._replace(fragment_status=self._fragment_status(each)) for each in then]

    def note(self, path: str) -> Note | None:
        """Return a note as it was; None where there was none, or where it cannot be read."""
        if self._is_as_it_was(path):
            return self._index.note(path) if is_note(path) else None
        self._read([path])
        return self._notes.get(path)

    def _is_as_it_was(self, path: str) -> bool:
        return path in self._index.documents.files and not self._changes.is_changed(path)

    def _read(self, paths: Iterable[str]) -> None:
        """Read notes that have changed, all at once, as git takes long to start."""
        wanted = {path for path in paths if is_note(path) and path not in self._notes}
        found = self._changes.old_contents(path for path in wanted if not self._is_as_it_was(path))
        self._notes |= {path: read_note(path, data) for path, data in found.items()}

    def _fragment_status(self, then: ResolvedLink) -> FragmentStatus | None:
        path, fragment = then.resolved, then.link.fragment
        if not (path and fragment):
            return None
        if self._is_as_it_was(path):
            return self._index.fragment_status(path, fragment)
        if path not in self._notes:
            return FragmentStatus.UNCHECKED
        if path not in self._anchors:
            self._anchors[path] = Anchors(self._notes[path])
        return self._anchors[path].status_of(fragment)
