"""What overlays can change, for type checkers, written by `make options` from the specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.api_keys import ApiKeys
from llm_api_mesh.spec.argo_cd import ArgoCdProjects
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.caller import Caller
from llm_api_mesh.spec.cors import Cors
from llm_api_mesh.spec.egress import EgressGateway, ForwardProxy
from llm_api_mesh.spec.endpoint import Endpoint
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.gateway import Certificate, Gateway, GatewayRef
from llm_api_mesh.spec.http import PlainHttp, RedirectToHttps
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh.spec.llm_gateway import ClientCertificates, DeployedPods, ExistingPods, GatewayProvider, TlsVersion
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.outbound import Outbound
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.public_path import PublicPath
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import TokenHolders

Changes = Mapping[str, object]
"""Changes in an object, in items of a list by their names, or in entries of a mapping."""


class LlmApiMeshChanges(TypedDict, total=False):
    """Fields of `LlmApiMesh` that an overlay changes, or to which it adds."""

    namespace: str
    hosts: Sequence[str] | Changes
    gateway: Gateway | GatewayRef | LlmGatewayRef | Changes
    backend: AnyBackend | Changes | None
    routes: Sequence[Route] | Changes
    mirrors: Sequence[Mirror] | Changes
    drills: Sequence[FaultDrill] | Changes
    models: Sequence[Model] | Changes
    model_from: ModelFromBody | ModelFromHeader | ModelFromPath | Changes
    endpoints: Sequence[Endpoint] | Changes
    include_usage: bool
    access: Sequence[TokenHolders] | Changes | None
    cors: Cors | Changes | None
    match: Match | Changes
    paths: Sequence[PublicPath] | Changes | None
    preset: Preset | None
    budget: Budget | Changes
    retries: Retries | Changes
    export_to: Sequence[str] | Changes
    callers: Sequence[Caller] | Changes | None
    outbound: Outbound | Changes | None
    argo_cd: bool
    cluster_domain: str
    istio: IstioRelease


class LlmGatewayChanges(TypedDict, total=False):
    """Fields of `LlmGateway` that an overlay changes, or to which it adds."""

    namespace: str
    hosts: Mapping[str, Sequence[str]] | Changes
    certificates: Sequence[Certificate] | Changes
    min_tls_version: TlsVersion
    client_certificates: ClientCertificates | Changes | None
    http: PlainHttp | RedirectToHttps | Changes | None
    https_port: int
    pods: DeployedPods | ExistingPods | Changes
    jwt_rules: Sequence[JwtRule] | Changes
    api_keys: ApiKeys | Changes | None
    anonymous: bool
    anonymous_hosts: Sequence[str] | Changes | None
    team_claim: str
    max_request_bytes: int
    session_headers: Sequence[str] | Changes
    opening_characters: int
    max_load: float | None
    failover_backends: int
    spill_limits: Sequence[int] | Changes
    choices: int
    providers: Mapping[str, GatewayProvider] | Changes
    egress_gateway: EgressGateway | Changes | None
    forward_proxy: ForwardProxy | Changes | None
    inference_pools: Sequence[str] | Changes
    pool_users: Mapping[str, Sequence[str]] | Changes
    admission_policy: bool
    num_trusted_proxies: int
    argo_cd: bool
    argo_cd_projects: ArgoCdProjects | Changes | None
    cluster_domain: str
    istio: IstioRelease
