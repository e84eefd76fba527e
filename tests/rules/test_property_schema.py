"""`property-schema`: messages, positions, bindings and fixes."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint import Rule
from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.lint.registry import find_rules
from vaultlint.testing import check_fixes, find, fixed, says, vault

RULE = find_rules()["property-schema"]
PEOPLE: dict[str, str | bytes] = {
    "People/Ann.md": "---\ntype: [person, friend]\ntags: [family]\n---\n",
    "Rome.md": "#place/city\n",
    "map.png": b"",
}


def rule(schema: dict[str, Any], **binding: Any) -> Rule:
    return configure(RULE, {"schemas": [{"schema": schema, **(binding or {"paths": ["a.md"]})}]}, "test")


def lines(schema: dict[str, Any], front: str, others: dict[str, str | bytes] | None = None) -> list[str]:
    """What is said about the front matter of `a.md`: line, column and message."""
    found = says(rule(schema), {"a.md": f"---\n{front}\n---\n", **(others or {})})
    assert all(line.startswith("a.md:") and line.endswith(" [property-schema]") for line in found)
    return [line.removeprefix("a.md:").removesuffix(" [property-schema]").replace(" error:", "") for line in found]


def of(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


@pytest.mark.parametrize(
    "schema, front, expected",
    [
        (of(s={"enum": ["draft", "done"]}), "s: 'done '", ['2:4: `s` is "done "; allowed: draft, done; did you mean "done"?']),
        (of(s={"enum": ["draft", "done"]}), "s: dnoe", ['2:4: `s` is "dnoe"; allowed: draft, done; did you mean "done"?']),
        (of(s={"enum": ["draft", "done"]}), "s: other", ['2:4: `s` is "other"; allowed: draft, done']),
        (of(s={"enum": ["a, b", "", None, True, 5]}), "s: x", ['2:4: `s` is "x"; allowed: "a, b", "", empty, true, 5']),
        (of(s={"enum": ["a", "b"]}), "s: [a]", ["2:4: `s` is a list; it must be one of a, b"]),
        (of(s={"enum": list("abcdefghijklmnop")}), "s: x", ['2:4: `s` is "x"; allowed: a, b, c, d, e, f, g, h, i, j, k, l and 4 more']),
        (of(s={"const": "book"}), "s: Book", ['2:4: `s` is "Book"; allowed: book; did you mean "book"?']),
        (of(s={"type": "number"}), 's: "8"', ['2:4: `s` is "8"; it must be a number']),
        (of(s={"type": "integer"}), "s: 1.5", ["2:4: `s` is 1.5; it must be a whole number"]),
        (of(s={"type": ["null", "string", "array"]}), "s: 5", ["2:4: `s` is 5; it must be a string, a list or empty"]),
        (of(s={"type": "string"}), "s:", ["2:3: `s` is empty; it must be a string"]),
        (of(s={"type": "boolean"}), "s: {a: b}", ["2:4: `s` is a mapping; it must be true or false"]),
        (of(s={"minimum": 1}), "s: 0", ["2:4: `s` is 0; it must be at least 1"]),
        (of(s={"maximum": 5.5}), "s: 6", ["2:4: `s` is 6; it must be at most 5.5"]),
        (of(s={"exclusiveMinimum": 1}), "s: 1", ["2:4: `s` is 1; it must be more than 1"]),
        (of(s={"exclusiveMaximum": 1}), "s: 1", ["2:4: `s` is 1; it must be less than 1"]),
        (of(s={"multipleOf": 2}), "s: 3", ["2:4: `s` is 3; it must be a multiple of 2"]),
        (of(s={"minLength": 3}), "s: ab", ['2:4: `s` is "ab"; it must have at least 3 characters']),
        (of(s={"maxLength": 1}), "s: ab", ['2:4: `s` is "ab"; it must have at most 1 character']),
        (of(s={"pattern": "^x"}), "s: ab", ['2:4: `s` is "ab"; it must match the pattern ^x']),
        (of(s={"format": "date"}), "s: 2023-02-30", ['2:4: `s` is "2023-02-30"; it must be a date, such as 2024-01-31']),
        (of(s={"format": "ipv4"}), "s: x", ['2:4: `s` is "x"; it must be of the format ipv4']),
        (of(s={"minItems": 2}), "s: [a]", ["2:4: `s` is a list; it must have at least 2 items"]),
        (of(s={"maxItems": 1}), "s: [a, b]", ["2:4: `s` is a list; it must have at most 1 item"]),
        (of(s={"uniqueItems": True}), "s: [a, a]", ["2:4: `s` is a list; it must have no item twice"]),
        (of(s={"contains": {"const": 1}}), "s: [a]", ["2:4: `s` is a list; it must contain an item that the schema demands under `contains`"]),
        (of(s=False), "s: a", ["2:4: `s` is not allowed by the schema"]),
        (of(s={"not": {"const": 1}}), "s: 1", ['2:4: `s` is 1; it must not match {"const": 1}']),
        (of(s={"maxProperties": 1}), "s: {a: b, c: d}", ["2:4: `s` is a mapping; it must have at most 1 property"]),
        (of(s={"items": {"type": "string"}}), "s:\n  - a\n  - 3\n  - [b]", ["4:5: item 2 of `s` is 3; it must be a string", "5:5: item 3 of `s` is a list; it must be a string"]),
        (of(s=of(t={"type": "string"})), "s:\n  t: 5", ["3:6: `s.t` is 5; it must be a string"]),
        (of(s={"items": of(t={"const": 1})}), "s:\n  - t: 1\n  - t: 2", ["4:8: `s[2].t` is 2; allowed: 1"]),
        (of(s={"anyOf": [{"type": "string"}, {"minimum": 3}]}), "s: 1", ["2:4: `s` is 1; it must be a string, or be at least 3"]),
        (of(s={"anyOf": [{"type": "string"}, of(t={"type": "number"})]}), "s: {t: x}", ['2:8: `s.t` is "x"; it must be a number']),
        (of(s={"oneOf": [{"type": "string"}, {"const": "x"}]}), "s: x", ['2:4: `s` is "x"; it must match exactly one of the 2 schemas under `oneOf`']),
        ({"required": ["b", "a"]}, "x: 1", ["1:1: missing properties: `b`, `a`"]),
        ({"required": ["a"]}, "x: 1", ["1:1: missing property: `a`"]),
        ({"dependentRequired": {"x": ["a"]}}, "x: 1", ["1:1: missing property: `a`"]),
        ({"allOf": [{"required": ["a"]}, {"required": ["a"]}]}, "x: 1", ["1:1: missing property: `a`"]),
        (of(s={"required": ["a"]}), "s:\n  b: 1", ["3:3: missing property in `s`: `a`"]),
        ({"if": of(t={"const": "x"}), "then": {"required": ["a"]}}, "t: x", ["1:1: missing property: `a`"]),
        ({**of(author={}), "additionalProperties": False}, "auther: x\nvaultlint: x", ["2:1: `auther` is not a property that the schema allows; did you mean `author`?"]),
        ({"unevaluatedProperties": False}, "s: x", ["2:1: `s` is not a property that the schema allows"]),
        (of(s={**of(t={}), "additionalProperties": False}), "s:\n  t: 1\n  u: 2", ["4:6: `s.u` is not a property that the schema allows"]),
        (of(Status={"const": 1}), "sTATUS: 2", ["2:9: `sTATUS` is 2; allowed: 1"]),
        ({"required": ["Status"], **of(Status={}), "additionalProperties": False}, "sTATUS: 2", []),
        (of(s={"type": "string"}), "s: 2024-05-01", []),
    ],
)  # fmt: skip
def test_messages(schema: dict[str, Any], front: str, expected: list[str]) -> None:
    """In our own words, with property, value and what is allowed, at the value."""
    assert lines(schema, front) == expected


def test_bom_and_line_ends_and_broken_front_matter() -> None:
    """A note without front matter lacks properties too; one that cannot be read is another rule's."""
    required = rule({"required": ["a"]})
    assert says(required, {"a.md": "text"}) == ["a.md:1:1: error: missing property: `a` [property-schema]"]
    assert len(says(required, {"a.md": "---\r\nb: 1\r\n---\r\n"})) == 1
    assert says(required, {"a.md": "---\na: [\n---\n"}) == []


