"""What the client asks about a place in a file: each method of the protocol, and the function that knows the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from vaultlint.config.selection import Selection
from vaultlint.fix.edits import Move, Plan
from vaultlint.output.manual import manual_page
from vaultlint.rule import Rule
from vaultlint.server import lsp_types as lsp
from vaultlint.server.capabilities import EXPLAIN, FIX_ALL, QUICK_FIX
from vaultlint.server.code_actions import CodeActions, is_wanted
from vaultlint.server.code_lens import link_counts
from vaultlint.server.completion import complete
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.definition import definition
from vaultlint.server.document_links import document_links
from vaultlint.server.file_uris import path_of
from vaultlint.server.hover import hover
from vaultlint.server.open_vault import OpenVault
from vaultlint.server.open_vaults import path_in
from vaultlint.server.references import references
from vaultlint.server.renames import find_renamable, plan_file_renames, plan_rename
from vaultlint.server.rpc import INVALID_PARAMS, ProtocolError
from vaultlint.server.symbols import HeadingSymbol, document_symbols, vault_symbols

if TYPE_CHECKING:
    from vaultlint.server.editor_files import EditorFiles
    from vaultlint.server.language_server import LanguageServer
    from vaultlint.server.workspace import OpenFile

_KINDS = {
    ItemKind.NOTE: 17,
    ItemKind.ALIAS: 18,
    ItemKind.FILE: 17,
    ItemKind.HEADING: 22,
    ItemKind.BLOCK: 18,
    ItemKind.TAG: 14,
    ItemKind.PROPERTY: 10,
    ItemKind.VALUE: 12,
    ItemKind.CALLOUT: 14,
}
"""The kinds of completion items in the protocol: those whose icons come nearest."""

_SYMBOLS = {"note": 1, "alias": 20, "heading": 15}
"""The kinds of symbols in the protocol: file, key, string."""

_Answer = Callable[[Any], Any]
_AtPosition = lsp.PositionParams | lsp.ReferenceParams | lsp.RenameParams


class Features:
    """Answers what a client asks about files, positions and names."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self.answers: Mapping[str, _Answer] = {
            "textDocument/definition": self._definition,
            "textDocument/references": self._references,
            "textDocument/hover": self._hover,
            "textDocument/documentLink": self._document_links,
            "textDocument/documentSymbol": self._document_symbols,
            "textDocument/codeLens": self._code_lens,
            "textDocument/completion": self._completion,
            "textDocument/codeAction": self._code_actions,
            "textDocument/prepareRename": self._prepare_rename,
            "textDocument/rename": self._rename,
            "workspace/willRenameFiles": self._will_rename_files,
            "workspace/symbol": self._vault_symbols,
            "workspace/executeCommand": self._execute,
        }

    def _at(
        self, params: lsp.PositionParams | lsp.ReferenceParams | lsp.RenameParams
    ) -> tuple[OpenFile, EditorFiles, int, int] | None:
        """The file, and the line and column, that a client asks about; None outside of vaults."""
        file = self._server.workspace.file_at(params.text_document.uri)
        if file is None:
            return None
        files = self._server.workspace.files_of(file.vault)
        return file, files, *files.positions(file.path).place(params.position)

    def _definition(self, params: lsp.PositionParams) -> list[lsp.Location]:
        if (at := self._at(params)) is None:
            return []
        file, files, line, column = at
        found = definition(file.vault.index, file.path, line, column)
        return [files.location(target.path, target.span) for target in found.targets] if found else []

    def _references(self, params: lsp.ReferenceParams) -> list[lsp.Location]:
        if (at := self._at(params)) is None:
            return []
        file, files, line, column = at
        found = references(
            file.vault.index, file.path, line, column, with_declaration=params.context.include_declaration
        )
        return [files.location(each.path, each.span) for each in found]

    def _hover(self, params: lsp.PositionParams) -> object:
        if (at := self._at(params)) is None:
            return None
        file, files, line, column = at
        found = hover(
            file.vault.index,
            file.path,
            line,
            column,
            address_of=files.uri,
            rules=_rules(file),
            problems=file.vault.problems.get(file.path, ()),
        )
        if found is None:
            return None
        contents = {"kind": "markdown", "value": found.markdown}
        return {"contents": contents, "range": files.range(file.path, found.span)}

    def _document_links(self, params: lsp.DocumentParams) -> list[object]:
        file = self._server.workspace.file_at(params.text_document.uri)
        if file is None:
            return []
        files = self._server.workspace.files_of(file.vault)
        return [
            {
                "range": files.range(file.path, each.span),
                "target": files.uri(each.path) + _line_fragment(each.target_span),
                "tooltip": each.tooltip,
            }
            for each in document_links(file.vault.index, file.path)
        ]

    def _document_symbols(self, params: lsp.DocumentParams) -> list[object]:
        file = self._server.workspace.file_at(params.text_document.uri)
        if file is None:
            return []
        files = self._server.workspace.files_of(file.vault)
        return [_symbol(each, file.path, files) for each in document_symbols(file.vault.index, file.path)]

    def _vault_symbols(self, params: lsp.QueryParams) -> list[object]:
        found: list[object] = []
        for vault in self._server.workspace.vaults:
            files = self._server.workspace.files_of(vault)
            found += [
                {
                    "name": each.name,
                    "kind": _SYMBOLS[each.kind],
                    "location": files.location(each.path, each.span),
                    "containerName": each.container,
                }
                for each in vault_symbols(vault.index, params.query)
            ]
        return found

    def _code_lens(self, params: lsp.DocumentParams) -> list[object]:
        file = self._server.workspace.file_at(params.text_document.uri)
        if file is None:
            return []
        files = self._server.workspace.files_of(file.vault)
        return [
            {"range": files.range(file.path, each.span), "command": {"title": each.title, "command": ""}}
            for each in link_counts(file.vault.index, file.path)
        ]

    def _completion(self, params: lsp.PositionParams) -> object:
        if (at := self._at(params)) is None:
            return None
        file, files, line, column = at
        found = complete(file.vault.index, file.path, line, column, _rules(file))
        items = [_item(each, number, file.path, files) for number, each in enumerate(found.items)]
        return {"isIncomplete": found.is_incomplete, "items": items}

    def _code_actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        file = self._server.workspace.file_at(params.text_document.uri)
        client = self._server.client
        if file is None or not client.has_code_action_literals:
            return []
        files = self._server.workspace.files_of(file.vault)
        actions = CodeActions(file.vault, file.path, files, explains=client.shows_documents)
        only = params.context.only
        found: list[lsp.CodeAction] = []
        if is_wanted(QUICK_FIX, only):
            positions = files.positions(file.path)
            found += actions.quick_fixes(positions.place(params.range.start), positions.place(params.range.end))
        if (only and is_wanted(FIX_ALL, only)) and (every := actions.fix_all()):
            found.append(every)
        return found

    def _prepare_rename(self, params: lsp.PositionParams) -> object:
        if (at := self._at(params)) is None:
            return None
        file, files, line, column = at
        found = find_renamable(file.vault.index, file.path, line, column)
        return {"range": files.range(file.path, found.span), "placeholder": found.name} if found else None

    def _rename(self, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        if (at := self._at(params)) is None:
            return None
        file, files, line, column = at
        return files.edit(plan_rename(file.vault.index, file.path, line, column, params.new_name))

    def _will_rename_files(self, params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        moves: dict[OpenVault, list[Move]] = {}
        for each in params.files:
            old, new = path_of(each.old_uri), path_of(each.new_uri)
            vault = self._server.workspace.vaults.around(old) if old else None
            if vault and old and new and (before := path_in(vault, old)) and (after := path_in(vault, new)):
                moves.setdefault(vault, []).append(Move(before, after))
        plans = [(vault, plan_file_renames(vault.index, each)) for vault, each in moves.items()]
        made = [self._server.workspace.files_of(vault).edit(Plan(plan.edits)) for vault, plan in plans if plan.edits]
        return _joined(made) if made else None

    def _execute(self, params: lsp.ExecuteCommandParams) -> None:
        rule = params.arguments[0] if params.arguments else None
        page = manual_page(rule) if params.command == EXPLAIN and isinstance(rule, str) else None
        if page is None:
            raise ProtocolError(INVALID_PARAMS, f"{params.command}: no such command, or no such rule")
        self._server.show_document(page)


def _rules(file: OpenFile) -> Mapping[str, Rule]:
    selection: Selection = file.vault.selection
    return selection.rules_for(file.path)


def _line_fragment(span: Any) -> str:
    """The part of a URI that names a line; empty for the top of a file."""
    return f"#L{span.line}" if span and span.line > 1 else ""


def _symbol(symbol: HeadingSymbol, path: str, files: EditorFiles) -> object:
    return {
        "name": symbol.name or " ",  # which must not be empty
        "kind": _SYMBOLS["heading"],
        "range": files.range(path, symbol.span),
        "selectionRange": files.range(path, symbol.heading_span),
        "children": [_symbol(each, path, files) for each in symbol.children],
    }


def _item(item: CompletionItem, number: int, path: str, files: EditorFiles) -> object:
    return {
        "label": item.label,
        "kind": _KINDS[item.kind],
        "detail": item.detail,
        "sortText": f"{number:04}",
        "filterText": item.filter_text,
        "textEdit": lsp.TextEdit(files.range(path, item.span), item.text),
    }


def _joined(edits: list[lsp.WorkspaceEdit]) -> lsp.WorkspaceEdit:
    """Make one edit of those of several vaults."""
    first, *others = edits
    for other in others:
        if first.document_changes is not UNSET and other.document_changes is not UNSET:
            first.document_changes += other.document_changes
        elif first.changes is not UNSET and other.changes is not UNSET:
            first.changes |= other.changes
    return first
