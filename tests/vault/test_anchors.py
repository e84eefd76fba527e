"""Which anchors the fragment of a link names; the statements cited are in docs/obsidian.md."""

from __future__ import annotations

import pytest

from vaultlint import TOP, FragmentStatus, Heading, Note, Status
from vaultlint.model import Contents
from vaultlint.parse import read_note
from vaultlint.testing import vault
from vaultlint.vault.anchors import Anchors

OK = FragmentStatus.OK
NO_HEADING = FragmentStatus.MISSING_HEADING
NO_BLOCK = FragmentStatus.MISSING_BLOCK
UNCHECKED = FragmentStatus.UNCHECKED


def note(text: str) -> Note:
    return read_note("note.md", text.encode())


def outline(levels: str) -> Note:
    """A note of headings, written as `1 Soup, 2 Stock`."""
    headings = (entry.partition(" ") for entry in levels.split(", "))
    return Note(
        "note.md",
        Contents(headings=tuple(Heading(int(level), text, TOP) for level, _, text in headings)),
    )


@pytest.mark.parametrize("character", [pytest.param(each, id=each) for each in '!"$%&()*+,.:;<=>?@^`{|}~/[]\\'])
def test_punctuation_counts_as_a_space(character: str) -> None:
    """Each of these is the same as a space, in the heading and in the link (S4.1)."""
    assert Anchors(outline(f"1 Salt{character}Pepper")).status_of("#salt pepper") is OK
    assert Anchors(outline("1 Salt Pepper")).status_of(f"#salt{character}pepper") is OK
    assert Anchors(outline(f"1 Salt{character}Pepper")).status_of("#saltpepper") is NO_HEADING


@pytest.mark.parametrize(
    "character", [pytest.param(each, id=f"U+{ord(each):04X}") for each in ("-", "_", "'", "’", "–", "…", "¿", "„", "·")]
)
def test_other_characters_count(character: str) -> None:
    """Hyphens, underscores, apostrophes and what is not ASCII are compared as they are (S4.1)."""
    assert Anchors(outline(f"1 Salt{character}Pepper")).status_of("#salt pepper") is NO_HEADING
    assert Anchors(outline(f"1 Salt{character}Pepper")).status_of(f"#salt{character}pepper") is OK


@pytest.mark.parametrize(
    "heading, fragment, expected",
    [
        pytest.param("# Pea soup", "#Pea soup", OK, id="as written"),
        pytest.param("# Pea soup", "#Pea", NO_HEADING, id="only its start"),
        pytest.param("# Pea", "#Pea soup", NO_HEADING, id="more than there is"),
        pytest.param("# PEA Soup", "#pea sOUP", OK, id="S4.1 case"),
        pytest.param("# Ärger", "#ärger", OK, id="S4.1 case beyond ASCII"),
        pytest.param("# Caf\u00e9", "#Cafe\u0301", OK, id="S4.1 composed and decomposed"),
        pytest.param("# Pea   soup", "#Pea soup", OK, id="S4.1 several spaces"),
        pytest.param("# What? (Really)", "#What Really", OK, id="S4.1 punctuation at the end"),
        pytest.param("# **Pea** soup", "#Pea soup", OK, id="S4.2 bold"),
        pytest.param("# _Pea_ soup", "#_Pea_ soup", OK, id="S4.2 underscores stay"),
        pytest.param("# _Pea_ soup", "#Pea soup", NO_HEADING, id="S4.2 without the underscores"),
        pytest.param("# From [[Peas|the pod]]", "#From Peas the pod", OK, id="S4.2 a link in its source form"),
        pytest.param("# From [[Peas|the pod]]", "#From the pod", NO_HEADING, id="S4.2 a link as shown"),
        pytest.param("# Pea `soup`", "#Pea soup", OK, id="S4.2 code"),
        pytest.param("# Pea #soup", "#Pea soup", OK, id="S4.7 a hash is written as a space"),
        pytest.param("# Pea #soup", "#Pea #soup", NO_HEADING, id="S4.7 a hash begins the next heading"),
        pytest.param("# Pea soup", "#pea-soup", NO_HEADING, id="S4.6 a slug"),
        pytest.param("# Pea-soup", "#Pea-soup", OK, id="S4.6 a hyphen of the heading itself"),
        pytest.param("# Pea soup ##", "#Pea soup", OK, id="S4.8 closing hashes"),
        pytest.param("Pea soup\n===", "#Pea soup", OK, id="S4.8 underlined heading"),
        pytest.param("> # Pea soup", "#Pea soup", NO_HEADING, id="S4.8 in a quote"),
        pytest.param("- # Pea soup", "#Pea soup", NO_HEADING, id="S4.8 in a list"),
        pytest.param("```\n# Pea soup\n```", "#Pea soup", NO_HEADING, id="S4.8 in code"),
        pytest.param("Nothing.", "#note", NO_HEADING, id="S4.9 the file's name is no heading"),
        pytest.param("---\ntitle: Soup\n---\n", "#Soup", NO_HEADING, id="S4.9 nor is the title"),
    ],
)
def test_heading(heading: str, fragment: str, expected: FragmentStatus) -> None:
    """A link names a heading by its source text."""
    assert Anchors(note(heading)).status_of(fragment) is expected


