"""How many examples hypothesis tries for a law.

The default is few, for `make test`. `--hypothesis-profile=full` tries four times as many, as `make test-all` and CI
do. Both always try the same ones, so that a test turns red because of a change. `--hypothesis-profile=long` tries
ten times as many as `full`, others each time.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

FULL = 100

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=FULL // 4)
settings.register_profile("full", deadline=None, derandomize=True, max_examples=FULL)
settings.register_profile("long", deadline=None, max_examples=10 * FULL, suppress_health_check=list(HealthCheck))
settings.load_profile("quick")
