"""Laws for every vault, whatever is in it; for single files see tests/parse/test_laws.py."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import configuration, examples, vaults
from tests.strategies.misdirected import misdirected
from vaultlint.config.options import Config, Options, read_config
from vaultlint.config.selection import Selection
from vaultlint.errors import ConfigError
from vaultlint.lint import engine
from vaultlint.lint.baseline import Baseline, make_baseline
from vaultlint.lint.baseline_file import parse_baseline, render_baseline
from vaultlint.lint.registry import find_rules
from vaultlint.lint.result import Result
from vaultlint.model import Edit, FragmentStatus, Problem, ResolvedLink, Span, Status
from vaultlint.obsidian.names import fold
from vaultlint.output.config_output import render_config
from vaultlint.output.index_output import render_index
from vaultlint.output.json_output import render_json
from vaultlint.output.text_output import problem_line, render_text
from vaultlint.parse import read_note
from vaultlint.site.site_settings import site_settings
from vaultlint.testing import find
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import Vault, read_vault

RULES = find_rules()
EVERY_RULE = Selection(RULES, Config(Options(select=tuple(RULES))))


def read(files: vaults.Vault) -> Vault:
    return read_vault(Path("/vault"), Memory(files))


def check(files: vaults.Vault, baseline: Baseline | None = None) -> Result:
    """What every rule says about a vault; none of them may fail."""
    result = engine.check(read(files), EVERY_RULE, baseline=baseline)
    assert result.failures == ()
    return result


@examples(30)
@given(vaults.vaults(), st.randoms(use_true_random=False))
def test_order_of_files_and_rules(files: vaults.Vault, random: Any) -> None:
    """Law: nothing depends on the order in which files and rules are found."""
    paths, names = list(files), list(RULES)
    random.shuffle(paths)
    random.shuffle(names)
    shuffled = Selection({name: RULES[name] for name in names}, EVERY_RULE.config)
    assert engine.check(read({path: files[path] for path in paths}), shuffled) == check(files)


@examples(30)
@given(vaults.vaults(), st.data())
def test_part_of_a_vault(files: vaults.Vault, data: st.DataObject) -> None:
    """Law: asked for some paths, a check reports what it reports of them when asked for all."""
    wanted = data.draw(st.sets(st.sampled_from(sorted(files))))
    part = engine.check(read(files), EVERY_RULE, wanted.__contains__)
    assert part.problems == tuple(each for each in check(files).problems if each.path in wanted)


@examples(30)
@given(vaults.vaults())
def test_baseline(files: vaults.Vault) -> None:
    """Law: with the baseline of a vault, written and read, no problem is new and none is fixed."""
    problems = check(files).problems
    known = parse_baseline(render_baseline(make_baseline(problems)).encode(), "baseline")
    again = check(files, known)
    assert again.problems == ()
    assert again.baseline is not None
    assert (again.baseline.hidden, again.baseline.fixed) == (len(problems), {})


_IGNORING_CASE = {
    "ambiguous-link",
    "unused-attachment",
    *(name for name, rule in find_rules().items() if rule.is_default),
}
"""Rules to which case does not matter; some others report the names themselves, or look at the first note only."""


@examples(30)
@given(vaults.vaults())
def test_other_case(files: vaults.Vault) -> None:
    """Law: when all files are renamed to the other case, links lead where they led, and nothing in a baseline is new.

    Only Obsidian's own settings look at the case of a name.
    """
    files = {path: content for path, content in files.items() if not path.startswith(".")}
    renamed = {path: _other_case(path) for path in files}
    assume(len(set(renamed.values())) == len(files))
    others = {renamed[path]: content for path, content in files.items()}
    led = [_renamed(found, renamed) for found in read(files).links]
    assert sorted(led, key=repr) == sorted(map(_renamed, read(others).links), key=repr)
    new = check(others, make_baseline(check(files).problems)).problems
    assert [problem for problem in new if problem.rule in _IGNORING_CASE] == []


def _other_case(path: str) -> str:
    """The path in the other case, as far as that is the same name to Obsidian, of the same length."""
    other = path.swapcase()
    return other if fold(other) == fold(path) and len(other) == len(path) else path


def _renamed(found: ResolvedLink, names: Mapping[str, str] | None = None) -> ResolvedLink:
    """A link as if its file and those that it leads to had other names; candidates in any order."""

    def name(path: str) -> str:
        return names[path] if names else path

    return found._replace(
        source=name(found.source),
        resolved=name(found.resolved) if found.resolved else None,
        candidates=tuple(sorted(map(name, found.candidates))),
    )


@examples(50)
@given(vaults.vaults(), st.booleans(), st.data())
def test_suppressing_a_line(files: vaults.Vault, is_named: bool, data: st.DataObject) -> None:
    """Law: a comment at the end of a line hides what it names on that line, and nothing else."""
    before = check(files).problems
    in_notes = [each for each in before if each.path.lower().endswith(".md") and each.path in files]
    assume(in_notes)
    chosen = data.draw(st.sampled_from(in_notes))
    assume(is_named or chosen.rule != "unused-suppression")
    note = files[chosen.path]
    edited = _append(note, chosen.span.line, f" %% vaultlint-disable-line {chosen.rule if is_named else ''} %%")
    assume(_is_no_more_than_a_comment(note, edited, chosen.span.line))
    hidden = {chosen.rule} if is_named else RULES.keys() - {"unused-suppression"}
    place = chosen.path, chosen.span.line
    after = check({**files, chosen.path: edited}).problems
    assert after == tuple(each for each in before if (each.path, each.span.line) != place or each.rule not in hidden)


def _append(note: bytes, number: int, text: str) -> bytes:
    """A note with a text at the end of one of its lines."""
    lines = re.split(rb"(\r\n|\r|\n)", note)  # at even places; line ends between them
    lines[2 * number - 2] += text.encode()
    return b"".join(lines)


def _is_no_more_than_a_comment(note: bytes, edited: bytes, line: int) -> bool:
    """Whether all that an edit of a note does is to suppress something on that line; in code it would do nothing."""
    before, after = read_note("a.md", note), read_note("a.md", edited)
    added = [(each.first_line, each.last_line) for each in after.suppressions if each not in before.suppressions]
    rest = after.contents._replace(suppressions=before.contents.suppressions)
    return added == [(line, line)] and rest == before.contents


@examples(30)
@given(vaults.vaults())
def test_json_and_text(files: vaults.Vault) -> None:
    """Law: the JSON is JSON, and says what the text says."""
    result = check(files)
    report = json.loads(render_json(result, Path("/vault")), parse_constant=_refuse)
    lines = render_text(result).splitlines()
    assert len(lines) == len(report["problems"]) + 1
    by_severity = sorted(report["problems"], key=lambda each: ["error", "warning", "info"].index(each["severity"]))
    for line, each in zip(lines, by_severity, strict=False):
        span = Span(each["line"], each["column"], each["end_line"], each["end_column"])
        said = Problem(each["rule"], each["severity"], each["message"], each["path"], span, each["data"])
        assert problem_line(said) == line
    counts = [report["summary"][name] for name in ("errors", "warnings", "infos")]
    assert sum(counts) == len(result.problems)
    index = json.loads(render_index(read(files)), parse_constant=_refuse)
    assert len(index["links"]) >= report["summary"]["links"]


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


@examples(40)
@given(configuration.CONFIGURATIONS, vaults.vaults())
def test_configurations(table: dict[str, Any], files: vaults.Vault) -> None:
    """Law: a configuration is refused with a message or read; printed and read again, it has the same effect."""
    assert tomllib.loads(configuration.to_toml(table)) == table
    try:
        selection = _read(configuration.to_toml(table))
    except ConfigError as error:
        assert "vaultlint.toml: " in str(error)  # noqa: PT017
        return
    config = selection.config
    vault = read_vault(Path("/vault"), Memory(files), daily_notes=config.daily_notes, site=config.site)
    assert engine.check(vault, selection).failures == ()
    for path in ("", *list(files)[:2]):
        if not selection.rules_for(path):
            continue  # what is printed then selects nothing, which is refused
        again = _read(render_config(selection, vault.root, vault.settings, vault.site.settings, path))
        assert again.rules_for(path) == selection.rules_for(path)
        assert again.excludes(path, vault.settings) == selection.excludes(path, vault.settings)
        assert again.config.options.fail_on == selection.config.options.fail_on
        assert again.config.options.daily_notes == selection.config.options.daily_notes
        assert site_settings(again.config.site, []).name == vault.site.name


def _read(text: str) -> Selection:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "vaultlint.toml"
        file.write_bytes(text.encode(errors="backslashreplace"))  # as the command writes what it prints
        return Selection(RULES, read_config(file))


@examples(100)
@given(configuration.TEXTS)
def test_any_configuration(text: str) -> None:
    """Law: whatever is in the file, it is a configuration or refused with a message."""
    try:
        _read(text)
    except ConfigError as error:
        assert "vaultlint.toml: " in str(error)  # noqa: PT017


RETARGETING = ("ambiguous-link", "dangling-block", "dangling-heading", "dangling-link", "missing-attachment")
LINK_RULES = Selection(RULES, Config(Options(select=RETARGETING)))
"""The rules whose advice is another target or fragment."""


@examples(100)
@given(misdirected() | misdirected() | vaults.vaults())
def test_advice(files: vaults.Vault) -> None:
    """Law: what a link's problem says to write, in place of the link, leads to what the problem names."""
    for problem in engine.check(read(files), LINK_RULES).problems:
        if write := problem.data.get("write"):
            _check_advice(files, problem, str(write), {problem.data["to"]})
        elif problem.rule == "ambiguous-link" and (example := re.search(", as in (.*)", problem.message)):
            candidates: Any = problem.data["candidates"]
            _check_advice(files, problem, example[1], {*candidates})