@pytest.mark.parametrize(
    "levels, fragment, expected",
    [
        pytest.param("1 Soup, 2 Stock", "#Soup#Stock", OK, id="S4.4 one level down"),
        pytest.param("1 Soup, 2 Stock, 3 Bones", "#soup#STOCK#bones", OK, id="S4.4 two levels down, any case"),
        pytest.param("1 Soup, 4 Stock", "#Soup#Stock", OK, id="S4.4 the note skips levels"),
        pytest.param("1 Soup, 2 Stock, 3 Bones", "#Soup#Bones", OK, id="S4.4 the link skips a level"),
        pytest.param("2 Soup, 3 Salt, 3 Stock", "#Soup#Stock", OK, id="S4.4 past a sibling"),
        pytest.param("1 Soup, 1 Stock", "#Soup#Stock", NO_HEADING, id="S4.4 same level"),
        pytest.param("2 Soup, 1 Stock", "#Soup#Stock", NO_HEADING, id="S4.4 higher level"),
        pytest.param("1 Soup, 1 Cake, 2 Stock", "#Soup#Stock", OK, id="S4.4 after the end of the section"),
        pytest.param("3 Soup, 2 Cake, 4 Stock", "#Soup#Stock", OK, id="S4.4 after a higher heading"),
        pytest.param("3 Soup, 1 Soup, 2 Stock", "#Soup#Stock", NO_HEADING, id="S4.4 the first of two is taken"),
        pytest.param("1 Soup, 3 Salt, 2 Salt, 3 Stock", "#Soup#Salt#Stock", NO_HEADING, id="S4.4 so below the first"),
        pytest.param("1 Soup, 2 Stock", "#Stock#Soup", NO_HEADING, id="S4.4 upside down"),
        pytest.param("1 Soup, 2 Stock", "#Soup#Cake", NO_HEADING, id="S4.4 the second is none"),
        pytest.param("1 Soup, 2 Stock", "#Cake#Stock", NO_HEADING, id="S4.4 the first is none"),
        pytest.param("1 Soup, 2 Soup", "#Soup#Soup", OK, id="S4.4 a name below itself"),
        pytest.param("1 Soup", "#Soup#Soup", NO_HEADING, id="S4.4 one heading does not count twice"),
        pytest.param("1 Soup, 2 Time, 1 Cake, 2 Time", "#Time", OK, id="S4.5 duplicates"),
        pytest.param("1 Soup, 2 Time, 1 Cake, 2 Time", "#Cake#Time", OK, id="S4.5 a duplicate by its parent"),
        pytest.param("1 Soup, 2 Salt, 1 Soup, 2 Time", "#Soup#Time", OK, id="S4.5 below the second of two parents"),
        pytest.param("1 Soup", "##Soup", OK, id="S1.14 two hashes"),
    ],
)
def test_nested_headings(levels: str, fragment: str, expected: FragmentStatus) -> None:
    """`#A#B` is the next B below A that is deeper."""
    assert Anchors(outline(levels)).status_of(fragment) is expected


