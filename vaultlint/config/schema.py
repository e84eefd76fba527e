"""The JSON schema of the configuration, with which editors complete and check `vaultlint.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import msgspec

from vaultlint.config.option_types import schema_of
from vaultlint.config.options import Options, Override, keys_of
from vaultlint.config.selection_flags import EVERY_RULE
from vaultlint.rule import Rule
from vaultlint.site.site_options import QuartzOptions, SitesOptions
from vaultlint.text.toml_text import as_option

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The version of JSON Schema that TOML editors support."""

Schema = dict[str, Any]


def config_schema(classes: Mapping[str, type[Rule]]) -> Schema:
    """Build the schema of a configuration file, given all rules by name."""
    top, override = _keys(Options), _keys(Override)
    tables, definitions = _tables(classes)
    definitions["rules"] = {**top["properties"]["rules"], "properties": tables, "additionalProperties": False}
    definitions["rule-or-group"] = {"enum": [*sorted({rule.group() for rule in classes.values()}), *sorted(classes)]}
    for keys in (top, override):
        keys["properties"]["rules"] = _reference("rules")
        for key in keys["properties"].keys() & {"select", "extend-select"}:
            keys["properties"][key]["items"] = {"anyOf": [_reference("rule-or-group"), {"enum": [*EVERY_RULE]}]}
        keys["properties"]["ignore"]["items"] = _reference("rule-or-group")
    top["properties"]["overrides"]["items"] = override
    sites = _keys(SitesOptions)
    sites["properties"]["quartz"] = _table_within(sites, "quartz", QuartzOptions)
    top["properties"]["sites"] = {**_table_within(top, "sites", SitesOptions), "properties": sites["properties"]}
    return {"$schema": DIALECT, **top, "title": "Configuration of vaultlint", "definitions": definitions}


def _keys(part: type[Options | Override | SitesOptions | QuartzOptions]) -> Schema:
    """Build the schema of a part of the file."""
    schema: Schema = msgspec.json.schema_components([part])[1][part.__name__]
    properties = {
        key: {**_without_null(value), **field.metadata}
        for key, field, value in zip(keys_of(part), fields(part), schema["properties"].values(), strict=True)
    }
    return {**schema, "properties": properties, "additionalProperties": False}


def _table_within(schema: Schema, key: str, part: type[SitesOptions | QuartzOptions]) -> Schema:
    """Build the schema of a table in another one, with the description that its key has there."""
    table = _keys(part)
    return {
        "description": schema["properties"][key]["description"],
        **{each: table[each] for each in ("type", "properties", "additionalProperties")},
    }


def _without_null(value: Schema) -> Schema:
    """Remove null from the schema of a value: TOML has none, an optional key is left out."""
    return {**value["anyOf"][0]} if "anyOf" in value else value


def _tables(classes: Mapping[str, type[Rule]]) -> tuple[Schema, Schema]:
    """Build the schema of each rule's table by name, and the definitions that these refer to."""
    types = [kind for _, rule in sorted(classes.items()) for kind in rule.options().values()]
    found, definitions = msgspec.json.schema_components(
        types,
        ref_template="#/definitions/{name}",
        schema_hook=_schema_of_own_type,
    )
    schemas = iter(found)
    tables = {name: _table(rule, [next(schemas) for _ in rule.options()]) for name, rule in sorted(classes.items())}
    return tables, {name: _closed(definition) for name, definition in definitions.items()}


def _schema_of_own_type(kind: type) -> Schema:
    """Build the schema of a type that msgspec does not know; that of a plugin may accept anything."""
    return schema_of(kind) if hasattr(kind, "from_option") else {"title": kind.__name__}


def _closed(definition: Schema) -> Schema:
    """Refuse keys that a dataclass does not have."""
    return {**definition, "additionalProperties": False} if "properties" in definition else definition


def _table(rule: type[Rule], schemas: list[Schema]) -> Schema:
    default = rule()
    return {
        "type": "object",
        "description": rule.manual(),
        "properties": {
            option: _with_default(schema, getattr(default, option.replace("-", "_")))
            for option, schema in zip(rule.options(), schemas, strict=True)
        },
        "additionalProperties": False,
    }


def _with_default(schema: Schema, value: Any) -> Schema:
    """Add a default to a schema; draft 7 ignores it beside `$ref`."""
    alone = {"allOf": [schema]} if "$ref" in schema else schema
    return alone if value is None else {**alone, "default": msgspec.to_builtins(value, enc_hook=as_option)}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}
