"""Values as TOML."""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint import Severity
from vaultlint.text.toml_text import toml, toml_key

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@pytest.mark.parametrize(
    "value, expected",
    [
        pytest.param(True, "true", id="true"),
        pytest.param(3, "3", id="number"),
        pytest.param(float("inf"), "inf", id="no end"),
        pytest.param('a "b" \\ é\n', r'"a \"b\" \\ é\n"', id="text"),
        pytest.param("\x1b[2J\x7f\x9b2J\u202e", r'"\u001b[2J\u007f\u009b2J\u202e"', id="what would move a cursor"),
        pytest.param(Severity.INFO, '"info"', id="choice"),
        pytest.param(("a", "b"), '["a", "b"]', id="list"),
        pytest.param({"b", "a"}, '["a", "b"]', id="set, always in one order"),
        pytest.param({"a-b": 1, "c d": ("x",)}, '{a-b = 1, "c d" = ["x"]}', id="table"),
        pytest.param({}, "{}", id="empty table"),
        pytest.param(PurePosixPath("a/b"), '"a/b"', id="anything else"),
    ],
)
def test_toml(value: Any, expected: str) -> None:
    """On one line, as people write it."""
    assert toml(value) == expected


@given(TEXT, VALUES)
def test_what_is_written_is_read(key: str, value: Any) -> None:
    """Any key and value come back as they were."""
    assert tomllib.loads(f"{toml_key(key)} = {toml(value)}") == {key: value}
