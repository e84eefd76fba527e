"""`vaultlint tags` and `vaultlint properties` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

FILES = {
    "a.md": "---\ntags: [Tea, '#drinks/hot', 2024]\n---\n#tea `#code` #tea\n",
    "b.md": "---\nTags: tea\ncreated: 2024\n---\n",
    "log/c.md": "---\r\ntags:\r\n  - drinks/hot\r\n---\r\n#日記\r\n",
    "old/d.md": "---\nx: y\n---\n#gone\n",
    "vaultlint.toml": 'exclude = ["old/"]\n',
}


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, args)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        pytest.param(["tags"], "4  #tea\n2  #drinks/hot\n1  #日記\n3 tags, in 7 places of 3 notes\n", id="tags"),
        pytest.param(["tags", "b.md"], "1  #tea\n1 tag, in 1 place of 1 note\n", id="tags of a note"),
        pytest.param(["tags", "old"], "No tags\n", id="excluded"),
        pytest.param(["properties"], "3  tags\n1  created\n2 properties, in 4 places of 3 notes\n", id="properties"),
        pytest.param(["properties", "log"], "1  tags\n1 property, in 1 place of 1 note\n", id="one property"),
    ],
)
def test_text(args: list[str], says: str) -> None:
    """A line for each, most used first, and the same from the cache."""
    for _ in range(2):
        result = run(*args)
        assert (result.stdout, result.exit_code) == (says, 0)


def test_json(root: Path) -> None:
    """All places, each with its exact position and spelling."""
    found = json.loads(run("tags", "--format", "json").stdout)
    assert {key: found[key] for key in ("version", "root")} == {"version": 1, "root": str(root)}
    assert [(each["name"], each["count"]) for each in found["tags"]] == [("tea", 4), ("drinks/hot", 2), ("日記", 1)]
    assert found["tags"][1]["places"] == [
        {"path": "a.md", "line": 2, "column": 13, "end_line": 2, "end_column": 26, "spelling": "drinks/hot"},
        {"path": "log/c.md", "line": 3, "column": 5, "end_line": 3, "end_column": 15, "spelling": "drinks/hot"},
    ]
    found = json.loads(run("properties", "--format", "json", "b.md").stdout)
    assert found["properties"][0] == {
        "name": "created",
        "count": 1,
        "places": [{"path": "b.md", "line": 3, "column": 1, "end_line": 3, "end_column": 8, "spelling": "created"}],
    }
