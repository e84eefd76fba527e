"""What vaultlint takes for granted about the class of a rule, checked when the rule is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from types import MemberDescriptorType
from typing import get_args

from vaultlint.config.option_types import decoder, no_file, schema_of
from vaultlint.lint.rule_failure import describe_error
from vaultlint.model import FixKind, Severity
from vaultlint.rule import Example, Rule
from vaultlint.text.toml_text import as_option

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_ATTRIBUTES = ("name", "good", "bad", "is_default", "is_graph_rule", "turned_on_by", "fixes")
_FIX_KINDS = get_args(FixKind)
_CHECKS = ("check_note", "check_canvas", "check")
_METHODS = [name for name in dir(Rule) if not name.startswith("_") and callable(getattr(Rule, name))]
_TYPES = "bool, int, float, str, Literal, an Enum, or tuple, Mapping or a dataclass of these"


def overrides(rule: type[Rule], method: str) -> bool:
    """Whether a rule has a method of its own in place of one of `Rule`."""
    return getattr(rule, method) is not getattr(Rule, method)


def fault_of(rule: type[Rule]) -> str | None:
    """Return what is wrong with the class of a rule, in one line; None for a rule that can be used."""
    return next(_faults(rule), None)


def option_fault_of(rule: type[Rule]) -> str | None:
    """Return what is wrong with the types of a rule's options; apart from the rest, since it takes milliseconds."""
    return next(_option_faults(rule), None)


def _faults(rule: type[Rule]) -> Iterator[str]:
    """Every fault, the ones that explain others first; each part relies on the parts above it."""
    yield from _faults_of_fields(rule)
    yield from _faults_of_attributes(rule)
    yield from _faults_of_defaults(rule)


def _faults_of_fields(rule: type[Rule]) -> Iterator[str]:
    if "__dataclass_fields__" not in vars(rule):
        yield "not a dataclass: write @dataclass(frozen=True, kw_only=True) above the class"
    for option in fields(rule):
        if option.name in _ATTRIBUTES:
            yield (
                f"option `{option.name}` has the name of an attribute of every rule: rename the option,"
                " or remove the type annotation if the attribute is meant"
            )
        if option.name in _METHODS:
            yield f"option `{option.name}` has the name of a method of every rule: rename the option"
        if not option.init:
            yield f"option `{option.name}` cannot be set: remove init=False"


def _faults_of_attributes(rule: type[Rule]) -> Iterator[str]:
    if not hasattr(rule, "name"):
        yield '`name` is missing: add one, as in name = "my-rule"'
    if not isinstance(rule.name, str) or not _NAME.fullmatch(rule.name):
        yield f'`name` is not kebab-case: {rule.name!r}: use lower-case letters, digits and hyphens, as in "my-rule"'
    for attribute in ("good", "bad"):
        if not hasattr(rule, attribute):
            yield f"`{attribute}` is missing: add {attribute} = Example({{...}})"
        if not isinstance(getattr(rule, attribute), Example):
            yield f"`{attribute}` is not an Example: write {attribute} = Example({{...}})"
    for attribute in ("is_default", "is_graph_rule"):
        if not isinstance(getattr(rule, attribute), bool):
            yield f"`{attribute}` is not a boolean: write True or False"
    if not isinstance(rule.fixes, tuple) or any(kind not in _FIX_KINDS for kind in rule.fixes):
        yield f"`fixes` is not a tuple of {', '.join(map(repr, _FIX_KINDS))}: {rule.fixes!r}"
    if not rule.manual() or rule.manual().startswith(f"{rule.__name__}("):  # what a dataclass gets that has none
        yield "docstring is missing: say in its first line what the rule finds"
    for method in _METHODS:
        if not callable(getattr(rule, method)):
            yield f"`{method}` has the name of a method of every rule: rename it"
    if not any(overrides(rule, method) for method in (*_CHECKS, "review")):
        yield "`check_note` is missing: add a method check_note(self, note, vault) that yields problems"


def _faults_of_defaults(rule: type[Rule]) -> Iterator[str]:
    for option in fields(rule):
        value = getattr(rule, option.name, option.default)
        if value is not option.default and not isinstance(value, MemberDescriptorType):  # slots=True makes those
            yield f"`{option.name}` has no type annotation, so its value is ignored: write {option.name}: TYPE = ..."
        if option.default is MISSING and option.default_factory is MISSING:
            yield f"option `{option.name}` has no default: add one"
    if rule.turned_on_by and rule.turned_on_by.replace("-", "_") not in {option.name for option in fields(rule)}:
        yield f"`turned_on_by` names no option: {rule.turned_on_by!r}"
    try:
        severity = rule().severity
    except Exception as error:
        yield f"cannot be created with its defaults: {describe_error(error)}"
        return
    if not isinstance(severity, Severity):
        yield f"`severity` is not a Severity: {severity!r}: write one, as in Severity.ERROR"


def _option_faults(rule: type[Rule]) -> Iterator[str]:
    import msgspec  # here, since most runs can do without it

    try:
        types = rule.options()
    except Exception as error:  # an annotation may be any expression
        yield f"the type of an option cannot be evaluated: {describe_error(error)}"
        return
    for name, kind in types.items():
        try:
            msgspec.json.schema_components([kind], schema_hook=schema_of)
        except Exception:
            yield f"option `{name}` has an unsupported type: use {_TYPES}"
        try:
            value = msgspec.to_builtins(getattr(rule(), name.replace("-", "_")), enc_hook=as_option)
            msgspec.convert(value, kind, dec_hook=decoder(no_file))
        except Exception as error:
            yield f"the default of option `{name}` does not fit its type: {error}"
