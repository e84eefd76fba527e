"""Fixes and suggestions that could not be printed, kept and applied."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint import TOP, Applicability, Edit, Fix, Problem, Severity, Span
from vaultlint.lint.returned_fixes import fault_of_fixes

EDIT: Any = Edit("a.md", Span(1, 3, 1, 5), "x")
FIX: Any = Fix("Write x", (EDIT,), Applicability.SAFE)
AFTER = EDIT._replace(span=Span(1, 5, 2, 1))


def fault_of(fix: Any = None, suggestions: Any = ()) -> str | None:
    problem = Problem("rule", Severity.ERROR, "text", "a.md", TOP, {}, fix=fix, suggestions=suggestions)
    return fault_of_fixes(problem, {"a.md", "b.md"})


@pytest.mark.parametrize(
    "fix, suggestions",
    [
        pytest.param(None, (), id="nothing"),
        pytest.param(FIX, (FIX,) * 3, id="a fix and three suggestions"),
        pytest.param(Fix("Write x", (EDIT, AFTER, EDIT._replace(path="b.md"))), (), id="edits that touch, two files"),
        pytest.param(Fix("Add x", (EDIT._replace(span=TOP),)), (), id="insertion at the top"),
    ],
)
def test_sound(fix: Fix | None, suggestions: tuple[Fix, ...]) -> None:
    """What can be applied as it is."""
    assert fault_of(fix, suggestions) is None


@pytest.mark.parametrize(
    "fix, fault",
    [
        pytest.param("Write x", "must be Fix, not str", id="text"),
        pytest.param(FIX._replace(message=3), "must have a message that is str, not int", id="message"),
        pytest.param(
            FIX._replace(applicability="safe"), "must have an applicability that is Applicability, not str", id="safe"
        ),
        pytest.param(FIX._replace(edits=()), "must have a tuple of edits, not nothing", id="no edits"),
        pytest.param(FIX._replace(edits=[EDIT]), "must have a tuple of edits, not list", id="list of edits"),
        pytest.param(FIX._replace(edits=("x",)), "must have edits that are Edit, not str", id="edit"),
        pytest.param(
            FIX._replace(edits=(EDIT._replace(path="c.md"),)),
            'must edit a file of the vault, as note.path is, not "c.md"',
            id="path",
        ),
        pytest.param(
            FIX._replace(edits=(EDIT._replace(text=None),)),
            "must have edits whose text is str, not None",
            id="text of an edit",
        ),
        pytest.param(
            FIX._replace(edits=(EDIT._replace(span=(1, 1, 1, 1)),)),
            "must have edits whose span is a Span of whole numbers, not (1, 1, 1, 1)",
            id="tuple as a span",
        ),
        pytest.param(
            FIX._replace(edits=(EDIT._replace(span=Span(1, 5, 1, 3)),)),
            "must have edits whose span begins at 1:1 or later and ends after that, not (1, 5, 1, 3)",
            id="span that ends before it begins",
        ),
        pytest.param(
            FIX._replace(edits=(EDIT._replace(span=Span(1, 0, 1, 3)),)),
            "must have edits whose span begins at 1:1 or later and ends after that, not (1, 0, 1, 3)",
            id="column 0",
        ),
        pytest.param(
            FIX._replace(edits=(AFTER, EDIT._replace(span=Span(1, 3, 1, 6)))),
            "must have edits that do not overlap",
            id="edits that overlap",
        ),
    ],
)
def test_fault(fix: Any, fault: str) -> None:
    """It is named in plain words, for a fix and for a suggestion."""
    assert fault_of(fix) == f"a problem's fix {fault}"
    assert fault_of(None, (FIX, fix)) == f"a problem's suggestion {fault}"


def test_wrong_number_or_type() -> None:
    """At most three suggestions, in a tuple."""
    assert fault_of(None, (FIX,) * 4) == "a problem must have at most 3 suggestions, not 4"
    assert fault_of(None, [FIX]) == "a problem's suggestions must be tuple, not list"
