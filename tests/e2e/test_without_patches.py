"""Without the platform's EnvoyFilters an API answers by a plain route or with an error, and trusts no client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.apis import applied, host_of
from e2e.support.keys import FILE_KEYS
from e2e.support.llm_apis import gateway_for, key_of, offered
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster import manifests
from lab.environment import Lab
from lab.traffic.call import Answers
from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Ejection,
    Failover,
    GatewayProvider,
    LeastRequest,
    LlmGatewayRef,
    Model,
    OpenAI,
    Passthrough,
    Pool,
    ProviderRef,
    Retries,
    Version,
    VertexAI,
)

NAME = "unpatched"
HOST = host_of(NAME)
FIRST = Pool(selector={"app": NAME}, target_port=8080)
SECOND = Pool(name="second", selector={"app": "second"}, target_port=8080)
SECONDS = timedelta(seconds=2)
PROVIDERS = {
    **offered("openai", OpenAI(api_key=key_of("openai")), NAME),
    "vertex": GatewayProvider(provider=VertexAI(project="ours", location="europe-west4"), namespaces=[NAME]),
}
BODY = {"model": "other", "messages": []}
ALL = "all"


def _pool(**options: Any) -> dict[str, Any]:
    return {"backend": Pool(**{"selector": {"app": NAME}, "target_port": 8080, **options})}


STICKY = _pool(
    load_balancer=ConsistentHash(header="x-session-id"),
    versions=[Version(name="v1", weight=100), Version(name="v2", weight=0)],
)

# APIs with a plain route to their first pool.
SERVED: Mapping[str, dict[str, Any]] = {
    "a pool": _pool(),
    "a pool with an own name of the model": _pool(model="inner"),
    "a pool without a load balancer": _pool(load_balancer=Passthrough()),
    "choices": _pool(load_balancer=LeastRequest(choices=8)),
    "a default beside models": {**_pool(), "models": [Model(name="other", backend=SECOND)]},
    "open requests": _pool(concurrent_requests=8, replicas=2),
    "times of ejections": _pool(ejection=Ejection(max_time=timedelta(minutes=5))),
    "times of streams": {**_pool(), "budget": Budget(first_token=SECONDS, stream_silence=SECONDS)},
    "sticky versions": STICKY,
    "keys of prompts": _pool(load_balancer=ConsistentHash(keys=["agent_session", "opening"], max_load=2.0)),
    "waiting retries": {**_pool(), "retries": Retries(longest_retry_after=SECONDS)},
}

# The statuses of all others, except for those with hosted providers.
REFUSED: Mapping[str, tuple[dict[str, Any], int]] = {
    "models": ({"backend": None, "models": [Model(name="other", backend=SECOND)]}, 400),
    "a failover": ({"backend": Failover(backends=[FIRST, SECOND], spill_per_minute=10)}, 404),
}

# What only the gateway or a route writes. A client that sends one of the gateway's headers is refused.
GATEWAYS = {"x-llm-gateway-model": "other", "x-llm-gateway-stream": "1", "x-llm-gateway-bucket": "000"}
GATEWAYS |= {"x-llm-gateway-opening": "0" * 16, "x-llm-gateway-agent": "0" * 16, "x-llm-gateway-cache-key": "0" * 16}
ROUTES = {"x-llm-leg": f"{NAME}/{NAME}", "x-llm-spill": "none", "x-llm-upstream-model": "expensive"}

# Which pool answers, or with which status the gateway does, without one of the gateway's EnvoyFilters.
ONE_MISSING = {
    ("llm-listeners", "a default beside models"): NAME,
    ("llm-listeners", "a failover"): NAME,
    ("llm-listeners", "sticky versions"): NAME,
    ("llm-listeners", "keys of prompts"): NAME,
    ("llm-routes", "a default beside models"): NAME,
    ("llm-routes", "a failover"): NAME,
    ("llm-routes", "sticky versions"): NAME,
    ("llm-clusters", "a default beside models"): "second",
    ("llm-clusters", "a failover"): 403,
    ("llm-clusters", "sticky versions"): NAME,
    ("llm-clusters", "keys of prompts"): NAME,
}


@pytest.fixture(scope="module")
def provider(shared_lab: Lab) -> Iterator[HostedProvider]:
    """The hosted providers, which start before the YAML that names their hosts is applied."""
    provider = shared_lab.provider("hosted", hosts=["api.openai.com", "europe-west4-aiplatform.googleapis.com"])
    yield provider
    shared_lab.remove(provider)


@pytest.fixture(scope="module")
def pools(shared_lab: Lab) -> Iterator[tuple[App, App]]:
    """The pools of all APIs."""
    first = shared_lab.app(NAME, namespace=NAME, labels={"app": NAME, "version": "v1"}, replicas=2)
    second = shared_lab.app("second", namespace=NAME, labels={"app": "second"})
    yield first, second
    shared_lab.remove(first, second)


@dataclass(frozen=True)
class Unpatched:
    """A gateway without some of its EnvoyFilters, or without all."""

    lab: Lab
    ref: LlmGatewayRef
    missing: str

    @contextmanager
    def api(self, folder: Path, options: Mapping[str, Any]) -> Iterator[None]:
        """Apply an API, without an EnvoyFilter of its own in the gateway's namespace; delete it afterwards."""
        with applied(self.lab, folder, NAME, gateway=self.ref, **options):
            _delete_filters(self.lab, folder / NAME, ALL)
            yield

    def answers(self, headers: Mapping[str, str], *, stream: bool = False, count: int = 1) -> Answers:
        """Send requests to the API."""
        return self.lab.call(host=HOST, body={**BODY, "stream": stream}, headers=headers, count=count)


