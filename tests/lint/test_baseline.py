"""A baseline hides what is known, under any name and in any place, and nothing else."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples
from vaultlint import Problem, Severity, Span
from vaultlint.errors import BaselineError
from vaultlint.lint.baseline import Baseline, BaselineComparison, BaselineEntry, compare, make_baseline
from vaultlint.lint.baseline_file import parse_baseline, render_baseline

LAW = examples(200)


class Everything:
    """A check that saw the whole vault, which has some notes."""

    def __init__(self, *notes: str) -> None:
        self._notes = notes

    def has_note(self, note: str) -> bool:
        return note in self._notes

    def covers(self, entry: BaselineEntry) -> bool:
        return entry.rule != "off"


def problem(rule: str, path: str, *causes: str, line: int = 1) -> Problem:
    return Problem(rule, Severity.ERROR, "x", path, Span(line, 1, line, 2), {}, causes or ("",))


def known(*entries: str) -> Baseline:
    """A baseline from texts such as `orphan  tea`: rule, cause, note."""
    return Counter(BaselineEntry(*text.split(" ")) for text in entries)


def split(comparison: BaselineComparison) -> tuple[list[tuple[str, str, int]], list[str]]:
    new = [(each.rule, each.path, each.span.line) for each in comparison.new]
    return new, [" ".join(entry) for entry, count in comparison.fixed.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("problems", "entries", "new", "fixed"),
    [
        pytest.param([problem("link", "Tea.md", "cup")], ["link cup tea"], [], [], id="known"),
        pytest.param([problem("link", "x/y/TEA.md", "cup", line=9)], ["link cup tea"], [], [], id="moved and edited"),
        pytest.param([], ["link cup tea"], [], ["link cup tea"], id="fixed"),
        pytest.param(
            [problem("link", "Tea.md", "mug")],
            ["link cup tea"],
            [("link", "Tea.md", 1)],
            ["link cup tea"],
            id="another cause",
        ),
        pytest.param(
            [problem("orphan", "Tea.md")], ["link  tea"], [("orphan", "Tea.md", 1)], ["link  tea"], id="another rule"
        ),
        pytest.param(
            [problem("link", "Tea.md", "cup", line=1), problem("link", "Tea.md", "cup", line=2)],
            ["link cup tea"],
            [("link", "Tea.md", 2)],
            [],
            id="once more than known",
        ),
        pytest.param(
            [problem("link", "Tea.md", "cup")], ["link cup tea"] * 2, [], ["link cup tea"], id="once less than known"
        ),
        pytest.param(
            [problem("link", "a/Tea.md", "cup"), problem("link", "b/Tea.md", "cup")],
            ["link cup tea"] * 2,
            [],
            [],
            id="two notes of one name",
        ),
        pytest.param([problem("missing", "Tea.md", "date", "draft")], ["missing date tea", "missing draft tea"], [], [],
                     id="two causes"),
        pytest.param([problem("missing", "Tea.md", "draft")], ["missing date tea", "missing draft tea"], [],
                     ["missing date tea"], id="one of two causes fixed"),
        pytest.param([problem("missing", "Tea.md", "date", "draft")], ["missing date tea"], [("missing", "Tea.md", 1)],
                     ["missing date tea"], id="one of two causes is new"),
        pytest.param([problem("link", "Chai.md", "cup")], ["link cup gone"], [], [], id="renamed"),
        pytest.param([problem("link", "Chai.md", "cup")], ["link cup gone"] * 2, [], ["link cup gone"],
                     id="renamed and half fixed"),
        pytest.param([problem("link", "Chai.md", "cup", line=1), problem("link", "Chai.md", "cup", line=2)],
                     ["link cup gone"], [("link", "Chai.md", 2)], [], id="renamed and once more"),
        pytest.param([problem("missing", "Chai.md", "date", "draft")], ["missing date gone", "missing draft gone"], [],
                     [], id="renamed with two causes"),
        pytest.param([problem("missing", "Chai.md", "date", "draft")], ["missing date gone"],
                     [("missing", "Chai.md", 1)], ["missing date gone"], id="renamed with a new cause"),
        pytest.param([problem("link", "Chai.md", "cup")], ["link cup tea"], [("link", "Chai.md", 1)], ["link cup tea"],
                     id="a note that is still there was not renamed"),
        pytest.param([problem("link", "Tea.md", "cup")], ["link cup gone", "orphan  tea"], [("link", "Tea.md", 1)],
                     ["link cup gone", "orphan  tea"], id="a note that is known was not renamed"),
        pytest.param([problem("orphan", "Chai.md"), problem("orphan", "Tea.md"), problem("link", "Tea.md", "cup")],
                     ["orphan  gone", "link cup gone"], [("orphan", "Chai.md", 1)], [],
                     id="renamed is first of all the note with the same faults"),
        pytest.param([], ["off  tea"], [], [], id="nobody looked"),
    ],
)  # fmt: skip
def test_compare(
    problems: list[Problem], entries: list[str], new: list[tuple[str, str, int]], fixed: list[str]
) -> None:
    """What is new and what is fixed in a vault of the notes Tea and Chai."""
    comparison = compare(problems, known(*entries), Everything("tea", "chai"))
    assert split(comparison) == (new, fixed)
    assert comparison.hidden == len(problems) - len(new)


NAMES = st.sampled_from(["tea", "chai", "mate", "water"])
PROBLEMS = st.lists(
    st.builds(
        lambda rule, name, causes: problem(rule, f"{name}.md", *causes),
        st.sampled_from(["link", "missing"]),
        NAMES,
        st.lists(st.sampled_from(["cup", "mug"]), min_size=1, max_size=2, unique=True),
    ),
    max_size=12,
)


@LAW
@given(PROBLEMS, st.permutations(["tea", "chai", "mate", "water"]))
def test_renaming_changes_nothing(problems: list[Problem], names: list[str]) -> None:
    """However the notes are called afterwards, what was known stays known and nothing counts as fixed."""
    old = ["tea", "chai", "mate", "water"]
    new_name = {name: f"new {new}" for name, new in zip(old, names, strict=True)}
    renamed = [problem(each.rule, f"{new_name[each.path[:-3]]}.md", *each.causes) for each in problems]
    assert compare(renamed, make_baseline(problems), Everything(*new_name.values())) == ([], len(problems), {})


@LAW
@given(PROBLEMS, PROBLEMS)
def test_hides_no_more_than_it_knows(before: list[Problem], after: list[Problem]) -> None:
    """A baseline hides itself, and never more problems of a rule than it was made of."""
    assert compare(before, make_baseline(before), Everything("tea")) == ([], len(before), {})
    comparison = compare(after, make_baseline(before), Everything("tea", "chai", "mate", "water"))
    hidden = Counter(each.rule for each in after) - Counter(each.rule for each in comparison.new)
    causes = Counter(each.rule for each in before for _ in each.causes)
    assert all(count <= causes[rule] for rule, count in hidden.items())


TEXTS = st.text(st.characters(), max_size=3)  # lone surrogates too: names that are not UTF-8, cards of canvases
ENTRIES = st.builds(BaselineEntry, TEXTS, TEXTS, TEXTS)


@LAW
@given(st.dictionaries(ENTRIES, st.integers(1, 10**9), max_size=5))
def test_file_gives_back_what_was_written(baseline: dict[BaselineEntry, int]) -> None:
    """One sorted line an entry, and the same entries when read again."""
    text = render_baseline(baseline)
    assert parse_baseline(text.encode(), "x") == baseline
    assert json.loads(text)["version"] == 1
    body = text.splitlines(keepends=True)
    assert len([line for line in text.split("\n") if line.startswith('{"rule"')]) == len(baseline), body


def test_file_looks_so() -> None:
    """The form is stable, since it is committed."""
    text = render_baseline(known("link cup tea", "link cup tea", "a  öl"))
    assert text == (
        '{"version": 1, "problems": [\n'
        '{"rule": "a", "cause": "", "note": "öl", "count": 1},\n'
        '{"rule": "link", "cause": "cup", "note": "tea", "count": 2}\n'
        "]}\n"
    )


def test_entry_that_is_there_twice() -> None:
    """As a merge may leave it: the larger count holds."""
    line = '{"rule": "a", "cause": "", "note": "n", "count": %d}'
    text = f'{{"version": 1, "problems": [{line % 2}, {line % 3}, {line % 1}]}}'
    assert parse_baseline(text.encode(), "x") == {BaselineEntry("a", "", "n"): 3}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "Expecting value: line 1 column 1", id="empty"),
        pytest.param(b"<<<<<<< HEAD\n", "Expecting value: line 1 column 1", id="merge conflict"),
        pytest.param(b"[]", "Expected `object`, got `array`", id="a list"),
        pytest.param(b'{"version": 2, "problems": []}', "Invalid enum value 2 - at `$.version`", id="newer version"),
        pytest.param(
            b'{"version": 1, "problems": [{"rule": "a", "cause": "", "note": "", "count": 0}]}',
            "Expected `int` >= 1 - at `$.problems[0].count`",
            id="no count",
        ),
        pytest.param(b'{"version": 1, "problems": [{"rule": "\xff"}]}', "", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "maximum recursion depth exceeded", id="100,000 brackets"),
    ],
)
def test_not_a_baseline(data: bytes, message: str) -> None:
    """It is named, with what is wrong and what to do."""
    with pytest.raises(BaselineError) as caught:
        parse_baseline(data, "b.json")
    assert str(caught.value).startswith(f"b.json: invalid baseline: {message}")
    assert str(caught.value).endswith("rewrite it with `vaultlint baseline update`")
