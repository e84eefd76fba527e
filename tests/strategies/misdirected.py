"""Vaults whose links are nearly right: a name in another folder, an alias, a slug, a slip of the pen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

_PLAIN = ["Green tea leaves", "index", "Tea", "tea", "v1.2", "cup.png", "Tea.md", "Zo\u00eb"]
_ODD = [
    *("v1.2 plan", "list.csv", "Zoe\u0308", "a (b)", "100%", "a%20b", "it's", 'q"x', "C#", "a|b", "a^b", "[b]", "x]"),
    *("Black (tea) leaves", "it's Zo\u00eb's tea", "Tea & leaves", "100% of the tea", "tea leaves]"),
    *("trailing ", "$1", "a`b", "<b>", "a&amp;b", "back\\slash", "a:b", "a\u00a0b", "%%", "\u202e", "\udcff", "!x"),
    "l" * 190,
]
_STEMS = st.sampled_from(_PLAIN) | st.sampled_from(_PLAIN) | st.sampled_from([*_PLAIN, *_ODD])
_FOLDERS = st.sampled_from(["", "", "a/", "a/", "b/", "A/", "a/b/", "b/a/", "C#/", "a (b)/", "100%/"])
_NOTES = st.builds("{}{}{}".format, _FOLDERS, _STEMS, st.sampled_from([".md", ".md", ".md", ".MD"]))
_ODD_NOTES = st.builds("{}{}.md".format, _FOLDERS, st.sampled_from([*_ODD, "it's", "it's"]))
_FILES = st.builds("{}{}{}".format, _FOLDERS, _STEMS, st.sampled_from([".png", ".png", ".csv", ".base", ""]))

_HEADINGS = st.sampled_from(
    [
        *("Green tea", "Green-tea", "Green tea", "C# notes: x", "a|b c", "It's [[Tea]] time", "100% %% x", "`c` $5"),
        *("???", "^x y", "[^1] x", "x y]", "<b>x y</b>", "-", "A#B", "(c) d", "back\\slash", "a   b"),
    ]
)
_OUTLINES = st.lists(st.tuples(st.sampled_from(["#", "##", "###"]), _HEADINGS).map(" ".join), max_size=3)
_ALIASES = st.lists(_STEMS | st.sampled_from(["rust", "AC/DC", "a|b", "./x", "300", "q'x"]), max_size=2)
_PREFIXES = st.sampled_from(["", "a/", "gone/", "gone/", "b/b/", "../", "./", "/", "100%/"])
_SHOWN = st.sampled_from(["", "", "", "|shown", "|", "|300"])
_TITLES = st.sampled_from(["", "", ' "title"', " (x](y)"])
_NOT_QUOTED = st.sampled_from(["/#^&", "/#^&()[]", None])


@st.composite
def misdirected(draw: st.DrawFn) -> dict[str, bytes]:
    """A few notes, other files and a canvas; the links are made from their names, and few are right."""
    outlines = draw(st.dictionaries(_NOTES, st.tuples(_ALIASES, _OUTLINES), min_size=2, max_size=6))
    outlines |= draw(st.dictionaries(_ODD_NOTES, st.tuples(st.just(["rust"]), _OUTLINES), max_size=1))
    files = dict.fromkeys(draw(st.lists(_FILES, max_size=3)), b"")
    links = _links(_targets(outlines, [*outlines, *files]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    for path, (aliases, outline) in outlines.items():
        properties = [f"aliases: {json.dumps(aliases)}"] if aliases else []
        properties += draw(st.lists(_properties(links), max_size=1))
        front = ["---", *properties, "---"] if properties else []
        lines = "\n\n".join([*outline, *draw(st.lists(_paragraphs(links), max_size=4))])
        files[path] = "\n".join([*front, lines]).replace("\n", end).encode(errors="replace")
    files["a/board.canvas"] = json.dumps({"nodes": draw(st.lists(_nodes(links), max_size=2))}).encode()
    if draw(st.booleans()):
        files[".obsidian/app.json"] = b'{"showUnsupportedFiles": true}'
    return files


_Target = tuple[str, str]
"""The target and the fragment of a link."""


def _targets(outlines: Mapping[str, tuple[list[str], list[str]]], paths: list[str]) -> st.SearchStrategy[_Target]:
    """A name in another folder, an alias, the slug of a heading, or anything."""
    names = [path.rpartition("/")[2] for path in paths]
    slips = st.sampled_from([*names, *(alias for named, _ in outlines.values() for alias in named), "x"])
    spelled = [*names, *(name[:-3] for name in names if name.lower().endswith(".md"))]
    aliases = [(alias, path) for path, (named, _) in outlines.items() for alias in named]
    slugs = [(path, line.lstrip("# ")) for path, (_, outline) in outlines.items() for line in outline]
    found: list[st.SearchStrategy[_Target]] = [
        st.tuples(st.builds("{}{}".format, _PREFIXES, st.sampled_from(spelled)), st.just("")),
        st.tuples(_STEMS, _HEADINGS),
        st.tuples(slips.flatmap(_near), st.just("")),
    ]
    if aliases:
        found += [st.sampled_from(aliases).map(lambda alias: (alias[0], ""))] * 2
    if slugs:
        found += [st.sampled_from(slugs).map(lambda slug: (slug[0], _slug(slug[1])))]
        found += [st.sampled_from(slugs).flatmap(lambda slug: _near(slug[1]).map(lambda near: (slug[0], f"#{near}")))]
        found += [st.tuples(st.sampled_from([*(alias for alias, _ in aliases), *spelled]),
                            st.sampled_from([f"#{heading}" for _, heading in slugs]))]  # fmt: skip
    if len(slugs) > 1:
        found += [st.tuples(st.sampled_from(slugs), st.sampled_from(slugs)).map(
            lambda pair: (pair[0][0], f"{_slug(pair[0][1])}{_slug(pair[1][1])}"))]  # fmt: skip
    return st.one_of(found)


def _near(name: str) -> st.SearchStrategy[str]:
    """A name with other spaces, in the plural, in another order, or with a slip."""
    swapped = f"{name[:1]}{name[2:3]}{name[1:2]}{name[3:]}"
    stem, dot, ending = name.rpartition(".")
    plural = f"{stem}s{dot}{ending}" if dot else f"{name}s"
    turned = " ".join(reversed(name.split(" ")))
    return st.sampled_from(
        [name.replace(" ", "-"), name.replace(" ", ""), plural, turned, swapped, f"{name[:2]}{name[3:]}"]
    )


def _slug(heading: str) -> str:
    return f"#{heading.replace(' ', '-').lower()}"


def _links(targets: st.SearchStrategy[_Target]) -> st.SearchStrategy[str]:
    mark = st.sampled_from(["", "", "!"])
    wikilinks = st.builds(lambda mark, parts, shown: f"{mark}[[{''.join(parts)}{shown}]]", mark, targets, _SHOWN)
    return wikilinks | wikilinks | st.builds(_markdown_link, mark, targets, _TITLES, _NOT_QUOTED)


def _markdown_link(mark: str, target: _Target, title: str, not_quoted: str | None) -> str:
    url = "".join(target)
    destination = f"<{url}>" if not_quoted is None else quote(url, not_quoted, errors="replace")
    return f"{mark}[it's]({destination}{title})"


def _paragraphs(links: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    in_cells = links.map(lambda link: link.replace("|", r"\|"))
    return st.one_of(
        links,
        links,
        st.builds("{} and {}".format, links, links),
        st.builds("- {}\n  > {}".format, links, links),
        st.builds("| a | b |\n|---|---|\n| {} | c |".format, in_cells),
        st.just("| a | [[rust]] |\n|---|---|\n| [[rust]] | ![[rust]] |"),
        st.builds("| a | {} |\n|---|---|\n| c | d | e |".format, in_cells),
        st.sampled_from(
            ["[x [[rust]] y](rust)", "[r]\n\n[r]: rust", "[![it](gone/cup.png)](rust)", "A paragraph. ^id"]
        ),
    )


def _properties(links: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quotable = links.filter(lambda link: not {"'", '"', "\\"} & {*link})
    quoted = st.one_of(quotable.map("'{}'".format), quotable.map('"{}"'.format), links.map(json.dumps))
    return (
        st.just("up: ['[[rust]]', \"[[rust]]\"]")
        | st.builds("up: {}".format, quoted)
        | st.builds("up:\n  - {}\n  - >-\n    {}".format, quoted, links)
    )


def _nodes(links: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    targets = links.map(lambda link: link.strip("![]").partition("](")[0].partition("#")[0])
    return st.one_of(
        _paragraphs(links).map(lambda text: {"text": text}),
        targets.map(lambda path: {"file": path}),
        targets.map(lambda path: {"file": path, "subpath": "#Green tea"}),
        targets.map(lambda path: {"background": path}),
    )
