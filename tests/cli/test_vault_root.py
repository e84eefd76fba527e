"""Which folder is taken as the vault, what is said where another may be meant, and `--root` and `root` that decide it."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cache.store import FOLDER
from vaultlint.cli import main
from vaultlint.lint.baseline import BASELINE_FILE

SETTINGS = ".obsidian/app.json"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No home folder is around."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))


def run(*args: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, [str(arg) for arg in args])


def make(root: Path, *files: str, **texts: str) -> Path:
    """Files: each holds the text that is given for its name without extension, else nothing; `name/` is a folder."""
    for name in files:
        place = root / name
        (place if name.endswith("/") else place.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            place.write_text(texts.get(place.stem, "{}" if name.endswith(".json") else ""), encoding="utf-8")
    return root.resolve()


def link(place: Path, target: Path | str) -> None:
    """Make a symbolic link, or skip the test where the system forbids it."""
    try:
        place.symlink_to(target, target_is_directory=True)
    except (OSError, NotImplementedError):
        pytest.skip("no symbolic links here")


def root_of(*args: str | Path) -> tuple[Path, str]:
    """The root of the vault that is checked with these arguments, and what is said on standard error."""
    result = run(*args, "-f", "json", "--select", "links", "--no-cache")
    assert result.exit_code in {0, 1}, result.stderr
    return Path(json.loads(result.stdout)["root"]), result.stderr


@pytest.mark.parametrize(
    ("files", "here", "args", "taken", "typed"),
    [
        pytest.param(
            [SETTINGS, "sub/.obsidian/app.json", "sub/a.md"], "sub", [], "sub", ["--root", ".."], id="a stray one"
        ),
        pytest.param(
            [SETTINGS, "sub/.obsidian/app.json", "sub/a.md"],
            ".",
            ["sub"],
            "sub",
            ["--root", "."],
            id="a stray one, named",
        ),
        pytest.param(
            [SETTINGS, "b b/.obsidian/app.json", "b b/c d/a.md"],
            "b b/c d",
            ["../../b b/c d/a.md"],
            "b b",
            ["--root", "../.."],
            id="spaces below",
        ),
        pytest.param(
            ["my notes/.obsidian/app.json", "my notes/-x/.obsidian/app.json", "my notes/-x/a.md"],
            "my notes",
            ["./-x/a.md"],
            "my notes/-x",
            ["--root", "."],
            id="what looks like an option",
        ),
        pytest.param(
            ["my notes/.obsidian/app.json", "my notes/sub/.obsidian/app.json", "my notes/sub/a.md"],
            ".",
            ["my notes/sub"],
            "my notes/sub",
            ["--root", "my notes"],
            id="spaces above",
        ),
        pytest.param(
            [SETTINGS, ".git/", "sub/.obsidian/app.json", "sub/a.md"], "sub", [], "sub", ["--root", ".."], id="in git"
        ),
        pytest.param(
            [SETTINGS, "sub/vaultlint.toml", "sub/a.md"], "sub", [], "sub", ["--root", ".."], id="a stray configuration"
        ),
        pytest.param(
            ["vaultlint.toml", "sub/.obsidian/app.json", "sub/a.md"],
            "sub",
            [],
            "sub",
            ["--root", ".."],
            id="a configuration above that does not count",
        ),
        pytest.param(
            [SETTINGS, "a/.obsidian/app.json", "a/b/.obsidian/app.json", "a/b/c.md"],
            "a/b",
            [],
            "a/b",
            ["--root", ".."],
            id="the nearest of several above",
        ),
        pytest.param(
            ["README.md", "content/.obsidian/app.json", "content/a.md"],
            ".",
            [],
            ".",
            ["--root", "content"],
            id="the only one below",
        ),
        pytest.param(
            ["README.md", "content/.obsidian/app.json", "content/a.md"],
            "..",
            ["repo"],
            ".",
            ["--root", "repo/content"],
            id="the only one below, from outside",
        ),
        pytest.param(
            ["x.md", "my site/my content/vaultlint.toml", "my site/my content/a.md"],
            ".",
            ["."],
            ".",
            ["--root", "my site/my content"],
            id="two levels below, marked by a configuration",
        ),
        pytest.param(
            ["x.md", "content/.obsidian/app.json", "content/b/.obsidian/app.json", "content/a.md"],
            ".",
            [],
            ".",
            ["--root", "content"],
            id="one below that has another in it",
        ),
        pytest.param(
            ["x/x.md", "content/.obsidian/app.json", "content/a.md"],
            ".",
            [".", "content"],
            ".",
            ["--root", "content"],
            id="paths in it and around it",
        ),
        pytest.param(
            ["x.md", "src/site/notes/.obsidian/app.json", "src/site/notes/a.md"],
            ".",
            [],
            ".",
            ["--root", "src/site/notes"],
            id="three levels below",
        ),
        pytest.param(
            ["vaultlint.toml", "content/.obsidian/app.json", "content/a.md"],
            ".",
            [],
            ".",
            ["--root", "content"],
            id="below a configuration",
        ),
        pytest.param(
            ["x.md", "content/.obsidian/app.json", "content/d/a.md"],
            "content/d",
            ["../.."],
            ".",
            ["--root", ".."],
            id="from inside",
        ),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the lines are for other shells")
def test_another_vault_may_be_meant(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: list[str],
    here: str,
    args: list[str],
    taken: str,
    typed: list[str],
) -> None:
    """One line says which vault was taken; what it says to add takes the other one, without another word."""
    repo = make(tmp_path / "repo", *files)
    monkeypatch.chdir(repo / here)
    root, said = root_of(*args)
    other = (Path.cwd() / typed[1]).resolve()
    option = shlex.join(typed)
    assert root == (repo / taken).resolve()
    assert said == f"vaultlint: using {root} as the vault; to use the vault {other}, add `{option}`\n"
    found = re.search("`(.*)`", said)
    assert found
    assert root_of(*args, *shlex.split(found[1])) == (other, "")
    assert run(*args, "-q").stderr == ""


@pytest.mark.parametrize(
    ("files", "here", "taken"),
    [
        pytest.param([SETTINGS, "a.md", "sub/.obsidian/app.json"], ".", ".", id="a stray one below"),
        pytest.param([SETTINGS, "sub/a.md"], "sub", ".", id="the ordinary case"),
        pytest.param([SETTINGS, "sub/.git/", "sub/.obsidian/app.json", "sub/a.md"], "sub", "sub", id="its own git"),
        pytest.param([SETTINGS, "sub/.git", "sub/.obsidian/app.json", "sub/a.md"], "sub", "sub", id="a submodule"),
        pytest.param(
            [SETTINGS, "r/.git/", "r/sub/.obsidian/app.json", "r/sub/a.md"], "r/sub", "r/sub", id="beyond the git root"
        ),
        pytest.param(
            [".git/", "vaultlint.toml", "sub/.obsidian/app.json", "sub/a.md"], "sub", "sub", id="its configuration"
        ),
        pytest.param(["a.md", "b/.obsidian/app.json", "c/.obsidian/app.json"], ".", ".", id="two below"),
        pytest.param(["a.md", "b/c/d/e/.obsidian/app.json"], ".", ".", id="four levels below"),
        pytest.param(
            ["x.md", "vaultlint.toml", "a/.obsidian/", "b/.obsidian/"], ".", ".", id="two below a configuration"
        ),
        pytest.param(["x.md", "vaultlint.toml", "a/vaultlint.toml"], ".", ".", id="one configuration below another"),
        pytest.param(["a.md", "node_modules/b/.obsidian/app.json"], ".", ".", id="below node_modules"),
        pytest.param(["a.md", ".b/.obsidian/app.json"], ".", ".", id="below a dot"),
        pytest.param(["a.md", "b/pyproject.toml"], ".", ".", id="another program's configuration"),
        pytest.param(["a.md", *(f"{number}/" for number in range(1001)), "x/.obsidian/"], ".", ".", id="too many"),
    ],
)
def test_no_other_vault_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], here: str, taken: str
) -> None:
    """Nothing is said."""
    repo = make(tmp_path / "repo", *files)
    monkeypatch.chdir(repo / here)
    assert root_of() == ((repo / taken).resolve(), "")


def test_a_vault_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing about those in it, nor does what lies above."""
    home = make(tmp_path / "me", SETTINGS, "../.obsidian/app.json", "a/notes/.obsidian/app.json", "a/notes/x.md")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    assert root_of(home / "a" / "notes") == (home / "a" / "notes", "")


