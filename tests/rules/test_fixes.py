"""What every rule offers: of the kinds that it declares, and each removes its problem."""

from __future__ import annotations

import pytest

from vaultlint import Edit, Fix, Rule
from vaultlint.config.options import configure
from vaultlint.lint.registry import find_rules
from vaultlint.testing import check_fixes, find, fixed, vault

RULES = find_rules()

VAULTS: dict[str, dict[str, str]] = {
    "ambiguous-link": {
        "a/Tea.md": "# Hot\n",
        "b/Tea.md": "",
        "n.md": '---\nup: "[[Tea]]"\n---\n[[Tea]] [x](Tea.md#Hot) ![[Tea|y]]\n\n| [[Tea\\|z]] |\n|---|\n',
        "b.canvas": '{"nodes": [{"type": "text", "text": "\\"[[Tea]]\\""}]}',
    },
    "breaks-on-site": {
        "package.json": '{"name": "@jackyzha0/quartz", "version": "4.5.0"}',
        "Tea.md": "# Hot\n## Green\n",
        "drinks/hot/Coffee.md": "# Black\n",
        "old/things/Cup.md": "",
        "things/Cup.md": "",
        "n.md": (
            "[[tea]] [[tea|x]] [[tea#hot]] [[hot/coffee#Black|y]] ![[TEA]] [z](hot/Coffee.md#Black 't') [[Cup]]\n"
            "[[Tea#Hot#Green]]\n\n| [[tea]] | [[tea\\|z]] | [[hot/Coffee]] |\n|---|---|---|\n\n> - [a](<tea.md>)\n"
        ),
    },
    "case-mismatch": {
        "Drinks/Tea.md": "# Hot\n",
        "cup.PNG": "",
        "n.md": (
            '---\nup: "[[tea]]"\n---\n[[tea]] [[drinks/tea|x]] ![[CUP.png|3]] [y](drinks/tea.md#Hot) [[TEA#hot]] [z][r]\n\n'
            "| [[tea]] |\n|---|\n\n[r]: tea.md\n"
        ),
        "b.canvas": '{"nodes": [{"type": "file", "file": "drinks/tea.md"}, {"type": "text", "text": "\\"[[tea]]\\""}]}',
    },
    "dangling-block": {"Tea.md": "Water. ^soft-water\n", "n.md": "[[Tea#^soft-waters]] [x](Tea.md#^Soft-wtaer)\n"},
    "dangling-heading": {
        "Tea.md": "# Green tea\n\n## How to brew\n\n# 🍵 Cups\n\n# Black-teas\n\n# Black tea's\n\nWater. ^soft\n",
        "n.md": (
            "[[Tea#green-tea]] [x](Tea.md#green-tea) [[Tea#green-tea#how-to-brew|x]] [[Tea#Cups]] [[Tea#black-teas]]\n"
            '[[Tea#Green tae]] [[Tea#Green tea#^soft]] [[Tea#soft]] <a>[y](Tea.md#Cups "t")\n\n'
            "| [[Tea#green-tea\\|z]] |\n|---|\n"
        ),
        "b.canvas": '{"nodes": [{"type": "text", "text": "\\"[[Tea#green-tea]]\\""}]}',
    },
    "dangling-link": {
        "people/Margot.md": "---\naliases: [Barbie]\n---\n# Life\n",
        "Green tea.md": "",
        "n.md": (
            '---\nup: \'[[Barbie]]\'\nsee: ["[[x/Margot]]", "[[green-tea]]"]\n---\n'
            "[[Barbie]] ![[Barbie]] [[Barbie#Life]] [[x/Margot|y]] [z](x/Margot.md#Life) [[green-tea]] [[Grene tea]]\n\n"
            "| [[Barbie]] | [[x/Margot\\|z]] | [[green_tea]] |\n|---|---|---|\n\n"
            "> - [[Green teas]] [a](<green-tea.md> 'b')\n"
        ),
        "b.canvas": (
            '{"nodes": [{"type": "file", "file": "x/Margot.md"}, {"type": "text", "text": "\\"[[Barbie]]\\"\\n[[green-tea]]"}]}'
        ),
    },
    "deprecated-property": {
        "a.md": "---\nalias: b\n'tag': [c, d]\n---\n",
        "b.md": "---\nTag:\n  - b\n  - c\ntags: [a]\n---\n",
        "c.md": "---\ntag: a, b\naliases:\n- x\nalias: y\n---\n",
    },
    "duplicate-block-id": {"a.md": "x ^a\n\ny ^A\n\n- z ^a\n\n> w ^b\n\nv ^b\n"},
    "duplicate-property": {
        "a.md": "---\na: b\nc: d\na: b\n---\n",
        "b.md": "---\na:\n  - b\na:\n---\n",
        "c.md": "---\na: b\na: c\n---\n",
    },
    "front-matter-syntax": {
        "a.md": "---\ntitle: Tea: a history\ntags: [#a]\n---\n",
        "b.md": " \n---\na: b\n---\n",
        "c.md": "---\nup: [[a]], [[b]]\n----\nText\n",
        "d.md": "---\na: 1\nb\n---\n",
    },
    "invalid-date": {
        "a.md": "---\ndate: 2024-1-5\n---\n",
        "b.md": "---\ndate: '5 January 2024'\n---\n",
        "c.md": "---\ndate: [20240105]\n---\n",
        "d.md": "---\ndate: 1.5.2024\n---\n",
    },
    "invalid-draft": {
        "a.md": '---\ndraft: "true"\n---\n',
        "b.md": "---\npublish: no # x\n---\n",
        "c.md": "---\ndraft: x\n---\n",
    },
    "invalid-tag": {
        "a.md": "---\ntags: tea, '#cold'\n---\n",
        "b.md": "---\nTags: '#tea, cold'\n---\n",
        "c.md": "---\ntags: green tea\n---\n",
        "d.md": "---\ntags: [green tea, \"tea//cold\", '/tea', 12, c++]\n---\n",
        "e.md": "---\ntags:\n  - tea/ # x\n  - '#green tea'\n  - a, b\n---\n",
    },
    "invalid-title": {
        "a.md": "---\ntitle: 007\n---\n",
        "b.md": "---\ntitle: true\n---\n",
        "c.md": "---\ntitle:\n---\n",
    },
    "missing-attachment": {
        "a/Green cup.png": "",
        "n.md": "![[x/Green cup.png|300]] ![t](green-cup.png) ![[Green cup.jpg]] ![[none.png]]\n",
        "b.canvas": '{"nodes": [{"type": "file", "file": "Green cup.png"}]}',
    },
    "missing-property": {"a.md": "---\ntilte: x\ndata: 1\n---\n", "b.md": ""},
    "property-schema": {
        "Books/a.md": "---\nstatus: Read\nrating: 3\n---\n",
        "Books/b.md": "---\nstatus: 'UNREAD' # x\n---\n",
    },
    "property-type": {
        ".obsidian/types.json": '{"types": {"rating": "number", "done": "checkbox"}}',
        "a.md": "---\nrating: \"8\"\ndone: 'true' # x\n---\n",
    },
    "unquoted-link": {
        "a.md": "---\nup: [[a]]\nsee:\n  - [[a|b]]\n  - [[b, c]]\nx: [[[a]], [[b: c]]] # d\n---\n",
        "b.md": "---\nup:: [[a]]\ndown:: '[[a]]'\n---\n",
        "c.md": "---\nup:: [[a]]\nup: b\n---\n",
        "d.md": "---\ntags: #a #b\n---\n",
        "e.md": "---\ntags:\n- #a\n- b\n- #c #d\n- #null\n---\n",
    },
    "unused-suppression": {
        "a.md": "Text %% vaultlint-disable-line %%\n",
        "b.md": "%% vaultlint-disable-lines %%\n",
        "c.md": "<!-- vaultlint-disable -->\nText\n<!-- vaultlint-enable -->\n",
        "d.md": "---\nvaultlint: {disable: [unused-supression]}\n---\n",
        "e.md": "<!-- vaultlint-enable unused-suppression -->\n",
        "b.canvas": '{"nodes": [{"type": "text", "text": "a\\n\\n%% vaultlint-disable-line %%\\n\\n\\"b\\""}]}',
    },
    "unclosed-link": {
        "a b.md": "",
        "n.md": "[x](a b.md#c d) ![y](a b.png) [[a b]\n\n| [z](a b.md) |\n|---|\n",
        "b.canvas": '{"nodes": [{"type": "text", "text": "\\"[x](a\\u0020b.md)\\""}]}',
    },
    "unescaped-pipe": {
        "Tea.md": "",
        "a.md": "| a | b |\n|---|---|\n| [[Tea|x]] | ![x|3](y.png) |\n| [[Tea|x]] |\n",
    },
}
"""Vaults in which a rule offers everything that it can, in every place where it may have to write."""

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
_NEEDING_OPTIONS = {"property-schema"}
"""Rules that report nothing without options, and get those of their example."""


