"""Match .gitignore patterns, as pathspec reads them, in time linear in the length of the path.

pathspec makes regular expressions in which each `*` and `**` tries every length, in every combination, so six of them
take Python seconds. But where another `*` or `**` follows, the first match is as good as any other, so here an atomic
group keeps it.
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
        return regex and _with_atomic_wildcards(regex), include


def _with_atomic_wildcards(regex: str) -> str:
    """Make all wildcards but the last atomic, so that the expression matches the same paths in linear time.

    As in git, but unlike in pathspec, a set such as `[!a]` never matches a slash.
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
    """Compile patterns; raises ValueError or `re.error`."""
    return GitIgnoreSpec.from_lines(lines, _Pattern, backend="simple")  # other engines have no atomic groups


class IgnoreLines:
    """The lines of a .gitignore file, to be asked about each folder on the way to a file, from the top down.

    As in git, lines that are not valid patterns are skipped.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        with warnings.catch_warnings(action="ignore"):
            self._patterns = list(filter(None, map(_entry_pattern, lines)))

    def verdict(self, entry: str) -> bool | None:
        """Tell whether the last pattern that matches an entry ignores it; None if no pattern matches.

        The path of a folder ends with a slash. A pattern matches the entry itself, not the folders around it.
        """
        for matches, is_ignored in reversed(self._patterns):
            if matches(entry):
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
    if text.endswith("/"):  # the contents of a folder, but not the folder
        return re.compile(f"{text}.").match, is_ignored
    return expression.fullmatch, is_ignored
