"""Load balancing for Large Language Model APIs via Istio, as a cdk8s construct."""

from llm_api_mesh.node import choose_node, start_node

choose_node()  # before anything imports cdk8s
start_node()  # it takes a while, in which these are imported, which need no cdk8s:

import llm_api_mesh.reading  # noqa: E402, F401  # with all checks, and most of plan/
from llm_api_mesh.errors import Code, MeshError, Problem  # noqa: E402
from llm_api_mesh.spec.backends.anthropic import Anthropic  # noqa: E402
from llm_api_mesh.spec.backends.azure_openai import AzureOpenAI  # noqa: E402
from llm_api_mesh.spec.backends.bedrock import Bedrock  # noqa: E402
from llm_api_mesh.spec.backends.failover import Failover  # noqa: E402
from llm_api_mesh.spec.backends.gemini import Gemini  # noqa: E402
from llm_api_mesh.spec.backends.mistral import Mistral  # noqa: E402
from llm_api_mesh.spec.backends.openai import OpenAI  # noqa: E402
from llm_api_mesh.spec.backends.openai_compatible import OpenAICompatible  # noqa: E402
from llm_api_mesh.spec.backends.pool import Pool  # noqa: E402
from llm_api_mesh.spec.backends.vertex_ai import VertexAI  # noqa: E402
from llm_api_mesh.spec.budget import Budget  # noqa: E402
from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie, Maglev, RingHash  # noqa: E402
from llm_api_mesh.spec.credentials import KeyFromEnvironment, KeyFromFile  # noqa: E402
from llm_api_mesh.spec.ejection import Ejection  # noqa: E402
from llm_api_mesh.spec.fault_drill import FaultDrill  # noqa: E402
from llm_api_mesh.spec.gateway import Certificate, Gateway, GatewayRef  # noqa: E402
from llm_api_mesh.spec.http2 import Http2KeepAlive  # noqa: E402
from llm_api_mesh.spec.load_balancer import LeastRequest, Passthrough, Random, RoundRobin  # noqa: E402
from llm_api_mesh.spec.locality import Locality, ZoneAware  # noqa: E402
from llm_api_mesh.spec.match import Match  # noqa: E402
from llm_api_mesh.spec.mirror import Mirror  # noqa: E402
from llm_api_mesh.spec.model import Model  # noqa: E402
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath  # noqa: E402
from llm_api_mesh.spec.retries import Retries  # noqa: E402
from llm_api_mesh.spec.route import Route  # noqa: E402
from llm_api_mesh.spec.version import Version  # noqa: E402
from llm_api_mesh.spec.warm_up import WarmUp  # noqa: E402

# isort: split
from llm_api_mesh.app import MeshApp  # noqa: E402
from llm_api_mesh.mesh import LlmApiMesh  # noqa: E402

__all__ = [
    "Anthropic",
    "AzureOpenAI",
    "Bedrock",
    "Budget",
    "Certificate",
    "Code",
    "ConsistentHash",
    "Cookie",
    "Ejection",
    "Failover",
    "FaultDrill",
    "Gateway",
    "GatewayRef",
    "Gemini",
    "Http2KeepAlive",
    "KeyFromEnvironment",
    "KeyFromFile",
    "LeastRequest",
    "LlmApiMesh",
    "Locality",
    "Maglev",
    "Match",
    "MeshApp",
    "MeshError",
    "Mirror",
    "Mistral",
    "Model",
    "ModelFromBody",
    "ModelFromHeader",
    "ModelFromPath",
    "OpenAI",
    "OpenAICompatible",
    "Passthrough",
    "Pool",
    "Problem",
    "Random",
    "Retries",
    "RingHash",
    "RoundRobin",
    "Route",
    "Version",
    "VertexAI",
    "WarmUp",
    "ZoneAware",
]
