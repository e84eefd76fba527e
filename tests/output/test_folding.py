"""What text shows of many problems: folds, their order, and how much of each rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vaultlint import Problem, Severity, Span
from vaultlint.config.text_limits import TextLimits
from vaultlint.output.folding import CutRule, digest

WIDE = TextLimits(per_rule=1000, problems=1000)
HEADING = '{count} links to a heading "Brewing" that the linked notes do not have'
MISSING = "date is missing in {notes}"


def problem(
    path: str,
    rule: str = "rule",
    message: str = "m",
    *,
    alike: str = "",
    folded: str = "",
    severity: Severity = Severity.WARNING,
) -> Problem:
    return Problem(rule, severity, message, path, Span(1, 1, 1, 2), {}, alike=alike, folded=folded)


def shown(problems: Sequence[Problem], limits: TextLimits | None = WIDE) -> list[str]:
    """Each line that is shown, in short."""
    found = digest(problems, 900, limits)
    return [f"{each.first.path} {each.message}{f' ({each.others})' if each.others else ''}" for each in found.shown]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        pytest.param(
            [problem(f"{n}.md", alike='links to "Tea"', message='no "Tea"') for n in range(5)],
            [f'{n}.md no "Tea"' for n in range(5)],
            id="five with one cause are shown",
        ),
        pytest.param(
            [problem(f"{n}.md", alike='links to "Tea"', message='no "Tea"') for n in range(6)],
            ['0.md no "Tea" (and 5 more links to "Tea")'],
            id="six are one",
        ),
        pytest.param(
            [problem(f"{n}.md", message="odd") for n in range(9)],
            ["0.md odd (and 8 more with this message)"],
            id="one message",
        ),
        pytest.param(
            [problem(f"{n}.md", message=f"odd {n}") for n in range(6)],
            [f"{n}.md odd {n}" for n in range(6)],
            id="different messages",
        ),
        pytest.param(
            [problem(f"{n}.md", rule) for n in range(4) for rule in ("a", "b")],
            [f"{n}.md m" for n in range(4) for _ in "ab"],
            id="rules are kept apart",
        ),
        pytest.param(
            [problem(f"{n}.md", severity=s) for n in range(4) for s in (Severity.INFO, Severity.ERROR)],
            [f"{n}.md m" for _ in range(2) for n in range(4)],
            id="severities are kept apart",
        ),
        pytest.param(
            [problem(f"{n:04}.md", folded=MISSING) for n in range(6)],
            ["0000.md date is missing in 6 of 900 notes"],
            id="notes that lack the same",
        ),
        pytest.param(
            [problem(f"{n}.md", folded=MISSING) for n in range(5)],
            [f"{n}.md m" for n in range(5)],
            id="five notes that lack the same",
        ),
        pytest.param(
            [problem(f"{n % 7}.md", alike=f'links to "{n % 6}#Brewing"', folded=HEADING) for n in range(1200)],
            ['0.md 1,200 links to a heading "Brewing" that the linked notes do not have'],
            id="one heading asked of six notes",
        ),
        pytest.param(
            [problem(f"{n}.md", alike=f'links to "{n % 5}#Brewing"', folded=HEADING) for n in range(30)],
            [f'{n}.md m (and 5 more links to "{n}#Brewing")' for n in range(5)],
            id="one heading asked of five notes",
        ),
        pytest.param(
            [problem(f"{n}.md", alike=f"links to {n}", folded='{count} links to "{count} {notes}"') for n in range(6)],
            ['0.md 6 links to "{count} {notes}"'],
            id="a note's text that looks like a placeholder",
        ),
    ],
)
def test_folds(problems: list[Problem], expected: list[str]) -> None:
    """More than five problems with one cause are one line, at the place of the first."""
    assert shown(problems) == expected


def test_order() -> None:
    """Errors first, then warnings, then infos; within a severity by path, whatever is folded."""
    problems = [
        problem("a.md", message="i", severity=Severity.INFO),
        problem("b.md", message="w"),
        problem("c.md", message="e", severity=Severity.ERROR),
        *(problem(f"d{n}.md", message="many", severity=Severity.ERROR) for n in range(9)),
        problem("e.md", message="w"),
        problem("f.md", message="e", severity=Severity.ERROR),
    ]
    first = ["c.md e", "d0.md many (and 8 more with this message)", "f.md e", "b.md w", "e.md w", "a.md i"]
    assert shown(problems) == first
    everything = ["c.md e", *(f"d{n}.md many" for n in range(9)), "f.md e", "b.md w", "e.md w", "a.md i"]
    assert shown(problems, None) == everything


@pytest.mark.parametrize(
    ("limits", "paths", "cut"),
    [
        pytest.param(TextLimits(6, 99), "aaaaaabbbcc", [], id="all fits"),
        pytest.param(TextLimits(2, 99), "aabbcc", [("a", 6, 2), ("b", 3, 2)], id="two of each rule"),
        pytest.param(TextLimits(9, 7), "aaaaaab", [("b", 3, 1), ("c", 14, 0)], id="seven in all"),
        pytest.param(TextLimits(3, 5), "aaabb", [("a", 6, 3), ("b", 3, 2), ("c", 14, 0)], id="both"),
        pytest.param(TextLimits(1, 1), "a", [("a", 6, 1), ("b", 3, 0), ("c", 14, 0)], id="one"),
    ],
)
def test_limits(limits: TextLimits, paths: str, cut: list[tuple[str, int, int]]) -> None:
    """So many of each rule and in all, a fold being one; rules that are cut are counted, most severe first."""
    problems = [
        *(problem(f"{n}.md", "c", f"{n}", severity=Severity.INFO) for n in range(1)),
        *(problem("x.md", "c", "same", severity=Severity.INFO) for _ in range(13)),
        *(problem(f"{n}.md", "b", f"{n}") for n in range(3)),
        *(problem(f"{n}.md", "a", f"{n}", severity=Severity.ERROR) for n in range(6)),
    ]
    found = digest(problems, 900, limits)
    assert "".join(each.first.rule for each in found.shown) == paths
    assert found.cut == tuple(CutRule(*each) for each in cut)
    assert not found.is_complete


def test_complete() -> None:
    """Only where each problem has a line of its own, is nothing left for --all."""
    few = [problem(f"{n}.md") for n in range(5)]
    assert digest(few, 900, TextLimits()).is_complete
    assert not digest(few, 900, TextLimits(per_rule=4)).is_complete
    assert not digest([*few, problem("x.md")], 900, TextLimits()).is_complete
    assert digest([*few, problem("x.md")], 900).is_complete


def test_order_of_cut_rules() -> None:
    """By the worst problem that is not shown, then by the number of problems."""
    problems = [
        *(problem(f"{n}.md", "mixed", f"{n}", severity=Severity.ERROR if n == 1 else Severity.WARNING) for n in (1, 2)),
        *(problem(f"{n}.md", "few", f"{n}", severity=Severity.ERROR) for n in (3, 4)),
        *(problem(f"{n}.md", "many", f"{n}", severity=Severity.ERROR) for n in (5, 6, 7)),
    ]
    assert [each.rule for each in digest(problems, 9, TextLimits(per_rule=1)).cut] == ["many", "few", "mixed"]