@pytest.mark.parametrize(
    "demand, value, fault",
    [
        ({"folder": "People"}, "'[[Ann]]'", None),
        ({"folder": "/people/"}, "'[her](People/Ann.md)'", None),
        ({"folder": "People"}, "'[[Ann#Gone|her]]'", None),
        ({"folder": "Peop"}, "'[[Ann]]'", '`up` is "[[Ann]]", which leads to People/Ann.md; it must be a link to a note in Peop/'),
        ({"folder": "People"}, "'[[Rome]]'", '`up` is "[[Rome]]", which leads to Rome.md; it must be a link to a note in People/'),
        ({"folder": "People"}, "'[[Nobody]]'", '`up` is "[[Nobody]]", which leads to no file; it must be a link to a note in People/'),
        ({"folder": "People"}, "Ann", '`up` is "Ann"; it must be a link to a note in People/'),
        ({"folder": "People"}, "'see [[Ann]]'", '`up` is "see [[Ann]]"; it must be a link to a note in People/'),
        ({"folder": "People"}, "'[x](https://example.org)'", '`up` is "[x](https://example.org)"; it must be a link to a note in People/'),
        ({"folder": "People"}, "5", "`up` is 5; it must be a link to a note in People/"),
        ({"folder": "People"}, "''", "`up` is empty; it must be a link to a note in People/"),
        ({"folder": "People"}, "['[[Ann]]', '[[Rome]]']", 'item 2 of `up` is "[[Rome]]", which leads to Rome.md; it must be a link to a note in People/'),
        ({"tag": "place"}, "'[[Rome]]'", None),
        ({"tag": "#Place/City"}, "'[[Rome]]'", None),
        ({"tag": "family"}, "'[[Ann]]'", None),
        ({"tag": "plac"}, "'[[Rome]]'", '`up` is "[[Rome]]", which leads to Rome.md; it must be a link to a note with the tag #plac'),
        ({"type": "person"}, "'[[Ann]]'", None),
        ({"type": "person", "tag": "x"}, "'[[Ann]]'", '`up` is "[[Ann]]", which leads to People/Ann.md; it must be a link to a note with the tag #x and with `type: person`'),
        ({"type": "place"}, "'[[map.png]]'", '`up` is "[[map.png]]", which leads to map.png; it must be a link to a note with `type: place`'),
    ],
)  # fmt: skip
def test_links_to_notes(demand: dict[str, str], value: str, fault: str | None) -> None:
    """`x-link-to` demands a link to a note in a folder, with a tag, of a type."""
    found = [line.split(": ", 1)[1] for line in lines(of(up={"x-link-to": demand}), f"up: {value}", PEOPLE)]
    assert found == ([fault] if fault else [])


