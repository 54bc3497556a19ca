"""The routes of the gateway's second hop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    Budget,
    Failover,
    KeyFromEnvironment,
    OpenAI,
    Pool,
    Retries,
)
from support.apps import Emit

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])


SECOND = timedelta(seconds=1)


def route(emit: Emit, named: str, route: str, **options: object) -> dict[str, Any]:
    http = emit("VirtualService", named, **options)["spec"]["http"]
    return next(one for one in http if one["name"] == f"llm/ai/chat/{route}")


def test_only_the_last_backend_honours_retry_after(emit: Emit) -> None:
    """At the other backends, a retry goes to another replica at once, and `Retry-After` is ignored."""
    backoffs = {
        leg: route(emit, f"chat-{leg}", f"failover/{leg}/primary", backend=TWO)["retries"]["backoff"]
        for leg in ("pool", "openai")
    }
    assert backoffs == {"pool": "1ms", "openai": "25ms"}
    waits = Retries(longest_retry_after=timedelta(seconds=5))
    patches = emit("EnvoyFilter", "ai.chat.retry-after", backend=TWO, retries=waits)["spec"]["configPatches"]
    patched = [patch["match"]["routeConfiguration"]["vhost"]["route"]["name"] for patch in patches]
    assert patched == ["llm/ai/chat/failover/openai/primary"]
    said = Retries(backoff=timedelta(milliseconds=40))
    retries = route(emit, "chat-pool", "failover/pool/primary", backend=TWO, retries=said)["retries"]
    assert retries["backoff"] == "40ms"


def test_backends_share_the_time_of_short_answers(emit: Emit) -> None:
    """The last backend has the time that the others leave."""
    budget = Budget(quick=3 * SECOND)
    quick = {
        leg: route(emit, f"chat-{leg}", f"failover/{leg}/primary/quick", backend=THREE, budget=budget)
        for leg in ("pool", "spare", "openai")
    }
    assert {leg: one.get("timeout") for leg, one in quick.items()} == {"pool": "1s", "spare": "1s", "openai": None}
    assert route(emit, "chat", "primary/quick", backend=THREE, budget=budget)["timeout"] == "3s"


def test_embeddings_have_no_streams_and_share_their_time(emit: Emit) -> None:
    """If all answers are short, all backends share the deadline."""
    options = {"backend": TWO, "preset": "embeddings"}
    assert route(emit, "chat", "primary", **options)["timeout"] == "60s"
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["timeout"] == "30s"


def test_a_stream_begins_in_time_where_others_share_theirs(emit: Emit) -> None:
    """A stream that has begun may last for the whole time, which the first hop limits."""
    budget = Budget(first_token=SECOND, whole_answer=9 * SECOND)
    options = {"backend": TWO, "preset": "embeddings", "budget": budget}
    stream = route(emit, "chat-pool", "failover/pool/primary/stream", **options)
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    rest = route(emit, "chat-pool", "failover/pool/primary", **options)
    assert (rest["timeout"], rest["retries"]["perTryTimeout"]) == ("30s", "9s")


def test_a_stream_has_a_time_to_begin_but_at_the_last_backend(emit: Emit) -> None:
    """No backend comes after it, and a late answer is better than none."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND, whole_answer=9 * SECOND)}
    stream = route(emit, "chat-pool", "failover/pool/primary/stream", **options)
    assert stream["match"] == [{"headers": {"x-llm-stream": {"exact": "1"}}}]
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["retries"]["perTryTimeout"] == "9s"
    assert "perTryTimeout" not in route(emit, "chat-openai", "failover/openai/primary", **options)["retries"]


def test_a_time_to_begin_needs_retries_at_a_backend(emit: Emit) -> None:
    """Istio accepts this time only together with retries, so here failed connections are retried."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND), "retries": Retries(attempts=0)}
    retries = route(emit, "chat-pool", "failover/pool/primary/stream", **options)["retries"]
    assert (retries["attempts"], retries["retryOn"], retries["perTryTimeout"]) == (1, "connect-failure", "1s")
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["retries"] == {"attempts": 0}
    assert route(emit, "chat", "primary", **options)["retries"]["attempts"] == 1
