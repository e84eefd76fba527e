"""The language server as an editor sees it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import write
from tests.server.editor import EVERYTHING, PULLING, Editor, editing, insert, summary
from vaultlint.server.language_server import LanguageServer
from vaultlint.server.rpc import Connection

ON = 'select = ["dangling-link", "dangling-heading", "unclosed-link", "ambiguous-link"]\n'


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a note that lacks a target, and one that it should lead to."""
    root = tmp_path / "vault"
    write(root / "vaultlint.toml", ON)
    write(root / ".obsidian/app.json", "{}")
    write(root / "Tea.md", "# Brewing\n\n## Water\n\ntext ^boil\n\n#drinks\n")
    write(root / "a.md", "[[Tea#Brewing]] [[Teas]] [[Tea#^boil]] #drinks/hot\n")
    return root


def test_what_it_offers(vault: Path) -> None:
    with editing() as editor:
        capabilities = editor.start(EVERYTHING, vault)["capabilities"]
    assert capabilities["positionEncoding"] == "utf-16"
    assert capabilities["textDocumentSync"] == {"openClose": True, "change": 2, "save": True}
    assert "codeLensProvider" not in capabilities


def test_problems_are_pushed_as_one_types(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        assert editor.pushed(vault / "a.md") == ["0:16-0:24 dangling-link"]
        editor.change(vault / "a.md", "\N{GRINNING FACE} ", 2, insert(0, 0))
        assert editor.pushed(vault / "a.md") == ["0:19-0:27 dangling-link"]
        editor.change(
            vault / "a.md", "", 3, {"start": {"line": 0, "character": 24}, "end": {"line": 0, "character": 25}}
        )
        assert editor.pushed(vault / "a.md") == []
        editor.close(vault / "a.md")
        assert editor.pushed(vault / "a.md") == [], "nothing is shown of a file that is closed"


@pytest.mark.parametrize(
    "offered, chosen, found",
    [
        pytest.param(["utf-8", "utf-16"], "utf-8", "0:4-0:13", id="utf-8"),
        pytest.param(["utf-32"], "utf-32", "0:1-0:7", id="utf-32"),
        pytest.param(["utf-16"], "utf-16", "0:2-0:8", id="utf-16"),
        pytest.param(["latin-1"], "utf-16", "0:2-0:8", id="unknown"),
        pytest.param(None, "utf-16", "0:2-0:8", id="none"),
    ],
)
def test_encodings(vault: Path, offered: list[str] | None, chosen: str, found: str) -> None:
    with editing() as editor:
        general = {"positionEncodings": offered} if offered else {}
        assert editor.start({**PULLING, "general": general}, vault)["capabilities"]["positionEncoding"] == chosen
        editor.open(
            vault / "a.md", "\N{GRINNING FACE}[[\N{CJK UNIFIED IDEOGRAPH-8336}\N{LATIN SMALL LETTER E WITH ACUTE}]]\n"
        )
        assert editor.diagnostics(vault / "a.md") == [f"{found} dangling-link"]


def test_other_open_notes_follow(vault: Path) -> None:
    """A heading that gets another text breaks a link in another note: its problems are pushed, too."""
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        assert editor.pushed(vault / "a.md") == ["0:16-0:24 dangling-link"]
        editor.open(vault / "Tea.md")
        assert editor.pushed(vault / "Tea.md") == []
        editor.change(vault / "Tea.md", "# Making\n")
        assert editor.pushed(vault / "a.md") == [
            "0:0-0:15 dangling-heading",
            "0:16-0:24 dangling-link",
        ]
        editor.close(vault / "Tea.md")
        assert editor.pushed(vault / "a.md") == ["0:16-0:24 dangling-link"], "what is on disk counts again"


def test_pulling_clients_are_told_to_ask_again(vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        editor.open(vault / "Tea.md", "# Making\n")
        editor.wait("workspace/diagnostic/refresh")
        assert editor.diagnostics(vault / "a.md") == ["0:0-0:15 dangling-heading", "0:16-0:24 dangling-link"]
        assert not any(each.get("method") == "textDocument/publishDiagnostics" for each in editor.received)


def test_unchanged_reports_are_short(vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        document = {"textDocument": {"uri": (vault / "a.md").as_uri()}}
        first = editor.ask("textDocument/diagnostic", document)
        again = editor.ask("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}
        known = [{"uri": (vault / "a.md").as_uri(), "value": first["resultId"]}]
        report = editor.ask("workspace/diagnostic", {"previousResultIds": known})
        assert [(each["uri"], each["kind"]) for each in report["items"]] == [((vault / "a.md").as_uri(), "unchanged")]


def test_changes_on_disk(vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "Teas.md", "")
        editor.touched(vault / "Teas.md")
        assert editor.diagnostics(vault / "a.md") == []
        (vault / "Tea.md").unlink()
        editor.touched(vault / "Tea.md")
        assert editor.diagnostics(vault / "a.md") == ["0:0-0:15 dangling-link", "0:25-0:38 dangling-link"]


def test_a_client_that_does_not_watch(vault: Path) -> None:
    """Then the server looks at the disk when a file is saved, at least."""
    capabilities = {**PULLING, "workspace": {}}
    with editing() as editor:
        editor.start(capabilities, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "Teas.md", "")
        editor.notify("textDocument/didSave", {"textDocument": {"uri": (vault / "a.md").as_uri()}})
        assert editor.diagnostics(vault / "a.md") == []


def test_configuration_is_followed(vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "vaultlint.toml", "select = [\n")
        editor.touched(vault / "vaultlint.toml")
        shown = editor.wait("window/showMessage")
        assert shown["message"].startswith(f"vaultlint: {vault / 'vaultlint.toml'}")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"], "the last good one holds"
        write(vault / "vaultlint.toml", 'select = ["dangling-heading"]\n')
        editor.touched(vault / "vaultlint.toml")
        assert editor.diagnostics(vault / "a.md") == []


def test_the_baseline_hides(vault: Path) -> None:
    entry = '{"rule": "dangling-link", "cause": "teas", "note": "a", "count": 1}'
    write(vault / ".vaultlint-baseline.json", f'{{"version": 1, "problems": [{entry}]}}')
    from vaultlint.cli.baseline_reader import load_baseline

    assert load_baseline(vault), "the file is a baseline"
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == []
        editor.change(vault / "a.md", "[[Teas]] [[Teas]]")
        assert editor.diagnostics(vault / "a.md") == ["0:9-0:17 dangling-link"]


def test_silence_outside_of_vaults(tmp_path: Path, vault: Path) -> None:
    readme = write(tmp_path / "code/README.md", "[[nowhere]]\n")
    with editing() as editor:
        editor.start(PULLING, tmp_path / "code", vault)
        editor.open(readme)
        assert editor.diagnostics(readme) == []
        assert editor.at("hover", readme, 0, 3) is None
        write(readme.parent / "vaultlint.toml", ON)
        editor.touched(readme.parent / "vaultlint.toml")
        assert editor.diagnostics(readme) == ["0:0-0:11 dangling-link"], "unless it becomes one"


def test_two_vaults(tmp_path: Path, vault: Path) -> None:
    other = write(tmp_path / "other/b.md", "[[Tea]]\n")
    write(tmp_path / "other/.obsidian/app.json", "{}")
    write(tmp_path / "other/vaultlint.toml", ON)
    with editing() as editor:
        editor.start(PULLING, tmp_path / "other", vault)
        editor.open(other)
        editor.open(vault / "a.md")
        assert editor.diagnostics(other) == ["0:0-0:7 dangling-link"]
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        report = editor.ask("workspace/diagnostic", {"previousResultIds": []})
        assert {each["uri"] for each in report["items"]} == {other.as_uri(), (vault / "a.md").as_uri()}


def test_the_vault_is_deleted(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        assert editor.pushed(vault / "a.md")
        shutil.rmtree(vault)
        editor.touched(vault / "a.md")
        assert editor.pushed(vault / "a.md") == []
        assert editor.wait("window/logMessage")["message"] == f"{vault}: the vault no longer exists"
        assert editor.at("hover", vault / "a.md", 0, 3) is None
        editor.change(vault / "a.md", "x", 3)
        assert not vault.exists()


def titles(actions: list[Any]) -> list[str]:
    return [each["title"] for each in actions]


def actions(editor: Editor, file: Path, line: int, character: int, **context: object) -> list[Any]:
    range_ = insert(line, character)
    params = {"textDocument": {"uri": file.as_uri()}, "range": range_, "context": {"diagnostics": [], **context}}
    found: list[Any] = editor.ask("textDocument/codeAction", params)
    return found


def test_code_actions(vault: Path) -> None:
    write(vault / "Kettle drums.md", "")
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "one [[Kettle drum]] two [[Tea]]\n")
        found = actions(editor, vault / "a.md", 0, 6)
        assert titles(found) == [
            "Link to Kettle drums.md",
            "Create Kettle drum.md",
            "Disable dangling-link on this line",
            "Disable dangling-link in this note",
            "Explain dangling-link",
        ]
        assert summary(found[0]["diagnostics"][0]) == "0:4-0:19 dangling-link"
        (change,) = found[0]["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": (vault / "a.md").as_uri(), "version": 1}
        assert change["edits"] == [
            {"range": {**insert(0, 6), "end": {"line": 0, "character": 17}}, "newText": "Kettle drums|Kettle drum"}
        ]
        assert found[1]["edit"] == {"documentChanges": [{"kind": "create", "uri": (vault / "Kettle drum.md").as_uri()}]}
        assert found[2]["edit"]["documentChanges"][0]["edits"] == [
            {"range": insert(0, 31), "newText": " %% vaultlint-disable-line dangling-link %%"}
        ]
        editor.ask("workspace/executeCommand", {"command": "vaultlint.explain", "arguments": ["dangling-link"]})
        assert editor.wait("window/showDocument")["uri"].endswith("/dangling-link.md")
        assert actions(editor, vault / "a.md", 0, 26) == []
        assert actions(editor, vault / "a.md", 0, 6, only=["refactor"]) == []


def test_fix_all(vault: Path) -> None:
    text = "[[tea]] and [[Teas]] and [[tea|x]]\n"
    write(vault / "vaultlint.toml", 'select = ["case-mismatch", "dangling-link"]\n')
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", text)
        (every,) = actions(editor, vault / "a.md", 0, 0, only=["source.fixAll"])
        (change,) = every["edit"]["documentChanges"]
        assert [each["newText"] for each in change["edits"]] == ["Tea|tea", "Tea"]
        assert editor.pushed(vault / "a.md") == [
            "0:0-0:7 case-mismatch",
            "0:12-0:20 dangling-link",
            "0:25-0:34 case-mismatch",
        ], "what was tried was taken back"
        assert (vault / "a.md").read_text().startswith("[[Tea#"), "no note is written"


@pytest.mark.parametrize(
    "file, line, character, placeholder, new, edits, moves",
    [
        pytest.param("a.md", 0, 3, "Tea", "Coffee", {"a.md": ["Coffee", "Coffee"]}, ["Tea.md Coffee.md"], id="note"),
        pytest.param(
            "a.md", 0, 8, "Brewing", "Making", {"Tea.md": ["Making"], "a.md": ["#Making"]}, [], id="heading of a link"
        ),
        pytest.param(
            "Tea.md", 0, 4, "Brewing", "Making", {"Tea.md": ["Making"], "a.md": ["#Making"]}, [], id="heading"
        ),
        pytest.param("Tea.md", 4, 7, "boil", "heat", {"Tea.md": ["^heat"], "a.md": ["#^heat"]}, [], id="block"),
        pytest.param(
            "a.md", 0, 34, "boil", "heat", {"Tea.md": ["^heat"], "a.md": ["#^heat"]}, [], id="block of a link"
        ),
        pytest.param("Tea.md", 6, 3, "drinks", "food", {"Tea.md": ["food"], "a.md": ["food"]}, [], id="tag"),
    ],
)
def test_rename(
    vault: Path,
    file: str,
    line: int,
    character: int,
    placeholder: str,
    new: str,
    edits: dict[str, list[str]],
    moves: list[str],
) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / file)
        assert editor.at("prepareRename", vault / file, line, character)["placeholder"] == placeholder
        result = editor.at("rename", vault / file, line, character, newName=new)
        changes = result["documentChanges"]
        found = {
            Path(each["textDocument"]["uri"]).name: [edit["newText"] for edit in each["edits"]]
            for each in changes
            if "edits" in each
        }
        assert {name: sorted(texts) for name, texts in found.items()} == {k: sorted(v) for k, v in edits.items()}
        operations = [each for each in changes if "kind" in each]
        assert operations == changes[len(changes) - len(operations) :], "files are moved last"
        assert [f"{Path(each['oldUri']).name} {Path(each['newUri']).name}" for each in operations] == moves


def test_nothing_to_rename(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "word [[Teas]]\n")
        assert editor.at("prepareRename", vault / "a.md", 0, 1) is None
        assert editor.at("prepareRename", vault / "a.md", 0, 8) is None
        assert editor.at("rename", vault / "a.md", 0, 1, newName="x")["message"] == "nothing here can be renamed"


def test_refused_renames(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        answer = editor.at("rename", vault / "a.md", 0, 3, newName="a")
        assert answer == {"code": -32803, "message": '"a.md" already exists'}


def test_a_client_that_cannot_rename_files(vault: Path) -> None:
    with editing() as editor:
        editor.start({}, vault)
        editor.open(vault / "a.md")
        answer = editor.at("rename", vault / "a.md", 0, 3, newName="Coffee")
        assert "use `vaultlint mv` in a terminal" in answer["message"]
        changes = editor.at("rename", vault / "a.md", 0, 8, newName="Making")["changes"]
        assert sorted(changes) == [(vault / "Tea.md").as_uri(), (vault / "a.md").as_uri()]


def will_rename(editor: Editor, *moves: tuple[Path, Path]) -> Any:
    files = [{"oldUri": old.as_uri(), "newUri": new.as_uri()} for old, new in moves]
    return editor.ask("workspace/willRenameFiles", {"files": files})


def test_files_that_the_editor_renames(vault: Path) -> None:
    write(vault / "x/p.png", "")
    write(vault / "b.md", "![[x/p.png]] [[Tea]]\n")
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        (change,) = will_rename(editor, (vault / "x", vault / "y"))["documentChanges"]
        assert (change["textDocument"], change["edits"][0]["newText"]) == (
            {"uri": (vault / "b.md").as_uri(), "version": None},
            "p.png",
        )
        changes = will_rename(editor, (vault / "Tea.md", vault / "t/Drink.md"), (vault / "b.md", vault / "c.md"))
        assert [each["textDocument"]["uri"] for each in changes["documentChanges"]] == [
            (vault / "a.md").as_uri(),
            (vault / "b.md").as_uri(),
        ]
        assert will_rename(editor, (vault / "vaultlint.toml", vault / "x.toml")) is None


def test_navigation(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md")
        (target,) = editor.at("definition", vault / "a.md", 0, 8)
        assert (target["uri"], target["range"]["start"]) == ((vault / "Tea.md").as_uri(), {"line": 0, "character": 0})
        found = editor.at("references", vault / "Tea.md", 0, 4, context={"includeDeclaration": False})
        assert [each["uri"] for each in found] == [(vault / "a.md").as_uri()]
        assert "Brewing" in editor.at("hover", vault / "a.md", 0, 8)["contents"]["value"]
        links = editor.ask("textDocument/documentLink", {"textDocument": {"uri": (vault / "a.md").as_uri()}})
        assert [each["target"] for each in links] == [
            (vault / "Tea.md").as_uri(),
            f"{(vault / 'Tea.md').as_uri()}#L5",
        ]
        symbols = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": (vault / "Tea.md").as_uri()}})
        assert [(each["name"], [inner["name"] for inner in each["children"]]) for each in symbols] == [
            ("Brewing", ["Water"])
        ]
        assert [each["name"] for each in editor.ask("workspace/symbol", {"query": "brew"})] == ["Brewing"]


def test_code_lens_is_asked_for(vault: Path) -> None:
    with editing() as editor:
        assert "codeLensProvider" in editor.start(EVERYTHING, vault, codeLens=True)["capabilities"]
        lenses = editor.ask("textDocument/codeLens", {"textDocument": {"uri": (vault / "Tea.md").as_uri()}})
        assert [each["command"]["title"] for each in lenses] == ["2 links", "1 link"]


def test_completion(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "\N{GRINNING FACE} [[Te]]\n")
        answer = editor.at("completion", vault / "a.md", 0, 7)
        first = answer["items"][0]
        assert (first["label"], first["textEdit"]["newText"], first["filterText"]) == ("Tea", "Tea]]", "Te")
        assert first["textEdit"]["range"] == {
            "start": {"line": 0, "character": 5},
            "end": {"line": 0, "character": 9},
        }


def test_a_configuration_that_is_wrong_from_the_start(vault: Path) -> None:
    """It is said once, and the vault is read once it is right."""
    write(vault / "vaultlint.toml", "select = [\n")
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == []
        assert editor.diagnostics(vault / "a.md") == []
        shown = [each for each in editor.received if each.get("method") == "window/showMessage"]
        assert len(shown) == 1
        write(vault / "vaultlint.toml", ON)
        editor.touched(vault / "vaultlint.toml")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]


POSITION = {"position": {"line": 0, "character": 3}}
RANGE = {"range": insert(0, 0), "context": {"diagnostics": []}}


@pytest.mark.parametrize(
    "method, params, answer",
    [
        ("textDocument/definition", POSITION, []),
        ("textDocument/references", {**POSITION, "context": {"includeDeclaration": True}}, []),
        ("textDocument/hover", POSITION, None),
        ("textDocument/documentLink", {}, []),
        ("textDocument/documentSymbol", {}, []),
        ("textDocument/codeLens", {}, []),
        ("textDocument/completion", POSITION, None),
        ("textDocument/codeAction", RANGE, []),
        ("textDocument/prepareRename", POSITION, None),
        ("textDocument/rename", {**POSITION, "newName": "x"}, None),
    ],
)
def test_nothing_is_said_of_files_in_no_vault(tmp_path: Path, method: str, params: Any, answer: object) -> None:
    readme = write(tmp_path / "README.md", "[[nowhere]]\n")
    with editing() as editor:
        editor.start({**EVERYTHING, "workspace": {}}, tmp_path)
        editor.open(readme)
        assert editor.ask(method, {"textDocument": {"uri": readme.as_uri()}, **params}) == answer


@pytest.mark.parametrize(
    "method, line, character, answer",
    [
        ("definition", 1, 0, []),
        ("hover", 1, 0, None),
        ("prepareRename", 0, 9, None),
    ],
)
def test_where_nothing_stands(vault: Path, method: str, line: int, character: int, answer: object) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "[[Tea#No such heading]]\nword\n")
        assert editor.at(method, vault / "a.md", line, character) == answer


def test_rename_of_a_property(vault: Path) -> None:
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "---\nup: x\n---\n")
        assert editor.at("prepareRename", vault / "a.md", 1, 1)["placeholder"] == "up"
        (change,) = editor.at("rename", vault / "a.md", 1, 1, newName="parent")["documentChanges"]
        assert [each["newText"] for each in change["edits"]] == ["parent"]


def test_rename_of_an_attachment(vault: Path) -> None:
    write(vault / "x/p.png", "")
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", "![[p.png]]\n")
        assert editor.at("prepareRename", vault / "a.md", 0, 4)["placeholder"] == "p.png"
        *_, move = editor.at("rename", vault / "a.md", 0, 4, newName="q.png")["documentChanges"]
        assert move["newUri"] == (vault / "x/q.png").as_uri()


def test_files_of_two_vaults_are_renamed_at_once(tmp_path: Path, vault: Path) -> None:
    write(tmp_path / "other/.obsidian/app.json", "{}")
    write(tmp_path / "other/b.md", "[[c]]\n")
    write(tmp_path / "other/c.md", "")
    with editing() as editor:
        editor.start(EVERYTHING, vault, tmp_path / "other")
        moves = [(vault / "Tea.md", vault / "Drink.md"), (tmp_path / "other/c.md", tmp_path / "other/d.md")]
        changes = will_rename(editor, *moves)["documentChanges"]
        assert sorted(Path(each["textDocument"]["uri"]).name for each in changes) == ["a.md", "b.md"]


def test_folders_come_and_go(tmp_path: Path, vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING)
        assert editor.ask("workspace/diagnostic", {"previousResultIds": []}) == {"items": []}
        folder = {"uri": vault.as_uri(), "name": "vault"}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
        items = editor.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
        assert [each["uri"] for each in items] == [(vault / "a.md").as_uri()]
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [folder]}})
        assert editor.ask("textDocument/diagnostic", {"textDocument": {"uri": (vault / "a.md").as_uri()}})["items"]


