"""What a baseline does not hide, after each edit, is what a comparison of everything finds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from vaultlint import TOP, Problem
from vaultlint.lint.baseline import BaselineEntry
from vaultlint.model import Severity
from vaultlint.server.new_problems import NewProblems

PATHS = ["a.md", "x/a.md", "b.md", "c.md"]
CAUSES = ["tea", "milk"]
ENTRIES = st.lists(st.builds(BaselineEntry, st.just("r"), st.sampled_from(CAUSES), st.sampled_from("abcd"))).map(
    Counter
)
FOUND = st.lists(st.lists(st.sampled_from(CAUSES), min_size=1, max_size=2).map(tuple), max_size=3)


def problems_at(path: str, causes: list[tuple[str, ...]]) -> list[Problem]:
    return [Problem("r", Severity.ERROR, str(number), path, TOP, {}, each) for number, each in enumerate(causes)]


@given(st.data(), ENTRIES, st.sets(st.sampled_from(PATHS)))
def test_as_good_as_comparing_everything(
    data: st.DataObject, baseline: Counter[BaselineEntry], paths: set[str]
) -> None:
    problems: dict[str, list[Problem]] = {}
    new = NewProblems(baseline, problems, paths)
    for _ in range(data.draw(st.integers(1, 6))):
        path = data.draw(st.sampled_from(PATHS))
        other = (paths ^ {path}) if data.draw(st.booleans()) else paths
        problems = {each: found for each, found in problems.items() if each in other and each != path}
        if path in other and (found := problems_at(path, data.draw(FOUND))):
            problems[path] = found
        before = new.problems
        told = new.update([path], problems, None if other == paths else other)
        paths = other
        assert new.problems == NewProblems(baseline, problems, paths).problems
        assert {each for each in PATHS if before.get(each) != new.problems.get(each)} <= told


def test_other_notes_of_the_name() -> None:
    """One entry hides the problem of the first note; once that is gone, it hides that of the other one."""
    entry = BaselineEntry("r", "tea", "a")
    problems = {"a.md": problems_at("a.md", [("tea",)]), "x/a.md": problems_at("x/a.md", [("tea",)])}
    new = NewProblems({entry: 1}, problems, problems)
    assert list(new.problems) == ["x/a.md"]
    assert new.update(["a.md"], {"x/a.md": problems["x/a.md"]}, None) == {"a.md", "x/a.md"}
    assert new.problems == {}
