"""The hosts, ports and certificates of the APIs, which Gateways of the same pods can't share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.gateway_pods import KnownPods, own_ports
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.hosts import ANY_HOST, overlap
from llm_api_mesh.spec.names import compatible


class Hosts:
    """The hosts, ports and certificates of the APIs seen so far."""

    def __init__(self, pods: KnownPods) -> None:
        """Begin without any; `pods` says which Gateways share pods."""
        self._pods = pods
        self._hosts: defaultdict[str, list[ApiSpec]] = defaultdict(list)
        self._ports: defaultdict[tuple[int, str], list[ApiSpec]] = defaultdict(list)
        self._certificates: defaultdict[str, list[ApiSpec]] = defaultdict(list)

    def add(self, plan: Plan) -> None:
        """Record those of an API."""
        api = plan.spec
        for host in api.hosts:
            self._hosts[host].append(api)
        for port, protocol in own_ports(api):
            self._ports[port, protocol].append(api)
        for name in _certificates(api):
            self._certificates[name].append(api)

    def conflicts(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for each host, port and certificate that keeps another API from being served."""
        yield from self._ports_taken(plan.spec)
        yield from self._hosts_taken(plan.spec)
        yield from self._certificates_taken(plan.spec)

    def _ports_taken(self, api: ApiSpec) -> Iterator[Problem]:
        for port, protocol in own_ports(api):
            other_protocol = "HTTPS" if protocol == "HTTP" else "HTTP"
            for other in self._ports[port, other_protocol]:
                if _share_pods(api, other):
                    yield Problem(
                        path="gateway.https_port" if protocol == "HTTPS" else "gateway.http.port",
                        code="port-claimed",
                        given=f'{port} for {protocol}, which API "{other.name}" uses for {other_protocol} on the same '
                        "ingress gateway",
                        allowed="one protocol for each port of a gateway, because Istio drops the other server",
                    )

    def _hosts_taken(self, api: ApiSpec) -> Iterator[Problem]:
        for index, host in enumerate(api.hosts):
            for claimed in sorted(self._near(host)):
                for other in self._hosts[claimed]:
                    if allowed := self._conflict(api, other, same_host=host == claimed):
                        yield Problem(
                            path=f"hosts[{index}]",
                            code="host-claimed",
                            given=f'"{host}", which overlaps with "{claimed}" of API "{other.name}" on the same '
                            "ingress gateway",
                            allowed=allowed,
                        )

    def _conflict(self, api: ApiSpec, other: ApiSpec, *, same_host: bool) -> str | None:
        """Return what has to change so that both APIs can serve one host; None if they already can."""
        if api.gateway_key == other.gateway_key:
            if not same_host:
                # The proxy takes the most specific host, and never tries the routes of the other one.
                return "hosts that don't include each other, because match can't divide them on one gateway"
            # Istio merges VirtualServices of one host in an undocumented order.
            meets = api.match.meets(other.match)
            return "a match that no request of the other API meets, as both are on one gateway" if meets else None
        one, two = self._pods.of(api), self._pods.of(other)
        if one and two and one.meets(two):
            return "one Gateway for each host: name the Gateway of one API in the other, and give each a match"
        return None

    def _certificates_taken(self, api: ApiSpec) -> Iterator[Problem]:
        for name in _certificates(api):
            for other in self._certificates[name]:
                if _share_pods(api, other):
                    yield Problem(
                        path=f"gateway.certificates[{name}]",
                        code="certificate-host",
                        given=f'{show(name)}, which API "{other.name}" has at another Gateway of the same pods',
                        allowed="one Gateway for each certificate, because clients use one HTTP/2 connection for all "
                        "hosts of a certificate, and each Gateway answers 404 for the hosts of the other one",
                        fix="Use a certificate for each API, or one LlmGateway for both.",
                    )

    def _near(self, host: str) -> Iterable[str]:
        """Return the claimed hosts that overlap with `host`, by lookup, because an app may have thousands of hosts."""
        if host.startswith(ANY_HOST):
            return [claimed for claimed in self._hosts if overlap(claimed, host)]
        labels = host.split(".")
        wildcards = (".".join(["*", *labels[index:]]) for index in range(1, len(labels) + 1))
        return [claimed for claimed in (host, *wildcards) if claimed in self._hosts]


def _certificates(api: ApiSpec) -> list[str]:
    """Return the Secrets with the certificates of the API's own Gateway."""
    if not isinstance(api.gateway, Gateway):
        return []
    return [certificate.credential_name for certificate in api.gateway.certificates]


def _share_pods(api: ApiSpec, other: ApiSpec) -> bool:
    one, two = api.gateway, other.gateway
    return isinstance(one, Gateway) and isinstance(two, Gateway) and compatible(one.selector, two.selector)
