"""Write the page: one HTML file that needs nothing else, and that nothing in the vault can make do anything."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vaultlint import __version__
from vaultlint.errors import VaultlintError
from vaultlint.html_report.page_data import page_data, script_json, without_surrogates
from vaultlint.html_report.vault_facts import GraphNode, ProblemRow, VaultFacts
from vaultlint.model import Severity
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import CONTROL, printable

if TYPE_CHECKING:
    from jinja2 import Environment

INSTALL = 'pip install "obsidian-vaultlint[report]"'

MOST_ROWS = 500
"""How many rows of a table, and items of a list, are in the page for readers without JavaScript."""

_MOST_GROUPS = 60
_MOST_GROUPED = 40
"""How many folders of orphans are listed, and how many orphans of each."""

_TEMPLATES = ("page.html.j2", "overview.html.j2", "tables.html.j2", "parts.html.j2")
_SCRIPTS = tuple(
    f"js/{name}.js"
    for name in ("data", "elements", "tables", "density", "canvas", "layout", "graph", "note", "search", "main")
)
_IN_FRAGMENT = re.compile(rf"[% \ufeff]|{CONTROL.pattern}")
_UNITS = ("bytes", "kB", "MB", "GB")


class MissingJinjaError(VaultlintError):
    """Jinja2, which writes the page, is not installed."""


def render_page(facts: VaultFacts, editor_root: str | None = None) -> str:
    """Render the facts as HTML; raises `MissingJinjaError`.

    `editor_root` is the absolute path of the vault for links to an editor, None for no such links.
    """
    environment = _environment()
    style, begin, library = map(_asset, ("report.css", "js/begin.js", "d3.min.js"))
    script = "".join(['"use strict";\n{\n', *map(_asset, _SCRIPTS), "}\n"])
    values = {
        "facts": facts,
        "overview": facts.overview,
        "severities": _by_severity(facts.problems),
        "ranked_notes": _ranked(facts),
        "most": MOST_ROWS,
        "most_groups": _MOST_GROUPS,
        "most_grouped": _MOST_GROUPED,
        "version": __version__,
        "policy": _policy(style, (begin, library, script)),
        "data": script_json(page_data(facts, editor_root)),
        "editor_root": editor_root,
        "style": style,
        "begin": begin,
        "library": library,
        "script": script,
    }
    return f"{environment.get_template(_TEMPLATES[0]).render(values)}\n"


def _environment() -> Environment:
    try:
        from jinja2 import DictLoader, Environment, StrictUndefined  # only this command needs it
    except ImportError:
        raise MissingJinjaError(f"the report needs Jinja2: run {INSTALL}") from None
    environment = Environment(
        autoescape=True,
        loader=DictLoader({name: _asset(name) for name in _TEMPLATES}),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., Any]] = {
        "shown": lambda text: printable(without_surrogates(text)),
        "plain": without_surrogates,
        "fragment": fragment,
        "percent_encoded": percent_encoded,
        "count": lambda number: f"{number:,}",
        "size": size_text,
        "folder": lambda path: path.rpartition("/")[0],
        "name": lambda path: path.rpartition("/")[2],
        "label": lambda path: path.rpartition("/")[2].removesuffix(".md"),
    }
    environment.filters.update(filters)
    environment.globals["plural"] = plural
    return environment


def _asset(name: str) -> str:
    return resources.files("vaultlint.html_report").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def _policy(style: str, scripts: Iterable[str]) -> str:
    """Return a content security policy that lets only these texts act, and nothing be loaded."""
    run = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {run}; worker-src blob:; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _by_severity(problems: Iterable[ProblemRow]) -> dict[str, int]:
    counts = dict.fromkeys(map(str, reversed(Severity)), 0)
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def _ranked(facts: VaultFacts) -> list[tuple[GraphNode, int]]:
    """Return the notes and canvases with how many problems each has: those with the most, and most links, first."""
    counts: dict[str, int] = {}
    for problem in facts.problems:
        counts[problem.path] = counts.get(problem.path, 0) + 1
    found = [(node, counts.get(node.path, 0)) for node in facts.graph.nodes if node.kind in {"note", "canvas"}]
    return sorted(found, key=lambda each: (-each[1], -each[0].links_in, each[0].path))


def fragment(path: str) -> str:
    """Return a path for the fragment of an address, in which only what would get lost is encoded."""
    return _IN_FRAGMENT.sub(lambda found: quote(found[0]), without_surrogates(path))


def percent_encoded(text: str) -> str:
    """Percent-encode a text as JavaScript's `encodeURIComponent` does."""
    return quote(without_surrogates(text), safe="!'()*-._~")


def size_text(size: int | None) -> str:
    """Return a size in bytes as people write it: `1.2 MB`; empty where it is not known."""
    if size is None:
        return ""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}" if unit == 0 or amount >= 100 else f"{amount:.1f} {_UNITS[unit]}"
