"""Check a vault, or return the cached result if nothing that it depends on has changed."""

from __future__ import annotations

from dataclasses import astuple

from vaultlint.cache.code_fingerprint import PARSERS, fingerprint
from vaultlint.cli.baseline_command import baseline_bytes, load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.session import Session, content_of
from vaultlint.errors import VaultError
from vaultlint.lint.entry_points import plugin_packages
from vaultlint.lint.result_cache import CachedResult, ResultCache

_SHOWN = 3
"""The most reasons why notes are excluded that a message gives."""


def cached_check(session: Session, *, use_baseline: bool) -> CachedResult:
    """Check the vault of a session, or take the cached result; raises `VaultError` if nothing was checked."""
    cache = _result_cache(session, use_baseline=use_baseline)
    return (cache.load() if cache else None) or _check(session, cache, use_baseline=use_baseline)


def _check(session: Session, cache: ResultCache | None, *, use_baseline: bool) -> CachedResult:
    from vaultlint.lint import engine  # a cached result needs none of it

    baseline = load_baseline(session.root) if use_baseline else None

    def work(session: Session) -> CachedResult:
        result = engine.check(session.vault, session.selection, session.is_requested, baseline, session.verdicts)
        if not result.checked:
            raise VaultError(f"{why_nothing(session)}: nothing was checked")
        checked = CachedResult(result, session.config.options.fail_on)
        session.save(cache.stored(checked) if cache else {})
        return checked

    return with_cache_fallback(session, work, lambda checked: bool(checked.result.failures))


def _result_cache(session: Session, *, use_baseline: bool) -> ResultCache | None:
    """Return the cache of this check; None without a store, or with rules under `load`, which may import anything."""
    if session.store is None or (session.config_file and session.config.options.load):
        return None
    conditions = [
        str(session.root),
        str(session.config_file),
        content_of(session.config_file),
        baseline_bytes(session.root) if use_baseline else None,
        list(astuple(session.flags)),
        sorted(session.requested_names),
        fingerprint((*PARSERS, *plugin_packages())),
    ]
    return ResultCache(session.store, session.disk, conditions)


def why_nothing(session: Session) -> str:
    """Say why there is nothing to check."""
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
