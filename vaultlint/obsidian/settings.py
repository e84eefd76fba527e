"""The file types that Obsidian shows, and its settings in `.obsidian/`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from vaultlint.errors import reason
from vaultlint.obsidian.expressions import Expressions
from vaultlint.obsidian.names import fold
from vaultlint.obsidian.property_types import PropertyType, read_property_types

_NOTES = "md base canvas"
_IMAGES = "avif bmp gif jpeg jpg png svg webp"
_SOUND = "flac m4a mp3 ogg wav webm 3gp"
_VIDEO = "mkv mov mp4 ogv"
_OTHER = """
csv doc docx epub gz htm html ico json key numbers odp ods odt opus pages ppt pptx psd rtf tar tif tiff toml tsv txt
xls xlsx xml yaml yml zip
"""

_MEDIA = [frozenset(medium.split()) for medium in (_IMAGES, _SOUND, _VIDEO)]

SHOWN = frozenset(f"{_NOTES} {_IMAGES} {_SOUND} {_VIDEO} pdf".split())
"""Extensions of files that Obsidian shows and links to (its help: Accepted file formats)."""

ATTACHMENTS = (SHOWN - {"md"}) | frozenset(_OTHER.split())
"""Extensions by which a link names an attachment rather than a note: `[[x.png]]`, but not `[[v1.2 plan]]`."""


SETTINGS = (
    ".obsidian/app.json",
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/types.json",
    ".obsidian/plugins/templater-obsidian/data.json",
    ".obsidian/community-plugins.json",
    ".obsidian/plugins/periodic-notes/data.json",
)
"""The files that `read_settings` reads."""

LINK_FORMATS = ("shortest", "relative", "absolute")
"""What `newLinkFormat` may be; the first is the default."""

_PERIODS = {
    "day": ("daily", "YYYY-MM-DD"),
    "week": ("weekly", "gggg-[W]ww"),
    "month": ("monthly", "YYYY-MM"),
    "quarter": ("quarterly", "YYYY-[Q]Q"),
    "year": ("yearly", "YYYY"),
}
"""The periods of the plugin Periodic Notes: name in version 1, name before that, default format."""

_SETS = 20
"""The most sets of periods that count, as every name is compared with each of their formats."""

_ORIGIN = ".obsidian"

_SHOWN = 60
"""The most characters of an expression in a message."""


def extension(path: str) -> str:
    """Return the extension of a path in lower case, without its dot; empty if it has none."""
    dot = path.rfind(".")
    return path[dot + 1 :].lower() if dot > path.rfind("/") else ""


def are_alike(kind: str, other: str) -> bool:
    """Tell whether two extensions are of pictures, of sound or of videos, so that one can stand in for the other."""
    return any({kind, other} <= medium for medium in _MEDIA)


class Exclusion(NamedTuple):
    """A reason not to check some notes, which links may still lead to.

    `description` and `origin` say what it is and who says so; `matches` tells whether it applies to a path. `folder` is
    set if it is about the folders of one name, so that the pattern `!folder/` reverses it.
    """

    description: str
    origin: str
    matches: Callable[[str], bool]
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that change what a link means or how it is written, what is worth checking, and where files go.

    `new_link_format` is `shortest`, `relative` or `absolute`; `uses_markdown_links` says in which form links are added.
    `property_types` gives the types of properties by their names in lower case. New notes are created in
    `new_note_folder`, or beside the note with the link if it `creates_beside`.

    The formats and templates of periods are those of the plugin Periodic Notes. The `built` folders are not a setting
    of Obsidian, but excluded like those that are.
    """

    shows_all_files: bool = False
    ignore_filters: tuple[str, ...] = ()
    template_folders: tuple[str, ...] = ()
    daily_template: str = ""
    daily_format: str = ""
    period_templates: tuple[str, ...] = ()
    period_formats: tuple[str, ...] = ()
    attachment_folder: str = ""
    new_link_format: str = LINK_FORMATS[0]
    uses_markdown_links: bool = False
    creates_beside: bool = False
    new_note_folder: str = ""
    property_types: Mapping[str, PropertyType] = field(default_factory=dict)
    built: tuple[Exclusion, ...] = field(default=(), compare=False, repr=False)
    expressions: Expressions = field(default_factory=Expressions, compare=False, repr=False)

    def shows(self, path: str) -> bool:
        """Tell whether Obsidian shows a file, so that a link may lead to it."""
        return self.shows_extension(extension(path))

    def shows_extension(self, kind: str) -> bool:
        """Tell whether Obsidian shows files with an extension, given in lower case without its dot."""
        return self.shows_all_files or kind in SHOWN

    @property
    def exclusions(self) -> Iterator[Exclusion]:
        """Everything that excludes notes from checking."""
        for folder in self.template_folders:
            yield Exclusion(f'template folder "{folder}"', _ORIGIN, partial(_is_below, folder))
        if self.daily_template:
            is_template = partial(_is_note, self.daily_template)
            yield Exclusion(f'daily note template "{self.daily_template}"', _ORIGIN, is_template)
        for template in self.period_templates:
            yield Exclusion(f'periodic note template "{template}"', _ORIGIN, partial(_is_note, template))
        for pattern in self.ignore_filters:
            expression = _expression(pattern)
            matches = partial(self.expressions.matches, expression) if expression else partial(_begins_with, pattern)
            yield Exclusion(f'"Excluded files" filter "{pattern}"', _ORIGIN, matches)
        yield from self.built

    def match_expressions(self, paths: Sequence[str]) -> dict[str, str]:
        """Match all regular expressions against all paths at once; return why one could not be, by settings file."""
        slow = self.expressions.match_all(list(filter(None, map(_expression, self.ignore_filters))), paths)
        shown = f"/{slow}/" if len(slow) <= _SHOWN else f"/{slow[:_SHOWN]}..."
        return (
            {SETTINGS[0]: f'the "Excluded files" filter "{shown}" takes too long to match: simplify it'} if slow else {}
        )

    def exclusion_of(self, path: str) -> Exclusion | None:
        """Return what excludes a path from checking, if anything does."""
        return next((exclusion for exclusion in self.exclusions if exclusion.matches(path)), None)


