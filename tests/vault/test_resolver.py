"""Where links lead; the statements cited are in docs/obsidian.md."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint import TOP, Link, LinkKind, Status
from vaultlint.obsidian.names import fold
from vaultlint.testing import vault
from vaultlint.vault.resolver import OutgoingLinks, Resolution, Resolver, wanted_path

NFC = "Caf\N{LATIN SMALL LETTER E WITH ACUTE}.md"
NFD = "Cafe\N{COMBINING ACUTE ACCENT}.md"
NBSP = "\N{NO-BREAK SPACE}"
ROCKET = "\N{ROCKET}"


def link(target: str, *, external: bool = False, exact: bool = False) -> Link:
    return Link(LinkKind.WIKILINK, f"[[{target}]]", target, None, None, TOP, external=external, exact=exact)


@pytest.mark.parametrize(
    "target, source, expected",
    [
        pytest.param("a/Shared/Milk", "home.md", Status.EXTERNAL, id="from the root"),
        pytest.param("A/SHARED/Milk.md", "home.md", Status.EXTERNAL, id="in any case"),
        pytest.param("/a/Shared/Milk", "home.md", Status.EXTERNAL, id="from the root only"),
        pytest.param("./Shared/cup.png", "a/b.md", Status.EXTERNAL, id="relative"),
        pytest.param("../../a/Shared/Milk", "a/b.md", Status.EXTERNAL, id="relative, over the root"),
        pytest.param("Shared/deep/Milk", "home.md", Status.EXTERNAL, id="by the end of the folder's path"),
        pytest.param("a/Shared/", "home.md", Status.EXTERNAL, id="the folder itself"),
        pytest.param("a/Shared/Tea", "home.md", Status.EXTERNAL, id="where a file elsewhere has the end of the path"),
        pytest.param("Shared/Tea", "home.md", Status.RESOLVED, id="the end of the path of a file that is there"),
        pytest.param("./Shared/Milk", "home.md", Status.DANGLING, id="relative to another folder"),
        pytest.param("/Shared/Milk", "home.md", Status.DANGLING, id="from the root, where it is not"),
        pytest.param("hared/Milk", "home.md", Status.DANGLING, id="no whole segment"),
        pytest.param("a/Milk", "home.md", Status.DANGLING, id="the folder around it"),
        pytest.param("a/Shared", "home.md", Status.DANGLING, id="a note of its name"),
        pytest.param("Milk", "a/b.md", Status.DANGLING, id="a bare name"),
    ],
)
def test_unread_folders(target: str, source: str, expected: Status) -> None:
    """The files in an unread folder are not known, so a link into one is external."""
    resolver = Resolver(["home.md", "a/b.md", "b/a/Shared/Tea.md"], ["a/Shared", "z"])
    for _ in range(2):  # found, and remembered
        assert resolver.resolve(link(target), source).status is expected
    assert resolver.outgoing_links([link("a/Shared/Milk"), link("Milk")], "home.md") == OutgoingLinks(
        internal=1, dangling=(1,), asked=("milk",)
    )
    assert resolver.resolve(link("a/Shared/Milk.md", exact=True), "home.md").status is Status.EXTERNAL
    assert resolver.resolve(link("Shared/Milk.md", exact=True), "home.md").status is Status.DANGLING


def resolve(paths: str, target: str, source: str = "home.md", *, exact: bool = False) -> Resolution:
    """Resolve a link in a vault of paths separated by `;`."""
    return Resolver(paths.split("; ")).resolve(link(target, exact=exact), source)


@pytest.mark.parametrize(
    "paths, target, source, expected",
    [
        pytest.param("deep/down/Owl.md", "Owl", "home.md", "deep/down/Owl.md", id="S3.4 one file in any folder"),
        pytest.param("deep/Owl.md", "Owl.md", "home.md", "deep/Owl.md", id="S3.3 with the extension"),
        pytest.param("Owl.png; x/Owl.md", "Owl", "home.md", "x/Owl.md", id="S3.3 a bare name is a note"),
        pytest.param("fig.png", "fig.png", "a/b.md", "fig.png", id="S3.3 an attachment with its extension"),
        pytest.param("plan v2.1.md", "plan v2.1", "home.md", "plan v2.1.md", id="S3.3 dots in a note's name"),
        pytest.param("b.jpg.md; a/b.jpg", "b.jpg", "home.md", "a/b.jpg", id="S3.3 literal name before name + .md"),
        pytest.param("b.jpg.md; b.png", "b.jpg", "home.md", "b.jpg.md", id="S3.3 name + .md where the name is none"),
        pytest.param("x/Owl.md", "OWL.MD", "home.md", "x/Owl.md", id="S3.3 extension in any case"),
        pytest.param("x/b.JPG", "b.jpg", "home.md", "x/b.JPG", id="S3.3 extension of the file in any case"),
        pytest.param("Owl.md.md; x/Owl.md", "Owl.md", "home.md", "x/Owl.md", id="S3.3 .md is not added twice"),
        pytest.param("a/Owl.md; Owl.md", "./Owl", "Map.md", "Owl.md", id="S3.5 ./ at the root"),
        pytest.param("a/Owl.md; Owl.md", "./Owl", "a/Map.md", "a/Owl.md", id="S3.5 ./ in a folder"),
        pytest.param("a/Owl.md; Owl.md", "../Owl", "a/Map.md", "Owl.md", id="S3.5 ../ is the parent"),
        pytest.param("Owl.md", "../../../Owl", "a/Map.md", "Owl.md", id="S3.5 .. at the root stays at the root"),
        pytest.param("a/Owl.md", "../Owl", "a/b c/Map.md", "a/Owl.md", id="S3.5 ../ of a folder in a folder"),
        pytest.param("a b/Owl.md", "./Owl", "a b/Map.md", "a b/Owl.md", id="S3.5 a blank in the folder's name"),
        pytest.param("b/Owl.md", "../b/./Owl.md", "a/Map.md", "b/Owl.md", id="S3.5 down again, with the extension"),
        pytest.param("b/fig.png", "../b/fig.png", "a/Map.md", "b/fig.png", id="S3.5 an attachment"),
        pytest.param("art/Owl.md", "./OWL", "ART/Map.md", "art/Owl.md", id="S3.5 in any case"),
        pytest.param("Owl.md; a/b/Owl.md", "Owl", "a/b/Map.md", "Owl.md", id="S3.6 exact path before own folder"),
        pytest.param("b/Owl.md; a/b/Owl.md", "b/Owl", "a/b/Map.md", "b/Owl.md", id="S3.6 exact path of a folder"),
        pytest.param("a/Owl.md", "/a/Owl", "b/Map.md", "a/Owl.md", id="S3.7 leading slash"),
        pytest.param("a/Owl.md; Owl.md", "/owl.md", "a/Map.md", "Owl.md", id="S3.7 in any case, with the extension"),
        pytest.param("a/b/Owl.md", "b/Owl", "home.md", "a/b/Owl.md", id="S3.8 end of the path"),
        pytest.param("a/bb/Owl.md; a/b/Owl.md", "b/Owl", "home.md", "a/b/Owl.md", id="S3.8 whole segments"),
        pytest.param("x/Owl.md; y/z/Owl.md", "Owl", "y/z/Map.md", "y/z/Owl.md", id="S3.9 own folder"),
        pytest.param("x/Owl.md; y/z/Owl.md", "Owl", "y/Map.md", "y/z/Owl.md", id="S3.9 below the own folder"),
        pytest.param("x/Owl.md; y/z/Owl.md", "Owl", "Y/Map.md", "y/z/Owl.md", id="S3.9 own folder in any case"),
        pytest.param("yy/Owl.md; y/zz/Owl.md", "Owl", "y/Map.md", "y/zz/Owl.md", id="S3.12 folder by whole segments"),
        pytest.param("y0/Owl.md; y/zz/Owl.md", "Owl", "y/Map.md", "y/zz/Owl.md", id="S3.12 the folder sorted next"),
        pytest.param("x/My Owl.md", "my owl", "home.md", "x/My Owl.md", id="S3.13 case"),
        pytest.param("ΟΔΥΣΣΕΥΣ.md", "οδυσσευς", "home.md", "ΟΔΥΣΣΕΥΣ.md", id="S3.13 final sigma in the link"),
        pytest.param("λόγος.md", "ΛΌΓΟΣ", "home.md", "λόγος.md", id="S3.13 final sigma in the name"),
        pytest.param(NFD, NFC[:-3], "home.md", NFD, id="S3.14 decomposed name, composed link"),
        pytest.param(NFC, NFD[:-3], "home.md", NFC, id="S3.14 composed name, decomposed link"),
        pytest.param(f"a{NBSP}b.md", "a b", "home.md", f"a{NBSP}b.md", id="S3.14 no-break space in the name"),
        pytest.param("trip/trip.md", "trip", "home.md", "trip/trip.md", id="S3.17 a note named like its folder"),
        pytest.param("a/Owl.md", "", "a/Owl.md", "a/Owl.md", id="S3.2 empty target is the source"),
    ],
)
def test_resolves(paths: str, target: str, source: str, expected: str) -> None:
    """The link leads to exactly this file, and no other fits as well."""
    assert resolve(paths, target, source) == Resolution(Status.RESOLVED, expected)


@pytest.mark.parametrize(
    "paths, target, source",
    [
        pytest.param("Owl.md", "Owls", "home.md", id="another name"),
        pytest.param("Figure 1.png", "Figure 1", "home.md", id="S3.3 an image without its extension"),
        pytest.param("board.canvas", "board", "home.md", id="S3.3 a canvas without its extension"),
        pytest.param("Owl.md", "Owl.png", "home.md", id="S3.3 another extension"),
        pytest.param("Owl", "Owl", "home.md", id="S3.3 a file without an extension"),
        pytest.param("Owl", "./Owl", "home.md", id="S3.3 nor by ./"),
        pytest.param("v1.2/Owl", "/v1.2/Owl", "home.md", id="S3.3 nor with a dot in its folder's name"),
        pytest.param("Owl.md; a/b/Owl.md", "./Owl", "a/Map.md", id="S3.5 ./ does not look elsewhere"),
        pytest.param("a/Owl.md", "../b/Owl", "c/Map.md", id="S3.5 ../ does not look elsewhere"),
        pytest.param("a/Owl.md", "/Owl", "a/Map.md", id="S3.7 leading slash is no suffix"),
        pytest.param("a/b/Owl.md", "/b/Owl", "a/Map.md", id="S3.7 nor with a folder"),
        pytest.param("glossary/Owl.md", "ary/Owl", "home.md", id="S3.12 part of a folder's name"),
        pytest.param("Barn Owl.md", "Owl", "home.md", id="S3.12 end of a name"),
        pytest.param("a/Owl.md", "b/Owl", "a/Map.md", id="S3.8 another folder"),
        pytest.param("Owl.md", "a/Owl", "a/Map.md", id="S3.8 the file is above"),
        pytest.param("Straße.md", "STRASSE", "home.md", id="S3.13 sharp s is not ss"),
        pytest.param("trip/day 1.md", "trip", "home.md", id="S3.17 a folder"),
        pytest.param("trip/day 1.md", "trip/", "home.md", id="S3.17 a folder with a slash"),
        pytest.param("trip/index.md; trip/README.md", "trip", "home.md", id="S3.17 a folder with an index"),
        pytest.param("Owl.md", ".", "Owl.md", id="a dot"),
        pytest.param("Owl.md", "..", "a/Owl.md", id="two dots"),
    ],
)
def test_dangles(paths: str, target: str, source: str) -> None:
    """Nothing in the vault fits the link."""
    assert resolve(paths, target, source) == Resolution(Status.DANGLING)


@pytest.mark.parametrize(
    "paths, target, source, resolved, candidates",
    [
        pytest.param(
            "a/b/Owl.md; zzzz/Owl.md", "Owl", "home.md", "a/b/Owl.md", "a/b/Owl.md; zzzz/Owl.md", id="S3.10 shortest"
        ),
        pytest.param(
            "a/b/Owl.md; zzzz/Owl.md", "Owl", "a/Map/x.md", "a/b/Owl.md", "a/b/Owl.md; zzzz/Owl.md", id="S3.9 ancestor"
        ),
        pytest.param(
            "long/Owl.md; x/Owl.md", "Owl", "long/er/Map.md", "x/Owl.md", "x/Owl.md; long/Owl.md", id="S3.9 parent"
        ),
        pytest.param(
            "y/zz/Owl.md; y/Owl.md; Z/Owl.md", "Owl", "y/M.md", "y/Owl.md", "y/Owl.md; y/zz/Owl.md", id="S3.9 near ones"
        ),
        pytest.param(
            "1/x/Owl.md; 22/x/Owl.md; y/Owl.md", "x/Owl", "M.md", "1/x/Owl.md", "1/x/Owl.md; 22/x/Owl.md", id="S3.8 end"
        ),
        pytest.param("b/Owl.md; a/Owl.md", "Owl", "home.md", None, "a/Owl.md; b/Owl.md", id="S3.11 tie"),
        pytest.param(
            "b/Owl.md; a/Owl.md; cc/Owl.md", "Owl", "M.md", None, "a/Owl.md; b/Owl.md; cc/Owl.md", id="S3.11 tie of two"
        ),
        pytest.param("x/fig.png; y/fig.png", "fig.png", "home.md", None, "x/fig.png; y/fig.png", id="S3.11 images"),
        pytest.param("foo.md; Foo.md", "Foo", "home.md", None, "Foo.md; foo.md", id="S3.25 case twins"),
        pytest.param("a/foo.md; a/Foo.md", "./foo", "a/M.md", None, "a/Foo.md; a/foo.md", id="S3.25 twins by ./"),
        pytest.param("a/foo.md; a/Foo.md", "/a/foo", "M.md", None, "a/Foo.md; a/foo.md", id="S3.25 twins by /"),
        pytest.param(f"{NFD}; {NFC}", "café", "home.md", NFC, f"{NFC}; {NFD}", id="S3.14 composed and decomposed"),
        pytest.param(
            f"{ROCKET}/Owl.md; ab/Owl.md", "Owl", "M.md", None, f"ab/Owl.md; {ROCKET}/Owl.md", id="S3.10 UTF-16 length"
        ),
    ],
)
def test_is_ambiguous(paths: str, target: str, source: str, resolved: str | None, candidates: str) -> None:
    """Several files fit; the shortest path wins, and of equally short ones none."""
    expected = Resolution(Status.AMBIGUOUS, resolved, tuple(candidates.split("; ")))
    assert resolve(paths, target, source) == expected


@pytest.mark.parametrize(
    "target, expected",
    [
        pytest.param("a/Owl.md", Resolution(Status.RESOLVED, "a/Owl.md"), id="the path"),
        pytest.param("A/OWL.md", Resolution(Status.RESOLVED, "a/Owl.md"), id="the path in another case"),
        pytest.param("Owl.md", Resolution(Status.DANGLING), id="a name alone"),
        pytest.param("a/Owl", Resolution(Status.DANGLING), id="no extension"),
        pytest.param("/a/Owl.md", Resolution(Status.DANGLING), id="a leading slash"),
        pytest.param("./Owl.md", Resolution(Status.DANGLING), id="a relative path"),
    ],
)
def test_exact_link_is_a_path_from_the_root(target: str, expected: Resolution) -> None:
    """A canvas's file node names a path with extension from the vault's root (S5.3)."""
    assert resolve("a/Owl.md", target, "a/board.canvas", exact=True) == expected


def test_external_link_leads_nowhere_in_the_vault() -> None:
    """An external link is external even where a file has its name."""
    assert Resolver(["x.md"]).resolve(link("x", external=True), "a.md") == Resolution(Status.EXTERNAL)


def test_leads() -> None:
    """The outgoing links of a file, by position."""
    links = [
        link("a:b"),
        link("a:b", external=True),
        link("Owl"),
        link("Owl", exact=True),
        link("Owl")._replace(fragment="#Nest", counted=False),
        link("Cup"),
        link("Map")._replace(fragment="#Here"),
        link("https://a.org", external=True),
        link("Wren"),
    ]
    files = Resolver(["x/Wren.md", "Owl.md", "a/Cup.md", "b/Cup.md", "Map.md"])
    assert files.outgoing_links(links, "Map.md") == OutgoingLinks(
        internal=7,
        dangling=(0, 3),
        anchored=((4, "Owl.md", "#Nest"), (6, "Map.md", "#Here")),
        ends=("Owl.md", "Map.md", "x/Wren.md"),
        unstable=(5,),
        asked=("a:b", "owl", "cup"),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\naliases: [Hoot]\n---\n", id="S3.15 alias"),
        pytest.param("---\ntitle: Hoot\n---\n", id="S3.16 title"),
        pytest.param("# Hoot\n", id="S3.16 heading"),
    ],
)
def test_what_a_note_says_is_no_name(text: str) -> None:
    """Aliases, titles and headings never resolve a link."""
    (found,) = vault({"Owl.md": text, "home.md": "[[Hoot]]"}).links
    assert (found.status, found.resolved) == (Status.DANGLING, None)


@pytest.mark.parametrize(
    "target, source, expected",
    [
        pytest.param("Owl", "a/Map.md", "Owl", id="a name"),
        pytest.param("b/Owl", "a/Map.md", "b/Owl", id="a path"),
        pytest.param("/b/Owl", "a/Map.md", "b/Owl", id="a path from the root"),
        pytest.param("Owl.md", "a/Map.md", "Owl", id="with the extension"),
        pytest.param("Owl.MD", "a/Map.md", "Owl", id="with the extension in capitals"),
        pytest.param("./Owl.md", "A/Map.md", "A/Owl", id="beside the note"),
        pytest.param("../b/Owl", "a/Map.md", "b/Owl", id="in the folder beside"),
        pytest.param("../../Owl", "a/Map.md", "Owl", id="above the root"),
        pytest.param("./Owl", "Map.md", "Owl", id="at the root"),
        pytest.param("Owl.md.md", "Map.md", "Owl.md", id="one extension only"),
        pytest.param("v2.1", "Map.md", "v2.1", id="a dot in the name"),
    ],
)
def test_wanted_path(target: str, source: str, expected: str) -> None:
    """The path of the note that a link asks for; a note at that path resolves the link."""
    assert wanted_path(target, source) == expected
    found = Resolver([source, f"{expected}.md"]).resolve(link(target), source)
    assert found == Resolution(Status.RESOLVED, f"{expected}.md")


def test_named_lists_the_files_of_that_name() -> None:
    """`named` looks at the last part of the link's path only."""
    resolver = Resolver(["b/Owl.md", "a/owl.md", "Owl.png", "Owls.md"])
    assert resolver.named("nowhere/OWL") == ("a/owl.md", "b/Owl.md")
    assert resolver.named("x/owl.png") == ("Owl.png",)
    assert resolver.named("a") == ()


