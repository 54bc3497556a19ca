"""Errors in the format of the OpenAI API."""

from __future__ import annotations

import json


def error_body(message: str, kind: str, *, param: str | None = None, code: str | None = None) -> str:
    """Return the JSON body of an error."""
    return json.dumps({"error": {"message": message, "type": kind, "param": param, "code": code}})
