"""Finding rules: installed ones by their entry points, others in files that a configuration loads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from vaultlint import Rule
from vaultlint.errors import PluginError
from vaultlint.lint.entry_points import EntryPoint
from vaultlint.lint.registry import find_rules

HEAD = """\
from __future__ import annotations
from dataclasses import dataclass
from typing import Literal
from vaultlint import Example, Rule, Severity
"""

Enter = Callable[..., None]


def rule(name: str, class_name: str = "Local") -> str:
    """The source of a rule."""
    return f'''
@dataclass(frozen=True, kw_only=True)
class {class_name}(Rule):
    """A rule for tests."""

    name = "{name}"
    good = bad = Example({{}})
    mode: Literal["mild", "strict"] = "mild"
'''


def write(file: Path, *parts: str) -> Path:
    """A Python file of a head and some parts."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + "".join(dedent(part) for part in parts), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _forget_modules() -> Iterator[None]:
    """Modules of one test are not there for the next one."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith(("local.", "teapot")):
            del sys.modules[name]


@pytest.fixture
def enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Makes modules under `tmp_path` importable, and entry points the only ones there are."""

    def enter_points(**values: str) -> None:
        monkeypatch.syspath_prepend(tmp_path)
        points = [EntryPoint(name, value, "teapots", "1.0") for name, value in values.items()]
        monkeypatch.setattr("vaultlint.lint.registry.entry_points", lambda: points)

    return enter_points


def test_built_in_rules_are_found() -> None:
    """Every module of the built-in package brings the rule of its name, in the order of the names."""
    modules = Path(__file__).parents[2].joinpath("rules", "vaultlint_rules").glob("*/[a-z]*.py")
    names = sorted(module.stem.replace("_", "-") for module in modules)
    assert list(find_rules()) == names
    assert "dangling-link" in names


def test_groups_are_folders() -> None:
    """A rule is in the group that its folder names."""
    rules = find_rules()
    assert rules["dangling-link"].group() == "links"
    assert rules["invalid-date"].group() == "front-matter"


def test_loaded_file(tmp_path: Path) -> None:
    """A file brings its rules, options and all, and nothing is written beside it."""
    file = write(tmp_path / "lint" / "my_rules.py", rule("one"), rule("two", "Two"))
    found = find_rules([file])
    assert set(found) - set(find_rules()) == {"one", "two"}
    assert list(found) == sorted(found)
    assert (found["one"].group(), found["one"].summary()) == ("local", "A rule for tests.")
    assert list(found["one"].options()) == ["severity", "mode"]
    assert [path.name for path in tmp_path.rglob("*")] == ["lint", "my_rules.py"]


def test_base_classes_are_no_rules(tmp_path: Path) -> None:
    """A class with a leading underscore, and what a file only imports, is a base for others."""
    base = """
        from vaultlint_rules.links.dangling_link import DanglingLink

        @dataclass(frozen=True, kw_only=True)
        class _Base(Rule):
            cups: int = 1

        @dataclass(frozen=True, kw_only=True)
        class Tea(_Base):
            "Too little tea."

            name = "tea"
            good = bad = Example({})
        """
    found = find_rules([write(tmp_path / "tea.py", base)])
    assert set(found) - set(find_rules()) == {"tea"}
    assert list(found["tea"].options()) == ["severity", "cups"]


@pytest.mark.parametrize(
    "source, message",
    [
        pytest.param("1 / 0\n", "cannot be loaded: ZeroDivisionError: division by zero", id="raises"),
        pytest.param("raise SystemExit(0)\n", "cannot be loaded: SystemExit: 0", id="wants to end the run"),
        pytest.param(
            "import teapot_gone\n",
            "cannot be loaded: ModuleNotFoundError: No module named 'teapot_gone'",
            id="imports what is not there",
        ),
        pytest.param("", "has no rule: a rule is a subclass of vaultlint.Rule", id="no rule"),
        pytest.param(
            "class _Base(Rule): pass\n", "has no rule: a rule is a subclass of vaultlint.Rule", id="only a base"
        ),
    ],
)
def test_useless_file(tmp_path: Path, source: str, message: str) -> None:
    """A file that cannot be run or brings nothing is named with the reason."""
    file = write(tmp_path / "lint.py", source)
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file} {message}"


