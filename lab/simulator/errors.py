"""Errors of the API, in the formats of OpenAI and Anthropic."""

from __future__ import annotations

from typing import Any

# Anthropic's names of errors. Errors with other statuses are api_error.
_ANTHROPIC_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}


class ApiError(Exception):
    """A request that gets an error instead of an answer."""

    def __init__(
        self, status: int, kind: str, message: str, *, param: str | None = None, code: str | None = None
    ) -> None:
        """Set the status and the fields of OpenAI's error."""
        super().__init__(message)
        self.status = status
        self._message = message
        self._fields = {"message": message, "type": kind, "param": param, "code": code}

    def for_openai(self) -> dict[str, Any]:
        """The body in OpenAI's format."""
        return {"error": self._fields}

    def for_anthropic(self) -> dict[str, Any]:
        """The body in Anthropic's format."""
        kind = _ANTHROPIC_TYPES.get(self.status, "api_error")
        return {"type": "error", "error": {"type": kind, "message": self._message}, "request_id": None}


def bad_request(message: str) -> ApiError:
    """The body isn't a request of this API."""
    return ApiError(400, "invalid_request_error", message)


def unknown_path(path: str) -> ApiError:
    """The server has nothing at this path."""
    return ApiError(404, "not_found_error", f"no such path: {path}")


def unknown_model(model: str) -> ApiError:
    """The server doesn't have this model."""
    message = f"The model `{model}` does not exist or you do not have access to it."
    return ApiError(404, "invalid_request_error", message, code="model_not_found")


def queue_full() -> ApiError:
    """All slots are taken and the queue is full."""
    return ApiError(429, "rate_limit_error", "the queue is full")


def too_long() -> ApiError:
    """The prompt and its answer have more tokens than the cache has room for."""
    return bad_request("The prompt is longer than the cache of the model server.")
