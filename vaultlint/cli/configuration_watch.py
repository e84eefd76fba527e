"""Notice when what a check depends on besides the files of the vault has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from vaultlint.cli.baseline_reader import baseline_bytes
from vaultlint.cli.session import Session, content_of
from vaultlint.encoding import digest
from vaultlint.errors import VaultError, VaultlintError

Reopen = Callable[[], Session]
"""Opens a session on a vault as it is now."""

Read = Callable[[Session], None]
"""Reads a vault under the configuration of a session; raises `VaultlintError`."""


class ConfigurationWatch:
    """Where a vault is, its configuration with the files that it names, and its baseline, as they change.

    `error` says why what is there now cannot be used; then the vault that was read last still counts.
    """

    def __init__(self, reopen: Reopen, *, use_baseline: bool = True) -> None:
        self.error = ""
        self._reopen = reopen
        self._use_baseline = use_baseline
        self._named: list[Path] = []
        self._conditions: Any = None

    def begin(self, read: Read) -> None:
        """Read a vault for the first time; raises `VaultlintError`."""
        session = self._reopen()
        self._conditions = self._conditions_of(session)
        read(session)
        self._take_up_names(session)

    def look(self, root: Path, read: Read) -> bool:
        """Read the vault at a root anew if anything differs; tell whether it does. See `error` for whether that worked.

        Raises `VaultError` once the vault is gone.
        """
        if not root.is_dir():
            raise VaultError(f"{root}: the vault no longer exists")
        try:
            session = self._reopen()
            conditions = self._conditions_of(session)
        except VaultlintError as error:  # such as a `root` in the configuration that does not exist
            is_same = str(error) == self._conditions
            self._conditions = self.error = str(error)
            return not is_same
        if conditions == self._conditions:
            return False
        self._conditions = conditions
        try:
            read(session)
            self.error = ""
        except VaultlintError as error:
            self.error = str(error)
        self._take_up_names(session)
        return True

    def _take_up_names(self, session: Session) -> None:
        """Note the files that the configuration names, also those that could not be read."""
        named = _named_files(session)
        if named != self._named:
            self._named = named
            self._conditions = self._conditions_of(session)

    def _conditions_of(self, session: Session) -> Any:
        """What all depends on, as plain data."""
        baseline = baseline_bytes(session.root) if self._use_baseline else None
        files = [(str(file), digest(content_of(file) or b"")) for file in self._named]
        place = session.root, session.paths, session.other_vault
        return place, session.config_file, content_of(session.config_file), baseline, files


def _named_files(session: Session) -> list[Path]:
    """Return the files that the configuration of a session names: rules and what their options need."""
    try:
        config = session.config
    except VaultlintError:
        return []
    return [*config.loaded_files, *config.option_files.places]
