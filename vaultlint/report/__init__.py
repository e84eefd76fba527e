"""Problems as text for people and as JSON for programs."""

from vaultlint.report.config import render_config
from vaultlint.report.index import render_index
from vaultlint.report.json_report import render_json
from vaultlint.report.text import Style, line_of, render_statistics, render_text
from vaultlint.report.wanted import render_wanted_json, render_wanted_text

__all__ = [
    "Style",
    "line_of",
    "render_config",
    "render_index",
    "render_json",
    "render_statistics",
    "render_text",
    "render_wanted_json",
    "render_wanted_text",
]
