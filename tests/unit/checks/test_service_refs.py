"""A Service of the gateway itself is no backend."""

from __future__ import annotations

import pytest

from llm_api_mesh import MeshApp, Model, ModelFromHeader, ServiceRef
from support.apps import LLM_GATEWAY, Refusal, api

BY_HEADER = ModelFromHeader(name="x-model")


def to(name: str, namespace: str = "llm-gateway") -> ServiceRef:
    """A reference to a Service, by default in the gateway's namespace."""
    return ServiceRef(name=name, namespace=namespace, port=80)


@pytest.mark.parametrize("name", ["llm-istio", "llm-pools-istio", "llm-failover-2"])
def test_a_service_of_the_gateway_is_refused(refusal: Refusal, name: str) -> None:
    """Its routes would lead to the gateway again, which takes the same route."""
    (problem,) = refusal(gateway=LLM_GATEWAY, backend=to(name))
    assert f'backend.name: got "{name}", a Service of the LLM gateway "llm" itself.' in problem
    assert problem.endswith("[service-loop]")
    models = [Model(name="a", backend=to(name))]
    (problem,) = refusal(gateway=LLM_GATEWAY, backend=None, model_from=BY_HEADER, models=models)
    assert "models[a].backend.name: " in problem


@pytest.mark.parametrize("backend", [to("llama"), to("llm-istio", "other"), to("other-istio")])
def test_other_services_are_accepted(backend: ServiceRef) -> None:
    """Of the gateway's namespace as well."""
    app = MeshApp()
    api(app, gateway=LLM_GATEWAY, backend=backend)
    app.synth_yaml()
