"""Which notes are linked to but do not exist."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vaultlint.config.options import Config, Options, read_options
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.registry import find_rules
from vaultlint.lint.wanted_notes import WantedNote, find_wanted_notes
from vaultlint.testing import vault

RULES = find_rules()
Files = dict[str, str | bytes]


def wanted(files: Files, line: SelectionFlags | None = None, **options: Any) -> tuple[WantedNote, ...]:
    return find_wanted_notes(vault(files), Selection(RULES, Config(Options(**options)), line or SelectionFlags()))


def names(files: Files, line: SelectionFlags | None = None, **options: Any) -> list[tuple[str, int]]:
    """The names and numbers of links of what is wanted."""
    return [(note.name, len(note.links)) for note in wanted(files, line, **options)]


def test_most_wanted_first() -> None:
    """The number of links decides, then the name in any case."""
    files: Files = {"a.md": "[[Tea]] [[milk]] [[Honey]] ![[Tea#Green]]", "b.canvas": "", "c.md": "[x](Tea.md) [[a]]"}
    assert names(files) == [("Tea", 3), ("Honey", 1), ("milk", 1)]


@pytest.mark.parametrize(
    "source, text, name, path",
    [
        pytest.param("a.md", "[[Tea]] [[tea]] [[Tea]]", "Tea", "tea", id="case"),
        pytest.param("a.md", "[[tea]] [[Tea]] [[Tea]]", "Tea", "tea", id="case, the most common one shown"),
        pytest.param("a.md", "[[tea]] [[Tea]]", "tea", "tea", id="the first one shown"),
        pytest.param("a.md", "[[Tea]] [x](Tea.md) [[/Tea]] [x](./Tea)", "Tea", "tea", id="extension and root"),
        pytest.param("x/a.md", "[x](./Tea.md) [[X/Tea]] [[x/Tea#Green|cup]]", "x/Tea", "x/tea", id="relative"),
        pytest.param("x/a.md", "[x](../y/Tea.md) [[y/Tea]]", "y/Tea", "y/tea", id="relative, up and down"),
        pytest.param("a.md", "[[Caf\u00e9]] [[Cafe\u0301]]", "Caf\u00e9", "caf\u00e9", id="composed and decomposed"),
        pytest.param("a.md", "[[/]]", "/", "/", id="no name at all"),
    ],
)
def test_spellings_of_one_note(source: str, text: str, name: str, path: str) -> None:
    """What would lead to the same note is one."""
    (note,) = wanted({source: text})
    assert (note.name, note.path) == (name, path)


def test_what_is_not_wanted() -> None:
    """Notes that exist, attachments and headings are not wanted."""
    assert names({"a.md": "[[b]] [[cup.png]] [[b#No]] <https://tea.example>", "b.md": "", "c.md": "[[gone]]"}) == [
        ("gone", 1)
    ]


def test_near_misses_are_not_wanted() -> None:
    """A link that nearly names a note is a mistake, which is reported and never planned; a daily note is not."""
    files: Files = {
        "a.md": "[[Evergrene notes]] [[Evergreen tea]] [[2024-05-12]]",
        "Evergreen notes.md": "",
        "2024-05-21.md": "",
    }
    assert names(files) == [("2024-05-12", 1), ("Evergreen tea", 1)]


def test_cards_of_lost_files_want_nothing() -> None:
    """Obsidian only makes a card of a file that exists, so one without its file asks for no new note."""
    card = {"id": "1", "type": "file", "file": "lost.md", "x": 0, "y": 0, "width": 1, "height": 1}
    text = {"id": "2", "type": "text", "text": "[[Tea]]", "x": 0, "y": 0, "width": 1, "height": 1}
    assert names({"a.canvas": json.dumps({"nodes": [card, text]}), "b.md": ""}) == [("Tea", 1)]


def test_excluded_files_want_nothing() -> None:
    """Templates and excluded notes do not count; nor does what the command line excludes or passes over."""
    files: Files = {
        ".obsidian/templates.json": '{"folder": "forms"}',
        "forms/day.md": "[[from form]]",
        "old/a.md": "[[from old]]",
        "log/a.md": "[[from log]]",
        "a.md": "[[from a]]",
    }
    line = SelectionFlags(exclude=("log/",))
    assert names(files, line, exclude=("old/",)) == [("from a", 1)]
    assert names(files, exclude=("!forms/",)) == [("from a", 1), ("from form", 1), ("from log", 1), ("from old", 1)]
    (note,) = find_wanted_notes(vault(files), Selection(RULES, Config(Options())), lambda path: path.startswith("log/"))
    assert (note.name, [found.source for found in note.links]) == ("from log", ["log/a.md"])


def test_plans() -> None:
    """A note is planned if each link to it is, by the options of the rule on dangling links, on or off."""
    files: Files = {
        "a.md": "[[2024-05-12]] [[People/Ann]] [[Tea]] [[Milk]]",
        "log/b.md": "[[2024-05-12]] [[Tea]] [[2024-05-13]]",
    }
    rules = {"dangling-link": {"planned": ["People/*", "Milk"]}}
    plans = {note.name: note.plan for note in wanted(files, ignore=("dangling-link",), rules=rules)}
    assert plans == {
        "2024-05-12": "daily-note",
        "2024-05-13": "daily-note",
        "Tea": None,
        "Milk": "pattern",
        "People/Ann": "pattern",
    }


def test_plans_that_differ() -> None:
    """Where an override plans what the rest of the vault does not, the note is not planned as a whole."""
    files: Files = {"a.md": "[[Tea]] [[2024-05-12]]", "log/b.md": "[[Tea]] [[Milk]] [[2024-05-12]]"}
    override = {"paths": ["log/"], "rules": {"dangling-link": {"planned": ["*"], "planned-daily-notes": False}}}
    config = Config(read_options({"overrides": [override]}, "test"))
    found = find_wanted_notes(vault(files), Selection(RULES, config))
    assert {note.name: note.plan for note in found} == {"Tea": None, "2024-05-12": None, "Milk": "pattern"}


def test_what_is_there_is_not_wanted() -> None:
    """A link that misses a note, by its folder or by an alias, asks for no new one."""
    files: Files = {"pots/Tea.md": "---\naliases: [Cha]\n---\n", "a.md": "[[cups/Tea]] [[Cha]] [[Mate]]"}
    assert names(files) == [("Mate", 1)]
