"""Folders that are not written by hand, by name and by .gitignore files."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.vault.built_folders import git_ignores, ignore_files, settings_of
from vaultlint.vault.sources import Disk, FileSource, Memory

NOTES = (
    "a.md",
    "public/b.md",
    "public/c/d.md",
    "sub/public/e.md",
    "sub/_site/f.md",
    "publications/g.md",
    "Public/h.md",
    "node_modules/i.md",
    "sub/node_modules/p/node_modules/j.md",
    "my_node_modules/k.md",
    "public.md",
)
INSTALLED = ["node_modules/i.md", "sub/node_modules/p/node_modules/j.md"]
BUILT = ["public/b.md", "public/c/d.md", "sub/public/e.md"]


def set_aside(source: FileSource) -> list[str]:
    settings, unreadable = settings_of(source)
    assert not unreadable
    return [path for path in source.paths() if settings.exclusion_of(path)]


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "files, expected",
    [
        pytest.param({}, [], id="no .gitignore"),
        pytest.param({".gitignore": ""}, [], id="empty"),
        pytest.param({".gitignore": "*.log\n"}, [], id="about something else"),
        pytest.param({".gitignore": "public/\n"}, BUILT, id="a folder of that name"),
        pytest.param({".gitignore": "\ufeff# built\r\n/public\r\n"}, BUILT[:2], id="at the root, written on Windows"),
        pytest.param({".gitignore": "_site\npublic"}, [*BUILT[:2], "sub/_site/f.md", BUILT[2]], id="both names"),
        pytest.param({".gitignore": "public/*\n"}, BUILT[:2], id="all that is in it"),
        pytest.param({".gitignore": "public/**\n!public/b.md\n"}, BUILT[1:2], id="all but a file in it"),
        pytest.param({".gitignore": "public/\n!public/b.md\n"}, BUILT, id="nothing is taken back from a folder"),
        pytest.param({".gitignore": "*\n!*/\n!*.md\n"}, [], id="all but notes"),
        pytest.param({".gitignore": "sub/\n"}, ["sub/_site/f.md", BUILT[2]], id="the folder around it"),
        pytest.param({".gitignore": "publications\npublic.md\nmy*\n"}, [], id="other names"),
        pytest.param({"sub/.gitignore": "public\n_site\n"}, ["sub/_site/f.md", BUILT[2]], id="from a folder on"),
        pytest.param({"sub/.gitignore": "/a\n/sub/public\n"}, [], id="from a folder on, another path"),
        pytest.param({".gitignore": "public", "sub/.gitignore": "!public"}, BUILT[:2], id="the nearer one wins"),
        pytest.param({"public/.gitignore": "*\n"}, BUILT[:2], id="in the folder itself"),
        pytest.param({".gitignore": "public", "public/.gitignore": "!*"}, BUILT, id="too late in the folder itself"),
        pytest.param({".gitignore": "[z-a]\n!\n\\\npublic\n"}, BUILT, id="lines that are no patterns"),
        pytest.param({".gitignore": "public\n" + "#" * 100_000}, [], id="longer than anybody writes"),
    ],
)
def test_what_is_built(files: dict[str, str], expected: list[str]) -> None:
    """Installed packages count by name, folders of a site if git ignores them; both in any folder."""
    source = Memory({**dict.fromkeys(NOTES, ""), **files})
    assert set_aside(source) == sorted([*INSTALLED, *expected])


def test_bytes_that_are_no_text() -> None:
    """Git compares bytes."""
    assert set_aside(Memory({".gitignore": b"caf\xe9\npublic\n", "public/a.md": ""})) == ["public/a.md"]


def test_words() -> None:
    """A few folders are named, each with who says so."""
    files = dict.fromkeys((*NOTES, *(f"{each}/node_modules/x.md" for each in "1234")), "")
    settings, _ = settings_of(Memory({**files, ".gitignore": "public\n"}))
    assert [(aside.description, aside.origin, aside.folder) for aside in settings.exclusions] == [
        (
            'folders "1/node_modules", "2/node_modules", "3/node_modules" and 3 more',
            "default",
            "node_modules",
        ),
        ('folders "public", "sub/public"', ".gitignore", "public"),
    ]


def test_folders_that_cannot_be_listed() -> None:
    """They are excluded by their path, too."""
    settings, _ = settings_of(Memory({"node_modules/a.md": "", "public/a.md": "", ".gitignore": "public"}))
    assert [bool(settings.exclusion_of(path)) for path in ("node_modules/x", "public/x", "x")] == [True, True, False]


@pytest.mark.parametrize(
    "files, expected",
    [
        pytest.param({".gitignore": "public/\n", ".git/HEAD": ""}, ["public/a.md"], id="at the repository's top"),
        pytest.param({".gitignore": "public/\n", ".git": "gitdir: x"}, ["public/a.md"], id="a worktree"),
        pytest.param({"docs/.gitignore": "/vault/public\n", ".git/HEAD": ""}, ["public/a.md"], id="between"),
        pytest.param({".gitignore": "docs/\n", ".git/HEAD": ""}, ["public/a.md"], id="the vault as a whole"),
        pytest.param({".gitignore": "/public/\n", ".git/HEAD": ""}, [], id="another path"),
        pytest.param({".gitignore": "public/\n"}, [], id="in no repository"),
        pytest.param({".gitignore": "public/\n", "docs/.git/HEAD": ""}, [], id="above the repository"),
        pytest.param({".gitignore": "public/\n", "docs/vault/.git/HEAD": ""}, [], id="above the vault's repository"),
        pytest.param(
            {".gitignore": "public/\n", "docs/.gitignore": "!public/\n", ".git/HEAD": ""}, [], id="the nearer one wins"
        ),
        pytest.param(
            {"docs/.gitignore": "public/\n", "docs/vault/.gitignore": "!public/\n", ".git/HEAD": ""},
            [],
            id="the vault's own wins",
        ),
    ],
)
def test_files_above_the_vault(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    """.gitignore files count up to the top of the repository."""
    write(tmp_path, {**files, "docs/vault/public/a.md": ""})
    assert set_aside(Disk(tmp_path / "docs" / "vault")) == expected


def test_files_that_matter(tmp_path: Path) -> None:
    """Only the files that may matter for a folder with such a name are read."""
    write(tmp_path, {".gitignore": "x", "a/.gitignore": "y", "a/b/.gitignore": "z", "c/.gitignore": "", "a/n.md": ""})
    assert ignore_files(Disk(tmp_path)).contents == {}
    write(tmp_path, {"a/public/n.md": "", "a/public/d/.gitignore": "v", "a/public/.gitignore": "w"})
    assert ignore_files(Disk(tmp_path)).contents == {"": b"x", "a": b"y", "a/public": b"w"}


def test_links_in_place_of_files(tmp_path: Path) -> None:
    """As in git, a .gitignore file that is a link out of the vault is ignored; nothing is read there."""
    write(tmp_path, {"secret": "public/\n", "vault/public/a.md": ""})
    try:
        (tmp_path / "vault" / ".gitignore").symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("no symbolic links here")
    assert set_aside(Disk(tmp_path / "vault")) == []


def test_what_git_ignores() -> None:
    """Every path is judged by every .gitignore file, whatever its folder is called."""
    files = {
        "a.md": "",
        "out/b.md": "",
        "log/c.md": "",
        "log/d.md": "",
        ".gitignore": "out/\n",
        "log/.gitignore": "c.md",
    }
    source = Memory(files)
    assert list(filter(git_ignores(source), source.paths())) == ["log/c.md", "out/b.md"]
    assert not any(map(git_ignores(Memory({"a.md": ""})), ["a.md"]))


@pytest.mark.slow
def test_many_folders_within_each_other() -> None:
    """Each folder is asked about once, however many files are in it and however deep it is."""
    deep = "public/" * 500
    files = {f"{deep}{number}/public/{number}.md": "" for number in range(300)}
    assert set_aside(Memory({**files, ".gitignore": "*.log\n" * 300})) == []