@pytest.mark.parametrize(
    "text, fragment, expected",
    [
        pytest.param("Peas. ^pod-1", "#^pod-1", OK, id="S4.10 a block"),
        pytest.param("Peas. ^pod-1", "#^pod", NO_BLOCK, id="S4.10 only its start"),
        pytest.param("Peas.", "#^pod-1", NO_BLOCK, id="S4.10 no block"),
        pytest.param("Peas. ^Pod-A", "#^pOD-a", OK, id="S4.11 any case"),
        pytest.param("Peas. ^my_pod", "#^my_pod", NO_BLOCK, id="S4.13 underscores make no id"),
        pytest.param("```\nPeas. ^pod\n```", "#^pod", NO_BLOCK, id="S4.16 in code"),
        pytest.param("# Pod", "#^pod", NO_BLOCK, id="a heading is no block"),
        pytest.param("Peas. ^pod", "#pod", NO_HEADING, id="a block is no heading"),
        pytest.param("# Soup\n\nPeas. ^pod", "#Soup#^pod", NO_HEADING, id="S4.10 a path cannot end in a block"),
        pytest.param("# Soup\n\n## pod", "#Soup#^pod", OK, id="S4.10 there it is a heading"),
        pytest.param("# Soup\n\nPeas.[^1]", "#Soup#[^1]", NO_HEADING, id="nor in a footnote"),
        pytest.param("Peas.", "#", OK, id="empty"),
        pytest.param("Peas.", "# #", OK, id="blank"),
        pytest.param("Peas.[^1]", "#[^9]", UNCHECKED, id="S1.15 footnote"),
        pytest.param("---\nexcalidraw-plugin: parsed\n---\n", "#Frame", UNCHECKED, id="S5.6 heading of a drawing"),
        pytest.param("---\nexcalidraw-plugin: parsed\n---\n", "#^a1B2", UNCHECKED, id="S5.6 block of a drawing"),
    ],
)
def test_blocks_and_others(text: str, fragment: str, expected: FragmentStatus) -> None:
    """Block ids match in any case; footnotes and drawings are not checked."""
    assert Anchors(note(text)).status_of(fragment) is expected


@pytest.mark.parametrize(
    "link, expected",
    [
        pytest.param("[[Soup#Stock]]", OK, id="heading"),
        pytest.param("[[Soup#Cake]]", NO_HEADING, id="missing heading"),
        pytest.param("[[Soup#^bones]]", OK, id="block"),
        pytest.param("![[Soup#^meat]]", NO_BLOCK, id="missing block of an embed"),
        pytest.param("[x](Soup.md#The%20stock)", NO_HEADING, id="Markdown link"),
        pytest.param("[[Soup]]", None, id="no fragment"),
        pytest.param("[[#Here]]", OK, id="S1.12 same note"),
        pytest.param("[x](#There)", NO_HEADING, id="S2.6 same note, Markdown link"),
        pytest.param("[[Gone#Stock]]", None, id="S4.14 dangling link"),
        pytest.param("[[Tie#Stock]]", None, id="tie between two notes"),
        pytest.param("[x](https://example.org#Stock)", None, id="external link"),
        pytest.param("![[pot.png#left]]", UNCHECKED, id="S1.18 image"),
        pytest.param("[[menu.pdf#page=3]]", UNCHECKED, id="S1.18 PDF"),
        pytest.param("![[meals.base#Week]]", UNCHECKED, id="S1.18 base"),
        pytest.param("[[table.canvas#Soup]]", UNCHECKED, id="canvas"),
    ],
)
def test_fragment_status_of_a_link(link: str, expected: FragmentStatus | None) -> None:
    """Only a fragment of a link to one note is checked."""
    files = ("pot.png", "menu.pdf", "meals.base", "table.canvas", "a/Tie.md", "b/Tie.md")
    read = vault(
        {**dict.fromkeys(files, ""), "Soup.md": "# Stock\n\nBoil. ^bones\n", "home.md": f"# Here\n\nSee {link}\n"}
    )
    assert [found.fragment_status for found in read.links] == [expected]


def test_fragment_in_a_canvas() -> None:
    """The subpath of a file node and the links of a text card are checked like a note's; its own headings are not."""
    nodes = """{"nodes": [
        {"type": "file", "file": "Soup.md", "subpath": "#Stock"},
        {"type": "file", "file": "Soup.md", "subpath": "#Cake"},
        {"type": "text", "text": "# Card\\n[[#Card]] [[Soup#^bones]]"}
    ]}"""
    read = vault({"Soup.md": "# Stock\n", "table.canvas": nodes})
    assert [found.fragment_status for found in read.links] == [OK, NO_HEADING, UNCHECKED, NO_BLOCK]


def test_missing_fragment_does_not_make_a_link_dangle() -> None:
    """A link whose heading is missing still leads to its note (S4.14)."""
    (found,) = vault({"Soup.md": "", "home.md": "[[Soup#Stock]]"}).links
    assert (found.status, found.resolved) == (Status.RESOLVED, "Soup.md")


def test_a_path_of_thousands_of_headings() -> None:
    """Headings have six levels, so no longer path is found, and a long one is rejected quickly."""
    note = Note(
        "tea.md",
        Contents(headings=tuple(Heading(1 + number % 6, "b", TOP) for number in range(6_000))),
    )
    assert Anchors(note).status_of("#b" * 6) is FragmentStatus.OK
    assert Anchors(note).status_of("#b" * 7) is FragmentStatus.MISSING_HEADING
    assert Anchors(note).status_of("#b" * 100_000) is FragmentStatus.MISSING_HEADING
