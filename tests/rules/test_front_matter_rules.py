"""The front matter rules beyond their examples: each kind of broken note, at its line and column."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.config.options import Config, Options, configure
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.output.text_output import problem_line
from vaultlint.testing import find, says, vault

RULES = find_rules()
GROUP = SelectionFlags(select=("front-matter", "files"))


def all_lines(note: str | bytes) -> list[str]:
    """What the front matter rules together say about one note."""
    result = check(vault({"n.md": note}), Selection(RULES, Config(Options()), GROUP))
    return [problem_line(problem) for problem in result.problems]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param(
            "---\ntitle: A\ndate: 2023-02-30\ndraft: false\n---\n",
            ["n.md:3:7: error: `date` is not a real date: 2023-02-30 [invalid-date]"],
            id="30 February",
        ),
        pytest.param(
            "---\ntitle: A\ndate: 2024-13-45\ndraft: false\n---\n",
            ["n.md:3:7: error: `date` is not a real date: 2024-13-45 [invalid-date]"],
            id="month 13",
        ),
        pytest.param(
            '---\ntitle: A\ndate: 2024-01-31\ndraft: "false"\n---\n',
            ["n.md:4:8: error: `draft` is a string, not a boolean: remove the quotes [invalid-draft]"],
            id="quoted draft",
        ),
        pytest.param(
            "---\ntitle: A\ndate: 2024-01-31\ndraft: yes\n---\n",
            ['n.md:4:8: error: `draft` is "yes", not a boolean: write true or false [invalid-draft]'],
            id="draft yes",
        ),
        pytest.param(
            "---\ntitle:\ndate: 2024-01-31\ndraft: true\n---\n",
            ["n.md:2:7: error: `title` is empty: fill it in or remove it [invalid-title]"],
            id="empty title",
        ),
        pytest.param(
            "---\ntitle: A\ndate: 2024-01-31\ndraft: true\ntitle: B\n---\n",
            [
                "n.md:5:1: error: `title` is already set on line 2, so Obsidian ignores all properties:"
                " keep one [duplicate-property]"
            ],
            id="duplicate key",
        ),
        pytest.param(
            "---\ntitle: A\ntags:\n\t- x\n---\n",
            [
                "n.md:4:1: error: Obsidian cannot read this front matter: a tab in the indentation:"
                " use spaces [front-matter-syntax]"
            ],
            id="tab",
        ),
        pytest.param(
            "---\ntitle: A\ndate: 2024-01-31\ndraft: true\n",
            ["n.md:1:1: error: the front matter is not closed: add a `---` line after it [front-matter-syntax]"],
            id="unclosed block",
        ),
        pytest.param(
            "---\n[a, list]\n---\n",
            [
                "n.md:2:1: error: the front matter is a list, not properties: write lines like `name: value`"
                " [front-matter-syntax]"
            ],
            id="list as front matter",
        ),
        pytest.param(
            "---\r\ntitle: A\r\ndate: 2023-02-30\r\ndraft: no\r\n---\r\n",
            [
                "n.md:3:7: error: `date` is not a real date: 2023-02-30 [invalid-date]",
                'n.md:4:8: error: `draft` is "no", not a boolean: write true or false [invalid-draft]',
            ],
            id="CRLF",
        ),
        pytest.param(
            b"\xef\xbb\xbf---\ntitle: A\ndate: 2024-01-31\ndraft: true\n---\n",
            [
                "n.md:1:1: error: a byte order mark before `---` makes Obsidian read the front matter as text:"
                " save the file without one [front-matter-syntax]"
            ],
            id="byte order mark",
        ),
        pytest.param(
            "\n---\ntitle: A\ndate: 2024-01-31\ndraft: true\n---\n",
            [
                "n.md:2:1: error: an empty line before `---` makes Obsidian read the front matter as text: remove it"
                " [front-matter-syntax]"
            ],
            id="blank line before",
        ),
        pytest.param(
            "\n---\nNote: prose between rules\n\n---\n",
            ["n.md:1:1: warning: missing front matter: add `title`, `date` and `draft` [missing-property]"],
            id="prose between two rules",
        ),
        pytest.param(
            b"---\ntitle: caf\xe9\ndate: 2024-01-31\ndraft: true\n---\n",
            ["n.md:1:1: error: not UTF-8 (byte 15): save the file as UTF-8 [unreadable-file]"],
            id="Latin-1 bytes",
        ),
        pytest.param(
            "---\n---\n",
            ["n.md:1:1: warning: missing properties: `title`, `date` and `draft` [missing-property]"],
            id="empty block",
        ),
        pytest.param("---\ntitle: A\ndate: 2024-01-31\ndraft: true\n---\n", [], id="nothing wrong"),
    ],
)
def test_broken_notes(note: str | bytes, expected: list[str]) -> None:
    """Each fault gets one line, from the rule whose matter it is."""
    assert all_lines(note) == expected


def errors(name: str, options: dict[str, Any], front_matter: str) -> list[str]:
    """The messages of the problems that are errors."""
    rule = configure(RULES[name], options, "test")
    found = (line.split(": ", 2) for line in says(rule, {"n.md": f"---\n{front_matter}\n---\n"}))
    return [message for _, severity, message in found if severity == "error"]


def verdicts(name: str, options: dict[str, Any], front_matter: str) -> list[str]:
    rule = configure(RULES[name], options, "test")
    return [line.split(": ", 2)[2] for line in says(rule, {"n.md": f"---\n{front_matter}\n---\n"})]


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-29",
        "2024-05-01T10:30",
        "2024-05-01T10:30:59",
        "2024-05-01 10:30:59",
        "2024-05-01T10:30:59.123Z",
        "2024-05-01T10:30:59+02:00",
        "2024-05-01 10:30:59 +0200",
        '"2024-05-01"',
        '"2024-05-01 "',
        "|\n  2024-05-01",
        "2019-08-08 14:10:00 +0800",
        "2024-05-01 10:30Z",
        "2024-05-01T10:30:00+02",
        "2024-05-01T10:30:00-23:59",
        "2024-05-01T10:30:00-00:00",
        "2024-05-01t10:30:00,5z",
        "2024-05-01T24:00",
        "2024-05-01T24:00:00.0",
    ],
)
def test_dates_that_are_dates(value: str) -> None:
    """ISO 8601 days and date-times, with a space for the T as Jekyll and Hugo write them, as far as Moment reads them."""
    assert errors("invalid-date", {}, f"date: {value}") == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param("2023-02-29", "`date` is not a real date: 2023-02-29", id="no leap year"),
        pytest.param("2024-05-01T25:00", "`date` has an invalid time of day: 2024-05-01T25:00", id="hour 25"),
        pytest.param("2024-05-01T10:60", "`date` has an invalid time of day: 2024-05-01T10:60", id="minute 60"),
        pytest.param("2024-05-01T23:59:60", "`date` has an invalid time of day: 2024-05-01T23:59:60", id="second 60"),
        pytest.param(
            "2024-05-01T24:00:01", "`date` has an invalid time of day: 2024-05-01T24:00:01", id="after the end"
        ),
        pytest.param(
            "2024-05-01T24:00:00.5", "`date` has an invalid time of day: 2024-05-01T24:00:00.5", id="just after it"
        ),
        pytest.param(
            "2024-05-01T10:30:00+25:00",
            "`date` has an invalid time zone: 2024-05-01T10:30:00+25:00",
            id="zone of 25 hours",
        ),
        pytest.param(
            "2024-05-01 10:30 -2400", "`date` has an invalid time zone: 2024-05-01 10:30 -2400", id="of 24 hours"
        ),
        pytest.param(
            "2024-05-01T10:30+24", "`date` has an invalid time zone: 2024-05-01T10:30+24", id="of hours alone"
        ),
        pytest.param(
            "2024-05-01T10:30:00+02:60",
            "`date` has an invalid time zone: 2024-05-01T10:30:00+02:60",
            id="zone's minutes",
        ),
        pytest.param("2023-02-30T25:00", "`date` is not a real date: 2023-02-30T25:00", id="neither day nor time"),
        pytest.param(
            "2024-05-01\u00a0",
            "`date` contains an invisible character, U+00A0: delete it",
            id="no-break space after it",
        ),
        pytest.param(
            '"\ufeff2024-05-01"',
            "`date` contains an invisible character, U+FEFF: delete it",
            id="byte order mark before it",
        ),
        pytest.param(
            "2024-05-01\u202f10:30\u200b",
            "`date` contains an unusual space: replace U+202F with a space",
            id="an unusual space before the time",
        ),
        pytest.param(
            "2024-05-01 \u200b10:30",
            "`date` contains an invisible character, U+200B: delete it",
            id="an invisible character within",
        ),
        pytest.param(
            "2024-05-01 \u00a010:30",
            "`date` contains an invisible character, U+00A0: delete it",
            id="an unusual space beside a space",
        ),
        pytest.param("2024-05-01\t10:30", "`date` contains a tab: replace it with a space", id="a tab"),
        pytest.param("2024-05-01 \t10:30", "`date` contains a tab: delete it", id="a tab beside a space"),
        pytest.param(
            "|\n  2024-05-01\n  10:30", "`date` contains a line break: replace it with a space", id="two lines"
        ),
        pytest.param("true", "`date` is not in a known format: true (use YYYY-MM-DD)", id="a boolean"),
        *(
            pytest.param(value, f"`date` is not in a known format: {value} (use YYYY-MM-DD)", id=value)
            for value in (
                "2024-05-01T10",
                "2024-05-01T10:30.5",
                "2024-05-01T10:30:00.",
                "2024-05-01T10:30:00 +02:00",
                "2024-5-1",
                "2024-05-01  10:30",
                "2024-05-01T10:30:00\N{MINUS SIGN}02:00",
                "2024-05-01Z",
                "٢٠٢٤-٠٥-٠١",
            )
        ),
        pytest.param("0000-00-00", "`date` is not a real date: 0000-00-00", id="all zero"),
        pytest.param("2024", "`date` is not in a known format: 2024 (use YYYY-MM-DD)", id="a year"),
        pytest.param("'{{date}}'", "`date` is not in a known format: {{date}} (use YYYY-MM-DD)", id="template"),
        pytest.param("", "`date` is empty: write a date, such as 2024-01-31", id="empty"),
        pytest.param("[2024-05-01]", "`date` is a list: write a single date, such as 2024-01-31", id="list"),
        pytest.param("{y: 2024}", "`date` is a mapping: write a single date, such as 2024-01-31", id="mapping"),
    ],
)
def test_dates_that_are_none(value: str, message: str) -> None:
    """Anything else is named with what is wrong about it."""
    assert verdicts("invalid-date", {}, f"date: {value}") == [f"{message} [invalid-date]"]


@pytest.mark.parametrize(
    ("value", "is_strict"),
    [
        ("2024-05-01", True),
        ('"2024-05-01"', True),  # Hugo and Eleventy parse strings, too
        ("'2024-05-01T10:30:00+02:00'", True),
        ("2024-05-01T10:30:00", True),
        ('"2024-05-01T10:30:00.123+0200"', True),
        ("2024-05-01T10:30:00Z", True),
        ("2024-05-01 10:30:00", True),
        ("2024-05-01 10:30:00+02:00", True),
        ("31.01.2024", True),
        ("2024-05-01T10:30", False),
        ("2024-05-01 10:30", False),
        ('"2024-05-01 10:30:00"', False),
        ("'2024-05-01 10:30:00+02:00'", False),
        ("|\n  2024-05-01 10:30:00", False),
        ("2019-08-08 14:10:00 +0800", False),
        ("2024-05-01 10:30:00+0200", False),
        ("2024-05-01T10:30:00,5", False),
        ("2024-05-01t10:30:00", False),
        ("2024-05-01T10:30:00z", False),
        ("2024-05-01T10:30:00+02", False),
        ("2024-05-01T24:00:00", False),
    ],
)
def test_strict_dates(value: str, is_strict: bool) -> None:
    """With `strict` a date is one that each publisher reads; without it these are all dates."""
    options = {"formats": ["DD.MM.YYYY"]}
    text = value.strip("|\n '\"")
    wrong = f"`date` is not understood by every publisher: {text} (use a form such as 2024-01-31T10:30:00+02:00) [invalid-date]"
    assert errors("invalid-date", options, f"date: {value}") == []
    assert errors("invalid-date", {**options, "strict": True}, f"date: {value}") == [wrong][is_strict:]


def test_strict_dates_are_real() -> None:
    """With `strict` too, what is no date at all is named with what is wrong about it, and other notes are left alone."""
    assert verdicts("invalid-date", {"strict": True}, "date: 2023-02-30") == [
        "`date` is not a real date: 2023-02-30 [invalid-date]"
    ]
    assert verdicts("invalid-date", {"strict": True}, "created: 2023-02-30") == []


def test_further_date_formats_and_properties() -> None:
    """`formats` and `properties` widen what is a date, and where; an impossible day stays one."""
    options = {"formats": ["DD.MM.YYYY"], "properties": ["created"]}
    assert verdicts("invalid-date", options, "created: 31.01.2024\ndate: nonsense") == []
    assert verdicts("invalid-date", options, "created: 31.02.2024") == [
        "`created` is not a real date: 31.02.2024 [invalid-date]"
    ]


def test_synonyms_serve_as_well() -> None:
    """A synonym stands for the property, whatever its case."""
    options = {"properties": ["date"], "synonyms": {"date": ["created"]}}
    assert verdicts("missing-property", options, "Created: 2024-01-31") == []
    assert verdicts("missing-property", options, "changed: 2024-01-31") == [
        "missing property: `date` [missing-property]"
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param("true", '`title` is a boolean, not a string: write "true"', id="boolean"),
        pytest.param("3.5", '`title` is a number, not a string: write "3.5"', id="number"),
        pytest.param(
            "007", "`title` is a number, not a string: put it in quotes", id="number that is written otherwise"
        ),
        pytest.param("1e3", "`title` is a number, not a string: put it in quotes", id="number with an exponent"),
        pytest.param("[a]", "`title` is a list, not a string: write a single title", id="list"),
        pytest.param('"  "', "`title` is empty: fill it in or remove it", id="blanks"),
    ],
)
def test_titles_that_are_none(value: str, message: str) -> None:
    """A title is text and not empty."""
    assert verdicts("invalid-title", {}, f"title: {value}") == [f"{message} [invalid-title]"]


@pytest.mark.parametrize("value", ["2022-03-11", "no", "12:30", '"1984"'])
def test_titles_that_look_like_something_else(value: str) -> None:
    """YAML 1.2, which Obsidian reads, has no dates, and `no` is a word."""
    assert errors("invalid-title", {}, f"title: {value}") == []


@pytest.mark.parametrize(
    ("value", "what"),
    [
        pytest.param("1", "1", id="number"),
        pytest.param("[true]", "a list", id="list"),
        pytest.param('""', '""', id="empty text"),
        pytest.param("soon", '"soon"', id="a word"),
        pytest.param("2024-05-01", '"2024-05-01"', id="a day"),
    ],
)
def test_drafts_that_are_none(value: str, what: str) -> None:
    """Only true and false are."""
    assert verdicts("invalid-draft", {}, f"draft: {value}") == [
        f"`draft` is {what}, not a boolean: write true or false [invalid-draft]"
    ]


@pytest.mark.parametrize("value", ["true", "false", "True", "FALSE", "", "~", "null"])
def test_drafts_that_are_some(value: str) -> None:
    """An empty property is false to Obsidian."""
    assert verdicts("invalid-draft", {}, f"draft: {value}") == []


def test_drafts_that_may_not_be_empty() -> None:
    """`allow-empty = false` asks for a value; not where a property may hold something else than true and false."""
    assert verdicts("invalid-draft", {"allow-empty": False}, "draft:\npublished:") == [
        "`draft` is empty: write true or false [invalid-draft]"
    ]


@pytest.mark.parametrize("name", ["publish", "published", "dg-publish", "share", "Publish"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        pytest.param('"false"', "a string, not a boolean: remove the quotes", id="quoted"),
        pytest.param("'tRuE'", '"tRuE", not a boolean: write true', id="no boolean without its quotes either"),
        pytest.param("tRuE", '"tRuE", not a boolean: write true', id="no boolean, without quotes"),
        pytest.param(
            "true\u00a0", "a string, not a boolean: delete the invisible character U+00A0", id="a no-break space after it"
        ),
        pytest.param(
            "\u200bTrue", "a string, not a boolean: delete the invisible character U+200B", id="an invisible character"
        ),
        pytest.param("'true\u00a0'", "a string, not a boolean: write true", id="quoted, with a no-break space"),
        pytest.param("|\n  true", "a string, not a boolean: write true", id="a block"),
        pytest.param('" True "', "a string, not a boolean: remove the quotes", id="quoted, with spaces"),
        pytest.param("yes", '"yes", not a boolean: write true or false', id="a word of YAML 1.1"),
        pytest.param("Off", '"Off", not a boolean: write true or false', id="in any case"),
        pytest.param("'1'", '"1", not a boolean: write true or false', id="a number in quotes"),
        pytest.param("0", "0, not a boolean: write true or false", id="a number"),
        *(
            pytest.param(value, None, id=value or "empty")
            for value in (
                "true", "false", "", "2024-05-01", "2024", "20240501", "1.5", "Penguin Books", "[yes]", "{yes: no}",
                "https://example.org", "soon", "not yet", '""',
            )
        ),
    ],
)  # fmt: skip
def test_loose_flags(name: str, value: str, says: str | None) -> None:
    """Where a property may hold a day as well, only what spells true or false is a mistake."""
    expected = [f"`{name}` is {says} [invalid-draft]"] if says else []
    assert verdicts("invalid-draft", {}, f"{name}: {value}") == expected


def test_loose_flags_that_are_strict_too() -> None:
    """A property that must be true or false is reported once, whatever it may be elsewhere."""
    options = {"properties": ["Publish"], "loose-properties": ["publish", "live"]}
    assert verdicts("invalid-draft", options, "publish: soon\nlive: soon\ndraft: no\nshare: no") == [
        '`publish` is "soon", not a boolean: write true or false [invalid-draft]'
    ]


@pytest.mark.parametrize(
    ("front", "says", "edits"),
    [
        pytest.param(
            "tilte: A\ndate: 2024-01-01\ndraft: true",
            "missing property: `title`; is `tilte` meant to be `title`?",
            [((2, 1, 2, 6), "title")],
            id="letters that changed places",
        ),
        pytest.param(
            'Titel: A\n"darft": true\ndate: 2024-01-01',
            "missing properties: `title` and `draft`; are `darft` and `titel` meant to be `draft` and `title`?",
            [((3, 1, 3, 8), "draft"), ((2, 1, 2, 6), "title")],
            id="two of them, one in quotes",
        ),
        pytest.param(
            "titel: A\ntitlee: B\ndate: 2024-01-01\ndraft: true", "missing property: `title`", [], id="two for one"
        ),
        pytest.param("data: A\ntitle: B\ndraft: true", "missing property: `date`", [], id="another word"),
        pytest.param("publish-date: x\ntitle: A\ndraft: true", "missing property: `date`", [], id="longer name"),
        pytest.param("title: A\ntitel: B\ndate: 2024-01-01", "missing property: `draft`", [], id="not the missing one"),
    ],
)
def test_misspelt_property(front: str, says: str, edits: list[tuple[tuple[int, ...], str]]) -> None:
    """A property that is near to a missing one is named, and renamed by a suggestion."""
    (problem,) = find(RULES["missing-property"](), vault({"n.md": f"---\n{front}\n---\n"}))
    assert problem.message == says
    assert [(tuple(edit.span), edit.text) for each in problem.suggestions for edit in each.edits] == edits
    assert problem.fix is None


def test_misspelt_property_that_needs_quotes() -> None:
    """What could not be written as it is configured is not suggested."""
    rule = configure(RULES["missing-property"], {"properties": ["my: title", "my_title"]}, "test")
    (problem,) = find(rule, vault({"n.md": "---\nmy-title: A\n---\n"}))
    assert [each.message for each in problem.suggestions] == ["Rename `my-title` to `my_title`"]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        pytest.param("2024-02-30", "is not a real date: 2024-02-30", id="a day that does not exist"),
        pytest.param(
            "2024-05-01 25:00", "has an invalid time of day: 2024-05-01 25:00", id="a time that does not exist"
        ),
        pytest.param("31.2.2024", "is not a real date: 31.2.2024", id="in a format of the vault"),
        pytest.param("2024-02-29", None, id="a date"),
        pytest.param("2024-05-01T10:30", None, id="one that is not strict"),
        pytest.param("", None, id="nothing"),
        pytest.param("[2024-02-30]", None, id="a list"),
        pytest.param("soon", None, id="text"),
    ],
)
def test_loose_dates(value: str, says: str | None) -> None:
    """Where a property may hold something else as well, only a date that does not exist is a mistake."""
    options = {"properties": [], "loose-properties": ["due"], "formats": ["D.M.YYYY"], "strict": True}
    expected = [f"`due` {says} [invalid-date]"] if says else []
    assert verdicts("invalid-date", options, f"due: {value}") == expected


def fixes(name: str, front: str, **options: Any) -> list[str]:
    """The new text and the message of the fix of each problem in a front matter."""
    problems = find(configure(RULES[name], options, "test"), vault({"a.md": f"---\n{front}\n---\n"}))
    return [f"{problem.fix.edits[0].text} ({problem.fix.message})" if problem.fix else "" for problem in problems]


@pytest.mark.parametrize(
    "value, meant",
    [
        pytest.param("2024-1-5", "2024-01-05", id="one digit"),
        pytest.param("2024/01/05", "2024-01-05", id="slashes"),
        pytest.param("2024.1.5", "2024-01-05", id="dots"),
        pytest.param("20240105", "2024-01-05", id="a number"),
        pytest.param("25.12.2024", "2024-12-25", id="day first"),
        pytest.param("12/25/2024", "2024-12-25", id="month first"),
        pytest.param("5-5-2024", "2024-05-05", id="day and month are the same"),
        pytest.param("5 January 2024", "2024-01-05", id="month in words"),
        pytest.param("Jan 5, 2024", "2024-01-05", id="month in three letters"),
        pytest.param("Sept. 1st, 2023", "2023-09-01", id="month in four letters"),
        pytest.param("2024–01–05", "2024-01-05", id="dashes"),
        pytest.param("2024-01-05\u200b", "2024-01-05", id="invisible character"),
        pytest.param("2024-01-05 9:30", "2024-01-05T09:30:00", id="hour of one digit"),
        pytest.param("2024-01-05\xa010:30 +01:00", "2024-01-05T10:30:00+01:00", id="no-break space"),
        pytest.param("1.5.2024", None, id="day or month"),
        pytest.param("2023-02-30", None, id="no such day"),
        pytest.param("2023/02/30", None, id="no such day, with slashes"),
        pytest.param("13.13.2024", None, id="no such month"),
        pytest.param("2024-01-05 25:00", None, id="no such hour"),
        pytest.param("5 Janvier 2024", None, id="another language"),
        pytest.param("12345678", None, id="a number that is no date"),
        pytest.param("1.5.24", None, id="year of two digits"),
        pytest.param("soon", None, id="no date"),
    ],
)
def test_date_that_is_meant(value: str, meant: str | None) -> None:
    """A date that can be read in one way is written as vaultlint wants it, in the quotes that it has."""
    for quote in ("", "'", '"'):
        wanted = f"{quote}{meant}{quote} (Write `date: {meant}`)" if meant else ""
        assert fixes("invalid-date", f"date: {quote}{value}{quote}") == [wanted]


def test_dates_that_have_no_fix() -> None:
    """Nothing, several dates, and one that a format of the configuration could mean, but not this text."""
    assert fixes("invalid-date", "date:") == [""]
    assert fixes("invalid-date", "date: [2024-01-05, 2024-01-06]") == [""]
    assert fixes("invalid-date", "date: [2024-01-05]") == ["2024-01-05 (Write `date: 2024-01-05`)"]
    assert fixes("invalid-date", "date: 2024-1-5 9:30", strict=True) == [
        "2024-01-05T09:30:00 (Write `date: 2024-01-05T09:30:00`)"
    ]
    assert fixes("invalid-date", "date: 5.1.2024", formats=["D.M.YYYY"]) == []


@pytest.mark.parametrize(
    "value, text",
    [
        pytest.param('"true"', "true", id="quoted"),
        pytest.param("'FALSE'", "false", id="quoted, in capitals"),
        pytest.param("no", "false", id="no"),
        pytest.param("Yes", "true", id="yes"),
        pytest.param("1", "true", id="number"),
        pytest.param('" true\u200b"', "true", id="with invisible characters"),
        pytest.param("maybe", None, id="neither"),
        pytest.param("[true]", None, id="list"),
    ],
)
def test_draft_that_is_meant(value: str, text: str | None) -> None:
    """What spells a boolean becomes one."""
    assert fixes("invalid-draft", f"draft: {value}") == [f"{text} (Write `draft: {text}`)" if text else ""]


@pytest.mark.parametrize(
    "value, text",
    [
        pytest.param("1984", '"1984"', id="number"),
        pytest.param("007", '"007"', id="number with zeros, which stay"),
        pytest.param("1.50", '"1.50"', id="fraction"),
        pytest.param("True", '"True"', id="boolean"),
        pytest.param("", None, id="empty"),
        pytest.param("[a]", None, id="list"),
    ],
)
def test_title_that_is_meant(value: str, text: str | None) -> None:
    """A number or boolean gets quotes, as it is written."""
    assert fixes("invalid-title", f"title: {value}") == [f"{text} (Write `title: {text}`)" if text else ""]
