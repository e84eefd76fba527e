"""The page on contracts shows what vaultlint prints."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from vaultlint.config.options import configure
from vaultlint.lint.registry import find_rules
from vaultlint.testing import says

PAGE = (Path(__file__).parents[1] / "docs" / "contracts.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_example() -> None:
    """The contract, the note that breaks it, the lines about it, and the note that meets it."""
    options = tomllib.loads(blocks("toml")[1])["rules"]["property-schema"]
    before, after = blocks("markdown")
    rule = configure(find_rules()["property-schema"], options, "docs/contracts.md")
    people = {"People/Jane Austen.md": ""}
    assert says(rule, {"Books/Emma.md": before, **people}) == blocks("text")[0].splitlines()
    assert says(rule, {"Books/Emma.md": after, **people}) == []


def test_all_of_it_is_toml() -> None:
    assert all(map(tomllib.loads, blocks("toml")))
