"""Tags against a list of tags."""

from __future__ import annotations

import pytest

from vaultlint.config.options import configure
from vaultlint.errors import ConfigError
from vaultlint.testing import says
from vaultlint_rules.tags.unknown_tag import UnknownTag

NOTE = {"n.md": "---\nTags: [Book, '#project/x', 12, a b]\n---\n#project #books #projects/y/z `#code`\n"}


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        pytest.param([], [], id="no list"),
        pytest.param(["book", "PROJECT/*"], ["project", "books", "projects/y/z"], id="in any case, and below"),
        pytest.param(["book", "books", "project", "projects/*"], ["project/x"], id="a tag alone"),
    ],
)
def test_unknown(known: list[str], unknown: list[str]) -> None:
    """What is no tag at all is for another rule."""
    lines = says(configure(UnknownTag, {"known": known}, "test"), NOTE)
    assert [line.split("#")[1].split(" ")[0].strip(";") for line in lines] == unknown


def test_a_list_of_what_is_no_tag() -> None:
    """A list that could never match is an error."""
    with pytest.raises(ConfigError, match='known: "#book" is not a tag'):
        configure(UnknownTag, {"known": ["#book"]}, "test")
