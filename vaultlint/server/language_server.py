"""The language server: answers what a client asks, and tells it of problems."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from vaultlint import __version__
from vaultlint.errors import VaultlintError
from vaultlint.files.watcher import FileWatcher
from vaultlint.server import lsp_types as lsp
from vaultlint.server.buffers import Buffer
from vaultlint.server.client import Client
from vaultlint.server.diagnostics import diagnostic, result_id
from vaultlint.server.editor_files import EditorFiles
from vaultlint.server.features import Features
from vaultlint.server.file_uris import path_of, uri_of
from vaultlint.server.open_vault import OpenVault
from vaultlint.server.open_vaults import OpenVaults, path_in
from vaultlint.server.rpc import (
    CANCELLED,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    REQUEST_FAILED,
    Connection,
    Message,
    ProtocolError,
)

_ERROR, _WARNING = 1, 2


class OpenFile(NamedTuple):
    """A file that is open in the editor and in a vault, with its path there."""

    buffer: Buffer
    vault: OpenVault
    path: str


class LanguageServer:
    """A language server for one client. `run` serves it and returns the exit code."""

    def __init__(self, connection: Connection) -> None:
        self.client = Client()
        self._connection = connection
        self._vaults = OpenVaults(lambda message: self._show(_WARNING, message))
        self._buffers: dict[str, Buffer] = {}
        self._open: dict[str, OpenFile] = {}
        self._edited: set[str] = set()
        self._stale: set[str] = set()
        self._folders: dict[str, Path] = {}
        self._watching: dict[OpenVault, _Watching] = {}
        self._is_initialized = self._is_shut_down = False
        self._features = Features(self)
        self._handlers: dict[str, tuple[Any, Callable[..., Any]]] = {
            "initialize": (lsp.InitializeParams, self._initialize),
            "initialized": (None, self._initialized),
            "shutdown": (None, self._shutdown),
            "textDocument/didOpen": (lsp.DidOpenParams, self._did_open),
            "textDocument/didChange": (lsp.DidChangeParams, self._did_change),
            "textDocument/didSave": (None, self._did_save),
            "textDocument/didClose": (lsp.DocumentParams, self._did_close),
            "textDocument/diagnostic": (lsp.DiagnosticParams, self._diagnostic),
            "workspace/diagnostic": (lsp.WorkspaceDiagnosticParams, self._workspace_diagnostic),
            "workspace/didChangeWatchedFiles": (None, self._look),
            "workspace/didRenameFiles": (None, self._look),
            "workspace/didChangeWorkspaceFolders": (lsp.DidChangeFoldersParams, self._change_folders),
            **self._features.handlers,
        }

    # the loop

    def run(self) -> int:
        """Serve the client until it says goodbye or is gone."""
        self._connection.start()
        with ExitStack() as stack:
            stack.callback(self._stop_watching)
            while True:
                try:
                    message = self._connection.receive(self._interval)
                except TimeoutError:
                    self._guard(self._look)
                    self._settle()
                    continue
                if message is None or (isinstance(message, Message) and message.method == "exit"):
                    return 0 if self._is_shut_down else 1
                if isinstance(message, Message):
                    self._handle(message)
                else:
                    self._guard(message)
                if self._connection.is_idle:
                    self._settle()

    @property
    def _interval(self) -> float | None:
        """Seconds after which to look at the disk, where nothing tells of changes."""
        return min((each.watcher.interval for each in self._watching.values()), default=None)

    def _handle(self, message: Message) -> None:
        if message.method is None:
            return  # the answer to a request that does not matter
        if message.id is None:
            if message.method in self._handlers and (self._is_initialized or message.method == "initialize"):
                self._guard(lambda: self._call(message))
            return
        try:
            if self._connection.is_cancelled(message.id):
                self._connection.respond_error(message.id, CANCELLED, "cancelled")
            else:
                self._connection.respond(message.id, self._call(message))
        except ProtocolError as error:
            self._connection.respond_error(message.id, error.code, str(error))
        except VaultlintError as error:
            self._connection.respond_error(message.id, REQUEST_FAILED, str(error))
        except Exception as error:
            self._report(error)
            self._connection.respond_error(message.id, INTERNAL_ERROR, f"{type(error).__name__}: {error}")

    def _call(self, message: Message) -> Any:
        """Call the handler of a message; raises `ProtocolError`."""
        method = message.method or ""
        if not self._is_initialized and method != "initialize":
            raise ProtocolError(NOT_INITIALIZED, "the first request must be `initialize`")
        if self._is_shut_down:
            raise ProtocolError(INVALID_REQUEST, "the server is shut down")
        if method not in self._handlers:
            raise ProtocolError(METHOD_NOT_FOUND, f"{method} is not known")
        kind, handler = self._handlers[method]
        if kind is None:
            return handler()
        try:
            params = msgspec.json.decode(message.params, type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ProtocolError(INVALID_PARAMS, f"{method}: {error}") from None
        if message.id is not None:
            self._take_up_edits()
        return handler(params)

    def _guard(self, call: Callable[[], object]) -> None:
        """Call what answers nobody; what goes wrong is logged."""
        try:
            call()
        except (VaultlintError, ProtocolError) as error:
            self._log(str(error))
        except Exception as error:
            self._report(error)

    def _report(self, error: Exception) -> None:
        """Log a bug."""
        traceback.print_exception(error, file=sys.stderr)
        self._log(f"this is a bug in vaultlint: {type(error).__name__}: {error}")

    def _log(self, message: str) -> None:
        self._connection.notify("window/logMessage", {"type": _ERROR, "message": message})

    def _show(self, kind: int, message: str) -> None:
        self._connection.notify("window/showMessage", {"type": kind, "message": f"vaultlint: {message}"})

    # lifecycle

    def _initialize(self, params: lsp.InitializeParams) -> object:
        if self._is_initialized:
            raise ProtocolError(INVALID_REQUEST, "the server is initialized already")
        self._is_initialized = True
        self.client = Client.described_by(params)
        for folder in params.workspace_folders or ([lsp.WorkspaceFolder(params.root_uri)] if params.root_uri else []):
            self._add_folder(folder)
        return {
            "capabilities": {
                "positionEncoding": self.client.encoding,
                "textDocumentSync": {"openClose": True, "change": 2, "save": True},
                "diagnosticProvider": {
                    "identifier": "vaultlint",
                    "interFileDependencies": True,
                    "workspaceDiagnostics": True,
                },
                "workspace": {
                    "workspaceFolders": {"supported": True, "changeNotifications": True},
                    "fileOperations": {"willRename": _ANY_FILE, "didRename": _ANY_FILE},
                },
                **self._features.capabilities,
            },
            "serverInfo": {"name": "vaultlint", "version": __version__},
        }

    def _initialized(self) -> None:
        if self.client.watches:
            watchers = [{"globPattern": "**/*"}]
            registration = {
                "id": "watch",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }
            self._connection.request("client/registerCapability", {"registrations": [registration]})

    def _shutdown(self) -> None:
        self._is_shut_down = True

    def _change_folders(self, params: lsp.DidChangeFoldersParams) -> None:
        for folder in params.event.removed:
            self._folders.pop(folder.uri, None)
        for folder in params.event.added:
            self._add_folder(folder)

    def _add_folder(self, folder: lsp.WorkspaceFolder) -> None:
        if path := path_of(folder.uri):
            self._folders[folder.uri] = path

    # documents

    def _did_open(self, params: lsp.DidOpenParams) -> None:
        item = params.text_document
        path = path_of(item.uri)
        if path is not None:
            self._buffers[item.uri] = Buffer(item.uri, path, item.version, item.text)
            self._place(self._buffers[item.uri])

    def _place(self, buffer: Buffer) -> None:
        """Find the vault of an open file."""
        vault = self._vaults.around(buffer.path)
        path = path_in(vault, buffer.path) if vault else None
        if vault and path and vault.holds(path):
            self._watch(vault)
            self._open[buffer.uri] = OpenFile(buffer, vault, path)
            self._edited.add(buffer.uri)

    def _did_change(self, params: lsp.DidChangeParams) -> None:
        uri = params.text_document.uri
        if buffer := self._buffers.get(uri):
            buffer.change(params.content_changes, params.text_document.version or 0, self.client.encoding)
            self._edited.add(uri)

    def _did_save(self) -> None:
        if not self.client.watches:
            self._look()

    def _did_close(self, params: lsp.DocumentParams) -> None:
        uri = params.text_document.uri
        self._buffers.pop(uri, None)
        self._edited.discard(uri)
        self._stale.discard(uri)
        if file := self._open.pop(uri, None):
            self._mark(file.vault, file.vault.close(file.path))
            if not self.client.pulls:
                self._publish(uri, None, [])

    def _take_up_edits(self) -> None:
        """Take up the texts that have changed in the editor."""
        edited, self._edited = self._edited, set()
        for uri in sorted(edited & self._open.keys()):
            file = self._open[uri]
            self._mark(file.vault, file.vault.edit(file.path, file.buffer.data))
            self._stale.add(uri)
        if self.client.pulls:
            self._stale -= edited  # it asks for these by itself

    def _mark(self, vault: OpenVault, paths: Any) -> None:
        """Mark the open files of a vault at some paths, or all, as ones whose problems may differ."""
        self._stale |= {
            uri for uri, file in self._open.items() if file.vault is vault and (paths is None or file.path in paths)
        }

    # what changes on disk

    def _watch(self, vault: OpenVault) -> None:
        """Notice changes in a vault, where the client does not tell of them."""
        if self.client.watches:
            return
        folders, watching = vault.folders, self._watching.get(vault)
        if watching and watching.folders == folders:
            return
        if watching:
            watching.watcher.__exit__(None, None, None)
        watcher = FileWatcher(vault.root, sorted(folders), lambda: self._connection.call_soon(self._look))
        self._watching[vault] = _Watching(watcher.__enter__(), folders)

    def _stop_watching(self) -> None:
        for each in self._watching.values():
            each.watcher.__exit__(None, None, None)

    def _look(self) -> None:
        """Take up what has changed on disk."""
        self._vaults.look_around()
        for vault in self._vaults:
            try:
                self._mark(vault, vault.look())
                self._watch(vault)
            except VaultlintError as error:  # it is gone
                self._forget(vault, str(error))
        self._vaults.tell_errors()
        for buffer in self._buffers.values():
            if buffer.uri not in self._open:  # where there was no vault, there may be one now
                self._place(buffer)

    def _forget(self, vault: OpenVault, why: str) -> None:
        self._log(why)
        self._vaults.forget(vault)
        if watching := self._watching.pop(vault, None):
            watching.watcher.__exit__(None, None, None)
        for uri in [uri for uri, file in self._open.items() if file.vault is vault]:
            del self._open[uri]
            if not self.client.pulls:
                self._publish(uri, self._buffers[uri].version, [])

    # problems

    def _settle(self) -> None:
        """Tell of the problems that have changed, once the client has nothing more to say."""
        self._guard(self._take_up_edits)
        stale, self._stale = self._stale & self._open.keys(), set()
        if self.client.pulls:
            if self.client.refreshes and stale:
                self._connection.request("workspace/diagnostic/refresh")
            return
        for uri in sorted(stale):
            file = self._open[uri]
            self._publish(uri, file.buffer.version, self.diagnostics_of(file.vault, file.path))

    def _publish(self, uri: str, version: int | None, diagnostics: list[lsp.Diagnostic]) -> None:
        params: dict[str, object] = {"uri": uri, "diagnostics": diagnostics}
        if version is not None:
            params["version"] = version
        self._connection.notify("textDocument/publishDiagnostics", params)

    def diagnostics_of(self, vault: OpenVault, path: str, files: EditorFiles | None = None) -> list[lsp.Diagnostic]:
        """Return the diagnostics of a file."""
        files = files or self.files_of(vault)
        problems = vault.problems.get(path, ())
        return [diagnostic(problem, files.positions(path), files.uri) for problem in problems]

    def _diagnostic(self, params: lsp.DiagnosticParams) -> object:
        file = self.file_at(params.text_document.uri)
        found = self.diagnostics_of(file.vault, file.path) if file else []
        return _report_of(found, params.previous_result_id)

    def _workspace_diagnostic(self, params: lsp.WorkspaceDiagnosticParams) -> object:
        for folder in self._folders.values():
            self._vaults.around(folder / "note.md")
        known = {each.uri: each.value for each in params.previous_result_ids}
        items: list[Any] = []
        for vault in self._vaults:
            files = self.files_of(vault)
            for path in sorted(vault.problems):
                uri = files.uri(path)
                report = _report_of(self.diagnostics_of(vault, path, files), known.pop(uri, None))
                items.append({"uri": uri, "version": self._version(uri), **report})
        items += [{"uri": uri, "version": self._version(uri), **_report_of([], value)} for uri, value in known.items()]
        return {"items": items}

    def _version(self, uri: str) -> int | None:
        buffer = self._buffers.get(uri)
        return buffer.version if buffer else None

    # for what the client asks

    def files_of(self, vault: OpenVault) -> EditorFiles:
        """Return the files of a vault in the terms of the protocol."""
        buffers = {file.path: file.buffer for file in self._open.values() if file.vault is vault}
        return EditorFiles(vault.root, buffers, vault.index.source.read, self.client)

    def file_at(self, uri: str) -> OpenFile | None:
        """Return the file of a vault that a client asks about, which need not be open; None if there is none."""
        if uri in self._open:
            return self._open[uri]
        path = path_of(uri)
        vault = self._vaults.around(path) if path else None
        inside = path_in(vault, path) if vault and path else None
        if vault and path and inside and vault.holds(inside):
            return OpenFile(Buffer(uri, path, 0, ""), vault, inside)
        return None

    @property
    def vaults(self) -> OpenVaults:
        """The vaults that are open."""
        return self._vaults

    def show_document(self, path: Path) -> None:
        """Ask the client to show a file."""
        self._connection.request("window/showDocument", {"uri": uri_of(path)})


class _Watching(NamedTuple):
    """What notices changes in a vault, and the folders that it looks at."""

    watcher: FileWatcher
    folders: frozenset[str]


_ANY_FILE = {"filters": [{"scheme": "file", "pattern": {"glob": "**/*"}}]}


def _report_of(found: list[lsp.Diagnostic], previous: str | None) -> Mapping[str, object]:
    """Report the diagnostics of a file, unless the client has them."""
    current = result_id(found)
    if current == previous:
        return {"kind": "unchanged", "resultId": current}
    return {"kind": "full", "resultId": current, "items": found}
