"""Survey the notes of a vault: plain data for a configuration that fits it."""

from __future__ import annotations

from dataclasses import dataclass

from vaultlint.init.survey.dates import Dates, survey_dates, survey_flags
from vaultlint.init.survey.folders import Folder, folder_tree, folders_where
from vaultlint.init.survey.properties import FAMILIES, FolderProperties, Usage, survey_properties
from vaultlint.init.survey.templates_and_daily_notes import daily_formats, template_folders
from vaultlint.vault.vault import Vault

__all__ = ["FAMILIES", "FolderProperties", "Survey", "folders_where", "survey"]


@dataclass(frozen=True)
class Survey:
    """The result of a survey. `vault` holds the notes to check: neither excluded by Obsidian nor templates.

    `templates` and `daily_formats` are folders and formats that Obsidian's settings do not name, with their number of
    notes; `daily_notes` counts the notes that are daily notes according to the settings.
    """

    vault: Folder
    templates: tuple[tuple[str, int], ...]
    daily_notes: int
    daily_formats: tuple[tuple[str, int], ...]
    usage: Usage
    dates: Dates
    flags: tuple[str, ...]


def survey(vault: Vault) -> Survey:
    """Survey a vault. Notes with broken front matter do not count for properties."""
    open_notes = [note for note in vault.notes.values() if not vault.settings.exclusion_of(note.path)]
    templates = tuple(template_folders(open_notes))
    checked = [note for note in open_notes if not any(note.path.startswith(f"{folder}/") for folder, _ in templates)]
    sound = [note for note in checked if not note.front_matter_broken]
    daily_notes = [note for note in checked if vault.is_daily_note(note.path)]
    return Survey(
        vault=folder_tree(checked),
        templates=templates,
        daily_notes=len(daily_notes),
        daily_formats=daily_formats(note.stem for note in checked if not vault.is_daily_note(note.path)),
        usage=survey_properties(folder_tree(sound)),
        dates=survey_dates(sound),
        flags=survey_flags(sound),
    )
