"""The page in a real browser: what a reader can do with it, with and without scripts, keys only, light and dark."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, expect, sync_playwright

from tests.command import write
from tests.html_report.pages import page_of

GARDEN = Path(__file__).parents[2] / "examples" / "garden"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
MANY = 2500

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(1)</script>"
HOSTILE = {
    f"{IMAGE}.md": f"---\ntitle: '{IMAGE}'\n---\n[[Gone {SCRIPT}]] <!-- {SCRIPT} -->\n",
    '"><b onclick=alert(1)>/\'"&amp;.md': "---\ntags: ['<i>', '</script>']\ntitle: \"<svg onload=alert(1)>\"\n---\n[[<b>]]\n",
    "javascript:alert(1).md": "[[javascript:alert(1)]] [[{{ 7 * 7 }}]] [[{% raw %}]]\n",
    "line\nfeed\u2028\u2029\x1b[31m.md": "[[line]]\n",
    "\u202egnp.md": "[[\u202egone]]\n",
    "50% #1? & more.md": "[[Gone]]\n",
}

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")

SECTIONS = [
    "#overview",
    "#problems",
    "#graph",
    "#notes",
    "#note=plants/Squash.md",
    "#note=Tool shed",
    "#note=attachments/trowel.svg",
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        except Error:
            pytest.skip("no Chromium here")
        yield browser
        browser.close()


def made(root: Path, page: Path) -> str:
    page_of(root, output=page)
    return page.as_uri()


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("garden")
    copy = Path(shutil.copytree(GARDEN, folder / "garden"))
    write(
        copy / "people" / "Mr Quoted.md",
        "---\ntitle: a\ndate: 2024-05-01\ndraft: 'false'\n---\n[[Squash]] [[Tomatoes|t]]\n",
    )
    return made(copy, folder / "garden.html")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE.items():
        write(folder / "vault" / name, text)
    return made(folder / "vault", folder / "page.html")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("many")
    lines = [f"[[Missing {number}]]" for number in range(MANY)]
    write(folder / "vault" / "List.md", "\n".join(lines))
    return made(folder / "vault", folder / "page.html")


class Opened:
    """Opens pages, and collects what none of them may do: errors, dialogs and requests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.wrong: list[str] = []

    def __call__(self, address: str, **options: Any) -> Page:
        context = self._browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._asked)
        page.on("dialog", self._asked_back)
        page.goto(address)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        self.wrong.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("file:", "blob:")):
            self.wrong.append(request.url)

    def _asked_back(self, dialog: Dialog) -> None:
        self.wrong.append(dialog.message)
        dialog.dismiss()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    found = Opened(browser)
    yield found
    found.close()
    assert found.wrong == []


def goto(page: Page, fragment: str) -> None:
    page.evaluate("fragment => { location.hash = fragment; }", fragment)


def rows(page: Page, table: str = "problem") -> list[str]:
    return page.locator(f"#{table}-table tbody tr").all_inner_texts()


