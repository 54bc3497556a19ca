"""A hosted provider: a model server outside of the mesh, reached by TLS under public host names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lab.apps.model_server import ModelServer
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy
from lab.machine.certificates import Certificate

_PORT = 443


class HostedProvider(ModelServer):
    """A model server without a Pod; the lab resolves its host names, and the lab's authority signs its certificate."""

    def __init__(
        self,
        context: LabContext,
        name: str,
        hosts: Sequence[str],
        certificate: Certificate | None,
        settings: Mapping[str, object],
    ) -> None:
        """Create its host, start it there and let its host names resolve."""
        folder = context.new_folder(f"provider-{name}")
        served = certificate or Certificate(folder, name, hosts, context.authority)
        settings = {"port": _PORT, "certificate": served.file, "key": served.key, **settings}
        settings["server_names"] = ",".join(hosts)
        super().__init__(name, context.network.add_host(f"provider-{name}"), folder, settings)
        self._context = context
        context.hosts_file.add(self.host.address, hosts)

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it is outside of the mesh."""
        return []

    def remove(self) -> None:
        """Remove its host names, stop it, and delete its host."""
        self._context.hosts_file.remove(self.host.address)
        self.kill()
        self._context.network.remove_host(self.host)
