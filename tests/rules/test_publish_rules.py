"""Rules about what a site makes of the notes."""

from __future__ import annotations

import pytest

from vaultlint import Rule
from vaultlint.config.options import configure
from vaultlint.lint.registry import find_rules
from vaultlint.testing import find, fixed, says, vault

RULES = find_rules()
LINKS_TO_DRAFT, BREAKS, ADDRESSES = (
    RULES[name]() for name in ("links-to-draft", "breaks-on-site", "duplicate-address")
)

Files = dict[str, str | bytes]

QUARTZ_4: Files = {"package.json": '{"name": "@jackyzha0/quartz", "version": "4.5.0"}'}
QUARTZ_5: Files = {"package.json": '{"name": "@jackyzha0/quartz", "version": "5.0.0"}'}
GARDEN: Files = {".obsidian/community-plugins.json": '["digitalgarden"]'}
PUBLISHED, DRAFT = "---\ndg-publish: true\n---\n", "---\ndraft: true\n---\n"


def lines(rule: Rule, files: Files) -> list[str]:
    """What a rule says, without its name at the end."""
    return [line.removesuffix(f" [{rule.name}]") for line in says(rule, files)]


def test_a_leak_through_two_embeds() -> None:
    """The problem is at the published note, with the whole way to what was meant to stay private."""
    files: Files = {
        "garden.md": f"{PUBLISHED}Welcome.\n\n![[tea]]\n",
        "tea.md": f"{PUBLISHED}![[brewing#Secrets]]\n",
        "brewing.md": "# Secrets\n![[diary]]\n",
        "diary.md": "Nobody may read this.\n",
    }
    private = "which is not published (no `dg-publish: true`): its text is published with this note"
    assert lines(LINKS_TO_DRAFT, files) == [
        f"garden.md:6:1: error: embeds tea.md, which embeds brewing.md, which embeds diary.md, {private}",
        f"garden.md:6:1: error: embeds tea.md, which embeds brewing.md, {private}",
        f"tea.md:4:1: error: embeds brewing.md, which embeds diary.md, {private}",
        f"tea.md:4:1: error: embeds brewing.md, {private}",
    ]
    deepest = find(LINKS_TO_DRAFT, vault(files))
    (data,) = (each.data for each in deepest if each.path == "garden.md" and each.data["draft"] == "diary.md")
    assert data == {
        "target": "tea",
        "link": "![[tea]]",
        "kind": "embed",
        "leak": True,
        "draft": "diary.md",
        "reason": "no dg-publish: true",
        "chain": ["tea.md", "brewing.md", "diary.md"],
        "files": [],
    }


def test_embeds_in_a_circle_end() -> None:
    files: Files = {"a.md": f"{PUBLISHED}![[b]]\n", "b.md": f"{PUBLISHED}![[a]] ![[c]]\n", "c.md": "![[b]]\n"}
    assert [line.partition(":")[0] for line in lines(LINKS_TO_DRAFT, files)] == ["a.md", "b.md"]


def test_on_quartz_an_embed_stays_empty() -> None:
    """So what a draft embeds is not on the page, and a chain ends at its first draft."""
    files: Files = {
        **QUARTZ_4,
        "index.md": "![[tea]]\n",
        "tea.md": "![[draft]] [[draft]]\n",
        "draft.md": f"{DRAFT}![[deeper]]\n",
        "deeper.md": DRAFT,
    }
    draft = "draft.md, which is not published (`draft: true`): "
    assert lines(LINKS_TO_DRAFT, files) == [
        f"index.md:1:1: error: embeds tea.md, which embeds {draft}the embed stays empty",
        f"tea.md:1:1: error: embeds {draft}the embed stays empty",
        f"tea.md:1:12: error: links to {draft}readers meet a dead link",
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a.md": "[[b]]\n", "b.md": DRAFT}, id="no site"),
        pytest.param({"a.md": "[[b]]\n", "b.md": "---\npublish: false\n---\n"}, id="no note says that it is published"),
        pytest.param({"a.md": "---\npublish: true\n---\n[[b]]\n", "b.md": ""}, id="a note that says nothing"),
        pytest.param({**QUARTZ_4, "a.md": f"{DRAFT}[[b]] ![[b]]\n", "b.md": DRAFT}, id="between drafts"),
        pytest.param({**QUARTZ_4, "a.md": '---\nup: "[[b]]"\n---\n', "b.md": DRAFT}, id="in a property"),
        pytest.param({**QUARTZ_4, "a.md": "`[[b]]` %% [[b]] %%\n", "b.md": DRAFT}, id="in code and comments"),
        pytest.param(
            {**QUARTZ_4, "a.md": "[[b]]\n", "b.md": "---\ndraft: true\nx: [\n---\n"}, id="broken front matter"
        ),
        pytest.param(
            {**GARDEN, "a.md": f"{PUBLISHED}[[#x]] [[a]] ![[a.png]]\n", "a.png": ""}, id="itself and a picture"
        ),
    ],
)
def test_no_link_to_a_draft(files: Files) -> None:
    assert lines(LINKS_TO_DRAFT, files) == []


