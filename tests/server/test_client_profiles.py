"""What editors say that they can do, as pytest-lsp has recorded it, and what they get."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

from tests.command import write

PROFILES = ["emacs", "neovim", "visual_studio_code"]
FACE = "\N{GRINNING FACE}"
ENCODINGS = {"emacs": "utf-32", "neovim": "utf-8", "visual_studio_code": "utf-16"}
UNITS = {"utf-8": 4, "utf-16": 2, "utf-32": 1}
TEXT = f"{FACE} [[Nowhere at all]] [[Tea]]\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    write(root / "vaultlint.toml", 'select = ["dangling-link"]\n')
    write(root / "Tea.md", "# Brewing\n")
    write(root / "a.md", TEXT)
    return root


def in_editor(profile: str, vault: Path, work: Callable[[LanguageClient, str], Awaitable[Any]]) -> Any:
    """Let a client with a profile do something with a server in a process of its own; `a.md` is open."""

    async def session() -> Any:
        client = make_test_lsp_client()
        await client.start_io(sys.executable, "-m", "vaultlint", "server")
        folder = lsp.WorkspaceFolder(uri=vault.as_uri(), name="vault")
        params = lsp.InitializeParams(capabilities=client_capabilities(profile), workspace_folders=[folder])
        answer = await client.initialize_session(params)
        note = vault / "a.md"
        item = lsp.TextDocumentItem(note.as_uri(), "markdown", 1, note.read_text(encoding="utf-8"))
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        try:
            return await work(client, lsp.PositionEncodingKind(answer.capabilities.position_encoding).value)
        finally:
            await client.shutdown_session()
            await client.stop()  # type: ignore[no-untyped-call]

    return asyncio.run(asyncio.wait_for(session(), 300))


async def diagnostics(client: LanguageClient, uri: str) -> list[lsp.Diagnostic]:
    """The diagnostics of a note, asked for if the client asks for diagnostics, else those that are pushed."""
    said = client.capabilities.text_document if client.capabilities else None
    if said and said.diagnostic:
        report = await client.text_document_diagnostic_async(
            lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
        )
        assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
        return list(report.items)
    while uri not in client.diagnostics:
        await client.wait_for_notification("textDocument/publishDiagnostics")
    return list(client.diagnostics[uri])


@pytest.mark.parametrize("profile", PROFILES)
def test_columns_are_those_of_the_editor(profile: str, vault: Path) -> None:
    async def work(client: LanguageClient, encoding: str) -> None:
        assert encoding == ENCODINGS[profile]
        (found,) = await diagnostics(client, (vault / "a.md").as_uri())
        start = UNITS[encoding] + 1
        assert found.range == lsp.Range(lsp.Position(0, start), lsp.Position(0, start + 18))
        assert (found.code, found.source) == ("dangling-link", "vaultlint")
        assert found.severity is lsp.DiagnosticSeverity.Error
        assert found.code_description
        assert found.code_description.href.endswith("/dangling-link.md")

    in_editor(profile, vault, work)


@pytest.mark.parametrize("profile", ["neovim", "visual_studio_code"])
def test_a_note_is_renamed(profile: str, vault: Path) -> None:
    """The link is edited, and the file is moved last."""

    async def work(client: LanguageClient, encoding: str) -> None:
        note, at = tea(vault, encoding)
        prepared = await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(note, at))
        assert isinstance(prepared, lsp.PrepareRenamePlaceholder)
        assert prepared.placeholder == "Tea"
        made = await client.text_document_rename_async(lsp.RenameParams(note, at, "Coffee"))
        assert made
        assert made.document_changes
        edited, moved = made.document_changes
        assert isinstance(edited, lsp.TextDocumentEdit)
        (edit,) = edited.edits
        assert isinstance(edit, lsp.TextEdit)
        assert (edit.range.start, edit.new_text) == (at, "Coffee")
        assert isinstance(moved, lsp.RenameFile)
        assert moved.new_uri == (vault / "Coffee.md").as_uri()

    in_editor(profile, vault, work)
    assert (vault / "a.md").read_text(encoding="utf-8") == TEXT, "the server writes no note"


def test_an_editor_that_cannot_rename_files(vault: Path) -> None:
    """To edit the links alone would break them, so nothing is done."""

    async def work(client: LanguageClient, encoding: str) -> None:
        note, at = tea(vault, encoding)
        with pytest.raises(JsonRpcException, match="use `vaultlint mv` in a terminal"):
            await client.text_document_rename_async(lsp.RenameParams(note, at, "Coffee"))

    in_editor("emacs", vault, work)


def tea(vault: Path, encoding: str) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
    """Where the link to Tea names it."""
    note = lsp.TextDocumentIdentifier((vault / "a.md").as_uri())
    return note, lsp.Position(0, TEXT.index("Tea") - 1 + UNITS[encoding])


@pytest.mark.parametrize(
    "profile, creates", [("emacs", False), ("neovim", True), ("visual_studio_code", True)], ids=PROFILES
)
def test_actions_and_completion(profile: str, creates: bool, vault: Path) -> None:
    async def work(client: LanguageClient, encoding: str) -> None:
        note = lsp.TextDocumentIdentifier((vault / "a.md").as_uri())
        at = lsp.Position(0, UNITS[encoding] + 3)
        actions = await client.text_document_code_action_async(
            lsp.CodeActionParams(note, lsp.Range(at, at), lsp.CodeActionContext([]))
        )
        titles = [action.title for action in actions or []]
        assert ("Create Nowhere at all.md" in titles) == creates
        assert "Disable dangling-link on this line" in titles
        found = await client.text_document_completion_async(lsp.CompletionParams(note, at))
        assert isinstance(found, lsp.CompletionList)
        assert {item.label for item in found.items} >= {"Tea", "a"}

    in_editor(profile, vault, work)
