"""The data that flows through vaultlint: plain and immutable."""

from __future__ import annotations

from collections.abc import KeysView, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from vaultlint.encoding import decode_as

if TYPE_CHECKING:
    Value: TypeAlias = "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | None"
    """What a property, JSON or TOML can hold; dates stay text, as in Obsidian."""
else:
    Value = Any  # decoding what was cached resolves the annotations, which cannot be recursive


class Severity(StrEnum):
    """How bad a problem is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """The position in the order of severity: 0 for info, 2 for error."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Span(NamedTuple):
    """A range in a file: lines and columns from 1, columns in characters (code points), end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)
"""The empty span at the start of a file, for problems of the whole file."""


class LinkKind(StrEnum):
    """Where and how a link is written."""

    WIKILINK = "wikilink"
    EMBED = "embed"
    MARKDOWN = "markdown"
    IMAGE = "image"
    PROPERTY = "property"
    CANVAS = "canvas"


class Link(NamedTuple):
    """One link as it is written, not yet resolved.

    `raw` is its source. `target` is the path part, without surrounding spaces and, in Markdown links,
    percent-decoded; `fragment` starts with `#`; `display` is the display text of a wikilink, None in
    Markdown links. An `external` link leads out of the vault. An `exact` link (a canvas's file node) is a
    path from the vault's root, never just a name. A link that is not `counted` (a reference-style Markdown
    link) resolves like any other but is not an edge of Obsidian's graph. `in_table` links stand in a table
    cell, where a `|` needs a backslash.
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
        """Whether it is written as `[text](target)`, in a property too."""
        if self.kind is LinkKind.PROPERTY:
            return self.raw.endswith(")")
        return self.kind in {LinkKind.MARKDOWN, LinkKind.IMAGE}


class Heading(NamedTuple):
    """A heading outside of quotes and lists; `text` is its source without the markers."""

    level: int
    text: str
    span: Span


class Block(NamedTuple):
    """A block id as written, without its `^`; `span` includes it."""

    id: str
    span: Span


class Tag(NamedTuple):
    """A tag in the text of a note, without its `#`; `span` includes it."""

    name: str
    span: Span


class Property(NamedTuple):
    """A top-level property of the front matter; `span` is that of its name, `value_span` that of its value."""

    name: str
    value: Value
    span: Span
    value_span: Span


class Flaw(NamedTuple):
    """Something that could not be read as it was meant; the rule called `rule` reports it.

    `cause` identifies it for the baseline, see `Problem.causes`. `correction` is the one way to remove it, if there is
    one.
    """

    rule: str
    message: str
    span: Span
    data: Mapping[str, Value]
    cause: str = ""
    correction: Correction | None = None


class Suppression(NamedTuple):
    """A comment or property that hides the problems of a rule on some lines; None as `rule` stands for all rules.

    Lines count from 1 and include both ends. `span` is that of the rule's name, or of the comment where
    it names none. `removal` is what removes it, if that is known.
    """

    rule: str | None
    first_line: int
    last_line: int
    span: Span
    removal: Correction | None = None


class Contents(NamedTuple):
    """What stands in a note or canvas, in the order of the text: what parsing returns, and what is cached and sent.

    `is_broken` means that the front matter cannot be read as it was meant; there are no properties then.
    """

    has_front_matter: bool = False
    is_broken: bool = False
    properties: tuple[Property, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    flaws: tuple[Flaw, ...] = ()


class Document:
    """A note or canvas.

    `contents` may be given encoded, which takes a tenth of the memory, and is decoded when it is first asked for.
    """

    def __init__(self, path: str, contents: Contents | bytes = Contents()) -> None:  # noqa: B008  immutable
        self.path = path
        self._given = contents

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self.path, self.contents) == (other.path, other.contents)

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r}, {self.contents!r})"

    @cached_property
    def contents(self) -> Contents:
        """All that stands in it. Raises ValueError if it was given encoded, and is not."""
        return decode_as(Contents, self._given) if isinstance(self._given, bytes) else self._given

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, in the order of the text."""
        return self.contents.links

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """What could not be read as it was meant."""
        return self.contents.flaws

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """The comments and properties that hide problems in it."""
        return self.contents.suppressions


class Canvas(Document):
    """One canvas (a `.canvas` file): its links."""


class Note(Document):
    """One note (a `.md` file): what its text alone says, before links are resolved."""

    @property
    def has_front_matter(self) -> bool:
        """Whether the note begins with front matter, readable or not."""
        return self.contents.has_front_matter

    @property
    def front_matter_broken(self) -> bool:
        """Whether the front matter cannot be read as it was meant: rules about properties should skip the note."""
        return self.contents.is_broken

    @property
    def properties(self) -> tuple[Property, ...]:
        """The top-level properties of the front matter, in order; empty where it cannot be read."""
        return self.contents.properties

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings outside of quotes and lists, in the order of the text."""
        return self.contents.headings

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The block ids, in the order of the text."""
        return self.contents.blocks

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags in the text, in its order; those in the front matter are `texts("tags")`."""
        return self.contents.tags

    @property
    def stem(self) -> str:
        """The file name without folder and `.md`: the name by which a wikilink leads to the note."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def _by_name(self) -> dict[str, Property]:
        """The first property of each name, by its name in lower case."""
        return {found.name.lower(): found for found in reversed(self.contents.properties)}

    @property
    def names(self) -> KeysView[str]:
        """The names of the properties, in lower case."""
        return self._by_name.keys()

    def has(self, name: str) -> bool:
        """Whether there is a property called `name`, in any case."""
        return name.lower() in self._by_name

    def get(self, name: str) -> Property | None:
        """The property called `name`, in any case, as Obsidian matches names; None where there is none."""
        return self._by_name.get(name.lower())

    def value(self, name: str) -> Value:
        """The value of the property called `name`, in any case; None where it is null or missing."""
        found = self._by_name.get(name.lower())
        return found.value if found else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a property that is a text or a list, such as `aliases`; other values are left out."""
        values = self.value(name)
        if values is None:
            return ()
        listed = values if isinstance(values, list | tuple) else [values]
        return tuple(value for value in listed if isinstance(value, str))

    @property
    def title(self) -> str:
        """The property `title` if it is text, else the file name: what publishers show."""
        title = self.value("title")
        return title if isinstance(title, str) and title else self.stem

    @property
    def is_drawing(self) -> bool:
        """Whether the note is a drawing of the Excalidraw plugin, whose anchors are not in the text."""
        return self.has("excalidraw-plugin")


