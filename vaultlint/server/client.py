"""What the client can do, as it says when it starts."""

from __future__ import annotations

from typing import Any, NamedTuple

from vaultlint.server.lsp_types import Encoding, InitializeParams
from vaultlint.server.text_positions import choose_encoding


class Client(NamedTuple):
    """What a client can do.

    `pulls` is whether it asks for diagnostics, so that none are pushed, and `refreshes` whether it asks again when it
    is told to: one that does not, such as Neovim 0.11, would keep those that are gone, so they are pushed. `watches` is
    whether it tells of files that change, and `keeps_data` whether a diagnostic may have data that only its server
    understands. `resource_operations` are what an edit may do with files: `create`, `rename`, `delete`.
    """

    encoding: Encoding = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    watches: bool = False
    has_document_changes: bool = False
    has_code_action_literals: bool = False
    prepares_rename: bool = False
    keeps_data: bool = False
    shows_documents: bool = False
    resource_operations: frozenset[str] = frozenset()
    wants_code_lens: bool = False

    @classmethod
    def described_by(cls, params: InitializeParams) -> Client:
        """Read the capabilities of a client."""
        said = params.capabilities
        edits = _at(said, "workspace", "workspaceEdit")
        operations = _at(edits, "resourceOperations")
        options = params.initialization_options
        refreshes = _at(said, "workspace", "diagnostics", "refreshSupport") is True
        return cls(
            encoding=choose_encoding(_at(said, "general", "positionEncodings")),
            pulls=isinstance(_at(said, "textDocument", "diagnostic"), dict) and refreshes,
            refreshes=refreshes,
            watches=_at(said, "workspace", "didChangeWatchedFiles", "dynamicRegistration") is True,
            has_document_changes=_at(edits, "documentChanges") is True or bool(operations),  # Neovim says the latter
            has_code_action_literals=isinstance(
                _at(said, "textDocument", "codeAction", "codeActionLiteralSupport"), dict
            ),
            prepares_rename=_at(said, "textDocument", "rename", "prepareSupport") is True,
            keeps_data=_at(said, "textDocument", "publishDiagnostics", "dataSupport") is True,
            shows_documents=_at(said, "window", "showDocument", "support") is True,
            resource_operations=frozenset(each for each in operations if isinstance(each, str))
            if isinstance(operations, list)
            else frozenset(),
            wants_code_lens=_at(options, "codeLens") is True,
        )


def _at(data: Any, *keys: str) -> Any:
    """Return what is at some keys, one in the other; None if anything on the way is missing."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
