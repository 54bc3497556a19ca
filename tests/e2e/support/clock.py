"""What tests of times have to bear."""

from __future__ import annotations

# Envoy's timers count from when its thread woke up, some milliseconds before.
EARLY = 0.01
