"""A JSON Schema for the properties of notes, compiled by jsonschema-rs, which the extra `schema` installs.

Nothing that a schema refers to is ever fetched: no address is opened, and no other file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, NoReturn, TypeAlias

from vaultlint.model import Value

INSTALL = 'pip install "obsidian-vaultlint[schema]"'

LINK = "link"
"""The format of a string that must be a link to a file of the vault."""

LINK_TO = "x-link-to"
"""The keyword for a value that must be a link to a certain note, and what its value may say about that note."""

LINK_TO_KEYS = ("folder", "tag", "type")

LinkCheck: TypeAlias = "Callable[[Value, Mapping[str, str]], str | None]"
"""Says why a value is not a link to a file for which certain things hold, see `LINK_TO_KEYS`; None if it is one."""

_WITH_SCHEMAS_BY_NAME = frozenset(
    ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
)
_DATA = frozenset(("enum", "const", "default", "examples"))
_MISSING = re.compile("Resource '(.*?)' is not present in a registry")
_LARGEST = 1.7976931348623157e308


class SchemaError(NamedTuple):
    """Something in the properties of a note that its schema does not allow.

    `path` leads to the value, by names and positions in lists from 0. `keyword` is the keyword of JSON Schema that
    does not hold, `value` the value, and `details` what the keyword demands, by the names that jsonschema-rs uses,
    such as `options` of `enum` and `limit` of `minimum`. `branches` are the errors in each part of `anyOf` or `oneOf`.
    """

    path: tuple[str | int, ...]
    keyword: str
    value: Value
    details: Mapping[str, Any]
    branches: tuple[tuple[SchemaError, ...], ...] = ()


class JsonSchema:
    """A JSON Schema; two of the same text are equal. In the configuration it is a table, or the name of a JSON file.

    Raises ValueError for what is not a valid schema or refers to another file, and where jsonschema-rs is missing.
    """

    option_types: ClassVar = ("string", "object")

    def __init__(self, schema: Mapping[str, Any], file: str = "") -> None:
        self.schema = schema
        self.file = file
        self._check_link: LinkCheck = lambda _, __: None
        for part in _parts(schema):
            _check_link_to(part.get(LINK_TO, {}))
        self._validator = self._compile()

    @classmethod
    def from_option(cls, value: Value, read: Callable[[str], bytes]) -> JsonSchema:
        """Make a schema from its value in the configuration; `read` returns the content of a file that it names."""
        if isinstance(value, str):
            return cls(_parsed(read(value), value), value)
        if isinstance(value, Mapping):
            return cls(_without_dates(dict(value)))
        raise ValueError("expected a table with a JSON Schema, or the name of a file with one")

    def to_option(self) -> Value:
        """Return what the configuration says: the name of the file, or the schema itself."""
        return self.file or dict(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsonSchema) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(self.file)

    def __repr__(self) -> str:
        return f"JsonSchema({json.dumps(self.schema, sort_keys=True)}, {self.file!r})"

    def _compile(self) -> Any:
        try:
            import jsonschema_rs  # an extra, and only needed where a schema is configured
        except ImportError:
            raise ValueError(f"JSON Schemas need the package jsonschema-rs: run {INSTALL}") from None
        try:
            return jsonschema_rs.validator_for(
                dict(self.schema),
                validate_formats=True,
                formats={LINK: lambda text: self._check_link(text, {}) is None},
                keywords={LINK_TO: self._link_keyword()},
                retriever=_refuse,
            )
        except (ValueError, RecursionError) as error:
            raise ValueError(f"not a valid JSON Schema: {_fault(error)}") from None

    def _link_keyword(self) -> Any:
        """Make the class of the keyword `x-link-to`, each instance of which stands for one place in the schema."""
        schema = self

        class LinkKeyword:
            def __init__(self, _: object, demand: Mapping[str, str], __: object) -> None:
                self._demand = demand

            def validate(self, value: Any) -> None:
                for item in value if isinstance(value, list) else [value]:
                    if fault := schema._check_link(item, self._demand):
                        raise ValueError(fault)

        return LinkKeyword

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of properties that the schema mentions, as it spells them, by their form in lower case."""
        parts = list(_parts(self.schema))
        names = [name for part in parts for name in (*_table(part, "properties"), *_list(part, "required"))]
        return {name.lower(): name for name in reversed(names) if isinstance(name, str)}

    def errors(self, properties: Mapping[str, Value], check_link: LinkCheck) -> list[SchemaError]:
        """Return everything in some properties that the schema does not allow, in the order of the schema."""
        self._check_link = check_link
        instance = _as_json(properties)
        if self._validator.is_valid(instance):
            return []
        return [found for error in self._validator.iter_errors(instance) for found in self._read(error, properties)]

    def _read(self, error: Any, properties: Mapping[str, Value]) -> Iterator[SchemaError]:
        """Read an error of jsonschema-rs."""
        path = tuple(error.instance_path)
        details = {**error.kind.as_dict()}
        branches = [
            [each for inner in found for each in self._read(inner, properties)] for found in details.pop("context", ())
        ]
        keyword = error.kind.name
        value = _value_at(properties, path)
        if keyword == LINK_TO and isinstance(value, list):
            demand = _value_at(self.schema, error.schema_path)
            faults = [(position, self._check_link(item, demand)) for position, item in enumerate(value)]
            for position, fault in faults:
                if fault:
                    yield SchemaError((*path, position), keyword, value[position], {"message": fault})
            return
        if keyword == "format" and details["format"] == LINK and isinstance(value, str):
            details["message"] = self._check_link(value, {})
        yield SchemaError(path, keyword, value, details, tuple(map(tuple, branches)))


