"""The rules on links and the graph beyond their examples."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.lint.registry import find_rules
from vaultlint.testing import find, says, vault

RULES = find_rules()


def lines(name: str, files: dict[str, str | bytes], **options: Any) -> list[str]:
    return says(configure(RULES[name], options, "test"), files)


def test_note_in_another_folder_is_named() -> None:
    """A wrong folder dangles, and the message says where the note is."""
    assert lines("dangling-link", {"a.md": "[[cups/Tea]]", "pots/Tea.md": ""}) == [
        'a.md:1:1: error: no note or file is at "cups/Tea"; did you mean pots/Tea.md? [dangling-link]'
    ]


def test_data_for_programs() -> None:
    """A program finds in `data` what the message says in words."""
    rule = configure(RULES["dangling-link"], {}, "test")
    (problem,) = find(rule, vault({"a.md": "[[cups/Tea|x]]", "pots/Tea.md": "", "b.md": "---\naliases: Tee\n---\n"}))
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
        "by code.md:1:1: warning: no note links to this one [orphan-note]",
        "by itself.md:1:1: warning: no note links to this one [orphan-note]",
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
        "Readme.md:1:1: warning: no note links to this one [orphan-note]",
        "alone.md:1:1: warning: no note links to this one [orphan-note]",
    ]
    assert lines("orphan-note", files, exempt=["README.md", "Maps/*.md", "alone.md"]) == [
        "out.md:1:1: warning: no note links to this one [orphan-note]"
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
        'note.md:1:1: warning: "Tea" matches a/Tea.md and long/Tea.md; Obsidian opens a/Tea.md: add the folder,'
        " as in [[a/Tea]] [ambiguous-link]"
    ]


def test_planned_notes_are_not_reported() -> None:
    """Daily notes and what fits `planned` are planned, until the note turns out to be there."""
    files: dict[str, str | bytes] = {
        "a.md": "[[2024-05-12]] [[People/Ann]] [[people/Ben]] [[Bo]] [[Cleo]] ![[cup.png]]",
        "staff/Ben.md": "---\naliases: Bo\n---\n",
    }
    ben = 'a.md:1:31: error: no note or file is at "people/Ben"; did you mean staff/Ben.md? [dangling-link]'
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
        "2024-02-30.md:1:1: warning: no note links to this one [orphan-note]",
        "2024-05-12 talk.md:1:1: warning: no note links to this one [orphan-note]",
    ]
    assert lines("orphan-note", files) == others
    assert lines("orphan-note", files, **{"exempt-daily-notes": False}) == [
        *others,
        "log/2024-05-12.md:1:1: warning: no note links to this one [orphan-note]",
    ]


def hints(name: str, files: dict[str, str | bytes], source: str = "n.md") -> list[str]:
    """What stands behind the fault in each message about a file."""
    found = (line for line in lines(name, files) if line.startswith(source))
    return [line.partition('"')[2].partition('"')[2].rpartition(" [")[0] for line in found]


def test_alias_of_one_of_many_of_a_name() -> None:
    """The link leads to the note that has the alias, wherever it stands and whatever others are called."""
    files: dict[str, str | bytes] = {
        "a/index.md": "---\naliases: [rust, Rust]\n---\n# Own\n",
        "index.md": "",
        "n.md": (
            '---\nup: "[[rust]]"\n---\n[[rust]] ![[RUST]] [x](rust) [[rust#own]] [[rust#gone]] [[rust|y]]\n\n'
            "| [[rust]] |\n|---|\n| [[rust\\|y]] |\n\n[r]\n\n[r]: rust\n"
        ),
        "b.canvas": '{"nodes": [{"type": "file", "file": "rust"}]}',
    }
    alias = ": it is an alias of a/index.md"
    writes = ["[[a/index|rust]]", "[[a/index|rust]]", "![[a/index]]", "[x](a/index.md)", "[[a/index#own|rust]]", None,
              "[[a/index|y]]", r"[[a/index\|rust]]", r"[[a/index\|y]]", None]  # fmt: skip
    assert hints("dangling-link", files) == [f"{alias}, so write {write}" if write else alias for write in writes]
    assert hints("dangling-link", files, "b.canvas") == [f"{alias}, so write a/index.md"]


def test_alias_of_several_notes() -> None:
    """Which of them was meant only the author knows."""
    files: dict[str, str | bytes] = {f"{name}.md": "---\naliases: [Tea]\n---\n" for name in "abcdefg"}
    assert hints("dangling-link", {"n.md": "[[Tea]]", "a.md": files["a.md"], "b.md": files["b.md"]}) == [
        ": it is an alias of a.md and b.md"
    ]
    assert hints("dangling-link", {"n.md": "[[Tea]]", **files}) == [
        ": it is an alias of a.md, b.md, c.md, d.md, e.md and 2 more"
    ]


@pytest.mark.parametrize(
    "text, hint",
    [
        pytest.param("[[t#green-tea]]", ": write #Green tea", id="slug"),
        pytest.param("[x](t.md#green-tea)", ": write #Green%20tea", id="Markdown link"),
        pytest.param("[x](<t.md#green-tea>)", ": write #Green tea", id="angle brackets"),
        pytest.param("[[t#how-to-brew]]", ": write #How' to brew", id="apostrophe"),
        pytest.param("[[t#green-tea#how-to-brew]]", ": write #Green tea#How' to brew", id="nested"),
        pytest.param("[[t#how-to-brew#green-tea]]", "", id="nested the other way round"),
        pytest.param("[[t#c#-notes-x]]", ": write #C notes x", id="number sign"),
        pytest.param("[x](t.md#50-percent)", ": write #50%25%20percent", id="percent sign"),
        pytest.param("[[t#-]]", "", id="no word in it"),
        pytest.param("[[t#gone-tea]]", "", id="no such heading"),
        pytest.param("[r]\n\n[r]: t.md#green-tea\n", "", id="reference, whose fragment stands elsewhere"),
        pytest.param("[[t#a-b-c-d]]", ": write #a b c-d", id="brackets and code"),
        pytest.param("[[t#50%-off-x]]", ": write #50% off x", id="percent signs"),
        pytest.param("[[t#Green tea#^id]]", ": a heading path cannot end in a block: write #^id", id="a block"),
        pytest.param("[[t#Green tea#^no]]", ": a heading path cannot end in a block", id="a block that is missing"),
    ],
)
def test_heading_to_write(text: str, hint: str) -> None:
    """The hint is a fragment that finds the heading, as it must stand in that link."""
    tea = "# Green tea\n\n## How' to brew\n\n# Green TEA\n\n# C#: notes|x\n\n# 50% percent\n\n# ???\n\n# a [b] `c-d`\n\n# 50% off %% x\n\nWater. ^id\n"
    assert hints("dangling-heading", {"n.md": text, "t.md": tea}) == [hint]


def test_ambiguous_link_that_no_folder_tells_apart() -> None:
    """Where no path helps, a file needs another name."""
    files: dict[str, str | bytes] = {
        "a/Tea.md": "",
        "a/tea.md": "",
        "C#/x.md": "",
        "D#/x.md": "",
        "n.md": "[[Tea]] [[x]]",
    }
    opens = "Obsidian opens one of the shortest paths: rename one of them [ambiguous-link]"
    assert lines("ambiguous-link", files) == [
        f'n.md:1:1: warning: "Tea" matches a/Tea.md and a/tea.md; {opens}',
        f'n.md:1:9: warning: "x" matches C#/x.md and D#/x.md; {opens}',
    ]


def test_ambiguous_link_to_what_none_of_the_files_has() -> None:
    """The folder helps all the same, and nothing is proposed that leads nowhere."""
    files: dict[str, str | bytes] = {"a/T.md": "", "b/T.md": "", "n.md": "[[T#No]] ![x](T.md#^no)"}
    found = vault(files)
    problems = find(RULES["ambiguous-link"](), found)
    assert [problem.message.rpartition(": ")[2] for problem in problems] == [
        "add the folder, as in [[a/T]]",
        "add the folder, as in ![x](a/T.md)",
    ]
    assert [problem.data["write"] for problem in problems] == [None, None]


def test_file_that_is_not_shown_elsewhere() -> None:
    """To show all types helps only a link that would then lead to the file."""
    files: dict[str, str | bytes] = {
        "a/list.csv": "",
        "n.md": "[[list.csv]] [[b/list.csv]] [[gone.csv]] [[Robots.txt]]",
    }
    assert lines("missing-attachment", files) == [
        'n.md:1:1: error: Obsidian does not show "list.csv": turn on "Show all file types" in its settings'
        " [missing-attachment]",
        'n.md:1:14: error: no file is at "b/list.csv", and Obsidian does not show the file of that name elsewhere'
        " [missing-attachment]",
        'n.md:1:29: error: no file is named "gone.csv" [missing-attachment]',
    ]
    assert lines("dangling-link", files) == ['n.md:1:42: error: no note or file is named "Robots.txt" [dangling-link]']


def test_canvas_asks_for_a_path() -> None:
    """A name is not enough on a canvas, so the message says where the file is."""
    nodes = '{"nodes": [{"file": "Tea.md"},\n{"background": "cup.png"}]}'
    files: dict[str, str | bytes] = {"b.canvas": nodes, "pots/Tea.md": "", "pots/cup.png": ""}
    assert lines("dangling-link", files) == [
        'b.canvas:1:22: error: no note or file is at "Tea.md"; did you mean pots/Tea.md? [dangling-link]'
    ]
    assert lines("missing-attachment", files) == [
        'b.canvas:2:17: error: no file is at "cup.png"; did you mean pots/cup.png? [missing-attachment]'
    ]


def fixes(name: str, files: dict[str, str | bytes], **options: Any) -> list[list[str]]:
    """The fix, if there is one, and the suggestions of each problem: its kind, the message and the new text."""
    rule = configure(RULES[name], options, "test")
    return [
        [
            f"{'suggestion' if each is not problem.fix else each.applicability}: {each.message}: {each.edits[0].text}"
            for each in (problem.fix, *problem.suggestions)
            if each
        ]
        for problem in find(rule, vault(files))
    ]


def test_near_names_of_notes() -> None:
    """The message shows the link to write, in the style of the original; what is shown stays as it reads."""
    files: dict[str, str | bytes] = {
        "n.md": "[[Evergrene notes]] [[evergreen-notes|mine]] [[Evergreen note]] [x](Evergrene%20notes.md#one) ![[margott robbie]]\n"
        "[[Evergrene notes#gone]] [r]\n\n[r]: Evergrene%20notes.md\n",
        "a/Evergreen notes.md": "# One\n",
        "Margot.md": "---\naliases: Margot Robbie\n---\n",
    }
    assert hints("dangling-link", files) == [
        "; did you mean [[Evergreen notes]]?",
        "; did you mean [[Evergreen notes|mine]]?",
        "; did you mean [[Evergreen notes|Evergreen note]]?",
        "; did you mean [x](Evergreen%20notes.md#one)?",
        "; did you mean ![[Margot]]?",
        "; did you mean a/Evergreen notes.md?",
        "; did you mean a/Evergreen notes.md?",
    ]
    link = "suggestion: Link to a/Evergreen notes.md"
    assert fixes("dangling-link", files) == [
        [f"{link}: Evergreen notes"],
        ["unsafe: Link to a/Evergreen notes.md: Evergreen notes"],
        [f"{link}: Evergreen notes|Evergreen note"],
        [f"{link}: Evergreen%20notes.md"],
        ['suggestion: Link to Margot.md, which has the alias "Margot Robbie": Margot'],
        [],
        [],
    ]


def test_several_near_names() -> None:
    """All are shown, the best first."""
    files: dict[str, str | bytes] = {"n.md": "[[Green teas]]", "Green tea.md": "", "x/Green tea.md": ""}
    assert hints("dangling-link", files) == ["; did you mean [[Green tea|Green teas]] or [[x/Green tea|Green teas]]?"]
    assert [len(each) for each in fixes("dangling-link", files)] == [2]


def test_near_miss_of_a_planned_note() -> None:
    """It is reported under any pattern; a daily note beside another is not."""
    files: dict[str, str | bytes] = {
        "n.md": "[[Evergrene notes]] [[Everglades]] [[2024-01-02]] [[v1.3]]",
        "Evergreen notes.md": "",
        "2024-01-01.md": "",
        "v1.2.md": "",
    }
    assert lines("dangling-link", files, planned=["*"]) == [
        'n.md:1:1: error: no note or file is named "Evergrene notes"; did you mean [[Evergreen notes]]? [dangling-link]'
    ]


def test_what_is_certain_is_a_fix() -> None:
    """One note of that name or alias; not where many folders have such a note, and not where several match."""
    files: dict[str, str | bytes] = {
        "n.md": "[[x/Tea]] [[Barbie]] [[x/index]] [[doll]] ![[x/cup.png]] ![[x/image.png]] ![[x/jug.png]]",
        "a/Tea.md": "",
        "Margot.md": "---\naliases: [Barbie, doll]\n---\n",
        "Ken.md": "---\naliases: doll\n---\n",
        "a/index.md": "",
        "a/cup.png": "",
        "a/image.png": "",
        "a/jug.png": "",
        "b/jug.png": "",
    }
    assert fixes("dangling-link", files) == [
        ["safe: Link to a/Tea.md: Tea"],
        ["safe: Link to Margot.md, which has this alias: Margot|Barbie"],
        ["suggestion: Link to a/index.md: index"],
        [
            "suggestion: Link to Ken.md, which has this alias: Ken|doll",
            "suggestion: Link to Margot.md, which has this alias: Margot|doll",
        ],
    ]
    assert fixes("missing-attachment", files) == [
        ["safe: Link to a/cup.png: cup.png"],
        ["suggestion: Link to a/image.png: image.png"],
        ["suggestion: Link to a/jug.png: a/jug.png", "suggestion: Link to b/jug.png: b/jug.png"],
    ]


@pytest.mark.parametrize(
    "link, remedy",
    [
        pytest.param("[[green-tea]]", "unsafe: Green tea|green-tea", id="hyphen"),
        pytest.param("[[🍵 Green Tea]]", "unsafe: Green tea|🍵 Green Tea", id="emoji"),
        pytest.param("[[x/green_tea]]", "unsafe: Green tea|x/green_tea", id="in another folder"),
        pytest.param("[[green-tea|tea]]", "unsafe: Green tea", id="with a display text"),
        pytest.param("![[green-tea]]", "unsafe: Green tea", id="embed"),
        pytest.param("[tea](green-tea.md)", "unsafe: Green%20tea.md", id="Markdown"),
        pytest.param("![[cup_1.png]]", "unsafe: cup 1.png", id="attachment"),
        pytest.param("![[cup 1.jpg]]", "suggestion: cup 1.png", id="attachment of another format"),
        pytest.param("[[Gréen tea]]", "suggestion: Green tea", id="accent"),
        pytest.param("[[Green teas]]", "suggestion: Green tea|Green teas", id="plural"),
        pytest.param("[[margot-robbie]]", "suggestion: Margot|margot-robbie", id="alias"),
        pytest.param("[[_Index_]]", "suggestion: index|_Index_", id="name that many folders have"),
        pytest.param("[[Robbie]]", "safe: Margot|Robbie", id="written like an alias"),
        pytest.param("[R](robbie.md)", "safe: Margot.md", id="Markdown link to an alias"),
        pytest.param("[[Robbie#Life]]", "unsafe: Margot#Life|Robbie", id="alias with a heading, which is no longer shown"),
        pytest.param("[[Robbie#Life|life]]", "safe: Margot", id="alias with a heading that is not shown"),
        pytest.param("[[x/Photo 2]]", "suggestion: Photo 2", id="number of a name that programs give"),
        pytest.param("[[x/Lecture 3]]", "unsafe: Lecture 3", id="one of a series"),
        pytest.param("[[x/Notes on 3 teas]]", "safe: Notes on 3 teas", id="number in a name of its own"),
        pytest.param("![[x/12.png]]", "suggestion: 12.png", id="number as a name"),
        pytest.param("![[x/photo-20240501.png]]", "safe: photo-20240501.png", id="date in a name"),
    ],
)  # fmt: skip
def test_remedy(link: str, remedy: str) -> None:
    """What has one answer is a fix, safe where the reader sees the same; the rest is for a person to choose."""
    files: dict[str, str | bytes] = {
        "n.md": link,
        "Green tea.md": "",
        "Margot.md": "---\naliases: [Robbie, Margot Robbie]\n---\n# Life\n",
        "index.md": "",
        "Photo 2.md": "",
        "Lecture 3.md": "",
        "Notes on 3 teas.md": "",
        "a/cup 1.png": "",
        "a/12.png": "",
        "a/photo-20240501.png": "",
    }
    rule = "missing-attachment" if ".png" in link or ".jpg" in link else "dangling-link"
    ((found,),) = fixes(rule, files)
    kind, _, text = found.split(": ")
    assert f"{kind}: {text}" == remedy


def test_one_of_two_files_that_can_be_linked_to() -> None:
    """It need not be the one that was meant, so nothing is certain."""
    files: dict[str, str | bytes] = {
        "n.md": "[[x/Tea]] ![[x/cup.png]] [[Chai]]",
        "a/Tea.md": "---\naliases: [Chai]\n---\n",
        "C#/Tea.md": "---\naliases: [Chai]\n---\n",
        "a/cup.png": "",
        "C#/cup.png": "",
    }
    assert fixes("dangling-link", files) == [
        ["suggestion: Link to a/Tea.md: a/Tea"],
        ["suggestion: Link to a/Tea.md, which has this alias: a/Tea|Chai"],
    ]
    assert fixes("missing-attachment", files) == [["suggestion: Link to a/cup.png: a/cup.png"]]


@pytest.mark.parametrize(
    "link_format, wikilink, markdown",
    [
        pytest.param("shortest", "Tea", "Tea.md", id="shortest"),
        pytest.param("relative", "../b/Tea", "../b/Tea.md", id="relative"),
        pytest.param("absolute", "a/b/Tea", "a/b/Tea.md", id="absolute"),
    ],
)
def test_format_of_new_links(link_format: str, wikilink: str, markdown: str) -> None:
    """A path is written as Obsidian's setting says."""
    files: dict[str, str | bytes] = {
        "a/c/n.md": "[[x/Tea]] [tea](x/Tea.md)",
        "a/b/Tea.md": "",
        ".obsidian/app.json": f'{{"newLinkFormat": "{link_format}"}}',
    }
    assert [each for (each,) in fixes("dangling-link", files)] == [
        f"safe: Link to a/b/Tea.md: {wikilink}",
        f"safe: Link to a/b/Tea.md: {markdown}",
    ]


