"""Configurations of vaultlint, right and wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.strategies.obsidian import FORMATS
from vaultlint.lint.registry import find_rules
from vaultlint.obsidian.property_types import PROPERTY_TYPES
from vaultlint.site.site_options import LABELS
from vaultlint.text.toml_text import toml, toml_key

_RULES = sorted(find_rules())
_GROUPS = sorted({rule.group() for rule in find_rules().values()})
_NAMES = st.lists(st.sampled_from([*_RULES, *_GROUPS]), max_size=3)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
_PATTERNS = st.lists(
    st.sampled_from(["Log/**", "log", "*", "!Templates/", "Tea.md", "**/a*", "[b]", "\\#hash", "Zo\u00eb"]) | _TEXT,
    max_size=3,
)
_PROPERTIES = st.lists(st.sampled_from(["title", "date", "created", "draft", "日付", "a b"]), max_size=3)
_OPTIONS: dict[str, st.SearchStrategy[Any]] = {
    "severity": st.sampled_from(["error", "warning", "info"]),
    "properties": _PROPERTIES,
    "loose-properties": _PROPERTIES,
    "allow-empty": st.booleans(),
    "strict": st.booleans(),
    "largest": st.integers(2, 5),
    "slugs": st.booleans(),
    "attachments": st.booleans(),
    "attributes": st.booleans(),
    "elsewhere": _PATTERNS,
    "formats": st.lists(FORMATS.filter(bool), max_size=2),
    "synonyms": st.dictionaries(st.sampled_from(["date", "title", "a b"]), _PROPERTIES, max_size=2),
    "planned": _PATTERNS,
    "planned-daily-notes": st.booleans(),
    "meaning": st.sampled_from(["no-incoming", "isolated"]),
    "exempt": _PATTERNS,
    "home": _PATTERNS,
    "exempt-daily-notes": st.booleans(),
    "schemas": st.just([]),  # one that applies to no note ends a check
    "text": st.booleans(),
    "file": st.just(""),  # the file that it names would have to be there
    "known": st.lists(st.sampled_from(["tea", "Tea/*", "日記"]), max_size=2),
    "ratio": st.integers(-1, 4),
}
_TABLES = st.fixed_dictionaries(
    {},
    optional={
        name: st.fixed_dictionaries({}, optional={key: _OPTIONS[key] for key in rule.options()})
        for name, rule in sorted(find_rules().items())
    },
)
_QUARTZ = st.fixed_dictionaries(
    {},
    optional={
        "version": st.sampled_from([4, 5]),
        "strategy": st.sampled_from(["shortest", "absolute", "relative"]),
        "explicit-publish": st.booleans(),
        "ignore": _PATTERNS,
    },
)
_OVERRIDES = st.fixed_dictionaries(
    {"paths": _PATTERNS}, optional={"extend-select": _NAMES, "ignore": _NAMES, "rules": _TABLES}
)

CONFIGURATIONS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "select": _NAMES,
        "extend-select": _NAMES,
        "ignore": _NAMES,
        "exclude": _PATTERNS,
        "fail-on": st.sampled_from(["error", "warning", "info", "never"]),
        "daily-notes": st.lists(FORMATS, max_size=2),
        "site": st.sampled_from([*LABELS]),
        "sites": st.fixed_dictionaries({}, optional={"quartz": _QUARTZ}),
        "types": st.dictionaries(
            st.sampled_from(["title", "Date", "a b"]), st.sampled_from(PROPERTY_TYPES), max_size=2
        ),
        "rules": _TABLES,
        "overrides": st.lists(_OVERRIDES, max_size=2),
    },
)
"""What a configuration file may say, as plain data; not all that it may say can be meant, see `ConfigError`."""

_TOKENS = [
    "select",
    "rules",
    "overrides",
    "paths",
    "links",
    "x",
    "1",
    ".",
    "=",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "#",
]
TEXTS = st.lists(st.sampled_from([*_TOKENS, '"', "'''", "\n"]), max_size=15).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"])
)
"""Anything that may be in the file."""


def to_toml(configuration: dict[str, Any]) -> str:
    """A configuration as the text of its file."""
    return "".join(f"{toml_key(key)} = {toml(value)}\n" for key, value in configuration.items())
