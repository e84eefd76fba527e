"""A vault and the rules in force give problems."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint import TOP, Canvas, Flaw, Note, Problem, Rule, Severity, Span, Vault
from vaultlint.config.options import Config, Options, Override
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.testing import vault
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import read_vault

Files = dict[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class _Labelled(Rule):
    """Counts aloud if it has a label."""

    label: str = ""

    def notice(self, problems: int, notes: int) -> str | None:
        return f"{self.label}: {problems} of {notes}" if self.label else None


@dataclass(frozen=True, kw_only=True)
class EveryLink(_Labelled):
    """Reports every link, the last one first."""

    name = "every-link"

    def check(self, vault: Vault) -> Iterator[Problem]:
        for found in reversed(vault.links):
            yield self.problem(found.source, found.link.span, f"leads to {found.resolved}")


@dataclass(frozen=True, kw_only=True)
class AnyNote(_Labelled):
    """Reports every note at its top, the last one first."""

    name = "any-note"

    def check(self, vault: Vault) -> Iterator[Problem]:
        for path in sorted(vault.notes, reverse=True):
            yield self.problem(path, TOP, "a note")


@dataclass(frozen=True, kw_only=True)
class Broken(Rule):
    """Breaks at the second problem."""

    name = "broken"

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield self.problem(next(iter(vault.notes)), TOP, "never seen")
        raise KeyError("oops")


@dataclass(frozen=True, kw_only=True)
class Closed(Rule):
    """Reports what could not be read."""

    name = "closed"

    def check(self, vault: Vault) -> Iterator[Problem]:
        for path, flaw in vault.flaws:
            yield self.problem(path, flaw.span, flaw.message)


def line_in(rule: type[Rule], text: str) -> str:
    """The first line in the source of a rule that has some text in it, with its file."""
    lines, first = inspect.getsourcelines(rule)
    return f"{__file__}:{first + next(number for number, line in enumerate(lines) if text in line)}"


def choose(*rules: type[Rule], line: SelectionFlags | None = None, **options: Any) -> Selection:
    return Selection({rule.name: rule for rule in rules}, Config(Options(**options)), line or SelectionFlags())


def told(result: Result) -> list[str]:
    return [f"{each.path}:{each.span.line}:{each.span.column} {each.rule}" for each in result.problems]


def test_problems_are_sorted() -> None:
    """By path, then position, then rule, whatever order the rules give."""
    files: Files = {"b.md": "[[a]]\n", "a.md": "\nX [[b]]\n[[gone]] [[b]]\n"}
    result = check(vault(files), choose(EveryLink, AnyNote))
    assert result.problems == (
        Problem("any-note", Severity.WARNING, "a note", "a.md", TOP, {}),
        Problem("every-link", Severity.WARNING, "leads to b.md", "a.md", Span(2, 3, 2, 8), {}),
        Problem("every-link", Severity.WARNING, "leads to None", "a.md", Span(3, 1, 3, 9), {}),
        Problem("every-link", Severity.WARNING, "leads to b.md", "a.md", Span(3, 10, 3, 15), {}),
        Problem("any-note", Severity.WARNING, "a note", "b.md", TOP, {}),
        Problem("every-link", Severity.WARNING, "leads to a.md", "b.md", Span(1, 1, 1, 6), {}),
    )


def test_counts() -> None:
    """Notes and links of what is checked, all other files of the vault, no external links."""
    files: Files = {
        "a.md": "[[b]] <https://example.org> [[gone]] ![[pic.png]]",
        "b.md": '---\nup: "[[a]]"\n---\n',
        "old/c.md": "[[a]] [[b]]",
        "map.canvas": '{"nodes": [{"type": "file", "file": "a.md"}]}',
        "pic.png": b"",
        "data.xyz": b"",
    }
    selection = choose(AnyNote, exclude=("old",))
    result = check(vault(files), selection)
    assert (result.notes, result.files, result.links) == (2, 2, 5)
    only_b = check(vault(files), selection, lambda path: path == "b.md")
    assert (only_b.notes, only_b.files, only_b.links) == (1, 2, 1)


def test_nothing_is_wanted() -> None:
    """Without a path to check, no rule runs."""
    assert check(vault({"a.md": ""}), choose(AnyNote, Broken), lambda _: False) == Result(
        (), checked=0, notes=0, files=0, links=0
    )


def test_only_wanted_paths_are_reported() -> None:
    """The whole vault is read, and what the user asked for is reported, canvases too."""
    files: Files = {"a.md": "[[b]]", "b.md": "[[a]]", "c.canvas": '{"nodes": [{"type": "file", "file": "a.md"}]}'}
    result = check(vault(files), choose(EveryLink), lambda path: path != "b.md")
    assert [(each.path, each.message) for each in result.problems] == [
        ("a.md", "leads to b.md"),
        ("c.canvas", "leads to a.md"),
    ]


@pytest.mark.parametrize(
    "line, options",
    [
        pytest.param(SelectionFlags(exclude=("Old/**",)), {}, id="on the command line"),
        pytest.param(SelectionFlags(), {"exclude": ("old",)}, id="in the file"),
    ],
)
def test_excluded_notes(line: SelectionFlags, options: dict[str, Any]) -> None:
    """Excluded notes are not reported, but links lead to them, and theirs count in the graph."""
    read = vault({"a.md": "[[b]]", "Old/b.md": "[[a]] [[gone]]"})
    result = check(read, choose(EveryLink, AnyNote, line=line, **options))
    assert told(result) == ["a.md:1:1 any-note", "a.md:1:1 every-link"]
    assert result.problems[1].message == "leads to Old/b.md"
    assert set(read.graph.edges) == {("a.md", "Old/b.md"), ("Old/b.md", "a.md")}


@pytest.mark.parametrize(
    "exclude, expected",
    [
        pytest.param((), ["a.md"], id="set aside"),
        pytest.param(("!Forms/**",), ["Forms/day.md", "a.md"], id="given back"),
        pytest.param(("a.md", "!old.md"), ["old.md"], id="one given back, another excluded"),
    ],
)
def test_what_obsidian_sets_aside(exclude: tuple[str, ...], expected: list[str]) -> None:
    """Templates and Obsidian's excluded files are not reported unless a pattern gives them back."""
    files: Files = {
        ".obsidian/app.json": '{"userIgnoreFilters": ["old"]}',
        ".obsidian/templates.json": '{"folder": "Forms"}',
        **dict.fromkeys(("Forms/day.md", "a.md", "old.md"), ""),
    }
    assert [each.path for each in check(vault(files), choose(AnyNote, exclude=exclude)).problems] == expected


