"""APIs at an LlmGateway: two models, each with two pools of which the second one takes over from the first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring.apis import synthesize
from lab.cluster import manifests
from lab.cluster.client import Object
from llm_api_mesh import Failover, LlmApiMesh, LlmGatewayRef, MeshApp, Model, Pool

GATEWAY = LlmGatewayRef(namespace="llm-gateway", name="llm")

MODELS_PATH = "/v1/models"

_OF_A_TEAM = 10
_MODELS = {"llama": "llama-3.3-70b", "qwen": "qwen3-32b"}
_POOLS = ("first", "second")

# In the answer to `GET /v1/models`, which is a text in the VirtualService.
_CREATED = json.dumps('"created": ').strip('"')


@dataclass(frozen=True)
class Api:
    """One of the APIs; every team has ten in its namespace."""

    number: int

    @property
    def name(self) -> str:
        """Its name."""
        return f"api-{self.number}"

    @property
    def namespace(self) -> str:
        """The namespace of its team."""
        return f"team-{self.number // _OF_A_TEAM}"

    @property
    def host(self) -> str:
        """Its host."""
        return f"{self.name}.{self.namespace}.example.com"

    @property
    def wildcard(self) -> str:
        """The host that stands for all of its team's."""
        return f"*.{self.namespace}.example.com"


def objects(folder: Path, apis: Sequence[Api]) -> list[Object]:
    """Write the objects of APIs to a folder, and return them."""
    app = MeshApp(outdir=folder)
    for api in apis:
        LlmApiMesh(
            app,
            api.name,
            namespace=api.namespace,
            gateway=GATEWAY,
            hosts=[api.host],
            models=[Model(name=name, backend=_failover(f"{api.name}-{short}")) for short, name in _MODELS.items()],
        )
    synthesize(app)
    return manifests.objects(folder)


def at_revision(virtual_service: Object, revision: int) -> Object:
    """Change the VirtualService of an API: its models seem to be created at another time."""
    text = json.dumps(virtual_service)
    changed: Object = json.loads(text.replace(f"{_CREATED}0", f"{_CREATED}{revision}"))
    return changed


def _failover(name: str) -> Failover:
    pools = (f"{name}-{pool}" for pool in _POOLS)
    return Failover(backends=[Pool(name=pool, selector={"app": pool}, target_port=8080) for pool in pools])