@pytest.mark.parametrize(
    "value, fault",
    [
        ("'[[map.png]]'", None),
        ("'[[Ann]]'", None),
        ("5", None),
        ("map.png", '`up` is "map.png"; it must be a link to a file of the vault'),
        ("'[[Gone]]'", '`up` is "[[Gone]]", which leads to no file; it must be a link to a file of the vault'),
    ],
)
def test_format_link(value: str, fault: str | None) -> None:
    """As every format, it is about strings."""
    found = [line.split(": ", 1)[1] for line in lines(of(up={"format": "link"}), f"up: {value}", PEOPLE)]
    assert found == ([fault] if fault else [])


def test_link_in_a_branch() -> None:
    schema = of(up={"anyOf": [{"x-link-to": {"type": "place"}}, {"const": "unknown"}]})
    expected = '2:5: `up` is "[[Ann]]"; it must be a link to a note with `type: place`, or be unknown'
    assert lines(schema, "up: '[[Ann]]'", PEOPLE) == [expected]


NOTES: dict[str, str | bytes] = {
    "Books/a.md": "",
    "Books/b.md": "---\ntype: project\n---\n#book/novel\n",
    "c.md": "---\nTags: book\nType: [x, project]\npages: 1\nread: true\n---\n",
}


@pytest.mark.parametrize(
    "binding, bound",
    [
        ({"paths": ["Books/**"]}, ["Books/a.md", "Books/b.md"]),
        ({"paths": ["*", "!Books/**"]}, ["c.md"]),
        ({"tags": ["book"]}, ["Books/b.md", "c.md"]),
        ({"tags": ["#Book/novel", "other"]}, ["Books/b.md"]),
        ({"where": {"type": "project"}}, ["Books/b.md", "c.md"]),
        ({"where": {"pages": 1, "read": True}}, ["c.md"]),
        ({"where": {"pages": True}}, []),
        ({"where": {"read": 1}}, []),
        ({"paths": ["Books/"], "tags": ["book"]}, ["Books/b.md"]),
    ],
)
def test_bindings(binding: dict[str, Any], bound: list[str]) -> None:
    """A note must meet all that is given."""
    found = find(rule({"required": ["isbn"]}, **binding), vault(NOTES))
    assert [problem.path for problem in found] == bound


