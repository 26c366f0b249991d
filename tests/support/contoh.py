"""How many examples a property draws: the same ones each time in the suite, new and more of them in `make explore`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FACTOR = int(os.environ.get("PPSP_EXPLORE", "0"))
"""0: the suite. Otherwise every property draws so many times its examples, with a new seed."""

settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.register_profile(
    "explore", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("explore" if FACTOR else "suite")


def examples(count: int, *, explore: int = 0) -> settings:
    """The settings of a property that draws `count` examples in the suite and `explore` (or FACTOR as many) outside."""
    return settings(max_examples=(explore or count * FACTOR) if FACTOR else count)
