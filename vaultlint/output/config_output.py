"""Render the configuration in force for a path, as TOML with the origin of each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from vaultlint.config.options import Options, keys_of
from vaultlint.config.selection import DEFAULT, Selection, ValueWithOrigin
from vaultlint.obsidian.settings import Settings
from vaultlint.output.text_output import plural
from vaultlint.rule import Rule
from vaultlint.site.site_options import QuartzOptions
from vaultlint.site.site_settings import SiteSettings
from vaultlint.text.control_characters import printable
from vaultlint.text.toml_text import toml, toml_key

_SHOWN_ELSEWHERE = {"extend-select", "ignore", "root", "rules", "site", "sites", "overrides"}
"""Keys whose effect is shown in `select`, in the tables of rules and in the comments above."""

_WIDTH = 80
"""A longer list, or one whose members differ in origin, takes several lines."""


class _ConfigLine(NamedTuple):
    text: str
    comment: str = ""


def render_config(
    selection: Selection,
    root: Path,
    settings: Settings,
    site: SiteSettings,
    path: str = "",
    scopes: Mapping[str, Mapping[str, int]] = {},
) -> str:
    """Render what is in force for a path; for the empty path, for all paths that no override matches.

    The text is a configuration with the same effect on that path. Comments after values say where they come from,
    comments above `select` which file was read, comments below it which rules are off. `scopes` counts the notes that
    each part of the options of a rule applies to.
    """
    blocks = [
        list(_head(selection, root, settings, path)),
        [*_top_level(selection, settings, path), *_site(site)],
        *([list(_quartz(site))] if site.name == "quartz" else []),
        *(
            list(_table(selection, rule, path, scopes.get(rule.name, {})))
            for rule in selection.rules_for(path).values()
        ),
    ]
    return "\n".join(_render(block) for block in blocks)


def _head(selection: Selection, root: Path, settings: Settings, path: str) -> Iterator[_ConfigLine]:
    overrides = selection.config.options.overrides
    yield _ConfigLine("", f"{path} in {root}" if path else f"the vault {root}")
    yield _ConfigLine("", f"configuration: {selection.config.file or 'none'}")
    for index in selection.overrides_for(path):
        yield _ConfigLine("", f"overrides[{index}] applies: {', '.join(map(toml, overrides[index].paths))}")
    if overrides and not path:
        yield _ConfigLine("", "overrides are not shown: pass a note to see those that apply to it")
    why = selection.why_excluded(path, settings) if path else ""
    if any(part.startswith(".") for part in path.split("/")):
        why = "names that start with a dot are not part of the vault"
    if why:
        yield _ConfigLine("", f"not checked: {why}")


def _top_level(selection: Selection, settings: Settings, path: str) -> Iterator[_ConfigLine]:
    decisions = sorted(selection.decisions_for(path).items())
    for key in keys_of(Options):
        if key == "select":
            yield from _list(key, [ValueWithOrigin(name, origin) for name, (is_on, origin) in decisions if is_on])
            for name, (is_on, origin) in decisions:
                if not is_on:
                    yield _ConfigLine("", f"off: {name} ({origin})")
        elif key == "exclude":
            yield from _list(key, selection.exclude or [], selection.top_level(key).origin)
            for exclusion in settings.exclusions:
                yield _ConfigLine("", f"also not checked: {exclusion.description} ({exclusion.origin})")
        elif key not in _SHOWN_ELSEWHERE:
            yield _entry(key, selection.top_level(key))


def _site(site: SiteSettings) -> Iterator[_ConfigLine]:
    set_in = site.origin("site")
    yield _ConfigLine("", "site is not set") if set_in == DEFAULT else _ConfigLine(f"site = {toml(site.name)}", set_in)
    if site.inner:
        yield _ConfigLine("", f'the content of the site is the folder "{site.inner}"')
    if site.outer:
        yield _ConfigLine("", f'the vault is the folder "{site.outer}" of the content of the site')
    if site.name == "quartz" and not site.hides_drafts:
        yield _ConfigLine("", f"notes with `draft: true` are published ({site.origin('hides_drafts')})")


def _quartz(site: SiteSettings) -> Iterator[_ConfigLine]:
    yield _ConfigLine("[sites.quartz]")
    for field in fields(QuartzOptions):
        value = getattr(site, field.name)
        shown = list(value) if isinstance(value, tuple) else value
        yield _entry(field.name.replace("_", "-"), ValueWithOrigin(shown, site.origin(field.name)))


def _table(selection: Selection, rule: Rule, path: str, scopes: Mapping[str, int]) -> Iterator[_ConfigLine]:
    yield _ConfigLine(f"[rules.{rule.name}]")
    for name, count in scopes.items():
        yield _ConfigLine("", f"{name} applies to {plural(count, 'note')}")
    options = selection.options_for(rule.name, path)
    for field in fields(rule):
        key = field.name.replace("_", "-")
        yield _entry(
            key, ValueWithOrigin(getattr(rule, field.name), options[key].origin if key in options else DEFAULT)
        )


def _entry(key: str, setting: ValueWithOrigin) -> _ConfigLine:
    if setting.value is None:  # TOML has no null
        return _ConfigLine("", f"{key} is not set")
    return _ConfigLine(f"{toml_key(key)} = {toml(setting.value)}", setting.origin)


def _list(key: str, members: Sequence[ValueWithOrigin], origin_of_empty: str = DEFAULT) -> Iterator[_ConfigLine]:
    text = f"{key} = {toml([member.value for member in members])}"
    origins = {member.origin for member in members} or {origin_of_empty}
    if len(origins) == 1 and len(text) <= _WIDTH:
        yield _ConfigLine(text, *origins)
        return
    yield _ConfigLine(f"{key} = [")
    yield from (_ConfigLine(f"    {toml(member.value)},", member.origin) for member in members)
    yield _ConfigLine("]")


def _render(block: list[_ConfigLine]) -> str:
    """Render lines with aligned comments, except after long values."""
    width = max((len(text) for text, comment in block if comment and len(text) <= _WIDTH), default=0)
    return "".join(_with_comment(text, comment, width) for text, comment in block)


def _with_comment(text: str, comment: str, width: int) -> str:
    if not comment:
        return f"{text}\n"
    return f"{text:{width}}  # {printable(comment)}\n" if text else f"# {printable(comment)}\n"
