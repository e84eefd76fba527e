"""Make the paths that the user passes absolute, without leaving a vault through a linked folder in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from vaultlint.errors import VaultError


def place_all(given: Sequence[str], is_top: Callable[[Path], bool]) -> list[Path]:
    """Make paths absolute as `place` does; many files of one folder, as from pre-commit, take little time."""
    place_folder = cache(lambda folder: place(folder, is_top))
    placed: list[Path] = []
    for path in given:
        folder, name = os.path.split(path)
        is_plain = name and not os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114
        if is_plain and sys.platform != "win32":  # where a name may be given in another case
            placed.append(place_folder(folder or os.curdir) / name)
        else:
            placed.append(place(path, is_top))
    return placed


def place(given: str, is_top: Callable[[Path], bool]) -> Path:
    """Make a path absolute. Above the nearest folder that is a top, links are followed; without a top, all are.

    Links below the top that lead out of it are kept: what is in a linked folder is in the vault. Raises `VaultError`.
    """
    for spelling in _spellings(_absolute(given)):
        for folder in (spelling, *spelling.parents):
            if is_top(folder):
                return _below(Path(os.path.realpath(folder)), spelling.relative_to(folder))
    return real_path(given)


def real_path(given: str) -> Path:
    """Make a path absolute and follow all links; raises `VaultError`."""
    return Path(os.path.realpath(_absolute(given)))


def _absolute(given: str) -> Path:
    """Make a path absolute. As for the system, `..` leads out of where a link leads."""
    path = given if os.path.isabs(given) else os.path.join(_current_folder(), given)  # noqa: PTH117, PTH118
    parts = Path(path).parts
    if os.pardir not in parts:
        return Path(path)
    after = len(parts) - parts[::-1].index(os.pardir)
    return Path(os.path.realpath(os.path.join(*parts[:after])), *parts[after:])  # noqa: PTH118


def _current_folder() -> str:
    """Return the current folder with the links through which the shell got there; raises `VaultError`."""
    try:
        here = os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        raise VaultError("the current folder no longer exists: change to another folder") from None
    shown = os.environ.get("PWD", "")
    try:
        is_here = os.path.isabs(shown) and os.path.samefile(shown, here)  # noqa: PTH117, PTH121
    except (OSError, ValueError):
        return here
    return shown if is_here else here


def _spellings(path: Path) -> Iterator[Path]:
    """Yield a path as it is, then with one link after the other followed, the outermost first."""
    yield path
    if os.path.realpath(path) == str(path):
        return
    for depth in range(2, len(path.parts) + 1):
        outer = Path(*path.parts[:depth])
        real = Path(os.path.realpath(outer))
        if real != outer:
            yield from _spellings(real / path.relative_to(outer))
            return


def _below(top: Path, rest: Path) -> Path:
    """Join a path to a top, following the links to folders that stay in it; a file that is a link keeps its name."""
    path = top
    if os.path.realpath(top / rest) == str(top / rest):  # as nearly always
        return top / rest
    for part in rest.parts:
        path /= part
        real = os.path.realpath(path)
        is_file_link = os.path.islink(path) and not os.path.isdir(real)  # noqa: PTH112, PTH114
        if not is_file_link and Path(real).is_relative_to(top):  # on Windows also the name in its own case
            path = Path(real)
    return path
