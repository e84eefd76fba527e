"""Manual pages of rules that show what the built-in ones do not; tests/test_every_rule.py has the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pytest

from vaultlint import Example, FixKind, Problem, Rule, Vault
from vaultlint.output.manual import explain, manual_page


@dataclass(frozen=True, kw_only=True)
class Odd(Rule):
    """A rule with options of every kind.

    Its page shows `at-most`, `mood`, `strict` and `words`.
    """

    name = "odd-rule"
    good = Example({"empty.md": ""}, options={"at-most": 0, "words": {"tea": ["chai"]}})
    bad = Example({"a.md": "One\n\nTwo\n"}, expected=("a.md:1:1: info: odd [odd-rule]",))
    is_default = False

    at_most: int = 3
    mood: Literal["mild", "grim"] = "mild"
    strict: bool = True
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield from ()


PAGE = """\
# odd-rule

Group test-explain, off by default, warning when on. It has no fixes.

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

To turn the rule on: `extend-select = ["odd-rule"]`.
To hide one problem, put `<!-- vaultlint-disable-line odd-rule -->` on its line; for a whole note,
put `vaultlint: {disable: [odd-rule]}` in its front matter.

## Example

`a.md`:

    One

    Two

Output:

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


@pytest.mark.parametrize(
    "fixes, sentence",
    [
        pytest.param(("safe",), "`--fix` fixes some of its problems.", id="safe"),
        pytest.param(("unsafe",), "`--fix --unsafe-fixes` fixes some of its problems.", id="unsafe"),
        pytest.param(("safe", "unsafe"), "`--fix` fixes some of its problems, with `--unsafe-fixes` more.", id="both"),
        pytest.param(("suggestion",), "`--interactive` shows suggestions.", id="suggestions"),
        pytest.param(
            ("unsafe", "suggestion"),
            "`--fix --unsafe-fixes` fixes some of its problems, and `--interactive` shows suggestions.",
            id="unsafe and suggestions",
        ),
        pytest.param((), "It has no fixes.", id="nothing"),
    ],
)
def test_page_says_what_is_fixed(fixes: tuple[FixKind, ...], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence at its top."""
    monkeypatch.setattr(Odd, "fixes", fixes)
    assert explain(Odd).splitlines()[2].partition(". ")[2] == sentence
