"""What the editor works on: its folders, the files that are open there, and the vaults around these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from vaultlint.errors import VaultlintError
from vaultlint.files.watcher import SELDOM, FileWatcher
from vaultlint.server import lsp_types as lsp
from vaultlint.server.buffers import Buffer
from vaultlint.server.client import Client
from vaultlint.server.editor_files import EditorFiles
from vaultlint.server.file_uris import path_of
from vaultlint.server.open_vault import OpenVault
from vaultlint.server.open_vaults import OpenVaults, path_in


class OpenFile(NamedTuple):
    """A file that is open in the editor and in a vault, with its path there."""

    buffer: Buffer
    vault: OpenVault
    path: str


class _Watching(NamedTuple):
    """What notices changes in a vault, and the folders that it looks at."""

    watcher: FileWatcher
    folders: frozenset[str]


class Workspace:
    """The folders, files and vaults of an editor.

    `client` is what the client can do. Edits and changes on disk are noted as they come, and taken up by `take_up`, all
    at once. `stale` are the URIs of files whose problems may differ from what the client was told; some may be open no
    more. `warn` and `log` are called with messages, and `call_soon` with what the thread that watches files wants to be
    called here.
    """

    def __init__(
        self,
        warn: Callable[[str], None],
        log: Callable[[str], None],
        call_soon: Callable[[Callable[[], None]], None],
    ) -> None:
        self.client = Client()
        self.vaults = OpenVaults(warn)
        self.stale: set[str] = set()
        self._log = log
        self._call_soon = call_soon
        self._buffers: dict[str, Buffer] = {}
        self._open: dict[str, OpenFile] = {}
        self._edited: set[str] = set()
        self._is_disk_stale = False
        self._folders: dict[str, Path] = {}
        self._watching: dict[OpenVault, _Watching] = {}

    # folders

    def change_folders(self, added: Iterable[lsp.WorkspaceFolder], removed: Iterable[lsp.WorkspaceFolder] = ()) -> None:
        """Take up which folders the editor works on."""
        for folder in removed:
            self._folders.pop(folder.uri, None)
        for folder in added:
            if path := path_of(folder.uri):
                self._folders[folder.uri] = path

    def read_folders(self) -> None:
        """Read the vaults of all folders, also those in which no file is open."""
        for folder in self._folders.values():
            self.vaults.around(folder / "note.md")

    # files

    def open(self, params: lsp.DidOpenParams) -> None:
        """Take up that a file is open."""
        item = params.text_document
        path = path_of(item.uri)
        if path is not None:
            self.vaults.look_around()
            if not self.client.watches:
                self.look_soon()
            self._buffers[item.uri] = Buffer(item.uri, path, item.version, item.text)
            self._place(self._buffers[item.uri])

    def _place(self, buffer: Buffer) -> None:
        """Find the vault of an open file."""
        vault = self.vaults.around(buffer.path)
        path = path_in(vault, buffer.path) if vault else None
        if vault and path and vault.holds(path):
            self._watch(vault)
            self._open[buffer.uri] = OpenFile(buffer, vault, path)
            self._edited.add(buffer.uri)

    def change(self, params: lsp.DidChangeParams) -> None:
        """Take up that the text of a file is another one."""
        uri = params.text_document.uri
        if buffer := self._buffers.get(uri):
            buffer.change(params.content_changes, params.text_document.version or 0, self.client.encoding)
            self._edited.add(uri)

    def close(self, params: lsp.DocumentParams) -> None:
        """Take up that a file is open no more."""
        uri = params.text_document.uri
        self._buffers.pop(uri, None)
        self._edited.discard(uri)
        if file := self._open.pop(uri, None):
            self._mark(file.vault, file.vault.close(file.path))
            self.stale.add(uri)

    def version(self, uri: str) -> int | None:
        """Return the version of the text of a file; None if it is not open."""
        buffer = self._buffers.get(uri)
        return buffer.version if buffer else None

    def open_file(self, uri: str) -> OpenFile | None:
        """Return the file in a vault that is open under a URI."""
        return self._open.get(uri)

    def file_at(self, uri: str) -> OpenFile | None:
        """Return the file of a vault that a client asks about, which need not be open; None if there is none."""
        if uri in self._open:
            return self._open[uri]
        path = path_of(uri)
        vault = self.vaults.around(path) if path else None
        inside = path_in(vault, path) if vault and path else None
        if vault and path and inside and vault.holds(inside):
            return OpenFile(Buffer(uri, path, 0, ""), vault, inside)
        return None

    def files_of(self, vault: OpenVault) -> EditorFiles:
        """Return the files of a vault in the terms of the protocol."""
        buffers = {file.path: file.buffer for file in self._open.values() if file.vault is vault}
        return EditorFiles(vault.root, buffers, vault.index.source.read, self.client)

    # changes

    def take_up(self) -> None:
        """Take up what has changed in the editor and on disk."""
        edited, self._edited = self._edited, set()
        for uri in sorted(edited & self._open.keys()):
            file = self._open[uri]
            self._mark(file.vault, file.vault.edit(file.path, file.buffer.data))
            self.stale.add(uri)
        if self.client.pulls:
            self.stale -= edited  # it asks for these by itself
        if self._is_disk_stale:
            self._is_disk_stale = False
            self._look()
            self.take_up()

    def _mark(self, vault: OpenVault, paths: Collection[str] | None) -> None:
        """Mark the open files of a vault at some paths, or all, as ones whose problems may differ."""
        self.stale |= {
            uri for uri, file in self._open.items() if file.vault is vault and (paths is None or file.path in paths)
        }

    def look_soon(self) -> None:
        """Note that something may have changed on disk."""
        self._is_disk_stale = True

    @property
    def interval(self) -> float | None:
        """Seconds after which to look at the disk, where nothing may tell of changes; None if that is not needed."""
        return SELDOM if self._watching else None

    def _look(self) -> None:
        """Take up what has changed on disk."""
        self.vaults.look_around()
        for vault in self.vaults:
            try:
                self._mark(vault, vault.look())
                self._watch(vault)
            except VaultlintError as error:  # it is gone
                self._forget(vault, str(error))
        self.vaults.tell_errors()
        for buffer in self._buffers.values():
            if buffer.uri not in self._open:  # where there was no vault, there may be one now
                self._place(buffer)

    def _watch(self, vault: OpenVault) -> None:
        """Notice changes in a vault, where the client does not tell of them: it watches only its own folders."""
        if self.client.watches and any(vault.root.is_relative_to(folder) for folder in self._folders.values()):
            return
        folders, watching = vault.folders, self._watching.get(vault)
        if watching and watching.folders == folders:
            return
        self._stop_watching(vault)
        watcher = FileWatcher(vault.root, sorted(folders), lambda: self._call_soon(self.look_soon))
        self._watching[vault] = _Watching(watcher.__enter__(), folders)

    def _stop_watching(self, vault: OpenVault) -> None:
        if watching := self._watching.pop(vault, None):
            watching.watcher.__exit__(None, None, None)

    def _forget(self, vault: OpenVault, why: str) -> None:
        self._log(why)
        self.vaults.forget(vault)
        self._stop_watching(vault)
        gone = {uri for uri, file in self._open.items() if file.vault is vault}
        self._open = {uri: file for uri, file in self._open.items() if uri not in gone}
        self.stale |= gone

    def leave(self) -> None:
        """Stop watching."""
        for vault in [*self._watching]:
            self._stop_watching(vault)