@pytest.fixture(scope="module", params=[ALL])
def gateway(
    shared_lab: Lab,
    provider: HostedProvider,
    pools: tuple[App, App],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Unpatched]:
    """The gateway."""
    assert provider
    assert pools
    folder = tmp_path_factory.mktemp("gateway")
    with gateway_for(shared_lab, folder / "whole", NAME, providers=PROVIDERS) as ref:
        assert _delete_filters(shared_lab, folder / "whole", request.param)
        yield Unpatched(shared_lab, ref, request.param)


def _delete_filters(lab: Lab, folder: Path, which: str) -> int:
    """Delete one EnvoyFilter of a folder, or all; return how many there were."""
    filters = [item for item in manifests.objects(folder) if item["kind"] == "EnvoyFilter"]
    deleted = [item for item in filters if which in {ALL, item["metadata"]["name"]}]
    if deleted:
        path = folder.parent / "deleted.yaml"
        path.write_text(yaml.safe_dump_all(deleted))
        lab.delete(path)
    return len(deleted)


def _answered_by(answers: Answers) -> set[str | int]:
    return {answer.replica.rpartition("-")[0] or answer.status for answer in answers}


@pytest.mark.parametrize("kind", SERVED)
def test_a_request_is_served(gateway: Unpatched, tmp_path: Path, kind: str) -> None:
    """JSON and streams are served completely by the plain route, and a client's headers change nothing."""
    with gateway.api(tmp_path, SERVED[kind]):
        for stream in (False, True):
            answers = gateway.answers({"x-session-id": "7"}, stream=stream, count=5)
            assert answers.statuses() == {200: 5}
            assert all(answer.ok for answer in answers)
            assert _answered_by(answers) == {NAME}
        for name, value in GATEWAYS.items():
            assert _answered_by(gateway.answers({name: value})) == {403}
        for name, value in ROUTES.items():
            assert _answered_by(gateway.answers({name: value})) == {NAME}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_request_is_refused_if_no_plain_route_is_safe(
    gateway: Unpatched, pools: tuple[App, App], tmp_path: Path, kind: str
) -> None:
    """Without the model of the body, or without a proof of the route to a second hop, no pool gets a request."""
    options, status = REFUSED[kind]
    servers = [replica for app in pools for replica in app.replicas]
    with gateway.api(tmp_path, options):
        for server in servers:
            server.clear_requests()
        for stream in (False, True):
            assert _answered_by(gateway.answers({"x-session-id": "7"}, stream=stream)) == {status}
        for name, value in GATEWAYS.items():
            assert _answered_by(gateway.answers({name: value})) == {403}
        for name, value in ROUTES.items():
            assert _answered_by(gateway.answers({name: value})) == {status}
        assert not [request for server in servers for request in server.requests()]


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_gets_no_key(gateway: Unpatched, provider: HostedProvider, tmp_path: Path, name: str) -> None:
    """Whatever the provider answers, it gets no key of the gateway's, so it refuses to serve."""
    with gateway.api(tmp_path, {"backend": ProviderRef(provider=name)}):
        provider.clear_requests()
        gateway.answers({})
        for header, value in GATEWAYS.items():
            assert _answered_by(gateway.answers({header: value})) == {403}
        (request,) = provider.requests()
    assert not {"authorization", "api-key", "x-goog-user-project"} & request["headers"].keys()
    assert FILE_KEYS["openai"] not in str(request)


@pytest.mark.parametrize(("gateway", "kind"), ONE_MISSING, indirect=["gateway"])
def test_one_filter_is_missing(gateway: Unpatched, tmp_path: Path, kind: str) -> None:
    """Without one of the gateway's EnvoyFilters, the plain route answers, or nobody does."""
    options = SERVED[kind] if kind in SERVED else REFUSED[kind][0]
    with gateway.api(tmp_path, options):
        answered_by = {ONE_MISSING[gateway.missing, kind]}
        assert _answered_by(gateway.answers({"x-session-id": "7"}, count=4)) == answered_by
        for name, value in GATEWAYS.items():
            assert _answered_by(gateway.answers({name: value})) == {403}
        for name, value in ROUTES.items():
            assert _answered_by(gateway.answers({name: value})) == answered_by
