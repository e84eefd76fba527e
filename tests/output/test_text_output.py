"""Text output, line by line: problems, what is not shown, the summary and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from vaultlint import Problem, Severity, Span
from vaultlint.config.text_limits import TextLimits
from vaultlint.lint.baseline import BaselineComparison
from vaultlint.lint.result import Result
from vaultlint.output.check_report import View
from vaultlint.output.folding import Digest
from vaultlint.output.text_output import problem_line, render_statistics, render_text

SPONSOR = '{count} links to a heading "Sponsor this author" that the linked notes do not have'


class Advice:
    """A guide that says which arguments it gets."""

    def command_for(self, rule: str) -> str:
        return f"vaultlint --all --select {rule}"

    def next_steps(self, shown: Digest) -> Iterator[str]:
        yield f"do something about {shown.shown[0].first.rule}"


def shown(result: Result, limits: TextLimits | None = None, **view: Any) -> str:
    """Render a result as text."""
    return render_text(result, View(limits, **view))


def problem(number: int, alike: str = "", message: str = "m", rule: str = "dangling-heading") -> Problem:
    return Problem(rule, Severity.WARNING, message, f"{number:05}.md", Span(1, 1, 1, 2), {}, alike=alike)


def error(number: int) -> Problem:
    named = problem(number, message=f'no note or file is named "{number}"', rule="dangling-link")
    return replace(named, severity=Severity.ERROR)


def result(*problems: Problem, baseline: BaselineComparison | None = None) -> Result:
    ordered = tuple(sorted(problems, key=lambda each: each.order))
    return Result(ordered, checked=9000, notes=9000, files=0, links=0, baseline=baseline)


def test_a_large_vault() -> None:
    """The errors stand above thousands of warnings, each cause of which is one line."""
    found = result(
        *(error(number) for number in range(65)),
        *(
            replace(problem(number, f'links to "{number}#Sponsor this author"'), folded=SPONSOR)
            for number in range(3360)
        ),
        *(
            replace(problem(number, rule="missing-property"), folded="title and date are missing in {notes}")
            for number in range(8954)
        ),
        *(problem(number, message=f"odd {number}", rule="odd-note") for number in range(1100)),
    )
    assert shown(found, TextLimits(per_rule=3), guide=Advice()) == (
        '00000.md:1:1: error: no note or file is named "0" [dangling-link]\n'
        '00001.md:1:1: error: no note or file is named "1" [dangling-link]\n'
        '00002.md:1:1: error: no note or file is named "2" [dangling-link]\n'
        '00000.md:1:1: warning: 3,360 links to a heading "Sponsor this author" that the linked notes do not have'
        " [dangling-heading]\n"
        "00000.md:1:1: warning: title and date are missing in 8,954 of 9,000 notes [missing-property]\n"
        "00000.md:1:1: warning: odd 0 [odd-note]\n"
        "00001.md:1:1: warning: odd 1 [odd-note]\n"
        "00002.md:1:1: warning: odd 2 [odd-note]\n"
        "65 dangling-link (3 shown): vaultlint --all --select dangling-link\n"
        "1,100 odd-note (3 shown): vaultlint --all --select odd-note\n"
        "13,479 problems (65 errors, 13,414 warnings) in 8,954 of 9,000 notes\n"
        "do something about dangling-link\n"
    )


def test_statistics_of_a_large_vault() -> None:
    """Counts are written as in the summary and stand below one another."""
    found = [*map(error, range(65)), *map(problem, range(3360))]
    assert render_statistics(found) == "3,360  dangling-heading\n   65  dangling-link\n"


def test_one_target_many_times() -> None:
    """The first is shown, the others counted; what differs stands in its place."""
    same = [problem(number, 'links to "ben#Sponsor this author"') for number in range(3350)]
    assert shown(result(*same, problem(5, 'links to "x"'), problem(1, 'links to "y"')), TextLimits()) == (
        '00000.md:1:1: warning: m (and 3,349 more links to "ben#Sponsor this author") [dangling-heading]\n'
        "00001.md:1:1: warning: m [dangling-heading]\n"
        "00005.md:1:1: warning: m [dangling-heading]\n"
        "3,352 problems (3,352 warnings) in 3,350 of 9,000 notes\n"
    )


def test_quiet() -> None:
    """Only problems; that some are not shown is said all the same, since nobody would know."""
    found = result(*(error(number) for number in range(4)))
    assert shown(found, TextLimits(per_rule=1), guide=Advice(), quiet=True) == (
        '00000.md:1:1: error: no note or file is named "0" [dangling-link]\n'
        "4 dangling-link (1 shown): vaultlint --all --select dangling-link\n"
    )


def test_without_limits() -> None:
    """Every problem has its line."""
    found = shown(result(*(problem(number, "links") for number in range(600))), guide=Advice())
    assert found.splitlines() == [
        *(f"{number:05}.md:1:1: warning: m [dangling-heading]" for number in range(600)),
        "600 problems (600 warnings) in 600 of 9,000 notes",
        "do something about dangling-heading",
    ]


def test_no_problems() -> None:
    """There is nothing to do next."""
    assert shown(result(), TextLimits(), guide=Advice()) == "No problems in 9,000 notes\n"
    assert shown(result(), TextLimits(), guide=Advice(), quiet=True) == ""


def test_shown_paths() -> None:
    """Paths may be shown from another folder."""
    assert shown(result(problem(1)), quiet=True, shown_path=lambda path: f"../vault/{path}") == (
        "../vault/00001.md:1:1: warning: m [dangling-heading]\n"
    )
    assert problem_line(problem(1)) == "00001.md:1:1: warning: m [dangling-heading]"


def test_style() -> None:
    """Places, severities, rules and commands are styled, each on its own."""
    found = result(*(error(number) for number in range(2)))
    assert shown(
        found, TextLimits(per_rule=1), guide=Advice(), style=lambda text, role: f"<{role}>{text}</>"
    ).splitlines() == [
        '<path>00000.md:1:1:</> <error>error</>: no note or file is named "0" <rule>[dangling-link]</>',
        "2 <rule>dangling-link</> (1 shown): <hint>vaultlint --all --select dangling-link</>",
        "2 problems (2 errors) in 2 of 9,000 notes",
        "<hint>do something about dangling-link</>",
    ]


@pytest.mark.parametrize("where", ["path", "message", "alike", "folded"])
def test_control_characters(where: str) -> None:
    """Text from a note cannot reach the terminal as a command."""
    values: list[dict[str, Any]] = [{where: f"\x1b[2J{n if where == 'path' else ''}"} for n in range(6)]
    found = [replace(problem(n), **value) for n, value in enumerate(values)]
    lines = shown(result(*found), TextLimits(), shown_path=lambda path: f"\x1b{path}").splitlines()
    assert r"\x1b" in lines[0]
    assert "\x1b" not in "".join(lines)


def test_baseline_is_told() -> None:
    """How many problems the baseline hides stands in the summary."""
    hidden = BaselineComparison([], 1200, {})
    assert shown(result(baseline=hidden)) == "No new problems in 9,000 notes; the baseline hides 1,200\n"
    assert shown(result(problem(1), baseline=hidden)).splitlines()[1] == (
        "1 new problem (1 warning) in 1 of 9,000 notes; the baseline hides 1,200 more"
    )
    assert shown(result(baseline=BaselineComparison([], 0, {}))) == "No new problems in 9,000 notes\n"


def test_long_messages() -> None:
    """Of a message as long as a note the beginning and the end are shown."""
    assert shown(result(problem(1, message="a" * 250 + "b" * 250)), quiet=True) == (
        f"00001.md:1:1: warning: {'a' * 250}{'b' * 250} [dangling-heading]\n"
    )
    assert shown(result(problem(1, message="a" * 5_000 + "b" * 5_000)), quiet=True) == (
        f"00001.md:1:1: warning: {'a' * 250} ... {'b' * 250} [dangling-heading]\n"
    )