def test_every_command_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And `--root` takes the other vault in each of them, with the other options."""
    repo = make(tmp_path / "repo", "content/.obsidian/app.json", "content/a.md", a="[[gone]] ")
    monkeypatch.chdir(repo)
    for command in (
        ["check"],
        ["wanted"],
        ["index"],
        ["config"],
        ["rules"],
        ["init", "--dry-run"],
        ["baseline", "create"],
        ["baseline", "update"],
        ["baseline", "prune"],
    ):
        result = run(*command)
        said = f"to use the vault {repo / 'content'}, add `--root content`\n"
        assert said in result.stderr, result.output
        assert "to use the vault" not in run(*command, "--root", "content").stderr
    assert not (repo / "content" / "vaultlint.toml").exists()
    (repo / "content" / BASELINE_FILE).unlink()
    (repo / BASELINE_FILE).unlink()
    assert '"path": "a.md"' in run("index", "--root", "content").stdout
    assert run("wanted", "--root", "content").stdout.startswith("1  gone  content/a.md:1\n")
    assert run("config", "--root", "content").stdout.startswith(f"# the vault {repo / 'content'}\n")
    assert run("config", "--root", "content", "content/a.md").stdout.startswith(f"# a.md in {repo / 'content'}\n")
    assert run("baseline", "create", "--root", "content").exit_code == 0
    assert (repo / "content" / BASELINE_FILE).exists()
    assert run("init", "--root", "content").exit_code == 0
    (repo / "content" / "vaultlint.toml").write_text('select = ["graph"]\n')
    on = [line.split()[0] for line in run("rules", "--root", "content").stdout.splitlines() if "  on  " in line]
    assert on == ["orphan-note"]


@pytest.mark.parametrize(
    ("here", "args", "checked"),
    [
        pytest.param(".", [], ["a.md", "b/c.md"], id="no paths, from around it"),
        pytest.param("x", [], ["a.md", "b/c.md"], id="no paths, from beside it"),
        pytest.param("content/b", [], ["b/c.md"], id="no paths, from inside"),
        pytest.param(".", ["."], ["a.md", "b/c.md"], id="around it"),
        pytest.param(".", ["content/b"], ["b/c.md"], id="a folder in it"),
        pytest.param("x", ["../content/a.md", "../content/b"], ["a.md", "b/c.md"], id="several, from beside it"),
    ],
)
@pytest.mark.parametrize("by", ["--root", "root"])
def test_paths_of_a_vault_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, args: list[str], checked: list[str], by: str
) -> None:
    """They narrow what is reported; a folder around the vault means all of it, and so does no path from elsewhere."""
    files = ["x/x.md", "content/.obsidian/app.json", "content/a.md", "content/b/c.md", "content/b/.obsidian/"]
    repo = make(tmp_path / "repo", *files, a="[[gone]]", c="[[gone]]", x="[[gone]]")
    monkeypatch.chdir(repo / here)
    if by == "root":
        (repo / "vaultlint.toml").write_text('root = "content"\n')
    else:
        args = [*args, "--root", os.path.relpath(repo / "content")]
    result = run(*args, "-q", "-f", "json", "--select", "links")
    assert result.stderr == ""
    assert [problem["path"] for problem in json.loads(result.stdout)["problems"]] == checked


def test_paths_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path beside the vault is an error that says who named the vault."""
    repo = make(tmp_path / "repo", "quartz/", "content/a.md", "vaultlint.toml", vaultlint='root = "content"\n')
    monkeypatch.chdir(repo)
    for args, by in (
        (["quartz"], str(repo / "vaultlint.toml")),
        (["content", "quartz"], str(repo / "vaultlint.toml")),
        (["quartz", "--root", "content"], "--root"),
        (["quartz", "--config", "vaultlint.toml"], str(repo / "vaultlint.toml")),
    ):
        result = run(*args)
        assert (result.stdout, result.exit_code) == ("", 2)
        assert result.stderr == (
            f"vaultlint: {repo / 'quartz'} is outside the vault {repo / 'content'} ({by}):"
            " pass paths in it, or another vault with --root\n"
        )
    assert run("--root", "nowhere").exit_code == 2
    assert run("--root", "content/a.md").exit_code == 2


