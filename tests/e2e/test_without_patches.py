"""Without any one of its EnvoyFilters an API is served by the plain routes, wherever that is safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.apis import declaration, host_of
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster import manifests
from lab.environment import Lab
from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Failover,
    KeyFromEnvironment,
    LeastRequest,
    MeshApp,
    Model,
    OpenAI,
    Passthrough,
    Pool,
    Retries,
    Version,
    VertexAI,
)
from llm_api_mesh.resources.envoy_filters import NAMES

NAME = "unpatched"
HOST = host_of(NAME)
FIRST = Pool(selector={"app": NAME}, target_port=8080)
SECOND = Pool(name="second", selector={"app": "second"}, target_port=8080)
SECONDS = timedelta(seconds=2)
OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


def _pool(**options: Any) -> dict[str, Any]:
    return {"backend": Pool(**{"selector": {"app": NAME}, "target_port": 8080, **options})}


STICKY = _pool(
    load_balancer=ConsistentHash(header="x-session-id"),
    versions=[Version(name="v1", weight=100), Version(name="v2", weight=0)],
)
OVER = {"backend": Failover(backends=[FIRST, SECOND], spill_per_minute=5)}

# An API that has the EnvoyFilter.
MESHES: Mapping[str, dict[str, Any]] = {
    "least-request": _pool(load_balancer=LeastRequest(choices=8)),
    "next-backend": OVER,
    "openai-errors": _pool(concurrent_requests=8, replicas=2),
    "provider-requests": {"backend": OPENAI},
    "request-body": {**_pool(), "models": [Model(name="other", backend=SECOND)]},
    "retry-after": {**_pool(), "retries": Retries(longest_retry_after=SECONDS)},
    "return-time": OVER,
    "second-hop": OVER,
    "spill": OVER,
    "sticky-canary": STICKY,
    "stream-silence": {**_pool(), "budget": Budget(first_token=SECONDS, stream_silence=SECONDS)},
}

# Where there is no plain route, the statuses that the client gets.
NOT_SERVED: Mapping[str, tuple[dict[str, Any], int]] = {
    "google-token": ({"backend": VertexAI(project="ours", location="europe-west4")}, 500),
    "passthrough": (_pool(load_balancer=Passthrough()), 503),
}


@pytest.fixture(scope="module")
def backends(shared_lab: Lab) -> Iterator[tuple[App, App, HostedProvider]]:
    """All backends of these APIs."""
    hosts = ["api.openai.com", "europe-west4-aiplatform.googleapis.com"]
    provider = shared_lab.provider("hosted", hosts=hosts)
    shared_lab.cluster.require_namespace(NAME)
    first = shared_lab.app(NAME, namespace=NAME, labels={"app": NAME, "version": "v1"}, replicas=2)
    second = shared_lab.app("second", namespace=NAME, labels={"app": "second"})
    yield first, second, provider
    shared_lab.remove(first, second, provider)


@contextmanager
def _without(lab: Lab, folder: Path, what: str, options: Mapping[str, Any]) -> Iterator[None]:
    """Apply an API without one of its EnvoyFilters; delete it afterwards."""
    app = MeshApp(outdir=folder / "whole")
    declaration(NAME, **options)(app)
    app.synth()
    objects = manifests.objects(folder / "whole")
    rest = [item for item in objects if item["metadata"]["name"] != f"{NAME}-{NAME}-{what}"]
    assert len(objects) - len(rest) == 1
    (folder / "rest.yaml").write_text(yaml.safe_dump_all(rest))
    try:
        lab.apply(folder / "rest.yaml")
        yield
    finally:
        lab.delete(folder / "rest.yaml")


def test_every_envoy_filter_has_its_test() -> None:
    """Every EnvoyFilter has a test here."""
    assert MESHES.keys() | NOT_SERVED.keys() == set(NAMES)


@pytest.mark.parametrize("what", MESHES)
@pytest.mark.usefixtures("backends")
def test_a_request_is_served(lab: Lab, tmp_path: Path, what: str) -> None:
    """JSON and streams are served completely."""
    with _without(lab, tmp_path, what, MESHES[what]):
        for stream in (False, True):
            answers = lab.call(
                host=HOST, body={"messages": [], "stream": stream}, headers={"x-session-id": "7"}, count=5
            )
            assert answers.statuses() == {200: 5}
            assert all(answer.ok for answer in answers)


@pytest.mark.usefixtures("backends")
def test_without_the_model_from_the_body(lab: Lab, tmp_path: Path) -> None:
    """The default backend answers, with any model in the body; a header can name one of the API's models."""
    with _without(lab, tmp_path, "request-body", MESHES["request-body"]):
        by_body = lab.call(host=HOST, body={"model": "other"}, count=4)
        by_header = lab.call(host=HOST, body={}, headers={"x-llm-model": "other"}, count=4)
    assert not {"second-0"} & by_body.replicas().keys()
    assert by_header.replicas() == {"second-0": 4}


# The statuses that clients get from a full pool, with a next backend for five requests a minute.
FULL = {"next-backend": {429: 8}, "return-time": {200: 5, 429: 3}, "second-hop": {200: 5, 429: 3}, "spill": {200: 8}}


@pytest.mark.parametrize(("what", "statuses"), FULL.items())
def test_the_next_backend_takes_over(
    lab: Lab, tmp_path: Path, backends: tuple[App, App, HostedProvider], what: str, statuses: dict[int, int]
) -> None:
    """Without any of three filters the next backend takes over without a limit; without the fourth it doesn't."""
    first, _, _ = backends
    for replica in first.replicas:
        replica.refuse(429)
    with _without(lab, tmp_path, what, OVER):
        answers = lab.call(host=HOST, body={"messages": []}, count=8)
    for replica in first.replicas:
        replica.heal()
    assert answers.statuses() == statuses


@pytest.mark.parametrize("what", NOT_SERVED)
def test_a_request_is_refused_if_no_plain_route_is_safe(
    lab: Lab, tmp_path: Path, backends: tuple[App, App, HostedProvider], what: str
) -> None:
    """Without a token a provider gets no request, and without an address it can't get any."""
    options, status = NOT_SERVED[what]
    _, _, provider = backends
    provider.clear_requests()
    with _without(lab, tmp_path, what, options):
        (answer,) = lab.call(host=HOST, body={"messages": []})
    assert answer.status == status
    assert provider.requests() == []
