"""Whatever is kept, and however many processes read: the same output."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.command import link_folder
from vaultlint import TOP, Example, Note, Problem, Rule, Severity, Vault
from vaultlint.cache.store import DATABASE, Changes, Store
from vaultlint.cli import main
from vaultlint.encoding import decode, encode, encode_typed
from vaultlint.lint.engine import Run
from vaultlint.lint.registry import find_rules
from vaultlint.lint.verdicts import Verdict

NAMES = [f"note {number}" for number in range(60)]
"""So many that one more or less is too little to be kept."""


def run(*args: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, ["check", *map(str, args)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with all sorts of problems, written long ago."""
    for number, name in enumerate(NAMES):
        text = (
            f"---\ntitle: {name}\ndate: 2024-02-{number:02}\n---\n# Über 😀\n\n[[{NAMES[number - 1]}#Über]] [[gone {number % 3}]]\n"
            f"![[{NAMES[number // 2]}#^b]] `x` [y](<note 1.md>) %% vaultlint-disable-line dangling-block %%\n"
        )
        write(tmp_path / f"{name}.md", text)
    write(tmp_path / "b.canvas", '{"nodes": [{"type": "file", "file": "gone.md"}]}')
    (tmp_path / "latin.md").write_bytes(b"\xff [[note 1]]")
    write(tmp_path / "near.md", "[[nóte 1]] [[elsewhere/note 2]]")  # a suggestion and a fix
    age(tmp_path / "latin.md")
    return tmp_path


def age(path: Path) -> None:
    """Give a file so old a time stamp that the cache trusts it."""
    os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    age(path)


def said(*args: str | Path) -> tuple[str, str, int]:
    result = run(*args)
    return result.stdout, result.stderr, result.exit_code


