"""The options of the configuration file, read and fully checked."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from vaultlint.config.config_file import parse_toml, path_below, read_config_file, vaultlint_table
from vaultlint.config.option_files import OptionFiles
from vaultlint.config.option_types import ReadFile, decoder, no_file, unknown_key
from vaultlint.config.text_limits import TextLimits
from vaultlint.errors import ConfigError, reason
from vaultlint.files.regular_file import MAX_SIZE
from vaultlint.obsidian.daily_notes import DailyNotes
from vaultlint.obsidian.names import did_you_mean
from vaultlint.obsidian.property_types import PropertyType
from vaultlint.rule import Rule
from vaultlint.site.site_options import QuartzOptions, SiteName, SiteOptions, SitesOptions

FailOn = Literal["error", "warning", "info", "never"]
Names = tuple[str, ...]
RuleTables = dict[str, dict[str, Any]]


def _describe(meaning: str) -> dict[str, str]:
    """Return the metadata that describes a key in the schema."""
    return {"description": meaning}


@dataclass(frozen=True, kw_only=True)
class Override:
    """Settings for the notes that `paths` match."""

    paths: Names = field(metadata=_describe("Notes, as .gitignore patterns relative to the vault's root."))
    extend_select: Names = field(default=(), metadata=_describe("Rules and groups that also run on these notes."))
    ignore: Names = field(default=(), metadata=_describe("Rules and groups that do not run on these notes."))
    rules: RuleTables = field(default_factory=dict, metadata=_describe("Options of rules for these notes."))


@dataclass(frozen=True, kw_only=True)
class Options:
    """The keys of a configuration file."""

    select: Names | None = field(
        default=None,
        metadata=_describe('Rules and groups to run instead of the rules that are on by default; "all" is every rule.'),
    )
    extend_select: Names = field(
        default=(),
        metadata=_describe(
            'Rules and groups to run as well; a group does not turn on rules that are off by default, "all" does.'
        ),
    )
    ignore: Names = field(default=(), metadata=_describe("Rules and groups not to run."))
    exclude: Names = field(
        default=(),
        metadata=_describe(
            "Notes that are not checked but stay link targets, as .gitignore patterns relative to the vault's root. "
            '"!Templates/" checks notes that Obsidian\'s settings exclude, "!public/" notes that git ignores.'
        ),
    )
    fail_on: FailOn = field(default="warning", metadata=_describe("The lowest severity that makes the exit code 1."))
    root: str | None = field(
        default=None,
        metadata=_describe(
            'The vault\'s root, if it is a folder below this file, such as "content". All other paths in this file are '
            "relative to it."
        ),
    )
    follow_links: Names = field(
        default=(),
        metadata=_describe("Symbolic links to folders outside the vault that are read, relative to the vault's root."),
    )
    load: Names = field(
        default=(),
        metadata=_describe("Python files with your own rules, relative to the folder of this file, or to `root`."),
    )
    daily_notes: Names | None = field(
        default=None,
        metadata=_describe(
            "Names of daily notes as Moment formats, such as YYYY-MM-DD; [] for none. Default: the formats in the "
            "settings of Obsidian and of the plugin Periodic Notes."
        ),
    )
    types: dict[str, PropertyType] = field(
        default_factory=dict,
        metadata=_describe(
            'Types of properties for the rule property-type, such as {rating = "number"}; they take precedence over '
            "those in .obsidian/types.json."
        ),
    )
    max_file_size: int = field(
        default=MAX_SIZE,
        metadata={
            **_describe(
                "The largest note or canvas that is read, in bytes; larger ones are reported and stay link targets."
            ),
            "minimum": 1,
        },
    )
    max_per_rule: int = field(
        default=TextLimits().per_rule,
        metadata={
            **_describe("The most problems of one rule that text output shows; `--all` shows all."),
            "minimum": 1,
        },
    )
    max_problems: int = field(
        default=TextLimits().problems,
        metadata={**_describe("The most problems that text output shows; `--all` shows all."), "minimum": 1},
    )
    site: SiteName | None = field(
        default=None,
        metadata=_describe(
            "What publishes the notes, which decides which ones and where links lead. Default: what the files of a "
            "site generator in the vault or its repository say, else Obsidian alone."
        ),
    )
    sites: SitesOptions = field(default_factory=SitesOptions, metadata=_describe("How the site is set up."))
    rules: RuleTables = field(default_factory=dict, metadata=_describe("Options of rules, in a table for each rule."))
    overrides: tuple[Override, ...] = field(
        default=(), metadata=_describe("Settings for some notes; if several match a note, the last one wins.")
    )

    def __post_init__(self) -> None:
        """Raise ValueError for a number or folder that is not valid."""
        if self.max_file_size < 1:
            raise ValueError("max-file-size: must be 1 or more bytes")
        for key, most in (("max-per-rule", self.max_per_rule), ("max-problems", self.max_problems)):
            if most < 1:
                raise ValueError(f"{key}: must be 1 or more problems")
        if self.root is not None:
            _check_folder(self.root, "root", 'a relative path to a folder below this file, such as "content"')
        for folder in self.follow_links:
            _check_folder(folder, "follow-links", "a path in the vault, relative to its root")
            if any(part.startswith(".") for part in path_below(folder).split("/")):
                raise ValueError(f'follow-links: "{folder}": names that start with a dot are not part of the vault')


def _check_folder(name: str, key: str, expected: str) -> None:
    try:
        path_below(name)
    except ValueError:
        raise ValueError(f'{key}: "{name}" is not {expected}') from None


@dataclass(frozen=True)
class Config:
    """A configuration, the file it comes from, if any, and the keys that the file sets."""

    options: Options
    file: Path | None = None
    keys: frozenset[str] = frozenset()

    @property
    def where(self) -> str:
        """The file's name for messages."""
        return str(self.file) if self.file else "the command line"

    @property
    def name(self) -> str:
        """The file's name without its folder; empty without a file."""
        return self.file.name if self.file else ""

    @cached_property
    def option_files(self) -> OptionFiles:
        """The files that options of rules name."""
        return OptionFiles(self.file)

    @property
    def daily_notes(self) -> DailyNotes | None:
        """The daily notes by the formats under `daily-notes`, None if the file does not set them."""
        formats = self.options.daily_notes
        return None if formats is None else DailyNotes(formats)

    @property
    def site(self) -> SiteOptions:
        """What the file says about the site."""
        return SiteOptions(name=self.options.site, sites=self.options.sites, origin=self.name)

    @property
    def text_limits(self) -> TextLimits:
        """How much text output shows."""
        return TextLimits(self.options.max_per_rule, self.options.max_problems)

    @property
    def loaded_files(self) -> tuple[Path, ...]:
        """The rule files under `load`, relative to the configuration file's folder, or to the `root` it names."""
        folder = (self.file.parent if self.file else Path()) / (self.options.root or "")
        return tuple(folder / os.path.expanduser(name) for name in self.options.load)  # noqa: PTH111  never raises


