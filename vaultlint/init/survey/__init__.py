"""What habits a vault has: plain data, from the notes alone, for a configuration that fits it."""

from __future__ import annotations

from dataclasses import dataclass

from vaultlint.init.survey.dates import Dates, survey_dates, survey_flags
from vaultlint.init.survey.folders import Folder, folder_tree, folders_where
from vaultlint.init.survey.properties import FAMILIES, Habit, Usage, survey_properties
from vaultlint.init.survey.special_folders import daily_formats, template_folders
from vaultlint.vault.vault import Vault

__all__ = ["FAMILIES", "Habit", "Survey", "folders_where", "survey"]


@dataclass(frozen=True)
class Survey:
    """What was found. `vault` holds the notes that are checked: neither set aside by Obsidian nor templates.

    `templates` and `daily_formats` say what Obsidian's settings do not, with the number of notes; `daily_notes`
    counts the notes that are known as daily notes without them.
    """

    vault: Folder
    templates: tuple[tuple[str, int], ...]
    daily_notes: int
    daily_formats: tuple[tuple[str, int], ...]
    usage: Usage
    dates: Dates
    flags: tuple[str, ...]


def survey(vault: Vault) -> Survey:
    """Look at a vault. Notes whose front matter is broken have no say in what properties are usual."""
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
