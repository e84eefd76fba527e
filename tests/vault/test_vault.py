"""A whole vault: its links in order, its graph, its settings, and what is no part of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz.laws import Sheet
from vaultlint import TOP, Flaw, FragmentStatus, Status
from vaultlint.cache.store import Store
from vaultlint.obsidian.daily_notes import DailyNotes
from vaultlint.testing import vault
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Disk, Memory
from vaultlint.vault.vault import Vault, read_vault

Files = dict[str, str | bytes]

NAMES = ["a.md", "b.md", "x/a.md", "y/a.md", "y/c.md"]
LINKS = ["[[a]]", "[[b]]", "[[x/a]]", "[[A#b]]", "![[y/a]]", "[c](c.md)", "[[gone]]", "[r][r]", "\n\n[r]: y/c.md\n\n"]


def test_notes_canvases_and_files() -> None:
    """Each file has its place by its extension, in any case, in the order of the paths."""
    read = vault({"b.MD": "", "a/x.md": "", "map.canvas": "", "pic.PNG": "", "list.base": "", "notes.txt": ""})
    assert list(read.notes) == ["a/x.md", "b.MD"]
    assert list(read.canvases) == ["map.canvas"]
    assert read.files == ("list.base", "map.canvas", "pic.PNG")
    assert set(read.graph) == {"a/x.md", "b.MD", "list.base", "map.canvas", "pic.PNG"}


def test_links_in_order() -> None:
    """Links come by path, notes and canvases mixed, and in a file by position."""
    card = json.dumps({"nodes": [{"type": "text", "text": "[[four]] [five](five.md)"}]})
    files: Files = {
        "c.md": "[[six]]\n",
        "b.canvas": card,
        "a.md": '---\nup: "[[one]]"\n---\n![[two]] and\n[three](three)\n',
    }
    assert [(found.source, found.link.target) for found in vault(files).links] == [
        ("a.md", "one"),
        ("a.md", "two"),
        ("a.md", "three"),
        ("b.canvas", "four"),
        ("b.canvas", "five.md"),
        ("c.md", "six"),
    ]


@pytest.mark.parametrize(
    "source, content",
    [
        pytest.param("from.md", "[[to]]", id="wikilink"),
        pytest.param("from.md", "![[to]]", id="embed"),
        pytest.param("from.md", "[x](to.md)", id="Markdown link"),
        pytest.param("from.md", "![x](to.md)", id="image"),
        pytest.param("from.md", '---\nup: "[[to]]"\n---\n', id="property"),
        pytest.param("from.md", '---\nup:\n  - near: "[x](to.md)"\n---\n', id="nested property"),
        pytest.param("from.canvas", '{"nodes": [{"type": "file", "file": "to.md"}]}', id="file on a canvas"),
        pytest.param("from.canvas", '{"nodes": [{"type": "text", "text": "[[to]]"}]}', id="text on a canvas"),
        pytest.param("from.canvas", '{"nodes": [{"type": "group", "background": "to.md"}]}', id="behind a group"),
        pytest.param("from.md", "[[to#Nowhere]]", id="missing heading"),
    ],
)
def test_every_kind_of_link_is_an_edge(source: str, content: str) -> None:
    """Every kind of link counts in the graph."""
    assert list(vault({source: content, "to.md": ""}).graph.edges) == [(source, "to.md")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[from]] [[#Here]] [x](from.md)", id="to itself"),
        pytest.param("[x][ref]\n\n[ref]: to.md\n", id="by reference"),
        pytest.param("[[gone]]", id="dangling"),
        pytest.param("<https://example.org> [x](mailto:to.md)", id="external"),
        pytest.param("`[[to]]`", id="in code"),
        pytest.param('---\nup: "see [[to]]"\n---\n', id="inside the text of a property"),
    ],
)
def test_no_edge(text: str) -> None:
    """What leads nowhere else, or is no link to Obsidian's graph, is no edge."""
    assert list(vault({"from.md": text, "to.md": ""}).graph.edges) == []


