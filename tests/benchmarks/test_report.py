"""benchmarks/report.py and targets.py: the page, from figures made up for it."""

from __future__ import annotations

import pytest

from benchmarks.findings import FILES, Score
from benchmarks.measure import Cost
from benchmarks.report import RunInfo, page, table
from benchmarks.series import Series
from benchmarks.targets import COLD, LINK_ADDED, MD057, RUMDL, TARGETS, TEXT_CHANGED

SETTING = RunInfo(
    date="2024-05-01",
    runs=3,
    machine={"machine": "abacus, 2 cores"},
    versions={"vaultlint": "1.0", "rumdl": "0.3.0"},
    commands={"vaultlint, cold": "vaultlint .", "rumdl, cold": "rumdl check a|b ."},
    left_out={"foam-cli": "npm is not installed"},
)


def _series() -> Series:
    series = Series(notes=10_000, size=25_000_000, links=65_000, left_out={"slow, cold": "stopped after 60 s"})
    series.costs = {
        COLD: [Cost(1.0, 2.0, 90), Cost(0.5, 1.0, 80), Cost(9.0, 9.0, 70)],
        RUMDL: [Cost(4.0, 2.0, 160)],
        MD057: [Cost(1.0, 4.0, 60)],
        TEXT_CHANGED: [Cost(0.2, 0.25, 30)],
        LINK_ADDED: [Cost(0.5, 0.75, 60)],
    }
    series.scores = {
        COLD: [Score("dangling-link", 4, 4, 4), Score("orphan-note", 10, 8, 8)],
        RUMDL: [Score(FILES, 6, 3, 1)],
    }
    return series


def test_page() -> None:
    lines = page(SETTING, {10_000: _series()}).splitlines()
    assert _below("| what | which |", lines) == [
        "| date | 2024-05-01 |",
        "| machine | abacus, 2 cores |",
        "| vaultlint | 1.0 |",
        "| rumdl | 0.3.0 |",
    ]
    assert _below("| notes | what | at most | reached |  |", lines) == [
        "| 10,000 | vaultlint, cold: CPU, against rumdl, cold | 0.58 | 0.25 | met |",
        "| 10,000 | vaultlint, cold: CPU, against rumdl, cold, MD057 alone | 0.8 | 1 | **not met** |",
        "| 10,000 | vaultlint, cold: wall, against rumdl, cold, MD057 alone | 0.8 | 0.5 | met |",
        "| 10,000 | vaultlint, warm: wall, against rumdl, warm | 0.2 |  | not measured |",
        "| 10,000 | vaultlint, one note changed: wall, against rumdl, warm | 0.4 |  | not measured |",
        "| 10,000 | vaultlint, one note changed: wall | 0.3 s | 0.25 s | met |",
        "| 10,000 | vaultlint, one link added: wall | 0.7 s | 0.75 s | **not met** |",
        "| 10,000 | vaultlint, wanted, warm: wall, against vaultlint, warm | 2 |  | not measured |",
        "| 10,000 | vaultlint, baseline prune, warm: wall, against vaultlint, warm | 2 |  | not measured |",
        "| 10,000 | vaultlint, config, warm: wall, against vaultlint, warm | 2 |  | not measured |",
        "| 10,000 | vaultlint, index, warm: wall, against vaultlint, warm | 2 |  | not measured |",
        "| 170 | vaultlint, --version: wall, against python -I -c pass | 2 |  | not measured |",
        "| 170 | vaultlint, cold: wall | 0.45 s |  | not measured |",
        "| 10,000 | vaultlint, cold: peak memory | 130 MiB | 80 MiB | met |",
        "| 100,000 | vaultlint, cold: CPU per note, against 10,000 notes | 1.3 |  | not measured |",
        "| 100,000 | vaultlint, cold: peak memory per note, against 10,000 notes | 1.1 |  | not measured |",
        "| 100,000 | vaultlint, cold: CPU, against rumdl, cold | 0.3 |  | not measured |",
        "| 100,000 | vaultlint, cold: peak memory, against rumdl, cold | 0.5 |  | not measured |",
        "| 10,000 | vaultlint, every state and rule: precision and recall | 1 (at least) | 0.8 | **not met** |",
    ]
    assert _below("| case | CPU s | wall s | MiB | times CPU | times wall | times MiB |", lines) == [
        "| vaultlint, cold | 1.000 | 2.000 | 80 | 1.00 | 1.00 | 1.00 |",
        "| rumdl, cold | 4.000 | 2.000 | 160 | 4.00 | 1.00 | 2.00 |",
        "| rumdl, cold, MD057 alone | 1.000 | 4.000 | 60 | 1.00 | 2.00 | 0.75 |",
        "| vaultlint, one note changed | 0.200 | 0.250 | 30 | 0.20 | 0.12 | 0.38 |",
        "| vaultlint, one link added | 0.500 | 0.750 | 60 | 0.50 | 0.38 | 0.75 |",
    ]
    assert _below("| rule | vaultlint, cold |", lines) == [
        "| dangling-link | 1.000, 1.000 of 4 |",
        "| orphan-note | 1.000, 0.800 of 10 |",
    ]
    assert _below("| case | missing files | missing headings and blocks |", lines) == [
        "| rumdl, cold | 0.333, 0.167 of 6 |  |"
    ]
    assert _below("| case | command |", lines) == [
        "| vaultlint, cold | `vaultlint .` |",
        "| rumdl, cold | `rumdl check a\\|b .` |",
    ]
    assert "Left out: slow, cold (stopped after 60 s)." in lines
    assert "Not installed: foam-cli (npm is not installed)." in lines


def test_targets_between_vaults_are_per_note() -> None:
    large = Series(notes=100_000, size=1, links=1, costs={COLD: [Cost(12.0, 1.0, 720)]})
    reached = {
        target.cost: target.reached({10_000: _series(), 100_000: large}) for target in TARGETS if target.against_size
    }
    assert reached == pytest.approx({"cpu": 1.2, "memory": 0.9})


def test_table() -> None:
    assert table(("a", "b"), [("1", "x | y")]) == "| a | b |\n| --- | --- |\n| 1 | x \\| y |\n"


def _below(head: str, lines: list[str]) -> list[str]:
    rows = lines[lines.index(head) + 2 :]
    return rows[: rows.index("")]