def test_overrides() -> None:
    """For the paths of an override a rule has another severity, or is off; each problem comes once."""
    overrides = (
        Override(paths=("log",), rules={"any-note": {"severity": "info"}}),
        Override(paths=("log/2*",), rules={"any-note": {"severity": "error"}}, ignore=("every-link",)),
    )
    files: Files = {"a.md": "[[b]]", "log/1.md": "[[a]]", "log/2.md": "[[a]]"}
    result = check(vault(files), choose(EveryLink, AnyNote, overrides=overrides))
    assert [(each.path, each.rule, each.severity.value) for each in result.problems] == [
        ("a.md", "any-note", "warning"),
        ("a.md", "every-link", "warning"),
        ("log/1.md", "any-note", "info"),
        ("log/1.md", "every-link", "warning"),
        ("log/2.md", "any-note", "error"),
    ]


def test_broken_rule() -> None:
    """A rule that raises is named, its problems are dropped, and the others report."""
    result = check(vault({"a.md": ""}), choose(AnyNote, Broken, Closed))
    assert told(result) == ["a.md:1:1 any-note"]
    line = line_in(Broken, "KeyError")
    assert [failure.message for failure in result.failures] == [f"rule \"broken\" failed: KeyError: 'oops' ({line})"]


def test_notices() -> None:
    """A rule's closing word knows how many of its problems are reported, and of how many notes."""
    read = vault({"a.md": "[[a]] [[b]] [[c]]", "b.md": "", "c.md": ""})
    labels = {"any-note": {"label": "notes"}, "every-link": {"label": "links"}}
    labelled = choose(AnyNote, EveryLink, rules=labels, exclude=("c.md",))
    assert check(read, labelled).notices == ("notes: 2 of 2", "links: 3 of 2")
    assert check(read, labelled, lambda path: path == "b.md").notices == ("notes: 1 of 1", "links: 0 of 1")
    assert check(read, choose(AnyNote, EveryLink)).notices == ()


