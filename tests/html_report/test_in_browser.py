"""The page in a real browser: Chromium, as the system has it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.html_report.pages import page_of
from tests.lint.test_entry_points import lay

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFLINE = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
GARDEN = Path(__file__).parents[2] / "examples" / "garden"
IMAGE = "<img src=x onerror=alert(1)>"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page on the example garden, with a name and a text that are made to be markup."""
    folder = tmp_path_factory.mktemp("report")
    vault = folder / "garden"
    shutil.copytree(GARDEN, vault)
    if sys.platform != "win32":
        lay(vault, {f"{IMAGE}.md": f"---\ntitle: '{IMAGE}'\n---\n</script>{IMAGE} [[Compost]] [[</script>]]\n"})
    page_of(vault, output=folder / "page.html")
    return (folder / "page.html").as_uri()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page on a vault with thousands of notes and problems."""
    folder = tmp_path_factory.mktemp("large")
    texts = (" ".join(f"[[note {(at * 13 + step * step) % 3000}]]" for step in range(5)) for at in range(3000))
    notes = {f"f{at % 30}/note {at}.md": f"{text} [[lost {at % 700}]]\n" for at, text in enumerate(texts)}
    lay(folder / "large", {".obsidian/app.json": "{}", **notes})
    page_of(folder / "large", output=folder / "page.html")
    return (folder / "page.html").as_uri()


class Opened:
    """A page that fails the test for each error and each request."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._requested)
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)

    def _requested(self, request: Request) -> None:
        if not (request.is_navigation_request() or request.url.startswith("blob:")):
            self.faults.append(request.url)


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    options = getattr(request, "param", {})
    context = browser.new_context(viewport={"width": 1280, "height": 860}, **options)
    context.set_default_timeout(20_000)
    found = Opened(context)
    yield found.page
    context.close()
    assert found.faults == []


STILL = {"reduced_motion": "reduce"}
ON_EACH = ["#overview", "#problems", "#graph", "#notes", "#note=plants/Squash.md", "#note=Tool shed"]


def rows(page: Page, name: str = "problem") -> int:
    return page.locator(f"#{name}-table tbody tr").count()


def canvas_of(page: Page) -> str:
    """What is drawn on the visible canvas."""
    return str(page.locator("section.current canvas").evaluate("canvas => canvas.toDataURL()"))


