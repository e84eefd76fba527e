"""Say whether this commit is ready to be released as a version, and print what changed in it.

    python .ci/release.py TAG REPOSITORY

TAG is `v` and the version; REPOSITORY is the address of the repository, without a slash at its end. Needs only Python.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
URLS = {"Repository": "{}", "Issues": "{}/issues", "Changelog": "{}/blob/main/CHANGELOG.md"}


def faults(project: Path, tag: str, repository: str) -> Iterator[str]:
    """Yield what must be done before the release, as lines for a person."""
    source = (project / "vaultlint" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.*)"$', source, re.MULTILINE)
    version = found[1] if found else "missing"
    if tag != f"v{version}":
        yield f"the tag is {tag}, but __version__ in vaultlint/__init__.py is {version}"
    heading, _ = section(project, tag)
    if not re.fullmatch(r"## \[.*\] - \d{4}-\d{2}-\d{2}", heading):
        yield f"CHANGELOG.md needs a heading such as: ## [{tag.removeprefix('v')}] - 2026-01-31"
    urls = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"].get("urls", {})
    for name, address in URLS.items():
        if urls.get(name) != address.format(repository):
            yield f'[project.urls] in pyproject.toml needs: {name} = "{address.format(repository)}"'


def section(project: Path, tag: str) -> tuple[str, str]:
    """Return the heading of a version in the changelog and the text below it; both are empty if it has none."""
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    version = re.escape(tag.removeprefix("v"))
    found = re.search(rf"^(## \[{version}\][^\n]*)\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return (found[1], found[2].strip()) if found else ("", "")


def main() -> None:
    """Print the section of the changelog, or what is missing."""
    if len(sys.argv) != 3:
        sys.exit("usage: python .ci/release.py TAG REPOSITORY")
    _, tag, repository = sys.argv
    if wrong := list(faults(PROJECT, tag, repository)):
        sys.exit("\n".join(wrong))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a terminal's or a file's, never none
    sys.stdout.write(f"{section(PROJECT, tag)[1]}\n")


if __name__ == "__main__":
    main()