def _without_dates(value: Any) -> Any:
    """A value of TOML with its dates and times as strings, which they are in front matter."""
    if isinstance(value, dict):
        return {key: _without_dates(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_without_dates(member) for member in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _parsed(content: bytes, name: str) -> Mapping[str, Any]:
    try:
        schema = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name} is not valid JSON: {error}") from None
    if not isinstance(schema, dict):
        raise ValueError(f"{name} is not a JSON Schema: it must be an object")  # noqa: TRY004  options raise ValueError
    return schema


def _refuse(address: str) -> NoReturn:
    raise ValueError(f"{address}: nothing is fetched")


def _fault(error: Exception) -> str:
    """What is wrong with a schema, in one line."""
    message = str(getattr(error, "message", error)).splitlines()[0]
    if missing := _MISSING.match(message):
        return f'it refers to "{missing[1]}", and no other file or address is opened: copy that schema under "$defs"'
    place = ".".join(map(str, getattr(error, "instance_path", ())))
    return f"{place}: {message}" if place else message


def _check_link_to(demand: Any) -> None:
    is_table = isinstance(demand, Mapping) and all(isinstance(value, str) and value for value in demand.values())
    if not is_table or demand.keys() - set(LINK_TO_KEYS):
        known = ", ".join(LINK_TO_KEYS)
        raise ValueError(f'{LINK_TO}: expected a table of strings with the keys {known}, such as {{folder = "People"}}')


def _parts(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all schemas in it."""
    open_parts = [schema]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, list):
            open_parts += part
        elif isinstance(part, Mapping):
            yield part
            for key, value in part.items():
                if key in _WITH_SCHEMAS_BY_NAME and isinstance(value, Mapping):
                    open_parts += value.values()
                elif key not in _DATA and key != LINK_TO:
                    open_parts.append(value)


def _table(part: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = part.get(key)
    return value if isinstance(value, Mapping) else {}


def _list(part: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = part.get(key)
    return value if isinstance(value, list) else []


def _value_at(value: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def _as_json(value: Any) -> Any:
    """A value as JSON can hold it: infinity is a large number, and a character that UTF-8 does not have is `?`."""
    if isinstance(value, Mapping):
        return {_as_json(key): _as_json(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_as_json(member) for member in value]
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return 0.0 if math.isnan(value) else math.copysign(_LARGEST, value)
    return value
