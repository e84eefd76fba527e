"""Where Quartz leads links. What is expected was recorded from Quartz 4.5 and 5.0 themselves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.site.quartz_links import QuartzLinks, Strategy

FILES = sorted(
    [
        "index.md",
        "Tea.md",
        "notes/Green tea.md",
        "notes/deep/Oolong.md",
        "notes/index.md",
        "one/Same.md",
        "two/Same.md",
        "Cups/Cups.md",
        "Topics/index.md",
        "x/Topics.md",
        "Archive/_index.md",
        "pics/My Cup 1.PNG",
        "q&a 100%?.md",
    ]
)
ROOT, NOTE = "index.md", "notes/Green tea.md"


@pytest.mark.parametrize(
    "target, source, four, five",
    [
        pytest.param("Tea", ROOT, "Tea.md", "Tea.md", id="a name"),
        pytest.param("Tea.md", ROOT, "Tea.md", "Tea.md", id="a name with its extension"),
        pytest.param("tea", ROOT, None, "Tea.md", id="another case"),
        pytest.param("Green tea", ROOT, "notes/Green tea.md", "notes/Green tea.md", id="a name in a folder"),
        pytest.param("green Tea", ROOT, None, "notes/Green tea.md", id="another case, in a folder"),
        pytest.param("deep/Oolong", ROOT, None, "notes/deep/Oolong.md", id="the end of a path"),
        pytest.param("notes/deep/Oolong", NOTE, "notes/deep/Oolong.md", "notes/deep/Oolong.md", id="a path"),
        pytest.param("/notes/deep/Oolong", NOTE, "notes/deep/Oolong.md", "notes/deep/Oolong.md", id="with a slash"),
        pytest.param("./deep/Oolong", NOTE, None, "notes/deep/Oolong.md", id="from the folder of the note"),
        pytest.param("../Tea", NOTE, "Tea.md", "Tea.md", id="from the folder above"),
        pytest.param("../../../Tea", NOTE, "Tea.md", "Tea.md", id="from above the root, where browsers stay"),
        pytest.param("Same", ROOT, None, None, id="one of two notes"),
        pytest.param("two/Same", ROOT, "two/Same.md", "two/Same.md", id="the path of one of them"),
        pytest.param("Cups", ROOT, "Cups/Cups.md", "Cups/Cups.md", id="a note of its folder's name"),
        pytest.param("Topics", NOTE, "x/Topics.md", "x/Topics.md", id="a name that a folder has, too"),
        pytest.param("Topics/index", NOTE, "x/Topics.md", "x/Topics.md", id="the page of that folder"),
        pytest.param("Archive/_index", NOTE, "Archive/_index.md", "Archive/_index.md", id="the page of a section"),
        pytest.param("index", ROOT, "index.md", "index.md", id="the home page"),
        pytest.param("My Cup 1.PNG", NOTE, "pics/My Cup 1.PNG", "pics/My Cup 1.PNG", id="a picture"),
        pytest.param("my cup 1.png", NOTE, None, None, id="an extension in another case"),
        pytest.param("q&a 100%?", NOTE, "q&a 100%?.md", "q&a 100%?.md", id="special characters"),
        pytest.param("Nothing", NOTE, None, None, id="nothing"),
        pytest.param("", NOTE, NOTE, NOTE, id="the note itself"),
    ],
)
def test_shortest(target: str, source: str, four: str | None, five: str | None) -> None:
    links = [QuartzLinks(FILES, version, "shortest") for version in (4, 5)]
    assert [each.leads_to(target, source) for each in links] == [four, five]


@pytest.mark.parametrize(
    "strategy, target, source, found",
    [
        pytest.param("absolute", "Green tea", ROOT, None, id="absolute: no names"),
        pytest.param("absolute", "notes/Green tea", NOTE, "notes/Green tea.md", id="absolute: a path from the root"),
        pytest.param("absolute", "Topics", NOTE, "Topics/index.md", id="absolute: a folder"),
        pytest.param("absolute", "./deep/Oolong", NOTE, None, id="absolute: dots lead nowhere"),
        pytest.param("relative", "deep/Oolong", NOTE, "notes/deep/Oolong.md", id="relative: from the folder"),
        pytest.param("relative", "Oolong", NOTE, None, id="relative: no names"),
        pytest.param("relative", "../Tea", NOTE, "Tea.md", id="relative: from the folder above"),
        pytest.param("relative", "Tea", NOTE, None, id="relative: not from the root"),
        pytest.param("relative", "deep/Oolong", "notes/index.md", "notes/deep/Oolong.md", id="relative: from an index"),
    ],
)
@pytest.mark.parametrize("version", [4, 5])
def test_other_strategies(strategy: Strategy, target: str, source: str, found: str | None, version: int) -> None:
    assert QuartzLinks(FILES, version, strategy).leads_to(target, source) == found


@pytest.mark.parametrize(
    "target, source, four, five",
    [
        pytest.param("Tea", NOTE, "../Tea", "../tea", id="a name"),
        pytest.param("../Tea", NOTE, ".././Tea", ".././tea", id="dots stay"),
        pytest.param("Cups/Cups", ROOT, "./Cups/Cups", "./cups/", id="the page of a folder in version 5"),
        pytest.param("notes/", ROOT, "./notes/", "./notes/", id="a folder"),
        pytest.param("index", ROOT, "./", "./", id="the home page"),
    ],
)
def test_href(target: str, source: str, four: str, five: str) -> None:
    assert [QuartzLinks(FILES, version, "shortest").href(target, source) for version in (4, 5)] == [four, five]


TARGETS = st.text(st.sampled_from("ab./\\ #?%&İßéÅ🍵\ufeff\n\0~") | st.characters(), max_size=12)


@given(st.lists(TARGETS.filter(bool), max_size=4), TARGETS, TARGETS.filter(bool), st.sampled_from([4, 5]))
@pytest.mark.parametrize("strategy", ["shortest", "absolute", "relative"])
def test_any_link(strategy: Strategy, files: list[str], target: str, source: str, version: int) -> None:
    """Law: whatever the names are, a link leads to one of the files, to its own, or nowhere."""
    assert QuartzLinks(files, version, strategy).leads_to(target, source) in {*files, source, None}


@given(TARGETS, st.sampled_from([4, 5]))
def test_a_path_from_the_root_leads_to_its_file(name: str, version: int) -> None:
    """Law: with `absolute`, the path of the only file leads to it, unless dots or slashes make it another path."""
    path = f"a/{re.sub('[./#?]', '', name)}x.md"
    assert QuartzLinks([path], version, "absolute").leads_to(path, "b/c.md") == path
