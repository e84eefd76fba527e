"""Read back the page of `vaultlint report`: what its tests share."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any


def embedded_data(page: str) -> dict[str, Any]:
    """The data for the script of a page."""
    [text] = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, Any] = json.loads(text)
    return found


class Elements(HTMLParser):
    """The elements of a page as a browser finds them, and the text outside of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open not in {"script", "style"}:
            self._texts.append(data)

    @property
    def text(self) -> str:
        """What can be read without scripts."""
        return "".join(self._texts)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.found if name == tag]
