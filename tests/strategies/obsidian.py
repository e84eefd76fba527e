"""The files in `.obsidian/`."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from tests.strategies import names
from tests.strategies.canvas import SHAPES
from vaultlint.obsidian.settings import SETTINGS

_FOLDERS = st.sampled_from(["Log", "log/", "Templates", "./x", "/", ""])
_FILTERS = st.lists(st.sampled_from(["Log", "log/", "/tea/", "/(/", "/^Zo/", ""]), max_size=2)
FORMATS = st.sampled_from(["YYYY-MM-DD", "[Log]/YYYY/DD", "", "YYYY", "dddd", "[", "😀"])
_PERIOD = st.fixed_dictionaries(
    {"enabled": st.booleans()}, optional={"format": FORMATS, "template": names.TARGETS, "templatePath": names.TARGETS}
)
_KNOWN = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "userIgnoreFilters": _FILTERS | st.none(),
            "attachmentFolderPath": _FOLDERS,
            "showUnsupportedFiles": st.booleans(),
        },
    ),
    st.fixed_dictionaries({}, optional={"format": FORMATS, "template": names.TARGETS, "folder": _FOLDERS}),
    st.fixed_dictionaries({}, optional={"templates_folder": _FOLDERS}),
    st.just(["periodic-notes"]),
    st.fixed_dictionaries({}, optional={"weekly": _PERIOD, "yearly": _PERIOD}),
    st.fixed_dictionaries(
        {"calendarSets": st.lists(st.fixed_dictionaries({}, optional={"month": _PERIOD}), max_size=2)}
    ),
)

SETTINGS_FILES: st.SearchStrategy[dict[str, bytes]] = st.dictionaries(
    st.sampled_from(SETTINGS),
    (_KNOWN | _KNOWN | SHAPES).map(lambda shape: json.dumps(shape).encode()) | st.binary(max_size=8),
    max_size=3,
)
"""Obsidian's settings, by path; most say something, some are wrong."""
