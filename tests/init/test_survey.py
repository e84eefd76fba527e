"""What a survey finds in small vaults of different kinds."""

from __future__ import annotations

import pytest

from vaultlint.init.survey import Survey, survey
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
    assert [name for name, _ in found.properties] == ["date"]
    assert [text for text, _ in found.formats] == formats


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(["2024-05-01"] * 4, id="too few"),
        pytest.param(["2024-05-01"] * 8 + ["soon"] * 2, id="too many that are none"),
        pytest.param(["2024-05-01"] * 8 + [""] * 2, id="too many that are empty"),
        pytest.param(["[2024-05-01]"] * 9, id="lists"),
        pytest.param(["2024"] * 9, id="years"),
        pytest.param(['"[[2024-05-01]]"'] * 9, id="links, which no format can express"),
    ],
)
def test_no_dates(values: list[str]) -> None:
    assert look(dated(*values)).dates == ((), ())


def test_flags() -> None:
    files = notes("a", 9, draft="true", publish="yes", done="true") | notes("b", 5, Public="false")
    assert look(files).flags == ("Public", "draft")


def test_empty_flags() -> None:
    """An empty property is false."""
    assert look(notes("a", 9, draft="") | notes("b", 2, draft="true")).flags == ("draft",)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"x/Templates/a.md": "", "x/b.md": ""}, (("x/Templates", 1),), id="by the folder's name"),
        pytest.param({"99 - My_templates/sub/a.md": ""}, (("99 - My_templates", 1),), id="as the last word of it"),
        pytest.param({"其他/思维模板/a.md": ""}, (("其他/思维模板", 1),), id="in Chinese"),
        pytest.param({"Template ideas/a.md": "", "Contemplate/b.md": ""}, (), id="not as another word"),
        pytest.param(
            {f"new/{name}.md": "---\ntitle: {{title}}\n---\n" for name in "abc"},
            (("new", 3),),
            id="by Obsidian's marks",
        ),
        pytest.param(
            {f"new/{name}.md": "# <% tp.file.title %>\n" for name in "abc"}, (("new", 3),), id="by Templater's"
        ),
        pytest.param(
            {f"new/{name}.md": "# <% tp.file.title %>\n" for name in "abc"} | {f"new/{name}.md": "" for name in "xyz"},
            (),
            id="not when half of the notes have none",
        ),
        pytest.param(
            {"T/Templates/a.md": "", ".obsidian/templates.json": '{"folder": "T"}'}, (), id="Obsidian says it already"
        ),
    ],
)
def test_templates(files: dict[str, str], expected: tuple[tuple[str, int], ...]) -> None:
    assert look(files).templates == expected


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
