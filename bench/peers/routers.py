"""SGLang's and vLLM's routers from PyPI."""

from __future__ import annotations

from typing import ClassVar

from bench.peers.installed import Installed
from bench.peers.peer import MODEL_PORT, PORT, Standalone
from lab.machine.connection import fetch_json
from lab.waits import wait_for

_REQUEST_SECONDS = 600
_START_SECONDS = 60.0


class _Router(Standalone):
    """A router with a policy, and otherwise its defaults."""

    installed: ClassVar[Installed]
    title: ClassVar[str]
    arguments: ClassVar[tuple[str, ...]] = ()
    policy = "cache_aware"

    @classmethod
    def require(cls) -> None:
        """Nothing, because `prepare` installs it."""

    @classmethod
    def prepare(cls) -> None:
        """Install it unless it is installed already."""
        cls.installed.prepare()

    @classmethod
    def version(cls) -> str:
        """The version on PyPI."""
        return f"{cls.title} {cls.installed.version}"

    def command(self) -> tuple[str, ...]:
        """The command line."""
        return (
            *(str(self.installed.program(self.installed.name)), *self.arguments),
            *("--host", "0.0.0.0", "--port", str(PORT)),  # noqa: S104 - inside a namespace of the lab
            *("--policy", self.policy, "--request-timeout-secs", str(_REQUEST_SECONDS)),
            *("--worker-urls", *(f"http://{address}:{MODEL_PORT}" for address in self.addresses)),
        )

    def start(self) -> None:
        """Start it, and return when it has found its replicas, which it looks for after it listens."""
        super().start()

        def knows_replicas() -> bool:
            ready = fetch_json(self.host.namespace, PORT, "/readiness")
            return bool(ready["healthy_workers"] == len(self.addresses))

        wait_for(f"the replicas of {self.name}", knows_replicas, _START_SECONDS)


class SGLang(_Router):
    """SGLang's router with its default policy: a tree of prompts, and the shortest queue when loads differ much."""

    name = "sglang"
    program = "sglang::router"
    title = "SGLang's router"
    installed = Installed("sglang-router", "0.3.2")
    arguments = ("launch",)


class VLLM(_Router):
    """vLLM's router with its default policy.

    It began as a copy of SGLang's. Of chats it reads the session in the body's `session_params` instead of the prompt,
    so chats without it have no affinity.
    """

    name = "vllm"
    program = "vllm::router"
    title = "vLLM's router"
    installed = Installed("vllm-router", "0.1.17")


class StickyVLLM(VLLM):
    """The replica with the fewest requests for a new `x-session-id`, and then the same one."""

    name = "vllm-sticky"
    policy = "sticky_least_loaded"
