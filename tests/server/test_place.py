"""What a user points at."""

from __future__ import annotations

import pytest

from tests.server.editing import editing, text_of
from vaultlint.server.place import BlockPlace, HeadingPlace, LinkPlace, Place, PropertyPlace, TagPlace, place_at


def described(place: Place | None) -> str:
    """A place in words."""
    match place:
        case LinkPlace(found, part, _):
            return f"{part} of {found.link.raw}"
        case HeadingPlace(heading, position, _):
            return f"heading {position}: {heading.text}"
        case BlockPlace(block, _):
            return f"block {block.id}"
        case TagPlace(tag, _):
            return f"tag {tag.name}"
        case PropertyPlace(found, part, _):
            return f"{part} of {found.name}"
        case None:
            return "nothing"


@pytest.mark.parametrize(
    "text, expected, stands",
    [
        pytest.param("see [[T§ea#One|x]]", "target of [[Tea#One|x]]", "Tea", id="the target of a link"),
        pytest.param("see §[[Tea#One|x]]", "target of [[Tea#One|x]]", "Tea", id="the brackets of a link"),
        pytest.param("see [[Tea#O§ne|x]]", "fragment of [[Tea#One|x]]", "#One", id="the fragment"),
        pytest.param("see [[Tea#One|x§]]", "display of [[Tea#One|x]]", "x", id="the display text"),
        pytest.param("see §[[#One]]", "fragment of [[#One]]", "#One", id="a link without a target"),
        pytest.param("see [t](Te§a%20b.md#x)", "target of [t](Tea%20b.md#x)", "Tea%20b.md", id="a destination"),
        pytest.param("[t§][r]\n\n[r]: Tea.md\n", "target of [t][r]", "[t][r]", id="a link by reference"),
        pytest.param("[![[c§up.png]]](Tea.md)", "target of ![[cup.png]]", "cup.png", id="a link in a link"),
        pytest.param("[[a]]§[[b]]", "target of [[b]]", "b", id="between two links"),
        pytest.param("[[a]]§ x", "target of [[a]]", "a", id="behind a link"),
        pytest.param("# O§ne\ntext", "heading 0: One", "# One\n", id="a heading"),
        pytest.param("# One\n§text", "nothing", "", id="below a heading"),
        pytest.param("# One [[T§ea]]\n", "target of [[Tea]]", "Tea", id="a link in a heading"),
        pytest.param("# One\n\n# Two§", "heading 1: Two", "# Two", id="the end of the note"),
        pytest.param("text ^i§d", "block id", "^id", id="a block id"),
        pytest.param("text #a§/b x", "tag a/b", "#a/b", id="a tag"),
        pytest.param("---\ntags: [a, 'b§']\n---\n", "tag b", "'b'", id="a tag in front matter"),
        pytest.param("---\nst§atus: x\n---\n", "name of status", "status", id="the name of a property"),
        pytest.param("---\nstatus: x§y\n---\n", "value of status", "xy", id="the value of a property"),
        pytest.param('---\nup: "[[T§ea]]"\n---\n', "target of [[Tea]]", "Tea", id="a link in a property"),
        pytest.param("just te§xt", "nothing", "", id="text"),
        pytest.param("`[[Te§a]]`", "nothing", "", id="code"),
        pytest.param("a\r\n😀 [[T§ea]]\r\n", "target of [[Tea]]", "Tea", id="CRLF and an emoji"),
    ],
)
def test_places(text: str, expected: str, stands: str) -> None:
    """The innermost thing around a position, and what of it is meant."""
    there = editing(text)
    place = place_at(*there.at)
    assert described(place) == expected
    assert (text_of({there.path: there.text}, there.path, place.span) if place else "") == stands


def test_canvas() -> None:
    """A canvas has links."""
    there = editing('{"nodes": [{"type": "file", "file": "T§ea.md"}]}', path="map.canvas")
    assert described(place_at(*there.at)) == "target of Tea.md"


def test_other_files() -> None:
    """There is nothing in a file that is no note or canvas, or not there."""
    there = editing("§", {"a.png": ""})
    assert place_at(there.index, "a.png", 1, 1) is None
    assert place_at(there.index, "gone.md", 1, 1) is None
