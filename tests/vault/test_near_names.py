"""Which names are near, and which are names of something else."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples
from vaultlint import NearNames
from vaultlint.vault import near_names
from vaultlint.vault.near_names import Grade, is_slip, name_core


@pytest.mark.parametrize(
    "asked, known, grade",
    [
        pytest.param("evergreen-notes", "Evergreen Notes", Grade.SPELLING, id="hyphen and case"),
        pytest.param("evergreen_notes", "Evergreen notes", Grade.SPELLING, id="underscore"),
        pytest.param("EvergreenNotes", "Evergreen notes", Grade.SPELLING, id="no space"),
        pytest.param("cafe culture", "Café culture", Grade.SPELLING, id="accent"),
        pytest.param("Cafe\u0301", "CAFÉ", Grade.SPELLING, id="accent of its own"),
        pytest.param("μηνις αειδε", "μῆνις ἄειδε", Grade.SPELLING, id="Greek accents"),
        pytest.param("Cramer’s rule", "Cramer's rule", Grade.SPELLING, id="apostrophe"),
        pytest.param("What is tea", "What is tea?", Grade.SPELLING, id="punctuation"),
        pytest.param("Projects", "🚀 Projects", Grade.SPELLING, id="emoji"),
        pytest.param("２０２４ plan", "2024 plan", Grade.SPELLING, id="wide digits"),
        pytest.param("学会提问", "《学会提问》", Grade.SPELLING, id="ideographs in quotes"),
        pytest.param("धर्म ग्रंथ", "धर्म-ग्रंथ", Grade.SPELLING, id="vowel signs are not accents"),
        pytest.param("Evergreen note", "Evergreen notes", Grade.WORDS, id="singular"),
        pytest.param("Databases", "database", Grade.WORDS, id="plural"),
        pytest.param("Boxes of tea", "Box of tea", Grade.WORDS, id="plural with es"),
        pytest.param("Theory of categories", "Theory of category", Grade.WORDS, id="plural with ies"),
        pytest.param("King, Stephen", "Stephen King", Grade.WORDS, id="order of words"),
        pytest.param("低耦合，高内聚", "高内聚，低耦合", Grade.WORDS, id="order of ideographs"),
        pytest.param("Evergrene notes", "Evergreen notes", Grade.SLIP, id="two letters that changed places"),
        pytest.param("Evergreem notes", "Evergreen notes", Grade.SLIP, id="another letter"),
        pytest.param("Evergren notes", "Evergreen notes", Grade.SLIP, id="a letter less"),
        pytest.param("Everrgreen notes", "Evergreen notes", Grade.SLIP, id="a letter more"),
        pytest.param("Ecergreen", "Evergreen", Grade.SLIP, id="near the beginning"),
        pytest.param("Evergreej", "Evergreen", Grade.SLIP, id="the last letter"),
        pytest.param("Everrgreen-notes", "Ever green notes", Grade.SLIP, id="also a space"),
        pytest.param("Halting problem 2", "Holting problem 2", Grade.SLIP, id="the same number"),
        pytest.param("Мой вечерний дневнак", "Мой вечерний дневник", Grade.SLIP, id="Cyrillic"),
        pytest.param("2024-01-01", "2024-01-02", None, id="dates"),
        pytest.param("2024-01-01", "2024-0101", None, id="dates with the same digits"),
        pytest.param("5-12-2024", "12-5-2024", None, id="dates whose parts changed places"),
        pytest.param("v1.2 released", "v1.3 released", None, id="versions"),
        pytest.param("Chapter 1 begins", "Chapter 2 begins", None, id="chapters"),
        pytest.param("Chapter 1 begins", "Chapter begins", None, id="a number more"),
        pytest.param("Vitamin A deficiency", "Vitamin B deficiency", None, id="letters that number things"),
        pytest.param("Chapter II", "Chapter I", None, id="Roman numerals"),
        pytest.param("Coroutines", "C++ Coroutines", None, id="a letter that is a word"),
        pytest.param("C++ today", "C today", None, id="signs that make a name"),
        pytest.param("C++", "C", None, id="one letter left"),
        pytest.param("NAT", "SNAT", None, id="short name"),
        pytest.param("Barbei", "Barbie", None, id="slip in a short name"),
        pytest.param("A-B", "AB", None, id="three letters at most"),
        pytest.param("news", "new", None, id="plural of a short name"),
        pytest.param("Symmetric key", "Asymmetric key", None, id="negation"),
        pytest.param("Microeconomics", "Macroeconomics", None, id="opposite"),
        pytest.param("Inclusive scan", "Exclusive scan", None, id="two slips in a word"),
        pytest.param("Monday meeting", "Sunday meeting", None, id="weekdays"),
        pytest.param("Talk to Bo about it", "Talk to Al about it", None, id="short word"),
        pytest.param("日本人の名前の読み方", "日本語の名前の読み方", None, id="ideographs that are other words"),
        pytest.param("かき氷の作り方", "がき氷の作り方", None, id="marks that make another letter"),
        pytest.param("{{title}}", "Title", None, id="filled in by a program"),
        pytest.param("", "Tea", None, id="no name"),
        pytest.param("???", "!!!", None, id="no letters"),
        pytest.param("long name " * 30, "Long-name " * 30, None, id="longer than any file name"),
    ],
)
def test_grade(asked: str, known: str, grade: Grade | None) -> None:
    """A name is near in one way, or not at all; which of the two was asked for does not matter."""
    found = NearNames(["Something else", known]).graded(asked)
    assert found == (() if grade is None else ((known, grade),))
    assert NearNames(["Something else", asked]).graded(known) == (() if grade is None else ((asked, grade),))


def test_nearest_only() -> None:
    """Where a name is spelled otherwise, the slips are no longer of interest; ties are sorted."""
    names = NearNames(["green-teas", "Green_Teas", "Green tea", "Greem teas"])
    assert names.near("green teas") == ("Green_Teas", "green-teas")
    assert names.near("tea, green") == ("Green tea", "Green_Teas", "green-teas")
    assert NearNames(["Greem teas", "Green seas"]).near("green teas") == ("Greem teas", "Green seas")
    assert names.near("black coffee") == ()


def test_shortest_name_with_a_slip() -> None:
    """Among few names that may be meant, shorter ones are near, too."""
    assert NearNames(["Tilte"]).near("Title") == ()
    assert NearNames(["Tilte", "Date"], shortest=5).near("Title") == ("Tilte",)
    assert NearNames(["Date"], shortest=5).near("data") == ()


def test_parts_that_hundreds_share() -> None:
    """A slip is found by the half that it leaves as it is, unless that says nothing."""
    letters = "abcdefghi"
    names = NearNames(
        f"Meeting with customer {one}{two}{three}" for one in letters for two in letters for three in letters
    )
    assert names.near("Meetign with customer abc") == ("Meeting with customer abc",)
    assert names.near("Meeting with customer abz") == ()


@pytest.mark.parametrize(
    "asked, known, expected",
    [
        pytest.param("pgn", "png", True, id="changed places"),
        pytest.param("jpg", "jpeg", True, id="a letter less"),
        pytest.param("png", "png", False, id="the same"),
        pytest.param("md", "mp", False, id="short"),
        pytest.param("typical", "atypical", False, id="negation"),
    ],
)
def test_is_slip(asked: str, known: str, expected: bool) -> None:
    """A word with a slip, long enough to be no other word."""
    assert is_slip(asked, known) is expected
    assert is_slip(known, asked) is expected


_WORDS = st.sampled_from(
    ["evergreen", "evergrene", "notes", "note", "theory", "theroy", "of", "Tea", "téa", "1", "12", "日本語", "a"]
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ", "-", ""]).map(lambda gap: gap.join(words))
) | st.text("abc1 é", max_size=12)


@examples(300)
@given(_NAMES, st.lists(_NAMES, max_size=8), st.sampled_from([5, 8]))
def test_index_finds_what_comparing_every_pair_finds(asked: str, names: list[str], shortest: int) -> None:
    """Law: the order in which names are known does not matter, nor whether they are so many that an index is made."""
    few = NearNames(names, shortest=shortest).graded(asked)
    alone = [near for name in {*names} for near in NearNames([name], shortest=shortest).graded(asked)]
    assert few == tuple(sorted(near for near in alone if near.grade is min(near.grade for near in alone)))
    with patch.object(near_names, "_FEW", 0):
        assert NearNames(names, shortest=shortest).graded(asked) == few
        assert NearNames(reversed(names), shortest=shortest).graded(asked) == few


@examples(300)
@given(st.text("bcdefgh", min_size=8, max_size=30), st.data())
def test_one_slip_in_a_long_word(name: str, data: st.DataObject) -> None:
    """Law: it is always found, wherever it is; the letters here make no opposite and no plural."""
    place = data.draw(st.integers(0, len(name) - 2))
    start, first, second, end = name[:place], name[place], name[place + 1], name[place + 2 :]
    slips = [
        f"{start}x{first}{second}{end}",
        f"{start}x{second}{end}",
        f"{start}{second}{end}",
        f"{start}{second}{first}{end}",
    ]
    for slip in slips:
        assert slip == name or NearNames(["something else", name]).near(slip) == (name,)
        with patch.object(near_names, "_FEW", 0):
            assert slip == name or NearNames(["something else", name]).near(slip) == (name,)


@pytest.mark.parametrize(
    "one, other, is_same",
    [
        pytest.param("Green-tea_bags", "green tea bags", True, id="hyphens and case"),
        pytest.param("《学会提问》", "📚学会提问", True, id="quotes and emoji"),
        pytest.param("Cafe\u0301", "CAFÉ", True, id="the same accent"),
        pytest.param("Cafe", "Café", False, id="an accent more"),
        pytest.param("２０２４", "2024", True, id="wide digits"),
        pytest.param("धर्म-ग्रंथ", "धर्म ग्रंथ", True, id="vowel signs"),
        pytest.param("x" * 300, "X" * 300, False, id="longer than any file name"),
    ],
)
def test_core_of_a_name(one: str, other: str, is_same: bool) -> None:
    """Letters, digits and marks in lower case."""
    assert (name_core(one) == name_core(other)) == is_same
