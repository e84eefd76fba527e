"""The configuration that is written for vaults of different habits, and what is left to report under it."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import examples
from vaultlint.config.options import read_config
from vaultlint.config.selection import Selection
from vaultlint.errors import VaultError
from vaultlint.init import Starter, write_starter
from vaultlint.init.survey import survey
from vaultlint.lint import engine
from vaultlint.lint.registry import find_rules
from vaultlint.output.text_output import line_of
from vaultlint.testing import vault

RULES = find_rules()


def start(files: dict[str, str]) -> Starter:
    return write_starter(vault(files), RULES)


def table(files: dict[str, str]) -> dict[str, Any]:
    return tomllib.loads(start(files).text)


def numbered(pattern: str, count: int, text: str = "") -> dict[str, str]:
    """Notes whose names hold a number; `@` in the text is the number of the next one, so that they link in a ring."""
    return {pattern.replace("@", str(each)): text.replace("@", str((each + 1) % count)) for each in range(count)}


BLOG = (
    numbered("posts/post @.md", 30, "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\nNext: [[post @]]\n")
    | {"posts/post 3.md": "---\ntitle: Tea\ndraft: false\n---\nNext: [[post 4]]\n"}
    | {f"Daily/{day:02}.05.2024.md": "Read [[post 1]].\n" for day in range(1, 21)}
    | numbered("Clippings/clip @.md", 12, "---\ncreated: 1/5/2024\n---\n")
    | {"Templates/post.md": "---\ntitle: {{title}}\ndate: {{date}}\n---\n[[Nowhere]]\n"}
)

BLOG_CONFIG = """\
# Written by `vaultlint init` after a look at 62 notes: change what does not fit.

exclude = [
  # 1 template, by the folder's name or by placeholders in the notes.
  "Templates/**",
]

# Names of notes that are days: DD.MM.YYYY 20.
daily-notes = ["DD.MM.YYYY"]

[rules.invalid-date]
# Values that are days, nearly all: date 29, created 12.
properties = ["date", "created"]
# In use besides 2024-01-31: D/M/YYYY 12.
formats = ["D/M/YYYY"]

[rules.missing-property]
# Nearly all of the 62 notes have these; missing or empty: date 21.
properties = ["date"]
# Used instead:
synonyms.date = ["created"]

[rules.orphan-note]
exempt = [
  "index.md",
  "_index.md",
  "README.md",
  # No other note links to 12 of 12 notes.
  "Clippings/**",
]

[[overrides]]
# No property is usual in the 20 notes.
paths = ["Daily/**"]
rules.missing-property.properties = []
rules.missing-property.synonyms = {}

