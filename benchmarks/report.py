"""Write the results as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.findings import FILES, FRAGMENTS, Score
from benchmarks.series import Series
from benchmarks.targets import TARGETS, PerformanceTarget

OURS = "vaultlint, "
COSTS = {"cpu": "CPU", "wall": "wall", "memory": "peak memory"}
UNITS = {"cpu": " s", "wall": " s", "memory": " MiB"}

HEAD = """\
# Benchmarks

<!-- Written by `make bench`: do not edit. -->

Whole processes, all cases in turn on the same vault, with its files in the system's cache; {runs}. CPU is user and
system time together, memory the peak of the largest process. "Times" are multiples of vaultlint cold: more than 1 is
slower, or larger, than vaultlint. Trust ratios more than seconds. [How it is measured](../benchmarks/README.md).
"""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Where, when and how the benchmarks ran: facts about the machine, versions and commands by tool or case."""

    date: str
    runs: int
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    commands: Mapping[str, str]
    left_out: Mapping[str, str]


def page(run_info: RunInfo, series: Mapping[int, Series]) -> str:
    """The whole page."""
    facts = [("date", run_info.date), *run_info.machine.items(), *run_info.versions.items()]
    targets = [_target(target, series) for target in TARGETS]
    targets += [_accuracy(one) for one in series.values() if one.scores]
    parts = [
        HEAD.format(runs="one run each" if run_info.runs == 1 else f"medians of {run_info.runs} runs"),
        table(("what", "which"), facts),
        "## Targets\n",
        table(("notes", "what", "at most", "reached", ""), targets),
    ]
    for one in series.values():
        size = f"{one.size / one.notes / 1000:.1f} KB and {one.links / one.notes:.1f} links a note"
        parts += [f"## {one.notes:,} notes\n", f"{size}.\n", _costs(one), *_scores(one)]
        parts += [f"Left out: {label} ({reason}).\n" for label, reason in one.left_out.items()]
    parts += ["## Commands\n", "Each in the vault's folder; WORK is where the benchmarks keep their things.\n"]
    parts.append(table(("case", "command"), [(label, f"`{command}`") for label, command in run_info.commands.items()]))
    parts += [f"Not installed: {name} ({reason}).\n" for name, reason in run_info.left_out.items()]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _target(target: PerformanceTarget, series: Mapping[int, Series]) -> tuple[str, str, str, str, str]:
    what = f"{target.of}: {COSTS[target.cost]}"
    if target.against_size:
        what += f" per note, against {target.against_size:,} notes"
    elif target.against:
        what += f", against {target.against}"
    unit = "" if target.against else UNITS[target.cost]
    reached = target.reached(series)
    if reached is None:
        return f"{target.size:,}", what, f"{target.limit:g}{unit}", "", "not measured"
    verdict = "met" if reached <= target.limit else "**not met**"
    return f"{target.size:,}", what, f"{target.limit:g}{unit}", f"{reached:.3g}{unit}", verdict


def _costs(series: Series) -> str:
    first = series.cost(next(iter(series.costs), ""))
    rows = []
    for label in series.costs:
        cost = series.cost(label)
        if cost and first:
            ratios = (cost.cpu / first.cpu, cost.wall / first.wall, cost.memory / first.memory)
            figures = (f"{cost.cpu:.3f}", f"{cost.wall:.3f}", f"{cost.memory:.0f}")
            rows.append((label, *figures, *(f"{ratio:.2f}" for ratio in ratios)))
    return table(("case", "CPU s", "wall s", "MiB", "times CPU", "times wall", "times MiB"), rows)


def _scores(series: Series) -> list[str]:
    ours = {label: scores for label, scores in series.scores.items() if label.startswith(OURS)}
    theirs = {label: scores for label, scores in series.scores.items() if label not in ours}
    parts = []
    if ours:
        by_rule = {label: {score.kind: score for score in scores} for label, scores in ours.items()}
        rules = sorted({rule for found in by_rule.values() for rule in found})
        rows = [(rule, *(_shares(found.get(rule)) for found in by_rule.values())) for rule in rules]
        parts += ["What vaultlint finds, by rule: precision and recall, in each state.\n", table(("rule", *ours), rows)]
    if theirs:
        by_tool = {label: {score.kind: score for score in scores} for label, scores in theirs.items()}
        rows = [(label, *(_shares(found.get(kind)) for kind in (FILES, FRAGMENTS))) for label, found in by_tool.items()]
        parts += ["What the others find: precision and recall.\n", table(("case", FILES, FRAGMENTS), rows)]
    return parts


def _shares(score: Score | None) -> str:
    return f"{score.precision:.3f}, {score.recall:.3f} of {score.true:,}" if score else ""


def _accuracy(series: Series) -> tuple[str, str, str, str, str]:
    scores = [score for label, found in series.scores.items() if label.startswith(OURS) for score in found]
    lowest = min(min(score.precision, score.recall) for score in scores)
    verdict = "met" if lowest == 1 else "**not met**"
    return (
        f"{series.notes:,}",
        "vaultlint, every state and rule: precision and recall",
        "1 (at least)",
        f"{lowest:.3g}",
        verdict,
    )
