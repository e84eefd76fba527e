"""Links by where they lead, and by the names that they ask for."""

from __future__ import annotations

import pytest

from vaultlint.vault.backlinks import Backlinks
from vaultlint.vault.resolver import OutgoingLinks, Resolver

A = OutgoingLinks(dangling=(0,), ends=("b.md", "c.md"), asked=("gone", "gone.md"))
B = OutgoingLinks(ends=("c.md",), uncounted=("d.md",), asked=("tie",), unstable=(0,))


@pytest.fixture
def backlinks() -> Backlinks:
    return Backlinks({"a.md": A, "b.md": B}.items())


def test_files_that_link_to_a_file(backlinks: Backlinks) -> None:
    """By edges of the graph and by other links."""
    paths = ("b.md", "c.md", "d.md", "nowhere.md")
    assert [backlinks.to(path) for path in paths] == [{"a.md"}, {"a.md", "b.md"}, {"b.md"}, set()]
    assert backlinks.dangling == {"a.md"}


@pytest.mark.parametrize(
    ("names", "files", "expected"),
    [
        pytest.param({"gone"}, (), {"a.md"}, id="a link dangles"),
        pytest.param({"gone.md"}, (), {"a.md"}, id="a link dangles, with .md"),
        pytest.param({"tie"}, ("x/tie.md", "y/tie.md"), {"b.md"}, id="a link is ambiguous"),
        pytest.param({"c"}, ("c.md",), {"a.md", "b.md"}, id="a namesake is linked to"),
        pytest.param({"c"}, ("sub/c.md",), set(), id="a namesake is not linked to"),
        pytest.param({"gone", "d"}, ("d.md",), {"a.md", "b.md"}, id="several names"),
        pytest.param({"other"}, ("c.md",), set(), id="nobody asks"),
    ],
)
def test_files_that_ask_for_a_name(
    backlinks: Backlinks, names: set[str], files: tuple[str, ...], expected: set[str]
) -> None:
    """Their links may lead elsewhere once a file of that name comes or goes."""
    assert backlinks.asking_for(names, Resolver(files)) == expected


def test_links_are_removed(backlinks: Backlinks) -> None:
    """Nothing is left of a file whose links are removed; the others stay."""
    backlinks.remove("a.md", A)
    assert (backlinks.to("b.md"), backlinks.to("c.md"), backlinks.dangling) == (set(), {"b.md"}, set())
    assert backlinks.asking_for({"gone", "c"}, Resolver(["c.md"])) == {"b.md"}
    backlinks.remove("b.md", B)
    assert (backlinks.to("c.md"), backlinks.to("d.md")) == (set(), set())
    assert backlinks.asking_for({"tie", "d"}, Resolver(["d.md"])) == set()


def test_what_was_typed_is_not_remembered() -> None:
    """An editor asks for a new name with each key; only the last one counts, in memory too."""
    backlinks = Backlinks()
    links = OutgoingLinks()
    for length in range(1, 5):
        backlinks.remove("a.md", links)
        links = OutgoingLinks(1, dangling=(0,), ends=("milk"[:length],), asked=("milk"[:length],))
        backlinks.add("a.md", links)
    assert (backlinks.to("mil"), backlinks.to("milk")) == (set(), {"a.md"})
    assert (list(backlinks._to), list(backlinks._asking)) == (["milk"], ["milk"])
    backlinks.remove("a.md", links)
    assert (backlinks._to, backlinks._asking, backlinks.dangling) == ({}, {}, set())
