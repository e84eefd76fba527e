"""Vaults with files that would make a run hang, swell, or read and write elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.command import link, run, write
from vaultlint.cache.store import DATABASE, FOLDER
from vaultlint.lint.baseline import BASELINE_FILE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault beside which there is something else; it is the current folder."""
    write(tmp_path / "outside" / "secret.md", "hunter2\n")
    write(tmp_path / "vault" / "a.md", "[[gone]]\n")
    monkeypatch.chdir(tmp_path / "vault")
    return tmp_path / "vault"


@pytest.mark.parametrize("options", [("--no-cache",), ("--jobs", "2", "--no-cache"), ()], ids=" ".join)
def test_files_that_are_too_large(root: Path, options: tuple[str, ...]) -> None:
    """They are reported and not read, stay link targets, and what links say of their insides is not checked."""
    write(root / "a.md", "[[big]] [[big#Gone]] [[big#^gone]] [[b.canvas]] [[small#Gone]]\n")
    write(root / "big.md", "# Big\n\n[[gone]]\n" + "x" * 200)
    write(root / "b.canvas", '{"nodes": [{"type": "file", "file": "gone.md"}]}' + " " * 200)
    write(root / "small.md", "# Small\n")
    config = write(root / "vaultlint.toml", "max-file-size = 100\n")
    for _ in range(2):
        assert run(root, "-q", "--select", "files", "--select", "links", *options).stdout == (
            "b.canvas:1:1: error: cannot be read: larger than 100 bytes (max-file-size) [unreadable-file]\n"
            "big.md:1:1: error: cannot be read: larger than 100 bytes (max-file-size) [unreadable-file]\n"
            'a.md:1:49: warning: small.md has no heading "Gone" [dangling-heading]\n'
        )
    write(config, "max-file-size = 1000\n")  # what was kept must not count
    assert run(root, "-q", "--select", "files", *options).stdout == ""
    write(config, "max-file-size = 10\n")
    assert run(root, "-q", "--select", "files", *options).stdout.count("(max-file-size)") == 3


@pytest.mark.parametrize("limit", ["0", "-1", '"10 MB"', "1.5", "true", "9" * 5000])
def test_limits_that_make_no_sense(root: Path, limit: str) -> None:
    """They are errors that name the key; a large one is none."""
    write(root / "vaultlint.toml", f"max-file-size = {limit}\n")
    result = run(root)
    assert ("max-file-size" in result.stderr or "digits" in result.stderr, result.exit_code) == (True, 2)
    write(root / "vaultlint.toml", f"max-file-size = {10**30}\n")
    assert run(root).exit_code == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("b.md", "", id="a note"),
        pytest.param("b.canvas", "", id="a canvas"),
        pytest.param("vaultlint.toml", "", id="the configuration"),
        pytest.param("pyproject.toml", "", id="the project's configuration"),
        pytest.param(".obsidian/app.json", "", id="settings"),
        pytest.param(f"{FOLDER}/{DATABASE}", "", id="the cache"),
        pytest.param(f"{FOLDER}/{DATABASE}-journal", "", id="what is left of an interrupted save"),
        pytest.param(FOLDER, "", id="the folder of the cache"),
        pytest.param(
            BASELINE_FILE, "{root}/.vaultlint-baseline.json: cannot be read: not a regular file", id="the baseline"
        ),
    ],
)
def test_pipes_are_not_waited_for(root: Path, name: str, said: str) -> None:
    """Whatever is a pipe: no run hangs, and what cannot do without it says so."""
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    result = run(root, "-q", "--select", "links")
    if said:
        assert (result.stderr, result.exit_code) == (f"vaultlint: {said.format(root=root)}\n", 2)
    else:
        assert result.stdout == 'a.md:1:1: error: no note or file is named "gone" [dangling-link]\n'


def test_a_pipe_among_the_rules(root: Path) -> None:
    """A file under `load` that is none is an error."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(root / "rule.py")
    write(root / "vaultlint.toml", 'load = ["rule.py"]\n')
    assert run(root).stderr == f"vaultlint: {root / 'rule.py'} cannot be read: not a regular file\n"


def test_links_out_of_the_vault(root: Path) -> None:
    """Notes, settings and folders behind them are not read, and what is refused is said."""
    link(root / "b.md", root.parent / "outside" / "secret.md")
    link(root / "folder", root.parent / "outside")
    link(root / ".obsidian", root.parent / "outside")
    write(root.parent / "outside" / "app.json", '{"userIgnoreFilters": ["a.md"]}')
    result = run(root, "-q", "--select", "files", "--select", "links")
    assert result.stdout == (
        ".obsidian/app.json:1:1: error: cannot be read: a link to a file outside the vault [unreadable-file]\n"
        'a.md:1:1: error: no note or file is named "gone" [dangling-link]\n'
        "b.md:1:1: error: cannot be read: a link to a file outside the vault [unreadable-file]\n"
    )
    assert "hunter2" not in run("index", root).stdout


def test_folder_that_becomes_a_link(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is replaced after it was listed is judged by what it is when it is read."""
    listed = run(root, "--no-cache").stdout
    assert listed
    monkeypatch.setattr(
        "vaultlint.vault.sources.Disk._list", lambda _: ["a.md", "gone.md", "loop.md", "now a folder.md"]
    )
    link(root / "loop.md", "loop.md")
    (root / "now a folder.md").mkdir()
    result = run(root, "--no-cache", "-q", "--select", "files")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["gone.md", "loop.md", "now a folder.md"]
    assert result.exit_code == 1


