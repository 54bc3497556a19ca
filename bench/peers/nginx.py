"""Nginx from Debian."""

from __future__ import annotations

from bench.measuring.machine import version_of
from bench.peers.peer import MODEL_PORT, PORT, Standalone
from lab.tools import cache

_CONFIGURATION = """\
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    tcp_nodelay on;
    keepalive_requests 100000;
    upstream model {{
        least_conn;
{servers}
        keepalive 256;
        keepalive_requests 100000;
    }}
    server {{
        listen {port};
        location / {{
            proxy_pass http://model;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_connect_timeout 1s;
            proxy_read_timeout 600s;
            # Forward the tokens of a stream as they arrive.
            proxy_buffering off;
            # A request is retried elsewhere if a replica has received but not answered it.
            proxy_next_upstream error timeout non_idempotent;
            proxy_next_upstream_tries 3;
        }}
    }}
}}
"""


class Nginx(Standalone):
    """Fewest connections, and retries."""

    name = "nginx"
    program = "nginx"

    @classmethod
    def require(cls) -> None:
        """Debian's package."""
        cache.debian("nginx", "nginx")

    @classmethod
    def version(cls) -> str:
        """Debian's version."""
        return f"nginx {version_of(str(cache.debian('nginx', 'nginx')), '-v')}"

    def command(self) -> tuple[str, ...]:
        """Write the configuration and return the command line."""
        servers = "\n".join(f"        server {address}:{MODEL_PORT};" for address in self.addresses)
        file = self.folder / "nginx.conf"
        file.write_text(_CONFIGURATION.format(servers=servers, port=PORT))
        return (str(cache.debian("nginx", "nginx")), "-p", str(self.folder), "-c", str(file), "-e", "stderr")