@pytest.mark.parametrize("fragment", ON_EACH)
@pytest.mark.parametrize(
    "opened", [{**STILL, "color_scheme": each} for each in ("light", "dark")], indirect=True, ids=["light", "dark"]
)
def test_axe_finds_nothing(opened: Page, address: str, fragment: str) -> None:
    opened.goto(address + fragment)
    expect(opened.locator("section.current")).to_have_count(1)
    if fragment == "#graph":
        opened.wait_for_selector("canvas[data-settled]")
    results = Axe().run(opened)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("opened", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript(opened: Page, address: str) -> None:
    opened.goto(address)
    expect(opened.locator("#overview h1")).to_have_text("garden")
    for name in ("Problems by rule", "Most wanted notes", "Hubs", "Orphans"):
        expect(opened.get_by_role("heading", name=name)).to_be_visible()
    expect(opened.locator("#problem-table tbody tr").first).to_be_visible()
    expect(opened.locator("#note-table tbody tr").first).to_be_visible()
    assert not opened.locator(".js:visible").count()


def test_filters_of_problems(opened: Page, address: str) -> None:
    opened.goto(f"{address}#problems")
    every = rows(opened)
    filters = opened.locator("#problem-filters")
    filters.get_by_label("Severity").select_option("error")
    assert 0 < rows(opened) < every
    assert {*opened.locator("#problem-table tbody td:first-child").all_inner_texts()} == {"error"}
    filters.get_by_label("Rule").select_option("dangling-link")
    filters.get_by_label("Text").fill("TOOL SHED")
    expect(opened.locator("#problem-count")).to_contain_text("1 of ")
    expect(opened.locator("#problem-table tbody tr")).to_contain_text('no note or file is named "Tool shed"')
    assert opened.url.endswith("#problems?text=TOOL+SHED&rule=dangling-link&severity=error")
    opened.reload()
    expect(opened.locator("#problem-count")).to_contain_text("1 of ")
    opened.get_by_role("button", name="Clear").click()
    assert rows(opened) == every


def test_sorting_problems(opened: Page, address: str) -> None:
    opened.goto(f"{address}#problems")
    head = opened.locator("#problem-table th", has_text="rule")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    rules = opened.locator("#problem-table tbody td:nth-child(4)").all_inner_texts()
    assert rules == sorted(rules)
    head.get_by_role("button").click()
    assert opened.locator("#problem-table tbody td:nth-child(4)").all_inner_texts() == rules[::-1]


def test_from_a_rule_to_its_problems(opened: Page, address: str) -> None:
    opened.goto(address)
    opened.locator("#overview").get_by_role("link", name="orphan-note", exact=True).click()
    rules = opened.locator("#problem-table tbody td:nth-child(4)")
    expect(rules.first).to_have_text("orphan-note")
    assert {*rules.all_inner_texts()} == {"orphan-note"}


def test_search_by_keyboard(opened: Page, address: str) -> None:
    opened.goto(address)
    opened.keyboard.press("/")
    search = opened.get_by_role("combobox", name="Search notes")
    expect(search).to_be_focused()
    opened.keyboard.type("seed")
    expect(opened.get_by_role("option", name=re.compile("Seed saving"))).to_be_visible()
    opened.keyboard.press("Enter")
    expect(opened.locator("h1#note-title")).to_have_text("Seed saving")
    assert opened.url.endswith("#note=plants/Seed%20saving.md")
    opened.keyboard.press("/")
    opened.keyboard.type("no such note")
    expect(opened.get_by_role("option", name="Nothing has this name.")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("listbox")).to_be_hidden()


def test_the_neighbourhood_of_a_note(opened: Page, address: str) -> None:
    opened.goto(f"{address}#note=plants/Squash.md")
    expect(opened.locator(".note-problems")).to_contain_text("[[Leaf mold]]")
    opened.locator(".links").get_by_role("link", name="soil/Compost.md").click()
    expect(opened.locator("h1#note-title")).to_have_text("Compost")
    expect(
        opened.locator(".links .card", has_text="Linked from").get_by_role("link", name="plants/Squash.md")
    ).to_be_visible()
    opened.get_by_role("button", name="2 steps").click()
    expect(opened.get_by_role("button", name="2 steps")).to_have_attribute("aria-pressed", "true")
    opened.go_back()
    expect(opened.locator("h1#note-title")).to_have_text("Squash")


def test_what_is_missing_has_a_neighbourhood(opened: Page, address: str) -> None:
    opened.goto(address)
    opened.locator("#overview").get_by_role("link", name="1 Tool shed").click()
    expect(opened.locator(".facts")).to_have_text("does not exist")
    expect(opened.locator(".links").get_by_role("link", name="tools/Watering.md")).to_be_visible()


@pytest.mark.parametrize("opened", [STILL], indirect=True)
def test_the_graph_by_keyboard(opened: Page, address: str) -> None:
    opened.goto(f"{address}#graph")
    canvas = opened.locator("#graph canvas[data-settled]")
    canvas.focus()
    status = opened.locator("#graph .stage [role=status]")
    opened.keyboard.press("ArrowRight")
    expect(status).to_contain_text("linked from")
    first = status.inner_text()
    opened.keyboard.press("ArrowLeft")
    expect(status).not_to_have_text(first)
    name = opened.locator(".node-card h3").inner_text()
    opened.keyboard.press("Enter")
    expect(opened.locator("h1#note-title")).to_have_text(name)
    opened.keyboard.press("Backspace")
    canvas.focus()
    opened.keyboard.press("Escape")
    expect(opened.locator(".node-card")).to_be_hidden()


@pytest.mark.parametrize("opened", [STILL], indirect=True)
def test_clicking_on_a_neighbour(opened: Page, address: str) -> None:
    opened.goto(f"{address}#note=people/Aunt Maud.md")
    canvas = opened.locator("#note canvas")
    canvas.focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("#note .stage [role=status]")).to_contain_text("linked from")
    opened.keyboard.press("Enter")
    expect(opened.locator("h1#note-title")).not_to_have_text("Aunt Maud")
    opened.go_back()
    box = canvas.bounding_box()
    assert box
    for at in range(1, 60):
        x, y = box["x"] + box["width"] * ((at * 0.618) % 1), box["y"] + box["height"] * at / 60
        opened.mouse.move(x, y)
        if canvas.evaluate("canvas => canvas.style.cursor") == "pointer":
            opened.mouse.click(x, y)
            break
    expect(opened.locator("h1#note-title")).to_be_visible()


