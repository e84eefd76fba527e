"""Path patterns in gitignore's language, in any case: `exclude`, `paths` and some rules' options."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache

from pathspec import GitIgnoreSpec

from vaultlint.names import fold


@lru_cache(maxsize=256)
def _compile(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(map(fold, patterns))


def verdict(patterns: Sequence[str], path: str) -> bool | None:
    """True where the patterns take a path, False where a later `!pattern` gives it back, else None."""
    return _compile(tuple(patterns)).check_file(fold(path)).include if patterns else None


def matches(patterns: Sequence[str], path: str) -> bool:
    """Whether the patterns take a path, relative to the vault's root."""
    return verdict(patterns, path) is True


def check_pattern(pattern: str) -> None:
    """Raise ValueError, with the pattern in its text, for one that cannot be understood."""
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
