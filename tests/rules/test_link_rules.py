"""The rules on links and the graph beyond their examples."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.config import configure
from vaultlint.errors import ConfigError
from vaultlint.plugins import find_rules
from vaultlint.testing import says, vault

RULES = find_rules()


def lines(name: str, files: dict[str, str | bytes], **options: Any) -> list[str]:
    return says(configure(RULES[name], options, "test"), files)


def test_note_in_another_folder_is_named() -> None:
    """A wrong folder dangles, and the message says where the note is."""
    assert lines("dangling-link", {"a.md": "[[cups/Tea]]", "pots/Tea.md": ""}) == [
        'a.md:1:1: error: no note or file is at "cups/Tea": there is pots/Tea.md [dangling-link]'
    ]


def test_data_for_programs() -> None:
    """A program finds in `data` what the message says in words."""
    rule = configure(RULES["dangling-link"], {}, "test")
    (problem,) = rule.check(vault({"a.md": "[[cups/Tea|x]]", "pots/Tea.md": "", "b.md": "---\naliases: Tee\n---\n"}))
    assert problem.data == {
        "target": "cups/Tea",
        "link": "[[cups/Tea|x]]",
        "same_name": ["pots/Tea.md"],
        "aliased": [],
        "to": "pots/Tea.md",
        "write": "[[Tea|x]]",
    }


def test_unknown_extension_is_a_note() -> None:
    """`[[v1.2 plan]]` names a note, `[[plan.pdf]]` a file; each rule reports its own."""
    files: dict[str, str | bytes] = {"a.md": "[[v1.2 plan]] [[plan.pdf]]"}
    assert lines("dangling-link", files) == ['a.md:1:1: error: no note or file is named "v1.2 plan" [dangling-link]']
    assert lines("missing-attachment", files) == ['a.md:1:15: error: no file is named "plan.pdf" [missing-attachment]']


def test_canvas_links_are_reported_in_the_canvas() -> None:
    """A canvas that names a note that is gone is reported at that place in its JSON."""
    files: dict[str, str | bytes] = {
        "b.canvas": '{"nodes": [\n{"type": "file", "file": "gone.md"},\n{"type": "text", "text": "\\u00fc [[gone]]"}]}'
    }
    assert lines("dangling-link", files) == [
        'b.canvas:2:27: error: no note or file is named "gone.md" [dangling-link]',
        'b.canvas:3:34: error: no note or file is named "gone" [dangling-link]',
    ]


def test_every_kind_of_link_saves_an_orphan() -> None:
    """Embeds, Markdown links, properties and canvases count like wikilinks; links to itself do not."""
    files: dict[str, str | bytes] = {
        "index.md": '---\nup: "[[by property]]"\n---\n![[by embed]] [x](by%20link.md) %% [[by comment]] %%',
        "board.canvas": '{"nodes": [{"type": "file", "file": "by canvas.md"}]}',
        "by property.md": "",
        "by embed.md": "",
        "by link.md": "",
        "by comment.md": "",
        "by canvas.md": "",
        "by itself.md": "[[by itself]]",
        "by code.md": "`[[by code]]`",
    }
    assert lines("orphan-note", files) == [
        "by code.md:1:1: warning: no other note links here [orphan-note]",
        "by itself.md:1:1: warning: no other note links here [orphan-note]",
    ]


def test_isolated_and_exempt() -> None:
    """With `isolated` a note that links out is no orphan; `exempt` takes patterns in any case."""
    files: dict[str, str | bytes] = {
        "out.md": "[[in]]",
        "in.md": "",
        "alone.md": "",
        "Maps/Start.md": "",
        "Readme.md": "",
    }
    assert lines("orphan-note", files, meaning="isolated", exempt=["maps/"]) == [
        "Readme.md:1:1: warning: no other note links here [orphan-note]",
        "alone.md:1:1: warning: no other note links here [orphan-note]",
    ]
    assert lines("orphan-note", files, exempt=["README.md", "Maps/*.md", "alone.md"]) == [
        "out.md:1:1: warning: no other note links here [orphan-note]"
    ]


def test_ambiguous_link_names_the_winner() -> None:
    """Where one path is shortest, Obsidian takes it; a file beside the note is not ambiguous at all."""
    files: dict[str, str | bytes] = {
        "a/Tea.md": "",
        "long/Tea.md": "",
        "note.md": "[[Tea]]",
        "long/note.md": "[[Tea]]",
    }
    assert lines("ambiguous-link", files) == [
        'note.md:1:1: warning: "Tea" fits a/Tea.md and long/Tea.md, and Obsidian takes a/Tea.md: write the folder too,'
        " as in [[a/Tea]] [ambiguous-link]"
    ]


def test_planned_notes_are_not_reported() -> None:
    """Daily notes and what fits `planned` are planned, until the note turns out to be there."""
    files: dict[str, str | bytes] = {
        "a.md": "[[2024-05-12]] [[People/Ann]] [[people/Ben]] [[Bo]] [[Cleo]] ![[cup.png]]",
        "staff/Ben.md": "---\naliases: Bo\n---\n",
    }
    ben = 'a.md:1:31: error: no note or file is at "people/Ben": there is staff/Ben.md [dangling-link]'
    bo = (
        'a.md:1:46: error: no note or file is named "Bo": it is an alias of staff/Ben.md, so write [[Ben|Bo]]'
        " [dangling-link]"
    )
    cleo = 'a.md:1:53: error: no note or file is named "Cleo" [dangling-link]'
    assert lines("dangling-link", files, planned=["People/*"]) == [ben, bo, cleo]
    assert lines("dangling-link", files, planned=["*"]) == [ben, bo]
    assert lines("dangling-link", files, **{"planned": ["*", "!Cleo"], "planned-daily-notes": False}) == [ben, bo, cleo]
    assert lines("dangling-link", files, **{"planned": ["!*"], "planned-daily-notes": False})[:1] == [
        'a.md:1:1: error: no note or file is named "2024-05-12" [dangling-link]'
    ]
    assert lines("missing-attachment", files) == ['a.md:1:62: error: no file is named "cup.png" [missing-attachment]']


def test_planned_pattern_that_is_wrong() -> None:
    """A pattern that cannot be understood is an error of the configuration."""
    where = r'^vaultlint\.toml: rules\.dangling-link: planned: pattern "\[z-a\]": bad character range'
    with pytest.raises(ConfigError, match=where):
        configure(RULES["dangling-link"], {"planned": ["People/*", "[z-a]"]}, "vaultlint.toml")


def test_daily_notes_are_no_orphans() -> None:
    """A daily note is found by its date; the option says otherwise."""
    files: dict[str, str | bytes] = {"log/2024-05-12.md": "", "2024-05-12 talk.md": "", "2024-02-30.md": ""}
    others = [
        "2024-02-30.md:1:1: warning: no other note links here [orphan-note]",
        "2024-05-12 talk.md:1:1: warning: no other note links here [orphan-note]",
    ]
    assert lines("orphan-note", files) == others
    assert lines("orphan-note", files, **{"exempt-daily-notes": False}) == [
        *others,
        "log/2024-05-12.md:1:1: warning: no other note links here [orphan-note]",
    ]
