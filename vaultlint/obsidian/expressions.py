"""Match paths against regular expressions from a vault's settings, without letting one hang the run.

Obsidian uses JavaScript's regular expressions, which Python's are close to. But like those, some may take exponential
time, such as `(a|aa)+$`, and engines without this problem lack features that Obsidian allows. So an expression that
repeats more than one character runs in a separate process, with a few seconds for all paths.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Sequence
from itertools import takewhile

TIMEOUT = 5.0
"""Seconds for all expressions of a vault."""

LONGEST = 1000
"""The most characters of an expression that is tried."""

_NO_REPETITION = re.compile(r"\\.|\(\?", re.DOTALL)
_REPETITION = re.compile(r"\)?[*+?{]")

_CHILD = """
import json, re, sys
expressions, paths = json.load(sys.stdin)
for expression in expressions:
    try:
        search = re.compile(expression, re.IGNORECASE).search
    except Exception:
        search = lambda path: None
    print(json.dumps([index for index, path in enumerate(paths) if search(path)]), flush=True)
"""


class Expressions:
    """Matches expressions against paths, and remembers the results."""

    def __init__(self) -> None:
        self._quick: dict[str, re.Pattern[str] | None] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._too_slow: set[str] = set()

    def matches(self, expression: str, path: str) -> bool:
        """Tell whether an expression matches in a path, ignoring case; never if it is invalid or takes too long."""
        if _is_quick(expression):
            if expression not in self._quick:
                self._quick[expression] = _compiled(expression)
            quick = self._quick[expression]
            return quick is not None and quick.search(path) is not None
        if (expression, path) not in self._known and expression not in self._too_slow:
            self.match_all([expression], [path])
        return self._known.get((expression, path), False)

    def match_all(self, expressions: Sequence[str], paths: Sequence[str]) -> str:
        """Match the potentially slow expressions against all paths, and return the one that took too long, if any.

        That one and those after it then match nothing.
        """
        slow = [expression for expression in expressions if not _is_quick(expression)]
        if not slow:
            return ""
        answers = _ask(list(takewhile(lambda expression: len(expression) <= LONGEST, slow)), paths)
        for expression, answer in zip(slow, map(set, answers), strict=False):
            self._known |= {(expression, path): index in answer for index, path in enumerate(paths)}
        unanswered = slow[len(answers) :]
        self._too_slow.update(unanswered)
        return next(iter(unanswered), "")


def _is_quick(expression: str) -> bool:
    """Whether at most one character or set is repeated or optional, so that matching takes linear time."""
    found = _REPETITION.findall(_NO_REPETITION.sub("", expression))
    return len(expression) <= LONGEST and len(found) <= 1 and not any(each.startswith(")") for each in found)


def _compiled(expression: str) -> re.Pattern[str] | None:
    with warnings.catch_warnings(action="ignore"):
        try:
            return re.compile(expression, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError):
            return None


def _ask(expressions: Sequence[str], paths: Sequence[str]) -> list[list[int]]:
    """The indexes of the paths that each expression matches; fewer answers if one took too long."""
    import subprocess  # few vaults have such expressions

    command = [sys.executable, "-I", "-S", "-W", "ignore", "-c", _CHILD]
    question = json.dumps([expressions, paths]).encode()
    try:
        said = subprocess.run(command, input=question, capture_output=True, timeout=TIMEOUT, check=False).stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    except OSError:  # no process could be started
        said = b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