def test_edges_hold_their_links() -> None:
    """All links from one file to another are one edge, and `links_between` has them in order."""
    read = vault({"from.md": "[[to]] [x][r] ![[TO#^id]]\n\n[r]: to.md\n", "to.md": "", "a.md": "[[to]]"})
    assert read.links_between("from.md", "to.md") == (read.links[1], read.links[3])
    assert [found.link.raw for found in read.links] == ["[[to]]", "[[to]]", "[x][r]", "![[TO#^id]]"]


def test_ambiguous_links_in_the_graph() -> None:
    """A tie gives an edge to each file, a shortest path one edge."""
    read = vault({"from.md": "[[tie]] [[short]]", "a/tie.md": "", "b/tie.md": "", "a/short.md": "", "bb/short.md": ""})
    assert set(read.graph.edges) == {("from.md", "a/tie.md"), ("from.md", "b/tie.md"), ("from.md", "a/short.md")}


def test_a_name_that_hundreds_share_in_the_graph() -> None:
    """Where each of many files would have an edge to each of many others, the last ones lead to the first two."""
    names = [f"f{number:03}" for number in range(400)]
    files = {f"{name}/same.md": "" for name in names} | {f"from{name}.md": "[[same]]" for name in names}
    graph = vault(files).graph
    assert [graph.out_degree(f"from{name}.md") for name in names] == [400] * 250 + [2] * 150
    assert min(graph.in_degree(f"{name}/same.md") for name in names) == 250


@pytest.mark.parametrize(
    "app, expected",
    [
        pytest.param("", Status.DANGLING, id="no settings"),
        pytest.param('{"showUnsupportedFiles": true}', Status.RESOLVED, id="shows all file types"),
        pytest.param('{"showUnsupportedFiles": false}', Status.DANGLING, id="does not"),
        pytest.param('{"showUnsupportedFiles": "yes"}', Status.DANGLING, id="not understood"),
        pytest.param('{"showUnsupportedFiles": true', Status.DANGLING, id="broken"),
        pytest.param("[true]", Status.DANGLING, id="not an object"),
        pytest.param(b"\xff\xfe\x00", Status.DANGLING, id="bytes"),
        pytest.param("[" * 100_000, Status.DANGLING, id="nested too deep"),
    ],
)
def test_files_that_obsidian_does_not_show(app: str | bytes, expected: Status) -> None:
    """A file of a type that Obsidian does not show is a target only if all types are shown (S3.20)."""
    read = vault({"home.md": "[[sums.xlsx]]", "sums.xlsx": b"", ".obsidian/app.json": app})
    (found,) = read.links
    assert found.status is expected
    assert read.files == (("sums.xlsx",) if expected is Status.RESOLVED else ())


@pytest.mark.parametrize(
    "filters, expected",
    [
        pytest.param(None, [], id="null"),
        pytest.param([], [], id="none"),
        pytest.param("old", [], id="not a list"),
        pytest.param(["old/"], ["old/a.md"], id="folder"),
        pytest.param(["old"], ["old/a.md", "older.md"], id="start of a path"),
        pytest.param(["a.md", "draft"], [], id="not the start of a path"),
        pytest.param(["/DRAFT$|^OLD.*er/"], ["older.md"], id="regular expression in any case"),
        pytest.param([r"/\/a\.md$/"], ["new/a.md", "old/a.md"], id="regular expression on the path"),
        pytest.param(["/(/", "new"], ["new/a.md", "new/draft.md"], id="broken regular expression"),
        pytest.param(["", 7, None, "older"], ["older.md"], id="entries that are no text"),
    ],
)
def test_excluded_files(filters: object, expected: list[str]) -> None:
    """`userIgnoreFilters` are starts of paths or regular expressions; such notes stay targets (S3.18)."""
    paths = ["new/a.md", "new/draft.md", "old/a.md", "older.md"]
    files: Files = {".obsidian/app.json": json.dumps({"userIgnoreFilters": filters}), **dict.fromkeys(paths, "")}
    read = vault({**files, "home.md": "[[older]]"})
    assert [path for path in paths if read.settings.exclusion_of(path)] == expected
    assert [found.resolved for found in read.links] == ["older.md"]


