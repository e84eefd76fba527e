"""A vault as rules see it: its notes, canvases and files, and what every link leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from vaultlint.files.patterns import matches
from vaultlint.model import (
    TOP,
    Canvas,
    Document,
    Edit,
    Flaw,
    FragmentStatus,
    Link,
    LinkKind,
    Note,
    Property,
    ResolvedLink,
    Span,
    Status,
    Suppression,
    Tag,
)
from vaultlint.obsidian.daily_notes import DailyNotes
from vaultlint.obsidian.names import spelled_as
from vaultlint.obsidian.settings import ATTACHMENTS, SHOWN, extension
from vaultlint.parse import UNREADABLE_FILE, ValuePath, comment_spans, read_text, value_spans
from vaultlint.parse.positions import LineIndex
from vaultlint.site.site import Site
from vaultlint.site.site_options import SiteOptions
from vaultlint.vault.graph import Graph, groups_among, reached_from
from vaultlint.vault.index import Index
from vaultlint.vault.labels import tags_of
from vaultlint.vault.resolver import wanted_path
from vaultlint.vault.sources import FileSource

if TYPE_CHECKING:
    from vaultlint.parse.link_writer import LinkSource
    from vaultlint.parse.value_writer import NewValue
    from vaultlint.vault.near_files import NearFile

Planned = Literal["daily-note", "pattern"]
"""Why a note that does not exist counts as planned, not as missing."""

_EMBEDDING = (LinkKind.EMBED, LinkKind.IMAGE, LinkKind.CANVAS)
_MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)

_D = TypeVar("_D", bound=Document)


class _DocumentsByPath(Mapping[str, _D]):
    """The notes or the canvases of an index, made when they are asked for."""

    def __init__(self, paths: Mapping[str, None], make: Callable[[str], _D]) -> None:
        self._paths = paths
        self._make = make

    def __getitem__(self, path: str) -> _D:
        if path not in self._paths:
            raise KeyError(path)
        return self._make(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


class Vault:
    """A vault as rules see it. Paths are relative to `root`, with `/`; mappings are by path, sorted by it.

    `files` are the other files that a link may lead to, canvases included; `unreadable` gives the reason why a
    folder, settings file, note or canvas could not be read. A note or canvas that could not be read is still in
    `notes` or `canvases`, and empty.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._resolver = index.resolver
        self._listing = index.listing
        self._daily_notes = index.daily_notes
        self.texts_read: set[str] = set()
        """The paths whose text was asked for, so that the engine knows what a verdict depends on."""
        self.root = index.root
        self.settings = index.settings
        self.unreadable: Mapping[str, str] = index.unreadable
        self.notes: Mapping[str, Note] = _DocumentsByPath(self._listing.notes, index.note)
        self.canvases: Mapping[str, Canvas] = _DocumentsByPath(self._listing.canvases, index.canvas)
        self.documents: AbstractSet[str] = self._listing.documents.keys()
        """The paths of the notes and canvases."""
        self.files = self._listing.files

    def __contains__(self, path: object) -> bool:
        """Whether there is a note or file, or something that could not be read, at a path."""
        return path in self._listing.shown or path in self.unreadable

    def text(self, document: Note | Canvas | str) -> str | None:
        """The text of a note or canvas, or of the one at a path: decoded, without the byte order mark, as spans count.

        It is read anew each time, and bytes that are not UTF-8 are U+FFFD. None where the file could not be read, and
        where it has changed or vanished since: its spans would not fit, and the next run will see it. Raises KeyError
        for any other path.
        """
        path = document if isinstance(document, str) else document.path
        if path not in self._listing.documents:
            raise KeyError(path)
        self.texts_read.add(path)
        if path in self.unreadable:
            return None
        try:
            data = self._index.source.read(path)
        except OSError:
            return None
        return None if self._index.source.has_changed(path) else read_text(data)

    def value_spans(self, note: Note) -> dict[ValuePath, Span]:
        """The spans of all values in the front matter of a note, at any depth, by their path.

        A path begins with the name of a property as it is written; `("tags", 1)` is the second item of `tags`,
        `("author", "name")` is `name` in `author`. The note is read again where it has lists or mappings; where that
        cannot be done (see `text`), only the properties themselves are there.
        """
        spans: dict[ValuePath, Span] = {(found.name,): found.value_span for found in note.properties}
        if any(isinstance(found.value, list | dict) for found in note.properties):
            spans |= value_spans(self.text(note) or "")
        return spans

    def text_at(self, document: Note | Canvas, span: Span) -> str | None:
        """The text that stands at a span of a note or canvas; None where the file cannot be read again, see `text`."""
        text = self.text(document)
        if text is None:
            return None
        lines = LineIndex(text)
        return text[lines.offset(*span[:2]) : lines.offset(*span[2:])]

    def is_in_comment(self, found: ResolvedLink) -> bool:
        """Whether a link of a note is in a comment between `%%`: it counts in Obsidian, and no publisher shows it."""
        if self._last_comments[0] != found.source:
            text = self.text(found.source) or ""
            self._last_comments = found.source, comment_spans(text) if text.count("%%") > 1 else []
        start = found.link.span[:2]
        return any(span[:2] <= start < span[2:] for span in self._last_comments[1])

    _last_comments: tuple[str, list[Span]] = ("", [])
    """The comments that were asked for last, with their note's path."""

    @cached_property
    def notes_by_tag(self) -> Mapping[str, Sequence[str]]:
        """The paths of the notes that have each tag, sorted, by the tag as it is spelled, without `#`."""
        return self._index.labels.by_tag()

    @cached_property
    def notes_by_property(self) -> Mapping[str, Sequence[str]]:
        """The paths of the notes that have each property, sorted, by its name as it is spelled."""
        return self._index.labels.by_property()

    def tags_of(self, note: Note) -> tuple[Tag, ...]:
        """All tags of a note, those in `tags` and those in its text, with their places, in order.

        Tags that Obsidian does not accept are left out. The note is read again where `tags` is a list.
        """
        found = note.get("tags")
        is_list = found is not None and isinstance(found.value, list)
        return tags_of(note, self.value_spans(note) if is_list else {})

    def digit_tags(self, note: Note) -> tuple[Tag, ...]:
        """What would be tags in the text of a note if they had a character that is not a digit, such as `#12`.

        The note is read again; none where that cannot be done.
        """
        from vaultlint.parse.digit_tags import digit_tags  # few rules ask for them

        return digit_tags(note.path, self.text(note) or "")

    def value_edit(self, note: Note, found: Property, value: NewValue, within: ValuePath = ()) -> Edit | None:
        """The edit that makes a string, number, boolean or list of strings the value of a property of a note.

        A string keeps the quotes that the property has.

        `within` is the path from the property to a value in its lists and mappings, which then changes alone.

        The note is read again, and with the edit, no other property changes. None where that cannot be done.
        """
        from vaultlint.parse.value_writer import replace_value  # few runs write a value

        text = self.text(note)
        replacement = replace_value(text, found, value, within) if text is not None else None
        return Edit(note.path, *replacement) if replacement else None

    def rename_edits(self, note: Note, found: Property, name: str) -> tuple[Edit, ...]:
        """The edits that give the values of a property to the one called `name`; none where that cannot be done.

        It is renamed where the note has no such property. Otherwise what that one lacks is added to it, and the
        property is removed, if both are texts, lists of texts or empty.
        """
        from vaultlint.parse.property_writer import rename_edits  # few runs rename a property

        text = self.text(note)
        return rename_edits(note.path, text, found.name, name) if text is not None else ()

    @cached_property
    def links(self) -> tuple[ResolvedLink, ...]:
        """Every link of every note and canvas, resolved, in the order of paths and positions."""
        documents = map(self._index.document, self._listing.documents)
        return tuple(link for document in documents for link in self.links_of(document))

    @cached_property
    def broken(self) -> tuple[ResolvedLink, ...]:
        """The links whose file, heading or block does not exist, in the order of `links`."""
        return tuple(
            link for path in self._listing.documents for link in self.broken_links_of(self._index.document(path))
        )

    def links_of(self, document: Note | Canvas) -> tuple[ResolvedLink, ...]:
        """The links of a note or canvas, resolved, in the order of the text."""
        if self._last_links[0] is not document:
            self._last_links = document, tuple([self._resolved(document.path, link) for link in document.links])
        return self._last_links[1]

    _last_links: tuple[Note | Canvas | None, tuple[ResolvedLink, ...]] = (None, ())
    """The links that were asked for last, with their document: several rules ask for the same ones."""

    def broken_links_of(self, document: Note | Canvas) -> tuple[ResolvedLink, ...]:
        """The links of a note or canvas whose file, heading or block does not exist, in the order of the text.

        This is much faster than to look at all of its links.
        """
        path = document.path
        if self._last_broken[0] != path:
            found = [self._resolved(path, document.links[position]) for position in self._broken_positions(path)]
            self._last_broken = path, tuple(found)
        return self._last_broken[1]

    _last_broken: tuple[str, tuple[ResolvedLink, ...]] = ("", ())
    """The broken links that were asked for last, with their document's path: several rules ask for the same ones."""

    def _broken_positions(self, path: str) -> list[int]:
        outgoing = self._index.outgoing_links(path)
        status = self._index.fragment_status
        missing = [at for at, target, fragment in outgoing.anchored if status(target, fragment) in _MISSING]
        return sorted([*outgoing.dangling, *missing])

    def _resolved(self, path: str, link: Link) -> ResolvedLink:
        found = self._resolver.resolve(link, path)
        to, fragment = found.resolved, link.fragment
        status = self._index.fragment_status(to, fragment) if fragment and to else None
        return ResolvedLink(path, link, *found, status)

    @cached_property
    def link_counts(self) -> dict[str, int]:
        """How many links each note and canvas has, without those that lead out of the vault."""
        return {path: self._index.documents.files[path].links for path in self._listing.documents}

    @cached_property
    def site(self) -> Site:
        """The site that publishes the notes; see `Site`."""
        return Site(self._index.site_settings, self._index.documents.files.keys, self._index.note)

    @property
    def has_publish_marks(self) -> bool:
        """Whether any note has a property `publish` or `dg-publish`."""
        return bool(self._index.publish_marks)

    def linking_to(self, path: str) -> AbstractSet[str]:
        """The paths of the notes and canvases that link to a file, also by links that are no edge of the graph."""
        return self._index.backlinks.to(path)

    @property
    def graph(self) -> Graph:
        """The graph of all notes and files, by path: a networkx graph, which must not be changed.

        An edge stands for all links from one to another, see `links_between`.
        """
        return self._index.graph

    def reached_from(self, starts: Iterable[str]) -> set[str]:
        """The paths to which links lead from some paths, these included."""
        return reached_from(self.graph, starts)

    def linked_groups(self) -> list[list[str]]:
        """The groups of notes and canvases that links connect, in any direction: each sorted, the largest first."""
        return groups_among(self.graph, self.documents)

    def is_linked(self, path: str) -> bool:
        """Whether a note or canvas links to a file, also by reference, which is not an edge of the graph.

        So does a link that a `|` cuts in two in a table cell: it is text, but was meant. A link counts for each file
        that it may lead to, and a link from a note to itself counts too.
        """
        is_linked = bool(self._index.backlinks.to(path)) or self.graph.in_degree(path) > 0
        return is_linked or path in self._ends_of_cut_links

    @cached_property
    def _ends_of_cut_links(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(outgoing.cut for _, outgoing in self._index.documents.outgoing()))

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
        others = sorted(path for path in self.unreadable if path not in self._listing.documents)
        return tuple((path, flaw) for path in (*others, *self._listing.documents) for flaw in self.flaws_of(path))

    def flaws_of(self, document: Note | Canvas | str) -> tuple[Flaw, ...]:
        """What could not be read as it was meant in a note or canvas, or in the one at a path.

        For the path of a folder or another file, it is why that cannot be read at all.
        """
        path = document if isinstance(document, str) else document.path
        if path in self.unreadable:
            return (Flaw(UNREADABLE_FILE, f"cannot be read: {self.unreadable[path]}", TOP, {}),)
        if not isinstance(document, str):
            return document.flaws
        return self._index.document(path).flaws if path in self._listing.documents else ()

    def suppressions(self, path: str) -> tuple[Suppression, ...]:
        """The comments and properties of a note or canvas that hide problems in it; none for other paths."""
        return self._index.document(path).suppressions if path in self._listing.documents else ()

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
        if kind in ATTACHMENTS and (kind in SHOWN or link.kind in _EMBEDDING or kind in self._listing.extensions):
            return True
        return self.hides(link.target)

    def hides(self, target: str) -> bool:
        """Whether a file of that name exists that Obsidian, with the settings of this vault, does not show."""
        return bool(self._listing.hidden.named(target))

    def hides_target_of(self, found: ResolvedLink) -> bool:
        """Whether a dangling link would lead to a file if Obsidian showed all types of files."""
        return self._listing.hidden.resolve(found.link, found.source).status is not Status.DANGLING

    def rewritten(
        self,
        found: ResolvedLink,
        to: str,
        *,
        fragment: str | None = None,
        display: str = "",
        accepts: Callable[[str], bool] | None = None,
    ) -> LinkSource | None:
        """The text to put in place of a link so that it leads to the file `to` and to no other.

        It keeps the form of the link and has the target that Obsidian writes, by its setting "New link format", or
        another that works. `fragment` replaces the fragment of the link, and removes it if it is empty; `display`
        becomes the display text of a wikilink that has none; with `accepts`, the target is the first that it is true
        for. None where no link can name the file, where the file lacks the heading or block, and where the text cannot
        be written there: in place of a link by reference, or on more than 200 characters.
        """
        from vaultlint.parse.link_writer import rewrite_link  # few runs write a link

        link = found.link
        fragment = link.fragment if fragment is None else fragment or None
        if fragment and self._index.fragment_status(to, fragment) in _MISSING:
            return None
        if found.status is Status.RESOLVED and found.resolved == to and accepts is None:
            target: str | None = link.target
        elif link.exact:
            target = to if self._resolver.names_exactly(to) else None
        else:
            link_format = self.settings.new_link_format
            target = self._resolver.target_of(to, found.source, link_format, keeps_md=link.is_markdown, accepts=accepts)
        return None if target is None else rewrite_link(link, target, fragment, display)

    def respelled(self, found: ResolvedLink, *, display: str = "") -> LinkSource | None:
        """The text to put in place of a link so that its target has the case of the file that it leads to.

        `display` is as in `rewritten`. None where it has that case, and where the text cannot be written there.
        """
        from vaultlint.parse.link_writer import rewrite_link  # few runs write a link

        target = self.spelling_of(found)
        return None if target == found.link.target else rewrite_link(found.link, target, found.link.fragment, display)

    def spelling_of(self, found: ResolvedLink) -> str:
        """The target of a link, with the case of the file that it leads to."""
        return spelled_as(found.link.target, found.resolved) if found.resolved else found.link.target

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """The aliases of each note that has any, as it writes them, by path."""
        return self._index.aliases

    def called(self, alias: str) -> tuple[str, ...]:
        """The paths of the notes that have a name as an alias, compared as Obsidian compares names."""
        return tuple(self._index.notes_called(alias))

    def near(self, dangling: ResolvedLink) -> tuple[NearFile, ...]:
        """The files that the author of a dangling link may have meant, at most three, best first; mostly none.

        Their name or alias differs from the target in case, accents, punctuation, the order of words, singular and
        plural, or by a slip of the pen. Numbers never differ, and no daily note is near to another.
        """
        target, source = dangling.link.target, dangling.source
        if extension(target) in ATTACHMENTS:
            return self._index.near_files.files_near(target, source)
        found = self._index.near_files.notes_near(target, source)
        if found and self.is_daily_note(target):
            found = tuple(each for each in found if not self.is_daily_note(each.path))
        return found or self._index.near_files.files_near(target, source)

    @cached_property
    def dangling(self) -> tuple[ResolvedLink, ...]:
        """The links to notes that do not exist; see `is_attachment` for those to files."""
        paths = [path for path in self._listing.documents if self._index.outgoing_links(path).dangling]
        return tuple(found for path in paths for found in self.dangling_links_of(self._index.document(path)))

    def dangling_links_of(self, document: Note | Canvas) -> tuple[ResolvedLink, ...]:
        """The links of a note or canvas to notes that do not exist, without those to pages that the site makes."""
        return tuple(
            [
                found
                for found in self.broken_links_of(document)
                if found.status is Status.DANGLING
                and not self.is_attachment(found.link)
                and not self.leads_to_site_page(found)
            ]
        )

    def leads_to_site_page(self, dangling: ResolvedLink) -> bool:
        """Whether a link that dangles in Obsidian leads to a page that the site makes, as of a folder or a tag."""
        if not self.site.may_make_page(dangling.link):
            return False
        self.texts_read.add(dangling.link.target)  # it depends on other notes: what is found is not kept
        return self.site.has_generated_page(dangling.link.target, dangling.source, self._tags)

    @cached_property
    def _tags(self) -> frozenset[str]:
        """All tags of the vault, as they are written."""
        in_text = (tag.name for note in self.notes.values() for tag in note.tags)
        return frozenset((*in_text, *(tag for note in self.notes.values() for tag in note.texts("tags"))))

    def is_daily_note(self, path: str) -> bool:
        """Whether the path of a note, or the target of a link, names a daily note."""
        return self._daily_notes.name_in(path) is not None

    def plan(self, dangling: ResolvedLink, patterns: Sequence[str] = (), *, daily_notes: bool = True) -> Planned | None:
        """Why the note of a dangling link counts as planned: it is a daily note, or matches one of the patterns.

        None where it does not, and where the note exists after all: in another folder, as an alias, or, unless it is
        a daily note, under a name that is `near`. No pattern makes a canvas's file node a plan, since Obsidian only
        creates one for a file that exists.
        """
        target = dangling.link.target
        if self.called(target):
            return None
        day = self._daily_notes.name_in(target) if daily_notes else None
        if day is not None:
            is_elsewhere = any(self._daily_notes.name_in(path) == day for path in self.named(target))
            return None if is_elsewhere else "daily-note"
        if dangling.link.exact or self.named(target):
            return None
        is_planned = matches(patterns, wanted_path(target, dangling.source))
        return "pattern" if is_planned and not self.near(dangling) else None


def read_vault(
    root: Path, source: FileSource, *, daily_notes: DailyNotes | None = None, site: SiteOptions | None = None
) -> Vault:
    """Read a vault once, without a cache, to look at it as rules do; the parameters are those of `Index`."""
    return Vault(Index(root, source, daily_notes=daily_notes, site=site))


def with_daily_notes(vault: Vault, daily_notes: DailyNotes) -> Vault:
    """Return the same vault with other names of daily notes; what was read and worked out is shared."""
    other = copy(vault)
    other._daily_notes = daily_notes  # noqa: SLF001  set where the vault is made
    return other
