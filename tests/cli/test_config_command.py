"""`vaultlint config` as a user meets it."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main
from vaultlint.config.options import Config, Options, read_config
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.lint.registry import find_rules
from vaultlint.vault.built_folders import settings_of
from vaultlint.vault.sources import Disk

CONFIGURATION = """\
select = ["graph", "missing-property", "invalid-date"]
extend-select = ["ambiguous-link"]
exclude = ["Archive/**"]
fail-on = "never"

[rules.missing-property]
properties = ["title", "date"]
synonyms.date = ["created"]

[[overrides]]
paths = ["Log/**"]
ignore = ["orphan-note"]
rules.missing-property.properties = ["date"]
"""

LOG_SAYS = """\
# Log/day.md in {root}
# configuration: {root}/vaultlint.toml
# overrides[0] applies: "Log/**"

select = [
    "ambiguous-link",     # vaultlint.toml: extend-select
    "missing-property",   # vaultlint.toml: select
]
# off: invalid-date (--ignore)
# off: orphan-note (vaultlint.toml, overrides[0]: ignore)
exclude = [
    "Archive/**",         # vaultlint.toml
    "*.tmp.md",           # --exclude
]
# also not checked: template folder "Forms" (.obsidian)
# also not checked: folder "node_modules" (default)
# also not checked: folder "public" (.gitignore)
fail-on = "never"         # vaultlint.toml
follow-links = []         # default
load = []                 # default
# daily-notes is not set
types = {{}}                # default
max-file-size = 10000000  # default
max-per-rule = 10         # default
max-problems = 50         # default
# site is not set

[rules.ambiguous-link]
severity = "warning"  # default

[rules.missing-property]
severity = "warning"             # default
properties = ["date"]            # vaultlint.toml, overrides[0]
synonyms = {{date = ["created"]}}  # vaultlint.toml
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with a configuration, and settings of Obsidian's."""
    files = {
        "vaultlint.toml": CONFIGURATION,
        ".obsidian/templates.json": '{"folder": "Forms"}',
        ".gitignore": "public/\n",
        **dict.fromkeys(("a.md", "Log/day.md", "Log/x.tmp.md", "Archive/old.md", "Forms/new.md"), ""),
        **dict.fromkeys(("public/page.md", "node_modules/readme.md"), ""),
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path.resolve()


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["config", *map(str, args)])


def head(result: Result) -> list[str]:
    """The lines above the keys, without the comment mark."""
    return [line.removeprefix("# ") for line in result.stdout.partition("\n\n")[0].splitlines()]


def test_a_note_under_an_override(root: Path) -> None:
    """Each value with its origin: file, override, command line, Obsidian, default."""
    result = run(root / "Log" / "day.md", "--ignore", "invalid-date", "--exclude", "*.tmp.md")
    lines = result.stdout.replace(str(root), root.as_posix()).replace("\\", "/").splitlines(keepends=True)
    not_selected = {
        line for line in lines if line.endswith((" (not in vaultlint.toml: select)\n", " (off by default)\n"))
    }
    assert "".join(line for line in lines if line not in not_selected) == LOG_SAYS.format(root=root.as_posix())
    assert len(not_selected) == len(find_rules()) - len(["ambiguous", "missing", "orphan", "invalid-date"])
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.parametrize(
    "note, args, expected",
    [
        pytest.param("a.md", [], [], id="nothing to say"),
        pytest.param("Archive/old.md", [], ['not checked: exclude "Archive/**" (vaultlint.toml)'], id="excluded"),
        pytest.param(
            "Log/x.tmp.md",
            ["--exclude", "*.tmp.md"],
            ['overrides[0] applies: "Log/**"', 'not checked: exclude "*.tmp.md" (--exclude)'],
            id="excluded by the command line",
        ),
        pytest.param("Forms/new.md", [], ['not checked: template folder "Forms" (.obsidian)'], id="a template"),
        pytest.param("Forms/new.md", ["--exclude", "!Forms/"], [], id="a template that is checked after all"),
        pytest.param(
            "public/page.md",
            [],
            ['not checked: folder "public" (.gitignore)'],
            id="what a site generator builds",
        ),
        pytest.param("public/page.md", ["--exclude", "!public/"], [], id="and that is checked after all"),
        pytest.param(
            ".obsidian/templates.json",
            [],
            ["not checked: names that start with a dot are not part of the vault"],
            id="not in the vault",
        ),
    ],
)
def test_head(root: Path, note: str, args: list[str], expected: list[str]) -> None:
    """Above the keys stands what the path is, which overrides apply, and why it is not checked."""
    first = [f"{note} in {root}", f"configuration: {root / 'vaultlint.toml'}"]
    assert head(run(root / note, *args)) == first + expected