segments = st.text("abAB12 äÄσΣςß.", min_size=1, max_size=4).filter(lambda text: not text.startswith("."))
vault_paths = st.tuples(st.lists(segments, max_size=2), segments, st.sampled_from([".md", ".png", ".MD"])).map(
    lambda parts: "/".join([*parts[0], parts[1] + parts[2]])
)


@given(st.lists(vault_paths, unique=True, min_size=1, max_size=8), vault_paths, st.data())
def test_order_of_files_changes_nothing(paths: list[str], source: str, data: st.DataObject) -> None:
    """The same files in another order give the same target, by full path and by name alone."""
    shuffled = data.draw(st.permutations(paths))
    for path in paths:
        for target in (path, path.rpartition("/")[2], path.rpartition("/")[2].rpartition(".")[0]):
            wanted = link(target)
            assert Resolver(paths).resolve(wanted, source) == Resolver(shuffled).resolve(wanted, source)


@given(st.lists(vault_paths, unique_by=fold, min_size=1, max_size=8), vault_paths)
def test_full_path_leads_to_itself(paths: list[str], source: str) -> None:
    """A full path leads to its file from everywhere, however the link spells it (S3.6)."""
    resolver = Resolver(paths)
    for path in paths:
        for spelling in (path, unicodedata.normalize("NFD", path), f"/{path}"):
            assert resolver.resolve(link(spelling), source) == Resolution(Status.RESOLVED, path)


