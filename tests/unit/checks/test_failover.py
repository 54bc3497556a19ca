"""Failovers that would never take place are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import (
    Budget,
    Failover,
    Model,
    Pool,
    ProviderRef,
    ServiceRef,
)
from llm_api_mesh.reading import read
from support.apps import LLM_GATEWAY, Refusal

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OTHER = Pool(selector={"app": "other"}, target_port=8080)


OPENAI = ProviderRef(provider="openai", model="gpt-4o-mini")


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])


SECOND = timedelta(seconds=1)


GRPC = Pool(selector={"app": "llama"}, target_port=8080, protocol="grpc")


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no backend": (
        {"backend": Failover(backends=[])},
        (
            "backend.backends: got no backends. Allowed: two or more backends, which a request tries in "
            "their order. [failover-backends]"
        ),
    ),
    "one backend": ({"backend": Failover(backends=[LLAMA])}, "Write the backend itself, without Failover."),
    "gRPC": ({"backend": Failover(backends=[GRPC, SPARE])}, "backend.backends[0]: got a backend that speaks gRPC"),
    "a failover within": ({"backend": Failover(backends=[LLAMA, TWO])}, "got Failover("),  # type: ignore[list-item]
    "one twice": ({"backend": Failover(backends=[LLAMA, LLAMA])}, 'got "pool" 2 times'),
    "a provider that would get a pool's name of the model": (
        {"backend": Failover(backends=[LLAMA, ProviderRef(provider="openai")])},
        (
            'backend.backends[1].model: missing. Write model="...", such as "gpt-4o-mini". If it is the name '
            "that clients write, write that name. Allowed: the provider's own name of the model, because it answers "
            "404 to names that it doesn't know. [failover-model]"
        ),
    ),
    "a provider that would get another provider's name of the model": (
        {"backend": Failover(backends=[OPENAI, ProviderRef(provider="anthropic")])},
        'backend.backends[1].model: missing. Write model="...", such as "gpt-4o-mini".',
    ),
    "the Service of another backend": (
        {"backend": Failover(backends=[LLAMA, Pool(name="chat", selector={"app": "a"}, target_port=8080)])},
        (
            "backend.backends[chat]: got a different backend with the name of backend.backends[0], "
            '"chat.ai.svc.cluster.local". Allowed: one name for each backend. [service-claimed]'
        ),
    ),
    "a name that is taken": (
        {"backend": Failover(backends=[LLAMA, Pool(name="versions", selector={"app": "a"}, target_port=8080)])},
        (
            'got "versions". Allowed: a different name for each backend, other than failover, in-mesh and '
            "versions. [failover-backends]"
        ),
    ),
    "nothing may spill": ({"backend": Failover(backends=[LLAMA, OPENAI], spill_per_minute=0)}, "from 1 to 1000000"),
    "a name that a model has": (
        {
            "backend": Failover(backends=[LLAMA, ServiceRef(name="spare", port=8000)]),
            "models": [Model(name="spare", backend=OTHER)],
        },
        '"chat-spare", which',
    ),
    "no time for the last": (
        {"backend": THREE, "budget": Budget(first_token=8 * SECOND, generation=16 * SECOND)},
        "got 8s for each of 2 backends before the last, and generation=16s",
    ),
    "a time without a failover": (
        {"budget": Budget(whole_answer=SECOND)},
        "whole_answer together with a Failover, because there is no other backend to try",
    ),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """A failover that would never take place is refused."""
    assert any(words in problem for problem in refusal(gateway=LLM_GATEWAY, **changes))


def test_pools_without_names_are_one_problem(refusal: Refusal) -> None:
    """Their Services have one name as well, which a second problem needn't say."""
    (problem,) = refusal(gateway=LLM_GATEWAY, backend=Failover(backends=[LLAMA, OTHER, LLAMA]))
    assert 'got "pool" 3 times' in problem


def test_one_provider_twice_may_have_the_client_s_name() -> None:
    """A provider knows the same names as itself."""
    both = Failover(
        backends=[ProviderRef(provider="openai"), ProviderRef(provider="openai", name="spare", model="gpt-4o-mini")]
    )
    given = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": LLM_GATEWAY, "backend": both}
    plan, problems = read("chat", given)
    assert plan
    assert problems == ()
