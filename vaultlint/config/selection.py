"""Which rules are on, with which options, for which path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from vaultlint.config.options import Config, Names, Options, Override, configure
from vaultlint.config.selection_flags import EVERY_RULE, SelectionFlags
from vaultlint.errors import ConfigError
from vaultlint.files.patterns import check_pattern, matches, verdict
from vaultlint.obsidian.names import did_you_mean
from vaultlint.obsidian.settings import Exclusion, Settings
from vaultlint.rule import Rule

RuleSet = Mapping[str, Rule]
"""Configured rules by name."""


DEFAULT = "default"
"""The origin of a value that nothing sets."""


class ValueWithOrigin(NamedTuple):
    """A value and where it is set."""

    value: Any
    origin: str


class Decision(NamedTuple):
    """Whether a rule is on, and what decided that."""

    is_on: bool
    origin: str


class _Step(NamedTuple):
    """One key or flag that turns rules and groups on or off."""

    turns_on: bool
    names: Names
    origin: str


@dataclass(frozen=True)
class Selection:
    """The rules in force; raises `ConfigError` for a configuration that names rules that do not exist."""

    classes: Mapping[str, type[Rule]]
    config: Config
    flags: SelectionFlags = field(default_factory=SelectionFlags)
    _sets: dict[tuple[int, ...], RuleSet] = field(default_factory=dict, init=False, repr=False)
    _made: dict[str, list[Rule]] = field(default_factory=dict, init=False, repr=False)
    _configured: dict[tuple[str, tuple[int, ...]], Rule] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        options, line, where = self.config.options, self.flags, self.config.where
        self._check_names(options.select or (), f"{where}: select", selects=True)
        self._check(options, where)
        for number, override in enumerate(options.overrides):
            self._check(override, f"{where}: overrides[{number}]")
        for key in ("select", "extend-select", "ignore"):
            self._check_names(getattr(line, key.replace("-", "_")), f"--{key}", selects=key != "ignore")
        _check_patterns(line.exclude, "--exclude")
        everywhere = self._rule_set(())
        if not everywhere and not any(self._rule_set((index,)) for index in range(len(options.overrides))):
            raise ConfigError(f"{where}: no rules are selected, so nothing would be checked")

    def _check(self, part: Options | Override, where: str) -> None:
        self._check_names(part.extend_select, f"{where}: extend-select", selects=True)
        self._check_names(part.ignore, f"{where}: ignore")
        self._check_names(part.rules, f"{where}: rules", groups=False)
        _check_patterns(part.paths if isinstance(part, Override) else part.exclude, where)
        for name, table in part.rules.items():
            whole = {**self.config.options.rules.get(name, {}), **table}
            configure(self.classes[name], whole, where, self.config.option_files.read)

    @cached_property
    def exclude(self) -> tuple[ValueWithOrigin, ...]:
        """Patterns of notes that are not checked; later ones win."""
        file = [ValueWithOrigin(pattern, self.config.name) for pattern in self.config.options.exclude]
        return (*file, *(ValueWithOrigin(pattern, "--exclude") for pattern in self.flags.exclude))

    def excludes(self, path: str, settings: Settings) -> bool:
        """Whether a path is excluded: by `exclude`, or by Obsidian's settings or git unless a `!pattern` matches."""
        matched = self._verdict(path)
        return settings.exclusion_of(path) is not None if matched is None else matched

    def why_excluded(self, path: str, settings: Settings) -> str:
        """Describe the pattern or setting that excludes a path, with its origin; empty if none does."""
        exclusion = self.exclusion_of(path, settings)
        if exclusion:
            return f"{exclusion.description} ({exclusion.origin})"
        if not self._verdict(path):
            return ""
        pattern, origin = next(each for each in reversed(self.exclude) if matches([each.value], path))
        return f'exclude "{pattern}" ({origin})'

    def exclusion_of(self, path: str, settings: Settings) -> Exclusion | None:
        """Return what sets a path exclusion, unless `exclude` decides."""
        return settings.exclusion_of(path) if self._verdict(path) is None else None

    def _verdict(self, path: str) -> bool | None:
        return verdict([pattern for pattern, _ in self.exclude], path)

    def rules_for(self, path: str) -> RuleSet:
        """Return the rules in force for a path."""
        return self._rule_set(self.overrides_for(path))

    def rule_sets_for(self, paths: Iterable[str]) -> list[RuleSet]:
        """Return the different rule sets in force for some paths, in the order of the paths."""
        if not self.config.options.overrides:
            return [self.rules_for("")]
        return list({id(rules): rules for rules in map(self.rules_for, sorted(paths))}.values())

    def configured(self, name: str, path: str) -> Rule:
        """Return a rule with its options for a path, whether it is on or off there."""
        applied = self.overrides_for(path)
        if (name, applied) not in self._configured:
            self._configured[name, applied] = self._rule(name, applied)
        return self._configured[name, applied]

    def overrides_for(self, path: str) -> tuple[int, ...]:
        """Return the indexes of the overrides that match a path; none matches the empty path (the whole vault)."""
        overrides = self.config.options.overrides
        if not overrides:
            return ()
        return tuple(index for index, each in enumerate(overrides) if matches(each.paths, path))

    def decisions_for(self, path: str) -> dict[str, Decision]:
        """Decide for every rule whether it is on for a path, and why."""
        return self._decide(self.overrides_for(path))

    def options_for(self, name: str, path: str) -> dict[str, ValueWithOrigin]:
        """Return the options of a rule that are set for a path, as written in the file."""
        return self._options(name, self.overrides_for(path))

    def top_level(self, key: str) -> ValueWithOrigin:
        """Return the value of a top-level key of the file."""
        value = getattr(self.config.options, key.replace("-", "_"))
        return ValueWithOrigin(value, self.config.name if key in self.config.keys else DEFAULT)

    def _rule_set(self, applied: tuple[int, ...]) -> RuleSet:
        """Return the rules under some overrides, in order. Equally configured rules are one object."""
        if applied not in self._sets:
            on = sorted(name for name, decision in self._decide(applied).items() if decision.is_on)
            self._sets[applied] = {name: self._rule(name, applied) for name in on}
        return self._sets[applied]

    def _rule(self, name: str, applied: tuple[int, ...]) -> Rule:
        table = {option: setting.value for option, setting in self._options(name, applied).items()}
        rule = configure(self.classes[name], table, self.config.where, self.config.option_files.read)
        made = self._made.setdefault(name, [])
        if rule not in made:
            made.append(rule)
        return made[made.index(rule)]

    def _decide(self, applied: tuple[int, ...]) -> dict[str, Decision]:
        """Apply the steps in order; each rule keeps the origin of the step that last changed it."""
        first, *others = self._steps(applied)
        decisions = {
            name: Decision(is_on=False, origin=f"not in {first.origin}" if rule.is_default else "off by default")
            for name, rule in self.classes.items()
        }
        named: set[str] = set()
        for turns_on, names, origin in (first, *others):
            if turns_on:
                named.update(names)
            for name in self._expand(names, applied) if turns_on else self._ignored(names, named):
                if decisions[name].is_on != turns_on:
                    decisions[name] = Decision(turns_on, origin)
        return decisions

    def _steps(self, applied: tuple[int, ...]) -> Iterator[_Step]:
        """Yield the steps that turn rules on and off; later ones win. Only this function knows the order."""
        line, select = self.flags, self.config.options.select
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
        """Yield the top level of the file, then the overrides that apply, each with its origin."""
        options, name = self.config.options, self.config.name
        yield options, name
        for index in applied:
            yield options.overrides[index], f"{name}, overrides[{index}]"

    def _options(self, name: str, applied: tuple[int, ...]) -> dict[str, ValueWithOrigin]:
        return {
            option: ValueWithOrigin(value, origin)
            for part, origin in self._parts(applied)
            for option, value in part.rules.get(name, {}).items()
        }

    def _expand(self, names: Iterable[str], applied: tuple[int, ...]) -> set[str]:
        """Expand names to rules; a group stands for those of its rules that are on by default, or configured."""
        found: set[str] = set()
        for name in names:
            if name in EVERY_RULE:
                found |= self.classes.keys()
            else:
                found |= {name} if name in self.classes else self._defaults(self._group(name), applied)
        return found

    def _ignored(self, names: Iterable[str], named: set[str]) -> set[str]:
        """Expand ignored names to rules; a group stands for all its rules that were not selected by name before."""
        found: set[str] = set()
        for name in names:
            found |= {name} if name in self.classes else self._group(name) - named
        return found

    def _group(self, group: str) -> set[str]:
        return {name for name, rule in self.classes.items() if rule.group() == group}

    def _defaults(self, names: Iterable[str], applied: tuple[int, ...]) -> set[str]:
        return {name for name in names if self.classes[name].is_default or self._is_configured(name, applied)}

    def _is_configured(self, name: str, applied: tuple[int, ...]) -> bool:
        """Whether the option is set that turns on a rule which is off by default."""
        option = self.classes[name].turned_on_by
        return bool(option) and any(part.rules.get(name, {}).get(option) for part, _ in self._parts(applied))

    def _check_names(self, names: Iterable[str], where: str, *, groups: bool = True, selects: bool = False) -> None:
        known = {*self.classes, *(rule.group() for rule in self.classes.values() if groups)}
        if selects:
            known.update(EVERY_RULE)
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
