"""Moves of files and folders, by what the files say before and after."""

from __future__ import annotations

import json

import pytest

from tests.fix.in_memory import after, index_of
from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move
from vaultlint.fix.moves.request import FileMove, Proved, plan_request

APP = ".obsidian/app.json"
CONFIG = "vaultlint.toml"
TABLE = "| a |\n|---|\n| [[Old\\|x]] |\n"


def plan(files: dict[str, str], old: str, new: str, **options: bool) -> Proved:
    is_folder = old not in files
    return plan_request(index_of(files), FileMove(Move(old, new), is_folder), **options)


def text_after(files: dict[str, str], old: str, new: str, path: str = "n.md", **options: bool) -> str:
    return after(files, plan(files, old, new, **options).plan)[path].decode()


@pytest.mark.parametrize(
    "before, now",
    [
        pytest.param("[[Old]]", "[[New]]", id="a wikilink"),
        pytest.param("![[Old]]", "![[New]]", id="an embed"),
        pytest.param("[[old]]", "[[New]]", id="in another case"),
        pytest.param("[[Old|Old]]", "[[New|New]]", id="display text that is the name follows"),
        pytest.param("[[Old|old]] [[Old|my Old]]", "[[New|old]] [[New|my Old]]", id="other display text stays"),
        pytest.param("[[a/Old]]", "[[New]]", id="a path becomes what newLinkFormat says"),
        pytest.param("[[a/Old.md]]", "[[a/New.md]]", id="a path with .md keeps both"),
        pytest.param("[[Old.md|x]]", "[[New.md|x]]", id=".md stays"),
        pytest.param("[[Old#Head *one*]] [[Old#^b1]]", "[[New#Head *one*]] [[New#^b1]]", id="fragments stay"),
        pytest.param("[[ Old | x ]]", "[[ New | x ]]", id="spaces stay"),
        pytest.param("[x](Old.md)", "[x](New.md)", id="a Markdown link"),
        pytest.param("[x](Old)", "[x](New)", id="a Markdown link without .md"),
        pytest.param("[Old](a/Old.md 'T')", "[New](New.md 'T')", id="a title, and a text that is the name"),
        pytest.param("[x](<Old.md>)", "[x](<New.md>)", id="angle brackets"),
        pytest.param("[x](a/Old.md#Head%20*one*)", "[x](New.md#Head%20*one*)", id="a fragment with %20"),
        pytest.param("![x](Old.md)", "![x](New.md)", id="a Markdown embed"),
        pytest.param("[x][1]\n\n[1]: Old.md", "[x][1]\n\n[1]: New.md", id="a link by reference"),
        pytest.param(TABLE, TABLE.replace("Old", "New"), id="in a table"),
        pytest.param("> [!note] [[Old]]\n> - [[Old]]", "> [!note] [[New]]\n> - [[New]]", id="in a callout"),
        pytest.param("%% [[Old]] %%", "%% [[New]] %%", id="in a comment"),
        pytest.param("`[[Old]]` <!-- [[Old]] --> $[[Old]]$", "`[[Old]]` <!-- [[Old]] --> $[[Old]]$", id="not in code"),
        pytest.param('---\nup: "[[Old]]"\n---\n', '---\nup: "[[New]]"\n---\n', id="a property in double quotes"),
        pytest.param("---\nup:\n  - '[[Old|x]]'\n---\n", "---\nup:\n  - '[[New|x]]'\n---\n", id="in a list"),
        pytest.param("---\naliases: [Old]\n---\nOld", "---\naliases: [Old]\n---\nOld", id="no alias, no prose"),
        pytest.param("[[Old]]\r\n[[Old]]\r\n", "[[New]]\r\n[[New]]\r\n", id="CRLF"),
        pytest.param("[[Gone]] [[x/Old]]", "[[Gone]] [[x/Old]]", id="links that dangle"),
    ],
)
def test_links_follow(before: str, now: str) -> None:
    files = {"n.md": before, "a/Old.md": "# Head *one*\n\nText ^b1\n"}
    assert text_after(files, "a/Old.md", "a/New.md") == now


