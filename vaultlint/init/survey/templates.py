"""Find templates, by the placeholders in their notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from vaultlint.model import Note, Value
from vaultlint.obsidian.names import fold

_TEMPLATER = r"<%(?!=)(?:(?!%>).)+%>"
_BRACES = r"\{\{(?!c\d+::)[ \t]*[#^/]?\.?[^\W\d_](?:(?!\}\}).)*\}\}"
"""A name in double braces, as in `{{date:YYYY}}`, `{{ title }}` and Hugo's `{{ .Date }}`.

A shortcode `{{< figure >}}`, an Anki cloze `{{c1::Paris}}` and Roam's `{{[[TODO]]}}` mean something else.
"""

_PLACEHOLDER = re.compile(rf"{_TEMPLATER}|{_BRACES}", re.DOTALL)
_IN_YAML = "{{name}}"
_PLACEHOLDER_KEY = re.compile(r"\{['\"]\{")
"""What YAML makes of `date: {{date}}` without quotes: a mapping whose name is a mapping."""

_CODE_OR_MATH = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\$[^$\n]+\$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 2
"""The most words beside the placeholders of a value or line; with more, it is a text about placeholders."""

_MIN_SHARE = 1 / 3
"""The least share of a template's properties that are placeholders; a note with fewer has one left over."""

_MIN_IN_FOLDER = 3

_NAME = re.compile(r"templat|vorlage|plantilla|modèle|modelo|modelli|шаблон|模板|テンプレート|archetype")
"""Where texts are read to look for placeholders."""

ReadText = Callable[[Note], str | None]


class Templates(NamedTuple):
    """A folder of `notes` notes, most of them templates, or a single template somewhere else."""

    path: str
    templates: int
    notes: int
    is_folder: bool


def find_templates(notes: Iterable[Note], read: ReadText) -> Iterator[Templates]:
    """Find folders that hold mostly templates, and templates elsewhere.

    Only placeholders make a note a template. `read` returns the text of a note: few notes are read, those with broken
    front matter and those beside other templates or in folders with a telling name.
    """
    notes = tuple(notes)
    found = {note.path for note in notes if _has_placeholders(note, read)}
    inside: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        for parent in PurePosixPath(note.path).parents[:-1]:
            inside[parent.as_posix()].append(note)
    in_folders = set(found)
    for note in _likely(found, inside):
        text = read(note) or ""
        if text.lstrip().startswith("<%"):
            found.add(note.path)
        if note.path in found or _has_placeholder_line(text):
            in_folders.add(note.path)
    folders: list[str] = []
    for folder in _without_single_subfolder(inside):
        count = sum(note.path in in_folders for note in inside[folder])
        is_new = not any(folder.startswith(f"{known}/") for known in folders)
        if is_new and count >= _MIN_IN_FOLDER and count * 2 > len(inside[folder]):
            folders.append(folder)
            yield Templates(folder, count, len(inside[folder]), is_folder=True)
    for path in sorted(found):
        if not any(path.startswith(f"{folder}/") for folder in folders):
            yield Templates(path, 1, 1, is_folder=False)


def _likely(found: set[str], inside: Mapping[str, list[Note]]) -> list[Note]:
    """Return the notes beside known templates or in folders with a telling name, without the known ones."""
    near = {path.rpartition("/")[0] for path in found}
    likely = [those for folder, those in inside.items() if folder in near or _NAME.search(fold(folder))]
    return [note for note in dict.fromkeys(chain.from_iterable(likely)) if note.path not in found]


def _without_single_subfolder(inside: Mapping[str, list[Note]]) -> list[str]:
    """Return the folders, sorted, without those whose notes are all in one of their subfolders."""
    outer = ((folder.rpartition("/")[0], those) for folder, those in inside.items())
    return sorted(inside.keys() - {folder for folder, those in outer if len(those) == len(inside.get(folder, ()))})


def _has_placeholders(note: Note, read: ReadText) -> bool:
    """Whether placeholders stand for many properties of a note, for its first heading, or in most of its links."""
    values = [[*_texts(value)] for _, value, *_ in note.properties if value not in (None, "", [], {})]
    if note.front_matter_broken:
        values = [[value] for value in _front_matter_values(read(note) or "")]
    count = sum(any(map(_is_placeholder, each)) for each in values)
    if count and count >= _MIN_SHARE * len(values):
        return True
    if note.headings and _is_placeholder(note.headings[0].text):
        return True
    targets = [link.target for link in note.links]
    return sum(map(_is_placeholder, targets)) * 2 > len(targets)


def _front_matter_values(text: str) -> list[str]:
    """Return the values in front matter that is not valid YAML, each on a line of its own."""
    lines = text.split("---", 2)[1].splitlines() if text.count("---") > 1 else []
    return [value for line in lines if (value := line.partition(":")[2].strip() or line.strip())]


def _has_placeholder_line(text: str) -> bool:
    """Whether a line of the text, code aside, is little else than placeholders."""
    return ("{{" in text or "<%" in text) and any(map(_is_placeholder, _CODE_OR_MATH.sub("", text).splitlines()))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and _PLACEHOLDER_KEY.search(str(value)):
        yield _IN_YAML
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _is_placeholder(text: str) -> bool:
    """Whether a text is little else than placeholders."""
    if "{{" not in text and "<%" not in text:
        return False
    rest, count = _PLACEHOLDER.subn(" ", _CODE_OR_MATH.sub(" code code code ", text))
    return count > 0 and len(_WORD.findall(rest)) <= _MOST_WORDS
