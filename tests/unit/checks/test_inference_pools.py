"""What Istio can't do with inference pools is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import Failover, InferencePool, InferencePoolRef, LlmGatewayRef, MeshApp, Mirror, Model, Pool, Version
from support.apps import GatewayRefusal, Refusal, api
from support.llm_gateways import PLAIN

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")
POOL = InferencePool(selector={"app": "chat"}, target_ports=[8000])
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def test_copies_of_requests(refusal: Refusal) -> None:
    """The proxy would send them to a host that the gateway of pools doesn't have."""
    versions = POOL.model_copy(update={"versions": tuple(TWO)})
    (problem,) = refusal(gateway=REF, backend=versions, mirrors=[Mirror(version="v2", percent=5)])
    assert problem.startswith("mirrors: got mirrors of an inference pool. Allowed: mirrors of a Pool or a ServiceRef")


def test_weights_that_are_no_percentages(refusal: Refusal) -> None:
    """Sessions keep their version, so each version has a range of their numbers."""
    halves = [Version(name="v1", weight=1), Version(name="v2", weight=1)]
    (problem,) = refusal(gateway=REF, backend=POOL.model_copy(update={"versions": tuple(halves)}))
    assert problem == (
        "backend.versions: got weights that add up to 2, in an inference pool. Write 50 for v1, 50 for v2. Allowed: "
        "weights that add up to 100, because each change of the total would move sessions. [weight-sum]"
    )
    for weights in ((0, 0), (None, None)):
        versions = tuple(Version(name=f"v{number}", weight=weight) for number, weight in enumerate(weights))
        assert not any(
            "[weight-sum]" in one
            for one in refusal(gateway=REF, backend=POOL.model_copy(update={"versions": versions}))
        )


def test_names_that_are_too_long(refusal: Refusal) -> None:
    """The picker's Service has the pool's name and an ending."""
    name = "p" * 57
    (problem,) = refusal(gateway=REF, backend=InferencePool(name=name, selector={"app": "a"}, target_ports=[1]))
    assert problem.startswith(f'backend: got "{name}-picker" (64 characters)')
    gateway = LlmGatewayRef(namespace="n" * 60, name="g" * 60)
    found = refusal("c" * 60, gateway=gateway, namespace="a" * 63, backend=InferencePoolRef(name="one"))
    assert any("at most 253 characters for a DNS name" in one for one in found)


def test_namespaces_without_pools(refusal: Refusal) -> None:
    """What the gateway is known to serve is compared with the API's namespace, for each pool of a failover as well."""
    ref = LlmGatewayRef(namespace="llm-gateway", name="llm", inference_pools=["other"])
    after = Failover(backends=[Pool(selector={"app": "a"}, target_port=1), InferencePoolRef(name="one")])
    for backend, field in ((POOL, "backend"), (after, "backend.backends[one]")):
        (problem,) = refusal(gateway=ref, backend=backend)
        assert problem == (
            f'{field}: got an inference pool in namespace "ai", for which the LLM gateway "llm" serves none. The '
            'platform\'s team can add "ai" to inference_pools in the LlmGateway. If the gateway has it already, update '
            'LlmGatewayRef. Allowed: inference pools of "other". [gateway-lacks]'
        )
    (none,) = refusal(gateway=ref.model_copy(update={"inference_pools": ()}), backend=POOL)
    assert "Allowed: a Pool or a ServiceRef." in none


def test_a_plain_gateway(refusal: Refusal) -> None:
    """Only an LLM gateway has a gateway of pools."""
    (problem,) = refusal(backend=POOL)
    assert problem.startswith("backend: got an inference pool at a plain Gateway.")
    assert problem.endswith("[needs-llm-gateway]")


@pytest.mark.parametrize("backend", [POOL, InferencePoolRef(name="chat", model="team/llama")])
def test_what_is_accepted(tmp_path: Path, backend: InferencePool | InferencePoolRef) -> None:
    """As an API's backend, as a model's, and in a failover."""
    app = MeshApp(outdir=tmp_path)
    ref = LlmGatewayRef(namespace="llm-gateway", name="llm", inference_pools=["ai"])
    over = Failover(backends=[backend, Pool(name="next", selector={"app": "next"}, target_port=8080)])
    api(app, gateway=ref, backend=backend)
    api(app, "two", gateway=ref, backend=None, models=[Model(name="one", backend=over)])
    app.synth()


def test_a_gateway_has_no_pools_of_unknown_namespaces(gateway_refusal: GatewayRefusal) -> None:
    """Each namespace with pools has a host, and there are as many as a Gateway has listeners."""
    (unknown,) = gateway_refusal(**{**PLAIN, "inference_pools": ["al"]})
    assert unknown.startswith('inference_pools: got "al", which has no host at the gateway. Did you mean "ai"?')
    (many,) = gateway_refusal(**{**PLAIN, "inference_pools": [f"n{number}" for number in range(65)]})
    assert "at most 64" in many
