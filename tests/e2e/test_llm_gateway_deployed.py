"""An LLM gateway whose pods istiod deploys, by a Gateway of the Gateway API.

The lab has no controller that makes pods of a Deployment, so it starts a pod with the labels that istiod would give it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from e2e.support.folders import GATEWAY_API, LLM_GATEWAY
from e2e.support.llm_gateways import Platform, platform, pools
from lab.environment import Lab
from lab.istio.istiod import IstiodSpec
from lab.waits import wait_for

# By its defaults, istiod merges no Gateway of another namespace into the listeners of deployed pods. Where an older
# compatibilityVersion has switched that off, the scope of all Gateways does the same.
ISTIOD = {
    "defaults": IstiodSpec(),
    "older compatibilityVersion": IstiodSpec(
        environment={
            "PILOT_ENABLE_STRICT_GATEWAY_MERGING": "false",
            "PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "true",
        }
    ),
}


@pytest.fixture(scope="module", params=ISTIOD)
def gateway(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway in a separate lab, because the definitions of the Gateway API change what istiod does."""
    folder = tmp_path_factory.mktemp("llm-gateway")
    with Lab(istiod_spec=ISTIOD[request.param]) as lab:
        lab.cluster.define(GATEWAY_API)
        lab.cluster.define(LLM_GATEWAY / "gateway_class.yaml")
        wait_for("istiod's own class", lambda: "istio" in lab.cluster.kubectl("get", "gatewayclasses", "-o", "name"))
        # Before the platform's own objects, as Istio gives a name to the oldest.
        lab.cluster.require_namespace("thief")
        lab.apply(LLM_GATEWAY / "hostile_gateway.yaml")
        with platform(lab, folder, "deployed") as running, pools(lab):
            running.apply_api(folder / "api")
            yield running


def test_models_failover_and_headers(gateway: Platform) -> None:
    """What existing pods do, deployed pods do as well: models, HTTPS, forged headers, the provider's own name."""
    assert gateway.call("qwen3-32b").replica == "qwen-0"
    assert gateway.call("qwen3-32b", tls=True).replica == "qwen-0"
    assert gateway.call("zz").json()["error"]["code"] == "model_not_found"
    assert gateway.call("zz", headers={"x-llm-gateway-model": "qwen3-32b"}).status == 403
    gateway.lab.assert_nothing_rejected()


def test_a_gateway_of_another_namespace_takes_no_host(gateway: Platform) -> None:
    """A Gateway of another namespace that selects the pods has no effect, even if it is older."""
    assert gateway.calls(count=10).statuses() == {200: 10}
