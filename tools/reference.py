"""Write docs/reference.md: every keyword, its default and what it becomes, from the specification's own docs."""

from __future__ import annotations

import sys
from pathlib import Path

from llm_api_mesh.reading.docs import field_docs, one_line
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.api_keys import ApiKeys
from llm_api_mesh.spec.argo_cd import ArgoCdProjects, ArgoCdSource, ArgoCdTeam
from llm_api_mesh.spec.backends import Failover, InferencePool, InferencePoolRef, Pool, ProviderRef, ServiceRef
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.caller import Caller
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
from llm_api_mesh.spec.jwt_rule import JwtRule, TokenHeader
from llm_api_mesh.spec.llm_gateway import (
    ClientCertificates,
    DeployedPods,
    ExistingPods,
    GatewayProvider,
    LlmGatewaySpec,
)
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.load_balancer import LeastRequest, Passthrough, Random, RoundRobin
from llm_api_mesh.spec.locality import Locality, ZoneAware
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.outbound import Outbound
from llm_api_mesh.spec.picker import Picker
from llm_api_mesh.spec.providers import PROVIDERS
from llm_api_mesh.spec.public_path import PublicPath
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import TokenHolders
from llm_api_mesh.spec.version import Version
from llm_api_mesh.spec.warm_up import WarmUp

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
ORDER: tuple[type[Spec], ...] = (
    ApiSpec, Pool, Version, Route, Mirror, FaultDrill, Match, PublicPath, Cors,
    Gateway, Certificate, CertificateIssuer, GatewayRef, LlmGatewayRef, Caller, Outbound, TokenHolders,
    Model, ModelFromBody, ModelFromHeader, ModelFromPath, Endpoint,
    Budget, Retries,
    LeastRequest, RoundRobin, Random, ConsistentHash, Cookie, Maglev, RingHash, Passthrough, WarmUp,
    Locality, ZoneAware, Ejection, Http2KeepAlive,
    ServiceRef, InferencePool, Picker, InferencePoolRef, Failover, ProviderRef,
    LlmGatewaySpec, ClientCertificates, PlainHttp, RedirectToHttps, DeployedPods, ExistingPods, GatewayProvider,
    EgressGateway, ForwardProxy, JwtRule, TokenHeader, ApiKeys,
    ArgoCdProjects, ArgoCdTeam, ArgoCdSource,
    *PROVIDERS,
    KeyFromFile,
    Environment, LlmApiMeshOverlay, LlmGatewayOverlay,
)  # fmt: skip
_CONSTRUCTS = {LlmGatewaySpec: "LlmGateway", ApiSpec: "LlmApiMesh"}
_INTRODUCTION = """\
# Reference

This page lists every type and keyword. `make reference` generates it from the docstrings of the code.

Durations are text such as `"20s"`, `"1m30s"` or `"500ms"` (units `h`, `m`, `s` and `ms`), or `datetime.timedelta`. Type
checkers accept only timedelta. Lists and mappings are copied and can't be changed afterwards.

## Plain data

You can also give each object as a mapping, such as one that a reader of YAML or JSON returns. If a keyword takes
several types, the mapping must name its type as `kind`; otherwise `kind` is optional. Problems are reported in the same
way as for objects.

```python
from llm_api_mesh import LlmApiMesh, MeshApp

options = {
    "namespace": "ai",
    "hosts": ["chat.example.com"],
    "gateway": {"kind": "Gateway", "anonymous": True, "http": {"kind": "PlainHttp"}},
    "backend": {
        "kind": "Pool",
        "selector": {"app": "chat"},
        "target_port": 8080,
        "load_balancer": {"kind": "RoundRobin", "warmup": {"duration": "1m30s"}},
        "versions": [{"name": "v1", "weight": 90}, {"name": "v2", "weight": 10}],
    },
}
app = MeshApp()
LlmApiMesh(app, "chat", **options)
app.synth()
```

`llm_api_mesh.reading.schema.options_schema()` returns the JSON Schema (draft 2020-12) of these options. A program that
reads [files](files.md) needs neither.
"""


def page() -> str:
    """Return the page's text."""
    return "\n".join([_INTRODUCTION, *map(_section, ORDER)])


def _section(kind: type[Spec]) -> str:
    title = _CONSTRUCTS.get(kind, kind.__name__)
    docs = field_docs(kind)
    rows = [
        f"| `{_keyword(kind, name)}` | {'required' if field.is_required() else ''} | {_cell(docs[name])} |"
        for name, field in kind.model_fields.items()
    ]
    table = ["| keyword | | what it is |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## {title}", "", _paragraphs(kind.__doc__ or ""), "", *table])


def _keyword(kind: type[Spec], field: str) -> str:
    return "id" if kind in _CONSTRUCTS and field == "name" else field


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _paragraphs(docstring: str) -> str:
    return "\n\n".join(one_line(part) for part in docstring.split("\n\n"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
