"""Check a vault again when something in it has changed: only what may differ is read and judged anew."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vaultlint.cli.baseline_reader import load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.cached_check import why_nothing
from vaultlint.cli.configuration_watch import ConfigurationWatch, Reopen
from vaultlint.cli.session import Session
from vaultlint.cli.vault_changes import Seen, changes_since
from vaultlint.errors import VaultError, VaultlintError
from vaultlint.lint.baseline import Baseline
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import Verdicts
from vaultlint.vault.vault import Vault


class _Checked(NamedTuple):
    """A vault that was read and checked; `result` is None where there was nothing to check, and `why_nothing` why."""

    session: Session
    verdicts: Verdicts
    baseline: Baseline | None
    seen: Seen
    result: Result | None
    why_nothing: str


class WatchedVault:
    """A vault on disk that is checked again as it changes: `result` is always that of a new check.

    It is None where there was nothing to check. `error` says why, or why the configuration or baseline of now cannot
    be used: then the result is that under the last good one. That the files in `outputs` change does not count: reports
    are written to them. Raises `VaultlintError` if the first check does.
    """

    def __init__(self, reopen: Reopen, *, use_baseline: bool, outputs: Iterable[str] = ()) -> None:
        self._use_baseline = use_baseline
        self._checked: _Checked
        self._configuration = ConfigurationWatch(reopen, use_baseline=use_baseline)
        self._configuration.begin(self._read_first)
        root, files = self.session.root.resolve(), (Path(os.path.realpath(file)) for file in outputs)
        self._own = {file.relative_to(root).as_posix() for file in files if file.is_relative_to(root)}

    @property
    def session(self) -> Session:
        """The session of the last check."""
        return self._checked.session

    @property
    def result(self) -> Result | None:
        """The result of the last check."""
        return self._checked.result

    @property
    def error(self) -> str:
        """Why there is no result, or one under an old configuration; empty if all is well."""
        return self._configuration.error or self._checked.why_nothing

    @property
    def folders(self) -> frozenset[str]:
        """The folders to watch; see `Seen.folders`."""
        return self._checked.seen.folders(self.session.root)

    def look(self) -> bool:
        """Check again what has changed since the last look; tell whether anything has.

        Raises `VaultError` once the vault is gone.
        """
        if not self._configuration.look(self.session.root, self._read_with):
            return self._follow()
        if self._configuration.error:
            self._follow()
        return True

    def _read_first(self, session: Session) -> None:
        self._read_with(session)
        if self._checked.result is None:
            raise VaultError(self._checked.why_nothing)

    def _read_with(self, session: Session) -> None:
        self._checked = self._read(session)

    def _read(self, session: Session) -> _Checked:
        """Read and check a vault; raises `VaultlintError`."""

        def work(session: Session) -> _Checked:
            seen = Seen.on(session.disk)
            baseline = load_baseline(session.root) if self._use_baseline else None
            verdicts = session.verdicts or Verdicts()
            checked = _judged(session, verdicts, baseline, seen)
            session.save()
            _ = session.index.backlinks  # the first change needs them; this reads all of the cache
            session.index.documents.close()  # Windows deletes no file that is open
            return checked

        return with_cache_fallback(session, work, lambda checked: bool(checked.result and checked.result.failures))

    def _follow(self) -> bool:
        """Check again what has changed in the files, under the same configuration; tell whether anything has."""
        old = self._checked
        session = old.session.looking_again(keeps_index=True)
        seen = Seen.on(session.disk)
        if seen.surroundings != old.seen.surroundings:
            self._read_again()
            return True
        try:
            changes = dict(changes_since(session, old.seen, seen))
            if not changes:
                self._checked = old._replace(seen=seen)
                return False
            old.verdicts.forget(session.index.update_all(changes))
            self._checked = _judged(session, old.verdicts, old.baseline, seen)
        except VaultlintError as error:
            self._checked = old._replace(session=session, seen=seen, result=None, why_nothing=str(error))
            return True
        except Exception:  # also where files cannot be read, or a crafted cache is the reason
            self._read_again()
            return True
        return any(path not in self._own for path in changes)

    def _read_again(self) -> None:
        """Read the vault anew, under the same configuration; nothing is cached if that is not the one on disk."""
        old = self._checked
        session = old.session.looking_again(keeps_store=not self._configuration.error)
        try:
            self._checked = self._read(session)
        except VaultlintError as error:
            seen = old.seen._replace(surroundings=None)  # so it is read once more
            self._checked = old._replace(seen=seen, result=None, why_nothing=str(error))


def _judged(session: Session, verdicts: Verdicts, baseline: Baseline | None, seen: Seen) -> _Checked:
    """Check what is in the index of a session; raises `VaultlintError`."""
    result = check(Vault(session.index), session.selection, session.is_requested, baseline, verdicts)
    if not result.checked:
        return _Checked(session, verdicts, baseline, seen, None, f"{why_nothing(session)}: nothing was checked")
    return _Checked(session, verdicts, baseline, seen, session.reported(result), "")
