"""The entry points of plugins, held against what `importlib.metadata` finds in the same folders."""

from __future__ import annotations

import email.message  # noqa: F401  importlib.metadata needs it when the tests have taken away the path to it
import sys
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest

from vaultlint.lint import entry_points as own
from vaultlint.lint.entry_points import GROUP, entry_points, installed_plugins

ENTRY = f"[{GROUP}]\n"


def lay(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their paths below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def dist(name: str, entries: str, version: str = "1.0", info: str = "") -> dict[str, str]:
    """The files of an installed distribution."""
    folder = info or f"{name.replace('-', '_')}-{version}.dist-info"
    return {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: not this one\n",
        f"{folder}/entry_points.txt": entries,
    }


def found() -> list[tuple[str, str, str, str]]:
    return sorted((each.name, each.value, each.distribution, each.version) for each in entry_points())


def expected() -> list[tuple[str, str, str, str]]:
    """What the library finds."""
    points = metadata.entry_points(group=GROUP)
    return sorted((each.name, each.value, each.dist.name, each.dist.version) for each in points if each.dist)


@pytest.mark.parametrize(
    "folders, names",
    [
        pytest.param([dist("tea-rules", f"{ENTRY}tea = tea_rules\n")], ["tea"], id="one"),
        pytest.param([{}], [], id="none"),
        pytest.param(
            [{**dist("tea", f"{ENTRY}tea = tea\n"), **dist("milk", f"{ENTRY}milk = milk\n")}],
            ["milk", "tea"],
            id="several in one folder",
        ),
        pytest.param(
            [dist("tea", f"{ENTRY}new = tea\n", "2.0"), dist("tea", f"{ENTRY}old = tea\n")],
            ["new"],
            id="the first on the path hides the second",
        ),
        pytest.param(
            [
                dist("Tea.rules", f"{ENTRY}new = tea\n", info="Tea.rules-1.dist-info"),
                dist("tea-rules", f"{ENTRY}old = t"),
            ],
            ["new"],
            id="one name, spelled in two ways",
        ),
        pytest.param(
            [dist("tea", "[console_scripts]\ntea = tea:main\n"), dist("tea", f"{ENTRY}old = tea\n")],
            [],
            id="one without rules hides one that has some",
        ),
        pytest.param(
            [{**dist("tea", ""), "__editable__.tea-1.0.pth": "/src/tea\n", **dist("milk", f"{ENTRY}milk=milk_rules")}],
            ["milk"],
            id="an empty file, and a line without blanks",
        ),
        pytest.param(
            [
                {
                    "tea.egg-info/PKG-INFO": "Name: tea\nVersion: 3\n",
                    "tea.egg-info/entry_points.txt": f"{ENTRY}tea = tea_rules\n",
                    "milk-1.egg-info": "Name: milk\nVersion: 1\n",
                }
            ],
            ["tea"],
            id="egg-info as a folder (an old editable install) and as a file",
        ),
        pytest.param(
            [
                dist(
                    "tea",
                    f"# rules\n[console_scripts]\ntea = tea:main\n\n  [{GROUP}]  \n# no = no\n  a  =  tea.a : Rule [hot] \r\n"
                    f"\tb = tea.b = c\n[other]\nc = tea.c\n[{GROUP}]\nd = tea.d\n",
                )
            ],
            ["a", "b", "d"],
            id="comments, blanks, an extra, two equal signs and a group in two parts",
        ),
        pytest.param(
            [
                {
                    "tea-1.0.dist-info/METADATA": "name: tea\nSummary: x\n  Version: 9\nVERSION:  1.0\nVersion: 2.0\n",
                    "tea-1.0.dist-info/entry_points.txt": f"{ENTRY}tea = tea\n",
                }
            ],
            ["tea"],
            id="fields in any case, folded, and twice",
        ),
        pytest.param([{"tea-1.0.dist-info": "no folder\n"}], [], id="dist-info that is a file"),
    ],
)
def test_equal_to_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: list[dict[str, str]], names: list[str]
) -> None:
    """Names, values, distributions and versions are those that `importlib.metadata` gives."""
    path = [str(lay(tmp_path / str(number), files)) for number, files in enumerate(folders)]
    monkeypatch.setattr(sys, "path", [*path, path[0], str(tmp_path / "gone")])
    monkeypatch.setattr(own, "_from_importlib_metadata", pytest.fail)
    assert found() == expected()
    assert [name for name, *_ in found()] == names


def test_this_environment() -> None:
    """Also where the tests run, and vaultlint's own rules are among them."""
    assert found() == expected()
    assert ("obsidian-vaultlint", metadata.version("obsidian-vaultlint")) in installed_plugins()


def test_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The empty entry of the path is the current folder."""
    lay(tmp_path, dist("tea", f"{ENTRY}tea = tea\n"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [""])
    assert found() == expected() == [("tea", "tea", "tea", "1.0")]


def test_zip_file_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in an archive is left to the library."""
    with zipfile.ZipFile(tmp_path / "tea.zip", "w") as archive:
        for name, text in dist("tea", f"{ENTRY}tea = tea\n").items():
            archive.writestr(name, text)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "tea.zip")])
    assert found() == expected() == [("tea", "tea", "tea", "1.0")]


def test_egg_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is an egg."""
    files = {"EGG-INFO/PKG-INFO": "Name: tea\nVersion: 1.0\n", "EGG-INFO/entry_points.txt": f"{ENTRY}tea = tea\n"}
    monkeypatch.setattr(sys, "path", [str(lay(tmp_path / "tea-1.0.egg", files))])
    assert found() == expected() == [("tea", "tea", "tea", "1.0")]


def test_import_hook_that_knows_distributions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is what an import hook has."""
    folder = lay(tmp_path, dist("tea", f"{ENTRY}tea = tea\n"))

    class Hook:
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(self, context: object) -> list[metadata.Distribution]:
            del context
            return [metadata.PathDistribution(folder / "tea-1.0.dist-info")]

    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Hook()])
    assert found() == expected() == [("tea", "tea", "tea", "1.0")]


def test_a_broken_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution with a file that the library trips over takes no plugin down with it."""
    files = dist("tea", f"{ENTRY}nothing\ntea = tea\n")
    (lay(tmp_path, files) / "milk-1.dist-info").mkdir()
    (tmp_path / "milk-1.dist-info" / "entry_points.txt").write_bytes(b"\xff\xfe\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert found() == [("tea", "tea", "tea", "1.0")]
