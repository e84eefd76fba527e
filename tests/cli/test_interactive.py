"""`check --interactive` in a real terminal: whole dialogues, and what is written.

`python -m tests.cli.test_interactive` rewrites `dialogues.txt`, in which they are as a person sees them.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.command import run, write
from vaultlint.cli import interactive, main
from vaultlint.cli.dialogue import Terminal

if sys.platform == "win32":
    pytest.skip("there are no pseudo terminals", allow_module_level=True)

import pexpect

PROJECT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("dialogues.txt")
PROMPT = r"(?:fix\? |fix which\? )\[[^]]*\] "

FILES = {
    "drinks/Milk.md": "---\naliases: [Cream]\n---\n",
    "Green tea.md": "",
    "Green team.md": "",
    "a.md": "See [[Cream]] and [[Green teas]].\n",
    "b.md": "[[Cream]], [[Cream|it]] and [[Gone]].\n",
    "c.md": "[[old/Green tea]]\n",
}
"""Links to an alias, under a near name, to nothing, and to a note that has been moved."""

WIDE = {
    "東京タワー.md": "",
    "a.md": f"{'茶 ' * 20}🍵👩‍👩‍👧‍👦 [[旧/東京タワー]] と{' お茶' * 20}\n",
    "b.md": f"{'very long ' * 300}[[old/東京タワー|the tower in Tokyo, of which this says more than fits]] and so on\n",
}
HOSTILE = {
    "Tea.md": "",
    "a\x1b[2J\u202e.md": "-\t\x1b]0;x\x07 \u202e\x1b[31m [[old/Tea|red]]\x1b\n",
}
PROPERTIES = {
    "Tea.md": "",
    "a.md": '---\ntitle: A\nup: "[[old/Tea]]"\n---\n| a | b |\n|---|---|\n| [[old/Tea\\|x]] | ![y](<old/Tea.md>) |\n',
    "b.canvas": '{"nodes": [{"id": "1", "type": "file", "file": "old/Tea.md", "x": 0, "y": 0}]}',
}


@dataclass(frozen=True)
class Case:
    """A dialogue: the files of the vault, the keys that are pressed, and what the vault holds in the end, if changed."""

    keys: tuple[str, ...]
    changed: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=lambda: FILES)
    code: int = 1
    columns: int = 80
    editor: str = ""
    args: tuple[str, ...] = ()


MOVES_ON = "sed -i s,old/,,"
"""An editor that corrects a note by itself."""

CASES = {
    "fix, skip, undo and choose another": Case(
        ("1", "s", "u", "1", "S", "\r", "s"),
        {"a.md": "See [[Milk|Cream]] and [[Green tea|Green teas]].\n"},
    ),
    "all links to one target": Case(
        ("a", "1", "q"),
        {"a.md": "See [[Milk|Cream]] and [[Green teas]].\n", "b.md": "[[Milk|Cream]], [[Milk|it]] and [[Gone]].\n"},
    ),
    "all fixes of a rule, and undo them": Case(
        ("a", "2", "u", "a", "2", "s"),
        {
            "a.md": "See [[Milk|Cream]] and [[Green teas]].\n",
            "b.md": "[[Milk|Cream]], [[Milk|it]] and [[Gone]].\n",
            "c.md": "[[Green tea]]\n",
        },
    ),
    "ask what the keys do, and go back": Case(
        ("?", "x", "\x1b[A", "a", "\r", "1", "?", "q"), {"a.md": "See [[Milk|Cream]] and [[Green teas]].\n"}
    ),
    "quit at once": Case(("q",)),
    "Ctrl-C drops what was chosen": Case(("1", "1", "\x03"), code=130),
    "Ctrl-C at once": Case(("\x03",), code=130),
    "Ctrl-D quits": Case(("1", "\x04"), {"a.md": "See [[Milk|Cream]] and [[Green teas]].\n"}),
    "only one note": Case(("1",), {"c.md": "[[Green tea]]\n"}, code=0, args=("c.md",)),
    "nothing to ask": Case((), files={"a.md": "[[Gone]]\n"}),
    "nothing to fix": Case((), files={"a.md": "[[b]]\n", "b.md": ""}, code=0),
    "an editor that corrects the note": Case(
        ("s", "1", "s", "s", "e"),
        {"a.md": "See [[Cream]] and [[Green tea|Green teas]].\n", "c.md": "[[Green tea]]\n"},
        editor=MOVES_ON,
    ),
    "an editor that changes nothing": Case(
        ("s", "e", "s", "1", "q"), {"a.md": "See [[Cream]] and [[Green tea|Green teas]].\n"}, editor="true"
    ),
    "an editor that is missing": Case(("e", "q"), editor="missing-editor"),
    "wide characters and long lines": Case(
        ("1", "1"),
        {"a.md": WIDE["a.md"].replace("旧/", ""), "b.md": WIDE["b.md"].replace("old/", "")},
        files=WIDE,
        code=0,
    ),
    "a narrow terminal": Case(("?", "1", "q"), {"a.md": WIDE["a.md"].replace("旧/", "")}, files=WIDE, columns=24),
    "control characters": Case(("q",), files=HOSTILE),
    "properties, tables and canvases": Case(
        ("1", "1", "1", "1"),
        {
            "a.md": '---\ntitle: A\nup: "[[Tea]]"\n---\n| a | b |\n|---|---|\n| [[Tea\\|x]] | ![y](<Tea.md>) |\n',
            "b.canvas": '{"nodes": [{"id": "1", "type": "file", "file": "Tea.md", "x": 0, "y": 0}]}',
        },
        files=PROPERTIES,
        code=0,
    ),
}


QUICK = {"fix, skip, undo and choose another", "Ctrl-C drops what was chosen"}
"""The dialogues in a terminal that `make test` holds, too."""


class Person:
    """Someone at a terminal in which vaultlint runs; `seen` is all that was printed."""

    def __init__(self, folder: Path, *args: str, columns: int = 80, editor: str = "", color: str = "never") -> None:
        env = {**os.environ, "TERM": "xterm", "VISUAL": "", "EDITOR": editor}
        env.pop("COLUMNS", None)  # pytest-xdist sets it, and it counts more than the terminal
        command = ["-m", "vaultlint", "check", "--interactive", "--color", color, *args]
        self._child: Any = pexpect.spawn(
            sys.executable, command, cwd=str(folder), env=env, dimensions=(40, columns), encoding="utf-8", timeout=60
        )
        self._child.delaybeforesend = None
        self.seen = ""

    def press(self, key: str) -> None:
        """Press a key at the next question."""
        self._child.expect(PROMPT)
        self._note(self._child.before + self._child.after)
        self._child.waitnoecho()  # what is typed before the program waits for a key is lost
        self._child.send(key)

    def end(self) -> int:
        """See the rest, and return the exit code."""
        self._child.expect(pexpect.EOF)
        self._note(self._child.before)
        self._child.close()
        return int(self._child.exitstatus)

    def _note(self, text: str) -> None:
        self.seen += text.replace("\r\n", "\n")


def make_vault(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in {**files, "vaultlint.toml": 'select = ["links"]\n'}.items():
        write(folder / name, text)


def hold(folder: Path, case: Case) -> tuple[str, int]:
    """All that is printed in a dialogue, and the exit code."""
    person = Person(folder, *case.args, columns=case.columns, editor=case.editor)
    for key in case.keys:
        person.press(key)
    code = person.end()
    return person.seen, code


def sections() -> dict[str, str]:
    """The dialogues in `dialogues.txt` by name."""
    found = (section.partition("\n") for section in GOLDEN.read_text(encoding="utf-8").split("\f\n")[1:])
    return {name: text for name, _, text in found}


def files_in(folder: Path, case: Case) -> dict[str, str]:
    return {path: (folder / path).read_bytes().decode() for path in case.files}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in CASES]
)
def test_dialogue_in_a_terminal(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    make_vault(tmp_path, case.files)
    seen, code = hold(tmp_path, case)
    assert seen == sections()[name]
    assert code == case.code
    assert files_in(tmp_path, case) == {**case.files, **case.changed}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if all(map(str.isprintable, case.keys))])
def test_dialogue(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process, where the test's runner reads the keys."""
    case = CASES[name]
    make_vault(tmp_path, case.files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(interactive, "require_terminal", lambda: None)
    environment = {"COLUMNS": str(case.columns), "VISUAL": None, "EDITOR": case.editor, "NO_COLOR": None}
    args = ["check", "--interactive", "--color", "never", *case.args]
    ended = CliRunner(env=environment).invoke(main, args, input="".join(case.keys))
    assert ended.output == sections()[name]
    assert ended.exit_code == case.code
    assert files_in(tmp_path, case) == {**case.files, **case.changed}


def hold_here(folder: Path, monkeypatch: pytest.MonkeyPatch, keys: str, *args: str) -> Result:
    """Hold a dialogue in this process."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(interactive, "require_terminal", lambda: None)
    return CliRunner(env={"COLUMNS": "80", "NO_COLOR": None}).invoke(
        main, ["check", "--interactive", *args], input=keys
    )


def test_a_note_that_was_edited_meanwhile_costs_only_its_own_fixes(tmp_path: Path) -> None:
    make_vault(tmp_path, FILES)
    person = Person(tmp_path)
    person.press("1")
    person.press("s")
    person.press("1")
    (tmp_path / "b.md").write_text("mine\n")
    person.press("q")
    assert person.end() == 1
    assert person.seen.endswith(
        "wrote 1 fix to 1 file\n"
        "not written: b.md: it has changed since it was read; nothing was written\n"
        "2 problems (2 errors) in 2 of 6 notes; 1 skipped, 2 not answered, 1 without a fix\n"
    )
    assert (tmp_path / "b.md").read_text() == "mine\n"


def test_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(tmp_path, FILES)
    ended = hold_here(tmp_path, monkeypatch, "q", "--color", "always")
    lines = ended.output.splitlines()
    assert lines[:2] == [
        "\x1b[1ma.md:1:5:\x1b[0m \x1b[2m[dangling-link]\x1b[0m",
        '\x1b[31merror\x1b[0m: no note or file is named "Cream": it is an alias of drinks/Milk.md, so',
    ]
    assert lines[4:6] == [
        "\x1b[2m   1 |\x1b[0m See \x1b[31m[[Cream]]\x1b[0m and [[Green teas]].",
        "\x1b[2m     |\x1b[0m     \x1b[31m^^^^^^^^^\x1b[0m",
    ]
    assert lines[7] == (
        "  \x1b[1m1\x1b[0m  \x1b[32m[[Milk|Cream]]\x1b[0m  Link to drinks/Milk.md, which has this alias"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "--interactive needs a terminal, but standard input is not one"),
        (("--diff",), "--interactive and --diff cannot be used together"),
        (("--format", "json"), "--interactive and --format json cannot be used together"),
        (("--output", "x"), "--interactive and --output cannot be used together"),
        (("--statistics",), "--interactive and --statistics cannot be used together"),
        (("--strict-baseline",), "--interactive and --strict-baseline cannot be used together"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_usage_errors(tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    make_vault(tmp_path, FILES)
    ended = run("--interactive", *args, str(tmp_path))
    assert ended.exit_code == 2
    assert ended.output.splitlines()[-1] == f"Error: {message}"


def test_the_baseline_and_suppressions_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**FILES, "c.md": "<!-- vaultlint-disable -->\n[[old/Green tea]]\n"}
    make_vault(tmp_path, files)
    run("baseline", "create", str(tmp_path))
    write(tmp_path / "d.md", "[[Cream]]\n")
    ended = hold_here(tmp_path, monkeypatch, "1")
    assert "1 of 1: fix? [1,s,e,q,?] 1\n\nwrote 1 fix to 1 file\n" in ended.output
    assert (tmp_path / "d.md").read_text() == "[[Milk|Cream]]\n"
    assert files_in(tmp_path, Case((), files=files)) == files


def test_an_interrupted_change_is_finished_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(tmp_path, FILES)
    monkeypatch.setattr(
        interactive, "recover_changes", lambda root: f"finished a fix that was interrupted in {root.name}"
    )
    ended = hold_here(tmp_path, monkeypatch, "q")
    assert ended.stderr.splitlines() == [f"vaultlint: finished a fix that was interrupted in {tmp_path.name}"]


def test_quiet_prints_no_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(tmp_path, FILES)
    assert hold_here(tmp_path, monkeypatch, "q", "-q").output.endswith("1 of 5: fix? [1,s,a,e,q,?] q\n\n")


def test_the_documented_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = shutil.copytree(PROJECT / "examples" / "garden", tmp_path / "garden")
    asked = hold_here(garden, monkeypatch, "q").output.partition(" q\n")[0]
    assert textwrap.indent(asked, "    ") in (PROJECT / "docs" / "interactive.md").read_text(encoding="utf-8")


def test_a_terminal_that_is_gone_drops_what_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(tmp_path, FILES)
    keys = iter(["1", ""])
    monkeypatch.setattr(interactive, "Terminal", partial(Terminal, read_key=lambda: next(keys)))
    ended = hold_here(tmp_path, monkeypatch, "")
    assert ended.exit_code == 130
    assert ended.stderr == "vaultlint: interrupted: 1 chosen fix is not written\n"
    assert files_in(tmp_path, Case(())) == FILES


def rewrite() -> None:
    """Write `dialogues.txt` anew."""
    parts = ["What a person sees in each dialogue, written by `python -m tests.cli.test_interactive`.\n"]
    for name, case in CASES.items():
        with TemporaryDirectory() as folder:
            make_vault(Path(folder), case.files)
            parts.append(f"\f\n{name}\n{hold(Path(folder), case)[0]}")
    GOLDEN.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
