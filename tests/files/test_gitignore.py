"""Patterns match what they match in pathspec, in linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from vaultlint.files.gitignore import IgnoreLines, compile_patterns

PIECES = ["a", "b", "*", "**", "/", "?", "[ab]", "[!a]", "[]b]", ".", "\\*", "**/", "/**/", "!", "^", "("]
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)
PATHS = st.lists(st.text("aab.*]^(", min_size=1, max_size=5), min_size=1, max_size=5).map("/".join)


def taken_by_pathspec(pattern: str, path: str) -> bool | None:
    """What pathspec says, except for sets that match a slash, as none does in git."""
    spec = GitIgnoreSpec.from_lines([pattern], backend="simple")
    for each in spec.patterns:
        if each.regex:
            each.regex = re.compile(re.sub(r"(?<!\\)\[(?!\^/\])", r"(?!/)[", each.regex.pattern))
    return GitIgnoreSpec(spec.patterns, backend="simple").check_file(path).include


@given(PATTERNS, PATHS)
@settings(deadline=None, max_examples=300)
def test_same_as_pathspec(pattern: str, path: str) -> None:
    """Whatever the pattern, atomic wildcards match what backtracking ones match."""
    try:
        expected = taken_by_pathspec(pattern, path)
    except ValueError:
        with pytest.raises(ValueError, match="Invalid git pattern"):
            compile_patterns((pattern,))
        return
    assert compile_patterns((pattern,)).check_file(path).include is expected


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        pytest.param("*a" * 30 + "*b", "a" * 4000, id="stars in a name"),
        pytest.param("[!b]*" * 30 + "b", "a" * 4000, id="stars and sets"),
        pytest.param("**/a/" * 30 + "b", "a/" * 1000 + "a", id="folders"),
        pytest.param("**/*a*a*/" * 20 + "*a*b", ("a" * 30 + "/") * 130 + "a", id="stars and folders"),
        pytest.param("*" * 60 + "b", "a" * 4000, id="nothing but stars"),
    ],
)
def test_combinations_are_not_tried(pattern: str, path: str) -> None:
    """Each of these would take pathspec's own expressions longer than the age of the universe."""
    assert compile_patterns((pattern,)).check_file(path).include is None
    assert compile_patterns((pattern,)).check_file(path + "b").include is (
        None if path.endswith("/a") and pattern.endswith("/b") else True
    )
    assert IgnoreLines([pattern]).verdict(path) is None


def test_a_set_takes_no_slash() -> None:
    """As in git."""
    assert compile_patterns(("a[!b]c",)).check_file("a/c").include is None
    assert compile_patterns(("a[.-0]c",)).check_file("a/c").include is None
    assert compile_patterns(("a[!b]c",)).check_file("axc").include is True


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ("public", "public/ public a/public/ a/public"),
        ("public/", "public/ a/public/"),
        ("/public", "public/ public"),
        ("public/*", "public/a public/a/"),
        ("public/**", "public/a public/a/ public/a/b"),
        ("**/a", "public/a public/a/ a"),
        ("*", "public/ public public/a public/a/ public/a/b a a/public a/public/"),
        ("*/", "public/ public/a/ a/public/"),
        ("*;!*/", "public public/a public/a/b a a/public"),
        ("*;!public", "public/a public/a/ public/a/b a"),
        ("!a;public;!public/", "public a/public"),
        ("# public", ""),
        ("\\#a;[z-a];!;/;;a", "a public/a public/a/"),
    ],
)
def test_lines_of_a_file(lines: str, taken: str) -> None:
    """What git says of each file, and of each folder apart from its contents."""
    entries = ["public/", "public", "public/a", "public/a/", "public/a/b", "a", "a/public", "a/public/"]
    known = IgnoreLines(lines.split(";"))
    assert [entry for entry in entries if known.verdict(entry)] == [
        entry for entry in entries if entry in taken.split()
    ]
