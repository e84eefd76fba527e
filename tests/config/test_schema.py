"""The JSON schema of the configuration refuses what vaultlint refuses."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft7Validator

from vaultlint import Rule
from vaultlint.config.options import read_config
from vaultlint.config.schema import config_schema
from vaultlint.config.selection import Selection
from vaultlint.errors import ConfigError
from vaultlint.lint.registry import find_rules
from vaultlint.output.json_output import to_json

PROJECT = Path(__file__).parents[2]
SCHEMA = json.loads((PROJECT / "docs" / "vaultlint.schema.json").read_text(encoding="utf-8"))


def is_valid(text: str) -> bool:
    return bool(Draft7Validator(SCHEMA).is_valid(tomllib.loads(text)))


def read(tmp_path: Path, text: str) -> Selection:
    file = tmp_path / "vaultlint.toml"
    file.write_text(text, encoding="utf-8")
    return Selection(find_rules(), read_config(file))


def test_it_is_a_schema() -> None:
    """It follows the dialect that it names."""
    assert SCHEMA["$schema"] == Draft7Validator.META_SCHEMA["$id"]
    Draft7Validator.check_schema(SCHEMA)


def test_the_configuration_in_the_manual_is_valid() -> None:
    """The example of most keys."""
    page = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    (example,) = (text for text in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "[[overrides]]" in text)
    assert list(Draft7Validator(SCHEMA).iter_errors(tomllib.loads(example))) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('select = ["links", "ambiguous-link"]', id="groups and rules"),
        pytest.param('select = ["all"]', id="all rules"),
        pytest.param('[[overrides]]\npaths = ["A/"]\nextend-select = ["ALL"]', id="all rules for some notes"),
        pytest.param("max-per-rule = 1\nmax-problems = 1000000", id="limits of text output"),
        pytest.param('fail-on = "never"', id="choice"),
        pytest.param('site = "digital-garden"', id="site"),
        pytest.param('[sites.quartz]\nversion = 4\nignore = ["x"]\nexplicit-publish = true', id="settings of a site"),
        pytest.param("[sites]", id="no settings of a site"),
        pytest.param('[rules.missing-property]\nsynonyms.date = ["created"]', id="table of lists"),
        pytest.param('[rules.orphan-note]\nmeaning = "isolated"\nseverity = "info"', id="choices of a rule"),
        pytest.param('[[overrides]]\npaths = ["A/**"]\nrules.invalid-date.formats = []', id="option of an override"),
    ],
)
def test_right_configurations(tmp_path: Path, text: str) -> None:
    """What vaultlint reads, the schema accepts."""
    assert read(tmp_path, text).rules_for("note.md")
    assert is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("slect = []", id="unknown key"),
        pytest.param('site = "quarz"', id="unknown site"),
        pytest.param("[sites.hugo]", id="settings of a site that has none"),
        pytest.param("[sites.quartz]\nversion = 3", id="unknown version"),
        pytest.param("[sites.quartz]\nexplicit_publish = true", id="unknown setting of a site"),
        pytest.param('select = ["link"]', id="unknown group"),
        pytest.param('ignore = ["orphan-notes"]', id="unknown rule"),
        pytest.param('ignore = ["all"]', id="all rules ignored"),
        pytest.param("max-per-rule = 0", id="nothing of a rule"),
        pytest.param("max-problems = 0", id="nothing at all"),
        pytest.param('max-problems = "all"', id="no number"),
        pytest.param("[rules.orphan-notes]", id="table of an unknown rule"),
        pytest.param("[rules.links]", id="table of a group"),
        pytest.param("[rules.orphan-note]\nexemptions = []", id="unknown option"),
        pytest.param('[rules.orphan-note]\nexempt = "index.md"', id="wrong type of an option"),
        pytest.param('[rules.orphan-note]\nmeaning = "alone"', id="no such choice of an option"),
        pytest.param('[rules.orphan-note]\nseverity = "bad"', id="no such severity"),
        pytest.param('[rules.missing-property]\nsynonyms.date = "created"', id="wrong type in a table"),
        pytest.param("rules = []", id="list of rules"),
        pytest.param("rules.orphan-note = false", id="rule without a table"),
        pytest.param('exclude = "Old"', id="wrong type"),
        pytest.param("load = [1]", id="wrong type in a list"),
        pytest.param('fail-on = "hint"', id="no such choice"),
        pytest.param("[[overrides]]\nignore = []", id="override without paths"),
        pytest.param('[[overrides]]\npaths = ["a"]\nselect = []', id="unknown key of an override"),
        pytest.param('[[overrides]]\npaths = ["a"]\nignore = ["x"]', id="unknown rule of an override"),
        pytest.param('[[overrides]]\npaths = ["a"]\nrules.orphan-note.x = 1', id="unknown option of an override"),
        pytest.param('[overrides]\npaths = ["a"]', id="override that is no list"),
    ],
)
def test_wrong_configurations(tmp_path: Path, text: str) -> None:
    """What the schema refuses, vaultlint refuses."""
    assert not is_valid(text)
    with pytest.raises(ConfigError):
        read(tmp_path, text)


class _Odd:
    """A type that only its plugin knows."""

    def __str__(self) -> str:
        return "odd"


_ODD = _Odd()


@dataclass(frozen=True, kw_only=True)
class Plugin(Rule):
    """A rule of someone else's.

    With a manual.
    """

    name = "their-rule"

    how_many: int | None = None
    kinds: tuple[Literal["a", "b"], ...] = ("a",)
    odd: _Odd = _ODD

    @classmethod
    def group(cls) -> str:
        return "theirs"


def test_rules_of_plugins() -> None:
    """Their options and names are known like those of our own."""
    schema = json.loads(to_json(config_schema({"their-rule": Plugin})))
    Draft7Validator.check_schema(schema)
    assert schema["definitions"]["rule-or-group"] == {"enum": ["theirs", "their-rule"]}
    table: dict[str, Any] = schema["definitions"]["rules"]["properties"]["their-rule"]
    assert table["description"] == "A rule of someone else's.\n\nWith a manual."
    assert list(table["properties"]) == ["severity", "how-many", "kinds", "odd"]
    kinds = {"type": "array", "items": {"enum": ["a", "b"]}, "default": ["a"]}
    assert table["properties"]["kinds"] == kinds
    assert table["properties"]["odd"] == {"title": "_Odd", "default": "odd"}


def test_every_key_is_described() -> None:
    """An editor has something to show for each key."""
    override = SCHEMA["properties"]["overrides"]["items"]
    for keys in (SCHEMA, override):
        bare = {key for key, value in keys["properties"].items() if "description" not in value}
        assert bare == {"rules"}
    assert SCHEMA["definitions"]["rules"]["description"]
