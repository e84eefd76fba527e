"""The site that publishes a vault, as rules see it."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from vaultlint.model import Link, LinkKind, Note, ResolvedLink, Value
from vaultlint.site.publication import (
    DIGITAL_GARDEN,
    content_path,
    is_surely_published,
    publishing_site,
    why_left_out,
    why_unpublished,
)
from vaultlint.site.quartz_links import QuartzLinks
from vaultlint.site.quartz_slugs import quartz_slug
from vaultlint.site.relative_links import relative_path
from vaultlint.site.site_dates import ALL_READERS, DATE_SYNONYMS, READERS, DateReader
from vaultlint.site.site_options import LABELS, SiteName
from vaultlint.site.site_settings import SiteSettings

_LEAKING = ("digital-garden", "hugo")
"""The sites where the text of an embedded note becomes part of the page before anything looks at its properties."""

_PRINTING_NUMBERS = ("quartz", "hugo", "mkdocs")

_RENDERED = (LinkKind.WIKILINK, LinkKind.EMBED, LinkKind.MARKDOWN, LinkKind.IMAGE)

_ADDRESS_PROPERTIES = {
    "hugo": "url",
    "jekyll": "permalink",
    "obsidian-publish": "permalink",
    "digital-garden": "dg-permalink",
}
"""The property by which a note names its address."""

_TAGS = "tags/"
"""Where Quartz puts the pages of tags."""

_BEYOND = ""
"""Where a link leads that leaves the vault by `..`."""

Break = Literal["no-page", "other-page", "not-a-link", "no-section"]
"""What becomes of a link on a site where it does not lead to the file that Obsidian opens."""


class Landing(NamedTuple):
    """What becomes of a link on a site: how it breaks, if it does, and the file whose page it leads to, if any."""

    problem: Break | None = None
    path: str | None = None


class Site:
    """What publishes the notes of a vault: `files` returns the sorted paths of its files, `note` the note at one."""

    def __init__(
        self, settings: SiteSettings, files: Callable[[], Collection[str]], note: Callable[[str], Note]
    ) -> None:
        self.settings = settings
        self._files = files
        self._note = note
        self._why: dict[str, str | None] = {}
        self._left_out: dict[str, bool] = {}

    @property
    def is_known(self) -> bool:
        """Whether it is known which site it is: the configuration, or a file of the site's, says so."""
        return self.settings.is_known

    @property
    def name(self) -> SiteName:
        """The name in the configuration, such as `digital-garden`; `obsidian` where no site is known."""
        return self.settings.name

    @property
    def label(self) -> str:
        """The name for messages, such as `Quartz 4`."""
        label = LABELS[self.settings.name]
        return f"{label} {self.settings.version}" if self.name == "quartz" else label

    def misreads_date(self, text: str, *, is_quoted: bool) -> tuple[str, ...]:
        """Return who does not read a real date in a form near ISO 8601: the site, or all it may be if none is known.

        That is nobody for a site whose way of reading dates is not known.
        """
        readers: Iterable[DateReader] = ALL_READERS
        if self.is_known:
            readers = (READERS[self.name],) if self.name in READERS else ()
        return tuple(reader.label for reader in readers if not reader.reads_iso(text, is_quoted))

    def reads_as_date(self, value: Value) -> bool:
        """Whether it is known that the site reads a value as a date that is not one in ISO 8601."""
        return self.is_known and self.name in READERS and READERS[self.name].reads_other(value)

    @property
    def date_synonyms(self) -> tuple[str, ...]:
        """The properties that the site takes for the date of a note without `date`."""
        return DATE_SYNONYMS.get(self.name, ())

    @property
    def misreads_date_as_title(self) -> tuple[str, ...]:
        """Who takes a title such as `2018-11-21` without quotes for a date: the site, or any that it may be."""
        readers = ("Eleventy", "Astro")
        return readers if not self.is_known else readers[:1] if self.name == "digital-garden" else ()

    @property
    def prints_numbers(self) -> bool:
        """Whether the site shows a title that is a number as it is written."""
        return self.name in _PRINTING_NUMBERS

    def publishing(self, note: Note) -> Site:
        """The site that publishes a note: this one or, if it is not known, what the note's own properties tell."""
        return self if publishing_site(note, self.settings) is self.settings else self._digital_garden

    @cached_property
    def _digital_garden(self) -> Site:
        return Site(DIGITAL_GARDEN, self._files, self._note)

    def publishes(self, note: Note | str) -> bool:
        """Whether it is certain that the site publishes a note, or the one at a path."""
        if self.is_known:
            return self.why_unpublished(note) is None
        return is_surely_published(self._note(note) if isinstance(note, str) else note, self.settings)

    def why_unpublished(self, note: Note | str) -> str | None:
        """Why the site does not publish a note, or the one at a path; None where it does, or nobody knows.

        It is a phrase such as "`draft: true`".
        """
        path = note if isinstance(note, str) else note.path
        if path not in self._why:
            self._why[path] = why_unpublished(self._note(path) if isinstance(note, str) else note, self.settings)
        return self._why[path]

    def leaves_out(self, path: str) -> bool:
        """Whether the site leaves out a file for its path."""
        if path not in self._left_out:
            self._left_out[path] = why_left_out(path, self.settings) is not None
        return self._left_out[path]

    @property
    def inlines_embeds(self) -> bool:
        """Whether the text of an embedded note is published with the note that embeds it, even if it is a draft."""
        return self.name in _LEAKING

    @property
    def copies_all_files(self) -> bool:
        """Whether the site publishes every file that is not a note, whatever uses it."""
        return self.name == "quartz"

    @property
    def resolves_links(self) -> bool:
        """Whether it is known where the site leads a link."""
        return self.name in {"quartz", "github"}

    @staticmethod
    def shows(link: Link) -> bool:
        """Whether a link is in the text of a page: not in a property, nor in a canvas."""
        return link.kind in _RENDERED

    def landing(self, found: ResolvedLink, target: str | None = None) -> Landing:
        """What becomes of a link that Obsidian resolves to one file; with `target`, of the same link to another one.

        Only for a site that `resolves_links`.
        """
        link = found.link if target is None else found.link._replace(target=target)
        if not link.is_markdown and self._is_text(link):
            return Landing("not-a-link")
        path = self._lands_at(link.target, found.source)
        if path == _BEYOND:
            return Landing()  # the file may be in the repository, above the vault
        if path != found.resolved:
            return Landing("other-page" if path else "no-page", path)
        return Landing("no-section" if self._misses_section(link) else None, path)

    def _is_text(self, link: Link) -> bool:
        """Whether a wikilink is no link on the site: on GitHub never, in Quartz 4 not with a path of headings."""
        return self.name == "github" or (self.settings.version < 5 and (link.fragment or "").lstrip("#").count("#") > 0)

    def _misses_section(self, link: Link) -> bool:
        """Whether Quartz 5 leads a link to the right page and past its section.

        It writes the fragment of a link within a note as it is, and of a path of headings only the first one.
        """
        if self.name != "quartz" or self.settings.version < 5 or not link.fragment:
            return False
        heading = link.fragment.removeprefix("#")
        if "#" in heading:
            return not heading.startswith("#")
        return not link.target and not heading.startswith("^") and heading != heading_anchor(heading)

    def _lands_at(self, target: str, source: str) -> str | None:
        """The file whose page a link leads to."""
        inside = content_path(source, self.settings)
        if inside is None:
            return None
        if self.name == "github":
            path = relative_path(target, inside)
            return _BEYOND if path is None else path if path in self._by_content_path else None
        landed = self._quartz.leads_to(target, inside)
        return self._by_content_path.get(landed or "")

    @cached_property
    def _by_content_path(self) -> dict[str, str]:
        """The files that the site reads, by their paths in its content."""
        found = {path: content_path(path, self.settings) for path in self._files() if not self.leaves_out(path)}
        return {inside: path for path, inside in found.items() if inside is not None}

    @cached_property
    def _quartz(self) -> QuartzLinks:
        return QuartzLinks(self._by_content_path, self.settings.version, self.settings.strategy)

    def may_make_page(self, link: Link) -> bool:
        """Whether a link may lead to a page that the site makes: it names a folder, or one of its tags."""
        is_folder = link.target.endswith("/")
        return self.name == "quartz" and (is_folder or link.target.lstrip("./").startswith(_TAGS))

    def has_generated_page(self, target: str, source: str, tags: Collection[str]) -> bool:
        """Whether a link leads to a page that the site makes of a folder with notes, or of a tag in `tags`."""
        inside = content_path(source, self.settings)
        if self.name != "quartz" or inside is None or not target:
            return False
        version = self.settings.version
        address = self._quartz.address_of(target, inside).removesuffix("/")
        if address.startswith(_TAGS):
            slugs = (quartz_slug(tag.removeprefix("#"), version) for tag in tags)
            return any(f"{slug}/".startswith(f"{address.removeprefix(_TAGS)}/") for slug in slugs)
        return address in self._folders or (address == _TAGS.removesuffix("/") and bool(tags))

    def is_folder_page(self, path: str) -> bool:
        """Whether a note is the page of its folder, which the site shows where a reader opens the folder."""
        inside = content_path(path, self.settings)
        if inside is None:
            return False
        if self.name == "quartz":
            slug = quartz_slug(inside, self.settings.version)
            return slug == "index" or slug.endswith("/index") or slug in self._folders
        return self.name == "hugo" and posixpath.basename(inside) in {"_index.md", "index.md"}

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The addresses of the pages that Quartz makes of folders."""
        found: set[str] = set()
        for path in self._by_content_path:
            if path.endswith(".md"):
                folder = posixpath.dirname(quartz_slug(path, self.settings.version))
                while folder and folder not in found:
                    found.add(folder)
                    folder = posixpath.dirname(folder)
        return frozenset(found)

    def addresses(self, note: Note) -> Iterator[tuple[str, str]]:
        """Yield the addresses of a note from the root of the site, each with what makes it: `name`, or a property.

        For most sites these are only the addresses that the note names itself.
        """
        inside = content_path(note.path, self.settings)
        if inside is None:
            return
        if self.name == "quartz":
            yield from _quartz_addresses(note, inside, self.settings.version)
        elif self.name in _ADDRESS_PROPERTIES:
            name = _ADDRESS_PROPERTIES[self.name]
            address = note.value(name)
            if isinstance(address, str) and ":" not in address:  # a placeholder, or an address elsewhere
                yield address.strip("/"), name
            if self.name == "digital-garden" and note.value("dg-home") is True:
                yield "", "dg-home"


def _quartz_addresses(note: Note, inside: str, version: int) -> Iterator[tuple[str, str]]:
    yield quartz_slug(inside, version), "name"
    permalink = note.value("permalink")
    if isinstance(permalink, str) and permalink.strip("/"):
        yield permalink.strip("/"), "permalink"
    folder = posixpath.dirname(inside)
    for alias in note.texts("aliases"):
        slug = quartz_slug(f"{alias}.md", version)
        if version >= 5 or (not folder and slug == alias):
            yield slug, "aliases"
        else:  # up to version 4.2 as it is, in the note's folder; later as a slug, in the root
            yield posixpath.join(folder, f"{alias}.html"), "aliases"


def heading_anchor(heading: str) -> str:
    """Return what leads to a heading on GitHub and in Quartz, if no heading before it has the same."""
    kept = [each for each in heading.lower() if each.isalnum() or each in " -_" or unicodedata.category(each)[0] == "M"]
    return "".join(kept).replace(" ", "-")
