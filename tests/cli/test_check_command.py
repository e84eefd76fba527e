"""`vaultlint check` as a user meets it: output, options, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint import __version__
from vaultlint.cli import main

GARDEN = Path(__file__).parents[2] / "examples" / "garden"

GARDEN_SAYS = """\
Beds.canvas:6:50: error: no note or file is at "plants/Pumpkins.md" [dangling-link]
people/Aunt Maud.md:2:7: error: `title` is empty: fill it in or remove it [invalid-title]
plants/Squash.md:15:144: error: no note or file is named "Leaf mold"; did you mean [[Leaf mould]]? [dangling-link]
seasons/Frost dates.md:3:7: error: `date` is not a real date: 2024-02-30 [invalid-date]
soil/Leaf mould.md:7:1: error: `tags` is already set on line 4, so Obsidian ignores all properties: \
keep one [duplicate-property]
tools/Cold frame.md:4:8: error: `draft` is a string, not a boolean: remove the quotes [invalid-draft]
tools/The shed.md:10:1: error: no file is named "photo-of-the-shed.jpg" [missing-attachment]
tools/Watering.md:8:6: error: no note or file is named "Tool shed" [dangling-link]
plants/Garlic.md:13:151: warning: soil/Compost.md has no heading "Turning the pile" [dangling-heading]
plants/Rhubarb.md:1:1: warning: no note links to this one [orphan-note]
plants/Runner beans.md:17:91: warning: plants/Seed saving.md has no block "^dry-storage" [dangling-block]
soil/Mulch.md:1:1: warning: missing property: `draft` [missing-property]
12 problems (8 errors, 4 warnings) in 11 of 20 notes and 1 other file; 1 fixable with --fix --unsafe-fixes
run `vaultlint init` to write a configuration that fits this vault
add --statistics to count the problems by rule
run `vaultlint explain dangling-link` to read about a rule
"""

SEED = "---\ntitle: Men\ndraft: false\ndate: 2023-09-08\n---\nA film about dolls ([[Barbie]]).\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is the current folder, so that paths in text are as in the vault."""
    monkeypatch.chdir(tmp_path)


