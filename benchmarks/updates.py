"""`python -m benchmarks.updates`: what it costs to follow an edit in memory, as an editor would, problems included."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles
from time import process_time

from benchmarks.__main__ import WORK
from benchmarks.generated_vaults import get_vault
from benchmarks.report import table
from benchmarks.targets import MEDIUM, RENAME_MEDIAN, UPDATE_99, UPDATE_MEDIAN
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.lint.live_check import LiveCheck
from vaultlint.lint.registry import find_rules
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Disk

TIMES, RENAMES, LINKING = 200, 10, 500

RENAMED = "a note renamed that others link to"
_HUB = "The hub"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    parser = ArgumentParser("python -m benchmarks.updates", description=__doc__)
    parser.add_argument("vault", nargs="?", default=f"{MEDIUM}", metavar="VAULT",
                        help=f"a vault, or how many notes to generate (default: {MEDIUM})")  # fmt: skip
    parser.add_argument("--times", type=int, default=TIMES, metavar="N", help=f"edits of a kind (default: {TIMES})")
    options = parser.parse_args(arguments)
    root = get_vault(WORK, int(options.vault))[0] if options.vault.isdecimal() else Path(options.vault)
    print(f"load average {os.getloadavg()[0]:.1f}", flush=True)
    costs = measure(root, options.times)
    rows = [(edit, f"{len(times)}", *(f"{share:.2f}" for share in shares(times))) for edit, times in costs.items()]
    print(table(("ms of CPU time", "times", "median", "90 %", "99 %"), rows), end="")
    print(f"targets: median {UPDATE_MEDIAN} ms, 99 % {UPDATE_99} ms; {RENAMED} ({LINKING} notes): {RENAME_MEDIAN} ms")
    return 0


def measure(root: Path, times: int = TIMES, renames: int = RENAMES, linking: int = LINKING) -> dict[str, list[float]]:
    """Measure each kind of edit some times; returns milliseconds of CPU time by kind.

    Each edit is undone before the next, so all begin with the same vault, save that some notes link to the one that is
    renamed.
    """
    editor = Editor(root)
    gc.collect()
    gc.freeze()  # as anything that keeps a vault in memory should
    try:
        costs = {kind: [editor.cost(edit(editor, number)) for number in range(times)] for kind, edit in _EDITS.items()}
        editor.link_to_hub(linking)
        costs[RENAMED] = [
            editor.cost({f"{_HUB}.md": None, f"{_HUB} {number}.md": b"Here.\n"}) for number in range(renames)
        ]
    finally:
        gc.unfreeze()
    return costs


def shares(times: Sequence[float]) -> tuple[float, float, float]:
    """The median, and what 90 % and 99 % of the edits cost at most."""
    percentiles = quantiles(times, n=100, method="inclusive")
    return percentiles[49], percentiles[89], percentiles[98]


class Editor:
    """A vault that is edited in memory and checked by the rules that are on by default, without its configuration."""

    def __init__(self, root: Path) -> None:
        self._index = Index(root, Disk(root), jobs=None)
        self._live = LiveCheck(self._index, Selection(find_rules(), Config(Options())))
        self._notes = list(self._index.listing.notes)
        self._chance = Random(1)
        self.cost({"First.md": b""})  # builds what all edits need

    def any_note(self) -> str:
        """Draw the path of a note."""
        return self._chance.choice(self._notes)

    def read(self, path: str) -> bytes | None:
        """Read a note as it is now; None if there is none."""
        try:
            return self._index.source.read(path)
        except FileNotFoundError:
            return None

    def with_more(self, text: str) -> dict[str, bytes]:
        """Draw a note and add a text to its end."""
        path = self.any_note()
        return {path: (self.read(path) or b"") + text.encode()}

    def with_alias(self, alias: str) -> dict[str, bytes]:
        """Draw a note and add an alias, in front matter of its own if it has none."""
        path = self.any_note()
        text = self.read(path) or b""
        line = f"aliases: [{alias}]\n".encode()
        first, end, rest = text.partition(b"\n")
        has_front_matter = first.rstrip() == b"---"
        return {path: first + end + line + rest if has_front_matter else b"---\n" + line + b"---\n" + text}

    def link_to_hub(self, count: int) -> None:
        """Add a note that some notes link to."""
        linking = self._chance.sample(self._notes, min(count, len(self._notes)))
        links = {path: (self.read(path) or b"") + f"\n[[{_HUB}]]\n".encode() for path in linking}
        self._live.update({f"{_HUB}.md": b"Here.\n", **links})

    def cost(self, changes: Mapping[str, bytes | None]) -> float:
        """Take up an edit and undo it; returns what the edit cost, in milliseconds of CPU time."""
        before = {path: self.read(path) for path in changes}
        begun = process_time()
        self._live.update(changes)
        spent = process_time() - begun
        self._live.update(before)
        return spent * 1_000


_EDITS: Mapping[str, Callable[[Editor, int], Mapping[str, bytes | None]]] = {
    "a word added": lambda editor, _: editor.with_more("\nword\n"),
    "a heading added": lambda editor, number: editor.with_more(f"\n## New heading {number}\n"),
    "a dangling link added": lambda editor, number: editor.with_more(f"\n[[Nowhere {number}]]\n"),
    "a link added": lambda editor, _: editor.with_more(f"\n[[{editor.any_note().removesuffix('.md')}]]\n"),
    "an alias added": lambda editor, number: editor.with_alias(f"Also {number}"),
    "a new note": lambda _, number: {f"New note {number}.md": b"A thought.\n"},
    "a note removed": lambda editor, _: {editor.any_note(): None},
}


if __name__ == "__main__":
    sys.exit(main())
