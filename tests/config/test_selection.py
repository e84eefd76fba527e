"""Which rules are on, with which options, for which path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vaultlint import Rule, Severity
from vaultlint.config.options import Config, Options, Override
from vaultlint.config.selection import Selection, ValueWithOrigin
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.errors import ConfigError
from vaultlint.obsidian.settings import Exclusion, Settings


@dataclass(frozen=True, kw_only=True)
class _Tea(Rule):
    """A base for the group tea."""

    cups: int = 1

    @classmethod
    def group(cls) -> str:
        return "tea"


@dataclass(frozen=True, kw_only=True)
class Black(_Tea):
    """On by default."""

    name = "black-tea"


@dataclass(frozen=True, kw_only=True)
class Green(_Tea):
    """On by default."""

    name = "green-tea"


@dataclass(frozen=True, kw_only=True)
class White(_Tea):
    """Off by default."""

    name = "white-tea"
    is_default = False


@dataclass(frozen=True, kw_only=True)
class Mocha(Rule):
    """On by default, in another group."""

    name = "mocha"

    @classmethod
    def group(cls) -> str:
        return "coffee"


CLASSES: dict[str, type[Rule]] = {rule.name: rule for rule in (Mocha, White, Green, Black)}


def selection(line: SelectionFlags | None = None, **options: Any) -> Selection:
    return Selection(CLASSES, Config(Options(**options), Path("v.toml")), line or SelectionFlags())


def on_log(**override: Any) -> tuple[Override, ...]:
    """One override, of the folder Log."""
    return (Override(**{"paths": ("Log/**",), **override}),)


def chosen(line: SelectionFlags | None = None, path: str = "note.md", **options: Any) -> str:
    """The names of the rules for a path, in their order."""
    return " ".join(selection(line, **options).rules_for(path))


@pytest.mark.parametrize(
    "options, expected",
    [
        pytest.param({}, "black-tea green-tea mocha", id="what is on by default, by name"),
        pytest.param({"select": ("tea",)}, "black-tea green-tea", id="a group"),
        pytest.param({"select": ("mocha",)}, "mocha", id="a rule"),
        pytest.param({"select": ("coffee", "green-tea")}, "green-tea mocha", id="both"),
        pytest.param({"select": ("white-tea",)}, "white-tea", id="a rule that is off by default, by its name"),
        pytest.param({"select": ("tea", "white-tea")}, "black-tea green-tea white-tea", id="with its group"),
        pytest.param(
            {"extend_select": ("white-tea",)}, "black-tea green-tea mocha white-tea", id="the defaults extended"
        ),
        pytest.param({"extend_select": ("tea",)}, "black-tea green-tea mocha", id="a group extends by its defaults"),
        pytest.param({"select": ("coffee",), "extend_select": ("tea",)}, "black-tea green-tea mocha", id="extended"),
        pytest.param(
            {"select": ("all",)}, "black-tea green-tea mocha white-tea", id="all, also what is off by default"
        ),
        pytest.param({"select": ("ALL",)}, "black-tea green-tea mocha white-tea", id="ALL"),
        pytest.param({"extend_select": ("all",)}, "black-tea green-tea mocha white-tea", id="extended by all"),
        pytest.param({"select": ("all",), "ignore": ("tea",)}, "mocha", id="all without a group"),
        pytest.param({"select": ("all",), "ignore": ("green-tea",)}, "black-tea mocha white-tea", id="all but one"),
        pytest.param({"ignore": ("green-tea",)}, "black-tea mocha", id="a rule ignored"),
        pytest.param({"ignore": ("tea",)}, "mocha", id="a group ignored"),
        pytest.param({"ignore": ("white-tea",)}, "black-tea green-tea mocha", id="ignored and off anyway"),
        pytest.param({"select": ("tea",), "ignore": ("black-tea",)}, "green-tea", id="group without a rule"),
        pytest.param({"select": ("green-tea",), "ignore": ("tea",)}, "green-tea", id="named rule, group ignored"),
        pytest.param({"extend_select": ("white-tea",), "ignore": ("tea",)}, "mocha white-tea", id="named to extend"),
    ],
)
def test_configuration(options: dict[str, Any], expected: str) -> None:
    """What the file says, without a command line."""
    assert chosen(**options) == expected


@pytest.mark.parametrize(
    "line, options, expected",
    [
        pytest.param(SelectionFlags(select=("mocha",)), {"select": ("tea",)}, "mocha", id="selects anew"),
        pytest.param(SelectionFlags(select=("tea",)), {"ignore": ("tea",)}, "black-tea green-tea", id="forgets ignore"),
        pytest.param(
            SelectionFlags(select=("ALL",)), {"ignore": ("tea",)}, "black-tea green-tea mocha white-tea", id="all"
        ),
        pytest.param(
            SelectionFlags(extend_select=("all",), ignore=("mocha",)),
            {"select": ("mocha",)},
            "black-tea green-tea white-tea",
            id="extends by all",
        ),
        pytest.param(
            SelectionFlags(select=("mocha",)), {"extend_select": ("white-tea",)}, "mocha", id="forgets extend"
        ),
        pytest.param(
            SelectionFlags(select=("tea",), ignore=("green-tea",)),
            {"ignore": ("black-tea",)},
            "black-tea",
            id="own ignore",
        ),
        pytest.param(
            SelectionFlags(select=("mocha",), extend_select=("white-tea",)), {}, "mocha white-tea", id="own extend"
        ),
        pytest.param(SelectionFlags(ignore=("mocha",)), {"ignore": ("black-tea",)}, "green-tea", id="ignores too"),
        pytest.param(
            SelectionFlags(ignore=("tea",)), {"select": ("green-tea",)}, "green-tea", id="group of a named rule"
        ),
        pytest.param(
            SelectionFlags(extend_select=("white-tea",)),
            {"select": ("mocha",)},
            "mocha white-tea",
            id="extends the file",
        ),
        pytest.param(
            SelectionFlags(extend_select=("green-tea",)),
            {"ignore": ("tea",)},
            "green-tea mocha",
            id="names a rule again",
        ),
    ],
)
def test_command_line(line: SelectionFlags, options: dict[str, Any], expected: str) -> None:
    """`--select` replaces what the file selects and ignores; the rest adds to it."""
    assert chosen(line, **options) == expected


@pytest.mark.parametrize(
    "line, override, expected",
    [
        pytest.param(None, {"ignore": ("tea",)}, "mocha", id="ignore"),
        pytest.param(
            None, {"extend_select": ("white-tea",)}, "black-tea green-tea mocha white-tea", id="extend-select"
        ),
        pytest.param(None, {"rules": {"mocha": {}}}, "black-tea green-tea mocha", id="options alone"),
        pytest.param(None, {"extend_select": ("green-tea",), "ignore": ("tea",)}, "green-tea mocha", id="named rule"),
        pytest.param(
            SelectionFlags(select=("tea",)), {"ignore": ("green-tea",)}, "black-tea", id="ignore under --select"
        ),
        pytest.param(
            SelectionFlags(select=("mocha",)), {"extend_select": ("tea",)}, "mocha", id="extend under --select"
        ),
    ],
)
def test_overrides(line: SelectionFlags | None, override: dict[str, Any], expected: str) -> None:
    """Overrides change the rules of the paths that they match, and of no others."""
    assert chosen(line, "log/day.md", overrides=on_log(**override)) == expected
    assert chosen(line, "Logs.md", overrides=on_log(**override)) == chosen(line)


def test_options_of_overrides() -> None:
    """Options add up: the file's, then those of each override that matches, the last one wins."""
    made = selection(
        rules={"black-tea": {"cups": 2, "severity": "info"}},
        overrides=(
            *on_log(rules={"black-tea": {"cups": 3}}),
            Override(paths=("2024*",), rules={"black-tea": {"cups": 4, "severity": "error"}}),
        ),
    )
    expected = {
        "note.md": Black(cups=2, severity=Severity.INFO),
        "Log/note.md": Black(cups=3, severity=Severity.INFO),
        "2024.md": Black(cups=4, severity=Severity.ERROR),
        "Log/2024.md": Black(cups=4, severity=Severity.ERROR),
    }
    assert {path: made.rules_for(path)["black-tea"] for path in expected} == expected