def _configured(rule: type[Rule]) -> Rule:
    return configure(rule, dict(rule.bad.options) if rule.name in _NEEDING_OPTIONS else {}, "test")


def kinds_in(rule: type[Rule], files: dict[str, str]) -> set[str]:
    """The kinds of fixes that a rule offers in a vault, suppressions aside."""
    problems = find(_configured(rule), vault({**files}))
    kinds = {str(problem.fix.applicability) for problem in problems if problem.fix}
    return kinds | {"suggestion" for problem in problems if problem.suggestions}


@each_rule
def test_fixes_are_as_declared(rule: type[Rule]) -> None:
    """A rule offers what its `fixes` say, and nothing else."""
    if rule.name != "unused-suppression":  # it reports once all rules have run
        assert kinds_in(rule, VAULTS.get(rule.name, dict(rule.bad.files))) == {*rule.fixes}
    assert (rule.name in VAULTS) == bool(rule.fixes)


@pytest.mark.parametrize(
    "ending", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF"), pytest.param("\n\n", id="empty lines")]
)
@each_rule
def test_fixes_fix(rule: type[Rule], ending: str) -> None:
    """Each fix and each suggestion removes its problem and makes no other, whatever the line endings."""
    files = {path: text.replace("\n", ending) for path, text in VAULTS.get(rule.name, {}).items()}
    assert check_fixes(_configured(rule), files) == []