def run(*args: str | Path, env: dict[str, str | None] | None = None) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None, **(env or {})}).invoke(
        main, [str(arg) for arg in args]
    )


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def test_the_garden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every planted fault of the example is found, and nothing else."""
    monkeypatch.chdir(GARDEN)
    result = run(GARDEN)
    assert result.stdout == GARDEN_SAYS
    assert result.stderr == ""
    assert result.exit_code == 1


def test_check_is_the_default_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """`vaultlint`, `vaultlint .` and `vaultlint check` are one."""
    monkeypatch.chdir(GARDEN)
    outputs = [run(), run("."), run("check"), run("check", "."), run("-q", "."), run("--format", "text")]
    assert [result.stdout for result in outputs[:4]] == [GARDEN_SAYS] * 4
    assert outputs[4].stdout == GARDEN_SAYS[: GARDEN_SAYS.index("12 problems")]
    assert outputs[5].stdout == GARDEN_SAYS


def test_one_note_alone(tmp_path: Path) -> None:
    """A note whose only link dangles: that link, and that nobody links to the note."""
    write(tmp_path, {"Men.md": SEED})
    result = run(tmp_path)
    assert result.stdout == (
        'Men.md:6:21: error: no note or file is named "Barbie" [dangling-link]\n'
        "Men.md:1:1: warning: no note links to this one [orphan-note]\n"
        "2 problems (1 error, 1 warning) in 1 of 1 notes\n"
        "run `vaultlint init` to write a configuration that fits this vault\n"
        "run `vaultlint explain dangling-link` to read about a rule\n"
    )
    assert result.exit_code == 1


def test_one_note_and_its_friend(tmp_path: Path) -> None:
    """With a good note of that name that links back, nothing is wrong."""
    friend = "---\ntitle: Barbie\ndraft: false\ndate: 2023-09-08\n---\nSee [[Men]].\n"
    write(tmp_path, {"Men.md": SEED, "Barbie.md": friend})
    result = run(tmp_path)
    assert (result.stdout, result.stderr, result.exit_code) == ("No problems in 2 notes\n", "", 0)


def test_json(tmp_path: Path) -> None:
    """One object with every promised key; columns count characters, the end is exclusive."""
    write(tmp_path, {"Men.md": SEED.replace("dolls", "dölls 👧"), "a.png": ""})
    result = run(tmp_path, "--format", "json")
    assert json.loads(result.stdout) == {
        "version": 1,
        "root": str(tmp_path.resolve()),
        "summary": {
            "notes": 1,
            "files": 1,
            "links": 1,
            "errors": 1,
            "warnings": 1,
            "infos": 0,
            "suppressed": 0,
            "fixable": 0,
        },
        "baseline": None,
        "problems": [
            {
                "rule": "orphan-note",
                "severity": "warning",
                "message": "no note links to this one",
                "path": "Men.md",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 1,
                "data": {},
                "fix": None,
                "suggestions": [],
            },
            {
                "rule": "dangling-link",
                "severity": "error",
                "message": 'no note or file is named "Barbie"',
                "path": "Men.md",
                "line": 6,
                "column": 23,
                "end_line": 6,
                "end_column": 33,
                "data": {
                    "target": "Barbie",
                    "link": "[[Barbie]]",
                    "same_name": [],
                    "aliased": [],
                    "to": None,
                    "write": None,
                },
                "fix": None,
                "suggestions": [],
            },
        ],
    }


def test_json_of_fixes(tmp_path: Path) -> None:
    """A fix and suggestions with the edits that a program must make; what has a fix is counted."""
    files = {"Men.md": "[[Barbie]] [[Margott Robbie]]", "Margot.md": "---\naliases: Barbie\n---\n"}
    write(tmp_path, {**files, "people/Margot Robbie.md": ""})
    report = json.loads(run(tmp_path, "--select", "dangling-link", "--format", "json").stdout)
    assert report["summary"]["fixable"] == 1
    assert [(each["fix"], each["suggestions"]) for each in report["problems"]] == [
        (
            {
                "message": "Link to Margot.md, which has this alias",
                "applicability": "safe",
                "edits": [
                    {"path": "Men.md", "line": 1, "column": 3, "end_line": 1, "end_column": 9, "text": "Margot|Barbie"}
                ],
            },
            [],
        ),
        (
            None,
            [
                {
                    "message": "Link to people/Margot Robbie.md",
                    "applicability": "unsafe",
                    "edits": [
                        {
                            "path": "Men.md",
                            "line": 1,
                            "column": 14,
                            "end_line": 1,
                            "end_column": 28,
                            "text": "Margot Robbie",
                        }
                    ],
                }
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        pytest.param([], 1, id="warnings and errors fail by default"),
        pytest.param(["--fail-on", "error"], 1, id="errors there are"),
        pytest.param(["--fail-on", "error", "--select", "orphan-note"], 0, id="only a warning"),
        pytest.param(["--fail-on", "never"], 0, id="never"),
        pytest.param(["--select", "ambiguous-link"], 0, id="nothing found"),
    ],
)
def test_exit_code_follows_severity(args: list[str], code: int) -> None:
    """1 when something is at or above `--fail-on`, else 0."""
    assert run(GARDEN, *args).exit_code == code


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(
            ["--select", "dangling-lnk"],
            '--select: unknown rule or group "dangling-lnk"; did you mean "dangling-link"?',
            id="rule",
        ),
        pytest.param(["--ignore", "graf"], '--ignore: unknown rule or group "graf"; did you mean "graph"?', id="group"),
    ],
)
def test_unknown_names_are_wrong_usage(args: list[str], message: str) -> None:
    """A name that no rule has ends the run with 2 and the nearest known one."""
    result = run(GARDEN, *args)
    assert (result.stdout, result.stderr, result.exit_code) == ("", f"vaultlint: {message}\n", 2)


def test_wrong_usage(tmp_path: Path) -> None:
    """A path that is not there, an unknown option, a vault without a note: 2, never 0."""
    assert run(tmp_path / "nowhere").exit_code == 2
    assert run(tmp_path, "--frmat", "json").exit_code == 2
    result = run(tmp_path)
    assert result.stderr == f"vaultlint: no notes (*.md) found in {tmp_path.resolve()}: nothing was checked\n"
    assert result.exit_code == 2


def test_nothing_under_the_given_path(tmp_path: Path) -> None:
    """A path without a note is not green, nor one whose notes are all excluded."""
    write(tmp_path, {"a.md": "", "old/b.md": "", "pictures/x.png": "", "vaultlint.toml": 'exclude = ["old/"]\n'})
    result = run(tmp_path / "pictures")
    assert result.stderr.endswith("pictures: nothing was checked\n")
    assert result.exit_code == 2
    result = run(tmp_path / "old")
    assert result.stderr == (
        'vaultlint: all requested notes are excluded: exclude "old/" (vaultlint.toml); to check them,'
        ' set exclude = ["old/", "!/old/"]: nothing was checked\n'
    )
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        pytest.param(
            "public", 'folder "public" (.gitignore); to check them, set exclude = ["old/", "!public/"]', id="a site"
        ),
        pytest.param("node_modules/x.md", 'folder "node_modules" (default); to check', id="packages"),
        pytest.param("old/b.md", 'exclude "old/" (vaultlint.toml); to check', id="one note"),
        pytest.param("old/[1] !/c.md", 'exclude "old/" (vaultlint.toml); to check', id="odd characters"),
        pytest.param("Forms", 'template folder "Forms" (.obsidian); to check', id="templates"),
    ],
)
def test_how_to_check_what_is_excluded(tmp_path: Path, path: str, why: str) -> None:
    """The error says what excludes the notes, and what it says to write includes them."""
    notes = ["a.md", "old/b.md", "old/[1] !/c.md", "public/x.md", "node_modules/x.md", "Forms/f.md"]
    write(tmp_path, {**dict.fromkeys(notes, "[[gone]]"), ".gitignore": "public\n"})
    write(tmp_path, {".obsidian/templates.json": '{"folder": "Forms"}', "vaultlint.toml": 'exclude = ["old/"]\n'})
    result = run(tmp_path / path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"vaultlint: all requested notes are excluded: {why}")
    assert run(tmp_path / path, "--exclude", "*.md").stderr.endswith(
        'exclude "*.md" (--exclude): nothing was checked\n'
    )
    write(tmp_path, {"vaultlint.toml": result.stderr.partition(", set ")[2].partition(": nothing")[0]})
    assert "[[gone]]" not in run(tmp_path / path, "--select", "links").stderr
    assert run(tmp_path / path, "--select", "links").exit_code == 1


def test_a_misspelt_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`vaultlint chek` is no path either; a path that is there has its way."""
    monkeypatch.chdir(tmp_path)
    assert 'no command or path named "chek"; did you mean "check"?' in run("chek").stderr
    (tmp_path / "chek").mkdir()
    assert "nothing was checked" in run("chek").stderr


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    """A broken `.obsidian/app.json` is reported, for it decides what links lead to; an empty one is not."""
    write(tmp_path, {"a.md": "", ".obsidian/app.json": "{", ".obsidian/templates.json": ""})
    assert run(tmp_path, "-q", "--select", "files").stdout == (
        ".obsidian/app.json:1:1: error: cannot be read: Expecting property name enclosed in double quotes:"
        " line 1 column 2 (char 1) [unreadable-file]\n"
    )