def test_rules_that_are_configured_alike_are_one() -> None:
    """A rule is the same object for all paths where nothing about it differs, so that it runs once."""
    made = selection(overrides=on_log(rules={"green-tea": {"cups": 2}, "black-tea": {"cups": 1}}))
    outside, inside = made.rules_for("a.md"), made.rules_for("Log/a.md")
    assert made.rules_for("b.md") is outside
    assert inside["mocha"] is outside["mocha"]
    assert inside["black-tea"] is outside["black-tea"]
    assert (inside["green-tea"], outside["green-tea"]) == (Green(cups=2), Green())


@pytest.mark.parametrize(
    "patterns, path, is_template, expected",
    [
        pytest.param(("Old/**",), "Old/a/b.md", False, True, id="below a folder"),
        pytest.param(("Old/",), "old/A.md", False, True, id="in any case"),
        pytest.param(("*.draft.md",), "a/B.DRAFT.md", False, True, id="a name in any folder"),
        pytest.param(("/a.md",), "x/a.md", False, False, id="only at the root"),
        pytest.param((), "a.md", False, False, id="no patterns"),
        pytest.param((), "forms/a.md", True, True, id="what Obsidian sets exclusion"),
        pytest.param(("Old/**",), "forms/a.md", True, True, id="patterns about something else"),
        pytest.param(("!Forms/**",), "forms/a.md", True, False, id="what Obsidian sets exclusion, given back"),
        pytest.param(("*", "!keep.md"), "keep.md", False, False, id="given back by a later pattern"),
        pytest.param(("!keep.md", "*"), "keep.md", False, True, id="taken by a later pattern"),
    ],
)
def test_excludes(patterns: tuple[str, ...], path: str, is_template: bool, expected: bool) -> None:
    """Patterns of file and command line are one list; where they say nothing, Obsidian's settings do."""
    split = len(patterns) // 2
    made = selection(SelectionFlags(exclude=patterns[split:]), exclude=patterns[:split])
    settings = Settings(template_folders=("forms",) if is_template else ())
    assert made.excludes(path, settings) is expected


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"select": ()}, id="nothing selected"),
        pytest.param({"ignore": ("tea", "coffee")}, id="everything ignored"),
        pytest.param({"select": ("tea",), "ignore": ("tea",)}, id="selected and ignored"),
    ],
)
def test_no_rule_is_on(options: dict[str, Any]) -> None:
    """A check that would check nothing is a mistake."""
    with pytest.raises(ConfigError, match=r"^v\.toml: no rules are selected, so nothing would be checked$"):
        selection(**options)


