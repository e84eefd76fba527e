"""Tags against a list of tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run, write
from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.testing import says
from vaultlint_rules.tags.unknown_tag import UnknownTag

CONFIG = 'select = ["unknown-tag"]\n[rules.unknown-tag]\nknown = ["projects/y/z"]\nfile = "tags.txt"\n'
NOTE = {"n.md": "---\nTags: [Book, '#project/x', 12, a b]\n---\n#project #books #projects/y/z `#code`\n"}


def tags(root: Path) -> list[str]:
    """The tags that a check reports."""
    result = run("check", root, "-f", "json")
    assert result.exit_code < 2, result.stderr
    return [problem["data"]["tag"] for problem in json.loads(result.stdout)["problems"]]


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        pytest.param([], [], id="no list"),
        pytest.param(["book", "PROJECT/*"], ["project", "books", "projects/y/z"], id="in any case, and below"),
        pytest.param(["book", "books", "project", "projects/*"], ["project/x"], id="a tag alone"),
    ],
)
def test_unknown(known: list[str], unknown: list[str]) -> None:
    """What is no tag at all is for another rule."""
    lines = says(configure(UnknownTag, {"known": known}, "test"), NOTE)
    assert [line.split("#")[1].split(" ")[0].strip(";") for line in lines] == unknown


def test_a_list_of_what_is_no_tag() -> None:
    """A list that could never match is an error."""
    with pytest.raises(ConfigError, match='known: "#book" is not a tag'):
        configure(UnknownTag, {"known": ["#book"]}, "test")


@pytest.mark.parametrize(
    ("content", "unknown"),
    [
        pytest.param(b"book\nPROJECT/*\nbooks\nprojects/*", ["project"], id="lines"),
        pytest.param(
            b"\xef\xbb\xbfproject # of mine\r\n\r\n# book\r\n#\r\n", ["Book", "project/x", "books"], id="CRLF"
        ),
        pytest.param(b"## Tags\n  books\t# x\n\tProject/* \n", ["Book", "project"], id="spaces"),
    ],
)
def test_a_file_of_tags(tmp_path: Path, content: bytes, unknown: list[str]) -> None:
    """One tag a line, and comments; `known` counts too."""
    write(tmp_path / "vaultlint.toml", CONFIG)
    write(tmp_path / "n.md", NOTE["n.md"])
    (tmp_path / "tags.txt").write_bytes(content)
    assert tags(tmp_path) == unknown


def test_a_changed_file_changes_a_warm_result(tmp_path: Path) -> None:
    """Its bytes are part of the configuration: also if nothing else has changed, and if one note has."""
    write(tmp_path / "vaultlint.toml", CONFIG)
    write(tmp_path / "n.md", NOTE["n.md"])
    for listed, unknown in (("book", ["project/x", "project", "books"]), ("books\nproject/*", ["Book", "project"])):
        write(tmp_path / "tags.txt", listed)
        assert [tags(tmp_path), tags(tmp_path)] == [unknown, unknown]
    write(tmp_path / "tags.txt", "project")
    write(tmp_path / "a.md", "#new")
    assert tags(tmp_path) == ["new", "Book", "project/x", "books"]
    (tmp_path / "tags.txt").unlink()
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "rules.unknown-tag.file: cannot read tags.txt: no such file or directory" in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"a\n\n#book\n", 'file: tags.txt, line 3: "#book" is not a tag: write one without', id="with #"),
        pytest.param(b"a b\n", 'line 1: "a b" is not a tag', id="with a space"),
        pytest.param(b"12\n", 'line 1: "12" is not a tag', id="digits"),
        pytest.param(b"# none\n\n", "tags.txt lists no tags", id="no tags"),
        pytest.param(b"caf\xe9\n", "tags.txt is not UTF-8", id="Latin-1"),
    ],
)
def test_a_file_that_is_wrong(content: bytes, message: str) -> None:
    """What could never match is an error, with its line."""
    with pytest.raises(ConfigError, match=message):
        configure(UnknownTag, {"file": "tags.txt"}, "test", {"tags.txt": content}.__getitem__)
