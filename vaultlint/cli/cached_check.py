"""The result of a check: kept from the last run, where nothing has changed that it depends on, else found anew."""

from __future__ import annotations

from dataclasses import astuple, replace
from pathlib import Path

from vaultlint.cache.fingerprint import PARSERS, fingerprint
from vaultlint.cli.baseline_command import baseline_bytes, load_baseline
from vaultlint.cli.session import Scene
from vaultlint.errors import VaultError, VaultlintError
from vaultlint.files.regular_file import read_regular_file
from vaultlint.lint.entry_points import entry_points
from vaultlint.lint.result import Result
from vaultlint.lint.result_cache import Kept, Snapshot


def find_problems(scene: Scene, *, use_baseline: bool) -> Kept:
    """The problems of a scene; raises `VaultError` when nothing was checked."""
    snapshot = _snapshot(scene, use_baseline=use_baseline)
    kept = snapshot.load() if snapshot else None
    if kept is None:
        kept = Kept(_check(scene, use_baseline=use_baseline), scene.config.options.fail_on)
        if snapshot:
            snapshot.save(kept)
    return kept


def _check(scene: Scene, *, use_baseline: bool) -> Result:
    """The same, found anew. What an earlier run kept of the notes may be crafted: where it fails, it does not count."""
    from vaultlint.lint import engine  # here, since a result that is kept needs none of it

    baseline = load_baseline(scene.root) if use_baseline else None
    cold = replace(scene, store=None) if scene.store else None
    try:
        result = engine.check(scene.vault, scene.selection, scene.is_wanted, baseline)
    except VaultlintError:
        raise
    except Exception:
        if cold is None:
            raise
        return _check(cold, use_baseline=use_baseline)
    if cold and result.failures:
        return _check(cold, use_baseline=use_baseline)
    if not result.checked:
        raise VaultError(f"{_why_nothing(scene)}: nothing was checked")
    return result


def _snapshot(scene: Scene, *, use_baseline: bool) -> Snapshot | None:
    """None where nothing may be kept: rules under `load` may import what nobody can foresee."""
    if scene.store is None or (scene.config_file and scene.config.options.load):
        return None
    plugins = sorted(point.value.partition(".")[0] for point in entry_points())
    conditions = [
        str(scene.root),
        str(scene.config_file),
        _content(scene.config_file),
        baseline_bytes(scene.root) if use_baseline else None,
        list(astuple(scene.line)),
        sorted(scene.wanted_names),
        fingerprint((*PARSERS, *plugins)),
    ]
    return Snapshot(scene.store, scene.disk, conditions)


def _content(file: Path | None) -> bytes | None:
    try:
        return read_regular_file(str(file)) if file else None
    except OSError:
        return None


def _why_nothing(scene: Scene) -> str:
    vault = scene.vault
    if not vault.notes:
        return f"no note (*.md) found in {vault.root}"
    if not any(scene.is_wanted(path) for path in (*vault.notes, *vault.canvases)):
        return f"no note of {vault.root} is at {', '.join(map(str, scene.paths))}"
    return "every note that was asked for is excluded"
