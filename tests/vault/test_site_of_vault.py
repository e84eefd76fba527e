"""The site of a vault follows each edit, and what rules found about it is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.cache.store import Store
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.lint.live_check import LiveCheck
from vaultlint.lint.registry import find_rules
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Disk, Memory
from vaultlint.vault.vault import Vault

QUARTZ = b'{"name": "@jackyzha0/quartz", "version": "4.5.0"}'
NAME = "links-to-draft"
SELECTION = Selection({NAME: find_rules()[NAME]}, Config(Options(select=(NAME,))))
PUBLISHED, HIDDEN = b"---\npublish: true\n---\n[[b]]\n", b"---\npublish: false\ndraft: true\n---\n"


def test_problems_follow_edits() -> None:
    """Each edit asks again about what it may change: the site, a draft, and a note that a chain of embeds passes."""
    live = LiveCheck(
        Index(Path("/v"), Memory({"a.md": "![[b]]\n", "b.md": "![[c]]\n", "c.md": "---\ndraft: true\n---\n"})),
        SELECTION,
    )
    assert live.problems == {}
    live.update({"package.json": QUARTZ})
    assert [*live.problems] == ["a.md", "b.md"]
    live.update({"package.json": b'{"name": "tea"}'})
    assert live.problems == {}
    live.update({"package.json": QUARTZ})
    live.update({"b.md": b"Nothing.\n"})
    assert live.problems == {}
    live.update({"a.md": b"[[c]]\n"})
    assert [*live.problems] == ["a.md"]
    live.update({"c.md": b"Done.\n"})
    assert live.problems == {}
    live.update({"private/c.md": b"", "c.md": None})
    assert [*live.problems] == ["a.md"]
    live.update({"package.json": None})
    assert live.problems == {}


@pytest.mark.parametrize("mark", [b"publish: true", b"Publish: false", b"dg-publish:"])
def test_publish_marks_are_kept_between_runs(tmp_path: Path, mark: bytes) -> None:
    """No run has to look at all notes to know whether any says that it is published."""
    vault, folder = tmp_path / "vault", tmp_path / "cache"
    vault.mkdir()
    for name, text in (("a.md", b"---\n" + mark + b"\n---\n"), ("b.md", b"I publish nothing.\n")):
        (vault / name).write_bytes(text)

    def has_marks() -> bool:
        index = Index(vault, Disk(vault), store=Store(folder))
        found = Vault(index).has_publish_marks
        index.save()
        return found

    assert [has_marks(), has_marks()] == [True, True]
    (vault / "a.md").write_bytes(b"Nothing to publish.\n")
    assert [has_marks(), has_marks()] == [False, False]
    (vault / "b.md").write_bytes(b"---\n" + mark + b"\n---\n")
    assert [has_marks(), has_marks()] == [True, True]
    (vault / "b.md").unlink()
    assert [has_marks(), has_marks()] == [False, False]


def test_files_above_the_vault(tmp_path: Path) -> None:
    """They are read up to the top of the repository, and no further."""
    (tmp_path / "package.json").write_bytes(QUARTZ)
    vault = tmp_path / "repository" / "content"
    vault.mkdir(parents=True)
    (vault / "a.md").write_bytes(PUBLISHED)
    (tmp_path / "repository" / ".git").mkdir()
    assert not Index(vault, Disk(vault)).site_settings.is_known
    (tmp_path / "repository" / "package.json").write_bytes(QUARTZ)
    found = Index(vault, Disk(vault)).site_settings
    assert (found.name, found.origin("site")) == ("quartz", "../package.json")
