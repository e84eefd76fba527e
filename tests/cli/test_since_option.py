"""`vaultlint check --since REF`: what is reported, why, and with which fix."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.repository import commit_all, needs_git, new_repository, write_files

pytestmark = needs_git

Files = dict[str, str | bytes]

LONG = "".join(f"line {number}\n" for number in range(20))
TEA: Files = {"tea/Tea.md": f"# Tea\n\n## Green tea\n\nHot. ^hot\n\n{LONG}", "a.md": "[[Never]]\n"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def since(root: Path, *args: str | Path, revision: str = "HEAD") -> list[str]:
    """The lines of the problems of links, without a summary."""
    result = run("check", "--select", "links", "-q", "--since", revision, "--root", root, *args)
    assert result.exit_code == bool(result.stdout), result.output
    return result.stdout.splitlines()


def problems(root: Path) -> list[dict[str, Any]]:
    result = run("check", "--select", "links", "--since", "HEAD", "-f", "json", "--root", root)
    found: list[dict[str, Any]] = json.loads(result.stdout)["problems"]
    return found


def fixes(root: Path) -> list[tuple[str, str, list[str]]]:
    """The fix of each problem: its message, whether it is safe, and the texts it writes."""
    return [
        (fix["message"], fix["applicability"], [edit["text"] for edit in fix["edits"]])
        for fix in (problem["fix"] for problem in problems(root))
        if fix
    ]


def test_only_what_changed(root: Path) -> None:
    """All problems of a changed note, old ones too; elsewhere only those of links that broke by the change."""
    new_repository(root, {**TEA, "b.md": "[[Never]] [[Tea]] [[Gone]]\n", "c.md": "[[Never]]\n", "Gone.md": "x\n"})
    assert since(root) == []
    write_files(root, {"c.md": "[[Never]] [[Neither]]\n", "new.md": "[[Nor]]\n"})
    (root / "Gone.md").unlink()
    assert since(root) == [
        'b.md:1:19: error: no note or file is named "Gone": Gone.md was deleted since HEAD [dangling-link]',
        'c.md:1:1: error: no note or file is named "Never" [dangling-link]',
        'c.md:1:11: error: no note or file is named "Neither" [dangling-link]',
        'new.md:1:1: error: no note or file is named "Nor" [dangling-link]',
    ]
    assert since(root, root / "c.md", root / "a.md") == since(root)[1:3]
    commit_all(root)
    assert since(root) == []
    assert len(since(root, revision="HEAD~1")) == 4
    assert since(root, revision="main~1")[0].endswith("Gone.md was deleted since main~1 [dangling-link]")


@pytest.mark.parametrize(
    "link, change, message",
    [
        pytest.param(
            "[[Tea]]", None, 'no note or file is named "Tea": tea/Tea.md was deleted since HEAD', id="deleted"
        ),
        pytest.param(
            "[[Tea]]",
            "tea/Chai.md",
            'no note or file is named "Tea": tea/Tea.md was renamed to tea/Chai.md since HEAD, so write [[Chai]]',
            id="renamed",
        ),
        pytest.param(
            "[x](tea/Tea.md#Green%20tea)",
            "hot/Tea.md",
            'no note or file is at "tea/Tea.md": tea/Tea.md was moved to hot/Tea.md since HEAD; did you mean hot/Tea.md?',
            id="moved, where the name tells as much",
        ),
        pytest.param("[[Teas]]", "tea/Chai.md", "", id="broken before"),
    ],
)
def test_files(root: Path, link: str, change: str | None, message: str) -> None:
    new_repository(root, {**TEA, "b.md": f"{link}\n"})
    write_files(root, {change: (root / "tea" / "Tea.md").read_bytes()} if change else {})
    (root / "tea" / "Tea.md").unlink()
    assert since(root) == ([f"b.md:1:1: error: {message} [dangling-link]"] if message else [])


@pytest.mark.parametrize(
    "link, written, applicability",
    [
        pytest.param("[[Tea]]", "Green chai", "safe", id="wikilink"),
        pytest.param("![[Tea#^hot]]", "Green chai", "safe", id="embed of a block"),
        pytest.param("[[tea/Tea#Green tea|a cup]]", "Green chai", "safe", id="path, heading and display text"),
        pytest.param("[a cup](tea/Tea.md)", "Green%20chai.md", "safe", id="Markdown"),
        pytest.param("[a cup](tea/Tea)", "Green%20chai", "safe", id="Markdown without .md"),
        pytest.param("[[tea/Tea.md]]", "tea/Green chai.md", "safe", id=".md in a wikilink"),
        pytest.param('[a cup][t]\n\n[t]: tea/Tea.md "x"', "Green%20chai.md", "safe", id="by reference"),
        pytest.param("[a cup](<tea/Tea.md>)", "Green chai.md", "safe", id="angle brackets"),
        pytest.param("| x |\n|---|\n| [[Tea\\|a cup]] |", "Green chai", "safe", id="in a table"),
    ],
)
@pytest.mark.parametrize("is_committed", [False, True], ids=["in the work tree", "committed"])
def test_a_renamed_note(root: Path, link: str, written: str, applicability: str, is_committed: bool) -> None:
    new_repository(root, {**TEA, "b.md": f"{link}\n"})
    (root / "tea" / "Tea.md").rename(root / "tea" / "Green chai.md")
    if is_committed:
        commit_all(root)
    result = run(
        "check", "--select", "links", "--since", "HEAD~1" if is_committed else "HEAD", "-f", "json", "--root", root
    )
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["fix"]["message"] == "Link to tea/Green chai.md, which was tea/Tea.md"
    assert [edit["text"] for edit in problem["fix"]["edits"]] == [written]
    assert problem["fix"]["applicability"] == applicability
    assert problem["suggestions"] == []
    assert problem["data"]["to"] == "tea/Green chai.md"


@pytest.mark.parametrize(
    "link_format, written",
    [
        ("shortest", "[[Chai]] [x](Chai.md) [[Chai|Chai]] [Chai](Chai.md)"),
        ("relative", "[[../tea/Chai]] [x](../tea/Chai.md) [[../tea/Chai|Chai]] [Chai](../tea/Chai.md)"),
        ("absolute", "[[tea/Chai]] [x](tea/Chai.md) [[tea/Chai|Chai]] [Chai](tea/Chai.md)"),
    ],
)
def test_the_fix_is_made_as_mv_would_make_it(root: Path, link_format: str, written: str) -> None:
    """`--fix` after a rename in the shell leaves the vault as `vaultlint mv` leaves it."""
    app = json.dumps({"newLinkFormat": link_format})
    files: Files = {**TEA, "in/b.md": "[[Tea]] [x](Tea.md) [[Tea|Tea]] [Tea](Tea.md)\n", ".obsidian/app.json": app}
    by_shell, by_mv = new_repository(root / "shell", files), new_repository(root / "mv", files)
    (by_shell / "tea" / "Tea.md").rename(by_shell / "tea" / "Chai.md")
    run("check", "--select", "links", "--since", "HEAD", "--fix", "--root", by_shell)
    assert run("mv", by_mv / "tea" / "Tea.md", by_mv / "tea" / "Chai.md").exit_code == 0
    assert (by_shell / "in" / "b.md").read_text() == f"{written}\n"
    assert (by_mv / "in" / "b.md").read_text() == f"{written}\n"


def test_a_fix_is_offered_only_with_since(root: Path) -> None:
    """Also a fix in a note that did not change itself; `--diff` shows it, and leaves it."""
    new_repository(root, {**TEA, "b.md": "[[Tea]] [[Never]]\n"})
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    assert "Nothing to fix" in run("check", "--select", "links", "--fix", "--root", root).output
    shown = run("check", "--select", "links", "--diff", "--since", "HEAD", "--root", root)
    assert "-[[Tea]] [[Never]]\n+[[Chai]] [[Never]]\n" in shown.stdout
    assert (root / "b.md").read_text() == "[[Tea]] [[Never]]\n"
    run("check", "--select", "links", "--fix", "--since", "HEAD", "--root", root)
    assert (root / "b.md").read_text() == "[[Chai]] [[Never]]\n"


def test_the_keys_stay(root: Path) -> None:
    """A cause adds no key: `data` has the same keys with and without."""
    new_repository(
        root, {**TEA, "b.md": "[[Tea]] [[Nothing]] [[Gone#a]] ![[x.png]]\n", "Gone.md": "# a\n", "x.png": b"1"}
    )
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    write_files(root, {"b.md": "[[Tea]] [[Nothing]] [[Gone#a]] ![[x.png]] \n", "Gone.md": "# b\n"})
    (root / "x.png").rename(root / "y.png")
    plain = json.loads(run("check", "--select", "links", "-f", "json", "--root", root).stdout)["problems"]
    with_cause = problems(root)
    assert [each["data"].keys() for each in with_cause] == [
        each["data"].keys() for each in plain if each["path"] == "b.md"
    ]
    assert [each.keys() for each in with_cause] == [each.keys() for each in plain if each["path"] == "b.md"]


def test_a_rename_that_is_not_certain(root: Path) -> None:
    """A note that was edited, too, may be another one."""
    new_repository(root, {**TEA, "b.md": "[[Tea]]\n"})
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    write_files(root, {"Chai.md": f"# Chai\n\nNew words.\n\n{LONG}"})
    assert fixes(root) == [("Link to Chai.md, which was tea/Tea.md", "unsafe", ["Chai"])]


def test_two_answers(root: Path) -> None:
    """The old name is an alias of another note: the rename is likely, not certain."""
    new_repository(root, {**TEA, "b.md": "[[Tea]]\n", "Mate.md": "---\naliases: [Tea]\n---\n"})
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    (problem,) = problems(root)
    assert problem["message"] == (
        'no note or file is named "Tea": it is an alias of Mate.md, so write [[Mate|Tea]], but tea/Tea.md was renamed'
        " to Chai.md since HEAD"
    )
    assert problem["fix"]["applicability"] == "unsafe"
    assert [edit["text"] for edit in problem["fix"]["edits"]] == ["Chai"]
    assert [suggestion["edits"][0]["text"] for suggestion in problem["suggestions"]] == ["Mate|Tea"]


def test_the_old_name_became_an_alias(root: Path) -> None:
    """Then the rule's own fix keeps what readers see."""
    new_repository(root, {**TEA, "b.md": "[[Tea]]\n"})
    (root / "tea" / "Tea.md").unlink()
    write_files(root, {"Chai.md": f"---\naliases: [Tea]\n---\n{TEA['tea/Tea.md']!s}"})
    (problem,) = problems(root)
    assert problem["message"] == (
        'no note or file is named "Tea": it is an alias of Chai.md, so write [[Chai|Tea]]; tea/Tea.md was renamed to'
        " Chai.md since HEAD"
    )
    assert [edit["text"] for edit in problem["fix"]["edits"]] == ["Chai|Tea"]


