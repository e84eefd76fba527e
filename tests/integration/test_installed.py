"""vaultlint as pip installs it, away from this project, in a real terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import pytest

PROJECT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, with a blank in its name, into which pip has installed vaultlint."""
    site = tmp_path_factory.mktemp("site") / "my site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(PROJECT)], check=True, timeout=120)
    return site


def in_terminal(site: Path, folder: Path, *args: str) -> str:
    """What a command prints in a terminal that shows links."""
    master, slave = os.openpty()
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site), "TERM": "xterm-kitty", "LC_ALL": "C.UTF-8"}
    with open(master, encoding="utf-8", newline="\r\n") as screen:  # noqa: PTH123  a descriptor, not a path
        process = subprocess.Popen([sys.executable, "-m", "vaultlint", *args], cwd=folder, env=env, stdout=slave)
        os.close(slave)
        lines: list[str] = []
        with suppress(OSError):  # how Linux says that the other end is closed
            lines.extend(screen)
        process.wait(timeout=60)
    return "".join(lines)


def test_problems_link_to_pages_that_are_installed(site: Path, tmp_path: Path) -> None:
    """The rule at the end of a problem line leads to its manual page, in the package."""
    (tmp_path / "Tea.md").write_text("[[Water]]\n", encoding="utf-8")
    said = in_terminal(site, tmp_path, "--select", "dangling-link", "-q")
    found = re.search(r"\x1b]8;;file://[^/]*([!-~]+)\x1b\\\S*\[dangling-link\]\S*\x1b]8;;\x1b\\", said)
    assert found, said
    page = Path(unquote(found[1]))
    assert page.is_relative_to(site)
    assert page.read_bytes() == (PROJECT / "docs" / "rules" / "dangling-link.md").read_bytes()
