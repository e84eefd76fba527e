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

Edit = dict[str, bytes | None]


@st.composite
def edits(draw: st.DrawFn, files: Mapping[str, bytes]) -> Edit:
    """Some files of a vault that are gone, have what stood in another one, or are new, and perhaps renamed."""
    known = st.sampled_from(sorted(files))
    contents = st.sampled_from(sorted(files.values())) | vaults.NOTES
    edit: Edit = dict(draw(st.dictionaries(known, st.none() | contents, max_size=2)))
    if draw(st.booleans()):
        edit |= draw(vaults.vaults(min_notes=0))
    if draw(st.booleans()):
        old = draw(known)
        edit |= {old: None, draw(known): files[old]}
    return edit


def apply(files: Mapping[str, bytes], edit: Edit) -> dict[str, bytes]:
    return {path: data for path, data in {**files, **edit}.items() if data is not None}


def anew(files: Mapping[str, bytes]) -> Result:
    return engine.check(Vault(Index(ROOT, Memory(files))), EVERY_RULE)


@examples(60)
@given(st.data(), vaults.vaults())
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


@examples(30)
@given(st.data(), vaults.vaults())
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
            paths = data.draw(st.sets(st.sampled_from(sorted(files))))
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
