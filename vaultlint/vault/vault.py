"""A whole vault: its notes, canvases and files, and what every link leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vaultlint.cache.code_fingerprint import PARSERS, fingerprint
from vaultlint.cache.store import Store
from vaultlint.encoding import digest, encode
from vaultlint.files.patterns import matches
from vaultlint.model import (
    TOP,
    Canvas,
    Flaw,
    Link,
    LinkKind,
    Note,
    PackedDocument,
    ResolvedLink,
    Span,
    Status,
    Suppression,
)
from vaultlint.obsidian.daily_notes import DailyNotes, known_formats
from vaultlint.obsidian.names import fold
from vaultlint.obsidian.settings import ATTACHMENTS, SHOWN, Settings, extension
from vaultlint.parse import UNREADABLE_FILE, LinkSource, ValuePath, read_text, rewrite_link, value_spans
from vaultlint.vault.built_folders import settings_of
from vaultlint.vault.graph import Graph, build_graph
from vaultlint.vault.links import MISSING, Links
from vaultlint.vault.note_cache import NoteCache
from vaultlint.vault.reader import ProgressCallback, read_files
from vaultlint.vault.resolver import OutgoingLinks, Resolver, wanted_path
from vaultlint.vault.sources import FileSource

if TYPE_CHECKING:
    from vaultlint.vault.near_files import NearFile, NearFiles

Plan = Literal["daily-note", "pattern"]
"""Why a note that does not exist counts as planned, not as missing."""

_EMBEDDING = (LinkKind.EMBED, LinkKind.IMAGE, LinkKind.CANVAS)


class Vault:
    """A vault as rules see it. Paths are relative to `root`, with `/`; mappings are by path, sorted by it.

    `files` are the other files that a link may lead to, canvases included; `unreadable` gives the reason why a
    folder, settings file, note or canvas could not be read. A note or canvas that could not be read is still in
    `notes` or `canvases`, and empty.
    """

    def __init__(
        self,
        root: Path,
        notes: Mapping[str, Note],
        canvases: Mapping[str, Canvas],
        files: tuple[str, ...],
        settings: Settings,
        unreadable: Mapping[str, str],
        daily_notes: DailyNotes,
        resolver: Resolver,
        links: Links,
        source: FileSource,
    ) -> None:
        self.root = root
        self.notes = notes
        self.canvases = canvases
        self.settings = settings
        self.files = tuple(path for path in files if settings.shows(path))
        self.unreadable = unreadable
        self._daily_notes = daily_notes
        self._resolver = resolver
        self._links = links
        self._source = source
        self._hidden = Resolver(set(files).difference(self.files))

    def text(self, document: Note | Canvas | str) -> str | None:
        """The text of a note or canvas, or of the one at a path: decoded, without the byte order mark, as spans count.

        It is read anew each time, and bytes that are not UTF-8 are U+FFFD. None where the file could not be read, and
        where it has changed or vanished since: its spans would not fit, and the next run will see it. Raises KeyError
        for any other path.
        """
        path = document if isinstance(document, str) else document.path
        if path not in self.notes and path not in self.canvases:
            raise KeyError(path)
        if path in self.unreadable:
            return None
        try:
            data = self._source.read(path)
        except OSError:
            return None
        return None if self._source.has_changed(path) else read_text(data)

    def value_spans(self, note: Note) -> dict[ValuePath, Span]:
        """The spans of all values in the front matter of a note, at any depth, by their path.

        A path begins with the name of a property as it is written; `("tags", 1)` is the second item of `tags`,
        `("author", "name")` is `name` in `author`. The note is read again where it has lists or mappings; where that
        cannot be done (see `text`), only the properties themselves are there.
        """
        spans: dict[ValuePath, Span] = {(found.name,): found.value_span for found in note.properties}
        if any(isinstance(value, list | dict) for _, value in note.packed.properties):
            spans |= value_spans(self.text(note) or "")
        return spans

    @cached_property
    def links(self) -> tuple[ResolvedLink, ...]:
        """Every link of every note and canvas, resolved, in the order of paths and positions.

        Rules that look for faults only are faster with `broken`, which makes far fewer objects.
        """
        return tuple(self._links)

    @cached_property
    def broken(self) -> tuple[ResolvedLink, ...]:
        """The links whose file, heading or block does not exist, in the order of `links`."""
        return tuple(self._links.broken())

    @cached_property
    def link_counts(self) -> dict[str, int]:
        """How many links each note and canvas has, without those that lead out of the vault."""
        return dict(self._links.counts())

    @cached_property
    def graph(self) -> Graph:
        """The graph of all notes and files, by path.

        An edge stands for all links from one to another, see `links_between`.
        """
        return build_graph([*self.notes, *self.files], self._links.edges())

    def has_incoming(self, path: str) -> bool:
        """Whether an edge of the graph leads to a path; faster than building the graph."""
        return path in self._edge_ends

    def has_outgoing(self, path: str) -> bool:
        """Whether an edge of the graph leads from a path; faster than building the graph."""
        return path in self._edge_starts

    @cached_property
    def _edge_ends(self) -> set[str]:
        return {end for _, end in self._links.edges()}

    @cached_property
    def _edge_starts(self) -> set[str]:
        return {start for start, _ in self._links.edges()}

    def links_between(self, source: str, target: str) -> tuple[ResolvedLink, ...]:
        """The links that an edge of the graph stands for, in the order of the text."""
        return tuple(self._links_by_edge.get((source, target), ()))

    @cached_property
    def _links_by_edge(self) -> dict[tuple[str, str], list[ResolvedLink]]:
        found: dict[tuple[str, str], list[ResolvedLink]] = {}
        for link in self.links:
            for target in (link.resolved,) if link.resolved else link.candidates:
                if link.link.counted and target != link.source:
                    found.setdefault((link.source, target), []).append(link)
        return found

    @cached_property
    def flaws(self) -> tuple[tuple[str, Flaw], ...]:
        """What could not be read as it was meant, each with the path of its file or folder."""
        unreadable = [(path, _unreadable(why)) for path, why in sorted(self.unreadable.items())]
        flawed = (source for source in self._sources if source.packed.flaws)
        return (*unreadable, *((source.path, flaw) for source in flawed for flaw in source.flaws))

    @property
    def _sources(self) -> list[Note | Canvas]:
        return [*self.notes.values(), *self.canvases.values()]

    def suppressions(self, path: str) -> tuple[Suppression, ...]:
        """The comments and properties of a note or canvas that hide problems in it; none for other paths."""
        source = self.notes.get(path) or self.canvases.get(path)
        return source.suppressions if source and source.packed.suppressions else ()

    def named(self, target: str) -> tuple[str, ...]:
        """The paths of the files that have the name of a link's target, in any folder, sorted."""
        return self._resolver.named(target)

    def is_attachment(self, link: Link) -> bool:
        """Whether a link names an attachment, not a note that may not be written yet.

        Its target has a known extension, or a hidden file has its name. An embed, an image and a canvas's file node
        may have any known extension; other links only those that Obsidian shows or that a file of the vault
        has, since `[[Robots.txt]]` may be a note.
        """
        kind = extension(link.target)
        if kind in ATTACHMENTS and (kind in SHOWN or link.kind in _EMBEDDING or kind in self._kinds):
            return True
        return self.hides(link.target)

    @cached_property
    def _kinds(self) -> set[str]:
        """The extensions of the files, hidden ones included."""
        return {extension(path) for path in (*self.files, *self._hidden.paths)}

    def hides(self, target: str) -> bool:
        """Whether a file of that name exists that Obsidian, with the settings of this vault, does not show."""
        return bool(self._hidden.named(target))

    def hides_target_of(self, found: ResolvedLink) -> bool:
        """Whether a dangling link would lead to a file if Obsidian showed all types of files."""
        return self._hidden.resolve(found.link, found.source).status is not Status.DANGLING

    def rewritten(
        self, found: ResolvedLink, to: str, *, fragment: str | None = None, display: str = ""
    ) -> LinkSource | None:
        """The text to put in place of a link so that it leads to the file `to` and to no other.

        It keeps the form of the link and has the shortest target that works. `fragment` replaces the fragment of the
        link; `display` becomes the display text of a wikilink that has none. None where no link can name the
        file, where the file lacks the heading or block, and where the text cannot be written there: in place of a link
        by reference, or on more than 200 characters.
        """
        link = found.link
        fragment = fragment or link.fragment
        if fragment and self._links.fragment_status(to, fragment) in MISSING:
            return None
        if found.status is Status.RESOLVED and found.resolved == to:
            target: str | None = link.target
        elif link.exact:
            target = to if self._resolver.names_exactly(to) else None
        else:
            target = self._resolver.shortest(to, found.source, keeps_md=link.is_markdown)
        return None if target is None else rewrite_link(link, target, fragment, display)

    def called(self, alias: str) -> tuple[str, ...]:
        """The paths of the notes that have a name as an alias, compared as Obsidian compares names."""
        return tuple(self._by_alias.get(fold(alias), ()))

    @cached_property
    def _by_alias(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for note in self.notes.values():
            for alias in dict.fromkeys(map(fold, note.texts("aliases"))):
                found.setdefault(alias, []).append(note.path)
        return found

    def near(self, dangling: ResolvedLink) -> tuple[NearFile, ...]:
        """The files that the author of a dangling link may have meant, at most three, best first; mostly none.

        Their name or alias differs from the target in case, accents, punctuation, the order of words, singular and
        plural, or by a slip of the pen. Numbers never differ, and no daily note is near to another.
        """
        target, source = dangling.link.target, dangling.source
        if extension(target) in ATTACHMENTS:
            return self._near_files.files_near(target, source)
        found = self._near_files.notes_near(target, source)
        if found and self.is_daily_note(target):
            found = tuple(each for each in found if not self.is_daily_note(each.path))
        return found or self._near_files.files_near(target, source)

    @cached_property
    def _near_files(self) -> NearFiles:
        from vaultlint.vault.near_files import NearFiles  # only needed where a link dangles

        return NearFiles(self.notes.values(), self.files)

    @cached_property
    def dangling(self) -> tuple[ResolvedLink, ...]:
        """The links to notes that do not exist; see `is_attachment` for those to files."""
        return tuple(
            found for found in self.broken if found.status is Status.DANGLING and not self.is_attachment(found.link)
        )

    def is_daily_note(self, path: str) -> bool:
        """Whether the path of a note, or the target of a link, names a daily note."""
        return self._daily_notes.name_in(path) is not None

    def plan(self, dangling: ResolvedLink, patterns: Sequence[str] = (), *, daily_notes: bool = True) -> Plan | None:
        """Why the note of a dangling link counts as planned: it is a daily note, or matches one of the patterns.

        None where it does not, and where the note exists after all: in another folder, as an alias, or, unless it is
        a daily note, under a name that is `near`.
        """
        target = dangling.link.target
        if self.called(target):
            return None
        day = self._daily_notes.name_in(target) if daily_notes else None
        if day is not None:
            is_elsewhere = any(self._daily_notes.name_in(path) == day for path in self.named(target))
            return None if is_elsewhere else "daily-note"
        is_planned = matches(patterns, wanted_path(target, dangling.source)) and not self.named(target)
        return "pattern" if is_planned and not self.near(dangling) else None


def read_vault(
    root: Path,
    source: FileSource,
    *,
    daily_notes: DailyNotes | None = None,
    store: Store | None = None,
    jobs: int | None = 1,
    progress: ProgressCallback | None = None,
) -> Vault:
    """Read every note and canvas of a vault. Never fails: what cannot be read is among its `flaws`.

    `daily_notes` defaults to what Obsidian's settings say. `store` caches what was read for the next run; neither it
    nor `jobs` and `progress`, which are those of `reader.read_files`, change the vault.
    """
    names = source.paths()
    settings, unreadable = settings_of(source)
    unreadable |= settings.match_expressions(names)
    kinds = {path: extension(path) for path in names}
    files = tuple(path for path, kind in kinds.items() if kind != "md")
    targets = (path for path, kind in kinds.items() if kind == "md" or settings.shows(path))
    resolver = Resolver(targets, source.unread)
    cache = NoteCache(store, _version(source), resolver) if store else None
    paths = [path for path, kind in kinds.items() if kind in {"md", "canvas"}]
    notes: dict[str, Note] = {}
    canvases: dict[str, Canvas] = {}
    outgoing: dict[str, OutgoingLinks] = {}
    for path, read in read_files(source, paths, resolver, cache=cache, jobs=jobs, progress=progress).items():
        if isinstance(read, str):
            unreadable[path] = read
            packed = PackedDocument(front_matter_broken=True)
        else:
            packed, outgoing[path] = read
        if kinds[path] == "canvas":
            canvases[path] = Canvas(path, packed)
        else:
            notes[path] = Note(path, packed)
    sources = sorted([*notes.values(), *canvases.values()], key=lambda source: source.path)
    if cache:
        links = Links(sources, outgoing, resolver, cache.unchanged, cache.missing)
        cache.save(links.missing)
    else:
        links = Links(sources, outgoing, resolver)
    daily_notes = daily_notes or DailyNotes(known_formats(settings.daily_format, settings.period_formats))
    unreadable = {**source.unreadable, **unreadable}
    return Vault(root, notes, canvases, files, settings, unreadable, daily_notes, resolver, links, source)


def _version(source: FileSource) -> bytes:
    """What a reading depends on besides the file: the code, and where linked folders lead, which stamps do not show."""
    return fingerprint(PARSERS) + digest(encode(sorted(source.followed.items())))


def _unreadable(why: str) -> Flaw:
    return Flaw(UNREADABLE_FILE, f"cannot be read: {why}", TOP, {})
