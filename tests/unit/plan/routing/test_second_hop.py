"""The routes of the gateway's second hop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Failover,
    Pool,
    ProviderRef,
    Retries,
    Version,
)
from support.apps import LLM_GATEWAY, Emit

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = ProviderRef(provider="openai", model="gpt-4o-mini")


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])


SECOND = timedelta(seconds=1)


def route(emit: Emit, named: str, route: str, **options: object) -> dict[str, Any]:
    http = emit("VirtualService", named, gateway=LLM_GATEWAY, **options)["spec"]["http"]
    return next(one for one in http if one["name"] == f"llm/ai/chat/{route}")


def test_a_route_is_for_the_failovers_of_its_own_namespace(emit: Emit) -> None:
    """The gateway writes down whose VirtualService has led a request to a slot, and that names the failover."""
    budget = Budget(first_token=SECOND, quick=3 * SECOND)
    for slot in range(3):
        http = emit("VirtualService", f"chat-slot-{slot}", backend=THREE, budget=budget, gateway=LLM_GATEWAY)["spec"][
            "http"
        ]
        for match in (match for one in http for match in one["match"]):
            assert match["headers"]["x-llm-from"] == {
                "prefix": "/apis/networking.istio.io/v1/namespaces/ai/virtual-service/"
            }
            assert match["headers"]["x-llm-leg"] == {"exact": "ai/chat"}


def test_the_weights_of_versions_are_those_of_the_second_hop(emit: Emit) -> None:
    """The first hop leads to slots. Sessions keep their version, as without a failover."""
    versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
    keyed = Pool(
        selector={"app": "llama"},
        target_port=8080,
        load_balancer=ConsistentHash(header="x-session-id"),
        versions=versions,
    )
    backend = Failover(backends=[keyed, OPENAI])
    budget = Budget(quick=3 * SECOND)
    http = emit("VirtualService", "chat-slot-0", backend=backend, budget=budget, gateway=LLM_GATEWAY)["spec"]["http"]
    assert [one["name"] for one in http] == [f"llm/ai/chat/failover/pool/primary{end}" for end in ("/quick", "")]
    for one in http:
        assert one["delegate"] == {"name": "chat-versions"}
    weights = [
        emit("VirtualService", "chat-versions", backend=one, budget=budget, gateway=LLM_GATEWAY)["spec"]
        for one in (backend, keyed)
    ]
    assert weights[0] == weights[1]


def test_only_the_last_backend_honours_retry_after(emit: Emit) -> None:
    """At the other backends, a retry goes to another replica at once, and `Retry-After` is ignored."""
    backoffs = {
        leg: route(emit, f"chat-slot-{slot}", f"failover/{leg}/primary", backend=TWO)["retries"]["backoff"]
        for slot, leg in enumerate(("pool", "openai"))
    }
    assert backoffs == {"pool": "1ms", "openai": "25ms"}
    waits = Retries(longest_retry_after=timedelta(seconds=5))
    patches = emit("EnvoyFilter", "ai.chat.retry-after", backend=TWO, retries=waits, gateway=LLM_GATEWAY)["spec"][
        "configPatches"
    ]
    patched = [patch["match"]["routeConfiguration"]["vhost"]["route"]["name"] for patch in patches]
    assert patched == ["llm/ai/chat/failover/openai/primary"]
    said = Retries(backoff=timedelta(milliseconds=40))
    retries = route(emit, "chat-slot-0", "failover/pool/primary", backend=TWO, retries=said)["retries"]
    assert retries["backoff"] == "40ms"


def test_backends_share_the_time_of_short_answers(emit: Emit) -> None:
    """The last backend has the time that the others leave."""
    budget = Budget(quick=3 * SECOND)
    quick = {
        leg: route(emit, f"chat-slot-{slot}", f"failover/{leg}/primary/quick", backend=THREE, budget=budget)
        for slot, leg in enumerate(("pool", "spare", "openai"))
    }
    assert {leg: one.get("timeout") for leg, one in quick.items()} == {"pool": "1s", "spare": "1s", "openai": None}
    assert route(emit, "chat", "primary/quick", backend=THREE, budget=budget)["timeout"] == "3s"


def test_embeddings_have_no_streams_and_share_their_time(emit: Emit) -> None:
    """If all answers are short, all backends share the deadline."""
    options = {"backend": TWO, "preset": "embeddings"}
    assert route(emit, "chat", "primary", **options)["timeout"] == "60s"
    assert route(emit, "chat-slot-0", "failover/pool/primary", **options)["timeout"] == "30s"


def test_a_stream_begins_in_time_where_others_share_theirs(emit: Emit) -> None:
    """A stream that has begun may last for the whole time, which the first hop limits."""
    budget = Budget(first_token=SECOND, whole_answer=9 * SECOND)
    options = {"backend": TWO, "preset": "embeddings", "budget": budget}
    stream = route(emit, "chat-slot-0", "failover/pool/primary/stream", **options)
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    rest = route(emit, "chat-slot-0", "failover/pool/primary", **options)
    assert (rest["timeout"], rest["retries"]["perTryTimeout"]) == ("30s", "9s")


def test_a_stream_has_a_time_to_begin_but_at_the_last_backend(emit: Emit) -> None:
    """No backend comes after it, and a late answer is better than none."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND, whole_answer=9 * SECOND)}
    stream = route(emit, "chat-slot-0", "failover/pool/primary/stream", **options)
    (match,) = stream["match"]
    assert match["headers"]["x-llm-gateway-stream"] == {"exact": "1"}
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    assert route(emit, "chat-slot-0", "failover/pool/primary", **options)["retries"]["perTryTimeout"] == "9s"
    assert "perTryTimeout" not in route(emit, "chat-slot-1", "failover/openai/primary", **options)["retries"]


def test_a_time_to_begin_needs_retries_at_a_backend(emit: Emit) -> None:
    """Istio accepts this time only together with retries, so here failed connections are retried."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND), "retries": Retries(attempts=0)}
    retries = route(emit, "chat-slot-0", "failover/pool/primary/stream", **options)["retries"]
    assert (retries["attempts"], retries["retryOn"], retries["perTryTimeout"]) == (1, "connect-failure", "1s")
    assert route(emit, "chat-slot-0", "failover/pool/primary", **options)["retries"] == {"attempts": 0}
    assert route(emit, "chat", "primary", **options)["retries"]["attempts"] == 1