def test_a_folder(root: Path) -> None:
    """A renamed folder is the rename of all files in it."""
    notes: Files = {f"old/{name}.md": f"# {name}\n" for name in ("One", "Two")}
    new_repository(
        root, {**notes, "old/pic.png": b"1", "b.md": "[[old/One]] [x](old/Two.md) ![[old/pic.png]] [[One]]\n"}
    )
    (root / "old").rename(root / "new")
    assert [message for message, _, _ in fixes(root)] == [
        "Link to new/One.md",
        "Link to new/Two.md",
        "Link to new/pic.png",
    ]
    assert [line.partition(": error: ")[2] for line in since(root)] == [
        'no note or file is at "old/One": old/One.md was moved to new/One.md since HEAD; did you mean new/One.md? [dangling-link]',
        'no note or file is at "old/Two.md": old/Two.md was moved to new/Two.md since HEAD; did you mean new/Two.md? [dangling-link]',
        'no file is at "old/pic.png": old/pic.png was moved to new/pic.png since HEAD; did you mean new/pic.png? [missing-attachment]',
    ]


def test_a_moved_note_with_relative_links(root: Path) -> None:
    """Its own links are resolved from where it was."""
    new_repository(root, {**TEA, "notes/b.md": f"[x](../tea/Tea.md) [[./c]] [[./never]]\n{LONG}", "notes/c.md": "c\n"})
    (root / "deep" / "er").mkdir(parents=True)
    (root / "notes" / "b.md").rename(root / "deep" / "er" / "b.md")
    assert [line.partition(": error: ")[2] for line in since(root)] == [
        'no note or file is at "../tea/Tea.md": this note was moved from notes/b.md since HEAD; did you mean tea/Tea.md?'
        " [dangling-link]",
        'no note or file is at "./c": this note was moved from notes/b.md since HEAD; did you mean notes/c.md? [dangling-link]',
        'no note or file is at "./never" [dangling-link]',
    ]


