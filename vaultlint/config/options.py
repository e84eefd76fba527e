"""The configuration file: read, and checked to the last key."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from vaultlint.config.config_file import own_table, parse_toml, path_below, read_config_file
from vaultlint.errors import ConfigError, reason
from vaultlint.files.regular_file import MAX_SIZE
from vaultlint.obsidian.daily_notes import DailyNotes
from vaultlint.obsidian.names import did_you_mean
from vaultlint.rule import Rule

FailOn = Literal["error", "warning", "info", "never"]
Names = tuple[str, ...]
RuleTables = dict[str, dict[str, Any]]


def _says(meaning: str) -> dict[str, str]:
    """What a key means, for the schema."""
    return {"description": meaning}


@dataclass(frozen=True, kw_only=True)
class Override:
    """What differs for the notes that `paths` match."""

    paths: Names = field(metadata=_says("The notes, as patterns of .gitignore relative to the vault's root."))
    extend_select: Names = field(default=(), metadata=_says("Rules and groups that run on these notes too."))
    ignore: Names = field(default=(), metadata=_says("Rules and groups that do not run on these notes."))
    rules: RuleTables = field(default_factory=dict, metadata=_says("The options of rules for these notes."))


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a configuration file may say."""

    select: Names | None = field(
        default=None, metadata=_says("Rules and groups to run instead of all that are on by default.")
    )
    extend_select: Names = field(
        default=(), metadata=_says("Rules and groups to run too; a rule that is off by default must be named.")
    )
    ignore: Names = field(default=(), metadata=_says("Rules and groups not to run."))
    exclude: Names = field(
        default=(),
        metadata=_says(
            "Notes that are not checked but stay link targets, as patterns of .gitignore relative to the "
            'vault\'s root. "!Templates/" checks what Obsidian\'s settings set aside, "!public/" what git ignores.'
        ),
    )
    fail_on: FailOn = field(default="warning", metadata=_says("The mildest severity that makes the exit code 1."))
    root: str | None = field(
        default=None,
        metadata=_says(
            'The vault\'s root: a folder below the folder of this file, as in "content". All other paths in this file '
            "are relative to it."
        ),
    )
    follow_links: Names = field(
        default=(),
        metadata=_says(
            "Folders that are symbolic links out of the vault and are read all the same, relative to the vault's root."
        ),
    )
    load: Names = field(
        default=(),
        metadata=_says("Python files with rules of your own, relative to the folder of this file, or to `root`."),
    )
    daily_notes: Names | None = field(
        default=None,
        metadata=_says(
            "The names of daily notes, in Moment's letters, as in YYYY-MM-DD; [] for none. Default: what "
            "Obsidian's settings say, also those of the plugin Periodic Notes."
        ),
    )
    max_file_size: int = field(
        default=MAX_SIZE,
        metadata={
            **_says(
                "The largest note or canvas that is read, in bytes; larger ones are reported, and stay link targets."
            ),
            "minimum": 1,
        },
    )
    rules: RuleTables = field(
        default_factory=dict, metadata=_says("The options of each rule, in a table that has its name.")
    )
    overrides: tuple[Override, ...] = field(
        default=(), metadata=_says("What differs for some notes; where several fit, the last one wins.")
    )

    def __post_init__(self) -> None:
        """Raise ValueError for a number or a folder that makes no sense."""
        if self.max_file_size < 1:
            raise ValueError("max-file-size: write a number of bytes, 1 or more")
        if self.root is not None:
            _check_folder(self.root, "root", 'a folder below that of this file, as in "content"')
        for folder in self.follow_links:
            _check_folder(folder, "follow-links", "folders of the vault, relative to its root")
            if any(part.startswith(".") for part in path_below(folder).split("/")):
                raise ValueError(f'follow-links: "{folder}": what begins with a dot is not in the vault')


def _check_folder(name: str, key: str, wanted: str) -> None:
    try:
        path_below(name)
    except ValueError:
        raise ValueError(f'{key}: "{name}": name {wanted}') from None


@dataclass(frozen=True)
class Config:
    """A configuration, the file it comes from, if any, and the keys that the file states."""

    options: Options
    file: Path | None = None
    stated: frozenset[str] = frozenset()

    @property
    def where(self) -> str:
        """The file's name for messages."""
        return str(self.file) if self.file else "the command line"

    @property
    def name(self) -> str:
        """The file's name alone; empty without a file."""
        return self.file.name if self.file else ""

    @property
    def daily_notes(self) -> DailyNotes | None:
        """The daily notes by the formats under `daily-notes`, None where the file does not speak of them."""
        formats = self.options.daily_notes
        return None if formats is None else DailyNotes(formats)

    @property
    def loaded_files(self) -> tuple[Path, ...]:
        """The rule files under `load`, relative to the configuration file's folder, or to the `root` it names."""
        folder = (self.file.parent if self.file else Path()) / (self.options.root or "")
        return tuple(folder / os.path.expanduser(name) for name in self.options.load)  # noqa: PTH111  never raises


