"""The known faults of YAML: each with its position, its message, and the correction, which must make the block readable.

Each row was checked with npm's `yaml` 2.7.0, which Obsidian uses: it rejects the block and reads the corrected one.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.strategies import examples
from tests.strategies.front_matter import BLOCKS
from vaultlint.fix.edits import apply_edits
from vaultlint.model import Applicability, Edit
from vaultlint.parse import read_note, yaml_core
from vaultlint.parse.yaml_core import YamlError
from vaultlint.parse.yaml_faults import Fault, find_fault

NO_PROPERTY = "this line is not a property: write `name: value`"
OR_CLOSE = f"{NO_PROPERTY}, or close the front matter above it with `---`"
UNLIKE = "this line is not indented like the lines above: "
UNCERTAIN = (NO_PROPERTY, UNLIKE, "this line", "the list ", "the quoted text continues", "the comment ends", "`")
"""How messages begin that ask for what only the author knows."""

ROWS = [
    pytest.param("a: @b", 2, 4, 'a value that starts with `@` needs quotes: write `"@b"`', 'a: "@b"', id="at sign"),
    pytest.param("a: `b`", 2, 4, 'a value that starts with ` needs quotes: write "`b`"', 'a: "`b`"', id="backtick"),
    pytest.param(
        "a: %b", 2, 4, 'a value that starts with `%` needs quotes: write `"%b"`', 'a: "%b"', id="percent sign"
    ),
    pytest.param("a: *b", 2, 4, 'a value that starts with `*` needs quotes: write `"*b"`', 'a: "*b"', id="asterisk"),
    pytest.param(
        "a: **b** c", 2, 4, 'a value that starts with `*` needs quotes: write `"**b** c"`', 'a: "**b** c"', id="bold"
    ),
    pytest.param(
        "a: & b", 2, 4, 'a value that starts with `&` needs quotes: write `"& b"`', 'a: "& b"', id="ampersand"
    ),
    pytest.param(
        "a: !x[", 2, 4, 'a value that starts with `!` needs quotes: write `"!x["`', 'a: "!x["', id="exclamation mark"
    ),
    pytest.param(
        "a: > 5 things",
        2,
        4,
        'a value that starts with `>` needs quotes: write `"> 5 things"`',
        'a: "> 5 things"',
        id="greater-than sign",
    ),
    pytest.param(
        "a: |pipe", 2, 4, 'a value that starts with `|` needs quotes: write `"|pipe"`', 'a: "|pipe"', id="bar"
    ),
    pytest.param(
        "a: |0\n  x", 2, 4, "a value that starts with `|` needs quotes", 'a: "|0\n  x"', id="indentation indicator 0"
    ),
    pytest.param(
        "a: ]", 2, 4, 'a value that starts with `]` needs quotes: write `"]"`', 'a: "]"', id="closing bracket"
    ),
    pytest.param(
        "a: } x", 2, 4, 'a value that starts with `}` needs quotes: write `"} x"`', 'a: "} x"', id="closing brace"
    ),
    pytest.param("a: , b", 2, 4, 'a value that starts with `,` needs quotes: write `", b"`', 'a: ", b"', id="comma"),
    pytest.param(
        "a: ? b", 2, 4, 'a value that starts with `?` needs quotes: write `"? b"`', 'a: "? b"', id="question mark"
    ),
    pytest.param(
        "a: : b", 2, 4, 'a value that starts with `:` needs quotes: write `": b"`', 'a: ": b"', id="colon first"
    ),
    pytest.param(
        "a: - b", 2, 4, 'a value that starts with `-` needs quotes: write `"- b"`', 'a: "- b"', id="hyphen and text"
    ),
    pytest.param(
        "a: &b &c d",
        2,
        4,
        'a value that starts with `&` needs quotes: write `"&b &c d"`',
        'a: "&b &c d"',
        id="second anchor",
    ),
    pytest.param(
        "a:\n  - @b", 3, 5, 'a value that starts with `@` needs quotes: write `"@b"`', 'a:\n  - "@b"', id="in an item"
    ),
    pytest.param(
        "a:\n  - x: y: z",
        3,
        8,
        'a value that contains `: ` needs quotes: write `"y: z"`',
        'a:\n  - x: "y: z"',
        id="in an item's property",
    ),
    pytest.param(
        "a: @ tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea ",
        2,
        4,
        "a value that starts with `@` needs quotes",
        'a: "@ tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea" ',
        id="after a long text",
    ),
    pytest.param(
        "title: Tea: a history",
        2,
        8,
        'a value that contains `: ` needs quotes: write `"Tea: a history"`',
        'title: "Tea: a history"',
        id="colon and space",
    ),
    pytest.param(
        "a: b:", 2, 4, 'a value that ends with `:` needs quotes: write `"b:"`', 'a: "b:"', id="colon at the end"
    ),
    pytest.param(
        "a: b : c",
        2,
        4,
        'a value that contains `: ` needs quotes: write `"b : c"`',
        'a: "b : c"',
        id="space before the colon",
    ),
    pytest.param(
        "a: http://x.y: z",
        2,
        4,
        'a value that contains `: ` needs quotes: write `"http://x.y: z"`',
        'a: "http://x.y: z"',
        id="address and colon",
    ),
    pytest.param(
        "é: 😀: c", 2, 4, 'a value that contains `: ` needs quotes: write `"😀: c"`', 'é: "😀: c"', id="emoji"
    ),
    pytest.param(
        "d: a: b\n  more text",
        2,
        4,
        "a value that contains `: ` needs quotes",
        'd: "a: b\n  more text"',
        id="colon in a text over two lines",
    ),
    pytest.param(
        "ok: 1\na: b: c",
        3,
        4,
        'a value that contains `: ` needs quotes: write `"b: c"`',
        'ok: 1\na: "b: c"',
        id="colon below a property",
    ),
    pytest.param(
        "cover: ![[x.png]]", 2, 8, 'an embed needs quotes: write `"![[x.png]]"`', 'cover: "![[x.png]]"', id="embed"
    ),
    pytest.param(
        "cover: ![x](x.png)",
        2,
        8,
        'an embed needs quotes: write `"![x](x.png)"`',
        'cover: "![x](x.png)"',
        id="Markdown embed",
    ),
    pytest.param(
        "a: [[x]], [[y]]",
        2,
        4,
        'several links need quotes and a list: write `["[[x]]", "[[y]]"]`',
        'a: ["[[x]]", "[[y]]"]',
        id="two links",
    ),
    pytest.param(
        "a: [[x]] [[y]]",
        2,
        4,
        'several links need quotes and a list: write `["[[x]]", "[[y]]"]`',
        'a: ["[[x]]", "[[y]]"]',
        id="two links without a comma",
    ),
    pytest.param(
        "a: [[x]] y", 2, 4, 'text with a link needs quotes: write `"[[x]] y"`', 'a: "[[x]] y"', id="text after a link"
    ),
    pytest.param(
        "a:\n  - [[x]], [[y]]",
        3,
        5,
        "several values in one list item: write each in quotes, as an item of its own",
        'a:\n  - "[[x]]"\n  - "[[y]]"',
        id="links in an item",
    ),
    pytest.param(
        "a: [x](y)", 2, 4, 'a Markdown link needs quotes: write `"[x](y)"`', 'a: "[x](y)"', id="Markdown link"
    ),
    pytest.param(
        "a: {{date}} x",
        2,
        4,
        'text with brackets needs quotes: write `"{{date}} x"`',
        'a: "{{date}} x"',
        id="text after a template",
    ),
    pytest.param(
        "a: {{date:YYYY}}T{{time:HH}}",
        2,
        4,
        'text with brackets needs quotes: write `"{{date:YYYY}}T{{time:HH}}"`',
        'a: "{{date:YYYY}}T{{time:HH}}"',
        id="two templates",
    ),
    pytest.param(
        "a: [b]c", 2, 4, 'text with brackets needs quotes: write `"[b]c"`', 'a: "[b]c"', id="text after brackets"
    ),
    pytest.param(
        "a: 'It's tea'",
        2,
        4,
        "a `'` inside the text ends it early: write `\"It's tea\"`",
        'a: "It\'s tea"',
        id="apostrophe",
    ),
    pytest.param(
        'a: "say "hi" now"',
        2,
        4,
        'a `"` inside the text ends it early: write `\'say "hi" now\'`',
        "a: 'say \"hi\" now'",
        id="quotes in quotes",
    ),
    pytest.param(
        'a: "a" b', 2, 4, 'text after the closing `"`: write `\'"a" b\'`', "a: '\"a\" b'", id="text after quotes"
    ),
    pytest.param(
        'a: "A" and "B"',
        2,
        4,
        'text after the closing `"`: write `\'"A" and "B"\'`',
        'a: \'"A" and "B"\'',
        id="two quoted words",
    ),
    pytest.param(
        'x: ""a""', 2, 4, 'a `"` inside the text ends it early: write `\'"a"\'`', "x: '\"a\"'", id="doubled quotes"
    ),
    pytest.param(
        'a: "b\nc: d',
        2,
        4,
        'missing closing `"`: write `"b"`',
        'a: "b"\nc: d',
        id="unclosed double quote",
    ),
    pytest.param(
        "a: b\nc: 'd",
        3,
        4,
        "missing closing `'`: write `'d'`",
        "a: b\nc: 'd'",
        id="unclosed single quote",
    ),
    pytest.param(
        'a: "b\nc: "d"',
        2,
        4,
        'missing closing `"`: write `"b"`',
        'a: "b"\nc: "d"',
        id="unclosed quote and a quote below",
    ),
    pytest.param(
        'a: "b\nc"',
        3,
        1,
        "the quoted text continues on this line: indent the line",
        'a: "b\n  c"',
        id="quotes that continue at the start of a line",
    ),
    pytest.param(
        "a: 'b\n\tc'",
        3,
        1,
        "a tab in the indentation: use spaces",
        "a: 'b\n  c'",
        id="quotes that continue after a tab",
    ),
    pytest.param(
        'icon: "[[link\\|alias]]"',
        2,
        14,
        '`\\|` is not a valid escape in double quotes: write `"[[link|alias]]"`',
        'icon: "[[link|alias]]"',
        id="escaped bar",
    ),
    pytest.param(
        'a: "C:\\Users"',
        2,
        7,
        "`\\U` is not a valid escape in double quotes: write `'C:\\Users'`",
        "a: 'C:\\Users'",
        id="Windows path",
    ),
    pytest.param(
        'a: "\\d+"', 2, 5, "`\\d` is not a valid escape in double quotes: write `'\\d+'`", "a: '\\d+'", id="pattern"
    ),
    pytest.param(
        'a: "b"#c',
        2,
        7,
        "missing space before `#`: add one",
        'a: "b" #c',
        id="comment without a space, after quotes",
    ),
    pytest.param(
        "a: [b]#c",
        2,
        7,
        "missing space before `#`: add one",
        "a: [b] #c",
        id="comment without a space, after a bracket",
    ),
    pytest.param(
        "tags: [#test]", 2, 8, "`#` starts a comment in a list: write `[test]`", "tags: [test]", id="tag in a list"
    ),
    pytest.param(
        "tags: [a, #b]",
        2,
        11,
        "`#` starts a comment in a list: write `[a, b]`",
        "tags: [a, b]",
        id="second tag in a list",
    ),
    pytest.param(
        "tags: [#a", 2, 8, "`#` starts a comment in a list: write `[a]`", "tags: [a]", id="tag in an open list"
    ),
    pytest.param(
        "k: [#b, c]",
        2,
        5,
        '`#` starts a comment in a list: write `["#b", c]`',
        'k: ["#b", c]',
        id="hash in another list",
    ),
    pytest.param("a: [b, , c]", 2, 8, "no item before the comma: write `[b, c]`", "a: [b, c]", id="empty item"),
    pytest.param("a: [,b]", 2, 5, "no item before the comma: write `[b]`", "a: [b]", id="comma first"),
    pytest.param(
        "a: [b: c: d]",
        2,
        5,
        'a list item needs quotes: write `["b: c: d"]`',
        'a: ["b: c: d"]',
        id="colons in an item",
    ),
    pytest.param(
        "a: [@b, `c`]",
        2,
        5,
        'a list item needs quotes: write ["@b", "`c`"]',
        'a: ["@b", "`c`"]',
        id="characters in items",
    ),
    pytest.param("a: [*b]", 2, 5, 'a list item needs quotes: write `["*b"]`', 'a: ["*b"]', id="asterisk in an item"),
    pytest.param(
        "a: ['it's']",
        2,
        5,
        'a list item needs quotes: write `["it\'s"]`',
        'a: ["it\'s"]',
        id="apostrophe in an item",
    ),
    pytest.param(
        "l: [\n  @a,\n  b\n]",
        3,
        3,
        'a value that starts with `@` needs quotes: write `"@a"`',
        'l: [\n  "@a",\n  b\n]',
        id="item on a line of its own",
    ),
    pytest.param(
        "a: [b, c\nd: e", 2, 4, "the `[` is not closed: write `[b, c]`", "a: [b, c]\nd: e", id="unclosed bracket"
    ),
    pytest.param("a: {b: c", 2, 4, "the `{` is not closed: write `{b: c}`", "a: {b: c}", id="unclosed brace"),
    pytest.param("a: [[x]", 2, 4, 'the link is not closed: write `"[[x]]"`', 'a: "[[x]]"', id="unclosed wikilink"),
    pytest.param("a: [b,\n  c", 2, 4, "the `[` is not closed", "a: [b,\n  c]", id="unclosed bracket over two lines"),
    pytest.param(
        "a: [\nb,\nc\n]",
        3,
        1,
        "the list in brackets continues on this line: indent the line",
        "a: [\n  b,\n  c\n]",
        id="brackets that continue at the start of a line",
    ),
    pytest.param(
        "a: 1\ntitle:Tea",
        3,
        1,
        "missing space after `title:`: add one",
        "a: 1\ntitle: Tea",
        id="no space after the colon",
    ),
    pytest.param(
        '"a":b\nc: d', 2, 1, 'missing space after `"a":`: add one', '"a": b\nc: d', id="no space after a quoted name"
    ),
    pytest.param(
        "title:\xa0Tea\ndate: x",
        2,
        7,
        "the character after the colon is U+00A0, not a space: write a space",
        "title: Tea\ndate: x",
        id="no-break space after the colon",
    ),
    pytest.param(
        "title:\u200bTea\nb: c",
        2,
        7,
        "the character after the colon is U+200B, not a space: write a space",
        "title: Tea\nb: c",
        id="zero-width space after the colon",
    ),
    pytest.param(
        "title:\u3000茶\nb: c",
        2,
        7,
        "the character after the colon is U+3000, not a space: write a space",
        "title: 茶\nb: c",
        id="ideographic space after the colon",
    ),
    pytest.param(
        "a:\n-\xa0b\nc: d",
        3,
        2,
        "the character after the hyphen is U+00A0, not a space: write a space",
        "a:\n- b\nc: d",
        id="no-break space after a hyphen",
    ),
    pytest.param(
        "a:\n\xa0\xa0- b\nc: d",
        3,
        1,
        "the character at the start of the line is U+00A0, not a space: write a space",
        "a:\n  - b\nc: d",
        id="no-break spaces as indentation",
    ),
    pytest.param(
        "title：Tea\nb: c",
        2,
        6,
        "the colon after `title` is full-width (U+FF1A): write a plain colon and a space",
        "title: Tea\nb: c",
        id="full-width colon",
    ),
    pytest.param(
        "@a: b",
        2,
        1,
        'a property name that starts with `@` needs quotes: write `"@a"`',
        '"@a": b',
        id="name with an at sign",
    ),
    pytest.param(
        "%a: b",
        2,
        1,
        'a property name that starts with `%` needs quotes: write `"%a"`',
        '"%a": b',
        id="name with a percent sign",
    ),
    pytest.param(
        "**a**: b",
        2,
        1,
        'a property name that starts with `*` needs quotes: write `"**a**"`',
        '"**a**": b',
        id="name in bold",
    ),
    pytest.param("a: 1\nb", 3, 1, OR_CLOSE, "a: 1\nb:", id="no colon"),
    pytest.param("some prose\na: 1", 2, 1, NO_PROPERTY, "some: prose\na: 1", id="no colon on the first line"),
    pytest.param("x: 1\n[[x]]", 3, 1, OR_CLOSE, 'x: 1\nname: "[[x]]"', id="link instead of a property"),
    pytest.param("x: 1\n> a", 3, 1, OR_CLOSE, 'x: 1\n">": "a"', id="quotation"),
    pytest.param("a: b\n{{c}}", 3, 1, OR_CLOSE, "a: b\n{{c}}:", id="template instead of a property"),
    pytest.param(
        "x: 1\n%% c %%", 3, 1, "a comment in front matter starts with `#`", "x: 1\n# c", id="Obsidian comment"
    ),
    pytest.param(
        "x: 1\n<!-- c -->\ny: 2",
        3,
        1,
        "a comment in front matter starts with `#`",
        "x: 1\n# c\ny: 2",
        id="HTML comment",
    ),
    pytest.param("x: 1\n// c", 3, 1, "a comment in front matter starts with `#`", "x: 1\n# c", id="slashes"),
    pytest.param(
        "x: 1\n----\nfoo", 3, 1, "`----` does not close the front matter: write `---`", "x: 1", id="four hyphens"
    ),
    pytest.param("x: 1\n--\ny: 2", 3, 1, "`--` does not close the front matter: write `---`", "x: 1", id="two hyphens"),
    pytest.param("x: 1\n—-", 3, 1, "`—-` does not close the front matter: write `---`", "x: 1", id="dashes"),
    pytest.param(
        "x: 1\n...\ny: 2", 3, 1, "`...` does not close the front matter: write `---`", "x: 1", id="three dots"
    ),
    pytest.param(
        "x: 1\n___\ny: 2", 3, 1, "`___` does not close the front matter: write `---`", "x: 1", id="underscores"
    ),
    pytest.param("a:\n\t- b\n\t- c", 3, 1, "a tab in the indentation: use spaces", "a:\n  - b\n  - c", id="tab"),
    pytest.param("a: 1\n\tb: 2", 3, 1, "a tab in the indentation: remove it", "a: 1\nb: 2", id="tab before a name"),
    pytest.param("\ta: b", 2, 1, "a tab in the indentation: use spaces", "  a: b", id="tab on the first line"),
    pytest.param(
        "a:\n  -\tb: c", 3, 4, "a tab in the indentation: use spaces", "a:\n  - b: c", id="tab after a hyphen"
    ),
    pytest.param(
        "title: T\n  date: 2024-05-01",
        3,
        1,
        UNLIKE + "remove its indentation",
        "title: T\ndate: 2024-05-01",
        id="indented property",
    ),
    pytest.param(
        "a: 1\n  b: 2\n  c: 3",
        3,
        1,
        UNLIKE + "remove its indentation",
        "a: 1\nb: 2\nc: 3",
        id="two indented properties",
    ),
    pytest.param("  a: 1\nb: 2", 2, 1, UNLIKE + "remove its indentation", "a: 1\nb: 2", id="indented first line"),
    pytest.param(
        "a:\n    b: 1\n  c: 2",
        4,
        1,
        UNLIKE + "indent it by 4 spaces",
        "a:\n    b: 1\n    c: 2",
        id="nested property further out",
    ),
    pytest.param("a:\n  - b\n - c", 4, 1, UNLIKE + "indent it by 2 spaces", "a:\n  - b\n  - c", id="item further out"),
    pytest.param(
        "a:\n  - b\n  c: d",
        4,
        1,
        UNLIKE + "remove its indentation",
        "a:\n  - b\nc: d",
        id="property in the column of items",
    ),
    pytest.param(
        "a:\n- x: 1\n   y: 2",
        4,
        1,
        UNLIKE + "indent it by 2 spaces",
        "a:\n- x: 1\n  y: 2",
        id="property of an item further in",
    ),
    pytest.param(
        "tags: []\n  - a",
        2,
        7,
        "`tags` has both a value and list items below it: remove `[]`",
        "tags:\n  - a",
        id="items below empty brackets",
    ),
    pytest.param(
        "tags: x\n- b",
        2,
        7,
        "`tags` has both a value and list items below it: make the value an item too",
        "tags:\n- x\n- b",
        id="items below a text",
    ),
    pytest.param(
        'a: "x"\n  - b\n  - c',
        2,
        4,
        "`a` has both a value and list items below it: make the value an item too",
        'a:\n  - "x"\n  - b\n  - c',
        id="items below quotes",
    ),
    pytest.param(
        "a:\n  b: c\n  - d",
        3,
        6,
        "`b` has both a value and list items below it: make the value an item too",
        "a:\n  b:\n  - c\n  - d",
        id="item below a nested value",
    ),
    pytest.param(
        "- b\na: c",
        2,
        1,
        "the list item belongs to no property: add a line like `tags:` above it",
        "tags:\n- b\na: c",
        id="item above the properties",
    ),
    pytest.param(
        "up:\n* [[a]]\n* [[b]]",
        3,
        1,
        "a list item begins with a hyphen and a space, and a link needs quotes",
        'up:\n- "[[a]]"\n- "[[b]]"',
        id="links with bullets",
    ),
    pytest.param(
        "up:\n  [[a]]\n  - b",
        3,
        3,
        'this line in a list is not an item: write `- "[[a]]"`',
        'up:\n  - "[[a]]"\n  - b',
        id="first line of a list is a link",
    ),
    pytest.param(
        'up:\n  "[[a]]"\n  - "[[b]]"',
        3,
        3,
        "this line in a list is not an item: begin it with `- `",
        'up:\n  - "[[a]]"\n  - "[[b]]"',
        id="first line of a list without a hyphen",
    ),
    pytest.param(
        "@up: [[a]]",
        2,
        1,
        'a property name that starts with `@` needs quotes: write `"@up"`',
        '"@up": [[a]]',
        id="name with an at sign before a link",
    ),
    pytest.param(
        "a:\n  - [[x]]\n  - @b",
        4,
        5,
        'a value that starts with `@` needs quotes: write `"@b"`',
        'a:\n  - [[x]]\n  - "@b"',
        id="below an item that is a link without quotes",
    ),
    pytest.param(
        'up:\n  - "[[a]]"\n    "[[b]]"',
        3,
        5,
        "several values in one list item: write each in quotes, as an item of its own",
        'up:\n  - "[[a]]"\n  - "[[b]]"',
        id="links in an item on two lines",
    ),
    pytest.param(
        "📅 date: @x",
        2,
        9,
        'a value that starts with `@` needs quotes: write `"@x"`',
        '📅 date: "@x"',
        id="below the name 📅 date",
    ),
    pytest.param(
        "2024: @x",
        2,
        7,
        'a value that starts with `@` needs quotes: write `"@x"`',
        '2024: "@x"',
        id="below the name 2024",
    ),
    pytest.param(
        "what?: @x",
        2,
        8,
        'a value that starts with `@` needs quotes: write `"@x"`',
        'what?: "@x"',
        id="below the name what?",
    ),
    pytest.param(
        "a+b: @x", 2, 6, 'a value that starts with `@` needs quotes: write `"@x"`', 'a+b: "@x"', id="below the name a+b"
    ),
    pytest.param(
        "$price: @x",
        2,
        9,
        'a value that starts with `@` needs quotes: write `"@x"`',
        '$price: "@x"',
        id="below the name $price",
    ),
    pytest.param(
        "a & b: @x",
        2,
        8,
        'a value that starts with `@` needs quotes: write `"@x"`',
        'a & b: "@x"',
        id="below the name a & b",
    ),
    pytest.param(
        "c#: @x", 2, 5, 'a value that starts with `@` needs quotes: write `"@x"`', 'c#: "@x"', id="below the name c#"
    ),
    pytest.param(
        "a, b: @x",
        2,
        7,
        'a value that starts with `@` needs quotes: write `"@x"`',
        'a, b: "@x"',
        id="below the name a, b",
    ),
    pytest.param(
        'up: "[[a]]", "[[b]]"',
        2,
        5,
        'several links need a list: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="two quoted links",
    ),
    pytest.param(
        "up: '[[a]]', '[[b]]'",
        2,
        5,
        'several links need a list: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="two links in single quotes",
    ),
    pytest.param(
        'up: "[[a]]" "[[b]]"',
        2,
        5,
        'several links need a list: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="two quoted links without a comma",
    ),
    pytest.param(
        'up: "[[a]]", [[b]]',
        2,
        5,
        'several links need quotes and a list: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="a quoted link and one without quotes",
    ),
    pytest.param(
        'up: [[a]], "[[b]]"',
        2,
        5,
        'several links need quotes and a list: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="a link without quotes and a quoted one",
    ),
    pytest.param(
        'tags: "#a" "#b"',
        2,
        7,
        'several quoted values need a list: write `["#a", "#b"]`',
        'tags: ["#a", "#b"]',
        id="two quoted tags",
    ),
    pytest.param(
        'title: "a", "b"',
        2,
        8,
        'several quoted values need a list: write `["a", "b"]`',
        'title: ["a", "b"]',
        id="two quoted texts",
    ),
    pytest.param(
        'up: ["[[a]]" "[[b]]"]',
        2,
        6,
        'a comma is missing between two items: write `["[[a]]", "[[b]]"]`',
        'up: ["[[a]]", "[[b]]"]',
        id="no comma between quoted links",
    ),
    pytest.param(
        "up:[[a]]", 2, 1, 'missing space after `up:`: write `up: "[[a]]"`', 'up: "[[a]]"', id="no space before a link"
    ),
    pytest.param(
        "title:\xa0[[Tea]]",
        2,
        7,
        'the character after the colon is U+00A0, not a space: write a space and `"[[Tea]]"`',
        'title: "[[Tea]]"',
        id="no-break space before a link",
    ),
    pytest.param(
        'up: "[[Tea]]"]',
        2,
        5,
        'stray characters around the link: write `"[[Tea]]"`',
        'up: "[[Tea]]"',
        id="bracket after a quoted link",
    ),
    pytest.param(
        "up: \"[[Tea]]'",
        2,
        5,
        'stray characters around the link: write `"[[Tea]]"`',
        'up: "[[Tea]]"',
        id="other quote after a link",
    ),
    pytest.param(
        "up: [Tea]]",
        2,
        5,
        'the link has no opening `[[`: write `"[[Tea]]"`',
        'up: "[[Tea]]"',
        id="link with one opening bracket",
    ),
    pytest.param(
        "up: [[Tea]],",
        2,
        5,
        'stray characters around the link: write `"[[Tea]]"`',
        'up: "[[Tea]]"',
        id="comma after a link",
    ),
    pytest.param(
        "up: - [[a]]",
        2,
        5,
        'stray characters around the link: write `"[[a]]"`',
        'up: "[[a]]"',
        id="hyphen before a link",
    ),
    pytest.param('up: "x",', 2, 8, 'stray `,` after the closing `"`: write `"x"`', 'up: "x"', id="comma after quotes"),
    pytest.param(
        "a: {\n  x: 1\nb: z", 2, 4, "the `{` is not closed", "a: {\n  x: 1}\nb: z", id="unclosed brace above lines"
    ),
    pytest.param(
        "tags: - a\n- b",
        2,
        7,
        "the first list item is on the line of `tags`: move it to a line of its own",
        "tags:\n- a\n- b",
        id="first item on the line of the name",
    ),
    pytest.param(
        "tags: [a], [b]", 2, 7, "several lists need to be one: write `[a, b]`", "tags: [a, b]", id="two lists"
    ),
    pytest.param(
        "a:\n  - a\n  -b",
        4,
        3,
        "a list item begins with a hyphen and a space",
        "a:\n  - a\n  - b",
        id="no space after a hyphen",
    ),
    pytest.param(
        "a:\n-b", 3, 1, "a list item begins with a hyphen and a space", "a:\n- b", id="no space after the only hyphen"
    ),
    pytest.param(
        "a:\n* a\n* b", 3, 1, "a list item begins with a hyphen and a space", "a:\n- a\n- b", id="asterisks as bullets"
    ),
    pytest.param(
        "a:\n  * a", 3, 3, "a list item begins with a hyphen and a space", "a:\n  - a", id="asterisk as a bullet"
    ),
    pytest.param("a:\n– a", 3, 1, "a list item begins with a hyphen and a space", "a:\n- a", id="dash as a bullet"),
    pytest.param("a:\n• a\n• b", 3, 1, "a list item begins with a hyphen and a space", "a:\n- a\n- b", id="bullets"),
    pytest.param(
        "a:\n  - a\n  b\nc: d",
        4,
        3,
        "this line in a list is not an item: begin it with `- `, or indent it further if it continues the one above",
        "a:\n  - a\n  - b\nc: d",
        id="line in a list that is no item",
    ),
    pytest.param(
        'path: "C:\\"',
        2,
        10,
        "`\\\"` does not close the quotes: write `'C:\\'`",
        "path: 'C:\\'",
        id="backslash at the end",
    ),
    pytest.param(
        'path: "C:\\dir\\"',
        2,
        14,
        "`\\\"` does not close the quotes: write `'C:\\dir\\'`",
        "path: 'C:\\dir\\'",
        id="path with a backslash at the end",
    ),
    pytest.param(
        'a: "it\\\'s"',
        2,
        7,
        "`\\'` is not a valid escape in double quotes: write `\"it's\"`",
        'a: "it\'s"',
        id="escaped apostrophe in double quotes",
    ),
    pytest.param(
        "a: 'a\\'b'",
        2,
        6,
        "`\\'` is not an escape in single quotes: write `\"a'b\"`",
        'a: "a\'b"',
        id="escaped apostrophe in single quotes",
    ),
    pytest.param(
        'a: "\\u12"', 2, 5, "`\\u12` is an incomplete escape: write `'\\u12'`", "a: '\\u12'", id="incomplete escape"
    ),
    pytest.param(
        "title: 'a': 'b'",
        2,
        8,
        "text after the closing `'`: write `\"'a': 'b'\"`",
        "title: \"'a': 'b'\"",
        id="colon between quotes",
    ),
    pytest.param('"a: b', 2, 1, 'stray `"` before the name: remove it', "a: b", id="quote before the name"),
    pytest.param(
        "desc: |\nabc",
        3,
        1,
        "this line continues `desc`: indent it",
        "desc: |\n  abc",
        id="literal text that is not indented",
    ),
    pytest.param(
        "summary: first line\nsecond line",
        3,
        1,
        "this line is not a property: indent it if it continues `summary`, or write `name: value`",
        "summary: first line\n  second line",
        id="text that continues unindented",
    ),
    pytest.param(
        "tags:\n[a, b]",
        3,
        1,
        "this line continues `tags`: indent it",
        "tags:\n  [a, b]",
        id="list on the next line, not indented",
    ),
    pytest.param(
        "aliases: [-, b]",
        2,
        11,
        'a list item needs quotes: write `["-", b]`',
        'aliases: ["-", b]',
        id="hyphen as an item",
    ),
    pytest.param(
        "up:\n  [[a]]\n  [[b]]",
        3,
        3,
        'several links need quotes and a list: write `["[[a]]", "[[b]]"]`',
        'up:\n  ["[[a]]", "[[b]]"]',
        id="links on lines without hyphens",
    ),
    pytest.param(
        "a: b\n- [ ] todo",
        2,
        4,
        "`a` has both a value and list items below it: make the value an item too",
        'a:\n- b\n- "[ ] todo"',
        id="task below a value",
    ),
    pytest.param(
        "a: b # c\n  d",
        2,
        6,
        "the comment ends the value, and text follows below: move the comment to a line above the property",
        "# c\na: b\n  d",
        id="text below a comment",
    ),
    pytest.param("a: [[-]]", 2, 4, 'a link needs quotes: write `"[[-]]"`', 'a: "[[-]]"', id="link that is no list"),
    pytest.param(
        "a: x\n<!-- b -->",
        3,
        1,
        "a comment in front matter starts with `#`",
        "a: x\n# b",
        id="HTML comment in front matter",
    ),
]


def error_of(block: str) -> YamlError | None:
    """The parser's error for a block."""
    try:
        yaml_core.read(block)
    except YamlError as error:
        return error
    return None


