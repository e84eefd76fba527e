from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any

from vaultlint import (
    TOP,
    Example,
    Fix,
    JsonSchema,
    LinkKind,
    NearNames,
    Note,
    Problem,
    ResolvedLink,
    Rule,
    SchemaError,
    Scope,
    Severity,
    Span,
    Value,
    Vault,
    check_pattern,
    matches,
)
from vaultlint_rules.schema_messages import allowed, best_errors, message_of, near_value, place_name, same_value
from vaultlint_rules.value_texts import shown

_OWN = "vaultlint"
"""The property that suppresses problems, which no schema needs to allow."""

_SHORTEST_SLIP = 5


@dataclass(frozen=True, kw_only=True)
class SchemaBinding:
    """A schema, and the notes that it is for: those that meet all that is given of `paths`, `tags` and `where`."""

    schema: JsonSchema
    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.paths or self.tags or self.where):
            raise ValueError("for which notes? add paths, tags or where")
        for pattern in self.paths:
            check_pattern(pattern)

    def name(self, position: int) -> str:
        """What it is called in messages."""
        given = {"paths": list(self.paths), "tags": list(self.tags), "where": dict(self.where)}
        file = [self.schema.file] if self.schema.file else []
        described = [*file, *(f"{key} = {_in_toml(value)}" for key, value in given.items() if value)]
        return f"schemas[{position}] ({', '.join(described)})"

    def applies_to(self, note: Note) -> bool:
        """Whether a note is one of its notes, paths aside."""
        if self.tags and not any(_has_tag(note, tag) for tag in self.tags):
            return False
        return all(_has_value(note.value(name), value) for name, value in self.where.items())


@dataclass(frozen=True, kw_only=True)
class PropertySchema(Rule):
    """Properties that do not meet the JSON Schema for their note.

    A schema is a contract for the front matter of some notes: which properties they have, of which type,
    with which values. `schemas` lists the schemas, each with the notes that it is for:

    - `schema`: a table with the schema itself, or the name of a JSON file, relative to the configuration
      file. It may not refer to other files or addresses.
    - `paths`: patterns as in .gitignore, `tags`: tags, of which a note must have one, and `where`: values of
      properties, as in `where = {type = "project"}`. A note must meet all of these that are given.

    The rule is on as soon as there are `schemas`. It needs jsonschema-rs: install
    `obsidian-vaultlint[schema]`. A schema that applies to no note is an error, and `vaultlint config` says
    to how many each applies. `vaultlint schema infer` writes a first schema from your notes.

    Dates are strings, as in JSON; names of properties match in any case, as in Obsidian. Two additions are
    for links: with `format = "link"`, a string must be a link to a file of the vault, and with
    `x-link-to = {folder = "People"}`, a value or each item of a list must be a link to a note in that
    folder; `tag` and `type`, the value of the property `type`, can be demanded too.

    If a value differs from an allowed one only in case, spaces or punctuation, the fix corrects it.
    """

    name = "property-schema"
    good = Example(
        {
            "Books/Dune.md": "---\nstatus: read\nrating: 5\nauthor: '[[Frank Herbert]]'\n---\n",
            "People/Frank Herbert.md": "",
        },
        options={
            "schemas": [
                {
                    "schema": {
                        "required": ["status"],
                        "properties": {
                            "status": {"enum": ["unread", "read"]},
                            "rating": {"type": "integer", "maximum": 5},
                            "author": {"x-link-to": {"folder": "People"}},
                        },
                    },
                    "paths": ["Books/"],
                }
            ]
        },
    )
    bad = Example(
        {
            "Books/Dune.md": "---\nstatus: Read\nrating: 6\nauthor: Frank Herbert\n---\n",
            "Books/Emma.md": "---\nrating: high\n---\n",
        },
        expected=(
            (
                'Books/Dune.md:2:9: error: `status` is "Read"; allowed: unread, read;'
                ' did you mean "read"? [property-schema]'
            ),
            "Books/Dune.md:3:9: error: `rating` is 6; it must be at most 5 [property-schema]",
            (
                'Books/Dune.md:4:9: error: `author` is "Frank Herbert"; it must be a link to a note in People/'
                " [property-schema]"
            ),
            "Books/Emma.md:1:1: error: missing property: `status` [property-schema]",
            'Books/Emma.md:2:9: error: `rating` is "high"; it must be a whole number [property-schema]',
        ),
        options=good.options,
    )
    is_default = False
    turned_on_by = "schemas"
    fixes = ("unsafe",)

    severity: Severity = Severity.ERROR
    schemas: tuple[SchemaBinding, ...] = ()

    def scopes(self) -> Iterator[Scope]:
        for position, binding in enumerate(self.schemas):
            yield Scope(binding.name(position), binding.applies_to, binding.paths, binding.schema)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.front_matter_broken:
            return
        for binding in self.schemas:
            if (not binding.paths or matches(binding.paths, note.path)) and binding.applies_to(note):
                yield from _NoteCheck(self, note, vault, binding.schema).problems()


