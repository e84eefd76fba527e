"""Run all cases in turn on one vault, several times."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.cases import Case
from benchmarks.findings import Score
from benchmarks.generated_vaults import Truth
from benchmarks.measure import CommandFailedError, Cost, measure, output
from benchmarks.peers import Tool


@dataclass(slots=True)
class Series:
    """What was measured on a vault, by the labels of the cases; `left_out` says why a case has no figures."""

    notes: int
    size: int
    links: int
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    scores: dict[str, list[Score]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def cost(self, label: str) -> Cost | None:
        """The medians of a case; None where it was not measured."""
        if not (costs := self.costs.get(label)):
            return None
        return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "memory")))


def run_in_turn(series: Series, cases: Sequence[Case], vault: Path, runs: int, limit: float) -> None:
    """Measure A B C, A B C, ...; a first round that does not count fills the caches and tells what takes too long."""
    remaining = [case for case in cases if case.label not in series.left_out]
    for number in range(runs + 1):
        for case in list(remaining):
            _say(f"{series.notes:,} notes, round {number} of {runs}: {case.label}")
            try:
                with case.around(vault):
                    cost = measure(case.command, vault, limit, expected=case.expected)
            except CommandFailedError as error:
                series.left_out[case.label] = str(error)
                series.costs.pop(case.label, None)
                remaining.remove(case)
                continue
            if number:
                series.costs.setdefault(case.label, []).append(cost)


def compare_findings(series: Series, tools: Iterable[Tool], vault: Path, truth: Truth, limit: float) -> None:
    """Let each tool tell what it finds, in each state that it has a report for."""
    for tool in tools:
        for case in tool.cases:
            if not tool.reader or case.label not in tool.reports or case.label in series.left_out:
                continue
            _say(f"{series.notes:,} notes, what it finds: {case.label}")
            try:
                with case.around(vault):
                    said = output(tool.reports[case.label], vault, limit)
                scores = tool.reader.scores(said, truth)
            except (CommandFailedError, ValueError, KeyError) as error:
                series.left_out[f"{case.label}, what it finds"] = str(error)
            else:
                series.scores[case.label] = scores


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
