"""What Obsidian knows and saves: the file types that it shows, and the settings in `.obsidian/`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from vaultlint.expressions import Expressions
from vaultlint.names import fold
from vaultlint.regular_file import reason

_NOTES = "md base canvas"
_IMAGES = "avif bmp gif jpeg jpg png svg webp"
_SOUND = "flac m4a mp3 ogg wav webm 3gp"
_VIDEO = "mkv mov mp4 ogv"
_OTHER = """
csv doc docx epub gz htm html ico json key numbers odp ods odt opus pages ppt pptx psd rtf tar tif tiff toml tsv txt
xls xlsx xml yaml yml zip
"""

SHOWN = frozenset(f"{_NOTES} {_IMAGES} {_SOUND} {_VIDEO} pdf".split())
"""Extensions of files that Obsidian shows and links to (its help: Accepted file formats)."""

ATTACHMENTS = (SHOWN - {"md"}) | frozenset(_OTHER.split())
"""Extensions that tell a file from a note in a link: `[[x.png]]`, but not `[[v1.2 plan]]`."""


SETTINGS = (
    ".obsidian/app.json",
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/plugins/templater-obsidian/data.json",
)
"""The files that `read_settings` reads."""

_SHOWN = 60
"""How much of an expression a message shows."""


def extension(path: str) -> str:
    """The extension in lower case without its dot; empty when there is none."""
    dot = path.rfind(".")
    return path[dot + 1 :].lower() if dot > path.rfind("/") else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that change what a link means or what is worth checking, and where attachments go."""

    shows_all_files: bool = False
    ignore_filters: tuple[str, ...] = ()
    template_folders: tuple[str, ...] = ()
    daily_template: str = ""
    daily_format: str = ""
    attachment_folder: str = ""
    expressions: Expressions = field(default_factory=Expressions, compare=False, repr=False)

    def shows(self, path: str) -> bool:
        """Whether Obsidian shows the file, so that a link may lead to it."""
        return self.shows_all_files or extension(path) in SHOWN

    @property
    def asides(self) -> Iterator[tuple[str, Callable[[str], bool]]]:
        """The settings that set notes aside (still link targets, not for checking), in words, with what they take."""
        for folder in self.template_folders:
            yield f'template folder "{folder}"', partial(_is_below, folder)
        if self.daily_template:
            yield f'template of daily notes "{self.daily_template}"', partial(_is_note, self.daily_template)
        for pattern in self.ignore_filters:
            expression = _expression(pattern)
            takes = partial(self.expressions.takes, expression) if expression else partial(_begins_with, pattern)
            yield f'"Excluded files" "{pattern}"', takes

    def examine(self, paths: Sequence[str]) -> dict[str, str]:
        """Ask all regular expressions about all paths at once; why not each of them could answer, by settings file."""
        slow = self.expressions.examine(list(filter(None, map(_expression, self.ignore_filters))), paths)
        shown = f"/{slow}/" if len(slow) <= _SHOWN else f"/{slow[:_SHOWN]}..."
        return {SETTINGS[0]: f'"Excluded files" "{shown}" takes too long: write it more simply'} if slow else {}

    def sets_aside(self, path: str) -> str:
        """The setting that sets a path aside, in words; empty when none does."""
        return next((setting for setting, takes in self.asides if takes(path)), "")


def read_settings(read: Callable[[str], bytes]) -> tuple[Settings, dict[str, str]]:
    """Settings from the files under `.obsidian/`, and why some of these cannot be read, by path.

    What is missing or not understood has its default.
    """
    unreadable: dict[str, str] = {}

    def read_json(path: str) -> dict[str, Any]:
        try:
            content = read(path)
            found = json.loads(content) if content.strip() else {}
        except FileNotFoundError:
            return {}
        except OSError as error:
            unreadable[path] = reason(error)
            return {}
        except (ValueError, RecursionError) as error:
            unreadable[path] = str(error)
            return {}
        return found if isinstance(found, dict) else {}

    app, daily_notes, templates, templater = map(read_json, SETTINGS)
    filters = app.get("userIgnoreFilters")
    attachments = _text(app, "attachmentFolderPath")  # `./x` is a folder beside each note
    folders = (_text(templates, "folder").strip("/"), _text(templater, "templates_folder").strip("/"))
    settings = Settings(
        shows_all_files=app.get("showUnsupportedFiles") is True,
        ignore_filters=tuple(each for each in filters if isinstance(each, str) and each)
        if isinstance(filters, list)
        else (),
        template_folders=tuple(folder for folder in folders if folder),
        daily_template=_text(daily_notes, "template").strip("/").removesuffix(".md"),
        daily_format=_text(daily_notes, "format"),
        attachment_folder="" if attachments.startswith(".") else attachments.strip("/"),
    )
    return settings, unreadable


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
    """The expression of one of `userIgnoreFilters` that is `/a regular expression/`; others are the start of a path."""
    return pattern[1:-1] if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/") else ""
