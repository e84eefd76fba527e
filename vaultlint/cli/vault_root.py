"""Find the vault's root: the folder that the user or a configuration file names, else the nearest marked as a vault."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vaultlint.cli.given_paths import place_all, real_path
from vaultlint.config.config_file import config_files, find_config, git_root, nearest_config, root_in_config
from vaultlint.errors import ConfigError, VaultError

_DEPTH = 3
"""How many levels below an unmarked folder are searched for a vault."""

_MAX_FOLDERS = 1000
"""How many folders that search looks at, at most."""


class VaultLocation(NamedTuple):
    """A vault's root and the requested paths, all of them in it.

    `other_vault` is the root of another vault that the user may have meant: one around this one, or the only one in it.
    """

    root: Path
    paths: tuple[Path, ...]
    other_vault: Path | None = None


def find_vault(
    given: Sequence[str], root: str | None = None, config_file: str | None = None, *, reads_config: bool = True
) -> VaultLocation:
    """Find the vault: `root`, else the one a configuration file names, else around the paths; raises `VaultlintError`.

    Without paths, the current folder is requested, or all of a vault that lies elsewhere. Without `reads_config`, only
    `config_file` may name a root.
    """
    if root is not None:
        return _named_vault(real_path(root), given, "--root")
    is_marked = cache(_is_marked)  # many paths may have the same folders above them
    paths = place_all(given or ["."], is_marked)
    start = _common_folder(paths)
    file = real_path(config_file) if config_file else None
    if file and (named := _named_root(file)):
        return _named_vault(named, given, str(file))
    if reads_config and (found := _root_named_above(start)):
        return _named_vault(found[0], given, str(found[1]))
    return _marked(start, paths, reads_config=reads_config)


def _common_folder(paths: Sequence[Path]) -> Path:
    try:
        common = Path(os.path.commonpath(paths))
    except ValueError:  # on different drives
        raise VaultError("the paths have no common folder: check one vault at a time") from None
    return next(folder for folder in (common, *common.parents) if folder.is_dir())  # a PATH may have been deleted


def _named_vault(root: Path, given: Sequence[str], by: str) -> VaultLocation:
    """Return the vault at a named root. A path around it means all of it; raises `VaultError` for one outside."""
    is_root = cache(lambda folder: os.path.realpath(folder) == str(root))
    paths = place_all(given or ["."], is_root)
    outside = [path for path in paths if not (path.is_relative_to(root) or root.is_relative_to(path))]
    if outside and given:
        raise VaultError(
            f"{outside[0]} is outside the vault {root} ({by}): pass paths in it, or another vault with --root"
        )
    return VaultLocation(
        root, (root,) if outside else tuple(root if root.is_relative_to(path) else path for path in paths)
    )


def _root_named_above(start: Path) -> tuple[Path, Path] | None:
    """Return the root that the nearest configuration file names, and that file; None if it names none.

    Also None if `start` lies in another vault that is marked as one of its own.
    """
    file = nearest_config((start, *start.parents))
    root = _named_root(file) if file else None
    if file is None or root is None:
        return None
    is_beside = not (start.is_relative_to(root) or root.is_relative_to(start))
    if is_beside and _marked_root(start) != file.parent:
        return None
    if nearest_config((root, *root.parents)) == file:
        return root, file
    return _root_named_above(root) or (root, file)  # a configuration file in there may name another


def _named_root(file: Path) -> Path | None:
    """Return the folder that a configuration file names as the vault's root; raises `ConfigError`."""
    named = root_in_config(file)
    if named is None:
        return None
    shown = named.relative_to(file.parent).as_posix()
    folder, real = file.parent.resolve(), Path(os.path.realpath(named))  # which never raises
    if not os.path.isdir(real):  # noqa: PTH112  pathlib fails on a name that is too long
        raise ConfigError(f'{file}: root: no folder "{shown}" in {file.parent}')
    if folder not in real.parents:
        raise ConfigError(f'{file}: root: "{shown}" is a link out of {file.parent}: pass the vault with --root instead')
    return real


