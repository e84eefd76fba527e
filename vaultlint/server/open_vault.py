"""A vault that an editor works on: its files on disk, with the texts of the open ones in place of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vaultlint.cli.baseline_reader import load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.configuration_watch import ConfigurationWatch, Reopen
from vaultlint.cli.session import Session
from vaultlint.cli.vault_changes import Seen, changes_since
from vaultlint.config.selection import Selection
from vaultlint.lint.baseline import Baseline
from vaultlint.lint.live_check import LiveCheck
from vaultlint.lint.scopes import refuse_idle_scopes
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Problem
from vaultlint.server.new_problems import NewProblems
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


class _Loaded(NamedTuple):
    """A vault that was read and judged, and what its files were like then."""

    session: Session
    verdicts: Verdicts
    baseline: Baseline | None
    live: LiveCheck
    seen: Seen


class OpenVault:
    """A vault whose problems follow what happens in the editor (`edit`) and on disk (`look`).

    While the configuration or the baseline cannot be used, the last good one holds. Raises `VaultlintError` if there is
    none.
    """

    def __init__(self, reopen: Reopen) -> None:
        self.is_prepared = False
        self._open: dict[str, bytes] = {}
        self._new: NewProblems | None = None
        self._loaded: _Loaded
        self._configuration = ConfigurationWatch(reopen)
        self._configuration.begin(self._read)

    @property
    def error(self) -> str:
        """Why the configuration or the baseline of now cannot be used; empty if all is well."""
        return self._configuration.error

    @property
    def root(self) -> Path:
        """The vault's root."""
        return self._loaded.session.root

    @property
    def index(self) -> Index:
        """The index of the vault as it is in the editor."""
        return self._loaded.session.index

    @property
    def selection(self) -> Selection:
        """The rules in force."""
        return self._loaded.session.selection

    @property
    def verdicts(self) -> Verdicts:
        """What the rules have found, also what is hidden."""
        return self._loaded.verdicts

    @property
    def folders(self) -> frozenset[str]:
        """The folders to watch; see `Seen.folders`."""
        return self._loaded.seen.folders(self.root)

    @property
    def problems(self) -> Mapping[str, Sequence[Problem]]:
        """The problems that a check would report, sorted, by path."""
        loaded = self._loaded
        if loaded.baseline is None:
            return loaded.live.problems
        if self._new is None:
            self._new = NewProblems(loaded.baseline, loaded.live.problems, self.index.documents.files)
        return self._new.problems

    def holds(self, path: str) -> bool:
        """Whether a file at a path would be in the vault, and not hidden."""
        return self.index.source.shows(path)

    @property
    def baseline(self) -> Baseline | None:
        """What hides known problems."""
        return self._loaded.baseline

    def prepare(self) -> None:
        """Build what the first edit and the first question need."""
        _ = self.index.backlinks

    def edit(self, path: str, data: bytes) -> Collection[str]:
        """Take up the text of an open file; return the paths of the files whose problems may differ."""
        self._open[path] = data
        return self._update({path: data})

    def close(self, path: str) -> Collection[str] | None:
        """Take up that a file is no longer open: what is on disk counts again; returns what `look` does."""
        self._open.pop(path, None)
        try:
            data = self._loaded.session.disk.read(path)
        except (FileNotFoundError, NotADirectoryError):
            data = None
        except OSError:  # it is there, but cannot be read, which only reading anew takes up
            self._read_again()
            return None
        return self._update({path: data})

    def _update(self, changes: Mapping[str, bytes | None]) -> Collection[str]:
        files, live = self.index.documents.files, self._loaded.live
        there = changes.keys() & files.keys()
        affected = live.update(changes)
        if self._new is None:
            return affected
        paths = None if changes.keys() & files.keys() == there else files
        return self._new.update(affected, live.problems, paths)

    def restore(self, data: Mapping[str, bytes]) -> None:
        """Take back what was tried in memory: these are the bytes of the files that were edited."""
        self._update(data)

    def look(self) -> Collection[str] | None:
        """Take up what has changed on disk; return what `edit` does, or None if every problem may differ.

        Raises `VaultError` once the vault is gone.
        """
        if not self._configuration.look(self.root, self._read):
            return self._follow()
        if self.error:
            self._follow()
        return None

    def _follow(self) -> Collection[str] | None:
        """Take up what has changed in the files, under the same configuration."""
        old = self._loaded
        session = old.session.looking_again(keeps_index=True)
        seen = Seen.on(session.disk)
        if seen.surroundings == old.seen.surroundings:
            try:
                changes = dict(changes_since(session, old.seen, seen, self._open.keys()))
                self._loaded = old._replace(session=session, seen=seen)
                return self._update(changes) if changes else ()
            except OSError:  # a file cannot be read, which only reading anew takes up
                pass
        self._read_again()
        return None

    def _read_again(self) -> None:
        """Read the vault anew, under the same configuration; nothing is cached if that is not the one on disk."""
        self._read(self._loaded.session.looking_again(keeps_store=not self.error))

    def _read(self, session: Session) -> None:
        """Read a vault, with the open files as they are in the editor; raises `VaultlintError`."""
        self._loaded = self._load(session)
        self._new = None
        self.is_prepared = False
        shown = {path: data for path, data in self._open.items() if self.holds(path)}
        if shown:
            self._loaded.live.update(shown)

    @staticmethod
    def _load(session: Session) -> _Loaded:
        """Read and judge a vault; raises `VaultlintError`."""

        def work(session: Session) -> _Loaded:
            seen = Seen.on(session.disk)
            baseline = load_baseline(session.root)
            refuse_idle_scopes(Vault(session.index), session.selection)
            verdicts = session.verdicts or Verdicts()
            live = LiveCheck(session.index, session.selection, verdicts)
            session.save()
            return _Loaded(session, verdicts, baseline, live, seen)

        return with_cache_fallback(session, work)
