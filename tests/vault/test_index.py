"""After an edit, the index says which notes may have other problems: all of these, and no others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from vaultlint import TOP, Canvas, Example, FragmentStatus, Note, Problem, Rule, Status, Vault
from vaultlint.cache.store import Store
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.lint.engine import check
from vaultlint.lint.verdicts import Verdicts
from vaultlint.vault.index import Index, Update
from vaultlint.vault.sources import Disk, Memory

ROOT = Path("/vault")

FILES: dict[str, str] = {
    "tea.md": "---\naliases: [Chai]\nup: x\n---\n# Hot\n\nleaves ^cup\n",
    "by name.md": "[[tea]]",
    "by heading.md": "[[tea#Hot]]",
    "by block.md": "[[tea#^cup]]",
    "by path.md": "[t](./tea.md)",
    "by reference.md": "[t][r]\n\n[r]: tea.md\n",
    "board.canvas": '{"nodes": [{"type": "file", "file": "tea.md"}]}',
    "asks.md": "[[milk]]",
    "asks for a file.md": "![[cup.png]] [[list.csv]]",
    "asks for a path.md": "[[sub/milk.md]]",
    "asks from root.md": "[](/milk)",
    "sub/asks here.md": "[](./milk.md)",
    "both.md": "[[tea]] [[plain]]",
    "to md.md": "[[a.md]] [[b.md.md]]",
    "b.md.md": "",
    "to b.md": "[[b.md]]",
    "plain.md": "# Plain\n",
    "pot.png": "",
    "shows.md": "![[pot.png]]",
    "x/twin.md": "",
    "y/twin.md": "",
    "to twin.md": "[[twin]]",
    "to one twin.md": "[[x/twin]]",
    "itself.md": "# I\n[[#I]] [[itself]]",
    "away.md": "[x](https://example.com/tea.md)",
}
TO_TEA = {"by name.md", "by heading.md", "by block.md", "by path.md", "by reference.md", "board.canvas", "both.md"}
DANGLING = {"asks.md", "asks for a file.md", "asks for a path.md", "asks from root.md", "sub/asks here.md", "to md.md"}
"""A link that dangles is compared with all names, since it may be misspelt."""

TEA = FILES["tea.md"]
EVERYTHING = {path for path in FILES if path.endswith((".md", ".canvas"))}


def index_of(files: Mapping[str, str | bytes] = FILES) -> Index:
    return Index(ROOT, Memory(files))


def test_links_in_the_table() -> None:
    """The sets above are right."""
    index = index_of()
    assert index.backlinks.to("tea.md") == TO_TEA
    assert index.backlinks.dangling == DANGLING
    assert index.loaded == (frozenset(EVERYTHING), True)


@pytest.mark.parametrize(
    ("changes", "affected", "graph"),
    [
        pytest.param({"tea.md": TEA}, {"tea.md"}, False, id="nothing"),
        pytest.param({"tea.md": TEA.replace("leaves", "herbs")}, {"tea.md"}, False, id="text only"),
        pytest.param({"tea.md": f"{TEA}\n#tag"}, {"tea.md", *TO_TEA}, False, id="a tag"),
        pytest.param({"tea.md": f"{TEA}\n%% vaultlint-disable %%"}, {"tea.md"}, False, id="a suppression"),
        pytest.param({"tea.md": f"{TEA}\n## Cold\n"}, {"tea.md", *TO_TEA}, False, id="heading added"),
        pytest.param({"tea.md": TEA.replace("# Hot", "## Hot")}, {"tea.md", *TO_TEA}, False, id="level of a heading"),
        pytest.param({"tea.md": TEA.replace("# Hot\n", "")}, {"tea.md", *TO_TEA}, False, id="heading removed"),
        pytest.param({"tea.md": TEA.replace("^cup", "^mug")}, {"tea.md", *TO_TEA}, False, id="block id"),
        pytest.param({"tea.md": TEA.replace("up: x", "up: y")}, {"tea.md", *TO_TEA}, False, id="value of a property"),
        pytest.param({"tea.md": TEA.replace("up: x", "on: x")}, {"tea.md", *TO_TEA}, False, id="name of a property"),
        pytest.param({"tea.md": TEA.replace("up: x", "up: [x")}, {"tea.md", *TO_TEA, *DANGLING}, False, id="broken"),
        pytest.param(
            {"plain.md": "---\n[\n---\n# Plain\n"}, {"plain.md", "both.md"}, False, id="broken, no properties"
        ),
        pytest.param({"tea.md": TEA.replace("Chai", "Milk")}, {"tea.md", *TO_TEA, *DANGLING}, False, id="alias"),
        pytest.param({"tea.md": f"{TEA}\n[[plain]]"}, {"tea.md"}, True, id="link added"),
        pytest.param({"tea.md": f"{TEA}\n[p][r]\n\n[r]: plain.md"}, {"tea.md"}, True, id="link that is no edge"),
        pytest.param({"by name.md": "[[tea]] [[tea]]"}, {"by name.md"}, False, id="another link to the same note"),
        pytest.param({"by name.md": ""}, {"by name.md"}, True, id="link removed"),
        pytest.param({"asks.md": "[[cream]]"}, {"asks.md"}, False, id="link that dangles"),
        pytest.param({"board.canvas": f"{FILES['board.canvas']!s} "}, {"board.canvas"}, False, id="canvas, same links"),
        pytest.param({"board.canvas": "{}"}, {"board.canvas"}, True, id="canvas without its link"),
        pytest.param({"milk.md": ""}, {"milk.md", *DANGLING}, True, id="note that links ask for"),
        pytest.param({"new.md": "[[tea]]"}, {"new.md", *DANGLING}, True, id="note that no link asks for"),
        pytest.param({"cup.png": b""}, DANGLING, True, id="attachment that a link asks for"),
        pytest.param({"list.csv": b""}, DANGLING, False, id="file that Obsidian does not show"),
        pytest.param({"pot.png": b"x"}, set(), False, id="other bytes in an attachment"),
        pytest.param({"pot.png": None}, {"shows.md", *DANGLING}, True, id="attachment removed"),
        pytest.param({"plain.md": None}, {"both.md", *DANGLING}, True, id="note removed"),
        pytest.param({"asks.md": None}, DANGLING - {"asks.md"}, True, id="dangling link removed with its note"),
        pytest.param({"gone.md": None}, set(), False, id="removed, and never there"),
        pytest.param(
            {"plain.md": None, "clean.md": "# Plain\n"}, {"clean.md", "both.md", *DANGLING}, True, id="renamed"
        ),
        pytest.param(
            {"plain.md": None, "z/plain.md": "# Plain\n"}, {"z/plain.md", "both.md", *DANGLING}, True, id="moved"
        ),
        pytest.param({"z/tea.md": ""}, {"z/tea.md", *TO_TEA, *DANGLING}, True, id="namesake of a note"),
        pytest.param(
            {"z/twin.md": ""}, {"z/twin.md", "to twin.md", "to one twin.md", *DANGLING}, True, id="another namesake"
        ),
        pytest.param({"x/twin.md": None}, {"to twin.md", "to one twin.md", *DANGLING}, True, id="namesake removed"),
        pytest.param({"TEA.md": ""}, {"TEA.md", *TO_TEA, *DANGLING}, True, id="same name in other case"),
        pytest.param({"a.md.md": ""}, {"a.md.md", *DANGLING}, True, id=".md twice"),
        pytest.param({"b.md.md": None}, {"to b.md", *DANGLING}, True, id=".md twice, removed"),
        pytest.param({"b.md": ""}, {"b.md", "to b.md", *DANGLING}, True, id="the name before .md, twice"),
        pytest.param({"tea.md": "x" * 20_000_000}, {"tea.md", *TO_TEA, *DANGLING}, False, id="too large"),
        pytest.param({".obsidian/app.json": "{}"}, set(), False, id="settings that say nothing"),
        pytest.param({".obsidian/app.json": '{"userIgnoreFilters": ["x/"]}'}, EVERYTHING, True, id="settings"),
        pytest.param(
            {".obsidian/app.json": '{"showUnsupportedFiles": true}'}, EVERYTHING, True, id="all types of files"
        ),
        pytest.param({".gitignore": "public/"}, set(), False, id=".gitignore on no built folder"),
        pytest.param({".vaultlint_cache/x.md": "[[tea]]"}, set(), False, id="hidden note"),
    ],
)
@pytest.mark.parametrize("is_asked", [True, False], ids=["graph known", "nothing asked before"])
def test_what_an_edit_affects(
    changes: dict[str, str | bytes | None], affected: set[str], graph: bool, is_asked: bool
) -> None:
    """The notes that are new, changed, or linked to what is, and whether the graph differs."""
    index = index_of()
    edges = set(index.graph.edges) if is_asked else set()
    data = {path: text.encode() if isinstance(text, str) else text for path, text in changes.items()}
    update = index.update_all(data)
    assert update == (frozenset(affected), graph)
    after = {path: text for path, text in {**FILES, **data}.items() if text is not None}
    anew = index_of(after)
    assert set(index.graph.edges) == set(anew.graph.edges)
    assert set(index.graph) == set(anew.graph)
    if is_asked and not graph:
        assert set(anew.graph.edges) == edges


@pytest.mark.parametrize(
    ("changes", "affected"),
    [
        pytest.param({"a.md": b"---\naliases: [x]\n---\n"}, {"a.md", "b.md"}, id="alias gone"),
        pytest.param({"a.md": b"---\naliases: [Chai]\n---\nx\n"}, {"a.md"}, id="text only"),
        pytest.param({"a.md": None}, {"b.md"}, id="note gone"),
        pytest.param({"d.md": b"---\naliases: MILK.md\n---\n"}, {"d.md", "c.md"}, id="alias of another"),
        pytest.param({"d.md": b"---\naliases: MILK\n---\n"}, {"d.md"}, id="alias without .md"),
        pytest.param({"x/chai.md": b""}, {"x/chai.md", "a.md", "b.md", "e.md"}, id="note of that name"),
        pytest.param({"x/Milk.md": b""}, {"x/Milk.md", "c.md"}, id="note of that name, with .md"),
        pytest.param({"a.md": None, "z.md": b"---\naliases: [Chai]\n---\n"}, {"z.md", "b.md"}, id="renamed"),
    ],
)
@pytest.mark.parametrize("is_asked", [True, False], ids=["aliases known", "nothing asked before"])
def test_aliases_in_several_notes(changes: dict[str, bytes | None], affected: set[str], is_asked: bool) -> None:
    """It matters to a note with an alias which others are called so."""
    aliases = {"a.md": "Chai", "b.md": "chai", "c.md": "Milk.md", "e.md": "Chai.md"}
    index = index_of({path: f"---\naliases: [{alias}]\n---\n" for path, alias in aliases.items()})
    if is_asked:
        assert list(index.notes_called("chai")) == ["a.md", "b.md"]
    assert index.update_all(changes).affected == affected


def test_files_that_cut_links_mean() -> None:
    """They follow the text of the note, and the files that there are."""
    table = "| a |\n|---|\n| ![[c.png|x]] |\n"
    index = index_of({"a.md": table, "b.md": ""})
    for changes, meant in (
        ({"c.png": b""}, ["c.png"]),
        ({"a.md": b"x"}, []),
        ({"b.md": table.encode()}, ["c.png"]),
        ({"c.png": None, "x/c.png": b""}, ["x/c.png"]),
    ):
        assert index.update_all(changes).graph
        assert [path for path in Vault(index).files if Vault(index).is_linked(path)] == meant


def test_gitignore_of_a_built_folder() -> None:
    """Which notes are checked follows; what rules found in them stays true."""
    index, verdicts = index_of({"public/a.md": "", "b.md": "", "c.md": ""}), Verdicts()
    checked = []
    for content in (None, b"public/", None):
        update = index.update(".gitignore", content)
        verdicts.forget(update)
        checked.append((update, check(Vault(index), SELECTION, verdicts=verdicts).checked))
    assert checked == [((frozenset(), False), number) for number in (3, 2, 3)]


def test_new_built_folder() -> None:
    """Which folders are built depends on the files, so it follows them."""
    index = index_of({"a.md": ""})
    index.update("node_modules/b.md", b"")
    assert check(Vault(index), SELECTION).checked == 1
    index.update("node_modules/b.md", None)
    assert list(index.settings.built) == []


def test_ambiguous_link_that_is_no_edge() -> None:
    """A reference-style link is none, whichever of several files Obsidian opens."""
    index = index_of({"a.md": "[t][r]\n\n[r]: t.md", "b.md": "[[t]]", "x/t.md": "", "y/t.md": ""})
    assert set(index.graph.edges) == {("b.md", "x/t.md"), ("b.md", "y/t.md")}
    assert index.update("a.md", b"") == (frozenset({"a.md"}), False)


def test_file_that_a_link_out_of_the_vault_may_mean() -> None:
    """A link whose end is that of a folder that is not read leads into the vault once such a file is there."""
    index = Index(ROOT, Memory({"a.md": "[[linked/tea]]"}, unread=("x/linked",)))
    assert Vault(index).links[0].status is Status.EXTERNAL
    assert index.update("y/linked/tea.md", b"") == (frozenset({"a.md", "y/linked/tea.md"}), True)
    assert Vault(index).links[0].resolved == "y/linked/tea.md"


@pytest.mark.parametrize("shows", ["true", "false"])
def test_backlinks_follow_the_settings(shows: str) -> None:
    """Links to files of other types dangle or not, and are backlinks or not."""
    files = {"a.md": "[[list.csv]]", "list.csv": "", ".obsidian/app.json": f'{{"showUnsupportedFiles": {shows}}}'}
    index = index_of(files)
    before = index.backlinks.dangling, index.backlinks.to("list.csv")
    other = f'{{"showUnsupportedFiles": {"false" if shows == "true" else "true"}}}'
    index.update(".obsidian/app.json", other.encode())
    anew = index_of({**files, ".obsidian/app.json": other})
    after = index.backlinks.dangling, index.backlinks.to("list.csv")
    assert after == (anew.backlinks.dangling, anew.backlinks.to("list.csv")) == (before[1], before[0])


def test_note_that_is_too_large_for_a_while() -> None:
    """What is reported of it, and what links to it say, follow."""
    index = index_of()
    assert index.fragment_status("tea.md", "#Hot") is FragmentStatus.OK
    index.update("tea.md", b"x" * 20_000_000)
    assert (list(index.unreadable), index.note("tea.md").front_matter_broken) == (["tea.md"], True)
    assert index.fragment_status("tea.md", "#Hot") is FragmentStatus.UNCHECKED
    index.update("tea.md", b"# Hot")
    assert (index.unreadable, index.fragment_status("tea.md", "#Hot")) == ({}, FragmentStatus.OK)
    index.update("tea.md", b"x" * 20_000_000)
    index.update("tea.md", None)
    assert index.unreadable == {}
    assert Vault(index).link_counts["both.md"] == 2
    index.update("both.md", b"[[tea]]" * 3_000_000)
    assert Vault(index).link_counts["both.md"] == 0


def test_names_follow() -> None:
    """Aliases, the list of files and what links lead to are those of now."""
    index = index_of()
    assert (index.notes_called("CHAI"), index.notes_called("milk")) == (["tea.md"], ())
    index.update("tea.md", TEA.replace("Chai", "Milk").encode())
    assert (index.notes_called("chai"), index.notes_called("milk")) == ((), ["tea.md"])
    index.update("tea.md", None)
    assert index.notes_called("milk") == ()
    assert "tea.md" not in index.listing.notes
    (found,) = Vault(index).links_of(index.note("by name.md"))
    assert found.status is Status.DANGLING
    index.update("cup.png", b"")
    assert index.listing.files == ("board.canvas", "cup.png", "pot.png")
    assert Vault(index).links_of(index.note("asks for a file.md"))[0].resolved == "cup.png"


def test_vault_that_begins_empty() -> None:
    """The first files are taken up like any others."""
    index = index_of({})
    assert (index.notes_called("chai"), index.listing.files) == ((), ())
    assert (set(index.graph), index.backlinks.dangling) == (set(), set())
    changes = {path: text.encode() for path, text in FILES.items()}
    assert index.update_all(changes) == (frozenset(EVERYTHING), True)
    assert (index.notes_called("chai"), index.backlinks.dangling) == (["tea.md"], DANGLING)
    assert (set(index.graph), index.listing.files) == (set(FILES), ("board.canvas", "pot.png"))


@dataclass(frozen=True, kw_only=True)
class Asked(Rule):
    """Notes down what it is asked about."""

    name = "asked"
    good = bad = Example({})

    seen: ClassVar[list[str]] = []

    def check_note(self, note: Note, vault: Vault, /) -> Iterator[Problem]:
        del vault
        self.seen.append(note.path)
        yield self.problem(note.path, TOP, "seen")

    def check_canvas(self, canvas: Canvas, vault: Vault, /) -> Iterator[Problem]:
        del vault
        self.seen.append(canvas.path)
        yield self.problem(canvas.path, TOP, "seen")


@dataclass(frozen=True, kw_only=True)
class AskedAboutGraph(Rule):
    """Notes down when it is asked."""

    name = "asked-about-graph"
    good = bad = Example({})
    is_graph_rule = True

    def check(self, vault: Vault) -> Iterator[Problem]:
        Asked.seen.append("the graph")
        yield self.problem(next(iter(vault.notes)), TOP, f"{len(vault.graph)} files")


SELECTION = Selection({rule.name: rule for rule in (Asked, AskedAboutGraph)}, Config(Options()))


def test_only_what_is_affected_is_asked_again() -> None:
    """In a session: the notes that an edit affects, and graph rules only when the graph differs."""
    index, verdicts = index_of(), Verdicts()

    def asked() -> list[str]:
        Asked.seen.clear()
        problems = check(Vault(index), SELECTION, verdicts=verdicts).problems
        assert len(problems) == len(index.listing.documents) + 1
        return sorted(Asked.seen)

    assert asked() == sorted([*EVERYTHING, "the graph"])
    assert asked() == []
    verdicts.forget(index.update("tea.md", TEA.replace("leaves", "herbs").encode()))
    assert asked() == ["tea.md"]
    verdicts.forget(index.update("tea.md", f"{TEA}\n## Cold\n".encode()))
    assert asked() == sorted(["tea.md", *TO_TEA])
    verdicts.forget(index.update("tea.md", f"{TEA}\n## Cold\n[[plain]]".encode()))
    assert asked() == ["tea.md", "the graph"]
    verdicts.forget(index.update("new.md", b""))
    assert asked() == sorted(["new.md", "the graph", *DANGLING])


COMMAND = """
import sys
from pathlib import Path
from vaultlint.__main__ import run
try:
    run()
