"""What completion offers, in which order and form, and where it offers nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.server.editing import editing
from vaultlint.config.options import configure
from vaultlint.model import Span
from vaultlint.rule import Rule
from vaultlint.server.completion import MOST_ITEMS, complete
from vaultlint.server.completion_items import CompletionItem
from vaultlint_rules.front_matter.property_schema import PropertySchema

Files = dict[str, str | bytes]

TEA = "---\naliases: [Chai, 'a]b']\n---\n# One\n## Sub [x]\n# One\n## Deep\n# Two #x\npara ^id1\n- item text ^id-2\n"
FILES: Files = {
    "Tea Log.md": TEA,
    "cup.png": "",
    "x/Dup.md": "",
    "y/Dup.md": "",
    "C#.md": "",
    "a|b.md": "",
    "(a).md": "",
    "x/Zo\u00eb.md": "",
    "y/Zoe\u0308 2.md": "",
}


def offered(text: str, files: Files = FILES, rules: Mapping[str, Rule] = {}, path: str = "0.md") -> list[str]:
    """The lines that completion makes of the one in which the cursor is, best first."""
    there = editing(text, files, path)
    items = complete(*there.at, rules).items
    return [there.after(item).splitlines()[there.line - 1] for item in items]


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param("see [[te§", ["see [[Tea Log]]"], id="a name that is not closed"),
        pytest.param("see [[te§]] x", ["see [[Tea Log]] x"], id="brackets that the editor has closed"),
        pytest.param("[[te§a lo]]", ["[[Tea Log]]"], id="the rest of a name behind the cursor"),
        pytest.param("[[te§ and [[Dup]]", ["[[Tea Log]] and [[Dup]]"], id="another link behind the cursor"),
        pytest.param("[[te§|shown]]", ["[[Tea Log|shown]]"], id="a display text stays"),
        pytest.param("[[te§#One|shown]]", ["[[Tea Log#One|shown]]"], id="a fragment stays"),
        pytest.param("[[chai§", ["[[Tea Log|Chai]]"], id="an alias is shown"),
        pytest.param("| [[chai§ |\n|---|\n", [r"| [[Tea Log\|Chai]] |"], id="an alias in a table"),
        pytest.param("[[chai§|x]]", [], id="no alias where there is a display text"),
        pytest.param("![[cup§", ["![[cup.png]]"], id="an attachment"),
        pytest.param("[[x/§", ["[[x/Dup]]", "[[Zo\u00eb]]"], id="by path, written as Obsidian writes it"),
        pytest.param("[[./x/du§", ["[[x/Dup]]"], id="by a path from the folder of the note"),
        pytest.param("[[/y/du§", ["[[y/Dup]]"], id="by a path from the root"),
        pytest.param("[[du§", ["[[x/Dup]]", "[[y/Dup]]"], id="the same name in two folders"),
        pytest.param("[[ZOE\u0308§", ["[[Zo\u00eb]]", "[[Zoe\u0308 2]]"], id="NFD typed, in another case"),
        pytest.param("[[zo\u00eb 2§", ["[[Zoe\u0308 2]]"], id="NFC typed, NFD on disk"),
        pytest.param("[[log te§", ["[[Tea Log]]"], id="words in another order"),
        pytest.param("[[tlg§", ["[[Tea Log]]"], id="only some characters"),
        pytest.param("[[tae log§", ["[[Tea Log]]"], id="a slip"),
        pytest.param("[[C#§", [], id="a name that no wikilink can have"),
        pytest.param("[[a|b§", [], id="another that no wikilink can have"),
        pytest.param("[t](te§", ["[t](Tea%20Log.md)"], id="a Markdown link"),
        pytest.param("[t](te§)", ["[t](Tea%20Log.md)"], id="a Markdown link that is closed"),
        pytest.param('[t](te§ "title")', ['[t](Tea%20Log.md "title")'], id="a title stays"),
        pytest.param("[t](<te§>)", ["[t](<Tea Log.md>)"], id="in angle brackets"),
        pytest.param("[t](Tea%20L§)", ["[t](Tea%20Log.md)"], id="typed with percent signs"),
        pytest.param("![](cup§)", ["![](cup.png)"], id="an image"),
        pytest.param("[t](a§)", ["[t](a%7Cb.md)", "[t]((a).md)", "[t](Tea%20Log.md)"], id="parentheses"),
        pytest.param("[t](http:§)", [], id="an address"),
        pytest.param("> [!tip] [[te§]]", ["> [!tip] [[Tea Log]]"], id="in a callout"),
        pytest.param("%% [[te§ %%", ["%% [[Tea Log]] %%"], id="in a comment, where links count"),
        pytest.param("one\r\n[[te§\r\ntwo", ["[[Tea Log]]"], id="CRLF"),
        pytest.param("\ufeff[[te§", ["[[Tea Log]]"], id="a byte order mark"),
        pytest.param("😀 [[te§]]", ["😀 [[Tea Log]]"], id="behind an emoji"),
        pytest.param("`[[te§`", [], id="in code"),
        pytest.param("```\n[[te§\n```", [], id="in a code block"),
        pytest.param("$[[te§$", [], id="in math"),
        pytest.param("<!-- [[te§ -->", [], id="in an HTML comment"),
        pytest.param("[[te\n§", [], id="on the next line"),
        pytest.param("[[Tea Log]]§", [], id="behind a link"),
    ],
)
def test_targets(text: str, lines: list[str]) -> None:
    """Notes by name, alias and path, and other files, in the form that is right where they are typed."""
    assert offered(text) == lines


@pytest.mark.parametrize(
    "link_format, lines",
    [
        ("shortest", ["[[Tea Log]]", "[[Dup]]"]),
        ("relative", ["[[../Tea Log]]", "[[Dup]]"]),
        ("absolute", ["[[Tea Log]]", "[[x/Dup]]"]),
    ],
)
def test_link_formats(link_format: str, lines: list[str]) -> None:
    """A target is written as the setting "New link format" has it."""
    files = {**FILES, ".obsidian/app.json": json.dumps({"newLinkFormat": link_format})}
    assert [offered("[[tea lo§", files, path="x/n.md")[0], offered("[[du§", files, path="x/n.md")[0]] == lines


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param('---\nup: "[[te§"\n---\n', ['up: "[[Tea Log]]"'], id="in double quotes"),
        pytest.param("---\nup: '[[te§'\n---\n", ["up: '[[Tea Log]]'"], id="in single quotes"),
        pytest.param('---\nup: "[[te§\n---\n', ['up: "[[Tea Log]]"'], id="in a quote that is not closed"),
        pytest.param("---\nup: [[te§]]\n---\n", ['up: "[[Tea Log]]"'], id="without quotes, which it needs"),
        pytest.param("---\nup:\n  - [[te§\n---\n", ['  - "[[Tea Log]]"'], id="in a list"),
        pytest.param('---\nup: ["[[te§"]\n---\n', ['up: ["[[Tea Log]]"]'], id="in a list in brackets"),
        pytest.param("---\nup: see [[te§\n---\n", [], id="in a longer text, which is no link"),
        pytest.param("---\n# [[te§\n---\n", [], id="in a comment"),
    ],
)
def test_targets_in_properties(text: str, lines: list[str]) -> None:
    """In front matter, a link is offered where it is one, with the quotes that it needs."""
    assert offered(text) == lines


@pytest.mark.parametrize(
    "alias, before",
    [
        pytest.param("y`", "a ` ", id="a backtick"),
        pytest.param("y$", "a $b ", id="a dollar"),
        pytest.param("y -->", "a <!-- ", id="the end of an HTML comment"),
    ],
)
def test_what_would_change_the_text_around(alias: str, before: str) -> None:
    """An alias is not offered where it would make code, math or HTML of the link."""
    files: Files = {"Tea.md": f"---\naliases: [{json.dumps(alias)}, yes]\n---\n"}
    assert sorted(offered("[[y§]]", files)) == sorted([f"[[Tea|{alias}]]", "[[Tea|yes]]"])
    assert offered(f"{before}[[y§]]", files) == [f"{before}[[Tea|yes]]"]


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param(
            "[[Tea Log#§",
            ["[[Tea Log#One]]", "[[Tea Log#Sub x]]", "[[Tea Log#Deep]]", "[[Tea Log#Two x]]"],
            id="all that a link can lead to, in their order",
        ),
        pytest.param("[[tea log#de§]]", ["[[tea log#Deep]]"], id="closed"),
        pytest.param("[[Tea Log#One#§]]", ["[[Tea Log#One#Sub x]]", "[[Tea Log#One#Deep]]"], id="below another"),
        pytest.param("[[Tea Log#de§|x]]", ["[[Tea Log#Deep|x]]"], id="a display text stays"),
        pytest.param("[[Tea Log#^§", ["[[Tea Log#^id1]]", "[[Tea Log#^id-2]]"], id="blocks"),
        pytest.param("[[Tea Log#^item§", ["[[Tea Log#^id-2]]"], id="a block by its text"),
        pytest.param("[[Chai#§", [], id="an alias, by which no link leads anywhere"),
        pytest.param("[[Gone#§", [], id="a note that does not exist"),
        pytest.param("[[cup.png#§", [], id="a picture"),
        pytest.param("[t](Tea%20Log.md#tw§)", ["[t](Tea%20Log.md#Two%20x)"], id="in a Markdown link"),
        pytest.param("`[[Tea Log#§`", [], id="in code"),
        pytest.param("[[Tea Log|ch§", ["[[Tea Log|Chai]]"], id="an alias as display text"),
        pytest.param("[[y/Dup|§]]", ["[[y/Dup|Dup]]"], id="the name of a link with a path"),
    ],
)
def test_fragments_and_display_texts(text: str, lines: list[str]) -> None:
    """Headings and blocks of the note that the link leads to."""
    assert offered(text) == lines


def test_headings_of_the_note_itself() -> None:
    """Without a target, the fragment is one of the note that is being typed."""
    assert offered("# Here\n\n[[#he§\n\ntext ^b1\n") == ["[[#Here]]"]
    assert offered("# Here\n\n[[#^§\n\ntext ^b1\n") == ["[[#^b1]]"]


TAGGED: Files = {
    "a.md": "---\ntags: [Tea/Green, coffee]\nstatus: done\nrating: 5\nok: true\nx y: 1\n---\n#Tea/black #tea\n",
    "b.md": "---\nstatus: done\nrating: 4\ntags: coffee\ncolon: 'a: b'\nup: '[[a]]'\naliases: Beta\n---\n",
    "c.md": "---\nstatus: open\n---\n",
    ".obsidian/types.json": '{"types": {"ok": "checkbox"}}',
}


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param("x #§", ["x #coffee", "x #Tea", "x #Tea/Green", "x #Tea/black"], id="the most frequent first"),
        pytest.param("#t§", ["#Tea", "#Tea/Green", "#Tea/black"], id="at the start of a line"),
        pytest.param("x #tea/§bl y", ["x #Tea/Green y", "x #Tea/black y"], id="the rest behind the cursor"),
        pytest.param("x #black§", ["x #Tea/black"], id="a part of a tag"),
        pytest.param("§# ", [], id="before a heading"),
        pytest.param("#§", [], id="what may become a heading"),
        pytest.param("x#t§", [], id="behind a letter"),
        pytest.param("`#t§`", [], id="in code"),
        pytest.param(
            "---\ntags: [x, t§]\n---\n",
            ["tags: [x, Tea]", "tags: [x, Tea/Green]", "tags: [x, Tea/black]"],
            id="in brackets",
        ),
        pytest.param("---\ntags:\n  - coffee\n  - c§\n---\n", ["  - Tea/black"], id="one that is listed is left out"),
    ],
)
def test_tags(text: str, lines: list[str]) -> None:
    """Tags in the text and in `tags`, in the spelling of most notes."""
    assert offered(text, TAGGED) == lines


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param("---\nst§\n---\n", ["status: "], id="a name"),
        pytest.param("---\nst§: 1\n---\n", ["status: 1"], id="a name that has a value"),
        pytest.param("---\nx§\n---\n", ["x y: "], id="a name with a space"),
        pytest.param("---\nStatus: a\nst§\n---\n", [], id="a name that the note has, in any case"),
        pytest.param("---\nst§\n", ["status: "], id="front matter that is not closed yet"),
        pytest.param("st§\n---\n", [], id="outside of front matter"),
        pytest.param("---\nstatus: §\n---\n", ["status: done", "status: open"], id="values, the most frequent first"),
        pytest.param('---\nstatus: "d§"\n---\n', ['status: "done"'], id="the quotes stay"),
        pytest.param("---\nstatus: [op§]\n---\n", ["status: [open]"], id="a value in a list"),
        pytest.param("---\ncolon: §\n---\n", ['colon: "a: b"'], id="a value that needs quotes"),
        pytest.param("---\nok: §\n---\n", ["ok: true", "ok: false"], id="a checkbox"),
        pytest.param("---\nup: §\n---\n", ['up: "[[a]]"'], id="a link"),
        pytest.param("---\naliases: §\n---\n", [], id="no alias of another note"),
        pytest.param("---\nstatus: done§\n---\n", [], id="what is there already"),
    ],
)
def test_properties(text: str, lines: list[str]) -> None:
    """Names and values that other notes have."""
    assert offered(text, TAGGED) == lines


def test_what_schemas_demand() -> None:
    """Names in the schemas of the note come first, and what they allow as values is all that is offered."""
    schema = {
        "properties": {
            "stage": {"$ref": "#/$defs/stage"},
            "kinds": {"items": {"enum": ["tea", "x: y"]}},
            "author": {"x-link-to": {"folder": "People"}},
        },
        "required": ["since"],
        "$defs": {"stage": {"anyOf": [{"const": "draft"}, {"enum": [1, True, None]}]}},
    }
    options = {"schemas": [{"schema": schema, "paths": ["Books/"]}]}
    rule = configure(PropertySchema, options, "test")
    files: Files = {"People/Ann B.md": "", "a.md": "---\nsize: 1\nstage: other\n---\n"}

    def lines(text: str, path: str = "Books/n.md") -> list[str]:
        return offered(text, files, {rule.name: rule}, path)

    assert lines("---\ns§\n---\n") == ["stage: ", "since: ", "size: ", "kinds: "]
    assert lines("---\nstage: §\n---\n") == ["stage: draft", "stage: 1", "stage: true"]
    assert lines("---\nkinds:\n- §\n---\n") == ["- tea", '- "x: y"']
    assert lines("---\nauthor: §\n---\n") == ['author: "[[Ann B]]"']
    assert lines("---\nstage: §\n---\n", "n.md") == ["stage: other"]


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param("> [!no§", ["> [!note]", "> [!info]", "> [!attention]"], id="a type"),
        pytest.param("> [!dang§] T", ["> [!danger] T"], id="closed by the editor"),
        pytest.param("- > [!bu§", [], id="not at the start of a line"),
        pytest.param("```\n> [!no§\n```", [], id="in code"),
    ],
)
def test_callouts(text: str, lines: list[str]) -> None:
    """The types of callouts."""
    assert offered(text) == lines


def test_the_form_of_an_item() -> None:
    """An item replaces what is typed and the brackets behind it, and is found by what is typed."""
    there = editing("see [[te§]]", FILES)
    assert [each for each in complete(*there.at).items if each.label == "Tea Log"] == [
        CompletionItem("Tea Log", "note", Span(1, 7, 1, 11), "Tea Log]]", "te", "Tea Log.md")  # type: ignore[arg-type]
    ]


def test_how_many() -> None:
    """Of many, the best are offered, and an editor must ask again."""
    there = editing("[[n§", {f"n{at}.md": "" for at in range(3 * MOST_ITEMS)})
    found = complete(*there.at)
    assert (len(found.items), found.items[0].label, found.is_incomplete) == (MOST_ITEMS, "n0", True)
    assert complete(*editing("text §").at).is_incomplete is False


@pytest.mark.parametrize(
    "path, line, column",
    [("gone.md", 1, 1), ("a.canvas", 1, 1), ("0.md", 9, 1), ("0.md", 1, 99), ("0.md", 0, 0)],
)
def test_places_that_are_not_there(path: str, line: int, column: int) -> None:
    """There is nothing to say about a file or a position that is not there."""
    there = editing("[[§", {"a.canvas": "{}"})
    assert complete(there.index, path, line, column).items == ()


def test_edits_are_followed() -> None:
    """A name or alias that is new is offered, and one that is gone is not."""
    there = editing("[[x§", {"x1.md": ""})
    assert [each.label for each in complete(*there.at).items] == ["x1"]
    there.index.update_all({"x1.md": None, "x2.md": b"---\naliases: [xa]\n---\n"})
    assert [each.label for each in complete(*there.at).items] == ["x2", "xa"]
    there.index.update("x2.md", b"---\naliases: [xb]\n---\n")
    assert [each.label for each in complete(*there.at).items] == ["x2", "xb"]
