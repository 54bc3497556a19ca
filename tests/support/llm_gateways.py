"""LLM gateways of the tests: their objects, as data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llm_api_mesh import Certificate, GatewayProvider, KeyFromFile, LlmGateway, MeshApp
from llm_api_mesh.spec.providers import AnyProvider
from support import documents
from support.callers import open_unless_asking
from support.documents import Document
from support.scripts import Script

_OF_KUBERNETES = frozenset({"ConfigMap", "Deployment", "PodDisruptionBudget", "Service", "ServiceAccount"})

KEY = KeyFromFile(path="/run/secrets/provider/key.yaml")
PLAIN: Mapping[str, Any] = {
    "namespace": "llm-gateway",
    "hosts": {"ai": ["chat.example.com"]},
    "certificates": [Certificate(credential_name="llm")],
}
"""The keywords of a plain gateway."""


def plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Keywords of a plain gateway with some changes; `...` leaves a keyword out."""
    return open_unless_asking({key: value for key, value in {**PLAIN, **changes}.items() if value is not ...})


def written(folder: Path, **changes: Any) -> list[Document]:
    """Synthesize a gateway that is plain but for some keywords, and give its objects, which are valid."""
    app = MeshApp(outdir=folder / "dist")
    LlmGateway(app, "llm", **plain(changes))
    app.synth()
    found = documents.load((folder / "dist" / "llm.k8s.yaml").read_text())
    for one in found:
        documents.assert_schema_valid(one, changes.get("istio", "1.31"))
    documents.assert_sound(found)
    return found


def find(found: list[Document], kind: str, name: str, api: str = "istio.io") -> Document:
    """Return the object of a kind with a name; a Gateway is Istio's, unless another API is given."""
    (one,) = [
        document
        for document in found
        if (document["kind"], document["metadata"]["name"]) == (kind, name)
        and (api in document["apiVersion"] or kind in _OF_KUBERNETES)
    ]
    return one


def with_provider(folder: Path, provider: AnyProvider, name: str = "one") -> list[Document]:
    """Synthesize a gateway with a hosted provider, and give its objects."""
    secret = "provider" if hasattr(provider, "api_key") and provider.api_key else None
    return written(folder, providers={name: GatewayProvider(provider=provider, namespaces=["ai"], secret=secret)})


def upstream_filters(found: list[Document], provider: str = "one") -> dict[str, Any]:
    """The configuration of each HTTP filter on a provider's cluster, by name and in their order."""
    (patch,) = find(found, "EnvoyFilter", f"llm-provider-{provider}")["spec"]["configPatches"]
    assert patch["applyTo"] == "CLUSTER"
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    return {one["name"].removeprefix("llm-gateway/"): one["typed_config"] for one in options["http_filters"]}


def script(config: dict[str, Any]) -> Script:
    """The script of a Lua filter."""
    return Script(config["default_source_code"]["inline_string"])


def patches(found: list[Document], name: str) -> list[Document]:
    """The patches of one of the gateway's EnvoyFilters."""
    listed: list[Document] = find(found, "EnvoyFilter", name)["spec"]["configPatches"]
    return listed