def read_settings(read: Callable[[str], bytes]) -> tuple[Settings, dict[str, str]]:
    """Read the settings in `.obsidian/`; also return why any of their files cannot be read, by path.

    A setting that is missing or invalid has its default.
    """
    unreadable: dict[str, str] = {}

    def read_json(path: str) -> Any:
        try:
            content = read(path)
            return json.loads(content) if content.strip() else None
        except FileNotFoundError:
            return None
        except OSError as error:
            unreadable[path] = reason(error)
        except (ValueError, RecursionError) as error:
            unreadable[path] = str(error)
        return None

    *paths, plugins, periodic_notes = SETTINGS
    app, daily_notes, templates, types, templater = (_table(read_json(path)) for path in paths)
    has_periods = "periodic-notes" in _list(read_json(plugins))  # else what the plugin once saved does not count
    periods = list(_periods(_table(read_json(periodic_notes)))) if has_periods else []
    location = _text(app, "newFileLocation")
    attachments = _text(app, "attachmentFolderPath")  # `./x` is a folder beside each note
    folders = (_text(templates, "folder").strip("/"), _text(templater, "templates_folder").strip("/"))
    settings = Settings(
        shows_all_files=app.get("showUnsupportedFiles") is True,
        ignore_filters=tuple(each for each in _list(app.get("userIgnoreFilters")) if isinstance(each, str) and each),
        template_folders=tuple(folder for folder in folders if folder),
        daily_template=_note_name(_text(daily_notes, "template")),
        daily_format=_text(daily_notes, "format"),
        period_templates=tuple(dict.fromkeys(template for _, template in periods if template)),
        period_formats=tuple(dict.fromkeys(text for text, _ in periods)),
        attachment_folder="" if attachments.startswith(".") else attachments.strip("/"),
        new_link_format=link_format
        if (link_format := _text(app, "newLinkFormat")) in LINK_FORMATS
        else LINK_FORMATS[0],
        uses_markdown_links=app.get("useMarkdownLinks") is True,
        creates_beside=location == "current",
        new_note_folder=_text(app, "newFileFolderPath").strip("/") if location == "folder" else "",
        property_types=read_property_types(types),
    )
    return settings, unreadable


def _periods(saved: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the format and the template of each period for which the plugin writes notes.

    Version 1 keeps them in sets that the user switches between; what earlier versions saved then does not count.
    """
    sets = _list(saved.get("calendarSets"))[:_SETS]
    for part in map(_table, sets or [saved]):
        for name, (old_name, default) in _PERIODS.items():
            period = _table(part.get(name if sets else old_name))
            if period.get("enabled") is True:
                template = _text(period, "templatePath" if sets else "template")
                yield _text(period, "format") or default, _note_name(template)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _note_name(path: str) -> str:
    return path.strip("/").removesuffix(".md")


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _is_below(folder: str, path: str) -> bool:
    return fold(path).startswith(f"{fold(folder)}/")


def _is_note(name: str, path: str) -> bool:
    return fold(path) == f"{fold(name)}.md"


def _begins_with(start: str, path: str) -> bool:
    return path.startswith(start)


def _expression(pattern: str) -> str:
    """The expression of a filter that is `/a regular expression/`; any other filter is the start of a path."""
    return pattern[1:-1] if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/") else ""