def test_the_server_ends_with_its_client(vault: Path) -> None:
    """A client that is gone without a word ends the server, also while an answer is on its way."""
    to_server, from_editor = os.pipe()
    to_editor, from_server = os.pipe()
    with os.fdopen(to_server, "rb") as source, os.fdopen(from_server, "wb") as target:
        server = LanguageServer(Connection(source, target))
        message = json.dumps({"id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()
        os.write(from_editor, b"Content-Length: %d\r\n\r\n%b" % (len(message), message))
        os.close(from_editor)
        os.close(to_editor)
        assert server.run() == 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), from_server)  # what is left to write


def test_code_actions_that_a_client_can_take(vault: Path) -> None:
    """A client that cannot create files is not offered to; a problem that is about no link has no note to create."""
    write(vault / "vaultlint.toml", 'select = ["dangling-link", "missing-property"]\n')
    text = "[[Kettle]] [[Pot]]\n"
    with editing() as editor:
        editor.start({**EVERYTHING, "workspace": {}}, vault)
        editor.open(vault / "a.md", text)
        assert titles(actions(editor, vault / "a.md", 0, 13)) == [
            "Disable dangling-link on this line",
            "Disable dangling-link in this note",
            "Explain dangling-link",
        ]
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(vault / "a.md", text)
        assert titles(actions(editor, vault / "a.md", 0, 13))[0] == "Create Pot.md"
        found = titles(actions(editor, vault / "a.md", 0, 0))
        assert "Explain missing-property" in found
        assert [title for title in found if title.startswith("Create")] == ["Create Kettle.md"]