def fault_of(block: str) -> Fault | None:
    """The fault of a block."""
    return find_fault(block, error_of(block))


@pytest.mark.parametrize(("block", "line", "column", "message", "corrected"), ROWS)
def test_fault(block: str, line: int, column: int, message: str, corrected: str) -> None:
    """The fault has its position and message, and the correction that it proposes makes the block readable."""
    read = read_note("Tea.md", f"---\n{block}\n---\n".encode())
    assert [(flaw.span.line, flaw.span.column, flaw.message) for flaw in read.flaws] == [
        (line, column, f"Obsidian cannot read this front matter: {message}")
    ]
    fault = fault_of(f"{block}\n")
    assert fault
    assert fault.corrected.rstrip("\n") == corrected
    root = yaml_core.read(fault.corrected)
    assert root
    assert root.kind == "mapping"


@pytest.mark.parametrize("ending", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF")])
@pytest.mark.parametrize(("block", "line", "column", "message", "corrected"), ROWS)
def test_correction(block: str, line: int, column: int, message: str, corrected: str, ending: str) -> None:
    """What is certain can be applied to the note as it is, and gives the corrected block with the same line endings."""
    text, wanted = (f"---\n{each}\n---\n# {message}\n".replace("\n", ending) for each in (block, corrected))
    (flaw,) = read_note("Tea.md", text.encode()).flaws
    if flaw.correction is None:
        assert message.startswith(UNCERTAIN) or "is not an item" in message or "has both" in message
        return
    assert apply_edits(text, [Edit("Tea.md", *each) for each in flaw.correction.edits]) == wanted
    assert flaw.correction.applicability is Applicability.UNSAFE
    assert (line, column) == flaw.span[:2]


@pytest.mark.parametrize(
    ("block", "line", "column", "message", "corrected"),
    [row for row in ROWS if not (str(row.values[0]).startswith(("-", " ", "\t")) or row.values[3] == NO_PROPERTY)],
)
def test_fault_below_other_properties(block: str, line: int, column: int, message: str, corrected: str) -> None:
    """Properties above change nothing, for faults that may be anywhere."""
    above = "ok: &ok 1\nlist:\n  - x\n"
    fault = fault_of(f"{above}{block}\n")
    assert fault
    assert (fault.message, fault.corrected.rstrip("\n")) == (message, above + corrected)
    start = fault.start - len(above)
    assert (block.count("\n", 0, start) + 2, start - block.rfind("\n", 0, start)) == (line, column)


@pytest.mark.parametrize(("block", "line", "column", "message", "corrected"), ROWS)
def test_fault_in_crlf(block: str, line: int, column: int, message: str, corrected: str) -> None:
    """Line endings change neither position nor message."""
    read = read_note("Tea.md", f"---\n{block}\n---\n".replace("\n", "\r\n").encode())
    assert [(flaw.span.line, flaw.span.column, flaw.message) for flaw in read.flaws] == [
        (line, column, f"Obsidian cannot read this front matter: {message}")
    ]
    assert "\r" not in corrected


@pytest.mark.parametrize(
    ("block", "message"),
    [
        pytest.param("a: @b\nc: [d", 'a value that starts with `@` needs quotes: write `"@b"`', id="in two properties"),
        pytest.param(
            "a:\n  - @b\n  - @c", 'a value that starts with `@` needs quotes: write `"@b"`', id="in two items"
        ),
        pytest.param(
            "b: 1\nb: 2\na: @b", 'a value that starts with `@` needs quotes: write `"@b"`', id="and a duplicate"
        ),
    ],
)
def test_two_faults(block: str, message: str) -> None:
    """The first is reported, and its correction works though the block has another."""
    fault = fault_of(f"{block}\n")
    assert fault
    assert fault.message == message


@pytest.mark.parametrize(
    ("block", "message"),
    [
        pytest.param("{a: 1, b: 2", "did not find expected ',' or '}'", id="JSON that is not closed"),
    ],
)
def test_the_rest(block: str, message: str) -> None:
    """If no known fault fits, the message is the parser's."""
    read = read_note("Tea.md", f"---\n{block}\n---\n".encode())
    assert [flaw.message for flaw in read.flaws] == [f"Obsidian cannot read this front matter: {message}"]


@pytest.mark.parametrize("brace", ["{", "}", "{ ", "[", "{}"])
def test_bracket_on_a_line_of_its_own(brace: str) -> None:
    """It is no property, though closed it would be YAML."""
    fault = fault_of(f"a: b\n{brace}\n")
    assert fault
    assert fault.message.startswith("this line is not a property")


@pytest.mark.parametrize("block", ["a: *x", "b: [*x]"])
def test_anchor_of_another_property(block: str) -> None:
    """The properties below may refer to it, so the fault is found where it is."""
    fault = fault_of(f"x: &x 1\n{block}\nc: @d\n")
    assert fault
    assert fault.message == 'a value that starts with `@` needs quotes: write `"@d"`'


@examples(500)
@given(BLOCKS)
def test_a_correction_corrects(block: str) -> None:
    """Whatever the block, the correction makes it readable, or leaves a different error."""
    error = error_of(block)
    fault = find_fault(block, error) if error and not error.is_limit else None
    if error is None or fault is None:
        return
    assert 0 <= fault.start <= fault.end <= len(block)
    left = error_of(fault.corrected)
    assert left is None or (left.message, fault.corrected) != (error.message, block)
