"""The vaults that an editor works on, each found by a file in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.errors import VaultlintError
from vaultlint.server.open_vault import OpenVault


class OpenVaults:
    """Vaults that are read once a file in them is opened; `tell` is called with messages for the user.

    Where the command line would take an unmarked folder for a vault, there is none here: an editor also opens other
    Markdown files. The home folder is none either, unless it has a configuration file.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._by_root: dict[Path, OpenVault] = {}
        self._roots: dict[Path, Path | None] = {}
        self._told: dict[Path, str] = {}

    def __iter__(self) -> Iterator[OpenVault]:
        return iter([*self._by_root.values()])

    def around(self, path: Path) -> OpenVault | None:
        """Return the vault that holds a path, None if there is none."""
        root = self._root_of(path)
        if root is None:
            return None
        if root not in self._by_root:
            try:
                self._by_root[root] = OpenVault(lambda: _open_at(root))
            except VaultlintError as error:
                self._tell_once(root, str(error))
                return None
        return self._by_root[root]

    def forget(self, vault: OpenVault) -> None:
        """Give a vault up."""
        self._by_root = {root: each for root, each in self._by_root.items() if each is not vault}
        self._roots.clear()

    def look_around(self) -> None:
        """Forget where vaults are: their marks may have come or gone."""
        self._roots.clear()

    def tell_errors(self) -> None:
        """Tell what is wrong with a configuration, once."""
        for root, vault in self._by_root.items():
            self._tell_once(root, vault.error)

    def _tell_once(self, root: Path, message: str) -> None:
        if message and self._told.get(root) != message:
            self._tell(message)
        self._told[root] = message

    def _root_of(self, path: Path) -> Path | None:
        folder = next((each for each in path.parents if each.is_dir()), None)
        if folder is None:
            return None
        if folder not in self._roots:
            self._roots[folder] = self._find_root(folder)
        return self._roots[folder]

    def _find_root(self, folder: Path) -> Path | None:
        try:
            session = open_session([str(folder)], VaultOptions())
        except VaultlintError as error:
            self._tell_once(folder, str(error))
            return None
        root = session.root
        if session.config_file is not None:
            return root
        is_marked = os.path.isdir(root / ".obsidian")  # noqa: PTH112  never raises
        return root if is_marked and root != Path(os.path.realpath(os.path.expanduser("~"))) else None  # noqa: PTH111


def _open_at(root: Path) -> Session:
    return open_session([str(root)], VaultOptions())


def path_in(vault: OpenVault, file: Path) -> str | None:
    """Return the path of a file in a vault, with `/`; None if it is not in there."""
    for place in (file, Path(os.path.realpath(file.parent), file.name)):
        if place.is_relative_to(vault.root):
            return place.relative_to(vault.root).as_posix()
    return None