BUILT: Files = {
    ".gitignore": "public\n",
    "a.md": "[[page]] [[readme]]",
    "public/page.md": "[[gone]]",
    "node_modules/readme.md": "[[gone]]",
    "node_modules/x.js": "",
}
ON_INSTALLED = 'not checked: folder "node_modules"; to check them, set exclude = ["!node_modules/"]'
ON_BUILT = 'not checked: folder "public" (ignored by .gitignore); to check them, set exclude = ["!public/"]'
ON_BOTH = (
    'not checked: folder "node_modules"; folder "public" (ignored by .gitignore)'
    '; to check them, set exclude = ["!node_modules/", "!public/"]'
)


@pytest.mark.parametrize(
    "exclude, asked, expected, notices",
    [
        pytest.param((), "", ["a.md"], (ON_BOTH,), id="set aside"),
        pytest.param(("!public/",), "", ["a.md", "public/page.md"], (ON_INSTALLED,), id="given back"),
        pytest.param(("node_modules/",), "", ["a.md"], (ON_BUILT,), id="excluded, as the user knows"),
        pytest.param((), "a.md", ["a.md"], (), id="not asked for"),
        pytest.param((), "public/", [], (ON_BUILT,), id="asked for"),
    ],
)
def test_built_folders(exclude: tuple[str, ...], asked: str, expected: list[str], notices: tuple[str, ...]) -> None:
    """They are not checked but stay link targets, and the user is told so, and how to check them."""
    read = vault(BUILT)
    result = check(read, choose(AnyNote, exclude=exclude), lambda path: path.startswith(asked))
    assert [each.path for each in result.problems] == expected
    assert result.notices == notices
    assert [found.resolved for found in read.links if found.source == "a.md"] == [
        "public/page.md",
        "node_modules/readme.md",
    ]


def test_built_folders_without_notes() -> None:
    """Where there is nothing to check there is nothing to say."""
    assert check(vault({"a.md": "", "node_modules/x.js": ""}), choose(AnyNote)).notices == ()


def test_notices_come_in_the_order_of_paths() -> None:
    """A rule that is configured differently for many paths speaks in their order."""
    paths = [f"{number}.md" for number in range(9)]
    overrides = tuple(Override(paths=(path,), rules={"any-note": {"label": path}}) for path in reversed(paths))
    result = check(vault(dict.fromkeys(paths, "")), choose(AnyNote, overrides=overrides))
    assert result.notices == tuple(f"{path}: 1 of 9" for path in paths)


def test_folder_that_cannot_be_read() -> None:
    """A folder that cannot be listed is reported like a file, unless it is excluded or not asked for."""
    source = Memory({"a.md": ""})
    source.unreadable = {"b": "permission denied"}
    read = read_vault(Path("/vault"), source)
    assert told(check(read, choose(Closed))) == ["b:1:1 closed"]
    assert told(check(read, choose(Closed, exclude=("b",)))) == []
    assert told(check(read, choose(Closed), lambda path: path == "a.md")) == []


NOTES: Files = {
    "a.md": "[[b]] [[Log/c]] [[gone]]",
    "b.md": "[[a]]\n[[tie]]",
    "Log/c.md": "[[b]]",
    "x/tie.md": "[[a]]",
    "y/tie.md": "",
    "map.canvas": '{"nodes": [{"type": "file", "file": "a.md"}]}',
}


