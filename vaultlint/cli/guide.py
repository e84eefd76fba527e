"""What the user of `check` may type next: commands that are right in the current folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.cli.command_line import quoted, relative_path
from vaultlint.cli.session import Session, VaultOptions
from vaultlint.config.selection_flags import Names, SelectionFlags
from vaultlint.output.folding import Digest

MAX_PATHS = 5
"""How many PATHs a command repeats; for more, it names the vault."""

FEW_PROBLEMS = 10
"""For so many problems nobody needs statistics."""

_NEEDS_ALL_RULES = "unused-suppression"
"""A rule that finds nothing if it is selected alone."""


@dataclass(frozen=True)
class CheckGuide:
    """Advice for a check with some PATHs and options (a `Guide`)."""

    session: Session
    paths: tuple[str, ...]
    options: VaultOptions
    selected: SelectionFlags
    no_baseline: bool = False
    since: str | None = None
    affected: bool = False

    def command_for(self, rule: str) -> str:
        """Return the command that shows every problem of a rule."""
        selected = SelectionFlags(select=(rule,)) if self._is_selectable(rule) else self.selected
        words = ["vaultlint", "--all"]
        words += _option("--select", selected.select)
        words += _option("--extend-select", selected.extend_select)
        words += _option("--ignore", selected.ignore)
        words += ["--no-baseline"] if self.no_baseline else []
        words += _option("--since", self.since)
        words += ["--affected"] if self.affected else []
        return quoted([*words, *self._vault_options(), *self._repeated_paths()])

    def _is_selectable(self, rule: str) -> bool:
        """Whether `--select` with this rule alone finds the same; it would turn on everywhere what an override does."""
        overrides = self.session.config.options.overrides if self.session.config_file else ()
        return rule != _NEEDS_ALL_RULES and not any(override.extend_select for override in overrides)

    def next_steps(self, shown: Digest) -> Iterator[str]:
        """Yield at most three lines: how to configure vaultlint, to see more, and to read about a rule."""
        if self.session.config_file is None and not self.options.isolated:
            yield f"run `{quoted(self._init())}` to write a configuration that fits this vault"
        if not shown.is_complete:
            yield "add --all to list every problem, --statistics to count them by rule"
        elif len(shown.shown) > FEW_PROBLEMS:
            yield "add --statistics to count the problems by rule"
        yield f"run `{quoted(self._explain(shown.shown[0].first.rule))}` to read about a rule"

    def _init(self) -> list[str]:
        if self.options.root:
            return ["vaultlint", "init", "--root", self.options.root]
        root = relative_path(self.session.root)
        return ["vaultlint", "init", *([] if root == os.curdir else [root])]

    def _explain(self, rule: str) -> list[str]:
        """Return the command; rules of the vault's own are only known in it."""
        session, config_file = self.session, self.options.config_file
        if not (session.config_file and session.config.options.load):
            return ["vaultlint", "explain", rule]
        where = [*_option("--root", relative_path(session.root)), *_option("--config", config_file)]
        return ["vaultlint", "explain", *where, rule]

    def _vault_options(self) -> list[str]:
        """Return the options that decide what is found; output must not depend on the others, as with the cache."""
        options = self.options
        return [
            *_option("--root", options.root),
            *_option("--config", options.config_file),
            *(["--isolated"] if options.isolated else []),
            *_option("--exclude", options.exclude),
            *(["--tracked"] if options.tracked else []),
        ]

    def _repeated_paths(self) -> list[str]:
        if len(self.paths) <= MAX_PATHS or self.affected:
            return [*(["--"] if any(path.startswith("-") for path in self.paths) else []), *self.paths]
        return [relative_path(self.session.root)]


def _option(flag: str, value: str | Names | None) -> list[str]:
    if not value:
        return []
    return [flag, value if isinstance(value, str) else ",".join(value)]
