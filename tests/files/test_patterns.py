"""Path patterns: the syntax of .gitignore, ignoring case."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from vaultlint.files.patterns import check_pattern, folder_pattern, matches, path_pattern, verdict
from vaultlint.obsidian.names import fold


@pytest.mark.parametrize(
    "pattern, path, expected",
    [
        pytest.param("a.md", "a.md", True, id="a name"),
        pytest.param("a.md", "x/y/a.md", True, id="a name in any folder"),
        pytest.param("a.md", "aa.md", False, id="the end of a name"),
        pytest.param("a", "a.md", False, id="a name without its extension"),
        pytest.param("/a.md", "a.md", True, id="at the root"),
        pytest.param("/a.md", "x/a.md", False, id="only at the root"),
        pytest.param("x/a.md", "x/a.md", True, id="a path"),
        pytest.param("x/a.md", "y/x/a.md", False, id="a path begins at the root"),
        pytest.param("x/", "x/y/a.md", True, id="a folder"),
        pytest.param("x", "x/y/a.md", True, id="a folder without the slash"),
        pytest.param("x/", "y/x/a.md", True, id="a folder in another"),
        pytest.param("x/", "x", False, id="a folder is no file"),
        pytest.param("x/*", "x/a.md", True, id="star"),
        pytest.param("x/*.md", "x/y/a.md", False, id="star stays in its folder"),
        pytest.param("x/**", "x/y/a.md", True, id="two stars below a folder"),
        pytest.param("x/**", "xx/a.md", False, id="below a folder of that very name"),
        pytest.param("**/y/*.md", "x/y/a.md", True, id="two stars above a folder"),
        pytest.param("x/**/a.md", "x/a.md", True, id="two stars in between are none or more"),
        pytest.param("?.md", "a.md", True, id="question mark"),
        pytest.param("?.md", "aa.md", False, id="question mark is one character"),
        pytest.param("[a-c].md", "b.md", True, id="a range"),
        pytest.param("[!a-c].md", "b.md", False, id="all but a range"),
        pytest.param("*.MD", "a.md", True, id="pattern in capitals"),
        pytest.param("*.md", "A.MD", True, id="path in capitals"),
        pytest.param("ÄRGER.md", "ärger.md", True, id="case beyond ASCII"),
        pytest.param("# a.md", "# a.md", False, id="a comment"),
        pytest.param(r"\# a.md", "# a.md", True, id="a hash that is meant"),
        pytest.param(r"\!a.md", "!a.md", True, id="an exclamation mark that is meant"),
        pytest.param("a b.md", "a b.md", True, id="a blank inside"),
        pytest.param("", "a.md", False, id="empty"),
    ],
)
def test_matches(pattern: str, path: str, expected: bool) -> None:
    """One pattern matches a path or does not."""
    assert matches([pattern], path) is expected


@pytest.mark.parametrize(
    "patterns, path, expected",
    [
        pytest.param([], "a.md", None, id="no patterns"),
        pytest.param(["b.md"], "a.md", None, id="nothing said about it"),
        pytest.param(["b.md", "a.md"], "a.md", True, id="taken by the second"),
        pytest.param(["!a.md"], "a.md", False, id="given back though never taken"),
        pytest.param(["*.md", "!a.md"], "a.md", False, id="taken and given back"),
        pytest.param(["*.md", "!a.md"], "b.md", True, id="another is given back"),
        pytest.param(["!a.md", "*.md"], "a.md", True, id="the last one counts"),
        pytest.param(["*.md", "!a.md", "A.*"], "a.md", True, id="taken again"),
        pytest.param(["x/**", "!X/keep/**"], "x/Keep/a.md", False, id="a folder given back in another case"),
    ],
)
def test_verdict(patterns: list[str], path: str, expected: bool | None) -> None:
    """The last pattern that matches decides; none may match."""
    assert verdict(patterns, path) is expected
    assert matches(tuple(patterns), path) is (expected is True)


@pytest.mark.parametrize("pattern", [pytest.param("!", id="only a mark"), pytest.param("a\\", id="open escape")])
def test_wrong_pattern(pattern: str) -> None:
    """What git would not accept is an error."""
    with pytest.raises(ValueError, match="Invalid git pattern"):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", ["Old/**", "!keep.md", "", "# comment", "[", "a b/"])
def test_fair_pattern(pattern: str) -> None:
    """Everything else is a pattern, which changes nothing for a path that it does not match."""
    check_pattern(pattern)
    assert verdict([pattern], "elsewhere.md") is None


def test_message_names_the_pattern() -> None:
    """The error names the pattern."""
    with pytest.raises(ValueError, match=r'^pattern "\[z-a\]": bad character range'):
        check_pattern("[z-a]")


def test_unicode_forms_are_one() -> None:
    """A pattern in NFC matches a folder whose name is in NFD, as on a Mac."""
    assert matches(("Caf\u00e9/**",), "Cafe\u0301/a.md")


SEGMENTS = st.text(min_size=1, max_size=6).filter(lambda name: "/" not in name and name not in {".", ".."})


@given(
    st.lists(SEGMENTS | st.sampled_from(["!a", "#a", " a ", "a[b]", "a*", "?", "a\\", "**"]), min_size=1, max_size=3)
)
def test_the_pattern_of_a_folder_matches_what_lies_in_it(folders: list[str]) -> None:
    folder = "/".join(folders)
    assert matches([folder_pattern(folder)], f"{folder}/note.md")
    assert matches([folder_pattern(folder)], f"{folder}/deeper/note.md")
    assert not matches([folder_pattern(folder)], f"other/{folder}/note.md")
    assert not matches([folder_pattern(folder)], f"{folder}x/note.md")


@given(st.lists(SEGMENTS | st.sampled_from(["!a", "#a", "a ", "a[b]", "a*", "?", "a\\", "**"]), min_size=1, max_size=3))
def test_the_pattern_of_a_path_matches_that_path(names: list[str]) -> None:
    path = "/".join(names)
    assert matches([path_pattern(path)], path)
    assert not matches([path_pattern(path)], f"other/{path}")
    assert not matches([path_pattern(path)], f"{path}x")


NAMES = st.from_regex(r"[\w.-]+( [\w.-]+)?", fullmatch=True)
PLAIN = st.sampled_from(["a", "A", "a.md", "index.md", "a b", "ä", "a\u0308", "ΣΑΣ"]) | NAMES
PATHS = st.lists(PLAIN | st.sampled_from(["", ".", "a\n", "\na", "x\\a", "..", " a"]), min_size=1, max_size=4)


@given(st.lists(PLAIN, min_size=1, max_size=3), PATHS)
@example(["a"], ["x\n", "a"])
@example(["a"], ["a\n"])
@example(["a"], ["", "a", ""])
def test_mere_names_are_judged_as_by_pathspec(patterns: list[str], segments: list[str]) -> None:
    """Patterns without a special character do not need the library, and mean the same."""
    path = "/".join(segments)
    expected = GitIgnoreSpec.from_lines(map(fold, patterns)).check_file(fold(path)).include
    assert verdict(patterns, path) is expected
