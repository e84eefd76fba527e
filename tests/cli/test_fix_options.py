"""`--fix`, `--unsafe-fixes` and `--diff` on files on disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import OLD, run
from vaultlint import Edit, Span
from vaultlint.cache.store import FOLDER, Changes, Store
from vaultlint.encoding import decode_as, encode_typed
from vaultlint.fix.disk import transaction
from vaultlint.fix.disk.steps import Steps
from vaultlint.fix.edits import Plan
from vaultlint.lint.verdicts import Verdict

FILES = {
    "film.md": b"See [[Barbie]]\r\nand [x](old/Ken.md), [[Nowhere]].\r\n",
    "people/Margot.md": b"---\naliases: [Barbie]\n---\n",
    "people/Ken.md": b"\xef\xbb\xbf![[Barbie]]",
    "canvas.canvas": b'{"nodes":\t[{"id":"1","type":"text","text":"\\"[[Barbie]]\\""}]}',
}
FIXED = {
    "film.md": b"See [[Margot|Barbie]]\r\nand [x](Ken.md), [[Nowhere]].\r\n",
    "people/Ken.md": b"\xef\xbb\xbf![[Margot]]",
    "canvas.canvas": b'{"nodes":\t[{"id":"1","type":"text","text":"\\"[[Margot|Barbie]]\\""}]}',
}
LEFT = 'film.md:2:18: error: no note or file is named "Nowhere" [dangling-link]\n'
UNSAFE = {"a.md": b'---\ndraft: "true"\n---\n[[Barbie]]\n', "b.md": b"---\naliases: Barbie\n---\n"}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
        os.utime(root / path, OLD)


def contents(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file() and FOLDER not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def check(*args: str | Path) -> tuple[int, str, str]:
    """Run with the rules on links; the exit code, and what went to standard output and error."""
    done = run("check", "--isolated", "--select", "links,invalid-draft", *args)
    return done.exit_code, done.stdout, done.stderr


def test_fix_reports_what_is_left(vault: Path) -> None:
    code, out, err = check("--fix")
    hint = "run `vaultlint explain dangling-link` to read about a rule\n"
    assert (code, out, err) == (1, f"{LEFT}Fixed 4 problems\n1 problem (1 error) in 1 of 3 notes\n{hint}", "")
    assert contents(vault) == FILES | FIXED


def test_fixing_twice_is_fixing_once(vault: Path) -> None:
    check("--fix")
    before = {file: file.stat().st_mtime_ns for file in vault.rglob("*.md")}
    code, out, _ = check("--fix")
    assert (code, out.splitlines()[1]) == (1, "Nothing to fix")
    assert {file: file.stat().st_mtime_ns for file in vault.rglob("*.md")} == before


def test_the_next_check_sees_what_was_fixed(vault: Path) -> None:
    """With a cache from before, and though the files have just changed."""
    check()
    check("--fix")
    for args in ((), ("--no-cache",), ()):
        code, out, _ = check("--quiet", *args)
        assert (code, out) == (1, LEFT)


@pytest.mark.parametrize(
    "args, counts",
    [
        pytest.param(
            (), "2 problems (2 errors) in 1 of 2 notes; 1 fixable with --fix (1 more with --unsafe-fixes)", id="both"
        ),
        pytest.param(
            ("--unsafe-fixes",), "2 problems (2 errors) in 1 of 2 notes; 2 fixable with --fix --unsafe-fixes", id="flag"
        ),
        pytest.param(
            ("--ignore", "dangling-link"),
            "1 problem (1 error) in 1 of 2 notes; 1 fixable with --fix --unsafe-fixes",
            id="only unsafe ones",
        ),
        pytest.param(
            ("--ignore", "invalid-draft"),
            "1 problem (1 error) in 1 of 2 notes; 1 fixable with --fix",
            id="only safe ones",
        ),
    ],
)
def test_the_summary_counts_fixes(
    args: tuple[str, ...], counts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, not even with --unsafe-fixes."""
    write_files(tmp_path, UNSAFE)
    monkeypatch.chdir(tmp_path)
    assert counts in check(*args)[1].splitlines()
    assert contents(tmp_path) == UNSAFE


def test_unsafe_fixes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, UNSAFE)
    monkeypatch.chdir(tmp_path)
    assert "Fixed 1 problem (1 more with --unsafe-fixes)" in check("--fix")[1].splitlines()
    assert contents(tmp_path)["a.md"] == b'---\ndraft: "true"\n---\n[[b|Barbie]]\n'
    assert "Fixed nothing (1 fixable with --unsafe-fixes)" in check("--fix")[1].splitlines()
    code, out, err = check("--fix", "--unsafe-fixes")
    assert (code, out, err) == (0, "Fixed 1 problem\nNo problems in 2 notes\n", "")
    assert contents(tmp_path)["a.md"] == b"---\ndraft: true\n---\n[[b|Barbie]]\n"