def test_file_that_is_not_python(tmp_path: Path) -> None:
    """A file with wrong syntax is named."""
    file = write(tmp_path / "lint.py", "def (:\n")
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value).startswith(f"{file} cannot be loaded: SyntaxError: ")


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(PluginError) as error:
        find_rules([tmp_path / "gone.py"])
    assert str(error.value) == f"{tmp_path / 'gone.py'} cannot be read: no such file or directory"


@pytest.mark.parametrize(
    "cut, message",
    [
        pytest.param('name = "teapot"', "rule Local has no `name`", id="no name"),
        pytest.param("good = ", "rule Local has no `good`", id="no good example"),
        pytest.param("= bad ", "rule Local has no `bad`", id="no bad example"),
        pytest.param(
            "@dataclass(frozen=True, kw_only=True)",
            "rule Local is not a dataclass: write @dataclass(frozen=True, kw_only=True)",
            id="no dataclass",
        ),
        pytest.param('"""A rule for tests."""', "rule Local has no docstring", id="no docstring"),
    ],
)
def test_incomplete_rule(tmp_path: Path, cut: str, message: str) -> None:
    """What a rule lacks is named with its class and file."""
    file = write(tmp_path / "lint.py", rule("teapot").replace(cut, ""))
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file}: {message}"


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    """Both origins of a name are told, whether they are plugins or files."""
    one = write(tmp_path / "one.py", rule("teapot"))
    two = write(tmp_path / "two.py", rule("teapot"))
    with pytest.raises(PluginError) as error:
        find_rules([one, two])
    assert str(error.value) == f'two rules are called "teapot": {one} and {two} bring one each'
    taken = write(tmp_path / "taken.py", rule("dangling-link"))
    with pytest.raises(PluginError) as error:
        find_rules([taken])
    expected = f'plugin "vaultlint" (vaultlint_rules) and {taken} bring one each'
    assert str(error.value) == f'two rules are called "dangling-link": {expected}'


def test_package_is_walked(tmp_path: Path, enter: Enter) -> None:
    """An entry point names a package; all modules below it are looked at, and folders are groups."""
    write(tmp_path / "teapot" / "__init__.py")
    write(tmp_path / "teapot" / "hot.py", rule("hot"))
    write(tmp_path / "teapot" / "green_teas" / "__init__.py")
    write(tmp_path / "teapot" / "green_teas" / "sencha.py", rule("sencha"))
    write(tmp_path / "teapot" / "helper.py")
    enter(tea="teapot")
    found = find_rules()
    assert {name: each.group() for name, each in found.items()} == {"hot": "teapot", "sencha": "green-teas"}
    assert all(issubclass(each, Rule) for each in found.values())


def test_single_module(tmp_path: Path, enter: Enter) -> None:
    """An entry point may name one module; it is the group then."""
    write(tmp_path / "teapot_lint.py", rule("hot"))
    enter(tea="teapot_lint")
    assert {name: each.group() for name, each in find_rules().items()} == {"hot": "teapot-lint"}


@pytest.mark.parametrize(
    "broken, source, reason",
    [
        pytest.param(
            "hot.py", "import teapot_gone\n", "ModuleNotFoundError: No module named 'teapot_gone'", id="module"
        ),
        pytest.param("hot.py", "import sys; sys.exit(0)\n", "SystemExit: 0", id="module that ends the run"),
        pytest.param("hot.py", "class Stop(BaseException): pass\nraise Stop\n", "Stop: ", id="what few catch"),
        pytest.param("__init__.py", "1 / 0\n", "ZeroDivisionError: division by zero", id="package"),
        pytest.param("sub/__init__.py", "raise ValueError('x')\n", "ValueError: x", id="package below"),
        pytest.param("sub/__init__.py", "raise ImportError('x')\n", "ImportError: x", id="import of a package below"),
    ],
)
def test_plugin_that_cannot_be_imported(tmp_path: Path, enter: Enter, broken: str, source: str, reason: str) -> None:
    """A plugin of which any module fails is named with the reason; the run does not go on without it."""
    write(tmp_path / "teapot" / "__init__.py")
    write(tmp_path / "teapot" / "fine.py", rule("fine"))
    write(tmp_path / "teapot" / broken, source)
    enter(tea="teapot")
    with pytest.raises(PluginError) as error:
        find_rules()
    assert str(error.value) == f'plugin "tea" (teapot) cannot be imported: {reason}'


