"""The rules on the graph and on names beyond their examples."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.lint.registry import find_rules
from vaultlint.testing import says

RULES = find_rules()
Files = dict[str, str | bytes]


def lines(name: str, files: Files, **options: Any) -> list[str]:
    """What a rule reports, without its severity and name."""
    found = says(configure(RULES[name], options, "test"), files)
    return [line.replace(f" [{name}]", "").replace(f":1:1: {RULES[name]().severity}", "") for line in found]


def test_dead_ends() -> None:
    """Canvases and properties count as places to go on to; attachments, missing notes and itself do not."""
    files: Files = {
        "canvas.md": "[[b.canvas]]",
        "property.md": '---\nup: "[[canvas]]"\n---\n',
        "missing.md": "[[gone]] [x](https://example.com) [[missing]] ![[cup.png]]",
        "log/2024-05-12.md": "",
        "b.canvas": '{"nodes": []}',
        "cup.png": "",
    }
    missing = "missing.md: no link leads from here to another note"
    assert lines("dead-end", files) == [missing]
    assert lines("dead-end", files, **{"exempt-daily-notes": False}) == [
        "log/2024-05-12.md: no link leads from here to another note",
        missing,
    ]
    assert lines("dead-end", files, exempt=["MISSING.md"]) == []


def test_unused_attachments() -> None:
    """A link of any kind uses a file, in any case and form, and one that may lead to several files uses each."""
    files: Files = {
        "a.md": '---\nimage: "[[property.png]]"\n---\n![[EMBED.PNG|300]] ![x](image.png) [[two.png]] [x][r]\n\n[r]: ref.pdf',
        "b.canvas": '{"nodes": [{"type": "file", "file": "canvas.png"}]}',
        "list.base": "",
        "data.csv": "",
        "plan.excalidraw.md": "[[plan.excalidraw]]",
        **dict.fromkeys(["Plan.excalidraw.SVG", "plan.excalidraw.dark.svg", "x/plan.excalidraw.svg"], ""),
        **dict.fromkeys(["property.png", "embed.png", "image.png", "x/two.png", "y/two.png", "ref.pdf"], ""),
        **dict.fromkeys(["canvas.png", "x/cup.png", "static/pot.png"], ""),
    }
    message = "no note or canvas links to this file"
    cut = [
        "![[a/cut.svg|cut]]",
        "[x|y](a/link.pdf)",
        "[[two cut.png|x|y]]",
        "![x|1](<a/sp%20ace.png>)",
        "[a|b](http://x/a.png)",
    ]
    files["a/t.md"] = "| a |\n|---|\n" + "".join(f"| {link} |\n" for link in [*cut, "![[../rel.svg|rel.svg]]"])
    files |= dict.fromkeys(["a/cut.svg", "a/link.pdf", "x/two cut.png", "y/two cut.png", "a/sp ace.png", "rel.svg"], "")
    inside = [f"x/cup.png: {message}", f"x/plan.excalidraw.svg: {message}"]
    assert lines("unused-attachment", files, exempt=["static/"]) == inside
    assert lines("unused-attachment", files) == [f"static/pot.png: {message}", *inside]


def test_unreachable_notes() -> None:
    """Paths lead through canvases and embeds, from any start page; links to a start page do not count."""
    files: Files = {
        "Start.md": "![[b.canvas]]",
        "b.canvas": '{"nodes": [{"type": "file", "file": "c.md"}]}',
        "c.md": "![[d]]",
        "d.md": "",
        "back.md": "[[Start]]",
        "2024-05-12.md": "",
        "Other.md": "[[back]]",
    }
    message = "no path of links leads here from"
    assert lines("unreachable-note", files) == [f"Other.md: {message} Start.md", f"back.md: {message} Start.md"]
    assert lines("unreachable-note", files, home=["d.md"], exempt=["?[!a]*"]) == [f"back.md: {message} d.md"]
    assert lines("unreachable-note", files, home=["Start.md", "Other.md"]) == []
    assert lines("unreachable-note", files, home=["gone.md"]) == [
        '2024-05-12.md: no note is a start page: name one, as in `rules.unreachable-note.home = ["Start.md"]`'
    ]


def test_islands() -> None:
    """The largest group is the mainland; attachments connect nothing, canvases do."""
    files: Files = {
        "a.md": "[[b]] [[c]] [[d]]",
        **dict.fromkeys(["b.md", "c.md", "d.md"], "![[cup.png]]"),
        "e.md": "[[f]] ![[cup.png]]",
        "f.md": "[[e]]",
        "g.canvas": '{"nodes": [{"type": "file", "file": "h.md"}, {"type": "file", "file": "i.md"}]}',
        "h.md": "",
        "i.md": "",
        "alone.md": "",
        "cup.png": "",
    }
    e, h = "e.md: linked only with f.md", "h.md: linked only with g.canvas and i.md"
    assert lines("island", files) == [e, h]
    assert lines("island", files, largest=2) == [e]
    assert lines("island", files, exempt=["i.md"]) == [e]
    with pytest.raises(ConfigError, match="largest: an island has at least 2 notes"):
        configure(RULES["island"], {"largest": 1}, "test")


def test_notes_of_one_name() -> None:
    """Names are compared as Obsidian compares them; the note with the shortest path is not reported."""
    files: Files = {
        "caf\u00e9.md": "",
        "x/Cafe\u0301.md": "",
        "yy/CAF\u00c9.md": "",
        "a/README.md": "",
        "b/readme.md": "",
    }
    assert lines("duplicate-name", files) == [
        "x/Cafe\u0301.md: has the same name as caf\u00e9.md and yy/CAF\u00c9.md",
        "yy/CAF\u00c9.md: has the same name as caf\u00e9.md and x/Cafe\u0301.md",
    ]
    assert lines("duplicate-name", files, exempt=["x/", "yy/"]) == ["b/readme.md: has the same name as a/README.md"]


def test_attachment_in_a_cut_link_is_not_linked() -> None:
    """It is used, but the link is text: no edge of the graph, and nothing that leads to a note."""
    files: Files = {"a.md": "| a |\n|---|\n| [[b|x]] ![[c.png|x]] |\n", "b.md": "", "c.png": ""}
    assert [line.partition(":")[0] for line in lines("orphan-note", files)] == ["a.md", "b.md"]
    assert lines("unused-attachment", files) == []


def test_aliases_of_several_notes() -> None:
    """The first note keeps an alias, but not one that is a note's name; an alias of its own name is nothing."""
    files: Files = {
        "a.md": "---\naliases: [Chai, a]\n---\n",
        "b.md": "---\nAliases: chai\n---\n",
        "c.md": '---\naliases: [1, "Ch\\u0061i", x/b, B.md]\n---\n',
        "broken.md": "---\naliases: [Chai\n---\n",
    }
    assert lines("duplicate-alias", files) == [
        'b.md:2:10: info: "chai" is an alias of a.md and c.md too',
        'c.md:2:14: info: "Chai" is an alias of a.md and b.md too',
        'c.md:2:32: info: "B.md" is the name of b.md, where [[B.md]] leads',
    ]
    assert lines("duplicate-alias", files, exempt=["c.md"]) == [
        'b.md:2:10: info: "chai" is an alias of a.md and c.md too'
    ]


@pytest.mark.parametrize(
    "name",
    ["dead-end", "duplicate-alias", "duplicate-name", "island", "orphan-note", "unreachable-note", "unused-attachment"],
)
def test_exempt_pattern_that_is_wrong(name: str) -> None:
    """A pattern that cannot be read is an error of the configuration."""
    with pytest.raises(ConfigError, match=rf'^rc: rules\.{name}: exempt: pattern "\[z-a\]": bad character range'):
        configure(RULES[name], {"exempt": ["[z-a]"]}, "rc")
