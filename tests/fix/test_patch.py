"""Patches say what edits do, and git and patch take them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.fix.edits import Move, Plan, edited_bytes
from vaultlint.fix.patch import render_patch
from vaultlint.model import Edit, Span
from vaultlint.parse.positions import LineIndex


def replaced(path: str, text: str, old: str, new: str) -> Edit:
    """The edit that replaces the only place of an old text."""
    assert text.count(old) == 1
    content = text.removeprefix("\ufeff")
    start = content.index(old)
    return Edit(path, LineIndex(content).span(start, start + len(old)), new)


LONG = "".join(f"line {number}\n" for number in range(1, 31))


def test_hunks_have_three_lines_of_context_and_join_where_these_meet() -> None:
    edits = tuple(replaced("a.md", LONG, f"line {number}\n", f"LINE {number}\n") for number in (12, 19, 27))
    assert "".join(render_patch(Plan(edits), {"a.md": LONG.encode()})) == (
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n"
        "@@ -9,14 +9,14 @@\n line 9\n line 10\n line 11\n-line 12\n+LINE 12\n line 13\n line 14\n line 15\n line 16\n"
        " line 17\n line 18\n-line 19\n+LINE 19\n line 20\n line 21\n line 22\n"
        "@@ -24,7 +24,7 @@\n line 24\n line 25\n line 26\n-line 27\n+LINE 27\n line 28\n line 29\n line 30\n"
    )


@pytest.mark.parametrize(
    "old, edit, hunk",
    [
        pytest.param(
            "a",
            (1, 2, 1, 2, "b"),
            "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+ab\n\\ No newline at end of file\n",
            id="no newline at the end",
        ),
        pytest.param(
            "a\nb", (1, 1, 1, 2, "x"), "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n", id="as context"
        ),
        pytest.param(
            "a", (1, 2, 1, 2, "\n"), "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n", id="newline added"
        ),
        pytest.param("", (1, 1, 1, 1, "x\n"), "@@ -0,0 +1 @@\n+x\n", id="empty before"),
        pytest.param("x\ny\n", (1, 1, 3, 1, ""), "@@ -1,2 +0,0 @@\n-x\n-y\n", id="empty after"),
        pytest.param("a\r\nb\r\n", (2, 1, 2, 2, "c"), "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", id="CRLF"),
        pytest.param("a\rb\n", (2, 1, 2, 2, "c"), "@@ -1 +1 @@\n-a\rb\n+a\rc\n", id="CR is no line here"),
        pytest.param("\ufeffa\n", (1, 1, 1, 2, "b"), "@@ -1 +1 @@\n-\ufeffa\n+\ufeffb\n", id="byte order mark"),
        pytest.param("a\nb\n", (1, 2, 2, 1, ""), "@@ -1,2 +1 @@\n-a\n-b\n+ab\n", id="lines joined"),
        pytest.param("a\nb\n", (2, 1, 2, 1, "x\n"), "@@ -1,2 +1,3 @@\n a\n+x\n b\n", id="only what differs"),
    ],
)
def test_hunks(old: str, edit: tuple[int, int, int, int, str], hunk: str) -> None:
    lines = render_patch(Plan((Edit("a.md", Span(*edit[:4]), edit[4]),)), {"a.md": old.encode()})
    assert "".join(lines) == f"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n{hunk}"


@pytest.mark.parametrize(
    "path, in_diff, in_file",
    [
        pytest.param("a b.md", "a/a b.md b/a b.md", "a/a b.md\t", id="space"),
        pytest.param("Ärger 日👍.md", "a/Ärger 日👍.md b/Ärger 日👍.md", "a/Ärger 日👍.md\t", id="all scripts"),
        pytest.param('a"b.md', '"a/a\\"b.md" "b/a\\"b.md"', '"a/a\\"b.md"', id="quote"),
        pytest.param("a\tb c.md", '"a/a\\tb c.md" "b/a\\tb c.md"', '"a/a\\tb c.md"', id="tab"),
        pytest.param("a\nb.md", '"a/a\\nb.md" "b/a\\nb.md"', '"a/a\\nb.md"', id="line ending"),
        pytest.param("a\\b\x1b.md", '"a/a\\\\b\\033.md" "b/a\\\\b\\033.md"', '"a/a\\\\b\\033.md"', id="backslash"),
        pytest.param(
            "\udce4é.md", '"a/\\344\\303\\251.md" "b/\\344\\303\\251.md"', '"a/\\344\\303\\251.md"', id="not UTF-8"
        ),
    ],
)
def test_paths_are_quoted_as_git_does(path: str, in_diff: str, in_file: str) -> None:
    first, old, *_ = render_patch(Plan((Edit(path, Span(1, 1, 1, 1), "x"),)), {path: b""})
    assert (first, old) == (f"diff --git {in_diff}\n", f"--- {in_file}\n")


def test_moves() -> None:
    plan = Plan((Edit("a.md", Span(1, 1, 1, 2), "b"),), (Move("a.md", "x/b.md"), Move("i", "j")))
    moved = {"a.md": "x/b.md", "i/1.png": "j/1.png"}
    assert "".join(render_patch(plan, {"a.md": b"a\n"}, moved, prefix="vault/")) == (
        "diff --git a/vault/a.md b/vault/x/b.md\nrename from vault/a.md\nrename to vault/x/b.md\n"
        "--- a/vault/a.md\n+++ b/vault/x/b.md\n@@ -1 +1 @@\n-a\n+b\n"
        "diff --git a/vault/i/1.png b/vault/j/1.png\nrename from vault/i/1.png\nrename to vault/j/1.png\n"
    )


def test_edits_that_change_nothing_are_left_out() -> None:
    assert render_patch(Plan((Edit("a.md", Span(1, 1, 1, 2), "a"),)), {"a.md": b"a\n"}) == []


PATCHED = {
    "plain.md": (LONG, [("line 1\n", "LINE 1\n"), ("line 20\n", "line 20\nline 20b\n"), ("line 30\n", "")]),
    "no newline.md": ("a\nb [[x]]", [("x", "y")]),
    "one line.md": ("[[x]]", [("x", "y\n")]),
    "Ärger & 日 👍/crlf.md": ("a\r\n[[x]]\r\nb\r\n", [("x", "y")]),
    "cr.md": ("a\r[[x]]\rb", [("x", "y")]),
    "bom.md": ("\ufeff---\n[[x]]\n", [("x", "y"), ("---\n", "")]),
    "q\"u'o\\te.md": ("[[x]]\n", [("x", "y")]),
    "t\tab.md": ("[[x]]\n\n\n\n", [("x", "y")]),
    "emptied.md": ("gone\n", [("gone\n", "")]),
    "-dash.md": ("-- a\n+++ b\n--- x\n", [("-- a\n", "--- a\n")]),
    "$dollar `x`.md": ("\x0c\u2028[[x]]\x1b\n", [("x", "y")]),
}


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_git_and_patch_take_it(tool: str, tmp_path: Path) -> None:
    """All files, of any name, have the same bytes as by the edits."""
    if not shutil.which(tool):
        pytest.skip(f"no {tool} here")
    vault = tmp_path / "my vault"
    edits, read, expected = [], {}, {}
    for path, (text, changes) in PATCHED.items():
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            file.write_bytes(text.encode())
        except OSError:  # the system has no such names
            continue
        its = [replaced(path, text, old, new) for old, new in changes]
        edits += its
        read[path] = text.encode()
        expected[path] = edited_bytes(read[path], its)
    moved = {"plain.md": "new folder/plain.md", "bom.md": "bom 2.md"}
    for old, new in moved.items():
        expected[new] = expected.pop(old)
    patch = "".join(render_patch(Plan(tuple(edits)), read, moved, prefix="my vault/")).encode()
    if tool == "git":
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        command = ["git", "apply", "--whitespace=nowarn", "-"]
    else:
        command = ["patch", "-p1", "--binary", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, input=patch, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found = {file.relative_to(vault).as_posix(): file.read_bytes() for file in vault.rglob("*") if file.is_file()}
    assert found == expected


def patched(data: bytes, patch: str) -> bytes:
    """Apply a patch of one file strictly: each line that it shows has to be there."""
    old, new, at = data.decode().split("\n"), list[str](), 0
    lines = patch.split("\n")[3:-1]
    for number, line in enumerate(lines):
        is_last = number + 1 < len(lines) and lines[number + 1].startswith("\\")
        if line.startswith("@@"):
            start, _, count = line.split(" ")[1][1:].partition(",")
            begin = int(start) - (count != "0")
            new += [f"{each}\n" for each in old[at:begin]]
            at = begin
        elif line.startswith("\\"):
            continue
        elif line[0] in " -":
            assert old[at] == line[1:]
            assert is_last == (at == len(old) - 1)
            at += 1
        if line[0] in " +":
            new.append(line[1:] if is_last else f"{line[1:]}\n")
    rest = "\n".join(old[at:])
    return ("".join(new) + rest).encode()


TEXTS = st.text(st.sampled_from("ab\n\r日"), max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.text("xy\n", max_size=3)), max_size=5))
def test_a_patch_does_what_the_edits_do(text: str, wanted: list[tuple[int, int, str]]) -> None:
    lines, edits, free = LineIndex(text), list[Edit](), 0
    for start, length, new in sorted(wanted):
        if free <= start and start + length <= len(text):
            edits.append(Edit("a.md", lines.span(start, start + length), new))
            free = start + length
    expected = edited_bytes(text.encode(), edits)
    patch = "".join(render_patch(Plan(tuple(edits)), {"a.md": text.encode()}))
    assert (patched(text.encode(), patch) if patch else text.encode()) == expected
