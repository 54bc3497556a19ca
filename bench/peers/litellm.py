"""LiteLLM's proxy from PyPI."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from bench.peers.installed import Installed
from bench.peers.peer import MODEL_PORT, PORT, Standalone

# The newest version whose dependencies are all on PyPI.
_LITELLM = Installed("litellm", "1.101.5", "[proxy]")


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
        _LITELLM.prepare()

    @classmethod
    def version(cls) -> str:
        """The version on PyPI."""
        return f"LiteLLM {_LITELLM.version}"

    def command(self) -> tuple[str, ...]:
        """Write the configuration and return the command line."""
        file = self.folder / "config.yaml"
        file.write_text(yaml.safe_dump(self._configuration()))
        return (str(_LITELLM.program("litellm")), "--config", str(file), "--host", "0.0.0.0", "--port", str(PORT))  # noqa: S104

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
