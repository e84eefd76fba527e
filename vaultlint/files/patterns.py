"""Path patterns in the syntax of .gitignore, ignoring case: for `exclude`, `paths` and the options of some rules."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from vaultlint.obsidian.names import fold

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NAME = re.compile(r"\w[\w.-]*(?: [\w.-]+)*")
"""A pattern that is a plain name: it matches all files and folders of that name."""

LONGEST = 4096
"""The most characters of a pattern, and of a path that one matches. Longer paths, such as in a link, never match."""


@lru_cache(maxsize=256)
def _compile(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from vaultlint.files.gitignore import compile_patterns  # not needed for plain names, such as the defaults of rules

    return compile_patterns(tuple(map(fold, patterns)))


@lru_cache(maxsize=256)
def _names(patterns: tuple[str, ...]) -> frozenset[str] | None:
    """The patterns if all are plain names, else None."""
    names = frozenset(map(fold, patterns))
    return names if all(map(_NAME.fullmatch, names)) else None


def verdict(patterns: Sequence[str], path: str) -> bool | None:
    """Return True if the patterns match a path, False if a later `!pattern` reverses that, None if none matches."""
    if not patterns or len(path) > LONGEST:
        return None
    known, folded = tuple(patterns), fold(path)
    names = _names(known)
    if names is None or "\n" in path or "\\" in path:  # pathspec decides on line feeds and backslashes
        return _compile(known).check_file(folded).include
    return None if names.isdisjoint(folded.split("/")) else True


def matches(patterns: Sequence[str], path: str) -> bool:
    """Tell whether the patterns match a path, given relative to the vault's root."""
    return verdict(patterns, path) is True


def check_pattern(pattern: str) -> None:
    """Raise ValueError, naming the pattern, if it is not valid."""
    if len(pattern) > LONGEST:
        raise ValueError(f'pattern "{pattern[:40]}..." is longer than {LONGEST:,} characters')
    if _names((pattern,)) is not None:
        return
    with warnings.catch_warnings(action="ignore"):
        try:
            _compile((pattern,))
        except (re.error, ValueError) as error:
            raise ValueError(f'pattern "{pattern}": {error}') from None


_SPECIAL = re.compile(r"^[!#]|[\\*?\[]")


def folder_pattern(folder: str) -> str:
    """Return a pattern for everything inside a folder, whatever characters are in the folder's name."""
    return f"{_literal(folder)}/**"


def path_pattern(path: str) -> str:
    """Return a pattern for the file at a path, whatever characters are in it."""
    literal = _literal(path)
    if literal.endswith(" "):
        literal = f"{literal[:-1]}\\ "
    return literal if "/" in literal else f"/{literal}"


def _literal(path: str) -> str:
    escaped = _SPECIAL.sub(r"\\\g<0>", path)
    return "".join(letter if letter == " " or letter.isprintable() else "?" for letter in escaped)
