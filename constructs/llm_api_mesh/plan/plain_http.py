"""What the owner of a gateway has to know of its plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.spec.http import AnyHttp, PlainHttp


def in_the_clear(http: AnyHttp | None) -> Iterator[str]:
    """Return the item of the checklist on a port that serves plain HTTP."""
    if isinstance(http, PlainHttp):
        yield (
            f"Port {http.port} serves plain HTTP: keys and prompts cross the network in the clear, unless a proxy in "
            "front of the gateway ends TLS."
        )
