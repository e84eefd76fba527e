"""Folders of a vault that are symbolic links: said, not guessed at, and read where `follow-links` names them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.command import link_folder, run, write

LINKS = """\
[[Milk]]
[[shared/Milk]] [[shared/Milk#Gone]] [[SHARED/milk.md]] [[/shared/Milk]] [[../shared/Milk]] [[./shared/Milk]]
[a](shared/Milk.md) [b](shared/My%20cup.md) ![[shared/cup.png]] [[shared/deep/down/Tea]]
[[other/shared/Milk]]
[[shared]] [[shared.md]]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a folder that is a link out of it; it is the current folder."""
    write(tmp_path / "outside" / "Milk.md", "# White\n\n[[Nobody]]\n")
    write(tmp_path / "vault" / "note.md", "[[Milk]]\n[[shared/Milk]]\n")
    link_folder(tmp_path / "vault" / "shared", "../outside")
    monkeypatch.chdir(tmp_path / "vault")
    return (tmp_path / "vault").resolve()


def follow(root: Path, *folders: str) -> None:
    write(root / "vaultlint.toml", f"follow-links = {json.dumps(folders)}\n")


def links(root: Path, *options: str) -> list[str]:
    """What is said of links, without the rest of the messages, then what is said on standard error."""
    result = run(root, "--select", "links", "--all", *options)
    lines = [line.partition(": ")[0] for line in result.stdout.splitlines() if ": " in line]
    return [*lines, *result.stderr.splitlines()]


SAYS = (
    'vaultlint: "shared" links out of the vault, so it is not read and links into it are not checked;'
    ' to read it, set follow-links = ["shared"] in vaultlint.toml'
)


def test_a_folder_that_is_not_read(root: Path) -> None:
    """A notice names it; links into it are not reported, however they are written, and any other is."""
    write(root / "note.md", LINKS)
    write(
        root / "board.canvas",
        '{"nodes": [{"type": "file", "file": "shared/Milk.md"}, {"type": "file", "file": "x.md"}]}',
    )
    expected = ["board.canvas:1:82", "note.md:1:1", "note.md:4:1", "note.md:5:1", "note.md:5:12", SAYS]
    for options in ((), (), ("--no-cache",), ("--isolated",)):
        assert sorted(links(root, *options)) == expected
    assert SAYS not in run(root, "-q").stderr
    wanted = run("wanted", root)
    assert [line.split()[1] for line in wanted.stdout.splitlines()[:-1]] == ["shared", "Milk", "other/shared/Milk"]
    assert wanted.stderr == f"{SAYS}\n"


def test_the_index_says_that_a_link_leads_out_of_the_vault(root: Path) -> None:
    """Into a folder that is not read it does."""
    found = json.loads(run("index", root).stdout)["links"]
    assert [(each["target"], each["status"], each["resolved"]) for each in found] == [
        ("Milk", "dangling", None),
        ("shared/Milk", "external", None),
    ]
    follow(root, "shared")
    index = json.loads(run("index", root).stdout)
    assert [note["path"] for note in index["notes"]] == ["note.md", "shared/Milk.md"]
    assert [each["resolved"] for each in index["links"]] == ["shared/Milk.md", "shared/Milk.md", None]
    assert run("index", root, "--isolated").stderr == f"{SAYS}\n"


@pytest.mark.parametrize("name", ["shared", "./shared/", "shared//"])
@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--no-cache", "--jobs", "2")], ids=" ".join)
def test_a_folder_that_is_followed(root: Path, name: str, options: tuple[str, ...]) -> None:
    """Its files are in the vault; nothing is said."""
    write(root / "note.md", LINKS)
    follow(root, name)
    errors = [
        "note.md:3:21",
        "note.md:3:45",
        "note.md:3:65",
        "note.md:4:1",
        "note.md:5:1",
        "note.md:5:12",
        "shared/Milk.md:3:1",
    ]
    for _ in range(2):
        assert links(root, *options) == [*errors, "note.md:2:17"]


def test_a_folder_somewhere_below(root: Path) -> None:
    """A path that begins with it, or with the end of its path, may lead into it."""
    (root / "shared").unlink()
    (root / "a" / "b").mkdir(parents=True)
    link_folder(root / "a" / "b" / "c", "../../../outside")
    write(root / "note.md", "[[a/b/c/x]] [[b/c/x]] [[c/x]] [[c/d/x]]\n[[a/b/x]]\n[[b/x]]\n[[d/c/x]]\n[[x]]\n")
    write(root / "a" / "n.md", "[[./b/c/x]] [[../a/b/c/x]] [[./c/x]]\n")
    said = SAYS.replace("shared", "a/b/c")
    assert links(root) == ["a/n.md:1:28", "note.md:2:1", "note.md:3:1", "note.md:4:1", "note.md:5:1", said]
    follow(root, "a/b/c")
    write(root / "note.md", "[[c/Milk]] [[Milk]]")
    assert links(root) == ["a/b/c/Milk.md:3:1", "a/n.md:1:1", "a/n.md:1:13", "a/n.md:1:28"]


def test_a_note_that_is_there_is_found_all_the_same(root: Path) -> None:
    """Only where a path says exactly that it leads into the folder, nobody knows."""
    write(root / "a" / "shared" / "Milk.md", "")
    write(root / "note.md", "[[Milk#Gone]]\n[[shared/Milk#Gone]]\n[[a/shared/Milk#Gone]]\n")
    assert links(root) == ["note.md:1:1", "note.md:3:1", SAYS]


def test_several_folders(root: Path) -> None:
    """One line names them, and what it says to write reads them all; twins of these are not named."""
    for number in range(3):
        write(root.parent / f"more {number}" / "x.md", "")
        link_folder(root / f"more {number}", f"../more {number}")
    link_folder(root / "twin", "../outside")
    follow(root, "more 1")
    (said,) = run(root, "--select", "front-matter-syntax").stderr.splitlines()
    assert said == (
        'vaultlint: "more 0", "more 2" and "shared" link out of the vault, so they are not read and links into them'
        ' are not checked; to read them, set follow-links = ["more 1", "more 0", "more 2", "shared"] in vaultlint.toml'
    )
    write(root / "vaultlint.toml", said.partition(", set ")[2].partition(" in vault")[0])
    result = run(root, "--select", "front-matter-syntax")
    assert (result.stdout, result.stderr) == ("No problems in 5 notes\n", "")
    for number in range(4, 9):
        write(root.parent / f"more {number}" / "x.md", "")
        link_folder(root / f"more {number}", f"../more {number}")
    (root / "vaultlint.toml").unlink()
    assert run(root).stderr.startswith(
        'vaultlint: "more 0", "more 1", "more 2", "more 4", "more 5" and 4 more folders link out of the vault,'
        " so they are not read and links into them are not checked; to read them, set follow-links in vaultlint.toml\n"
    )


def test_a_folder_that_is_excluded(root: Path) -> None:
    """Nobody misses it, so nothing is said; links into it are not reported either."""
    for pattern in ("shared", "/shared/", "shared/**", "sha*"):
        assert links(root, "--exclude", pattern) == ["note.md:1:1"]
    assert SAYS in links(root, "--exclude", "share")
    write(root / "vaultlint.toml", 'exclude = ["shared/"]\n')
    assert links(root) == ["note.md:1:1"]


@pytest.mark.parametrize(
    ("target", "said", "is_reported"),
    [
        pytest.param(".", "it links to a folder inside or around the vault", True, id="the vault"),
        pytest.param("..", "it links to a folder inside or around the vault", True, id="around the vault"),
        pytest.param("real", "it links to a folder inside or around the vault", True, id="in the vault"),
        pytest.param("../gone", "no such folder", False, id="nowhere"),
        pytest.param("loop", "no such folder", False, id="itself"),
        pytest.param("../outside", 'it overlaps with "a"', False, id="one that is followed"),
        pytest.param("../outside/in", 'it overlaps with "a"', False, id="in one that is followed"),
        pytest.param("note.md", "no such folder", False, id="a file"),
    ],
)
def test_folders_that_cannot_be_followed(root: Path, target: str, said: str, *, is_reported: bool) -> None:
    """A notice says why; no file is in the vault twice, and no loop is entered."""
    write(root / "real" / "Tea.md", "")
    write(root.parent / "outside" / "in" / "x.md", "")
    (root / "shared").unlink()
    link_folder(root / "a", "../outside")
    link_folder(root / "loop", target)
    write(root / "note.md", "[[loop/Coffee]] [[a/Milk]]")
    follow(root, "loop", "a")
    result = run(root, "-f", "json", "--select", "dangling-link")
    assert f'vaultlint: follow-links: "loop" is not read: {said}' in result.stderr
    assert result.stderr.count("\n") == 1
    assert json.loads(result.stdout)["summary"]["notes"] == 4
    assert ("Coffee" in result.stdout) == is_reported


def test_a_folder_that_is_not_there(root: Path) -> None:
    """As in a checkout without it: links into it are not checked, and that is said."""
    follow(root, "shared", "mine")
    write(root / "note.md", "[[mine/Milk]]\n[[min/Milk]]\n")
    assert links(root) == [
        "note.md:2:1",
        "shared/Milk.md:3:1",
        'vaultlint: follow-links: "mine" is not read: no such folder',
    ]


def test_an_ordinary_folder(root: Path) -> None:
    """It is read anyway."""
    write(root / "mine" / "x.md", "[[gone]]")
    follow(root, "mine", "shared")
    assert links(root) == ["mine/x.md:1:1", "shared/Milk.md:3:1"]


def test_links_in_a_followed_folder(root: Path) -> None:
    """They are followed where they are named too; a file that is a link may lead into a followed folder only."""
    outside = root.parent / "outside"
    write(root.parent / "further" / "Deep.md", "[[gone]]\n")
    write(root.parent / "secret.md", "hunter2\n")
    link_folder(outside / "inner", "../further")
    link_folder(outside / "up", "..")
    link_folder(outside / "me", ".")
    link_folder(outside / "home", root)
    for place in (root / "file.md", outside / "secret.md"):
        place.symlink_to(root.parent / "secret.md")
    (root / "good.md").symlink_to(outside / "Milk.md")
    follow(root, "shared")
    found = run(root, "-f", "json", "--select", "links,files")
    assert 'follow-links = ["shared", "shared/inner"]' in found.stderr
    assert [each["path"] for each in json.loads(found.stdout)["problems"]] == [
        "file.md",
        "good.md",
        "shared/Milk.md",
        "shared/secret.md",
    ]
    follow(root, "shared/inner", "shared")
    for options in ((), ("--jobs", "2", "--no-cache")):
        found = run(root, "-f", "json", "--select", "links,files", *options)
        assert found.stderr == ""
        assert [each["path"] for each in json.loads(found.stdout)["problems"]] == [
            "file.md",
            "good.md",
            "shared/Milk.md",
            "shared/inner/Deep.md",
            "shared/secret.md",
        ]
        assert found.stdout.count("a link to a file outside the vault") == 2
        assert "hunter2" not in run("index", root).stdout
    follow(root, "shared/inner")
    assert links(root) == [
        "note.md:1:1",
        'vaultlint: follow-links: "shared/inner" is not read: it is inside another linked folder, which is not followed',
        SAYS.replace('["shared"]', '["shared/inner", "shared"]'),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param('["/x"]', 'follow-links: "/x" is not a path in the vault, relative to its root', id="absolute"),
        pytest.param('["../x"]', 'follow-links: "../x" is not a path in the vault, relative to its root', id="above"),
        pytest.param('["."]', 'follow-links: "." is not a path in the vault, relative to its root', id="the vault"),
        pytest.param(
            '[".x"]', 'follow-links: ".x": names that start with a dot are not part of the vault', id="hidden"
        ),
        pytest.param('"shared"', "follow-links: expected an array, got a string", id="no list"),
    ],
)
def test_values_that_make_no_sense(root: Path, value: str, said: str) -> None:
    """They are errors that name file and key."""
    write(root / "vaultlint.toml", f"follow-links = {value}\n")
    result = run(root)
    assert (result.stderr, result.exit_code) == (f"vaultlint: {root / 'vaultlint.toml'}: {said}\n", 2)


def test_many_parts(root: Path) -> None:
    """A path of thousands of folders is no folder, and ends in time."""
    follow(root, "a/" * 100_000 + "b", "shared")
    assert "is not read: no such folder" in run(root).stderr


def test_what_is_kept_follows_the_links(root: Path) -> None:
    """Where a linked folder leads somewhere else, or its content changes, nothing that was kept counts any more."""
    outside = root.parent / "outside"
    follow(root, "shared")
    write(root / "note.md", "[[shared/Milk#White]]\n")
    write(outside / "Milk.md", "# White\n")
    write(root.parent / "twin" / "Milk.md", "# Black\n")  # of the same size and time
    missing = ["note.md:1:1"]
    for _ in range(2):
        assert links(root) == []
    (root / "shared").unlink()
    (root / "shared").symlink_to("../twin", target_is_directory=True)
    for _ in range(2):
        assert links(root) == missing
    (root / "shared").unlink()
    assert links(root) == ['vaultlint: follow-links: "shared" is not read: no such folder']
    (root / "shared").symlink_to(".", target_is_directory=True)
    assert links(root)[0] == "note.md:1:1"
    (root / "shared").unlink()
    (root / "shared").symlink_to("../outside", target_is_directory=True)
    for _ in range(2):
        assert links(root) == []
    (outside / "Milk.md").write_text("# Blue\n")
    assert links(root) == missing
    (outside / "Milk.md").unlink()
    assert links(root) == missing


def test_what_is_kept_knows_the_folders_that_are_not_read(root: Path) -> None:
    """Where one becomes a link into the vault, links into it dangle; where it is a real folder, it is read."""
    assert links(root) == ["note.md:1:1", SAYS]
    (root / "shared").unlink()
    (root / "shared").symlink_to(".", target_is_directory=True)
    assert links(root) == ["note.md:1:1", "note.md:2:1"]
    (root / "shared").unlink()
    (root / "shared").symlink_to("../outside", target_is_directory=True)
    assert links(root) == ["note.md:1:1", SAYS]
    (root / "shared").unlink()
    write(root / "shared" / "Milk.md", "")
    assert links(root) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_a_configuration_of_a_stranger(root: Path) -> None:
    """It makes nobody read elsewhere, unless it is named."""
    follow(root, "shared")
    config = root / "vaultlint.toml"
    os.chown(config, 4242, 4242)
    result = run(root)
    assert (result.stderr, result.exit_code) == (
        f"vaultlint: {config}: follow-links: the file belongs to another user: pass it with --config, or use"
        " --isolated\n",
        2,
    )
    assert links(root, "--config", str(config)) == ["shared/Milk.md:3:1"]


@pytest.mark.parametrize(
    ("here", "args", "expected"),
    [
        pytest.param(".", ["shared"], ["shared/Milk.md"], id="the folder"),
        pytest.param(".", ["shared/Milk.md"], ["shared/Milk.md"], id="a note in it"),
        pytest.param(".", ["shared/inner"], ["in/Tea.md"], id="a link back into the vault"),
        pytest.param(".", ["shared/../in"], None, id="dots, as the system reads them"),
        pytest.param(".", ["--root", ".", "shared/Milk.md"], ["shared/Milk.md"], id="with --root"),
        pytest.param(".", ["note.md", "shared/Milk.md"], ["note.md", "shared/Milk.md"], id="with another note"),
        pytest.param(".", ["alias"], ["in/Tea.md"], id="a link inside the vault"),
        pytest.param(".", ["file.md"], ["file.md"], id="a file that is a link"),
        pytest.param("shared", [], ["shared/Milk.md"], id="from inside"),
        pytest.param("shared", ["Milk.md"], ["shared/Milk.md"], id="a note from inside"),
        pytest.param("..", ["link/shared"], ["shared/Milk.md"], id="the vault through a link"),
        pytest.param("..", ["link/note.md", "vault/shared"], ["note.md", "shared/Milk.md"], id="both"),
        pytest.param("..", ["deep"], ["in/Tea.md"], id="a link into the vault"),
        pytest.param("..", ["--root", "link", "vault/shared"], ["shared/Milk.md"], id="--root through a link"),
    ],
)
@pytest.mark.parametrize("is_named", [False, True], ids=["marked", "named"])
def test_paths_through_links(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    here: str,
    args: list[str],
    expected: list[str] | None,
    *,
    is_named: bool,
) -> None:
    """A linked folder is in the vault; the vault itself may be reached through a link, and so may a folder in it."""
    write(root / "note.md", "[[gone]]")
    write(root / "in" / "Tea.md", "[[gone]]")
    for place, target in (
        (root / "alias", "in"),
        (root / "file.md", "note.md"),
        (root.parent / "link", "vault"),
        (root.parent / "deep", "vault/in"),
        (root.parent / "outside" / "inner", root / "in"),
    ):
        link_folder(place, target)
    follow(root, "shared")
    if is_named:
        (root / ".obsidian").mkdir()
        write(root.parent / "vaultlint.toml", 'root = "vault"\nfollow-links = ["shared"]\n')
        (root / "vaultlint.toml").unlink()
    monkeypatch.chdir(root / here)
    monkeypatch.setenv("PWD", os.path.normpath(root / here))
    result = run(*args, "-f", "json", "--select", "dangling-link")
    if expected is None:
        assert result.exit_code == 2
        return
    found = json.loads(result.stdout)
    assert (found["root"], result.stderr) == (str(root), "")
    assert [each["path"] for each in found["problems"]] == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Shared", 'no such folder: write "shared"', id="another case"),
        pytest.param("shred", 'no such folder: write "shared"', id="a slip"),
        pytest.param("quite other", "no such folder", id="nothing like it"),
        pytest.param("a\\b\\c", 'no such folder: write "a/b/c"', id="backslashes"),
        pytest.param("x\\y", 'no such folder: write "x/y"', id="backslashes for what is missing"),
    ],
)
def test_the_nearest_name(root: Path, name: str, said: str) -> None:
    """What is written wrong is not repeated in what to write."""
    if (root / name).exists():
        pytest.skip("the system finds it")
    (root / "a" / "b").mkdir(parents=True)
    write(root.parent / "deep" / "x.md", "")
    link_folder(root / "a" / "b" / "c", "../../../deep")
    follow(root, name)
    first, *others = run(root, "--select", "links").stderr.splitlines()
    assert first == f'vaultlint: follow-links: "{name}" is not read: {said}'
    assert name not in "".join(others)
    write(root / "vaultlint.toml", "".join(others).partition(", set ")[2].partition(" in vault")[0])
    assert "no such folder" not in run(root).stderr


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--isolated",)], ids=" ".join)
def test_a_link_to_a_folder_that_is_gone(root: Path, options: tuple[str, ...]) -> None:
    """It is named, and links into it are not reported, unless it leads into the vault or to a file."""
    (root / "shared").unlink()
    link_folder(root / "shared", "../nowhere")
    link_folder(root / "mine", "in/nowhere")
    (root / "pot.md").symlink_to("../gone.md")
    write(root / "note.md", "[[Milk]]\n[[shared/Milk]]\n[[mine/Milk]]\n[[pot]]\n")
    said = (
        'vaultlint: "shared" links to "../nowhere", which does not exist, so links into it are not checked;'
        " restore that folder or remove the link"
    )
    for _ in range(2):
        assert links(root, *options) == ["note.md:1:1", "note.md:3:1", "note.md:4:1", said]
    assert said not in links(root, "--exclude", "shared/")
    (root.parent / "nowhere").mkdir()
    assert SAYS in links(root, *options)
