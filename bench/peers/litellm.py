"""LiteLLM's proxy from PyPI, in its own environment in the lab's cache, apart from this project's dependencies."""

from __future__ import annotations

import subprocess
import venv
from collections.abc import Mapping
from pathlib import Path

import yaml

from bench.measuring.progress import say
from bench.peers.peer import MODEL_PORT, PORT, Standalone
from lab.errors import MissingError
from lab.tools import cache

# The newest version whose dependencies are all on PyPI.
VERSION = "1.101.5"

_DISTRIBUTION = f"litellm[proxy]=={VERSION}"


class LiteLLM(Standalone):
    """The least busy deployment and retries, with one worker and without request logs and a database."""

    name = "litellm"
    program = "litellm"

    @classmethod
    def require(cls) -> None:
        """Nothing, because `prepare` installs it."""

    @classmethod
    def prepare(cls) -> None:
        """Install it unless it is installed already."""
        if _ready().exists():
            return
        say(f"installing {_DISTRIBUTION} to {_folder()}")
        venv.create(_folder(), with_pip=True, clear=True)
        pip = [str(_folder() / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", _DISTRIBUTION]
        if subprocess.run(pip, check=False).returncode:
            raise MissingError(f"{_DISTRIBUTION} can't be installed", "leave litellm out of --peers")
        _ready().touch()

    @classmethod
    def version(cls) -> str:
        """The version on PyPI."""
        return f"LiteLLM {VERSION}"

    def command(self) -> tuple[str, ...]:
        """Write the configuration and return the command line."""
        file = self.folder / "config.yaml"
        file.write_text(yaml.safe_dump(self._configuration()))
        program = _folder() / "bin" / "litellm"
        return (str(program), "--config", str(file), "--host", "0.0.0.0", "--port", str(PORT))  # noqa: S104

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables that turn off requests to the internet and request logs."""
        return {
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_LOG": "ERROR",
            "LITELLM_MODE": "PRODUCTION",
            "DISABLE_ADMIN_UI": "True",
            "PYTHONDONTWRITEBYTECODE": "",
        }

    def _configuration(self) -> dict[str, object]:
        deployments = [
            {
                "model_name": "simulated",
                "litellm_params": {
                    "model": "openai/simulated",
                    "api_base": f"http://{address}:{MODEL_PORT}/v1",
                    "api_key": "none",
                },
            }
            for address in self.addresses
        ]
        return {
            "model_list": deployments,
            "router_settings": {"routing_strategy": "least-busy", "num_retries": 2},
            "litellm_settings": {"telemetry": False, "request_timeout": 600},
            "general_settings": {"disable_spend_logs": True},
        }


def _folder() -> Path:
    return cache.root().parent / "bench" / f"litellm-{VERSION}"


def _ready() -> Path:
    return _folder() / "ready"