@pytest.mark.parametrize(
    "link, text, message, suggested",
    [
        pytest.param(
            "[[Tea#Green tea]]",
            "# Tea\n\n## Black tea\n\nHot. ^hot\n",
            'tea/Tea.md has no heading "Green tea": it was removed since HEAD; did you mean #Black tea?',
            "#Black tea",
            id="a heading in its place",
        ),
        pytest.param(
            "[x](tea/Tea.md#Tea#Green%20tea)",
            "# Tea\n\n## Black: tea\n\nHot. ^hot\n",
            'tea/Tea.md has no heading "Tea#Green tea": it was removed since HEAD; did you mean #Tea#Black tea?',
            "#Tea#Black%20tea",
            id="the end of a path",
        ),
        pytest.param(
            "[[Tea#Green tea]]",
            "# Tea\n\nHot. ^hot\n",
            'tea/Tea.md has no heading "Green tea": it was removed since HEAD',
            None,
            id="a heading that is gone",
        ),
        pytest.param(
            "[[Tea#Green tea]]",
            "# Tea\n\n## Black tea\n\n## White tea\n\nHot. ^hot\n",
            'tea/Tea.md has no heading "Green tea": it was removed since HEAD',
            None,
            id="two in its place",
        ),
        pytest.param(
            "[[Tea#^hot]]",
            "# Tea\n\n## Green tea\n\nHot. ^warm\n",
            'tea/Tea.md has no block "^hot": it was removed since HEAD; did you mean #^warm?',
            "#^warm",
            id="a block in its place",
        ),
        pytest.param("[[Tea#^cold]]", "# Tea\n\n## Green tea\n", None, None, id="a block that was never there"),
        pytest.param("[[Tea#Red tea]]", "# Tea\n", None, None, id="a heading that was never there"),
        pytest.param("[[Tea#Green tea]]", "# Tea\n\n## green TEA\n", None, None, id="written in another way"),
    ],
)
def test_headings_and_blocks(root: Path, link: str, text: str, message: str | None, suggested: str | None) -> None:
    new_repository(root, {**TEA, "b.md": f"{link}\n"})
    write_files(root, {"tea/Tea.md": text})
    found = [problem for problem in problems(root) if problem["path"] == "b.md"]
    assert [problem["message"] for problem in found] == ([message] if message else [])
    written = [edit["text"] for problem in found for each in problem["suggestions"] for edit in each["edits"]]
    assert written == ([suggested] if suggested else [])
    assert all(problem["fix"] is None for problem in found)


