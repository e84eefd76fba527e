"""Where the note is created that a link asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.server.new_notes import new_note_path
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import Vault

ROOT = Path("/vault")
BESIDE = '{"newFileLocation": "current"}'
IN_FOLDER = '{"newFileLocation": "folder", "newFileFolderPath": "/inbox/"}'


@pytest.mark.parametrize(
    "link, settings, path",
    [
        pytest.param("[[b]]", "{}", "b.md", id="at the top"),
        pytest.param("[[b]]", BESIDE, "x/b.md", id="beside the note"),
        pytest.param("[[b]]", IN_FOLDER, "inbox/b.md", id="in a folder"),
        pytest.param("[[y/b]]", BESIDE, "y/b.md", id="a path from the top"),
        pytest.param("[[/y/b.md]]", BESIDE, "y/b.md", id="a path with a slash"),
        pytest.param("[b](./y/b.md)", "{}", "x/y/b.md", id="a relative path"),
        pytest.param("[b](../b.md)", "{}", "b.md", id="a path upwards"),
        pytest.param("[b](../../b.md)", "{}", None, id="out of the vault"),
        pytest.param("[[b.png]]", "{}", None, id="an attachment"),
        pytest.param("[[.b]]", "{}", None, id="a hidden note"),
        pytest.param("[[b:c]]", "{}", None, id="a name that no link can hold"),
        pytest.param("[[a]]", "{}", None, id="a note that exists"),
    ],
)
def test_where(link: str, settings: str, path: str | None) -> None:
    index = Index(ROOT, Memory({"x/a.md": f"{link}\n", ".obsidian/app.json": settings}))
    (found,) = Vault(index).links_of(index.note("x/a.md"))
    assert new_note_path(index, found) == path
