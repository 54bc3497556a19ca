"""The routes of callers in the mesh to a backend that several models share."""

from __future__ import annotations

import pytest

from llm_api_mesh import LlmGatewayRef, Model, Pool, Route, Version
from support.apps import Emit

VERSIONS = [Version(name="v1", weight=100), Version(name="v2", weight=0)]
POOL = Pool(name="shared", selector={"app": "shared"}, target_port=8080, versions=VERSIONS)
TESTERS = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")


@pytest.mark.parametrize(
    ("other", "names"), [([TESTERS], ["testers", "primary"]), ([], ["primary"])], ids=["the same routes", "none"]
)
def test_callers_have_the_routes_that_all_models_have(emit: Emit, other: list[Route], names: list[str]) -> None:
    """A caller names no model, so the routes of one model don't apply to requests for another one."""
    models = [Model(name="a", backend=POOL, routes=[TESTERS]), Model(name="b", backend=POOL, routes=other)]
    gateway = LlmGatewayRef(namespace="llm-gateway", name="llm")
    http = emit("VirtualService", "shared-in-mesh", backend=None, models=models, gateway=gateway)["spec"]["http"]
    assert [route["name"].rpartition("/")[2] for route in http] == names
