"""What a survey finds in small vaults of different kinds."""

from __future__ import annotations

import pytest

from vaultlint.init.survey import Survey, Templates, survey
from vaultlint.testing import vault


def look(files: dict[str, str]) -> Survey:
    return survey(vault(files))


def note(**properties: str) -> str:
    return "".join(["---\n", *(f"{name.replace('_', ' ')}: {value}\n" for name, value in properties.items()), "---\n"])


def notes(folder: str, count: int, **properties: str) -> dict[str, str]:
    return {f"{folder}note {number}.md": note(**properties) for number in range(count)}


def by_folder(found: Survey) -> dict[str, list[str]]:
    return {folder.folder: list(folder.lacking) for folder in found.usage.folders}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(notes("", 9, title="a", tags="b") | {"x.md": ""}, {"": ["title", "tags"]}, id="nine of ten"),
        pytest.param(notes("", 8, title="a") | {"x.md": "", "y.md": ""}, {"": []}, id="eight of ten"),
        pytest.param(notes("", 5, title=""), {"": []}, id="a property that stays empty"),
        pytest.param(notes("", 9, title="a", vaultlint="{disable: [orphan-note]}"), {"": ["title"]}, id="our own"),
        pytest.param(
            notes("", 9, title="a") | notes("bad", 9, title="[") | {"x.md": ""},
            {"": ["title"]},
            id="notes with broken front matter have no say",
        ),
        pytest.param(notes("", 5, Title="a") | notes("x", 4, title="a"), {"": ["Title"]}, id="the usual spelling"),
        pytest.param(
            notes("Blog/", 20, title="a", draft="false") | notes("Daily/", 10),
            {"": ["title", "draft"], "Daily": []},
            id="a folder without what the others have",
        ),
        pytest.param(
            notes("Blog/", 20, title="a") | notes("Daily/", 9),
            {"": [], "Blog": ["title"]},
            id="too few notes to be a folder that differs",
        ),
        pytest.param(
            notes("Blog/", 20, title="a") | notes("Books/", 20, title="a", author="b"),
            {"": ["title"], "Books": ["title", "author"]},
            id="a folder with a property of its own",
        ),
        pytest.param(
            notes("Log/old/", 20) | notes("Log/new/", 30, title="a") | notes("", 20, title="a"),
            {"": ["title"], "Log/old": []},
            id="a mixed folder is looked into",
        ),
        pytest.param(
            notes("Films/", 20, **{f"p{number}": "a" for number in range(9)}) | notes("", 20),
            {"": []},
            id="so many properties come from a program",
        ),
    ],
)
def test_usual_properties(files: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert by_folder(look(files)) == expected


@pytest.mark.parametrize(
    ("files", "properties", "synonyms"),
    [
        pytest.param(notes("", 9, created="2024-05-01"), ["created"], {}, id="one other name"),
        pytest.param(
            notes("a", 9, date="2024-05-01") | notes("b", 5, created="2024-05-01") | notes("c", 3, Date_created="1"),
            ["date"],
            {"date": ("created", "Date created")},
            id="several names",
        ),
        pytest.param(
            notes("a", 30, date="2024-05-01") | notes("b", 2, created="2024-05-01"),
            ["date"],
            {},
            id="two notes with another name are a slip",
        ),
        pytest.param(notes("", 9, date="2024-05-01", created="2024-05-01"), ["date"], {}, id="both names in each note"),
        pytest.param(
            notes("a", 9, draft="false") | notes("b", 5, publish="true"),
            ["draft"],
            {"draft": ("publish",)},
            id="a draft is what is not published",
        ),
    ],
)
def test_synonyms(files: dict[str, str], properties: list[str], synonyms: dict[str, tuple[str, ...]]) -> None:
    whole = look(files).usage.folders[0]
    assert list(whole.lacking) == properties
    assert whole.synonyms == synonyms


def dated(*values: str) -> dict[str, str]:
    return {f"note {number}.md": note(date=value) for number, value in enumerate(values)}


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        pytest.param(["2024-05-01", "2024-05-01 10:00", "2024-05-01T10:00:00Z"] * 2, [], id="ISO 8601 is known"),
        pytest.param(["01.05.2024", "31.12.2024"] * 3, ["DD.MM.YYYY"], id="day, month, year"),
        pytest.param(["1.5.2024", "31.12.2024"] * 3, ["D.M.YYYY"], id="without zeros"),
        pytest.param(["01/05/2024", "31/12/2024"] * 3, ["DD/MM/YYYY"], id="a day over twelve comes first"),
        pytest.param(["01/05/2024", "12/31/2024"] * 3, ["MM/DD/YYYY"], id="a day over twelve comes second"),
        pytest.param(["2024/05/01"] * 5, ["YYYY/MM/DD"], id="slashes"),
        pytest.param(["2024-5-1"] * 5, ["YYYY-M-D"], id="ISO without zeros"),
        pytest.param(["20240501"] * 5, ["YYYYMMDD"], id="a number"),
        pytest.param(['"May 1, 2024"'] * 5, ["MMMM D, YYYY"], id="in words"),
        pytest.param(["Wednesday, 1 May 2024"] * 5, ["dddd, D MMMM YYYY"], id="with the day of the week"),
        pytest.param(["01.05.2024 09:30"] * 5, ["DD.MM.YYYY HH:mm"], id="with the time of day"),
        pytest.param(
            ["2024/05/01"] * 6 + ["1 May 2024"] * 4, ["YYYY/MM/DD", "D MMMM YYYY"], id="two notations, most used first"
        ),
        pytest.param(["2024-05-01"] * 9 + ["1 May 2024"], [], id="one that is rare is a slip"),
    ],
)
def test_notations_of_dates(values: list[str], formats: list[str]) -> None:
    found = look(dated(*values)).dates
    assert [(each.name, each.is_loose) for each in found.properties] == [("date", False)]
    assert [text for text, _ in found.formats] == formats