@pytest.mark.parametrize(
    "name, settings, expected",
    [
        pytest.param("templates.json", {"folder": "forms"}, ["forms/day.md"], id="Templates"),
        pytest.param("templates.json", {"folder": "/forms/"}, ["forms/day.md"], id="with slashes"),
        pytest.param("templates.json", {"folder": "my/forms"}, ["my/forms/day.md"], id="nested"),
        pytest.param("templates.json", {"folder": "/"}, [], id="the whole vault"),
        pytest.param("templates.json", {"folder": None}, [], id="null"),
        pytest.param(
            "plugins/templater-obsidian/data.json", {"templates_folder": "forms"}, ["forms/day.md"], id="Templater"
        ),
        pytest.param("daily-notes.json", {"template": "my/forms/day"}, ["my/forms/day.md"], id="for daily notes"),
        pytest.param("daily-notes.json", {"template": "/forms.md"}, ["forms.md"], id="with slash and extension"),
        pytest.param("daily-notes.json", {"template": ""}, [], id="none for daily notes"),
    ],
)
def test_templates(name: str, settings: dict[str, object], expected: list[str]) -> None:
    """What lies in a folder of templates, or is the template of daily notes, is set aside."""
    paths = ["forms/day.md", "forms.md", "formsheet/day.md", "my/forms/day.md"]
    read = vault({f".obsidian/{name}": json.dumps(settings), **dict.fromkeys(paths, "")})
    assert [path for path in paths if read.settings.exclusion_of(path)] == expected


@pytest.mark.parametrize("hidden", [".trash/Gone.md", ".Gone.md", "a/.git/Gone.md"])
def test_hidden_files_are_not_in_the_vault(hidden: str) -> None:
    """What a dot hides is no source and no target (S3.19)."""
    read = vault({hidden: "[[home]]", "home.md": f"[[Gone]] [[.Gone]] [[/{hidden}]]"})
    assert list(read.notes) == ["home.md"]
    assert [(found.source, found.status) for found in read.links] == [("home.md", Status.DANGLING)] * 3


class Guarded(Memory):
    """A vault whose files cannot all be read."""

    def read(self, path: str) -> bytes:
        if path.startswith("secret"):
            raise PermissionError(13, "Permission denied")
        return super().read(path)


def test_unreadable_files_and_folders() -> None:
    """A file that cannot be read is empty and has a flaw, but is a target; so has a folder, which comes first."""
    source = Guarded({"secret.md": "[[home]]", "secret.canvas": "{}", "home.md": "[[secret#Part]]"})
    source.unreadable = {"vault/b": "no way in", "a": "permission denied"}
    read = read_vault(Path("/vault"), source)
    denied = Flaw("unreadable-file", "cannot be read: permission denied", TOP, {})
    assert read.flaws == (
        ("a", denied),
        ("vault/b", Flaw("unreadable-file", "cannot be read: no way in", TOP, {})),
        ("secret.canvas", denied),
        ("secret.md", denied),
    )
    assert [read.flaws_of(path) for path in ("a", "secret.md", "home.md", "nowhere")] == [(denied,), (denied,), (), ()]
    assert [(found.source, found.resolved) for found in read.links] == [("home.md", "secret.md")]
    assert read.links[0].fragment_status is FragmentStatus.UNCHECKED