NOT_THERE = 'unknown rule or group "zzz"; `vaultlint rules` lists them'
BAD_PATTERN = "pattern \"!\": Invalid git pattern: '!'"


@pytest.mark.parametrize(
    "options, message",
    [
        pytest.param({"select": ("moca",)}, 'unknown rule or group "moca"; did you mean "mocha"?', id="misspelled"),
        pytest.param({"extend-select": ("cofe",)}, 'unknown rule or group "cofe"; did you mean "coffee"?', id="group"),
        pytest.param({"ignore": ("mocha", "zzz")}, NOT_THERE, id="like no other"),
        pytest.param({"rules": {"mocca": {}}}, 'unknown rule "mocca"; did you mean "mocha"?', id="options"),
        pytest.param(
            {"rules": {"coffee": {}}}, 'unknown rule "coffee"; `vaultlint rules` lists them', id="options of a group"
        ),
    ],
)
def test_unknown_names(options: dict[str, Any], message: str) -> None:
    """A name that does not exist is an error at once, with its place and the nearest name."""
    (key,) = options
    with pytest.raises(ConfigError) as error:
        selection(**{key.replace("-", "_"): options[key]})
    assert str(error.value) == f"v.toml: {key}: {message}"


@pytest.mark.parametrize(
    "options, message",
    [
        pytest.param({"ignore": ("zzz",)}, f"ignore: {NOT_THERE}", id="ignore"),
        pytest.param({"extend_select": ("zzz",)}, f"extend-select: {NOT_THERE}", id="extend-select"),
        pytest.param(
            {"rules": {"tea": {}}}, 'rules: unknown rule "tea"; `vaultlint rules` lists them', id="options of a group"
        ),
        pytest.param({"rules": {"mocha": {"cups": 1}}}, 'rules.mocha: unknown option "cups"', id="unknown option"),
        pytest.param(
            {"rules": {"white-tea": {"cups": ""}}}, "rules.white-tea.cups: expected an integer, got a string", id="off"
        ),
    ],
)
def test_overrides_are_checked_too(options: dict[str, Any], message: str) -> None:
    """An error in an override is found although no path matches it, like one in the file's own tables."""
    for where, given in (("v.toml: overrides[0]", {"overrides": on_log(**options)}), ("v.toml", options)):
        with pytest.raises(ConfigError) as error:
            selection(**given)
        assert str(error.value) == f"{where}: {message}"


