"""The configuration in force for one path, as TOML with the origin of each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from vaultlint.config.options import Options, keys_of
from vaultlint.config.selection import DEFAULT, Selection, Stated
from vaultlint.obsidian.settings import Settings
from vaultlint.rule import Rule
from vaultlint.text.control_characters import printable
from vaultlint.text.toml_text import toml, toml_key

_FOLDED = {"extend-select", "ignore", "root", "rules", "overrides"}
"""Keys whose effect is in `select`, in the rules' tables and in the comments above."""

_WIDTH = 80
"""A list that would be longer, or whose members differ in origin, is written over several lines."""


class _Line(NamedTuple):
    text: str
    comment: str = ""


def render_config(selection: Selection, root: Path, settings: Settings, path: str = "") -> str:
    """What is in force for a path, or where there is none for all paths that no override matches.

    The text is a configuration with the same effect on that path. Comments at line ends say where
    a value comes from, comments above `select` which files were read, and below it which rules are off.
    """
    blocks = [
        list(_head(selection, root, settings, path)),
        list(_top_level(selection, settings, path)),
        *(list(_table(selection, rule, path)) for rule in selection.rules_for(path).values()),
    ]
    return "\n".join(_render(block) for block in blocks)


def _head(selection: Selection, root: Path, settings: Settings, path: str) -> Iterator[_Line]:
    overrides = selection.config.options.overrides
    yield _Line("", f"{path} in {root}" if path else f"the vault {root}")
    yield _Line("", f"configuration: {selection.config.file or 'none'}")
    for index in selection.overrides_for(path):
        yield _Line("", f"overrides[{index}] applies: {', '.join(map(toml, overrides[index].paths))}")
    if overrides and not path:
        yield _Line("", "overrides are left out: name a note to see those that apply to it")
    why = selection.why_excluded(path, settings) if path else ""
    if any(part.startswith(".") for part in path.split("/")):
        why = "what begins with a dot is not in the vault"
    if why:
        yield _Line("", f"not checked: {why}")


def _top_level(selection: Selection, settings: Settings, path: str) -> Iterator[_Line]:
    decisions = sorted(selection.decisions_for(path).items())
    for key in keys_of(Options):
        if key == "select":
            yield from _list(key, [Stated(name, origin) for name, (is_on, origin) in decisions if is_on])
            for name, (is_on, origin) in decisions:
                if not is_on:
                    yield _Line("", f"off: {name} ({origin})")
        elif key == "exclude":
            yield from _list(key, selection.exclude or [], selection.top_level(key).origin)
            for exclusion in settings.exclusions:
                yield _Line("", f"also not checked: {exclusion.description} ({exclusion.origin})")
        elif key not in _FOLDED:
            yield _entry(key, selection.top_level(key))


def _table(selection: Selection, rule: Rule, path: str) -> Iterator[_Line]:
    yield _Line(f"[rules.{rule.name}]")
    stated = selection.options_for(rule.name, path)
    for field in fields(rule):
        key = field.name.replace("_", "-")
        yield _entry(key, Stated(getattr(rule, field.name), stated[key].origin if key in stated else DEFAULT))


def _entry(key: str, stated: Stated) -> _Line:
    if stated.value is None:  # TOML has no word for it
        return _Line("", f"{key} is not set")
    return _Line(f"{toml_key(key)} = {toml(stated.value)}", stated.origin)


def _list(key: str, members: Sequence[Stated], origin_of_empty: str = DEFAULT) -> Iterator[_Line]:
    text = f"{key} = {toml([member.value for member in members])}"
    origins = {member.origin for member in members} or {origin_of_empty}
    if len(origins) == 1 and len(text) <= _WIDTH:
        yield _Line(text, *origins)
        return
    yield _Line(f"{key} = [")
    yield from (_Line(f"    {toml(member.value)},", member.origin) for member in members)
    yield _Line("]")


def _render(block: list[_Line]) -> str:
    """The lines, comments at line ends below each other as far as the lists and values are not too long."""
    width = max((len(text) for text, comment in block if comment and len(text) <= _WIDTH), default=0)
    return "".join(_with_comment(text, comment, width) for text, comment in block)


def _with_comment(text: str, comment: str, width: int) -> str:
    if not comment:
        return f"{text}\n"
    return f"{text:{width}}  # {printable(comment)}\n" if text else f"# {printable(comment)}\n"