@pytest.mark.parametrize(
    "link",
    [
        "[[b]]",
        "[[B|x]]",
        "![[b#H]]",
        "[x](b.md)",
        "[x](<b.md> 't')",
        "> - [[b]]",
        "| [[b\\|x]] |\n|---|",
        "[x][y]\n\n[y]: b.md",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_links_of_all_kinds(link: str, ending: str) -> None:
    files: Files = {**QUARTZ_5, "a.md": f"\ufeff{link}\n".replace("\n", ending), "b.md": f"{DRAFT}# H\n"}
    assert len(lines(LINKS_TO_DRAFT, files)) == 1


def test_publish_without_a_site() -> None:
    files: Files = {"a.md": "---\npublish: true\n---\n[[b]] ![[b]]\n", "b.md": "---\npublish: false\n---\n"}
    why = "b.md, which is not published (`publish: false`): "
    assert lines(LINKS_TO_DRAFT, files) == [
        f"a.md:4:1: error: links to {why}readers meet a dead link",
        f"a.md:4:7: error: embeds {why}the embed stays empty",
    ]


def test_a_folder_that_the_site_leaves_out() -> None:
    files: Files = {**QUARTZ_4, "a.md": "[[b]]\n", "private/b.md": ""}
    assert lines(LINKS_TO_DRAFT, files) == [
        "a.md:1:1: error: links to private/b.md, which is not published (left out by Quartz): readers meet a dead link"
    ]


def test_attachments_of_drafts() -> None:
    """Quartz publishes them; those that a published note or a canvas uses, too, are no secret."""
    files: Files = {
        **QUARTZ_4,
        "draft.md": f"{DRAFT}Text\n\n![[cup.png]] [bill](bill.pdf) ![[both.png]] ![[board.png]] ![[hidden.png]]\n",
        "other.md": f"{DRAFT}![[cup.png]]\n",
        "tea.md": "![x][y]\n\n[y]: both.png\n",
        "b.canvas": '{"nodes": [{"type": "file", "file": "board.png"}]}',
        **dict.fromkeys(["cup.png", "bill.pdf", "both.png", "board.png", "private/hidden.png", "unused.png"], ""),
    }
    assert lines(LINKS_TO_DRAFT, files) == [
        (
            "draft.md:6:1: error: Quartz 4 publishes bill.pdf and cup.png, though only notes that are not published use"
            " them (`draft: true`)"
        )
    ]
    assert lines(configure(RULES["links-to-draft"], {"attachments": False}, "test"), files) == []


@pytest.mark.parametrize(
    "version, link, expected",
    [
        pytest.param(4, "[[Tea]] [[notes/Oolong]] [[Oolong]] ![[cup.png]]", [], id="what works"),
        pytest.param(4, "[[tea]]", ['Quartz 4 has no page at "tea": write [[Tea|tea]]'], id="another case"),
        pytest.param(5, "[[tea]]", [], id="Quartz 5 ignores case"),
        pytest.param(4, "[[deep/Sencha]]", ['Quartz 4 has no page at "deep/Sencha": write [[Sencha]]'], id="end of a path"),
        pytest.param(5, "[[deep/Sencha]]", [], id="Quartz 5 finds the end of a path"),
        pytest.param(4, "![[CUP.png|300]]", ['Quartz 4 has no file at "CUP.png": write ![[cup.png|300]]'], id="a picture"),
        pytest.param(4, "[[Same]]", ['Quartz 4 has no page at "Same": write [[one/Same|Same]]'], id="one of two"),
        pytest.param(5, "[[Topics/index]]", ['Quartz 5 leads "Topics/index" to x/Topics.md, not to Topics/index.md'],
                     id="another page, and nothing that works in both"),
        pytest.param(4, "[[Tea#A#B]]", ["Quartz 4 shows this link as text: name one heading: write [[Tea#B]]"], id="path of headings"),
        pytest.param(5, "[[Tea#A#B]]", ["Quartz 5 does not lead to this section: write [[Tea#B]]"], id="path of headings in 5"),
        pytest.param(5, "[[#My part]]\n# My part", ["Quartz 5 does not lead to this section: write [[n#My part]]"], id="itself"),
        pytest.param(5, "[[#part]] [[#^x]]\n# part\na ^x", [], id="itself, in small letters, and a block"),
        pytest.param(4, "[[missing]] [[#nothing]] <https://tea.example> [[Draft]]", [], id="what other rules report"),
        pytest.param(4, "[[Barbie]]", [], id="a note whose other name is that, too"),
    ],
)  # fmt: skip
def test_breaks_on_quartz(version: int, link: str, expected: list[str]) -> None:
    files: Files = {
        **(QUARTZ_4 if version == 4 else QUARTZ_5),
        "n.md": f"{link}\n",
        "Tea.md": "# A\n## B\n",
        "notes/Oolong.md": "",
        "notes/deep/Sencha.md": "",
        "one/Same.md": "",
        "three/Same.md": "",
        "Topics/index.md": "",
        "x/Topics.md": "",
        "pics/cup.png": "",
        "Draft.md": DRAFT,
        "barbie.md": "---\naliases: [Barbie]\n---\n",
    }
    assert lines(BREAKS, files) == [f"n.md:1:1: warning: {each}" for each in expected]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[a](Tea.md) [b](notes/Oolong.md#x) ![c](pics/My%20cup.png) [d](/Tea.md)", [], id="what works"),
        pytest.param("[a](tea.md)", ['GitHub has no file at "tea.md": write [a](Tea.md)'], id="another case"),
        pytest.param("[a](Oolong.md)", ['GitHub has no file at "Oolong.md": write [a](notes/Oolong.md)'], id="a name"),
        pytest.param("[a](Tea)", ['GitHub has no file at "Tea": write [a](Tea.md)'], id="no extension"),
        pytest.param("[[Tea]]", ["GitHub shows this link as text"], id="a wikilink"),
        pytest.param("[a](../Tea.md)", [], id="above the vault, where the repository may have such a file"),
    ],
)
def test_breaks_on_github(text: str, expected: list[str]) -> None:
    from pathlib import Path

    from vaultlint.config.options import Config, Options
    from vaultlint.config.selection import Selection
    from vaultlint.lint.engine import check
    from vaultlint.site.site_options import SiteOptions
    from vaultlint.vault.sources import Memory
    from vaultlint.vault.vault import read_vault

    files: Files = {"n.md": f"{text}\n", "Tea.md": "", "notes/Oolong.md": "# x\n", "pics/My cup.png": ""}
    found = read_vault(Path("/vault"), Memory(files), site=SiteOptions(name="github"))
    selection = Selection({BREAKS.name: type(BREAKS)}, Config(Options(select=(BREAKS.name,))))
    assert [problem.message for problem in check(found, selection).problems] == expected


def test_a_fix_is_safe_where_obsidian_would_write_it() -> None:
    """Another path than Obsidian writes is for a person to look at."""
    files = {
        "package.json": '{"name": "@jackyzha0/quartz", "version": "4.5.0"}',
        "n.md": "[[tea]] [[DEEP/Sencha]] [x](./notes/tea.md)\n",
        "notes/Tea.md": "",
        "deep/Sencha.md": "",
    }
    problems = sorted(find(BREAKS, vault({**files})), key=lambda problem: problem.span)
    assert [problem.fix and str(problem.fix.applicability) for problem in problems] == ["safe", "safe", "safe"]
    assert problems[0].fix
    assert fixed(problems[0].fix, files)["n.md"] == "[[Tea|tea]] [[DEEP/Sencha]] [x](./notes/tea.md)\n"


@pytest.mark.parametrize(
    "files, expected",
    [
        pytest.param({**QUARTZ_4, "a b.md": "", "a-b.md": ""},
                     ['a-b.md:1:1: error: Quartz 4 publishes this note at "a-b", as it does a b.md: rename one of them'],
                     id="names"),
        pytest.param({**QUARTZ_4, "Tea.md": "", "x/tea.md": "", "tea .md": ""}, [], id="no two alike"),
        pytest.param({**QUARTZ_4, "X/index.md": "", "X/_index.md": ""},
                     ['X/index.md:1:1: error: Quartz 4 publishes this note at "X/index", as it does X/_index.md: rename one of them'],
                     id="two pages of a folder"),
        pytest.param({**QUARTZ_5, "F/F.md": "", "F/index.md": ""},
                     ['F/index.md:1:1: error: Quartz 5 publishes this note at "f/index", as it does F/F.md: rename one of them'],
                     id="a note of its folder's name"),
        pytest.param({**QUARTZ_5, "Tea.md": DRAFT, "tea-.md": "", "tea .md": DRAFT}, [], id="drafts have no address"),
        pytest.param({**QUARTZ_4, "a.md": "---\npermalink: /b\n---\n", "b.md": ""},
                     ['a.md:2:1: error: Quartz 4 publishes this note at "b", as it does b.md: change `permalink`'],
                     id="a permalink"),
        pytest.param({**QUARTZ_4, "x/a.md": "---\naliases: [T]\n---\n", "x/b.md": "---\naliases: [T]\n---\n", "T.md": ""},
                     ['x/b.md:2:1: error: Quartz 4 publishes this note at "x/T.html", as it does x/a.md: change `aliases`'],
                     id="two aliases"),
        pytest.param({**QUARTZ_5, "a.md": "---\naliases: [A]\n---\n"}, [], id="an alias that is the note's own name"),
        pytest.param({**GARDEN, "a.md": "---\ndg-publish: true\ndg-home: true\n---\n",
                      "b.md": "---\ndg-publish: true\ndg-home: true\n---\n", "c.md": "---\ndg-home: true\n---\n"},
                     ["b.md:3:1: error: Digital Garden publishes this note as the home page, as it does a.md: change `dg-home`"],
                     id="two home pages"),
        pytest.param({"hugo.toml": "", "content/a.md": "---\nurl: /x/\n---\n", "content/b.md": "---\nurl: x\n---\n",
                      "c.md": "---\nurl: x\n---\n"},
                     ['content/b.md:2:1: error: Hugo publishes this note at "x", as it does content/a.md: change `url`'],
                     id="Hugo: url"),
        pytest.param({"a b.md": "", "a-b.md": ""}, [], id="no site"),
    ],
)  # fmt: skip
def test_duplicate_addresses(files: Files, expected: list[str]) -> None:
    assert lines(ADDRESSES, files) == expected


def test_pages_that_the_site_makes() -> None:
    """Links to pages of folders and tags dangle in Obsidian, but not for readers of the site."""
    files: Files = {
        **QUARTZ_4,
        "n.md": "[[Topics/]] [t](/tags/tea) [t](/tags/tea/green) [[Nope/]] [t](/tags/nope) [t](tags/te)\n",
        "Topics/x.md": "#tea/green\n",
    }
    assert [found.link.target for found in vault(files).dangling] == ["Nope/", "/tags/nope", "tags/te"]
    assert len(says(RULES["dangling-link"](), files)) == 3
    del files["package.json"]
    assert len(vault(files).dangling) == 6


def test_pages_of_folders_are_no_orphans() -> None:
    files: Files = {
        **QUARTZ_5,
        "Topics/Topics.md": "",
        "Topics/x.md": "",
        "Topics.md": "[[Topics/Topics]] [[x]] [[y]]\n",
        "y.md": "",
    }
    assert says(RULES["orphan-note"](), files) == []
    del files["package.json"]
    assert len(says(RULES["orphan-note"](), files)) == 1
