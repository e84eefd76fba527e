from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from vaultlint.model import Span
from vaultlint.output.excerpt import columns_of, excerpts, fitted, wrapped
from vaultlint.text.control_characters import CONTROL


def marked(text: str, span: Span, width: int) -> list[str]:
    """Two lines for each line of an excerpt: what is shown, and the mark."""
    return [
        shown
        for line in excerpts(text, span, width)
        for shown in (f"{line.before}{line.marked}{line.after}", " " * line.indent + "^" * line.width)
    ]


@pytest.mark.parametrize(
    ("text", "span", "width", "expected"),
    [
        pytest.param(
            "See [[Tea]] soon\n",
            Span(1, 5, 1, 12),
            20,
            [
                "See [[Tea]] soon",
                "    ^^^^^^^",
            ],
            id="a line that fits",
        ),
        pytest.param(
            "one two three four five [[Tea]] six seven eight nine ten",
            Span(1, 25, 1, 32),
            30,
            [
                "...ur five [[Tea]] six seve...",
                "           ^^^^^^^",
            ],
            id="the part of a long line around the span",
        ),
        pytest.param(
            "[[Tea]] one two three four five six seven",
            Span(1, 1, 1, 8),
            20,
            [
                "[[Tea]] one two t...",
                "^^^^^^^",
            ],
            id="the start of a long line",
        ),
        pytest.param(
            "one two three four five six seven [[Tea]]",
            Span(1, 35, 1, 42),
            20,
            [
                "...six seven [[Tea]]",
                "             ^^^^^^^",
            ],
            id="the end of a long line",
        ),
        pytest.param(
            "a [[one two three four five six]] b",
            Span(1, 3, 1, 34),
            20,
            [
                "a [[one two three...",
                "  ^^^^^^^^^^^^^^^^^^",
            ],
            id="a span that is too long",
        ),
        pytest.param(
            "東京の [[お茶]] は🍵と👩‍👩‍👧‍👦",
            Span(1, 5, 1, 11),
            40,
            [
                "東京の [[お茶]] は🍵と👩‍👩‍👧‍👦",
                "       ^^^^^^^^",
            ],
            id="wide characters take two columns",
        ),
        pytest.param(
            "東京の東京の [[お茶]] は東京の東京の",
            Span(1, 8, 1, 14),
            20,
            [
                "...の [[お茶]] は...",
                "      ^^^^^^^^",
            ],
            id="wide characters are not cut in half",
        ),
        pytest.param(
            "re\u0301sume\u0301 [[The\u0301]]",
            Span(1, 10, 1, 18),
            40,
            [
                "re\u0301sume\u0301 [[The\u0301]]",
                "       ^^^^^^^",
            ],
            id="combining marks take none",
        ),
        pytest.param(
            "\ta\x1b[2J\u202e [[\x07]]\n",
            Span(1, 9, 1, 14),
            60,
            [
                r"    a\x1b[2J\u202e [[\x07]]",
                "                   ^^^^^^^^",
            ],
            id="control characters are escaped and tabs are spaces",
        ),
        pytest.param(
            "x\r\n  [[one\r\n  two]] y\r\n",
            Span(2, 3, 3, 8),
            40,
            [
                "  [[one",
                "  ^^^^^",
                "  two]] y",
                "  ^^^^^",
            ],
            id="a span of two lines",
        ),
        pytest.param(
            "[[1\n2\n3\n4\n5]]",
            Span(1, 1, 5, 4),
            40,
            [
                "[[1",
                "^^^",
                "2",
                "^",
                "3",
                "^",
            ],
            id="at most three lines of a span",
        ),
        pytest.param("one\rtwo", Span(2, 1, 2, 4), 40, ["two", "^^^"], id="lone carriage returns end lines"),
        pytest.param("", Span(1, 1, 1, 1), 40, ["", ""], id="an empty text"),
        pytest.param("one", Span(1, 4, 1, 4), 40, ["one", "   "], id="an empty span at the end"),
    ],
)
def test_excerpts(text: str, span: Span, width: int, expected: list[str]) -> None:
    assert marked(text, span, width) == expected


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(20, 100))
def test_an_excerpt_fits_and_is_harmless(text: str, start: int, length: int, width: int) -> None:
    line = CONTROL.sub("\x1b", text)  # no line endings
    start = min(start, len(line))
    end = min(start + length, len(line))
    (shown,) = excerpts(line, Span(1, start + 1, 1, end + 1), width)
    whole = f"{shown.before}{shown.marked}{shown.after}"
    assert not CONTROL.search(whole)
    assert shown.indent + shown.width <= width
    assert columns_of(shown.before) == shown.indent


def test_a_huge_line_is_shown_at_once() -> None:
    line = "e" * 10_000_000
    assert marked(f"{line}[[Tea]]{line}", Span(1, len(line) + 1, 1, len(line) + 8), 20) == [
        "...eee[[Tea]]eeee...",
        "      ^^^^^^^",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly..."),
        ("お茶お茶お茶お茶", "お茶お..."),
        ("a\nb", r"a\nb"),
    ],
)
def test_fitted(text: str, expected: str) -> None:
    assert fitted(text, 10) == expected
    assert wcswidth(expected) <= 10


def test_wrapped() -> None:
    text = "no note or file is named averyveryverylongname or お茶 お茶 お茶\x1b"
    assert wrapped(text, 20) == ["no note or file is", "named", "averyveryverylongname", "or お茶 お茶", r"お茶\x1b"]
