"""What is wrong with a value by its JSON Schema, in words that name the property, its value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from vaultlint import NearNames, SchemaError, Value, name_core
from vaultlint_rules.value_texts import shown

_SHORTEST_SLIP = 4
"""The fewest letters of an allowed value with a slip: only a few values can be meant."""

_MOST = 12
"""The most allowed values that a message lists."""

_TYPES = {
    "string": "a string",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}

_FORMATS = {
    "date": "a date, such as 2024-01-31",
    "time": "a time with its zone, such as 10:30:00Z",
    "date-time": "a date and time with its zone, such as 2024-01-31T10:30:00Z",
    "email": "an email address",
    "uri": "an address, such as https://example.org",
    "uuid": "a UUID",
    "regex": "a regular expression",
}


def place_name(path: Sequence[str | int]) -> str:
    """The name of a value for a message: "`author.name`", "item 2 of `tags`"."""
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {place_name(path[:-1])}"
    return f"`{_dotted(path)}`" if path else "the front matter"


def _dotted(path: Sequence[str | int]) -> str:
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def message_of(error: SchemaError) -> str:
    """The message for an error about a value; those about missing and unknown properties are not made here."""
    name = place_name(error.path)
    if fault := error.details.get("message"):  # of a link
        return f"{name} {fault}"
    if error.keyword == "falseSchema":
        return f"{name} is not allowed by the schema"
    if error.keyword in {"enum", "const"} and not isinstance(error.value, list | dict):
        return f"{name} is {shown(error.value)}; allowed: {_list(map(_literal, allowed(error)))}"
    return f"{name} is {shown(error.value)}; it must {demand_of(error)}"


def demand_of(error: SchemaError) -> str:
    """What a keyword demands of the value, as in "it must be a number"."""
    if error.branches:
        return _demand_of_branches(error)
    demand = _DEMANDS.get(error.keyword)
    return demand(error.details) if demand else f"meet `{error.keyword}` of the schema"


def _demand_of_branches(error: SchemaError) -> str:
    if not all(error.branches):
        return f"match exactly one of the {len(error.branches)} schemas under `oneOf`"
    demands = [" and ".join(dict.fromkeys(map(demand_of, branch))) for branch in error.branches]
    return ", or ".join(dict.fromkeys(demands))


def _types(details: Mapping[str, Any]) -> str:
    types = sorted(details["types"], key=list(_TYPES).index)
    return f"be {_list([_TYPES[each] for each in types], ' or ')}"


_DEMANDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "type": _types,
    "enum": lambda details: f"be one of {_list(map(_literal, details['options']))}",
    "const": lambda details: f"be {_literal(details['expected_value'])}",
    "minimum": lambda details: f"be at least {details['limit']}",
    "maximum": lambda details: f"be at most {details['limit']}",
    "exclusiveMinimum": lambda details: f"be more than {details['limit']}",
    "exclusiveMaximum": lambda details: f"be less than {details['limit']}",
    "multipleOf": lambda details: f"be a multiple of {details['multiple_of']}",
    "minLength": lambda details: f"have at least {_count(details, 'character')}",
    "maxLength": lambda details: f"have at most {_count(details, 'character')}",
    "minItems": lambda details: f"have at least {_count(details, 'item')}",
    "maxItems": lambda details: f"have at most {_count(details, 'item')}",
    "minProperties": lambda details: f"have at least {_count(details, 'property', 'properties')}",
    "maxProperties": lambda details: f"have at most {_count(details, 'property', 'properties')}",
    "uniqueItems": lambda _: "have no item twice",
    "contains": lambda _: "contain an item that the schema demands under `contains`",
    "pattern": lambda details: f"match the pattern {details['pattern']}",
    "format": lambda details: f"be {_FORMATS.get(details['format'], 'of the format ' + details['format'])}",
    "not": lambda details: f"not match {_literal(details['schema'])}",
    "x-link-to": lambda details: details["message"].partition("; it must ")[2],
    "required": lambda details: f"have `{details['property']}`",
    "additionalItems": lambda _: "have no further items",
    "propertyNames": lambda _: "have only names that the schema allows",
}


def _count(details: Mapping[str, Any], noun: str, plural: str = "") -> str:
    limit = details["limit"]
    return f"{limit} {noun if limit == 1 else plural or f'{noun}s'}"


def allowed(error: SchemaError) -> list[Value]:
    """The values that an error lists as allowed; none where it lists no values."""
    if error.keyword == "const":
        return [error.details["expected_value"]]
    return list(error.details["options"]) if error.keyword == "enum" else []


def same_value(error: SchemaError) -> Value:
    """The only allowed value that has the letters and digits of the one that is written; None if there is none."""
    if not isinstance(error.value, str | int | float):
        return None
    core = name_core(_plain(error.value))
    found = [value for value in allowed(error) if value is not None and name_core(_plain(value)) == core]
    return found[0] if core and len(found) == 1 else None


def near_value(error: SchemaError) -> Value:
    """The only allowed value that the one that is written seems to mean; None if there is none."""
    if (same := same_value(error)) is not None:
        return same
    texts = [value for value in allowed(error) if isinstance(value, str)]
    found = NearNames(texts, shortest=_SHORTEST_SLIP).near(error.value) if isinstance(error.value, str) else ()
    return found[0] if len(found) == 1 else None


def _plain(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _literal(value: Value) -> str:
    """An allowed value: text in quotes only where its ends would not be seen."""
    if isinstance(value, str):
        return value if value and value == value.strip() and "," not in value else json.dumps(value, ensure_ascii=False)
    return shown(value) if not isinstance(value, list | dict) else json.dumps(value, ensure_ascii=False)


def _list(members: Iterator[str] | Sequence[str], last: str = ", ") -> str:
    texts = list(members)
    if len(texts) > _MOST:
        return f"{', '.join(texts[:_MOST])} and {len(texts) - _MOST} more"
    return last.join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def best_errors(error: SchemaError) -> Iterator[SchemaError]:
    """The errors to report for one: of `anyOf` and `oneOf`, those of the branch that got further than the others."""
    if error.branches and all(error.branches):
        depths = [max(len(each.path) for each in branch) for branch in error.branches]
        deepest = max(depths)
        if deepest > len(error.path) and depths.count(deepest) == 1:
            for each in error.branches[depths.index(deepest)]:
                yield from best_errors(each)
            return
    yield error