def test_progress_counts_the_files_that_are_read() -> None:
    """ProgressCallback goes from one to all notes and canvases; other files are not read."""
    seen: list[tuple[int, int]] = []
    source = Memory({"a.md": "", "b.png": "", "c.canvas": "", "d.md": ""})
    Index(Path("/vault"), source, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_questions_on_names() -> None:
    """Names are compared as in links; only files that are not shown are hidden."""
    read = vault(
        {
            "x/Owl.md": "---\naliases: [Hoot, Eule]\n---\n",
            "y/owl.md": "---\nAliases: hoot\n---\n",
            "sums.docx": "",
            "odd.xyz": "",
            "pic.png": "",
        }
    )
    assert read.named("z/OWL") == ("x/Owl.md", "y/owl.md")
    assert read.named("sums.docx") == ()
    assert read.called("HOOT") == ("x/Owl.md", "y/owl.md")
    assert read.called("Owl") == ()
    names = ("Sums.docx", "odd.xyz", "pic.png", "sums", "gone.docx")
    assert [name for name in names if read.hides(name)] == ["Sums.docx", "odd.xyz"]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[[gone.png]]", True, id="type that is shown"),
        pytest.param("[[a/gone.PDF]]", True, id="in any case"),
        pytest.param("[x](gone.canvas)", True, id="canvas"),
        pytest.param("[[gone.docx]]", False, id="type that is not shown"),
        pytest.param("[x](gone.docx)", False, id="type that is not shown, Markdown link"),
        pytest.param('---\nup: "[[gone.docx]]"\n---\n', False, id="type that is not shown, property"),
        pytest.param("![[gone.docx]]", True, id="type that is not shown, embed"),
        pytest.param("![x](gone.docx)", True, id="type that is not shown, image"),
        pytest.param("[[gone.csv]]", True, id="type that is not shown, and a file has"),
        pytest.param("[[x/sums.CSV]]", True, id="name of a hidden file"),
        pytest.param("[[x/data.xyz]]", True, id="unknown type, name of a hidden file"),
        pytest.param("[[gone.xyz]]", False, id="unknown type"),
        pytest.param("![[gone.xyz]]", False, id="unknown type, embed"),
        pytest.param("[[gone.md]]", False, id="note"),
        pytest.param("[[gone]]", False, id="no extension"),
        pytest.param("[[v2.1 plan]]", False, id="a dot in a name"),
        pytest.param("[[my.png/gone]]", False, id="a dot in a folder"),
    ],
)
def test_is_attachment(text: str, expected: bool) -> None:
    """A link asks for a file by its extension, as far as that tells, or because a hidden file has that name."""
    read = vault({"home.md": text, "data.xyz": "", "sums.csv": ""})
    (found,) = read.links
    assert read.is_attachment(found.link) is expected
    assert [each.link.raw for each in read.dangling] == ([] if expected else [found.link.raw])


def test_file_on_a_canvas_is_an_attachment() -> None:
    """A canvas shows files: what it names by a known extension is no note."""
    read = vault({"a.canvas": '{"nodes": [{"type": "file", "file": "x.zip"}, {"type": "file", "file": "x"}]}'})
    assert [read.is_attachment(found.link) for found in read.links] == [True, False]


@pytest.mark.parametrize(
    "source, to, wikilink, markdown",
    [
        pytest.param("note.md", "b/Cup.md", "[[Cup]]", "[x](Cup.md)", id="the only one of its name"),
        pytest.param("note.md", "index.md", "[[index]]", "[x](index.md)", id="in the root, among others"),
        pytest.param("b/note.md", "a/index.md", "[[a/index]]", "[x](a/index.md)", id="elsewhere, among others"),
        pytest.param("a/note.md", "a/index.md", "[[a/index]]", "[x](a/index.md)", id="beside, but one in the root"),
        pytest.param("a/note.md", "a/Pot.md", "[[Pot]]", "[x](Pot.md)", id="beside, among others"),
        pytest.param("note.md", "a/Pot.md", "[[a/Pot]]", "[x](a/Pot.md)", id="not beside"),
        pytest.param("note.md", "v1.2.md", "[[v1.2]]", "[x](v1.2.md)", id="dot in the name"),
        pytest.param("note.md", "a/pic.png.md", "[[pic.png.md]]", "[x](pic.png.md)", id="name of an attachment"),
        pytest.param("note.md", "pic.png", "[[pic.png]]", "[x](pic.png)", id="attachment"),
        pytest.param("note.md", "a/list.csv.md", "[[list.csv]]", "[x](list.csv.md)", id="name of a hidden file"),
        pytest.param("note.md", "b/Shout.MD", "[[Shout]]", "[x](Shout.MD)", id="extension in capitals"),
        pytest.param("note.md", "b/Zoe\u0308.md", "[[Zoe\u0308]]", "[x](Zoe\u0308.md)", id="name in another form"),
        pytest.param("note.md", "b/x.pdf.md", "[[b/x.pdf.md]]", "[x](b/x.pdf.md)", id="so named, among others"),
        pytest.param("note.md", "c/Old.md", None, None, id="differs in case only"),
        pytest.param("note.md", "C#/Pot.md", None, None, id="number sign in the folder"),
    ],
)
def test_link_written_anew(source: str, to: str, wikilink: str | None, markdown: str | None) -> None:
    """A link to a file has the shortest target that leads there and surely to no other (S3.24)."""
    paths = ["b/Cup.md", "index.md", "a/index.md", "b/index.md", "a/Pot.md", "b/Pot.md", "C#/Pot.md", "v1.2.md"]
    others = [
        "a/pic.png.md",
        "pic.png",
        "list.csv",
        "a/list.csv.md",
        "b/Shout.MD",
        "b/Zoe\u0308.md",
        "c/Old.md",
        "c/old.md",
    ]
    named = ["b/x.pdf.md", "c/x.pdf.md", "x.pdf"]
    read = vault({**dict.fromkeys([*paths, *others, *named], ""), source: "[[gone]] [x](gone)"})
    found = [read.rewritten(link, to) for link in read.links if link.source == source]
    assert [new and new.text for new in found] == [wikilink, markdown]


