"""Finding rules: through the entry-point group `vaultlint.rules`, and in files that a configuration loads."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType

from vaultlint.errors import PluginError, reason
from vaultlint.files.regular_file import read_regular_file
from vaultlint.lint.entry_points import EntryPoint, entry_points
from vaultlint.rule import Rule

_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")

RuleClass = type[Rule]


def find_rules(files: Iterable[Path] = ()) -> dict[str, RuleClass]:
    """All rules by name, from installed plugins and from the given files; raises `PluginError`."""
    found: dict[str, tuple[RuleClass, str]] = {}
    for origin, module in _modules(files):
        for rule in _rules_in(module):
            _check(rule, origin)
            if rule.name in found:
                raise PluginError(
                    f'two rules are called "{rule.name}": {found[rule.name][1]} and {origin} bring one each'
                )
            found[rule.name] = (rule, origin)
    if not found:
        raise PluginError("no rule is installed: install obsidian-vaultlint again")
    groups = {rule.group() for rule, _ in found.values()}
    for name, (_, origin) in found.items():
        if name in groups:
            raise PluginError(f'{origin}: rule "{name}" has the name of a group')
    return {name: found[name][0] for name in sorted(found)}


def _modules(files: Iterable[Path]) -> Iterator[tuple[str, ModuleType]]:
    for point in sorted(entry_points(), key=lambda point: (point.name, point.value)):
        origin = f'plugin "{point.name}" ({point.value})'
        modules = _walk(point, origin)
        if not any(_rules_in(module) for module in modules):
            raise PluginError(f"{origin} has no rule: a rule is a subclass of vaultlint.Rule")
        yield from ((origin, module) for module in modules)
    for file in files:
        module = _load_file(file)
        if not _rules_in(module):
            raise PluginError(f"{file} has no rule: a rule is a subclass of vaultlint.Rule")
        yield str(file), module


@contextmanager
def _failing_as(what: str) -> Iterator[None]:
    """Make of any failure of a plugin an error that cannot go unnoticed; and what it prints is no report."""
    try:
        with redirect_stdout(sys.stderr):
            yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise PluginError(f"{what}: {type(error).__name__}: {error}") from error


def _walk(point: EntryPoint, origin: str) -> list[ModuleType]:
    """The module or package that an entry point names, and all modules below it."""
    with _failing_as(f"{origin} cannot be imported"):
        top = importlib.import_module(point.value)
        below = pkgutil.walk_packages(getattr(top, "__path__", ()), f"{top.__name__}.")
        return [top, *(importlib.import_module(found.name) for found in below)]


def _load_file(file: Path) -> ModuleType:
    """Run a Python file as a module; nothing is written beside it, unlike on import."""
    try:
        source = read_regular_file(str(file))
    except OSError as error:
        raise PluginError(f"{file} cannot be read: {reason(error)}") from None
    except ValueError as error:  # a name that no file can have
        raise PluginError(f"{file} cannot be read: {error}") from None
    module = ModuleType(f"local.{file.as_posix().replace('.', '_')}")
    module.__file__ = str(file)
    sys.modules[module.__name__] = module  # dataclasses look their module up
    with _failing_as(f"{file} cannot be loaded"):
        exec(compile(source, file, "exec"), module.__dict__)  # noqa: S102  named by the user
    return module


def _rules_in(module: ModuleType) -> list[RuleClass]:
    """The rules that a module itself defines; a class with a leading underscore is a base for others."""
    found = {
        value: None
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
    }
    return [rule for rule in found if not rule.__name__.startswith("_")]


def _check(rule: RuleClass, origin: str) -> None:
    """Raise `PluginError` unless a rule is all that the rest of vaultlint takes for granted."""
    for attribute in ("name", "good", "bad"):
        if not hasattr(rule, attribute):
            raise PluginError(f"{origin}: rule {rule.__name__} has no `{attribute}`")
    if not _NAME.fullmatch(rule.name):
        raise PluginError(f'{origin}: rule "{rule.name}": a name is made of small letters, digits and dashes')
    if "__dataclass_fields__" not in vars(rule):
        raise PluginError(
            f"{origin}: rule {rule.__name__} is not a dataclass: write @dataclass(frozen=True, kw_only=True)"
        )
    if (rule.__doc__ or "").startswith(f"{rule.__name__}("):
        raise PluginError(f"{origin}: rule {rule.__name__} has no docstring")
    with _failing_as(f"{origin}: rule {rule.__name__} cannot be made with its defaults"):
        rule()
