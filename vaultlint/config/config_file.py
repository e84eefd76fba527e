"""Find and read the configuration file; `options` checks its content."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any

from vaultlint.files.regular_file import read_regular_file, resolve_inside

CONFIG_FILES = ("vaultlint.toml", ".vaultlint.toml", "pyproject.toml")
"""Names of configuration files; in one folder, the first wins."""

_MAX_SIZE = 1_000_000

_ENDLESS_KEY = re.compile(
    rb"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}"""  # tomllib takes minutes to parse one
)


def find_config(root: Path) -> Path | None:
    """Find the nearest configuration file, from the vault's root up to the root of its git repository.

    Without one there, it is the nearest further up that names this vault under `root`. Raises OSError for a link to a
    file outside these folders.
    """
    top = git_root(root) or root
    folders = [folder for folder in (root, *root.parents) if folder.is_relative_to(top)]
    found = next((file for folder in folders for file in config_files(folder)), None)
    if found is None:
        found = nearest_config(top.parents)
        named = root_in_config(found) if found else None
        if found is None or named is None or os.path.realpath(named) != str(root):
            return None
        top = found.parent
    resolve_inside(top, found)
    return found


def nearest_config(folders: Iterable[Path]) -> Path | None:
    """Return the first configuration file in some folders, skipping what cannot be read."""
    for folder in folders:
        with suppress(OSError):
            for file in config_files(folder):
                return file
    return None


def config_files(folder: Path) -> Iterator[Path]:
    """Yield the configuration files in a folder, the one that wins first."""
    for name in CONFIG_FILES:
        file = os.path.join(folder, name)  # noqa: PTH118  done for each folder above a vault: pathlib is slow
        if os.path.isfile(file) and (name != "pyproject.toml" or _has_own_table(read_config_file(Path(file)))):  # noqa: PTH113
            yield Path(file)


@lru_cache  # a file may be asked for more than once
def _has_own_table(content: bytes) -> bool:
    """Whether a `pyproject.toml` has a table for vaultlint, or would have if it were valid."""
    if b"vaultlint" not in content:
        return False
    try:
        return vaultlint_table(parse_toml(content)) is not None
    except (ValueError, RecursionError):
        return b"[tool.vaultlint]" in content  # reading it later reports the error


def read_config_file(file: Path) -> bytes:
    """Read a file that may be a configuration; raises OSError."""
    return read_regular_file(str(file), _MAX_SIZE)


def parse_toml(content: bytes) -> dict[str, Any]:
    """Parse TOML; raises ValueError or RecursionError."""
    import tomllib  # most vaults have no configuration

    if _ENDLESS_KEY.search(content):
        raise ValueError("a key has more than 100 parts")
    return tomllib.loads(content.decode("utf-8-sig"))


def vaultlint_table(pyproject: dict[str, Any]) -> Any:
    """Return the table `tool.vaultlint` of a `pyproject.toml`, None if there is none."""
    tool = pyproject.get("tool")
    return tool.get("vaultlint") if isinstance(tool, dict) else None


def root_in_config(file: Path) -> Path | None:
    """Return the folder that a configuration file names under `root`; it may not exist.

    None if it names none or cannot be read: if the file is in force, reading it later reports the error.
    """
    try:
        content = read_config_file(file)
        table = parse_toml(content) if b"root" in content else {}
    except (OSError, ValueError, RecursionError):
        return None
    own = vaultlint_table(table) if file.name == "pyproject.toml" else table
    root = own.get("root") if isinstance(own, dict) else None
    try:
        return file.parent / path_below(root) if isinstance(root, str) else None
    except ValueError:
        return None


def path_below(name: str) -> str:
    """Normalise a relative path to something below a folder; raises ValueError for any other path."""
    parts = [part for part in name.replace(os.sep, "/").split("/") if part not in {"", "."}]
    if not parts or ".." in parts or name.startswith("/") or PureWindowsPath(name).drive or "\0" in name:
        raise ValueError(f'"{name}" is not a relative path below a folder')
    return "/".join(parts)


def git_root(folder: Path) -> Path | None:
    """Return the root of the git repository that a folder is in, None if it is in none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