def test_link_written_anew_with_its_fragment() -> None:
    """A link keeps what follows `#`, if that is there; a target that is right stays as it is written."""
    read = vault({"a/Tea.md": "# Brewing\n", "n.md": "[[gone#brewing]] [[gone#^id]] [[a/tea#x]] [[#x]]", "p.md": "# P"})
    links = [found for found in read.links if found.source == "n.md"]
    assert [(new and new.text) for new in (read.rewritten(found, "a/Tea.md") for found in links[:2])] == [
        "[[Tea#brewing]]",
        None,
    ]
    brewing = read.rewritten(links[2], "a/Tea.md", fragment="#Brewing")
    assert (brewing and brewing.text) == "[[a/tea#Brewing]]"
    assert read.rewritten(links[2], "a/Tea.md", fragment="#Gone") is None
    assert read.rewritten(links[3], "n.md", fragment="#Gone") is None


@pytest.mark.parametrize(
    "settings, expected",
    [
        pytest.param(None, "2024-05-12", id="no settings"),
        pytest.param("", "2024-05-12", id="empty"),
        pytest.param("{", "2024-05-12", id="broken"),
        pytest.param('{"format": ""}', "2024-05-12", id="empty format"),
        pytest.param('{"format": null}', "2024-05-12", id="null"),
        pytest.param('{"format": 7}', "2024-05-12", id="a number"),
        pytest.param('{"format": "[today]"}', "2024-05-12", id="no date"),
        pytest.param('{"format": "DD.MM.YYYY"}', "12.05.2024", id="another format"),
    ],
)
def test_daily_notes_of_obsidian(settings: str | None, expected: str) -> None:
    """Daily notes are named as Obsidian's settings say."""
    read = vault({} if settings is None else {".obsidian/daily-notes.json": settings})
    names = ("2024-05-12", "12.05.2024")
    assert [name for name in names if read.is_daily_note(f"x/{name}.md")] == [expected]


PLUGIN = ".obsidian/plugins/periodic-notes/data.json"
PLUGINS = {".obsidian/community-plugins.json": '["calendar", "periodic-notes"]'}
OF_DAY, OF_WEEK, OF_MONTH, OF_QUARTER, OF_YEAR = "2024-05-12", "2024-W19", "2024-05", "2024-Q2", "2024"
ON = {"enabled": True}


