"""Cache the result of the last check, valid until anything that it depends on changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from vaultlint.cache.store import Store
from vaultlint.encoding import decode, digest, encode
from vaultlint.lint.baseline import BaselineComparison, BaselineEntry
from vaultlint.lint.result import Result
from vaultlint.model import Applicability, Edit, Fix, Problem, Severity, Span
from vaultlint.obsidian.settings import SETTINGS
from vaultlint.vault.built_folders import ignore_files
from vaultlint.vault.sources import RACY, Disk

_NAME = "result"

_values_of = attrgetter(*(each.name for each in fields(Problem)))
"""Returns the values of a problem, in the order in which the class takes them."""

_T = TypeVar("_T")


class CachedResult(NamedTuple):
    """A result, and the severity from which the exit code is 1."""

    result: Result
    fail_on: str


class ResultCache:
    """The cached result of a check of a vault on disk. `conditions` is plain data on which the result depends too."""

    def __init__(self, store: Store, disk: Disk, conditions: Any) -> None:
        self._store = store
        self._started = time.time_ns()
        self._vault_state, self._changed = _vault_state(disk, conditions)

    def load(self) -> CachedResult | None:
        """Load the result; None unless files and conditions are the same."""
        try:
            state, started, fail_on, result = decode(self._store.value(_NAME) or b"")
            is_same = state == self._vault_state and self._changed < started - RACY
            return CachedResult(_unpack(decode(result)), fail_on) if is_same else None
        except (TypeError, ValueError, KeyError):
            return None

    def stored(self, cached: CachedResult) -> dict[str, bytes]:
        """Return the values to store that keep a result; none if rules failed, or it cannot be encoded."""
        if cached.result.failures:
            return {}
        try:
            result = encode(_pack(cached.result))  # by itself, to decode it only if it holds
            return {_NAME: encode((self._vault_state, self._started, cached.fail_on, result))}
        except (ValueError, TypeError, OverflowError):
            return {}


def _vault_state(disk: Disk, conditions: Any) -> tuple[bytes, int]:
    """Digest the files of a vault and the conditions; also return when the newest file changed (ns)."""
    paths, stamps = disk.paths(), disk.stamps()
    settings = [_settings(disk.read, path) for path in SETTINGS]
    folders = sorted(disk.unreadable.items()), disk.unread, sorted(disk.followed.items())
    ignored = tuple(ignore_files(disk))
    state = digest(encode((paths, [*map(stamps.get, paths)], folders, settings, ignored, conditions)))
    return state, max((changed for _, changed, _ in stamps.values()), default=0)


def _settings(read: Callable[[str], bytes], path: str) -> bytes | str:
    try:
        return read(path)
    except OSError as error:
        return type(error).__name__


def _pack(result: Result) -> tuple[Any, ...]:
    problems = [*map(_values_of, result.problems)]
    hidden = result.baseline and (result.baseline.hidden, list(result.baseline.fixed.items()))
    counts = (result.checked, result.notes, result.files, result.links, result.suppressed)
    return problems, counts, hidden, result.notices


def _unpack(packed: Any) -> Result:
    """Unpack a result; raises TypeError or ValueError for anything else."""
    listed, counts, hidden, notices = packed
    problems = tuple(map(_problem, listed))
    baseline = None
    if hidden:
        fixed = {BaselineEntry(*map(_text, entry)): _number(count) for entry, count in hidden[1]}
        baseline = BaselineComparison(list(problems), _number(hidden[0]), fixed)
    checked, notes, files, links, suppressed = map(_number, counts)
    return Result(problems, checked, notes, files, links, suppressed, baseline, tuple(map(_text, notices)))


def _problem(packed: Any) -> Problem:
    rule, severity, message, path, span, data, causes, alike, folded, fix, suggestions = packed
    # There may be many problems, so types are checked without a call per value.
    kinds = {*map(type, causes), type(rule), type(message), type(path), type(alike), type(folded)}
    if kinds != {str} or {*map(type, span)} != {int} or type(data) is not dict:
        raise TypeError(f"{packed!r} is not a problem")
    described = data, tuple(causes), alike, folded, None if fix is None else _fix(fix), tuple(map(_fix, suggestions))
    return Problem(rule, Severity(severity), message, path, Span(*span), *described)


def _fix(packed: Any) -> Fix:
    message, edits, applicability = packed
    made = tuple(Edit(_text(path), Span(*map(_number, span)), _text(text)) for path, span, text in edits)
    return Fix(_text(message), made, Applicability(applicability))


def _text(value: Any) -> str:
    return _checked(value, str)


def _number(value: Any) -> int:
    return _checked(value, int)


def _checked(value: Any, expected: type[_T]) -> _T:
    if not isinstance(value, expected):
        raise TypeError(f"{value!r} is not {expected.__name__}")
    return value
