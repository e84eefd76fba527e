from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vaultlint import Example, Fix, Note, Problem, Property, Rule, Severity, Span, Value, Vault

_TRUE = frozenset(("true", "yes", "y", "on", "1"))
_FALSE = frozenset(("false", "no", "n", "off", "0"))
"""What people and languages other than YAML 1.2 write for true and false, in lower case."""


@dataclass(frozen=True, kw_only=True)
class InvalidDraft(Rule):
    """A `draft` that is neither true nor false.

    Publishers leave out notes with `draft: true`. They disagree about anything else but `false`:
    `"false"` in quotes, `no` and `0` are true to one tool and false to another, so that a note
    vanishes from the site or a draft is published. Write `true` or `false`, without quotes.

    - `properties`: the properties that must be true or false, as in `["draft", "publish"]`. A note
      does not have to have them.
    - `loose-properties`: properties that may have other values too, since tools use them differently:
      `published` is a boolean to one and a date to another. Only strings and numbers that spell
      true or false are reported, such as `"false"`, `no` and `0`.
    - `allow-empty`: whether a property may be empty. Obsidian and most publishers read an empty one
      as false.
    """

    name = "invalid-draft"
    good = Example({"note.md": "---\ndraft: false\npublished: 2024-05-01\n---\n"})
    bad = Example(
        {
            "no.md": "---\ndraft: no\n---\n",
            "publish.md": '---\npublish: "true"\n---\n',
            "text.md": '---\ndraft: "false"\n---\n',
        },
        expected=(
            'no.md:2:8: error: `draft` is "no", not a boolean: write true or false [invalid-draft]',
            "publish.md:2:10: error: `publish` is a string, not a boolean: remove the quotes [invalid-draft]",
            "text.md:2:8: error: `draft` is a string, not a boolean: remove the quotes [invalid-draft]",
        ),
    )

    fixes = ("unsafe",)

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("draft",)
    loose_properties: tuple[str, ...] = ("publish", "published", "dg-publish", "share")
    allow_empty: bool = True

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.front_matter_broken:
            return
        for name, is_loose in self._names:
            if (found := note.get(name)) and self._is_wrong(found.value, is_loose=is_loose):
                yield self.problem(
                    note.path,
                    found.value_span,
                    f"`{found.name}` is {_describe(found)}",
                    data={"property": found.name, "value": found.value},
                    causes=(name,),
                    fix=_fix(note, found, vault),
                )

    @cached_property
    def _names(self) -> tuple[tuple[str, bool], ...]:
        """The names of the properties, and whether each is a loose one."""
        strict = {name.lower() for name in self.properties}
        loose = (name for name in self.loose_properties if name.lower() not in strict)
        return (*((name, False) for name in self.properties), *((name, True) for name in loose))

    def _is_wrong(self, value: Value, *, is_loose: bool) -> bool:
        if value is None:
            return not (is_loose or self.allow_empty)
        return not isinstance(value, bool) and (not is_loose or _spells_boolean(value))


def _spells_boolean(value: Value) -> bool:
    return _spelled(value) is not None


def _spelled(value: Value) -> bool | None:
    """The boolean that a string or number spells; None for any other."""
    word = _visible(str(value)).lower() if isinstance(value, str | int | float) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def _fix(note: Note, found: Property, vault: Vault) -> Fix | None:
    """The boolean in place of what spells it, which is unsafe since a tool may have read it as the other one."""
    meant = _spelled(found.value)
    edit = vault.value_edit(note, found, meant) if meant is not None else None
    return Fix.unsafe(f"Write `{found.name}: {str(meant).lower()}`", edit) if edit else None


def _visible(text: str) -> str:
    """A text without invisible characters, and without spaces around it."""
    return "".join(filter(str.isprintable, text)).strip()


def _describe(found: Property) -> str:
    match found.value:
        case None:
            return "empty: write true or false"
        case str() as text if _visible(text).lower() in ("true", "false"):
            return _describe_word(found.value_span, text)
        case str() as text:
            return f'"{text}", not a boolean: write true or false'
        case list():
            return "a list, not a boolean: write true or false"
        case dict():
            return "a mapping, not a boolean: write true or false"
        case number:
            return f"{number}, not a boolean: write true or false"


def _describe_word(span: Span, text: str) -> str:
    """Describe a string that spells a boolean, though `"tRUE"` is none without its quotes either."""
    word = _visible(text)
    length = span.end_column - span.column if span.line == span.end_line else None
    hidden = next((character for character in text.strip(" \t\r\n") if not character.isprintable()), None)
    if word not in {word.lower(), word.title(), word.upper()}:
        return f'"{word}", not a boolean: write {word.lower()}'
    if hidden and length == len(text):
        return f"a string, not a boolean: delete the invisible character U+{ord(hidden):04X}"
    is_quoted = length == len(text) + 2
    return f"a string, not a boolean: {'remove the quotes' if is_quoted and not hidden else f'write {word.lower()}'}"
