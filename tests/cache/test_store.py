"""A cached value is complete or missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.cache.store import Store
from vaultlint.encoding import decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_data_survives(value: Any) -> None:
    """The same with lone surrogates, as in names that are not UTF-8."""
    assert decode(encode(value)) == value


def test_what_cannot_be_encoded_leaves_nothing_behind() -> None:
    """A value that failed halfway leaves nothing in the next one."""
    with pytest.raises(OverflowError):
        encode([1, 2, 2**70])
    assert decode(encode(["next"])) == ["next"]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """The folder is marked as a cache, and ignored by git."""
    folder = tmp_path / "cache"
    store = Store(folder)
    assert store.load("notes") is None
    store.save("notes", {"\udcff": [1, b"x"]})
    assert Store(folder).load("notes") == {"\udcff": [1, b"x"]}
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".gitignore").read_text() == "*\n"
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "CACHEDIR.TAG", "notes"]


@pytest.mark.parametrize("cut", [0, 1, 17, 18, 33, 34, 40, -1])
def test_damage(tmp_path: Path, cut: int) -> None:
    """A file that is truncated or changed anywhere is ignored."""
    store = Store(tmp_path)
    store.save("notes", list(range(100)))
    whole = (tmp_path / "notes").read_bytes()
    (tmp_path / "notes").write_bytes(whole[:cut])
    assert store.load("notes") is None
    (tmp_path / "notes").write_bytes(whole[:cut] + bytes([whole[cut] ^ 1]) + (whole[cut:][1:] if cut >= 0 else b""))
    assert store.load("notes") is None


def test_what_cannot_be_kept(tmp_path: Path) -> None:
    """A value that msgpack cannot hold, or a folder that is a file, changes nothing."""
    store = Store(tmp_path)
    store.save("notes", [1])
    store.save("notes", [2**70])
    assert store.load("notes") == [1]
    (tmp_path / "file").write_text("x")
    Store(tmp_path / "file").save("notes", [1])
    assert Store(tmp_path / "file").load("notes") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "CACHEDIR.TAG", "file", "notes"]


def test_folder_that_was_begun(tmp_path: Path) -> None:
    """If a run was interrupted while it created the folder, the next one completes it."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / ".vaultlint-1.tmp").touch()
    Store(tmp_path / "cache").save("notes", [1])
    assert (tmp_path / "cache" / ".gitignore").read_bytes() == b"*\n"
    assert Store(tmp_path / "cache").load("notes") == [1]


def test_value_behind_a_link(tmp_path: Path) -> None:
    """It is not read, and the link itself is replaced, not the file that it leads to."""
    store = Store(tmp_path / "cache")
    store.save("notes", [1])
    (tmp_path / "cache" / "notes").rename(tmp_path / "mine")
    try:
        (tmp_path / "cache" / "notes").symlink_to(tmp_path / "mine")
    except (OSError, NotImplementedError):
        pytest.skip("no symbolic links here")
    before = (tmp_path / "mine").read_bytes()
    assert store.load("notes") is None
    store.save("notes", [2])
    assert (store.load("notes"), (tmp_path / "mine").read_bytes()) == ([2], before)
