"""Which files are the same under a new name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultlint.git.renames import Rename, exact_renames, likely_renames

TEXT = b"".join(b"line %d of a note\n" % number for number in range(10))
OTHER = b"".join(b"%d other words\n" % number for number in range(10))


def exact(gone: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    found = exact_renames(gone, {path: [content] for path, content in new.items()})
    assert all(rename.exact for rename in found.values())
    return {old: rename.new for old, rename in found.items()}


def likely(gone: dict[str, bytes], new: dict[str, bytes], known: dict[str, str] | None = None) -> dict[str, str]:
    found = likely_renames(gone, new, {old: Rename(path, exact=True) for old, path in (known or {}).items()})
    assert not any(rename.exact for rename in found.values())
    return {old: rename.new for old, rename in found.items()}


def test_same_content() -> None:
    assert exact({"a": "1", "b": "2"}, {"c": "2", "d": "3"}) == {"b": "c"}


def test_same_content_twice() -> None:
    """Copies are told apart by name; where that does not help, nobody knows."""
    assert exact({"a": "1", "b": "1"}, {"x/a": "1", "x/c": "1"}) == {"a": "x/a"}
    assert exact({"a": "1"}, {"c": "1", "d": "1"}) == {}
    assert exact({"a": "1", "b": "1"}, {"c": "1"}) == {}


def test_content_that_was_staged() -> None:
    """A renamed note that was edited since has two contents, of which one tells."""
    assert exact_renames({"a": "1"}, {"b": ["1", "2"]}) == {"a": Rename("b", exact=True)}


def test_alike() -> None:
    assert likely({"a": TEXT}, {"b": TEXT + b"one more\n", "c": OTHER}) == {"a": "b"}
    assert likely({"a": TEXT}, {"b": TEXT.replace(b"\n", b"\r\n")}) == {"a": "b"}
    assert likely({"a": TEXT, "b": OTHER}, {"c": OTHER + b"x", "d": TEXT + b"y"}) == {"a": "d", "b": "c"}


def test_not_alike() -> None:
    """Fewer than six in ten lines, or lines that many files share."""
    assert likely({"a": TEXT}, {"b": TEXT + OTHER}) == {}
    assert likely({"a": TEXT}, {f"{number}": TEXT for number in range(51)}) == {}
    assert likely({"a": b""}, {"b": b""}) == {}


def test_the_most_alike_wins() -> None:
    assert likely({"a": TEXT}, {"b": TEXT[:-40], "c": TEXT[:-20]}) == {"a": "c"}


def test_a_moved_folder() -> None:
    """A file goes where the others of its folder went, however it was changed; not if it is not there."""
    known = {"old/1.md": "new/1.md", "old/2.md": "new/2.md", "old/3.md": "other/3.md"}
    assert likely({"old/4.md": TEXT}, {"new/4.md": OTHER}, known) == {"old/4.md": "new/4.md"}
    assert likely({"old/4.md": TEXT}, {"other/4.md": OTHER}, known) == {}
    assert likely({"old/in/4.md": TEXT}, {"new/in/4.md": OTHER}, known) == {}
    assert likely({"4.md": TEXT}, {"a/4.md": OTHER}, {"1.md": "a/1.md"}) == {"4.md": "a/4.md"}


PATHS = st.dictionaries(st.sampled_from(["a", "b", "x/a", "x/b", "y/a"]), st.sampled_from(["1", "2", "3"]))


@given(gone=PATHS, new=PATHS)
def test_each_file_once(gone: dict[str, str], new: dict[str, str]) -> None:
    """No file becomes two, and no two become one; exchanging the sides exchanges the pairs."""
    found = exact(gone, new)
    assert len({*found.values()}) == len(found)
    assert all(gone[old] == new[path] for old, path in found.items())
    assert {path: old for old, path in found.items()} == exact(new, gone)
