"""What is offered is right: written in place, it is read as a link to what was offered, and nothing else changes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.server.editing import CURSOR, Editing, editing, index_of
from tests.strategies import examples, names
from vaultlint.model import Contents, Link, Note, Status
from vaultlint.obsidian.settings import LINK_FORMATS
from vaultlint.parse.heading_writer import strip_heading
from vaultlint.parse.read_back import range_of
from vaultlint.server.completion import complete
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.index import Index

PLACES = [
    "[[§",
    "[[§]]",
    "![[§]]",
    "see [[§ and [[Tea]] in a line",
    "one [[§\n\ntwo",
    "[[§|shown]]",
    "[[§#Heading]]",
    "| a | b |\n|---|---|\n| [[§]] | x |\n",
    "> - [[§\n",
    "> [!note] [[§]]\n",
    "# A heading with [[§]]\n",
    "%% [[§ %%",
    '`[[c]]` $[[m]]$ <b>h</b> "q" [[§]] `[[d]]` $[[n]]$ <i>j</i>',
    "**[[§]]** and ==[[Tea]]==",
    "[x](§",
    "[x](§)",
    "[x](<§>)",
    "![](§)",
    '[x](§ "title")',
    "| [x](§) | b |\n|---|---|\n",
    '---\nup: "[[§]]"\n---\n',
    "---\nup: [[§]]\n---\n",
    "---\nup: [[§\n---\n",
    "---\nup:\n  - '[[§'\n---\n",
    '---\nup: ["[[§"]\n---\n',
    "---\nup: x\n---\n[[§",
    "\ufeff[[§",
    "first\r\n[[§\r\nlast",
]


def link_at(contents: Contents, text: str, offset: int) -> Link:
    """The innermost link around an offset of a note's text."""
    ranges = [(where, link) for link in contents.links if (where := range_of(link.span, text))]
    _, found = max(
        ((where, link) for where, link in ranges if where[0] <= offset <= where[1]), key=lambda each: each[0]
    )
    return found


def written(there: Editing, item: CompletionItem) -> tuple[Index, Note, Link]:
    """Write an item, and read the note again: the index, the note, and the link in which it is."""
    where = range_of(item.span, there.text)
    assert where is not None
    there.write(item)
    note = there.index.note(there.path)
    last = where[0] + len(item.text.rstrip("'\"")) - 1
    return there.index, note, link_at(note.contents, there.after(item), last)


def outline(note: Note) -> tuple[object, ...]:
    """What a note says besides where its links lead."""
    tags, blocks = [tag.name for tag in note.tags], [each.id for each in note.blocks]
    return tuple(heading.level for heading in note.headings), tuple(tags), tuple(blocks), len(note.links)


ALIASES = st.lists(
    st.sampled_from(["Chai", "a]b", "a|b", "[x", "Zo\u00eb", "x`y", "50%", "a#b", "^c", "日本"]), max_size=2
)
PATHS = st.lists(names.NOTES | names.FILES, max_size=6, unique=True)


@examples(400)
@given(PATHS, ALIASES, st.sampled_from(PLACES), st.sampled_from(LINK_FORMATS), st.integers(0, 2), st.data())
def test_offered_targets_are_right(
    paths: list[str], aliases: list[str], place: str, link_format: str, typed: int, data: st.DataObject
) -> None:
    """Each target that is offered is what the link leads to once it is written, and to nothing else."""
    files: dict[str, str | bytes] = dict.fromkeys(paths, "# Heading\n")
    if paths:
        files[paths[0]] = f"---\naliases: {json.dumps(aliases)}\n---\n# Heading\n"
    files[".obsidian/app.json"] = json.dumps({"newLinkFormat": link_format})
    stem = data.draw(st.sampled_from([path.rpartition("/")[2] for path in paths] or [""]))
    text = place.replace(CURSOR, f"{stem[:typed].split(CURSOR)[0]}{CURSOR}")
    if not is_encodable(text):
        return
    own = data.draw(st.sampled_from(["note.md", "Log/note.md", "Log/a/note.md"]))
    files.pop(own, None)
    there = editing(text, files, own)
    outlines = set()
    for item in complete(*there.at).items:
        index, note, link = written(editing(text, files, own), item)
        outlines.add(outline(note))
        assert (item.kind, index.resolver.resolve(link, own)) == (item.kind, (Status.RESOLVED, item.detail, ()))
        assert item.kind is not ItemKind.ALIAS or link.display == item.label
    assert len(outlines) <= 1


