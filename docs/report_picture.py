"""Make docs/report.png, the picture of `vaultlint report` in the README: run `make picture`; it needs Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from playwright.sync_api import Page, sync_playwright

from vaultlint.cli import main as vaultlint

PROJECT = Path(__file__).resolve().parent.parent
GARDEN = PROJECT / "examples" / "garden"
PICTURE = PROJECT / "docs" / "report.png"
NOTE = "plants/Squash.md"
SIZE = (1280, 800)


def main() -> None:
    """Write the report on the example garden to a file for a while, and take the picture."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "garden.html")
        done = CliRunner().invoke(vaultlint, ["report", str(GARDEN), "-o", str(file)])
        if done.exit_code:
            raise SystemExit(done.output)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce")
        page.goto(f"{file.as_uri()}#note={NOTE}")
        _paint(page)
        page.screenshot(path=PICTURE)
        browser.close()


def _paint(page: Page) -> None:
    """Wait until the graph is painted, which happens in the next frame but one."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main()
