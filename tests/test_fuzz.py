"""The harnesses run on their seeds, and on seeds to which something has happened; atheris runs them longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.harnesses import HARNESSES, SEEDS, dictionary
from tests.strategies import examples

FILES = sorted(file for name in HARNESSES for file in (SEEDS / name).iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_seeds(file: Path) -> None:
    """The laws hold for what is written by hand, and for what once broke them."""
    HARNESSES[file.parent.name].check(file.read_bytes())


def _mutated(name: str) -> st.SearchStrategy[bytes]:
    """A seed in which a few stretches are replaced by tokens of the syntax, by stretches of seeds, or by any bytes."""
    seeds = [file.read_bytes() for file in FILES if file.parent.name == name]
    places = st.integers(0, max(map(len, seeds)))
    pieces = st.one_of(
        st.sampled_from(HARNESSES[name].tokens).map(str.encode),
        st.builds(lambda seed, start, length: seed[start : start + length], st.sampled_from(seeds), places, places),
        st.binary(max_size=4),
    )

    def mutate(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
        for start, length, piece in edits:
            seed = seed[:start] + piece + seed[start + length :]
        return seed

    return st.builds(mutate, st.sampled_from(seeds), st.lists(st.tuples(places, st.integers(0, 9), pieces), max_size=4))


@pytest.mark.parametrize("name", HARNESSES)
def test_mutations(name: str) -> None:
    """Nothing but a law may fail, and none does."""

    @examples(100)
    @given(_mutated(name))
    def check(data: bytes) -> None:
        HARNESSES[name].check(data)

    check()


def test_dictionary() -> None:
    """Tokens as libFuzzer reads them: bytes in hexadecimal, none of them empty."""
    assert dictionary(["[[", "é", ""]) == '"\\x5b\\x5b"\n"\\xc3\\xa9"\n'
