"""Patterns of .gitignore as pathspec reads them, matched in time that grows with the path's length and no faster.

pathspec makes regular expressions in which each `*` and `**` tries every length, in every combination: six of them
keep Python busy for seconds. But where a further `*` or `**` follows, the first place that fits is as good as any
other, so here that one is taken for good, by an atomic group.
"""

from __future__ import annotations

import re

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_STAR = r"\[\^/\]\*"
_SET = re.compile(r"\\.|(?!\[\^/\])(\[\^?\]?(?:\\.|[^\]\\])*\])", re.DOTALL)
_CHARACTER = r"(?:\\.|\[\^/\](?![*+])|\(\?!/\)\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\/\[\]()])"
_STAR_BEFORE_STAR = re.compile(rf"(?:{_STAR})+({_CHARACTER}*?)(?={_STAR})", re.DOTALL)
_FOLDERS_FIRST, _FOLDERS = "^(?:.+/)?", "(?:/.+)?"


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
