"""Regular expressions that a vault brings with it, asked about paths. None of them can hold up a run.

Obsidian's are JavaScript's, and Python's engine is near to that, but like JavaScript's it may take for ever:
`(a|aa)+$`. Engines that cannot do not know all that Obsidian allows. So an expression that repeats more than one
character works in a process of its own, which has some seconds for all paths.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Sequence
from itertools import takewhile

PATIENCE = 5.0
"""Seconds that the expressions of a vault may take."""

LONGEST = 1000
"""The length of an expression that is worth a try."""

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
    """Which expression takes which path, remembered."""

    def __init__(self) -> None:
        self._quick: dict[str, re.Pattern[str] | None] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._too_slow: set[str] = set()

    def takes(self, expression: str, path: str) -> bool:
        """Whether an expression is found in a path, case ignored; not where it cannot be read or takes too long."""
        if _is_quick(expression):
            if expression not in self._quick:
                self._quick[expression] = _compiled(expression)
            quick = self._quick[expression]
            return quick is not None and quick.search(path) is not None
        if (expression, path) not in self._known and expression not in self._too_slow:
            self.examine([expression], [path])
        return self._known.get((expression, path), False)

    def examine(self, expressions: Sequence[str], paths: Sequence[str]) -> str:
        """Ask the expressions that may take long about all paths; the one that took too long, empty where none did.

        Those after it then take nothing.
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
    """Whether at most one character or set is repeated or optional, so that the time grows with the path's length."""
    found = _REPETITION.findall(_NO_REPETITION.sub("", expression))
    return len(expression) <= LONGEST and len(found) <= 1 and not any(each.startswith(")") for each in found)


def _compiled(expression: str) -> re.Pattern[str] | None:
    with warnings.catch_warnings(action="ignore"):
        try:
            return re.compile(expression, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError):
            return None


def _ask(expressions: Sequence[str], paths: Sequence[str]) -> list[list[int]]:
    """For each expression the numbers of the paths that it takes; fewer answers where one took too long."""
    import subprocess  # few vaults have such expressions

    command = [sys.executable, "-I", "-S", "-W", "ignore", "-c", _CHILD]
    question = json.dumps([expressions, paths]).encode()
    try:
        said = subprocess.run(command, input=question, capture_output=True, timeout=PATIENCE, check=False).stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    except OSError:  # no process can be started
        said = b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
