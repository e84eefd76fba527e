"""The data in the page, for its script: short, since a vault may have many notes, and safe inside of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from vaultlint.html_report.node_positions import node_positions
from vaultlint.html_report.packed_numbers import pack_lists, pack_points
from vaultlint.html_report.vault_facts import GraphNode, NoteGraph, ProblemRow, ShownFix, VaultFacts

VERSION = 1

_KINDS = {"note": "n", "canvas": "c", "attachment": "a", "dangling": "d"}
_STATES = {"published": "p", "unpublished": "u", "unknown": "-"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the script element in HTML, or a line in JavaScript."""


def page_data(facts: VaultFacts, editor_root: str | None = None) -> dict[str, Any]:
    """Return the data that the script of the page reads.

    `editor_root` is the absolute path of the vault for links to an editor, None for no such links.
    """
    paths = {node.path: number for number, node in enumerate(facts.graph.nodes)}
    for row in facts.problems:
        paths.setdefault(row.path, len(paths))
    return {
        "version": VERSION,
        "vault": without_surrogates(facts.name),
        **({"editor": editor_root} if editor_root else {}),
        "paths": _paths(paths),
        **_graph(facts.graph),
        **_problems(facts, paths),
    }


def script_json(data: Any) -> str:
    """Render data as JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return text


def without_surrogates(text: str) -> str:
    """Return a text that can be UTF-8: the name of a file need not be, and Python keeps its bytes as surrogates."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _paths(paths: Iterable[str]) -> dict[str, Any]:
    """Return folders, and for each path the number of its folder and its name."""
    folders: dict[str, int] = {}
    numbers, names = [], []
    for path in paths:
        folder, _, name = path.rpartition("/")
        numbers.append(folders.setdefault(folder, len(folders)))
        names.append(without_surrogates(name))
    return {"folders": [*map(without_surrogates, folders)], "folder": numbers, "name": names}


def _graph(graph: NoteGraph) -> dict[str, Any]:
    tags = _Numbers()
    points, factor = pack_points(node_positions(graph))
    numbered = [sorted(map(tags.number, node.tags)) for node in graph.nodes]
    return {
        "kinds": "".join(_KINDS[node.kind] for node in graph.nodes),
        "states": _states(graph.nodes),
        "components": pack_lists([[node.component + 1] for node in graph.nodes]),
        "points": points,
        "factor": round(factor, 9),
        "targets": pack_lists(graph.targets),
        "tags": [*map(without_surrogates, tags.values)],
        "tagged": pack_lists(numbered),
    }


def _states(nodes: Sequence[GraphNode]) -> str:
    """Return a letter for each node; nothing where no note is known to be published or not."""
    found = "".join(_STATES[node.state] for node in nodes)
    return found if found.strip("-") else ""


class _Numbers:
    """Numbers texts in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def values(self) -> list[str]:
        return [*self._numbers]


def _problems(facts: VaultFacts, paths: dict[str, int]) -> dict[str, Any]:
    rules, messages = _Numbers(), _Numbers()
    rows = [_row(row, rules, messages, paths) for row in facts.problems]
    summaries = {each.rule: each.summary for each in facts.overview.by_rule}
    return {
        "rules": [[rule, summaries.get(rule, "")] for rule in rules.values],
        "messages": messages.values,
        "problems": rows,
        "causes": [cause.message for cause in facts.overview.causes],
    }


def _row(row: ProblemRow, rules: _Numbers, messages: _Numbers, paths: dict[str, int]) -> list[Any]:
    """Return a problem as a list, without the zeros at its end that stand for what it does not have."""
    message = messages.number(without_surrogates(row.message))
    place = [rules.number(row.rule), row.severity.rank, paths[row.path], row.span.line, row.span.column, message]
    found: list[Any] = [
        row.cause,
        [*map(without_surrogates, row.line)] if row.line else 0,
        _fix(row.fix, row.path) if row.fix else 0,
        [*map(without_surrogates, row.suggestions)] or 0,
    ]
    while found and found[-1] == 0:
        found.pop()
    return [*place, *found]


def _fix(fix: ShownFix, path: str) -> list[Any]:
    edits = [
        ["" if edit.path == path else without_surrogates(edit.path), edit.line, *map(without_surrogates, edit[2:])]
        for edit in fix.edits
    ]
    return [without_surrogates(fix.message), int(fix.is_safe), edits, fix.more]
