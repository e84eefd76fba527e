"""Comments and properties that disable rules, and the lines that they cover."""

from __future__ import annotations

import json
import sys

import pytest

from vaultlint.model import Span
from vaultlint.parse import UNUSED_SUPPRESSION, read_canvas, read_note
from vaultlint.parse.suppression_comments import SUPPRESSION_PROPERTY

END = sys.maxsize


def suppressions(text: str) -> list[tuple[str | None, int, int]]:
    """The rules that a note disables, each with its first and last line."""
    return [(each.rule, each.first_line, each.last_line) for each in read_note("a.md", text.encode()).suppressions]


def flaws(text: str) -> list[tuple[int, int, str]]:
    """The flaws, with line and column."""
    return [
        (each.span.line, each.span.column, each.message)
        for each in read_note("a.md", text.encode()).flaws
        if each.rule == UNUSED_SUPPRESSION
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x <!-- vaultlint-disable-line dangling-link -->", [("dangling-link", 1, 1)], id="HTML comment"),
        pytest.param("x %% vaultlint-disable-line dangling-link %%", [("dangling-link", 1, 1)], id="Obsidian comment"),
        pytest.param("x <!--vaultlint-disable-line a-->", [("a", 1, 1)], id="HTML without spaces"),
        pytest.param("x %%vaultlint-disable-line a%%", [("a", 1, 1)], id="Obsidian without spaces"),
        pytest.param("<!-- vaultlint-disable-next-line a -->\nx", [("a", 2, 2)], id="next line"),
        pytest.param("\n\n%% vaultlint-disable-next-line a %%\nx", [("a", 4, 4)], id="next line, further down"),
        pytest.param("%%\nvaultlint-disable-next-line a\n%%\nx", [("a", 4, 4)], id="next line after a long comment"),
        pytest.param("x\n\n%%\nvaultlint-disable-line a\n%%", [("a", 3, 5)], id="every line of a long comment"),
        pytest.param("x\n\n<!-- vaultlint-disable a -->\ny", [("a", 3, END)], id="block to the end"),
        pytest.param(
            "<!-- vaultlint-disable a -->\nx\n\n<!-- vaultlint-enable a -->\ny", [("a", 1, 4)], id="block of one rule"
        ),
        pytest.param("%% vaultlint-disable %%\nx\n\n%% vaultlint-enable %%", [(None, 1, 4)], id="block of every rule"),
        pytest.param(
            "%% vaultlint-disable a, b %%\nx\n\n%% vaultlint-enable b %%", [("a", 1, END), ("b", 1, 4)], id="one of two"
        ),
        pytest.param(
            "%% vaultlint-disable a, b %%\nx\n\n%% vaultlint-enable %%", [("a", 1, 4), ("b", 1, 4)], id="both at once"
        ),
        pytest.param(
            "%% vaultlint-disable a %%\n\n%% vaultlint-enable a %%\n\n%% vaultlint-disable a %%\n",
            [("a", 1, 3), ("a", 5, END)],
            id="twice",
        ),
        pytest.param("x\n\n%% vaultlint-disable-file a %%\n", [("a", 1, END)], id="whole file"),
        pytest.param("x %% vaultlint-disable-line %%", [(None, 1, 1)], id="every rule"),
        pytest.param("x %% vaultlint-disable-line: because %%", [(None, 1, 1)], id="every rule, with a reason"),
        pytest.param("x %% vaultlint-disable-line a: see b, c: d %%", [("a", 1, 1)], id="reason"),
        pytest.param("x <!-- vaultlint-disable-line a:b -->", [("a", 1, 1)], id="reason without a blank"),
        pytest.param("so: x %% vaultlint-disable-line a %%", [("a", 1, 1)], id="colon before"),
        pytest.param("x %% vaultlint-disable-line a %% so: y", [("a", 1, 1)], id="colon after"),
        pytest.param("x %% vaultlint-disable-line a, b,c d %%", [(name, 1, 1) for name in "abcd"], id="several"),
        pytest.param("# H %% vaultlint-disable-line a %%", [("a", 1, 1)], id="in a heading"),
        pytest.param("- one\n- two %% vaultlint-disable-line a %%", [("a", 2, 2)], id="in a list"),
        pytest.param("> quote %% vaultlint-disable-line a %%", [("a", 1, 1)], id="in a quote"),
        pytest.param(
            "> <!--\n> vaultlint-disable-line\n> a, b\n> -->", [("a", 1, 4), ("b", 1, 4)], id="long, in a quote"
        ),
        pytest.param("|a|b|\n|-|-|\n|x %% vaultlint-disable-line a %%|y|", [("a", 3, 3)], id="in a table cell"),
        pytest.param("<div><!-- vaultlint-disable-line a --></div>", [("a", 1, 1)], id="among HTML"),
        pytest.param(
            "<p><!-- x --><!-- vaultlint-disable-line a --><!--\nvaultlint-disable-line b--><!-- y --></p>",
            [("a", 1, 1), ("b", 1, 2)],
            id="among HTML comments",
        ),
        pytest.param("<p><!----> <!-- vaultlint-disable-line a --></p>", [("a", 1, 1)], id="after an empty comment"),
        pytest.param("<p><!-- <!--> <!-- vaultlint-disable-line a --></p>", [("a", 1, 1)], id="after an odd comment"),
        pytest.param("x <!--vaultlint-disable-line-->", [(None, 1, 1)], id="HTML without spaces, every rule"),
        pytest.param("x\r\ny %% vaultlint-disable-line a %%\r\n", [("a", 2, 2)], id="CRLF"),
        pytest.param("x %% a %%%% vaultlint-disable-line b %%", [("b", 1, 1)], id="directly after a comment"),
        pytest.param("%% a %% vaultlint-disable-line b %% c %%", [], id="between two comments"),
        pytest.param("x %% see vaultlint-disable-line a %%", [], id="not at the start"),
        pytest.param("`<!-- vaultlint-disable-line a -->`", [], id="code span"),
        pytest.param(
            "```\n<!-- vaultlint-disable-line a -->\n%% vaultlint-disable-line a %%\n```", [], id="code block"
        ),
        pytest.param("x\n\n    <!-- vaultlint-disable-line a -->", [], id="indented code"),
        pytest.param("$a %% vaultlint-disable-line a %% b$", [], id="math"),
        pytest.param(
            "$$\n<!-- vaultlint-disable-line a -->\n\n%% vaultlint-disable-line a %%\n$$", [], id="block of math"
        ),
        pytest.param("<!-- %% vaultlint-disable-line a %% -->", [], id="one inside the other"),
        pytest.param("x <!-- vaultlint-disable-line a", [], id="HTML comment not closed"),
        pytest.param("<p><!-- vaultlint-disable-line a\n\nx -->", [], id="HTML comment not closed in its block"),
        pytest.param("x %% vaultlint-disable-line a", [], id="Obsidian comment not closed"),
        pytest.param("vaultlint-disable-line a", [], id="no comment"),
        pytest.param("---\nvaultlint: {disable: [a, b]}\n---\n", [("a", 1, END), ("b", 1, END)], id="property"),
        pytest.param("---\nvaultlint:\n  disable: a\n---\n", [("a", 1, END)], id="property with one name"),
        pytest.param(
            "---\nvaultlint:\n  disable:\n  - a: why\n  - b\n---\n", [("a", 1, END), ("b", 1, END)], id="reason"
        ),
        pytest.param("---\nvaultlint:\n  disable:\n    a: why\n---\n", [("a", 1, END)], id="names and reasons"),
        pytest.param(
            "---\nvaultlint:\n  disable: a, b\n---\n", [("a", 1, END), ("b", 1, END)], id="property as a comment"
        ),
        pytest.param("---\nvaultlint: {disable: []}\n---\n", [], id="property with nothing"),
        pytest.param("---\nvaultlint:\n  disable:\n---\n", [], id="property without a value"),
        pytest.param("---\nvaultlint: {disable: [a]\n---\n", [], id="property in broken front matter"),
        pytest.param("---\nother: {disable: [a]}\n---\n", [], id="another property"),
    ],
)
def test_what_is_disabled(text: str, expected: list[tuple[str | None, int, int]]) -> None:
    """The rules are disabled on the lines, and there are no flaws."""
    assert suppressions(text) == expected
    assert flaws(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "x %% vaultlint-disble-line a %%",
            (1, 3, 'unknown suppression comment "vaultlint-disble-line": write vaultlint-disable-line'),
            id="misspelt",
        ),
        pytest.param(
            "x <!-- vaultlint-xyz -->",
            (
                1,
                3,
                'unknown suppression comment "vaultlint-xyz": use one of vaultlint-disable, vaultlint-enable,'
                " vaultlint-disable-line, vaultlint-disable-next-line, vaultlint-disable-file",
            ),
            id="nothing like it",
        ),
        pytest.param(
            "%% vaultlint-enable a %%",
            (1, 21, "nothing to enable, no comment above disables a by name: remove it"),
            id="enable alone",
        ),
        pytest.param(
            "%% vaultlint-disable %%\n\n%% vaultlint-enable a %%",
            (3, 21, "nothing to enable, no comment above disables a by name: remove it"),
            id="enable one of every rule",
        ),
        pytest.param(
            "%% vaultlint-enable %%",
            (1, 1, "nothing to enable, no comment above disables anything: remove it"),
            id="enable nothing",
        ),
        pytest.param(
            "---\nvaultlint: {disabled: [a]}\n---\n",
            (2, 13, "the only key of `vaultlint` is `disable`: write `vaultlint: {disable: [orphan-note]}`"),
            id="unknown key",
        ),
        pytest.param(
            "---\nvaultlint: off\n---\n",
            (2, 12, "the only key of `vaultlint` is `disable`: write `vaultlint: {disable: [orphan-note]}`"),
            id="no mapping",
        ),
        pytest.param(
            "---\nvaultlint: [disable, orphan-note]\n---\n",
            (2, 12, "the only key of `vaultlint` is `disable`: write `vaultlint: {disable: [orphan-note]}`"),
            id="list",
        ),
    ],
)
def test_what_cannot_be_understood(text: str, expected: tuple[int, int, str]) -> None:
    """A comment that is meant for vaultlint but invalid is reported at its position."""
    assert flaws(text) == [expected]