SUPPRESSIONS = [
    pytest.param("Text %% vaultlint-disable-line %%\n", "Text\n", "safe", id="at the end of a line"),
    pytest.param("Text <!-- vaultlint-disable-line -->  \nb\n", "Text  \nb\n", "safe", id="before a hard line break"),
    pytest.param("a %% vaultlint-disable-line %% b\n", "a b\n", "safe", id="in a line"),
    pytest.param("a%% vaultlint-disable-line %%b\n", "ab\n", "unsafe", id="in a word"),
    pytest.param("a\n\n<!-- vaultlint-disable-file -->\n\nb\n", "a\n\nb\n", "safe", id="on a line of its own"),
    pytest.param("<!-- vaultlint-disable-file -->\n\na\n", "a\n", "safe", id="on the first line"),
    pytest.param("---\na: b\n---\n%% vaultlint-disable-file %%\n\n# A\n", "---\na: b\n---\n# A\n", "safe",
                 id="below the front matter"),
    pytest.param("a\n\n%% vaultlint-disable-file %%", "a\n\n", "safe", id="on the last line"),
    pytest.param("# A\n<!-- vaultlint-disable-next-line -->\nb\n", "# A\nb\n", "safe", id="below a heading"),
    pytest.param("a\n<!-- vaultlint-disable-next-line -->\nb\n", "a\nb\n", "unsafe", id="between two paragraphs"),
    pytest.param("- a\n\n<!-- vaultlint-disable-next-line -->\n\n- b\n", "- a\n\n- b\n", "unsafe", id="between two lists"),
    pytest.param("- <!-- vaultlint-disable-line -->\n", "-\n", "unsafe", id="alone in an item"),
    pytest.param("# A %% vaultlint-disable-line %%\n", "# A\n", "unsafe", id="in a heading, which a link may name"),
    pytest.param("a ^b %% vaultlint-disable-line %%\n", None, "", id="behind what would be a block id"),
    pytest.param("%% vaultlint-disable-line x, y %%\n", "%% vaultlint-disable-line y %%\n", "safe", id="one of two names"),
    pytest.param("a\n\n%% vaultlint-disable %%\n\nb\n\n%% vaultlint-enable %%\n\nc\n", "a\n\nb\n\nc\n", "safe", id="block"),
    pytest.param("---\nvaultlint: {disable: [x]}\na: b\n---\n", "---\na: b\n---\n", "safe", id="property"),
    pytest.param("---\nvaultlint:\n  disable:\n    - x\n    - y\n---\n", "---\nvaultlint:\n  disable:\n    - y\n---\n", "safe",
                 id="item of a property"),
    pytest.param("---\nvaultlint: {disable: {x: why, y: why}}\n---\n", None, "", id="name with a reason"),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted, kind", SUPPRESSIONS)
def test_removal_of_a_suppression(text: str, wanted: str | None, kind: str) -> None:
    """Safe where Markdown reads the rest as before; a comment that splits paragraphs or lists needs a look."""
    removal = vault({"a.md": text}).notes["a.md"].suppressions[0].removal
    if removal is None:
        assert wanted is None
        return
    fix = Fix("", tuple(Edit("a.md", *each) for each in removal.edits))
    assert (fixed(fix, {"a.md": text})["a.md"], str(removal.applicability)) == (wanted, kind)
