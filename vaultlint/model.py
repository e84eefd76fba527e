"""The data that flows through vaultlint: plain, immutable, standard library only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

Value: TypeAlias = "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | None"
"""What a property, JSON or TOML can hold (dates stay text, as in Obsidian)."""


class Severity(StrEnum):
    """How bad a problem is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Position from mild (0) to bad (2)."""
        return list(Severity).index(self)


class Span(NamedTuple):
    """A stretch of a file: lines and columns from 1, columns in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)
"""The empty span at the start of a file, for problems of the file as a whole."""


class LinkKind(StrEnum):
    """Where and how a link is written."""

    WIKILINK = "wikilink"
    EMBED = "embed"
    MARKDOWN = "markdown"
    IMAGE = "image"
    PROPERTY = "property"
    CANVAS = "canvas"


class Link(NamedTuple):
    """One link as its source writes it, not yet resolved.

    `target` is the path part, trimmed and, for Markdown links, percent-decoded. `fragment` starts
    with `#`. An `external` link leads out of the vault. An `exact` link (a canvas's file node)
    names a vault path, never just a note. A link that is not `counted` (a reference-style Markdown
    link) resolves like any other, but is no edge of Obsidian's graph.
    """

    kind: LinkKind
    raw: str
    target: str
    fragment: str | None
    display: str | None
    span: Span
    external: bool = False
    exact: bool = False
    counted: bool = True


class Heading(NamedTuple):
    """A top-level heading; `text` is the raw source between its markers."""

    level: int
    text: str
    span: Span


class Block(NamedTuple):
    """A block id, without its `^`, spelled as written."""

    id: str
    span: Span


class Property(NamedTuple):
    """A top-level property of the front matter; `span` is the name's, `value_span` the value's."""

    name: str
    value: Value
    span: Span
    value_span: Span


class Flaw(NamedTuple):
    """Something that could not be read as meant; the rule called `rule` reports it."""

    rule: str
    message: str
    span: Span
    data: Mapping[str, Value]
    cause: str = ""


class Suppression(NamedTuple):
    """A comment or property that hides the problems of a rule on some lines; `rule` None means all rules.

    Lines count from 1, both ends included; `span` is where the rule's name, or the comment, stands.
    """

    rule: str | None
    first_line: int
    last_line: int
    span: Span

    def hides(self, problem: Problem) -> bool:
        """Whether the problem is of that rule and begins on those lines."""
        return self.rule in (None, problem.rule) and self.first_line <= problem.span.line <= self.last_line


@dataclass(frozen=True, slots=True)
class Note:
    """What one note says, read from its text alone.

    `front_matter_broken` says that its properties, if any, are not what the author meant, so that
    only the rules on syntax should speak of them.
    """

    path: str
    has_front_matter: bool = False
    front_matter_broken: bool = False
    properties: tuple[Property, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    @property
    def stem(self) -> str:
        """The file name without folder and `.md`: what a wikilink calls the note."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    def get(self, name: str) -> Property | None:
        """The property called `name` in any case, as Obsidian matches names."""
        wanted = name.lower()
        return next((found for found in self.properties if found.name.lower() == wanted), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a property that holds a list or one text, such as `aliases`."""
        found = self.get(name)
        values = found.value if found else None
        listed = values if isinstance(values, list) else [values]
        return tuple(value for value in listed if isinstance(value, str))

    @property
    def title(self) -> str:
        """The `title` property where it is text, else the file name, as publishers show it."""
        found = self.get("title")
        return found.value if found and isinstance(found.value, str) and found.value else self.stem

    @property
    def is_drawing(self) -> bool:
        """Whether the Excalidraw plugin owns the note; its anchors are the plugin's, not text."""
        return self.get("excalidraw-plugin") is not None


@dataclass(frozen=True, slots=True)
class Canvas:
    """What one `.canvas` file links to."""

    path: str
    links: tuple[Link, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Status(StrEnum):
    """What became of a link."""

    RESOLVED = "resolved"
    DANGLING = "dangling"
    AMBIGUOUS = "ambiguous"
    EXTERNAL = "external"


class FragmentStatus(StrEnum):
    """What became of the part of a link after `#`."""

    OK = "ok"
    MISSING_HEADING = "missing-heading"
    MISSING_BLOCK = "missing-block"
    UNCHECKED = "unchecked"


class ResolvedLink(NamedTuple):
    """A link together with what Obsidian makes of it.

    `source` is the file that holds it, `resolved` the file that Obsidian would open. An ambiguous
    link has several `candidates`; its `resolved` is None where Obsidian's own choice is not stable.
    """

    source: str
    link: Link
    status: Status
    resolved: str | None = None
    candidates: tuple[str, ...] = ()
    fragment_status: FragmentStatus | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a rule; `data` is what a program needs to act on it without the message.

    `causes` say what is wrong in a form that no move or rename changes, for the baseline. `alike`
    are the words for further problems of the same kind, as in `links to "Tea"`.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    span: Span
    data: Mapping[str, Value]
    causes: tuple[str, ...] = ("",)
    alike: str = ""

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """The key that problems are sorted by: path, position, rule."""
        return (self.path, self.span, self.rule, self.message)
