"""`vaultlint rules --test`, and how a rule that fails is shown to its author."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

RULE = '''\
from dataclasses import dataclass

from vaultlint import TOP, Example, Rule


@dataclass(frozen=True, kw_only=True)
class EmptyNote(Rule):
    """A note is empty."""

    name = "empty-note"
    good = Example({"a.md": "x"})
    bad = Example(
        {"a.md": "", "b.md": ""},
        expected=("a.md:1:1: warning: empty [empty-note]", "b.md:1:1: warning: empty [empty-note]"),
    )

    word: str = "empty"

    def check(self, vault):
        for note in vault.notes.values():
            if not note.links and note.path != "skip.md":
                yield self.problem(note.path, TOP, self.word)
'''
SOUND = RULE.replace("not note.links and note.path", "note.path").replace('{"a.md": "x"}', '{"skip.md": "x"}')


@pytest.fixture(autouse=True)
def _forget_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Modules of one test are not there for the next one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith(("local.", "teapot")):
            del sys.modules[name]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def run_test(source: str, file: str = "my_rule.py", name: str = "my_rule.py") -> Result:
    """What `rules --test` does with a file."""
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(source, encoding="utf-8")
    return run("rules", "--test", name)


@pytest.mark.parametrize(
    "file, name",
    [
        pytest.param("my_rule.py", "my_rule.py", id="file"),
        pytest.param("lint/my_rule.py", "lint/my_rule.py", id="file in a folder"),
        pytest.param("teapot_one.py", "teapot_one", id="module"),
        pytest.param("teapot_rules/notes/empty.py", "teapot_rules.notes.empty", id="module in a package"),
        pytest.param("teapot_all/notes/empty.py", "teapot_all", id="package"),
    ],
)
def test_examples_that_hold(file: str, name: str) -> None:
    """Rules come from a file, or from whatever Python can import from here; no vault has to be near."""
    for folder in Path(file).parents[:-1]:
        folder.mkdir(exist_ok=True, parents=True)
        (folder / "__init__.py").touch()
    result = run_test(SOUND, file, name)
    assert (result.stdout, result.stderr, result.exit_code) == ("1 rule tested: 1 passed, 0 failed\n", "", 0)


def test_what_differs() -> None:
    """Line by line, for each example that does not hold."""
    result = run_test(RULE.replace('"b.md:1:1: warning: empty', '"b.md:2:1: warning: empty'))
    assert result.stdout == (
        "empty-note: the good example differs (- expected, + got)\n"
        "+ a.md:1:1: warning: empty [empty-note]\n"
        "empty-note: the bad example differs (- expected, + got)\n"
        "  a.md:1:1: warning: empty [empty-note]\n"
        "- b.md:2:1: warning: empty [empty-note]\n"
        "+ b.md:1:1: warning: empty [empty-note]\n"
        "1 rule tested: 0 passed, 1 failed\n"
    )
    assert (result.stderr, result.exit_code) == ("", 1)


def test_only_one_of_two_rules_fails() -> None:
    """They are counted, in the order of their names."""
    second = (
        SOUND.replace("EmptyNote", "Second").replace("empty-note", "a-second").replace('!= "skip.md"', '!= "other.md"')
    )
    result = run_test(SOUND + second)
    assert result.stdout.splitlines()[0] == "a-second: the good example differs (- expected, + got)"
    assert result.stdout.splitlines()[-1] == "2 rules tested: 1 passed, 1 failed"
    assert result.exit_code == 1


FIXING = SOUND.replace("TOP, Example, Rule", "TOP, Edit, Example, Fix, Rule").replace(
    "self.word)", 'self.word, fix=Fix.safe("Write x", Edit(note.path, TOP, "[[x]]")))'
)


@pytest.mark.parametrize(
    "source, output",
    [
        pytest.param(
            FIXING.replace("note.path !=", "not note.links and note.path !=").replace(
                "word: str", 'fixes = ("safe",)\n    word: str'
            ),
            "1 rule tested: 1 passed, 0 failed\n",
            id="right",
        ),
        pytest.param(
            FIXING.replace("note.path !=", "not note.links and note.path !="),
            """\
empty-note: offers "Write x": add "safe" to `fixes`
empty-note: offers "Write x": add "safe" to `fixes`
1 rule tested: 0 passed, 1 failed
""",
            id="not declared",
        ),
        pytest.param(
            FIXING.replace("word: str", 'fixes = ("safe",)\n    word: str')
            .replace(', "b.md": ""', "")
            .replace(', "b.md:1:1: warning: empty [empty-note]"', ","),
            """\
