"""Run one harness under atheris: `python -m fuzz markdown -max_total_time=120`.

Inputs that reach new code are kept, and crashes written, below `--folder`; whatever else begins with a
hyphen is for libFuzzer and wins over what is set here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
HERE = Path(tempfile.gettempdir()) / "vaultlint-fuzz"


def main() -> None:
    """Fuzz until libFuzzer's limits end it; exit code 77 and a file tell of a crash."""
    import atheris  # type: ignore[import-not-found]  # only fuzzing needs it, and it has no Windows

    with atheris.instrument_imports(include=["vaultlint"]):
        from fuzz.harnesses import HARNESSES

    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__, allow_abbrev=False)
    parser.add_argument("harness", choices=HARNESSES)
    parser.add_argument("--folder", type=Path, default=HERE, help=f"for corpora and crashes (default: {HERE})")
    known, options = parser.parse_known_args()
    corpus, crashes = known.folder / known.harness, known.folder / "crashes"
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    harness = HARNESSES[known.harness]
    words = known.folder / f"{known.harness}.dict"
    words.write_text(dictionary(harness.tokens), encoding="ascii")
    limits = ["-timeout=10", "-max_len=4096", "-rss_limit_mb=2048"]
    files = [f"-dict={words}", f"-artifact_prefix={crashes / known.harness}-", str(corpus), str(SEEDS / known.harness)]
    atheris.Setup([sys.argv[0], *limits, *files, *options], harness.check)
    atheris.Fuzz()


def dictionary(tokens: Sequence[str]) -> str:
    r"""Tokens in libFuzzer's form: a line each, in quotes, as `"\x5b\x5b"`."""
    escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in tokens if token)
    return "".join(f'"{token}"\n' for token in escaped)


if __name__ == "__main__":
    main()