def test_pins_of_an_ambiguous_link() -> None:
    """Each file may be meant; the one that Obsidian opens comes first."""
    files: dict[str, str | bytes] = {
        "n.md": "[[Tea|x]]",
        "a/Tea.md": "",
        "bb/Tea.md": "",
        "c/c/Tea.md": "",
        "d/d/d/Tea.md": "",
    }
    assert fixes("ambiguous-link", files) == [
        [
            "suggestion: Link to a/Tea.md: a/Tea",
            "suggestion: Link to bb/Tea.md: bb/Tea",
            "suggestion: Link to c/c/Tea.md: c/c/Tea",
        ]
    ]


def test_near_names_of_attachments() -> None:
    """Also under another extension; not where Obsidian hides the file."""
    files: dict[str, str | bytes] = {
        "n.md": "![[kyoto templ.png|300]] ![x](kyoto%20temple.jpeg) ![[Pasted image 1.png]] ![[a table.csv]] ![[a tabel.csv]]",
        "img/Kyoto temple.png": "",
        "Pasted image 2.png": "",
        "a table.csv": "",
    }
    assert hints("missing-attachment", files) == [
        "; did you mean ![[Kyoto temple.png|300]]?",
        "; did you mean ![x](Kyoto%20temple.png)?",
        "",
        ': turn on "Show all file types" in its settings',
        "",
    ]