def test_json_has_what_is_left(vault: Path) -> None:
    code, out, err = check("--fix", "--format", "json")
    report = json.loads(out)
    assert (code, err) == (1, "vaultlint: Fixed 4 problems\n")
    assert [problem["data"]["target"] for problem in report["problems"]] == ["Nowhere"]
    assert (report["summary"]["errors"], report["summary"]["fixable"]) == (1, 0)
    assert check("--fix", "--format", "json", "--quiet") == (1, out, "")


def test_statistics_count_what_is_left(vault: Path) -> None:
    assert check("--fix", "--statistics") == (1, "1  dangling-link\n", "vaultlint: Fixed 4 problems\n")


@pytest.mark.parametrize(
    "args, changed",
    [
        pytest.param(("people",), ["people/Ken.md"], id="paths"),
        pytest.param(("--exclude", "people"), ["canvas.canvas", "film.md"], id="excluded notes"),
        pytest.param(("--select", "missing-attachment"), [], id="rules"),
    ],
)
def test_only_what_is_reported_is_fixed(args: tuple[str, ...], changed: list[str], vault: Path) -> None:
    run("check", "--isolated", *(() if "--select" in args else ("--select", "links")), "--fix", *args)
    assert sorted(path for path, data in contents(vault).items() if data != FILES[path]) == changed


def test_what_is_hidden_is_not_fixed(vault: Path) -> None:
    (vault / "film.md").write_bytes(b"<!-- vaultlint-disable dangling-link -->\n[[Barbie]]\n")
    (vault / "vaultlint.toml").write_text('select = ["dangling-link"]\n', encoding="utf-8")
    run("baseline", "create", "people")
    before = contents(vault)
    done = run("check", "--fix", "people", "film.md")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "Nothing to fix")
    assert contents(vault) == before
    assert run("check", "--fix", "--no-baseline", "people").exit_code == 0
    assert contents(vault)["people/Ken.md"] == FIXED["people/Ken.md"]


DIFF = """\
diff --git a/canvas.canvas b/canvas.canvas
--- a/canvas.canvas
+++ b/canvas.canvas
@@ -1 +1 @@
-{"nodes":\t[{"id":"1","type":"text","text":"\\"[[Barbie]]\\""}]}
\\ No newline at end of file
+{"nodes":\t[{"id":"1","type":"text","text":"\\"[[Margot|Barbie]]\\""}]}
\\ No newline at end of file
diff --git a/film.md b/film.md
--- a/film.md
+++ b/film.md
@@ -1,2 +1,2 @@
-See [[Barbie]]\r
-and [x](old/Ken.md), [[Nowhere]].\r
+See [[Margot|Barbie]]\r
+and [x](Ken.md), [[Nowhere]].\r
diff --git a/people/Ken.md b/people/Ken.md
--- a/people/Ken.md
+++ b/people/Ken.md
@@ -1 +1 @@
-\ufeff![[Barbie]]
\\ No newline at end of file
+\ufeff![[Margot]]
\\ No newline at end of file
"""


def test_diff_writes_nothing(vault: Path) -> None:
    done = run("check", "--isolated", "--select", "links", "--diff")
    assert (done.exit_code, done.stderr) == (1, "vaultlint: Would fix 4 problems\n")
    assert done.stdout_bytes == DIFF.encode()
    assert contents(vault) == FILES
    assert check("--diff", "--fix", "--quiet") == (1, done.stdout, "")
    assert contents(vault) == FILES


def test_diff_to_a_file(vault: Path, tmp_path: Path) -> None:
    assert check("--diff", "-o", "fixes.patch", "-q") == (1, "", "")
    assert (tmp_path / "fixes.patch").read_bytes() == DIFF.encode()


