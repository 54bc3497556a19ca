"""Keys for hosted providers, in the environment of the lab's gateway as from a Secret of its Deployment."""

from __future__ import annotations

KEYS = {name: f"sk-lab-{name.lower()}" for name in ("OPENAI_API_KEY", "FALLBACK_API_KEY")}
