"""Which notes a site publishes."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.parse import read_note
from vaultlint.site.publication import is_surely_published, why_unpublished
from vaultlint.site.site_settings import SiteSettings

QUARTZ = {"name": "quartz", "ignore": ("private", "Old/*.md", "a{b")}
EXPLICIT = {"name": "quartz", "explicit_publish": True}


@pytest.mark.parametrize(
    "site, path, properties, why",
    [
        pytest.param(QUARTZ, "a.md", "", None, id="Quartz: a note without properties"),
        pytest.param(QUARTZ, "a.md", "draft: true", "`draft: true`", id="Quartz: a draft"),
        pytest.param(QUARTZ, "a.md", "Draft: 'true'", "`draft: true`", id="Quartz: a draft in quotes"),
        pytest.param(QUARTZ, "a.md", "draft: 'false'", None, id="Quartz: false in quotes"),
        pytest.param(QUARTZ, "a.md", "draft: yes", None, id="Quartz: yes is a string"),
        pytest.param(QUARTZ, "a.md", "draft:", None, id="Quartz: an empty draft"),
        pytest.param({**QUARTZ, "hides_drafts": False}, "a.md", "draft: true", None, id="Quartz: without RemoveDrafts"),
        pytest.param(QUARTZ, "private/a.md", "", "left out by Quartz", id="Quartz: an ignored folder"),
        pytest.param(QUARTZ, "Private/a.md", "", None, id="Quartz: a folder in another case"),
        pytest.param(QUARTZ, "x/private/a.md", "", None, id="Quartz: patterns are from the root"),
        pytest.param(QUARTZ, "Old/a.md", "", "left out by Quartz", id="Quartz: a wildcard"),
        pytest.param({**QUARTZ, "outer": "x"}, "private/a.md", "", None, id="Quartz: the vault is a part of the content"),
        pytest.param({**QUARTZ, "inner": "content"}, "README.md", "", 'outside of "content"', id="Quartz: elsewhere"),
        pytest.param(EXPLICIT, "a.md", "", "no `publish: true`", id="explicit: nothing"),
        pytest.param(EXPLICIT, "a.md", "publish: false", "`publish: false`", id="explicit: false"),
        pytest.param(EXPLICIT, "a.md", "publish: 2024-01-01", "`publish` is not true", id="explicit: a date"),
        pytest.param(EXPLICIT, "a.md", "publish: 'true'", None, id="explicit: true in quotes"),
        pytest.param(EXPLICIT, "a.md", "publish: true\ndraft: true", "`draft: true`", id="explicit: a draft all the same"),
        pytest.param({"name": "hugo"}, "a.md", "draft: true", "`draft: true`", id="Hugo: a draft"),
        pytest.param({"name": "hugo"}, "a.md", "headless: true", "`headless: true`", id="Hugo: headless"),
        pytest.param({"name": "hugo"}, "a.md", "build: {render: never}", "`build.render: never`", id="Hugo: never"),
        pytest.param({"name": "hugo"}, "a.md", "date: 9999-01-01", None, id="Hugo: dates do not count"),
        pytest.param({"name": "jekyll"}, "a.md", "published: false", "`published: false`", id="Jekyll: published"),
        pytest.param({"name": "jekyll"}, "_drafts/a.md", "", "in _drafts", id="Jekyll: drafts"),
        pytest.param({"name": "jekyll", "ignore": ("_*", "!/_posts")}, "_x/a.md", "", "left out by Jekyll", id="Jekyll: _x"),
        pytest.param({"name": "jekyll", "ignore": ("_*", "!/_posts")}, "_posts/a.md", "", None, id="Jekyll: posts"),
        pytest.param({"name": "mkdocs", "draft_folders": ("blog/posts",)}, "a.md", "draft: true", None, id="MkDocs: a page"),
        pytest.param({"name": "mkdocs", "draft_folders": ("blog/posts",)}, "blog/posts/a.md", "draft: true",
                     "`draft: true`", id="MkDocs: a post"),
        pytest.param({"name": "digital-garden"}, "a.md", "", "no `dg-publish: true`", id="Digital Garden: nothing"),
        pytest.param({"name": "digital-garden"}, "a.md", "dg-publish: true", None, id="Digital Garden: true"),
        pytest.param({"name": "digital-garden"}, "a.md", "dg-publish: false", "`dg-publish: false`", id="Digital Garden: false"),
        pytest.param({"name": "obsidian-publish"}, "a.md", "", None, id="Obsidian Publish: nobody knows"),
        pytest.param({"name": "obsidian-publish"}, "a.md", "publish: false", "`publish: false`", id="Obsidian Publish: false"),
        pytest.param({"name": "github"}, "a.md", "draft: true", None, id="GitHub: every file"),
        pytest.param({}, "a.md", "draft: true", None, id="no site: a draft for nobody"),
        pytest.param(QUARTZ, "a.md", "draft: true\nx: [", None, id="front matter that cannot be read"),
    ],
)  # fmt: skip
def test_why_unpublished(site: dict[str, Any], path: str, properties: str, why: str | None) -> None:
    note = read_note(path, f"---\n{properties}\n---\n".encode())
    assert why_unpublished(note, SiteSettings(**site)) == why


@pytest.mark.parametrize(
    "site, properties, expected",
    [
        pytest.param({}, "", False, id="no site: only what says so is certain"),
        pytest.param({}, "publish: true", True, id="no site: publish"),
        pytest.param({"name": "obsidian-publish"}, "", True, id="a site: all that is not hidden"),
        pytest.param({"name": "quartz"}, "draft: true", False, id="a draft"),
    ],
)
def test_is_surely_published(site: dict[str, Any], properties: str, expected: bool) -> None:
    note = read_note("a.md", f"---\n{properties}\n---\n".encode())
    assert is_surely_published(note, SiteSettings(**site)) is expected
