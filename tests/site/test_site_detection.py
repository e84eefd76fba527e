"""Which site is found from the files of a site generator, and how it is set up."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.site.site_detection import PLUGINS, SiteFolder
from vaultlint.site.site_options import QuartzOptions, SiteOptions, SitesOptions
from vaultlint.site.site_settings import SiteSettings, site_settings

QUARTZ_4 = b'{"name": "@jackyzha0/quartz", "version": "4.5.1"}'
QUARTZ_5 = b'{"name": "@jackyzha0/quartz", "version": "5.0.0"}'
CONFIG_TS = b"""
import * as Plugin from "./quartz/plugins" // ignorePatterns: ["comment"]
const config: QuartzConfig = {
  configuration: { baseUrl: "https://tea.example//x", ignorePatterns: ["private", 'templates', "*.tmp"] },
  /* Plugin.ExplicitPublish(), markdownLinkResolution: "absolute" */
  plugins: {
    transformers: [Plugin.CrawlLinks({ markdownLinkResolution: "relative" })],
    filters: [Plugin.RemoveDrafts()],
  },
}
"""
CONFIG_YAML = b"""
configuration:
  ignorePatterns:
    - private
plugins:
  - source: github:quartz-community/crawl-links
    enabled: true
    options:
      markdownLinkResolution: absolute
  - source: "@quartz-community/remove-draft"
  - source: "@quartz-community/explicit-publish"
    enabled: false
"""
MKDOCS = b"""
site_name: Tea
docs_dir: docs
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
exclude_docs: |
  api/
  *.tmp.md
plugins:
  - search
  - blog:
      blog_dir: news
