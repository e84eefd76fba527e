"""What the server offers, and which parameters each request about files, positions and names has.

The answers are in `features.py`, which is imported with the first such request: it needs what completes, renames and
fixes, and the first problems are to be shown before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vaultlint.server import lsp_types as lsp
from vaultlint.server.client import Client

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.vaultlint"

EXPLAIN = "vaultlint.explain"
"""The command that opens the page of a rule."""

FEATURES: Mapping[str, Any] = {
    "textDocument/definition": lsp.PositionParams,
    "textDocument/references": lsp.ReferenceParams,
    "textDocument/hover": lsp.PositionParams,
    "textDocument/documentLink": lsp.DocumentParams,
    "textDocument/documentSymbol": lsp.DocumentParams,
    "textDocument/codeLens": lsp.DocumentParams,
    "textDocument/completion": lsp.PositionParams,
    "textDocument/codeAction": lsp.CodeActionParams,
    "textDocument/prepareRename": lsp.PositionParams,
    "textDocument/rename": lsp.RenameParams,
    "workspace/willRenameFiles": lsp.RenameFilesParams,
    "workspace/symbol": lsp.QueryParams,
    "workspace/executeCommand": lsp.ExecuteCommandParams,
}
"""The type of the parameters of each request that `features.py` answers."""

_ANY_FILE = {"filters": [{"scheme": "file", "pattern": {"glob": "**/*"}}]}


def capabilities(client: Client) -> Mapping[str, object]:
    """Return what the server offers to a client."""
    offered: dict[str, object] = {
        "positionEncoding": client.encoding,
        "textDocumentSync": {"openClose": True, "change": 2, "save": True},
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": {"willRename": _ANY_FILE, "didRename": _ANY_FILE},
        },
        "definitionProvider": True,
        "referencesProvider": True,
        "hoverProvider": True,
        "documentLinkProvider": {"resolveProvider": False},
        "documentSymbolProvider": True,
        "workspaceSymbolProvider": True,
        "completionProvider": {"triggerCharacters": [*"[#^|(/:!"]},
        "renameProvider": {"prepareProvider": True} if client.prepares_rename else True,
        "codeActionProvider": {"codeActionKinds": [QUICK_FIX, FIX_ALL]} if client.has_code_action_literals else True,
        "executeCommandProvider": {"commands": [EXPLAIN]},
    }
    if client.pulls:
        offered["diagnosticProvider"] = {
            "identifier": "vaultlint",
            "interFileDependencies": True,
            "workspaceDiagnostics": True,
        }
    if client.wants_code_lens:
        offered["codeLensProvider"] = {"resolveProvider": False}
    return offered
