"""The command `python -m benchmarks`: see benchmarks/README.md."""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import vaultlint_itself
from benchmarks.cases import Case
from benchmarks.generated_vaults import get_vault
from benchmarks.measure import CommandFailedError
from benchmarks.peers import PEERS, Tool
from benchmarks.report import RunInfo, page
from benchmarks.series import Series, compare_findings, run_in_turn
from benchmarks.targets import SMALL

WORK = Path(tempfile.gettempdir()) / "vaultlint-benchmarks"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the page."""
    options = _parser().parse_args(arguments)
    if not hasattr(os, "wait4"):
        sys.exit("the benchmarks need os.wait4, which this system does not have: run them on Linux or macOS")
    work: Path = options.work
    machine = _machine()
    tools, not_installed = _install([] if options.quick else options.tools, work)
    sizes = options.sizes or ([1_000] if options.quick else [1_000, 10_000, 100_000])
    runs = 1 if options.quick else options.runs
    cases = [*(case for tool in tools for case in tool.cases), *vaultlint_itself.start_up()]
    commands = {case.label: _shown(case, work) for case in cases}
    versions = {tool.name: tool.version for tool in tools}
    run_info = RunInfo(datetime.now(UTC).date().isoformat(), runs, machine, versions, commands, not_installed)
    series = {} if options.quick else {SMALL: _measure_start(tools[0], runs, options.limit, work)}
    for size, one in _measure(tools, sizes, runs, options.limit, work):
        series[size] = one
        if options.output:  # written as it grows: a long run may be stopped
            _write(options.output, page(run_info, series))
    if not options.output:
        print(page(run_info, series))
    if options.profile:
        _write(options.profile, vaultlint_itself.profile(get_vault(work, sizes[0])[0], work))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure vaultlint against its peers.")
    parser.add_argument("--sizes", type=_numbers, metavar="N,N,...",
                        help="number of notes per vault (default: 1000,10000,100000)")  # fmt: skip
    parser.add_argument("--tools", type=_peers, default=list(PEERS), metavar="A,B,...",
                        help=f"peers to measure; empty for none (default: {','.join(PEERS)})")  # fmt: skip
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="number of runs per case (default: 5)")
    parser.add_argument("--limit", type=float, default=120.0, metavar="SECONDS",
                        help="skip a case that takes longer (default: 120)")  # fmt: skip
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER",
                        help=f"folder for vaults and peers (default: {WORK})")  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the page to FILE instead of standard output"
    )
    parser.add_argument("--profile", type=Path, metavar="FILE",
                        help="also profile vaultlint on the first size and write the profile to FILE")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="one run, no peers, and 1,000 notes by default")
    return parser


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _peers(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in PEERS:
            raise argparse.ArgumentTypeError(f"unknown peer: {name}")
    return names


def _install(names: Sequence[str], work: Path) -> tuple[list[Tool], dict[str, str]]:
    """Install the peers; return the tools that are ready, and why others are not."""
    tools, missing = [vaultlint_itself.vaultlint(work / "caches")], {}
    for name in names:
        try:
            tools.append(PEERS[name].ready(work / "peers"))
        except CommandFailedError as error:
            missing[name] = str(error)
    return tools, missing


def _measure(
    tools: Sequence[Tool], sizes: Sequence[int], runs: int, limit: float, work: Path
) -> Iterator[tuple[int, Series]]:
    too_slow: dict[str, str] = {}
    for size in sorted(sizes):
        vault, truth = get_vault(work, size)
        series = Series(truth.notes, truth.size, truth.links, left_out=dict(too_slow))
        for tool in tools:
            for name, text in tool.files.items():
                (vault / name).write_text(text, encoding="utf-8")
        run_in_turn(series, [case for tool in tools for case in tool.cases], vault, runs, limit)
        compare_findings(series, tools, vault, truth, limit)
        yield size, series
        stopped = [label for label, reason in series.left_out.items() if reason.startswith("stopped")]
        too_slow |= dict.fromkeys(stopped, "too slow on a smaller vault")


def _measure_start(vaultlint: Tool, runs: int, limit: float, work: Path) -> Series:
    """Measure the small vault, where start-up dominates, with more runs, since each takes milliseconds."""
    vault, truth = get_vault(work, SMALL)
    series = Series(truth.notes, truth.size, truth.links)
    run_in_turn(series, (*vaultlint.cases, *vaultlint_itself.start_up()), vault, 4 * runs, limit)
    return series


def _shown(case: Case, work: Path) -> str:
    program, *arguments = case.command
    return shlex.join([Path(program).name, *arguments]).replace(str(work), "WORK")


def _machine() -> dict[str, str]:
    processor = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists() and (model := re.search(r"^model name\s*: (.+)", about.read_text(), re.MULTILINE)):
        processor = model[1]
    return {
        "machine": f"{processor}, {os.cpu_count()} cores",
        "load at the start": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
        "system": platform.platform(),
        "Python": platform.python_version(),
    }


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
