"""Canvases: nodes as Obsidian writes them, and any other JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from fuzz.tokens import CANVAS
from tests.strategies import markdown, names

SHAPES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | markdown.TOKENS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["nodes", "text", "file", "subpath", "url", "background"]), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Any JSON, with the names that a canvas uses."""

_PATHS = names.NOTES | names.FILES | names.TARGETS
_NODES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"type": st.just("text"), "text": markdown.BODIES}),
    st.fixed_dictionaries({"type": st.just("file"), "file": _PATHS}, optional={"subpath": st.just("#Tea")}),
    st.fixed_dictionaries({"type": st.just("group")}, optional={"background": _PATHS, "label": st.text()}),
    st.fixed_dictionaries({"type": st.just("link"), "url": st.just("https://example.org")}),
)

CANVASES = st.one_of(
    st.builds(lambda nodes: json.dumps({"nodes": nodes, "edges": []}).encode(), st.lists(_NODES, max_size=4)),
    st.builds(
        lambda shape: json.dumps({"nodes": shape}, ensure_ascii=False).encode(errors="surrogatepass"),
        SHAPES | st.lists(_NODES, max_size=4),
    ),
    st.lists(st.sampled_from(CANVAS), max_size=20).map(lambda tokens: "".join(tokens).encode()),
)
"""The bytes of a canvas."""
