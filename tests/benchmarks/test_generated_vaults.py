"""benchmarks/generated_vaults.py: the same seed gives the same bytes, and vaultlint finds exactly what was planted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import findings
from benchmarks.findings import Score
from benchmarks.generated_vaults import CHANGED_NOTE, get_vault, make_vault
from vaultlint.cli import main

PROJECT = Path(__file__).parents[2]
NOTES = 400
KINDS = {
    "dangling-block",
    "dangling-heading",
    "dangling-link",
    "duplicate-property",
    "front-matter-syntax",
    "invalid-date",
    "invalid-draft",
    "invalid-title",
    "missing-attachment",
    "missing-property",
    "orphan-note",
}


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Nor does the order of sets, which differs from process to process, have a say."""
    code = "import pathlib, sys; from benchmarks.generated_vaults import get_vault; get_vault(pathlib.Path(sys.argv[1]), 200, 1)"
    for number in (1, 2):
        environment = os.environ | {"PYTHONHASHSEED": f"{number}", "PYTHONPATH": str(PROJECT)}
        folder = tmp_path / f"{number}"
        folder.mkdir()
        subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True)
    assert _files(tmp_path / "1" / "vault-200") == _files(tmp_path / "2" / "vault-200")
    assert (tmp_path / "1" / "vault-200.json").read_bytes() == (tmp_path / "2" / "vault-200.json").read_bytes()


def test_another_seed_gives_another_vault(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        make_vault(tmp_path / name, 60, seed)
    assert _files(tmp_path / "a") != _files(tmp_path / "b")


@pytest.mark.parametrize("seed", [1, 2])
def test_vaultlint_finds_all_that_is_planted_and_nothing_else(tmp_path: Path, seed: int) -> None:
    truth = make_vault(tmp_path / "vault", NOTES, seed)
    result = CliRunner().invoke(main, ["check", "--format", "json", str(tmp_path / "vault")])
    assert result.exit_code == 1
    planted = {kind: len({findings.VAULTLINT.key(fault) for fault in faults}) for kind, faults in truth.faults.items()}
    assert planted.keys() == KINDS
    assert planted == {kind: len(faults) for kind, faults in truth.faults.items()}
    assert findings.VAULTLINT.scores(result.stdout, truth) == [
        Score(kind, planted[kind], planted[kind], planted[kind]) for kind in sorted(KINDS)
    ]


def test_a_vault_is_as_large_as_real_ones(tmp_path: Path) -> None:
    truth = make_vault(tmp_path / "vault", NOTES)
    notes = [path for path in _files(tmp_path / "vault") if path.endswith(".md") and not path.startswith(".")]
    assert len(notes) == truth.notes == NOTES
    assert CHANGED_NOTE in notes
    assert 2_000 < truth.size / NOTES < 3_500
    assert 5 < truth.links / NOTES < 8
    assert truth.planned


def test_a_vault_is_made_once(tmp_path: Path) -> None:
    vault, truth = get_vault(tmp_path, 60)
    (vault / "index.md").unlink()  # it would be back if the vault were made again
    assert get_vault(tmp_path, 60) == (vault, truth)
    assert not (vault / "index.md").exists()


def test_a_vault_of_another_seed_is_made_anew(tmp_path: Path) -> None:
    vault, _ = get_vault(tmp_path, 60, seed=1)
    get_vault(tmp_path, 60, seed=2)
    make_vault(tmp_path / "expected", 60, seed=2)
    assert _files(vault) == _files(tmp_path / "expected")
    assert {entry.name for entry in tmp_path.iterdir()} == {"vault-60", "vault-60.json", "expected"}


def _files(vault: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.relative_to(vault).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in vault.rglob("*")
        if file.is_file()
    }