@pytest.mark.parametrize(
    ("text", "cause", "expected"),
    [
        pytest.param("x %% vaultlint-disable-lien a %%", "disable-lien", [], id="unknown word"),
        pytest.param("x %% vaultlint- a %%", "", [], id="no word"),
        pytest.param("x %% vaultlint-enable a %%", "enable", [], id="enable alone"),
        pytest.param(
            "---\nvaultlint: {a: b, disable: c}\n---\n", SUPPRESSION_PROPERTY, [("c", 1, END)], id="unknown key"
        ),
        pytest.param(f"x %% vaultlint-disable-line {'a ' * 10_000}%%", "limit", [], id="too many names"),
    ],
)
def test_what_a_mistake_disables(text: str, cause: str, expected: list[tuple[str | None, int, int]]) -> None:
    """A mistake hides nothing, and is identified by its cause."""
    (flaw,) = read_note("a.md", text.encode()).flaws
    assert (flaw.cause, flaw.data, suppressions(text)) == (cause, {}, expected)


def test_place_of_a_name() -> None:
    """Each name has its own span, so that a problem can point at it."""
    (note_one, note_two) = read_note("a.md", "é %% vaultlint-disable-line a, bc %%".encode()).suppressions
    assert (note_one.span, note_two.span) == (Span(1, 29, 1, 30), Span(1, 32, 1, 34))
    (in_property,) = read_note("a.md", f"---\n{SUPPRESSION_PROPERTY}: {{disable: [a]}}\n---\n".encode()).suppressions
    assert in_property.span == Span(2, 23, 2, 24)


def test_card_of_a_canvas() -> None:
    """A text card is on one line of the canvas file: a suppression for one of its lines covers the card."""
    words = ["disable-line", "disable-next-line", "disable"]
    cards = [{"text": f"[[gone]]\n\n%% vaultlint-{word} a %%\n[[gone]]\n"} for word in words]
    last = {"text": "%% vaultlint-disable b %%\n\n%% vaultlint-enable b %%\n%% vaultlint-disable-file c %%"}
    text = json.dumps({"nodes": [*cards, last, {"text": "[[gone]]"}]}, indent=1)
    canvas = read_canvas("b.canvas", text.encode())
    assert [(each.rule, each.first_line, each.last_line) for each in canvas.suppressions] == [
        ("a", 4, 4), ("a", 7, 7), ("a", 10, 10), ("b", 13, 13), ("c", 1, END),
    ]  # fmt: skip
