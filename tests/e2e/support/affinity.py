"""An API with affinity, its prompts, and the replicas that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from e2e.support.llm_gateways import HOST, REF, Platform
from lab.apps.app import App
from lab.istio.gateway import Gateway
from lab.traffic.call import Answer
from llm_api_mesh import ConsistentHash, LlmApiMesh, MeshApp, Pool
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY

REPLICAS = 8
KEYS = ConsistentHash(header="x-session-id", keys=["header", "prompt_cache_key", "agent_session", "opening"])


@contextmanager
def api(gateway: Platform, folder: Path, *, namespace: str = "ai", host: str = HOST, **changes: Any) -> Iterator[None]:
    """Apply an API with affinity; delete it afterwards."""
    pool = {"selector": {"app": "cached"}, "target_port": 8080, "load_balancer": KEYS, **changes.pop("pool", {})}
    backend = changes.pop("backend", None) or Pool(**pool)
    app = MeshApp(outdir=folder / "api")
    LlmApiMesh(app, "chat", namespace=namespace, hosts=[host], gateway=REF, backend=backend, **changes)
    app.synth()
    gateway.lab.apply(folder / "api")
    try:
        with gateway.lab.through(gateway.gateway) if isinstance(gateway.gateway, Gateway) else nullcontext():
            yield
    finally:
        gateway.lab.delete(folder / "api")


def prompt(tenant: object, *turns: str, **others: Any) -> dict[str, Any]:
    """A conversation of a tenant with a system prompt of its own: the user and the assistant in turns."""
    system = {"role": "system", "content": f"You work for tenant {tenant}. " + "Follow the rules of the house. " * 150}
    roles = ["user", "assistant"] * len(turns)
    said = [{"role": role, "content": text} for role, text in zip(roles, turns or ("Hi",), strict=False)]
    return {"model": "m", "messages": [system, *said], "max_tokens": 1, **others}


def one(gateway: Platform, body: object, **options: Any) -> Answer:
    """Send one request."""
    return gateway.call(body=body, **options)


def replicas(gateway: Platform, bodies: Sequence[object], **options: Any) -> list[str]:
    """The replicas of some requests, sent one after the other."""
    answers = [one(gateway, body, **options) for body in bodies]
    assert {answer.status for answer in answers} == {200}
    return [answer.replica for answer in answers]


def received(app: App) -> list[dict[str, Any]]:
    """The requests that the replicas of an app have received, with the names of headers in lower case."""
    found = [request for replica in app.replicas for request in replica.requests()]
    return [{**one, "headers": {name.lower(): value for name, value in one["headers"].items()}} for one in found]


def keyed(app: App) -> list[dict[str, Any]]:
    """Those that came with a key."""
    return [request for request in received(app) if AFFINITY in request["headers"]]


def forget_requests(app: App) -> None:
    """Let the replicas forget what they have received."""
    for replica in app.replicas:
        replica.clear_requests()
