"""Load balancing for Large Language Model APIs via Istio, as a cdk8s construct.

A name is imported when it is first used. Only `Environments`, `LlmApiMesh`, `LlmGateway`, `MeshApp` and `add_files`
import cdk8s and start Node.js.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from llm_api_mesh.startup import start_node, watch_imports

if TYPE_CHECKING:
    from llm_api_mesh.apis_in_files import add_files
    from llm_api_mesh.app import MeshApp
    from llm_api_mesh.environments import Environments
    from llm_api_mesh.errors import Code, MeshError, Problem, Source
    from llm_api_mesh.llm_api_mesh import LlmApiMesh
    from llm_api_mesh.llm_gateway import LlmGateway
    from llm_api_mesh.spec.api_keys import ApiKeys
    from llm_api_mesh.spec.argo_cd import ArgoCdProjects, ArgoCdSource, ArgoCdTeam
    from llm_api_mesh.spec.backends.failover import Failover
    from llm_api_mesh.spec.backends.inference_pool import InferencePool, InferencePoolRef
    from llm_api_mesh.spec.backends.pool import Pool
    from llm_api_mesh.spec.backends.provider_ref import ProviderRef
    from llm_api_mesh.spec.backends.service_ref import ServiceRef
    from llm_api_mesh.spec.budget import Budget
    from llm_api_mesh.spec.caller import ALL_CALLERS, Caller
    from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie, Maglev, RingHash
    from llm_api_mesh.spec.cors import Cors
    from llm_api_mesh.spec.credentials import KeyFromFile
    from llm_api_mesh.spec.egress import EgressGateway, ForwardProxy
    from llm_api_mesh.spec.ejection import Ejection
    from llm_api_mesh.spec.endpoint import Endpoint
    from llm_api_mesh.spec.environment import Environment, LlmApiMeshOverlay, LlmGatewayOverlay
    from llm_api_mesh.spec.fault_drill import FaultDrill
    from llm_api_mesh.spec.gateway import Certificate, CertificateIssuer, Gateway, GatewayRef
    from llm_api_mesh.spec.http import PlainHttp, RedirectToHttps
    from llm_api_mesh.spec.http2 import Http2KeepAlive
    from llm_api_mesh.spec.jwt_rule import ANY_AUDIENCE, JwtRule, TokenHeader
    from llm_api_mesh.spec.llm_gateway import (
        ClientCertificates,
        DeployedPods,
        ExistingPods,
        GatewayProvider,
    )
    from llm_api_mesh.spec.llm_gateway_ref import ALL_POOL_USERS, LlmGatewayRef
    from llm_api_mesh.spec.load_balancer import LeastRequest, Passthrough, Random, RoundRobin
    from llm_api_mesh.spec.locality import Locality, ZoneAware
    from llm_api_mesh.spec.match import Match
    from llm_api_mesh.spec.mirror import Mirror
    from llm_api_mesh.spec.model import Model
    from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
    from llm_api_mesh.spec.outbound import Outbound
    from llm_api_mesh.spec.picker import Picker
    from llm_api_mesh.spec.providers.anthropic import Anthropic
    from llm_api_mesh.spec.providers.azure_openai import AzureOpenAI
    from llm_api_mesh.spec.providers.bedrock import Bedrock
    from llm_api_mesh.spec.providers.gemini import Gemini
    from llm_api_mesh.spec.providers.mistral import Mistral
    from llm_api_mesh.spec.providers.openai import OpenAI
    from llm_api_mesh.spec.providers.openai_compatible import OpenAICompatible
    from llm_api_mesh.spec.providers.vertex_ai import VertexAI
    from llm_api_mesh.spec.public_path import ALL_PATHS, OPENAI_PATHS, PublicPath
    from llm_api_mesh.spec.retries import Retries
    from llm_api_mesh.spec.route import Route
    from llm_api_mesh.spec.token_holders import TokenHolders
    from llm_api_mesh.spec.version import Version
    from llm_api_mesh.spec.warm_up import WarmUp

__all__ = [
    "ALL_CALLERS",
    "ALL_PATHS",
    "ALL_POOL_USERS",
    "ANY_AUDIENCE",
    "OPENAI_PATHS",
    "Anthropic",
    "ApiKeys",
    "ArgoCdProjects",
    "ArgoCdSource",
    "ArgoCdTeam",
    "AzureOpenAI",
    "Bedrock",
    "Budget",
    "Caller",
    "Certificate",
    "CertificateIssuer",
    "ClientCertificates",
    "Code",
    "ConsistentHash",
    "Cookie",
    "Cors",
    "DeployedPods",
    "EgressGateway",
    "Ejection",
    "Endpoint",
    "Environment",
    "Environments",
    "ExistingPods",
    "Failover",
    "FaultDrill",
    "ForwardProxy",
    "Gateway",
    "GatewayProvider",
    "GatewayRef",
    "Gemini",
    "Http2KeepAlive",
    "InferencePool",
    "InferencePoolRef",
    "JwtRule",
    "KeyFromFile",
    "LeastRequest",
    "LlmApiMesh",
    "LlmApiMeshOverlay",
    "LlmGateway",
    "LlmGatewayOverlay",
    "LlmGatewayRef",
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
    "Outbound",
    "Passthrough",
    "Picker",
    "PlainHttp",
    "Pool",
    "Problem",
    "ProviderRef",
    "PublicPath",
    "Random",
    "RedirectToHttps",
    "Retries",
    "RingHash",
    "RoundRobin",
    "Route",
    "ServiceRef",
    "Source",
    "TokenHeader",
    "TokenHolders",
    "Version",
    "VertexAI",
    "WarmUp",
    "ZoneAware",
    "add_files",
]

_MODULES = {
    "ALL_CALLERS": "spec.caller",
    "ALL_PATHS": "spec.public_path",
    "ALL_POOL_USERS": "spec.llm_gateway_ref",
    "ANY_AUDIENCE": "spec.jwt_rule",
    "Anthropic": "spec.providers.anthropic",
    "ApiKeys": "spec.api_keys",
    "ArgoCdProjects": "spec.argo_cd",
    "ArgoCdSource": "spec.argo_cd",
    "ArgoCdTeam": "spec.argo_cd",
    "AzureOpenAI": "spec.providers.azure_openai",
    "Bedrock": "spec.providers.bedrock",
    "Budget": "spec.budget",
    "Caller": "spec.caller",
    "Certificate": "spec.gateway",
    "CertificateIssuer": "spec.gateway",
    "ClientCertificates": "spec.llm_gateway",
    "Code": "errors",
    "ConsistentHash": "spec.consistent_hash",
    "Cookie": "spec.consistent_hash",
    "Cors": "spec.cors",
    "DeployedPods": "spec.llm_gateway",
    "EgressGateway": "spec.egress",
    "Ejection": "spec.ejection",
    "Endpoint": "spec.endpoint",
    "Environment": "spec.environment",
    "Environments": "environments",
    "ExistingPods": "spec.llm_gateway",
    "Failover": "spec.backends.failover",
    "FaultDrill": "spec.fault_drill",
    "ForwardProxy": "spec.egress",
    "Gateway": "spec.gateway",
    "GatewayProvider": "spec.llm_gateway",
    "GatewayRef": "spec.gateway",
    "Gemini": "spec.providers.gemini",
    "Http2KeepAlive": "spec.http2",
    "InferencePool": "spec.backends.inference_pool",
    "InferencePoolRef": "spec.backends.inference_pool",
    "JwtRule": "spec.jwt_rule",
    "KeyFromFile": "spec.credentials",
    "LeastRequest": "spec.load_balancer",
    "LlmApiMesh": "llm_api_mesh",
    "LlmApiMeshOverlay": "spec.environment",
    "LlmGateway": "llm_gateway",
    "LlmGatewayOverlay": "spec.environment",
    "LlmGatewayRef": "spec.llm_gateway_ref",
    "Locality": "spec.locality",
    "Maglev": "spec.consistent_hash",
    "Match": "spec.match",
    "MeshApp": "app",
    "MeshError": "errors",
    "Mirror": "spec.mirror",
    "Mistral": "spec.providers.mistral",
    "Model": "spec.model",
    "ModelFromBody": "spec.model_source",
    "ModelFromHeader": "spec.model_source",
    "ModelFromPath": "spec.model_source",
    "OPENAI_PATHS": "spec.public_path",
    "OpenAI": "spec.providers.openai",
    "OpenAICompatible": "spec.providers.openai_compatible",
    "Outbound": "spec.outbound",
    "Passthrough": "spec.load_balancer",
    "Picker": "spec.picker",
    "PlainHttp": "spec.http",
    "Pool": "spec.backends.pool",
    "Problem": "errors",
    "ProviderRef": "spec.backends.provider_ref",
    "PublicPath": "spec.public_path",
    "Random": "spec.load_balancer",
    "RedirectToHttps": "spec.http",
    "Retries": "spec.retries",
    "RingHash": "spec.consistent_hash",
    "RoundRobin": "spec.load_balancer",
    "Route": "spec.route",
    "ServiceRef": "spec.backends.service_ref",
    "Source": "errors",
    "TokenHeader": "spec.jwt_rule",
    "TokenHolders": "spec.token_holders",
    "Version": "spec.version",
    "VertexAI": "spec.providers.vertex_ai",
    "WarmUp": "spec.warm_up",
    "ZoneAware": "spec.locality",
    "add_files": "apis_in_files",
}
_NEED_NODE = frozenset({"Environments", "LlmApiMesh", "LlmGateway", "MeshApp", "add_files"})

watch_imports()

if not TYPE_CHECKING:  # a type checker that saw this function would accept any name

    def __getattr__(name: str) -> object:
        if name == "KeyFromEnvironment":
            # Not an AttributeError, whose text `from llm_api_mesh import ...` would replace.
            raise ImportError("A provider's key is in a file of the gateway's pods: KeyFromFile(path=\"...\").")
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if not _NEED_NODE.isdisjoint({name, *_names_of_statement()}):
            start_node()
            import_module("llm_api_mesh.reading")  # all types and checks, which need no Node.js, while it starts
        value = getattr(import_module(f"llm_api_mesh.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _names_of_statement() -> tuple[str, ...]:
    """Return all names of the `from llm_api_mesh import ...` statement that is being executed.

    The import system requests the names one by one. Because all of them are known here, Node.js starts at the first
    name. Otherwise it would start at `LlmApiMesh`, which comes after half of the other names in a sorted statement.
    """
    caller = sys._getframe(2)  # noqa: SLF001  # there is no other way, and without it Node.js only starts later
    if caller.f_globals.get("__name__") != "importlib._bootstrap":
        return ()
    return tuple(caller.f_locals.get("fromlist", ()))
