"""What the tests of the report share: to write a page, and to read it back."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.command import run


def page_of(vault: Path, *options: str, output: Path | None = None) -> str:
    """The page that the command writes."""
    file = output or vault.parent / "page.html"
    done = run("report", vault, "-o", file, *options)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    return file.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    """The data for the script of a page."""
    [found] = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    data: dict[str, Any] = json.loads(found)
    return data


def paths_in(data: dict[str, Any]) -> list[str]:
    """The paths in the data of a page."""
    paths = data["paths"]
    folders = [paths["folders"][number] for number in paths["folder"]]
    return [f"{folder}/{name}" if folder else name for folder, name in zip(folders, paths["name"], strict=True)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._is_code = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._is_code &= tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._is_code:
            self.text += data


def read(page: str) -> _Reader:
    """The elements and the text of a page as a browser without JavaScript has them."""
    reader = _Reader()
    reader.feed(page)
    return reader
