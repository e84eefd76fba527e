"""What a user should know of the vault that a command works on, whatever the command finds: said before its output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from vaultlint.cli.console import say
from vaultlint.cli.session import Scene
from vaultlint.config.config_file import FILES

_LISTED = 5
"""So many folders are named in one notice."""


def tell(scene: Scene, *, quiet: bool = False) -> None:
    """Say what there is to know of a vault that is read."""
    if not quiet:
        for notice in _notices(scene):
            say(notice)


def tell_of_root(scene: Scene) -> None:
    """Say of a vault whose notes are not read whether another may be meant."""
    for notice in _of_root(scene):
        say(notice)


def _notices(scene: Scene) -> Iterator[str]:
    """All notices on a vault, each one line: a further kind is added here."""
    yield from _of_root(scene)
    yield from _of_linked_folders(scene)


def _of_root(scene: Scene) -> Iterator[str]:
    """Which vault was taken, where another may be meant, and how to take that."""
    if scene.other is None:
        return
    is_around = scene.other in scene.root.parents
    though = f"it lies in the vault {scene.other}" if is_around else f"the only vault in it is {scene.other}"
    _, _, command = click.get_current_context().command_path.partition(" ")
    words = ["vaultlint", command, "--root", _relative(scene.other), *_paths_in(scene.other, scene.paths)]
    yield f"{scene.root} is taken as the vault, but {though}: for that one, type `{_quoted(words)}`"


def _of_linked_folders(scene: Scene) -> Iterator[str]:
    """Which folders were to be read and cannot be, and which are links out of the vault and could be read."""
    scene.disk.paths()  # which finds them
    linked = scene.disk.linked
    yield from (f'follow-links: "{path}" is not read: {why}' for path, why in linked.refused.items())
    if unread := [path for path in linked.could_be_followed() if not _is_excluded(scene, path)]:
        yield _unread(unread, scene.disk.follow, scene.config_file.name if scene.config_file else FILES[0])


def _is_excluded(scene: Scene, folder: str) -> bool:
    """Whether the configuration or the command line excludes all that is in a folder: then nobody misses it."""
    patterns = [*scene.config.options.exclude, *scene.line.exclude]
    from vaultlint.files.patterns import verdict  # with pathspec, for the rare case

    return bool(verdict(patterns, f"{folder}/any.md"))


def _unread(folders: Sequence[str], follow: Sequence[str], file: str) -> str:
    from vaultlint.text.toml_text import toml  # for the rare case

    shown = [f'"{folder}"' for folder in folders]
    if len(folders) == 1:
        what, them = f"{shown[0]} is a link out of the vault and is", "it"
    else:
        first = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) <= _LISTED else _first_of(shown)
        what, them = f"{first} are links out of the vault and are", "them"
    key = f"follow-links = {toml([*follow, *folders])}" if len(folders) <= _LISTED else "follow-links"
    return f"{what} not read, and links into {them} are not checked: {key} in {file} reads {them}"


def _first_of(shown: Sequence[str]) -> str:
    return f"{', '.join(shown[:_LISTED])} and {len(shown) - _LISTED:,} more folders"


def _paths_in(root: Path, paths: Sequence[Path]) -> list[str]:
    """The paths that the user asked for, as far as they have to be typed for another vault."""
    here = Path.cwd()
    is_outside = any(not (path.is_relative_to(root) or root.is_relative_to(path)) for path in paths)
    is_whole = all(root.is_relative_to(path) for path in paths)
    if list(paths) == [here] or is_outside or (is_whole and not here.is_relative_to(root)):
        return []
    return [_relative(path) for path in paths]


def _relative(path: Path) -> str:
    """A path from the current folder, in a form that is no option."""
    try:
        found = os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
    return os.path.join(os.curdir, found) if found.startswith("-") else found  # noqa: PTH118  pathlib drops the dot


def _quoted(words: Sequence[str]) -> str:
    """The words as a shell takes them; a command of two words, such as `baseline create`, is not quoted."""
    import shlex  # these two are rarely needed, and take long to import
    import subprocess

    name, command, *others = words
    quoted = subprocess.list2cmdline(others) if sys.platform == "win32" else shlex.join(others)
    return f"{name} {command} {quoted}"
