"""Words for the values of properties, which messages of several rules share."""

from __future__ import annotations

from vaultlint import Value

_LONGEST = 60
"""The most characters of a value in a message."""


def shown(value: Value) -> str:
    """A value as a message shows it: text in quotes, long text cut, a list or mapping only named."""
    match value:
        case None | "":
            return "empty"
        case bool():
            return str(value).lower()
        case str():
            text = " ".join(value.split()) if "\n" in value else value
            return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."}"'
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return number_text(value)


def kind_of(value: Value) -> str:
    """What a value is to YAML."""
    match value:
        case None:
            return "empty"
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return "a number"


def number_text(value: Value) -> str:
    """A number, cut if it has hundreds of digits."""
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def unquoted(text: str) -> bool | int | float | None:
    """The boolean or number that a string is without its quotes, if that is written in just that way; else None."""
    if text in {"true", "false"}:
        return text == "true"
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text and text not in {"nan", "inf", "-inf"}:
            return number
    return None
