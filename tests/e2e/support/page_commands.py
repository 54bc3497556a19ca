"""Run the commands of pages on a lab: `kubectl`, `istioctl` and what reads their output."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

from lab.environment import Lab
from lab.machine import namespaces
from lab.tools import cache
from lab.tools.versions import ISTIO, KUBERNETES
from support.console import Command

# In a cluster, istioctl and `kubectl logs` reach a proxy by the API server and the kubelet. The lab has no kubelet, so
# both read what the lab has fetched from its gateway.
_KUBECTL = """\
#!/bin/bash
if [ "$1" = logs ]; then exec cat {folder}/access.log; fi
exec {enter} {kubectl} --kubeconfig {kubeconfig} "$@"
"""
_ISTIOCTL = """\
#!/bin/bash
if [ "$1" != proxy-config ]; then exec {enter} {istioctl} --kubeconfig {kubeconfig} "$@"; fi
kind=$2; shift 3
flags=()
while [ $# -gt 0 ]; do
  if [ "$1" = -n ]; then shift 2; else flags+=("$1"); shift; fi
done
dump=config.json; if [ "$kind" = endpoints ]; then dump=clusters.json; fi
exec {enter} {istioctl} --kubeconfig {kubeconfig} proxy-config "$kind" --file {folder}/$dump "${{flags[@]}}"
"""


class Shell:
    """A shell in which `kubectl` and `istioctl` are those of a lab."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        """Write both commands into a folder."""
        self._lab = lab
        self._folder = folder
        self._programs = folder / "bin"
        self._programs.mkdir()
        places = {
            "enter": shlex.join(namespaces.entering(lab.hub.namespace)),
            "folder": folder,
            "istioctl": cache.program(ISTIO, "istioctl"),
            "kubeconfig": lab.apiserver.kubeconfig,
            "kubectl": cache.program(KUBERNETES, "kubectl"),
        }
        for name, text in {"kubectl": _KUBECTL, "istioctl": _ISTIOCTL}.items():
            file = self._programs / name
            file.write_text(text.format(**places))
            file.chmod(0o755)

    def run(self, command: Command) -> str:
        """Run a command of a page, and give what it prints on both streams."""
        gateway = self._lab.gateway
        (self._folder / "access.log").write_text("\n".join(gateway.logs()))
        (self._folder / "config.json").write_text(json.dumps(gateway.whole_config()))
        (self._folder / "clusters.json").write_text(json.dumps(gateway.cluster_statuses()))
        done = subprocess.run(
            ["/bin/bash", "-c", command.text],
            cwd=self._folder,
            env={**os.environ, "PATH": f"{self._programs}:{os.environ['PATH']}", "HOME": str(self._folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.stdout
