"""Which names fit what is typed, and in which order."""

from __future__ import annotations

import pytest

from vaultlint.server.name_search import NameSearch


@pytest.mark.parametrize(
    "typed, names, found",
    [
        pytest.param("tea", ["steam", "green tea", "teapot", "tea", "t e a", "cup"], ["tea", "teapot", "green tea", "steam", "t e a"], id="equal, beginning, a word, inside, in order"),
        pytest.param("TEA", ["Tea"], ["Tea"], id="another case"),
        pytest.param("zo\u00eb", ["Zoe\u0308"], ["Zoe\u0308"], id="another Unicode form"),
        pytest.param("tea green", ["Green tea", "greentea", "green"], ["Green tea", "greentea"], id="words in any order"),
        pytest.param("", ["b", "a"], ["b", "a"], id="nothing typed"),
        pytest.param("gerwg", ["Gerwig", "Other"], ["Gerwig"], id="a letter left out"),
        pytest.param("gerwgi", ["Gerwig", "Other"], ["Gerwig"], id="a slip"),
        pytest.param("xy", ["yx"], [], id="no slip in few letters"),
        pytest.param("[.*", ["a.b", "[.*]"], ["[.*]"], id="what means something in expressions"),
        pytest.param("日", ["日本", "本日"], ["日本", "本日"], id="CJK"),
    ],
)  # fmt: skip
def test_order(typed: str, names: list[str], found: list[str]) -> None:
    """The best come first; those that fit equally well stay in their order."""
    assert list(NameSearch((name, name) for name in names).find(typed)) == found


def test_own_order() -> None:
    """Among names that fit equally well, an order of the caller decides."""
    search = NameSearch((name, name) for name in ["ab", "ac", "xa"])
    assert list(search.find("a", lambda name: name != "ac")) == ["ac", "ab", "xa"]
