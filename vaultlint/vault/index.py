"""The index of a vault: its files, what stands in each note and where all links lead. It follows each edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.cache.code_fingerprint import PARSERS, fingerprint
from vaultlint.cache.store import Store
from vaultlint.encoding import decode, digest, encode
from vaultlint.model import Canvas, Contents, Document, FragmentStatus, Note
from vaultlint.obsidian.daily_notes import DailyNotes, known_formats
from vaultlint.obsidian.names import fold, note_name, stem
from vaultlint.obsidian.property_types import PropertyType, by_folded_name
from vaultlint.obsidian.settings import Settings
from vaultlint.parse import cut_links
from vaultlint.site.site_detection import SITE_FILES
from vaultlint.site.site_options import SiteOptions
from vaultlint.site.site_settings import site_settings
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.backlinks import Backlinks
from vaultlint.vault.built_folders import settings_of
from vaultlint.vault.documents import Documents
from vaultlint.vault.graph import Graph, build_graph, replace_edges
from vaultlint.vault.labels import LabelIndex
from vaultlint.vault.listing import Listing, is_document, is_note
from vaultlint.vault.publish_marks import PUBLISH_MARKS, PublishMarks
from vaultlint.vault.reader import ParsedFile, ProgressCallback, ReadResult, read_files
from vaultlint.vault.resolver import OutgoingLinks, Resolution, Resolver
from vaultlint.vault.site_sources import site_files
from vaultlint.vault.sources import FileSource, Overlay

if TYPE_CHECKING:
    from vaultlint.vault.near_files import NearFiles

GRAPH_VERDICTS = "graph-verdicts"
"""The name of the cached value that is forgotten when the graph differs."""

_LABELS = "labels"
"""The name of the cached value that holds the tags and property names of all notes."""

_NOWHERE = OutgoingLinks()
_UNREADABLE = Contents(is_broken=True)
_MAX_EDGES = 100_000
"""About the most edges for links to one ambiguous name; thousands of files may share a name and link to it."""


class Update(NamedTuple):
    """What an edit changed: the notes and canvases whose problems may differ, and whether links between files do."""

    affected: frozenset[str]
    graph: bool


class _Edit(NamedTuple):
    """The files that are new, those that are gone, and the notes and canvases that are new or changed."""

    added: Sequence[str]
    removed: Sequence[str]
    changed: Sequence[str]


_Read = Callable[[Sequence[str], Resolver], Mapping[str, ReadResult]]
"""Reads and parses files, and resolves their links."""

_Before = Mapping[str, ParsedFile | None]
"""What stood in files before an edit; None where there was no file, or none that could be read."""


class Index:
    """A vault that follows each edit; paths are relative to `root`, with `/`.

    Never fails: what cannot be read is in `unreadable`, with the reason. `daily_notes` defaults to what Obsidian's
    settings say; `property_types` take precedence over theirs, and `site` is what the configuration says about the
    site. `store` caches what was read for the next run; neither it nor `jobs` and `progress`, which are those of
    `reader.read_files`, change the index. `loaded` is what has changed since it was stored.
    """

    def __init__(
        self,
        root: Path,
        source: FileSource,
        *,
        daily_notes: DailyNotes | None = None,
        site: SiteOptions | None = None,
        property_types: Mapping[str, PropertyType] = {},
        store: Store | None = None,
        jobs: int | None = 1,
        progress: ProgressCallback | None = None,
    ) -> None:
        self.root = root
        self.source = Overlay(source)
        self._configured_daily_notes = daily_notes
        self._configured_site = site or SiteOptions()
        self._configured_types = by_folded_name(property_types)
        self._read_settings()
        self.documents = Documents(self.source, store, self._signature(), self._read_again)
        self.publish_marks = PublishMarks(self.documents.value(PUBLISH_MARKS))
        self._listing: Listing | None = None
        self.resolver = self._new_resolver()
        self._unreadable: dict[str, str] = {}
        self._anchors: dict[str, Anchors | None] = {}
        self._backlinks: Backlinks | None = None
        self._graph: Graph | None = None
        self._has_capped_edges = False
        self._aliases: dict[str, tuple[str, ...]] | None = None
        self._called: dict[str, list[str]] | None = None
        self._near_files: NearFiles | None = None
        self._label_index: LabelIndex | None = None
        self._is_stored_graph = True
        self.loaded = self._load(source, jobs, progress)

    def _read_settings(self) -> None:
        settings, self._unreadable_settings = settings_of(self.source)
        self.settings = replace(settings, property_types={**settings.property_types, **self._configured_types})
        self._unreadable_settings |= self.settings.match_expressions(self.source.paths())
        formats = known_formats(self.settings.daily_format, self.settings.period_formats)
        self.daily_notes = self._configured_daily_notes or DailyNotes(formats)
        self.site_settings = site_settings(self._configured_site, site_files(self.source), self.source.paths())

    def _new_resolver(self) -> Resolver:
        return Resolver(chain(self.listing.notes, self.listing.files), self.source.unread)

    def _signature(self) -> bytes:
        """What the index depends on besides the names and bytes of files: where linked folders lead is in no stamp."""
        source = self.source
        conditions = sorted(source.followed.items()), source.unread, self.settings.shows_all_files
        return fingerprint(PARSERS) + digest(encode(conditions))

    @property
    def unreadable(self) -> dict[str, str]:
        """Why folders, settings files, notes and canvases could not be read, by path."""
        return {**self.source.unreadable, **self._unreadable_settings, **self._unreadable}

    def _load(self, source: FileSource, jobs: int | None, progress: ProgressCallback | None) -> Update:
        """Take up what has changed since the files were stored."""

        def read(paths: Sequence[str], resolver: Resolver) -> Mapping[str, ReadResult]:
            self.documents.close()  # before other processes start
            return read_files(source, paths, resolver, jobs=jobs, progress=progress)

        paths = source.paths()
        listed = frozenset(paths)
        edit = _Edit(
            added=[path for path in paths if path not in self.documents.files],
            removed=[path for path in self.documents.files if path not in listed],
            changed=self.documents.changed(filter(is_document, paths)),
        )
        return self._forget_what_differs(self._apply(edit, read))

    def save(self, verdicts: Mapping[str, bytes] = {}, values: Mapping[str, bytes] = {}) -> None:
        """Cache what is new, with verdicts on some documents and other values by name."""
        is_stale = not self._is_stored_graph and self.documents.value(GRAPH_VERDICTS)
        forgotten = {GRAPH_VERDICTS: b""} if is_stale else {}
        labels = self._label_index.encoded() if self._label_index and self._label_index.has_new else None
        values = {**forgotten, **self.publish_marks.unsaved(), **values, **({_LABELS: labels} if labels else {})}
        self.documents.save(verdicts, values)

    def update(self, path: str, data: bytes | None) -> Update:
        """Take up the new bytes of a file, None if it is gone; see `update_all`."""
        return self.update_all({path: data})

    def update_all(self, changes: Mapping[str, bytes | None]) -> Update:
        """Take up the new bytes of some files, None for those that are gone.

        To rename a file is to remove it and to add it under its new name; to remove a folder is to remove its files. A
        file may be one of Obsidian's settings or a `.gitignore`.
        """
        for path, data in changes.items():
            self.source.put(path, data)
        files = {path: data for path, data in changes.items() if self.source.shows(path)}
        edit = _Edit(
            added=[path for path, data in files.items() if data is not None and path not in self.documents.files],
            removed=[path for path, data in files.items() if data is None and path in self.documents.files],
            changed=[path for path, data in files.items() if data is not None and is_document(path)],
        )
        before, site_before = self.settings, self.site_settings
        if edit.added or edit.removed or len(files) < len(changes) or not changes.keys().isdisjoint(SITE_FILES):
            self._read_settings()
        if self.settings.shows_all_files != before.shows_all_files:
            self._resolve_all()
        update = self._apply(edit, partial(read_files, self.source))
        is_same = self.settings == before and self.site_settings == site_before
        return self._forget_what_differs(update if is_same else self._everything())

    def _forget_what_differs(self, update: Update) -> Update:
        """Forget what rules have found that may differ after an update; return the update."""
        self.documents.forget_verdicts(update.affected)
        self._is_stored_graph &= not update.graph
        return update

    def _everything(self) -> Update:
        return Update(frozenset(filter(is_document, self.documents.files)), graph=True)

    def _apply(self, edit: _Edit, read: _Read) -> Update:
        """Take up an edit.

        What rules may ask is compared before and after, for the files of the edit and for those whose links may lead
        elsewhere now.
        """
        if not self.documents.files:
            return self._apply_first(edit, read)
        names = {note_name(path) for path in (*edit.added, *edit.removed) if self.settings.shows(path)}
        asking = self.backlinks.asking_for(names, self.resolver) - {*edit.changed, *edit.removed} if names else set()
        before = {path: self.documents.get(path) for path in (*edit.changed, *edit.removed, *asking)}
        extensions = self._listing.extensions if self._listing else frozenset()
        self._change_files(edit)
        self._put_all(read(edit.changed, self.resolver))
        for path in asking:
            self._resolve(path)
        for path, old in before.items():
            self._take_up_links(path, _outgoing(old), self.outgoing_links(path))
            self._take_up_aliases(path, _aliases(old), _aliases(self.documents.get(path)))
        if self.documents.has_lost:  # what stood there before is not known
            self.documents.has_lost = False
            self._aliases = self._near_files = None
            return self._everything()
        aliases = {
            alias for path, old in before.items() for alias in _aliases(old) ^ _aliases(self.documents.get(path))
        }
        renamed = self._renamed(edit, names) | aliases
        called = map(self.notes_called, (*aliases, *names, *(f"{name}.md" for name in names)))
        affected = {*edit.changed, *asking, *chain(*called), *self._affected(before, renamed, extensions)}
        has_other_edges = any(_edges(old) != _edges(self.documents.get(path)) for path, old in before.items())
        return Update(frozenset(affected), graph=bool(names) or has_other_edges)

    def _apply_first(self, edit: _Edit, read: _Read) -> Update:
        """Take up the first files of a vault: nothing is known yet that could differ."""
        self._change_files(edit)
        self._put_all(read(edit.changed, self.resolver))
        self._aliases = self._backlinks = self._graph = self._near_files = None
        return Update(frozenset(edit.changed), graph=True)

    def _change_files(self, edit: _Edit) -> None:
        """Take up which files are new and which are gone."""
        added, removed = edit.added, edit.removed
        self.resolver.update(filter(self.settings.shows, added), filter(self.settings.shows, removed))
        for path in removed:
            self.documents.remove(path)
            self.publish_marks.put(path, None)
            self._unreadable.pop(path, None)
            self._anchors.pop(path, None)
        for path in added:
            self.documents.add(path)
        if added or removed:
            self._listing = None
        if self._near_files:
            _change_names(self._near_files, edit, self.settings)
        if self._graph is not None:
            self._graph.add_nodes_from([path for path in added if self.settings.shows(path)])
            self._graph.remove_nodes_from(removed)

    def _put_all(self, read: Mapping[str, ReadResult]) -> None:
        """Take up documents that were read."""
        for path, found in read.items():
            self._anchors.pop(path, None)
            if isinstance(found, str):
                self._unreadable[path] = found
                self.documents.put(path, None)
                self.publish_marks.put(path, None)
            else:
                self._unreadable.pop(path, None)
                self.documents.put(path, found)
                self.publish_marks.put(path, found)

    def _resolve(self, path: str) -> None:
        """Resolve the links of a parsed file anew."""
        if parsed := self.documents.get(path):
            document = Document(path, parsed.contents)
            outgoing = self.resolver.outgoing_links(document.links, path, cut_links(document.flaws))
            self.documents.put(path, parsed._replace(outgoing=outgoing))

    def _resolve_all(self) -> None:
        """Resolve all links anew, since files of other types are targets now."""
        self._backlinks = self._graph = self._listing = self._near_files = None
        self.resolver = self._new_resolver()
        for path, _ in list(self.documents.outgoing()):
            self._resolve(path)
        self.documents.signature = self._signature()

    def _take_up_links(self, path: str, old: OutgoingLinks, now: OutgoingLinks) -> None:
        """Take up that the links of a file lead elsewhere."""
        if self._backlinks:
            self._backlinks.remove(path, old)
            self._backlinks.add(path, now)
        if self._has_capped_edges:
            self._graph = None  # they depend on those of other files
        elif self._graph is not None and path in self._graph and (old.ends != now.ends or old.unstable or now.unstable):
            ends = chain(now.ends, *(target.candidates for target in self._unstable(path, now).values()))
            replace_edges(self._graph, path, ends)

    def _take_up_aliases(self, path: str, old: frozenset[str], now: frozenset[str]) -> None:
        """Take up that a note has other aliases."""
        if old != now:
            self._aliases = None
        if self._near_files:
            for alias in old - now:
                self._near_files.remove_note(path, alias, is_alias=True)
            for alias in now - old:
                self._near_files.add_note(path, alias, is_alias=True)

    def _renamed(self, edit: _Edit, names: Iterable[str]) -> set[str]:
        """The names that are new or gone, and those of notes to which links are written in another way now."""
        found = {stem(path) for path in (*edit.added, *edit.removed)}
        for path in chain.from_iterable(map(self.resolver.namesakes, (*names, *(f"{name}.md" for name in names)))):
            found |= {stem(path), *_decoded(self.documents.files[path].aliases)}
        return found

    def _affected(self, before: _Before, renamed: AbstractSet[str], extensions: frozenset[str]) -> Iterator[str]:
        """Yield the files to whose links it matters what stood in some files before, and which names are `renamed`.

        A link that dangles is compared with all names and aliases, since it may be misspelt, and its fragment with the
        anchors of what it may mean. `extensions` are those of all files before.
        """
        now = {path: self.documents.get(path) for path in before}
        others = [path for path, old in before.items() if not _is_same(path, old, now[path])]
        for path in others:
            yield from self.backlinks.to(path)
        if others:
            names = {name for path in others for name in (stem(path), *_aliases(now[path]))}
            yield from self.backlinks.asking_like(names)
        if renamed:
            yield from self._asking_near(renamed, extensions)

    def _asking_near(self, names: AbstractSet[str], extensions: frozenset[str]) -> AbstractSet[str]:
        """Return the files with links that dangle and may mean one of some names that are new or gone."""
        near = self._near_files
        if near is None or extensions != self.listing.extensions or any(map(near.is_crowded, names)):
            return self.backlinks.dangling
        return self.backlinks.asking_like(names)

    def _read_again(self, path: str) -> ParsedFile | None:
        (read,) = read_files(self.source, [path], self.resolver).values()
        return None if isinstance(read, str) else read

    @property
    def listing(self) -> Listing:
        """The paths of the vault."""
        if self._listing is None:
            self._listing = Listing(self.documents.files, self.settings)
        return self._listing

    @property
    def near_files(self) -> NearFiles:
        """Which files a link may mean that dangles."""
        if self._near_files is None:
            from vaultlint.vault.near_files import NearFiles  # only needed where a link dangles

            listing = self.listing
            self._near_files = NearFiles(listing.notes, sorted(self.documents.aliases()), listing.files)
        return self._near_files

    @property
    def backlinks(self) -> Backlinks:
        """Which files link to a file; built when it is first asked for."""
        if self._backlinks is None:
            self._backlinks = Backlinks(self.documents.outgoing())
        return self._backlinks

    @property
    def graph(self) -> Graph:
        """The graph of all notes and files that a link may lead to; built when it is first asked for."""
        if self._graph is None:
            self._graph = build_graph(filter(self.settings.shows, self.documents.files), self._edges())
        return self._graph

    def _edges(self) -> Iterator[tuple[str, str]]:
        """Yield the edges of Obsidian's graph as pairs of paths; a link to its own file is not an edge.

        If Obsidian's choice among several files is not stable, there is an edge to each of them. If that would be far
        too many, only the first files get all of these edges, and the others one or two.
        """
        listed: Counter[int] = Counter()
        for path, outgoing in self.documents.outgoing():
            yield from ((path, end) for end in outgoing.ends if end != path)
            for target in self._unstable(path, outgoing).values():
                listed[id(target)] += len(target.candidates)
                yield from ((path, end) for end in _capped(target.candidates, listed[id(target)]) if end != path)
        self._has_capped_edges = max(listed.values(), default=0) > _MAX_EDGES

    def _unstable(self, path: str, outgoing: OutgoingLinks) -> dict[int, Resolution]:
        """The resolutions of unstable links, by identity, as hashing them is slow."""
        if not outgoing.unstable:
            return {}
        links = self.document(path).links
        targets = (self.resolver.resolve(links[position], path) for position in outgoing.unstable)
        return {id(target): target for target in targets}

    def document(self, path: str) -> Note | Canvas:
        """Return a note or canvas, empty if it cannot be read."""
        return self.note(path) if is_note(path) else self.canvas(path)

    def note(self, path: str) -> Note:
        """Return a note, empty if it cannot be read."""
        return Note(path, self._contents(path))

    @property
    def labels(self) -> LabelIndex:
        """The tags and property names of all notes."""
        if self._label_index is None:
            self._label_index = LabelIndex(self.documents.value(_LABELS))
        files = self.documents.files
        self._label_index.update({path: files[path].digest for path in self.listing.notes}, self.note)
        return self._label_index

    def canvas(self, path: str) -> Canvas:
        """Return a canvas, empty if it cannot be read."""
        return Canvas(path, self._contents(path))

    def _contents(self, path: str) -> Contents | bytes:
        parsed = self.documents.get(path)
        return parsed.contents if parsed else _UNREADABLE

    def outgoing_links(self, path: str) -> OutgoingLinks:
        """Return where the links of a note or canvas lead."""
        return _outgoing(self.documents.get(path))

    def anchors(self, path: str) -> Anchors | None:
        """Return the headings and blocks of a note; None for another file, and for a note that cannot be read."""
        if path not in self._anchors:
            is_read = is_note(path) and self.documents.get(path) is not None
            self._anchors[path] = Anchors(self.note(path)) if is_read else None
        return self._anchors[path]

    def fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        """Tell whether a fragment, with its `#`, names an anchor of a file."""
        anchors = self.anchors(path)
        return anchors.status_of(fragment) if anchors else FragmentStatus.UNCHECKED

    def notes_called(self, alias: str) -> Sequence[str]:
        """Return the notes that have a name, maybe with `.md`, as an alias, compared as Obsidian compares names."""
        aliases_now = self.aliases
        if self._called is None:
            self._called = {}
            for path, aliases in aliases_now.items():
                for name in dict.fromkeys(map(fold, aliases)):
                    self._called.setdefault(name, []).append(path)
        asked = fold(alias)
        return self._called.get(asked, ()) or self._called.get(asked.removesuffix(".md"), ())

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """The aliases of each note that has any, as it writes them, by path; another object once any of them differ."""
        if self._aliases is None:
            self._aliases = {path: tuple(aliases) for path, aliases in sorted(self.documents.aliases())}
            self._called = None
        return self._aliases


def _outgoing(parsed: ParsedFile | None) -> OutgoingLinks:
    return parsed.outgoing if parsed else _NOWHERE


def _aliases(parsed: ParsedFile | None) -> frozenset[str]:
    return _decoded(parsed.aliases) if parsed else frozenset()


def _decoded(aliases: bytes | None) -> frozenset[str]:
    return frozenset(decode(aliases)) if aliases else frozenset()


def _change_names(near: NearFiles, edit: _Edit, settings: Settings) -> None:
    """Add and remove the names of files among which one that was meant is looked for."""
    for path in edit.removed:
        if is_note(path):
            near.remove_note(path, stem(path), is_alias=False)
        elif settings.shows(path):
            near.remove_file(path)
    for path in edit.added:
        if is_note(path):
            near.add_note(path, stem(path), is_alias=False)
        elif settings.shows(path):
            near.add_file(path)


def _edges(parsed: ParsedFile | None) -> object:
    outgoing = _outgoing(parsed)
    return outgoing.ends, outgoing.unstable, outgoing.uncounted, outgoing.cut


def _is_same(path: str, old: ParsedFile | None, now: ParsedFile | None) -> bool:
    """Whether links to a file mean the same for rules as before."""
    if old is now or (old and now and old.digest == now.digest):
        return True
    return _facts(path, old) == _facts(path, now)


def _facts(path: str, parsed: ParsedFile | None) -> object:
    """What a rule may ask of a note that another one links to: all but where it stands, and its text and links."""
    if parsed is None:
        return None
    contents = Document(path, parsed.contents).contents
    return (
        contents.is_broken,
        [(found.name, found.value) for found in contents.properties],
        [(heading.level, heading.text) for heading in contents.headings],
        [block.id for block in contents.blocks],
        {tag.name for tag in contents.tags},
    )


def _capped(candidates: Sequence[str], listed: int) -> Sequence[str]:
    """The candidates, or only the first two once so many were listed that two files have them all."""
    return candidates if listed <= max(_MAX_EDGES, 2 * len(candidates)) else candidates[:2]
