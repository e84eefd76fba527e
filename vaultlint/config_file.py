"""Where the configuration file is; what is in it is `config`'s business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vaultlint.regular_file import inside, read_regular_file

FILES = ("vaultlint.toml", ".vaultlint.toml", "pyproject.toml")
"""Names of configuration files; of several in one folder the first counts."""

_MAX_SIZE = 1_000_000

_ENDLESS_KEY = re.compile(
    rb"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}"""  # tomllib takes minutes for one
)


def find_config(root: Path) -> Path | None:
    """The nearest configuration file at the vault's root or above it, up to the root of its git repository.

    Raises OSError for one that is a link to a file outside of these folders.
    """
    folders = _up_to_git_root(root)
    found = next((file for folder in folders for file in config_files(folder)), None)
    if found:
        inside(folders[-1], found)
    return found


def config_files(folder: Path) -> Iterator[Path]:
    """The configuration files that lie in a folder, the one that counts first."""
    for name in FILES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or _has_own_table(file)):
            yield file


def _has_own_table(pyproject: Path) -> bool:
    content = read_config_file(pyproject)
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


def _up_to_git_root(root: Path) -> list[Path]:
    folders = [root, *root.parents]
    git_root = next((index for index, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return folders[: git_root + 1]
