from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vaultlint import TOP, Example, Problem, Rule, Vault, check_pattern, matches, name_faults

_CONFLICT = re.compile(
    r"(?P<name>.+?)(?:"
    r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"  # Syncthing
    r"| \([^()]*conflicted copy[^()]*\)"  # Dropbox, Nextcloud, Obsidian Sync
    r"|_conflict-\d{8}-\d{6}"  # ownCloud
    r"| ?\[Conflict(?:ed)?\]"  # Google Drive
    r")+(?P<extension>\.[^.]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class UnportableName(Rule):
    r"""A file or folder has a name that other systems cannot keep.

    - Windows refuses the name, and mostly Android and cloud storage too: it contains one of `*"\<>:|?`
      or a control character, ends with a dot or a space, or is that of a device, such as `con` or `aux`.
      Git then cannot check out the vault on Windows.
    - Two names in a folder differ in case alone, or in Unicode form alone (`é` as one character or two).
      Windows and macOS take them for one file, so one of them overwrites the other.
    - A file is the conflict copy of a synchronization tool: Syncthing, Dropbox, Nextcloud, ownCloud, Google
      Drive or Obsidian Sync. Merge what differs into the original and delete the copy.

    Rename the file with `vaultlint mv`, which rewrites the links to it. A problem with a folder stands in
    its first file.

    Off by default: it matters only where a vault is shared with another system.

    - `exempt`: files whose names are not checked, as patterns in the syntax of .gitignore.
    """

    name = "unportable-name"
    is_default = False
    is_graph_rule = True
    good = Example({"Why.md": "", "Tea.md": "", "hot/tea.md": "", "Conflict.md": ""})
    bad = Example(
        {
            "Q: why/a.md": "",
            "Tea.md": "",
            "tea.md": "",
            "Milk.md": "",
            "Milk.sync-conflict-20240501-101112-ABCDEFG.md": "",
        },
        expected=(
            (
                "Milk.sync-conflict-20240501-101112-ABCDEFG.md:1:1: warning: a conflict copy of Milk.md: merge what"
                " differs, and delete this file [unportable-name]"
            ),
            (
                'Q: why/a.md:1:1: warning: the folder "Q: why" contains `:`, which Windows does not allow: rename it'
                " [unportable-name]"
            ),
            (
                'tea.md:1:1: warning: "tea.md" differs from "Tea.md" in case alone, and some systems take them for one'
                " file: rename one [unportable-name]"
            ),
        ),
    )

    exempt: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for pattern in self.exempt:
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise ValueError(f"exempt: {error}") from None

    def check(self, vault: Vault) -> Iterator[Problem]:
        spellings: dict[tuple[str, str], str] = {}
        for entry in _entries(vault):
            if matches(self.exempt, entry.file):
                continue
            shown = _shown(entry)
            first = spellings.setdefault((entry.folder, _folded(entry.name)), entry.name)
            if fault := name_faults(entry.name).unportable:
                yield self._problem(entry, f"{shown} {fault}: rename it", fault, "names that Windows does not allow")
            elif first != entry.name:
                way = "in case" if _composed(first) != _composed(entry.name) else "in Unicode form"
                end = f"{way} alone, and some systems take them for one file: rename one"
                yield self._problem(
                    entry, f'{shown} differs from "{first}" {end}', way, f"names that differ {way} alone"
                )
            elif not entry.is_folder and (found := _CONFLICT.fullmatch(entry.name)):
                original = f"{found['name']}{found['extension']}"
                message = f"a conflict copy of {original}: merge what differs, and delete this file"
                yield self._problem(entry, message, "conflict", "conflict copies")

    def _problem(self, entry: _Entry, message: str, cause: str, alike: str) -> Problem:
        return self.problem(entry.file, TOP, message, data={"name": entry.name}, causes=(cause,), alike=alike)


class _Entry(NamedTuple):
    """A file or folder: the folder that it is in, its name, and itself or its first file."""

    folder: str
    name: str
    file: str
    is_folder: bool


def _entries(vault: Vault) -> Iterator[_Entry]:
    """The files of a vault and the folders that they are in, each once."""
    known: set[str] = set()
    for path in sorted({*vault.notes, *vault.files}):
        *folders, name = path.split("/")
        outer = ""
        for folder in folders:
            inner = f"{outer}/{folder}" if outer else folder
            if inner not in known:
                known.add(inner)
                yield _Entry(outer, folder, path, is_folder=True)
            outer = inner
        yield _Entry(outer, name, path, is_folder=False)


def _shown(entry: _Entry) -> str:
    """A name in a message, which is one line."""
    if not entry.name.isprintable():
        return f"the {'folder' if entry.is_folder else 'name'}"
    return f'the folder "{entry.name}"' if entry.is_folder else f'"{entry.name}"'


def _composed(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(name).lower()