class Status(StrEnum):
    """Where a link leads; one into a linked folder that is not read is external."""

    RESOLVED = "resolved"
    DANGLING = "dangling"
    AMBIGUOUS = "ambiguous"
    EXTERNAL = "external"


class FragmentStatus(StrEnum):
    """Whether the file has what the fragment of a link names; files other than notes are unchecked."""

    OK = "ok"
    MISSING_HEADING = "missing-heading"
    MISSING_BLOCK = "missing-block"
    UNCHECKED = "unchecked"


class ResolvedLink(NamedTuple):
    """A link and where it leads.

    `source` is the path of the note or canvas that holds it, `resolved` that of the file that Obsidian opens. An
    ambiguous link has several `candidates`; its `resolved` is None where Obsidian's choice is not stable.
    `fragment_status` is None without a fragment, and where there is no `resolved`.
    """

    source: str
    link: Link
    status: Status
    resolved: str | None = None
    candidates: tuple[str, ...] = ()
    fragment_status: FragmentStatus | None = None


class Edit(NamedTuple):
    """One replacement: the text to put in place of a span of the file at a path.

    It is the source text, escaped as it must stand there; an empty span inserts, an empty text deletes.
    """

    path: str
    span: Span
    text: str


class Mention(NamedTuple):
    """A place in a file that names something which is moved or renamed, and stays as it is: `reason` says why."""

    path: str
    span: Span
    text: str
    reason: str


class Applicability(StrEnum):
    """Whether a fix may be applied without asking.

    After a `safe` one the note says the same to Obsidian and to its readers, only right; an `unsafe` one may change
    what it says.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"


class TextEdit(NamedTuple):
    """An `Edit` in a file whose path is not known where the file is parsed."""

    span: Span
    text: str


class Correction(NamedTuple):
    """What removes a flaw, by edits in its file; `message` and `applicability` are those of a `Fix`."""

    message: str
    edits: tuple[TextEdit, ...]
    applicability: Applicability = Applicability.UNSAFE


class Fix(NamedTuple):
    """A way to remove a problem: all of its edits, which may be in several files, or none of them.

    `message` says in the imperative what the edits do, as in `Link to Tea.md`.
    """

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.UNSAFE

    @classmethod
    def safe(cls, message: str, *edits: Edit) -> Fix:
        """Make a fix that `--fix` applies."""
        return cls(message, edits, Applicability.SAFE)

    @classmethod
    def unsafe(cls, message: str, *edits: Edit) -> Fix:
        """Make a fix that only `--unsafe-fixes` applies, or a suggestion."""
        return cls(message, edits, Applicability.UNSAFE)


MAX_SUGGESTIONS = 3
"""The most suggestions that a problem may have."""

FixKind = Literal["safe", "unsafe", "suggestion"]
"""What a rule may offer for a problem: a safe fix, an unsafe fix, or suggestions."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a rule; `data` is what a program needs to act on it without reading the message.

    `causes` identify it for the baseline: short texts that moving or renaming the note does not change. `alike`
    describes further problems with the same cause, as in `links to "Tea"`, so that text output can fold them. `folded`
    is one message for many problems that differ only in their notes, or in their targets (`alike`): in it, `{notes}`
    stands for `97 of 120 notes`, or `{count}` for the number of problems. `fix` is the one way to remove it, if there
    is one; `suggestions` are what the author may have meant instead, best first, for a person to choose from.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    span: Span
    data: Mapping[str, Value]
    causes: tuple[str, ...] = ("",)
    alike: str = ""
    folded: str = ""
    fix: Fix | None = None
    suggestions: tuple[Fix, ...] = ()

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """The key that problems are sorted by: path, position, rule."""
        return (self.path, self.span, self.rule, self.message)
