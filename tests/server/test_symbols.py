"""The headings of a note, and the names in a vault."""

from __future__ import annotations

from tests.server.editing import index_of
from vaultlint.server.symbols import MOST_SYMBOLS, HeadingSymbol, document_symbols, vault_symbols

FILES: dict[str, str | bytes] = {
    "Tea.md": "intro\n\n# One\n\n### Deep\ntext\n## Sub\n\nTwo\n===\nend",
    "Log/Green tea.md": "---\naliases: [Sencha, Teapot]\n---\n## Steaming tea\n",
    "Log/Steam.md": "",
    "cup.png": "",
}


def shown(symbols: tuple[HeadingSymbol, ...], depth: int = 0) -> list[str]:
    """The tree as lines, each with the lines of its section."""
    return [
        line
        for each in symbols
        for line in (
            f"{'  ' * depth}{each.name} {each.span.line}-{each.span.end_line}",
            *shown(each.children, depth + 1),
        )
    ]


def test_tree() -> None:
    """A heading has the headings in its section, which ends at the next one that is not deeper."""
    assert shown(document_symbols(index_of(FILES), "Tea.md")) == ["One 3-9", "  Deep 5-7", "  Sub 7-9", "Two 9-11"]


def test_other_files() -> None:
    """Only notes have headings."""
    assert document_symbols(index_of(FILES), "cup.png") == document_symbols(index_of(FILES), "gone.md") == ()


def test_names() -> None:
    """Notes and aliases come before headings, and among these the best first; files have no symbol."""
    found = vault_symbols(index_of(FILES), "tea")
    assert [(each.kind, each.name, each.container, each.span.line) for each in found] == [
        ("note", "Tea", "", 1),
        ("alias", "Teapot", "Log/Green tea.md", 1),
        ("note", "Green tea", "Log", 1),
        ("note", "Steam", "Log", 1),
        ("heading", "Steaming tea", "Log/Green tea.md", 4),
    ]
    assert vault_symbols(index_of(FILES), "cup") == ()


def test_edits_are_followed() -> None:
    """A heading that is new is found, and one that is gone is not."""
    index = index_of(FILES)
    assert [each.name for each in vault_symbols(index, "deep")] == ["Deep"]
    index.update("Tea.md", b"# Deeper\n")
    assert [each.name for each in vault_symbols(index, "deep")] == ["Deeper"]
    index.update("Tea.md", None)
    assert vault_symbols(index, "deep") == ()


def test_how_many() -> None:
    """At most 200 are found."""
    assert len(vault_symbols(index_of({f"{at}.md": "" for at in range(300)}), "")) == MOST_SYMBOLS == 200