@given(st.permutations(list(NOTES)), st.permutations([EveryLink, AnyNote, Broken, Closed]))
def test_order_changes_nothing(paths: list[str], rules: list[type[Rule]]) -> None:
    """Neither the order of the files nor that of the rules changes the result."""
    overrides = (Override(paths=("log",), rules={"any-note": {"severity": "error"}}),)
    options: dict[str, Any] = {"overrides": overrides, "rules": {"any-note": {"label": "notes"}}}
    expected = check(vault(NOTES), choose(EveryLink, AnyNote, Broken, Closed, **options))
    assert check(vault({path: NOTES[path] for path in paths}), choose(*rules, **options)) == expected
    assert len(expected.problems) == 13


@dataclass(frozen=True, kw_only=True)
class Shapeless(Rule):
    """Gives something that is no problem."""

    name = "shapeless"

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield self.problem("a.md", None, "no span")  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Quitting(Rule):
    """Tries to end the run."""

    name = "quitting"

    def check(self, vault: Vault) -> Iterator[Problem]:
        raise SystemExit(0)


@dataclass(frozen=True, kw_only=True)
class Loud(AnyNote):
    """Fails at its last word."""

    name = "loud"

    def notice(self, problems: int, notes: int) -> str | None:
        raise ValueError("hoarse")


class Stop(BaseException):
    """What is no `Exception`."""


@dataclass(frozen=True, kw_only=True)
class Stopping(Rule):
    """Raises what few catch."""

    name = "stopping"

    def check(self, vault: Vault) -> Iterator[Problem]:
        raise Stop


@dataclass(frozen=True, kw_only=True)
class Endless(Rule):
    """Calls itself."""

    name = "endless"

    def check(self, vault: Vault) -> Iterator[Problem]:
        return self.check(vault)


@dataclass(frozen=True, kw_only=True)
class Greedy(Rule):
    """Takes more memory than there is."""

    name = "greedy"

    def check(self, vault: Vault) -> Iterator[Problem]:
        raise MemoryError


@pytest.mark.parametrize("rule", [Shapeless, Quitting, Loud, Stopping, Endless, Greedy])
def test_no_rule_spoils_the_others(rule: type[Rule]) -> None:
    """Whatever a rule does wrong, it is named and the others report."""
    result = check(vault({"a.md": ""}), choose(rule, AnyNote))
    assert "a.md:1:1 any-note" in told(result)
    (failure,) = result.failures
    assert failure.message.startswith(f'rule "{rule.name}" failed: ')
    assert re.search(rf" \({re.escape(__file__)}:\d+\)$", failure.message)
    assert failure.traceback.startswith(f'Traceback (most recent call last):\n  File "{__file__}", line ')


@dataclass(frozen=True, kw_only=True)
class Stumbling(Rule):
    """Fails at what its option names."""

    name = "stumbling"

    at: str = "note"

    def check_note(self, note: Note, vault: Vault, /) -> Iterator[Problem]:
        yield from self._judge(note.path, "note")

    def check_canvas(self, canvas: Canvas, vault: Vault, /) -> Iterator[Problem]:
        yield from self._judge(canvas.path, "canvas")

    def check(self, vault: Vault) -> Iterator[Problem]:
        for path in vault.notes:
            yield from self._judge(path, "vault")

    def _judge(self, path: str, asked: str) -> Iterator[Problem]:
        yield self.problem(path, TOP, "fine")
        if self.at == asked and path.startswith("b"):
            raise KeyError("oops")


@pytest.mark.parametrize(("at", "place"), [("note", " on b.md"), ("canvas", " on b.canvas"), ("vault", "")])
def test_where_a_rule_failed(at: str, place: str) -> None:
    """A rule that fails is named with the note or canvas that it was asked about, and not asked again."""
    read = vault({"a.md": "[[b]]", "b.md": "[[a]]", "b2.md": "", "c.md": "", "b.canvas": "{}", "b2.canvas": "{}"})
    result = check(read, choose(Stumbling, rules={"stumbling": {"at": at}}))
    line = line_in(Stumbling, "KeyError")
    assert [failure.message for failure in result.failures] == [
        f"rule \"stumbling\" failed{place}: KeyError: 'oops' ({line})"
    ]
    assert result.problems == ()


