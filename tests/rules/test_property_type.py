"""`property-type`: what each type accepts, by the validators of Obsidian's own widgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run, write
from vaultlint.lint.registry import find_rules
from vaultlint.testing import check_fixes, fixed, says, vault

RULE = find_rules()["property-type"]()
TYPES = ".obsidian/types.json"


def files(kind: str, source: str, name: str = "key") -> dict[str, str | bytes]:
    return {TYPES: json.dumps({"types": {name: kind}}), "a.md": f"---\n{name}: {source}\n---\n"}


@pytest.mark.parametrize(
    "kind, source",
    [
        *[pytest.param(kind, "", id=f"empty {kind}") for kind in ("text", "multitext", "number", "checkbox", "date")],
        pytest.param("text", "Tea", id="text"),
        pytest.param("text", '"8"', id="text in quotes"),
        pytest.param("text", "2024-05-01", id="a date is text to YAML"),
        pytest.param("multitext", "Tea", id="one text is a list"),
        pytest.param("multitext", "[Tea, 5, true]", id="list of scalars"),
        pytest.param("multitext", "[]", id="empty list"),
        pytest.param("multitext", "[[Tea]]", id="unquoted link, another rule's"),
        pytest.param("number", "-1.5e3", id="float"),
        pytest.param("number", "0x1F", id="hexadecimal"),
        pytest.param("number", '"{{rating}}"', id="placeholder"),
        pytest.param("number", "{{rating}}", id="placeholder that is a mapping"),
        pytest.param("checkbox", "False", id="boolean in another spelling"),
        pytest.param("date", '""', id="cleared date"),
        pytest.param("date", "2024-02-29", id="leap day"),
        pytest.param("date", "2024-02-29T10:30", id="date and time as date"),
        pytest.param("date", "May 1, 2024", id="text that may be a date"),
        pytest.param("date", "2024", id="year"),
        pytest.param("datetime", "2024-02-29", id="day as date and time"),
        pytest.param("tags", "[a, b]", id="tags"),
        pytest.param("aliases", "[Tea, 1984]", id="number among aliases"),
        pytest.param("time-of-day", "8", id="type of a plugin"),
    ],
)
def test_fits(kind: str, source: str) -> None:
    """Nothing that the app shows without a warning is reported."""
    assert says(RULE, files(kind, source)) == []


@pytest.mark.parametrize(
    "kind, source, column, fault",
    [
        ("text", "5", 6, "text in this vault, but 5 is a number: put it in quotes"),
        ("text", "true", 6, "text in this vault, but true is a boolean: put it in quotes"),
        ("text", "[a]", 6, "text in this vault, but its value is a list: write a single text"),
        ("text", "{a: b}", 6, "text in this vault, but its value is a mapping: write a single text"),
        ("multitext", "5", 6, "a list in this vault, but 5 is a number: write a list"),
        ("multitext", "{a: b}", 6, "a list in this vault, but its value is a mapping: write a list"),
        ("multitext", "[a, [b]]", 6, "a list in this vault, but its items are not all single values: write a flat list"),
        ("number", '"8"', 6, 'a number in this vault, but "8" is a string: remove the quotes'),
        ("number", '"08"', 6, 'a number in this vault, but "08" is a string: write a number, or leave it empty'),
        ("number", "1,5", 6, 'a number in this vault, but "1,5" is a string: write a number, or leave it empty'),
        ("number", '""', 6, "a number in this vault, but it is an empty string: write a number, or leave it empty"),
        ("number", "true", 6, "a number in this vault, but true is a boolean: write a number, or leave it empty"),
        ("number", "[8]", 6, "a number in this vault, but its value is a list: write a number, or leave it empty"),
        ("checkbox", '"true"', 6, 'a checkbox in this vault, but "true" is a string: remove the quotes'),
        ("checkbox", "yes", 6, 'a checkbox in this vault, but "yes" is a string: write true or false'),
        ("checkbox", "1", 6, "a checkbox in this vault, but 1 is a number: write true or false"),
        ("date", "soon", 6, 'a date in this vault, but "soon" is not: write a date, such as 2024-01-31'),
        ("date", "2023-02-30", 6, "a date in this vault, but 2023-02-30 is not a real date"),
        ("date", "5", 6, "a date in this vault, but 5 is not: write a date, such as 2024-01-31"),
        ("date", "[2024-01-31]", 6, "a date in this vault, but its value is a list: write a single date, such as 2024-01-31"),
        ("datetime", "2023-13-01T10:00", 6, "a date and time in this vault, but 2023-13-01T10:00 is not a real date"),
        ("aliases", "1984", 6, "a list of aliases in this vault, but 1984 is a number: write a list"),
    ],
)  # fmt: skip
def test_does_not_fit(kind: str, source: str, column: int, fault: str) -> None:
    """The message says what the property is, what the value is and what to do, at the value."""
    name = "aliases" if kind == "aliases" else "key"
    column += len(name) - len("key")
    expected = f"a.md:2:{column}: warning: `{name}` is {fault} [property-type]"
    assert says(RULE, files(kind, source, name)) == [expected]


def test_names_in_any_case_and_reserved_ones() -> None:
    """`types.json` may say what it likes about `tags`; other names match ignoring case."""
    types = json.dumps({"types": {"Rating": "number", "tags": "number", "rank": 5}, "x": 1})
    note = "---\nRATING: high\ntags: [tea]\nrank: x\n---\n"
    (line,) = says(RULE, {TYPES: types, "a.md": note})
    assert line.startswith("a.md:2:9: warning: `RATING` is a number in this vault")


@pytest.mark.parametrize("content", ["", "[]", '{"types": null}', '{"types": []}'])
def test_odd_settings(content: str) -> None:
    assert says(RULE, {TYPES: content, "a.md": "---\nrating: high\n---\n"}) == []


@pytest.mark.parametrize(
    "kind, source, after",
    [
        ("number", '"8"', "8"),
        ("number", "'-2.5'", "-2.5"),
        ("checkbox", "'false'", "false"),
        ("number", '"08"', None),
        ("number", '"1e3"', None),
        ("number", '"true"', None),
        ("checkbox", '"True"', None),
        ("checkbox", '"1"', None),
        ("number", "|-\n  8", None),
    ],
)
def test_fix_only_removes_quotes(kind: str, source: str, after: str | None) -> None:
    """And only where nothing of the value is lost."""
    content = {TYPES: json.dumps({"types": {"key": kind}}), "a.md": f"---\nkey: {source}\n---\n"}
    (problem,) = RULE.check_note((made := vault({**content})).notes["a.md"], made)
    assert check_fixes(RULE, content) == []
    if after is None:
        assert problem.fix is None
    else:
        assert problem.fix
        assert problem.fix.applicability == "unsafe"
        assert fixed(problem.fix, content)["a.md"] == f"---\nkey: {after}\n---\n"


def test_types_in_the_configuration(tmp_path: Path) -> None:
    """They are over those of Obsidian, and a changed type changes what a warm run finds."""
    write(tmp_path / TYPES, '{"types": {"rating": "text", "year": "number"}}')
    write(tmp_path / "a.md", "---\nrating: high\nyear: x\n---\n")
    config = write(tmp_path / "vaultlint.toml", 'select = ["property-type"]\ntypes = {Rating = "number"}\n')
    assert run("check", tmp_path).stdout.count("[property-type]") == 2
    write(config, 'select = ["property-type"]\n')
    assert run("check", tmp_path).stdout.count("[property-type]") == 1
    write(tmp_path / TYPES, '{"types": {}}')
    assert run("check", tmp_path).stdout.count("[property-type]") == 0
    write(config, 'types = {rating = "nummer"}\n')
    result = run("check", tmp_path)
    assert result.exit_code == 2
    known = "text, multitext, number, checkbox, date, datetime, tags, aliases"
    assert result.stderr.endswith(f"types[...]: invalid enum value 'nummer' (one of: {known})\n")
