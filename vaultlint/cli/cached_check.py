"""The result of a check: kept from the last run, where nothing has changed that it depends on, else found anew."""

from __future__ import annotations

from dataclasses import astuple, replace
from pathlib import Path

from vaultlint.cache.fingerprint import PARSERS, fingerprint
from vaultlint.cli.baseline_command import baseline_bytes, load_baseline
from vaultlint.cli.session import Session
from vaultlint.errors import VaultError, VaultlintError
from vaultlint.files.regular_file import read_regular_file
from vaultlint.lint.entry_points import entry_points
from vaultlint.lint.result import Result
from vaultlint.lint.result_cache import CachedResult, ResultCache


def find_problems(session: Session, *, use_baseline: bool) -> CachedResult:
    """The problems of a session; raises `VaultError` when nothing was checked."""
    snapshot = _snapshot(session, use_baseline=use_baseline)
    kept = snapshot.load() if snapshot else None
    if kept is None:
        kept = CachedResult(_check(session, use_baseline=use_baseline), session.config.options.fail_on)
        if snapshot:
            snapshot.save(kept)
    return kept


def _check(session: Session, *, use_baseline: bool) -> Result:
    """The same, found anew. What an earlier run kept of the notes may be crafted: where it fails, it does not count."""
    from vaultlint.lint import engine  # here, since a result that is kept needs none of it

    baseline = load_baseline(session.root) if use_baseline else None
    cold = replace(session, store=None) if session.store else None
    try:
        result = engine.check(session.vault, session.selection, session.is_requested, baseline)
    except VaultlintError:
        raise
    except Exception:
        if cold is None:
            raise
        return _check(cold, use_baseline=use_baseline)
    if cold and result.failures:
        return _check(cold, use_baseline=use_baseline)
    if not result.checked:
        raise VaultError(f"{_why_nothing(session)}: nothing was checked")
    return result


def _snapshot(session: Session, *, use_baseline: bool) -> ResultCache | None:
    """None where nothing may be kept: rules under `load` may import what nobody can foresee."""
    if session.store is None or (session.config_file and session.config.options.load):
        return None
    plugins = sorted(point.value.partition(".")[0] for point in entry_points())
    conditions = [
        str(session.root),
        str(session.config_file),
        _content(session.config_file),
        baseline_bytes(session.root) if use_baseline else None,
        list(astuple(session.flags)),
        sorted(session.requested_names),
        fingerprint((*PARSERS, *plugins)),
    ]
    return ResultCache(session.store, session.disk, conditions)


def _content(file: Path | None) -> bytes | None:
    try:
        return read_regular_file(str(file)) if file else None
    except OSError:
        return None


def _why_nothing(session: Session) -> str:
    vault = session.vault
    if not vault.notes:
        return f"no note (*.md) found in {vault.root}"
    if not any(session.is_requested(path) for path in (*vault.notes, *vault.canvases)):
        return f"no note of {vault.root} is at {', '.join(map(str, session.paths))}"
    return "every note that was asked for is excluded"
