"""The options of `vaultlint check` that limit what is reported."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import click

from vaultlint.cli.shared_options import packed
from vaultlint.text.control_characters import printable

_STANDARD_INPUT = "-"


@dataclass(frozen=True)
class ScopeFlags:
    """What is reported: PATHs, what is `affected` by them, and what has changed `since` a git revision.

    With `stdin_filename`, the only PATH is that file, which need not exist: its content is read from standard input.
    """

    paths: tuple[str, ...] = ()
    affected: bool = False
    since: str | None = None
    stdin_filename: str | None = None

    def __post_init__(self) -> None:
        """Raise an error for a PATH that does not exist: only the links into one that was deleted can be affected."""
        if _STANDARD_INPUT in self.paths or self.stdin_filename:
            self._check_stdin()
            return
        missing = [path for path in self.paths if not os.path.lexists(path)]
        if missing and not self.affected:
            raise click.BadParameter(f"Path '{printable(missing[0])}' does not exist.", param_hint="'[PATH]...'")

    def _check_stdin(self) -> None:
        if not self.stdin_filename:
            raise click.UsageError("- reads standard input: add --stdin-filename PATH, the note that it is")
        if self.paths != (_STANDARD_INPUT,):
            raise click.UsageError("--stdin-filename takes one PATH, which is -")
        if self.since is not None:
            raise click.UsageError("--since and --stdin-filename cannot be used together: git knows files, not input")
        object.__setattr__(self, "paths", (self.stdin_filename,))

    def read_stdin(self) -> bytes | None:
        """Read standard input where it is checked."""
        return sys.stdin.buffer.read() if self.stdin_filename else None


scope_options = packed(
    "scope",
    ScopeFlags,
    {
        "paths": click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]..."),
        "affected": click.option(
            "--affected", is_flag=True, help="Also report problems of links elsewhere that lead into PATHs, or would."
        ),
        "since": click.option(
            "--since",
            metavar="REF",
            help="Report only notes that changed since this git revision, and links elsewhere that broke since.",
        ),
        "stdin_filename": click.option(
            "--stdin-filename",
            metavar="PATH",
            help="With - as PATH: check standard input as the content of this note or canvas.",
        ),
    },
)
"""The argument and options that limit what is reported, which a command gets as `scope`."""
