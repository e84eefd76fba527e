"""What a format renders: the result of a check, and where it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from vaultlint.config.text_limits import TextLimits
from vaultlint.lint.result import Result
from vaultlint.output.folding import Digest

if TYPE_CHECKING:
    from vaultlint.rule import Rule

Style = Callable[[str, str], str]
"""Styles a text by its role: `path`, `locations`, `rule`, `hint`, or a severity."""

ShownPath = Callable[[str], str]
"""Makes of a path in the vault one to show."""


GroupBy = Literal["rule", "file", "target"]
"""What problems are listed under; a target is what several links ask for, or any other cause in common."""


class Guide(Protocol):
    """What the user may type next."""

    def command_for(self, rule: str) -> str:
        """Return the command that shows every problem of a rule."""
        raise NotImplementedError

    def next_steps(self, shown: Digest) -> Iterable[str]:
        """Yield a few lines that say what to do about the problems shown."""
        raise NotImplementedError


def plain_style(text: str, role: str) -> str:
    """Leave a text as it is."""
    del role
    return text


@dataclass(frozen=True)
class View:
    """How people are shown a result.

    With `limits`, many problems with one cause share a line, only the first lines are shown, and the rest is counted by
    rule. `quiet` leaves out the summary. `fixed` and `fixable` say how many problems were fixed, and how many can
    be. `group_by` says what the format `agent` groups problems by.
    """

    limits: TextLimits | None = None
    guide: Guide | None = None
    quiet: bool = False
    style: Style = plain_style
    shown_path: ShownPath = str
    fixed: str = ""
    fixable: str = ""
    group_by: GroupBy = "target"


@dataclass(frozen=True)
class Report:
    """The result of a check for a format.

    `root` is the vault, and what the paths of problems are relative to; `repository` is the folder that the paths in
    formats for CI are relative to. `rules` finds the classes of all rules by name, `read` the content of a
    file of the vault; it may raise OSError.
    """

    result: Result
    root: Path
    repository: Path | None = None
    rules: Callable[[], Mapping[str, type[Rule]]] = dict
    read: Callable[[str], bytes] = lambda _: b""
    view: View = field(default_factory=View)

    def repository_path(self, path: str) -> str:
        """Return a path in the vault relative to the repository, with `/`; as it is where the vault is not in it."""
        if self.repository is None or not self.root.is_relative_to(self.repository):
            return path
        return (self.root.relative_to(self.repository) / path).as_posix()
