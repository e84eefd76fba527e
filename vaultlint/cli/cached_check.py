"""Check a vault, or return the cached result if nothing that it depends on has changed."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

from vaultlint.cache.code_fingerprint import PARSERS, fingerprint
from vaultlint.cli.baseline_command import baseline_bytes, load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.session import Session
from vaultlint.errors import VaultError
from vaultlint.files.regular_file import read_regular_file
from vaultlint.lint.entry_points import entry_points
from vaultlint.lint.result import Result
from vaultlint.lint.result_cache import CachedResult, ResultCache

_SHOWN = 3
"""The most reasons why notes are excluded that a message gives."""


def cached_check(session: Session, *, use_baseline: bool) -> CachedResult:
    """Check the vault of a session, or take the cached result; raises `VaultError` if nothing was checked."""
    cache = _result_cache(session, use_baseline=use_baseline)
    cached = cache.load() if cache else None
    if cached is None:
        cached = CachedResult(_check(session, use_baseline=use_baseline), session.config.options.fail_on)
        if cache:
            cache.save(cached)
    return cached


def _check(session: Session, *, use_baseline: bool) -> Result:
    from vaultlint.lint import engine  # a cached result needs none of it

    baseline = load_baseline(session.root) if use_baseline else None
    result = with_cache_fallback(
        session,
        lambda each: engine.check(each.vault, each.selection, each.is_requested, baseline),
        lambda result: bool(result.failures),
    )
    if not result.checked:
        raise VaultError(f"{_why_nothing(session)}: nothing was checked")
    return result


def _result_cache(session: Session, *, use_baseline: bool) -> ResultCache | None:
    """Return the cache of this check; None without a store, or with rules under `load`, which may import anything."""
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
        return f"no notes (*.md) found in {vault.root}"
    if not any(session.is_requested(path) for path in (*vault.notes, *vault.canvases)):
        return f"no notes of the vault {vault.root} in {', '.join(map(str, session.paths))}"
    return f"all requested notes are excluded{_by_what(session)}"


def _by_what(session: Session) -> str:
    """Return what excludes the requested notes, and how to check them all the same."""
    from vaultlint.text.toml_text import toml  # rarely needed

    settings = session.vault.settings
    found: dict[str, str] = {}
    for path in filter(session.is_requested, (*session.vault.notes, *session.vault.canvases)):
        exclusion = session.selection.exclusion_of(path, settings)
        why = session.selection.why_excluded(path, settings)
        found.setdefault(why, f"!{exclusion.folder}/" if exclusion and exclusion.folder else "")
    patterns = [*filter(None, found.values())] if all(found.values()) else _patterns(session)
    how = f"; to check them, set exclude = {toml([*session.config.options.exclude, *patterns])}" if patterns else ""
    return f": {'; '.join([*found][:_SHOWN])}{how}"


def _patterns(session: Session) -> list[str]:
    """Return patterns that include the requested paths again; none if `--exclude` decides, or for the whole vault."""
    from vaultlint.files.patterns import folder_pattern  # rarely needed

    names = sorted(session.requested_names)
    if session.flags.exclude or "" in names:
        return []
    literal = {name: folder_pattern(name).removesuffix("/**") for name in names}
    return [f"!/{text}/" if (session.root / name).is_dir() else f"!/{text}" for name, text in literal.items()]