def test_a_new_note_takes_the_name(root: Path) -> None:
    """A link that leads to another note now has lost its heading there."""
    new_repository(root, {**TEA, "b.md": "[[Tea#Green tea]]\n"})
    write_files(root, {"Tea.md": "# Another\n"})
    (line,) = [line for line in since(root) if line.startswith("b.md")]
    assert line == (
        'b.md:1:1: warning: Tea.md has no heading "Green tea": at HEAD, the link led to tea/Tea.md [dangling-heading]'
    )
    suggestions = [each for problem in problems(root) if problem["path"] == "b.md" for each in problem["suggestions"]]
    assert [(each["message"], each["edits"][0]["text"]) for each in suggestions] == [("Link to tea/Tea.md", "tea/Tea")]


def test_a_canvas(root: Path) -> None:
    new_repository(root, {**TEA, "b.canvas": '{"nodes": [{"type": "file", "file": "tea/Tea.md"}]}'})
    (root / "tea" / "Tea.md").rename(root / "tea" / 'Ch"ai.md')
    assert fixes(root) == [('Link to tea/Ch"ai.md, which was tea/Tea.md', "safe", ['tea/Ch\\"ai.md'])]


def test_a_vault_in_a_folder(root: Path) -> None:
    new_repository(root, {"content/Tea.md": "x\n", "content/b.md": "[[Tea]] [[Never]]\n", "README.md": "[[No]]\n"})
    (root / "content" / "Tea.md").rename(root / "content" / "Chai.md")
    write_files(root, {"README.md": "[[None]]\n"})
    assert since(root / "content") == [
        'content/b.md:1:1: error: no note or file is named "Tea": Tea.md was renamed to Chai.md since HEAD, so write'
        " [[Chai]] [dangling-link]"
    ]