[[overrides]]
# Nearly all of the 30 notes have these; missing or empty: date 1.
paths = ["posts/**"]
rules.missing-property.properties = ["title", "date", "draft"]
"""


def test_a_blog_with_clippings_and_a_diary() -> None:
    found = start(BLOG)
    assert found.text == BLOG_CONFIG
    assert list(map(line_of, found.problems)) == [
        "posts/post 3.md:1:1: warning: missing property: `date` [missing-property]"
    ]


def left(files: dict[str, str]) -> Counter[str]:
    return Counter(problem.rule for problem in start(files).problems)


def test_a_vault_without_habits_has_next_to_nothing_to_say() -> None:
    found = start({"a.md": "[[b]]", "b.md": "[[a]]"})
    assert found.text == (
        "# Written by `vaultlint init` after a look at 2 notes: change what does not fit.\n\n"
        'ignore = [\n  # No property is usual in the 2 notes.\n  "missing-property",\n]\n'
    )
    assert found.problems == ()


def test_the_default_is_not_written() -> None:
    files = numbered("@.md", 12, "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\n[[@]]\n")
    assert start(files).text == (
        "# Written by `vaultlint init` after a look at 12 notes: change what does not fit.\n"
        "# Nothing is said on title, date and draft, the default. Nearly all of the 12 notes have these.\n"
    )


def test_the_same_vault_gives_the_same_text() -> None:
    assert start(BLOG) == start(dict(reversed(BLOG.items())))


def test_synonyms_and_a_folder_that_lacks_the_property() -> None:
    files = (
        numbered("a@.md", 20, "---\ndate: 2024-05-01\n---\n[[a@]]\n")
        | numbered("b@.md", 25, "---\nDate Created: 2024-05-01\n---\n[[b@]]\n")
        | numbered("Daily/c@.md", 12, "[[c@]]\n")
    )
    assert table(files)["rules"]["missing-property"] == {
        "properties": ["Date Created"],
        "synonyms": {"Date Created": ["date"]},
    }
    assert table(files)["overrides"] == [
        {"paths": ["Daily/**"], "rules": {"missing-property": {"properties": [], "synonyms": {}}}}
    ]
    assert left(files) == {}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            numbered("@.md", 20), {"ignore": ["missing-property", "orphan-note"]}, id="most notes are orphans"
        ),
        pytest.param(
            numbered("@.md", 40, "[[@]]") | numbered("Clips/c@.md", 15),
            {"exempt": ["index.md", "_index.md", "README.md", "Clips/**"]},
            id="a folder of orphans",
        ),
        pytest.param(
            numbered("@.md", 40, "[[@]]") | numbered("Clips/c@.md", 12) | numbered("Clips/Read/r@.md", 11, "[[r@]]"),
            {},
            id="a mixed folder is not exempted",
        ),
        pytest.param(
            numbered("@.md", 40, "[[@]] [[Plan @]]"), {"planned": ["*"]}, id="links to unwritten notes are usual"
        ),
        pytest.param(
            numbered("@.md", 60, "[[@]]") | {f"x{number}.md": f"[[x{number + 1}]]" for number in range(11)},
            {},
            id="a few dangling links are reported",
        ),
        pytest.param(
            numbered("@.md", 40, "[[@]] ![[../../img/@.png]]"),
            {"ignore": ["missing-attachment", "missing-property"]},
            id="attachments are kept elsewhere",
        ),
        pytest.param(
            numbered("@.md", 40, "[[@]] ![[a.png]]")
            | {"a.png": ""}
            | numbered("Films/f@.md", 12, "[[f@]] ![[f@.jpg]]"),
            {"overrides": [{"paths": ["Films/**"], "ignore": ["missing-attachment"]}]},
            id="attachments of a folder are kept elsewhere",
        ),
        pytest.param(
            numbered("@.md", 12, "# Green tea\n[[@#green-tea]]"),
            {"ignore": ["dangling-heading", "missing-property"]},
            id="links to headings are written for another program",
        ),
        pytest.param(
            numbered("@.md", 12, "---\ntitle: 19@\n---\n[[@]]"),
            {"ignore": ["invalid-title"]},
            id="any rule that reports most notes is left off",
        ),
        pytest.param(
            numbered("@.md", 12, "---\ndate: soon\n---\n[[@]]") | numbered("a@.md", 30, "[[a@]]"),
            {"ignore": ["invalid-date", "missing-property"]},
            id="a property is used for something else",
        ),
        pytest.param(numbered("@.md", 9, "[[Plan @]]"), {}, id="what is little is read"),
    ],
)
def test_what_is_held_back(files: dict[str, str], expected: dict[str, Any]) -> None:
    written = table(files)
    rules = written.get("rules", {})
    found = {
        "ignore": written.get("ignore", []),
        "overrides": written.get("overrides", []),
        "exempt": rules.get("orphan-note", {}).get("exempt", []),
        "planned": rules.get("dangling-link", {}).get("planned", []),
    }
    nothing = {"ignore": ["missing-property"], "overrides": [], "exempt": [], "planned": []}
    assert found == nothing | expected


def test_the_known_format_of_daily_notes_is_kept() -> None:
    names = [f"2024_05_{day}" for day in range(10, 25)] + ["2024-05-01"]
    assert table({f"{name}.md": "" for name in names})["daily-notes"] == ["YYYY-MM-DD", "YYYY_MM_DD"]


def test_a_draft_that_is_not_always_true_or_false_stays_checked() -> None:
    """That other properties are better kept is no reason to say nothing about this one."""
    files = numbered("a@.md", 20, "---\ndraft: true\npublish: true\n---\n")
    files |= numbered("b@.md", 8, '---\ndraft: "true"\npublish: true\n---\n')
    assert table(files)["rules"]["invalid-draft"] == {"properties": ["draft", "publish"]}
    assert left(files)["invalid-draft"] == 8
    text = start(files).text
    assert "# Nearly always true or false: publish; draft is not, and stays checked.\n" in text


def test_flags_that_are_usually_text_are_left_alone() -> None:
    """Where a property is text in most notes, the others are still checked."""
    files = numbered("a@.md", 20, "---\ndraft: true\npublish: yes\n---\n") | {"b.md": "---\ndraft: no\n---\n"}
    assert table(files)["rules"]["invalid-draft"] == {"loose-properties": []}
    assert "# It would report 20 of 20 publish.\n" in start(files).text
    assert left(files)["invalid-draft"] == 1


def test_a_link_that_misses_a_note_is_still_reported() -> None:
    files = numbered("@.md", 40, "[[@]] [[Plan @]]") | {"x/Tea.md": "[[1]]", "y.md": "[[z/Tea]] [[x/Tea]] [[y]]"}
    assert [problem.data["target"] for problem in start(files).problems if problem.rule == "dangling-link"] == ["z/Tea"]


NAMES = st.sampled_from(
    ["a", "a b", 'q"uote', "[brackets]", "#hash", "!not", "trailing ", " leading", "st*r", "wh?t", "back\\slash", "Zoë",
     "日本", "tab\t", "line\nend", "\x7f", "\udcff", "Templates", "**", "~$", "'"]
)  # fmt: skip
PROPERTIES = st.sampled_from(
    ["title", "date", "created", "Date Created", "draft", "publish", 'o"dd', "a # b", "日付", "\u2028"]
)
VALUES = st.sampled_from(["x", "", "2024-05-01", "1.5.2024", "12/31/2024", "true", "yes", "7", "[]", "{{date}}"])


@st.composite
def odd_vaults(draw: st.DrawFn) -> dict[str, str]:
    """Vaults of a few folders, each with enough notes to have habits, with odd names of folders and properties."""
    files: dict[str, str] = {}
    for number in range(draw(st.integers(1, 4))):
        folder = "/".join(draw(st.lists(NAMES, max_size=3)))
        held = draw(st.dictionaries(PROPERTIES, VALUES, max_size=4))
        lines = [f"{toml_like(name)}: {value}\n" for name, value in held.items()]
        body = draw(st.sampled_from(["", "![[gone.png]]\n", "[[0 note 0]]\n", "[[gone]] [[2024_05_01]]\n"]))
        for count in range(draw(st.sampled_from([1, 10, 14]))):
            path = f"{folder}/{number} note {count}.md" if folder else f"{number} note {count}.md"
            files[path] = "".join(["---\n", *lines, "---\n", body])
    return files


def toml_like(name: str) -> str:
    """A property's name in YAML's double quotes, which are JSON's."""
    return json.dumps(name)


