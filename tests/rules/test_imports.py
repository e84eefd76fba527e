"""The rules that come with vaultlint use its public interface only, so that anyone's rules can do the same."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vaultlint

RULES = Path(__file__).parents[2] / "rules"
ALLOWED = {*sys.stdlib_module_names, "vaultlint_rules"}


def not_allowed(source: str) -> Iterator[str]:
    """What a module imports that is not of the standard library, of `vaultlint` itself or of the rules' own package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] not in ALLOWED)
        elif isinstance(node, ast.ImportFrom) and node.module == "vaultlint":
            yield from (f"vaultlint.{name.name}" for name in node.names if name.name not in vaultlint.__all__)
        elif isinstance(node, ast.ImportFrom) and (node.level or str(node.module).partition(".")[0] not in ALLOWED):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize(
    "module", [pytest.param(path, id=path.relative_to(RULES).as_posix()) for path in sorted(RULES.rglob("*.py"))]
)
def test_a_rule_imports_the_interface_only(module: Path) -> None:
    """`from vaultlint import ...`, the standard library and the rules' own package are enough."""
    assert list(not_allowed(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from vaultlint import Rule, Vault\nimport re\nfrom vaultlint_rules.links import listed", []),
        ("from vaultlint.vault.links import link_all", ["vaultlint.vault.links"]),
        ("import vaultlint.vault.links as links", ["vaultlint.vault.links"]),
        ("import vaultlint", ["vaultlint"]),
        ("from vaultlint import vault", ["vaultlint.vault"]),
        ("from . import listed", ["."]),
        ("def check():\n    import networkx\n    from msgspec.json import decode", ["networkx", "msgspec.json"]),
    ],
)
def test_what_is_not_allowed(source: str, found: list[str]) -> None:
    """Wherever in a module it stands."""
    assert list(not_allowed(source)) == found