@examples(100)
@given(misdirected() | misdirected() | vaults.vaults())
def test_fixes(files: vaults.Vault) -> None:
    """Law: when the edits of a fix or suggestion are made, its problem is gone, and the link there leads to one file."""
    for problem in engine.check(read(files), LINK_RULES).problems:
        fixes = [each for each in (problem.fix, *problem.suggestions) if each]
        assert len({each.edits for each in fixes}) == len(fixes)
        for fix in fixes:
            (edit,) = fix.edits
            assert edit.path == problem.path
            vault = read({**files, edit.path: replaced(files[edit.path], edit)})
            place = problem.path, problem.span[:2]
            (found,) = (each for each in vault.links if (each.source, each.link.span[:2]) == place)
            assert found.status is Status.RESOLVED
            assert found.resolved is not None
            assert found.fragment_status not in {FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK}
            assert fix.message.startswith((f"Link to {found.resolved}", "Link to the heading ", "Link to the block ^"))
            assert _others(vault, problem) == _others(read(files), problem)


def _others(vault: Vault, problem: Problem) -> list[tuple[str, str, str | None]]:
    """The links besides the one that a problem is about."""
    place = problem.path, problem.span[:2]
    links = (each for each in vault.links if (each.source, each.link.span[:2]) != place)
    return [(each.source, each.link.target, each.link.fragment) for each in links]


