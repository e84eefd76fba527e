"""Patterns of .gitignore as pathspec reads them, matched in time that grows with the path's length and no faster.

pathspec makes regular expressions in which each `*` and `**` tries every length, in every combination: six of them
keep Python busy for seconds. But where a further `*` or `**` follows, the first place that fits is as good as any
other, so here that one is taken for good, by an atomic group.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_STAR = r"\[\^/\]\*"
_SET = re.compile(r"\\.|(?!\[\^/\])(\[\^?\]?(?:\\.|[^\]\\])*\])", re.DOTALL)
_CHARACTER = r"(?:\\.|\[\^/\](?![*+])|\(\?!/\)\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\/\[\]()])"
_STAR_BEFORE_STAR = re.compile(rf"(?:{_STAR})+({_CHARACTER}*?)(?={_STAR})", re.DOTALL)
_FOLDERS_FIRST, _FOLDERS = "^(?:.+/)?", "(?:/.+)?"
_EVERYTHING, _EVERY_FOLDER = ".", "(?P<ps_d>/)"
"""What pathspec makes of `*` and `*/`."""


class _Pattern(GitIgnoreSpecPattern):
    __slots__ = ()

    @classmethod
    def pattern_to_regex(cls, pattern: str) -> tuple[str | None, bool | None]:  # type: ignore[override]
        """See `GitIgnoreSpecPattern`."""
        regex, include = super().pattern_to_regex(pattern)
        return regex and _without_combinations(regex), include


def _without_combinations(regex: str) -> str:
    """An expression of pathspec's that takes the same paths, and the first place that fits for all but the last.

    As in git, and unlike pathspec, a set such as `[!a]` never takes a slash: else a name would have no end.
    """
    regex = _SET.sub(lambda found: f"(?!/){found[0]}" if found[1] else found[0], regex)
    first, *others = _STAR_BEFORE_STAR.sub(r"(?>[^/]*?\1)", regex).split(_FOLDERS)
    if not others:
        return first
    if first.startswith(_FOLDERS_FIRST):
        first = f"^(?>(?:.+?/)??{first.removeprefix(_FOLDERS_FIRST)}(?=/))"
    *middle, last = others
    return first + "".join(f"(?>(?:/.+?)??{each}(?=/))" for each in middle) + _FOLDERS + last


def compile_patterns(lines: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns, ready to match; raises ValueError or `re.error`."""
    return GitIgnoreSpec.from_lines(lines, _Pattern, backend="simple")  # other engines know no atomic groups


class IgnoreLines:
    """The lines of a .gitignore file, asked as git does: about one file or folder after the other, from the top down.

    Git skips what it cannot read as a pattern.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        with warnings.catch_warnings(action="ignore"):
            self._patterns = list(filter(None, map(_entry_pattern, lines)))

    def verdict(self, entry: str) -> bool | None:
        """Whether the last pattern that takes an entry ignores it, None where none takes it.

        Folders end with a slash. A pattern takes an entry by what it is itself, not by the folders that it is in.
        """
        for takes, is_ignored in reversed(self._patterns):
            if takes(entry):
                return is_ignored
        return None


def _entry_pattern(line: str) -> tuple[Callable[[str], object], bool] | None:
    try:
        text, is_ignored = _Pattern.pattern_to_regex(line)
        if text is None or is_ignored is None:
            return None
        expression = re.compile(text)
    except (ValueError, re.error):
        return None
    if text == _EVERYTHING:
        return expression.match, is_ignored
    if text == _EVERY_FOLDER:
        return re.compile(r"/\Z").search, is_ignored
    if text.endswith("/"):  # all that is in a folder, but not the folder
        return re.compile(f"{text}.").match, is_ignored
    return expression.fullmatch, is_ignored