def _marked(start: Path, paths: Sequence[Path], *, reads_config: bool) -> VaultLocation:
    """Return the nearest marked folder, from the common folder upwards; without any, the common folder itself.

    A folder is marked as a vault's root by `.obsidian` or a configuration file.
    """
    root = _marked_root(start)
    if root:
        return VaultLocation(root, tuple(paths), _fitting(_other_vault(root, reads_config=reads_config), paths))
    roots = {path: _marked_root(path) for path in paths}
    inside = sorted({found for found in roots.values() if found})
    if len(inside) > 1:
        raise VaultError(f"the paths are in two vaults, {inside[0]} and {inside[1]}: check one at a time")
    beside = [path for path, found in roots.items() if not found and path != start]
    if inside and beside:
        raise VaultError(f"{beside[0]} is outside the vault {inside[0]}: check one vault at a time")
    return VaultLocation(start, tuple(paths), _fitting(_only_vault_in(start), paths))


def _fitting(other: Path | None, paths: Sequence[Path]) -> Path | None:
    """Return another vault if `--root` could name it with these paths."""
    return other if other and all(path.is_relative_to(other) or other.is_relative_to(path) for path in paths) else None


def _other_vault(root: Path, *, reads_config: bool) -> Path | None:
    """Return another vault that may be meant: one around, or the only one in a folder marked by a configuration."""
    around = _vault_around(root, reads_config=reads_config)
    if around or _has_obsidian_folder(root):
        return around
    return _only_vault_in(root, by_settings=True)


def _marked_root(path: Path) -> Path | None:
    """Return the nearest folder, from the path upwards, that is marked as a vault's root."""
    return next((folder for folder in (path, *path.parents) if _is_marked(folder)), None)


def _is_marked(folder: Path) -> bool:
    return _has_obsidian_folder(folder) or any(True for _ in config_files(folder))


def _has_obsidian_folder(folder: Path) -> bool:
    return os.path.isdir(os.path.join(folder, ".obsidian"))  # noqa: PTH112, PTH118  pathlib is slow


def _vault_around(root: Path, *, reads_config: bool) -> Path | None:
    """Return the nearest vault around a vault, in the same git repository or else below the home folder.

    Anything further up, such as an `.obsidian` in the home folder, is unrelated.
    """
    top, home = git_root(root), Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111  never raises
    for folder in () if top == root else root.parents:
        if folder == home:
            break
        if found := _vault_at(folder, root, reads_config=reads_config):
            return found
        if folder == top:
            break
    return None


def _vault_at(folder: Path, root: Path, *, reads_config: bool) -> Path | None:
    """Return the vault that a folder above `root` is marked as, or names in its configuration, if `root` is in it."""
    file = nearest_config([folder])
    if file and (stated := root_in_config(file)):
        named = Path(os.path.realpath(stated))
        return named if reads_config and named in root.parents else None
    if _has_obsidian_folder(folder) or (file and file != _config_of(root)):
        return folder
    return None


def _config_of(root: Path) -> Path | None:
    try:
        return find_config(root)
    except OSError:
        return None


def _only_vault_in(folder: Path, *, by_settings: bool = False) -> Path | None:
    """Return the only vault some levels below a folder; None if there are several, or too many folders to tell.

    With `by_settings`, only `.obsidian` makes a folder a vault.
    """
    found: list[Path] = []
    level, seen = [folder], 0
    for _ in range(_DEPTH):
        inner = [each for outer in level for each in _folders_in(outer)]
        seen += len(inner)
        if seen > _MAX_FOLDERS:
            return None
        level = []
        for each in inner:
            is_vault = _has_obsidian_folder(each) or (not by_settings and nearest_config([each]))
            (found if is_vault else level).append(each)
    return found[0] if len(found) == 1 else None


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".") and entry.name != "node_modules" and _is_folder(entry)
            ]
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)
