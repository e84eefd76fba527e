"""One name, one thing: no name of a module or class means two things."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).parents[1]
FOLDERS = ("vaultlint", "rules/vaultlint_rules", "benchmarks", "fuzz")

SAME_THING = {
    "site",  # the package, and its module with the class `Site`
    "vault",  # the same of `Vault`
}
"""Modules that are named like another because they are the same thing."""


def files() -> list[Path]:
    return [file for folder in FOLDERS for file in sorted((PROJECT / folder).rglob("*.py"))]


def is_rule_group(file: Path) -> bool:
    """Whether a file is the package of a group of rules: users name groups by what the rules look at, such as links."""
    return file.parent.parent.name == "vaultlint_rules" and file.name == "__init__.py"


def repeated(names: Iterable[tuple[str, Path]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, file in names:
        found[name].append(file.relative_to(PROJECT).as_posix())
    return {name: places for name, places in found.items() if len(places) > 1}


def test_modules() -> None:
    names = ((file.parent.name if file.stem == "__init__" else file.stem, file) for file in files())
    modules = [(name, file) for name, file in names if name != "__main__" and not is_rule_group(file)]
    assert repeated(modules).keys() == SAME_THING


def test_classes() -> None:
    trees = ((file, ast.parse(file.read_text(encoding="utf-8"))) for file in files())
    classes = [(node.name, file) for file, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert repeated(classes) == {}