def test_the_vault_as_a_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path the vault around the current folder; no override applies."""
    named = run(root)
    assert head(named) == [
        f"the vault {root}",
        f"configuration: {root / 'vaultlint.toml'}",
        "overrides are not shown: pass a note to see those that apply to it",
    ]
    assert '\n    "orphan-note",        # vaultlint.toml: select\n' in named.stdout
    monkeypatch.chdir(root / "Log")
    assert run().stdout == named.stdout


def test_isolated(root: Path) -> None:
    """Without a file everything is a default."""
    result = run(root, "--isolated", "--select", "orphan-note")
    assert head(result) == [f"the vault {root}", "configuration: none"]
    assert '\n\nselect = ["orphan-note"]  # --select\n# off: ambiguous-heading (off by default)\n' in result.stdout
    assert "vaultlint.toml" not in result.stdout


QUARTZ_SAYS = """\
site = "quartz"             # ../package.json

[sites.quartz]
version = 4                               # ../package.json
strategy = "absolute"                     # ../quartz.config.ts
explicit-publish = true                   # vaultlint.toml
ignore = ["private", "templates"]         # default

"""


def test_the_site_that_was_detected(root: Path) -> None:
    """Each setting has its origin: the configuration, a file of the site, or Quartz's own default."""
    vault = root / "content"
    vault.mkdir()
    (root / ".git").mkdir()
    (vault / "note.md").touch()
    (vault / "vaultlint.toml").write_text("[sites.quartz]\nexplicit-publish = true\n", encoding="utf-8")
    (root / "package.json").write_text('{"name": "@jackyzha0/quartz", "version": "4.4.0"}', encoding="utf-8")
    (root / "quartz.config.ts").write_text('{markdownLinkResolution: "absolute"}', encoding="utf-8")
    said = run(vault).stdout
    said = said[said.index("site = ") :]
    assert [line.split() for line in said.splitlines()[:8]] == [line.split() for line in QUARTZ_SAYS.splitlines()]


def test_a_folder_is_no_note(root: Path) -> None:
    """A folder has no configuration of its own."""
    result = run(root / "Log")
    assert result.exit_code == 2
    assert "is a folder in the vault" in result.stderr


@pytest.mark.parametrize("path", ["", "a.md", "Log/day.md", "Archive/old.md", "Forms/new.md", "public/page.md"])
@pytest.mark.parametrize(
    "args",
    [
        pytest.param([], id="file"),
        pytest.param(["--isolated"], id="defaults"),
        pytest.param(["--select", "links,front-matter", "--exclude", "!Forms/,!public/,a.md"], id="command line"),
    ],
)
def test_saved_it_has_the_same_effect(root: Path, tmp_path: Path, path: str, args: list[str]) -> None:
    """What is printed is a configuration that gives that path the same rules and the same fate."""
    saved = tmp_path / "saved" / "vaultlint.toml"
    saved.parent.mkdir()
    assert run(root / path, *args, "-o", saved).exit_code == 0
    line = (
        SelectionFlags(select=("links", "front-matter"), exclude=("!Forms/", "!public/", "a.md"))
        if "--select" in args
        else None
    )
    config = Config(Options()) if "--isolated" in args else read_config(root / "vaultlint.toml")
    before = Selection(find_rules(), config, line or SelectionFlags())
    after = Selection(find_rules(), read_config(saved))
    settings, _ = settings_of(Disk(root))
    assert after.rules_for(path) == before.rules_for(path)
    assert after.excludes(path, settings) is before.excludes(path, settings)
    for key in {field.name for field in fields(Options)} - {
        "select",
        "extend_select",
        "ignore",
        "exclude",
        "rules",
        "overrides",
    }:
        assert getattr(after.config.options, key) == getattr(before.config.options, key)


def test_names_cannot_break_the_toml(root: Path) -> None:
    """What would end a comment is shown as an escape."""
    result = run(root, "--exclude", "a\nselect = []")
    assert 'exclude = ["Archive/**", ' not in result.stdout
    assert '    "a\\nselect = []",' in result.stdout


def test_schema(root: Path) -> None:
    """`--schema` prints the schema of the rules that are installed, and of those that the file loads."""
    (root / "lint.py").write_text(
        "from dataclasses import dataclass\nfrom vaultlint import Example, Rule\n\n"
        "@dataclass(frozen=True, kw_only=True)\nclass Own(Rule):\n"
        '    """Our own."""\n\n    name = "own-rule"\n    good = bad = Example({})\n    limit: int = 3\n\n'
        "    def check(self, vault):\n        yield from ()\n",
        encoding="utf-8",
    )
    (root / "vaultlint.toml").write_text('load = ["lint.py"]\n', encoding="utf-8")
    tables = json.loads(run(root, "--schema").stdout)["definitions"]["rules"]["properties"]
    assert tables.keys() == {*find_rules(), "own-rule"}
    assert tables["own-rule"]["properties"]["limit"] == {"type": "integer", "default": 3}
    assert tables["own-rule"]["description"] == "Our own."
