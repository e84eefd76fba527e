"""Where the configuration file is; what is in it is `config`'s business."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any

from vaultlint.files.regular_file import read_regular_file, resolve_inside

FILES = ("vaultlint.toml", ".vaultlint.toml", "pyproject.toml")
"""Names of configuration files; of several in one folder the first counts."""

_MAX_SIZE = 1_000_000

_ENDLESS_KEY = re.compile(
    rb"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}"""  # tomllib takes minutes for one
)


def find_config(root: Path) -> Path | None:
    """The nearest configuration file at the vault's root or above it, up to the root of its git repository.

    Without one there, it is the nearest further up if that names this vault under `root`. Raises OSError for one
    that is a link to a file outside of these folders.
    """
    top = git_root(root) or root
    folders = [folder for folder in (root, *root.parents) if folder.is_relative_to(top)]
    found = next((file for folder in folders for file in config_files(folder)), None)
    if found is None:
        found = nearest_config(top.parents)
        named = stated_root(found) if found else None
        if found is None or named is None or os.path.realpath(named) != str(root):
            return None
        top = found.parent
    resolve_inside(top, found)
    return found


def nearest_config(folders: Iterable[Path]) -> Path | None:
    """The first configuration file in some folders, passing over what cannot be read."""
    for folder in folders:
        with suppress(OSError):
            for file in config_files(folder):
                return file
    return None


def config_files(folder: Path) -> Iterator[Path]:
    """The configuration files that lie in a folder, the one that counts first."""
    for name in FILES:
        file = os.path.join(folder, name)  # noqa: PTH118  each folder above a vault is asked: pathlib is slow
        if os.path.isfile(file) and (name != "pyproject.toml" or _has_own_table(read_config_file(Path(file)))):  # noqa: PTH113
            yield Path(file)


@lru_cache  # a file may be met more than once
def _has_own_table(content: bytes) -> bool:
    """Whether the content of a `pyproject.toml` speaks of vaultlint, as far as that can be told."""
    if b"vaultlint" not in content:
        return False
    try:
        return own_table(parse_toml(content)) is not None
    except (ValueError, RecursionError):
        return b"[tool.vaultlint]" in content  # reading it will tell what is wrong


def read_config_file(file: Path) -> bytes:
    """What is in a file that may be a configuration; raises OSError."""
    return read_regular_file(str(file), _MAX_SIZE)


def parse_toml(content: bytes) -> dict[str, Any]:
    """The tables of a TOML file; raises ValueError or RecursionError."""
    import tomllib  # most vaults have no configuration

    if _ENDLESS_KEY.search(content):
        raise ValueError("a key has more than a hundred parts")
    return tomllib.loads(content.decode("utf-8-sig"))


def own_table(pyproject: dict[str, Any]) -> Any:
    """The table of vaultlint in a `pyproject.toml`, None when there is none."""
    tool = pyproject.get("tool")
    return tool.get("vaultlint") if isinstance(tool, dict) else None


def stated_root(file: Path) -> Path | None:
    """The folder below its own that a configuration file names under `root`; it may not exist.

    None where it names none, or cannot be read: where the file is in force, reading it tells what is wrong.
    """
    try:
        content = read_config_file(file)
        table = parse_toml(content) if b"root" in content else {}
    except (OSError, ValueError, RecursionError):
        return None
    own = own_table(table) if file.name == "pyproject.toml" else table
    root = own.get("root") if isinstance(own, dict) else None
    try:
        return file.parent / path_below(root) if isinstance(root, str) else None
    except ValueError:
        return None


def path_below(name: str) -> str:
    """A relative path to something below a folder, in its shortest form; raises ValueError for any other."""
    parts = [part for part in name.replace(os.sep, "/").split("/") if part not in {"", "."}]
    if not parts or ".." in parts or name.startswith("/") or PureWindowsPath(name).drive or "\0" in name:
        raise ValueError(f'"{name}" is not a path below a folder')
    return "/".join(parts)


def git_root(folder: Path) -> Path | None:
    """The root of the git repository that a folder is in."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
