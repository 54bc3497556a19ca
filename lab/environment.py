"""The lab as a whole, and the words with which a test speaks to it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from lab import istiod, limits
from lab.admission import DEFAULT_RELEASE, ClusterLab
from lab.app import App
from lab.argocd import ArgoCD
from lab.arrival import Arrival
from lab.call import Answers, Call, send
from lab.caller import Caller
from lab.certificates import Certificate
from lab.cluster import Object, Ref
from lab.gateway import Gateway
from lab.istiod import Istiod
from lab.metadata import MetadataServer
from lab.network import Host
from lab.provider import Provider
from lab.proxy import Proxy
from lab.replica import AppSpec
from lab.versions import ISTIO, Tool

Member = App | Caller | Provider | MetadataServer


class Lab(ClusterLab):
    """A running mesh: API server, istiod and a gateway, and the apps and callers that are added.

    Use it as a context manager: leaving it removes all that it made.
    """

    TOOLS: ClassVar[tuple[Tool, ...]] = (*ClusterLab.TOOLS, ISTIO)

    def __init__(
        self,
        istio_release: str = DEFAULT_RELEASE,
        lab_id: str = "",
        gateway_environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start a lab, with variables such as a Secret's in the environment of its gateway."""
        self._gateway_environment = gateway_environment or {}
        super().__init__(istio_release, lab_id)

    def apply(self, path: Path) -> list[Object]:
        """Apply a file or folder of YAML as a user does, and wait until it has arrived."""
        items = self.admit(path)
        self._arrival.expect(items)
        self.wait_applied()
        return items

    def delete(self, path: Path) -> None:
        """Delete what a file or folder holds, and wait until that has arrived."""
        items = self.cluster.kubectl_delete(path)
        self._arrival.expect_gone(items)
        self.wait_applied()

    def wait_applied(self) -> None:
        """Wait until every proxy uses what the API server holds; raise what one refuses."""
        self._arrival.wait(self.proxies)

    def app(
        self,
        name: str,
        *,
        namespace: str,
        labels: Mapping[str, str],
        port: int = 8080,
        replicas: int = 1,
        sidecar: bool = False,
        service_account: str = "default",
        simulator: Mapping[str, float] | None = None,
    ) -> App:
        """Start an app of simulated model servers, and wait until the mesh sends requests there.

        ``simulator`` holds settings of the model server, by the names of its ``Settings``.
        """
        self.cluster.require_namespace(namespace)
        self.cluster.require_service_account(namespace, service_account)
        spec = AppSpec(name, namespace, dict(labels), port, sidecar, service_account, simulator or {})
        app = App(self._ground, spec)
        self._members.append(app)
        app.add(replicas)
        self.wait_applied()
        return app

    def caller(self, name: str, namespace: str, sidecar: bool = True) -> Caller:
        """Add a pod that sends requests, with an identity of its own when it has a sidecar."""
        self.cluster.require_namespace(namespace)
        caller = Caller(self._ground, name, namespace, sidecar)
        self._members.append(caller)
        self.wait_applied()
        return caller

    def provider(
        self,
        name: str,
        *,
        hosts: Sequence[str],
        base_path: str = "/v1",
        simulator: Mapping[str, float] | None = None,
        certificate: Certificate | None = None,
    ) -> Provider:
        """Start a hosted provider, whom proxies reach by TLS at port 443 of its hosts.

        Start it before YAML that names it is applied: a proxy that didn't find a name asks again only after a while.
        Without a certificate it has one of the lab's authority for its hosts.
        """
        settings = {"base_path": base_path, **(simulator or {})}
        provider = Provider(self._ground, name, hosts, certificate, settings)
        self._members.append(provider)
        provider.wait_ready()
        return provider

    def metadata_server(self, token: str) -> MetadataServer:
        """Start the metadata server of a Google Cloud node, from which a proxy gets the token of its identity."""
        server = MetadataServer(self._ground, token)
        self._members.append(server)
        server.wait_ready()
        return server

    def argocd(self) -> ArgoCD:
        """Start Argo CD beside the rest."""
        return ArgoCD(self._ground, self.apiserver)

    def call(
        self,
        host: str,
        *,
        path: str = "/v1/chat/completions",
        method: str = "",
        headers: Mapping[str, str] | None = None,
        body: object = None,
        count: int = 1,
        parallel: int = 1,
        timeout: float = limits.CALL_SECONDS,
        caller: Caller | None = None,
        to: str = "",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> Answers:
        """Send a request to the gateway, or from a caller and to an address of one's choice.

        With a body it is a POST of JSON. ``parallel`` clients share ``count`` requests. With ``tls``
        the host is also the name under which the gateway is asked for its certificate.
        """
        payload = None if body is None else json.dumps(body).encode()
        kind = {} if body is None else {"content-type": "application/json"}
        request = Call(
            namespace=(caller.host if caller else self.hub).namespace,
            address=to or self.gateway.host.address,
            port=port or (443 if tls else 80),
            host=host,
            path=path,
            method=method or ("GET" if body is None else "POST"),
            headers={**kind, **(headers or {})},
            body=payload,
            timeout=timeout,
            tls=tls,
        )
        return send(request, count, parallel)

    def service_address(self, namespace: str, name: str) -> str:
        """The cluster address of a Service, which only a caller with a sidecar reaches."""
        service = self.cluster.get(Ref("Service", namespace, name))
        return str(service["spec"]["clusterIP"])

    def remove(self, *members: Member) -> None:
        """Remove what was added, and wait until the mesh sends nothing there."""
        for member in members:
            member.remove()
            self._members.remove(member)
        self.wait_applied()

    @property
    def authority(self) -> Certificate:
        """The authority that every program of the lab trusts, and no other."""
        return self._ground.authority

    @property
    def hub(self) -> Host:
        """Where the control plane runs and from where plain clients send their requests."""
        return self._ground.network.hub

    @property
    def proxies(self) -> list[Proxy]:
        """Every proxy that runs in the lab."""
        return [self.gateway, *(proxy for member in self._members for proxy in member.proxies)]

    def assert_nothing_rejected(self) -> None:
        """Raise when a proxy has refused something since the last look."""
        self._arrival.rejections.assert_none(self.proxies)

    def _start(self, crds: Path) -> None:
        super()._start(crds)
        self._members: list[Member] = []
        self.cluster.require_namespace(istiod.NAMESPACE)
        self.istiod = Istiod(self.apiserver, self._ground)
        self.istiod.start()
        self.gateway = Gateway(self._ground, self._gateway_environment)
        self.gateway.start()
        self.gateway.wait_ready()
        self._arrival = Arrival(self.cluster, self.istiod)
        self.wait_applied()
