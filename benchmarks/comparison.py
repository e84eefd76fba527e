"""Compare what checkers find in a vault of known cases, and what they cost on a large one.

python -m benchmarks.comparison            # rewrite the generated parts of docs/comparison.md
python -m benchmarks.comparison --no-costs # only what they find
"""

from __future__ import annotations

import argparse
import re
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.checkers import Checker, checkers, in_vault
from benchmarks.generated_vaults import get_vault
from benchmarks.known_cases import GROUPS, KnownCase, placed_cases, write_known_cases
from benchmarks.report import table
from benchmarks.series import Series, run_in_turn

PAGE = Path(__file__).resolve().parents[1] / "docs" / "comparison.md"
WORK = Path(tempfile.gettempdir()) / "vaultlint-benchmarks"
NOTES = 10_000

RIGHT, MISSES, FALSE_ALARM, NOT_CHECKED = "✓", "**misses**", "**false alarm**", "–"


def ask(checker: Checker) -> set[str]:
    """Return the paths of the known cases that a checker reports; raises CommandFailedError."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder).resolve()
        write_known_cases(vault, checker.files)
        return checker.reported(vault) & {path for path, _ in placed_cases()}


def verdicts(reported: set[str]) -> list[str]:
    """Judge what a checker says of each case, in the order of the cases.

    It does not check a group of which it reports no fault; a false alarm counts nevertheless.
    """
    placed = placed_cases()
    found: list[str] = []
    for group in GROUPS:
        members = [(case, path in reported) for case, (path, _) in zip(group.cases, placed, strict=False)]
        is_checked = any(case.is_fault and is_reported for case, is_reported in members)
        found += [_verdict(case, is_reported=is_reported, is_checked=is_checked) for case, is_reported in members]
    return found


def _verdict(case: KnownCase, *, is_reported: bool, is_checked: bool) -> str:
    if case.is_fault == is_reported:
        return RIGHT if is_checked else NOT_CHECKED
    if is_reported:
        return FALSE_ALARM
    return MISSES if is_checked else NOT_CHECKED


def cases_part(tools: Sequence[Checker]) -> Iterator[str]:
    """Yield the tables of the cases, a table for each group, and one with the sums."""
    answers = [verdicts(ask(tool)) for tool in tools]
    head = [f"{tool.name} {tool.version}" for tool in tools]
    number = 0
    for group in GROUPS:
        rows = []
        for case in group.cases:
            fault = "fault" if case.is_fault else ""
            fact = f"{case.obsidian} ({case.fact})" if case.fact else case.obsidian
            rows.append([case.name, _code(case.shown), fault, fact, *(answer[number] for answer in answers)])
            number += 1
        yield f"### {group.title}\n\n{table(['case', 'text', '', 'Obsidian', *head], rows)}\n"
    yield f"### In all\n\n{table(['', *head], _sums(answers))}"


def _sums(answers: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    is_fault = [case.is_fault for _, case in placed_cases()]
    faults, others = sum(is_fault), len(is_fault) - sum(is_fault)
    found = [sum(fault and one == RIGHT for fault, one in zip(is_fault, answer, strict=True)) for answer in answers]
    yield [f"faults found, of {faults}", *(f"{count}" for count in found)]
    yield [f"false alarms, in {others} cases without a fault", *(f"{answer.count(FALSE_ALARM)}" for answer in answers)]


def costs_part(tools: Sequence[Checker], work: Path, runs: int, limit: float) -> Iterator[str]:
    """Measure the tools in turn on the generated vault, and yield the table."""
    vault, truth = get_vault(work, NOTES)
    for tool in tools:
        for name, text in tool.files.items():
            (vault / name).write_text(text, encoding="utf-8")
    series = Series(truth.notes, truth.size, truth.links)
    cases = [Case(tool.name, "", in_vault(tool.timed, vault.resolve()), expected=tool.expected) for tool in tools]
    run_in_turn(series, cases, vault, runs, limit)
    rows = []
    for tool in tools:
        cost = series.cost(tool.name)
        figures = [f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.memory:.0f}"] if cost else ["", f"> {limit:g}", ""]
        rows.append([tool.name, *figures, f"`{_shown(tool.timed)}`"])
    yield f"{truth.notes:,} notes, {truth.links:,} links; medians of {runs} runs in turn.\n\n"
    yield table(["", "CPU s", "wall s", "MiB", "command"], rows)
    yield from (f"\nNot measured: {label} ({reason}).\n" for label, reason in series.left_out.items())


def _shown(command: Sequence[str]) -> str:
    words = (
        ["vaultlint", *command[3:]] if command[1:3] == ("-m", "vaultlint") else [Path(command[0]).name, *command[1:]]
    )
    return shlex.join(words)


def _code(text: str) -> str:
    line = text.replace("\n", " ")
    return f"`` {line} ``" if "`" in line else f"`{line}`"


def replace_part(text: str, name: str, content: str) -> str:
    """Replace what stands between the marks of a generated part; raises ValueError where it has none."""
    marks = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
    replaced, count = marks.subn(lambda found: found[1] + content + found[2], text)
    if count != 1:
        raise ValueError(f"no part called {name}")
    return replaced


def main() -> None:
    """Rewrite the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparison", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help=f"folder for the vault and the tools (default: {WORK})")
    parser.add_argument("--runs", type=int, default=3, help="number of runs per tool (default: 3)")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds that a tool may take (default: 60)")
    parser.add_argument("--no-costs", action="store_true", help="measure nothing")
    options = parser.parse_args()
    tools = list(checkers(options.work / "peers"))
    parts = {"cases": "".join(cases_part(tools))}
    if not options.no_costs:
        parts["costs"] = "".join(costs_part(tools, options.work, options.runs, options.limit))
    text = PAGE.read_text(encoding="utf-8")
    for name, content in parts.items():
        text = replace_part(text, name, content)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
