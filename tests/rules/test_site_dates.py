"""Dates and titles that sites read in their own ways."""

from __future__ import annotations

from typing import Any

import pytest

from vaultlint.config.options import configure
from vaultlint.lint.registry import find_rules
from vaultlint.testing import says as lines_of

RULES = find_rules()

SITES = {
    "hugo": {"hugo.toml": 'title = "x"\n'},
    "quartz": {"package.json": '{"name": "@jackyzha0/quartz", "version": "4.5.0"}'},
    "digital-garden": {".obsidian/plugins/digitalgarden/data.json": "{}"},
    "none": {},
}


def found(rule: str, site: str, front_matter: str, **options: Any) -> list[str]:
    files = {**SITES[site], "n.md": f"---\n{front_matter}\ndg-publish: true\n---\n"}
    if site != "digital-garden":
        files["n.md"] = f"---\n{front_matter}\n---\n"
    return [line.split(": ", 1)[1] for line in lines_of(configure(RULES[rule], options, "test"), files)]


@pytest.mark.parametrize("site", [*SITES])
@pytest.mark.parametrize(
    "value",
    ["2024-05-01", '"2024-05-01"', "2024-05-01T10:30:00+02:00", '"2024-05-01T10:30:00+02:00"', "2024-05-01T10:30:00Z"],
)
def test_everybody_reads(site: str, value: str) -> None:
    assert found("invalid-date", site, f"date: {value}") == []


@pytest.mark.parametrize(
    ("value", "readers"),
    [
        ("2024-05-01T10:30", "Hugo"),
        ("2024-05-01 10:30", "Eleventy or Hugo"),
        ("2019-08-08 14:10:00 +0800", "Eleventy"),
        ("2024-05-01 10:30:00", ""),
        ('"2024-05-01 10:30:00"', "Eleventy"),
        ("2024-05-01T10:30:00+02", "Hugo or Quartz"),
        ("2024-05-01T10:30:00,5Z", "Quartz"),
    ],
)
def test_without_a_site_who_misreads_is_an_info(value: str, readers: str) -> None:
    said = found("invalid-date", "none", f"date: {value}")
    assert [line.split(": ")[:2] for line in said] == (
        [["info", f"`date` is not read as a date by {readers}"]] if readers else []
    )


def test_what_to_write() -> None:
    assert found("invalid-date", "none", "date: 2024-05-01T10:30") == [
        "info: `date` is not read as a date by Hugo: 2024-05-01T10:30 (use 2024-05-01T10:30:00) [invalid-date]"
    ]


@pytest.mark.parametrize(
    ("site", "value", "is_read"),
    [
        ("hugo", "2024-05-01T10:30", False),
        ("hugo", "2024-05-01 10:30:00 +0200", True),
        ("hugo", "01 May 2024", True),
        ("hugo", "1714550400", True),
        ("hugo", "May 1, 2024", False),
        ("hugo", "", False),
        ("quartz", "2024-05-01T10:30", True),
        ("quartz", "2024/5/1", True),
        ("quartz", "May 1, 2024", True),
        ("quartz", "1714550400000", True),
        ("quartz", "", True),
        ("quartz", "true", False),
        ("quartz", "2024-02-30", False),
        ("quartz", "1.2.2024", False),
        ("digital-garden", "2024-05-01T10:30", True),
        ("digital-garden", "2024-05-01 10:30", False),
        ("digital-garden", '"2024-05-01 10:30:00"', False),
        ("digital-garden", "2024-05-01 10:30:00", True),
    ],
)
def test_a_site_decides(site: str, value: str, is_read: bool) -> None:
    said = found("invalid-date", site, f"date: {value}")
    assert [line.split(": ")[0] for line in said] == ([] if is_read else ["error"])


def test_formats_of_the_configuration_are_nobodys_business() -> None:
    assert found("invalid-date", "hugo", "date: 2024-05-01T10:30", formats=["YYYY-MM-DD[T]HH:mm"]) == []


@pytest.mark.parametrize(
    ("site", "value", "says"),
    [
        ("none", "2018-11-21", ['info: `title` is a date to Eleventy and Astro: write "2018-11-21" [invalid-title]']),
        ("none", '"2018-11-21"', []),
        ("none", "2018-11-21 and more", []),
        ("quartz", "2018-11-21", []),
        ("digital-garden", "2018-11-21", ['error: `title` is a date to Eleventy: write "2018-11-21" [invalid-title]']),
        ("none", "1984", ['error: `title` is a number, not a string: write "1984" [invalid-title]']),
        ("quartz", "1984", []),
        ("hugo", "1984", []),
        ("hugo", "007", ["error: `title` is a number, not a string: put it in quotes [invalid-title]"]),
        ("hugo", "true", ['error: `title` is a boolean, not a string: write "true" [invalid-title]']),
    ],
)
def test_titles(site: str, value: str, says: list[str]) -> None:
    assert found("invalid-title", site, f"title: {value}") == says


@pytest.mark.parametrize(
    ("site", "name", "is_missing"),
    [
        ("quartz", "created", False),
        ("quartz", "last-modified", False),
        ("hugo", "publishdate", False),
        ("hugo", "created", True),
        ("none", "created", True),
    ],
)
def test_other_properties_for_the_date(site: str, name: str, is_missing: bool) -> None:
    said = found("missing-property", site, f"{name}: 2024-05-01", properties=["date"])
    assert bool(said) == is_missing