@pytest.mark.parametrize(
    "fragment, hint",
    [
        pytest.param("#Breewing", "; did you mean #Brewing?", id="slip"),
        pytest.param("#brewings", "; did you mean #Brewing?", id="plural"),
        pytest.param("#Green tea#Breewing", "; did you mean #Green tea#Brewing?", id="path"),
        pytest.param("#Green teas#Breewing", "; did you mean #Green tea#Brewing?", id="path with two slips"),
        pytest.param("#Brewing#Green teas", "", id="path the other way round"),
        pytest.param("#Step 3", "", id="number"),
        pytest.param("#Chapter Tow", "; did you mean #Chapter two?", id="two letters that changed places"),
    ],
)
def test_near_headings(fragment: str, hint: str) -> None:
    """The headings of the note that the link leads to, as a fragment that finds them."""
    tea = "# Green tea\n\n## Brewing\n\n## Step 1\n\n## Step 2\n\n# Chapter two\n"
    assert hints("dangling-heading", {"n.md": f"[[t{fragment}]]", "t.md": tea}) == [hint]


def test_fix_of_a_heading() -> None:
    """What one heading alone can mean is a fix; one of several and a near heading are suggestions."""
    files: dict[str, str | bytes] = {
        "n.md": (
            "[[t#green-tea]] [[t#Green%20tea]] [x](t.md#green-tea) [x](t.md#Green-tea) [[t#whats-new-v12]]\n"
            "[[t#green-tea#hot]] [[t#setup]] [[t#black-teas]] [x](t.md#Green%20tee) [[t#resume]]\n"
            "[[t#Green tea#^id]] [[t#ID]]\n"
        ),
        "t.md": (
            "# Green tea\n\n## Hot\n\n# What's new? (v1.2)\n\n# 🚀 Setup\n\n# Black-tea's\n\n# Black teas\n\n"
            "# Résumé\n\nWater. ^id\n"
        ),
    }
    assert fixes("dangling-heading", files) == [
        ['safe: Link to the heading "Green tea": #Green tea'],
        ['safe: Link to the heading "Green tea": #Green tea'],
        ['unsafe: Link to the heading "Green tea": #Green%20tea'],
        ['safe: Link to the heading "Green tea": #Green%20tea'],
        ["safe: Link to the heading \"What's new? (v1.2)\": #What's new? (v1.2)"],
        ['safe: Link to the heading "Hot": #Green tea#Hot'],
        ['unsafe: Link to the heading "🚀 Setup": #🚀 Setup'],
        ["suggestion: Link to the heading \"Black-tea's\": #Black-tea's"],
        ['suggestion: Link to the heading "Green tea": #Green%20tea'],
        ['suggestion: Link to the heading "Résumé": #Résumé'],
        ["unsafe: Link to the block ^id: #^id"],
        ["suggestion: Link to the block ^id: #^id"],
    ]