empty-note: "Write x" does not remove "a.md:1:1: warning: empty [empty-note]"
1 rule tested: 0 passed, 1 failed
""",
            id="without effect",
        ),
    ],
)
def test_fixes_are_tested(source: str, output: str) -> None:
    """Each is applied to the example, and its problem must be gone."""
    assert run_test(source).stdout == output


@pytest.mark.parametrize(
    "old, new, message",
    [
        pytest.param(
            'good = Example({"skip.md": "x"}',
            'good = Example({"skip.md": "x"}, expected=["skip.md:1:1: ..."]',
            "empty-note: the good example expects problems: move them to the bad one\n",
            id="good",
        ),
        pytest.param(
            'bad = Example(\n        {"a.md": "", "b.md": ""},\n        expected=',
            'bad = Example({"a.md": ""})\n    lines = (',
            "empty-note: the bad example expects no problems: list the lines that it gives\n"
            "a.md:1:1: warning: empty [empty-note]\n",
            id="bad",
        ),
    ],
)
def test_examples_that_show_nothing(old: str, new: str, message: str) -> None:
    """A good example has no problems, a bad one has some."""
    assert old in SOUND
    result = run_test(SOUND.replace(old, new))
    assert (result.stdout, result.exit_code) == (message + "1 rule tested: 0 passed, 1 failed\n", 1)


def test_a_rule_that_fails_on_its_example() -> None:
    """Its author sees the traceback."""
    result = run_test(SOUND.replace("yield self", "yield None or oops.self"))
    first, second, third, *_ = result.stdout.splitlines()
    assert first == "empty-note: the rule fails on the bad example"
    assert second == "Traceback (most recent call last):"
    assert third == '  File "my_rule.py", line 22, in check'
    assert "NameError: name 'oops' is not defined" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "name, message",
    [
        pytest.param("gone.py", "gone.py cannot be read: no such file or directory", id="no such file"),
        pytest.param(
            "teapot_gone",
            "module \"teapot_gone\" cannot be imported: ModuleNotFoundError: No module named 'teapot_gone'",
            id="no such module",
        ),
        pytest.param(
            "lint/", "lint/ is a folder: name a Python file, or a module or package as you import it", id="folder"
        ),
        pytest.param("empty.py", "empty.py has no rules: a rule is a subclass of vaultlint.Rule", id="no rule"),
        pytest.param(
            "broken.py",
            "broken.py: rule EmptyNote: option `group` has the name of a method of every rule: rename the option",
            id="rule that cannot be used",
        ),
        pytest.param(
            "options.py",
            'good example: rules.empty-note: unknown option "wrod"; did you mean "word"?',
            id="option that the rule does not have",
        ),
    ],
)
def test_what_cannot_be_tested(name: str, message: str) -> None:
    """Exit code 2 and one line that says why."""
    Path("lint").mkdir()
    Path("empty.py").touch()
    Path("broken.py").write_text(RULE.replace("word: str", "group: str"), encoding="utf-8")
    Path("options.py").write_text(RULE.replace('"x"}', '"x"}, options={"wrod": "x"}'), encoding="utf-8")
    result = run("rules", "--test", name)
    assert (result.stdout, result.stderr.lower(), result.exit_code) == ("", f"vaultlint: {message}\n".lower(), 2)


NOTE_RULE = (
    RULE[: RULE.index("    def check")]
    + """\
    def check_note(self, note, vault):
        if not note.links and note.path != "skip.md":
            yield self.problem(note.path, TOP, self.word)
"""
)


@pytest.mark.parametrize(
    ("source", "place", "line", "method"),
    [
        pytest.param(NOTE_RULE, " on a.md", 21, "check_note", id="a note"),
        pytest.param(RULE, "", 22, "check", id="the vault"),
    ],
)
@pytest.mark.parametrize("verbose", [pytest.param(False, id="plain"), pytest.param(True, id="-v")])
def test_a_rule_that_fails(tmp_path: Path, verbose: bool, source: str, place: str, line: int, method: str) -> None:
    """The line names file and line, and the note if the rule was asked about one; `-v` adds the traceback."""
    Path("vaultlint.toml").write_text('load = ["my_rule.py"]\nselect = ["empty-note"]\n', encoding="utf-8")
    Path("my_rule.py").write_text(source.replace("self.word", "self.word + 1"), encoding="utf-8")
    Path("a.md").touch()
    result = run(".", *(["-v"] if verbose else []))
    file = tmp_path.resolve() / "my_rule.py"
    message = 'can only concatenate str (not "int") to str'
    told = f'vaultlint: rule "empty-note" failed{place}: TypeError: {message} ({file}:{line})\n'
    traceback = f'Traceback (most recent call last):\n  File "{file}", line {line}, in {method}\n'
    assert result.exit_code == 2
    assert result.stdout == "No problems in 1 note\n"
    if verbose:
        assert told + traceback in result.stderr
        assert result.stderr.endswith(f"TypeError: {message}\n")
    else:
        assert result.stderr == told
