"""What a rule is. A rule is a frozen dataclass: its fields are its options, an instance is one configuration."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import ClassVar, get_type_hints

from vaultlint.model import Flaw, Problem, Severity, Span, Value
from vaultlint.vault.vault import Vault


@dataclass(frozen=True)
class Example:
    """A small vault for the manual and the tests; `says` are the lines of text output, in order."""

    files: Mapping[str, str]
    says: tuple[str, ...] = ()
    options: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Base of all rules. Subclass it as a frozen dataclass in a module of its own.

    The class's docstring is its manual page: the first line says what the rule
    finds. `name` is kebab-case and states the offence.
    """

    name: ClassVar[str]
    good: ClassVar[Example]
    bad: ClassVar[Example]
    is_default: ClassVar[bool] = True

    severity: Severity = Severity.WARNING

    def check(self, vault: Vault) -> Iterator[Problem]:
        """Every problem in the vault, in any order; what lies outside the checked paths is dropped later."""
        raise NotImplementedError

    def notice(self, problems: int, notes: int) -> str | None:
        """A closing word to the user, given how many problems the rule found in how many checked notes."""
        del problems, notes
        return None

    def review(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        """Problems of the comments that disable rules: `flaws` are all of the vault's, and comments that hide nothing.

        It is asked when every rule has run. What it gives is hidden by comments that name this rule only.
        """
        del flaws
        yield from ()

    def problem(
        self, path: str, span: Span, message: str, *, causes: Iterable[str] = ("",), alike: str = "", **data: Value
    ) -> Problem:
        """A problem of this rule; `data` is for programs, `causes` and `alike` are as in `Problem`."""
        return Problem(self.name, self.severity, message, path, span, data, tuple(causes), alike)

    def problems_of(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        """A problem for each flaw, given with its path, that names this rule."""
        for path, flaw in flaws:
            if flaw.rule == self.name:
                yield Problem(self.name, self.severity, flaw.message, path, flaw.span, flaw.data, (flaw.cause,))

    @classmethod
    def group(cls) -> str:
        """The group that the rule is in: the name of the package or file that holds its module."""
        parts = cls.__module__.split(".")
        return parts[-2 if len(parts) > 1 else -1].replace("_", "-")

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring."""
        return cls.manual().splitlines()[0]

    @classmethod
    def manual(cls) -> str:
        """The docstring, indentation removed."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def options(cls) -> dict[str, type]:
        """The names of the options, as in the configuration, with their types."""
        types = get_type_hints(cls)
        return {option.name.replace("_", "-"): types[option.name] for option in fields(cls)}
