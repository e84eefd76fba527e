"""The page for rule authors is right and complete: its code runs, its rules hold, and it leaves no name out."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import vaultlint
from vaultlint import Canvas, Link, LinkSpans, Note, Problem, Property, ResolvedLink, Rule, Suppression, Vault, testing
from vaultlint.lint.registry import load_rules
from vaultlint.testing import check_examples

PAGE = (Path(__file__).parents[1] / "docs" / "writing-rules.md").read_text(encoding="utf-8")

INTERNAL = {"contents", "count", "index"}
"""Public to vaultlint itself, or from tuple."""


def blocks(language: str) -> list[str]:
    """The blocks of code, each at its line of the page."""
    found = re.finditer(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return ["\n" * PAGE.count("\n", 0, block.start(1)) + block[1] for block in found]


@pytest.fixture(scope="module")
def page() -> Iterator[ModuleType]:
    """A module made of all the Python on the page, each block run after those above it."""
    module = ModuleType("writing_rules")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    for block in blocks("python"):
        exec(compile(block, "docs/writing-rules.md", "exec"), module.__dict__)  # noqa: S102  our own page
    yield module
    del sys.modules[module.__name__]


def test_examples_on_the_page_hold(page: ModuleType) -> None:
    """What the code asserts is true, and each rule reports what its examples say."""
    rules = [each for each in vars(page).values() if isinstance(each, type) and each.__module__ == page.__name__]
    assert len(rules) > 4
    assert [check_examples(rule) for rule in rules] == [[]] * len(rules)


def test_first_rules_stand_alone(tmp_path: Path) -> None:
    """The first two rules can be saved to files as they are, and loaded."""
    for number, block in enumerate(blocks("python")[:2]):
        (tmp_path / f"rule_{number}.py").write_text(block, encoding="utf-8")
        assert len(load_rules(str(tmp_path / f"rule_{number}.py"))) == 1


def test_configuration_on_the_page_is_toml() -> None:
    """The blocks of TOML can be read."""
    assert all(map(tomllib.loads, blocks("toml")))


def test_every_name_is_on_the_page() -> None:
    """All of the interface is described, and used in an example."""
    examples = "\n".join(blocks("python"))
    assert [name for name in vaultlint.__all__ if f"`{name}" not in PAGE] == []
    assert [name for name in vaultlint.__all__ if not re.search(rf"\b{name}\b", examples)] == []


@pytest.mark.parametrize(
    "described", [Vault, Note, Canvas, Link, LinkSpans, ResolvedLink, Problem, Property, Suppression, Rule, testing]
)
def test_every_attribute_is_on_the_page(described: type | ModuleType) -> None:
    """So is everything that an object of the interface has, in text or in an example."""
    if isinstance(described, ModuleType):
        names = {
            name for name, each in vars(described).items() if getattr(each, "__module__", "") == described.__name__
        }
    else:
        names = {*dir(described), *getattr(described, "__annotations__", {})}
    if described is Vault:
        names |= {"root", "notes", "canvases", "settings", "files", "unreadable"}
    public = {name for name in names - INTERNAL if not name.startswith("_")}
    assert {name for name in public if not re.search(rf"\b{name}\b", PAGE)} == set()
