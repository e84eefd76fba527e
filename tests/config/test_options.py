"""The configuration file: found, read, and checked to the last key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from vaultlint import Example, Rule, Severity
from vaultlint.config.config_file import config_files, find_config
from vaultlint.config.options import Config, Options, Override, configure, read_config
from vaultlint.errors import ConfigError

TABLE = '[tool.vaultlint]\nselect = ["links"]\n'


def make(root: Path, *names: str) -> None:
    """Empty files, a `pyproject.toml` with our table, and folders, whose names end in a slash."""
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
        else:
            file.write_text(TABLE if file.name == "pyproject.toml" else "")


@pytest.mark.parametrize(
    "names, expected",
    [
        pytest.param(["vaultlint.toml", ".vaultlint.toml", "pyproject.toml"], "vaultlint.toml", id="all three"),
        pytest.param([".vaultlint.toml", "pyproject.toml"], ".vaultlint.toml", id="hidden one before pyproject"),
        pytest.param(["pyproject.toml"], "pyproject.toml", id="pyproject alone"),
        pytest.param([".git/", "pyproject.toml", "../vaultlint.toml"], "pyproject.toml", id="nearest"),
        pytest.param(["../.git/", "../vaultlint.toml"], "../vaultlint.toml", id="at the root of the repository"),
        pytest.param(["../.git", "../.vaultlint.toml"], "../.vaultlint.toml", id="of a worktree, whose .git is a file"),
        pytest.param(["../../.git/", "../../pyproject.toml"], "../../pyproject.toml", id="two folders up"),
        pytest.param(
            ["../../.git/", "../vaultlint.toml", "../../vaultlint.toml"], "../vaultlint.toml", id="in between"
        ),
        pytest.param([".git/", "../vaultlint.toml"], None, id="not above the repository"),
        pytest.param(["../.git/", "../../vaultlint.toml"], None, id="not above the repository around the vault"),
        pytest.param(["../vaultlint.toml"], None, id="not above the vault without a repository"),
        pytest.param(["sub/vaultlint.toml"], None, id="not below"),
        pytest.param(["vaultlint.toml/"], None, id="a folder is no file"),
        pytest.param([], None, id="none"),
    ],
)
def test_find_config(tmp_path: Path, names: list[str], expected: str | None) -> None:
    """The nearest file counts, from the vault up to the root of its repository."""
    root = tmp_path / "outer" / "middle" / "vault"
    make(root, "./", *names)
    assert find_config(root) == ((root / expected).resolve() if expected else None)


def test_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    """Any Python project has a `pyproject.toml`; only our table makes it a configuration."""
    make(tmp_path, ".git/", "vaultlint.toml", "vault/")
    (tmp_path / "vault" / "pyproject.toml").write_text('[project]\nname = "vaultlint"\n')
    assert find_config(tmp_path / "vault") == tmp_path / "vaultlint.toml"


def test_config_files_of_a_folder(tmp_path: Path) -> None:
    """All files of one folder, the one that counts first."""
    make(tmp_path, "pyproject.toml", ".vaultlint.toml", "vaultlint.toml", "other.toml")
    assert [file.name for file in config_files(tmp_path)] == ["vaultlint.toml", ".vaultlint.toml", "pyproject.toml"]


def test_read_config(tmp_path: Path) -> None:
    """Every key has its place; a rule's table is kept as it is until the rule reads it."""
    file = tmp_path / "vaultlint.toml"
    file.write_text(
        'select = ["links"]\nextend-select = ["x"]\nignore = ["y"]\nexclude = ["Old/**"]\nfail-on = "never"\n'
        'load = ["a.py", "lint/b.py"]\ndaily-notes = ["YYYY/DDDD"]\n[rules.x]\nmany = [1]\n'
        '[[overrides]]\npaths = ["Log/**"]\nextend-select = ["v"]\nignore = ["w"]\nrules.x.many = []\n'
    )
    override = Override(paths=("Log/**",), extend_select=("v",), ignore=("w",), rules={"x": {"many": []}})
    options = Options(
        select=("links",),
        extend_select=("x",),
        ignore=("y",),
        exclude=("Old/**",),
        fail_on="never",
        load=("a.py", "lint/b.py"),
        daily_notes=("YYYY/DDDD",),
        rules={"x": {"many": [1]}},
        overrides=(override,),
    )
    config = read_config(file)
    stated = {"select", "extend-select", "ignore", "exclude", "fail-on", "load", "daily-notes", "rules", "overrides"}
    assert config == Config(options, file, frozenset(stated))
    assert config.where == str(file)
    assert config.loaded_files == (tmp_path / "a.py", tmp_path / "lint" / "b.py")
    assert config.daily_notes is not None
    assert config.daily_notes.name_in("2024/133") == "2024/133"