def test_code_actions_in_a_canvas(vault: Path) -> None:
    """No comment can be written there."""
    board = write(vault / "b.canvas", '{"nodes": [{"id": "1", "type": "text", "text": "[[Pot]]"}]}')
    with editing() as editor:
        editor.start(EVERYTHING, vault)
        editor.open(board)
        [problem] = editor.pushed(board)
        column = int(problem.partition("-")[0].partition(":")[2])
        assert titles(actions(editor, board, 0, column)) == ["Create Pot.md", "Explain dangling-link"]


def test_a_root_that_is_gone(vault: Path) -> None:
    """The vault that was read last counts until the configuration is right again."""
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "vaultlint.toml", 'root = "nowhere"\n')
        editor.touched(vault / "vaultlint.toml")
        assert 'no folder "nowhere"' in editor.wait("window/showMessage")["message"]
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "vaultlint.toml", 'select = ["orphan-note"]\n')
        editor.touched(vault / "vaultlint.toml")
        assert editor.diagnostics(vault / "a.md") == ["0:0-0:0 orphan-note"]


def test_a_file_that_the_configuration_names_appears(vault: Path) -> None:
    """What is wrong with a configuration may be put right in another file than its own."""
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "vaultlint.toml", 'select = ["unknown-tag"]\n[rules.unknown-tag]\nfile = "tags.txt"\n')
        editor.touched(vault / "vaultlint.toml")
        assert "tags.txt" in editor.wait("window/showMessage")["message"]
        write(vault / "tags.txt", "food\n")
        editor.touched(vault / "tags.txt")
        assert editor.diagnostics(vault / "a.md") == ["0:39-0:50 unknown-tag"]


def test_files_are_followed_while_the_configuration_is_wrong(vault: Path) -> None:
    with editing() as editor:
        editor.start(PULLING, vault)
        editor.open(vault / "a.md")
        assert editor.diagnostics(vault / "a.md") == ["0:16-0:24 dangling-link"]
        write(vault / "vaultlint.toml", "select = [\n")
        write(vault / "Teas.md", "")
        editor.touched(vault / "vaultlint.toml", vault / "Teas.md")
        assert editor.diagnostics(vault / "a.md") == []
