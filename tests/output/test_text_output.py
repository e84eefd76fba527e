"""Text output: many problems that are alike are counted, not listed."""

from __future__ import annotations

from dataclasses import replace

from vaultlint import Problem, Severity, Span
from vaultlint.lint.baseline import BaselineComparison
from vaultlint.lint.result import Result
from vaultlint.output.text_output import render_text


def problem(number: int, alike: str = "", message: str = "m", rule: str = "dangling-heading") -> Problem:
    return Problem(rule, Severity.WARNING, message, f"{number:05}.md", Span(1, 1, 1, 2), {}, alike=alike)


def result(*problems: Problem, baseline: BaselineComparison | None = None) -> Result:
    ordered = tuple(sorted(problems, key=lambda each: each.order))
    return Result(ordered, checked=9000, notes=9000, files=0, links=0, baseline=baseline)


def lines(*problems: Problem, show_all: bool = False) -> list[str]:
    return render_text(result(*problems), summary=False, show_all=show_all).splitlines()


def test_one_cause_thousands_of_times() -> None:
    """The first three are shown, the others counted; what differs stands in its place."""
    same = [problem(number, 'links to "ben#Sponsor this author"') for number in range(3350)]
    assert render_text(result(*same, problem(5, 'links to "x"'), problem(1, 'links to "y"')), summary=True) == (
        "00000.md:1:1: warning: m [dangling-heading]\n"
        "00001.md:1:1: warning: m [dangling-heading]\n"
        "00001.md:1:1: warning: m [dangling-heading]\n"
        "00002.md:1:1: warning: m [dangling-heading]\n"
        '... and 3,347 more links to "ben#Sponsor this author" [dangling-heading]\n'
        "00005.md:1:1: warning: m [dangling-heading]\n"
        "3,352 problems (3,352 warnings) in 3,350 of 9,000 notes; 3,347 not shown: use --all\n"
    )


def test_few_are_shown() -> None:
    """Five that are alike are not worth a riddle; six are."""
    assert len(lines(*(problem(number, "links") for number in range(5)))) == 5
    assert lines(*(problem(number, "links") for number in range(6)))[3:] == ["... and 3 more links [dangling-heading]"]


def test_all() -> None:
    """`--all` shows each one."""
    assert len(lines(*(problem(number, "links") for number in range(600)), show_all=True)) == 600


def test_rules_are_kept_apart() -> None:
    """Two rules may speak of the same thing."""
    found = [problem(number, "links", rule=rule) for number in range(4) for rule in ("a", "b")]
    assert len(lines(*found)) == 8


def test_severities_are_kept_apart() -> None:
    """Where an override makes an error of what is a warning elsewhere, the error is shown."""
    worse = replace(problem(9, "links"), severity=Severity.ERROR)
    assert "00009.md:1:1: error: m [dangling-heading]" in lines(
        *(problem(number, "links") for number in range(8)), worse
    )


def test_message_stands_in_for_words() -> None:
    """A rule that says nothing on it still folds problems with one message, not those with different ones."""
    assert lines(*(problem(number) for number in range(9)))[3:] == [
        "... and 6 more with this message [dangling-heading]"
    ]
    assert len(lines(*(problem(number, message=str(number)) for number in range(9)))) == 9


def test_control_characters() -> None:
    """Text from a note cannot reach the terminal as a command."""
    assert lines(*(problem(number, 'links to "\x1b[2J"') for number in range(6)))[3] == (
        r'... and 3 more links to "\x1b[2J" [dangling-heading]'
    )


def test_baseline_is_told() -> None:
    """How many problems the baseline hides stands in the last line."""
    hidden = BaselineComparison([], 1200, {})
    assert render_text(result(baseline=hidden), summary=True) == (
        "No new problems in 9,000 notes; the baseline hides 1,200\n"
    )
    assert render_text(result(problem(1), baseline=hidden), summary=True).splitlines()[1] == (
        "1 new problem (1 warning) in 1 of 9,000 notes; the baseline hides 1,200 more"
    )
    assert (
        render_text(result(baseline=BaselineComparison([], 0, {})), summary=True) == "No new problems in 9,000 notes\n"
    )


def test_long_messages() -> None:
    """Of a message as long as a note the beginning and the end are shown."""
    assert lines(problem(1, message="a" * 250 + "b" * 250)) == [
        f"00001.md:1:1: warning: {'a' * 250}{'b' * 250} [dangling-heading]"
    ]
    assert lines(problem(1, message="a" * 5_000 + "b" * 5_000)) == [
        f"00001.md:1:1: warning: {'a' * 250} ... {'b' * 250} [dangling-heading]"
    ]
