"""A vault that an editor works on: its files on disk, with the texts of the open ones in place of these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.cli.baseline_reader import load_baseline
from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.session import Session
from vaultlint.cli.vault_changes import Seen, changes_since, conditions_of, named_files
from vaultlint.config.selection import Selection
from vaultlint.errors import VaultError, VaultlintError
from vaultlint.lint.baseline import Baseline, BaselineEntry, compare
from vaultlint.lint.live_check import LiveCheck
from vaultlint.lint.scopes import refuse_idle_scopes
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name
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

    `error` says why the configuration or the baseline of now cannot be used; then the last good one holds. Raises
    `VaultlintError` if there is none.
    """

    def __init__(self, reopen: Callable[[], Session]) -> None:
        self.error = ""
        self.is_prepared = False
        self._reopen = reopen
        self._open: dict[str, bytes] = {}
        session = reopen()
        self._loaded = self._load(session)
        self._visible: dict[str, list[Problem]] | None = None
        self._named = named_files(session)
        self._conditions = conditions_of(session, self._named)

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
        baseline, live = self._loaded.baseline, self._loaded.live
        if baseline is None:
            return live.problems
        if self._visible is None:
            found = [problem for path in sorted(live.problems) for problem in live.problems[path]]
            self._visible = {}
            for problem in compare(found, baseline, _Names(self.index)).new:
                self._visible.setdefault(problem.path, []).append(problem)
        return self._visible

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
        before = self.problems if self._loaded.baseline is not None else {}
        affected = self._loaded.live.update(changes)
        if self._loaded.baseline is None:
            return affected
        self._visible = None
        now = self.problems
        return {*affected, *(path for path in {*before, *now} if before.get(path) != now.get(path))}

    def restore(self, data: Mapping[str, bytes]) -> None:
        """Take back what was tried in memory: these are the bytes of the files that were edited."""
        self._update(data)

    def look(self) -> Collection[str] | None:
        """Take up what has changed on disk; return what `edit` does, or None if every problem may differ.

        Raises `VaultError` once the vault is gone.
        """
        if not self.root.is_dir():
            raise VaultError(f"{self.root}: the vault no longer exists")
        session: Session | None = None
        conditions: Any
        try:
            session = self._reopen()
            conditions = conditions_of(session, self._named)
        except VaultlintError as error:  # such as a `root` in the configuration that does not exist
            conditions = str(error)
        if conditions != self._conditions:
            self._configure(session, conditions)
            return None
        return self._follow()

    def _configure(self, session: Session | None, conditions: Any) -> None:
        """Read the vault under a new configuration; where that fails, go on with the old one."""
        self._conditions = conditions
        try:
            if session is None:
                raise VaultError(str(conditions))
            self._take_up(self._load(session))
            self.error = ""
            self._named = named_files(session)
            self._conditions = conditions_of(session, self._named)
        except VaultlintError as error:
            self.error = str(error)

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
        """Read the vault anew, under the same configuration; every problem may differ."""
        self._take_up(self._load(self._loaded.session.looking_again()))

    def _take_up(self, loaded: _Loaded) -> None:
        """Work on what was read anew, with the open files as they are in the editor."""
        self._loaded = loaded
        self._visible = None
        self.is_prepared = False
        shown = {path: data for path, data in self._open.items() if self.holds(path)}
        if shown:
            loaded.live.update(shown)

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


class _Names:
    """The names of a vault's notes, for the comparison with a baseline (a `Coverage`)."""

    def __init__(self, index: Index) -> None:
        self._names = frozenset(map(note_name, index.documents.files))

    def has_note(self, note: str) -> bool:
        return note in self._names

    def covers(self, entry: BaselineEntry) -> bool:
        del entry
        return False  # what is fixed is not asked for