@examples(60)
@given(odd_vaults())
def test_what_is_written_is_read_back(files: dict[str, str]) -> None:
    """Law: the file is a valid configuration, under which a check finds exactly what was foretold."""
    looked_at = vault(files)
    assume(survey(looked_at).vault.notes)
    found = write_starter(looked_at, RULES)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vaultlint.toml"
        file.write_bytes(found.text.encode(errors="backslashreplace"))
        selection = Selection(RULES, read_config(file))
    result = engine.check(looked_at, selection)
    assert result.failures == ()
    assert sorted(map(line_of, result.problems)) == sorted(map(line_of, found.problems))


@pytest.mark.parametrize(
    ("setting", "files", "remark"),
    [
        pytest.param(
            {"app.json": '{"attachmentFolderPath": "x/Media"}'},
            {"x/Media/a.png": "", "x/Media/b.png": ""},
            "Obsidian keeps attachments in x/Media: 2 files there.",
            id="the attachment folder",
        ),
        pytest.param({"app.json": '{"attachmentFolderPath": "./"}'}, {}, None, id="attachments beside each note"),
        pytest.param({"app.json": '{"attachmentFolderPath": "/"}'}, {}, None, id="attachments in the vault's root"),
        pytest.param(
            {"templates.json": '{"folder": "T"}'},
            {"T/a.md": "", "T/b.md": ""},
            "Templates in T are left out, as Obsidian's settings name them.",
            id="the template folder",
        ),
        pytest.param(
            {"daily-notes.json": '{"format": "YYYYMMDD"}'},
            {f"202405{day}.md": "[[a]]" for day in range(10, 25)},
            "15 notes are daily notes, as Obsidian's settings say.",
            id="the format of daily notes",
        ),
        pytest.param(
            {},
            {"2024-05-01.md": "[[a]]", "2024-05-02.md": "[[a]]"},
            "2 notes are daily notes, by their names, YYYY-MM-DD.",
            id="the default format of daily notes",
        ),
        pytest.param(
            {"app.json": '{"userIgnoreFilters": ["old/"]}'},
            {},
            'What Obsidian lists under "Excluded files" is left out.',
            id="excluded files",
        ),
    ],
)
def test_what_obsidian_says_is_only_mentioned(
    setting: dict[str, str], files: dict[str, str], remark: str | None
) -> None:
    in_obsidian = {f".obsidian/{name}": text for name, text in setting.items()}
    lines = start(in_obsidian | files | {"a.md": "[[a]]"}).text.splitlines()
    assert lines[1] == (f"# {remark}" if remark else "")
    assert not any(line.startswith("exclude") for line in lines)


def test_broken_front_matter_is_never_a_habit() -> None:
    found = start(numbered("@.md", 30, "---\na: b: c\n---\n[[@]]\n"))
    assert {problem.rule for problem in found.problems} == {"front-matter-syntax"}
    assert len(found.problems) == 30


def test_only_templates() -> None:
    files = {".obsidian/templates.json": '{"folder": "T"}', "T/a.md": "x"}
    with pytest.raises(VaultError, match=r"every note in .* is a template or excluded"):
        start(files)
