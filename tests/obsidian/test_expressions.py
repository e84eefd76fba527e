"""Regular expressions from a vault match as in Python, and never hang a run."""

from __future__ import annotations

import sys

import pytest

from vaultlint.obsidian.expressions import LONGEST, Expressions

SLOW = "(a|aa)+$"
PATHS = ["Old/a.md", "old.md", "a" * 60 + "!", "naïve (1).md"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("^Old", [True, True, False, False], id="no repetition, any case"),
        pytest.param(r"^\w+\.md$", [False, True, False, False], id="one repetition"),
        pytest.param(r"^(?!old).*\.md", [False, False, False, True], id="look ahead"),
        pytest.param(r"^[^/]*/[^/]*$", [True, False, False, False], id="two repetitions"),
        pytest.param(r"^(o|l)+d", [True, True, False, False], id="a repeated group"),
        pytest.param(r"^(.).*\1", [False, False, True, False], id="a reference back"),
        pytest.param(r"\(\d\)", [False, False, False, True], id="escapes"),
        pytest.param("((", [False] * 4, id="not understood"),
        pytest.param("((a+)+", [False] * 4, id="not understood, with repetitions"),
    ],
)
def test_what_they_take(expression: str, expected: list[bool]) -> None:
    """The result is the same for all paths at once and one by one."""
    at_once, one_by_one = Expressions(), Expressions()
    assert at_once.match_all([expression], PATHS) == ""
    assert [at_once.matches(expression, path) for path in PATHS] == expected
    assert [one_by_one.matches(expression, path) for path in PATHS] == expected


@pytest.mark.parametrize(
    "endless", [SLOW, "(.*)*x" * 30, "(?:" * 90 + "a" + "+)" * 90 + "b", "a" * LONGEST + "+b+"], ids=len
)
def test_what_takes_too_long(monkeypatch: pytest.MonkeyPatch, endless: str) -> None:
    """It is returned, those before it have their result, and it matches nothing from then on."""
    monkeypatch.setattr("vaultlint.obsidian.expressions.TIMEOUT", 0.5)
    expressions = Expressions()
    slow = expressions.match_all(["(O|l)+d", endless, "(o|l)+d"], PATHS)
    if not slow:  # Python has become clever
        assert endless != SLOW
        return
    assert slow == endless
    assert expressions.matches("(O|l)+d", PATHS[0])
    assert not expressions.matches(endless, "a")
    assert not expressions.matches("(o|l)+d", PATHS[0])


def test_without_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no process can be started, expressions that need one match nothing, and the others work."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    expressions = Expressions()
    assert expressions.match_all(["^Old", "(O|l)+d"], PATHS) == "(O|l)+d"
    assert expressions.matches("^Old", PATHS[0])
    assert not expressions.matches("(O|l)+d", PATHS[0])
