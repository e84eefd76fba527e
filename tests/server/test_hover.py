"""What is shown about a place."""

from __future__ import annotations

import pytest

from tests.server.editing import editing
from vaultlint.config.options import configure
from vaultlint.server.hover import hover
from vaultlint.server.markdown_text import MOST_CHARACTERS, code_span, excerpt
from vaultlint.vault.vault import Vault
from vaultlint_rules.front_matter.property_schema import PropertySchema
from vaultlint_rules.links.dangling_link import DanglingLink

FILES: dict[str, str | bytes] = {
    "Tea.md": "---\naliases: Chai\n---\n\nIntro\n\n# One\nfirst\n\n## Sub\nsecond\n# Two\nthird\n\npara\nwith id ^id\n\n- list\n\n^below\n",
    "cup of.png": "",
    "file.pdf": "",
    "x/Dup.md": "#hot\n",
    "y/Dup.md": "#hot [[Tea#One]]\n",
    ".obsidian/types.json": '{"types": {"rating": "number"}}',
    "Long.md": "\n".join(map(str, range(30))),
}


def shown(text: str, **arguments: object) -> str | None:
    """The Markdown that is shown about the place of the cursor."""
    there = editing(text, FILES)
    found = hover(*there.at, address_of=lambda path: f"file:///{path}", **arguments)  # type: ignore[arg-type]
    return found.markdown if found else None


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[[T§ea]]", "`Tea.md`\n\nIntro\n\n# One\nfirst\n\n## Sub\nsecond\n# Two\nthird\n\npara\nwith id ^id\n\n- list\n\n…", id="a note, without its front matter, and not to its end"),
        pytest.param("[[Tea#O§ne]]", "`Tea.md`\n\n# One\nfirst\n\n## Sub\nsecond", id="a section"),
        pytest.param("[[Tea#^i§d]]", "`Tea.md`\n\npara\nwith id ^id", id="a block"),
        pytest.param("[[Tea#^bel§ow]]", "`Tea.md`\n\n- list", id="a block whose id is below it"),
        pytest.param("[[Tea#x§]]", "`Tea.md`\n\nThe note has no such heading or block.", id="a heading that is not there"),
        pytest.param("![[cup§ of.png]]", "`cup of.png`\n\n![](<file:///cup of.png>)", id="a picture"),
        pytest.param("![[fi§le.pdf]]", "`file.pdf`", id="another file"),
        pytest.param("[[Ch§ai]]", "No note or file has this name.\n\nDid you mean:\n\n- `Tea.md`", id="an alias"),
        pytest.param("[[nowhere a§t all]]", "No note or file has this name.", id="nothing near"),
        pytest.param("[[Du§p]]", "This name may mean:\n\n- `x/Dup.md`\n- `y/Dup.md`", id="an ambiguous name"),
        pytest.param("# He§re\n[[#here]]", "1 link", id="a heading"),
        pytest.param("#h§ot", "3 notes", id="a tag"),
        pytest.param("---\nrat§ing: 1\n---\n", "`rating`: a number, in 1 note", id="a property with a type"),
        pytest.param("---\nother: 1§\n---\n", "`other`: in 1 note", id="the value of a property"),
        pytest.param("te§xt", None, id="text"),
        pytest.param("[x](https://a§.org)", None, id="an address"),
    ],
)  # fmt: skip
def test_places(text: str, expected: str | None) -> None:
    """What a link leads to, how much something is used, or nothing."""
    assert shown(text) == expected


def test_contracts() -> None:
    """A property shows what the schemas of its note demand."""
    schema = {"properties": {"rating": {"maximum": 5}}, "required": ["rating"]}
    rule = configure(PropertySchema, {"schemas": [{"schema": schema, "paths": ["*"]}]}, "test")
    assert shown("---\nRat§ing: 1\n---\n", rules={rule.name: rule}) == (
        '`Rating`: a number, in 1 note\n\nRequired by the schema.\n\n```json\n{\n  "maximum": 5\n}\n```'
    )


def test_problems() -> None:
    """At a problem, its rule is explained, above what stands there."""
    rule = DanglingLink()
    there = editing("[[Ch§ai]] x", FILES)
    vault = Vault(there.index)
    problems = list(rule.check_note(vault.notes[there.path], vault))
    assert shown("[[Ch§ai]] x", rules={rule.name: rule}, problems=problems) == (
        "`dangling-link`: A link to a note that does not exist.\n\n---\n\n"
        "No note or file has this name.\n\nDid you mean:\n\n- `Tea.md`"
    )
    assert shown("[[Chai]] x§", rules={rule.name: rule}, problems=problems) is None


@pytest.mark.parametrize(
    "text, code",
    [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a\nb", "`a b`"), ("``a", "``` ``a ```")],
)
def test_code_spans(text: str, code: str) -> None:
    """A name is shown as it is, whatever is in it."""
    assert code_span(text) == code


def test_excerpts() -> None:
    """An excerpt has at most so many lines and characters, and closes the code block that it cuts."""
    assert excerpt(["", "a", ""]) == "a"
    assert excerpt(["```py", *"x" * 30]) == "\n".join(["```py", *"x" * 14, "```", "", "…"])
    assert excerpt(["```", "```", *"x" * 30]) == "\n".join(["```", "```", *"x" * 13, "", "…"])
    assert len(excerpt(["x" * 9_999])) < MOST_CHARACTERS + 10
    assert excerpt([]) == ""
