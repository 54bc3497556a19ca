"""What the checklists of an app say about several APIs together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llm_api_mesh import Gateway, GatewayRef, LlmApiMesh, LlmGatewayRef, MeshApp, PlainHttp, Pool

AnyGateway = Gateway | GatewayRef | LlmGatewayRef

HOST = "chat.example.com"
UNKNOWN = GatewayRef(namespace="edge", name="shared")
OWN = Gateway(anonymous=True, name="own", http=PlainHttp())
WARNING = (
    "one, two: for the gateway's owner\n"
    "  - Gateways: the APIs one and two have chat.example.com at two Gateways, edge/shared and {}. If both Gateways "
    "have the same pods and port, one of the APIs gets no requests for it. Then name one of the Gateways in both APIs, "
    "by a GatewayRef, and give each a match.\n"
)


@pytest.fixture
def printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what is printed for an API and another one, each with its gateway."""

    def synthesized(one: AnyGateway, two: AnyGateway, host: str = HOST) -> str:
        app = MeshApp(outdir=tmp_path)
        for name, gateway, own in (("one", one, HOST), ("two", two, host)):
            pool = Pool(selector={"app": name}, target_port=8080)
            LlmApiMesh(app, name, namespace="ai", hosts=[own], backend=pool, gateway=gateway)
        app.synth()
        return capsys.readouterr().out

    return synthesized


def test_a_host_at_gateways_whose_pods_are_unknown(printed: Callable[..., str]) -> None:
    """The pods of a Gateway that no construct of the app declares may be those of another one."""
    assert WARNING.format("ai/own") in printed(UNKNOWN, OWN)
    assert WARNING.format("edge/other") in printed(UNKNOWN, GatewayRef(namespace="edge", name="other"))
    assert WARNING.format("llm/llm") in printed(UNKNOWN, LlmGatewayRef(namespace="llm", name="llm"))


@pytest.mark.parametrize(
    ("one", "two", "host"),
    [
        (UNKNOWN, OWN, "own.example.com"),
        # These have other pods.
        (Gateway(anonymous=True, name="first", selector={"istio": "first"}, http=PlainHttp()), OWN, HOST),
        (LlmGatewayRef(namespace="llm", name="llm"), OWN, HOST),
    ],
)
def test_other_hosts_and_known_pods_are_no_warning(
    printed: Callable[..., str], one: AnyGateway, two: AnyGateway, host: str
) -> None:
    """Two Gateways of known pods are refused if they can't both serve the host."""
    assert "at two Gateways" not in printed(one, two, host)