@pytest.mark.parametrize("opened", [STILL], indirect=True)
def test_filters_and_colours_of_the_graph(opened: Page, address: str) -> None:
    opened.goto(f"{address}#graph")
    opened.wait_for_selector("canvas[data-settled]")
    count = opened.locator("#graph .below [role=status]")
    every = count.inner_text()
    drawn = {canvas_of(opened)}
    colouring = opened.get_by_label("Colour by")
    for value in ("folder", "tag", "component"):
        colouring.select_option(value)
        opened.wait_for_function(
            "known => !known.includes(document.querySelector('#graph canvas').toDataURL())", arg=[*drawn]
        )
        drawn.add(canvas_of(opened))
    assert len(drawn) == 4
    opened.get_by_label("Missing notes").uncheck()
    expect(count).not_to_have_text(every)
    opened.locator("#graph").get_by_label("Name").fill("squash")
    expect(count).to_contain_text("1 of ")


def test_dark_and_light_differ(browser: Browser, address: str) -> None:
    found = set()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{address}#graph")
        page.wait_for_selector("canvas[data-settled]")
        found.add((page.evaluate("getComputedStyle(document.body).backgroundColor"), canvas_of(page)))
        page.close()
    assert len({colour for colour, _ in found}) == len({drawn for _, drawn in found}) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_markup_in_a_vault_is_text(opened: Page, address: str) -> None:
    opened.goto(f"{address}#note={IMAGE}.md")
    expect(opened.locator("h1#note-title")).to_have_text(IMAGE)
    expect(opened.locator(".note-problems")).to_contain_text("[[</script>]]")
    opened.goto(f"{address}#problems?text=onerror")
    expect(opened.locator("#problem-table tbody tr").first).to_contain_text(f"{IMAGE}.md")
    assert not opened.locator("img").count()


def test_pages_of_many_problems(opened: Page, large: str) -> None:
    opened.goto(f"{large}#problems")
    expect(opened.locator("#problem-pages")).to_contain_text("Page 1 of 60")
    assert rows(opened) == 100
    opened.get_by_role("button", name="Next").click()
    expect(opened.locator("#problem-pages")).to_contain_text("Page 2 of 60")
    opened.get_by_label("Text").fill("lost 699")
    expect(opened.locator("#problem-count")).to_contain_text("4 of ")
    expect(opened.locator("#problem-pages")).to_be_hidden()


def test_a_large_graph_is_refined_in_a_worker(opened: Page, large: str) -> None:
    opened.goto(f"{large}#graph")
    before = canvas_of(opened)
    opened.wait_for_function("before => document.querySelector('#graph canvas').toDataURL() !== before", arg=before)
    opened.get_by_role("button", name="Zoom in").click()
    opened.locator("#graph canvas").focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.locator(".node-card")).to_be_visible()


def test_the_first_rows_of_a_large_vault_need_no_javascript(browser: Browser, large: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(large)
    assert rows(page) == rows(page, "note") == 500
    page.close()
