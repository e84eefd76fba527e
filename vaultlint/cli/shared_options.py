"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import click

from vaultlint.cache.store import FOLDER
from vaultlint.cli.session import VaultOptions
from vaultlint.config.selection_flags import Names, SelectionFlags

Command = Callable[..., Any]
Option = Callable[[Command], Command]
"""A decorator that adds an option to a command."""

paths_argument = click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[PATH]...")
path_argument = click.argument(
    "paths",
    required=False,
    type=click.Path(exists=True),
    metavar="[PATH]",
    callback=lambda _, __, path: (path,) if path else (),
)
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


def format_option() -> Option:
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


def _names_option(flag: str, text: str) -> Option:
    """Make an option for comma-separated names that may be repeated."""
    return click.option(flag, multiple=True, callback=_split, metavar="A,B,...", help=text)


def _split(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> Names:
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())


def packed(name: str, kind: Callable[..., object], options: Mapping[str, Option]) -> Option:
    """Make a decorator that adds options to a command, which gets all their values in one object, called `name`.

    `options` are given by the fields of that object that take their values.
    """

    def add_to(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> None:
            values = {field: given.pop(field) for field in options}
            command(**given, **{name: kind(**values)})

        decorated: Command = run
        for option in reversed([*options.values()]):  # --help shows first what is added last
            decorated = option(decorated)
        return decorated

    return add_to


_CONFIG_OPTIONS: dict[str, Option] = {
    "root": click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False),
        metavar="DIR",
        help=(
            "The vault's root.  [default: the nearest folder with .obsidian or a configuration file, from PATH upwards]"
        ),
    ),
    "config_file": click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Use this configuration file.",
    ),
    "isolated": click.option(
        "--isolated", is_flag=True, help="Ignore the configuration file and, when checking, the baseline."
    ),
}
_EXCLUDE_OPTION = {"exclude": _names_option("--exclude", "Do not check notes that match these patterns.")}
_READING_OPTIONS: dict[str, Option] = {
    "no_cache": click.option("--no-cache", is_flag=True, help="Read every note again and do not write the cache."),
    "cache_dir": click.option(
        "--cache-dir",
        type=click.Path(file_okay=False),
        metavar="DIR",
        help=f"Folder for the cache.  [default: {FOLDER} in the vault]",
    ),
    "jobs": click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Number of processes that read notes.  [default: depends on the size of the vault]",
    ),
}

_TRACKED_OPTION = {
    "tracked": click.option(
        "--tracked", is_flag=True, help="Look only at files that git tracks, as if the vault were cloned anew."
    )
}

_VAULT_OPTIONS = {**_CONFIG_OPTIONS, **_EXCLUDE_OPTION, **_READING_OPTIONS}

vault_options = packed("options", VaultOptions, {**_VAULT_OPTIONS, **_TRACKED_OPTION})
"""The options of every command that looks at a vault, which gets them as `options`."""

whole_vault_options = packed("options", VaultOptions, _VAULT_OPTIONS)
"""The same for commands that must see every file, since they change links."""

config_options = packed("options", VaultOptions, _CONFIG_OPTIONS)
"""The same for commands that look only at the configuration."""

survey_options = packed("options", VaultOptions, {"root": _CONFIG_OPTIONS["root"], **_READING_OPTIONS})
"""The same for a command that looks at a vault without regard to a configuration."""

selection_options = packed(
    "selected",
    SelectionFlags,
    {
        "select": _names_option("--select", "Run only these rules or groups, or all."),
        "extend_select": _names_option("--extend-select", "Also run these rules or groups."),
        "ignore": _names_option("--ignore", "Do not run these rules or groups."),
    },
)
"""The options that select rules, which a command gets as `selected`."""