@pytest.mark.parametrize(
    "line, options, message",
    [
        pytest.param({"select": ("zzz",)}, {}, f"--select: {NOT_THERE}", id="select"),
        pytest.param({"extend_select": ("zzz",)}, {}, f"--extend-select: {NOT_THERE}", id="extend-select"),
        pytest.param({"ignore": ("zzz",)}, {}, f"--ignore: {NOT_THERE}", id="ignore"),
        pytest.param({"exclude": ("!",)}, {}, f"--exclude: {BAD_PATTERN}", id="exclude"),
        pytest.param({}, {"exclude": ("a", "!")}, f"v.toml: {BAD_PATTERN}", id="exclude of the file"),
        pytest.param({}, {"overrides": on_log(paths=("!",))}, f"v.toml: overrides[0]: {BAD_PATTERN}", id="paths"),
    ],
)
def test_command_line_and_patterns(line: dict[str, Any], options: dict[str, Any], message: str) -> None:
    """An error on the command line names the option; a pattern that means nothing is an error."""
    with pytest.raises(ConfigError) as error:
        selection(SelectionFlags(**line), **options)
    assert str(error.value) == message


def test_like_rules_are_one_across_overrides() -> None:
    """Two overrides that configure a rule alike make one rule, whichever path is asked first."""
    strict = {"green-tea": {"severity": "error"}}
    made = selection(
        overrides=(Override(paths=("A/**",), rules=strict), Override(paths=("B/**",), rules=strict)),
    )
    assert made.rules_for("A/x.md")["green-tea"] is made.rules_for("B/x.md")["green-tea"]
    assert made.rules_for("A/x.md")["mocha"] is made.rules_for("x.md")["mocha"]


def test_later_layers_win() -> None:
    """What the file ignores, an override or the command line can switch on again, and the other way round."""
    again = selection(ignore=("mocha",), overrides=on_log(extend_select=("mocha",)))
    assert "mocha" not in again.rules_for("a.md")
    assert "mocha" in again.rules_for("Log/a.md")
    assert "mocha" in chosen(SelectionFlags(extend_select=("mocha",)), ignore=("mocha",))
    assert "mocha" not in chosen(
        SelectionFlags(ignore=("mocha",)), "Log/a.md", overrides=on_log(extend_select=("mocha",))
    )


OFF = "off by default"


@pytest.mark.parametrize(
    "line, options, expected",
    [
        pytest.param({}, {}, ["default", "default", "default", f"- {OFF}"], id="nothing said"),
        pytest.param(
            {},
            {"select": ("tea",)},
            ["v.toml: select", "v.toml: select", "- not in v.toml: select", f"- {OFF}"],
            id="select",
        ),
        pytest.param(
            {},
            {"extend_select": ("white-tea", "mocha"), "ignore": ("green-tea",)},
            ["default", "- v.toml: ignore", "default", "v.toml: extend-select"],
            id="the file adds and takes away",
        ),
        pytest.param(
            {},
            {"ignore": ("mocha",), "overrides": on_log(extend_select=("mocha",), ignore=("black-tea",))},
            [
                "- v.toml, overrides[0]: ignore",
                "default",
                "v.toml, overrides[0]: extend-select",
                f"- {OFF}",
            ],
            id="an override",
        ),
        pytest.param(
            {"extend_select": ("white-tea",), "ignore": ("tea",)},
            {},
            ["- --ignore", "- --ignore", "default", "--extend-select"],
            id="the command line",
        ),
        pytest.param(
            {"select": ("tea",)},
            {"select": ("mocha",), "ignore": ("tea",), "overrides": on_log(ignore=("green-tea",))},
            ["--select", "- v.toml, overrides[0]: ignore", "- not in --select", f"- {OFF}"],
            id="--select",
        ),
    ],
)
def test_origins_of_rules(line: dict[str, Any], options: dict[str, Any], expected: list[str]) -> None:
    """Every rule names the place that switched it on, or off (-): black, green, mocha, white."""
    made = selection(SelectionFlags(**line), **options)
    decisions = made.decisions_for("Log/day.md")
    shown = [("" if decisions[name].is_on else "- ") + decisions[name].origin for name in sorted(decisions)]
    assert shown == expected
    assert list(made.rules_for("Log/day.md")) == [name for name in sorted(decisions) if decisions[name].is_on]


def test_origins_of_options() -> None:
    """Every option that is stated names the last place that states it."""
    made = selection(
        rules={"black-tea": {"cups": 2, "severity": "info"}},
        overrides=(*on_log(), *on_log(rules={"black-tea": {"cups": 3}})),
    )
    expected = {"cups": ValueWithOrigin(3, "v.toml, overrides[1]"), "severity": ValueWithOrigin("info", "v.toml")}
    assert made.options_for("black-tea", "Log/day.md") == expected
    assert made.options_for("black-tea", "day.md")["cups"] == ValueWithOrigin(2, "v.toml")
    assert made.options_for("mocha", "Log/day.md") == {}


