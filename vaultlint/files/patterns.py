"""Path patterns in gitignore's language, in any case: `exclude`, `paths` and some rules' options."""

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
"""A pattern that is a name, without a character that means something: it takes all of that name, in any folder."""

LONGEST = 4096
"""No file has a longer path; what a link asks for may be longer, and then no pattern takes it. Nor is one longer."""


@lru_cache(maxsize=256)
def _compile(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from vaultlint.files.gitignore import compile_patterns  # mere names, such as the defaults of rules, do without

    return compile_patterns(tuple(map(fold, patterns)))


@lru_cache(maxsize=256)
def _names(patterns: tuple[str, ...]) -> frozenset[str] | None:
    """The patterns as names, None where one of them is more than that."""
    names = frozenset(map(fold, patterns))
    return names if all(map(_NAME.fullmatch, names)) else None


def verdict(patterns: Sequence[str], path: str) -> bool | None:
    """True where the patterns take a path, False where a later `!pattern` gives it back, else None."""
    if not patterns or len(path) > LONGEST:
        return None
    known, folded = tuple(patterns), fold(path)
    names = _names(known)
    if names is None or "\n" in path or "\\" in path:  # a line end or a backslash is pathspec's to judge
        return _compile(known).check_file(folded).include
    return None if names.isdisjoint(folded.split("/")) else True


def matches(patterns: Sequence[str], path: str) -> bool:
    """Whether the patterns take a path, relative to the vault's root."""
    return verdict(patterns, path) is True


def check_pattern(pattern: str) -> None:
    """Raise ValueError, with the pattern in its text, for one that cannot be understood."""
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


def inside(folder: str) -> str:
    """The pattern of all that lies in a folder and below it, whatever characters its name is made of."""
    literal = _SPECIAL.sub(r"\\\g<0>", folder)
    return "".join(letter if letter == " " or letter.isprintable() else "?" for letter in literal) + "/**"
