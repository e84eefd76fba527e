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

    def check(self, vault):
        yield from ()
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

            def check(self, vault):
                yield from ()
        """
    found = find_rules([write(tmp_path / "tea.py", base)])
    assert set(found) - set(find_rules()) == {"tea"}
    assert list(found["tea"].options()) == ["severity", "cups"]


@pytest.mark.parametrize(
    "source, message",
    [
        pytest.param("1 / 0\n", "cannot be loaded: ZeroDivisionError: division by zero ({file}:5)", id="raises"),
        pytest.param("raise SystemExit(0)\n", "cannot be loaded: SystemExit: 0 ({file}:5)", id="wants to end the run"),
        pytest.param(
            "import teapot_gone\n",
            "cannot be loaded: ModuleNotFoundError: No module named 'teapot_gone' ({file}:5)",
            id="imports what is not there",
        ),
        pytest.param("", "has no rules: a rule is a subclass of vaultlint.Rule", id="no rule"),
        pytest.param(
            "class _Base(Rule): pass\n", "has no rules: a rule is a subclass of vaultlint.Rule", id="only a base"
        ),
    ],
)
def test_useless_file(tmp_path: Path, source: str, message: str) -> None:
    """A file that cannot be run or brings nothing is named with the reason."""
    file = write(tmp_path / "lint.py", source)
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file} {message.format(file=file)}"


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
    "cut, put, message",
    [
        pytest.param('name = "teapot"', "", '`name` is missing: add one, as in name = "my-rule"', id="no name"),
        pytest.param("good = ", "", "`good` is missing: add good = Example({...})", id="no good example"),
        pytest.param("= bad ", "", "`bad` is missing: add bad = Example({...})", id="no bad example"),
        pytest.param(
            "@dataclass(frozen=True, kw_only=True)",
            "",
            "not a dataclass: write @dataclass(frozen=True, kw_only=True) above the class",
            id="no dataclass",
        ),
        pytest.param(
            '"""A rule for tests."""',
            "",
            "docstring is missing: say in its first line what the rule finds",
            id="no docstring",
        ),
        pytest.param(
            "A rule for tests.",
            " ",
            "docstring is missing: say in its first line what the rule finds",
            id="empty docstring",
        ),
        pytest.param(
            "def check(self, vault):",
            "def chek(self, vault):",
            "`check_note` is missing: add a method check_note(self, note, vault) that yields problems",
            id="no check",
        ),
        pytest.param(
            '"teapot"',
            '"Hot Tea"',
            "`name` is not kebab-case: 'Hot Tea': use lower-case letters, digits and hyphens, as in \"my-rule\"",
            id="space in name",
        ),
        pytest.param(
            '"teapot"',
            "3",
            '`name` is not kebab-case: 3: use lower-case letters, digits and hyphens, as in "my-rule"',
            id="number for a name",
        ),
        pytest.param(
            "good = bad = Example({})",
            'bad = Example({}); good = {"a.md": ""}',
            "`good` is not an Example: write good = Example({...})",
            id="good example of another type",
        ),
        pytest.param(
            "good = bad = Example({})",
            'good = Example({}); bad = "a.md"',
            "`bad` is not an Example: write bad = Example({...})",
            id="bad example of another type",
        ),
        pytest.param(
            "good =", 'is_default = "no"; good =', "`is_default` is not a boolean: write True or False", id="is_default"
        ),
        pytest.param(
            "good =",
            'turned_on_by = "limits"; good =',
            "`turned_on_by` names no option: 'limits'",
            id="turned on by no option",
        ),
        pytest.param(
            "good =",
            'fixes = ("safe", "maybe"); good =',
            "`fixes` is not a tuple of 'safe', 'unsafe', 'suggestion': ('safe', 'maybe')",
            id="unknown kind of fixes",
        ),
        pytest.param(
            "good =",
            'fixes = "safe"; good =',
            "`fixes` is not a tuple of 'safe', 'unsafe', 'suggestion': 'safe'",
            id="fixes that are a string",
        ),
        pytest.param(
            "good =",
            'group = "tea"; good =',
            "`group` has the name of a method of every rule: rename it",
            id="attribute for a method",
        ),
        pytest.param(
            "good =",
            "severity = Severity.ERROR; good =",
            "`severity` has no type annotation, so its value is ignored: write severity: TYPE = ...",
            id="severity without its type",
        ),
        pytest.param(
            "good =",
            'severity: str = "error"; good =',
            "`severity` is not a Severity: 'error': write one, as in Severity.ERROR",
            id="severity of another type",
        ),
    ],
)
def test_rule_that_cannot_be_used(tmp_path: Path, cut: str, put: str, message: str) -> None:
    """What is wrong with a rule is named with its class and file."""
    source = rule("teapot")
    assert cut in source
    file = write(tmp_path / "lint.py", source.replace(cut, put))
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file}: rule Local: {message}"


TYPES = "bool, int, float, str, Literal, an Enum, or tuple, Mapping or a dataclass of these"
OF_A_METHOD = "has the name of a method of every rule: rename the option"
OF_AN_ATTRIBUTE = "has the name of an attribute of every rule: rename the option, or remove the type annotation if the attribute is meant"


@pytest.mark.parametrize(
    "option, message",
    [
        *(
            pytest.param(f"{name}: str = 'tea'", f"option `{name}` {OF_A_METHOD}", id=name)
            for name in ("check", "group", "manual", "notice", "options", "problem", "problems_of", "review", "summary")
        ),
        *(
            pytest.param(f"{name}: str = 'tea'", f"option `{name}` {OF_AN_ATTRIBUTE}", id=name)
            for name in ("name", "good", "bad", "is_default")
        ),
        pytest.param(
            "group: dict = field(default_factory=dict)", f"option `group` {OF_A_METHOD}", id="without a value"
        ),
        pytest.param("limit: int", "option `limit` has no default: add one", id="no default"),
        pytest.param(
            "limit: int = field(default=3, init=False)", "option `limit` cannot be set: remove init=False", id="not set"
        ),
        pytest.param(
            "form: re.Pattern = re.compile('x')", f"option `form` has an unsupported type: use {TYPES}", id="pattern"
        ),
        pytest.param(
            "at: Path | None = None", f"option `at` has an unsupported type: use {TYPES}", id="path or nothing"
        ),
        pytest.param("run: Callable = print", f"option `run` has an unsupported type: use {TYPES}", id="function"),
        pytest.param(
            "limit: Numbr = 3",
            "the type of an option cannot be evaluated: NameError: name 'Numbr' is not defined",
            id="unknown type",
        ),
        pytest.param(
            "exempt: tuple[str, ...] = ('a.md')",
            "the default of option `exempt` does not fit its type: Expected `array`, got `str`",
            id="forgotten comma",
        ),
        pytest.param(
            "limit: int = None",
            "the default of option `limit` does not fit its type: Expected `int`, got `null`",
            id="no number",
        ),
        pytest.param(
            "limit: int = 3\n    def __post_init__(self): raise ValueError('oops')",
            "cannot be created with its defaults: ValueError: oops",
            id="refuses its defaults",
        ),
    ],
)
def test_option_that_cannot_be_used(tmp_path: Path, option: str, message: str) -> None:
    """An option that nobody could set, or that hides what every rule has, is named with what to do."""
    imports = (
        "import re\nfrom collections.abc import Callable\nfrom dataclasses import field\nfrom pathlib import Path\n"
    )
    file = write(tmp_path / "lint.py", imports, rule("teapot") + f"\n    {option}\n")
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file}: rule Local: {message}"


@pytest.mark.parametrize(
    "option",
    [
        "severity: Severity = Severity.ERROR",
        "limits: Mapping[str, int] = field(default_factory=dict)",
        "folders: list[str] = field(default_factory=list)",
        "at: Literal['top', 'end'] | None = None",
        "teas: tuple[Tea, ...] = (Tea(),)",
    ],
)
@pytest.mark.parametrize(
    "decorator", ["frozen=True, kw_only=True", "frozen=True, kw_only=True, slots=True", "frozen=True"]
)
def test_option_that_can_be_used(tmp_path: Path, option: str, decorator: str) -> None:
    """Whatever TOML can hold, in every kind of dataclass."""
    head = """
        from collections.abc import Mapping
        from dataclasses import field

        @dataclass(frozen=True)
        class Tea:
            grams: int = 3
        """
    source = rule("teapot").replace("frozen=True, kw_only=True", decorator) + f"\n    {option}\n"
    assert "teapot" in find_rules([write(tmp_path / "lint.py", head, source)])


@pytest.mark.parametrize(
    "example, message",
    [
        pytest.param(
            '{"a.md": b""}', 'files must map paths to texts, as in {"a.md": "# One\\n"}', id="bytes for a text"
        ),
        pytest.param('"a.md"', 'files must map paths to texts, as in {"a.md": "# One\\n"}', id="no mapping"),
        pytest.param(
            '{"a.md": ""}, expected=("a.md:1:1: ...")',
            'expected must be a tuple of lines, as in ("a.md:1:1: ...",)',
            id="forgotten comma",
        ),
        pytest.param(
            '{"a.md": ""}, options=["limit"]',
            'options must map names to values, as in {"max-length": 80}',
            id="list of options",
        ),
    ],
)
def test_example_of_a_wrong_type(tmp_path: Path, example: str, message: str) -> None:
    """An example that could not be run is refused where it is written."""
    file = write(tmp_path / "lint.py", rule("teapot").replace("Example({})", f"Example({example})"))
    with pytest.raises(PluginError) as error:
        find_rules([file])
    assert str(error.value) == f"{file} cannot be loaded: TypeError: Example: {message} ({file}:11)"


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    """Both origins of a name are told, whether they are plugins or files."""
    one = write(tmp_path / "one.py", rule("teapot"))
    two = write(tmp_path / "two.py", rule("teapot"))
    with pytest.raises(PluginError) as error:
        find_rules([one, two])
    assert str(error.value) == f'two rules are named "teapot": one is in {one}, the other in {two}'
    taken = write(tmp_path / "taken.py", rule("dangling-link"))
    with pytest.raises(PluginError) as error:
        find_rules([taken])
    expected = f'one is in plugin "vaultlint" (vaultlint_rules), the other in {taken}'
    assert str(error.value) == f'two rules are named "dangling-link": {expected}'


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
            "hot.py",
            "import teapot_gone\n",
            "ModuleNotFoundError: No module named 'teapot_gone' ({file}:5)",
            id="module",
        ),
        pytest.param("hot.py", "import sys; sys.exit(0)\n", "SystemExit: 0 ({file}:5)", id="module that ends the run"),
        pytest.param("hot.py", "class Stop(BaseException): pass\nraise Stop\n", "Stop ({file}:6)", id="what few catch"),
        pytest.param("__init__.py", "1 / 0\n", "ZeroDivisionError: division by zero ({file}:5)", id="package"),
        pytest.param("sub/__init__.py", "raise ValueError('x')\n", "ValueError: x ({file}:5)", id="package below"),
        pytest.param(
            "sub/__init__.py", "raise ImportError('x')\n", "ImportError: x ({file}:5)", id="import of a package below"
        ),
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
    assert (
        str(error.value)
        == f'plugin "tea" (teapot) cannot be imported: {reason.format(file=tmp_path / "teapot" / broken)}'
    )


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
    assert str(error.value) == 'plugin "empty" (teapot_empty) has no rules: a rule is a subclass of vaultlint.Rule'


def test_two_plugins_with_one_name(tmp_path: Path, enter: Enter) -> None:
    """Two plugins are told by the names of their entry points, whatever their order."""
    write(tmp_path / "teapot_a.py", rule("hot"))
    write(tmp_path / "teapot_b.py", rule("hot"))
    enter(b="teapot_b", a="teapot_a")
    with pytest.raises(PluginError) as error:
        find_rules()
    expected = 'one is in plugin "a" (teapot_a), the other in plugin "b" (teapot_b)'
    assert str(error.value) == f'two rules are named "hot": {expected}'


def test_no_plugin_at_all(enter: Enter) -> None:
    """Without any rule nothing could be checked."""
    enter()
    with pytest.raises(PluginError) as error:
        find_rules()
    assert str(error.value) == "no rules are installed: reinstall obsidian-vaultlint"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("local", id="name of its group"),
        pytest.param("links", id="name of another group"),
        pytest.param("all", id="name of all rules"),
    ],
)
def test_rule_with_the_name_of_a_group(tmp_path: Path, name: str) -> None:
    """In a configuration a name means one thing."""
    file = write(tmp_path / "mine.py", rule(name))
    with pytest.raises(PluginError) as caught:
        find_rules([file])
    assert str(caught.value) == f'{file}: rule "{name}" has the name of a group: rename the rule'


def test_two_names_for_one_class_are_one_rule(tmp_path: Path) -> None:
    """An alias of a rule's class brings no second rule."""
    file = write(tmp_path / "mine.py", rule("mine"), "Old = Local\n")
    assert "mine" in find_rules([file])


def test_files_of_the_same_name_do_not_meet(tmp_path: Path) -> None:
    """Two loaded files are two modules, in whatever folders they lie."""
    first = write(tmp_path / "a" / "mine.py", rule("first", "First"))
    second = write(
        tmp_path / "b" / "mine.py", "Kind = Literal\ndel Literal\n", rule("second", "Second").replace("Literal", "Kind")
    )
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
    with pytest.raises(
        PluginError,
        match=r'^plugin "quits" \(teapot_quits\) cannot be imported: SystemExit: 0 \(.*teapot_quits\.py:1\)$',
    ):
        find_rules()


def test_what_a_plugin_prints_is_no_report(tmp_path: Path, enter: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    """While it is imported, neither."""
    write(tmp_path / "teapot_loud.py", "print('tea')\n" + rule("hot"))
    enter(tea="teapot_loud")
    assert "hot" in find_rules()
    assert capsys.readouterr() == ("", "tea\n")
