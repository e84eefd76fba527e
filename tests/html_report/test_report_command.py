"""`vaultlint report`: what the page says, and what it must not say."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click
import pytest

from tests.command import run, write
from tests.html_report.pages import data_of, page_of, paths_in, read
from tests.lint.test_entry_points import lay

FILES = {
    ".obsidian/app.json": "{}",
    "vaultlint.toml": 'ignore = ["missing-property"]\n',
    "Home.md": "[[Tea]] [[Milk]] [[Lost]] [[lost|again]] ![[cup.png]]\n",
    "Tea.md": "---\ndraft: 'false'\n---\nSee [[Home#Gone]] and [[Milkk]].\n",
    "Milk.md": "[[Tea]] [[Home]]\n",
    "deep/Alone.md": "[[Far]]\n",
    "deep/One.md": "[[Two]]\n",
    "deep/Two.md": "[[One]]\n",
    "cup.png": "x",
    "old.png": "x" * 1500,
}

IMAGE = "<img src=x onerror=alert(1)>"

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return lay(tmp_path / "teas", FILES)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('no note or file is named "Lost"', id="a cause, of the most problems"),
        pytest.param("2Lost", id="the most wanted note, with the number of its links"),
        pytest.param("old.png1.5 kB", id="an unused attachment with its size"),
        pytest.param("One and 1 other", id="an island"),
        pytest.param("2Tea", id="a hub"),
        pytest.param("See [[Home#Gone]] and", id="the line of a problem"),
        pytest.param("Home.md:1:18", id="the place of a problem"),
        pytest.param("Fix (unsafe): Write `draft: false`", id="a fix"),
        pytest.param("draft: 'false'false", id="what a fix changes"),
    ],
)
def test_it_says_without_javascript(vault: Path, text: str) -> None:
    assert text in "".join(read(page_of(vault)).text.split("\n"))


def test_the_same_vault_gives_the_same_bytes(vault: Path, tmp_path: Path) -> None:
    first = page_of(vault)
    assert page_of(vault) == first == page_of(vault, "--no-cache")
    other = tmp_path / "elsewhere" / "teas"
    shutil.copytree(vault, other, ignore=shutil.ignore_patterns(".vaultlint_cache"))
    assert page_of(other) == first


def test_absolute_paths_are_in_it_only_for_editor_links(vault: Path) -> None:
    page = page_of(vault)
    assert str(vault.parent) not in page
    assert "vscode:" not in data_of(page).get("editor", "")
    address = f"vscode://file{vault.as_uri().removeprefix('file://')}/Home.md:1:18"
    assert ("href", address) in read(page_of(vault, "--editor-links")).attributes


def test_a_page_in_the_vault_does_not_count_itself(vault: Path) -> None:
    write(vault / ".obsidian/app.json", '{"showUnsupportedFiles": true}')
    file = vault / "vault.html"
    assert page_of(vault, output=file) == page_of(vault, output=file)
    assert "vault.html" not in paths_in(data_of(page_of(vault, output=file)))


def test_paths_limit_what_is_in_it(vault: Path) -> None:
    file = vault.parent / "deep.html"
    assert run("report", vault / "deep", "-o", file).exit_code == 0
    assert paths_in(data_of(file.read_text())) == ["Far", "deep/Alone.md", "deep/One.md", "deep/Two.md"]


def test_it_counts_what_the_baseline_hides(vault: Path) -> None:
    assert run("baseline", "create", vault).exit_code == 0
    write(vault / "New.md", "[[Nowhere]] [[Home]]\n")
    text = read(page_of(vault)).text.replace("\n", "")
    assert "problems, new2" in text
    assert "Hidden by the baseline 7rulehidden" in text
    assert 'no note or file is named "Nowhere"' in text
    assert 'no note or file is named "Lost"' not in text


@POSIX
def test_nothing_in_the_vault_is_markup(vault: Path) -> None:
    hostile = (
        f"---\ntitle: \"{IMAGE}\"\ntags: ['{IMAGE}', </script>]\n---\n</script>{IMAGE} [[{IMAGE}]] [[</script><b>|x]]\n"
    )
    lay(
        vault,
        {
            f"{IMAGE}.md": hostile,
            f"'\"{IMAGE}/{{{{ 7 * 7 }}}}.md": "[[nope]] {% raw %}\n",
            "a\nb\u202e.md": "[[</style>]]",
        },
    )
    page = page_of(vault, "--editor-links")
    reader = read(page)
    assert "img" not in reader.tags
    assert reader.tags.count("script") == page.count("</script") == 4
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert f"{IMAGE}.md" in reader.text
    assert "{{ 7 * 7 }}.md" in reader.text
    assert "\u202e" not in reader.text
    assert not [value for _, value in reader.attributes if "\u202e" in value]
    assert f"{IMAGE}.md" in paths_in(data_of(page))


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such names")
def test_a_name_that_is_not_utf_8(vault: Path) -> None:
    (vault / os.fsdecode(b"caf\xe9.md")).write_text("[[nope]]")
    page = page_of(vault)
    assert "caf\N{REPLACEMENT CHARACTER}.md" in read(page).text
    assert "caf\N{REPLACEMENT CHARACTER}.md" in paths_in(data_of(page))


def test_the_policy_lets_nothing_be_loaded(vault: Path) -> None:
    [policy] = [
        value for name, value in read(page_of(vault)).attributes if name == "content" and "default-src" in value
    ]
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe" not in policy
    assert allowed.pop("default-src") == allowed.pop("base-uri") == allowed.pop("form-action") == "'none'"
    assert allowed.keys() == {"style-src", "script-src", "worker-src", "img-src"}


def test_addresses_for_obsidian_are_percent_encoded(vault: Path) -> None:
    write(vault / "50% & more" / "Tea; #1.md", "[[Lost]]\n")
    address = "obsidian://open?vault=teas&file=50%25%20%26%20more%2FTea%3B%20%231.md"
    assert ("href", address) in read(page_of(vault)).attributes


SECRETS = {
    "the line of a problem": "secret [[Lost]]\n",
    "a missing note": "[[secret]]\n",
    "a missing note in a table": "| [[secret|x]] |\n|---|\n",
    "a tag": "#secret [[Lost]]\n",
    "a missing heading": "[[Home#secret]]\n",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize(
    "front_matter",
    [
        pytest.param("draft: true", id="a draft"),
        pytest.param("draft: 'yes'", id="a draft to some"),
        pytest.param("publish: false", id="not published"),
        pytest.param("draft: true\nx: [", id="front matter that cannot be read"),
        pytest.param("draft: true\ntags: [secret]\ntitle: ''\ndate: 2024-02-30 secret", id="properties"),
    ],
)
def test_texts_of_drafts_are_left_out(vault: Path, text: str, front_matter: str) -> None:
    write(vault / "Draft.md", f"---\n{front_matter}\n---\n{text}")
    page = page_of(vault)
    assert "secret" not in page
    assert "Draft.md" in page
    assert "secret" in page_of(vault, "--drafts")


@pytest.mark.parametrize(
    "draft, link",
    [
        pytest.param("---\ndraft: true\n---\n# Secretly brewing\n", "[[Draft#Secretly brewin]]", id="a heading"),
        pytest.param("---\ndraft: true\n---\nx ^secretly-brewing\n", "[[Draft#^secretly-brewin]]", id="a block"),
        pytest.param("---\ndraft: true\naliases: [Secretly brewing]\n---\n", "[[Secretly brewin]]", id="an alias"),
    ],
)
def test_nothing_in_a_draft_is_proposed(vault: Path, draft: str, link: str) -> None:
    write(vault / "Draft.md", draft)
    write(vault / "Asks.md", f"{link}\n")
    assert "brewing" not in page_of(vault)
    assert "brewing" in page_of(vault, "--drafts")


@pytest.mark.parametrize(
    "front_matter",
    [
        pytest.param("draft: false", id="no draft"),
        pytest.param("draft: false\ntags: [a]\ntags: [b]", id="front matter that cannot be read, and is no draft"),
        pytest.param("publish: true\nx: [", id="front matter that cannot be read, of a published note"),
    ],
)
def test_other_notes_are_quoted(vault: Path, front_matter: str) -> None:
    write(vault / "Public.md", f"---\n{front_matter}\n---\nquoted [[Lost]]\n")
    assert "quoted" in page_of(vault)


def test_the_name_of_a_draft_may_be_proposed(vault: Path) -> None:
    write(vault / "Cold brewing.md", "---\ndraft: true\n---\n")
    write(vault / "Asks.md", "[[Cold breving]]\n")
    assert "did you mean [[Cold brewing]]?" in read(page_of(vault)).text


def test_the_file_is_named(vault: Path) -> None:
    done = run("report", vault, "--open")
    assert done.exit_code == 2
    assert done.stderr.endswith("Error: name the file to write, as in `--output vault.html`\n")


def test_open(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    file = vault.parent / "my page.html"
    assert run("report", vault, "-o", file, "--open").exit_code == 0
    assert opened == [file.as_uri()]


def test_without_jinja(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    done = run("report", vault, "-o", vault / "x.html")
    assert (done.exit_code, done.stderr) == (
        2,
        'vaultlint: the report needs Jinja2: run pip install "obsidian-vaultlint[report]"\n',
    )


def test_an_empty_vault_is_an_error(tmp_path: Path) -> None:
    lay(tmp_path, {".obsidian/app.json": "{}"})
    done = run("report", tmp_path, "-o", tmp_path / "x.html")
    assert (done.exit_code, done.stderr) == (
        2,
        f"vaultlint: no notes (*.md) found in {tmp_path}: nothing was checked\n",
    )


def test_a_crafted_cache_changes_nothing(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = page_of(vault)
    monkeypatch.setattr("vaultlint.cli.report_command.decoded_or_none", lambda *_: 1 / 0)
    for file in vault.glob("*.md"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    assert page_of(vault) == page_of(vault) == first


@pytest.mark.parametrize(
    "notes, links", [pytest.param(300, 30, id="many links"), pytest.param(900, 1, id="many notes")]
)
def test_size(tmp_path: Path, notes: int, links: int) -> None:
    """At most 1.5 MB, 300 bytes a note, 10 a link and 400 a problem."""
    vault = tmp_path / "large"
    lay(vault, {".obsidian/app.json": "{}"})
    for at in range(notes):
        text = " ".join(f"[[note number {(at * 7 + step) % notes}]]" for step in range(links))
        long = "壹" * 400
        write(vault / f"folder {at % 20}" / f"note number {at}.md", f"{long} [[{long[:60]} {at}]] {long}\n{text}\n")
    data = data_of(page_of(vault))
    problems = len(data["problems"])
    whole = len(page_of(vault).encode())
    assert problems >= 2 * notes
    assert whole < 1_500_000 + 300 * notes + 10 * notes * links + 400 * problems
    growing = len(str(data).encode())
    assert growing < 20_000 + 300 * notes + 10 * notes * links + 400 * problems
