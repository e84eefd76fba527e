"""Opening the user's editor at a line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from vaultlint.cli.text_editor import EditorError, open_editor

RECORDER = """#!{python}
import json, pathlib, sys
pathlib.Path({record!r}).write_text(json.dumps(sys.argv[1:]))
sys.exit({code})
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The file in which a program notes its arguments."""
    return tmp_path / "record.json"


def make_program(file: Path, record: Path, code: int = 0) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(RECORDER.format(python=sys.executable, record=str(record), code=code))
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["+7", "/v/a b.md"]),
        ("nvim -p", ["-p", "+7", "/v/a b.md"]),
        ("nano", ["+7", "/v/a b.md"]),
        ("emacsclient -t", ["-t", "+7", "/v/a b.md"]),
        ("hx", ["/v/a b.md:7"]),
        ("code", ["--wait", "--goto", "/v/a b.md:7"]),
        ("code -w", ["-w", "--goto", "/v/a b.md:7"]),
        ("subl --wait", ["--wait", "/v/a b.md:7"]),
        ("scribe", ["/v/a b.md"]),
        ("scribe --title 'My notes'", ["--title", "My notes", "/v/a b.md"]),
    ],
)
def test_the_editor_is_told_the_line(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch, editor: str, expected: list[str]
) -> None:
    make_program(tmp_path / "bin" / editor.split(maxsplit=1)[0], record)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    open_editor("/v/a b.md", 7, {"EDITOR": editor})
    assert json.loads(record.read_text()) == expected


def test_visual_comes_before_editor(tmp_path: Path, record: Path) -> None:
    visual = make_program(tmp_path / "bin" / "vim", record)
    open_editor("/v/a.md", 1, {"VISUAL": str(visual), "EDITOR": "missing-editor"})
    assert json.loads(record.read_text()) == ["+1", "/v/a.md"]


def test_a_path_with_spaces_is_a_program(tmp_path: Path, record: Path) -> None:
    program = make_program(tmp_path / "my programs" / "vim", record)
    open_editor("/v/a.md", 1, {"EDITOR": str(program)})
    assert json.loads(record.read_text()) == ["+1", "/v/a.md"]


def test_names_of_notes_are_never_run(tmp_path: Path, record: Path) -> None:
    """No shell is involved."""
    program = make_program(tmp_path / "bin" / "scribe", record)
    name = f"/v/$(touch {tmp_path}/run); `touch {tmp_path}/run` \"&'.md"
    open_editor(name, 1, {"EDITOR": str(program)})
    assert json.loads(record.read_text()) == [name]
    assert not (tmp_path / "run").exists()


def test_batch_files_do_not_get_names_that_they_would_run(tmp_path: Path, record: Path) -> None:
    program = make_program(tmp_path / "bin" / "code.cmd", record)
    with pytest.raises(EditorError, match=r"^/v/a&calc\.md: code\.cmd cannot open a file of this name safely$"):
        open_editor("/v/a&calc.md", 1, {"EDITOR": str(program)})
    assert not record.exists()


def test_without_a_setting_the_system_decides(tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(tmp_path / "bin" / "nano", record)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    open_editor("/v/a.md", 3, {})
    assert json.loads(record.read_text()) == ["+3", "/v/a.md"]


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("missing-editor -x", '"missing-editor" was not found: set EDITOR to a program that edits text'),
        ("'missing", '"\'missing" was not found: set EDITOR to a program that edits text'),
    ],
)
def test_an_editor_that_is_missing(editor: str, message: str) -> None:
    with pytest.raises(EditorError) as raised:
        open_editor("/v/a.md", 1, {"EDITOR": editor})
    assert str(raised.value) == message


def test_an_editor_that_fails(tmp_path: Path, record: Path) -> None:
    program = make_program(tmp_path / "scribe", record, code=3)
    with pytest.raises(EditorError, match="failed with exit code 3"):
        open_editor("/v/a.md", 1, {"EDITOR": str(program)})


def test_an_editor_that_cannot_be_started(tmp_path: Path) -> None:
    program = tmp_path / "scribe"
    program.write_bytes(b"\x7fELF")
    program.chmod(0o755)
    with pytest.raises(EditorError, match=f"{os.path.basename(program)}: cannot be started: exec format error"):  # noqa: PTH119
        open_editor("/v/a.md", 1, {"EDITOR": str(program)})
