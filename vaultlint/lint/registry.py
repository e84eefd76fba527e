"""Finding rules: through the entry-point group `vaultlint.rules`, and in files that a configuration loads."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from vaultlint.config.selection_flags import EVERY_RULE
from vaultlint.errors import PluginError, reason
from vaultlint.files.regular_file import read_regular_file
from vaultlint.lint.entry_points import OWN, EntryPoint, entry_points
from vaultlint.lint.rule_class_checks import fault_of, option_fault_of
from vaultlint.lint.rule_failure import describe_error, place_in
from vaultlint.rule import Rule

RuleClass = type[Rule]

_LOCAL = "local"
"""The group of the rules in files that a configuration loads."""


class _Origin(NamedTuple):
    """Where rules come from, in words, and the modules there; rules of vaultlint's own are tested, not checked."""

    name: str
    modules: list[ModuleType]
    is_own: bool = False


def find_rules(files: Iterable[Path] = ()) -> dict[str, RuleClass]:
    """Return all rules by name, from installed plugins and from some files.

    Raises `PluginError` for a plugin or file that cannot be loaded, a rule that cannot be used, and two rules of
    one name.
    """
    rules = _by_name((*map(_load_plugin, _plugins()), *map(_load_file, files)))
    if not rules:
        raise PluginError("no rules are installed: reinstall obsidian-vaultlint")
    return rules


def load_rules(source: str) -> dict[str, RuleClass]:
    """Return the rules of a Python file, or of an importable module or package, by name.

    Raises `PluginError` as `find_rules` does.
    """
    if source.endswith(".py") or Path(source).name != source:
        if Path(source).is_dir():
            raise PluginError(f"{source} is a folder: name a Python file, or a module or package as you import it")
        return _by_name([_load_file(Path(source))])
    if str(Path.cwd()) not in sys.path:
        sys.path.append(str(Path.cwd()))  # the last place, so that nothing there hides a library
    return _by_name([_Origin(f'module "{source}"', _import_all(source, f'module "{source}"'))])


def _by_name(origins: Iterable[_Origin]) -> dict[str, RuleClass]:
    """The rules of some origins in the order of their names."""
    found: dict[str, tuple[RuleClass, str]] = {}
    for origin in origins:
        for rule in _rules_of(origin):
            if rule.name in found:
                first, second = found[rule.name][1], origin.name
                raise PluginError(f'two rules are named "{rule.name}": one is in {first}, the other in {second}')
            found[rule.name] = (rule, origin.name)
    groups = {*(rule.group() for rule, _ in found.values()), *EVERY_RULE}
    for name, (_, origin_name) in found.items():
        if name in groups:
            raise PluginError(f'{origin_name}: rule "{name}" has the name of a group: rename the rule')
    return {name: found[name][0] for name in sorted(found)}


def _rules_of(origin: _Origin) -> list[RuleClass]:
    rules = [rule for module in origin.modules for rule in _rules_in(module)]
    if not rules:
        raise PluginError(f"{origin.name} has no rules: a rule is a subclass of vaultlint.Rule")
    for rule in rules:
        with _failing_as(f"{origin.name}: rule {rule.__name__} cannot be checked", rule.__module__.partition(".")[0]):
            fault = fault_of(rule) or (None if origin.is_own else option_fault_of(rule))
        if fault:
            raise PluginError(f"{origin.name}: rule {rule.__name__}: {fault}")
    return rules


def _plugins() -> list[EntryPoint]:
    return sorted(entry_points(), key=lambda point: (point.name, point.value))


@contextmanager
def _failing_as(what: str, package: str) -> Iterator[None]:
    """Turn any failure of a plugin into an error that cannot go unnoticed; what the plugin prints goes to stderr."""
    try:
        with redirect_stdout(sys.stderr):
            yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        place = place_in({package}, error)
        raise PluginError(f"{what}: {describe_error(error)}{f' ({place})' if place else ''}") from error


def _load_plugin(point: EntryPoint) -> _Origin:
    name = f'plugin "{point.name}" ({point.value})'
    return _Origin(name, _import_all(point.value, name), is_own=point.distribution == OWN)


def _import_all(module: str, origin: str) -> list[ModuleType]:
    """A module or package, and all modules below it."""
    with _failing_as(f"{origin} cannot be imported", module.partition(".")[0]):
        top = importlib.import_module(module)
        below = pkgutil.walk_packages(getattr(top, "__path__", ()), f"{top.__name__}.")
        return [top, *(importlib.import_module(found.name) for found in below)]


def _load_file(file: Path) -> _Origin:
    """Run a Python file as a module; nothing is written beside it, unlike on import."""
    try:
        source = read_regular_file(str(file))
    except OSError as error:
        raise PluginError(f"{file} cannot be read: {reason(error)}") from None
    except ValueError as error:  # a name that no file can have
        raise PluginError(f"{file} cannot be read: {error}") from None
    module = ModuleType(f"{_LOCAL}.{file.as_posix().replace('.', '_')}")
    module.__file__ = str(file)
    sys.modules[module.__name__] = module  # dataclasses look their module up
    with _failing_as(f"{file} cannot be loaded", _LOCAL):
        exec(compile(source, file, "exec"), module.__dict__)  # noqa: S102  named by the user
    return _Origin(str(file), [module])


def _rules_in(module: ModuleType) -> list[RuleClass]:
    """The rules that a module itself defines; a class with a leading underscore is a base for others."""
    found = {
        value: None
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
    }
    return [rule for rule in found if not rule.__name__.startswith("_")]
