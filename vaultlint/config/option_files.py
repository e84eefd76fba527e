"""The files that options of rules name, such as a JSON Schema: part of the configuration, so they are read with it."""

from __future__ import annotations

from pathlib import Path

from vaultlint.config.config_file import git_root
from vaultlint.encoding import digest
from vaultlint.errors import reason
from vaultlint.files.regular_file import read_regular_file, resolve_inside

_MAX_SIZE = 10_000_000


class OptionFiles:
    """Reads the files that options name, relative to the folder of the configuration file, each once.

    A file must be in that folder, or in the git repository that it is in. `digests` are those of the files that were
    read, by their names: what a result depends on besides the configuration file.
    """

    def __init__(self, config_file: Path | None) -> None:
        self._folder = config_file.parent if config_file else None
        self._contents: dict[str, bytes] = {}
        self._asked: dict[str, None] = {}
        self.digests: dict[str, bytes] = {}

    @property
    def places(self) -> list[Path]:
        """The files that were asked for, also those that could not be read."""
        return [self._folder / name for name in self._asked] if self._folder else []

    def read(self, name: str) -> bytes:
        """Return the content of a file; raises ValueError where it cannot be read."""
        self._asked[name] = None
        if name not in self._contents:
            content = self._contents[name] = self._read(name)
            self.digests[name] = digest(content)
        return self._contents[name]

    def _read(self, name: str) -> bytes:
        if self._folder is None:
            raise ValueError(f'no configuration file says where "{name}" is')
        top = git_root(self._folder) or self._folder
        try:
            return read_regular_file(resolve_inside(top, self._folder / name), _MAX_SIZE)
        except PermissionError as error:
            why = f"it is not in {top}" if error.errno == 0 else reason(error)
            raise ValueError(f"cannot read {name}: {why}") from None
        except OSError as error:
            raise ValueError(f"cannot read {name}: {reason(error)} ({self._folder / name})") from None
