"""Verdicts: what rules found, kept until it may differ, and cached for the next run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from vaultlint.encoding import decoded_or_none, digest, encode, encoded_or_none
from vaultlint.model import Flaw, Problem, Suppression
from vaultlint.rule import Rule
from vaultlint.vault.index import GRAPH_VERDICTS, Index, Update

_CONDITIONS = "conditions"
_CLEAN = b""


class Verdict(NamedTuple):
    """What the rules found that look at one note or canvas, and what in it decides which of that is reported."""

    problems: tuple[Problem, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    flaws: tuple[Flaw, ...] = ()


NOTHING = Verdict()


class _GraphVerdicts(NamedTuple):
    """What each graph rule found, by the rule's name and options."""

    problems: dict[str, tuple[Problem, ...]]


class Verdicts:
    """The verdicts on the notes and canvases of a vault by path, and what each rule found that judges all of it."""

    def __init__(self) -> None:
        self.skipped: set[str] = set()
        """Documents whose verdict is not kept: a rule failed on it, or read the text of another note."""
        self._known: dict[str, Verdict] = {}
        self._by_graph_rule: dict[str, tuple[Problem, ...]] = {}
        self._by_vault_rule: dict[str, tuple[Problem, ...]] = {}

    def of(self, paths: Iterable[str]) -> dict[str, Verdict | None]:
        """Return the verdicts on notes and canvases by path; None for one that is not known."""
        return {path: self._known.get(path) for path in paths}

    def put(self, path: str, verdict: Verdict) -> None:
        """Keep the verdict on a note or canvas."""
        self._known[path] = verdict

    def skip(self, path: str) -> None:
        """Keep no verdict on a note or canvas."""
        self.skipped.add(path)

    def found_by(self, rule: Rule) -> Sequence[Problem] | None:
        """Return what a rule found that judges the whole vault; None if it is not known."""
        return self._by_rule(rule).get(_key(rule))

    def put_found_by(self, rule: Rule, problems: Sequence[Problem]) -> None:
        """Keep what a rule found that judges the whole vault."""
        self._by_rule(rule)[_key(rule)] = tuple(problems)

    def _by_rule(self, rule: Rule) -> dict[str, tuple[Problem, ...]]:
        return self._by_graph_rule if rule.is_graph_rule else self._by_vault_rule

    def in_vault(self) -> dict[str, list[Problem]]:
        """Return what all rules found that judge the whole vault, by path."""
        found: dict[str, list[Problem]] = {}
        for problems in (*self._by_graph_rule.values(), *self._by_vault_rule.values()):
            for problem in problems:
                found.setdefault(problem.path, []).append(problem)
        return found

    def forget(self, update: Update) -> None:
        """Forget what may differ after an edit."""
        for path in (*update.affected, *self.skipped):
            self._known.pop(path, None)
        self.skipped.clear()
        self._by_vault_rule.clear()
        if update.graph:
            self._by_graph_rule.clear()


class CachedVerdicts(Verdicts):
    """Verdicts that begin as the last run left them in the cache of an index, if that run had the same `conditions`.

    These are plain data: all that verdicts depend on besides the vault and its settings.
    """

    def __init__(self, index: Index, conditions: object) -> None:
        super().__init__()
        self._index = index
        self._given_conditions = conditions
        self._is_same = index.documents.value(_CONDITIONS) == self._conditions()
        self._new: set[str] = set()
        if self._is_same and not index.loaded.graph:
            self._by_graph_rule = _graph_verdicts(index.documents.value(GRAPH_VERDICTS))
        self._stored_rules: frozenset[str] | None = frozenset(self._by_graph_rule)

    def _conditions(self) -> bytes:
        return digest(encode([self._given_conditions, repr(self._index.settings), repr(self._index.site_settings)]))

    def of(self, paths: Iterable[str]) -> dict[str, Verdict | None]:
        """Return the verdicts on notes and canvases by path; None for one that is not known."""
        found = super().of(paths)
        if self._is_same:
            files = self._index.documents.files
            for path, verdict in found.items():
                if verdict is None and (stored := files[path].verdict) is not None:
                    found[path] = NOTHING if stored == _CLEAN else decoded_or_none(Verdict, stored)
        return found

    def put(self, path: str, verdict: Verdict) -> None:
        """Keep the verdict on a note or canvas."""
        super().put(path, verdict)
        self._new.add(path)

    def forget(self, update: Update) -> None:
        """Forget what may differ after an edit."""
        super().forget(update)
        self._new &= self._known.keys()
        if update.graph:
            self._stored_rules = None

    def save(self, values: Mapping[str, bytes]) -> None:
        """Cache what is new, and other values with it."""
        documents, conditions = self._index.documents, self._conditions()
        if not self._is_same:
            documents.forget_verdicts(documents.files)
        if documents.value(_CONDITIONS) != conditions:
            values = {_CONDITIONS: conditions, **values}
        if not self._is_same or self._by_graph_rule.keys() != self._stored_rules:
            values = {GRAPH_VERDICTS: _encoded(_GraphVerdicts(self._by_graph_rule)) or b"", **values}
        encoded = {path: _encoded(self._known[path]) for path in self._new if path in documents.files}
        self._index.save({path: verdict for path, verdict in encoded.items() if verdict is not None}, values)
        self._is_same = True
        self._new.clear()


def _key(rule: Rule) -> str:
    return repr((rule.name, [(option.name, getattr(rule, option.name)) for option in fields(rule)]))


def _encoded(value: Verdict | _GraphVerdicts) -> bytes | None:
    """Encode a verdict; None for one that cannot be, such as one that names a file whose name is not UTF-8."""
    return _CLEAN if value == NOTHING else encoded_or_none(value)


def _graph_verdicts(stored: bytes | None) -> dict[str, tuple[Problem, ...]]:
    found = decoded_or_none(_GraphVerdicts, stored) if stored else None
    return found.problems if found else {}
