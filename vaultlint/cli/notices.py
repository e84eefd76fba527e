"""Notices about the vault that a command works on, printed to standard error before its output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.cache.store import FOLDER
from vaultlint.cli.command_line import quoted, relative_path
from vaultlint.cli.console import print_message
from vaultlint.cli.session import Session
from vaultlint.config.config_file import CONFIG_FILES
from vaultlint.errors import VaultError
from vaultlint.fix.disk.leftovers import unfinished_journals
from vaultlint.obsidian.names import fold
from vaultlint.vault.linked_folders import LinkedFolders

_LISTED = 5
"""The most folders that one notice names."""


def print_notices(session: Session, *, quiet: bool = False) -> None:
    """Print all notices about the vault of a session, unless quiet."""
    if not quiet:
        for notice in _notices(session):
            print_message(notice)


def print_root_notice(session: Session) -> None:
    """Print the notice about the vault's root: for commands that do not read the notes."""
    for notice in _root_notice(session):
        print_message(notice)


def demand_one_vault(session: Session) -> None:
    """Raise `VaultError` if another folder may be the vault: links would be written from the wrong root."""
    if session.other_vault:
        one, other = (quoted([relative_path(root)]) for root in (session.root, session.other_vault))
        raise VaultError(f"which vault is to be changed? Add `--root {one}` or `--root {other}`")


def _notices(session: Session) -> Iterator[str]:
    """Yield all notices about a vault, each one line. New kinds go here."""
    yield from _root_notice(session)
    yield from _interruption_notice(session)
    yield from _linked_folder_notices(session)
    yield from _missing_notice(session)


def _root_notice(session: Session) -> Iterator[str]:
    """If another vault may be meant, say which is used and what to add to the command to use the other."""
    if session.other_vault is None:
        return
    option = f"--root {quoted([relative_path(session.other_vault)])}"
    yield f"using {session.root} as the vault; to use the vault {session.other_vault}, add `{option}`"


def _interruption_notice(session: Session) -> Iterator[str]:
    """Say that a change to the vault was interrupted, and how to finish it."""
    if unfinished_journals(session.root / FOLDER):
        from vaultlint.fix.disk.transaction import interrupted  # rarely needed

        if notice := interrupted(session.root):
            yield notice


def _missing_notice(session: Session) -> Iterator[str]:
    """Say that links into PATHs that do not exist are looked for, since a PATH may be misspelt."""
    missing = sorted(session.missing_names) if session.affected else []
    for path in missing[:_LISTED]:
        yield f'"{path}" is not in the vault: looking for links to it'
    if len(missing) > _LISTED:
        yield f"{len(missing) - _LISTED:,} more PATHs are not in the vault"


def _linked_folder_notices(session: Session) -> Iterator[str]:
    """Yield notices about `follow-links` that cannot be read, and about links out of the vault that could be."""
    session.disk.paths()  # fills `linked`
    linked = session.disk.linked
    for path, why in linked.refused.items():
        yield f'follow-links: "{path}" is not read: {why}{_suggestion(path, linked)}'
    for path, target in linked.broken.items():
        if path not in linked.refused and not _is_excluded(session, path):
            yield (
                f'"{path}" links to "{target}", which does not exist, so links into it are not checked;'
                " restore that folder or remove the link"
            )
    if unread := [path for path in linked.could_be_followed() if not _is_excluded(session, path)]:
        accepted = [path for path in session.disk.follow if path not in linked.refused or _is_below(path, unread)]
        yield _unread_notice(unread, accepted, session.config_file.name if session.config_file else CONFIG_FILES[0])


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def _suggestion(path: str, linked: LinkedFolders) -> str:
    """Return the end of a message that names the linked folder that a missing one may stand for."""
    if linked.unread.get(path) != "":  # it exists
        return ""
    from difflib import get_close_matches  # rarely needed

    wanted = path.replace("\\", "/")
    names = {fold(name): name for name in linked.unread if name not in {*linked.refused, *linked.broken}}
    if near := get_close_matches(fold(wanted), names, 1):
        return f': write "{names[near[0]]}"'
    return f': write "{wanted}"' if wanted != path else ""


def _is_excluded(session: Session, folder: str) -> bool:
    """Whether the configuration or the command line excludes everything in a folder."""
    patterns = [*session.config.options.exclude, *session.flags.exclude]
    from vaultlint.files.patterns import verdict  # imports pathspec; rarely needed

    return bool(verdict(patterns, f"{folder}/any.md"))


def _unread_notice(folders: Sequence[str], follow: Sequence[str], file: str) -> str:
    from vaultlint.text.toml_text import toml  # rarely needed

    shown = [f'"{folder}"' for folder in folders]
    if len(folders) == 1:
        what, they, them = f"{shown[0]} links", "it is", "it"
    else:
        first = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) <= _LISTED else _first_of(shown)
        what, they, them = f"{first} link", "they are", "them"
    key = f"follow-links = {toml([*follow, *folders])}" if len(folders) <= _LISTED else "follow-links"
    return (
        f"{what} out of the vault, so {they} not read and links into {them} are not checked;"
        f" to read {them}, set {key} in {file}"
    )


def _first_of(shown: Sequence[str]) -> str:
    return f"{', '.join(shown[:_LISTED])} and {len(shown) - _LISTED:,} more folders"
