"""The base class of rules: a frozen dataclass, whose fields are the options of the rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import ClassVar, NamedTuple, get_type_hints

from vaultlint.contracts.json_schema import JsonSchema
from vaultlint.files.patterns import matches
from vaultlint.model import (
    Canvas,
    Correction,
    Edit,
    Fix,
    FixKind,
    Flaw,
    Note,
    Problem,
    Severity,
    Span,
    Value,
)
from vaultlint.vault.vault import Vault


@dataclass(frozen=True)
class Example:
    """A small vault that the manual shows and the tests check.

    `files` gives the text of each file by its path. `expected` are the lines that `vaultlint check`
    prints about them, in order, when the rule runs alone with `options`, written as in the
    configuration file. Raises TypeError for anything of another type.
    """

    files: Mapping[str, str]
    expected: tuple[str, ...] = ()
    options: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = [*self.files.keys(), *self.files.values()] if isinstance(self.files, Mapping) else [None]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError('Example: files must map paths to texts, as in {"a.md": "# One\\n"}')
        lines = self.expected if isinstance(self.expected, tuple | list) else [None]
        if not all(isinstance(line, str) for line in lines):
            raise TypeError('Example: expected must be a tuple of lines, as in ("a.md:1:1: ...",)')
        if not isinstance(self.options, Mapping):
            raise TypeError('Example: options must map names to values, as in {"max-length": 80}')


class Scope(NamedTuple):
    """A part of the options of a rule that is meant for some notes only.

    `name` describes it, as in `schemas[0] (book.json)`. It applies to a note for which `applies_to` is true, of those
    whose path matches one of the `paths`, which are patterns as in .gitignore; all paths if there are none. `schema` is
    what it demands of their properties, which editors show and complete.
    """

    name: str
    applies_to: Callable[[Note], bool]
    paths: tuple[str, ...] = ()
    schema: JsonSchema | None = None

    def includes(self, note: Note) -> bool:
        """Whether it applies to a note."""
        return (not self.paths or matches(self.paths, note.path)) and self.applies_to(note)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The base class of all rules. Subclass it as a frozen dataclass in a module of its own.

    The class's docstring is its manual page, the first line of which says what the rule finds.
    `name` is in kebab-case and states the offence. `good` is an example without a problem, `bad`
    one with every kind of problem that the rule reports. A rule with `is_default = False` runs
    only where a configuration asks for it, by its name or by setting the option that `turned_on_by` names.

    A rule judges one note or canvas at a time (`check_note`, `check_canvas`), or the vault as a whole
    (`check`). What it found in a note is kept until that note changes, or anything that the rule may
    ask of others: names and aliases in the vault, and of the files that the note links to, their
    properties, tags, headings and block ids. A rule with `is_graph_rule = True` looks at paths, the
    settings, `vault.graph` and what is made of it alone, and what it found is kept as long as these
    are the same; other rules that judge the whole vault run again on every change.

    Every field is an option; it may have any type that TOML can hold, and no name that this class uses,
    except `severity` for another default.
    """

    name: ClassVar[str]
    good: ClassVar[Example]
    bad: ClassVar[Example]
    is_default: ClassVar[bool] = True
    is_graph_rule: ClassVar[bool] = False
    turned_on_by: ClassVar[str] = ""
    fixes: ClassVar[tuple[FixKind, ...]] = ()

    severity: Severity = Severity.WARNING

    def check_note(self, note: Note, vault: Vault, /) -> Iterable[Problem]:
        """Yield the problems in a note, in any order.

        Problems that are excluded, suppressed or not asked for are dropped later. An exception fails
        this rule alone: it is reported with the note and the line of the rule, and the exit code is 2.
        """
        del note, vault
        return ()

    def check_canvas(self, canvas: Canvas, vault: Vault, /) -> Iterable[Problem]:
        """Yield the problems in a canvas, as `check_note` does; often `check_canvas = check_note`."""
        del canvas, vault
        return ()

    def check(self, vault: Vault) -> Iterable[Problem]:
        """Yield the problems that only the vault as a whole shows, at any of its paths, in any order."""
        del vault
        return ()

    def scopes(self) -> Iterable[Scope]:
        """Yield the parts of the options that are meant for some notes only.

        A check ends with an error if one of them applies to no note of the vault, since nobody would notice otherwise.
        """
        return ()

    def notice(self, problems: int, notes: int) -> str | None:
        """Return a line for the end of the output, or None.

        `problems` counts the problems of this rule that are reported, `notes` the checked notes.
        """
        del problems, notes
        return None

    def review(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        """Yield the problems of suppressions, once all rules have run.

        `flaws` are those of the whole vault, each with its path, and the suppressions that hide
        nothing. Only a suppression that names this rule hides what it yields.
        """
        del flaws
        yield from ()

    def problem(
        self,
        path: str,
        span: Span,
        message: str,
        *,
        data: Mapping[str, Value] | None = None,
        causes: Iterable[str] = ("",),
        alike: str = "",
        folded: str = "",
        fix: Fix | None = None,
        suggestions: Iterable[Fix] = (),
    ) -> Problem:
        """Return a problem of this rule at a place.

        `data` is what JSON output holds for programs. `causes`, `alike`, `folded`, `fix` and
        `suggestions` (at most three) are as in `Problem`.
        """
        described = data or {}, tuple(causes), alike, folded
        return Problem(self.name, self.severity, message, path, span, *described, fix, tuple(suggestions))

    def problems_of(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        """Yield a problem for each flaw, given with its path, that names this rule."""
        for path, flaw in flaws:
            if flaw.rule == self.name:
                fix = _fix_of(flaw.correction, path) if flaw.correction else None
                yield self.problem(path, flaw.span, flaw.message, data=flaw.data, causes=(flaw.cause,), fix=fix)

    @classmethod
    def group(cls) -> str:
        """Return the rule's group: the name of the package or file that holds its module."""
        parts = cls.__module__.split(".")
        return parts[-2 if len(parts) > 1 else -1].replace("_", "-")

    @classmethod
    def summary(cls) -> str:
        """Return the first line of the docstring."""
        return cls.manual().splitlines()[0]

    @classmethod
    def manual(cls) -> str:
        """Return the docstring without its indentation."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def options(cls) -> dict[str, type]:
        """Return the types of the options by their names, as in the configuration file."""
        types = get_type_hints(cls)
        return {option.name.replace("_", "-"): types[option.name] for option in fields(cls)}


def _fix_of(correction: Correction, path: str) -> Fix:
    edits = tuple(Edit(path, *replacement) for replacement in correction.edits)
    return Fix(correction.message, edits, correction.applicability)
