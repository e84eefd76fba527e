"""Check a vault, or return the cached result if nothing that it depends on has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultlint.cli.baseline_reader import baseline_bytes, load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import print_message
from vaultlint.cli.session import Session
from vaultlint.errors import VaultError
from vaultlint.lint.packed_result import CheckAnswer, pack, unpack

if TYPE_CHECKING:
    from vaultlint.lint.result import Result
    from vaultlint.vault.answer_cache import AnswerCache

_NAME = "check"

_SHOWN = 3
"""The most reasons why notes are excluded that a message gives."""


def cached_check(session: Session, *, use_baseline: bool) -> CheckAnswer:
    """Check the vault of a session, or take the cached result; raises `VaultError` if nothing was checked."""
    _ = session.changes  # fails at once where git cannot tell
    cache = session.answer_cache(_NAME, baseline_bytes(session.root) if use_baseline else None)
    known = cache.load() if cache else None
    checked = (unpack(known) if known else None) or _check(session, cache, use_baseline=use_baseline)
    if session.since is None and not session.affected:
        return checked
    return checked._replace(result=with_cache_fallback(session, lambda session: session.reported(checked.result)))


def _check(session: Session, cache: AnswerCache | None, *, use_baseline: bool) -> CheckAnswer:
    from vaultlint.lint import engine  # a cached result needs none of it

    baseline = load_baseline(session.root) if use_baseline else None

    def work(session: Session) -> CheckAnswer:
        result = engine.check(session.vault, session.selection, session.is_requested, baseline, session.verdicts)
        demand_checked(result, session)
        checked = CheckAnswer(result, session.config.options.fail_on)
        packed = pack(checked)
        session.save(cache.stored(packed, session.option_files) if cache and packed else {})
        return checked

    return with_cache_fallback(session, work, lambda checked: bool(checked.result.failures))


def demand_checked(result: Result, session: Session) -> None:
    """Raise `VaultError` if nothing was checked; standard input may be excluded, since an editor passes every file."""
    if result.checked:
        return
    if session.text is None:
        raise VaultError(f"{why_nothing(session)}: nothing was checked")
    print_message(f"{why_nothing(session)}: {session.paths[0]} was not checked")


def why_nothing(session: Session) -> str:
    """Say why there is nothing to check."""
    vault = session.vault
    if not vault.notes:
        return f"{'git tracks no notes (*.md)' if session.is_tracked else 'no notes (*.md) found'} in {vault.root}"
    if not any(session.is_requested(path) for path in (*vault.notes, *vault.canvases)):
        kind = "tracked notes" if session.is_tracked else "notes"
        return f"no {kind} of the vault {vault.root} in {', '.join(map(str, session.paths))}"
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
