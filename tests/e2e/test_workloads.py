"""Workloads of the cluster, which an LLM gateway knows by the tokens of their service accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from e2e.support.llm_apis import declared_behind
from e2e.support.models import pool
from e2e.support.tokens import AUDIENCE, bearer
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer
from llm_api_mesh import JwtRule, LlmApiMesh, LlmGateway, MeshApp, Model, TokenHolders

NAMESPACE = "workloads"
HOST = "chat.workloads.example.com"
ISSUER = "https://kubernetes.default.svc"
RESEARCH = "system:serviceaccount:agents:research"


def _declare(app: MeshApp, gateway: LlmGateway) -> None:
    """One model for a service account, one for all of a namespace, and one for every workload of the cluster."""
    models = [
        Model(name="large", aliases=["best"], backend=pool("large"), access=[TokenHolders(subjects=[RESEARCH])]),
        Model(
            name="middle",
            backend=pool("middle"),
            access=[TokenHolders(claims={"[kubernetes.io][namespace]": ["agents"]})],
        ),
        Model(name="small", backend=pool("small")),
    ]
    LlmApiMesh(app, "chat", namespace=NAMESPACE, hosts=[HOST], gateway=gateway, models=models)


@dataclass(frozen=True)
class Workloads:
    """A gateway that knows the workloads of its cluster."""

    lab: Lab
    apps: dict[str, App]

    def call(self, model: str, namespace: str, account: str, audience: str = AUDIENCE) -> Answer:
        """Send a request as a pod with this service account, whose token the kubelet has mounted."""
        self.lab.cluster.require_namespace(namespace)
        self.lab.cluster.require_service_account(namespace, account)
        token = self.lab.cluster.token(namespace, account, audience)
        (answer,) = self.lab.call(host=HOST, headers=bearer(token), body={"model": model, "messages": []})
        return answer


@pytest.fixture(scope="module")
def workloads(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workloads]:
    """The gateway has the API server's public keys, as the page shows."""
    keys = shared_lab.cluster.kubectl("get", "--raw", "/openid/v1/jwks")
    rule = JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks=keys)
    folder = tmp_path_factory.mktemp("workloads")
    with declared_behind(shared_lab, folder, _declare, hosts={NAMESPACE: [HOST]}, jwt_rules=[rule]):
        apps = {
            name: shared_lab.app(name, namespace=NAMESPACE, labels={"app": name})
            for name in ("large", "middle", "small")
        }
        yield Workloads(shared_lab, apps)
        shared_lab.remove(*apps.values())


@pytest.mark.parametrize(
    ("model", "namespace", "account", "status"),
    [
        ("large", "agents", "research", 200),
        ("best", "agents", "research", 200),
        ("large", "agents", "default", 403),
        ("best", "agents", "default", 403),
        ("large", "batch", "research", 403),
        ("middle", "agents", "research", 200),
        ("middle", "agents", "default", 200),
        ("middle", "batch", "default", 403),
        ("small", "batch", "default", 200),
        ("none", "batch", "default", 403),
    ],
)
def test_which_workload_may_use_a_model(
    workloads: Workloads, model: str, namespace: str, account: str, status: int
) -> None:
    """By its service account or its namespace, by each name of the model; a refusal reaches no backend."""
    for app in workloads.apps.values():
        app.replica(0).clear_requests()
    assert workloads.call(model, namespace, account).status == status
    seen = [request for app in workloads.apps.values() for request in app.replica(0).requests()]
    assert len(seen) == (status == 200)
    for request in seen:
        assert request["headers"]["x-llm-subject"] == f"system:serviceaccount:{namespace}:{account}"
        assert "authorization" not in request["headers"]


def test_a_token_for_the_api_server_opens_nothing(workloads: Workloads) -> None:
    """The one that every pod has by default: its audience is the API server, and not the gateway."""
    assert workloads.call("small", "agents", "research", audience=ISSUER).status == 401
