"""Values of headers in which Envoy replaces commands between `%`: the only ones that the library writes."""

from __future__ import annotations

import re

ORIGIN = "%REQ(origin)%"
"""The origin of the web page that asks, in answers that the page may read."""

OWN_COMMANDS = (re.escape(ORIGIN),)
"""Regular expressions of all values with `%` that the library writes. Each matches a whole value."""
