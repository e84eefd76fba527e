"""The command among closed streams, full disks, signals and odd environments: real processes, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="shells, signals and streams are others on Windows")

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "vaultlint"]
SUMMARY = "1 problem (1 error) in 1 of 1 notes\n"
LAST = "run `vaultlint explain dangling-link` to read about a rule\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with one problem."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "a.md").write_text("[[gone é]]\n", encoding="utf-8")
    (tmp_path / "vault" / "vaultlint.toml").write_text('select = ["links"]\n')
    return tmp_path / "vault"


def shell(line: str, cwd: Path, **env: str | None) -> subprocess.CompletedProcess[str]:
    """What a line of shell says, in which `vaultlint` is the command; the exit code is that of the command."""
    full = {key: value for key, value in {**os.environ, **env}.items() if value is not None}
    script = f'set -o pipefail; vaultlint() {{ "{sys.executable}" -m vaultlint "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", script], cwd=cwd, env=full, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("line", "out", "err", "code"),
    [
        pytest.param("vaultlint | tail -1", LAST, "", 1, id="a pipe"),
        pytest.param("vaultlint -f json | head -1", "{\n", "", 1, id="a pipe that is closed early"),
        pytest.param("vaultlint --all | true", "", "", 1, id="a pipe that nobody reads"),
        pytest.param("vaultlint >&-", "", "", 1, id="no standard output"),
        pytest.param("vaultlint -f json --jobs 2 --no-cache >&-", "", "", 1, id="no standard output, processes"),
        pytest.param("vaultlint -q 2>&- | wc -l | tr -d ' '", "1\n", "", 1, id="no standard error"),
        pytest.param("vaultlint <&- | tail -1", LAST, "", 1, id="no standard input"),
        pytest.param("vaultlint <&- >&- 2>&-", "", "", 1, id="no stream at all"),
        pytest.param("vaultlint --version >&-", "", "", 0, id="the version to nobody"),
        pytest.param("vaultlint --help >&-", "", "", 0, id="help to nobody"),
        pytest.param("vaultlint --nonsense 2>&-", "", "", 2, id="an error to nobody"),
        pytest.param(
            "mkdir x; cd x; rmdir ../x; vaultlint ..", "", "change to another folder\n", 2, id="the folder is gone"
        ),
    ],
)
def test_streams(root: Path, line: str, out: str, err: str, code: int) -> None:
    """The exit code tells what was found, whoever listens."""
    result = shell(line, root)
    assert (result.stdout, result.stderr[-len(err) :] if err else result.stderr) == (out, err)
    assert result.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(
    "command", ["", "--version", "--help", "check --help", "wanted", "index", "config", "rules", "explain orphan-note"]
)
def test_full_disk_behind_standard_output(root: Path, command: str) -> None:
    """One line says so."""
    result = shell(f"vaultlint {command} > /dev/full", root)
    assert (result.stderr.lower(), result.returncode) == ("vaultlint: no space left on device\n", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_full_disk_behind_an_output_file(root: Path) -> None:
    """The file is named."""
    result = shell("vaultlint -o /dev/full", root)
    assert result.stderr == "vaultlint: /dev/full: cannot be written: no space left on device\n"
    assert result.returncode == 2


def _no_more_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


def test_disk_that_becomes_full(root: Path) -> None:
    """A baseline or report keeps its old content, the cache is not kept, and nothing is left behind."""
    (root / "a.md").write_text(" ".join(f"[[gone {number}]]" for number in range(50)))
    expected = subprocess.run([*COMMAND, "--no-cache", "--no-baseline"], cwd=root, capture_output=True, check=False)
    (root / ".vaultlint-baseline.json").write_text('{"version": 1, "problems": []}')
    (root / "report").write_text("old")
    for args, code in ((("baseline", "update"), 2), (("-o", "report"), 2), (("--no-baseline",), 1)):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen([*COMMAND, *args], cwd=root, preexec_fn=_no_more_files, **pipes) as process:  # type: ignore[call-overload]  # noqa: PLW1509
            out, err = process.communicate()
        assert process.returncode == code, err
        assert code == 1 or b"cannot be written: file too large" in err
    assert out == expected.stdout
    assert (root / ".vaultlint-baseline.json").read_text() == '{"version": 1, "problems": []}'
    assert (root / "report").read_text() == "old"
    names = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith(".tmp")] == []
    assert ".vaultlint_cache/notes" not in names


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="the locale C"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="streams of ASCII"),
        pytest.param({"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"}, id="streams of nothing but ASCII"),
        pytest.param({"HOME": None}, id="no home"),
        pytest.param({"HOME": "/nowhere", "TMPDIR": "/nowhere", "XDG_CACHE_HOME": "/nowhere"}, id="no place for files"),
        pytest.param({"PATH": "/usr/bin:/bin", "TERM": None, "USER": None, "LOGNAME": None}, id="nearly nothing"),
        pytest.param({"COLUMNS": "x", "LINES": "-1"}, id="nonsense"),
    ],
)
def test_environment(root: Path, env: dict[str, str | None]) -> None:
    """The output is the same."""
    for options in ("--no-cache", "", "", "--jobs 2 --no-cache"):
        result = shell(f"vaultlint {options}", root, **env)
        assert result.stdout == f'a.md:1:1: error: no note or file is named "gone é" [dangling-link]\n{SUMMARY}{LAST}'
        assert (result.stderr, result.returncode) == ("", 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_vault(root: Path) -> None:
    """A check needs to write nothing; a baseline does, and says so."""
    root.chmod(0o500)
    try:
        assert shell("vaultlint | tail -1", root).stdout == LAST
        result = shell("vaultlint baseline create", root)
    finally:
        root.chmod(0o700)
    assert (result.returncode, result.stderr.endswith("cannot be written: permission denied\n")) == (2, True)


SLOW_RULE = """
import os, sys, time
from dataclasses import dataclass
from vaultlint import Example, Rule


