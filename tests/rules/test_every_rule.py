"""What holds for every rule, also tomorrow's: names, manual, options, examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import EnumType
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from vaultlint import Rule, Severity
from vaultlint.config.options import configure, read_config
from vaultlint.config.selection import Selection
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.lint.rule_class_checks import fault_of, option_fault_of
from vaultlint.output.manual import explain, manual_page
from vaultlint.parse.cut_links import UNESCAPED_PIPE
from vaultlint.parse.duplicate_keys import DUPLICATE
from vaultlint.parse.front_matter import SYNTAX
from vaultlint.parse.unclosed_links import UNCLOSED_LINK
from vaultlint.parse.utf8 import UNREADABLE_FILE
from vaultlint.rule import Example
from vaultlint.testing import check_examples, says, vault
from vaultlint.text.toml_text import toml

RULES = find_rules()
BLOCK = "---\nkind: example\n---\n"

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())


def run(rule: type[Rule], example: Example, files: dict[str, str | bytes]) -> list[str]:
    return says(configure(rule, dict(example.options), "example"), files)


@each_rule
def test_name_is_the_file_name(rule: type[Rule]) -> None:
    """A rule is found by its name: kebab-case in reports, the same with underscores as a file."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.__module__.rpartition(".")[2] == rule.name.replace("-", "_")
    assert rule.__name__.lower() == rule.name.replace("-", "")


def test_every_flaw_has_its_rule() -> None:
    """What the parsers find wrong names a rule that is there to report it."""
    assert {UNREADABLE_FILE, SYNTAX, DUPLICATE, UNESCAPED_PIPE, UNCLOSED_LINK} <= RULES.keys()


@each_rule
def test_docstring_is_a_manual_page(rule: type[Rule]) -> None:
    """A summary in one sentence, a blank line, and then what to know."""
    summary, blank, *rest = rule.manual().splitlines()
    assert summary.endswith(".")
    assert len(summary) <= 72
    assert not blank
    assert rest


@each_rule
def test_docstring_tells_what_each_option_does(rule: type[Rule]) -> None:
    """Every option but `severity`, which all rules have, is named in backticks."""
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)", rule.manual()))
    assert rule.options().keys() - named <= {"severity"}


@each_rule
def test_manual_page_shows_the_defaults(rule: type[Rule]) -> None:
    """The options in it are TOML that a configuration may hold, and change nothing."""
    shown = explain(rule).split("```toml\n")[1].split("```")[0]
    assert configure(rule, tomllib.loads(shown)["rules"][rule.name], "the manual") == rule()


@each_rule
def test_manual_page_is_on_disk(rule: type[Rule]) -> None:
    """Where links from terminals find it."""
    page = manual_page(rule.name)
    assert page
    assert page.read_text(encoding="utf-8") == explain(rule)


@each_rule
def test_examples_hold(rule: type[Rule]) -> None:
    """The good example has nothing to report, the bad one gives the lines that stand beside it."""
    assert check_examples(rule) == []


@each_rule
def test_definition_is_sound(rule: type[Rule]) -> None:
    """As that of anyone's rule must be; the types of options are looked at here only, to save every run the time."""
    assert fault_of(rule) is None
    assert option_fault_of(rule) is None


@each_rule
def test_line_ends_change_nothing(rule: type[Rule]) -> None:
    """CRLF files give the same lines and columns."""
    crlf: dict[str, str | bytes] = {path: text.replace("\n", "\r\n") for path, text in rule.bad.files.items()}
    assert run(rule, rule.bad, crlf) == list(rule.bad.expected)


@pytest.mark.parametrize(
    "rule",
    [pytest.param(rule, id=name) for name, rule in RULES.items() if rule.group() == "links"],
)
def test_front_matter_shifts_lines_only(rule: type[Rule]) -> None:
    """Behind a front matter block, problems on links move down by its lines."""
    moved = {path for path, text in rule.bad.files.items() if path.endswith(".md") and not text.startswith("---")}
    files: dict[str, str | bytes] = {
        path: (BLOCK if path in moved else "") + text for path, text in rule.bad.files.items()
    }
    assert run(rule, rule.bad, files) == [_shift(line, moved) for line in rule.bad.expected]


def _shift(line: str, moved: set[str]) -> str:
    path, number, rest = line.split(":", 2)
    return f"{path}:{int(number) + BLOCK.count(chr(10)) * (path in moved)}:{rest}"


CONTENT = b"tea"
"""The content of a file that an option names."""


def another(kind: Any, value: Any) -> Any:
    """A value of a type that is not the given one."""
    if kind is bool:
        return not value
    if kind is int:
        return value + 1
    if get_origin(kind) is Literal or isinstance(kind, EnumType):
        return next(choice for choice in get_args(kind) or kind if choice != value)
    if get_origin(kind) is tuple:
        return ("YYYY",)
    if get_origin(kind) in {dict, Mapping}:
        return {"x": ("y",)}
    if hasattr(kind, "from_option"):
        return kind.from_option("file", lambda _: CONTENT)
    raise NotImplementedError(f"how to write another value of {kind}")


def of_a_class(rule: type[Rule], option: str) -> Any:
    """A value of an option whose values are objects of a class, from the bad example; None for all other options."""
    kind = get_args(rule.options()[option])[:1]
    if not (kind and is_dataclass(kind[0])):
        return None
    return getattr(configure(rule, {option: rule.bad.options[option]}, "test"), option.replace("-", "_"))


EACH_OPTION = [
    pytest.param(rule, option, id=f"{name} {option}") for name, rule in RULES.items() for option in rule.options()
]


@pytest.mark.parametrize("rule, option", EACH_OPTION)
def test_an_override_sets_any_option_of_its_paths_alone(tmp_path: Path, rule: type[Rule], option: str) -> None:
    """`rules.<name>.<option>` below `[[overrides]]` changes that option, there, and nothing else."""
    field = option.replace("-", "_")
    value = of_a_class(rule, option) or another(rule.options()[option], getattr(rule(), field))
    (tmp_path / "file").write_bytes(CONTENT)
    file = tmp_path / "vaultlint.toml"
    override = f'[[overrides]]\npaths = ["In/**"]\nrules.{rule.name}.{option} = {toml(value)}\n'
    file.write_text(f'select = ["{rule.name}"]\n{override}', encoding="utf-8")
    selection = Selection({rule.name: rule}, read_config(file))
    inside, outside = selection.rules_for("In/a.md")[rule.name], selection.rules_for("a.md")[rule.name]
    assert inside == rule(**{field: value})
    assert outside == rule()
    assert inside != outside


@each_rule
@pytest.mark.parametrize("is_inside", [pytest.param(True, id="inside"), pytest.param(False, id="outside")])
def test_an_override_of_the_severity_shows(tmp_path: Path, rule: type[Rule], is_inside: bool) -> None:
    """The problems of the override's paths have its severity, those of others the rule's own."""
    default = rule().severity
    other = another(Severity, default)
    file = tmp_path / "vaultlint.toml"
    pattern = "*" if is_inside else "elsewhere/*"
    file.write_text(
        f'select = ["{rule.name}"]\nrules.{rule.name} = {toml(dict(rule.bad.options))}\n[[overrides]]\npaths = ["{pattern}"]\nrules.{rule.name}.severity = "{other}"\n',
        encoding="utf-8",
    )
    result = check(vault(rule.bad.files), Selection({rule.name: rule}, read_config(file)))
    assert {problem.severity for problem in result.problems} == {other if is_inside else default}
