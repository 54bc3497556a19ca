"""What a number of APIs costs an LlmGateway and istiod, beside the same APIs at a gateway without any patch.

Both variants take turns on one gateway. In each turn, a new proxy loads the whole configuration, and then one API
changes a few times.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Sequence

from bench.measuring import cpu, memory
from bench.measuring.configuration import size
from bench.measuring.llm_apis import GATEWAY, MODELS_PATH, Api, at_revision, objects
from bench.measuring.llm_gateway import Files, Hosts, listed, secret_name, write
from bench.measuring.progress import say
from bench.measuring.scale_figures import Case, Change, Figures, Load, Variant
from lab.cluster.client import Object
from lab.environment import Lab
from lab.istio.gateway import tls_secret
from lab.machine.certificates import Certificate, trusting
from lab.waits import wait_for

TURNS = 3
CHANGES_A_TURN = 25

_PROXY, _ISTIOD = "envoy", "pilot-discovery"

# Istiod's own measure: from the computed state to the last message to the proxy.
_PUSHES = "pilot_proxy_convergence_time"

_CHANGED = Api(0)

# How often a request looks whether a change has arrived: a fraction of istiod's debounce of 100 ms.
_LOOK_SECONDS = 0.01
_ARRIVAL_SECONDS = 60.0


def measure(lab: Lab, sizes: Sequence[int], kinds: Sequence[Hosts], turns: int) -> Iterator[Case]:
    """Measure each number of APIs, from the smallest on, with each kind of hosts."""
    scale = _Scale(lab)
    for number in sorted(sizes):
        scale.grow(number)
        for hosts in kinds:
            yield scale.case(hosts, turns)


class _Scale:
    """A gateway whose number of APIs grows."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._folder = lab.state.folder / "scale"
        self._folder.mkdir()
        self._apis: list[Api] = []
        # One certificate in all Secrets: the proxy loads each of them, and only one API is called.
        self._certificate = Certificate(self._folder, "certificate", [_CHANGED.host])
        self._tls: ssl.SSLContext = trusting([self._certificate])
        self._secrets: set[str] = set()
        self._changing: Object = {}
        self._revision = 0

    def grow(self, number: int) -> None:
        """Apply more APIs."""
        say(f"{number} APIs")
        new = [Api(each) for each in range(len(self._apis), number)]
        path = self._folder / f"{number}-apis"
        items = objects(path, new)
        self._lab.apply(path)
        self._apis += new
        self._changing = self._changing or _public(items)

    def case(self, hosts: Hosts, turns: int) -> Case:
        """Measure both variants in turns."""
        folder = self._folder / f"{len(self._apis)}-{hosts.name.lower()}"
        folder.mkdir()
        self._require_secrets(hosts)
        files = write(folder, hosts, self._apis)
        self._lab.apply(files.plain)
        figures = {variant: Figures() for variant in Variant}
        for turn in range(turns):
            order = list(Variant) if turn % 2 == 0 else list(Variant)[::-1]
            for variant in order:
                say(f"{len(self._apis)} APIs, {hosts}, turn {turn + 1}, {variant}")
                self._switch(variant, files)
                figures[variant].loads.append(self._load())
                self._change()  # the first push to a new proxy is slower
                figures[variant].changes += [self._change() for _ in range(CHANGES_A_TURN)]
        self._switch(Variant.PLAIN, files)
        return Case(len(self._apis), hosts, files.largest_object, figures)

    def _require_secrets(self, hosts: Hosts) -> None:
        for entries in listed(hosts, self._apis).values():
            for name in map(secret_name, entries):
                if name not in self._secrets:
                    secret = tls_secret(self._certificate, GATEWAY.namespace)
                    self._lab.cluster.apply({**secret, "metadata": {**secret["metadata"], "name": name}})
                    self._secrets.add(name)

    def _switch(self, variant: Variant, files: Files) -> None:
        if variant is Variant.PATCHED:
            self._lab.apply(files.patches)
        else:
            self._lab.delete(files.patches)

    def _load(self) -> Load:
        gateway = self._lab.gateway
        gateway.kill()
        gateway.start()
        gateway.wait_ready()
        namespace = gateway.host.namespace
        used, resident = cpu.seconds(namespace, _PROXY), memory.resident(namespace, _PROXY)
        kinds = ("dynamic_listeners", "dynamic_route_configs", "dynamic_active_clusters")
        listeners, routes, clusters = (size(gateway.config_dump(kind)) for kind in kinds)
        return Load(listeners, routes, clusters, resident, used)

    def _change(self) -> Change:
        self._revision += 1
        pushes, used = self._pushes(), self._istiod_cpu()
        begin = time.perf_counter()
        self._lab.cluster.apply(at_revision(self._changing, self._revision))
        while self._served_revision() != self._revision:
            if time.perf_counter() - begin > _ARRIVAL_SECONDS:
                raise TimeoutError(f"revision {self._revision} didn't arrive")
            time.sleep(_LOOK_SECONDS)
        arrival = time.perf_counter() - begin
        used = self._istiod_cpu() - used  # without that of reading its metrics
        wait_for("the end of istiod's push", lambda: self._pushes()[1] > pushes[1])
        return Change(push=self._pushes()[0] - pushes[0], istiod_cpu=used, arrival=arrival)

    def _istiod_cpu(self) -> float:
        return cpu.seconds(self._lab.istiod.host.namespace, _ISTIOD)

    def _pushes(self) -> tuple[float, float]:
        """The seconds of all pushes so far, and their number."""
        metrics = self._lab.istiod.metrics(_PUSHES)
        return metrics.get(f"{_PUSHES}_sum", 0.0), metrics.get(f"{_PUSHES}_count", 0.0)

    def _served_revision(self) -> int:
        gateway = self._lab.gateway.host.address
        (answer,) = self._lab.call(_CHANGED.host, path=MODELS_PATH, to=gateway, tls=self._tls)
        return int(answer.json()["data"][0]["created"]) if answer.ok else -1


def _public(items: Sequence[Object]) -> Object:
    """The VirtualService by which clients reach the API that changes."""
    (found,) = (item for item in items if (item["kind"], item["metadata"]["name"]) == ("VirtualService", _CHANGED.name))
    return found
