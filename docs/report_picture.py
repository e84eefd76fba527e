"""Write docs/report.png: the report on the example garden, as Chromium shows it.

python docs/report_picture.py
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from vaultlint.cli import main as vaultlint

PROJECT = Path(__file__).resolve().parents[1]
PICTURE = PROJECT / "docs" / "report.png"
NOTE = "#note=plants/Squash.md"
SIZE = {"width": 1240, "height": 860}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Make the report, open it at one note and take the picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "garden.html"
        garden = str(PROJECT / "examples" / "garden")
        CliRunner().invoke(vaultlint, ["report", garden, "--no-cache", "-o", str(page)], catch_exceptions=False)
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        # Nothing moves, so that the picture is the same each time.
        view = chromium.new_page(viewport=SIZE, reduced_motion="reduce", device_scale_factor=1.5)
        view.goto(page.as_uri() + NOTE)
        view.wait_for_selector("#note canvas")
        view.screenshot(path=PICTURE)
        chromium.close()


if __name__ == "__main__":
    main()
