"""What stands in a vault is text in the page: it cannot become an element, end a script, or be loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.command import run, write
from tests.html_report.report_page import Elements, embedded_data
from vaultlint.html_report.page_data import script_json

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(1)</script>"

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")

HOSTILE = {
    f"{IMAGE}.md": f"[[Gone {SCRIPT}]] <!-- {SCRIPT} -->\n",
    '"><b onclick=alert(1)>/\'"&amp;.md': "---\ntags: ['<i>', '</script>']\ntitle: \"<svg onload=alert(1)>\"\n---\n[[<b>]]\n",
    "javascript:alert(1).md": "[[javascript:alert(1)]] [[{{ 7 * 7 }}]] [[{% raw %}]]\n",
    "line\nfeed\u2028\u2029\x1b[31m.md": "[[line]]\n",
    "\u202egnp.md": "[[\u202egone]]\n",
}


def page_of(root: Path, files: dict[str, str], *options: str) -> str:
    for name, text in files.items():
        write(root / name, text)
    done = run("report", root, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(tmp_path_factory.mktemp("hostile"), HOSTILE)


@POSIX
class TestHostileNames:
    def test_scripts_are_those_of_the_page(self, hostile: str) -> None:
        assert [each.get("id") for each in Elements(hostile).of("script")] == [None, "data", "library", "script"]

    def test_no_element_is_of_the_vault(self, hostile: str) -> None:
        found = Elements(hostile)
        assert [found.of(tag) for tag in ("img", "b", "i", "iframe", "object", "link", "base")] == [[]] * 7
        assert [name for _, attributes in found.found for name in attributes if name.startswith(("on", "style", "src"))] == []

    def test_names_and_texts_are_shown_as_they_are(self, hostile: str) -> None:
        text = Elements(hostile).text
        assert IMAGE in text
        assert f'no note or file is at "Gone {SCRIPT}"' in text
        assert "{{ 7 * 7 }}" in text

    def test_control_characters_are_escaped(self, hostile: str) -> None:
        text = Elements(hostile).text
        assert "line\\nfeed\\u2028\\u2029\\x1b[31m.md" in text
        assert "\u202e" not in text

    def test_addresses_lead_into_the_page_or_to_obsidian(self, hostile: str) -> None:
        addresses = [address or "" for each in Elements(hostile).of("a") if (address := each.get("href"))]
        assert {address.partition(":")[0] for address in addresses if not address.startswith("#")} == {"obsidian"}

    def test_data_is_what_the_vault_holds(self, hostile: str) -> None:
        data = embedded_data(hostile)
        assert f"{IMAGE}.md" in data["paths"]["name"]
        assert f'no note or file is at "Gone {SCRIPT}"' in data["messages"]


def test_the_policy_names_what_may_run_and_nothing_to_load(tmp_path: Path) -> None:
    [policy] = [each["content"] for each in Elements(page_of(tmp_path, {"Tea.md": ""})).of("meta") if each.get("http-equiv")]
    assert policy is not None
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe" not in policy
    assert allowed["default-src"] == "'none'"
    assert set(allowed) == {"default-src", "style-src", "script-src", "worker-src", "img-src", "base-uri", "form-action"}


def test_data_cannot_end_its_script() -> None:
    assert script_json(["</script>", "<!--", "&amp;", "\u2028\u2029"]) == (
        '["\\u003c/script\\u003e","\\u003c!--","\\u0026amp;","\\u2028\\u2029"]'
    )


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take UTF-8 only")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    with open(bytes(tmp_path) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123
        file.write(b"[[Gone]]\n")
    assert "caf\N{REPLACEMENT CHARACTER}.md" in Elements(page_of(tmp_path, {})).text


SECRET = "Xyzzy"
"""A word that stands only in drafts."""

DRAFTS = {
    "Home.md": "---\ntitle: a\ndate: 2024-05-01\ndraft: false\n---\n[[Plan]] [[Plan#The secret]] [[Other plan#^blok]]\n",
    "Plan.md": f"---\ntitle: {SECRET} one\ndate: {SECRET}\ndraft: true\ntags: [{SECRET}]\naliases: [{SECRET} two]\n---\n"
    f"# {SECRET} three\n\n[[{SECRET} four]] ![[{SECRET}.png]] [[Home#{SECRET} five]] \n\ntext {SECRET} ^{SECRET}\n",
    "Other plan.md": f"---\ndraft: yes please\n---\n[[Home#{SECRET}]] [{SECRET}](nowhere.md) text ^block-{SECRET}\n",
    "Broken.md": f"---\ndraft: true\n: [{SECRET}\n---\n[[{SECRET}]]\n",
}


def test_texts_of_drafts_are_left_out(tmp_path: Path) -> None:
    page = page_of(tmp_path, DRAFTS)
    assert SECRET not in page
    assert "The texts of 3 drafts are left out." in page
    assert "Plan.md" in embedded_data(page)["paths"]["name"]


def test_texts_of_drafts_are_there_if_asked_for(tmp_path: Path) -> None:
    page = page_of(tmp_path, DRAFTS, "--drafts")
    assert f'no note or file is named "{SECRET} four"' in embedded_data(page)["messages"]
    assert "are left out" not in Elements(page).text
