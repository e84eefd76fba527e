"""Where Obsidian would create the note that a link asks for."""

from __future__ import annotations

import posixpath

from vaultlint.files.file_names import name_faults
from vaultlint.model import ResolvedLink, Status
from vaultlint.obsidian.names import folder_of
from vaultlint.obsidian.settings import ATTACHMENTS, extension
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note
from vaultlint.vault.sources import is_hidden


def new_note_path(index: Index, found: ResolvedLink) -> str | None:
    """Return the path of the note that Obsidian creates for a link that leads nowhere; None where it does not."""
    target = found.link.target
    if found.status is not Status.DANGLING or not target or extension(target) in ATTACHMENTS or found.link.exact:
        return None
    name = target if is_note(target) else f"{target}.md"
    folder = folder_of(found.source)
    if name.startswith(("./", "../")):
        path = posixpath.normpath(posixpath.join(folder, name))
    elif "/" in name:
        path = posixpath.normpath(name.lstrip("/"))
    else:
        path = posixpath.join(_folder_for(index, folder), name)
    faults = [name_faults(part, is_note=is_note(part)).forbidden for part in path.split("/")]
    is_wrong = path.startswith("../") or is_hidden(path) or path in index.documents.files or any(faults)
    return None if is_wrong else path


def _folder_for(index: Index, beside: str) -> str:
    """The folder for new notes: Obsidian's settings name it."""
    settings = index.settings
    return beside if settings.creates_beside else settings.new_note_folder