def test_paths_narrow_the_report_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are resolved against the whole vault, whatever paths are given."""
    monkeypatch.chdir(GARDEN)
    result = run(GARDEN / "plants", GARDEN / "Beds.canvas", "-q")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "Beds.canvas",
        "plants/Squash.md",
        "plants/Garlic.md",
        "plants/Rhubarb.md",
        "plants/Runner beans.md",
    ]


def test_configuration_file(tmp_path: Path) -> None:
    """The file at the root is used, `--isolated` passes it over, `--config` names another."""
    write(tmp_path, {"Men.md": SEED, "vaultlint.toml": 'ignore = ["graph"]\n', "other.toml": 'select = ["graph"]\n'})
    assert "1 problem (1 error)" in run(tmp_path).stdout
    assert "2 problems" in run(tmp_path, "--isolated").stdout
    assert "1 problem (1 warning)" in run(tmp_path, "--config", tmp_path / "other.toml").stdout


def test_daily_notes_of_the_configuration(tmp_path: Path) -> None:
    """`daily-notes` replaces Obsidian's own setting for links and orphans; the empty list switches it off."""
    write(tmp_path, {"2024.md": "[[2024-05-12]] [[2023]]", "vaultlint.toml": 'daily-notes = ["YYYY"]\n'})
    args = (tmp_path, "-q", "--select", "dangling-link,orphan-note")
    day = '2024.md:1:1: error: no note or file is named "2024-05-12" [dangling-link]\n'
    assert run(*args).stdout == day
    write(tmp_path, {"vaultlint.toml": "daily-notes = []\n"})
    assert run(*args).stdout == (
        f'{day}2024.md:1:16: error: no note or file is named "2023" [dangling-link]\n'
        "2024.md:1:1: warning: no note links to this one [orphan-note]\n"
    )
    assert run(*args, "--isolated").stdout == (
        '2024.md:1:16: error: no note or file is named "2023" [dangling-link]\n'
        "2024.md:1:1: warning: no note links to this one [orphan-note]\n"
    )


