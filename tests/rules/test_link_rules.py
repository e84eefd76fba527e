"""The rules on links and the graph beyond their examples."""

from __future__ import annotations

from typing import Any

from vaultlint.config import configure
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
        'note.md:1:1: warning: "Tea" fits a/Tea.md and long/Tea.md, and Obsidian takes a/Tea.md: write the folder too'
        " [ambiguous-link]"
    ]
