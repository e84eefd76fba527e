"""The options of `vaultlint check` that limit what is reported."""

from __future__ import annotations

import os
from dataclasses import dataclass

import click

from vaultlint.cli.shared_options import packed


@dataclass(frozen=True)
class Scope:
    """What is reported: PATHs, what is `affected` by them, and what has changed `since` a git revision."""

    paths: tuple[str, ...] = ()
    affected: bool = False
    since: str | None = None

    def __post_init__(self) -> None:
        """Raise an error for a PATH that does not exist: only the links into one that was deleted can be affected."""
        missing = [path for path in self.paths if not os.path.lexists(path)]
        if missing and not self.affected:
            raise click.BadParameter(f"Path '{missing[0]}' does not exist.", param_hint="'[PATH]...'")


scope_options = packed(
    "scope",
    Scope,
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
    },
)
"""The argument and options that limit what is reported, which a command gets as `scope`."""
