"""`--affected`: problems of PATHs, and of the links elsewhere that lead into them, or would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run
from tests.repository import git, needs_git, new_repository, write_files

Files = dict[str, str | bytes]

FILES: Files = {
    "tea/Tea.md": "# Tea\n\n## Brewing\n\nHot. ^hot\n\n[[Never]]\n",
    "a.md": "[[Tea#Brewing]]\n",
    "b.md": "---\nup: '[[Tea#Brewing]]'\n---\n[[Nowhere]]\n",
    "c/c.md": "![x](../tea/Tea.md#Brewing) [[a]] [[Tea#^hot]] ![[pic.png]]\n",
    "d.canvas": '{"nodes":[{"id":"1","type":"file","file":"tea/Tea.md","subpath":"#Brewing"}],"edges":[]}',
    "pic.png": b"x",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"vaultlint.toml": "", **FILES})
    return tmp_path


def places(*args: str | Path) -> list[str]:
    """Where problems of links are, in JSON and in text alike."""
    command = ("check", "--select", "links", "--all", *args)
    found = json.loads(run(*command, "-f", "json").stdout)["problems"]
    listed = sorted(f"{each['path']}:{each['line']}:{each['column']}" for each in found)
    text = run(*command, "-q")
    assert sorted(line.split(": ")[0] for line in text.stdout.splitlines()) == listed
    assert text.exit_code == bool(listed)
    return listed


def test_a_renamed_heading(root: Path) -> None:
    """Each link to it is reported, in any form and place; what else is wrong elsewhere is not."""
    assert places("tea/Tea.md", "--affected") == ["tea/Tea.md:7:1"]
    write_files(root, {"tea/Tea.md": "# Tea\n\n## Steeping\n\nHot. ^hot\n"})
    assert places("tea/Tea.md", "--affected") == ["a.md:1:1", "b.md:2:6", "c/c.md:1:1", "d.canvas:1:43"]
    assert places("tea", "--affected") == places("tea/Tea.md", "--affected")
    assert places("tea/Tea.md") == []
    assert places("a.md", "--affected") == ["a.md:1:1"]


@pytest.mark.parametrize(
    "gone, expected",
    [
        pytest.param("tea/Tea.md", ["a.md:1:1", "b.md:2:6", "c/c.md:1:1", "c/c.md:1:35", "d.canvas:1:43"], id="note"),
        pytest.param("pic.png", ["c/c.md:1:48"], id="picture"),
        pytest.param("a.md", ["c/c.md:1:29"], id="note in the root"),
    ],
)
def test_a_deleted_file(root: Path, gone: str, expected: list[str]) -> None:
    (root / gone).unlink()
    assert places(gone, "--affected") == expected
    result = run("check", gone, "--affected")
    assert f'vaultlint: "{gone}" is not in the vault: looking for links to it\n' in result.stderr
    refused = run("check", gone)
    assert refused.exit_code == 2
    assert refused.stderr.endswith(f"Error: Invalid value for '[PATH]...': Path '{gone}' does not exist.\n")


def test_a_deleted_folder(root: Path) -> None:
    """Links with a path into it are found; a bare name may have been anywhere."""
    (root / "tea" / "Tea.md").unlink()
    (root / "tea").rmdir()
    assert places("tea", "--affected") == ["c/c.md:1:1", "d.canvas:1:43"]


def test_a_link_that_leads_elsewhere_now(root: Path) -> None:
    """Once a note is deleted, links to it may lead to another of its name, without the heading."""
    write_files(root, {"z/Tea.md": "# Other\n"})
    (root / "tea" / "Tea.md").unlink()
    assert "a.md:1:1" in places("tea/Tea.md", "--affected")


def test_the_cached_result_is_that_of_the_vault(root: Path) -> None:
    """It is narrowed after it is loaded, so runs with and without the option may follow each other."""
    (root / "a.md").unlink()
    for _ in range(2):
        assert places("a.md", "--affected") == ["c/c.md:1:29"]
        assert len(places()) == 3
        assert places("b.md") == ["b.md:4:1"]


@needs_git
def test_with_since(root: Path) -> None:
    new_repository(root, {})
    write_files(root, {"tea/Tea.md": "# Tea\n\n## Steeping\n\nHot. ^hot\n", "c/c.md": "[[Never]]\n"})
    assert places("--since", "HEAD") == ["a.md:1:1", "b.md:2:6", "c/c.md:1:1", "d.canvas:1:43"]
    assert places("--since", "HEAD", "--affected", "tea/Tea.md") == ["a.md:1:1", "b.md:2:6", "d.canvas:1:43"]
    git(root, "rm", "-q", "-f", "--cached", "tea/Tea.md")
    assert "a.md:1:1" in places("--tracked", "--affected", "tea/Tea.md")
