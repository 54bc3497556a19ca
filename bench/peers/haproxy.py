"""HAProxy from Debian."""

from __future__ import annotations

from bench.measuring.machine import version_of
from bench.peers.peer import MODEL_PORT, PORT, Standalone
from lab.tools import cache

_CONFIGURATION = """\
global
    nbthread 1
    maxconn 4096
defaults
    mode http
    timeout connect 1s
    timeout client 600s
    timeout server 600s
    timeout http-keep-alive 60s
    # Without it HAProxy buffers the small chunks of a stream: the first token would arrive with the eighth.
    option http-no-delay
    # A request is retried elsewhere if a replica has received but not answered it.
    option redispatch 1
    retries 2
    retry-on conn-failure empty-response
frontend http
    bind :{port}
    default_backend model
backend model
    balance {balance}
    http-reuse aggressive
    option httpchk GET /health
    default-server check inter 1s fall 2 rise 1
{servers}
"""


class HAProxy(Standalone):
    """Fewest connections, retries and health checks."""

    name = "haproxy"
    program = "haproxy"
    balance = "leastconn"

    @classmethod
    def require(cls) -> None:
        """Debian's package."""
        cache.debian("haproxy", "haproxy")

    @classmethod
    def version(cls) -> str:
        """Debian's version."""
        return f"HAProxy {version_of(str(cache.debian('haproxy', 'haproxy')), '-v')}"

    def command(self) -> tuple[str, ...]:
        """Write the configuration and return the command line."""
        servers = "\n".join(
            f"    server model-{index} {address}:{MODEL_PORT}" for index, address in enumerate(self.addresses)
        )
        file = self.folder / "haproxy.cfg"
        file.write_text(_CONFIGURATION.format(servers=servers, port=PORT, balance=self.balance))
        return (str(cache.debian("haproxy", "haproxy")), "-db", "-f", str(file))
