"""`python -m benchmarks.hostile_costs`: measure what hostile files cost vaultlint and its peers.

It prints a Markdown table of costs and first messages, and exits with 1 if vaultlint crashes or exceeds its limits.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import vaultlint_itself
from benchmarks.hostile import CLASSES, VAULTS, file_of, vault_of
from benchmarks.measure import CommandFailedError, Cost, measure
from benchmarks.peers import PEERS, Tool

MAX_CPU = 5.0  # seconds
MAX_MEMORY = 300.0  # MiB

_LONGEST = 90
_CRASHES = ("Traceback (most recent call last)", "panicked at", "fatal error:", "goroutine 1 [")


@dataclass(frozen=True, slots=True)
class Finding:
    """The first line that a tool prints about a file and the number of such lines, or how it failed; and the cost."""

    first: str
    lines: int
    cost: Cost | None = None
    failed: bool = False

    @property
    def is_within_limits(self) -> bool:
        """Whether the tool succeeded within the limits."""
        return not self.failed and self.cost is not None and self.cost.cpu <= MAX_CPU and self.cost.memory <= MAX_MEMORY

    def __str__(self) -> str:
        costs = f"{self.cost.cpu:.2f} s | {self.cost.memory:.0f} MiB" if self.cost else "|"
        said = f"{_in_cell(self.first)} ({self.lines:,})" if self.lines else _in_cell(self.first)
        return f"{said} | {costs}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print, row by row."""
    options = _parse(arguments)
    commands = {"vaultlint": _vaultlint(options.work), **_peers(options.tools, options.work)}
    heads = [f"{name} says (lines) | CPU | memory" for name in commands]
    print(f"| input of {options.size / 1e6:g} MB | {' | '.join(heads)} |")
    print("|---" * (1 + 3 * len(commands)) + "|", flush=True)
    failed = []
    for name in options.classes or [each for each in CLASSES if each not in VAULTS]:
        with tempfile.TemporaryDirectory() as folder:
            for path, content in vault_of(name, options.size).items():
                Path(folder, path).write_bytes(content)
            found = [
                _ask(command, files, Path(folder), file_of(name), options.limit) for command, files in commands.values()
            ]
        failed += [] if found[0].is_within_limits else [name]
        print(f"| {_in_cell(name)} | {' | '.join(map(str, found))} |", flush=True)
    if failed:
        print(f"vaultlint fails on {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("python -m benchmarks.hostile_costs", description=__doc__)
    parser.add_argument("classes", nargs="*", help="classes of inputs (default: all)")
    parser.add_argument("--size", type=int, default=5_000_000, metavar="BYTES", help="(default: 5000000)")
    parser.add_argument(
        "--limit", type=float, default=30.0, metavar="SECONDS", help="stop a tool after this time (default: 30)"
    )
    parser.add_argument("--tools", default="", metavar="A,B,...", help=f"the peers, of {','.join(_REPORTS)}")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "vaultlint-benchmarks",
                        metavar="FOLDER", help="folder for the peers")  # fmt: skip
    return parser.parse_args(arguments)


_Command = tuple[tuple[str, ...], Mapping[str, str]]
"""What to run, and the files that it needs in the vault."""

_REPORTS = {
    "rumdl": ("check", "--isolated", "--no-cache", "."),
    "mdsmith": ("check", "."),
    "mdlint-obsidian": (".", "--vault", "."),
}
"""The arguments with which peers list what they find."""


def _vaultlint(work: Path) -> _Command:
    tool = vaultlint_itself.vaultlint(work / "caches")
    return (*tool.cases[0].command, "--isolated"), {}


def _peers(names: str, work: Path) -> dict[str, _Command]:
    found: dict[str, _Command] = {}
    for name in filter(None, names.split(",")):
        tool: Tool = PEERS[name].ready(work / "peers")
        found[f"{name} {tool.version}"] = ((tool.cases[0].command[0], *_REPORTS[name]), tool.files)
    return found


def _ask(command: Sequence[str], files: Mapping[str, str], folder: Path, file: str, limit: float) -> Finding:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        with tempfile.NamedTemporaryFile() as said:
            cost = measure(command, folder, limit, expected=range(-64, 256), to=said.name)
            return _read(said.name, file, cost)
    except CommandFailedError as error:
        return Finding(str(error), 0, failed=True)
    finally:
        for name in files:
            (folder / name).unlink()


def _read(output: str, file: str, cost: Cost) -> Finding:
    """What was said about the file; a peer may print it by the hundred megabytes."""
    first, lines = "", 0
    with open(output, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
        for line in stream:
            if any(crash in line for crash in _CRASHES):
                return Finding("crashes", 0, cost, failed=True)
            if file in line[:200]:
                first = first or line[: 10 * _LONGEST]
                lines += 1
    return Finding(first.strip() or "nothing", lines, cost)


def _in_cell(text: str) -> str:
    """A text that may stand in a cell of a table."""
    visible = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    short = visible if len(visible) <= _LONGEST else f"{visible[:_LONGEST]}…"
    return f"`{short.replace('|', '¦').replace('`', 'ˋ')}`"


if __name__ == "__main__":
    sys.exit(main())