def is_encodable(text: str) -> bool:
    """Whether an editor can have a text."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


HEADINGS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(
            [
                "One",
                "one",
                "Two *b*",
                "Sub [x]",
                "[x]",
                "a # b",
                "a | b",
                "C#",
                "#",
                "^id",
                "50%",
                "x ^blk",
                "😀 日本",
                "Zoe\u0308",
                "[[Tea]]",
                "a`b`",
                "a: b",
                "$1",
                "[^1]",
                "(a",
                "<b>",
            ]
        ),
    ),
    max_size=6,
)
ANCHOR_PLACES = [
    "[[Tea#§",
    "[[Tea#§]]",
    "![[tea#§|x]]",
    "[[#§",
    "[x](Tea.md#§)",
    "[x](<Tea.md#§>)",
    "| [[Tea#§]] |\n|---|\n",
    '---\nup: "[[Tea#§]]"\n---\n',
    "[[Tea#One#§]]",
]


@examples(400)
@given(HEADINGS, st.sampled_from(ANCHOR_PLACES), st.sampled_from(["", "o", "x", "^"]))
def test_offered_headings_and_blocks_are_right(headings: list[tuple[int, str]], place: str, typed: str) -> None:
    """Each heading and block that is offered is what the link leads to once it is written."""
    target = "".join(f"{'#' * level} {text}\n\ntext {at} ^b{at}\n\n" for at, (level, text) in enumerate(headings))
    own = target if "[[#" in place else ""
    text = f"{place.replace(CURSOR, typed + CURSOR)}\n\n{own}"
    there = editing(text, {"Tea.md": target})
    for item in complete(*there.at).items:
        index, _, link = written(editing(text, {"Tea.md": target}), item)
        path = index.resolver.resolve(link, "0.md").resolved
        note = index.note(path or "")
        if item.kind is ItemKind.BLOCK:
            assert (link.fragment or "").endswith(f"#{item.label}")
            assert item.label[1:] in [block.id for block in note.blocks]
        else:
            position = Anchors(note).headings_on(link.fragment or "")[-1]
            assert strip_heading(note.headings[position].text) == item.label
            assert index.fragment_status(note.path, link.fragment or "") == "ok"


VALUES = st.one_of(
    st.sampled_from(
        [
            "done",
            "a: b",
            "yes",
            "12",
            "-",
            "#x",
            "[[Tea]]",
            "it's",
            'q"',
            "null",
            "~",
            "2024-01-31",
            " x ",
            "a, b",
            "é",
            "@a",
            "%",
            "*a",
        ]
    ),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([1.5, 2.0]),
)
VALUE_PLACES = [
    "status: §",
    'status: "§"',
    "status: '§",
    "status: [§]",
    "status: [a, §, b]",
    "status:\n  - a\n  - §",
    "Status: §  # c",
]


@examples(300)
@given(st.lists(VALUES, max_size=5), st.sampled_from(VALUE_PLACES))
def test_offered_values_are_right(values: list[str | float], place: str) -> None:
    """Each value that is offered is read as that value once it is written, and the other properties stay."""
    files: dict[str, str | bytes] = {
        f"{at}.md": f"---\nstatus: {json.dumps(value)}\n---\n" for at, value in enumerate(values)
    }
    text = f"---\nbefore: 1\n{place}\nafter: [2]\n---\n"
    there = editing(text, files)
    for item in complete(*there.at).items:
        note = index_of({"n.md": there.after(item)}).note("n.md")
        assert [(found.name.lower(), found.value) for found in note.properties if found.name.lower() != "status"] == [
            ("before", 1),
            ("after", [2]),
        ]
        read = note.value("status")
        held = [repr(each) for each in (read if isinstance(read, list) else [read])]
        named = [
            value for value in values if (str(value).lower() if isinstance(value, bool) else str(value)) == item.label
        ]
        assert any(repr(value) in held for value in named)


@examples(200)
@given(
    st.lists(
        st.sampled_from(["st", "a b", "x:y", "yes", "'q'", "é", "12", "#h", "a#b", "- x", "日付", "[a]"]), max_size=5
    ),
    st.sampled_from(["§", "§: 1", "s§"]),
)
def test_offered_names_are_right(properties: list[str], place: str) -> None:
    """Each property that is offered is read under that name once it is written."""
    listed = dict.fromkeys(properties, 1)
    there = editing(
        f"---\nbefore: 1\n{place}\n---\n", {"a.md": f"---\n{json.dumps(listed, ensure_ascii=False)}\n---\n"}
    )
    for item in complete(*there.at).items:
        note = index_of({"n.md": there.after(item)}).note("n.md")
        assert [found.name for found in note.properties] == ["before", item.label]