CONFIGURATION = """
root = "content"
select = ["dangling-link"]
exclude = ["/old/"]
load = ["lint/rule.py"]
rules.dangling-link.planned = ["/People/*"]
[[overrides]]
paths = ["/log/"]
ignore = ["dangling-link"]
"""

RULE = """
from dataclasses import dataclass
from vaultlint import Example, Rule


@dataclass(frozen=True, kw_only=True)
class Mine(Rule):
    '''Mine.'''

    name = "mine"
    good = bad = Example({})

    def check(self, vault):
        return []
"""


@pytest.mark.parametrize("git", [True, False], ids=["in git", "without git"])
@pytest.mark.parametrize("marked", [True, False], ids=["with settings", "without settings"])
@pytest.mark.parametrize("name", ["vaultlint.toml", ".vaultlint.toml", "pyproject.toml"])
def test_root_in_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, git: bool, marked: bool, name: str
) -> None:
    """It decides from wherever one starts, without a word; all that the file names is relative to that root."""
    head = "[tool.vaultlint]\n" if name == "pyproject.toml" else ""
    text = CONFIGURATION.replace("[[overrides]]", "[[tool.vaultlint.overrides]]") if head else CONFIGURATION
    notes = ["content/a.md", "content/old/b.md", "content/log/c.md", "content/deep/down/d.md", "quartz/e.md"]
    repo = make(
        tmp_path / "repo",
        *notes,
        "content/lint/rule.py",
        "content/deep/.obsidian/",
        *([".git/"] if git else []),
        *(["content/.obsidian/"] if marked else []),
        a="[[gone]] [[People/Ann]]",
        b="[[gone]]",
        c="[[gone]]",
        e="[[gone]]",
        rule=RULE,
    )
    (repo / name).write_text(head + text)
    line = ':1:1: error: no note or file is named "gone" [dangling-link]\n'
    for here, args, path in (
        (".", [], "content/a.md"),
        (".", ["."], "content/a.md"),
        ("content", [], "a.md"),
        (".", ["content"], "content/a.md"),
        ("quartz", [], (repo / "content" / "a.md").as_posix()),
    ):
        monkeypatch.chdir(repo / here)
        result = run(*args, "-q")
        assert (result.stdout, result.stderr, result.exit_code) == (f"{path}{line}", "", 1), (here, args)
    monkeypatch.chdir(repo / "content" / "deep" / "down")
    assert root_of() == (repo / "content", "")
    monkeypatch.chdir(repo)
    assert run("baseline", "create").exit_code == 0
    assert (repo / "content" / BASELINE_FILE).exists()
    assert (repo / "content" / FOLDER).exists()
    assert not (repo / FOLDER).exists()
    assert run("-q").stdout == ""
    assert 'exclude = ["/old/"]  ' in run("config").stdout
    assert json.loads(run("index").stdout)["root"] == str(repo / "content")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('root = "contnt"', 'root: no folder "contnt" in {repo}', id="no such folder"),
        pytest.param('root = "a.md"', 'root: no folder "a.md" in {repo}', id="a file"),
        pytest.param(f'root = "{"x" * 5000}"', f'root: no folder "{"x" * 5000}" in {{repo}}', id="too long"),
        *(
            pytest.param(
                f'root = "{name}"',
                f'root: "{name}" is not a relative path to a folder below this file, such as "content"',
                id=f"the path {name}",
            )
            for name in ("", ".", "./", "..", "../x", "content/../../x", "/content", "C:/content", "C:content")
        ),
        pytest.param('root = "a\\u0000b"', "root: ", id="a character that no name has"),
        pytest.param("root = 5", "root: expected a string, got an integer", id="a number"),
        pytest.param('root = ["content"]', "root: expected a string, got an array", id="a list"),
    ],
)
def test_roots_that_cannot_be(tmp_path: Path, text: str, said: str) -> None:
    """They are errors that name file and key, and `--isolated` does not read them."""
    repo = make(tmp_path / "repo", "a.md", "content/b.md", "vaultlint.toml", vaultlint=text)
    result = run(repo)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith(f"vaultlint: {repo / 'vaultlint.toml'}: {said.format(repo=repo)}")
    assert result.stderr.count("\n") == 1
    assert root_of(repo, "--isolated")[0] == repo


