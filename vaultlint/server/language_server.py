"""The language server: answers what a client asks, and tells it of problems."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaultlint import __version__
from vaultlint.server import lsp_types as lsp
from vaultlint.server.capabilities import FEATURES, capabilities
from vaultlint.server.client import Client
from vaultlint.server.diagnostics import diagnostic, result_id
from vaultlint.server.dispatcher import Dispatcher, Handler
from vaultlint.server.editor_files import EditorFiles
from vaultlint.server.file_uris import uri_of
from vaultlint.server.open_vault import OpenVault
from vaultlint.server.rpc import INVALID_REQUEST, Connection, Message, ProtocolError
from vaultlint.server.workspace import Workspace

if TYPE_CHECKING:
    from vaultlint.server.features import Features

_WARNING = 2


class LanguageServer:
    """A language server for one client. `run` serves it and returns the exit code."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.workspace = Workspace(self._warn, connection.log, connection.call_soon)
        self._chores: list[Callable[[], object]] = []
        handlers = {
            "initialize": Handler(lsp.InitializeParams, self._initialize),
            "initialized": Handler(None, self._initialized),
            "shutdown": Handler(None, self._shutdown),
            "textDocument/didOpen": Handler(lsp.DidOpenParams, self.workspace.open),
            "textDocument/didChange": Handler(lsp.DidChangeParams, self.workspace.change),
            "textDocument/didSave": Handler(None, self._did_save),
            "textDocument/didClose": Handler(lsp.DocumentParams, self.workspace.close),
            "textDocument/diagnostic": Handler(lsp.DiagnosticParams, self._diagnostic),
            "workspace/diagnostic": Handler(lsp.WorkspaceDiagnosticParams, self._workspace_diagnostic),
            "workspace/didChangeWatchedFiles": Handler(None, self.workspace.look_soon),
            "workspace/didRenameFiles": Handler(None, self.workspace.look_soon),
            "workspace/didChangeWorkspaceFolders": Handler(lsp.DidChangeFoldersParams, self._change_folders),
            **{method: Handler(params, partial(self._answer, method)) for method, params in FEATURES.items()},
        }
        self._dispatcher = Dispatcher(connection, handlers, self.workspace.take_up)

    @property
    def client(self) -> Client:
        """What the client can do."""
        return self.workspace.client

    def run(self) -> int:
        """Serve the client until it says goodbye or is gone."""
        self._connection.start()
        while True:
            try:
                message = self._connection.receive(0 if self._chores else self.workspace.interval)
            except TimeoutError:
                if self._chores:
                    self._dispatcher.guard(self._chores.pop(0))
                    continue
                self.workspace.look_soon()
            else:
                if message is None or (isinstance(message, Message) and message.method == "exit"):
                    self.workspace.leave()
                    return 0 if self._dispatcher.is_shut_down else 1
                self._take(message)
            if self._connection.is_idle:
                self._dispatcher.guard(self._settle)

    def _take(self, message: Message | Callable[[], None]) -> None:
        if isinstance(message, Message):
            self._dispatcher.handle(message)
        else:
            self._dispatcher.guard(message)

    def _warn(self, message: str) -> None:
        self._connection.notify("window/showMessage", {"type": _WARNING, "message": f"vaultlint: {message}"})

    # lifecycle

    def _initialize(self, params: lsp.InitializeParams) -> object:
        if self._dispatcher.is_initialized:
            raise ProtocolError(INVALID_REQUEST, "the server is initialized already")
        self._dispatcher.is_initialized = True
        self.workspace.client = Client.described_by(params)
        root = [lsp.WorkspaceFolder(params.root_uri)] if params.root_uri else []
        self.workspace.change_folders(params.workspace_folders or root)
        return {
            "capabilities": capabilities(self.client),
            "serverInfo": {"name": "vaultlint", "version": __version__},
        }

    def _initialized(self) -> None:
        if self.client.watches:
            registration = {
                "id": "watch",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": [{"globPattern": "**/*"}]},
            }
            self._connection.request("client/registerCapability", {"registrations": [registration]})

    def _shutdown(self) -> None:
        self._dispatcher.is_shut_down = True

    def _change_folders(self, params: lsp.DidChangeFoldersParams) -> None:
        self.workspace.change_folders(params.event.added, params.event.removed)

    def _did_save(self) -> None:
        if not self.client.watches:
            self.workspace.look_soon()

    # what the client asks

    @cached_property
    def _features(self) -> Features:
        from vaultlint.server.features import Features  # see capabilities.py

        return Features(self)

    def _answer(self, method: str, params: Any) -> Any:
        return self._features.answers[method](params)

    def show_document(self, path: Path) -> None:
        """Ask the client to show a file."""
        self._connection.request("window/showDocument", {"uri": uri_of(path)})

    # problems

    def _settle(self) -> None:
        """Tell of the problems that have changed, once the client has nothing more to say."""
        workspace = self.workspace
        workspace.take_up()
        stale, workspace.stale = workspace.stale, set()
        if self.client.pulls:
            if self.client.refreshes and any(map(workspace.open_file, stale)):
                self._connection.request("workspace/diagnostic/refresh")
        else:
            for uri in sorted(stale):
                self._publish(uri)
        self._prepare(workspace.vaults)

    def _publish(self, uri: str) -> None:
        file, version = self.workspace.open_file(uri), self.workspace.version(uri)
        found = self._diagnostics_of(file.vault, file.path, self.workspace.files_of(file.vault)) if file else []
        params: dict[str, object] = {"uri": uri, "diagnostics": found}
        if version is not None:
            params["version"] = version
        self._connection.notify("textDocument/publishDiagnostics", params)

    def _prepare(self, vaults: Iterable[OpenVault]) -> None:
        """Plan to get ready for edits and questions, one thing after the other, when there is nothing else to do."""
        for vault in vaults:
            if not vault.is_prepared:
                vault.is_prepared = True
                self._chores += [vault.prepare, lambda: self._features, partial(_prepare_completion, vault), _freeze]

    def _diagnostics_of(self, vault: OpenVault, path: str, files: EditorFiles) -> list[lsp.Diagnostic]:
        problems = vault.problems.get(path, ())
        return [
            diagnostic(problem, files.positions(path), files.uri, with_data=self.client.keeps_data)
            for problem in problems
        ]

    def _diagnostic(self, params: lsp.DiagnosticParams) -> object:
        file = self.workspace.file_at(params.text_document.uri)
        found = self._diagnostics_of(file.vault, file.path, self.workspace.files_of(file.vault)) if file else []
        return _report_of(found, params.previous_result_id)

    def _workspace_diagnostic(self, params: lsp.WorkspaceDiagnosticParams) -> object:
        workspace = self.workspace
        workspace.read_folders()
        workspace.take_up()
        known = {each.uri: each.value for each in params.previous_result_ids}
        items: list[Any] = []
        for vault in workspace.vaults:
            files = workspace.files_of(vault)
            for path in sorted(vault.problems):
                uri = files.uri(path)
                report = _report_of(self._diagnostics_of(vault, path, files), known.pop(uri, None))
                items.append({"uri": uri, "version": workspace.version(uri), **report})
        items += [{"uri": uri, "version": workspace.version(uri), **_report_of([], id_)} for uri, id_ in known.items()]
        return {"items": items}


def _report_of(found: list[lsp.Diagnostic], previous: str | None) -> Mapping[str, object]:
    """Report the diagnostics of a file, unless the client has them."""
    current = result_id(found)
    if current == previous:
        return {"kind": "unchanged", "resultId": current}
    return {"kind": "full", "resultId": current, "items": found}


def _prepare_completion(vault: OpenVault) -> None:
    from vaultlint.server.completion import prepare  # see capabilities.py

    prepare(vault.index)


def _freeze() -> None:
    """Keep what stays in memory out of the way of the garbage collector, which else takes longer than an edit does."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