_TITLES = st.sampled_from(["tilte", "Titel", "tittle", "titles", "daet", "darft", "Title", "data", "drafts"])
_LINES = st.tuples(_TITLES, st.sampled_from(["{}: x", '"{}": x', "'{}' : x", "{}:\n  - x", "? {}\n: x"]))


@examples(100)
@given(st.lists(_LINES.map(lambda each: each[1].format(each[0])), max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_renamed_properties(lines: list[str], end: str) -> None:
    """Law: when a suggestion is followed, the note has one of the properties that it lacked, and lost none but one."""
    content = end.join(["---", *lines, "---", ""]).encode()
    for problem in find(RULES["missing-property"](), read({"n.md": content})):
        for suggestion in problem.suggestions:
            (edit,) = suggestion.edits
            (note,) = read({"n.md": replaced(content, edit)}).notes.values()
            assert note.has(edit.text)
            assert edit.text in problem.causes
            assert len(note.properties) == len(read({"n.md": content}).notes["n.md"].properties)


def replaced(content: bytes, edit: Edit) -> bytes:
    """A file after an edit within a line."""
    line, column, end_line, end_column = edit.span
    assert line == end_line
    whole = content.decode(errors="replace")
    bom, lines = "\ufeff" * whole.startswith("\ufeff"), re.split("(\r\n|\r|\n)", whole.removeprefix("\ufeff"))
    old = lines[2 * line - 2]
    lines[2 * line - 2] = f"{old[: column - 1]}{edit.text}{old[end_column - 1 :]}"
    return "".join([bom, *lines]).encode()


def _check_advice(files: vaults.Vault, problem: Problem, write: str, to: set[Any]) -> None:
    vault = read({**files, problem.path: _put(files[problem.path], problem, write)})
    place = problem.path, problem.span[:2]
    (found,) = (each for each in vault.links if (each.source, each.link.span[:2]) == place)
    assert found.link.raw == write
    assert found.status is Status.RESOLVED
    assert found.resolved in to
    faults = engine.check(vault, LINK_RULES).problems
    assert [each for each in faults if (each.path, each.span[:2]) == place] == []


def _put(content: bytes, problem: Problem, text: str) -> bytes:
    """A note or canvas in which a text replaces what a problem points to."""
    if problem.path.lower().endswith(".canvas"):
        text = json.dumps(text)[1:-1]
    return replaced(content, Edit(problem.path, problem.span, text))
