"""The session of a command: its vault, configuration and rules in force.

What reads and checks a vault is imported where it is needed, since a check with a cached result needs none of it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaultlint.cache.code_fingerprint import PARSERS, fingerprint
from vaultlint.cache.store import FOLDER, Store
from vaultlint.cli.console import ProgressBar
from vaultlint.cli.vault_root import find_vault
from vaultlint.config.config_file import find_config, path_below
from vaultlint.config.selection_flags import Names, SelectionFlags
from vaultlint.config.text_limits import TextLimits
from vaultlint.errors import ConfigError, GitError, VaultError, reason
from vaultlint.files.regular_file import read_regular_file
from vaultlint.obsidian.names import fold
from vaultlint.vault.sources import Disk

if TYPE_CHECKING:
    from vaultlint.config.options import Config
    from vaultlint.config.selection import Selection
    from vaultlint.git.changes_since import ChangesSince
    from vaultlint.git.tracked_files import TrackedFiles
    from vaultlint.lint.result import Result
    from vaultlint.lint.verdicts import CachedVerdicts
    from vaultlint.vault.answer_cache import AnswerCache
    from vaultlint.vault.index import Index
    from vaultlint.vault.sources import FileSource
    from vaultlint.vault.vault import Vault


def config_file_for(root: Path, file: str | None, *, isolated: bool) -> Path | None:
    """Return the configuration file that was passed, else the nearest, if there is one; raises `ConfigError`."""
    try:
        return Path(file).resolve() if file else None if isolated else find_config(root)
    except OSError as error:
        raise ConfigError(f"{error.filename}: {reason(error)}") from None


def content_of(file: Path | None) -> bytes | None:
    """Return the bytes of a configuration file; None without one, and where it cannot be read."""
    try:
        return read_regular_file(str(file)) if file else None
    except OSError:
        return None


@dataclass(frozen=True, kw_only=True)
class VaultOptions:
    """The options that every command that looks at a vault takes: which vault that is, and how to read it.

    `cache_dir` is by default a folder in the vault's root; `jobs` is the number of processes (None: depends on the
    vault's size).
    """

    root: str | None = None
    config_file: str | None = None
    isolated: bool = False
    exclude: Names = ()
    no_cache: bool = False
    cache_dir: str | None = None
    jobs: int | None = None
    tracked: bool = False


@dataclass(frozen=True)
class Session:
    """What a command works on: a vault, its configuration and rules, and the requested paths.

    `store` is the cache, `jobs` the number of processes that read notes (None: depends on the size of the vault).
    `since` is the git revision since which what is reported must have changed, None for everything.
    `is_config_explicit` is true for a file passed with `--config`. `other_vault` is the root of another vault that the
    user may have meant. With `is_tracked`, only files that git tracks are in the vault. What is requested are files in
    `paths` that are in `only`, if that is not None; with `affected`, links elsewhere that lead into them are, too.
    `text` is what the one requested file has instead of what is on disk.
    """

    root: Path
    paths: tuple[Path, ...]
    config_file: Path | None
    flags: SelectionFlags
    store: Store | None = None
    jobs: int | None = None
    is_config_explicit: bool = False
    other_vault: Path | None = None
    since: str | None = None
    is_tracked: bool = False
    only: frozenset[str] | None = None
    affected: bool = False
    text: bytes | None = None

    def looking_again(self, *, keeps_index: bool = False, keeps_store: bool = True) -> Session:
        """Return a session that lists the vault's files anew, under the same configuration and rules.

        With `keeps_index` it has the same index, which must be told what has changed.
        """
        kept = {"config", "selection", *(("index",) if keeps_index else ())}
        again = replace(self, store=self.store if keeps_store else None)
        vars(again).update((name, value) for name, value in vars(self).items() if name in kept)
        return again

    @cached_property
    def config(self) -> Config:
        """The configuration, from the file or the defaults; raises `ConfigError`."""
        from vaultlint.config.options import Config, Options, read_config

        config = read_config(self.config_file) if self.config_file else Config(Options())
        if self.config_file and not self.is_config_explicit:
            for key in ("load", "follow_links"):
                if getattr(config.options, key):
                    _refuse_foreign_file(self.config_file, key.replace("_", "-"), self.paths[0])
        return config

    @cached_property
    def selection(self) -> Selection:
        """The rules in force."""
        from vaultlint.config.selection import Selection
        from vaultlint.lint.registry import find_rules

        return Selection(find_rules(self.config.loaded_files), self.config, self.flags)

    @property
    def option_files(self) -> Mapping[str, bytes]:
        """The digests of the files that options of rules name."""
        options = self.config.options
        if options.rules or any(override.rules for override in options.overrides):
            _ = self.selection  # which reads them
        return self.config.option_files.digests

    @cached_property
    def disk(self) -> Disk:
        """The files of the vault; raises `GitError`."""
        if self.config_file is None:  # so the configuration need not be imported
            return Disk(self.root, tracked=self._tracked_files())
        options = self.config.options
        return Disk(
            self.root, options.max_file_size, map(path_below, options.follow_links), tracked=self._tracked_files()
        )

    def _tracked_files(self) -> TrackedFiles | None:
        if not self.is_tracked:
            return None
        from vaultlint.git.tracked_files import TrackedFiles  # rarely needed

        return TrackedFiles(self.root)

    @cached_property
    def source(self) -> FileSource:
        """The files of the vault, in which `text` stands for the requested one; raises `VaultError`, `GitError`."""
        if self.text is None:
            return self.disk
        from vaultlint.vault.sources import DOCUMENTS, Overlay

        source, (path,) = Overlay(self.disk), self.requested_names
        self.disk.paths()  # finds the folders that are not read
        if not path.lower().endswith(DOCUMENTS) or (self.root / path).is_dir():
            raise VaultError(f"--stdin-filename: {self.paths[0]} is no note or canvas: give a name in .md or .canvas")
        if not source.shows(path):
            raise VaultError(f"--stdin-filename: {self.paths[0]} is not in the vault {self.root}: it is hidden")
        source.put(path, self.text)
        return source

    @cached_property
    def text_limits(self) -> TextLimits:
        """How much text output shows."""
        return self.config.text_limits if self.config_file else TextLimits()

    @cached_property
    def index(self) -> Index:
        """The index of the vault; a progress bar is shown while reading."""
        from vaultlint.vault.index import Index

        with ProgressBar("Reading notes") as progress:
            return Index(
                self.root,
                self.source,
                daily_notes=self.config.daily_notes,
                site=self.config.site,
                property_types=self.config.options.types,
                store=self.store,
                jobs=self.jobs,
                progress=progress,
            )

    @cached_property
    def vault(self) -> Vault:
        """The vault as rules see it."""
        from vaultlint.vault.vault import Vault

        return Vault(self.index)

    @cached_property
    def changes(self) -> ChangesSince | None:
        """What has changed since the commit that HEAD and `since` have in common; raises `GitError`."""
        if self.since is None:
            return None
        from vaultlint.git.changes_since import ChangesSince
        from vaultlint.git.repository import Repository

        repository, disk = Repository(self.root), self.disk
        commit = repository.branch_point(repository.commit(self.since))
        changes = ChangesSince(repository, commit, disk.paths(), disk.read, disk.limit)
        if changes.is_empty:
            raise GitError(f"git knows no file in {self.root}: it is ignored, or nothing was added yet")
        return changes

    def reported(self, result: Result) -> Result:
        """Return what of the result of a check is reported: see `affected` and `since`."""
        if self.affected:
            from vaultlint.lint.affected import reported_affected

            result = reported_affected(result, self.index, self._is_named, self.missing_names)
        if self.since is None or self.changes is None:
            return result
        from vaultlint.fix.healing import reported_since

        return reported_since(result, self.index, self.changes, self.since)

    @cached_property
    def verdicts(self) -> CachedVerdicts | None:
        """What the rules found in the last run, as far as it holds.

        None without a cache, and with rules under `load`, which may import anything.
        """
        from vaultlint.lint.entry_points import plugin_packages
        from vaultlint.lint.verdicts import CachedVerdicts

        if self.store is None or self.config.options.load:
            return None
        flags = self.flags
        conditions = [
            str(self.config_file),
            content_of(self.config_file),
            sorted(self.option_files.items()),
            [flags.select, flags.extend_select, flags.ignore],
            fingerprint((*PARSERS, *plugin_packages())),
        ]
        return CachedVerdicts(self.index, conditions)

    def save(self, values: Mapping[str, bytes] = {}) -> None:
        """Cache what was read and found, and other values with it; nothing of what is not on disk."""
        if self.text is not None:
            return
        if self.store and self.verdicts:
            self.verdicts.save(values)
        elif self.store:
            self.index.save(values=values)

    def answer_cache(self, name: str, *conditions: Any) -> AnswerCache | None:
        """Return the cached answer of a command about the vault, the configuration and the requested paths.

        None without a cache, with `text`, and with rules under `load`, which may import anything.
        """
        from vaultlint.lint.entry_points import plugin_packages
        from vaultlint.vault.answer_cache import AnswerCache

        if self.store is None or self.text is not None or (self.config_file and self.config.options.load):
            return None
        here = [str(self.root), str(self.config_file), content_of(self.config_file), list(astuple(self.flags))]
        code = fingerprint((*PARSERS, *plugin_packages()))
        conditions = (
            *here,
            sorted({""} if self.affected else self.requested_names),
            self.is_tracked,
            code,
            *conditions,
        )
        return AnswerCache(self.store, self.disk, name, [*conditions], self._read_option_file)

    def _read_option_file(self, name: str) -> bytes:
        """Read a file that an option names; raises ValueError."""
        if self.config_file is None:  # so the configuration need not be imported
            raise ValueError("no option names a file")
        return self.config.option_files.read(name)

    @property
    def missing_names(self) -> frozenset[str]:
        """The requested paths that are not in the vault, such as those of deleted notes and folders."""
        paths = self.source.paths()
        folders = {f"{name}/" for name in self.requested_names if name and any(p.startswith(f"{name}/") for p in paths)}
        return frozenset(name for name in self.requested_names - set(paths) if name and f"{name}/" not in folders)

    def is_requested(self, path: str) -> bool:
        """Whether a path in the vault is a requested one, or below one; any may be affected."""
        is_there = self.only is None or path in self.only
        return is_there and (self.affected or self._is_named(path))

    def _is_named(self, path: str) -> bool:
        names = self.requested_names
        if "" in names:
            return True
        while path and path not in names:
            path = path.rpartition("/")[0]
        return path in names

    @cached_property
    def requested_names(self) -> frozenset[str]:
        """The requested paths relative to the root, which is the empty path."""
        return frozenset(
            "" if self.root.is_relative_to(each) else self._as_listed(each.relative_to(self.root).as_posix())
            for each in self.paths
        )

    def _as_listed(self, name: str) -> str:
        """Return a path in the vault as the disk lists it: one may be given in another case, or composed otherwise.

        macOS takes such paths for the same, and git gives names there that are composed (NFC) whatever the disk has.
        """
        if name in self._listed or not os.path.lexists(self.root / name):
            return name
        return next((path for path in self._listed if fold(path) == fold(name)), name)

    @cached_property
    def _listed(self) -> Mapping[str, None]:
        """The files of the vault and the folders that they are in, sorted."""
        found: dict[str, None] = {}
        for path in self.disk.paths():
            folders = [path]
            while (folder := folders[-1].rpartition("/")[0]) and folder not in found:
                folders.append(folder)
            found.update(dict.fromkeys(reversed(folders)))
        return found


def open_session(
    paths: Sequence[str],
    options: VaultOptions,
    selected: SelectionFlags | None = None,
    since: str | None = None,
    *,
    affected: bool = False,
    text: bytes | None = None,
) -> Session:
    """Find the vault around some paths, or at `options.root`, and its configuration file; raises `VaultlintError`."""
    location = find_vault(paths, options.root, options.config_file, reads_config=not options.isolated)
    return Session(
        root=location.root,
        paths=location.paths,
        config_file=config_file_for(location.root, options.config_file, isolated=options.isolated),
        flags=replace(selected or SelectionFlags(), exclude=options.exclude),
        store=None if options.no_cache else _store(location.root, options.cache_dir),
        jobs=options.jobs,
        is_config_explicit=options.config_file is not None,
        other_vault=location.other_vault,
        since=since,
        is_tracked=options.tracked,
        affected=affected,
        text=text,
    )


def _refuse_foreign_file(config: Path, key: str, path: Path) -> None:
    """Let no file of another user, such as one above a vault in `/tmp`, run code or read outside the vault."""
    trusted = {0, path.stat().st_uid, *([os.geteuid()] if hasattr(os, "geteuid") else [])}
    if config.stat().st_uid not in trusted:
        raise ConfigError(
            f"{config}: {key}: the file belongs to another user: pass it with --config, or use --isolated"
        )


def _store(root: Path, folder: str | None) -> Store | None:
    """Return the store in the given folder, else in the vault; None if the folder in the vault is a symbolic link."""
    if folder:
        return Store(Path(folder))
    location = root.resolve() / FOLDER
    return Store(location) if os.path.realpath(location) == str(location) else None