@pytest.mark.parametrize(
    "name, text, expected",
    [
        pytest.param("vaultlint.toml", "", Options(), id="empty file"),
        pytest.param("pyproject.toml", "[tool.vaultlint]\n", Options(), id="empty table"),
        pytest.param("pyproject.toml", TABLE + "[tool.ruff]\nline = 1\n", Options(select=("links",)), id="other tools"),
        pytest.param("pyproject.toml", "[tool.ruff]\n", Options(), id="no table"),
        pytest.param(".vaultlint.toml", "select = []\n", Options(select=()), id="nothing selected"),
    ],
)
def test_defaults(tmp_path: Path, name: str, text: str, expected: Options) -> None:
    """What a file does not say has its default."""
    file = tmp_path / name
    file.write_text(text)
    assert read_config(file).options == expected


def test_without_a_file() -> None:
    """Without a file, only the command line can be to blame, and names are relative to the current folder."""
    config = Config(Options(load=("a.py",)))
    assert (config.where, config.loaded_files) == ("the command line", (Path("a.py"),))
    assert config.daily_notes is None


@pytest.mark.parametrize(
    "text, message",
    [
        pytest.param("slect = []", 'unknown key "slect"; did you mean "select"?', id="unknown key"),
        pytest.param("fail_on = 'info'", 'unknown key "fail_on"; did you mean "fail-on"?', id="underscore"),
        pytest.param("zebra = 3", 'unknown key "zebra"', id="unknown key like no other"),
        pytest.param(TABLE, 'unknown key "tool"', id="a table as in pyproject"),
        pytest.param("exclude = 'Old'", "exclude: expected an array, got a string", id="text for a list"),
        pytest.param("select = 'links'", "select: expected an array, got a string", id="text for the selection"),
        pytest.param(
            "daily-notes = 'YYYY'", "daily-notes: expected an array, got a string", id="text for the daily notes"
        ),
        pytest.param(
            "daily-notes = ['YYYY', '%B']",
            'daily-notes: date format "%B" has no year, month, week or day: use one like YYYY-MM-DD',
            id="daily notes without a date",
        ),
        pytest.param("load = ['a.py', 3]", "load[1]: expected a string, got an integer", id="number in a list"),
        pytest.param(
            "fail-on = 3",
            "fail-on: expected a string, got an integer (one of: error, warning, info, never)",
            id="number for text",
        ),
        pytest.param("rules = []", "rules: expected a table, got an array", id="list for a table"),
        pytest.param(
            "site = 'quarz'",
            "site: invalid enum value 'quarz' (one of: obsidian, quartz, hugo, jekyll, mkdocs, digital-garden,"
            " obsidian-publish, github)",
            id="site",
        ),
        pytest.param("[sites.quart]", 'sites: unknown key "quart"; did you mean "quartz"?', id="table of a site"),
        pytest.param(
            "[sites.quartz]\nexplicit_publish = true",
            'sites.quartz: unknown key "explicit_publish"; did you mean "explicit-publish"?',
            id="key of a site",
        ),
        pytest.param(
            "[sites.quartz]\nversion = 3",
            "sites.quartz.version: invalid enum value 3 (one of: 4, 5)",
            id="version of a site",
        ),
        pytest.param("sites = 3", "sites: expected a table, got an integer", id="number for a table"),
        pytest.param(
            "[[overrides]]\npath = []", 'overrides[0]: unknown key "path"; did you mean "paths"?', id="key of overrides"
        ),
        pytest.param(
            "[[overrides]]\npaths = ['a']\n[[overrides]]\nignore = []",
            "overrides[1]: missing key: write paths = [...]",
            id="overrides without paths",
        ),
        pytest.param(
            "[overrides]\npaths = []", "overrides: expected an array, got a table", id="single brackets for overrides"
        ),
        pytest.param(
            "ignore []",
            "not valid TOML: Expected '=' after a key in a key/value pair (at line 1, column 8)",
            id="bad TOML",
        ),
        pytest.param(
            b"load = ['\xff']",
            "not valid TOML: 'utf-8' codec can't decode byte 0xff in position 9: invalid start byte",
            id="not UTF-8",
        ),
    ],
)
def test_wrong_file(tmp_path: Path, text: str | bytes, message: str) -> None:
    """An error names the file, the key, and what is wrong."""
    file = tmp_path / "vaultlint.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as error:
        read_config(file)
    assert str(error.value) == f"{file}: {message}"


def test_missing_file(tmp_path: Path) -> None:
    """A file that cannot be opened is named."""
    with pytest.raises(ConfigError) as error:
        read_config(tmp_path / "gone.toml")
    assert str(error.value) == f"{tmp_path / 'gone.toml'}: cannot be read: no such file or directory"