@dataclass(frozen=True, kw_only=True)
class Odd(Rule):
    """Gives what its option says."""

    name = "odd"

    gives: str = ""

    def check(self, vault: Vault) -> Any:
        return getattr(self, self.gives)(vault)

    def nothing(self, _: Vault) -> None:
        """Forgets to yield."""

    def one(self, _: Vault) -> Problem:
        return self.problem("a.md", TOP, "alone")

    def none(self, _: Vault) -> Iterator[Any]:
        yield None  # none

    def deep(self, vault: Vault) -> Iterator[Any]:
        yield from self.none(vault)

    def listed(self, vault: Vault) -> list[Any]:
        return [self.one(vault), None]

    def severity_as_text(self, vault: Vault) -> Iterator[Any]:
        yield replace(self.one(vault), severity="error")  # type: ignore[arg-type]  # severity

    def wrong_message(self, _: Vault) -> Iterator[Any]:
        yield self.problem("a.md", TOP, 3)  # type: ignore[arg-type]  # message

    def wrong_path(self, _: Vault) -> Iterator[Any]:
        yield self.problem(Path("a.md"), TOP, "text")  # type: ignore[arg-type]  # path

    def unknown_path(self, _: Vault) -> Iterator[Any]:
        yield self.problem("a", TOP, "text")  # unknown

    def wrong_span(self, _: Vault) -> Iterator[Any]:
        yield self.problem("a.md", Span(1, 1, 1, None), "text")  # type: ignore[arg-type]  # span

    def wrong_cause(self, _: Vault) -> Iterator[Any]:
        yield self.problem("a.md", TOP, "text", causes=[1])  # type: ignore[list-item]  # cause

    def wrong_key(self, _: Vault) -> Iterator[Any]:
        yield self.problem("a.md", TOP, "text", data={1: 2})  # type: ignore[dict-item]  # key

    def wrong_fix(self, vault: Vault) -> Iterator[Any]:
        yield replace(self.one(vault), fix="fix")  # type: ignore[arg-type]  # fix

    def foreign(self, vault: Vault) -> Iterator[Any]:
        yield replace(self.one(vault), rule="even")  # foreign

    def stubborn(self, _: Vault) -> Iterator[Any]:
        for number in (1, 2):
            try:
                yield number
            except TypeError:
                continue


@pytest.mark.parametrize(
    "gives, line, message",
    [
        pytest.param("nothing", "def check", "returned None, not problems: use yield", id="nothing"),
        pytest.param("one", "def check", "returned Problem, not problems: use yield", id="one problem"),
        *(
            pytest.param(
                gives, line, "yielded None, not a problem: use self.problem(path, span, message)", id=f"None: {gives}"
            )
            for gives, line in (("none", "# none"), ("deep", "# none"), ("listed", "def check"))
        ),
        pytest.param("severity_as_text", "# severity", "a problem's severity must be Severity, not str", id="severity"),
        pytest.param("wrong_message", "# message", "a problem's message must be str, not int", id="message"),
        pytest.param("wrong_path", "# path", "a problem's path must be str, not PosixPath", id="path"),
        pytest.param(
            "wrong_span",
            "# span",
            "a problem's span must be of whole numbers, not (1, 1, 1, None)",
            id="numbers of a span",
        ),
        pytest.param(
            "unknown_path",
            "# unknown",
            'a problem\'s path must be in the vault, as note.path is, not "a"',
            id="path of no file",
        ),
        pytest.param(
            "wrong_cause", "# cause", "a problem's causes and the keys of its data must be strings", id="cause"
        ),
        pytest.param("wrong_key", "# key", "a problem's causes and the keys of its data must be strings", id="key"),
        pytest.param("wrong_fix", "# fix", "a problem's fix must be Fix, not str", id="fix"),
        pytest.param(
            "foreign",
            "# foreign",
            'yielded a problem of rule "even": use self.problem(path, span, message)',
            id="problem of another rule",
        ),
        pytest.param(
            "stubborn",
            "def check",
            "yielded int, not a problem: use self.problem(path, span, message)",
            id="rule that catches everything",
        ),
    ],
)
def test_what_is_no_problem(gives: str, line: str, message: str) -> None:
    """It is named in plain words, with the line of the rule that gave it."""
    result = check(vault({"a.md": ""}), choose(Odd, AnyNote, rules={"odd": {"gives": gives}}))
    (failure,) = result.failures
    expected = message.replace("PosixPath", type(Path()).__name__)
    assert failure.message == f'rule "odd" failed: TypeError: {expected} ({line_in(Odd, line)})'
    assert told(result) == ["a.md:1:1 any-note"]