class _NoteCheck:
    """One note, looked at with one schema."""

    def __init__(self, rule: PropertySchema, note: Note, vault: Vault, schema: JsonSchema) -> None:
        self._rule = rule
        self._note = note
        self._vault = vault
        self._schema = schema
        self._written = {self._spelling(found.name): found for found in reversed(note.properties) if found.name != _OWN}

    def _spelling(self, name: str) -> str:
        """The name of a property as the schema spells it."""
        return self._schema.names.get(name.lower(), name)

    def problems(self) -> Iterator[Problem]:
        """Yield everything that the schema does not allow, once."""
        values = {name: found.value for name, found in self._written.items()}
        errors = [best for error in self._schema.errors(values, self._fault_of_link) for best in best_errors(error)]
        missing: dict[tuple[str | int, ...], list[str]] = {}
        seen: set[tuple[object, ...]] = set()
        for error in errors:
            if error.keyword == "required":
                missing.setdefault(error.path, []).append(error.details["property"])
            elif "unexpected" in error.details:
                yield from self._unexpected(error)
            elif (key := (error.path, message_of(error))) not in seen:
                seen.add(key)
                yield self._about_value(error)
        for path, names in missing.items():
            yield self._missing(path, list(dict.fromkeys(names)))

    def _about_value(self, error: SchemaError) -> Problem:
        near, path = near_value(error), self._path(error.path)
        hint = f"; did you mean {shown(near)}?" if near is not None else ""
        message = message_of(error._replace(path=path))
        listed = allowed(error)
        return self._problem(
            error.keyword, path, f"{message}{hint}", self._span(path), error.value, listed, self._fix(error)
        )

    def _fix(self, error: SchemaError) -> Fix | None:
        same = same_value(error)
        if same is None or not isinstance(same, str | int | float):
            return None
        found = self._written[str(error.path[0])]
        edit = self._vault.value_edit(self._note, found, same, error.path[1:])
        return Fix.unsafe(f"Write {shown(same)} as {place_name(self._path(error.path))}", edit) if edit else None

    def _missing(self, path: Sequence[str | int], names: list[str]) -> Problem:
        path = self._path(path)
        listed = ", ".join(f"`{name}`" for name in names)
        noun = "property" if len(names) == 1 else "properties"
        inside = f" in {place_name(path)}" if path else ""
        return self._problem(
            "required", path, f"missing {noun}{inside}: {listed}", self._span(path), None, names, causes=names
        )

    def _unexpected(self, error: SchemaError) -> Iterator[Problem]:
        known = [name for name in self._schema.names.values() if name not in self._written]
        for name in error.details["unexpected"]:
            path = self._path((*error.path, name))
            near = NearNames(known, shortest=_SHORTEST_SLIP).near(name) if not error.path else ()
            hint = f"; did you mean `{near[0]}`?" if len(near) == 1 else ""
            message = f"{place_name(path)} is not a property that the schema allows{hint}"
            span = self._written[name].span if not error.path and name in self._written else self._span(path)
            yield self._problem(error.keyword, path, message, span, None, [])

    def _problem(
        self,
        keyword: str,
        path: Sequence[str | int],
        message: str,
        span: Span,
        value: Value,
        listed: Sequence[Value],
        fix: Fix | None = None,
        causes: Sequence[str] = (),
    ) -> Problem:
        data = {
            "property": str(path[0]) if path else None,
            "path": list(path),
            "value": value,
            "keyword": keyword,
            "allowed": list(listed),
            "schema": self._schema.file or None,
        }
        causes = causes or (".".join(map(str, path)),)
        return self._rule.problem(self._note.path, span, message, data=data, causes=causes, fix=fix)

    def _path(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        """A path with the property's name as the note spells it."""
        if path and (found := self._written.get(str(path[0]))):
            return (found.name, *path[1:])
        return tuple(path)

    def _span(self, path: Sequence[str | int]) -> Span:
        """Where a value is, or the nearest one around it; the first line for the front matter as a whole."""
        if not path:
            return Span(1, 1, 1, 4) if self._note.has_front_matter else TOP
        if len(path) > 1:
            return self._spans.get(tuple(path)) or self._span(path[:-1])
        found = self._note.get(str(path[0]))
        return found.value_span if found else self._span(())

    @cached_property
    def _spans(self) -> Mapping[tuple[str | int, ...], Span]:
        return self._vault.value_spans(self._note)

    def _fault_of_link(self, value: Value, demand: Mapping[str, str]) -> str | None:
        """Why a value is not a link to a file, or to a note such as the schema demands; None if it is one."""
        link = self._links.get(value.strip()) if isinstance(value, str) else None
        targets = [link.resolved] if link and link.resolved else list(link.candidates) if link else []
        if targets and (not demand or any(self._meets(path, demand) for path in targets)):
            return None
        where = ""
        if link and not link.link.external:
            where = f", which leads to {targets[0] if targets else 'no file'}"
        return f"is {shown(value)}{where}; it must be a link to {_described(demand)}"

    @cached_property
    def _links(self) -> Mapping[str, ResolvedLink]:
        """The links in the properties of the note, by their source."""
        links = self._vault.links_of(self._note)
        return {found.link.raw: found for found in links if found.link.kind is LinkKind.PROPERTY}

    def _meets(self, path: str, demand: Mapping[str, str]) -> bool:
        note = self._vault.notes.get(path)
        if note is None:
            return False
        folder, tag, kind = (demand.get(key) for key in ("folder", "tag", "type"))
        if folder and not path.lower().startswith(f"{folder.strip('/').lower()}/"):
            return False
        return (not tag or _has_tag(note, tag)) and (not kind or _has_value(note.value("type"), kind))


def _described(demand: Mapping[str, str]) -> str:
    parts = {
        "folder": f"in {demand.get('folder', '').strip('/')}/",
        "tag": f"with the tag #{demand.get('tag', '').removeprefix('#')}",
        "type": f"with `type: {demand.get('type', '')}`",
    }
    given = [parts[key] for key in parts if key in demand]
    return f"a note {' and '.join(given)}" if given else "a file of the vault"


def _has_tag(note: Note, tag: str) -> bool:
    """Whether a note has a tag, or one below it, in its text or its properties."""
    wanted = tag.removeprefix("#").lower()
    tags = [*(found.name for found in note.tags), *(text.removeprefix("#") for text in note.texts("tags"))]
    return any(f"{each.lower()}/".startswith(f"{wanted}/") for each in tags)


def _has_value(value: Value, wanted: Value) -> bool:
    """Whether a value is the wanted one, or a list with it; a date of TOML is a string in front matter."""
    wanted = wanted.isoformat() if isinstance(wanted, date | time) else wanted
    values = value if isinstance(value, list) else [value]
    return any(each == wanted and isinstance(each, bool) == isinstance(wanted, bool) for each in values)


def _in_toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_in_toml(member)}' for name, member in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