def test_no_diff(vault: Path) -> None:
    check("--fix")
    assert check("--diff") == (0, "", "vaultlint: Nothing to fix\n")


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
def test_git_applies_a_diff_where_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder of the vault, and above it."""
    (tmp_path / "my vault").mkdir()
    write_files(tmp_path / "my vault", FILES)
    monkeypatch.chdir(tmp_path)
    done = run("check", "--isolated", "--select", "links", "--diff", "--root", "my vault", "my vault")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn"], input=done.stdout_bytes, check=True)
    assert contents(tmp_path / "my vault") == FILES | FIXED


def test_diff_for_people(vault: Path) -> None:
    """In colour, and without anything that a terminal would obey."""
    (vault / "film.md").write_bytes(b"\x1b[2J\t[[Barbie]]\n--- x\n")
    _, out, _ = check("--diff", "--color", "always", "film.md")
    assert out == (
        "\x1b[1mdiff --git a/film.md b/film.md\x1b[0m\n\x1b[1m--- a/film.md\x1b[0m\n\x1b[1m+++ b/film.md\x1b[0m\n"
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        "\x1b[31m-\\x1b[2J\t[[Barbie]]\x1b[0m\n\x1b[32m+\\x1b[2J\t[[Margot|Barbie]]\x1b[0m\n --- x\n"
    )


@pytest.mark.parametrize("other", ["--format=json", "--statistics"])
def test_diff_prints_nothing_else(other: str, vault: Path) -> None:
    code, out, err = check("--diff", other)
    assert (code, out) == (2, "")
    assert err.endswith(f"--diff and {other.replace('=', ' ')} cannot be used together: --diff prints only the patch\n")


def test_what_cannot_be_fixed_is_said_and_the_rest_is_fixed(vault: Path) -> None:
    (vault / "latin.md").write_bytes(b"caf\xe9 [[Barbie]]")
    (vault / "people/Ken.md").chmod(0o444)
    code, out, err = check("--fix", "--format", "json")
    assert code == 1
    assert err.splitlines() == [
        "vaultlint: not fixed: latin.md:1:6 [dangling-link]: latin.md: not UTF-8 (byte 4)",
        "vaultlint: not fixed: people/Ken.md:1:1 [dangling-link]: people/Ken.md: it is read-only",
        "vaultlint: Fixed 3 problems",
    ]
    assert [problem["fix"] for problem in json.loads(out)["problems"]] == [None, None, None]
    assert contents(vault) == FILES | FIXED | {
        "people/Ken.md": FILES["people/Ken.md"],
        "latin.md": b"caf\xe9 [[Barbie]]",
    }


def test_a_file_that_changes_meanwhile(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = transaction.write

    def edit_and_write(*args: object, **options: object) -> None:
        (vault / "people/Ken.md").write_bytes(b"mine")
        write(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(transaction, "write", edit_and_write)
    message = "vaultlint: people/Ken.md: it has changed since it was read; nothing was written\n"
    assert check("--fix") == (2, "", message)
    assert contents(vault) == FILES | {"people/Ken.md": b"mine"}


def test_the_vault_must_be_certain(vault: Path) -> None:
    """Links that are right in one root are wrong in the other."""
    (vault / ".obsidian").mkdir()
    (vault / "people/.obsidian").mkdir()
    for option in ("--fix", "--diff"):
        code, out, err = check(option, "people")
        assert (code, out) == (2, "")
        assert err.splitlines()[1:] == ["vaultlint: which vault is to be changed? Add `--root people` or `--root .`"]
    assert contents(vault) == FILES
    assert check("--fix", "--root", ".", "people")[0] == 0
    assert contents(vault)["people/Ken.md"] == FIXED["people/Ken.md"]


def test_an_interrupted_change(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check says that there was one, and the next fix finishes it first."""
    read = {path: FILES[path] for path in ("film.md", "people/Ken.md")}
    plan = Plan(tuple(Edit(path, Span(1, 1, 1, 1), "Hi! ") for path in read))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Steps, "go_on", _killed)
        patch.setattr(Steps, "go_back", _killed)
        with pytest.raises(KeyboardInterrupt):
            transaction.write(vault, plan, read)
    notice = "a change to this vault was interrupted: the next `vaultlint check --fix` or `vaultlint mv` finishes it"
    assert check()[2] == f"vaultlint: {notice}\n"
    assert check("--diff")[2] == f"vaultlint: {notice}\nvaultlint: Would fix 4 problems\n"
    assert contents(vault) == FILES
    assert check("--fix")[2] == "vaultlint: finished a fix that was interrupted\n"
    assert contents(vault)["film.md"] == b"Hi! " + FIXED["film.md"]
    assert check()[2] == ""


def _killed(_: object) -> None:
    raise KeyboardInterrupt


def test_a_crafted_cache_decides_nothing(vault: Path) -> None:
    """Someone may have put it into a vault with verdicts that edit other things."""
    check()
    store = Store(vault / FOLDER)
    files = store.files()
    stored = files["film.md"]
    assert stored.verdict
    verdict = decode_as(Verdict, stored.verdict)
    problem = verdict.problems[0]
    assert problem.fix
    crafted = problem.fix._replace(edits=(Edit("film.md", problem.span, "[[Ken]]"),))
    problems = [{name: getattr(each, name) for name in each.__slots__} for each in verdict.problems]
    problems[0]["fix"] = crafted
    changed = verdict._replace(problems=tuple(type(problem)(**each) for each in problems))
    assert store.save(Changes(files={"film.md": stored._replace(verdict=encode_typed(changed))}))
    store.close()
    assert "[[Ken]]" in check("--format", "json", "--quiet", "--no-baseline", "--fail-on", "info", "film.md")[1]
    check("--fix")
    assert contents(vault) == FILES | FIXED
