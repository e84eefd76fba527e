"""The result of the last check, good as long as nothing has changed that it depends on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from vaultlint.cache.store import Store
from vaultlint.encoding import digest, encode
from vaultlint.lint.baseline import Comparison, Entry
from vaultlint.lint.result import Result
from vaultlint.model import Problem, Severity, Span
from vaultlint.obsidian.settings import SETTINGS, extension
from vaultlint.vault.built_folders import ignore_files
from vaultlint.vault.sources import RACY, Disk

_NAME = "result"

_T = TypeVar("_T")


class Kept(NamedTuple):
    """A result and the severity from which it fails."""

    result: Result
    fail_on: str


class Snapshot:
    """The place of the result of one check: of a vault on disk, under `conditions`, which are plain data."""

    def __init__(self, store: Store, disk: Disk, conditions: Any) -> None:
        self._store = store
        self._begun = time.time_ns()
        self._situation, self._changed = _situation(disk, conditions)

    def load(self) -> Kept | None:
        """The result, if it was kept in the very same situation."""
        try:
            situation, begun, fail_on, result = self._store.load(_NAME)
            is_same = situation == self._situation and self._changed < begun - RACY
            return Kept(_unpack(result), fail_on) if is_same else None
        except (TypeError, ValueError, KeyError):
            return None

    def save(self, kept: Kept) -> None:
        """Keep a result; one in which rules failed is not worth it."""
        if not kept.result.failures:
            self._store.save(_NAME, (self._situation, self._begun, kept.fail_on, _pack(kept.result)))


def _situation(disk: Disk, conditions: Any) -> tuple[bytes, int]:
    """A digest of all files of the vault and of the conditions, and when the last of the files changed."""
    listed: list[Any] = []
    newest = 0
    for path in disk.paths():
        stamp = disk.stamp(path) if extension(path) in {"md", "canvas"} else None
        listed.append((path, stamp))
        newest = max(newest, stamp[1] if stamp else 0)
    settings = [_settings(disk.read, path) for path in SETTINGS]
    folders = sorted(disk.unreadable.items()), disk.unread, sorted(disk.followed.items())
    ignored = tuple(ignore_files(disk))
    return digest(encode((listed, folders, settings, ignored, conditions))), newest


def _settings(read: Callable[[str], bytes], path: str) -> bytes | str:
    try:
        return read(path)
    except OSError as error:
        return type(error).__name__


def _pack(result: Result) -> tuple[Any, ...]:
    problems = [
        (each.rule, each.severity, each.message, each.path, each.span, dict(each.data), each.causes, each.alike)
        for each in result.problems
    ]
    hidden = result.baseline and (result.baseline.hidden, list(result.baseline.cured.items()))
    counts = (result.checked, result.notes, result.files, result.links, result.suppressed)
    return problems, counts, hidden, result.notices


def _unpack(packed: Any) -> Result:
    """The result that was packed; raises TypeError or ValueError for anything else."""
    listed, counts, hidden, notices = packed
    problems = tuple(map(_problem, listed))
    baseline = None
    if hidden:
        cured = {Entry(*map(_text, entry)): _number(count) for entry, count in hidden[1]}
        baseline = Comparison(list(problems), _number(hidden[0]), cured)
    checked, notes, files, links, suppressed = map(_number, counts)
    return Result(problems, checked, notes, files, links, suppressed, baseline, tuple(map(_text, notices)))


def _problem(packed: Any) -> Problem:
    rule, severity, message, path, span, data, causes, alike = packed
    # There may be many of them, so no call is made for each text and number.
    kinds = {*map(type, causes), type(rule), type(message), type(path), type(alike)}
    if kinds != {str} or {*map(type, span)} != {int} or type(data) is not dict:
        raise TypeError(f"{packed!r} is no problem")
    return Problem(rule, Severity(severity), message, path, Span(*span), data, tuple(causes), alike)


def _text(value: Any) -> str:
    return _checked(value, str)


def _number(value: Any) -> int:
    return _checked(value, int)


def _checked(value: Any, wanted: type[_T]) -> _T:
    if not isinstance(value, wanted):
        raise TypeError(f"{value!r} is no {wanted.__name__}")
    return value
