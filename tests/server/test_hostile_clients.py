"""What a client sends that it should not: the server answers or says why not, and goes on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from tests.command import write
from tests.server.editor import PATIENCE, PULLING, Editor, editing
from vaultlint.server import features, rpc


@pytest.fixture
def note(tmp_path: Path) -> Path:
    write(tmp_path / "vaultlint.toml", 'select = ["dangling-link"]\n')
    return write(tmp_path / "a.md", "[[b]]\n")


def error_code(editor: Editor, request: int | None) -> int:
    code: int = editor.answer(request)["error"]["code"]
    return code


@pytest.mark.parametrize(
    "data, code",
    [
        pytest.param(b"Content-Length: 5\r\n\r\n{]}[x", rpc.PARSE_ERROR, id="no JSON"),
        pytest.param(b"Content-Length: 3\r\n\r\n\xff\xff\xff", rpc.PARSE_ERROR, id="not UTF-8"),
        pytest.param(b"Content-Length: 2\r\n\r\n[]", rpc.INVALID_REQUEST, id="no message"),
        pytest.param(b"Content-Length: 11\r\n\r\n" + b'{"id":[[]]}', rpc.INVALID_REQUEST, id="no id"),
        pytest.param(b"Content-Length: 20000\r\n\r\n" + b"[" * 20000, rpc.INVALID_REQUEST, id="deep"),
    ],
)
def test_garbage(note: Path, data: bytes, code: int) -> None:
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.send_bytes(data)
        assert error_code(editor, None) == code
        editor.open(note)
        assert editor.diagnostics(note) == ["0:0-0:5 dangling-link"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"hello\r\n\r\n", id="no headers"),
        pytest.param(b"Content-Length: many\r\n\r\n", id="no number"),
        pytest.param(b"Content-Type: x\r\n", id="another header"),
        pytest.param(b"x" * 10_000 + b"\n", id="a long line"),
    ],
)
def test_lines_that_are_no_headers(note: Path, data: bytes) -> None:
    with editing() as editor:
        editor.send_bytes(data)
        assert editor.start(PULLING, note.parent)["serverInfo"]["name"] == "vaultlint"


def test_a_message_that_is_too_long(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "MAX_SIZE", 2000)
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.open(note, "x" * 5000)
        assert error_code(editor, None) == rpc.INVALID_REQUEST
        assert editor.diagnostics(note) == ["0:0-0:5 dangling-link"], "that of the file on disk"


@pytest.mark.parametrize(
    "method, params, code",
    [
        pytest.param("textDocument/nothing", {}, rpc.METHOD_NOT_FOUND, id="unknown method"),
        pytest.param("textDocument/hover", {}, rpc.INVALID_PARAMS, id="no params"),
        pytest.param("textDocument/hover", [1], rpc.INVALID_PARAMS, id="a list"),
        pytest.param("initialize", {"capabilities": {}}, rpc.INVALID_REQUEST, id="again"),
        pytest.param("workspace/executeCommand", {"command": "rm"}, rpc.INVALID_PARAMS, id="unknown command"),
    ],
)
def test_requests_that_are_wrong(note: Path, method: str, params: object, code: int) -> None:
    with editing() as editor:
        editor.start(PULLING, note.parent)
        assert editor.ask(method, params)["code"] == code


def test_before_it_is_initialized(note: Path) -> None:
    with editing() as editor:
        params = {"textDocument": {"uri": note.as_uri()}}
        assert editor.ask("textDocument/diagnostic", params)["code"] == rpc.NOT_INITIALIZED
        editor.open(note)
        editor.start(PULLING, note.parent)


def test_cancelled() -> None:
    """A request is cancelled while it waits, and at no other time."""
    messages = [
        b'{"method": "$/cancelRequest", "params": {"id": 7}}',
        b'{"method": "x", "id": 7}',
        b'{"method": "x", "id": 8}',
        b'{"method": "$/cancelRequest", "params": {"id": 8}}',
        b'{"method": "$/cancelRequest", "params": {"what": []}}',
    ]
    connection = rpc.Connection(
        BytesIO(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(m), m) for m in messages)), BytesIO()
    )
    connection.start()
    while connection.receive(PATIENCE):
        pass
    assert [connection.is_cancelled(7), connection.is_cancelled(8), connection.is_cancelled(8)] == [False, True, False]


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:a.md",
        "file://",
        "file:///%00/a.md",
        "git:/x/a.md",
        "http://[/a.md",
        "file:///nowhere/a.md",
        "",
        "x" * 9000,
    ],
)
def test_files_that_are_none(uri: str) -> None:
    with editing() as editor:
        editor.start(PULLING)
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": "[[b]]"}
        editor.notify("textDocument/didOpen", {"textDocument": item})
        assert editor.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"] == []


def test_a_huge_paste(note: Path) -> None:
    """More text than a note may have is a problem of its own, not a crash."""
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.open(note)
        editor.change(note, "[[b]] word\n" * 5_000_000)
        found = editor.diagnostics(note)
        editor.change(note, "[[c]]\n", 3)
        assert editor.diagnostics(note) == ["0:0-0:5 dangling-link"]
    assert len(found) <= 1
    assert note.read_text() == "[[b]]\n"


def test_half_of_a_character(note: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.open(note, "[[b]]\ud83d")
        assert editor.diagnostics(note) == ["0:0-0:5 dangling-link"]


def test_a_bug_in_an_answer(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an error of that request, and in the log; the server goes on."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by hand")

    monkeypatch.setattr(features, "hover", fail)
    with editing() as editor:
        editor.start(PULLING, note.parent)
        answer = editor.at("hover", note, 0, 0)
        assert answer == {"code": rpc.INTERNAL_ERROR, "message": "ZeroDivisionError: by hand"}
        assert "ZeroDivisionError: by hand" in editor.wait("window/logMessage")["message"]
        assert editor.diagnostics(note) == ["0:0-0:5 dangling-link"]


def test_after_it_is_shut_down(note: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.ask("shutdown")
        editor.open(note)
        assert editor.ask("workspace/symbol", {"query": ""})["code"] == rpc.INVALID_REQUEST


def test_the_home_folder_is_no_vault(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it has a configuration: settings of Obsidian alone may be left over."""
    (note.parent / "vaultlint.toml").unlink()
    (note.parent / ".obsidian").mkdir()
    monkeypatch.setenv("HOME", str(note.parent))
    monkeypatch.setenv("USERPROFILE", str(note.parent))
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.open(note)
        assert editor.diagnostics(note) == []


def test_a_folder_whose_configuration_is_wrong(note: Path) -> None:
    """What is wrong with it is told once, however often one asks."""
    write(note.parent / "vaultlint.toml", "root = 7\n")
    with editing() as editor:
        editor.start(PULLING, note.parent)
        editor.open(note)
        assert editor.diagnostics(note) == []
        editor.touched(note)
        assert editor.diagnostics(note) == []
        assert [each["method"] for each in editor.received].count("window/showMessage") == 1
