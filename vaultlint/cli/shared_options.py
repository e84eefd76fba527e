"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from vaultlint.config.selection_flags import Names

Command = TypeVar("Command", bound=Callable[..., Any])

paths_argument = click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[PATH]...")
path_argument = click.argument(
    "paths",
    required=False,
    type=click.Path(exists=True),
    metavar="[PATH]",
    callback=lambda _, __, path: (path,) if path else (),
)
root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="The vault's root.  [default: the nearest folder with .obsidian or a configuration file, from PATH upwards]",
)
config_option = click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Use this configuration file.",
)
isolated_option = click.option("--isolated", is_flag=True, help="Ignore the configuration file.")
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Write to FILE instead of standard output.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to colour the output.",
    show_default=True,
)


def format_option() -> Callable[[Command], Command]:
    """Make the option `--format`, for text and JSON."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Output format.",
        show_default=True,
    )


def names_option(flag: str, text: str) -> Callable[[Command], Command]:
    """Make an option for comma-separated names that may be repeated."""
    return click.option(flag, multiple=True, callback=_split, metavar="A,B,...", help=text)


def selection_options(command: Command) -> Command:
    """Add the options that select rules and notes."""
    for option in (
        names_option("--exclude", "Do not check notes that match these patterns."),
        names_option("--ignore", "Do not run these rules or groups."),
        names_option("--extend-select", "Also run these rules or groups."),
        names_option("--select", "Run only these rules or groups."),
    ):
        command = option(command)
    return command


def _split(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> Names:
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())
