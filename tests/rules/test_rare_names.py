"""Names of a few notes that are near to those of many."""

from __future__ import annotations

import pytest

from vaultlint_rules.rare_names import rare_names


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        pytest.param({"project": 3, "projct": 1}, [("projct", "project")], id="letter that is missing"),
        pytest.param({"recipes": 9, "recipe": 2, "Recipes": 1}, [("recipe", "recipes"), ("Recipes", "recipes")],
                     id="singular and case"),
        pytest.param({"to-read": 6, "toread": 1, "to_read": 2}, [("toread", "to-read"), ("to_read", "to-read")],
                     id="punctuation"),
        pytest.param({"recipe": 5, "recipes": 2}, [], id="not often enough"),
        pytest.param({"recipe": 9, "recipes": 3}, [], id="not rare"),
        pytest.param({"2024-05": 9, "2024-06": 1, "v1/a": 9, "v2/a": 1}, [], id="numbers"),
        pytest.param({"published": 1, "publisher": 9}, [], id="other last letter"),
        pytest.param({"table": 9, "cable": 1, "tea": 9, "ted": 1}, [], id="short words"),
        pytest.param({"机器学习": 9, "机器学校": 1}, [], id="ideographs"),
        pytest.param({"a": 9}, [], id="one name"),
    ],
)  # fmt: skip
def test_rare_names(counts: dict[str, int], wanted: list[tuple[str, str]]) -> None:
    """A third of the notes at most, and one near name."""
    notes = {name: [f"{number}.md" for number in range(count)] for name, count in counts.items()}
    assert sorted(rare_names(notes, 3)) == sorted(wanted)
