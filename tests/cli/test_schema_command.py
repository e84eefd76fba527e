"""Schemas as a user meets them: bindings that apply to nothing, files that change, `config` and `schema infer`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command import link, run, write
from vaultlint.cache.store import Changes, Store
from vaultlint.encoding import decode, encode

SCHEMA = {"properties": {"status": {"enum": ["read", "unread"]}}}
CONFIG = '[rules.property-schema]\nschemas = [{schema = "schemas/book.json", paths = ["Books/**"]}]\n'
ONLY = 'select = ["property-schema"]\n'


def schema(root: Path, **changes: Any) -> None:
    write(root / "schemas" / "book.json", json.dumps({**SCHEMA, **changes}))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with a schema in a file."""
    write(tmp_path / ".obsidian" / "app.json", "{}")
    write(tmp_path / "vaultlint.toml", 'select = ["front-matter"]\nignore = ["missing-property"]\n' + CONFIG)
    write(tmp_path / "Books" / "a.md", "---\nstatus: lost\n---\n")
    write(tmp_path / "b.md", "---\nstatus: lost\n---\n")
    schema(tmp_path)
    return tmp_path


def problems(root: Path, *args: str) -> list[str]:
    result = run("check", root, "-f", "json", *args)
    assert result.exit_code < 2, result.stderr
    return [problem["message"] for problem in json.loads(result.stdout)["problems"]]


def test_on_where_it_is_configured(root: Path) -> None:
    """Nobody configures a schema that is not to be checked; `select` still decides about its group."""
    assert problems(root) == ['`status` is "lost"; allowed: read, unread']
    assert problems(root, "--select", "links") == []
    assert problems(root, "--ignore", "property-schema") == []
    write(root / "vaultlint.toml", 'select = ["links"]\n' + CONFIG)
    assert problems(root) == []
    write(root / "vaultlint.toml", 'select = ["front-matter"]\nignore = ["missing-property"]\n')
    assert problems(root) == []


def test_a_changed_schema_changes_a_warm_result(root: Path) -> None:
    """Its bytes are part of the configuration: also if nothing else has changed, and if one note has."""
    for _ in range(2):
        assert problems(root) == ['`status` is "lost"; allowed: read, unread']
    schema(root, properties={"status": {"enum": ["lost"]}})
    for _ in range(2):
        assert problems(root) == []
    schema(root, required=["isbn"])
    write(root / "b.md", "other")
    assert problems(root) == ["missing property: `isbn`", '`status` is "lost"; allowed: read, unread']
    (root / "schemas" / "book.json").unlink()
    result = run("check", root)
    assert result.exit_code == 2
    assert "cannot read schemas/book.json: no such file or directory" in result.stderr


@pytest.mark.parametrize("files", [[], {}, {"../x": b""}, {5: b""}, {"schemas/book.json": 5}, None])
def test_a_crafted_cache_names_no_other_file(root: Path, files: object) -> None:
    """A cached answer that depends on what no option may name is as good as none, and none of it is read."""
    expected = problems(root)
    store = Store(root / ".vaultlint_cache")
    state, started, _, known = decode(store.value("check") or b"")
    store.save(Changes({"check": encode((state, started, files, known))}))
    store.close()
    assert problems(root) == expected


def test_other_commands_keep_what_was_found(root: Path) -> None:
    """`index`, `wanted` and `config` save to the same cache."""
    problems(root)
    for command in ("index", "wanted", "config"):
        assert run(command, root).exit_code == 0
        assert problems(root) == ['`status` is "lost"; allowed: read, unread']
    schema(root, properties={})
    for command in ("index", "wanted", "config"):
        assert run(command, root).exit_code == 0
    assert problems(root) == []


