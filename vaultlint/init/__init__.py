"""A configuration that fits a vault, in which comments say what was found and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from vaultlint.config.selection import Selection
from vaultlint.errors import PluginError, VaultError
from vaultlint.init.config_text import Draft, Setting
from vaultlint.init.noisy_rules import Taming
from vaultlint.init.survey import FAMILIES, Habit, Survey, survey
from vaultlint.lint import engine
from vaultlint.lint.registry import RuleClass
from vaultlint.model import Problem
from vaultlint.obsidian.daily_notes import known_formats
from vaultlint.obsidian.moment import MomentFormat
from vaultlint.output.text_output import plural
from vaultlint.vault.vault import Vault


class Starter(NamedTuple):
    """The text of a `vaultlint.toml`, and the problems that a check under it finds."""

    text: str
    problems: tuple[Problem, ...]


def write_starter(vault: Vault, classes: Mapping[str, RuleClass]) -> Starter:
    """Look at a vault, and run the rules over it to see which of them would say too much.

    Raises `VaultError` when there is no note to look at, `PluginError` when a rule fails.
    """
    found = survey(vault)
    if not found.vault.notes:
        raise VaultError(f"every note in {vault.root} is a template or excluded: there is nothing to look at")
    draft = Draft()
    _remarks(draft, vault, found)
    _places(draft, found)
    _properties(draft, found)
    _dates(draft, found)
    result = engine.check(vault, Selection(classes, draft.config()))
    if result.failures:
        raise PluginError("; ".join(failure.message for failure in result.failures))
    daily_notes = [MomentFormat(text) for text, _ in found.daily_formats]
    left = Taming(draft, vault, found).tame([each for each in result.problems if not _is_daily(each, daily_notes)])
    if daily_notes:
        counts = ", ".join(f"{text} {count:,}" for text, count in found.daily_formats)
        settings = vault.settings
        known = known_formats(settings.daily_format, settings.period_formats) if found.daily_notes else []
        formats = [*known, *(text for text, _ in found.daily_formats)]
        draft.daily_notes = Setting(formats, f"Names of notes that are days: {counts}.")
    return Starter(draft.text(), tuple(left))


def _is_daily(problem: Problem, formats: list[MomentFormat]) -> bool:
    """Whether the problem is none once the formats are known as those of daily notes."""
    path = {"orphan-note": problem.path, "dangling-link": problem.data.get("target")}.get(problem.rule)
    name = PurePosixPath(path).name.removesuffix(".md") if isinstance(path, str) else ""
    return any(known.is_date(name) for known in formats)


def _remarks(draft: Draft, vault: Vault, found: Survey) -> None:
    settings = vault.settings
    draft.remarks.append(
        f"Written by `vaultlint init` after a look at {plural(len(found.vault.notes), 'note')}:"
        " change what does not fit."
    )
    if settings.template_folders:
        folders = " and ".join(dict.fromkeys(settings.template_folders))
        draft.remarks.append(f"Templates in {folders} are left out, as Obsidian's settings name them.")
    if settings.ignore_filters:
        draft.remarks.append('What Obsidian lists under "Excluded files" is left out.')
    if found.daily_notes:
        by = (
            "as Obsidian's settings say"
            if settings.daily_format or settings.period_formats
            else "by their names, YYYY-MM-DD"
        )
        draft.remarks.append(f"{plural(found.daily_notes, 'note')} are daily notes, {by}.")
    if folder := settings.attachment_folder:
        count = sum(path.startswith(f"{folder}/") for path in vault.files)
        draft.remarks.append(f"Obsidian keeps attachments in {folder}: {plural(count, 'file')} there.")


def _places(draft: Draft, found: Survey) -> None:
    for folder, count in found.templates:
        draft.exclude[folder] = f"{plural(count, 'template')}, by the folder's name or by placeholders in the notes."


def _properties(draft: Draft, found: Survey) -> None:
    vault, *folders = found.usage.habits
    if not vault.lacking and not folders:
        draft.ignore["missing-property"] = (
            f"No property is usual in the {plural(vault.notes, 'note')}{_most_used(found)}."
        )
        return
    rule = draft.rule("missing-property")
    if list(vault.lacking) == list(FAMILIES):
        draft.remarks.append(f"Nothing is said on title, date and draft, the default. {_describe(vault, found)}")
    else:
        rule["properties"] = Setting(list(vault.lacking), _describe(vault, found))
    if vault.synonyms:
        rule["synonyms"] = Setting(_lists(vault.synonyms), "Used instead:")
    known = {vault.folder: vault}
    for habit in folders:
        above = next(known[path] for path in _above(habit.folder) if path in known)
        known[habit.folder] = habit
        override = draft.folder(habit.folder)
        override.reasons.append(_describe(habit, found))
        override.options["missing-property.properties"] = list(habit.lacking)
        if habit.synonyms != above.synonyms:
            override.options["missing-property.synonyms"] = _lists(habit.synonyms)


def _lists(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(others) for name, others in synonyms.items()}


def _above(folder: str) -> list[str]:
    """The folders around a folder, the nearest first, the vault (`""`) last."""
    parts = folder.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts) - 1, -1, -1)]


def _describe(habit: Habit, found: Survey) -> str:
    if not habit.lacking:
        return f"No property is usual in the {plural(habit.notes, 'note')}{'' if habit.folder else _most_used(found)}."
    lacking = [f"{name} {count:,}" for name, count in habit.lacking.items() if count]
    without = f"; missing or empty: {', '.join(lacking)}" if lacking else ""
    return f"Nearly all of the {plural(habit.notes, 'note')} have these{without}."


def _most_used(found: Survey) -> str:
    shares = [f"{name} {count:,}" for name, count in found.usage.shares[:3]]
    return f"; most used are {', '.join(shares)}" if shares else ""


def _dates(draft: Draft, found: Survey) -> None:
    names = [name for name, _ in found.dates.properties]
    if names and names != ["date"]:
        counts = ", ".join(f"{name} {count:,}" for name, count in found.dates.properties)
        draft.rule("invalid-date")["properties"] = Setting(names, f"Values that are days, nearly all: {counts}.")
    if found.dates.formats:
        counts = ", ".join(f"{text} {count:,}" for text, count in found.dates.formats)
        draft.rule("invalid-date")["formats"] = Setting(
            [text for text, _ in found.dates.formats], f"In use besides 2024-01-31: {counts}."
        )
    if found.flags and found.flags != ("draft",):
        flags = list(found.flags)
        has_draft = any(note.has("draft") for note in found.vault.notes)
        others = ["draft"] if has_draft and "draft" not in map(str.lower, flags) else []
        kept = "; draft is not, and stays checked" if others else ""
        draft.rule("invalid-draft")["properties"] = Setting(
            [*others, *flags], f"Nearly always true or false: {', '.join(flags)}{kept}."
        )
