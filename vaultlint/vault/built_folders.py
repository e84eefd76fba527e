"""Folders that are not written by hand: installed packages, and the output of site generators.

They are known by name; a name that a folder of notes may have, too, counts only if git ignores the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.obsidian.settings import Exclusion, Settings, read_settings
from vaultlint.vault.sources import FileSource

if TYPE_CHECKING:
    from vaultlint.files.gitignore import IgnoreLines

_INSTALLED_PACKAGES = "node_modules"
_BUILT_FOLDERS = ("public", "_site")
_GITIGNORE = ".gitignore"
_LONGEST = 100_000
"""The most bytes of a .gitignore file that is read."""

_SHOWN = 3
"""The most folders of one name that a message lists."""


class IgnoreFiles(NamedTuple):
    """The relevant .gitignore files by folder, and the vault's path from the topmost of these folders."""

    vault: str
    contents: dict[str, bytes]


def settings_of(source: FileSource) -> tuple[Settings, dict[str, str]]:
    """Read the settings of a vault, with its built folders among the exclusions; see `read_settings`."""
    settings, unreadable = read_settings(source.read)
    return replace(settings, built=tuple(_built(source))), unreadable


def ignore_files(source: FileSource) -> IgnoreFiles:
    """Read the .gitignore files that decide which folders count as built; none if no folder has such a name."""
    names = source.paths()
    together = "\n".join(names)  # usually contains none of the names, which is a fast check
    built = (folder for name in _BUILT_FOLDERS if f"{name}/" in together for folder in _folders(names, name))
    around = _with_folders_above(built)
    return _ignore_files_in(source, around) if around else IgnoreFiles("", {})


def git_ignores(source: FileSource) -> Callable[[str], bool]:
    """Return whether git ignores a path, as a function, by every .gitignore file in the vault and above it."""
    files = _ignore_files_in(source, _with_folders_above(path.rpartition("/")[0] for path in source.paths()))
    return _GitIgnores(files).ignores if files.contents else lambda _: False


def _with_folders_above(folders: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        above = folder
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _ignore_files_in(source: FileSource, folders: Iterable[str]) -> IgnoreFiles:
    """Read the .gitignore files in some folders of the vault, in its root and above it."""
    outside = source.files_above(_GITIGNORE)
    vault = outside[-1][0] if outside else ""
    contents = {vault[: -len(below)].rstrip("/"): content for below, content in outside}
    contents |= {_joined(vault, folder): _read(source, folder) for folder in ("", *sorted(folders))}
    return IgnoreFiles(vault, {folder: content for folder, content in contents.items() if content})


def _built(source: FileSource) -> Iterator[Exclusion]:
    names = source.paths()
    if folders := _folders(names, _INSTALLED_PACKAGES):
        yield Exclusion(_listed(folders), "default", partial(_is_below, _INSTALLED_PACKAGES), _INSTALLED_PACKAGES)
    files = ignore_files(source)
    if not files.contents:
        return
    git = _GitIgnores(files)
    for name in _BUILT_FOLDERS:
        matches = partial(_is_ignored, name, git.ignores)
        if folders := _folders(filter(matches, names), name):
            yield Exclusion(_listed(folders), _GITIGNORE, matches, name)


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


def _read(source: FileSource, folder: str) -> bytes:
    try:
        return source.read(_joined(folder, _GITIGNORE))
    except OSError:
        return b""


class _FolderRules(NamedTuple):
    """Whether git ignores a folder, and the .gitignore files for its contents, each with where its paths begin."""

    is_ignored: bool
    files: tuple[tuple[int, IgnoreLines], ...]


class _GitIgnores:
    """Tells which paths of the vault git ignores.

    The nearest .gitignore file with a matching pattern decides, but the contents of an ignored folder cannot be
    included again.
    """

    def __init__(self, files: IgnoreFiles) -> None:
        self._vault = files.vault
        self._lines = {folder: _lines(content) for folder, content in files.contents.items()}
        self._known: dict[str, _FolderRules] = {}

    def ignores(self, path: str) -> bool:
        """Tell whether git ignores a file or a folder around it."""
        entry = _joined(self._vault, path)
        return _is_entry_ignored(self._folder(entry.rpartition("/")[0]), entry)

    def _folder(self, path: str) -> _FolderRules:
        new: list[str] = []
        while path and path not in self._known:
            new.append(path)
            path = path.rpartition("/")[0]
        found = self._known.get(path) or self._with_own("", _FolderRules(is_ignored=False, files=()))
        for folder in reversed(new):
            found = self._with_own(folder, found._replace(is_ignored=_is_entry_ignored(found, f"{folder}/")))
        return found

    def _with_own(self, path: str, folder: _FolderRules) -> _FolderRules:
        own = self._lines.get(path)
        if own:
            folder = folder._replace(files=(*folder.files, (len(path) + 1 if path else 0, own)))
        self._known[path] = folder
        return folder


def _is_entry_ignored(folder: _FolderRules, entry: str) -> bool:
    """Whether an entry of a folder is ignored; a folder's path ends with a slash."""
    verdicts = (lines.verdict(entry[start:]) for start, lines in reversed(folder.files))
    return folder.is_ignored or next((each for each in verdicts if each is not None), False)


def _lines(content: bytes) -> IgnoreLines:
    from vaultlint.files.gitignore import IgnoreLines  # most vaults have none of these folders

    text = content.decode("utf-8-sig", "surrogateescape") if len(content) <= _LONGEST else ""
    return IgnoreLines(text.replace("\r\n", "\n").split("\n"))
