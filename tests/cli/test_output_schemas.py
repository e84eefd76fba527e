"""The JSON Schemas in docs/ hold for what the commands print, also where problems have fixes, and of a hostile vault."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.command import run
from tests.lint.test_entry_points import lay

DOCS = Path(__file__).parents[2] / "docs"

FILES = {
    ".obsidian/app.json": "{}",
    "Ken.md": "---\naliases: [Barbie]\ntags: a, b\nn: .nan\n---\n# One\n\ntext ^id\n",
    "Ü 😀.md": "\ufeff[[Barbie]] [[ken#one]] [[Ken#^id|shown]] ![[Lost.png]] [x](<Ken.md>) <https://example.org> \x00\n[[",
    "Broken.md": "---\na: [\n---\n[[Ken#Tow]] [[#^gone]]\n",
    "a/Twin.md": "[[Twin]]",
    "b/Twin.md": "[[twin]]",
    "board.canvas": '{"nodes": [{"id": "1", "type": "text", "text": "[[Ken]] [[Gone]]"}]}',
    "bad.canvas": "{",
}


@pytest.mark.parametrize("command", ["check", "index", "graph"])
def test_output_is_valid(command: str, tmp_path: Path) -> None:
    lay(tmp_path, FILES)
    args = ["--select", "all"] if command == "check" else []
    done = run(command, tmp_path, "--format", "json", "--no-cache", *args)
    schema = json.loads((DOCS / f"{command}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(done.stdout), schema)


def test_schemas_name_every_key(tmp_path: Path) -> None:
    """A key that is new must be in the schema: it holds with every object closed."""
    lay(tmp_path, FILES)
    for command in ("check", "index", "graph"):
        schema = json.loads((DOCS / f"{command}.schema.json").read_text(encoding="utf-8"), object_hook=_closed)
        jsonschema.validate(json.loads(run(command, tmp_path, "--format", "json", "--no-cache").stdout), schema)


def _closed(value: dict[str, object]) -> dict[str, object]:
    return {**value, "additionalProperties": False} if "required" in value else value
