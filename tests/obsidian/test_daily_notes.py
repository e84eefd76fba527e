"""Which names are names of daily notes."""

from __future__ import annotations

import pytest

from vaultlint.obsidian.daily_notes import DailyNotes, known_formats


@pytest.mark.parametrize(
    "letters, path, expected",
    [
        pytest.param("YYYY-MM-DD", "2024-05-12", "2024-05-12", id="the name"),
        pytest.param("YYYY-MM-DD", "2024-05-12.md", "2024-05-12", id="with the extension"),
        pytest.param("YYYY-MM-DD", "2024-05-12.MD", "2024-05-12", id="with the extension in capitals"),
        pytest.param("YYYY-MM-DD", "a/b/2024-05-12", "2024-05-12", id="in any folder"),
        pytest.param("YYYY-MM-DD", "/2024-05-12", "2024-05-12", id="from the root"),
        pytest.param("YYYY-MM-DD", "../2024-05-12.md", "2024-05-12", id="relative"),
        pytest.param("YYYY-MM-DD", "2024-05-12/plan", None, id="a folder of that name"),
        pytest.param("YYYY-MM-DD", "2024-02-30", None, id="no real day"),
        pytest.param("YYYY-MM-DD", "2024-05-12 plan", None, id="more than the date"),
        pytest.param("YYYY/MM/DD", "2024/05/12", "2024/05/12", id="folders that are needed"),
        pytest.param("YYYY/MM/DD", "Journal/2024/05/12.md", "2024/05/12", id="in a folder"),
        pytest.param("YYYY/MM/DD", "./2024/05/12", "2024/05/12", id="relative with folders"),
        pytest.param("YYYY/MM/DD", "12", None, id="folders that are missing"),
        pytest.param("YYYY/MM/DD", "05/12", None, id="one folder that is missing"),
        pytest.param("YYYY/MM/DD", "2024/13/12", None, id="no real month"),
        pytest.param("YYYY/MM/YYYY-MM-DD", "2024-05-12", "2024-05-12", id="folders that repeat the name"),
        pytest.param("YYYY/MM/YYYY-MM-DD", "x/2024-05-12", "2024-05-12", id="in another folder"),
        pytest.param("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2024-05-12-Sunday", "2024-05-12-sunday", id="with the weekday"),
        pytest.param("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2024-05-12-Monday", None, id="with the wrong weekday"),
        pytest.param("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2024-05-12-zondag", "2024-05-12-zondag", id="in Dutch"),
        pytest.param("YYYY/YY-MM-DD", "24-05-12", "24-05-12", id="the short year is the year"),
        pytest.param("YYYY/MMMM/DD dddd", "2024/May/12 Sunday", "2024/may/12 sunday", id="month as a word"),
        pytest.param("YYYY/MMMM/DD dddd", "May/12 Sunday", None, id="without the year"),
        pytest.param("[Daily/]YYYY-MM-DD/[log]", "2024-05-12/Log", "2024-05-12/log", id="a last part without a date"),
        pytest.param("/YYYY-MM-DD/", "2024-05-12", "2024-05-12", id="slashes around the format"),
        pytest.param(
            "[Caf\u00e9] D MMMM YYYY", "Cafe\u0301 1 May 2024", "caf\u00e9 1 may 2024", id="one form of letters"
        ),
        pytest.param(
            "[Cafe\u0301] D MMMM YYYY", "Caf\u00e9 1 May 2024", "caf\u00e9 1 may 2024", id="of the format too"
        ),
        pytest.param("GGGG/[W]WW/E", "2024/W19/7", "2024/w19/7", id="ISO date"),
        pytest.param("GGGG/[W]WW/E", "W19/7", None, id="ISO date without the year"),
        pytest.param("gggg-[W]ww", "2024-W19", "2024-w19", id="a week, as the user says"),
        pytest.param("gggg/[W]ww", "W19", None, id="a week without its year"),
        pytest.param("gggg-[W]ww", "2024-W54", None, id="no real week"),
        pytest.param("gggg-[W]ww", "2024-W9", None, id="a week with a digit missing"),
        pytest.param("gggg-[W]w", "2024-W9", "2024-w9", id="a week without a zero"),
        pytest.param("GGGG-[W]WW", "2020-W53", "2020-w53", id="an ISO week"),
        pytest.param("GGGG-[W]WW", "2024-W53", None, id="an ISO week that the year does not have"),
        pytest.param("YYYY-[W]WW", "2024-W19", "2024-w19", id="an ISO week with the calendar's year"),
        pytest.param("[Week] ww, gggg", "Week 19, 2024", "week 19, 2024", id="a week in words"),
        pytest.param("YYYY-MM", "2024-05", "2024-05", id="a month"),
        pytest.param("YYYY-MM", "2024-13", None, id="no real month of a year"),
        pytest.param("YYYY-[Q]Q", "2024-Q2", "2024-q2", id="a quarter"),
        pytest.param("YYYY-[Q]Q", "2024-Q5", None, id="no real quarter"),
        pytest.param("Qo [quarter] YYYY", "2nd quarter 2024", "2nd quarter 2024", id="a quarter as an ordinal"),
        pytest.param("YYYY", "2024", "2024", id="a year, as the user says"),
        pytest.param("MM-DD", "02-29", "02-29", id="the same note every year"),
        pytest.param("YYYY-MM-DD", "", None, id="no name"),
    ],
)
def test_name_in(letters: str, path: str, expected: str | None) -> None:
    """The name counts, and of its folders only those that contain part of the date."""
    assert DailyNotes([letters]).name_in(path) == expected


def test_several_formats() -> None:
    """Any of several formats will do; without one there are no daily notes."""
    notes = DailyNotes(["YYYY/MM/DD", "D. M. YYYY"])
    assert notes.name_in("2024/05/12") == "2024/05/12"
    assert notes.name_in("x/12. 5. 2024") == "12. 5. 2024"
    assert notes.name_in("2024-05-12") is None
    assert DailyNotes([]).name_in("2024-05-12") is None


def test_format_without_a_date() -> None:
    """A format without a date is an error that shows all of it."""
    with pytest.raises(ValueError, match=r'^date format "\[a\]/\[b\]" has no year, month, week or day'):
        DailyNotes(["[a]/[b]"])


@pytest.mark.parametrize("setting", ["", "/", "[today]", "HH:mm", "dddd", "\\"])
def test_setting_that_is_not_understood(setting: str) -> None:
    """Obsidian's own setting never fails: it falls back to its default."""
    assert known_formats(setting) == ["YYYY-MM-DD"]


def test_setting_that_is_understood() -> None:
    """Otherwise there is no default."""
    assert known_formats("DD.MM.YYYY") == ["DD.MM.YYYY"]


def test_formats_of_periods() -> None:
    """They are added to that of daily notes; an invalid one is dropped."""
    assert known_formats("", ["gggg-[W]ww", "[week]", "YYYY"]) == ["YYYY-MM-DD", "gggg-[W]ww", "YYYY"]