@pytest.mark.parametrize("fragment", SECTIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(opened: Opened, garden: str, fragment: str, scheme: Any) -> None:
    page = opened(garden + fragment.replace(" ", "%20"), color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("main > section.current")).to_have_count(1)
    found = Axe().run(page)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []


class TestOverview:
    def test_it_says_what_is_wrong(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        expect(page.get_by_role("heading", name="garden", level=1)).to_be_visible()
        expect(page.get_by_role("heading", name="Most wanted notes")).to_be_visible()
        expect(page.locator("#problem-table")).to_be_hidden()

    def test_a_rule_leads_to_its_problems(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.locator("#overview").get_by_role("link", name="dangling-heading").first.click()
        assert [row.split("\t")[3] for row in rows(page)] == ["dangling-heading"]

    def test_a_cause_leads_to_its_problems(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.locator("#causes-title + ol a").filter(has_text="Tool shed").click()
        assert len(rows(page)) == 1
        assert "Watering.md" in rows(page)[0]

    def test_a_wanted_note_leads_to_its_neighbourhood(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.get_by_role("link", name=re.compile("Tool shed")).last.click()
        expect(page.get_by_role("heading", name="Tool shed", level=1)).to_be_visible()
        expect(page.locator("#note").get_by_role("link", name="Watering")).to_be_visible()


class TestSearch:
    def test_it_finds_a_note_with_keys_alone(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.keyboard.press("/")
        page.keyboard.type("toma")
        expect(page.get_by_role("option").first).to_contain_text("Tomatoes")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Tomatoes", level=1)).to_be_visible()
        assert page.url.endswith("#note=plants/Tomatoes.md")

    def test_arrows_choose_and_escape_closes(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.keyboard.press("/")
        page.keyboard.type("s")
        options = page.get_by_role("option")
        expect(options.first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)

    def test_it_says_if_nothing_is_found(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.get_by_role("combobox", name="Search").fill("no such note")
        expect(page.get_by_role("option")).to_have_text("Nothing has this name.")


class TestProblems:
    def test_filters_narrow_each_other(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#problems")
        all_rows = rows(page)
        page.locator("#problems").get_by_role("combobox", name="Severity").select_option("error")
        errors = rows(page)
        assert 0 < len(errors) < len(all_rows)
        page.locator("#problems").get_by_role("combobox", name="Folder").select_option("plants")
        in_plants = rows(page)
        assert 0 < len(in_plants) < len(errors)
        assert all("plants/" in row for row in in_plants)
        page.get_by_role("button", name="Clear").click()
        assert rows(page) == all_rows

    def test_text_is_looked_for_in_messages_and_lines(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#problems")
        page.get_by_label("Text").fill("KEEP THE ROOTS DAMP")
        expect(page.locator("#problem-count")).to_contain_text("1 of ")
        assert "Leaf mold" in rows(page)[0]

    def test_the_address_keeps_the_filters(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#problems")
        page.locator("#problems").get_by_role("combobox", name="Rule").select_option("dangling-link")
        expect(page).to_have_url(re.compile("#problems\\?rule=dangling-link$"))
        found = rows(page)
        page.reload()
        assert rows(page) == found

    def test_it_sorts_both_ways(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#problems")
        for direction, is_reversed in (("ascending", False), ("descending", True)):
            page.locator("#problem-table th[data-sort=rule] button").click()
            expect(page.locator("th[data-sort=rule]")).to_have_attribute("aria-sort", direction)
            found = [row.split("\t")[3] for row in rows(page)]
            assert found == sorted(found, reverse=is_reversed)

    def test_a_fix_shows_its_change(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#problems")
        row = (
            page.locator("#problem-table tbody tr")
            .filter(has_text="Mr Quoted.md")
            .filter(has=page.locator("details.fix"))
            .first
        )
        row.locator("summary").click()
        expect(row.locator("ins").first).to_be_visible()

    def test_many_are_shown_page_by_page(self, opened: Opened, many: str) -> None:
        page = opened(f"{many}#problems?rule=dangling-link")
        expect(page.locator("#problem-count")).to_contain_text(f"{MANY:,} of ")
        assert len(rows(page)) == 100
        assert "Missing 0" in rows(page)[0]
        page.get_by_role("button", name="Next").click()
        assert "Missing 100" in rows(page)[0]
        page.get_by_label("Text").fill(f"Missing {MANY - 1}")
        expect(page.locator("#problem-table tbody tr")).to_have_count(1)


FIND_NODE = """canvas => {
  const box = canvas.getBoundingClientRect();
  for (let y = 6; y < box.height; y += 6) for (let x = 6; x < box.width; x += 6) {
    const place = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
    canvas.dispatchEvent(new PointerEvent("pointermove", place));
    if (canvas.style.cursor === "pointer") return [place.clientX, place.clientY];
  }
}"""

COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = {};
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) {
    const colour = `#${[0, 1, 2].map((step) => data[at + step].toString(16).padStart(2, "0")).join("")}`;
    found[colour] = (found[colour] ?? 0) + 1;
  }
  return found;
}"""


def settled(page: Page, section: str = "graph") -> Any:
    canvas = page.locator(f"#{section} canvas")
    if section == "graph":
        expect(canvas).to_have_attribute("data-settled", "", timeout=60_000)
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    return canvas


def colours(page: Page, *names: str) -> list[str]:
    style = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    return [page.evaluate(style, f"--{name}") for name in names]


class TestGraph:
    def test_nodes_have_the_colours_of_their_problems(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce")
        found = settled(page).evaluate(COLOURS)
        assert all(found.get(each, 0) > 20 for each in colours(page, "error", "warning", "node"))

    def test_dark_mode_repaints_it(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce", color_scheme="light")
        canvas = settled(page)
        [light] = colours(page, "error")
        page.emulate_media(color_scheme="dark")
        [dark] = colours(page, "error")
        assert dark != light
        settled(page)
        found = canvas.evaluate(COLOURS)
        assert found.get(dark, 0) > 20
        assert light not in found

    def test_a_click_shows_a_card_and_its_neighbourhood(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce")
        x, y = settled(page).evaluate(FIND_NODE)
        page.mouse.click(x, y)
        card = page.get_by_label("Selected note")
        expect(card).to_contain_text("linked from")
        name = card.get_by_role("heading").inner_text()
        card.get_by_role("link", name="Show its neighbourhood").click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()

    def test_keys_go_from_note_to_note(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce")
        settled(page).focus()
        status = page.locator("#graph .stage [role=status]")
        page.keyboard.press("ArrowRight")
        expect(status).to_contain_text("linked from")
        first = status.inner_text()
        page.keyboard.press("ArrowLeft")
        expect(status).not_to_have_text(first)
        page.keyboard.press("Escape")
        expect(status).to_have_text("")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#note="))

    def test_filters_count_what_is_left(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce")
        count = page.locator("#graph .count")
        before = count.inner_text()
        page.locator("#graph").get_by_role("combobox", name=re.compile("^Folder")).select_option("soil")
        expect(count).not_to_have_text(before)
        page.locator("#graph").get_by_label("Name").fill("no such note")
        expect(count).to_contain_text(re.compile("^0 of "))

    @pytest.mark.parametrize("colouring", ["Folder", "Tag", "Connected group"])
    def test_colours_are_explained(self, opened: Opened, garden: str, colouring: str) -> None:
        page = opened(f"{garden}#graph", reduced_motion="reduce")
        legend = page.locator("#graph").get_by_label("Legend")
        before = legend.inner_text()
        page.get_by_label("Colour by").select_option(label=colouring)
        expect(legend).not_to_have_text(before)

    def test_it_comes_to_rest_with_motion_too(self, opened: Opened, garden: str) -> None:
        settled(opened(f"{garden}#graph", reduced_motion="no-preference"))

    def test_thousands_are_refined_in_a_worker_and_can_be_zoomed_meanwhile(self, opened: Opened, many: str) -> None:
        page = opened(f"{many}#graph")
        page.get_by_role("button", name="Zoom in").click()
        page.locator("#graph canvas").focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Selected note")).to_be_visible()
        settled(page)


class TestNeighbourhood:
    def test_it_has_the_links_and_the_problems_of_the_note(self, opened: Opened, garden: str) -> None:
        note = opened(f"{garden}#note=plants/Squash.md").locator("#note")
        expect(note.get_by_role("heading", name="Squash", level=1)).to_be_visible()
        expect(note).to_contain_text('no note or file is named "Leaf mold"')
        expect(note.get_by_role("link", name="index.md").first).to_be_visible()
        expect(note.locator("a.missing")).to_have_text(["Leaf mold"])

    def test_a_click_goes_on_to_the_next_note_and_back_returns(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#note=plants/Squash.md", reduced_motion="reduce")
        page.locator("#note .links a.note").first.click()
        expect(page.get_by_role("heading", name="Squash", level=1)).to_have_count(0)
        page.go_back()
        expect(page.get_by_role("heading", name="Squash", level=1)).to_be_visible()

    def test_what_is_missing_is_drawn_as_a_ghost(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#note=plants/Squash.md", reduced_motion="reduce")
        found = settled(page, "note").evaluate(COLOURS)
        assert found.get(colours(page, "ghost")[0], 0) > 5

    def test_two_steps_show_more(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#note=plants/Squash.md", reduced_motion="reduce")
        legend = page.locator("#note").get_by_label("Legend")
        before = legend.inner_text()
        page.get_by_role("button", name="2 steps").click()
        expect(page.get_by_role("button", name="2 steps")).to_have_attribute("aria-pressed", "true")
        expect(legend).not_to_have_text(before)

    def test_at_most_200_notes_are_drawn(self, opened: Opened, many: str) -> None:
        page = opened(f"{many}#note=List.md", reduced_motion="reduce")
        expect(page.locator("#note").get_by_label("Legend")).to_contain_text(f"199 of {MANY:,} neighbours")

    def test_an_unknown_note_shows_the_overview(self, opened: Opened, garden: str) -> None:
        page = opened(f"{garden}#note=no%2")
        expect(page.get_by_role("heading", name="garden", level=1)).to_be_visible()


class TestKeys:
    def test_numbers_go_to_sections(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        for key, section in zip("2341", ["problems", "graph", "notes", "overview"], strict=True):
            page.keyboard.press(key)
            expect(page.locator("main > section.current")).to_have_id(section)

    def test_help_opens_and_closes(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()

    def test_tab_reaches_the_content_first(self, opened: Opened, garden: str) -> None:
        page = opened(garden)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


class TestWithoutScripts:
    def test_all_but_the_graph_can_be_read(self, opened: Opened, garden: str) -> None:
        page = opened(garden, java_script_enabled=False)
        for name in ("garden", "Problems", "Notes", "Most wanted notes", "Orphans"):
            expect(page.get_by_role("heading", name=name, exact=name in {"Problems", "Notes"}).first).to_be_visible()
        expect(page.locator("#problem-table tbody tr").first).to_be_visible()
        expect(page.locator("#graph")).to_be_hidden()
        expect(page.locator("#search")).to_be_hidden()

    def test_links_to_sections_work(self, opened: Opened, garden: str) -> None:
        page = opened(garden, java_script_enabled=False)
        page.get_by_role("navigation", name="Sections").get_by_role("link", name="Notes").click()
        expect(page.get_by_role("heading", name="Notes", exact=True)).to_be_in_viewport()

    def test_the_first_rows_of_many_are_there(self, opened: Opened, many: str) -> None:
        page = opened(many, java_script_enabled=False)
        assert len(rows(page)) == 500
        expect(page.locator("#problem-count")).to_have_text(re.compile("^The first 500 of 2,5.. problems"))


@POSIX
class TestHostileVault:
    def test_what_it_holds_is_shown_as_text(self, opened: Opened, hostile: str) -> None:
        page = opened(f"{hostile}#problems")
        expect(page.locator("#problem-table")).to_contain_text(f"Gone {SCRIPT}")
        for fragment in ("#overview", "#graph", "#notes"):
            goto(page, fragment)
        assert page.locator("img, b, i:not([class])").count() == 0
        assert page.locator("main script").count() == 0

    def test_its_notes_can_be_reached(self, opened: Opened, hostile: str) -> None:
        page = opened(f"{hostile}#notes")
        for number in range(len(HOSTILE)):
            goto(page, "#notes")
            link = page.locator("#note-table tbody a.note").nth(number)
            name = link.inner_text()
            link.click()
            expect(page.locator("#note h1")).to_have_text(name.removesuffix(".md").rpartition("/")[2])

    def test_search_shows_its_names_as_text(self, opened: Opened, hostile: str) -> None:
        page = opened(hostile)
        page.get_by_role("combobox", name="Search").fill("onerror")
        expect(page.get_by_role("option")).to_contain_text([IMAGE])


def test_a_small_window_does_not_scroll_sideways(opened: Opened, garden: str) -> None:
    page = opened(garden)
    page.set_viewport_size({"width": 360, "height": 700})
    for fragment in SECTIONS:
        goto(page, fragment)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, fragment


def test_links_to_notes_all_lead_to_a_note(opened: Opened, garden: str) -> None:
    page = opened(garden)
    addresses = page.eval_on_selector_all("a[href^='#note=']", "links => [...new Set(links.map((link) => link.hash))]")
    assert len(addresses) > 15
    for address in addresses:
        goto(page, address)
        expect(page.locator("main > section.current")).to_have_id("note")