def valued(name: str, *values: str) -> dict[str, str]:
    return {f"note {number}.md": note(**{name: value}) for number, value in enumerate(values)}


@pytest.mark.parametrize(
    ("name", "values", "is_loose"),
    [
        pytest.param("date", ["2024-02-31"] * 9, False, id="days that do not exist are dates all the same"),
        pytest.param("date", ["2024-05-01"] * 3 + [""] * 12, False, id="an empty date is a mistake"),
        pytest.param("date", ["2024-05-01"] * 11 + ["soon"] * 10, False, id="fewer of another meaning"),
        pytest.param("date", ["2024-05-01"] * 9 + ["soon"] * 10, True, id="a date of another meaning"),
        pytest.param("date", ["soon"] * 9, False, id="too few to have another meaning"),
        pytest.param("date", [f"Report {n} of 2024" for n in range(300)], True, id="many values of another meaning"),
        pytest.param("due", [f"2024-05-01 {n // 60:02}:{n % 60:02}" for n in range(300)], False, id="many dates"),
        pytest.param("created", ["2024-05-01"] * 20 + [""] * 2, False, id="a note has a date of creation"),
        pytest.param("created", ["2024-05-01"] * 20 + [""] * 10, True, id="one that stays empty"),
        pytest.param("created", ["2024-05-01", "2024-02-31"], False, id="few values under a known name"),
        pytest.param("published", ["2024-05-01"] * 20 + [""], True, id="what is not published yet"),
        pytest.param("due", ["2024-05-01"] * 20 + [""], True, id="what has no date yet"),
        pytest.param("due", ["2024-05-01"] * 4, None, id="few values under another name"),
        pytest.param("due", ["2024-05-01"] * 8 + ["soon"], None, id="too many that are none"),
        pytest.param("due", ["[2024-05-01]"] * 9, None, id="lists"),
        pytest.param("due", ["2024"] * 9, None, id="years"),
        pytest.param("due", ['"[[2024-05-01]]"'] * 9, None, id="links, which no format can express"),
    ],
)
def test_properties_with_dates(name: str, values: list[str], is_loose: bool | None) -> None:
    found = look(valued(name, *values)).dates.properties
    assert {each.name: each.is_loose for each in found} == ({} if is_loose is None else {name: is_loose})


@pytest.mark.parametrize(
    ("values", "is_boolean", "is_something_else"),
    [
        pytest.param(["true"] * 5, True, False, id="booleans"),
        pytest.param(["true"] + [""] * 9, True, False, id="an empty flag is false"),
        pytest.param(["true"] + ['"true"'] * 9, True, False, id="in quotes"),
        pytest.param(["true"] + ["no", "0"] * 9, True, False, id="in another language"),
        pytest.param(["true"] * 8 + ["soon"] * 2, False, False, id="too many of another meaning"),
        pytest.param(["true"] * 8 + ["1", "2", "3"] * 4, False, True, id="numbers of drafts"),
        pytest.param([""] * 9, False, False, id="nothing at all"),
    ],
)
def test_flags(values: list[str], is_boolean: bool, is_something_else: bool) -> None:
    (flag,) = look(valued("draft", *values)).flags
    assert (flag.is_boolean, flag.is_something_else) == (is_boolean, is_something_else)


def test_names_of_flags() -> None:
    files = notes("a", 9, publish="true", done="true") | notes("b", 5, Public="false") | notes("c", 4, draft="true")
    assert [flag.name for flag in look(files).flags] == ["Public", "publish"]


