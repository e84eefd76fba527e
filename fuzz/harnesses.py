"""One harness per parser: it takes any bytes, and raises nothing but the AssertionError of a broken law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from fuzz import tokens
from fuzz.laws import assert_canvas, assert_card, assert_note, assert_plain_yaml, assert_properties, assert_scan
from fuzz.writing import assert_links_written
from vaultlint.parse.duplicate_keys import DUPLICATE
from vaultlint.parse.front_matter import SYNTAX


def markdown(data: bytes) -> None:
    """A note; the same text to the scanner and to pyromark, and on a canvas; its links, written anew."""
    assert_note(data)
    text = data.decode(errors="replace")
    assert_scan(text)
    assert_card(text)
    assert_links_written("Tea.md", text)


def front_matter(data: bytes) -> None:
    """The front matter of a note, and the same block to the reader of plain YAML and to libyaml."""
    note = assert_note(b"---\n" + data + b"\n---\n[[Cup]]")
    assert note.has_front_matter
    flaws = [flaw for flaw in note.flaws if flaw.rule in {SYNTAX, DUPLICATE}]
    assert note.front_matter_broken == any("a second block" not in flaw.message for flaw in flaws)
    assert_properties(note)
    text = data.decode(errors="replace")
    assert_plain_yaml(f"{text}\n")
    assert_links_written("Tea.md", f"---\n{text}\n---\n[[Cup]]")


def canvas(data: bytes) -> None:
    """A canvas."""
    assert_canvas(data)
    assert_links_written("Tea.canvas", data.decode(errors="replace"))


class Harness(NamedTuple):
    """A harness, and the tokens of its syntax."""

    check: Callable[[bytes], object]
    tokens: Sequence[str]


SEEDS = Path(__file__).parent / "seeds"
"""Files to begin with, in a folder for each harness."""

HARNESSES = {
    "markdown": Harness(markdown, tokens.MARKDOWN),
    "front_matter": Harness(front_matter, tokens.YAML),
    "canvas": Harness(canvas, tokens.CANVAS),
}


def dictionary(tokens: Sequence[str]) -> str:
    r"""Tokens in libFuzzer's form: a line each, in quotes, as `"\x5b\x5b"`."""
    escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in tokens if token)
    return "".join(f'"{token}"\n' for token in escaped)
