"""The comparison of checkers: vaultlint finds what the cases say, and answers are judged as the page explains."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from benchmarks.checkers import vaultlint
from benchmarks.comparison import FALSE_ALARM, MISSES, NOT_CHECKED, RIGHT, ask, replace_part, verdicts
from benchmarks.known_cases import GROUPS, placed_cases

DOCS = Path(__file__).parents[2] / "docs"
FAULTS = {path for path, case in placed_cases() if case.is_fault}
WIKILINKS = len(GROUPS[0].cases)


@pytest.mark.skipif(sys.platform == "win32", reason="benchmarks run on Linux and macOS")
def test_vaultlint_reports_the_faults_and_nothing_else() -> None:
    names = {path: f"{case.name}: {case.shown}" for path, case in placed_cases()}
    assert sorted(names[path] for path in ask(vaultlint())) == sorted(names[path] for path in FAULTS)


def test_who_reports_all_faults_is_right_everywhere() -> None:
    assert set(verdicts(FAULTS)) == {RIGHT}


def test_who_reports_nothing_checks_nothing() -> None:
    assert set(verdicts(set())) == {NOT_CHECKED}


def test_a_group_is_checked_by_who_reports_one_of_its_faults() -> None:
    """The first case is a link that works, the eighth the first fault."""
    found = verdicts({"cases/case-01.md", "cases/case-08.md"})
    assert found[:10] == [FALSE_ALARM, *[RIGHT] * 7, MISSES, MISSES]
    assert set(found[WIKILINKS:]) == {NOT_CHECKED}


def test_a_false_alarm_counts_in_a_group_that_is_not_checked() -> None:
    assert verdicts({"cases/case-01.md"})[:2] == [FALSE_ALARM, NOT_CHECKED]


def test_every_fact_is_on_the_page_about_obsidian() -> None:
    known = set(re.findall(r"(?m)^\*\*(S\d+\.\d+)\*\*", (DOCS / "obsidian.md").read_text(encoding="utf-8")))
    assert {case.fact for _, case in placed_cases()} - {""} <= known


def test_every_case_is_on_the_page() -> None:
    page = (DOCS / "comparison.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| ([^|]+) \| `.*` \| (?:fault)? \| ", page)
    assert rows == [case.name for _, case in placed_cases()]


def test_a_generated_part_is_replaced() -> None:
    text = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n"
    assert replace_part(text, "x", "\\1 new\n") == "a\n<!-- x: begin -->\n\\1 new\n<!-- x: end -->\nb\n"
    with pytest.raises(ValueError, match="no part called y"):
        replace_part(text, "y", "")
