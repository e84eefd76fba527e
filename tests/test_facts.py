"""Every fact about Obsidian that docs/obsidian.md states holds in vaultlint, case by case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from vaultlint import FragmentStatus, ResolvedLink, Status
from vaultlint.testing import vault

FACTS = sorted((Path(__file__).parents[1] / "docs" / "facts").glob("*.toml"))
TEA = "# Green tea\n\n## Brewing\n\nAt 80 degrees. ^water\n\n## Cold brew\n"


def cases() -> Iterator[Any]:
    for file in FACTS:
        for fact in tomllib.loads(file.read_text(encoding="utf-8"))["facts"]:
            for number, case in enumerate(fact["cases"], 1):
                yield pytest.param(case, id=f"{fact['id']}, {number}: {case.get('link', case['text'])}")


def files_of(case: Mapping[str, Any]) -> dict[str, str | bytes]:
    """The case's vault: a note on tea, the files it names, and the file that holds the link."""
    named = case.get("files", [])
    return {
        "Tea.md": TEA,
        **(named if isinstance(named, dict) else dict.fromkeys(named, "")),
        _source(case): case["text"],
    }


def _source(case: Mapping[str, Any]) -> str:
    return str(case.get("source", "note.md"))


def verdict(found: ResolvedLink) -> str:
    """What became of a link, in the words of the facts."""
    if found.fragment_status is FragmentStatus.MISSING_HEADING:
        return "missing heading"
    if found.fragment_status is FragmentStatus.MISSING_BLOCK:
        return "missing block"
    if found.status is Status.AMBIGUOUS:
        return f"ambiguous: {found.resolved}" if found.resolved else "ambiguous"
    return found.resolved or str(found.status)


@pytest.mark.parametrize("case", list(cases()))
def test_fact(case: Mapping[str, Any]) -> None:
    """The link in the case has exactly that verdict."""
    link = case.get("link", case["text"])
    found = [each for each in vault(files_of(case)).links if each.source == _source(case) and each.link.raw == link]
    assert ([verdict(each) for each in found] or ["no link"]) == [case["is"]]
