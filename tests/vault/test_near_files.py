"""The files that a dangling link may have meant."""

from __future__ import annotations

import pytest

from vaultlint import NearFile
from vaultlint.testing import vault

Files = dict[str, str | bytes]


def near(files: Files) -> list[list[str]]:
    """The paths of the files that are near to each dangling link of `n.md`."""
    read = vault(files)
    return [[each.path for each in read.near(found)] for found in read.broken if found.source == "n.md"]


def test_names_and_aliases() -> None:
    """By the name of a note before its alias; what is shown instead is the alias, or the words as they were."""
    read = vault(
        {
            "n.md": "[[Evergrene notes]] [[Margott Robbie]] [[Evergreen note]] [[evergreen_notes.md]]",
            "a/Evergreen notes.md": "---\naliases: [evergreen-notes]\n---\n",
            "people/Margot.md": "---\naliases: Margot Robbie\n---\n",
        }
    )
    assert [read.near(found) for found in read.dangling] == [
        (NearFile("a/Evergreen notes.md", "Evergreen notes"),),
        (NearFile("people/Margot.md", "Margot Robbie", "Margot Robbie", is_alias=True),),
        (NearFile("a/Evergreen notes.md", "Evergreen notes", "Evergreen note"),),
        (NearFile("a/Evergreen notes.md", "Evergreen notes"),),
    ]


def test_alias_in_a_folder() -> None:
    """An alias has no folder and no extension, so a link that gives them to it is near."""
    files: Files = {"n.md": "[[people/Barbie]] [x](Barbie.md)", "Margot.md": "---\naliases: [Barbie]\n---\n"}
    assert near(files) == [["Margot.md"], ["Margot.md"]]


def test_best_first() -> None:
    """The folder that was asked for comes first, else that of the note with the link; then the path decides."""
    files: Files = {
        "n.md": "[[b/Green-tea.txt]] [[green teas]]",
        "c/n.md": "[[green teas]]",
        **{f"{folder}/Green tea.md": "" for folder in "abc"},
    }
    assert near(files) == [[], ["a/Green tea.md", "b/Green tea.md", "c/Green tea.md"]]
    assert near(files | {"n.md": "[[b/green teas]]"}) == [["b/Green tea.md", "a/Green tea.md", "c/Green tea.md"]]
    read = vault(files)
    (found,) = (each for each in read.dangling if each.source == "c/n.md")
    assert read.near(found)[0].path == "c/Green tea.md"


def test_too_many_say_nothing() -> None:
    """Four files are no suggestion."""
    files: Files = {"n.md": "[[green teas]]", **{f"{folder}/Green tea.md": "" for folder in "abcd"}}
    assert near(files) == [[]]


def test_note_is_not_near_to_itself() -> None:
    """Who writes a link in a note means another one."""
    assert near({"n.md": "---\naliases: Evergreen notes\n---\n[[Evergreen note]]"}) == [[]]


@pytest.mark.parametrize(
    "link, expected",
    [
        pytest.param("![[kyoto templ.png]]", ["Kyoto temple.png"], id="slip"),
        pytest.param("![[kyoto-temple.png]]", ["Kyoto temple.png"], id="hyphen"),
        pytest.param("![[Kyoto temple.jpg]]", ["Kyoto temple.png"], id="another kind of picture"),
        pytest.param("![[Kyoto temple.mp3]]", [], id="sound is no picture"),
        pytest.param("![[Kyoto templ.jpg]]", [], id="slip and another kind"),
        pytest.param("[[Kyoto temple.pgn]]", ["Kyoto temple.png"], id="misspelt extension"),
        pytest.param("[[Kyoto temple]]", [], id="no extension: a note to be written"),
        pytest.param("![[Pasted image 20240101.png]]", [], id="numbers"),
        pytest.param("![[cap.png]]", [], id="short"),
    ],
)
def test_attachments(link: str, expected: list[str]) -> None:
    """Their names are near without the extension, which may be that of a like medium."""
    files: Files = {"n.md": link, "Kyoto temple.png": "", "Pasted image 20240102.png": "", "cup.png": ""}
    assert near(files) == [expected]


def test_daily_notes() -> None:
    """A daily note is not near to another one; other notes are near to it by their words only."""
    files: Files = {
        ".obsidian/daily-notes.json": '{"format": "D MMMM YYYY"}',
        "n.md": "[[12 March 2024]] [[12 October 2024]]",
        "12 Marcg 2024.md": "",
        "10 October 2024.md": "",
        "Plan of 12 Oktober 2024.md": "",
    }
    assert vault(files).is_daily_note("12 Marcg 2024")
    assert near(files) == [[], []]
    assert near(files | {".obsidian/daily-notes.json": "{}"}) == [["12 Marcg 2024.md"], []]


@pytest.mark.parametrize("patterns", [["*"], ["Ever*"], ["Evergrene notes"]])
def test_near_miss_is_no_plan(patterns: list[str]) -> None:
    """Under any pattern, while a name that is near to none is planned."""
    read = vault({"n.md": "[[Evergrene notes]] [[Ever after]]", "Evergreen notes.md": ""})
    plans = [read.plan(found, [*patterns, "Ever after"]) for found in read.dangling]
    assert plans == [None, "pattern"]


def test_daily_note_is_planned_all_the_same() -> None:
    """It is a plan, not a near miss of a note that is called alike."""
    read = vault({"n.md": "[[2024-05-12]]", "2024 05 12.md": "", "2024-05-13.md": ""})
    assert [read.plan(found) for found in read.dangling] == ["daily-note"]