@pytest.mark.parametrize(
    "saved, expected",
    [
        pytest.param({}, OF_DAY, id="no period"),
        pytest.param({"weekly": ON}, f"{OF_DAY} {OF_WEEK}", id="weeks, by default"),
        pytest.param({"monthly": ON | {"format": ""}}, f"{OF_DAY} {OF_MONTH}", id="months, by default"),
        pytest.param({"quarterly": ON | {"format": None}}, f"{OF_DAY} {OF_QUARTER}", id="quarters, by default"),
        pytest.param({"yearly": ON | {"folder": "x"}}, f"{OF_DAY} {OF_YEAR}", id="years, by default"),
        pytest.param({"daily": ON | {"format": "DD.MM.YYYY"}}, f"{OF_DAY} 12.05.2024", id="days, beside Obsidian's"),
        pytest.param({"weekly": ON | {"format": "[W]ww gggg"}}, [OF_DAY, "W19 2024"], id="a format"),
        pytest.param({"weekly": ON | {"format": "[week]"}}, OF_DAY, id="a format without a date"),
        pytest.param({"yearly": {"enabled": False}}, OF_DAY, id="a period that is off"),
        pytest.param({"yearly": {"enabled": "true"}}, OF_DAY, id="neither on nor off"),
        pytest.param({"yearly": {"format": "YYYY"}}, OF_DAY, id="a period that nobody switched on"),
        pytest.param({"yearly": [], "weekly": 7, "monthly": None, "day": ON, "year": ON}, OF_DAY, id="no periods"),
        pytest.param([{"yearly": ON}], OF_DAY, id="a list"),
        pytest.param("{", OF_DAY, id="text"),
        pytest.param(
            {"calendarSets": [{"id": "Default", "week": ON}, {"id": "Work", "year": ON}], "monthly": ON},
            f"{OF_DAY} {OF_WEEK} {OF_YEAR}",
            id="sets, which replace what was saved before",
        ),
        pytest.param({"calendarSets": [*([{}] * 19), {"week": ON}, {"year": ON}]}, f"{OF_DAY} {OF_WEEK}", id="21 sets"),
        pytest.param({"calendarSets": [], "monthly": ON}, f"{OF_DAY} {OF_MONTH}", id="no set"),
        pytest.param({"calendarSets": {"year": ON}, "monthly": ON}, f"{OF_DAY} {OF_MONTH}", id="sets that are none"),
        pytest.param({"calendarSets": [7, {"year": 7}, {"week": ON}]}, f"{OF_DAY} {OF_WEEK}", id="a set that is none"),
    ],
)
def test_periodic_notes(saved: object, expected: str | list[str]) -> None:
    """The names of periodic notes are those of daily notes, too, as long as plugin and period are on."""
    names = (OF_DAY, "12.05.2024", OF_WEEK, "W19 2024", OF_MONTH, OF_QUARTER, OF_YEAR)
    read = vault({PLUGIN: json.dumps(saved), **PLUGINS})
    assert [name for name in names if read.is_daily_note(name)] == (
        expected if isinstance(expected, list) else expected.split()
    )
    assert not read.flaws


@pytest.mark.parametrize("plugins", [None, "", "[]", '["calendar"]', '"periodic-notes"', '{"periodic-notes": true}'])
def test_periodic_notes_that_are_off(plugins: str | None) -> None:
    """What a plugin once saved means nothing as long as it is off, readable or not."""
    listed = {} if plugins is None else {".obsidian/community-plugins.json": plugins}
    assert not vault({PLUGIN: json.dumps({"yearly": ON}), **listed}).is_daily_note(OF_YEAR)
    assert not vault({PLUGIN: "{", **listed}).flaws


def test_periodic_notes_that_cannot_be_read() -> None:
    """The settings of a plugin that is on are reported like any others."""
    assert [path for path, _ in vault({PLUGIN: "{", **PLUGINS}).flaws] == [PLUGIN]
    assert [path for path, _ in vault({".obsidian/community-plugins.json": "{"}).flaws] == [
        ".obsidian/community-plugins.json"
    ]


