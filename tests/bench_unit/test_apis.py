"""The APIs that are measured can be declared, and the LLM gateway has the hosts of those behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.measuring import apis
from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, applied, host_of, start_llm_gateway
from bench.measuring.traffic import bodies, canary, failover
from bench.peers import BY_NAME
from bench.peers.istio import Ours
from bench.peers.variants import OursAtPlainGateway
from bench.traffic import BEHIND_LLM_GATEWAY
from llm_api_mesh import MeshApp


class _Lab:
    """Keeps what is applied, in place of a lab."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.applied: list[Path] = []

    @property
    def state(self) -> _Lab:
        return self

    @property
    def hub(self) -> _Lab:
        return self

    @property
    def gateway(self) -> _Lab:
        return self

    @property
    def host(self) -> _Lab:
        return self

    namespace = address = "lab"

    def apply(self, path: Path) -> None:
        self.applied.append(path)

    def delete(self, path: Path) -> None:
        assert path in self.applied


@pytest.fixture
def lab(tmp_path: Path) -> Any:
    """What the functions need of a lab."""
    return _Lab(tmp_path)


def _objects(path: Path) -> list[dict[str, Any]]:
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [one for file in files for one in yaml.safe_load_all(file.read_text())]


def test_the_llm_gateway_has_the_hosts_of_all_apis_behind_it(lab: Any) -> None:
    """The Gateway lists the host of each API, for the namespace of the APIs."""
    start_llm_gateway(lab, BEHIND_LLM_GATEWAY)
    (public,) = (
        one
        for one in _objects(lab.applied[0])
        if one["kind"] == "Gateway" and one["metadata"]["name"] == LLM_GATEWAY.name
    )
    (server,) = public["spec"]["servers"]
    assert set(server["hosts"]) == {f"{NAMESPACE}/{host_of(name)}" for name in BEHIND_LLM_GATEWAY}


@pytest.mark.parametrize("name", [name for name, kind in BY_NAME.items() if issubclass(kind, Ours)])
def test_variants_of_ours_are_at_their_gateway(name: str, tmp_path: Path) -> None:
    """Each variant of the construct's API can be written; the LLM gateway has the hosts of those behind it."""
    kind = BY_NAME[name]
    assert issubclass(kind, Ours)
    peer = kind.__new__(kind)
    app = MeshApp(outdir=tmp_path)
    peer.declare(app)
    apis.synthesize(app)
    routes = [one for one in _objects(tmp_path) if one["kind"] == "VirtualService"]
    behind = kind is not OursAtPlainGateway
    gateway = f"{LLM_GATEWAY.namespace}/{LLM_GATEWAY.name}" if behind else f"{NAMESPACE}/{name}"
    assert [gateway] in [one["spec"].get("gateways") for one in routes]
    assert (name in BEHIND_LLM_GATEWAY) is behind


def test_the_canary_without_sessions_has_the_weights_alone(lab: Any) -> None:
    """Of the same API, plain Istio lacks the routes of sessions and nothing else."""
    written = {}
    for name, options in canary.MESHES.items():
        with applied(lab, "canary", **options):
            written[name] = _objects(lab.applied[-1])
    differing = [
        (one, other) for one, other in zip(written[canary.STICKY], written[canary.PLAIN], strict=True) if one != other
    ]
    ((sticky, plain),) = differing
    assert sticky["spec"]["http"][-1:] == plain["spec"]["http"]
    with (
        pytest.raises(ValueError, match="no routes for the versions"),
        applied(lab, "canary", by_session=False, **canary.MESHES[canary.NO_AFFINITY]),
    ):
        pass


def test_stages_have_the_names_of_the_gateway_s_hosts() -> None:
    """Each API behind the gateway has a name of the list."""
    assert {*canary.NAMES.values(), *failover.NAMES.values(), bodies.ROUTED} <= set(BEHIND_LLM_GATEWAY)