@pytest.mark.parametrize("target", ["../outside", ".", ".."])
def test_a_root_that_is_a_link_out_of_the_folder(tmp_path: Path, target: str) -> None:
    """It is refused, as others may have written the configuration; `--root` takes it."""
    make(tmp_path / "outside", "a.md")
    repo = make(tmp_path / "repo", "a.md", "notes/b.md", "vaultlint.toml", vaultlint='root = "content"\n')
    link(repo / "content", target)
    result = run(repo)
    assert (result.stderr, result.exit_code) == (
        f'vaultlint: {repo / "vaultlint.toml"}: root: "content" is a link out of {repo}: pass the vault with --root instead\n',
        2,
    )
    assert root_of("--root", repo / "content")[0] == (repo / "content").resolve()


def test_a_root_that_is_a_link_inside_the_folder(tmp_path: Path) -> None:
    """It is where the link leads."""
    repo = make(tmp_path / "repo", "notes/b.md", "vaultlint.toml", vaultlint='root = "content"\nexclude = ["x"]\n')
    link(repo / "content", "notes")
    assert root_of(repo) == (repo / "notes", "")
    assert "# vaultlint.toml" in run("config", repo / "notes").stdout


def test_configurations_around_and_in_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest one to the root is in force and nothing is merged, from wherever one starts."""
    repo = make(tmp_path / "repo", "content/a.md", "content/vaultlint.toml", "content/deep/b.md", a="[[gone]]")
    (repo / "vaultlint.toml").write_text('root = "content"\nignore = ["links"]\n')
    for here in (".", "content", "content/deep"):
        monkeypatch.chdir(repo / here)
        assert run("config").stdout.splitlines()[:2] == [
            f"# the vault {repo / 'content'}",
            f"# configuration: {repo / 'content' / 'vaultlint.toml'}",
        ]
    (repo / "content" / "vaultlint.toml").write_text('root = "deep"\n')
    for here in (".", "content", "content/deep"):
        monkeypatch.chdir(repo / here)
        assert root_of() == (repo / "content" / "deep", "")


def test_another_vault_beside_the_root_that_is_named(tmp_path: Path) -> None:
    """One that is marked as a vault of its own may be checked by its name."""
    repo = make(
        tmp_path / "repo",
        "content/a.md",
        "other/.obsidian/",
        "other/b.md",
        "vaultlint.toml",
        vaultlint='root = "content"',
    )
    assert root_of(repo / "other") == (repo / "other", "")


def test_a_nested_vault_with_its_own_configuration_in_the_root_that_is_named(tmp_path: Path) -> None:
    """It is a vault of its own, and the other is named."""
    repo = make(tmp_path / "repo", "content/sub/a.md", "content/sub/vaultlint.toml")
    (repo / "vaultlint.toml").write_text('root = "content"')
    root, said = root_of(repo / "content" / "sub")
    assert root == repo / "content" / "sub"
    assert f"to use the vault {repo / 'content'}, add" in said


def test_which_configuration_names_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--root` wins over all, the file under `--config` over the nearest, and `--isolated` reads none of them."""
    repo = make(tmp_path / "repo", "content/a.md", "other/b.md", "vaultlint.toml", vaultlint='root = "content"')
    (repo / "other.toml").write_text('root = "other"')
    (repo / "none.toml").write_text('ignore = ["graph"]')
    monkeypatch.chdir(repo)
    assert root_of("--isolated")[0] == repo
    assert root_of("--isolated", "--config", "other.toml")[0] == repo / "other"
    assert root_of("--config", "other.toml")[0] == repo / "other"
    assert root_of("--config", "none.toml")[0] == repo / "content"
    assert root_of("--config", "other.toml", "--root", ".")[0] == repo
    assert root_of("--root", "other")[0] == repo / "other"
    monkeypatch.chdir(repo / "content")
    assert root_of("--config", "../other.toml")[0] == repo / "other"


