"""Renamed tags, in texts and in front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.writing import applied
from tests.parse.test_writing_laws import read_by_pyyaml
from vaultlint.parse import read_note
from vaultlint.parse.tag_writer import tag_edits
from vaultlint.parse.tags import is_tag


def renamed(text: str, old: str = "old/tag", new: str = "new") -> str | None:
    """A note in which a tag has another name."""
    edits = tag_edits(read_note("n.md", text.encode()), text, old, new)
    return None if edits is None else applied(text, edits)


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("#old/tag #Old/TAG/child.", "#new #new/child.", id="in text"),
        pytest.param("#old/tags #old `#old/tag` x#old/tag", "#old/tags #old `#old/tag` x#old/tag", id="others"),
        pytest.param("- [ ] a #old/tag\n> #old/tag/b\n", "- [ ] a #new\n> #new/b\n", id="list and quote"),
    ],
)
def test_in_text(text: str, expected: str) -> None:
    """The tag and those below it, in any case, where they are tags."""
    assert renamed(text) == expected


@pytest.mark.parametrize(
    "yaml, expected",
    [
        pytest.param("tags: [a, old/tag, old/tag/b]", "tags: [a, new, new/b]", id="flow list"),
        pytest.param("tags:\n  - old/tag # x\n  - 'Old/tag'", "tags:\n  - new # x\n  - 'new'", id="block list"),
        pytest.param('tags:\n- "#old/tag"\n', 'tags:\n- "#new"\n', id="with its mark"),
        pytest.param("tags: old/tag", "tags: new", id="text"),
        pytest.param("Tags: a, old/tag,old/tag/b c", "Tags: a, new,new/b c", id="text with commas"),
        pytest.param('tag: "old/tag b" # c', 'tag: "new b" # c', id="old name of the property"),
        pytest.param('tags: ["\\x6fld/tag"]', 'tags: ["new"]', id="escape"),
        pytest.param("tags: >-\n  old/tag\n  b", "tags: >-\n  new\n  b", id="folded"),
        pytest.param("tags: [&a old/tag]\nup: x", "tags: [&a new]\nup: x", id="anchor"),
        pytest.param("tags: [&a old/tag, *a]", "tags: [&a new, *a]", id="alias"),
        pytest.param("up: old/tag\ntags:", "up: old/tag\ntags:", id="another property"),
        pytest.param("tags: [2024, {old/tag: 1}]", "tags: [2024, {old/tag: 1}]", id="no texts"),
        pytest.param("tags: [old/tag words]", "tags: [old/tag words]", id="words in a list"),
    ],
)
def test_in_front_matter(yaml: str, expected: str) -> None:
    """All forms of lists, whose items keep their style."""
    assert renamed(f"---\n{yaml}\n---\n") == f"---\n{expected}\n---\n"


@pytest.mark.parametrize(
    "value, new, expected",
    [
        pytest.param("[old/tag]", "true", '["true"]', id="boolean"),
        pytest.param("[old/tag]", "1e5", '["1e5"]', id="number"),
        pytest.param("['old/tag']", "null", "['null']", id="in quotes"),
        pytest.param("[old/tag/b]", "null", "[null/b]", id="part of a name"),
    ],
)
def test_names_that_are_values(value: str, new: str, expected: str) -> None:
    """A plain name that YAML would read as something else is put in quotes."""
    assert renamed(f"---\ntags: {value}\n---\n", new=new) == f"---\ntags: {expected}\n---\n"


@pytest.mark.parametrize("name", ["2024", "a b", "a//b", "/a", "a/", "a#b", "a:b", "", "#a"])
def test_no_tags(name: str) -> None:
    """What Obsidian does not read as a tag is refused."""
    assert not is_tag(name)
    assert renamed("#old/tag", new=name) is None


_TAGS = st.text(st.sampled_from("aé日1-_/tru"), min_size=1, max_size=5).filter(is_tag)
_PLAIN_TAGS = _TAGS.map("a{}".format)
_LISTS = st.sampled_from(["[{0}, b, {0}/c]", "\n- {0}\n- 'b'\n- \"{0}/c\"", "{0}, b {0}/c", "'{0} b'"])


@given(_PLAIN_TAGS, _TAGS, _LISTS)
def test_values_of_a_list(old: str, new: str, value: str) -> None:
    """Another reader of YAML finds the new names where the old ones were, and nothing else."""
    text = f"---\nk: 1\ntags: {value.format(old)}\nz: {old}\n---\n#x{old} #{old}"
    after = renamed(text, old, new)
    assert after is not None
    front, body = after.split("\n---\n")
    assert body == f"#x{old} #{new}"
    read = read_by_pyyaml(value.format("OLD"))
    wanted = [each.replace("OLD", new) for each in read] if isinstance(read, list) else read.replace("OLD", new)
    assert read_by_pyyaml(front.removeprefix("---\n")) == {"k": "1", "tags": wanted, "z": old}
