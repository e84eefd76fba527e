"""The addresses that Quartz gives to files."""

from __future__ import annotations

import pytest

from vaultlint.site.quartz_slugs import quartz_slug, without_index


@pytest.mark.parametrize(
    "path, four, five",
    [
        pytest.param("Green Tea.md", "Green-Tea", "green-tea", id="a space, and capitals"),
        pytest.param("a  b.md", "a--b", "a--b", id="two spaces stay two"),
        pytest.param("Q&A.md", "Q-and-A", "q-and-a", id="an ampersand"),
        pytest.param("100% sure?.md", "100-percent-sure", "100-percent-sure", id="percent and question mark"),
        pytest.param("C# notes.md", "C-notes", "c-notes", id="a hash"),
        pytest.param('say "hi"|x.md', 'say-"hi"|x', "say-hix", id="characters that only version 5 drops"),
        pytest.param("Plus+one (b)'s~.md", "Plus+one-(b)'s~", "plus+one-(b)'s~", id="characters that stay"),
        pytest.param("日本語 ノート.md", "日本語-ノート", "日本語-ノート", id="Japanese"),
        pytest.param("Émile.md", "Émile", "émile", id="an accent in one character"),
        pytest.param("E\u0301mile.md", "E\u0301mile", "e\u0301mile", id="an accent of its own stays so"),
        pytest.param("🍵 tea.md", "🍵-tea", "🍵-tea", id="an emoji"),
        pytest.param("v1.2 notes.md", "v1.2-notes", "v1.2-notes", id="a dot that begins no extension"),
        pytest.param("v1.2", "v1.2", "v1.2", id="a target whose number looks like an extension"),
        pytest.param("pics/My Pic.PNG", "pics/My-Pic.PNG", "pics/my-pic.PNG", id="a picture keeps its extension"),
        pytest.param("page.html", "page", "page", id="an HTML page"),
        pytest.param("Archive/_index.md", "Archive/index", "archive/index", id="the page of a section"),
        pytest.param("Tea/Tea.md", "Tea/Tea", "tea/index", id="a note of its folder's name"),
        pytest.param("a/a/b.md", "a/a/b", "a/a/b", id="folders of one name"),
        pytest.param("/Tea/", "Tea", "tea", id="slashes around"),
    ],
)
def test_quartz_slug(path: str, four: str, five: str) -> None:
    assert (quartz_slug(path, 4), quartz_slug(path, 5)) == (four, five)


@pytest.mark.parametrize(
    "slug, shown",
    [("index", ""), ("tea/index", "tea/"), ("tea/my-index", "tea/my-index"), ("tea", "tea")],
)
def test_without_index(slug: str, shown: str) -> None:
    assert without_index(slug) == shown