def test_configurations_that_cannot_be_read(tmp_path: Path) -> None:
    """One above the vault that does not belong to it is passed over; `--isolated` passes over any."""
    top = make(tmp_path / "top", "vault/.obsidian/", "vault/a.md", "vaultlint.toml", vaultlint="root = [")
    assert root_of(top / "vault")[0] == top / "vault"
    assert run(top).exit_code == 2
    assert root_of(top, "--isolated")[0] == top


def test_isolated_leaves_out_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither configuration nor baseline counts, and asking for a strict baseline contradicts that."""
    root = make(tmp_path / "vault", "a.md", "vaultlint.toml", a="[[gone]]", vaultlint='select = ["links"]')
    monkeypatch.chdir(root)
    assert run("baseline", "create", root).exit_code == 0
    assert run(root).stdout.startswith("No new problems")
    for _ in range(2):  # also when the result was kept
        result = run(root, "--isolated", "--select", "links")
        assert result.stdout == (
            'a.md:1:1: error: no note or file is named "gone" [dangling-link]\n1 problem (1 error) in 1 of 1 notes\n'
            "run `vaultlint explain dangling-link` to read about a rule\n"
        )
    (root / BASELINE_FILE).write_text("broken")
    assert run(root, "--isolated", "--select", "links").exit_code == 1
    result = run(root, "--isolated", "--strict-baseline")
    assert "--isolated and --strict-baseline cannot be used together" in result.stderr
    assert result.exit_code == 2


def test_paths_in_a_vault_and_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are an error: nothing around both is taken as the vault."""
    repo = make(tmp_path / "repo", "a/.obsidian/", "a/x.md", "b/y.md")
    monkeypatch.chdir(repo)
    result = run("a/x.md", "b/y.md")
    assert (result.stderr, result.exit_code) == (
        f"vaultlint: {repo / 'b' / 'y.md'} is outside the vault {repo / 'a'}: check one vault at a time\n",
        2,
    )


def test_a_vault_below_for_which_the_paths_do_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not named, as `--root` would be an error."""
    repo = make(tmp_path / "repo", "a/.obsidian/", "b/x.md", "c/y.md")
    monkeypatch.chdir(repo)
    assert root_of("b", "c") == (repo, "")