def test_near_blocks() -> None:
    """A readable id is found in spite of a slip; one made of chance is not."""
    files: dict[str, str | bytes] = {
        "n.md": "[[t#^water-tepm]] ![[t#^soft-waters]] [[t#^a1b2c3]]",
        "t.md": "Hot. ^water-temp\n\nSoft. ^soft-water\n\nCold. ^a1b2c4\n",
    }
    assert hints("dangling-block", files) == ["; did you mean #^water-temp?", "; did you mean #^soft-water?", ""]
    assert fixes("dangling-block", files) == [
        ["suggestion: Link to the block ^water-temp: #^water-temp"],
        ["suggestion: Link to the block ^soft-water: #^soft-water"],
        [],
    ]


def test_planned_pattern_for_a_canvas() -> None:
    """A file node is made for a file that exists, so it is never a plan; a link in a card may be one."""
    files: dict[str, str | bytes] = {
        "b.canvas": '{"nodes": [\n{"type": "file", "file": "gone.md"},\n{"type": "text", "text": "[[gone]]"}]}'
    }
    assert lines("dangling-link", files, planned=["*"]) == [
        'b.canvas:2:27: error: no note or file is named "gone.md" [dangling-link]'
    ]


def test_slugs() -> None:
    """A slug leads to its heading if the option says so; a heading that is not there is still reported."""
    files: dict[str, str | bytes] = {"a.md": "# Green tea\n[[#green-tea]] [[#black-tea]] [[#green-tea#^b]]"}
    assert [line[:9] for line in lines("dangling-heading", files)] == ["a.md:2:1:", "a.md:2:16", "a.md:2:31"]
    assert [line[:9] for line in lines("dangling-heading", files, slugs=True)] == ["a.md:2:16", "a.md:2:31"]


