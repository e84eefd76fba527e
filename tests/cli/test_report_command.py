"""`vaultlint report`: the file that it writes, and what stands in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import Result

from tests.command import run, write
from tests.html_report.report_page import embedded_data

FILES = {
    "Home.md": "---\ntitle: Home\ndate: 2024-05-01\ndraft: false\n---\n[[Tea]] [[Lost]] [[Lost|again]] ![[cup.png]]\n",
    "drinks/Tea.md": "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\n[[Home]] [[Lost]]\n",
    "drinks/cup.png": "image",
}


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        write(root / name, text)
    return root


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return lay(tmp_path / "My notes", FILES)


def report(vault: Path, *options: str) -> str:
    done = run("report", vault, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_it_is_the_same_twice_with_the_cache_and_without(vault: Path) -> None:
    first = report(vault)
    assert first.startswith("<!doctype html>\n") and first.endswith("</html>\n")
    assert first == report(vault) == report(vault, "--no-cache")


def test_it_is_the_same_for_a_copy_elsewhere(vault: Path, tmp_path: Path) -> None:
    copy = lay(tmp_path / "elsewhere" / "My notes", FILES)
    assert report(vault) == report(copy)
    assert str(tmp_path) not in report(vault)


def test_the_file_is_what_is_printed(vault: Path, tmp_path: Path) -> None:
    assert report(vault, "-o", str(tmp_path / "page.html")) == ""
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == report(vault)


def test_the_page_in_the_vault_does_not_count(vault: Path) -> None:
    page = vault / "vault.html"
    report(vault, "-o", str(page))
    first = page.read_text(encoding="utf-8")
    report(vault, "-o", str(page))
    assert page.read_text(encoding="utf-8") == first
    assert "vault.html" not in embedded_data(first)["paths"]["name"]


def test_editor_links_hold_the_path_of_the_vault(vault: Path) -> None:
    address = f"vscode://file{vault.as_uri().removeprefix('file://')}/drinks/Tea.md:6:10"
    assert "vscode:" not in embedded_html(report(vault))
    assert address in report(vault, "--editor-links")


def embedded_html(page: str) -> str:
    """The page without its scripts."""
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_obsidian_links_are_percent_encoded(vault: Path) -> None:
    lay(vault, {"50% & more/Tea? #1.md": "[[Lost]]\n"})
    address = "obsidian://open?vault=My%20notes&amp;file=50%25%20%26%20more%2FTea%3F%20%231.md"
    assert f'href="{address}"' in report(vault)


def test_paths_limit_it(vault: Path) -> None:
    data = embedded_data(report(vault / "drinks"))
    assert {data["paths"]["name"][row[2]] for row in data["problems"]} == {"Tea.md"}


def test_the_configuration_counts(vault: Path) -> None:
    write(vault / "vaultlint.toml", 'ignore = ["dangling-link", "orphan-note"]')
    page = report(vault)
    assert embedded_data(page)["problems"] == []
    assert "No problems" in page


def test_problems_of_the_baseline_are_counted_and_not_listed(vault: Path) -> None:
    assert run("baseline", "create", vault).exit_code == 0
    write(vault / "New.md", "---\ntitle: New\ndate: 2024-05-01\ndraft: false\n---\n[[Home]] [[Gone]]\n")
    page = report(vault)
    assert [page for page in embedded_data(page)["messages"] if "named" in page] == ['no note or file is named "Gone"']
    assert re.search(r'Hidden by the baseline <span class="number">3</span>', page)
    assert "Hidden by the baseline" not in report(vault, "--isolated")


def said(done: Result) -> tuple[int, str]:
    return done.exit_code, done.stderr.splitlines()[-1]


def test_without_jinja_it_says_what_to_install(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    message = 'vaultlint: the report needs Jinja2: run pip install "obsidian-vaultlint[report]"'
    assert said(run("report", vault)) == (2, message)


def test_open_needs_a_file(vault: Path) -> None:
    assert said(run("report", vault, "--open")) == (2, "Error: name the file to write, as in `--output vault.html`")


def test_open_opens_the_file(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    page = tmp_path / "a page.html"
    report(vault, "-o", str(page), "--open")
    assert opened == [page.resolve().as_uri()]


def test_a_note_that_cannot_be_read_is_reported_and_the_rest_is_there(vault: Path) -> None:
    (vault / "Broken.md").write_bytes(b"\xff\xfe[[Lost]]")
    data = embedded_data(report(vault))
    found = {(data["paths"]["name"][row[2]], data["rules"][row[0]][0]) for row in data["problems"]}
    assert ("Broken.md", "unreadable-file") in found
    assert ("Home.md", "dangling-link") in found


def test_an_empty_vault(tmp_path: Path) -> None:
    done = run("report", tmp_path)
    assert said(done) == (2, f"vaultlint: no notes (*.md) found in {tmp_path}: nothing was checked")
    assert done.stdout == ""
