"""Rules about the graph of notes and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vaultlint import Vault, check_pattern, matches


def check_patterns(**options: Iterable[str]) -> None:
    """Raise ValueError, naming the option, for a pattern that cannot be read."""
    for option, patterns in options.items():
        for pattern in patterns:
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise ValueError(f"{option}: {error}") from None


def is_exempt(path: str, patterns: Sequence[str], vault: Vault, *, daily_notes: bool) -> bool:
    """Tell whether a note is the page of a folder, matches a pattern, or is a daily note where these are exempt."""
    if matches(patterns, path) or vault.site.is_folder_page(path):
        return True
    return daily_notes and vault.is_daily_note(path)


def in_folder(path: str) -> str:
    """Return the folder of a file as a phrase, ` in Drinks`; empty for a file in the vault's root."""
    folder = path.rpartition("/")[0]
    return f" in {folder}" if folder else ""