@pytest.mark.parametrize(
    "saved",
    [
        {"weekly": ON | {"template": "forms/week"}, "yearly": {"enabled": False, "template": "forms/year"}},
        {"calendarSets": [{"week": ON | {"templatePath": "/forms/week.md", "template": "forms/year"}}]},
    ],
    ids=["before version 1", "version 1"],
)
def test_templates_of_periodic_notes(saved: object) -> None:
    """They are set aside like the template of daily notes."""
    paths = ["forms/week.md", "forms/year.md"]
    read = vault({PLUGIN: json.dumps(saved), **PLUGINS, **dict.fromkeys(paths, "")})
    asides = [read.settings.exclusion_of(path) for path in paths]
    assert [aside and aside.description for aside in asides] == ['periodic note template "forms/week"', None]


def test_daily_notes_that_are_given() -> None:
    """What is given wins over Obsidian's settings; nothing is nothing."""
    source = Memory({".obsidian/daily-notes.json": '{"format": "DD.MM.YYYY"}'})
    read = read_vault(Path("/vault"), source, daily_notes=DailyNotes(["YYYY/DDDD"]))
    assert [read.is_daily_note(name) for name in ("2024/133.md", "12.05.2024")] == [True, False]
    assert not read_vault(Path("/vault"), source, daily_notes=DailyNotes([])).is_daily_note("12.05.2024")


def test_dangling_links_lead_to_notes() -> None:
    """A missing attachment is no missing note, nor is a missing heading."""
    read = vault({"a.md": "[[gone]] [[a#gone]] [[gone.png]] [x](gone.md) <https://gone.example>"})
    assert [found.link.raw for found in read.dangling] == ["[[gone]]", "[x](gone.md)"]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[[2024-05-12]]", "daily-note", id="daily note"),
        pytest.param("[x](../log/2024-05-12.md)", "daily-note", id="daily note by a relative path"),
        pytest.param("![[2024-05-12#Plan]]", "daily-note", id="part of a daily note"),
        pytest.param("[[x/2024-05-13]]", None, id="daily note that is in another folder"),
        pytest.param("[[2024-05-14]]", None, id="name of a daily note that is an alias"),
        pytest.param("[[2024-02-30]]", None, id="no real day"),
        pytest.param("[[People/Ann]]", "pattern", id="pattern"),
        pytest.param("[[/people/ann.md]]", "pattern", id="pattern, from the root, in another case"),
        pytest.param("[x](./Ann.md)", None, id="pattern that does not fit a relative path"),
        pytest.param("[x](../people/Ann.md)", "pattern", id="pattern that fits a relative path"),
        pytest.param("[[Ann]]", None, id="pattern that asks for the folder"),
        pytest.param("[[People/Ben]]", None, id="pattern, but the note is elsewhere"),
        pytest.param("[[People/Bo]]", "pattern", id="pattern, and the alias has no folder"),
        pytest.param("[[Idea Cleo]]", "pattern", id="another pattern"),
        pytest.param("[[Idea Bo]]", None, id="another pattern, but it is an alias"),
    ],
)
def test_plan(text: str, expected: str | None) -> None:
    """Daily notes are planned, and what fits a pattern; not what is there under another path or as an alias."""
    files: Files = {
        "home/a.md": text,
        "log/2024-05-13.md": "",
        "staff/Ben.md": "---\naliases: [Bo, Idea Bo, 2024-05-14]\n---\n",
    }
    read = vault(files)
    (found,) = read.dangling
    assert read.plan(found, ["People/*", "Idea *"]) == expected
    assert read.plan(found) == (expected if expected == "daily-note" else None)
    assert read.plan(found, daily_notes=False) is None


def test_plan_with_dates_in_folders() -> None:
    """With a format of folders, a note of the same last name is another day's."""
    files: Files = {
        ".obsidian/daily-notes.json": '{"format": "YYYY/MM/DD"}',
        "a.md": "[[2024/05/12]] [[log/2024/04/12]]",
        "2024/04/12.md": "",
    }
    read = vault(files)
    assert [read.plan(found) for found in read.dangling] == ["daily-note", None]


def test_text_is_what_spans_count() -> None:
    """The text of a note or canvas is decoded, without a byte order mark, given itself or its path."""
    read = vault({"a.md": b"\xef\xbb\xbf# T\xe9\r\n", "b.canvas": "{}", "c.png": ""})
    assert read.text("a.md") == read.text(read.notes["a.md"]) == "# T\ufffd\r\n"
    assert read.text(read.canvases["b.canvas"]) == "{}"


