"""What refers to what a user points at."""

from __future__ import annotations

import pytest

from tests.server.editing import editing, text_of
from vaultlint.server.code_lens import link_counts
from vaultlint.server.references import references

FILES = {
    "Tea.md": "# One\n\n## Sub\n\ntext ^id\n\n[[#One]]\n",
    "a.md": '---\ntags: [hot, "Hot/Very"]\nStatus: x\nup: "[[tea]]"\n---\n[[Tea#One#Sub|s]] #hot #hotter\n',
    "b.md": "---\nstatus: y\n---\n[x](Tea.md#one) [[Tea#^ID]] ![[tea]] [[Gone]] `[[Tea]]`\n",
    "m.canvas": '{"nodes": [{"type": "file", "file": "Tea.md"}]}',
    "x/Dup.md": "[[gone]] [r][r]\n\n[r]: ../Tea.md\n",
    "y/Dup.md": "",
    "c.md": "[[Dup]] [[y/Dup]]\n",
}


@pytest.mark.parametrize(
    "path, text, with_declaration, expected",
    [
        pytest.param("0.md", "[[T§ea]]", False, ["0.md [[Tea]]", "Tea.md [[#One]]", "a.md [[tea]]", "a.md [[Tea#One#Sub|s]]", "b.md [x](Tea.md#one)", "b.md [[Tea#^ID]]", "b.md ![[tea]]", "m.canvas Tea.md", "x/Dup.md [r][r]"], id="the links to a note"),
        pytest.param("0.md", "[[Tea#O§ne]]", True, ["0.md [[Tea#One]]", "Tea.md # One\n", "Tea.md [[#One]]", "b.md [x](Tea.md#one)"], id="the links to the heading of a link"),
        pytest.param("0.md", "[[Tea#^i§d]]", True, ["0.md [[Tea#^id]]", "Tea.md ^id", "b.md [[Tea#^ID]]"], id="the links to the block of a link"),
        pytest.param("Tea.md", "# O§ne\n\n## Sub\n\ntext ^id\n", False, ["b.md [x](Tea.md#one)"], id="the links to a heading"),
        pytest.param("Tea.md", "# One\n\n## S§ub\n", True, ["Tea.md ## Sub\n", "a.md [[Tea#One#Sub|s]]"], id="the links to a heading by its path"),
        pytest.param("Tea.md", "text ^i§d\n", True, ["Tea.md ^id", "b.md [[Tea#^ID]]"], id="the links to a block"),
        pytest.param("y/Dup.md", "te§xt", False, ["c.md [[Dup]]", "c.md [[y/Dup]]"], id="the links to the note itself, and those that may mean it"),
        pytest.param("0.md", "[[go§ne]]", False, ["0.md [[gone]]", "b.md [[Gone]]", "x/Dup.md [[gone]]"], id="the links to a note that does not exist"),
        pytest.param("0.md", "#h§ot", False, ["0.md #hot", "a.md hot", 'a.md "Hot/Very"', "a.md #hot"], id="the uses of a tag and those below it"),
        pytest.param("0.md", "---\nst§atus: z\n---\n", False, ["0.md status", "a.md Status", "b.md status"], id="the notes that have a property"),
    ],
)  # fmt: skip
def test_references(path: str, text: str, with_declaration: bool, expected: list[str]) -> None:
    """All references, in the order of the vault."""
    there = editing(text, FILES, path)
    files = {**FILES, path: there.text}
    found = references(*there.at, with_declaration=with_declaration)
    assert [f"{each.path} {text_of(files, each.path, each.span)}" for each in found] == expected


def test_other_files() -> None:
    """Nothing refers to a place in a file that is not there."""
    assert references(editing("§").index, "gone.md", 1, 1) == ()


def test_link_counts() -> None:
    """A note shows how many links of other files lead there; a heading, how many lead to it."""
    index = editing("§", FILES).index
    assert [(each.span.line, each.title) for each in link_counts(index, "Tea.md")] == [
        (1, "7 links"),
        (1, "2 links"),
        (3, "1 link"),
    ]
    assert [each.title for each in link_counts(index, "c.md")] == ["no links"]
    assert link_counts(index, "m.canvas") == ()
