"""Keys for hosted providers, in the environment of the lab's gateway as from a Secret of its Deployment."""

from __future__ import annotations

KEYS = {name: f"sk-lab-{name.lower()}" for name in ("OPENAI_API_KEY", "FALLBACK_API_KEY")}

# An identity at AWS, for Bedrock.
AWS = {"AWS_ACCESS_KEY_ID": "AKIALAB", "AWS_SECRET_ACCESS_KEY": "secret-of-the-lab"}
