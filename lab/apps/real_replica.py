"""A replica with a real model server, which has no faults and no record of requests."""

from __future__ import annotations

from typing import Any

from lab.apps.python_environment import PYTHON_ENVIRONMENT
from lab.apps.replica import Replica
from lab.errors import LabError, MissingError
from lab.machine.connection import fetch_json
from lab.machine.processes import Program
from lab.tools.real_model_server.environment import REAL_MODEL_SERVER


def require_built() -> None:
    """Raise if the real model server isn't installed."""
    if not REAL_MODEL_SERVER.built:
        raise MissingError("the real model server is not installed", f"python -m lab.build {REAL_MODEL_SERVER.name}")


class RealReplica(Replica):
    """llama.cpp's server in a Pod; `kill`, `freeze` and `vanish` work as for the simulator."""

    def _ready(self) -> bool:
        self._process.require_running()
        fetch_json(self.host.namespace, int(str(self._settings["port"])), "/health")
        return True

    def _control(self, method: str, path: str) -> Any:
        raise LabError(f"a real model server has no {path}: only the simulator has it")

    def _program(self) -> Program:
        model = str(self._settings["models"]).partition(",")[0]
        return Program(
            name="real-model-server",
            arguments=(
                *(str(REAL_MODEL_SERVER.python), "-m", "lab.tools.real_model_server"),
                *(f"--model={model or 'tiny'}", f"--port={self._settings['port']}"),
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment=PYTHON_ENVIRONMENT,
        )
