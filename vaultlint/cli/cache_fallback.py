"""Do the work of a command again without the cache if it fails, since a crafted cache may be the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from vaultlint.cli.session import Session
from vaultlint.errors import PluginError, VaultlintError

_T = TypeVar("_T")


def with_cache_fallback(
    session: Session, work: Callable[[Session], _T], has_failed: Callable[[_T], bool] = lambda _: False
) -> _T:
    """Return what `work` makes of a session, or of one without the cache if it raises or if `has_failed` says so.

    An error that is meant for the user is final, unless it says that a rule failed.
    """
    if session.store is None:
        return work(session)
    try:
        result = work(session)
    except Exception as error:
        if isinstance(error, VaultlintError) and not isinstance(error, PluginError):
            raise
        return work(replace(session, store=None))
    return work(replace(session, store=None)) if has_failed(result) else result
