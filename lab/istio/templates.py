"""The templates of Istio's charts, from which istiod makes the pods of Gateways."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml

from lab.errors import LabError
from lab.tools import cache
from lab.tools.versions import ISTIO

_NAME = "istio-sidecar-injector"


def write_templates(folder: Path) -> None:
    """Write the templates and their values into a folder, as Istio's charts have them by default."""
    command = [str(cache.program(ISTIO, "istioctl")), "manifest", "generate"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"istioctl manifest generate: {done.stderr.strip()}")
    folder.mkdir(parents=True)
    for document in done.stdout.split("\n---\n"):
        # Only this document is parsed, because the whole manifest has a megabyte.
        if "kind: ConfigMap\n" in document and f"name: {_NAME}\n" in document:
            for name, text in yaml.load(document, Loader=yaml.CSafeLoader)["data"].items():
                (folder / name).write_text(text)
            return
    raise LabError(f"istioctl's manifest has no ConfigMap {_NAME}")
