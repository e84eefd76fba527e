"""How many examples hypothesis tries for a law.

The default is few, for `make test`. `--hypothesis-profile=full` tries four times as many, as `make test-all` and CI
do. Both always try the same ones, so that a test turns red because of a change. `--hypothesis-profile=long` tries
ten times as many as `full`, others each time.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

FULL = 100

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=FULL // 4)
settings.register_profile("full", deadline=None, derandomize=True, max_examples=FULL)
settings.register_profile("long", deadline=None, max_examples=10 * FULL, suppress_health_check=list(HealthCheck))
settings.load_profile("quick")


@pytest.fixture(autouse=True, scope="session")
def _own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the key to journals, which is outside of vaults, out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _outside_of_ci() -> Iterator[None]:
    """Let no CI that runs the tests choose the format, or get a summary of every vault in them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
            patch.delenv(name, raising=False)
        yield