@pytest.mark.parametrize(
    "link_format, before, now",
    [
        ("shortest", "[[Old]] [x](a/Old.md)", "[[New]] [x](New.md)"),
        ("relative", "[[a/Old]] [x](../a/Old.md)", "[[../b/New]] [x](../b/New.md)"),
        ("absolute", "[[Old]] [x](Old.md)", "[[b/New]] [x](b/New.md)"),
        ("nonsense", "[[Old]]", "[[New]]"),
    ],
)
def test_paths_follow_the_setting(link_format: str, before: str, now: str) -> None:
    files = {APP: json.dumps({"newLinkFormat": link_format}), "c/n.md": before, "a/Old.md": ""}
    assert text_after(files, "a/Old.md", "b/New.md", "c/n.md") == now


@pytest.mark.parametrize(
    "files, old, new, path, now",
    [
        pytest.param(
            {"n.md": "[[Old]]", "Old.md": ""}, "Old.md", "x/Old.md", "n.md", "[[Old]]", id="still leads there"
        ),
        pytest.param(
            {"n.md": "[[Same]]", "b/Same.md": "", "Old.md": ""},
            "Old.md",
            "Same.md",
            "n.md",
            "[[b/Same]]",
            id="a link to another note that would now be taken is pinned",
        ),
        pytest.param(
            {"n.md": "[[Same]]", "aaaaa/Same.md": "", "Old.md": ""},
            "Old.md",
            "bbbbb/Same.md",
            "n.md",
            "[[aaaaa/Same]]",
            id="a name that becomes ambiguous is pinned",
        ),
        pytest.param(
            {"n.md": "[[Same]]", "a/Same.md": "", "Old.md": ""},
            "Old.md",
            "bbbbb/Same.md",
            "n.md",
            "[[a/Same]]",
            id="also where Obsidian would still open the same note",
        ),
        pytest.param(
            {"n.md": "[[Old]]", "a/Old.md": "", "b/New.md": ""},
            "a/Old.md",
            "a/New.md",
            "n.md",
            "[[a/New]]",
            id="the path where the name is taken",
        ),
        pytest.param(
            {"a/Old.md": "[x](../n.md) ![[./i.png]] [[#H]]\n# H", "n.md": "", "a/i.png": ""},
            "a/Old.md",
            "a/b/Old.md",
            "a/b/Old.md",
            "[x](n.md) ![[i.png]] [[#H]]\n# H",
            id="relative links of the note itself",
        ),
        pytest.param({"Old.md": "[[Old]] [[#H]]"}, "Old.md", "New.md", "New.md", "[[New]] [[#H]]", id="its own links"),
        pytest.param(
            {"n.md": "![[i.png|300]] ![i.png](a/i.png)", "a/i.png": ""},
            "a/i.png",
            "a/neu.png",
            "n.md",
            "![[neu.png|300]] ![neu.png](neu.png)",
            id="an attachment, with a size",
        ),
        pytest.param(
            {"n.md": "![[300.png|300]]", "300.png": ""},
            "300.png",
            "x.png",
            "n.md",
            "![[x.png|300]]",
            id="a size is no text",
        ),
        pytest.param(
            {"n.md": "[[t/Old]] [y](t/i.png)", "t/Old.md": "[[t/Old]] [y](i.png)", "t/i.png": ""},
            "t",
            "u",
            "n.md",
            "[[Old]] [y](i.png)",
            id="a folder",
        ),
        pytest.param(
            {"n.md": "[x](d.txt)", "a/d.txt": ""},
            "a/d.txt",
            "b/e.txt",
            "n.md",
            "[x](e.txt)",
            id="a file that is not shown",
        ),
        pytest.param(
            {"n.md": "[[m#See Old]]", "m.md": "# See [[Old]]\n", "Old.md": ""},
            "Old.md",
            "New.md",
            "n.md",
            "[[m#See New]]",
            id="a heading with the link in it",
        ),
        pytest.param(
            {"n.md": "[[v1.2]]", "v1.2.md": ""}, "v1.2.md", "v1.3.md", "n.md", "[[v1.3]]", id="a dot in the name"
        ),
        pytest.param(
            {"n.md": "[x](Old.md)", "Old.md": ""}, "Old.md", "a (b.md", "n.md", "[x](a%20%28b.md)", id="a bracket"
        ),
        pytest.param(
            {"n.md": "[[Zoe\u0308]]", "Zoë.md": ""}, "Zoë.md", "Zoe.md", "n.md", "[[Zoe]]", id="composed letters"
        ),
    ],
)
def test_where_links_must_change(files: dict[str, str], old: str, new: str, path: str, now: str) -> None:
    assert text_after(files, old, new, path) == now


