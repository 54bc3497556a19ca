"""A hosted provider of models: a model server outside of the mesh, by TLS under names of the wide world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lab.certificates import Certificate
from lab.ground import Ground
from lab.modelserver import ModelServer
from lab.proxy import Proxy

_PORT = 443


class Provider(ModelServer):
    """A model server that no cluster knows; its names resolve in the lab, and the lab's CA vouches for them."""

    def __init__(
        self,
        ground: Ground,
        name: str,
        hosts: Sequence[str],
        certificate: Certificate | None,
        settings: Mapping[str, object],
    ) -> None:
        """Make a host for it, start it there and have its names resolve."""
        folder = ground.new_folder(f"provider-{name}")
        shown = certificate or Certificate(folder, name, hosts, ground.authority)
        settings = {"port": _PORT, "certificate": shown.file, "key": shown.key, **settings}
        settings["server_names"] = ",".join(hosts)
        super().__init__(name, ground.network.add_host(f"provider-{name}"), folder, settings)
        self._ground = ground
        ground.names.add(self.host.address, hosts)

    @property
    def proxies(self) -> list[Proxy]:
        """None: it is no part of the mesh."""
        return []

    def remove(self) -> None:
        """Forget its names and end it with its host."""
        self._ground.names.remove(self.host.address)
        self.kill()
        self._ground.network.remove_host(self.host)
