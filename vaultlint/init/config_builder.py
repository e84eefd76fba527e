"""Build a configuration file from settings, each with a comment that explains it."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vaultlint.config.options import Config, read_options
from vaultlint.files.patterns import folder_pattern
from vaultlint.text.control_characters import printable
from vaultlint.text.toml_text import toml, toml_key

WIDTH = 100


@dataclass
class Setting:
    """A value and the reason for it."""

    value: Any
    why: str = ""

    def add(self, text: str) -> None:
        """Add a sentence to the reason."""
        self.why = f"{self.why} {text}".strip()


Reasons = dict[str, str]
"""The members of a list, each with the reason for it."""


@dataclass
class ConfigBuilder:
    """The settings of the file. `header` are comments at its top, `exclude` is by pattern, `folders` are overrides."""

    header: list[str] = field(default_factory=list)
    exclude: Reasons = field(default_factory=dict)
    daily_notes: Setting | None = None
    ignore: Reasons = field(default_factory=dict)
    rules: dict[str, dict[str, Setting | Reasons]] = field(default_factory=dict)
    folders: dict[str, FolderOverride] = field(default_factory=dict)

    def rule(self, name: str) -> dict[str, Setting | Reasons]:
        """Return the options of a rule, to be added to."""
        return self.rules.setdefault(name, {})

    def folder(self, path: str) -> FolderOverride:
        """Return the override for a folder, to be added to."""
        return self.folders.setdefault(path, FolderOverride())

    def config(self) -> Config:
        """Return the configuration that the file defines."""
        return Config(read_options(tomllib.loads(self.text()), "the new configuration"))

    def text(self) -> str:
        """Render the file."""
        parts = [*self._top(), *self._rules(), *self._folders()]
        return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)

    def _top(self) -> Iterator[list[str]]:
        yield [line for comment in self.header for line in _comment(comment)]
        yield _setting("exclude", self.exclude)
        if self.daily_notes:
            yield _setting("daily-notes", self.daily_notes)
        yield _setting("ignore", dict(sorted(self.ignore.items())))

    def _rules(self) -> Iterator[list[str]]:
        for rule, settings in sorted(self.rules.items()):
            if settings and rule not in self.ignore:
                lines = [line for key, setting in settings.items() for line in _setting(key, setting)]
                yield [f"[rules.{rule}]", *lines]

    def _folders(self) -> Iterator[list[str]]:
        # A folder comes before the folders in it, since the last override wins.
        for path, folder in sorted(self.folders.items(), key=lambda item: item[0].split("/")):
            yield ["[[overrides]]", *(line for why in folder.reasons for line in _comment(why)), *folder.lines(path)]


@dataclass
class FolderOverride:
    """The override for one folder."""

    reasons: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    def lines(self, path: str) -> Iterator[str]:
        """Render the keys of the override, without its table header."""
        yield f"paths = {toml([folder_pattern(path)])}"
        if self.ignore:
            yield f"ignore = {toml(self.ignore)}"
        for key, value in self.options.items():
            yield from _assign(f"rules.{key}", value)


def _setting(key: str, setting: Setting | Reasons) -> list[str]:
    if isinstance(setting, Setting):
        table = setting.value if isinstance(setting.value, dict) else None
        keys = {key: setting.value} if table is None else {f"{key}.{toml_key(name)}": table[name] for name in table}
        return [*_comment(setting.why), *(line for name, value in keys.items() for line in _assign(name, value))]
    lines = [line for name, why in setting.items() for line in (*_comment(why, "  "), f"  {toml(name)},")]
    return [f"{key} = [", *lines, "]"] if setting else []


def _assign(key: str, value: Any) -> list[str]:
    """Render a key with its value, a long list on several lines."""
    line = f"{key} = {toml(value)}"
    if len(line) <= WIDTH or not isinstance(value, list):
        return [line]
    return [f"{key} = [", *(f"  {toml(member)}," for member in value), "]"]


def _comment(text: str, indent: str = "") -> list[str]:
    """Render a comment; names in it may contain any character."""
    start = f"{indent}# "
    return textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=start,
        subsequent_indent=start,
        break_long_words=False,
        break_on_hyphens=False,
    )