CANVAS = """{
	"nodes":[
		{"id":"1","type":"file","file":"a/Old.md","subpath":"#H"},
		{"id":"2","type":"text","text":"\\"see\\" [[Old]] \\u00e9"},
		{"id":"3","type":"group","background":"a/i.png"}
	]
}"""


def test_canvas() -> None:
    """File nodes and backgrounds hold paths, cards links; all else stays, byte for byte."""
    files = {"c.canvas": CANVAS, "a/Old.md": "# H", "a/i.png": ""}
    assert text_after(files, "a/Old.md", "b/New.md", "c.canvas") == CANVAS.replace("a/Old.md", "b/New.md").replace(
        "[[Old]]", "[[New]]"
    )
    assert text_after(files, "a", "b", "c.canvas") == CANVAS.replace("a/Old.md", "b/Old.md").replace("a/i", "b/i")


@pytest.mark.parametrize(
    "before, now",
    [
        ("[[Old]] and [[a/Old]]", "[[New|Old]] and [[New|a/Old]]"),
        ("[[Old#H]]", "[[New#H|Old > H]]"),
        ("[[Old|Old]] [Old](Old.md)", "[[New|Old]] [Old](New.md)"),
        ("![[Old]]", "![[New]]"),
        (TABLE.replace("\\|x", ""), TABLE.replace("Old\\|x", "New\\|Old")),
        ('---\nup: "[[Old]]"\n---\n', '---\nup: "[[New|Old]]"\n---\n'),
    ],
)
def test_keep_text(before: str, now: str) -> None:
    """With `--keep-text`, readers see what they saw."""
    files = {"n.md": before, "a/Old.md": "# H"}
    assert text_after(files, "a/Old.md", "a/New.md", keep_text=True) == now


def test_what_is_left() -> None:
    """Code and queries stay and are listed; so are links whose meaning the move changes."""
    files = {
        "n.md": '`[[Old]]` [[New]]\n\n```dataview\nLIST FROM [[Old]] WHERE file = "a/Old"\n```\n',
        "a/Old.md": "",
        "q.base": 'filters: file.path == "a/Old.md"\n',
        APP: '{"attachmentFolderPath": "a"}',
        CONFIG: 'exclude = ["a/**", "ab"]\n',
    }
    found = plan(files, "a/Old.md", "a/New.md")
    assert found.plan.edits == ()
    assert [(each.path, each.span.line, each.text, each.reason) for each in found.left] == [
        ("n.md", 1, "[[Old", "in code"),
        ("n.md", 1, "[[New]]", "led nowhere; it leads to a/New.md now"),
        ("n.md", 4, "[[Old", "in a query"),
        ("n.md", 4, "a/Old", "in a query"),
        ("q.base", 1, "a/Old.md", "in a base"),
    ]
    left = plan(files, "a", "b").left
    assert [(each.path, each.span.column, each.text, each.reason) for each in left if each.path in {APP, CONFIG}] == [
        (APP, 27, "a", "in Obsidian's settings"),
        (CONFIG, 13, "a", "in the configuration"),
    ]


