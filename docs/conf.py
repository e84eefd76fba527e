"""The documentation site: Sphinx builds it from the pages that GitHub shows, with `make site`.

The source folder is the whole project, so that a link between two pages, such as `../SECURITY.md`, is the same
everywhere. Every link that leads nowhere is a warning, and `make site` turns warnings into errors.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx

project = "vaultlint"
root_doc = "docs/README"
extensions = ["myst_parser"]
include_patterns = ["*.md", "docs/**.md", "benchmarks/README.md", "fuzz/README.md", "skills/**.md"]
nitpicky = True
myst_heading_anchors = 3
smartquotes = False  # they would turn --root into –root

html_theme = "furo"
html_title = "vaultlint"
html_permalinks_icon = "#"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_use_index = False
html_copy_source = False
html_additional_pages = {"index": "redirect.html"}
templates_path = ["templates"]
html_theme_options = {"footer_icons": []}

_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<links>(?:\n?[^#\n].*|\n)*)", re.MULTILINE)
_PAGE = re.compile(r"^- \[`?(?P<label>[^]`]+)`?\]\((?P<page>[^)#]+)\.md\)", re.MULTILINE)


def add_contents(_app: Sphinx, document: str, source: list[str]) -> None:
    """Make the lists of links on the index pages the site's contents, which Sphinx wants as directives."""
    text = source[0]
    if document == root_doc:
        for section in _SECTION.finditer(text):
            source[0] += _contents(section["links"], section["title"])
    elif document in {"docs/rules/README", "docs/decisions/README"}:
        source[0] += _contents(text.replace("| [", "- ["))


def _contents(text: str, caption: str = "") -> str:
    pages = [f"{found['label']} <{found['page']}>" for found in _PAGE.finditer(text)]
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["\n\n```{toctree}", *options, "", *pages, "```\n"])


def setup(app: Sphinx) -> None:
    """Connect `add_contents`."""
    app.connect("source-read", add_contents)