@dataclass(frozen=True, kw_only=True)
class Slow(Rule):
    '''Waits.'''

    name = "slow"
    good = bad = Example({})

    def check(self, vault):
        print("ready", file=sys.stderr, flush=True)
        time.sleep(60)
        return []
"""


@pytest.mark.parametrize(
    ("number", "err", "code"),
    [
        pytest.param(signal.SIGINT, "vaultlint: interrupted\n", 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, "", -signal.SIGTERM, id="terminated"),
    ],
)
def test_signals(root: Path, number: int, err: str, code: int) -> None:
    """A run that is interrupted ends at once, in one line or none."""
    (root / "slow.py").write_text(SLOW_RULE)
    (root / "vaultlint.toml").write_text('load = ["slow.py"]\n')
    with subprocess.Popen(
        COMMAND, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "ready\n"
        process.send_signal(number)
        assert process.communicate() == ("", err)
    assert process.returncode == code


PARENT = """
import os, sys
from pathlib import Path
import vaultlint.vault.reader as reader
from vaultlint.vault.resolver import Resolver

read = reader.parse_file

def tell_and_wait(path, data, resolver):
    os.write(1, f"{os.getpid()}\\n".encode())  # at once, since another process may write too
    open(sys.argv[2]).read()  # a pipe that nobody writes to
    return read(path, data, resolver)

reader.parse_file = tell_and_wait
reader.read_files(reader.Disk(Path(sys.argv[1])), ["1.md", "2.md"], Resolver([]), jobs=2)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not inherit what is patched")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["terminated", "killed"])
def test_processes_end_with_their_parent(tmp_path: Path, number: int) -> None:
    """Also when it had no time to tell them."""
    for name in ("1.md", "2.md"):
        (tmp_path / name).touch()
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), str(tmp_path / "pipe")], stdout=subprocess.PIPE, encoding="utf-8"
    ) as parent:
        assert parent.stdout is not None
        children = {int(parent.stdout.readline()) for _ in range(2)}
        parent.send_signal(number)
        try:  # it ends when no process has the other end any more
            assert parent.communicate(timeout=20)[0] == ""
        finally:
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
    assert len(children) == 2