def read_config(file: Path) -> Config:
    """Read and check a configuration file; raises `ConfigError` that names file and key."""
    try:
        table = parse_toml(read_config_file(file))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {reason(error)}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    if file.name == "pyproject.toml":
        found = own_table(table)
        table = {} if found is None else found
    options = read_options(table, str(file))
    try:
        DailyNotes(options.daily_notes or ())
    except ValueError as error:
        raise ConfigError(f"{file}: daily-notes: {error}") from None
    return Config(options, file, frozenset(table))


def read_options(table: Any, where: str) -> Options:
    """What a table of TOML says; raises `ConfigError` that names the key."""
    _check_keys(table, Options, where)
    overrides = table.get("overrides") if isinstance(table, dict) else None
    for number, override in enumerate(overrides if isinstance(overrides, list) else ()):
        _check_keys(override, Override, f"{where}: overrides[{number}]")
    options: Options = convert(_by_fields(table), Options, where)
    return options


def keys_of(part: type[Options | Override]) -> list[str]:
    """The keys of the file, or of an override in it: the names of the fields with hyphens."""
    return [each.name.replace("_", "-") for each in fields(part)]


def _by_fields(table: Any) -> Any:
    """A table with the names of fields for keys, overrides included."""
    if not isinstance(table, dict):
        return table
    found = {key.replace("-", "_"): value for key, value in table.items()}
    if isinstance(overrides := found.get("overrides"), list):
        found["overrides"] = [_by_fields(override) for override in overrides]
    return found


def _check_keys(table: Any, part: type[Options | Override], where: str) -> None:
    """Refuse keys that nothing reads, and options that are not in a rule's table."""
    if not isinstance(table, dict):
        return
    known = keys_of(part)
    for key in table:
        if key not in known:
            raise ConfigError(f'{where}: unknown key "{key}"{did_you_mean(key, known)}')
    rules = table.get("rules")
    for name, options in rules.items() if isinstance(rules, dict) else ():
        if not isinstance(options, dict):
            raise ConfigError(f"{where}: rules.{name}: expected a table: write [rules.{name}] and its options below")


def convert(value: Any, wanted: Any, where: str) -> Any:
    """A TOML value as the wanted type; raises `ConfigError`."""
    import msgspec  # without a configuration there is nothing to convert

    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        place = place.strip("`.")
        known = choices(_type_at(wanted, place))
        if wanted is Options:
            place = place.replace("_", "-")
        raise ConfigError(
            f"{where}{f': {place}' if place else ''}: {_in_words(problem)}"
            + (f" (one of: {', '.join(known)})" if known else "")
        ) from None


_WORDS = {"array": "a list", "object": "a table", "str": "text", "int": "a whole number", "bool": "true or false"}


def _in_words(problem: str) -> str:
    """Turn a message of msgspec into the words of TOML."""
    if missing := re.search("missing required field `(.+)`", problem):
        return f"{missing[1]} is missing: write {missing[1]} = [...]"
    named = re.sub(r"`(\w+)(?: \| null)?`", lambda found: _WORDS.get(found[1], found[1]), problem)
    return named[0].lower() + named[1:]


def _type_at(wanted: Any, place: str) -> Any:
    """The type of a field of a class, or the type itself."""
    return get_type_hints(wanted).get(place, wanted) if isinstance(wanted, type) else wanted


def choices(wanted: Any) -> list[str]:
    """The values of an enumeration or `Literal`; none of any other type."""
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return [str(member.value) for member in wanted]
    return [str(choice) for choice in get_args(wanted)] if get_origin(wanted) is Literal else []


def configure(rule: type[Rule], table: dict[str, Any], where: str) -> Rule:
    """The rule with the options of its table; raises `ConfigError`."""
    options = rule.options() if table else {}
    for key in table:
        if key not in options:
            raise ConfigError(f'{where}: rules.{rule.name}: unknown option "{key}"{did_you_mean(key, options)}')
    values = {
        key.replace("-", "_"): convert(value, options[key], f"{where}: rules.{rule.name}.{key}")
        for key, value in table.items()
    }
    try:
        return rule(**values)
    except ValueError as error:
        raise ConfigError(f"{where}: rules.{rule.name}: {error}") from None