@dataclass(frozen=True, kw_only=True)
class Misspoken(AnyNote):
    """Gives a notice that is no text."""

    name = "misspoken"

    def notice(self, problems: int, notes: int) -> Any:
        return problems


def test_notice_that_is_no_text() -> None:
    """The rule fails; its problems were reported before."""
    result = check(vault({"a.md": ""}), choose(Misspoken))
    (failure,) = result.failures
    place = line_in(Misspoken, "def notice")
    assert failure.message == f'rule "misspoken" failed: TypeError: returned int, not a string ({place})'
    assert told(result) == ["a.md:1:1 misspoken"]


class MuteError(Exception):
    """Cannot be printed."""

    def __str__(self) -> str:
        raise ValueError("no words")


@dataclass(frozen=True, kw_only=True)
class Speechless(Rule):
    """Fails with what cannot be printed."""

    name = "speechless"

    def check(self, vault: Vault) -> Iterator[Problem]:
        raise MuteError


def test_failure_that_cannot_be_printed() -> None:
    """Its type is."""
    (failure,) = check(vault({"a.md": ""}), choose(Speechless)).failures
    assert failure.message == f'rule "speechless" failed: MuteError ({line_in(Speechless, "raise MuteError")})'


@dataclass(frozen=True, kw_only=True)
class Chatty(AnyNote):
    """Prints."""

    name = "chatty"

    def check(self, vault: Vault) -> Iterator[Problem]:
        print("now I look")
        yield from super().check(vault)


def test_what_a_rule_prints_is_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    """It goes where notices go, so that JSON stays JSON."""
    assert told(check(vault({"a.md": ""}), choose(Chatty))) == ["a.md:1:1 chatty"]
    assert capsys.readouterr() == ("", "now I look\n")


@dataclass(frozen=True, kw_only=True)
class Interrupted(Rule):
    """Is running while the user gives up."""

    name = "interrupted"

    def check(self, vault: Vault) -> Iterator[Problem]:
        raise KeyboardInterrupt


def test_the_user_may_interrupt() -> None:
    """That is no failure of the rule."""
    with pytest.raises(KeyboardInterrupt):
        check(vault({"a.md": ""}), choose(Interrupted))


@dataclass(frozen=True, kw_only=True)
class Reviewing(Rule):
    """Reports every flaw."""

    name = "reviewing"

    def review(self, flaws: Iterable[tuple[str, Flaw]]) -> Iterator[Problem]:
        for path, flaw in flaws:
            yield self.problem(path, flaw.span, flaw.rule)


def test_flaws_of_the_whole_vault_are_reviewed() -> None:
    """Each once: those of folders, settings files, notes that cannot be read, and notes that can."""
    source = Memory({"a.md": b"[[x]]" * 100_000, "b.md": "---\na: [\n---\n", ".obsidian/app.json": "{"})
    source.unreadable = {"folder": "permission denied"}
    result = check(read_vault(Path("/vault"), source), choose(Reviewing))
    assert [(problem.path, problem.message) for problem in result.problems] == [
        (".obsidian/app.json", "unreadable-file"),
        ("a.md", "unreadable-file"),
        ("b.md", "front-matter-syntax"),
        ("folder", "unreadable-file"),
    ]