@pytest.mark.parametrize(
    "target, source, expected",
    [
        ("Same", "f7/a.md", "f7/Same.md"),
        ("f19999/Same", "a.md", "f19999/Same.md"),
        ("Same", "a.md", None),
        ("9/Same", "a.md", None),
    ],
)
def test_a_name_that_thousands_share(target: str, source: str, expected: str | None) -> None:
    """No link looks at each of the files; see `benchmarks.linear` for what that would cost."""
    files = Resolver(f"f{number}/Same.md" for number in range(20_000))
    found = [files.resolve(link(target), source) for _ in range(1_000)]
    assert {each.resolved for each in found} == {expected}
    assert len(files.named("x/same")) == 20_000


FOLDERS = st.lists(st.sampled_from(["a", "b", "A", "a.b", "é", "0"]), max_size=3)
SAME_NAME = st.lists(FOLDERS.map(lambda folders: "/".join([*folders, "n.md"])), unique=True, max_size=8)


@given(SAME_NAME, FOLDERS, FOLDERS)
def test_ends_and_folders_of_paths(paths: list[str], end: list[str], folder: list[str]) -> None:
    """The files of one name that a link may mean, found by looking at each of them (S3.6, S3.8, S3.9)."""
    path = fold("/".join([*end, "n.md"]))
    fitting = [each for each in paths if f"/{fold(each)}".endswith(f"/{path}")]
    exact = [each for each in paths if fold(each) == path]
    below = [each for each in fitting if folder and fold(each).startswith(fold("/".join(folder)) + "/")]
    found = Resolver(paths).resolve(link(path), "/".join([*folder, "from.md"]))
    candidates = {found.resolved, *found.candidates} - {None}
    expected = set(exact or below or fitting)
    assert candidates == expected
