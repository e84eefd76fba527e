"""Configure which properties notes must have, and which are dates and booleans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vaultlint.init.config_builder import ConfigBuilder, Setting
from vaultlint.init.hidden import MISSING_PROPERTY
from vaultlint.init.survey import FAMILIES, FolderProperties, Survey, family_of
from vaultlint.lint.registry import RuleClass
from vaultlint.model import Note, Problem
from vaultlint.output.text_output import plural


def add_properties(builder: ConfigBuilder, found: Survey) -> None:
    """Require the properties that notes have, in each folder that differs those of its notes."""
    vault, *folders = found.usage.folders
    if not vault.lacking and not folders:
        builder.ignore[MISSING_PROPERTY] = _no_property(vault, found)
        return
    rule = builder.rule(MISSING_PROPERTY)
    if list(vault.lacking) != list(FAMILIES):
        rule["properties"] = Setting(list(vault.lacking))
    if vault.synonyms:
        rule["synonyms"] = Setting(_lists(vault.synonyms), "Also used for these:")
    known = {vault.folder: vault}
    for group in folders:
        above = next(known[path] for path in folders_above(group.folder) if path in known)
        known[group.folder] = group
        override = builder.folder(group.folder)
        override.options["missing-property.properties"] = list(group.lacking)
        if group.synonyms != above.synonyms:
            override.options["missing-property.synonyms"] = _lists(group.synonyms)


def _lists(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(others) for name, others in synonyms.items()}


def explain_properties(builder: ConfigBuilder, found: Survey, lacking: Mapping[str, Counter[str]]) -> None:
    """Say how many notes lack each required property."""
    vault, *folders = found.usage.folders
    if MISSING_PROPERTY in builder.ignore or (not vault.lacking and not folders):
        return
    why = _describe(vault, found, lacking[""])
    properties = builder.rule(MISSING_PROPERTY).get("properties")
    if isinstance(properties, Setting):
        properties.why = why
    else:
        builder.header.append(f"The required properties are the default: title, date and draft. {why}")
    for group in folders:
        builder.folder(group.folder).reasons.append(_describe(group, found, lacking[group.folder]))


def _describe(group: FolderProperties, found: Survey, lacking: Counter[str]) -> str:
    if not group.lacking:
        return _no_property(group, found)
    without = ", ".join(
        f"{lacking[name]:,} {'lacks' if lacking[name] == 1 else 'lack'} {name}"
        for name in group.lacking
        if lacking[name]
    )
    notes = plural(lacking[""], "note")
    return f"Of {notes}, {without}." if without else f"All of the {notes} have these properties."


def _no_property(group: FolderProperties, found: Survey) -> str:
    shares = [f"{name} {count:,}" for name, count in found.usage.most_used[:3]] if not group.folder else []
    most_used = f"; most common: {', '.join(shares)}" if shares else ""
    return f"No property is common to the {plural(group.notes, 'note')}{most_used}."


def add_dates(builder: ConfigBuilder, found: Survey) -> None:
    """Check every property with dates, and `date` in any case, if only for dates that do not exist."""
    strict = [each for each in found.dates.properties if not each.is_loose]
    loose = [each for each in found.dates.properties if each.is_loose]
    rule = builder.rule("invalid-date")
    names = [each.name for each in strict]
    if "date" not in {each.name.lower() for each in found.dates.properties}:
        names.append("date")
    if list(map(str.lower, names)) != ["date"]:
        counts = ", ".join(f"{each.name} {each.dates:,}" for each in strict if each.dates)
        rule["properties"] = Setting(names, f"Values that are dates: {counts}." if counts else "")
    if loose:
        rest = ", ".join(f"{each.name} {each.empty + each.others:,}" for each in loose)
        rule["loose-properties"] = Setting(
            [each.name for each in loose],
            f"Often empty or something else, so that only dates that do not exist are reported: {rest}.",
        )
    if found.dates.formats:
        counts = ", ".join(f"{text} {count:,}" for text, count in found.dates.formats)
        rule["formats"] = Setting([text for text, _ in found.dates.formats], f"Used besides YYYY-MM-DD: {counts}.")


def add_flags(builder: ConfigBuilder, found: Survey, classes: Mapping[str, RuleClass]) -> None:
    """Check every property that is a boolean, and `draft` in any case, if only for text that spells one."""
    booleans = [flag for flag in found.flags if flag.is_boolean]
    draft = next((flag for flag in found.flags if flag.name.lower() == "draft"), None)
    rule = builder.rule("invalid-draft")
    names = [flag.name for flag in booleans]
    is_loose = draft is not None and draft.is_something_else
    if not is_loose and "draft" not in map(str.lower, names):
        names.insert(0, "draft")
    if list(map(str.lower, names)) != ["draft"]:
        counts = ", ".join(f"{flag.name} {flag.booleans:,}" for flag in booleans)
        rule["properties"] = Setting(names, f"Values that are true or false: {counts}." if counts else "")
    if draft and is_loose:
        default: tuple[str, ...] = getattr(classes.get("invalid-draft"), "loose_properties", ())
        strict = {name.lower() for name in names}
        rule["loose-properties"] = Setting(
            [draft.name, *(name for name in default if name not in strict)],
            f"{draft.others:,} values of {draft.name} are something else than true or false, so that only text that"
            " spells these is reported.",
        )


class Scopes:
    """The folders with required properties of their own; the vault's is `""`."""

    def __init__(self, found: Survey) -> None:
        self._groups = {group.folder: group for group in found.usage.folders}

    def of(self, path: str) -> str:
        """Return the folder whose properties a note must have."""
        return next(folder for folder in folders_above(path) if folder in self._groups)

    def requires(self, path: str, name: str) -> bool:
        """Whether a note must have a property of the default, or one that stands for it."""
        return any(name in {known.lower(), family_of(known)} for known in self._groups[self.of(path)].lacking)

    def lacking(self, problems: Sequence[Problem], notes: Iterable[Note]) -> dict[str, Counter[str]]:
        """Count notes by the folder that requires their properties: those that lack each, and (`""`) all."""
        counts: dict[str, Counter[str]] = {folder: Counter() for folder in self._groups}
        paths = {note.path for note in notes}
        for path in paths:
            counts[self.of(path)][""] += 1
        for problem in problems:
            if problem.rule == MISSING_PROPERTY and problem.path in paths:
                counts[self.of(problem.path)].update(problem.causes)
        return counts


def folders_above(folder: str) -> list[str]:
    """List the folders around a folder, the nearest first, the vault (`""`) last."""
    parts = folder.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts) - 1, -1, -1)]