"""


def settings(*folders: tuple[str, dict[str, bytes]], options: SiteOptions | None = None) -> SiteSettings:
    paths = ["content/a.md", "docs/a.md", "notes/a.md"]
    return site_settings(options or SiteOptions(), [SiteFolder(*folder) for folder in folders], paths)


@pytest.mark.parametrize(
    "vault, files, expected",
    [
        pytest.param("content", {"package.json": QUARTZ_4}, {"name": "quartz", "version": 4, "inner": "", "outer": ""},
                     id="Quartz 4 above"),
        pytest.param("", {"package.json": QUARTZ_5}, {"name": "quartz", "version": 5, "inner": "content"}, id="Quartz 5 here"),
        pytest.param("content/en", {"package.json": QUARTZ_4}, {"inner": "", "outer": "en"}, id="part of the content"),
        pytest.param("notes", {"package.json": QUARTZ_4}, {"name": "quartz", "inner": "", "outer": ""}, id="another folder"),
        pytest.param("content", {"package.json": QUARTZ_4, "quartz.config.ts": CONFIG_TS},
                     {"strategy": "relative", "ignore": ("private", "templates", "*.tmp"), "explicit_publish": False,
                      "hides_drafts": True}, id="quartz.config.ts, without its comments"),
        pytest.param("content", {"package.json": QUARTZ_4, "quartz.config.ts": b"filters: [ExplicitPublish()]"},
                     {"explicit_publish": True, "hides_drafts": False}, id="only explicit publishing"),
        pytest.param("content", {"package.json": QUARTZ_4, "quartz.config.ts": b"filters: [MyDrafts()]"},
                     {"explicit_publish": False, "hides_drafts": True}, id="a filter of one's own may hide drafts"),
        pytest.param("content", {"package.json": QUARTZ_4, "quartz.config.ts": b"\xff{"}, {"strategy": "shortest"},
                     id="a configuration that says nothing"),
        pytest.param("content", {"package.json": QUARTZ_5, "quartz.config.yaml": CONFIG_YAML},
                     {"version": 5, "strategy": "absolute", "ignore": ("private",), "explicit_publish": False,
                      "hides_drafts": True}, id="quartz.config.yaml"),
        pytest.param("content", {"package.json": QUARTZ_5, "quartz.config.yaml": b"a: [\n"}, {"strategy": "shortest"},
                     id="YAML that cannot be read"),
        pytest.param("content", {"package.json": QUARTZ_4, "quartz.config.ts": b"/*" * 90_000}, {"strategy": "shortest"},
                     id="a comment without an end"),
        pytest.param("content", {"package.json": b'{"name": "tea"}'}, {"name": "obsidian"}, id="another package"),
        pytest.param("content", {"package.json": b"[" * 100_000}, {"name": "obsidian"}, id="brackets"),
        pytest.param("content", {"package.json": QUARTZ_4 + b" " * 300_000}, {"name": "obsidian"}, id="too long"),
        pytest.param("docs", {"mkdocs.yml": MKDOCS},
                     {"name": "mkdocs", "ignore": ("/templates/", "api/", "*.tmp.md"), "draft_folders": ("news/posts",)},
                     id="MkDocs"),
        pytest.param("", {"mkdocs.yml": MKDOCS}, {"name": "mkdocs", "inner": "docs"}, id="MkDocs, in the vault"),
        pytest.param("notes", {"mkdocs.yml": MKDOCS}, {"name": "obsidian"}, id="MkDocs, of another folder"),
        pytest.param("content/posts", {"hugo.toml": b"title = 'x'"}, {"name": "hugo", "outer": "posts"}, id="Hugo"),
        pytest.param("", {"hugo.yaml": b"contentDir: notes"}, {"name": "hugo", "inner": "notes"}, id="Hugo, in YAML"),
        pytest.param("", {"_config.yml": b"collections: {notes: {output: true}}\nexclude: [Gemfile]"},
                     {"name": "jekyll", "ignore": ("_*", "!/_posts", "!/_notes", "#*", "*~", "/Gemfile")}, id="Jekyll"),
        pytest.param("", {PLUGINS: b'["dataview", "digitalgarden"]'}, {"name": "digital-garden"}, id="Digital Garden"),
        pytest.param("", {}, {"name": "obsidian", "ignore": ()}, id="nothing"),
    ],
)  # fmt: skip
def test_detected(vault: str, files: dict[str, bytes], expected: dict[str, Any]) -> None:
    found = settings((vault, files))
    assert {key: getattr(found, key) for key in expected} == expected


def test_a_vault_without_the_folder_of_the_content() -> None:
    """It is the content itself, as where a folder of notes has a `package.json`."""
    assert site_settings(SiteOptions(), [SiteFolder("", {"package.json": QUARTZ_4})], ["a.md"]).inner == ""


def test_the_nearest_site_counts() -> None:
    found = settings(("", {"_config.yml": b""}), ("content", {"package.json": QUARTZ_4}))
    assert (found.name, found.origin("site")) == ("jekyll", "_config.yml")


def test_the_configuration_wins() -> None:
    """What it does not set comes from the site's files; each origin says so."""
    options = SiteOptions(
        name="quartz", sites=SitesOptions(quartz=QuartzOptions(strategy="shortest")), origin="vaultlint.toml"
    )
    found = settings(
        ("", {"_config.yml": b""}),
        ("a/b", {"package.json": QUARTZ_4, "quartz.config.ts": CONFIG_TS}),
        options=options,
    )
    assert (found.name, found.version, found.strategy) == ("quartz", 4, "shortest")
    assert [found.origin(key) for key in ("site", "version", "strategy", "ignore")] == [
        "vaultlint.toml",
        "../../package.json",
        "vaultlint.toml",
        "../../quartz.config.ts",
    ]


def test_a_site_without_its_files() -> None:
    found = settings(options=SiteOptions(name="quartz", origin="vaultlint.toml"))
    assert (found.version, found.strategy, found.explicit_publish) == (5, "shortest", False)
    assert found.ignore == ("private", "templates")


def test_a_site_that_is_only_set_up() -> None:
    """`[sites.quartz]` without `site` is not for nothing."""
    options = SiteOptions(sites=SitesOptions(quartz=QuartzOptions(version=4)), origin="vaultlint.toml")
    found = settings(options=options)
    assert (found.name, found.version, found.origin("site")) == ("quartz", 4, "vaultlint.toml")


def test_obsidian_turns_detection_off() -> None:
    found = settings(("content", {"package.json": QUARTZ_4}), options=SiteOptions(name="obsidian"))
    assert not found.is_known
