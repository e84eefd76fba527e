"""`python -m benchmarks.linear`: fail if the cost of a hostile input grows faster than the input.

It measures the whole check, from bytes to printed text, without the limits on the content of a file.
"""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time

from benchmarks.hostile import CLASSES, FRONT_MATTERS, VAULTS, vault_of
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.config.text_limits import TextLimits
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.output.check_report import View
from vaultlint.output.text_output import render_text
from vaultlint.parse import limits
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import read_vault

GROWTH = 1.2
"""How much faster than the input the cost may grow."""

_MEASURABLE = 0.3  # seconds
_ATTEMPTS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the named classes, or all of them; the exit code is 1 if one is not linear."""
    parser = ArgumentParser("python -m benchmarks.linear", description=__doc__)
    parser.add_argument("classes", nargs="*", help="classes of inputs (default: all)")
    names = parser.parse_args(arguments).classes or CLASSES
    limits.MAX_WEIGHT = sys.maxsize
    steep = []
    for name in names:
        size = _start(name)
        growth = min(_growths(name, size))
        print(f"{growth:6.2f}  {'FAILS  ' if growth > GROWTH else '       '}{name}", flush=True)
        steep += [name] if growth > GROWTH else []
    print(f"{len(steep)} of {len(names)} classes cost more than {GROWTH} times what their size allows")
    return int(bool(steep))


def _start(name: str) -> int:
    """The size to begin with; YAML of more than 256 KiB is not read."""
    if name in VAULTS:
        return 1_000
    return 120_000 if name in FRONT_MATTERS else 250_000


def _growths(name: str, size: int) -> Iterator[float]:
    """How the cost grows in relation to the bytes, as often as it takes to believe that it is too fast.

    Small sizes are asked first; past a few megabytes of memory each byte costs more, once.
    """
    for start in (size, 2 * size):
        once, twice = vault_of(name, start), vault_of(name, 2 * start)
        for _ in range(_ATTEMPTS):
            growth = _cost(twice) / _cost(once) / (_weigh(twice) / _weigh(once))
            yield growth
            if growth <= GROWTH:
                return


def _weigh(files: Mapping[str, bytes]) -> int:
    return sum(len(path) + len(content) for path, content in files.items())


def _cost(files: Mapping[str, bytes]) -> float:
    """CPU seconds of one check, repeated until they can be measured."""
    gc.collect()
    gc.disable()  # as the command does
    begun, times = process_time(), 0
    while process_time() - begun < _MEASURABLE:
        _check(files)
        times += 1
    spent = process_time() - begun
    gc.enable()
    return spent / times


def _check(files: Mapping[str, bytes]) -> None:
    vault = read_vault(Path("/vault"), Memory(files))
    result = check(vault, Selection(find_rules(), Config(Options())))
    render_text(result, View(TextLimits()))


if __name__ == "__main__":
    sys.exit(main())