def test_a_configuration_outside(root: Path) -> None:
    """A link to one is refused unless the user names it, or it is in the same repository."""
    shared = write(root.parent / "outside" / "shared.toml", 'ignore = ["links"]\n')
    link(root / "vaultlint.toml", shared)
    refused = f"vaultlint: {root / 'vaultlint.toml'}: a link to a file outside the vault\n"
    assert (run(root).stderr, run(root).exit_code) == (refused, 2)
    assert "dangling" not in run(root, "--config", shared).stdout
    assert "dangling" in run(root, "--isolated").stdout
    (root.parent / ".git").mkdir()
    assert "dangling" not in run(root).stdout


def test_a_baseline_outside(root: Path) -> None:
    """A link to one is neither read nor written through, also where there is no such file yet."""
    outside = root.parent / "outside" / "baseline.json"
    link(root / BASELINE_FILE, outside)
    for command in ("create", "update"):
        result = run("baseline", command, root)
        assert (result.exit_code, outside.exists()) == (2, False), result.stderr
    write(outside, '{"version": 1, "problems": []}')
    assert (
        run(root).stderr == f"vaultlint: {root / BASELINE_FILE}: cannot be read: a link to a file outside the vault\n"
    )
    for command in ("create", "update", "prune"):
        assert run("baseline", command, root).exit_code == 2
    assert outside.read_text(encoding="utf-8") == '{"version": 1, "problems": []}'


def test_a_cache_outside(root: Path) -> None:
    """A cache folder that is a link is not used; `--cache-dir` may be one."""
    outside = root.parent / "outside"
    (outside / DATABASE).write_text("mine")
    link(root / FOLDER, outside)
    for _ in range(2):
        assert run(root).exit_code == 1
    assert sorted(file.name for file in outside.iterdir()) == [DATABASE, "secret.md"]
    assert (outside / DATABASE).read_text() == "mine"
    run(root, "--cache-dir", root / FOLDER)
    assert (outside / "CACHEDIR.TAG").exists()
    assert (outside / DATABASE).read_bytes().startswith(b"SQLite format 3")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["vaultlint.toml", "pyproject.toml", BASELINE_FILE])
def test_what_may_not_be_read(root: Path, name: str) -> None:
    """A configuration or baseline that may not be read is an error that names it."""
    file = write(root / name, "[tool.vaultlint]\n")
    file.chmod(0)
    result = run(root)
    file.chmod(0o600)
    assert (f"{file}: " in result.stderr, "permission denied" in result.stderr, result.exit_code) == (True, True, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_not_utf8(root: Path) -> None:
    """They are shown escaped, and travel through JSON, cache, baseline and processes."""
    name = os.fsdecode(b"caf\xe9")
    for number in range(3):
        write(root / f"{name}{number}.md", f"[[gone]] [[{number}]]\n")
    options = ("--select", "links", "--all")
    cold = run(root, "--no-cache", *options).stdout
    assert "caf\\udce90.md:1:1: error" in cold
    for extra in ((), (), ("--jobs", "2", "--no-cache")):
        assert run(root, *options, *extra).stdout == cold
    assert '"path": "caf\\udce90.md"' in run(root, "-f", "json", *options).stdout
    assert run("baseline", "create", root).exit_code == 0
    assert run(root, *options).stdout.startswith("No new problems")
    assert '"note": "caf\\udce90"' in (root / BASELINE_FILE).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="paths are limited otherwise")