def test_configuration_error(tmp_path: Path) -> None:
    """An unknown key names file and key, and ends with 2."""
    write(tmp_path, {"Men.md": SEED, "vaultlint.toml": 'ignroe = ["graph"]\n'})
    result = run(tmp_path)
    file = tmp_path.resolve() / "vaultlint.toml"
    assert result.stderr == f'vaultlint: {file}: unknown key "ignroe"; did you mean "ignore"?\n'
    assert result.exit_code == 2


def test_version_names_python() -> None:
    """`--version` says which vaultlint runs on which Python."""
    result = run("--version")
    assert result.stdout.startswith(f"vaultlint {__version__} (Python 3.")
    assert result.exit_code == 0


def test_help_names_the_commands() -> None:
    """`--help` lists every command."""
    shown = run("--help").stdout
    assert all(f"\n  {name} " in shown for name in ("check", "index", "rules", "explain", "wanted"))


def test_a_crash_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A surprise is reported with a request, and exits with 2."""

    def crash(*_: object) -> None:
        raise ZeroDivisionError("boom")

    write(tmp_path, {"Men.md": SEED})
    monkeypatch.setattr("vaultlint.lint.engine.check", crash)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("This is a bug in vaultlint. Please report it")


def test_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C exits with 130 and one line."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, {"Men.md": SEED})
    monkeypatch.setattr("vaultlint.lint.engine.check", interrupt)
    result = run(tmp_path)
    assert (result.stderr, result.exit_code) == ("vaultlint: interrupted\n", 130)


def test_two_vaults(tmp_path: Path) -> None:
    """Paths in two vaults have no vault in common; their folder must not be taken for one."""
    for name in ("one", "two"):
        write(tmp_path, {f"{name}/.obsidian/app.json": "{}", f"{name}/a.md": "[[a]]"})
    result = run(tmp_path / "one", tmp_path / "two" / "a.md")
    root = tmp_path.resolve()
    assert result.stderr == (
        f"vaultlint: the paths are in two vaults, {root / 'one'} and {root / 'two'}: check one at a time\n"
    )
    assert (result.stdout, result.exit_code) == ("", 2)
