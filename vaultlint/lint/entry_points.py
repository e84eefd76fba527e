"""The entry points of plugins, read from the folders on `sys.path`.

`importlib.metadata` finds the same, but importing it takes three times as long as starting Python. It is only used if
distributions may be elsewhere than in folders (see `_needs_importlib_metadata`).
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

TYPE_CHECKING = False  # typing is not imported for it: `vaultlint --version` needs nothing else of it
if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "vaultlint.rules"
"""The entry-point group of plugins with rules."""

OWN = "obsidian-vaultlint"
"""The distribution that brings vaultlint's own rules."""


class EntryPoint:
    """One line of a distribution's `entry_points.txt`; `value` names a module or package."""

    def __init__(self, name: str, value: str, distribution: str, version: str) -> None:
        self.name = name
        self.value = value
        self.distribution = distribution
        self.version = version


def entry_points(group: str = GROUP) -> list[EntryPoint]:
    """Return the entry points of a group; of distributions with the same name, the first on the path wins."""
    if _needs_importlib_metadata():
        return _from_importlib_metadata(group)
    found: list[EntryPoint] = []
    seen: set[str] = set()
    for info in _metadata_folders():
        name = _distribution(info)
        if name not in seen:
            seen.add(name)
            found += _read(info, group)
    return found


def plugin_packages() -> list[str]:
    """Return the top-level packages that hold rules, sorted."""
    return sorted({point.value.partition(".")[0] for point in entry_points()})


def installed_plugins() -> list[tuple[str, str]]:
    """Return every installed distribution with rules and its version, sorted by name."""
    return sorted({(point.distribution, point.version) for point in entry_points()})


def _needs_importlib_metadata() -> bool:
    """Whether distributions may be elsewhere than in folders: in zip files and eggs, or behind import hooks."""
    hooks = [finder for finder in sys.meta_path if finder is not PathFinder and hasattr(finder, "find_distributions")]
    return bool(hooks) or any(_is_archive(entry) for entry in sys.path)


def _is_archive(entry: str) -> bool:
    return not isinstance(entry, str) or entry.lower().endswith(".egg") or os.path.isfile(entry)


def _from_importlib_metadata(group: str) -> list[EntryPoint]:
    from importlib import metadata

    points = metadata.entry_points(group=group)
    return [EntryPoint(each.name, each.value, each.dist.name, each.dist.version) for each in points if each.dist]


def _metadata_folders() -> Iterator[str]:
    """Yield the `.dist-info` or `.egg-info` folder of every distribution, in path order."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.lower().endswith((".dist-info", ".egg-info")):
                yield os.path.join(folder, name)


def _distribution(info: str) -> str:
    """Return the normalised name (PEP 503) in `some_name-1.0.dist-info`."""
    stem = os.path.basename(info).rpartition(".")[0]
    name = stem.partition("-")[0].lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def _read(info: str, group: str) -> Iterator[EntryPoint]:
    """Yield the entry points of one distribution in a group, skipping lines that are none."""
    text = _text(info, "entry_points.txt")
    if group not in text:
        return
    fields = _fields(_text(info, "METADATA") or _text(info, "PKG-INFO"))
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section == group and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), fields.get("name", ""), fields.get("version", ""))


def _text(info: str, name: str) -> str:
    try:
        with open(os.path.join(info, name), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _fields(metadata: str) -> dict[str, str]:
    """Parse the fields of a distribution's metadata, down to the first empty line."""
    head = metadata.partition("\n\n")[0]
    pairs = (line.partition(":") for line in head.splitlines())
    return {name.lower(): value.strip() for name, _, value in reversed(list(pairs))}