def test_one_of_two_that_a_link_could_mean() -> None:
    """A link that could mean either of two files is left, and listed once it means one."""
    files = {"n.md": "[[Same]]", "a/Same.md": "", "b/Same.md": ""}
    (left,) = plan(files, "a/Same.md", "a/Other.md").left
    assert (left.text, left.reason) == ("[[Same]]", "could mean a/Same.md or b/Same.md; it leads to b/Same.md now")


REFUSED = [
    ("Old.md", "Old.md", '"Old.md" already has that name'),
    ("Old.md", "n.md", '"n.md" already exists'),
    ("Old.md", "N.md", '"N.md" differs from "n.md" only in case: write it the same, or pass --force'),
    ("Old.md", "T/y.md", '"T" differs from "t" only in case: write it the same, or pass --force'),
    ("t", "t/u", '"t" cannot be moved into itself'),
    ("t", "n.md", '"n.md" already exists'),
    ("Old.md", "Old.txt", '"Old.txt" is no note: a note\'s name ends with ".md"'),
    ("t/i.png", "t/i.md", '"t/i.md" would become a note: keep the extension of "t/i.png"'),
    ("t/i.png", "t/i", 'Obsidian does not show files like "t/i": keep the extension of "t/i.png"'),
    ("Old.md", ".Old.md", 'the name ".Old.md" starts with a dot, so Obsidian would not see it'),
    ("Old.md", ".x/Old.md", 'the name ".x" starts with a dot, so Obsidian would not see it'),
    ("Old.md", "a#b.md", 'the name "a#b.md" contains `#`, which no link can hold'),
    ("Old.md", "a|b.md", 'the name "a|b.md" contains `|`, which no link can hold'),
    ("Old.md", "a:b.md", 'the name "a:b.md" contains `:`, which no link can hold'),
    ("Old.md", "a\tb.md", 'the name "a\tb.md" contains a control character (U+0009)'),
    ("Old.md", "a .md", 'the name "a .md" begins or ends with a space, which no link can hold'),
    ("Old.md", "a?.md", 'the name "a?.md" contains `?`, which Windows does not allow: choose another, or pass --force'),
    ("Old.md", "CON.md", 'the name "CON.md" is the name of a device on Windows: choose another, or pass --force'),
    (
        "Old.md",
        "x./a.md",
        'the name "x." ends with a dot, which Windows does not allow: choose another, or pass --force',
    ),
    ("Old.md", "é" * 127 + ".md", f'the name "{"é" * 127}.md" is longer than 255 bytes'),
    ("t", "u#v", "n.md:1:9: [[t/x]] cannot be made to lead to u#v/x.md; nothing was written"),
]


@pytest.mark.parametrize("old, new, message", REFUSED)
def test_refused(old: str, new: str, message: str) -> None:
    files = {"n.md": "[[Old]] [[t/x]]", "Old.md": "", "x.md": "", "t/x.md": "", "t/i.png": ""}
    with pytest.raises(FixRefused) as refused:
        plan(files, old, new)
    assert str(refused.value) == message


@pytest.mark.parametrize("new", ["a?.md", "CON.md", "N.md", "x./a.md"])
def test_forced(new: str) -> None:
    """What only other systems refuse can be forced."""
    assert plan({"n.md": "", "Old.md": ""}, "Old.md", new, force=True).plan.moves == (Move("Old.md", new),)


def test_case_only() -> None:
    """A name that changes in case only is no other file; links still lead there, so they stay."""
    files = {"n.md": "[[old]] [[t/Old]]", "t/Old.md": ""}
    assert text_after(files, "t/Old.md", "t/OLD.md") == "[[old]] [[t/Old]]"
    assert text_after(files, "t", "T") == "[[old]] [[t/Old]]"


def test_bytes_that_cannot_be_edited() -> None:
    files = {"n.md": b"[[Old]] \xff", "Old.md": b""}
    with pytest.raises(FixRefused, match=r"^n\.md: not UTF-8 \(byte 9\), so links in it cannot be rewritten"):
        plan_request(index_of(files), FileMove(Move("Old.md", "New.md"), is_folder=False))
