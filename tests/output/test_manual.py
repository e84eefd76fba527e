"""Manual pages of rules that show what the built-in ones do not; tests/test_every_rule.py has the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from vaultlint import Example, Problem, Rule, Vault
from vaultlint.output.manual import explain, manual_page


@dataclass(frozen=True, kw_only=True)
class Odd(Rule):
    """A rule with options of every kind.

    Its page shows `at-most`, `mood`, `strict` and `words`.
    """

    name = "odd-rule"
    good = Example({"empty.md": ""}, options={"at-most": 0, "words": {"tea": ["chai"]}})
    bad = Example({"a.md": "One\n\nTwo\n"}, says=("a.md:1:1: info: odd [odd-rule]",))
    is_default = False

    at_most: int = 3
    mood: Literal["mild", "grim"] = "mild"
    strict: bool = True
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield from ()


PAGE = """\
# odd-rule

Group test-explain, off by default, warning when on.

A rule with options of every kind.

Its page shows `at-most`, `mood`, `strict` and `words`.

## Options

```toml
[rules.odd-rule]
severity = "warning"  # or "info" or "error"
at-most = 3
mood = "mild"  # or "grim"
strict = true
words = {}
```

To switch the rule on: `extend-select = ["odd-rule"]`.
To silence single problems: see "Suppress" in the README of vaultlint.

## Example

`a.md`:

    One

    Two

vaultlint says:

    a.md:1:1: info: odd [odd-rule]

Without a problem:

`vaultlint.toml`:

    [rules.odd-rule]
    at-most = 0
    words = {tea = ["chai"]}

`empty.md`
"""


def test_page() -> None:
    """Docstring, options with their choices, and examples with the configuration that they need."""
    assert explain(Odd) == PAGE.replace("test-explain", Odd.group())


def test_a_rule_of_a_plugin_has_no_page_on_disk() -> None:
    """Only what comes with vaultlint has one."""
    assert manual_page("odd-rule") is None
