"""Which rules are on, with which options, for which path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from vaultlint.config.command_line import CommandLine
from vaultlint.config.options import Config, Names, Options, Override, configure
from vaultlint.errors import ConfigError
from vaultlint.files.patterns import check_pattern, matches, verdict
from vaultlint.obsidian.names import did_you_mean
from vaultlint.obsidian.settings import Exclusion, Settings
from vaultlint.rule import Rule

RuleSet = Mapping[str, Rule]
"""Configured rules by name."""


DEFAULT = "default"
"""The origin of what nobody states."""


class Stated(NamedTuple):
    """A value and the place that states it."""

    value: Any
    origin: str


class Decision(NamedTuple):
    """Whether a rule is on, and the place that decided so."""

    is_on: bool
    origin: str


class _Step(NamedTuple):
    """One place that switches rules and groups on, or off."""

    switches_on: bool
    names: Names
    origin: str


@dataclass(frozen=True)
class Selection:
    """The rules in force; raises `ConfigError` when made from a configuration that names what does not exist."""

    classes: Mapping[str, type[Rule]]
    config: Config
    command_line: CommandLine = field(default_factory=CommandLine)
    _sets: dict[tuple[int, ...], RuleSet] = field(default_factory=dict, init=False, repr=False)
    _made: dict[str, list[Rule]] = field(default_factory=dict, init=False, repr=False)
    _configured: dict[tuple[str, tuple[int, ...]], Rule] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        options, line, where = self.config.options, self.command_line, self.config.where
        self._check_names(options.select or (), f"{where}: select")
        self._check(options, where)
        for number, override in enumerate(options.overrides):
            self._check(override, f"{where}: overrides[{number}]")
        for key in ("select", "extend-select", "ignore"):
            self._check_names(getattr(line, key.replace("-", "_")), f"--{key}")
        _check_patterns(line.exclude, "--exclude")
        everywhere = self._rule_set(())
        if not everywhere and not any(self._rule_set((index,)) for index in range(len(options.overrides))):
            raise ConfigError(f"{where}: no rule is on, so nothing would be checked")

    def _check(self, part: Options | Override, where: str) -> None:
        self._check_names(part.extend_select, f"{where}: extend-select")
        self._check_names(part.ignore, f"{where}: ignore")
        self._check_names(part.rules, f"{where}: rules", groups=False)
        _check_patterns(part.paths if isinstance(part, Override) else part.exclude, where)
        for name, table in part.rules.items():
            configure(self.classes[name], {**self.config.options.rules.get(name, {}), **table}, where)

    @cached_property
    def exclude(self) -> tuple[Stated, ...]:
        """Patterns of notes that are not to be checked, the later ones stronger."""
        file = [Stated(pattern, self.config.name) for pattern in self.config.options.exclude]
        return (*file, *(Stated(pattern, "--exclude") for pattern in self.command_line.exclude))

    def excludes(self, path: str, settings: Settings) -> bool:
        """Whether a path is left out, by `exclude` or else by what sets notes aside; `!pattern` wins over that."""
        said = self._verdict(path)
        return settings.exclusion_of(path) is not None if said is None else said

    def why_excluded(self, path: str, settings: Settings) -> str:
        """The pattern or the setting that leaves a path out, with its origin; empty when none does."""
        exclusion = self.exclusion_of(path, settings)
        if exclusion:
            return f"{exclusion.description} ({exclusion.origin})"
        if not self._verdict(path):
            return ""
        pattern, origin = next(each for each in reversed(self.exclude) if matches([each.value], path))
        return f'exclude "{pattern}" ({origin})'

    def exclusion_of(self, path: str, settings: Settings) -> Exclusion | None:
        """What sets a path aside, where `exclude` says nothing of it."""
        return settings.exclusion_of(path) if self._verdict(path) is None else None

    def _verdict(self, path: str) -> bool | None:
        return verdict([pattern for pattern, _ in self.exclude], path)

    def rules_for(self, path: str) -> RuleSet:
        """The rules in force for a path."""
        return self._rule_set(self.overrides_for(path))

    def configured(self, name: str, path: str) -> Rule:
        """A rule with its options for a path, whether it is on or off there."""
        applied = self.overrides_for(path)
        if (name, applied) not in self._configured:
            self._configured[name, applied] = self._rule(name, applied)
        return self._configured[name, applied]

    def overrides_for(self, path: str) -> tuple[int, ...]:
        """The indexes of the overrides that match a path; none matches the empty path, the vault as a whole."""
        overrides = self.config.options.overrides
        return tuple(index for index, each in enumerate(overrides) if matches(each.paths, path))

    def decisions_for(self, path: str) -> dict[str, Decision]:
        """For every rule whether it is on for a path, and why."""
        return self._decide(self.overrides_for(path))

    def options_for(self, name: str, path: str) -> dict[str, Stated]:
        """The options of a rule that are stated for a path, as they stand in the file."""
        return self._options(name, self.overrides_for(path))

    def top_level(self, key: str) -> Stated:
        """The value of a top-level key of the file."""
        value = getattr(self.config.options, key.replace("-", "_"))
        return Stated(value, self.config.name if key in self.config.stated else DEFAULT)

    def _rule_set(self, applied: tuple[int, ...]) -> RuleSet:
        """The rules under some of the overrides, in order. Rules that are configured alike are one object."""
        if applied not in self._sets:
            on = sorted(name for name, decision in self._decide(applied).items() if decision.is_on)
            self._sets[applied] = {name: self._rule(name, applied) for name in on}
        return self._sets[applied]

    def _rule(self, name: str, applied: tuple[int, ...]) -> Rule:
        table = {option: stated.value for option, stated in self._options(name, applied).items()}
        rule = configure(self.classes[name], table, self.config.where)
        made = self._made.setdefault(name, [])
        if rule not in made:
            made.append(rule)
        return made[made.index(rule)]

    def _decide(self, applied: tuple[int, ...]) -> dict[str, Decision]:
        """Take the steps in order; each rule keeps the origin of the step that last changed it."""
        first, *others = self._steps(applied)
        decisions = {
            name: Decision(is_on=False, origin=f"not in {first.origin}" if rule.is_default else "off by default")
            for name, rule in self.classes.items()
        }
        named: set[str] = set()
        for switches_on, names, origin in (first, *others):
            if switches_on:
                named.update(names)
            for name in self._expand(names) if switches_on else self._ignored(names, named):
                if decisions[name].is_on != switches_on:
                    decisions[name] = Decision(switches_on, origin)
        return decisions

    def _steps(self, applied: tuple[int, ...]) -> Iterator[_Step]:
        """What switches rules on and off, the later ones stronger: the one place that knows the order."""
        line, select = self.command_line, self.config.options.select
        if line.select:
            yield _Step(True, line.select, "--select")
        elif select is not None:
            yield _Step(True, select, f"{self.config.name}: select")
        else:
            yield _Step(True, tuple({rule.group(): None for rule in self.classes.values()}), DEFAULT)
        for part, origin in self._parts(applied):
            if not line.select:
                yield _Step(True, part.extend_select, f"{origin}: extend-select")
            if not line.select or isinstance(part, Override):
                yield _Step(False, part.ignore, f"{origin}: ignore")
        yield _Step(True, line.extend_select, "--extend-select")
        yield _Step(False, line.ignore, "--ignore")

    def _parts(self, applied: tuple[int, ...]) -> Iterator[tuple[Options | Override, str]]:
        """The file's own keys, then the overrides that apply, each with its origin."""
        options, name = self.config.options, self.config.name
        yield options, name
        for index in applied:
            yield options.overrides[index], f"{name}, overrides[{index}]"

    def _options(self, name: str, applied: tuple[int, ...]) -> dict[str, Stated]:
        return {
            option: Stated(value, origin)
            for part, origin in self._parts(applied)
            for option, value in part.rules.get(name, {}).items()
        }

    def _expand(self, names: Iterable[str]) -> set[str]:
        """Rules as they are named, groups as those of their rules that are on by default."""
        found: set[str] = set()
        for name in names:
            found |= {name} if name in self.classes else self._defaults(self._group(name))
        return found

    def _ignored(self, names: Iterable[str], named: set[str]) -> set[str]:
        """Rules as they are named, groups as all their rules except those that have been named before."""
        found: set[str] = set()
        for name in names:
            found |= {name} if name in self.classes else self._group(name) - named
        return found

    def _group(self, group: str) -> set[str]:
        return {name for name, rule in self.classes.items() if rule.group() == group}

    def _defaults(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if self.classes[name].is_default}

    def _check_names(self, names: Iterable[str], where: str, *, groups: bool = True) -> None:
        known = {*self.classes, *(rule.group() for rule in self.classes.values() if groups)}
        for name in names:
            if name not in known:
                what = "rule or group" if groups else "rule"
                hint = did_you_mean(name, sorted(known)) or "; `vaultlint rules` lists them"
                raise ConfigError(f'{where}: unknown {what} "{name}"{hint}')


def _check_patterns(patterns: Iterable[str], where: str) -> None:
    for pattern in patterns:
        try:
            check_pattern(pattern)
        except ValueError as error:
            raise ConfigError(f"{where}: {error}") from None
