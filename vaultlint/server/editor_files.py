"""The files of a vault as the editor sees them: by URI, with versions and positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from vaultlint.fix.edits import Plan, edits_by_path
from vaultlint.model import Edit, Span
from vaultlint.parse import read_text
from vaultlint.server.buffers import Buffer
from vaultlint.server.client import Client
from vaultlint.server.file_uris import uri_of
from vaultlint.server.lsp_types import (
    FileOperation,
    Location,
    Range,
    TextDocumentEdit,
    TextEdit,
    VersionedIdentifier,
    WorkspaceEdit,
)
from vaultlint.server.rpc import REQUEST_FAILED, ProtocolError
from vaultlint.server.text_positions import TextPositions


class EditorFiles:
    """The files of a vault in the terms of the protocol, for one request: the positions in each are kept.

    `buffers` are the open files by their paths in the vault; `read` returns the bytes of any, and raises OSError.
    """

    def __init__(self, root: Path, buffers: Mapping[str, Buffer], read: Callable[[str], bytes], client: Client) -> None:
        self._root = root
        self._buffers = buffers
        self._read = read
        self._client = client
        self._positions: dict[str, TextPositions] = {}

    def uri(self, path: str) -> str:
        """Return the URI of a file, as the editor writes it if it is open there."""
        buffer = self._buffers.get(path)
        return buffer.uri if buffer else uri_of(self._root / path)

    def positions(self, path: str) -> TextPositions:
        """Return the positions in a file; those in an empty text for one that cannot be read."""
        if path not in self._positions:
            self._positions[path] = TextPositions(self._text(path), self._client.encoding)
        return self._positions[path]

    def _text(self, path: str) -> str:
        if path in self._buffers:
            return self._buffers[path].text
        try:
            return read_text(self._read(path))
        except OSError:
            return ""

    def range(self, path: str, span: Span) -> Range:
        """Return the range of a span in a file."""
        return self.positions(path).range(span)

    def location(self, path: str, span: Span) -> Location:
        """Return the location of a span in a file."""
        return Location(self.uri(path), self.range(path, span))

    def edit(self, plan: Plan, creates: str | None = None) -> WorkspaceEdit:
        """Make an edit of a plan, its moves last, or of a file to create; raises `ProtocolError`.

        That happens where the client can do no such thing.
        """
        edits = {path: self._text_edits(path, each) for path, each in edits_by_path(plan.edits).items()}
        operations = [
            FileOperation("rename", old_uri=self.uri(move.old), new_uri=uri_of(self._root / move.new))
            for move in plan.moves
        ]
        if creates:
            operations.append(FileOperation("create", uri=uri_of(self._root / creates)))
        for each in operations:
            if each.kind not in self._client.resource_operations:
                raise ProtocolError(
                    REQUEST_FAILED,
                    f"this editor cannot {each.kind} files for a language server: use `vaultlint mv` in a terminal",
                )
        if not self._client.has_document_changes:
            return WorkspaceEdit(changes={self.uri(path): each for path, each in edits.items()})
        return WorkspaceEdit(
            document_changes=[
                *(TextDocumentEdit(self._identifier(path), each) for path, each in edits.items()),
                *operations,
            ]
        )

    def _identifier(self, path: str) -> VersionedIdentifier:
        buffer = self._buffers.get(path)
        return VersionedIdentifier(self.uri(path), buffer.version if buffer else None)

    def _text_edits(self, path: str, edits: list[Edit]) -> list[TextEdit]:
        return [TextEdit(self.range(path, edit.span), edit.text) for edit in edits]
