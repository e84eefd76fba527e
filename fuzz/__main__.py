"""Run one harness under atheris: `python -m fuzz markdown -max_total_time=120`.

Inputs that reach new code, and crashes, are written below `--folder`. All other arguments go to libFuzzer and override
the options set here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vaultlint"]):
    from fuzz.harnesses import HARNESSES, SEEDS, dictionary

HERE = Path(tempfile.gettempdir()) / "vaultlint-fuzz"
LIMITS = ["-timeout=10", "-max_len=4096", "-rss_limit_mb=2048"]


def main() -> None:
    """Fuzz until libFuzzer's limits; a crash writes a file and makes the exit code nonzero."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__, allow_abbrev=False)
    parser.add_argument("harness", choices=HARNESSES)
    parser.add_argument("--folder", type=Path, default=HERE, help=f"for corpora and crashes (default: {HERE})")
    known, options = parser.parse_known_args()
    harness = HARNESSES[known.harness]
    corpus, crashes = known.folder / known.harness, known.folder / "crashes"
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    words = known.folder / f"{known.harness}.dict"
    words.write_text(dictionary(harness.tokens), encoding="ascii")
    given = [option for option in options if not option.startswith("-")]
    places = given or [str(corpus), str(SEEDS / known.harness)]
    files = [f"-dict={words}", f"-artifact_prefix={crashes / known.harness}-"]
    flags = [option for option in options if option.startswith("-")]
    atheris.Setup([sys.argv[0], *LIMITS, *files, *flags, *places], harness.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