def test_nesting_without_end(tmp_path: Path) -> None:
    """TOML that nests too deep to read is an error like any other."""
    file = tmp_path / "vaultlint.toml"
    file.write_text("load = " + "[" * 100_000)
    with pytest.raises(ConfigError, match=": not valid TOML: "):
        read_config(file)


@dataclass(frozen=True, kw_only=True)
class LongLine(Rule):
    """A line that is too long."""

    name = "long-line"
    good = bad = Example({})

    max_length: int = 80
    counted: Literal["words", "letters"] = "letters"
    exempt_paths: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.max_length < 1:
            raise ValueError("max-length must be at least 1")


@pytest.mark.parametrize(
    "table, expected",
    [
        pytest.param({}, LongLine(), id="nothing"),
        pytest.param({"max-length": 9}, LongLine(max_length=9), id="kebab case"),
        pytest.param({"severity": "error"}, LongLine(severity=Severity.ERROR), id="severity"),
        pytest.param({"counted": "words"}, LongLine(counted="words"), id="choice"),
        pytest.param({"exempt-paths": ["a", "b"]}, LongLine(exempt_paths=("a", "b")), id="list"),
    ],
)
def test_configure(table: dict[str, Any], expected: Rule) -> None:
    """Options are the rule's fields, written with hyphens."""
    assert configure(LongLine, table, "x.toml") == expected


@pytest.mark.parametrize(
    "table, message",
    [
        pytest.param({"max-lenght": 9}, ': unknown option "max-lenght"; did you mean "max-length"?', id="misspelled"),
        pytest.param({"max_length": 9}, ': unknown option "max_length"; did you mean "max-length"?', id="underscore"),
        pytest.param({"q": 9}, ': unknown option "q"', id="like no other"),
        pytest.param({"name": "x"}, ': unknown option "name"', id="what is no option"),
        pytest.param({"max-length": "9"}, ".max-length: expected an integer, got a string", id="text for a number"),
        pytest.param({"max-length": True}, ".max-length: expected an integer, got a boolean", id="true for a number"),
        pytest.param({"exempt-paths": "a"}, ".exempt-paths: expected an array, got a string", id="text for a list"),
        pytest.param(
            {"exempt-paths": ["a", 1]}, ".exempt-paths: [1]: expected a string, got an integer", id="in a list"
        ),
        pytest.param(
            {"severity": "bad"},
            ".severity: invalid enum value 'bad' (one of: info, warning, error)",
            id="severity that is none",
        ),
        pytest.param(
            {"counted": "lines"}, ".counted: invalid enum value 'lines' (one of: words, letters)", id="no such choice"
        ),
        pytest.param({"max-length": 0}, ": max-length must be at least 1", id="what the rule refuses"),
    ],
)
def test_wrong_options(table: dict[str, Any], message: str) -> None:
    """An error names the file, the rule, the option, and what is wrong."""
    with pytest.raises(ConfigError) as error:
        configure(LongLine, table, "x.toml")
    assert str(error.value) == f"x.toml: rules.long-line{message}"


@pytest.mark.parametrize(
    "name, text, message",
    [
        pytest.param(
            "vaultlint.toml",
            'fail-on = "bad"',
            "fail-on: invalid enum value 'bad' (one of: error, warning, info, never)",
            id="no such choice",
        ),
        pytest.param(
            "vaultlint.toml",
            "[rules]\nx = 3",
            "rules.x: expected a table: write [rules.x] with the options below it",
            id="rule without a table",
        ),
        pytest.param("pyproject.toml", "[[tool.vaultlint]]", "expected a table, got an array", id="list of tables"),
        pytest.param("pyproject.toml", "[tool]\nvaultlint = 3", "expected a table, got an integer", id="number"),
    ],
)
def test_wrong_shapes(tmp_path: Path, name: str, text: str, message: str) -> None:
    """Each wrong value is named with its key and what would be right."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert str(caught.value) == f"{file}: {message}"


def test_byte_order_mark(tmp_path: Path) -> None:
    """A file that Notepad saved is read."""
    file = tmp_path / "vaultlint.toml"
    file.write_bytes(b'\xef\xbb\xbfignore = ["graph"]')
    assert read_config(file).options.ignore == ("graph",)


def test_pyproject_is_ours_by_its_table(tmp_path: Path) -> None:
    """Another tool's table of a similar name is not ours; ours may be written in any way that TOML allows."""
    (tmp_path / "pyproject.toml").write_text("[tool.vaultlint-extra]\nx = 1", encoding="utf-8")
    assert find_config(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text('[tool]\nvaultlint.ignore = ["graph"]', encoding="utf-8")
    assert find_config(tmp_path) == tmp_path / "pyproject.toml"