def test_paths_longer_than_the_system_takes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault may be deeper than a path may be long: what is too deep is reported, and all else is read."""
    monkeypatch.chdir(root)
    for _ in range(20):
        Path("d" * 240).mkdir()
        os.chdir("d" * 240)
    Path("deep.md").write_text("deep")
    monkeypatch.chdir(root)
    result = run(root, "--select", "files", "--select", "links", "-q")
    assert result.exit_code == 1
    assert "name too long [unreadable-file]\n" in result.stdout
    assert result.stdout.endswith('a.md:1:1: error: no note or file is named "gone" [dangling-link]\n') or (
        result.stdout.startswith('a.md:1:1: error: no note or file is named "gone" [dangling-link]\n')
    )


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may give files away")
def test_code_of_a_stranger(root: Path) -> None:
    """A configuration above the named folder that is another user's loads no code, unless it is named."""
    write(root / "rule.py", "raise SystemExit('it runs')\n")
    config = write(root / "vaultlint.toml", 'load = ["rule.py"]\n')
    write(root / "mine" / "b.md", "")
    os.chown(config, 4242, 4242)
    refused = f"vaultlint: {config}: load: the file belongs to another user: pass it with --config, or use --isolated\n"
    for command in ((), ("rules",), ("wanted",), ("baseline", "create"), ("config", "--schema")):
        args = (*command, *(() if command == ("rules",) else (root / "mine" / "b.md",)))
        if command != ("rules",):
            assert (run(*args).stderr, run(*args).exit_code) == (refused, 2), command
    assert "it runs" in run(root / "mine", "--config", config).stderr
    os.chown(root / "mine", 4242, 4242)  # who owns the notes may own the configuration
    assert "it runs" in run(root / "mine").stderr


def test_code_runs_only_where_load_names_it(root: Path) -> None:
    """No Python file, plugin folder or setting of a vault is run by itself, and `--isolated` runs none at all."""
    mark = root.parent / "ran"
    for name in ("rule.py", "conftest.py", "sitecustomize.py", "vaultlint_rules.py", "yaml.py", "a/__init__.py"):
        write(root / name, f"open({str(mark)!r}, 'w').close()\n")
    write(root / ".obsidian" / "plugins" / "x" / "main.py", f"open({str(mark)!r}, 'w').close()\n")
    commands: list[Callable[[], Result]] = [
        lambda: run(root),
        lambda: run("wanted", root),
        lambda: run("init", root, "--dry-run"),
        lambda: run("baseline", "create", root),
    ]
    for command in commands:
        command()
        assert not mark.exists()
    write(root / "vaultlint.toml", 'load = ["rule.py"]\n')
    for command in (
        lambda: run(root, "--isolated"),
        lambda: run("index", root),
        lambda: run("init", root, "--dry-run"),
    ):
        command()
        assert not mark.exists()
    run(root)
    assert mark.exists()


def test_expressions_that_take_too_long(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of Obsidian's settings are given up, and named; the others count."""
    monkeypatch.setattr("vaultlint.obsidian.expressions.TIMEOUT", 0.5)
    write(root / ("a" * 60 + ".md"), "[[gone]]")
    write(root / ".obsidian" / "app.json", '{"userIgnoreFilters": ["/^a\\\\.md/", "/(a|aa)+$/"]}')
    assert run(root, "-q", "--select", "files", "--select", "links").stdout == (
        '.obsidian/app.json:1:1: error: cannot be read: the "Excluded files" filter "/(a|aa)+$/" takes too long'
        " to match: simplify it [unreadable-file]\n"
        f'{"a" * 60}.md:1:1: error: no note or file is named "gone" [dangling-link]\n'
    )


def test_patterns_that_would_take_too_long(root: Path) -> None:
    """Those of the configuration are matched without trying all combinations."""
    write(root / ("a" * 200 + ".md"), f"[[{'a' * 4000}]] [[{'a' * 5000}b]]")
    stars = "*a" * 20
    write(root / "vaultlint.toml", f'exclude = ["{stars}*b"]\nrules.dangling-link.planned = ["{stars}*", "*b"]\n')
    result = run(root, "-q", "--select", "links")
    assert result.stdout.splitlines() == [
        'a.md:1:1: error: no note or file is named "gone" [dangling-link]',
        f'{"a" * 200}.md:1:4006: error: no note or file is named "{"a" * 224} ... {"a" * 248}b" [dangling-link]',
    ], "no file can have that name, so no pattern plans it"


def test_configurations_that_take_too_long_to_read(root: Path) -> None:
    """They are refused."""
    for text in ("a." * 50_000 + "a = 1", '"a" . ' * 50_000 + "a = 1", f"[{'a.' * 200}b]"):
        write(root / "vaultlint.toml", text)
        result = run(root)
        assert result.stderr == (
            f"vaultlint: {root / 'vaultlint.toml'}: not valid TOML: a key has more than 100 parts\n"
        )
    write(root / "vaultlint.toml", "# " + "x" * 1_000_000)
    assert run(root).stderr == f"vaultlint: {root / 'vaultlint.toml'}: cannot be read: larger than 1,000,000 bytes\n"
