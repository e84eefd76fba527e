"""What docs/editors.md tells to write into editors' configurations, in real editors."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click import Context

from vaultlint.cli import main

PAGE = (Path(__file__).parents[2] / "docs/editors.md").read_text(encoding="utf-8")
TOOLS = Path(sys.executable).parent
PATH = os.pathsep.join([str(TOOLS), os.environ["PATH"]])
NEOVIM = shutil.which("nvim", path=PATH)
EDITORS = [each for each in (NEOVIM, shutil.which("vim")) if each]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (TOOLS / "vaultlint").exists(), reason="vaultlint is not installed as a command here"),
]

QUICKFIX = """\
set runtimepath+={folder}
compiler vaultlint
silent make!
call writefile([json_encode(map(getqflist(), {{_, each -> [
\\ bufname(each.bufnr), each.lnum, each.col, each.type, each.text]}}))], 'said.json')
qa!
"""

SESSION = """\
local said = {}
local function codes()
  return vim.tbl_map(function(each) return { each.code, each.lnum, each.col, each.end_col } end, vim.diagnostic.get(0))
end
local function wait(is_so) return vim.wait(30000, is_so, 50) end
local function exists(name) return function() return vim.uv.fs_stat(name) ~= nil end end
vim.cmd.edit('a.md')
said.found = wait(function() return #codes() > 0 end) and codes()
said.root = vim.lsp.get_clients({ bufnr = 0 })[1].root_dir
vim.api.nvim_win_set_cursor(0, { 1, 10 })
vim.lsp.buf.rename('c')
said.renamed = wait(exists('c.md'))
said.line = vim.api.nvim_buf_get_lines(0, 0, 1, true)[1]
vim.api.nvim_win_set_cursor(0, { 1, 22 })
vim.lsp.buf.code_action({ apply = true, filter = function(each) return each.title:find('^Create') end })
said.created = wait(exists('Nowhere.md'))
said.healed = wait(function() return #codes() == 0 end)
vim.cmd.edit('../README.md')
vim.wait(2000, function() return false end)
said.outside = #codes()
vim.fn.writefile({ vim.json.encode(said) }, 'said.json')
vim.cmd('qa!')
"""


def block(language: str) -> str:
    """The configuration in a language that the page shows."""
    found = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert len(found) == 1
    return str(found[0])


def held(folder: Path, editor: str, *args: str) -> Any:
    """What an editor writes down that runs without a screen."""
    env = {**os.environ, "PATH": PATH, "XDG_STATE_HOME": str(folder.parent / "state"), "TERM": "dumb"}
    command = [editor, *args]
    subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False
    )
    return json.loads((folder / "said.json").read_text(encoding="utf-8"))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "vaultlint.toml").write_text('select = ["links"]\n', encoding="utf-8")
    (vault / "a.md").write_text("é🍵 [[b]] and [[Nowhere]]\n", encoding="utf-8")
    (vault / "b.md").write_text("[[a]]\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("[[x]]\n", encoding="utf-8")
    return vault


@pytest.mark.skipif(not EDITORS, reason="neither Vim nor Neovim is here")
@pytest.mark.parametrize("editor", EDITORS)
def test_quickfix_list(vault: Path, editor: str) -> None:
    compiler = vault.parent / "vim" / "compiler" / "vaultlint.vim"
    compiler.parent.mkdir(parents=True)
    compiler.write_text(block("vim"), encoding="utf-8")
    script = vault.parent / "session.vim"
    script.write_text(QUICKFIX.format(folder=compiler.parents[1]), encoding="utf-8")
    options = ["--clean", "--headless"] if editor == NEOVIM else ["-u", "NONE", "-N", "-es"]
    assert held(vault, editor, *options, "-S", str(script)) == [
        ["a.md", 1, 14, "e", 'no note or file is named "Nowhere" [dangling-link]']
    ]


@pytest.mark.skipif(not NEOVIM, reason="Neovim is not here")
@pytest.mark.skipif("server" not in main.list_commands(Context(main)), reason="this vaultlint has no language server")
def test_language_server_in_neovim(vault: Path) -> None:
    """Problems appear, a note is renamed with its links, a missing one created, and nothing is said outside of vaults."""
    assert NEOVIM
    configuration, session = vault.parent / "init.lua", vault.parent / "session.lua"
    configuration.write_text(block("lua"), encoding="utf-8")
    session.write_text(SESSION, encoding="utf-8")
    said = held(vault, NEOVIM, "--clean", "--headless", "-c", f"luafile {configuration}", "-c", f"luafile {session}")
    assert said == {
        "found": [["dangling-link", 0, 17, 28]],
        "root": str(vault),
        "renamed": True,
        "line": "é🍵 [[c]] and [[Nowhere]]",
        "created": True,
        "healed": True,
        "outside": 0,
    }
    assert (vault / "c.md").read_text(encoding="utf-8") == "[[a]]\n"
