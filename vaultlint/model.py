"""The data that flows through vaultlint: plain and immutable."""

from __future__ import annotations

from collections.abc import KeysView, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from sys import intern
from typing import Any, NamedTuple, TypeAlias

from vaultlint.encoding import decode, encode

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
    link) resolves like any other, but is no edge of Obsidian's graph. `in_table`: in a cell of a
    table, where a `|` needs a backslash.
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
    in_table: bool = False

    @property
    def is_markdown(self) -> bool:
        """Whether it is written as `[text](target)`, be it in a property."""
        return not self.exact and not self.raw.startswith(("[[", "![["))


LINK_TARGET, LINK_FRAGMENT, LINK_SPAN, LINK_EXTERNAL, LINK_EXACT, LINK_IN_TABLE = map(
    Link._fields.index, ("target", "fragment", "span", "external", "exact", "in_table")
)
"""Where the fields of a link stand in its raw form, see `Content`."""


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


class Content(NamedTuple):
    """What stands in a note or canvas, and where, in raw form.

    The members of the lists are tuples in the order of the fields of `Heading`, `Block` and so on,
    spans too; they become those when they are asked for, since most never are.
    """

    headings: Sequence[tuple[Any, ...]] = ()
    blocks: Sequence[tuple[Any, ...]] = ()
    tags: Sequence[str] = ()
    links: Sequence[tuple[Any, ...]] = ()
    property_spans: Sequence[tuple[Any, ...]] = ()


class Parts(NamedTuple):
    """All that a note or canvas says, in raw form, as it is read, cached and sent between processes.

    Of properties it has names and values; their two spans each are in the content. The content may be
    encoded, which takes a tenth of the room: once the links are resolved, nobody asks for that of most notes.
    """

    has_front_matter: bool = False
    front_matter_broken: bool = False
    properties: Sequence[tuple[str, Any]] = ()
    suppressions: Sequence[tuple[Any, ...]] = ()
    flaws: Sequence[tuple[Any, ...]] = ()
    content: Content | bytes = Content()

    def packed(self) -> Parts:
        """The same with its content encoded."""
        return self if isinstance(self.content, bytes) else Parts(*self[:-1], encode(self.content))


class Source:
    """A file that holds links; `parts` is what it says in raw form."""

    def __init__(self, path: str, parts: Parts = Parts()) -> None:  # noqa: B008  immutable
        self.path = path
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self.path, self.parts.packed()) == (other.path, other.parts.packed())

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r}, {self.parts!r})"

    @property
    def content(self) -> Content:
        """What stands in it, in raw form; decoded anew each time."""
        content = self.parts.content
        return Content(*decode(content)) if isinstance(content, bytes) else content

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, in the order of the text."""
        return tuple(map(to_link, self.content.links))

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """What in it could not be read as meant."""
        return tuple(Flaw(rule, text, Span(*span), data, cause) for rule, text, span, data, cause in self.parts.flaws)

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """What it says is to be hidden in it."""
        return tuple(Suppression(rule, first, last, Span(*span)) for rule, first, last, span in self.parts.suppressions)


class Canvas(Source):
    """What one `.canvas` file links to."""


class Note(Source):
    """What one note says, read from its text alone."""

    @property
    def has_front_matter(self) -> bool:
        """Whether it begins with a block of properties, readable or not."""
        return self.parts.has_front_matter

    @property
    def front_matter_broken(self) -> bool:
        """Whether its properties, if any, are not what the author meant: only rules on syntax should speak of them."""
        return self.parts.front_matter_broken

    @property
    def properties(self) -> tuple[Property, ...]:
        """The properties of its front matter."""
        places = zip(self.parts.properties, self.content.property_spans, strict=True)
        return tuple(Property(*named, Span(*span), Span(*value_span)) for named, (span, value_span) in places)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its top-level headings."""
        return tuple(Heading(level, text, Span(*span)) for level, text, span in self.content.headings)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its block ids."""
        return tuple(Block(name, Span(*span)) for name, span in self.content.blocks)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in its text, without `#`."""
        return tuple(self.content.tags)

    @property
    def stem(self) -> str:
        """The file name without folder and `.md`: what a wikilink calls the note."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def _values(self) -> dict[str, Value]:
        """The value of the first property of each name, in lower case."""
        # Notes have the same few names: one object for each is 50 bytes less a property.
        return {intern(name.lower()): value for name, value in reversed(self.parts.properties)}

    @property
    def names(self) -> KeysView[str]:
        """The names of its properties in lower case."""
        return self._values.keys()

    def has(self, name: str) -> bool:
        """Whether there is a property called `name` in any case."""
        return name.lower() in self._values

    def get(self, name: str) -> Property | None:
        """The property called `name` in any case, as Obsidian matches names."""
        if not self.has(name):
            return None
        return next(found for found in self.properties if found.name.lower() == name.lower())

    def value(self, name: str) -> Value:
        """The value of the property called `name` in any case; None where there is none, too."""
        return self._values.get(name.lower())

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a property that holds a list or one text, such as `aliases`."""
        values = self.value(name)
        if values is None:
            return ()
        listed = values if isinstance(values, list | tuple) else [values]
        return tuple(value for value in listed if isinstance(value, str))

    @property
    def title(self) -> str:
        """The `title` property where it is text, else the file name, as publishers show it."""
        title = self.value("title")
        return title if isinstance(title, str) and title else self.stem

    @property
    def is_drawing(self) -> bool:
        """Whether the Excalidraw plugin owns the note; its anchors are the plugin's, not text."""
        return self.has("excalidraw-plugin")


def to_link(parts: tuple[Any, ...]) -> Link:
    """A link from its raw form."""
    kind, raw, target, fragment, display, span, external, exact, counted, in_table = parts
    return Link(LinkKind(kind), raw, target, fragment, display, Span(*span), external, exact, counted, in_table)


class Status(StrEnum):
    """What became of a link; one into a linked folder that is not read is external."""

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