@pytest.mark.parametrize(
    "path, expected",
    [
        pytest.param("a.md", "", id="not excluded"),
        pytest.param("Old/a.md", 'exclude "Old/**" (v.toml)', id="by the file"),
        pytest.param("tmp/a.md", 'exclude "tmp/" (--exclude)', id="by the command line"),
        pytest.param("Forms/a.md", 'template folder "forms" (.obsidian)', id="by Obsidian's templates"),
        pytest.param("day.md", 'daily note template "day" (.obsidian)', id="by Obsidian's daily notes"),
        pytest.param("Arc/a.md", '"Excluded files" filter "Arc/" (.obsidian)', id="by Obsidian's excluded files"),
        pytest.param("week.md", 'periodic note template "week" (.obsidian)', id="by Periodic Notes"),
        pytest.param("public/a.md", 'folder "public" (.gitignore)', id="by git"),
        pytest.param("public/keep.md", "", id="built and given back"),
        pytest.param("forms/keep.md", "", id="given back"),
        pytest.param("Old/keep.md", "", id="taken and given back"),
    ],
)
def test_why_excluded(path: str, expected: str) -> None:
    """The pattern or the setting is named, with its origin."""
    made = selection(SelectionFlags(exclude=("tmp/", "!keep.md")), exclude=("Old/**",))
    built = Exclusion('folder "public"', ".gitignore", lambda path: path.startswith("public/"), "public")
    settings = Settings(
        template_folders=("forms",),
        daily_template="day",
        ignore_filters=("Arc/",),
        period_templates=("week",),
        built=(built,),
    )
    assert made.why_excluded(path, settings) == expected
    assert made.excludes(path, settings) is bool(expected)


@dataclass(frozen=True, kw_only=True)
class Pot(Rule):
    """Its options must fit together."""

    name = "pot"

    size: int = 1
    cups: int = 1

    def __post_init__(self) -> None:
        if self.cups > self.size:
            raise ValueError("cups: more than the size")

    @classmethod
    def group(cls) -> str:
        return "pots"


def test_options_of_an_override_are_checked_with_those_of_the_file() -> None:
    """What an override adds need not fit the defaults, but what is in force."""

    def made(*overrides: Override) -> Selection:
        options = Options(rules={"pot": {"size": 4}}, overrides=overrides)
        return Selection({**CLASSES, "pot": Pot}, Config(options, Path("v.toml")))

    assert made(*on_log(rules={"pot": {"cups": 3}})).rules_for("Log/a.md")["pot"] == Pot(size=4, cups=3)
    with pytest.raises(ConfigError, match=r"^v\.toml: overrides\[0\]: rules\.pot: cups: more than the size$"):
        made(*on_log(rules={"pot": {"cups": 5}}))


def test_configured_rule_may_be_off() -> None:
    """The options of a rule for a path do not depend on whether it runs there."""
    found = selection(
        ignore=("tea",),
        rules={"white-tea": {"cups": 2}},
        overrides=on_log(rules={"white-tea": {"cups": 3}}),
    )
    assert found.configured("white-tea", "note.md") == White(cups=2)
    assert found.configured("white-tea", "Log/note.md") == White(cups=3)


@dataclass(frozen=True, kw_only=True)
class Oolong(_Tea):
    """Off until its option is set."""

    name = "oolong-tea"
    is_default = False
    turned_on_by = "most-leaves"

    most_leaves: int = 0


SET = {"oolong-tea": {"most-leaves": 3}}


@pytest.mark.parametrize(
    "options, is_on, is_on_in_log",
    [
        pytest.param({}, False, False, id="not set"),
        pytest.param({"rules": SET}, True, True, id="set"),
        pytest.param({"rules": {"oolong-tea": {"most-leaves": 0}}}, False, False, id="set to nothing"),
        pytest.param({"rules": {"oolong-tea": {"severity": "info"}}}, False, False, id="another option set"),
        pytest.param({"rules": SET, "select": ("tea",)}, True, True, id="in a selected group"),
        pytest.param({"rules": SET, "select": ("coffee",)}, False, False, id="in no selected group"),
        pytest.param({"rules": SET, "ignore": ("tea",)}, False, False, id="in an ignored group"),
        pytest.param({"overrides": on_log(rules=SET)}, False, True, id="set for some notes"),
    ],
)
def test_an_option_that_turns_a_rule_on(options: dict[str, Any], is_on: bool, is_on_in_log: bool) -> None:
    """Where it is set, the rule is one of those that are on by default."""
    found = Selection({**CLASSES, Oolong.name: Oolong}, Config(Options(**options), Path("v.toml")))
    assert (Oolong.name in found.rules_for("a.md"), Oolong.name in found.rules_for("Log/a.md")) == (is_on, is_on_in_log)
