"""The vaultlint of this interpreter, in every state that its version knows."""

from __future__ import annotations

import pstats
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from benchmarks import findings
from benchmarks.cases import Case, one_link_added, one_note_changed, with_new_file, without
from benchmarks.measure import output
from benchmarks.peers import Tool
from vaultlint.lint.baseline import BASELINE_FILE

PROJECT = Path(__file__).resolve().parents[1]


def vaultlint(caches: Path) -> Tool:
    """Find out what the version at hand knows; its caches go below a folder."""
    command = _command()
    options = output([*command, "check", "--help"], PROJECT, 60, expected=[0])
    cold = (*command, "--no-cache") if "--no-cache" in options else command
    cases = [Case("vaultlint", "cold", (*cold, "."))]
    if "--jobs" in options:
        cases += [Case("vaultlint", f"cold, --jobs {jobs}", (*cold, "--jobs", f"{jobs}", ".")) for jobs in (1, 2)]
    if "--cache-dir" in options:
        first, warm, changed, linked = (caches / name for name in ("first", "warm", "changed", "linked"))
        cases += [
            Case("vaultlint", "first run", (*command, "--cache-dir", str(first), "."), without(first)),
            Case("vaultlint", "warm", (*command, "--cache-dir", str(warm), ".")),
            Case("vaultlint", "one note changed", (*command, "--cache-dir", str(changed), "."), one_note_changed),
            Case("vaultlint", "one link added", (*command, "--cache-dir", str(linked), "."), one_link_added()),
        ]
    reports = {case.label: (*case.command, "--format", "json") for case in cases}
    if "--cache-dir" in options:
        cases += _other_commands(command, caches)
    return Tool("vaultlint", _version(command), tuple(cases), reports, findings.VAULTLINT)


def _other_commands(command: Sequence[str], caches: Path) -> list[Case]:
    """The commands besides `check`, when nothing has changed; all but one use the cache that `check` has filled."""
    cached = ("--cache-dir", str(caches / "warm"), ".")
    pruned = ("--cache-dir", str(caches / "pruned"), ".")
    baseline = with_new_file(BASELINE_FILE, (*command, "baseline", "create", *pruned))
    return [
        *(Case("vaultlint", f"{name}, warm", (*command, name, *cached)) for name in ("wanted", "config", "index")),
        Case("vaultlint", "baseline prune, warm", (*command, "baseline", "prune", *pruned), baseline),
    ]


def start_up() -> tuple[Case, ...]:
    """How long it takes to start at all, against an empty program."""
    return (
        Case("vaultlint", "--version", (*_command(), "--version")),
        Case("python -I -c pass", "", (sys.executable, "-I", "-c", "pass")),
    )


def profile(vault: Path, scratch: Path, lines: int = 40) -> str:
    """Where the time of a cold run in one process goes: the functions that cost most, by cProfile."""
    options = output([*_command(), "check", "--help"], PROJECT, 60, expected=[0])
    alone = [*(["--no-cache"] if "--no-cache" in options else []), *(["--jobs", "1"] if "--jobs" in options else [])]
    file = scratch / "profile"
    output([sys.executable, "-m", "cProfile", "-o", str(file), "-m", "vaultlint", *alone, "."], vault, 3_600)
    table = StringIO()
    stats = pstats.Stats(str(file), stream=table).strip_dirs()
    for order in ("tottime", "cumtime"):
        stats.sort_stats(order).print_stats(lines)
    return table.getvalue()


def _command() -> tuple[str, ...]:
    script = Path(sys.executable).with_name("vaultlint")
    return (str(script),) if script.exists() else (sys.executable, "-m", "vaultlint")


def _version(command: tuple[str, ...]) -> str:
    said = output([*command, "--version"], PROJECT, 60, expected=[0]).split("\n")[0]
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    ).stdout.strip()
    return said.removeprefix("vaultlint ") + (f", commit {commit}" if commit else "")