def read_config(file: Path) -> Config:
    """Read and check a configuration file; raises a `ConfigError` that names file and key."""
    try:
        table = parse_toml(read_config_file(file))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {reason(error)}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    if file.name == "pyproject.toml":
        found = vaultlint_table(table)
        table = {} if found is None else found
    options = read_options(table, str(file))
    try:
        DailyNotes(options.daily_notes or ())
    except ValueError as error:
        raise ConfigError(f"{file}: daily-notes: {error}") from None
    return Config(options, file, frozenset(table))


def read_options(table: Any, where: str) -> Options:
    """Convert a TOML table to options; raises a `ConfigError` that names the key."""
    _check_keys(table, Options, where)
    _check_site_keys(table.get("sites") if isinstance(table, dict) else None, where)
    overrides = table.get("overrides") if isinstance(table, dict) else None
    for number, override in enumerate(overrides if isinstance(overrides, list) else ()):
        _check_keys(override, Override, f"{where}: overrides[{number}]")
    options: Options = convert(_by_fields(table), Options, where)
    return options


_Part = Options | Override | SitesOptions | QuartzOptions
"""A table of the file."""


def _check_site_keys(sites: Any, where: str) -> None:
    """Raise `ConfigError` for unknown keys below `sites`."""
    _check_keys(sites, SitesOptions, f"{where}: sites")
    if isinstance(sites, dict):
        _check_keys(sites.get("quartz"), QuartzOptions, f"{where}: sites.quartz")