def test_attributes_as_block_ids() -> None:
    """An attribute is a block id if the option says so, in any case."""
    files: dict[str, str | bytes] = {"a.md": "Tea\n{ #b1}\nMilk {: #b2 }\n[[#^B1]] [[#^b2]] [[#^b3]]"}
    assert len(lines("dangling-block", files)) == 3
    assert lines("dangling-block", files, attributes=True) == [
        'a.md:4:19: warning: a.md has no block "^b3" [dangling-block]'
    ]


def test_attachments_elsewhere() -> None:
    """Attachments kept outside the vault are not reported, unless the vault has a file of that name."""
    files: dict[str, str | bytes] = {
        "x/a.md": "![](../../static/cup.png) ![](/static/pot.png) ![[tea.png]] ![[static/own.png]]",
        "y/own.png": "",
    }
    assert lines("missing-attachment", files, elsewhere=["static/**"]) == [
        'x/a.md:1:48: error: no file is named "tea.png" [missing-attachment]',
        'x/a.md:1:61: error: no file is at "static/own.png"; did you mean y/own.png? [missing-attachment]',
    ]
    with pytest.raises(ConfigError, match=r'rules\.missing-attachment: elsewhere: pattern "\[z-a\]"'):
        configure(RULES["missing-attachment"], {"elsewhere": ["[z-a]"]}, "vaultlint.toml")


