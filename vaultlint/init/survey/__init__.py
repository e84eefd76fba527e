"""Survey the notes of a vault: plain data for a configuration that fits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vaultlint.init.survey.daily_formats import daily_formats
from vaultlint.init.survey.dates import Dates, survey_dates
from vaultlint.init.survey.flags import Flag, survey_flags
from vaultlint.init.survey.folders import Folder, folder_tree, folders_where
from vaultlint.init.survey.properties import FAMILIES, FolderProperties, Usage, family_of, survey_properties
from vaultlint.init.survey.templates import Templates, find_templates
from vaultlint.vault.vault import Vault

__all__ = [
    "FAMILIES",
    "Flag",
    "Folder",
    "FolderProperties",
    "Survey",
    "Templates",
    "family_of",
    "folders_where",
    "survey",
]


@dataclass(frozen=True)
class Survey:
    """The result of a survey. `vault` holds the surveyed notes: neither excluded by Obsidian or git nor templates.

    `ignored` counts the notes that only git ignores, which a check covers all the same. `daily_formats` are formats
    that Obsidian's settings do not name, with their number of notes; `daily_notes` counts the notes that are daily
    notes according to the settings.
    """

    vault: Folder
    ignored: int
    templates: tuple[Templates, ...]
    daily_notes: int
    daily_formats: tuple[tuple[str, int], ...]
    usage: Usage
    dates: Dates
    flags: tuple[Flag, ...]


def survey(vault: Vault, is_ignored: Callable[[str], bool] = lambda _: False) -> Survey:
    """Survey a vault without the notes that git ignores. Notes with broken front matter do not count for properties."""
    checked = [note for note in vault.notes.values() if not vault.settings.exclusion_of(note.path)]
    # Where git ignores every note, as in a vault below an ignored folder, that says nothing about any of them.
    tracked = [note for note in checked if not is_ignored(note.path)] or checked
    templates = tuple(find_templates(tracked, vault.text))
    folders = tuple(f"{found.path}/" for found in templates if found.is_folder)
    single = {found.path for found in templates if not found.is_folder}
    notes = [note for note in tracked if note.path not in single and not note.path.startswith(folders)]
    sound = [note for note in notes if not note.front_matter_broken]
    daily_notes = [note for note in notes if vault.is_daily_note(note.path)]
    return Survey(
        vault=folder_tree(notes),
        ignored=len(checked) - len(tracked),
        templates=templates,
        daily_notes=len(daily_notes),
        daily_formats=daily_formats(note.stem for note in notes if not vault.is_daily_note(note.path)),
        usage=survey_properties(folder_tree(sound)),
        dates=survey_dates(sound),
        flags=survey_flags(sound),
    )
