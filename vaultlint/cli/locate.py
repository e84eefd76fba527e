"""From the paths of a command line to a vault, its configuration and the rules in force."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from vaultlint.cli.console import ProgressBar
from vaultlint.config import Config, Options, config_files, find_config, read_config
from vaultlint.daily_notes import DailyNotes
from vaultlint.errors import VaultError
from vaultlint.files import Disk
from vaultlint.plugins import find_rules
from vaultlint.selection import CommandLine, Selection
from vaultlint.vault import Vault, read_vault


def absolute(paths: Sequence[str]) -> list[Path]:
    """The paths without `.`, `..` and symbolic links; the current folder when there are none."""
    return [Path(path).resolve() for path in paths or ["."]]


def find_root(paths: Sequence[Path]) -> Path:
    """The vault's root: the nearest folder, from the paths' common parent upwards, that is marked as one.

    A folder is marked by `.obsidian` or a configuration file; without any, the common parent it is.
    """
    try:
        common = Path(os.path.commonpath(paths))
    except ValueError:  # on different drives
        raise VaultError("the paths have no folder in common: check one vault at a time") from None
    start = common if common.is_dir() else common.parent
    root = _marked_root(start)
    if root is None:
        inside = sorted({found for path in paths if (found := _marked_root(path))})
        if len(inside) > 1:
            raise VaultError(f"the paths lie in two vaults, {inside[0]} and {inside[1]}: check one at a time")
    return root or start


def _marked_root(path: Path) -> Path | None:
    """The nearest folder, from the path upwards, that is marked as a vault's root."""
    return next((folder for folder in (path, *path.parents) if _is_root(folder)), None)


def _is_root(folder: Path) -> bool:
    return (folder / ".obsidian").is_dir() or any(True for _ in config_files(folder))


def load_config(root: Path, file: str | None, *, isolated: bool) -> Config:
    """The configuration from the named file, else from the nearest, else the defaults."""
    found = Path(file).resolve() if file else None if isolated else find_config(root)
    return read_config(found) if found else Config(Options())


@dataclass(frozen=True)
class Scene:
    """What a command works on: a vault, its configuration and rules, and the paths that the user asked for."""

    vault: Vault
    config: Config
    selection: Selection
    paths: tuple[Path, ...]

    def is_wanted(self, path: str) -> bool:
        """Whether a path of the vault is one of those that the user asked for, or below one."""
        names = self._names
        return "" in names or path in names or any(parent.as_posix() in names for parent in PurePosixPath(path).parents)

    @cached_property
    def _names(self) -> set[str]:
        root = self.vault.root
        return {"" if root.is_relative_to(each) else each.relative_to(root).as_posix() for each in self.paths}


def open_scene(
    paths: Sequence[str], config_file: str | None, *, isolated: bool, line: CommandLine | None = None
) -> Scene:
    """Find the vault of some paths, its configuration and its rules, and read it."""
    wanted = absolute(paths)
    root = find_root(wanted)
    config = load_config(root, config_file, isolated=isolated)
    selection = Selection(find_rules(config.loaded_files), config, line or CommandLine())
    return Scene(load_vault(root, config.daily_notes), config, selection, tuple(wanted))


def load_vault(root: Path, daily_notes: DailyNotes | None = None) -> Vault:
    """Read the vault at `root`, under the eyes of a progress bar; `daily_notes` None means as Obsidian says."""
    with ProgressBar("Reading notes") as progress:
        return read_vault(root, Disk(root), daily_notes=daily_notes, progress=progress)
