"""`check --watch`: what it reports last is what a new check reports, whatever happened on disk."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tests.command import link_folder, run, write
from tests.lint.test_updates import VAULTS, edits
from tests.strategies import examples, vaults
from vaultlint.cli import watching
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.watch_events import CHANGED, TerminalEvents
from vaultlint.cli.watched_vault import WatchedVault
from vaultlint.errors import VaultlintError
from vaultlint.vault.sources import Disk

Step = Callable[[], str | None]
"""Does something and returns the key that is pressed; None if the files are said to have changed."""

DANGLING = "a.md:1:1: error: no note or file is named"


class Script:
    """Events that are written down (a `WatchEvents`); then `q` is pressed."""

    has_keys = True

    def __init__(self, steps: tuple[Step | str, ...]) -> None:
        self._steps = iter(steps)
        self.watched: list[tuple[Path, frozenset[str]]] = []

    def watch(self, root: Path, folders: frozenset[str]) -> None:
        self.watched.append((root, folders))

    def next(self) -> str:
        step = next(self._steps, "q")
        return step if isinstance(step, str) else step() or CHANGED


def watch(monkeypatch: pytest.MonkeyPatch, *steps: Step | str, args: tuple[str | Path, ...] = ("v",)) -> Result:
    """Watch while things happen."""
    return watch_by(monkeypatch, Script(steps), *args)


def watch_by(monkeypatch: pytest.MonkeyPatch, script: Script, *args: str | Path) -> Result:
    @contextmanager
    def opened() -> Iterator[Script]:
        yield script

    monkeypatch.setattr(TerminalEvents, "opened", opened)
    return run("check", "--watch", "-q", *args)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault in which one link dangles."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "a.md": "[[b]] [[b]] [[c]]\n",
        "c.md": "[[a]]\n",
        "vaultlint.toml": 'select = ["links"]\n',
    }.items():
        write(tmp_path / "v" / name, text)
    return tmp_path / "v"


def says(file: Path, text: str) -> Step:
    def do() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return do


def saves(file: Path, data: bytes) -> Step:
    def do() -> None:
        file.write_bytes(data)

    return do


def removes(folder: Path) -> Step:
    def do() -> None:
        shutil.rmtree(folder)

    return do


def goes(file: Path) -> Step:
    return file.unlink


def lines(result: Result) -> list[str]:
    return [line.replace(os.sep, "/") for line in result.stdout.splitlines()]


def test_each_report_follows_the_last(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = watch(
        monkeypatch,
        says(vault / "a.md", "[[b]]\n"),
        says(vault / "sub/b.md", "[[a]]\n"),
        goes(vault / "sub/b.md"),
    )
    assert result.exit_code == 0
    assert result.stderr == ""
    assert lines(result) == [
        'v/a.md:1:1: error: no note or file is named "b" [dangling-link]',
        'v/a.md:1:7: error: no note or file is named "b" [dangling-link]',
        'v/a.md:1:1: error: no note or file is named "b" [dangling-link]',
        'v/a.md:1:1: error: no note or file is named "b" [dangling-link]',
    ]


def test_a_report_that_is_the_same_is_not_repeated(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that is saved as it was, an attachment and the cache change nothing that is worth reading."""
    written = (vault / "a.md").read_bytes()
    result = watch(
        monkeypatch,
        saves(vault / "a.md", written),
        says(vault / "new.png", ""),
        says(vault / ".obsidian/workspace.json", "{}"),
        says(vault / ".vaultlint_cache/x", ""),
        says(vault / "c.md", "[[a]] and more\n"),
    )
    assert len(lines(result)) == 2


