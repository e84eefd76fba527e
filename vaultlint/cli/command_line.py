"""Write paths and commands as the user may type them in the current folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath


def relative_path(path: Path) -> str:
    """Return a real path relative to the current folder, never one that looks like an option.

    A path that neither contains the current folder nor lies in it stays absolute.
    """
    here = _current_folder()
    if here is None or not (path.is_relative_to(here) or here.is_relative_to(path)):
        return str(path)
    found = os.path.relpath(path, here)
    return os.path.join(os.curdir, found) if found.startswith("-") else found  # noqa: PTH118  pathlib drops the dot


def quoted(words: Sequence[str]) -> str:
    """Join the words of a command, quoted for the shell where they need it."""
    if sys.platform == "win32":
        import subprocess  # slow to import

        return subprocess.list2cmdline(words)
    import shlex

    return shlex.join(words)


def shown_paths(root: PurePath) -> Callable[[str], str]:
    """Make the function that turns a path in a vault into one that opens from the current folder.

    It is relative to the current folder if that contains the vault or lies in it, else absolute; always with `/`.
    """
    here = _current_folder()
    if here and root.is_relative_to(here):
        prefix = _as_prefix(root.relative_to(here))
        return lambda path: f"{prefix}{path}"
    if here and here.is_relative_to(root):
        folders = here.relative_to(root).parts
        return lambda path: _from_inside(path, folders)
    prefix = _as_prefix(root)
    return lambda path: f"{prefix}{path}"


def patch_prefix(root: PurePath) -> str:
    """Return what goes before a path in a vault in a patch that is applied in the current folder.

    A patch has no way to leave that folder: for any other vault, it is to be applied in the vault's root.
    """
    here = _current_folder()
    return _as_prefix(root.relative_to(here)) if here and root.is_relative_to(here) else ""


def _current_folder() -> Path | None:
    try:
        return Path(os.path.realpath(os.getcwd()))  # noqa: PTH109
    except OSError:  # it no longer exists
        return None


def _as_prefix(folder: PurePath) -> str:
    text = folder.as_posix()
    return "" if text == "." else text if text.endswith("/") else f"{text}/"


def _from_inside(path: str, folders: tuple[str, ...]) -> str:
    """Make a path relative to one of the folders of its vault."""
    parts = path.split("/")
    shared = 0
    while shared < min(len(folders), len(parts) - 1) and folders[shared] == parts[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folders) - shared), *parts[shared:]])