def test_the_baseline_and_suppressions_count(root: Path) -> None:
    new_repository(root, {**TEA, "b.md": "[[Tea]]\n", "c.md": "[[Tea]] %% vaultlint-disable-line %%\n"})
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    assert len(since(root)) == 1
    assert run("baseline", "create", root).exit_code == 0
    assert since(root) == []
    assert len(since(root, "--no-baseline")) == 1


def test_the_cache_is_that_of_a_plain_run(root: Path) -> None:
    """A run with `--since` leaves the same result in the cache as one without, and takes it from there."""
    new_repository(root, {**TEA, "b.md": "[[Tea]] [[Never]]\n"})
    (root / "tea" / "Tea.md").rename(root / "Chai.md")
    plain = run("check", "--no-cache", "--root", root)
    narrowed = run("check", "--no-cache", "--since", "HEAD", "--root", root)
    assert plain.stdout != narrowed.stdout
    for _ in range(2):
        assert run("check", "--since", "HEAD", "--root", root).stdout == narrowed.stdout
        assert run("check", "--root", root).stdout == plain.stdout


def test_a_cause_is_not_folded_away(root: Path) -> None:
    """More than five links to one deleted note share a line, which says why."""
    new_repository(root, {**TEA, **{f"{number}.md": "[[Tea]]\n" for number in range(7)}})
    (root / "tea" / "Tea.md").unlink()
    assert since(root) == [
        '0.md:1:1: error: no note or file is named "Tea": tea/Tea.md was deleted since HEAD (and 6 more links to "Tea")'
        " [dangling-link]"
    ]


def test_the_command_for_more_names_the_revision(root: Path) -> None:
    new_repository(root, {"a.md": "x\n"})
    write_files(root, {"a.md": "".join(f"[[{number}]]\n" for number in range(11))})
    result = run("check", "--select", "links", "--since", "HEAD", "--root", root)
    assert (
        f"11 dangling-link (10 shown): vaultlint --all --select dangling-link --since HEAD --root {root}"
        in result.stdout
    )


@pytest.mark.parametrize(
    "revision, message",
    [
        pytest.param("nope", 'git knows no revision "nope"', id="unknown"),
        pytest.param("", 'git knows no revision ""', id="empty"),
        pytest.param("-x", 'git knows no revision "-x"', id="an option"),
    ],
)
def test_no_such_revision(root: Path, revision: str, message: str) -> None:
    new_repository(root, TEA)
    result = run("check", f"--since={revision}", "--root", root)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"vaultlint: {message}\n")


def test_no_repository(root: Path) -> None:
    write_files(root, {"a.md": "x\n"})
    result = run("check", "--since", "HEAD", "--root", root)
    assert (result.exit_code, result.stderr) == (2, f"vaultlint: {root} is not in a git repository\n")


def test_a_vault_that_git_ignores(root: Path) -> None:
    """That nothing is reported must not look like a vault without problems."""
    new_repository(root, {"a.md": "x\n", ".gitignore": "vault/\n"})
    write_files(root, {"vault/b.md": "[[Never]]\n"})
    result = run("check", "--since", "HEAD", "--root", root / "vault")
    assert result.exit_code == 2
    assert result.stderr == (
        f"vaultlint: git knows no file in {root / 'vault'}: it is ignored, or nothing was added yet\n"
    )
