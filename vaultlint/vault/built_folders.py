"""Folders that nobody writes by hand: installed packages, and what a site generator builds.

Their names say so, and for what may be a folder of notes as well, that git ignores it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.obsidian.settings import Aside, Settings, read_settings
from vaultlint.vault.sources import Source

if TYPE_CHECKING:
    from vaultlint.files.gitignore import IgnoreLines

_INSTALLED = "node_modules"
_BUILT = ("public", "_site")
_GITIGNORE = ".gitignore"
_LONGEST = 100_000
"""Bytes; nobody writes a longer .gitignore file."""

_SHOWN = 3
"""How many folders of one name are listed."""


class IgnoreFiles(NamedTuple):
    """The .gitignore files by folder, as far as they matter, and the vault's path from the topmost of these folders."""

    vault: str
    contents: dict[str, bytes]


def settings_of(source: Source) -> tuple[Settings, dict[str, str]]:
    """As `read_settings`, with the built folders among what is set aside."""
    settings, unreadable = read_settings(source.read)
    return replace(settings, built=tuple(_built(source))), unreadable


def ignore_files(source: Source) -> IgnoreFiles:
    """The .gitignore files that decide which folders count as built; none where no folder has such a name."""
    names = source.names()
    together = "\n".join(names)  # in which nearly always nothing is found, and fast
    around: dict[str, None] = {}
    for folder in (folder for name in _BUILT if f"{name}/" in together for folder in _folders(names, name)):
        above = folder
        while above and above not in around:
            around[above] = None
            above = above.rpartition("/")[0]
    if not around:
        return IgnoreFiles("", {})
    outside = source.above(_GITIGNORE)
    vault = outside[-1][0] if outside else ""
    contents = {vault[: -len(below)].rstrip("/"): content for below, content in outside}
    contents |= {_joined(vault, folder): _read(source, folder) for folder in ("", *sorted(around))}
    return IgnoreFiles(vault, {folder: content for folder, content in contents.items() if content})


def _built(source: Source) -> Iterator[Aside]:
    names = source.names()
    if folders := _folders(names, _INSTALLED):
        yield Aside(_listed(folders), "default", partial(_is_below, _INSTALLED), _INSTALLED)
    files = ignore_files(source)
    if not files.contents:
        return
    git = _Git(files)
    for name in _BUILT:
        takes = partial(_is_ignored, name, git.ignores)
        if folders := _folders(filter(takes, names), name):
            yield Aside(f"{_listed(folders)}, ignored by git", _GITIGNORE, takes, name)


def _folders(names: Iterable[str], name: str) -> list[str]:
    """The folders of a name, without those inside them."""
    found: dict[str, None] = {}
    for path in names:
        if f"{name}/" in path and (at := f"/{path}".find(f"/{name}/")) >= 0:
            found[path[: at + len(name)]] = None
    return list(found)


def _is_below(name: str, path: str) -> bool:
    return f"{name}/" in path and f"/{name}/" in f"/{path}"


def _is_ignored(name: str, ignores: Callable[[str], bool], path: str) -> bool:
    return _is_below(name, path) and ignores(path)


def _listed(folders: list[str]) -> str:
    shown = [f'"{folder}"' for folder in folders[:_SHOWN]]
    more = len(folders) - len(shown)
    listed = ", ".join(shown) + (f" and {more:,} more" if more else "")
    return f"folder{'s' if len(folders) > 1 else ''} {listed}"


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}".strip("/")


def _read(source: Source, folder: str) -> bytes:
    try:
        return source.read(_joined(folder, _GITIGNORE))
    except OSError:
        return b""


class _Folder(NamedTuple):
    """Whether git ignores a folder, and the .gitignore files for what is in it: from where on they read a path."""

    is_ignored: bool
    files: tuple[tuple[int, IgnoreLines], ...]


class _Git:
    """Which paths of the vault git ignores.

    The nearest .gitignore file that speaks of a folder or file has the last word on it, but what is in an ignored
    folder cannot be taken back.
    """

    def __init__(self, files: IgnoreFiles) -> None:
        self._vault = files.vault
        self._lines = {folder: _lines(content) for folder, content in files.contents.items()}
        self._known: dict[str, _Folder] = {}

    def ignores(self, path: str) -> bool:
        """Whether git ignores a file or a folder that it is in."""
        entry = _joined(self._vault, path)
        return _is_entry_ignored(self._folder(entry.rpartition("/")[0]), entry)

    def _folder(self, path: str) -> _Folder:
        new: list[str] = []
        while path and path not in self._known:
            new.append(path)
            path = path.rpartition("/")[0]
        found = self._known.get(path) or self._with_own("", _Folder(is_ignored=False, files=()))
        for folder in reversed(new):
            found = self._with_own(folder, found._replace(is_ignored=_is_entry_ignored(found, f"{folder}/")))
        return found

    def _with_own(self, path: str, folder: _Folder) -> _Folder:
        own = self._lines.get(path)
        if own:
            folder = folder._replace(files=(*folder.files, (len(path) + 1 if path else 0, own)))
        self._known[path] = folder
        return folder


def _is_entry_ignored(folder: _Folder, entry: str) -> bool:
    """Whether a file, or a folder with a slash at its end, is ignored in the folder that it is in."""
    verdicts = (lines.verdict(entry[start:]) for start, lines in reversed(folder.files))
    return folder.is_ignored or next((said for said in verdicts if said is not None), False)


def _lines(content: bytes) -> IgnoreLines:
    from vaultlint.files.gitignore import IgnoreLines  # most vaults have none of these folders

    text = content.decode("utf-8-sig", "surrogateescape") if len(content) <= _LONGEST else ""
    return IgnoreLines(text.replace("\r\n", "\n").split("\n"))
