"""The parts of the Language Server Protocol 3.17 that the server uses, by their names there.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, Struct, UnsetType

Encoding = str
"""What a column counts: `utf-8`, `utf-16` or `utf-32` code units."""

ENCODINGS = ("utf-32", "utf-8", "utf-16")


class _Data(Struct, rename="camel", omit_defaults=True):
    pass


class Position(_Data):
    """A place in a text: line and column count from 0."""

    line: int
    character: int


class Range(_Data):
    """The text between two places."""

    start: Position
    end: Position


class Location(_Data):
    """A range in a file."""

    uri: str
    range: Range


class TextDocumentIdentifier(_Data):
    """A file; `version` is that of its text in the editor."""

    uri: str
    version: int | None = None


class TextDocumentItem(_Data):
    """A file that is opened."""

    uri: str
    version: int
    text: str


class DidOpenParams(_Data):
    """`textDocument/didOpen`."""

    text_document: TextDocumentItem


class ContentChange(_Data):
    """A text that takes the place of a range, or of all."""

    text: str
    range: Range | None = None


class DidChangeParams(_Data):
    """`textDocument/didChange`."""

    text_document: TextDocumentIdentifier
    content_changes: list[ContentChange]


class DocumentParams(_Data):
    """What asks about a file; some of it also about a position in it."""

    text_document: TextDocumentIdentifier


class PositionParams(_Data):
    """What asks about a position."""

    text_document: TextDocumentIdentifier
    position: Position


class RenameParams(_Data):
    """`textDocument/rename`."""

    text_document: TextDocumentIdentifier
    position: Position
    new_name: str


class CodeActionContext(_Data):
    """Which code actions are asked for: all kinds, unless `only` names some."""

    only: list[str] | None = None


class CodeActionParams(_Data):
    """`textDocument/codeAction`."""

    text_document: TextDocumentIdentifier
    range: Range
    context: CodeActionContext


class DiagnosticParams(_Data):
    """`textDocument/diagnostic`."""

    text_document: TextDocumentIdentifier
    previous_result_id: str | None = None


class PreviousResult(_Data):
    """A report that the client has."""

    uri: str
    value: str


class WorkspaceDiagnosticParams(_Data):
    """`workspace/diagnostic`."""

    previous_result_ids: list[PreviousResult]


class FileRename(_Data):
    """A file or folder that gets another name."""

    old_uri: str
    new_uri: str


class RenameFilesParams(_Data):
    """`workspace/willRenameFiles` and `workspace/didRenameFiles`."""

    files: list[FileRename]


class ExecuteCommandParams(_Data):
    """`workspace/executeCommand`."""

    command: str
    arguments: list[Any] = []


class QueryParams(_Data):
    """`workspace/symbol`."""

    query: str


class WorkspaceFolder(_Data):
    """A folder that the editor works on."""

    uri: str


class FoldersEvent(_Data):
    """Folders that come and go."""

    added: list[WorkspaceFolder]
    removed: list[WorkspaceFolder]


class DidChangeFoldersParams(_Data):
    """`workspace/didChangeWorkspaceFolders`."""

    event: FoldersEvent


class InitializeParams(_Data):
    """`initialize`; see `Client` for what is made of it."""

    capabilities: dict[str, Any]
    root_uri: str | None = None
    workspace_folders: list[WorkspaceFolder] | None = None
    initialization_options: Any = None


class CodeDescription(_Data):
    """Where a diagnostic is explained."""

    href: str


class RelatedInformation(_Data):
    """Another place that a diagnostic is about."""

    location: Location
    message: str


class Diagnostic(_Data):
    """A problem."""

    range: Range
    severity: int
    code: str
    source: str
    message: str
    code_description: CodeDescription | UnsetType = UNSET
    related_information: list[RelatedInformation] | UnsetType = UNSET
    data: Mapping[str, Any] | UnsetType = UNSET


class TextEdit(_Data):
    """A text that takes the place of a range."""

    range: Range
    new_text: str


class TextDocumentEdit(_Data):
    """The edits of a file, whose version is null if it is not open."""

    text_document: VersionedIdentifier
    edits: list[TextEdit]


class VersionedIdentifier(Struct, rename="camel"):
    """A file with the version of its text, or null."""

    uri: str
    version: int | None


class FileOperation(_Data):
    """A file that is created or renamed: `kind` is `create` or `rename`."""

    kind: str
    uri: str | UnsetType = UNSET
    old_uri: str | UnsetType = UNSET
    new_uri: str | UnsetType = UNSET


class WorkspaceEdit(_Data):
    """Edits of several files: `changes` for clients that do not know `document_changes`."""

    document_changes: list[TextDocumentEdit | FileOperation] | UnsetType = UNSET
    changes: dict[str, list[TextEdit]] | UnsetType = UNSET


class Command(_Data):
    """A command of the server, with its title."""

    title: str
    command: str
    arguments: list[Any]


class CodeAction(_Data):
    """What can be done about a problem, or about a file."""

    title: str
    kind: str
    diagnostics: list[Diagnostic] | UnsetType = UNSET
    is_preferred: bool = False
    edit: WorkspaceEdit | UnsetType = UNSET
    command: Command | UnsetType = UNSET


class ReferenceContext(_Data):
    """Whether the thing itself is one of its references."""

    include_declaration: bool = False


class ReferenceParams(_Data):
    """`textDocument/references`."""

    text_document: TextDocumentIdentifier
    position: Position
    context: ReferenceContext
