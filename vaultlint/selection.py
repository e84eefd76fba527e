"""Which rules are on, with which options, for which path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vaultlint.config import Config, Names, Options, Override, RuleTables, configure, suggestion
from vaultlint.errors import ConfigError
from vaultlint.obsidian import Settings
from vaultlint.patterns import check_pattern, matches, verdict
from vaultlint.rule import Rule

RuleSet = Mapping[str, Rule]
"""Configured rules by name."""


@dataclass(frozen=True)
class CommandLine:
    """What the command line says; `select` replaces what the file selects and ignores, the rest adds to it."""

    select: Names = ()
    extend_select: Names = ()
    ignore: Names = ()
    exclude: Names = ()


@dataclass(frozen=True)
class Selection:
    """The rules in force; raises `ConfigError` when made from a configuration that names what does not exist."""

    classes: Mapping[str, type[Rule]]
    config: Config
    command_line: CommandLine = field(default_factory=CommandLine)
    _sets: dict[tuple[int, ...], RuleSet] = field(default_factory=dict, init=False, repr=False)
    _made: dict[str, list[Rule]] = field(default_factory=dict, init=False, repr=False)

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
            configure(self.classes[name], table, where)

    @property
    def exclude(self) -> Names:
        """Patterns of notes that are not to be checked."""
        return (*self.config.options.exclude, *self.command_line.exclude)

    def excludes(self, path: str, settings: Settings) -> bool:
        """Whether a path is left out, by `exclude` or else by Obsidian's settings; `!pattern` wins over these."""
        said = verdict(self.exclude, path)
        return settings.sets_aside(path) if said is None else said

    def rules_for(self, path: str) -> RuleSet:
        """The rules in force for a path."""
        return self._rule_set(self._applied(path))

    def configured(self, name: str, path: str) -> Rule:
        """A rule with its options for a path, whether it is on or off there."""
        return self._rule(name, self._applied(path))

    def _applied(self, path: str) -> tuple[int, ...]:
        """The numbers of the overrides that apply to a path."""
        overrides = self.config.options.overrides
        return tuple(index for index, each in enumerate(overrides) if matches(each.paths, path))

    def _rule_set(self, applied: tuple[int, ...]) -> RuleSet:
        """The rules under some of the overrides, in order. Rules that are configured alike are one object."""
        if applied not in self._sets:
            self._sets[applied] = {name: self._rule(name, applied) for name in sorted(self._names(applied))}
        return self._sets[applied]

    def _rule(self, name: str, applied: tuple[int, ...]) -> Rule:
        rule = configure(self.classes[name], self._table(name, applied), self.config.where)
        made = self._made.setdefault(name, [])
        if rule not in made:
            made.append(rule)
        return made[made.index(rule)]

    def _names(self, applied: tuple[int, ...]) -> set[str]:
        options, line = self.config.options, self.command_line
        overrides = [options.overrides[index] for index in applied]
        if line.select:
            select: Names | None = line.select
            layers: list[tuple[Names, Names]] = [((), override.ignore) for override in overrides]
        else:
            select = options.select
            layers = [(options.extend_select, options.ignore)]
            layers += [(override.extend_select, override.ignore) for override in overrides]
        chosen = self._defaults(self.classes) if select is None else self._expand(select)
        named = set(select or ())
        for extend, ignore in (*layers, (line.extend_select, line.ignore)):
            named.update(extend)
            chosen |= self._expand(extend)
            for name in ignore:
                chosen -= {name} if name in self.classes else self._group(name) - named
        return chosen

    def _table(self, name: str, applied: tuple[int, ...]) -> dict[str, Any]:
        options = self.config.options
        tables: list[RuleTables] = [options.rules, *(options.overrides[index].rules for index in applied)]
        return {key: value for table in tables for key, value in table.get(name, {}).items()}

    def _expand(self, names: Iterable[str]) -> set[str]:
        """Rules as they are named, groups as those of their rules that are on by default."""
        found: set[str] = set()
        for name in names:
            found |= {name} if name in self.classes else self._defaults(self._group(name))
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
                hint = suggestion(name, sorted(known)) or "; `vaultlint rules` lists them"
                raise ConfigError(f'{where}: unknown {what} "{name}"{hint}')


def _check_patterns(patterns: Iterable[str], where: str) -> None:
    for pattern in patterns:
        try:
            check_pattern(pattern)
        except ValueError as error:
            raise ConfigError(f"{where}: {error}") from None