def test_blocks_that_share_an_id() -> None:
    """The first keeps its id; ids in cells, in code and in drawings do not count, and a free one is suggested."""
    files: dict[str, str | bytes] = {
        "a.md": "x ^a\n\ny ^A\n\nz ^a-2\n\n- w ^a\n\n`v ^a`\n",
        "cells.md": "| ^2 | m |\n|---|---|\n| ^2 | ^2 |\n",
        "drawing.md": "---\nexcalidraw-plugin: parsed\n---\nx ^a\n\ny ^a\n",
    }
    message = "warning: an earlier block has the id ^a too, and links lead to only one of them: rename one"
    assert lines("duplicate-block-id", files) == [
        f"a.md:3:3: {message} [duplicate-block-id]",
        f"a.md:7:5: {message} [duplicate-block-id]",
    ]
    found = find(configure(RULES["duplicate-block-id"], {}, "test"), vault(files))
    assert [each.suggestions[0].message for each in found] == ["Rename this id to ^a-3", "Rename this id to ^a-4"]


def test_link_cut_in_a_card() -> None:
    """In a canvas, a table in a text card is like any other, but nothing is offered."""
    files: dict[str, str | bytes] = {
        "b.canvas": '{"nodes": [{"type": "text", "text": "| \\u00fc |\\n|---|\\n| [[a|b]] |"}]}'
    }
    rule = configure(RULES["unescaped-pipe"], {}, "test")
    assert says(rule, files) == [
        "b.canvas:1:59: error: the `|` ends the table cell, so this is no link: write [[a\\|b]] [unescaped-pipe]"
    ]
    assert [problem.fix for problem in find(rule, vault(files))] == [None]


