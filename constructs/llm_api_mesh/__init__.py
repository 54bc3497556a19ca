"""Load balancing for Large Language Model APIs via Istio, as a cdk8s construct."""

from llm_api_mesh.node import choose_node

choose_node()  # before anything imports cdk8s

from llm_api_mesh.app import MeshApp  # noqa: E402
from llm_api_mesh.errors import Code, MeshError, Problem  # noqa: E402
from llm_api_mesh.mesh import LlmApiMesh  # noqa: E402
from llm_api_mesh.spec.backends import Pool  # noqa: E402
from llm_api_mesh.spec.budget import Budget  # noqa: E402
from llm_api_mesh.spec.ejection import Ejection  # noqa: E402
from llm_api_mesh.spec.gateway import Certificate, Gateway, GatewayRef  # noqa: E402
from llm_api_mesh.spec.http2 import Http2KeepAlive  # noqa: E402
from llm_api_mesh.spec.load_balancer import ConsistentHash, Cookie, LeastRequest, Random, RoundRobin  # noqa: E402
from llm_api_mesh.spec.match import Match  # noqa: E402
from llm_api_mesh.spec.retries import Retries  # noqa: E402
from llm_api_mesh.spec.route import Route  # noqa: E402
from llm_api_mesh.spec.version import Version  # noqa: E402

__all__ = [
    "Budget",
    "Certificate",
    "Code",
    "ConsistentHash",
    "Cookie",
    "Ejection",
    "Gateway",
    "GatewayRef",
    "Http2KeepAlive",
    "LeastRequest",
    "LlmApiMesh",
    "Match",
    "MeshApp",
    "MeshError",
    "Pool",
    "Problem",
    "Random",
    "Retries",
    "RoundRobin",
    "Route",
    "Version",
]
