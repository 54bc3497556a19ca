"""A server with the public keys of an issuer of tokens, from which istiod fetches them."""

from __future__ import annotations

from lab.apps.outside_server import OutsideServer
from lab.cluster.context import LabContext
from lab.machine.connection import fetch
from lab.machine.network import reappear, vanish

_PORT = 80
_FILE = "keys.json"


class KeyServer(OutsideServer):
    """A server by plain HTTP, whose answer can change."""

    def __init__(self, context: LabContext, host: str, keys: str) -> None:
        """Start it with the text of its answer."""
        super().__init__(context, "keys", host)
        self.url = f"http://{host}/{_FILE}"
        self._served = self._folder / "served"
        self._served.mkdir()
        self.answer(keys)
        self.start()

    @property
    def requests(self) -> int:
        """The number of requests for the keys so far."""
        return self.log.count(f"GET /{_FILE}")

    def answer(self, text: str) -> None:
        """Answer with a text from now on."""
        (self._served / _FILE).write_text(text)

    def fail(self) -> None:
        """Answer 404 from now on."""
        (self._served / _FILE).unlink()

    def vanish(self) -> None:
        """Drop every packet to and from it, as if its node had gone."""
        vanish(self.host)

    def reappear(self) -> None:
        """Stop dropping packets after `vanish`."""
        reappear(self.host)

    def _arguments(self) -> tuple[str, ...]:
        return "http.server", str(_PORT), "--directory", str(self._served)

    def _probe(self) -> None:
        fetch(self.host.namespace, _PORT, "/")
