"""Kill vaultlint at random moments: no file may be left half written, and the next run must be right.

Run by hand, on Linux and macOS: `python tests/kill_at_random.py --rounds 20 --seed 1`. Each round kills every
command that writes once, in a vault of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from vaultlint.cache.store import DATABASE, FOLDER, Store

BASELINE, CONFIG, REPORT = ".vaultlint-baseline.json", "vaultlint.toml", "report.json"
OWN = (BASELINE, CONFIG, REPORT)
OLD = 1_700_000_000
"""A time stamp that is old enough to be trusted."""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", "--jobs", "1"),
    "check in processes": ("check", "--jobs", "2"),
    "check to a file": ("check", "-f", "json", "-o", REPORT),
    "baseline create": ("baseline", "create"),
    "baseline update": ("baseline", "update"),
    "baseline prune": ("baseline", "prune"),
    "init": ("init",),
    "fix": ("check", "--fix"),
}
"""What is killed, by a name for the report."""

FIXES = ("fix",)
"""The commands that write notes."""


def make_vault(root: Path, notes: int, chance: random.Random) -> None:
    """A vault with all sorts of problems, with the report, baseline and cache of an earlier state of it."""
    for number in range(notes):
        links = " ".join(f"[[n{chance.randrange(notes * 2)}]]" for _ in range(20))
        links += f" [[other name {chance.randrange(notes)}]]"
        head = f"---\ntitle: {number}\naliases: [other name {number}]\n---\n"
        write(root / f"n{number}.md", f"{head}# N{number}\n\n{links}\n")
    run(root, "baseline", "create")
    run(root, "check", "-f", "json", "-o", REPORT)
    for number in range(0, notes, 3):
        write(root / f"n{number}.md", f"# Anew\n\n[[n{chance.randrange(notes * 2)}]] [[gone {number}]]\n")


def write(file: Path, text: str) -> None:
    """Write a note as if it were old."""
    file.write_text(text, encoding="utf-8")
    os.utime(file, (OLD, OLD))


def command(*args: str) -> list[str]:
    """The command line of vaultlint."""
    return [sys.executable, "-m", "vaultlint", *args]


def run(root: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    """Run vaultlint in a vault to its end."""
    return subprocess.run(command(*args), cwd=root, capture_output=True, check=False)


def killed(root: Path, args: tuple[str, ...], after: float) -> bool:
    """Run vaultlint in a vault and kill it, and all processes that it started, after some seconds, unless it has ended."""
    null = subprocess.DEVNULL
    process = subprocess.Popen(command(*args), cwd=root, stdout=null, stderr=null, start_new_session=True)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def contents(root: Path) -> dict[str, bytes]:
    """All files of a vault but those of the cache, by name."""
    return {file.name: file.read_bytes() for file in root.iterdir() if file.is_file()}


def is_unfinished(name: str) -> bool:
    """Whether a file is one that was not complete yet when a command was killed."""
    return name.startswith(".vaultlint-") and name.endswith(".tmp")


def faults(
    root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], *, fixes: bool = False
) -> Iterator[str]:
    """What is wrong in a vault in which a command was killed, given what there was and what the whole command gives.

    If it `fixes` notes, doing it again must give what it gives.
    """
    now = contents(root)
    for name in sorted({*before, *now}):
        if name in OWN or fixes:
            if not is_unfinished(name) and now.get(name) not in (before.get(name), after.get(name)):
                yield f"{name} is neither the old one nor the new one"
        elif name in before and now.get(name) != before[name]:
            yield f"{name} was changed"
        elif name not in before and not is_unfinished(name):
            yield f"{name} was left behind"
    cache = root / FOLDER / DATABASE
    if cache.exists() and not any(cache.parent.glob(f"{DATABASE}-*")) and not Store(cache.parent).value("signature"):
        yield "the cache is damaged"
    for args in (("check", "--all"), ("check", "--all", "--jobs", "2")):
        if run(root, *args).stdout != run(root, *args, "--no-cache").stdout:
            yield "the next run says something else than one without a cache"
    if fixes:
        run(root, *COMMANDS["fix"])
        if {name: data for name, data in contents(root).items() if not is_unfinished(name)} != after:
            yield "the next run does not finish it"


def one_round(
    chance: random.Random, notes: int, commands: Mapping[str, tuple[str, ...]] = COMMANDS
) -> Iterator[tuple[str, bool, list[str]]]:
    """Kill each command once; gives its name, whether it was still running, and what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        origin = Path(folder) / "origin"
        origin.mkdir()
        make_vault(origin, notes, chance)
        for name, args in commands.items():
            vault, whole = Path(folder) / "vault", Path(folder) / "whole"
            for place in (vault, whole):
                shutil.copytree(origin, place)
                if name in {"init", "baseline create"}:
                    (place / BASELINE).unlink()
            before = contents(vault)
            begun = time.monotonic()
            run(whole, *args)
            after = {key: text.replace(bytes(whole), bytes(vault)) for key, text in contents(whole).items()}
            moment = chance.choice((chance.random(), 1 - chance.random() / 5))  # files are written towards the end
            was_running = killed(vault, args, moment * (time.monotonic() - begun))
            yield name, was_running, list(faults(vault, before, after, fixes=name in FIXES))
            for place in (vault, whole):
                shutil.rmtree(place)


def main() -> int:
    """Run the rounds; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", type=int, default=300)
    parser.add_argument("--only", choices=COMMANDS, help="Kill only this command.")
    args = parser.parse_args()
    chance = random.Random(args.seed)  # noqa: S311  chance that can be repeated is the point
    count = wrong = 0
    for number in range(args.rounds):
        commands = {args.only: COMMANDS[args.only]} if args.only else COMMANDS
        for name, was_running, found in one_round(chance, args.notes, commands):
            count += was_running
            wrong += len(found)
            for fault in found:
                print(f"round {number + 1}, {name}: {fault}")
    print(f"{args.rounds} rounds, seed {args.seed}: killed {count} times, {wrong} faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
