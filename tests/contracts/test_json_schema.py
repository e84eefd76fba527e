"""A JSON Schema as an option: what is read, what is refused, and that nothing is ever fetched."""

from __future__ import annotations

import socket
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from vaultlint.contracts.json_schema import JsonSchema, SchemaError


def no_link(value: object, demand: object) -> str | None:
    del demand
    return None if value == "[[x]]" else "is not a link"


def errors(schema: dict[str, Any], properties: dict[str, Any]) -> list[SchemaError]:
    return JsonSchema(schema).errors(properties, no_link)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Collect attempts to open a connection; those of Rust would not be seen, so the address below answers, too."""
    tries: list[object] = []

    def refuse(*args: object, **_: object) -> None:
        tries.append(args)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    return tries


def test_no_address_is_opened(no_network: list[object]) -> None:
    """A server that would answer gets no connection, whether Python or the library would make it."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/person.json"
        for schema in ({"$ref": address}, {"properties": {"a": {"$ref": address}}}, {"$schema": address}):
            with pytest.raises(ValueError, match=r"not a valid JSON Schema: .*127") as raised:
                JsonSchema(schema)
            assert "\n" not in str(raised.value)
        with pytest.raises(TimeoutError):
            server.accept()
    assert no_network == []


@pytest.mark.parametrize("reference", ["https://example.org/a.json", "file:///etc/passwd", "person.json", "//host/x"])
def test_references_are_refused(reference: str) -> None:
    with pytest.raises(ValueError, match=r'no other file or address is opened: copy that schema under "\$defs"'):
        JsonSchema({"$ref": reference})


def test_references_inside() -> None:
    schema = {"$defs": {"day": {"format": "date"}}, "properties": {"a": {"$ref": "#/$defs/day"}}}
    assert [found.path for found in errors(schema, {"a": "tomorrow"})] == [("a",)]


@pytest.mark.parametrize(
    "schema, message",
    [
        ({"type": "strin"}, r'type: "strin" is not valid'),
        ({"properties": {"a": {"pattern": "("}}}, r"properties.a.pattern"),
        (
            {"properties": {"a": {"x-link-to": {"folders": "x"}}}},
            "x-link-to: expected a table of strings with the keys",
        ),
        ({"items": [{"x-link-to": "People"}]}, "x-link-to: expected a table of strings"),
        ({"x-link-to": {"folder": 5}}, "x-link-to: expected a table of strings"),
    ],
)
def test_what_is_no_schema(schema: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as raised:
        JsonSchema(schema)
    assert "\n" not in str(raised.value)


def test_data_that_looks_like_a_keyword() -> None:
    """What stands under `enum` and the like are values."""
    JsonSchema({"properties": {"x-link-to": {"type": "string"}, "a": {"enum": [{"x-link-to": 5}]}}})


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    with pytest.raises(ValueError, match=r'run pip install "obsidian-vaultlint\[schema\]"'):
        JsonSchema({})


def test_formats_are_asserted_and_dates_are_strings() -> None:
    schema = {"properties": {"a": {"type": "string", "format": "date"}}}
    assert errors(schema, {"a": "2024-02-29"}) == []
    assert [found.keyword for found in errors(schema, {"a": "2023-02-29"})] == ["format"]


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 10**290, -(10**290), "\ud800", "e\u0301", {"\ud800": ["\udfff", {}]}, [[[[]]]]],
    ids=repr,
)
def test_values_that_json_does_not_have(value: object) -> None:
    """They are of a type all the same."""
    schema = {"properties": {"a": {"type": "boolean"}}}
    assert [(found.path, found.keyword) for found in errors(schema, {"a": value})] == [(("a",), "type")]


def test_links_in_branches_and_lists() -> None:
    demand = {"x-link-to": {"folder": "People"}}
    assert errors({"properties": {"a": {"anyOf": [demand, {"const": 1}]}}}, {"a": "[[x]]"}) == []
    assert errors({"properties": {"a": {"not": demand}}}, {"a": "y"}) == []
    found = errors({"$defs": {"x": demand}, "properties": {"a": {"$ref": "#/$defs/x"}}}, {"a": ["[[x]]", "y", 3]})
    assert [(each.path, each.details["message"]) for each in found] == [
        (("a", 1), "is not a link"),
        (("a", 2), "is not a link"),
    ]


def test_equality_is_that_of_the_text() -> None:
    one, other = JsonSchema({"type": "object", "required": []}), JsonSchema({"required": [], "type": "object"})
    assert one == other
    assert hash(one) == hash(other)
    assert one != JsonSchema({"type": "object"})
    assert one != JsonSchema({"type": "object", "required": []}, "x.json")
    assert one != {}


def test_as_an_option(tmp_path: Path) -> None:
    del tmp_path
    files = {"x.json": b'\xef\xbb\xbf{"required": ["a"]}', "list.json": b"[]", "bad.json": b"{", "latin.json": b"\xff"}
    schema = JsonSchema.from_option("x.json", files.__getitem__)
    assert (schema.schema, schema.to_option()) == ({"required": ["a"]}, "x.json")
    assert JsonSchema.from_option({"type": "object"}, files.__getitem__).to_option() == {"type": "object"}
    for name, message in (
        ("list.json", "must be an object"),
        ("bad.json", "not valid JSON"),
        ("latin.json", "not valid"),
    ):
        with pytest.raises(ValueError, match=message):
            JsonSchema.from_option(name, files.__getitem__)
    with pytest.raises(ValueError, match="expected a table with a JSON Schema, or the name of a file with one"):
        JsonSchema.from_option(5, files.__getitem__)


def test_names_as_the_schema_spells_them() -> None:
    schema = JsonSchema({"required": ["ISBN"], "allOf": [{"properties": {"Title": {}, "title": {}}}]})
    assert schema.names == {"isbn": "ISBN", "title": "Title"}