@pytest.mark.parametrize(
    "link, write",
    [
        pytest.param("[[tea]]", "[[Tea|tea]]", id="what is shown stays"),
        pytest.param("[[tea|x]]", "[[Tea|x]]", id="display text"),
        pytest.param("[[drinks/Tea.MD]]", "[[Drinks/Tea.md|drinks/Tea.MD]]", id="folder and extension"),
        pytest.param("[[/drinks/Tea|x]]", "[[/Drinks/Tea|x]]", id="from the root"),
        pytest.param("[x](./DRINKS/Tea.md#hot)", "[x](./Drinks/Tea.md#hot)", id="relative, and the heading as it is"),
        pytest.param("[[tea#Hot]]", "[[Tea#Hot]]", id="with a heading"),
        pytest.param("![[CAF\u00c9.png|3]]", "![[cafe\u0301.png|3]]", id="case and form"),
        pytest.param("![[caf\u00e9.png]]", None, id="form alone"),
        pytest.param("[[Tea]] [[Drinks/Tea.md]] [x](Drinks/Tea.md)", None, id="the same"),
        pytest.param("[[two]]", None, id="two files"),
        pytest.param("[[gone]] [[#hot]] [x](HTTPS://Example.com)", None, id="no file"),
    ],
)
def test_case_of_links(link: str, write: str | None) -> None:
    """A link is written with the case of its file; what differs in form alone is left to systems to compare."""
    files: dict[str, str | bytes] = {
        "n.md": link,
        "Drinks/Tea.md": "# Hot\n",
        "cafe\u0301.png": "",
        "x/Two.md": "",
        "y/two.md": "",
    }
    found = find(configure(RULES["case-mismatch"], {}, "test"), vault(files))
    assert [problem.data["write"] for problem in found] == ([write] if write else [])


def test_ambiguous_headings() -> None:
    """Headings are compared as Obsidian compares them; a path of headings and a block are not looked at."""
    files: dict[str, str | bytes] = {
        "Tea.md": "# Hot!\n## Water\n# hot\n\nx ^hot\n\ny ^hot\n",
        "n.md": "[[Tea#HOT]] [x](Tea.md#hot) [[Tea#hot#Water]] [[Tea#^hot]] [[Tea#Water]] [[Tea#]]\n",
    }
    end = "2 times, and Obsidian opens the first [ambiguous-heading]"
    assert lines("ambiguous-heading", files) == [
        f'n.md:1:1: info: Tea.md has the heading "HOT" {end}',
        f'n.md:1:13: info: Tea.md has the heading "hot" {end}',
    ]
