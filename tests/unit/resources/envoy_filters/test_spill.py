"""How many requests may go beyond a failover's first backend."""

from __future__ import annotations

from llm_api_mesh import (
    Failover,
    KeyFromEnvironment,
    OpenAI,
    Pool,
)
from support.apps import Emit

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


def addresses(emit: Emit, backend: Failover, *legs: str) -> list[str]:
    return [emit("Gateway", f"chat-{leg}", backend=backend)["spec"]["servers"][0]["bind"] for leg in legs]


def test_the_limit_is_for_every_backend_but_the_first(emit: Emit) -> None:
    """The limit is in the routes: a change of it changes no listener."""
    backend = Failover(backends=[LLAMA, SPARE, OPENAI], spill_per_minute=40)
    patches = emit("EnvoyFilter", "ai.chat.spill", backend=backend)["spec"]["configPatches"]
    limits = {
        patch["match"]["routeConfiguration"]["name"]: patch["patch"]["value"]["typed_per_filter_config"]
        for patch in patches
        if patch["applyTo"] == "ROUTE_CONFIGURATION"
    }
    assert sorted(limits) == sorted(f"http.15700.{one}" for one in addresses(emit, backend, "spare", "openai"))
    (limit,) = limits[f"http.15700.{addresses(emit, backend, 'openai')[0]}"].values()
    assert limit["token_bucket"] == {"max_tokens": 40, "tokens_per_fill": 40, "fill_interval": "60s"}
    assert limit["response_headers_to_add"][0]["header"] == {"key": "retry-after", "value": "2"}