@pytest.mark.parametrize(
    "table, message",
    [
        ({"schema": {}}, r"rules.property-schema.schemas: \[0\]: for which notes\? add paths, tags or where"),
        ({"paths": ["a"]}, "missing key: write schema"),
        ({"schema": {}, "path": ["a"]}, r'rules.property-schema.schemas\[0\]: unknown key "path"; did you mean "paths"\?'),
        ({"schema": {}, "paths": ["[z-a]"]}, "pattern"),
        ({"schema": {}, "paths": "a"}, r"\[0\].paths: expected an array"),
        ({"schema": "x.json", "paths": ["a"]}, r'\[0\].schema: no configuration file says where "x.json" is'),
        ({"schema": {"type": "x"}, "paths": ["a"]}, r"\[0\].schema: not a valid JSON Schema: type:"),
        ({"schema": {"$ref": "http://x/y"}, "paths": ["a"]}, "no other file or address is opened"),
    ],
)  # fmt: skip
def test_wrong_options(table: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        configure(RULE, {"schemas": [table]}, "test")


@pytest.mark.parametrize(
    "schema, front, after",
    [
        (of(s={"enum": ["draft", "done"]}), "s: Done", "s: done"),
        (of(s={"enum": ["in progress"]}), "s: 'In-Progress'  # x", "s: 'in progress'  # x"),
        (of(s={"enum": [5, 6]}), 's: "5"', "s: 5"),
        (of(s={"enum": [True]}), 's: "True"', "s: true"),
        (of(s={"items": {"enum": ["red", "green"]}}), "s: [red, Green]", "s: [red, green]"),
        (of(s=of(t={"const": "x: y"})), "s:\n  t: X y\n  u: 1", 's:\n  t: "x: y"\n  u: 1'),
        (of(s={"enum": ["done", "Done!"]}), "s: DONE", None),
        (of(s={"enum": ["done"]}), "s: dnoe", None),
        (of(s={"enum": ["done"]}), "s: |-\n  Done", None),
    ],
)
def test_fixes(schema: dict[str, Any], front: str, after: str | None) -> None:
    """Only where one allowed value has the same letters and digits, and never safe."""
    files = {"a.md": f"---\n{front}\n---\n"}
    checked = rule(schema)
    assert check_fixes(checked, files) == []
    (problem,) = find(checked, vault({**files}))
    if after is None:
        assert problem.fix is None
    else:
        assert problem.fix
        assert problem.fix.applicability == "unsafe"
        assert fixed(problem.fix, files) == {"a.md": f"---\n{after}\n---\n"}


def test_data() -> None:
    """For programs: the same keys in every problem."""
    schema = {**of(s={"items": {"enum": ["a"]}}), "required": ["t"], "additionalProperties": False}
    problems = find(rule(schema), vault({"a.md": "---\ns: [b]\nu: 1\n---\n"}))
    assert [problem.data for problem in problems] == [
        {"property": "s", "path": ["s", 0], "value": "b", "keyword": "enum", "allowed": ["a"], "schema": None},
        {"property": "u", "path": ["u"], "value": None, "keyword": "additionalProperties", "allowed": [], "schema": None},
        {"property": None, "path": [], "value": None, "keyword": "required", "allowed": ["t"], "schema": None},
    ]  # fmt: skip
    assert [problem.causes for problem in problems] == [("s.0",), ("u",), ("t",)]
