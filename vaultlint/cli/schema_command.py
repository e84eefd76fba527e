"""`vaultlint schema`: write a JSON Schema for the front matter of notes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.notices import print_notices
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import output_option, path_argument, vault_options
from vaultlint.contracts.json_schema import JsonSchema
from vaultlint.errors import VaultError
from vaultlint.init.schema_inference import infer_schema
from vaultlint.lint.engine import not_excluded
from vaultlint.model import Note
from vaultlint.output.text_output import plural


@click.group(short_help="Write a JSON Schema for the front matter of notes.")
def schema() -> None:
    """Write a JSON Schema for the front matter of notes, which the rule property-schema checks."""


@schema.command(short_help="Infer a JSON Schema from the notes in a folder.")
@path_argument
@output_option
@vault_options
def infer(paths: tuple[str, ...], output: str | None, options: VaultOptions) -> None:
    """Infer a JSON Schema from the notes in a folder, as a first contract for them.

    PATH is a folder or a note (default: the current folder). Properties that at least 95 % of the notes have are
    required; of a property with at most 8 different values in at least 20 notes, these are the allowed values. How many
    notes break the schema is said on standard error.
    """
    session = open_session(paths, options)
    print_notices(session)
    notes = with_cache_fallback(session, _notes)
    inferred = infer_schema(notes)
    write_output(_to_json(inferred), output)
    print_message(_verdict(inferred, notes))


def _to_json(inferred: Mapping[str, Any]) -> str:
    """Write a schema for people to edit: in any script, and without what UTF-8 does not have."""
    text = json.dumps(inferred, indent=2, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _notes(session: Session) -> list[Note]:
    """Return the requested notes that are not excluded; raises `VaultError` if there are none."""
    vault = session.vault
    paths = sorted(not_excluded(filter(session.is_requested, vault.notes), vault, session.selection))
    notes = [vault.notes[path] for path in paths]
    if not notes:
        raise VaultError(f"no notes to infer a schema from in {', '.join(map(str, session.paths))}")
    session.save()
    return notes


def _verdict(inferred: Mapping[str, Any], notes: Sequence[Note]) -> str:
    """Say how many notes break a schema; those whose front matter cannot be read are not counted."""
    readable = [note for note in notes if not note.front_matter_broken]
    try:
        compiled = JsonSchema(inferred)
    except ValueError as error:
        return f"inferred from {plural(len(readable), 'note')}; to count those that break it: {error}"
    broken = sum(bool(compiled.errors(_values(note, compiled), lambda _, __: None)) for note in readable)
    return f"{broken:,} of {plural(len(readable), 'note')} {'breaks' if broken == 1 else 'break'} this schema"


def _values(note: Note, compiled: JsonSchema) -> dict[str, Any]:
    """Return the properties of a note, by their names as the schema spells them."""
    return {compiled.names.get(found.name.lower(), found.name): found.value for found in reversed(note.properties)}
