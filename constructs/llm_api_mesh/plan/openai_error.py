"""Errors as the OpenAI API writes them."""

from __future__ import annotations

import json


def error_body(message: str, kind: str, *, param: str | None = None, code: str | None = None) -> str:
    """Give the JSON body of an error."""
    return json.dumps({"error": {"message": message, "type": kind, "param": param, "code": code}})