def test_a_linked_note_decides(root: Path) -> None:
    """What `x-link-to` asks of another note is asked again when that note changes, its tags included."""
    write(root / "Books" / "a.md", "---\nby: '[[Ann]]'\n---\n")
    write(root / "Ann.md", "---\ntype: person\n---\n#author\n")
    schema(root, properties={"by": {"x-link-to": {"type": "person", "tag": "author"}}})
    wrong = [
        '`by` is "[[Ann]]", which leads to Ann.md; it must be a link to a note with the tag #author and with `type: person`'
    ]
    for _ in range(2):
        assert problems(root) == []
    write(root / "Ann.md", "---\ntype: person\n---\n#sculptor\n")
    assert problems(root) == wrong
    write(root / "Ann.md", "---\ntype: person\ntags: author\n---\n")
    assert problems(root) == []
    write(root / "Ann.md", "---\ntype: place\ntags: author\n---\n")
    assert problems(root) == wrong


@pytest.mark.parametrize(
    "config, name",
    [
        ('schema = "schemas/book.json", paths = ["Boks/**"]', 'schemas[0] (schemas/book.json, paths = ["Boks/**"])'),
        ('schema = {required = ["a"]}, tags = ["bok"]', 'schemas[0] (tags = ["bok"])'),
        ('schema = {}, where = {type = "x", n = true}', 'schemas[0] (where = {type = "x", n = true})'),
        ('schema = {}, paths = ["Old/"]', 'schemas[0] (paths = ["Old/"])'),
    ],
)
def test_a_schema_for_no_note_is_an_error(root: Path, config: str, name: str) -> None:
    """Silence would look like success. An excluded note is not checked, so it does not count."""
    write(root / "Old" / "c.md", "")
    write(root / "vaultlint.toml", f'exclude = ["Old/"]\n[rules.property-schema]\nschemas = [{{{config}}}]\n')
    for _ in range(2):
        result = run("check", root)
        assert result.exit_code == 2
        assert result.stdout == ""
        expected = f"rules.property-schema.{name} applies to no note: correct it or remove it\n"
        assert result.stderr.endswith(expected)
    shown = run("config", root)
    assert shown.exit_code == 0
    assert f"# {name} applies to 0 notes\n" in shown.stdout


def test_dates_of_toml_are_strings(root: Path) -> None:
    """As they are in front matter."""
    write(root / "b.md", "---\nread: 2024-05-01\nat: 10:30:00\n---\n")
    table = (
        "{schema = {properties = {read = {enum = [2024-05-02]}, at = {const = 10:30:00}}}, where = {read = 2024-05-01}}"
    )
    write(root / "vaultlint.toml", f"{ONLY}[rules.property-schema]\nschemas = [{table}]\n")
    assert problems(root) == ['`read` is "2024-05-01"; allowed: 2024-05-02']
    write(root / "vaultlint.toml", run("config", root).stdout)
    assert problems(root, "--select", "property-schema") == ['`read` is "2024-05-01"; allowed: 2024-05-02']


def test_bindings_count_over_the_whole_vault(root: Path) -> None:
    """Whatever is reported: a path, or a part of the vault with other options."""
    assert run("check", root / "b.md").exit_code == 0
    override = '[[overrides]]\npaths = ["Books/"]\nrules.property-schema.severity = "info"\n'
    write(root / "vaultlint.toml", ONLY + CONFIG + override)
    assert run("check", root / "b.md").exit_code == 0
    assert "info: `status`" in run("check", root).stdout
    override = '[[overrides]]\npaths = ["Books/"]\nignore = ["property-schema"]\n'
    write(root / "vaultlint.toml", ONLY + CONFIG + override)
    assert run("check", root).exit_code == 2


def test_config_counts_the_notes(root: Path) -> None:
    """And prints a configuration that has the same effect."""
    write(root / "Books" / "c.md", "")
    shown = run("config", root).stdout
    assert '# schemas[0] (schemas/book.json, paths = ["Books/**"]) applies to 2 notes\n' in shown
    assert 'schemas = [{paths = ["Books/**"], schema = "schemas/book.json", where = {}}]' in shown
    write(root / "vaultlint.toml", shown)
    assert problems(root, "--select", "property-schema") == ['`status` is "lost"; allowed: read, unread']


