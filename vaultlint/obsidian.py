"""What Obsidian knows and saves: the file types that it shows, and the settings in `.obsidian/`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


def extension(path: str) -> str:
    """The extension in lower case without its dot; empty when there is none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that change what a link means or what is worth checking."""

    shows_all_files: bool = False
    ignore_filters: tuple[str, ...] = ()
    template_folders: tuple[str, ...] = ()
    daily_template: str = ""

    def shows(self, path: str) -> bool:
        """Whether Obsidian shows the file, so that a link may lead to it."""
        return self.shows_all_files or extension(path) in SHOWN

    def sets_aside(self, path: str) -> bool:
        """Whether a note is a template or under "Excluded files": still a link target, not for checking."""
        is_template = any(path.startswith(f"{folder}/") for folder in self.template_folders)
        is_daily_template = bool(self.daily_template) and path.removesuffix(".md") == self.daily_template
        return is_template or is_daily_template or any(_matches(pattern, path) for pattern in self.ignore_filters)


def read_settings(read: Callable[[str], bytes]) -> Settings:
    """Settings from the files under `.obsidian/`; what is missing or not understood has its default."""
    app = _read_json(read, "app.json")
    filters = app.get("userIgnoreFilters")
    folders = (
        _read_json(read, "templates.json").get("folder"),
        _read_json(read, "plugins/templater-obsidian/data.json").get("templates_folder"),
    )
    daily_template = _read_json(read, "daily-notes.json").get("template")
    return Settings(
        shows_all_files=app.get("showUnsupportedFiles") is True,
        ignore_filters=tuple(each for each in filters if isinstance(each, str) and each)
        if isinstance(filters, list)
        else (),
        template_folders=tuple(
            folder.strip("/") for folder in folders if isinstance(folder, str) and folder.strip("/")
        ),
        daily_template=daily_template.strip("/").removesuffix(".md") if isinstance(daily_template, str) else "",
    )


def _read_json(read: Callable[[str], bytes], name: str) -> dict[str, Any]:
    try:
        found = json.loads(read(f".obsidian/{name}"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _matches(pattern: str, path: str) -> bool:
    """One of `userIgnoreFilters`: the start of a path, or `/a regular expression/`, case ignored."""
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        try:
            return re.search(pattern[1:-1], path, re.IGNORECASE) is not None
        except re.error:
            return False
    return path.startswith(pattern)