def test_plugin_that_is_not_there(enter: Enter) -> None:
    """An entry point to nothing is named."""
    enter(tea="teapot_gone.rules")
    with pytest.raises(PluginError) as error:
        find_rules()
    reason = "ModuleNotFoundError: No module named 'teapot_gone'"
    assert str(error.value) == f'plugin "tea" (teapot_gone.rules) cannot be imported: {reason}'


def test_plugin_without_a_rule(tmp_path: Path, enter: Enter) -> None:
    """A plugin that brings no rule is named, even beside others that do."""
    write(tmp_path / "teapot_full.py", rule("hot"))
    write(tmp_path / "teapot_empty.py")
    enter(full="teapot_full", empty="teapot_empty")
    with pytest.raises(PluginError) as error:
        find_rules()
    assert str(error.value) == 'plugin "empty" (teapot_empty) has no rule: a rule is a subclass of vaultlint.Rule'


def test_two_plugins_with_one_name(tmp_path: Path, enter: Enter) -> None:
    """Two plugins are told by the names of their entry points, whatever their order."""
    write(tmp_path / "teapot_a.py", rule("hot"))
    write(tmp_path / "teapot_b.py", rule("hot"))
    enter(b="teapot_b", a="teapot_a")
    with pytest.raises(PluginError) as error:
        find_rules()
    expected = 'plugin "a" (teapot_a) and plugin "b" (teapot_b) bring one each'
    assert str(error.value) == f'two rules are called "hot": {expected}'


def test_no_plugin_at_all(enter: Enter) -> None:
    """Without any rule nothing could be checked."""
    enter()
    with pytest.raises(PluginError) as error:
        find_rules()
    assert str(error.value) == "no rule is installed: install obsidian-vaultlint again"


@pytest.mark.parametrize(
    "source, message",
    [
        pytest.param(
            rule("My Rule"), '"My Rule": a name is made of small letters, digits and dashes', id="blank in name"
        ),
        pytest.param(rule("local"), '"local" has the name of a group', id="name of its group"),
        pytest.param(rule("links"), '"links" has the name of a group', id="name of another group"),
        pytest.param(
            rule("no-default") + "    limit: int\n",
            "Local cannot be made with its defaults: TypeError: Local.__init__() missing 1 required keyword-only argument: 'limit'",
            id="option without a default",
        ),
    ],
)
def test_rules_that_cannot_be_used(tmp_path: Path, source: str, message: str) -> None:
    """A rule must have a proper name and be made without options."""
    file = write(tmp_path / "mine.py", source)
    with pytest.raises(PluginError) as caught:
        find_rules([file])
    assert str(caught.value) == f"{file}: rule {message}"


def test_two_names_for_one_class_are_one_rule(tmp_path: Path) -> None:
    """An alias of a rule's class brings no second rule."""
    file = write(tmp_path / "mine.py", rule("mine"), "Old = Local\n")
    assert "mine" in find_rules([file])


def test_files_of_the_same_name_do_not_meet(tmp_path: Path) -> None:
    """Two loaded files are two modules, in whatever folders they lie."""
    first = write(tmp_path / "a" / "mine.py", rule("first", "First"))
    second = write(tmp_path / "b" / "mine.py", rule("second", "Second"), "del Literal\n")
    found = find_rules([first, second])
    assert "mode" in found["first"].options()
    assert found["second"].group() == "local"


def test_a_file_that_fails_to_open_another(tmp_path: Path) -> None:
    """Not the rule file is unreadable then; it fails."""
    file = write(tmp_path / "mine.py", "open('/no/such/file')\n")
    with pytest.raises(PluginError, match=r"mine\.py cannot be loaded: FileNotFoundError: "):
        find_rules([file])


def test_a_plugin_that_exits(tmp_path: Path, enter: Enter) -> None:
    """A plugin cannot end the run as if nothing were wrong."""
    (tmp_path / "teapot_quits.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    enter(quits="teapot_quits")
    with pytest.raises(PluginError, match=r'^plugin "quits" \(teapot_quits\) cannot be imported: SystemExit: 0$'):
        find_rules()


def test_what_a_plugin_prints_is_no_report(tmp_path: Path, enter: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    """While it is imported, neither."""
    write(tmp_path / "teapot_loud.py", "print('tea')\n" + rule("hot"))
    enter(tea="teapot_loud")
    assert "hot" in find_rules()
    assert capsys.readouterr() == ("", "tea\n")