def test_where_a_file_may_be(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Relative to the configuration file, in its folder or its repository, also by a link."""
    elsewhere = write(tmp_path_factory.mktemp("x") / "book.json", json.dumps(SCHEMA))
    link(root / "schemas" / "link.json", elsewhere)
    for name in (elsewhere.as_posix(), "../book.json", "schemas/link.json", "schemas", "gone.json"):
        write(root / "vaultlint.toml", ONLY + CONFIG.replace("schemas/book.json", name))
        result = run("check", root)
        assert result.exit_code == 2, name
        assert f"rules.property-schema.schemas: [0].schema: cannot read {name}: " in result.stderr
    vault = root / "vault"
    write(vault / "Books" / "a.md", "---\nstatus: lost\n---\n")
    (root / ".git").mkdir()
    write(vault / "vaultlint.toml", ONLY + CONFIG.replace("schemas/", "../schemas/"))
    assert len(problems(vault)) == 1


def test_without_the_extra(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends with what to install; without a schema nothing is missing."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    result = run("check", root)
    assert result.exit_code == 2
    assert 'run pip install "obsidian-vaultlint[schema]"' in result.stderr
    assert run("check", root, "--isolated").exit_code < 2
    inferred = run("schema", "infer", root, "--isolated")
    assert inferred.exit_code == 0
    assert json.loads(inferred.stdout)["type"] == "object"
    assert 'run pip install "obsidian-vaultlint[schema]"' in inferred.stderr


def test_nothing_is_imported_without_a_schema(root: Path) -> None:
    write(root / "vaultlint.toml", 'select = ["all"]\n')
    code = (
        "import sys; from click.testing import CliRunner; from vaultlint.cli import main\n"
        "CliRunner().invoke(main, ['check', '--no-cache', sys.argv[1]]); print('jsonschema_rs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


BOOKS = {
    **{f"{number}.md": f"---\nTitle: t{number}\nstatus: read\nrating: {number % 5}\nadded: 2024-01-{number:02}\ntags: [x]\n---\n" for number in range(1, 30)},
    "30.md": "---\ntitle: 30\nstatus: Read\nrating:\ntags: [x, y]\nextra: {a: 1}\n---\n",
    "broken.md": "---\na: [\n---\n",
}  # fmt: skip


def test_infer(tmp_path: Path) -> None:
    """Types that nearly all have, what nearly all have, and the few values that there are."""
    for name, text in BOOKS.items():
        write(tmp_path / "Books" / name, text)
    write(tmp_path / "other.md", "---\nelse: x\n---\n")
    result = run("schema", "infer", tmp_path / "Books", "--root", tmp_path)
    assert json.loads(result.stdout) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "rating": {"type": "integer", "enum": [1, 2, 3, 4, 0]},
            "status": {"type": "string", "enum": ["read", "Read"]},
            "tags": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
            "Title": {"type": "string"},
            "added": {"type": "string", "format": "date"},
            "extra": {"type": "object"},
        },
        "required": ["rating", "status", "tags", "Title", "added"],
    }
    assert result.stderr.endswith("vaultlint: 1 of 30 notes breaks this schema\n")
    out = tmp_path / "book.json"
    again = run("schema", "infer", tmp_path / "Books", "--root", tmp_path, "-o", out)
    assert (again.exit_code, again.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == result.stdout
    write(tmp_path / "vaultlint.toml", ONLY + CONFIG.replace("schemas/book.json", "book.json"))
    assert {line.split(":")[0] for line in problems_at(tmp_path)} == {"Books/30.md"}


def problems_at(root: Path) -> list[str]:
    found = json.loads(run("check", root, "-f", "json").stdout)["problems"]
    return [f"{problem['path']}:{problem['message']}" for problem in found]


def test_infer_needs_notes(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "")
    (tmp_path / "empty").mkdir()
    result = run("schema", "infer", tmp_path / "empty", "--root", tmp_path)
    assert result.exit_code == 2
    assert "no notes to infer a schema from in" in result.stderr
    assert json.loads(run("schema", "infer", tmp_path).stdout)["properties"] == {}


def test_infer_writes_any_script(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "---\n标签: 书\n---\n")
    assert '"标签"' in run("schema", "infer", tmp_path).stdout
