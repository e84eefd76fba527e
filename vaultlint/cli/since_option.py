"""`check --since REF`: narrow the result of a check, cached or not, to what changed since a git revision."""

from __future__ import annotations

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.session import Session
from vaultlint.errors import GitError
from vaultlint.git.changes_since import ChangesSince
from vaultlint.git.repository import Repository
from vaultlint.lint.result_cache import CachedResult
from vaultlint.lint.since import narrow


def check_since(session: Session, revision: str, *, use_baseline: bool) -> CachedResult:
    """Check the vault of a session as `cached_check` does, and narrow the result; also raises `GitError`."""
    changes = changes_since(session, revision)
    result, fail_on = cached_check(session, use_baseline=use_baseline)
    narrowed = with_cache_fallback(session, lambda session: narrow(result, session.index, changes, revision))
    return CachedResult(narrowed, fail_on)


def changes_since(session: Session, revision: str) -> ChangesSince:
    """Find what changed in a vault since HEAD and a revision were last the same; raises `GitError`."""
    repository, disk = Repository(session.root), session.disk
    commit = repository.branch_point(repository.commit(revision))
    changes = ChangesSince(repository, commit, disk.paths(), disk.read, disk.limit)
    if changes.is_empty:
        raise GitError(f"git knows no file in {session.root}: it is ignored, or nothing was added yet")
    return changes
