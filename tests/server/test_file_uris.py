"""URIs of files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vaultlint.server.file_uris import path_of, uri_of


@pytest.mark.skipif(sys.platform == "win32", reason="paths have drives there")
@pytest.mark.parametrize(
    "uri, path",
    [
        pytest.param("file:///a/b%20c.md", "/a/b c.md", id="a space"),
        pytest.param("file://localhost/a.md", "/a.md", id="this machine"),
        pytest.param("file:///a/../b.md", "/b.md", id="upwards"),
        pytest.param("file://server/share/a.md", None, id="another machine"),
        pytest.param("untitled:a.md", None, id="no file"),
        pytest.param("file:///a%00.md", None, id="no name"),
        pytest.param("file://[/a.md", None, id="no URI"),
    ],
)
def test_path_of(uri: str, path: str | None) -> None:
    assert path_of(uri) == (path and Path(path))


def test_there_and_back(tmp_path: Path) -> None:
    file = tmp_path / "100% \N{GRINNING FACE} #a?.md"
    assert path_of(uri_of(file)) == file
