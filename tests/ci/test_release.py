"""What must be true of a commit before it is released."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path
from runpy import run_path

import pytest

from vaultlint import __version__

PROJECT = Path(__file__).parents[2]
RELEASE = run_path(str(PROJECT / ".ci" / "release.py"))
REPOSITORY = "https://github.com/acme/vaultlint"
URLS = f"""\
[project.urls]
Repository = "{REPOSITORY}"
Issues = "{REPOSITORY}/issues"
Changelog = "{REPOSITORY}/blob/main/CHANGELOG.md"
"""
CHANGELOG = "# Changelog\n\n## [1.10] - 2026-02-01\n\nLater.\n\n## [1.1] - 2026-01-31\n\n### Added\n\n- Tea.\n\n## [1.0] - 2025\n"


EXTRAS = metadata("obsidian-vaultlint").get_all("Provides-Extra", [])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is ready to be released as 1.1."""
    (tmp_path / "vaultlint").mkdir()
    (tmp_path / "vaultlint" / "__init__.py").write_text('"""Text."""\n\n__version__ = "1.1"\n', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{URLS}", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return tmp_path


def faults(project: Path, tag: str = "v1.1", repository: str = REPOSITORY) -> list[str]:
    return list(RELEASE["faults"](project, tag, repository))


def test_ready(project: Path) -> None:
    assert faults(project) == []
    assert RELEASE["section"](project, "v1.1")[1] == "### Added\n\n- Tea."


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        pytest.param(
            "v1.10", ["the tag is v1.10, but __version__ in vaultlint/__init__.py is 1.1"], id="another version"
        ),
        pytest.param("1.1", ["the tag is 1.1, but __version__ in vaultlint/__init__.py is 1.1"], id="no v"),
        pytest.param(
            "v1.0",
            [
                "the tag is v1.0, but __version__ in vaultlint/__init__.py is 1.1",
                "CHANGELOG.md needs a heading such as: ## [1.0] - 2026-01-31",
            ],
            id="no full date",
        ),
    ],
)
def test_tag(project: Path, tag: str, expected: list[str]) -> None:
    assert faults(project, tag) == expected


def test_changelog_without_the_version(project: Path) -> None:
    (project / "CHANGELOG.md").write_text(
        CHANGELOG.replace("[1.1] - 2026-01-31", "[1.1] - unreleased"), encoding="utf-8"
    )
    assert faults(project) == ["CHANGELOG.md needs a heading such as: ## [1.1] - 2026-01-31"]


def test_addresses_are_those_of_the_repository_that_releases(project: Path) -> None:
    fork = "https://github.com/other/fork"
    assert faults(project, repository=fork) == [
        f'[project.urls] in pyproject.toml needs: Repository = "{fork}"',
        f'[project.urls] in pyproject.toml needs: Issues = "{fork}/issues"',
        f'[project.urls] in pyproject.toml needs: Changelog = "{fork}/blob/main/CHANGELOG.md"',
    ]


def test_the_version_stands_in_one_place() -> None:
    """The package says what the code says; the changelog begins with that version."""
    assert metadata("obsidian-vaultlint")["Version"] == __version__
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## \[(.*?)\]", changelog, re.MULTILINE)
    assert found
    assert found[1] == __version__


def test_all_installs_every_extra() -> None:
    needed = metadata("obsidian-vaultlint").get_all("Requires-Dist", [])
    by_extra = {extra: {line.split(";")[0] for line in needed if f"extra == '{extra}'" in line} for extra in EXTRAS}
    assert by_extra.pop("all") == set().union(*by_extra.values())
