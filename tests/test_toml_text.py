"""Values as TOML: what is written is read back."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.toml_text import toml, toml_key

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert tomllib.loads(f"key = {toml(value)}") == {"key": value}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("date-created", "date-created", id="letters and dashes stand as they are"),
        pytest.param("date created", '"date created"', id="a blank needs quotes"),
        pytest.param('a"b', '"a\\"b"', id="a quote is escaped"),
        pytest.param("", '""', id="an empty name needs quotes"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert toml_key(name) == key
