"""Two ways to look for a counterexample to a law: the same short one for every change, and a long one by chance.

`pytest --hypothesis-profile=long` looks at ten times as many examples, each time others.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("short", deadline=None, derandomize=True)
settings.register_profile(
    "long", deadline=None, max_examples=10 * settings().max_examples, suppress_health_check=list(HealthCheck)
)
settings.load_profile("short")
