"""What every test shares: no screen is needed, no settings of the machine are read, property tests repeat."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Before anything imports PySide6: tests need no screen, and the machine's theme must not matter.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")

# No deadline: a slow machine is not a wrong program. CI repeats the same examples each time.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")