def test_a_note_that_changes_within_a_tick_of_the_clock(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps its size and time, so what was just written is read again."""
    note = vault / "c.md"
    note.write_text("[[x]]\n", encoding="utf-8")
    facts = note.stat()

    def write_again() -> None:
        note.write_text("[[y]]\n", encoding="utf-8")
        os.utime(note, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    result = watch(monkeypatch, write_again, args=("v/c.md",))
    assert [line.partition("named ")[2] for line in lines(result)] == ['"x" [dangling-link]', '"y" [dangling-link]']


def test_json_lines(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = watch(monkeypatch, says(vault / "a.md", "[[b]]\n"), args=("-f", "jsonl", "v"))
    assert [(problem["path"], problem["column"]) for problem in map(json.loads, lines(result))] == [
        ("a.md", 1),
        ("a.md", 7),
        ("a.md", 1),
    ]


def test_a_new_configuration_and_a_wrong_one(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the configuration is wrong, the last good one counts."""
    config = vault / "vaultlint.toml"
    result = watch(
        monkeypatch,
        says(config, 'select = ["no-such-rule"]\n'),
        says(vault / "a.md", "[[b]]\n"),
        says(config, 'select = ["links"]\nignore = ["dangling-link"]\n'),
        says(config, 'select = ["links"]\n'),
    )
    first = [
        'v/a.md:1:1: error: no note or file is named "b" [dangling-link]',
        'v/a.md:1:7: error: no note or file is named "b" [dangling-link]',
    ]
    assert lines(result) == [*first, *first, first[0], first[0]]
    assert (
        result.stderr.splitlines()
        == [f'vaultlint: {config}: select: unknown rule or group "no-such-rule"; `vaultlint rules` lists them'] * 2
    )


def test_a_new_baseline_and_a_wrong_one(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = vault / ".vaultlint-baseline.json"

    def create() -> None:
        run("baseline", "create", "v")

    result = watch(monkeypatch, create, says(vault / "c.md", "[[d]]\n"), says(baseline, "{"), baseline.unlink)
    assert [line.split(": ")[0] for line in lines(result)] == [
        *("v/a.md:1:1", "v/a.md:1:7"),
        *("v/c.md:1:1", "v/c.md:1:1"),
        *("v/a.md:1:1", "v/a.md:1:7", "v/c.md:1:1"),
    ]
    assert [line.split(": ")[2] for line in result.stderr.splitlines()] == ["invalid baseline"]


def test_files_that_the_configuration_names(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules under `load` and what options name are parts of the configuration."""
    rule = "from dataclasses import dataclass\n\nfrom vaultlint import TOP, Example, Rule\n\n\n@dataclass(frozen=True, kw_only=True)\nclass Mine(Rule):\n    '''Mine.'''\n\n    name = 'mine'\n    good = bad = Example({{}})\n\n    def check_note(self, note, vault):\n        yield self.problem(note.path, TOP, '{}')\n"
    write(vault / "mine.py", rule.format("one"))
    write(vault / "vaultlint.toml", 'load = ["mine.py"]\nselect = ["mine"]\n')
    result = watch(monkeypatch, says(vault / "mine.py", rule.format("two")))
    assert [line.split(": ", 2)[2] for line in lines(result)] == [*["one [mine]"] * 2, *["two [mine]"] * 2]


def test_only_some_paths(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A requested note that is gone is said to be, and checked again once it is back."""
    result = watch(
        monkeypatch,
        says(vault / "c.md", "[[gone]]\n"),
        goes(vault / "a.md"),
        says(vault / "a.md", "[[x]]\n"),
        args=("v/a.md",),
    )
    assert [line.split(": ")[0] for line in lines(result)] == ["v/a.md:1:1", "v/a.md:1:7", "v/a.md:1:1"]
    assert result.stderr == f"vaultlint: no notes of the vault {vault} in {vault / 'a.md'}: nothing was checked\n"


def test_an_output_in_the_vault(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That it was written is no reason to write it again."""
    reported: list[str] = []

    def note_report() -> None:
        reported.append((vault / "report.md").read_text(encoding="utf-8"))

    watch(
        monkeypatch,
        note_report,
        note_report,
        says(vault / "a.md", ""),
        note_report,
        args=("-f", "markdown", "-o", "v/report.md", "v"),
    )
    assert reported[0] == reported[1] != reported[2]


def test_keys(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`f` applies safe fixes, `u` takes them back, and other keys do nothing."""
    monkeypatch.setattr(watching, "is_screen", lambda _: True)
    text = "[[old/c]] [x] (c.md)\n"
    write(vault / "a.md", text)
    seen: list[str] = []

    def look() -> str:
        seen.append((vault / "a.md").read_text(encoding="utf-8"))
        return "x"

    result = watch(monkeypatch, look, "f", look, "u", look, "f", look, "a", args=("v", "--ignore", "case-mismatch"))
    assert result.exit_code == 0
    assert seen == [text, text.replace("old/c", "c"), text, text.replace("old/c", "c")]
    assert "took back the fixes in 1 file" in result.stderr


def test_status(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "is_screen", lambda _: True)
    script = Script(("a", "a"))

    @contextmanager
    def opened() -> Iterator[Script]:
        yield script

    monkeypatch.setattr(TerminalEvents, "opened", opened)
    shown = re.sub(r"\[\d\d:\d\d:\d\d\] checked in [\d,]+ ms", "[TIME]", run("check", "--watch", "v").stdout)
    assert re.findall(r"^\[TIME\].*quit", shown, re.MULTILINE) == [
        "[TIME]; keys: a all, f fix, q quit",
        "[TIME]; keys: a fewer, f fix, q quit",
        "[TIME]; keys: a all, f fix, q quit",
    ]


def test_new_folders_are_watched(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(vault / ".obsidian/app.json", "{}")
    script = Script((says(vault / "x/y/z.md", ""), removes(vault / "x")))
    watch_by(monkeypatch, script, "v")
    assert [folders for _, folders in script.watched] == [
        {".obsidian"},
        {".obsidian", "x", "x/y"},
        {".obsidian"},
    ]


def test_a_note_that_is_locked_for_a_moment(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by a virus scanner on Windows: it is read as soon as it can be."""
    read = Disk.read
    locked: list[str] = []

    def read_unlocked(disk: Disk, path: str) -> bytes:
        if path in locked:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return read(disk, path)

    def lock() -> None:
        (vault / "a.md").write_text("[[gone]]\n", encoding="utf-8")
        locked.append("a.md")

    monkeypatch.setattr(Disk, "read", read_unlocked)
    result = watch(monkeypatch, lock, CHANGED, locked.clear, args=("v", "--select", "links,files"))
    assert [line.partition(" [")[2] for line in lines(result)] == [
        *("dangling-link]", "dangling-link]"),
        "unreadable-file]",
        "dangling-link]",
    ]


def test_the_vault_is_gone(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = watch(monkeypatch, removes(vault))
    assert (result.exit_code, result.stderr) == (2, f"vaultlint: {vault}: the vault no longer exists\n")


def test_ctrl_c_is_the_usual_end(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    assert watch(monkeypatch, interrupt).exit_code == 0


def test_nothing_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = watch(monkeypatch, args=(tmp_path,))
    assert (result.exit_code, result.stderr) == (
        2,
        f"vaultlint: no notes (*.md) found in {tmp_path}: nothing was checked\n",
    )


@pytest.mark.parametrize(
    "options",
    [
        ("--fix",),
        ("--diff",),
        ("--interactive",),
        ("--since", "HEAD"),
        ("--tracked",),
        ("-", "--stdin-filename", "a.md"),
    ],
)
def test_contradictions(vault: Path, options: tuple[str, ...]) -> None:
    result = run("check", "--watch", *options)
    assert result.exit_code == 2
    assert "cannot be used together" in result.stderr


CONFIGURATIONS = st.sampled_from(
    [
        b'select = ["all"]\n',
        b'select = ["links", "graph"]\nexclude = ["a/"]\n',
        b'select = ["all"]\nper-file = [\n',
        b'ignore = ["nothing-of-the-kind"]\n',
        b'[rules.missing-property]\nproperties = ["title"]\n',
        None,
    ]
)


def put(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write or delete files, as far as the system allows such names."""
    for path, data in files.items():
        with suppress(OSError, ValueError):
            place = root / path
            if data is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)


def renamed(root: Path) -> st.SearchStrategy[Callable[[], Any]]:
    """Something in the vault gets another name, or the name of something else, as editors do when they save."""

    def rename(old: Path, new: Path) -> Callable[[], Any]:
        def do() -> None:
            with suppress(OSError):
                old.replace(new)

        return do

    found = sorted(place for place in root.rglob("*") if ".vaultlint_cache" not in place.parts)
    if not found:
        return st.just(lambda: None)
    places = st.sampled_from(found)
    return st.builds(rename, places, places | places.map(lambda place: place.with_name(f"new {place.name}")))


def outcome(session: Callable[[], Session]) -> object:
    """The result of a new check, or why there is none."""
    try:
        return cached_check(session(), use_baseline=True).result
    except VaultlintError as error:
        return str(error)


@examples(60)
@given(st.data(), VAULTS, st.booleans())
def test_watching_is_as_good_as_checking(data: st.DataObject, files: dict[str, bytes], affected: bool) -> None:
    """Law: after whatever happens on disk, the last report is that of a new check."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "vault")
        root.mkdir()
        vaults.write(root, {**files, "vaultlint.toml": b'select = ["all"]\n', ".obsidian/app.json": b"{}"})
        some = [str(root / "a")] if affected and (root / "a").exists() else [str(root)]

        def reopen() -> Session:
            return open_session(some, VaultOptions(), affected=affected)

        def anew() -> Session:
            return open_session(some, VaultOptions(no_cache=True), affected=affected)

        first = outcome(anew)
        if isinstance(first, str):
            return
        watched = WatchedVault(reopen, use_baseline=True)
        assert watched.result == first
        for _ in range(data.draw(st.integers(1, 5))):
            for _ in range(data.draw(st.integers(1, 2))):
                kind = data.draw(st.sampled_from(["edit", "edit", "edit", "rename", "configuration", "baseline"]))
                if kind == "edit":
                    put(root, data.draw(edits(files)))
                elif kind == "rename":
                    data.draw(renamed(root))()
                elif kind == "configuration":
                    put(root, {"vaultlint.toml": data.draw(CONFIGURATIONS)})
                else:
                    run("baseline", "create", "--force", root)
            if not root.exists():
                return
            watched.look()
            expected = outcome(anew)
            if not isinstance(expected, str):
                assert (watched.result, watched.error) == (expected, "")
            elif "nothing was checked" in expected:
                assert (watched.result, watched.error) == (None, expected)
            else:
                assert watched.error == expected


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
@pytest.mark.slow
def test_in_a_terminal(vault: Path) -> None:
    """With real keys and real events: a note is saved by renaming, fixed, and the screen is drawn anew each time."""
    import pexpect

    link_folder(vault / "elsewhere", vault.parent)
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "vaultlint", "--watch", "v"],
        cwd=str(vault.parent),
        env=env,
        dimensions=(40, 120),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(r'a\.md:1:1: error: no note or file is named "b".*keys: a all, f fix, q quit')
    saved = vault / ".tmp.md"
    saved.write_text("[[old/c]]\n", encoding="utf-8")
    saved.replace(vault / "a.md")
    child.expect(
        r"\x1b\[2J.*a\.md:1:1: error: no note or file is at .*1 fixable with --fix.*keys: a all, f fix, q quit"
    )
    child.send("f")
    child.expect(r"\x1b\[2J.*Fixed 1 problem.*keys: a all, f fix, u undo the fixes, q quit")
    assert (vault / "a.md").read_text(encoding="utf-8") == "[[c]]\n"
    child.send("\x1b[A")
    child.send("u")
    child.expect("took back the fixes in 1 file.*q quit")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