def keys_of(part: type[_Part]) -> list[str]:
    """List the keys of the file, or of a table in it: the field names with hyphens."""
    return [each.name.replace("_", "-") for each in fields(part)]


def _by_fields(table: Any) -> Any:
    """Replace keys by field names, also in overrides."""
    if not isinstance(table, dict):
        return table
    found = {key.replace("-", "_"): value for key, value in table.items()}
    if isinstance(overrides := found.get("overrides"), list):
        found["overrides"] = [_by_fields(override) for override in overrides]
    if isinstance(sites := found.get("sites"), dict):
        found["sites"] = {name: _by_fields(site) for name, site in sites.items()}
    return found


def _check_keys(table: Any, part: type[_Part], where: str) -> None:
    """Raise `ConfigError` for unknown keys, and for options outside a rule's table."""
    if not isinstance(table, dict):
        return
    known = keys_of(part)
    for key in table:
        if key not in known:
            raise ConfigError(f'{where}: unknown key "{key}"{did_you_mean(key, known)}')
    rules = table.get("rules")
    for name, options in rules.items() if isinstance(rules, dict) else ():
        if not isinstance(options, dict):
            raise ConfigError(
                f"{where}: rules.{name}: expected a table: write [rules.{name}] with the options below it"
            )


def convert(value: Any, expected: Any, where: str, read: ReadFile = no_file) -> Any:
    """Convert a TOML value to the expected type; raises `ConfigError`."""
    import msgspec  # not needed without a configuration

    try:
        return msgspec.convert(value, expected, dec_hook=decoder(read))
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        place = place.strip("`.")
        known = choices(_type_at(expected, place))
        if expected is Options:
            place = place.replace("_", "-")
        raise ConfigError(
            f"{where}{f': {place}' if place else ''}: {_in_toml_terms(problem)}"
            + (f" (one of: {', '.join(known)})" if known else "")
        ) from None


_TOML_TYPES = {
    "array": "an array",
    "object": "a table",
    "str": "a string",
    "int": "an integer",
    "bool": "a boolean",
    "float": "a float",
}


def _in_toml_terms(problem: str) -> str:
    """Rewrite a message of msgspec with the names of TOML's types."""
    if missing := re.search("missing required field `(.+)`", problem):
        return f"missing key: write {missing[1]} = [...]"
    named = re.sub(r"`(\w+)(?: \| null)?`", lambda found: _TOML_TYPES.get(found[1], found[1]), problem)
    return named[0].lower() + named[1:]


def _type_at(expected: Any, place: str) -> Any:
    """Return the type of a field of a class, or of one in a table in it, or of the values of a table there."""
    for name in place.removesuffix("[...]").split("."):
        if not isinstance(expected, type):
            break
        expected = get_type_hints(expected).get(name, expected)
    return get_args(expected)[-1] if place.endswith("[...]") and get_args(expected) else expected


def choices(annotation: Any) -> list[str]:
    """List the values of an enumeration or `Literal`; none for any other type."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    if get_origin(annotation) in {Union, UnionType}:  # a key that need not be set
        return [choice for each in get_args(annotation) for choice in choices(each)]
    return [str(choice) for choice in get_args(annotation)] if get_origin(annotation) is Literal else []


def configure(rule: type[Rule], table: dict[str, Any], where: str, read: ReadFile = no_file) -> Rule:
    """Make a rule with the options of its table, which may name files that `read` reads; raises `ConfigError`."""
    options = rule.options() if table else {}
    for key, value in table.items():
        if key not in options:
            raise ConfigError(f'{where}: rules.{rule.name}: unknown option "{key}"{did_you_mean(key, options)}')
        if fault := unknown_key(value, options[key], f"rules.{rule.name}.{key}"):
            raise ConfigError(f"{where}: {fault}")
    values = {
        key.replace("-", "_"): convert(value, options[key], f"{where}: rules.{rule.name}.{key}", read)
        for key, value in table.items()
    }
    try:
        return rule(**values)
    except ValueError as error:
        raise ConfigError(f"{where}: rules.{rule.name}: {error}") from None