@pytest.mark.parametrize("form", ["text", "json"])
def test_same_output(root: Path, form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cold, warm, in several processes, with a cache elsewhere, with a damaged one."""
    args = (root, "--all", "-f", form)
    cold = said(*args, "--no-cache")
    assert cold[2] == 1
    assert not (root / ".vaultlint_cache").exists()
    assert said(*args, "--no-cache", "--jobs", "1") == cold
    assert said(*args, "--no-cache", "--jobs", "4") == cold
    elsewhere = tmp_path_factory.mktemp("cache")
    assert said(*args, "--cache-dir", elsewhere) == cold
    assert said(*args, "--cache-dir", elsewhere) == cold
    assert (elsewhere / DATABASE).exists()
    for _ in range(3):
        assert said(*args) == cold
    assert said(*args, "--jobs", "4") == cold
    file = root / ".vaultlint_cache" / DATABASE
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole[:100] + bytes(len(whole) - 100), b""):
        file.write_bytes(damaged)
        assert said(*args) == cold
        assert said(*args) == cold, "and again, from what the first one kept"


def test_cache_folder_is_where_the_user_stands(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative `--cache-dir` is relative to the current folder, as any other path on the command line."""
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    said(root, "--cache-dir", "kept")
    assert (here / "kept" / DATABASE).exists()
    assert not (root / "kept").exists()


def test_change_is_seen(root: Path) -> None:
    """A note that is edited, added or removed changes what a warm run says as it does a cold one."""
    said(root)
    changes: list[Callable[[], object]] = [
        lambda: write(root / "note 5.md", "[[nowhere]]"),
        lambda: write(root / "new.md", "[[note 7]]"),
        (root / "note 7.md").unlink,
        lambda: (root / "note 8.md").rename(root / "note 7.md"),
        lambda: (root / "gone 1.png").write_bytes(b""),
        (root / ".obsidian").mkdir,
        lambda: (root / ".obsidian" / "app.json").write_text('{"userIgnoreFilters": ["note 1"]}'),
        lambda: (root / "vaultlint.toml").write_text('ignore = ["orphan-note"]\n'),
        lambda: (root / "vaultlint.toml").write_text('fail-on = "never"\n'),
        lambda: said("--select", "links", root),
        (root / "public").mkdir,
        lambda: write(root / "public" / "page.md", "[[nowhere else]]"),
        lambda: (root / ".gitignore").write_text("public/\n"),
        lambda: (root / ".gitignore").write_text("publik/\n"),
        lambda: (root / "public" / ".gitignore").write_text("*"),
        (root / "node_modules").mkdir,
        lambda: write(root / "node_modules" / "readme.md", "[[nowhere else]]"),
    ]
    for change in changes:
        change()
        assert said(root) == said(root, "--no-cache")
        assert said(root) == said(root, "--no-cache"), "and again, from what the first one kept"
    assert said(root / "new.md") == said(root / "new.md", "--no-cache")
    assert CliRunner().invoke(main, ["baseline", "create", str(root)]).exit_code == 0
    assert said(root) == said(root, "--no-cache")


def test_change_above_the_vault_is_seen(root: Path) -> None:
    """What git ignores may be said above the vault, once that is a repository."""
    vault = root / "docs"
    (vault / "public").mkdir(parents=True)
    (vault / ".obsidian").mkdir()
    write(vault / "a.md", "[[nowhere]]")
    write(vault / "public" / "b.md", "[[nowhere else]]")
    said(vault)
    changes: list[Callable[[], object]] = [
        lambda: (root / ".gitignore").write_text("public\n"),
        (root / ".git").mkdir,
        lambda: (root / ".gitignore").write_text("#ublic\n"),
        lambda: (root / ".gitignore").write_text("public\n"),
        (root / ".git").rmdir,
    ]
    seen = []
    for change in changes:
        change()
        assert said(vault) == said(vault, "--no-cache")
        seen.append("b.md" in said(vault)[0])
    assert seen == [True, False, True, False, True]


def test_two_runs_at_once(root: Path) -> None:
    """They harm neither each other nor what they keep."""
    command = [sys.executable, "-m", "vaultlint", str(root), "--all"]
    expected = said(root, "--all", "--no-cache")[0]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    assert [process.communicate()[0] for process in running] == [expected] * 4
    assert said(root, "--all")[0] == expected
    assert sorted(path.name for path in (root / ".vaultlint_cache").iterdir()) == [
        ".gitignore",
        "CACHEDIR.TAG",
        DATABASE,
    ]


def test_place_that_cannot_be_written(root: Path) -> None:
    """Without a place for the cache everything is as ever."""
    (root / ".vaultlint_cache").write_text("a file")
    assert said(root) == said(root, "--no-cache")
    assert (root / ".vaultlint_cache").read_text() == "a file"


COMMANDS = [("check",), ("index",), ("wanted",), ("init", "--dry-run"), ("config",), ("baseline", "create")]


def answer(root: Path, command: tuple[str, ...]) -> tuple[str, str, int]:
    """What a command says about the vault, and writes into it."""
    result = CliRunner().invoke(main, [*command, str(root)])
    baseline = root / ".vaultlint-baseline.json"
    written = baseline.read_text(encoding="utf-8") if baseline.exists() else ""
    baseline.unlink(missing_ok=True)
    return result.stdout + written, result.stderr, result.exit_code


OWN_RULE = """\
from dataclasses import dataclass
from vaultlint import TOP, Example, Rule

@dataclass(frozen=True, kw_only=True)
class Own(Rule):
    '''Finds nothing.'''

    name = "own"
    good = bad = Example({})

    def check(self, vault):
        return ()
"""
FINDS = "return [self.problem(note.path, TOP"

CONFIG = "[rules.invalid-date]\nproperties = ['title']\n"

BEFORE_AND_AFTER = [
    pytest.param(((), ""), (("--select", "links"), ""), id="--select"),
    pytest.param(((), ""), (("--ignore", "dangling-link"), ""), id="--ignore"),
    pytest.param(((), ""), (("--extend-select", "missing-property"), ""), id="--extend-select"),
    pytest.param(((), ""), ((), 'ignore = ["dangling-link"]\n'), id="ignore"),
    pytest.param(((), ""), ((), CONFIG), id="an option of a rule"),
    pytest.param(((), ""), ((), '[rules.dangling-link]\nseverity = "info"\n'), id="a severity"),
    pytest.param(
        ((), ""), ((), '[[overrides]]\npaths = ["note 1.md"]\nignore = ["dangling-link"]\n'), id="an override"
    ),
    pytest.param(((), ""), ((), 'daily-notes = ["[gone] D"]\n'), id="daily notes"),
    pytest.param(((), CONFIG), (("--isolated",), CONFIG), id="--isolated"),
    pytest.param(((), ""), (("--exclude", "note 1.md"), ""), id="--exclude"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), BEFORE_AND_AFTER)
@pytest.mark.parametrize("has_changed", [False, True], ids=["same notes", "one note changed"])
def test_other_conditions(
    root: Path, first: tuple[tuple[str, ...], str], second: tuple[tuple[str, ...], str], *, has_changed: bool
) -> None:
    """What a run has found under other conditions, such as another configuration, does not count."""
    for (args, config), (next_args, next_config) in ((first, second), (second, first)):
        write(root / "vaultlint.toml", config)
        said(root, "--all", *args)
        write(root / "vaultlint.toml", next_config)
        if has_changed:
            write(root / "note 9.md", (root / "note 9.md").read_text(encoding="utf-8") + "more\n")
        expected = said(root, "--all", *next_args, "--no-cache")
        assert said(root, "--all", *next_args) == expected


def test_other_code(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of a plugin has found does not count."""
    rules = dict(find_rules())
    monkeypatch.setattr("vaultlint.lint.registry.find_rules", lambda _: rules)
    said(root)
    monkeypatch.setattr("vaultlint.cli.session.fingerprint", lambda _: b"other")
    del rules["dangling-link"]
    assert said(root) == said(root, "--no-cache")


def test_rules_under_load_may_change(root: Path) -> None:
    """They may import anything, so nothing that they found is kept."""
    write(root / "vaultlint.toml", 'load = ["own.py"]\n')
    for message in ("first", "second"):
        write(root / "own.py", f"{OWN_RULE}\n    def check_note(self, note, vault):\n        {FINDS}, {message!r})]\n")
        assert f"warning: {message} " in said(root)[0]
        assert said(root) == said(root, "--no-cache")


def test_recent_change(root: Path) -> None:
    """A note written just before may change again with the same size and timestamp: neither result nor notes count."""
    note = root / "note 5.md"
    now = time.time_ns()
    for name in ("nowhere 1", "nowhere 2"):
        note.write_text(f"[[{name}]]", encoding="utf-8")
        os.utime(note, ns=(now, now))
        assert name in said(root)[0]
        assert said(root) == said(root, "--no-cache")


def test_other_baseline(root: Path) -> None:
    """A result with one baseline does not count with another, or with none."""
    baseline = root / ".vaultlint-baseline.json"
    said(root)
    assert CliRunner().invoke(main, ["baseline", "create", str(root)]).exit_code == 0
    assert "No new problems" in said(root)[0]
    baseline.write_text(baseline.read_text(encoding="utf-8").replace("gone 1", "gone 0"), encoding="utf-8")
    assert said(root) == said(root, "--no-cache")
    assert said(root, "--no-baseline") == said(root, "--no-baseline", "--no-cache")
    said(root)
    baseline.unlink()
    assert said(root) == said(root, "--no-cache")


def test_linked_folder_that_comes_and_goes(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that is a link out of the vault is part of what a result depends on."""
    write(root / "note 5.md", "[[linked/Tea]]")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for _ in range(2):
        assert 'at "linked/Tea"' in said(root, "--all")[0]
        link_folder(root / "linked", elsewhere)
        assert 'at "linked/Tea"' not in said(root, "--all")[0]
        (root / "linked").unlink()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes and canvases that rules are asked about from now on."""
    found: list[str] = []
    ask = Run._verdict_on

    def note_down(run: Run, path: str) -> Verdict:
        found.append(path)
        return ask(run, path)

    monkeypatch.setattr(Run, "_verdict_on", note_down)
    return found


def test_only_a_changed_note_is_judged_again(root: Path, judged: list[str]) -> None:
    """What was found in the others is cached, together with the result."""
    said(root)
    assert len(judged) == len(NAMES) + 3
    judged.clear()
    write(root / "note 5.md", (root / "note 5.md").read_text(encoding="utf-8") + "more\n")
    said(root)
    assert judged == ["note 5.md"]
    said(root)
    assert CliRunner().invoke(main, ["baseline", "create", str(root)]).exit_code == 0
    assert judged == ["note 5.md"]


@pytest.mark.parametrize("first", [*COMMANDS, ("check", "with load")], ids=" ".join)
def test_notes_are_parsed_once_for_all_commands(
    root: Path, first: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever command comes first, with rules under `load` too, which have no verdicts."""
    if first == ("config",):
        pytest.skip("it reads no notes")
    if first[-1] == "with load":
        first = first[:1]
        write(root / "own.py", OWN_RULE)
        write(root / "vaultlint.toml", 'load = ["own.py"]\n')
    answer(root, first)
    (root / "vaultlint.toml").unlink(missing_ok=True)
    monkeypatch.setattr("vaultlint.vault.reader.parse_file", lambda path, *_: pytest.fail(f"{path} was parsed"))
    for second in COMMANDS:
        answer(root, second)


@dataclass(frozen=True, kw_only=True)
class Failing(Rule):
    """Fails on one note."""

    name = "failing"
    good = bad = Example({})

    def check_note(self, note: Note, vault: Vault, /) -> Iterator[Problem]:
        """Finds something in the notes that are looked at before."""
        del vault
        if note.stem.startswith("note 5"):
            raise ValueError("oops")
        yield self.problem(note.path, TOP, "found")


@dataclass(frozen=True, kw_only=True)
class FailingOnVault(Rule):
    """Fails on the vault as a whole."""

    name = "failing"
    good = bad = Example({})

    def check(self, vault: Vault) -> Iterator[Problem]:
        """Finds nothing."""
        raise ValueError("oops")


@dataclass(frozen=True, kw_only=True)
class FailingOnGraph(FailingOnVault):
    """Fails on the graph."""

    is_graph_rule = True


@pytest.mark.parametrize("rule", [Failing, FailingOnVault, FailingOnGraph])
def test_failing_rule_is_not_kept(root: Path, rule: type[Rule], monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that fails fails again, and says the same about the same note; what the others found is kept."""
    rules = {**find_rules(), "failing": rule}
    monkeypatch.setattr("vaultlint.lint.registry.find_rules", lambda _: rules)
    expected = said(root, "--no-cache")
    assert ('rule "failing" failed' in expected[1], expected[2]) == (True, 2)
    assert [said(root) for _ in range(3)] == [expected] * 3
    assert said(root, "--ignore", "failing") == said(root, "--ignore", "failing", "--no-cache")


PROBLEM = Problem("no-such-rule", Severity.ERROR, "crafted", "no such note.md", TOP, {})

CONTENTS = {
    "nothing": b"",
    "no msgpack": b"\xc1",
    "other data": encode(7),
    "number for a tag": encode([False, False, [], [], [], [5], [], [], []]),
    "numbers for texts": encode([False, False, [], [], [], [], [["wikilink", 1, 2, 3, 4, 5, 6, 7, 8]], [], []]),
    "numbers for lists": encode([False, False, 7, 7, 7, 7, 7, 7, 7]),
    "unknown kind": encode([False, False, [], [], [], [], [["odd", "", "", None, None, [1, 1, 1, 1]]], [], []]),
    "deeply nested": b"\x91" * 100_000,
}
"""What is stored as the contents of a note, and is none."""


def craft(root: Path, change: Callable[[Changes], Changes]) -> None:
    """Change what the cache holds, without the last result, which would be taken first."""
    store = Store(root / ".vaultlint_cache")
    names = ("signature", "conditions", "graph-verdicts")
    values = {name: value for name in names if (value := store.value(name)) is not None}
    assert values.keys() == {*names}
    store.save(change(Changes(values, store.files(), store.documents(), anew=True)))


def check_crafted(root: Path, change: Callable[[Changes], Changes]) -> None:
    """Every command says the same as without a cache."""
    for command in COMMANDS:
        expected = answer(root, (*command, "--no-cache"))
        said(root)
        craft(root, change)
        assert answer(root, command) == expected


@pytest.mark.slow
@pytest.mark.parametrize("contents", [pytest.param(value, id=name) for name, value in CONTENTS.items()])
def test_crafted_contents(root: Path, contents: bytes) -> None:
    """Whoever can write a cache that this very installation takes for its own may make it lie, but not fail."""
    check_crafted(
        root,
        lambda held: held._replace(
            files={path: file._replace(verdict=None) for path, file in held.files.items()},
            documents={path: document._replace(contents=contents) for path, document in held.documents.items()},
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "outgoing",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xc1", id="no msgpack"),
        pytest.param(encode(7), id="other data"),
        pytest.param(encode([0, ["x"], [], [], [], [], []]), id="text for a position"),
        pytest.param(encode([0, [10**6], [[10**6, "note 1.md", "#x"]], [], [], [], []]), id="no such position"),
        pytest.param(encode([0, [-(10**6)], [], [], [], [], []]), id="negative position"),
    ],
)
def test_crafted_links(root: Path, outgoing: bytes) -> None:
    """So with where links lead."""
    check_crafted(
        root,
        lambda held: held._replace(
            values={"signature": held.values["signature"]},
            files={path: file._replace(verdict=None) for path, file in held.files.items()},
            documents={path: document._replace(outgoing=outgoing) for path, document in held.documents.items()},
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"links": "many"}, id="text for a number"),
        pytest.param({"links": None}, id="no number"),
        pytest.param({"digest": "text"}, id="text for a digest"),
        pytest.param({"digest": 7, "verdict": None}, id="number for a digest"),
        pytest.param({"aliases": b"\xc1", "verdict": None}, id="aliases: no msgpack"),
        pytest.param({"aliases": encode(7), "verdict": None}, id="aliases: a number"),
        pytest.param({"aliases": encode([7]), "verdict": None}, id="aliases: numbers"),
        pytest.param({"verdict": b"\xc1"}, id="verdict: no msgpack"),
        pytest.param({"verdict": encode([[[1, 2, 3]], [], []])}, id="verdict: numbers"),
        pytest.param({"verdict": encode_typed(Verdict((PROBLEM,)))}, id="verdict: of an unknown rule"),
        pytest.param({"stamp": ("x", None, b"")}, id="stamp of other types"),
        pytest.param({"stamp": None}, id="no stamp"),
    ],
)
def test_crafted_files(root: Path, fields: dict[str, Any]) -> None:
    """So with what is kept of each file."""
    check_crafted(
        root,
        lambda held: held._replace(
            files={
                path: file._replace(**fields) if path in held.documents else file for path, file in held.files.items()
            }
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "lie",
    [
        pytest.param({"digest": None}, id="no digest"),
        pytest.param({"links": -(2**63)}, id="negative number of links"),
        pytest.param({"aliases": encode(["gone 1"])}, id="aliases"),
        pytest.param({"verdict": b""}, id="no problems"),
        pytest.param({"verdict": encode_typed(Verdict((replace(PROBLEM, rule="dangling-link"),)))}, id="other path"),
    ],
)
def test_crafted_lies(root: Path, lie: dict[str, Any]) -> None:
    """What could be true is believed, and nothing fails."""
    for command in COMMANDS:
        code = answer(root, (*command, "--no-cache"))[2]
        said(root)
        craft(root, lambda held: held._replace(files={path: each._replace(**lie) for path, each in held.files.items()}))
        _, err, got = answer(root, command)
        assert ("Traceback" in err, "failed" in err, got in {0, code}) == (False, False, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["signature", "conditions", "graph-verdicts"])
@pytest.mark.parametrize("value", [b"", b"\xc1", encode(7), encode({"x": [7]}), encode([{"x": [7]}])])
def test_crafted_values(root: Path, name: str, value: bytes) -> None:
    """So with the values by name."""
    check_crafted(root, lambda held: held._replace(values={**held.values, name: value}))


def craft_result(root: Path, place: int, value: object) -> bool:
    """Change a value of the first problem in the cached result; return whether it is another one."""
    store = Store(root / ".vaultlint_cache")
    state, started, files, result = decode(store.value("check") or b"")
    fail_on, problems, *rest = decode(result)
    is_other: bool = problems[0][place] != value
    problems[0][place] = value
    store.save(Changes({"check": encode((state, started, files, encode((fail_on, problems, *rest))))}))
    return is_other


def test_result_is_taken_from_the_cache(root: Path) -> None:
    """A cached result that is complete is printed as it is: the tests below are about one that is read."""
    said(root)
    craft_result(root, 2, "crafted message")
    assert "crafted message" in said(root)[0]


LIES = {0: str, 2: str, 3: str, 5: dict, 7: str, 8: str, 9: type(None)}
"""The places of a problem, and the type of what may stand there."""


@pytest.mark.parametrize("place", range(11))
@pytest.mark.parametrize("value", [None, 7, "x", [7], ["1", "1", "1", "1"], {"x": 7}], ids=repr)
def test_crafted_result(root: Path, place: int, value: object) -> None:
    """A result of the wrong shape is as good as none."""
    if type(value) is LIES.get(place):
        pytest.skip("this is what a problem may have")
    expected = said(root, "-f", "json")
    assert craft_result(root, place, value)
    assert said(root, "-f", "json") == expected


@pytest.mark.parametrize("value", [b"", b"\xc1", encode(7), encode([1, 2, 3, 4]), encode([b"", 0, "never", b"\xc1"])])
def test_result_that_is_none(root: Path, value: bytes) -> None:
    """Nor does anything else harm that is stored in its place."""
    expected = said(root)
    Store(root / ".vaultlint_cache").save(Changes({"check": value}))
    assert said(root) == expected


def craft_answer(root: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change a cached answer."""
    store = Store(root / ".vaultlint_cache")
    state, started, files, known = decode(store.value(name) or b"")
    store.save(Changes({name: encode((state, started, files, encode(change(decode(known)))))}))


def test_wanted_is_taken_from_the_cache(root: Path) -> None:
    """So is what `wanted` lists, until a note or the configuration changes; what is crafted is as good as none."""
    expected = answer(root, ("wanted",))
    craft_answer(root, "wanted", lambda _: [[["crafted name", "crafted", None, []]]])
    assert "crafted name" in answer(root, ("wanted",))[0]
    craft_answer(root, "wanted", lambda _: [[7]])
    assert answer(root, ("wanted",)) == expected
    write(root / "note 1.md", "[[wanted only now]]")
    assert "wanted only now" in answer(root, ("wanted",))[0]
    write(root / "vaultlint.toml", '[rules.dangling-link]\nplanned = ["wanted*"]\n')
    assert answer(root, ("wanted",)) == answer(root, ("wanted", "--no-cache"))


def test_prune_takes_the_result_of_a_check(root: Path) -> None:
    """What `check` has found with a baseline is what `baseline prune` needs to know."""
    CliRunner().invoke(main, ["baseline", "create", str(root)])
    for note in root.glob("note *.md"):
        write(note, "nothing wrong")
    said(root)
    craft_answer(
        root, "check", lambda known: [*known[:3], [known[3][0], [[["own", "crafted cause", "note"], 1]]], known[4]]
    )
    assert CliRunner().invoke(main, ["baseline", "prune", str(root)]).stdout == 'fixed: own "crafted cause" in "note"\n'
