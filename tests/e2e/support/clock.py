"""The tolerance of tests that measure time."""

from __future__ import annotations

# Envoy's timers count from the time at which their thread woke up, a few milliseconds earlier.
EARLY = 0.01
