"""A suppression hides exactly its rule on its lines, and one that hides nothing is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples
from vaultlint import Problem, Rule, Severity, Span, Vault
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.lint.result import Result
from vaultlint.lint.suppression import suppress
from vaultlint.model import Suppression
from vaultlint.testing import vault

LAW = examples(200)
UNUSED = find_rules()["unused-suppression"]


def problem(rule: str, line: int) -> Problem:
    return Problem(rule, Severity.ERROR, "x", "a.md", Span(line, 1, line, 2), {})


def test_in_the_order_of_lines() -> None:
    """The suppressions of a file may come in any order, and one that ended hides nothing below."""
    later, sooner = (Suppression("a", first, first, Span(first, 1, first, 2)) for first in (5, 2))
    kept, used = suppress([problem("a", line) for line in (2, 3, 5)], {"a.md": [later, sooner]})
    assert ([each.span.line for each in kept], used) == ([3], {("a.md", later), ("a.md", sooner)})


PROBLEMS = st.lists(st.builds(problem, st.sampled_from("abc"), st.integers(1, 9)), max_size=20)
SUPPRESSIONS = st.lists(
    st.builds(
        lambda rule, first, length, place: Suppression(rule, first, first + length, Span(place, 1, place, 2)),
        st.sampled_from(["a", "b", None]),
        st.integers(1, 9),
        st.integers(0, 9),
        st.integers(1, 99),
    ),
    max_size=8,
    unique_by=lambda suppression: suppression.span,
)


@LAW
@given(PROBLEMS, SUPPRESSIONS)
def test_exactly_its_rule_on_its_lines(problems: list[Problem], suppressions: list[Suppression]) -> None:
    """What is kept is what no suppression covers; of those, only such are used as hide something."""
    kept, used = suppress(problems, {"a.md": suppressions})
    hidden = [each for each in problems if any(_covers(suppression, each) for suppression in suppressions)]
    assert kept == sorted((each for each in problems if each not in hidden), key=lambda each: each.order)
    assert all(path == "a.md" and any(_covers(each, found) for found in hidden) for path, each in used)
    without_the_unused, _ = suppress(problems, {"a.md": [each for path, each in used]})
    assert without_the_unused == kept


def _covers(suppression: Suppression, problem: Problem) -> bool:
    return (suppression.rule is None or suppression.rule == problem.rule) and problem.span.line in range(
        suppression.first_line, suppression.last_line + 1
    )


@LAW
@given(
    st.lists(
        st.sampled_from(
            [
                "[[gone]]",
                "[[gone]] %% vaultlint-disable-line {} %%",
                "%% vaultlint-disable-next-line {} %%",
                "%% vaultlint-disable {} %%",
                "%% vaultlint-enable {} %%",
                "text",
            ]
        ),
        max_size=8,
    ),
    st.sampled_from(["every-link", "any-note", "every-link, any-note"]),
)
def test_in_a_note(lines: list[str], rules: str) -> None:
    """A simple reading of the lines, one after the other, hides the same links."""
    text = "\n\n".join(line.format(rules) for line in lines)
    result = run({"a.md": text}, EveryLink)
    expected: list[int] = []
    is_off = False
    for number, line in enumerate(lines):
        is_off = is_off or line.startswith("%% vaultlint-disable {}")
        is_hidden = is_off or "disable-line" in line
        if "[[gone]]" in line and not (is_hidden and "every-link" in rules):
            expected.append(2 * number + 1)
        is_off = is_off and "enable" not in line.replace("disable", "")
    assert [each.span.line for each in result.problems if each.rule == "every-link"] == expected


@dataclass(frozen=True, kw_only=True)
class EveryLink(Rule):
    """Reports every link."""

    name = "every-link"

    def check(self, vault: Vault) -> Iterator[Problem]:
        for found in vault.links:
            yield self.problem(found.source, found.link.span, "a link")


@dataclass(frozen=True, kw_only=True)
class AnyNote(Rule):
    """Reports nothing, or breaks."""

    name = "any-note"
    breaks: bool = False

    def check(self, vault: Vault) -> Iterator[Problem]:
        if self.breaks:
            raise ValueError("oops")
        yield from ()


def run(files: dict[str, str], *rules: type[Rule], line: SelectionFlags | None = None, **options: object) -> Result:
    every: tuple[type[Rule], ...] = (UNUSED, AnyNote, *rules)
    classes = {rule.name: rule for rule in every}
    content: dict[str, str | bytes] = dict(files)
    return check(
        vault(content), Selection(classes, Config(Options(rules={"any-note": options})), line or SelectionFlags())
    )


def told(result: Result) -> list[str]:
    return [f"{each.path}:{each.span.line}:{each.span.column} {each.message}" for each in result.problems]


NOTHING = "unused suppression of any-note: nothing to hide here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[b]] %% vaultlint-disable-line every-link %%", [], id="used"),
        pytest.param("[[b]] %% vaultlint-disable-line %%", [], id="used by any rule"),
        pytest.param("x %% vaultlint-disable-line any-note %%", [f"a.md:1:29 {NOTHING}"], id="unused"),
        pytest.param(
            "[[b]] %% vaultlint-disable-line every-link, any-note %%", [f"a.md:1:45 {NOTHING}"], id="one of two unused"
        ),
        pytest.param("---\nvaultlint: {disable: [any-note]}\n---\n", [f"a.md:2:23 {NOTHING}"], id="unused property"),
        pytest.param(
            "x %% vaultlint-disable-line %%",
            ["a.md:1:3 unused suppression: nothing to hide here"],
            id="every rule unused",
        ),
        pytest.param(
            "[[b]] %% vaultlint-disable-line every-lnik %%",
            [
                "a.md:1:1 a link",
                'a.md:1:33 unknown rule "every-lnik" in a suppression; did you mean "every-link"?',
            ],
            id="misspelt",
        ),
        pytest.param(
            "[[b]] %% vaultlint-disable-line every-link since 2024 %%",
            [
                'a.md:1:44 unknown rule "since" in a suppression; name rules, not groups, and put a reason after a colon',
                'a.md:1:50 unknown rule "2024" in a suppression; name rules, not groups, and put a reason after a colon',
            ],
            id="reason without a colon",
        ),
        pytest.param(
            "[[b]] %% vaultlint-disable %%\n\n%% vaultlint-enable any-note %%",
            ["a.md:3:21 nothing to enable, no comment above disables any-note by name: remove it"],
            id="every rule disabled, one enabled",
        ),
        pytest.param("x %% vaultlint-disable-line any-note, unused-suppression %%", [], id="silenced by name"),
        pytest.param(
            "[[b]] %% vaultlint-disable-line %%\n\n%% vaultlint-disable-file every-link %%",
            ["a.md:1:7 unused suppression: nothing to hide here"],
            id="superfluous beside one by name",
        ),
    ],
)
def test_unused(text: str, expected: list[str]) -> None:
    """A suppression that hides nothing is reported, each name for itself."""
    assert told(run({"a.md": text}, EveryLink)) == expected


@pytest.mark.parametrize(
    ("name", "disabled", "cause"),
    [("any-note", "any-note", "any-note"), ("no-rule", "no-rule", "no-rule"), ("", None, "")],
    ids=["a rule", "no rule", "every rule"],
)
def test_what_an_unused_one_tells_programs(name: str, disabled: str | None, cause: str) -> None:
    """The name of the rule that it disables, or none."""
    (found,) = run({"a.md": f"x %% vaultlint-disable-line {name} %%"}).problems
    assert (found.data, found.causes) == ({"disabled": disabled}, (cause,))


def test_only_what_was_checked_is_unused() -> None:
    """Where a rule is off, excluded or broken, nobody knows whether its suppression is used."""
    text = "x %% vaultlint-disable-line any-note %%"
    assert told(run({"a.md": text})) == [f"a.md:1:29 {NOTHING}"]
    assert told(run({"a.md": text}, EveryLink, line=SelectionFlags(ignore=("any-note",)))) == []
    assert told(run({"a.md": text}, EveryLink, line=SelectionFlags(ignore=("every-link",)))) == [f"a.md:1:29 {NOTHING}"]
    assert told(run({"a.md": text, "b.md": ""}, line=SelectionFlags(exclude=("a.md",)))) == []
    broken = run({"a.md": text}, breaks=True)
    assert told(broken) == []
    assert [failure.message.partition(" (")[0] for failure in broken.failures] == [
        'rule "any-note" failed: ValueError: oops'
    ]


@pytest.mark.parametrize(
    "line", [SelectionFlags(ignore=("every-link",)), SelectionFlags(select=("unused-suppression",))]
)
def test_every_rule_is_not_some_rules(line: SelectionFlags) -> None:
    """Where the command line leaves rules out, one of those may be what a comment without a name hides."""
    text = "[[b]] %% vaultlint-disable-line %%"
    assert told(run({"a.md": text}, EveryLink, line=line)) == []


def test_suppressed_problems_are_counted() -> None:
    """The result says how many problems the notes hide."""
    assert run({"a.md": "[[b]] [[c]] %% vaultlint-disable-line every-link %%\n[[d]]"}, EveryLink).suppressed == 2


def test_far_too_many_names() -> None:
    """Ten thousand names are read, be they in one comment or in many, and the next one is reported."""
    limit = "too many rules named (limit 10,000): this comment and those below are ignored"
    many = "%% vaultlint-disable-line every-link %%\n" * 10_001 + "[[b]]"
    assert [line for line in told(run({"a.md": many}, EveryLink)) if "nothing to hide here" not in line] == [
        f"a.md:10000:1 {limit}",
        "a.md:10002:1 a link",
    ]
    one = f"[[b]] %% vaultlint-disable-line {'every-link ' * 10_000}%%"
    assert told(run({"a.md": one}, EveryLink)) == ["a.md:1:1 a link", f"a.md:1:7 {limit}"]