TEMPLATE = "---\ntags: [daily]\ncreated: {{created}}\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEMPLATE, id="an unquoted property"),
        pytest.param('---\ntags: ["{{tag}}"]\n---\n', id="in a list"),
        pytest.param("---\ndate: {{date}} {{time}}\n---\n", id="front matter that is not valid"),
        pytest.param("---\n<%* const x = 1 %>\ntitle: x\n---\n", id="a script in the front matter"),
        pytest.param('---\ntitle: \'{{ replace .Name "-" " " | title }}\'\n---\n', id="Hugo's archetypes"),
        pytest.param("# {{title}}\n", id="Obsidian's"),
        pytest.param("# Week {{date:gggg-[W]ww}}\n", id="Periodic Notes"),
        pytest.param("# <% tp.file.title %>\n", id="Templater's"),
        pytest.param("[[{{yesterday}}]] | [[{{tomorrow}}]]\n", id="in links"),
    ],
)
def test_a_single_template(text: str) -> None:
    found = look({"x/a.md": text, "b.md": ""}).templates
    assert found == (Templates("x/a.md", 1, 1, is_folder=False),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Use `{{title}}` here\n", id="in code"),
        pytest.param("# Where {{title}} and {{date}} come from\n", id="in a sentence"),
        pytest.param("---\ntitle: Tea\nauthor: Ann\nyear: 8\nsource: {{source}}\n---\n", id="one that was left over"),
        pytest.param("[[{{title}}]] [[b]] [[c]]\n", id="in few of the links"),
        pytest.param("# {{c1::Paris}}\n", id="a cloze"),
        pytest.param("# {{[[TODO]]}} Tea\n", id="a macro"),
        pytest.param("---\nimage: '{{< figure src=\"a\" >}}'\n---\n", id="a shortcode"),
        pytest.param("# $x^{{a}}$\n", id="a formula"),
        pytest.param("# <%= name %>\n", id="another template engine"),
        pytest.param("Written on {{date}}.\n", id="in the text of one note"),
    ],
)
def test_no_template(text: str) -> None:
    assert look({"a.md": text, "b.md": ""}).templates == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({f"new/{name}.md": TEMPLATE for name in "abc"}, [("new", 3, 3)], id="by what is in it"),
        pytest.param(
            {"x/new/a.md": TEMPLATE, "x/new/b.md": TEMPLATE, "x/new/c/d.md": TEMPLATE, "x/e.md": ""},
            [("x", 3, 4)],
            id="the outermost with mostly templates",
        ),
        pytest.param(
            {f"x/new/{name}.md": TEMPLATE for name in "abc"}, [("x/new", 3, 3)], id="not the folder around it"
        ),
        pytest.param(
            {f"new/{name}.md": TEMPLATE for name in "abc"} | {f"new/{name}.md": "" for name in "xyz"},
            [("new/a.md", 1, 1), ("new/b.md", 1, 1), ("new/c.md", 1, 1)],
            id="not when half of the notes are none",
        ),
        pytest.param({f"Templates/{name}.md": "# Tea\n" for name in "abc"}, [], id="not by its name"),
        pytest.param(
            {f"Templates/{name}.md": "- made {{date}}\n" for name in "abc"}, [("Templates", 3, 3)], id="by its texts"
        ),
        pytest.param(
            {f"Templates/{name}.md": "```\n{{date}}\n```\n" for name in "abc"}, [], id="not by code in its texts"
        ),
        pytest.param({"Templates/a.md": "<%*\ntR += 1\n%>\n"}, [("Templates/a.md", 1, 1)], id="a script as the note"),
        pytest.param(
            {f"T/{name}.md": TEMPLATE for name in "abc"} | {".obsidian/templates.json": '{"folder": "T"}'},
            [],
            id="Obsidian says it already",
        ),
    ],
)
def test_template_folders(files: dict[str, str], expected: list[tuple[str, int, int]]) -> None:
    assert [each[:3] for each in look(files).templates] == expected


def test_what_git_ignores_is_not_surveyed() -> None:
    files = notes("", 3, title="a") | notes("out/", 40)
    found = survey(vault(files), lambda path: path.startswith("out/"))
    assert (len(found.vault.notes), found.ignored, by_folder(found)) == (3, 40, {"": ["title"]})
    everything = survey(vault(files), lambda _: True)
    assert (len(everything.vault.notes), everything.ignored) == (43, 0)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param([f"{day:02}.05.2024" for day in range(1, 21)], (("DD.MM.YYYY", 20),), id="day first"),
        pytest.param([f"202405{day:02}" for day in range(1, 11)], (("YYYYMMDD", 10),), id="digits only"),
        pytest.param([f"202405{day:02}0930 Thought" for day in range(1, 11)], (), id="a Zettelkasten's numbers"),
        pytest.param([f"2024-05-{day:02}" for day in range(1, 11)], (), id="what is known anyway"),
        pytest.param(
            [f"2024-05-{day:02}" for day in range(1, 3)] + [f"2024_05_{day:02}" for day in range(1, 12)],
            (("YYYY_MM_DD", 11),),
            id="another format besides",
        ),
        pytest.param([f"202405{day:02}" for day in range(1, 10)], (), id="too few"),
    ],
)
def test_daily_notes(names: list[str], expected: tuple[tuple[str, int], ...]) -> None:
    assert look({f"{name}.md": "" for name in names}).daily_formats == expected
