"""What vaultlint is to reach: ratios within one run of the benchmarks, and a few seconds, milliseconds and MiB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.series import Series

SMALL, MEDIUM, LARGE = 170, 10_000, 100_000

EMPTY = "python -I -c pass"
COLD = "vaultlint, cold"
RUMDL = "rumdl, cold"
MD057 = "rumdl, cold, MD057 alone"
RUMDL_WARM = "rumdl, warm"
WARM = "vaultlint, warm"
TEXT_CHANGED = "vaultlint, one note changed"
LINK_ADDED = "vaultlint, one link added"


@dataclass(frozen=True, slots=True)
class PerformanceTarget:
    """A cost of a case on a vault is at most `limit` times that of another; without `against`, at most `limit`."""

    of: str
    size: int
    cost: Literal["cpu", "wall", "memory"]
    limit: float
    against: str = ""
    against_size: int | None = None  # another vault; then costs are taken per note

    def reached(self, series: Mapping[int, Series]) -> float | None:
        """The figure to compare with the limit; None where it was not measured."""
        ours = self._figure(series, self.of, self.size)
        theirs = self._figure(series, self.against, self.against_size or self.size) if self.against else 1.0
        return ours / theirs if ours is not None and theirs else None

    def _figure(self, series: Mapping[int, Series], label: str, size: int) -> float | None:
        cost = series[size].cost(label) if size in series else None
        if cost is None:
            return None
        figure: float = getattr(cost, self.cost)
        return figure / size if self.against_size else figure


TARGETS = (
    PerformanceTarget(COLD, MEDIUM, "cpu", 0.58, RUMDL),
    PerformanceTarget(COLD, MEDIUM, "cpu", 0.80, MD057),
    PerformanceTarget(COLD, MEDIUM, "wall", 0.80, MD057),
    PerformanceTarget(WARM, MEDIUM, "wall", 0.20, RUMDL_WARM),
    PerformanceTarget(TEXT_CHANGED, MEDIUM, "wall", 0.40, RUMDL_WARM),
    PerformanceTarget(TEXT_CHANGED, MEDIUM, "wall", 0.30),
    PerformanceTarget(LINK_ADDED, MEDIUM, "wall", 0.70),
    *(
        PerformanceTarget(f"vaultlint, {command}, warm", MEDIUM, "wall", 2.0, WARM)
        for command in ("wanted", "baseline prune", "config", "index")
    ),
    PerformanceTarget("vaultlint, --version", SMALL, "wall", 2.0, EMPTY),
    PerformanceTarget(COLD, SMALL, "wall", 0.45),
    PerformanceTarget(COLD, MEDIUM, "memory", 130),
    PerformanceTarget(COLD, LARGE, "cpu", 1.3, COLD, MEDIUM),
    PerformanceTarget(COLD, LARGE, "memory", 1.1, COLD, MEDIUM),
    PerformanceTarget(COLD, LARGE, "cpu", 0.30, RUMDL),
    PerformanceTarget(COLD, LARGE, "memory", 0.50, RUMDL),
)

UPDATE_MEDIAN, UPDATE_99, RENAME_MEDIAN = 5, 30, 150
"""Milliseconds of one update in memory, and of renaming a note that many link to: see `benchmarks.updates`."""
