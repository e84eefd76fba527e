"""`vaultlint check - --stdin-filename PATH`: an editor checks what it has not saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.command import run, write
from vaultlint.cli import main

FILES = {
    ".obsidian/app.json": "{}",
    "Tea.md": "# Green\n",
    "Home.md": "[[Tea#Green]] [[Milk]]\n",
    "Ken.md": "---\naliases: [Barbie]\n---\n[[Home]]\n",
    "board.canvas": "{}",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in FILES.items():
        write(tmp_path / path, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(data: bytes, *args: str, name: str = "Tea.md") -> Result:
    """Check bytes under a name, links only."""
    command = ["check", "-", "--stdin-filename", name, "--select", "links,files", "-q", *args]
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, command, input=data)


def snapshot(vault: Path) -> dict[str, bytes]:
    files = (path for path in sorted(vault.rglob("*")) if path.is_file() and ".vaultlint_cache" not in path.parts)
    return {str(path): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"[[Home]] [[Gone]]", ['Tea.md:1:10: error: no note or file is named "Gone" [dangling-link]']),
        (b"\xef\xbb\xbf\r\n[[Gone]]", ['Tea.md:2:1: error: no note or file is named "Gone" [dangling-link]']),
        (b"", []),
        (b"[[Tea#Green]]", ['Tea.md:1:1: warning: Tea.md has no heading "Green" [dangling-heading]']),
    ],
    ids=["a link", "byte order mark and CRLF", "empty", "a heading that was removed"],
)
def test_only_what_is_passed_is_reported(data: bytes, expected: list[str], vault: Path) -> None:
    del vault
    done = check(data)
    assert (done.stdout.splitlines(), done.exit_code) == (expected, int(bool(expected)))


def test_not_utf8(vault: Path) -> None:
    del vault
    assert "Tea.md:1:1: error: not UTF-8" in check(b"\xff[[Home]]").stdout


def test_new_note_in_a_new_folder(vault: Path) -> None:
    """It is in the vault, for links to itself too, and is not made."""
    assert check(b"[[New]] [[Tea]]", name="deep/er/New.md").stdout == ""
    assert not (vault / "deep").exists()
    assert "deep/er/New.md:1:1: error:" in check(b"[[Nowhere]]", name="deep/er/New.md").stdout


def test_canvas(vault: Path) -> None:
    del vault
    canvas = {"nodes": [{"id": "1", "type": "text", "text": "[[Gone]]"}]}
    assert "board.canvas:1:" in check(json.dumps(canvas).encode(), name="board.canvas").stdout


def test_affected_links_elsewhere(vault: Path) -> None:
    del vault
    assert check(b"# Black\n").stdout == ""
    assert check(b"# Black\n", "--affected").stdout == (
        'Home.md:1:1: warning: Tea.md has no heading "Green" [dangling-heading]\n'
    )


@pytest.mark.parametrize("args", [(), ("--fix",), ("--diff",), ("--format", "json")])
def test_nothing_is_written(args: tuple[str, ...], vault: Path) -> None:
    """And the cache holds what is on disk."""
    expected = run("check").stdout
    before = snapshot(vault)
    check(b"[[Barbie]] [[Gone]]", *args)
    assert snapshot(vault) == before
    assert run("check").stdout == expected == run("check", "--no-cache").stdout


def test_fixed_text_is_printed(vault: Path) -> None:
    """To standard output, byte for byte but for the fix; what is left goes to standard error."""
    del vault
    done = check(b"\xef\xbb\xbf[[Barbie]]\r\n[[Gone]]\r\n", "--fix")
    assert done.stdout_bytes == b"\xef\xbb\xbf[[Ken|Barbie]]\r\n[[Gone]]\r\n"
    assert done.stderr.splitlines() == ['Tea.md:2:1: error: no note or file is named "Gone" [dangling-link]']
    assert done.exit_code == 1


def test_text_without_fixes_is_printed_as_it_is(vault: Path) -> None:
    del vault
    assert check(b"\xff\r", "--fix").stdout_bytes == b"\xff\r"


def test_diff(vault: Path) -> None:
    del vault
    assert check(b"[[Barbie]]\n", "--diff").stdout.splitlines()[-2:] == ["-[[Barbie]]", "+[[Ken|Barbie]]"]


@pytest.mark.parametrize("args", [(), ("--fix",)])
def test_excluded(args: tuple[str, ...], vault: Path) -> None:
    """An editor passes every file: that is no error."""
    write(vault / "vaultlint.toml", 'exclude = ["Tea.md"]\n')
    done = check(b"[[Gone]]", *args)
    assert (done.stdout, done.exit_code) == ("[[Gone]]" if args else "", 0)
    assert 'exclude "Tea.md"' in done.stderr
    assert "Tea.md was not checked" in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-"], "- reads standard input: add --stdin-filename PATH"),
        (["--stdin-filename", "Tea.md"], "--stdin-filename takes one PATH, which is -"),
        (["-", "Home.md", "--stdin-filename", "Tea.md"], "--stdin-filename takes one PATH, which is -"),
        (
            ["-", "--stdin-filename", "Tea.md", "--since", "HEAD"],
            "--since and --stdin-filename cannot be used together",
        ),
        (["-", "--stdin-filename", "Tea.md", "--interactive"], "--interactive and --stdin-filename cannot be used"),
        (["-", "--stdin-filename", "cup.png"], "is no note or canvas"),
        (["-", "--stdin-filename", ".trash/Tea.md"], "is not in the vault"),
        (["-", "--root", ".", "--stdin-filename", "../Tea.md"], "is outside the vault"),
    ],
)
def test_wrong_usage(args: list[str], message: str, vault: Path) -> None:
    del vault
    done = run("check", *args)
    assert (done.stdout, done.exit_code) == ("", 2)
    assert message in done.stderr


def test_what_is_passed_wins_over_a_newer_file(vault: Path) -> None:
    """Whatever the cache knows of the file on disk."""
    run("check")
    (vault / "Tea.md").write_text("[[Home]]")
    assert "Gone" in check(b"[[Gone]]").stdout
