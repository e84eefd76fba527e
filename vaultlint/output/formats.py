"""The formats of `vaultlint check`: one module each, and those of plugins."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from vaultlint.errors import PluginError
from vaultlint.lint.entry_points import entry_points
from vaultlint.output.check_report import Report

Render = Callable[[Report], str]
"""Renders a report in a format."""

GROUP = "vaultlint.formats"
"""The entry-point group of plugins with formats; the value names a `Render`, as in `package.module:function`."""

TEXT = "text"
"""The format for people in a terminal."""

BUILT_IN = {
    name: f"vaultlint.output.{name}_output:render"
    for name in (TEXT, "agent", "json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson", "markdown")
}
"""vaultlint's own formats, and where their `Render` is."""


def format_names() -> list[str]:
    """Return the names of all formats: vaultlint's own, then those of plugins."""
    return [*BUILT_IN, *sorted({point.name for point in entry_points(GROUP)} - {*BUILT_IN})]


def find_format(name: str) -> Render:
    """Return the format of a name; raises `PluginError` if a plugin does not bring it, or more than one does."""
    if name in BUILT_IN:
        return _load(BUILT_IN[name])
    points = [point for point in entry_points(GROUP) if point.name == name]
    if len(points) != 1:
        brought_by = ", ".join(sorted(point.distribution for point in points)) or "no installed plugin"
        raise PluginError(f'format "{name}" is brought by {brought_by}')
    try:
        render = _load(points[0].value)
    except Exception as error:
        raise PluginError(f'format "{name}" ({points[0].value}) cannot be loaded: {error}') from error
    return lambda report: _rendered(render, report, name)


def _load(value: str) -> Render:
    module, _, function = value.partition(":")
    return cast("Render", getattr(import_module(module), function))


def _rendered(render: Render, report: Report, name: str) -> str:
    """Render with a plugin, whose failure must not look like one of vaultlint."""
    try:
        text: object = render(report)
    except Exception as error:
        raise PluginError(f'format "{name}" failed: {type(error).__name__}: {error}') from error
    if isinstance(text, str):
        return text
    raise PluginError(f'format "{name}" returned {type(text).__name__}, not text')
