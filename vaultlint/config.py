"""The configuration file: found, read, and checked to the last key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from vaultlint.errors import ConfigError
from vaultlint.rule import Rule

FILES = ("vaultlint.toml", ".vaultlint.toml", "pyproject.toml")
"""Names of configuration files; of several in one folder the first counts."""

FailOn = Literal["error", "warning", "info", "never"]
Names = tuple[str, ...]
RuleTables = dict[str, dict[str, Any]]


class Override(msgspec.Struct, frozen=True, rename="kebab", kw_only=True):
    """What differs for the notes that `paths` match."""

    paths: Names
    extend_select: Names = ()
    ignore: Names = ()
    rules: RuleTables = {}


class Options(msgspec.Struct, frozen=True, rename="kebab", kw_only=True):
    """What a configuration file may say, with the defaults."""

    select: Names | None = None
    extend_select: Names = ()
    ignore: Names = ()
    exclude: Names = ()
    fail_on: FailOn = "warning"
    load: Names = ()
    rules: RuleTables = {}
    overrides: tuple[Override, ...] = ()


class Config(msgspec.Struct, frozen=True):
    """A configuration and the file it comes from, if any."""

    options: Options
    file: Path | None = None

    @property
    def where(self) -> str:
        """The file's name for messages."""
        return str(self.file) if self.file else "the command line"

    @property
    def loaded_files(self) -> tuple[Path, ...]:
        """The rule files under `load`, relative to the configuration file's folder."""
        folder = self.file.parent if self.file else Path()
        return tuple(folder / name for name in self.options.load)


def find_config(root: Path) -> Path | None:
    """The nearest configuration file at the vault's root or above it, up to the root of its git repository."""
    return next((file for folder in _up_to_git_root(root) for file in config_files(folder)), None)


def config_files(folder: Path) -> Iterator[Path]:
    """The configuration files that lie in a folder, the one that counts first."""
    for name in FILES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or b"[tool.vaultlint" in file.read_bytes()):
            yield file


def _up_to_git_root(root: Path) -> list[Path]:
    folders = [root, *root.parents]
    git_root = next((index for index, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return folders[: git_root + 1]


def read_config(file: Path) -> Config:
    """Read and check a configuration file; raises `ConfigError` that names file and key."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    if file.name == "pyproject.toml":
        table = table.get("tool", {}).get("vaultlint", {})
    _check_keys(table, Options, str(file))
    for override in table["overrides"] if isinstance(table.get("overrides"), list) else ():
        _check_keys(override, Override, f"{file}: overrides")
    return Config(convert(table, Options, str(file)), file)


def _check_keys(table: Any, struct: type[msgspec.Struct], where: str) -> None:
    if isinstance(table, dict):
        known = [field.encode_name for field in msgspec.structs.fields(struct)]
        for key in table:
            if key not in known:
                raise ConfigError(f'{where}: unknown key "{key}"{suggestion(key, known)}')


def convert(value: Any, wanted: Any, where: str) -> Any:
    """A TOML value as the wanted type; raises `ConfigError`."""
    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        choices = _choices(wanted)
        raise ConfigError(
            f"{where}{_dotted(place)}: {problem[0].lower()}{problem[1:]}"
            + (f" (one of: {', '.join(choices)})" if choices else "")
        ) from None


def _dotted(place: str) -> str:
    return f": {place.strip('`.')}" if place.strip("`.") else ""


def _choices(wanted: Any) -> list[str]:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return [str(member.value) for member in wanted]
    return [str(choice) for choice in get_args(wanted)] if getattr(wanted, "__origin__", None) is Literal else []


def suggestion(name: str, known: Iterable[str]) -> str:
    """A question that names the nearest known name, to close a message with; empty when none is near."""
    near = get_close_matches(name, list(known), 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def configure(rule: type[Rule], table: dict[str, Any], where: str) -> Rule:
    """The rule with the options of its table; raises `ConfigError`."""
    options = rule.options()
    for key in table:
        if key not in options:
            raise ConfigError(f'{where}: rules.{rule.name}: unknown option "{key}"{suggestion(key, options)}')
    values = {
        key.replace("-", "_"): convert(value, options[key], f"{where}: rules.{rule.name}.{key}")
        for key, value in table.items()
    }
    try:
        return rule(**values)
    except ValueError as error:
        raise ConfigError(f"{where}: rules.{rule.name}: {error}") from None