@pytest.mark.parametrize("path", ["c.png", "gone.md"])
def test_text_of_what_is_neither_note_nor_canvas(path: str) -> None:
    """Only notes and canvases have a text."""
    with pytest.raises(KeyError):
        vault({"c.png": ""}).text(path)


def on_disk(folder: Path, *, is_cached: bool = False, limit: int = 1_000) -> Vault:
    store = Store(folder / ".vaultlint_cache") if is_cached else None
    return Vault(Index(folder, Disk(folder, limit), store=store))


@pytest.mark.parametrize(
    "is_cached", [pytest.param(False, id="without a cache"), pytest.param(True, id="with a cache")]
)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda note: note.write_text("# Coffee\n", encoding="utf-8"), id="other size"),
        pytest.param(lambda note: os.utime(note, ns=(1, 1)), id="other time"),
        pytest.param(Path.unlink, id="deleted"),
        pytest.param(lambda note: (note.unlink(), note.mkdir()), id="now a folder"),
    ],
)
def test_text_of_a_note_that_changes_meanwhile(
    tmp_path: Path, change: Callable[[Path], object], is_cached: bool
) -> None:
    """A note that is no longer as it was read has no text, so nobody applies its old spans to a new text."""
    note = tmp_path / "a.md"
    note.write_text("---\ntags: [tea]\n---\n", encoding="utf-8")
    read = on_disk(tmp_path, is_cached=is_cached)
    assert read.text("a.md") == "---\ntags: [tea]\n---\n"
    assert ("tags", 0) in read.value_spans(read.notes["a.md"])
    change(note)
    assert read.text("a.md") is None
    assert read.value_spans(read.notes["a.md"]) == {("tags",): (2, 7, 2, 12)}


def test_text_of_a_note_that_cannot_be_read(tmp_path: Path) -> None:
    """A note that is too large or too heavy has no text, and no more of it than the limit is ever read."""
    (tmp_path / "large.md").write_text("a" * 1_000_000, encoding="utf-8")
    (tmp_path / "heavy.md").write_text("[[a]]" * 100_000, encoding="utf-8")
    read = on_disk(tmp_path, limit=600_000)
    assert sorted(read.unreadable) == ["heavy.md", "large.md"]
    assert [read.text(note) for note in read.notes.values()] == [None, None]


def test_value_spans() -> None:
    """Each value has its span, in lists and mappings too, whatever the style of YAML."""
    text = """\
---
title: Tea
tags: [green, "a b"]
authors:
  - name: Ann
    born: 1990
  - {name: Bob, likes: [tea]}
empty:
---
"""
    read = vault({"a.md": text})
    spans = read.value_spans(read.notes["a.md"])
    sheet = Sheet(text.encode())
    assert {path: sheet.cut(span) for path, span in spans.items()} == {
        ("title",): "Tea",
        ("tags",): '[green, "a b"]',
        ("tags", 0): "green",
        ("tags", 1): '"a b"',
        ("authors",): "- name: Ann\n    born: 1990\n  - {name: Bob, likes: [tea]}",
        ("authors", 0): "name: Ann\n    born: 1990",
        ("authors", 0, "name"): "Ann",
        ("authors", 0, "born"): "1990",
        ("authors", 1): "{name: Bob, likes: [tea]}",
        ("authors", 1, "name"): "Bob",
        ("authors", 1, "likes"): "[tea]",
        ("authors", 1, "likes", 0): "tea",
        ("empty",): "",
    }


def test_value_spans_of_front_matter_without_an_end() -> None:
    """Front matter that is not closed has values as well; a text without any has none."""
    read = vault({"a.md": "---\ntags: [b]\n", "b.md": "tags: [b]\n", "c.md": "---\na: [b\n---\n"})
    assert [list(read.value_spans(note)) for note in read.notes.values()] == [[("tags",), ("tags", 0)], [], []]
