"""Law: an index that has followed any edits gives what reading everything anew gives, and so does the cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples, vaults
from tests.test_laws import EVERY_RULE
from vaultlint.cache.store import Store
from vaultlint.lint import engine
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import CachedVerdicts, Verdicts
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Disk, Memory
from vaultlint.vault.vault import Vault

ROOT = Path("/vault")

NOTES = ("a.md", "b.md", "x/a.md", "c.md", "b.md.md", "A.md")
OTHERS = ("p.png", "x/p.png", "q.csv", "2024-01-02.md", "public/b.md", "board.canvas", "a.canvas")
SETTINGS = {
    ".obsidian/app.json": ("{}", '{"showUnsupportedFiles": true}', '{"userIgnoreFilters": ["x/"]}'),
    ".obsidian/daily-notes.json": ('{"format": "[c]YYYY"}', '{"format": "YYYY-MM-DD"}', ""),
    ".gitignore": ("public/", ""),
}
LINES = (
    "[[a]]",
    "[[b]]",
    "[[a#H]] [[b#H]]",
    "[[a#H#I]] [[b#^k]]",
    "[[a#^k]]",
    "[[x/a|shown]]",
    "[b](b.md)",
    "[b](../b.md#H)",
    "[r]: a.md",
    "[r]",
    "[[c]]",
    "[[Alias]]",
    "[[b.md]]",
    "![[p.png]]",
    "[[q.csv]]",
    "[[2024-01-02]]",
    "[[#H]]",
    "# H",
    "# H\n\n## I",
    "text ^k",
    "%% vaultlint-disable-line %%",
    "[[nowhere]] %% vaultlint-disable-line dangling-link %%",
)
FRONT_MATTER = (
    "",
    "",
    "---\naliases: [Alias]\n---\n",
    "---\naliases: [nowhere, b]\nup: '[[b]]'\n---\n",
    "---\ndate: 2024-13-01\n---\n",
    "---\na: [\n---\n",
    "---\nexcalidraw-plugin: parsed\n---\n",
)
CANVASES = (
    '{"nodes": [{"type": "file", "file": "b.md", "subpath": "#H"}, {"type": "text", "text": "[[a]] [[c]]"}]}',
    '{"nodes": [{"type": "file", "file": "x/p.png"}]}',
    "{",
)
"""Few names and many links between them, so that nearly every edit matters elsewhere."""

TEXTS = st.builds(
    lambda front_matter, lines: front_matter + "\n\n".join(lines),
    st.sampled_from(FRONT_MATTER),
    st.lists(st.sampled_from(LINES), max_size=5),
).map(str.encode)

Edit = dict[str, bytes | None]


def contents(path: str) -> st.SearchStrategy[bytes]:
    """What may stand in a file."""
    if path.endswith(".canvas"):
        return st.sampled_from(CANVASES).map(str.encode)
    return st.sampled_from(SETTINGS[path]).map(str.encode) if path in SETTINGS else TEXTS


def files_of(paths: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[dict[str, bytes]]:
    """Some files, each with what may stand in it."""
    return st.lists(paths, min_size=least, max_size=most, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: contents(name) for name in names})
    )


PATHS = st.sampled_from((*NOTES, *NOTES, *OTHERS, *SETTINGS))
VAULTS = files_of(PATHS, 3, 12)


@st.composite
def edits(draw: st.DrawFn, files: Mapping[str, bytes]) -> Edit:
    """One or two files that are changed, new, gone or renamed."""
    edit: Edit = {}
    known = st.sampled_from(sorted(files) or ["a.md"])
    for kind in draw(
        st.lists(st.sampled_from(("change", "change", "change", "new", "gone", "rename")), min_size=1, max_size=2)
    ):
        path = draw(known)
        if kind == "change":
            edit[path] = draw(contents(path))
        elif kind == "new":
            edit |= draw(files_of(PATHS, 1, 1))
        else:
            edit[path] = None
            if kind == "rename" and path in files:
                edit[draw(PATHS)] = files[path]
    return edit


def apply(files: Mapping[str, bytes], edit: Edit) -> dict[str, bytes]:
    return {path: data for path, data in {**files, **edit}.items() if data is not None}


def anew(files: Mapping[str, bytes]) -> Result:
    return engine.check(Vault(Index(ROOT, Memory(files))), EVERY_RULE)


@examples(400)
@given(st.data(), VAULTS)
def test_update_is_as_good_as_reading_anew(data: st.DataObject, files: dict[str, bytes]) -> None:
    """After each of several edits, asking only about what an edit affects gives what asking about everything gives."""
    index, verdicts = Index(ROOT, Memory(files)), Verdicts()
    engine.check(Vault(index), EVERY_RULE, verdicts=verdicts)
    for _ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(edits(files))
        files = apply(files, edit)
        verdicts.forget(index.update_all(edit))
        assert engine.check(Vault(index), EVERY_RULE, verdicts=verdicts) == anew(files)
        read = Vault(Index(ROOT, Memory(files)))
        assert Vault(index).links == read.links
        assert set(index.graph.edges) == set(read.graph.edges)
        assert set(index.graph) == set(read.graph)


@examples(100)
@given(st.data(), VAULTS)
def test_cache_is_as_good_as_reading_anew(data: st.DataObject, files: dict[str, bytes]) -> None:
    """After each of several edits, a run with the cache of the runs before gives what one without gives."""
    with TemporaryDirectory() as place:
        root, cache = Path(place) / "vault", Path(place) / "cache"
        root.mkdir()
        vaults.write(root, files)
        for number in range(data.draw(st.integers(1, 4))):
            expected = engine.check(Vault(Index(root, Disk(root))), EVERY_RULE)
            index = Index(root, Disk(root), store=Store(cache))
            if data.draw(st.booleans()):
                index.save()
                continue
            verdicts = CachedVerdicts(index, "conditions")
            paths = data.draw(st.sets(PATHS))
            engine.check(Vault(index), EVERY_RULE, paths.__contains__, verdicts=verdicts)
            assert engine.check(Vault(index), EVERY_RULE, verdicts=verdicts) == expected
            verdicts.save({})
            edit = data.draw(edits(files))
            files = apply(files, edit)
            for path, content in edit.items():
                if content is None:
                    (root / path).unlink(missing_ok=True)
                else:
                    vaults.write(root, {path: content}, 1_700_000_001 + number)
