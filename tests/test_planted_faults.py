"""How many of 200 planted faults are repaired, and how good the suggestions are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.planted_faults import Fault, plant_200_faults
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.fix.edits import EditSet
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.model import Applicability, Fix, Problem
from vaultlint.testing import fixed, vault

IGNORED = ("missing-property", "orphan-note")
RIGHT_SUGGESTIONS = 0.9
"""The least share of first suggestions that are right: one that is not costs more than none."""

NEAR_NAMES_FOUND = 0.7
"""The least share of near misses that have a suggestion."""

MOST_ROUNDS = 10


def problems_in(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is reported, without what the faults are not about."""
    return check(vault({**files}), Selection(find_rules(), Config(Options(ignore=IGNORED)))).problems


def fix_all(files: dict[str, str], *, unsafe: bool) -> dict[str, str]:
    """Apply all fixes, in rounds, until there are none."""
    for _ in range(MOST_ROUNDS):
        edits = EditSet()
        for problem in problems_in(files):
            if problem.fix and (unsafe or problem.fix.applicability is Applicability.SAFE):
                edits.add(problem.fix.edits)
        if not edits.edits:
            return files
        files = fixed(Fix("", edits.edits), files)
    raise AssertionError("fixes without end")


def first_suggestions(files: Mapping[str, str]) -> dict[str, str]:
    """The text of each note with the first suggestion for its first problem that has one."""
    found: dict[str, str] = {}
    for problem in problems_in(files):
        if problem.suggestions and problem.path not in found:
            found[problem.path] = fixed(problem.suggestions[0], files)[problem.path]
    return found


def seeds() -> list[object]:
    """One vault by default, more in the slow tests."""
    return [pytest.param(0), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]


@pytest.mark.parametrize("seed", seeds())
def test_200_faults(seed: int) -> None:
    """All that has one answer is repaired, nothing wrongly, and what is suggested is right."""
    planter = plant_200_faults(seed)
    files, faults = planter.files, planter.faults
    assert len(faults) == 200

    safe, after = fix_all(files, unsafe=False), fix_all(files, unsafe=True)
    by_kind = {kind: [fault for fault in faults if fault.kind == kind] for kind in ("certain", "near", "trap")}
    certain, near, traps = by_kind["certain"], by_kind["near"], by_kind["trap"]
    assert [wrong(fault, result) for result in (safe, after) for fault in faults if wrong(fault, result)] == []
    assert [fault.path for fault in certain if after[fault.path] != fault.repaired] == []
    assert {path: text for path, text in after.items() if not path.startswith("faults/")} == {
        path: text for path, text in files.items() if not path.startswith("faults/")
    }
    repaired_safely = Counter(fault.sort for fault in certain if safe[fault.path] == fault.repaired)
    assert {"moved note", "moved note, Markdown", "alias", "moved attachment"} <= repaired_safely.keys()
    assert repaired_safely["moved note"] == 15
    assert not {"slug", "emoji", "boolean", "date", "respelled attachment"} & repaired_safely.keys()
    assert fix_all(after, unsafe=True) == after

    suggested = first_suggestions(files)
    right = [fault for fault in near if suggested.get(fault.path) == fault.repaired]
    offered = [fault for fault in (*near, *traps) if fault.path in suggested and not is_choice(fault)]
    assert len(right) >= RIGHT_SUGGESTIONS * len(offered)
    assert len(right) >= NEAR_NAMES_FOUND * len(near)


def wrong(fault: Fault, files: Mapping[str, str]) -> str:
    """What a note became that was repaired wrongly; empty for one that was repaired, or left as it was."""
    text = files[fault.path]
    return "" if text in {fault.text, fault.repaired} else f"{fault.path}: {text}"


def is_choice(fault: Fault) -> bool:
    """Whether a trap has suggestions since several files have its name, or its name is a common one."""
    return "Sparrow" in fault.text or fault.text in {"[[old/index]]", "![[old/image 1.png]]"}
