"""The rules on files beyond their examples."""

from __future__ import annotations

import pytest

from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.lint.registry import find_rules
from vaultlint.testing import says

RULE = find_rules()["unportable-name"]


def faults(*paths: str, **options: list[str]) -> list[str]:
    """What is said of some files, without the rule's name."""
    found = says(configure(RULE, dict(options), "rc"), dict.fromkeys(paths, ""))
    return [line.replace(":1:1: warning", "").replace(" [unportable-name]", "") for line in found]


@pytest.mark.parametrize(
    "path, said",
    [
        pytest.param("x/Why?.md", '"Why?.md" contains `?`, which Windows does not allow: rename it', id="character"),
        pytest.param("Aux.md", '"Aux.md" is the name of a device on Windows: rename it', id="device"),
        pytest.param(
            "a.b. /c.md", 'the folder "a.b. " ends with a space, which Windows does not allow: rename it', id="end"
        ),
        pytest.param("tab\t.md", "the name contains a control character (U+0009): rename it", id="control character"),
        pytest.param("line\n.md", "the name contains a control character (U+000A): rename it", id="line feed"),
        pytest.param(
            "a/Tea (Ann's conflicted copy 2024-05-01).md",
            "a conflict copy of Tea.md: merge what differs, and delete this file",
            id="Dropbox",
        ),
        pytest.param(
            "Tea (Conflicted copy phone 202405011011).md",
            "a conflict copy of Tea.md: merge what differs, and delete this file",
            id="Obsidian Sync",
        ),
        pytest.param(
            "cup_conflict-20240501-101112.png",
            "a conflict copy of cup.png: merge what differs, and delete this file",
            id="ownCloud",
        ),
        pytest.param(
            "Tea [Conflict].md", "a conflict copy of Tea.md: merge what differs, and delete this file", id="Drive"
        ),
    ],
)
def test_unportable(path: str, said: str) -> None:
    """Each fault is said once, at the file or at the first file of the folder."""
    assert [line.partition(".md: ")[2] or line.partition(".png: ")[2] for line in faults(path)] == [said]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "Console.md",
            "a.con.md",
            "Chapter 2.md",
            "Tea (1).md",
            "# [x] ^y.md",
            "茶 🍵.md",
            "Caf\u00e9/cafe\u0301.md",
            "x..md",
        ),
        *("Conflict.md", "The conflicted copy.md", "sync-conflict-20240501-101112.md", "con/flict [conflict/a.md"),
    ],
)
def test_portable(path: str) -> None:
    """What any system can hold, or only looks like a fault; `con` is a device as a folder too."""
    expected = ['the folder "con" is the name of a device on Windows: rename it'] if path.startswith("con/") else []
    assert [line.partition(".md: ")[2] for line in faults(path)] == expected


def test_twins() -> None:
    """Names in one folder are compared, each folder once, and in both ways in which systems fold them."""
    end = "alone, and some systems take them for one file: rename one"
    assert faults(
        "a/Tea.md", "b/tea.md", "B/milk.md", "b/rum.md", "caf\u00e9.md", "cafe\u0301.md", "CAFE\u0301.md"
    ) == [
        f'b/rum.md: the folder "b" differs from "B" in case {end}',
        f'cafe\u0301.md: "cafe\u0301.md" differs from "CAFE\u0301.md" in case {end}',
        f'caf\u00e9.md: "caf\u00e9.md" differs from "CAFE\u0301.md" in case {end}',
    ]
    assert faults("x.png", "X.png", exempt=["X.png"]) == []
    assert faults("e\u0301.md", "\u00e9.md") == [
        f'\u00e9.md: "\u00e9.md" differs from "e\u0301.md" in Unicode form {end}'
    ]
    with pytest.raises(ConfigError, match=r'^rc: rules\.unportable-name: exempt: pattern "\[z-a\]"'):
        faults(exempt=["[z-a]"])