except SystemExit:
    pass
print("networkx" in sys.modules, file=sys.stderr)
"""


def test_networkx_is_imported_only_for_another_graph(tmp_path: Path) -> None:
    """A run in which no edge and no path has changed takes what the graph rules found from the cache."""

    def imports_networkx(path: str, text: str) -> bool:
        (tmp_path / path).write_text(text, encoding="utf-8")
        os.utime(tmp_path / path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000 + len(text)))
        command = [sys.executable, "-c", COMMAND, "check", str(tmp_path)]
        ended = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        assert f"{path}:1:1: warning: no note links to this one" in ended.stdout
        return ended.stderr.splitlines()[-1] == "True"

    assert imports_networkx("a.md", "[[b]]")
    assert not imports_networkx("a.md", "[[b]] and more text")
    assert not imports_networkx("a.md", "[[b]]\n\n[[nowhere]]")
    assert imports_networkx("c.md", "[[b]]")
    assert not imports_networkx("c.md", "[[b]] [[b]]")


def test_store_and_session_agree(tmp_path: Path) -> None:
    """What an index loads from the cache affects the same notes as the same edit in a session."""
    root = tmp_path / "vault"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
        os.utime(root / path, (1_700_000_000, 1_700_000_000))
    Index(root, Disk(root), store=Store(tmp_path / "cache")).save()
    for edit in (f"{TEA}\n## Cold\n".encode(), f"{TEA}\n## Cold\n[[plain]]".encode(), b"", None):
        update = Index(root, Disk(root)).update("tea.md", edit)
        if edit is None:
            (root / "tea.md").unlink()
        else:
            (root / "tea.md").write_bytes(edit)
        index = Index(root, Disk(root), store=Store(tmp_path / "cache"))
        assert index.loaded == update
        index.save()


def test_vault_that_begins_empty_and_has_been_asked() -> None:
    """What was built while it was empty follows, too."""
    index = index_of({})
    assert (set(index.graph), index.near_files.notes_near("Chamomiel", "a.md")) == (set(), ())
    index.update_all({"a.md": b"[[b]] [[Chamomiel]]", "b.md": b"---\naliases: [Chamomile]\n---\n"})
    assert set(index.graph.edges) == {("a.md", "b.md")}
    assert [near.path for near in Vault(index).near(Vault(index).dangling[0])] == ["b.md"]


def test_folder_that_is_not_read() -> None:
    """A file in a folder that is a link out of the vault stays outside, as when the vault is read."""
    index = Index(ROOT, Memory({"a.md": "[[out/b]]"}, unread=("out",)))
    assert index.update("out/b.md", b"[[a]]") == (frozenset(), False)
    assert list(index.listing.notes) == ["a.md"]


def test_edit_of_a_text_reads_little(tmp_path: Path) -> None:
    """Of the cached notes, only the edited one is loaded, as long as others cannot ask for what is new in it."""
    root = tmp_path / "vault"
    root.mkdir()
    for path, text in {"tea.md": TEA, "by name.md": "[[tea]]", "asks.md": "[[milk]]"}.items():
        (root / path).write_text(text, encoding="utf-8")
        os.utime(root / path, (1_700_000_000, 1_700_000_000))
    Index(root, Disk(root), store=Store(tmp_path / "cache")).save()
    (root / "tea.md").write_text(f"{TEA}\nMore.\n", encoding="utf-8")
    index = Index(root, Disk(root), store=Store(tmp_path / "cache"))
    assert index.loaded == Update(frozenset({"tea.md"}), graph=False)
    assert list(index.documents._loaded) == ["tea.md"]
