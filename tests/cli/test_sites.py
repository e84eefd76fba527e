"""Sites as a user of the command meets them: found above the vault, set in the configuration, and never stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run, write

QUARTZ = '{"name": "@jackyzha0/quartz", "version": "4.5.0"}'
DRAFT = "index.md:1:1: error: links to plan.md, which is not published (`draft: true`): readers meet a dead link"


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a vault in `content`, and no site yet."""
    (tmp_path / ".git").mkdir()
    content = tmp_path / "content"
    write(content / "index.md", "[[plan]] and [[Tea]]\n")
    write(content / "plan.md", "---\ndraft: true\n---\n")
    write(content / "tea.md", "")
    monkeypatch.chdir(content)
    return tmp_path


def problems(*args: str) -> list[str]:
    """The lines of the problems that the rules about sites find."""
    rules = "publish,breaks-on-site,duplicate-address"
    said = run("check", "--select", rules, "--all", *args)
    assert said.exit_code in {0, 1}, said.output
    return [line.rpartition(" [")[0] for line in said.stdout.splitlines() if line.endswith("]")]


def test_a_site_that_comes_and_goes(garden: Path) -> None:
    """No result of an earlier run is used that another site, or another setting of it, has made wrong."""
    assert problems() == problems() == []
    write(garden / "package.json", QUARTZ)
    case = 'index.md:1:14: warning: Quartz 4 has no page at "Tea": write [[tea|Tea]]'
    assert problems() == problems() == [DRAFT, case]
    write(garden / "package.json", QUARTZ.replace("4.5", "5.0"))
    assert problems() == [DRAFT]
    write(garden / "quartz.config.yaml", "plugins: []\n")
    assert problems() == []
    (garden / "quartz.config.yaml").unlink()
    assert problems() == [DRAFT]
    write(garden / "content" / "vaultlint.toml", 'site = "github"\n')
    assert problems("--ignore", "breaks-on-site") == []


def test_without_the_cache_it_is_the_same(garden: Path) -> None:
    write(garden / "package.json", QUARTZ)
    assert problems("--no-cache") == problems() == problems()


def test_a_fix_for_the_site(garden: Path) -> None:
    write(garden / "package.json", QUARTZ)
    run("check", "--select", "breaks-on-site", "--fix")
    assert (garden / "content" / "index.md").read_text(encoding="utf-8") == "[[plan]] and [[tea|Tea]]\n"
    assert problems() == [DRAFT]


def test_a_table_of_a_site_without_its_name(garden: Path) -> None:
    write(garden / "content" / "vaultlint.toml", "[sites.quartz]\nversion = 4\n")
    assert problems("--ignore", "breaks-on-site") == [DRAFT]
