"""The whole lab, with the methods that tests use."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lab import limits
from lab.apps.app import App
from lab.apps.authorizer import Authorizer
from lab.apps.caller import Caller
from lab.apps.endpoint_picker import EndpointPicker
from lab.apps.forward_proxy import ForwardProxy
from lab.apps.hosted_provider import HostedProvider
from lab.apps.key_server import KeyServer
from lab.apps.metadata_server import MetadataServer
from lab.apps.model_server import ModelServer
from lab.apps.replica import AppSpec
from lab.argocd.server import ArgoCD
from lab.cluster.apiserver import ApiServer
from lab.cluster.client import Cluster, Object, Ref
from lab.cluster.environment import DEFAULT_RELEASE, ClusterLab
from lab.istio import istiod
from lab.istio.arrival import Arrival
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.gateway import Gateway, GatewaySpec
from lab.istio.istiod import Istiod, IstiodSpec
from lab.istio.proxy import Proxy
from lab.machine import processes
from lab.machine.certificates import Certificate
from lab.machine.network import Host
from lab.machine.state import State
from lab.tools.builder import build
from lab.tools.versions import ISTIO, KUBERNETES, istio_api
from lab.traffic.call import Answers, Call, send

Member = (
    App
    | Authorizer
    | Caller
    | DeployedGateway
    | EndpointPicker
    | ForwardProxy
    | Gateway
    | HostedProvider
    | KeyServer
    | MetadataServer
)


def build_tools(istio_release: str = DEFAULT_RELEASE) -> None:
    """Build the programs that a lab needs and the cache doesn't have."""
    build((KUBERNETES, ISTIO, istio_api(istio_release)))


class Lab:
    """A running mesh: API server, istiod and gateway, and the apps and callers that a test adds.

    Use it as a context manager: when its context ends, everything that it has created is removed.
    """

    def __init__(
        self,
        istio_release: str = DEFAULT_RELEASE,
        lab_id: str = "",
        gateway_environment: Mapping[str, str] | None = None,
        gateway: GatewaySpec | None = None,
        istiod_spec: IstiodSpec | None = None,
    ) -> None:
        """Start a lab, with environment variables for the gateway's container, such as those from a Secret.

        By default its gateway is that of Istio's gateway chart.
        """
        processes.require_tools()
        build_tools(istio_release)
        self._members: list[Member] = []
        with ExitStack() as stack:
            self._cluster_lab = stack.enter_context(ClusterLab(istio_release, lab_id))
            self._context = self._cluster_lab.context
            self.cluster.require_namespace(istiod.NAMESPACE)
            spec = istiod_spec or IstiodSpec()
            if spec.deploys_gateways:
                self._cluster_lab.define_gateway_api()
            if spec.inference_pools:
                self._cluster_lab.define_inference_pools()
            self.istiod = Istiod(self._context, spec)
            self.istiod.start()
            self._ingress = self.gateway = Gateway(self._context, gateway_environment or {}, gateway)
            self.gateway.start()
            self.gateway.wait_ready()
            self._arrival = Arrival(self.cluster, self.istiod, inference_pools=spec.inference_pools)
            self.wait_applied()
            stack.pop_all()

    def __enter__(self) -> Self:
        """A running lab."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop and remove everything."""
        self._cluster_lab.stop()

    def apply(self, path: Path) -> list[Object]:
        """Apply a file or folder of YAML as a user does, and wait until every proxy uses it."""
        items = self._cluster_lab.admit(path)
        self._arrival.expect(items)
        self.wait_applied()
        return items

    def delete(self, path: Path) -> None:
        """Delete the objects of a file or folder, and wait until no proxy uses them."""
        items = self.cluster.kubectl_delete(path)
        self._arrival.expect_gone(items)
        self.wait_applied()

    def wait_applied(self, by_others: Iterable[Object] = ()) -> None:
        """Wait until every proxy uses the state of the API server; raise if a proxy rejects it.

        Args:
            by_others: Objects that another program, such as Argo CD, has written or removed.
        """
        self._arrival.expect_current(by_others)
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
        models: Sequence[str] = (),
        simulator: Mapping[str, float] | None = None,
        real: bool = False,
        proxy_config: Mapping[str, object] | None = None,
    ) -> App:
        """Start an app of simulated model servers, and wait until every proxy knows its replicas.

        `models` holds the names of the models that the servers have. They answer 404 to requests for other models. By
        default they answer to any name. `simulator` holds settings of the model server, by the field names of
        `lab.simulator.model.Settings` and of `lab.simulator.http1.Lifetime`, and `http2`: 1, for servers that speak
        nothing else. `proxy_config` is what the annotation `proxy.istio.io/config` of the Pods would add for their
        sidecars.

        With `real`, the servers are llama.cpp's with a tiny model, which `python -m lab.build real-model-server`
        installs. They have only the first of the `models`, answer to any name, and have none of the simulator's faults.
        """
        self.cluster.require_namespace(namespace)
        self.cluster.require_service_account(namespace, service_account)
        served, settings = tuple(models), simulator or {}
        proxy = proxy_config or {}
        spec = AppSpec(name, namespace, dict(labels), port, sidecar, service_account, served, settings, real, proxy)
        app = App(self._context, spec)
        self._members.append(app)
        app.add(replicas)
        self.wait_applied()
        return app

    def caller(self, name: str, namespace: str, sidecar: bool = True) -> Caller:
        """Add a Pod that sends requests, with its own identity if it has a sidecar."""
        self.cluster.require_namespace(namespace)
        caller = Caller(self._context, name, namespace, sidecar)
        self._members.append(caller)
        self.wait_applied()
        return caller

    def provider(
        self,
        name: str,
        *,
        hosts: Sequence[str],
        base_path: str = "/v1",
        models: Sequence[str] = (),
        simulator: Mapping[str, float] | None = None,
        certificate: Certificate | None = None,
        port: int = 443,
    ) -> HostedProvider:
        """Start a hosted provider, which proxies reach by TLS at a port of its hosts.

        Start it before YAML that names its hosts is applied: after a failed lookup, a proxy's resolver doesn't read the
        lab's hosts file again.
        Without a certificate, the lab's authority signs one for the hosts. With `models`, it answers 404 to requests
        for other models.
        """
        # The load balancers of clouds keep idle connections for a minute or longer.
        usual = {"port": port, "base_path": base_path, "models": ",".join(models), "keep_alive": 60}
        settings = {**usual, **(simulator or {})}
        provider = HostedProvider(self._context, name, hosts, certificate, settings)
        self._members.append(provider)
        provider.wait_ready()
        return provider

    def metadata_server(self, token: str) -> MetadataServer:
        """Start the metadata server of a Google Cloud node, from which a proxy gets the token of its identity."""
        server = MetadataServer(self._context, token)
        self._members.append(server)
        server.wait_ready()
        return server

    def forward_proxy(self, name: str) -> ForwardProxy:
        """Start a forward proxy outside of the mesh, whose name resolves; start it before YAML that has the name."""
        proxy = ForwardProxy(self._context, name)
        self._members.append(proxy)
        proxy.wait_ready()
        return proxy

    def key_server(self, host: str, keys: str) -> KeyServer:
        """Start a server with public keys, from which istiod fetches them by plain HTTP."""
        server = KeyServer(self._context, host, keys)
        self._members.append(server)
        server.wait_ready()
        return server

    def add_gateway(self, spec: GatewaySpec, environment: Mapping[str, str] | None = None) -> Gateway:
        """Start another gateway beside the lab's own; send it requests by `call(to=...)`."""
        gateway = Gateway(self._context, environment or {}, spec)
        gateway.start()
        gateway.wait_ready()
        self._members.append(gateway)
        self.wait_applied()
        return gateway

    def deployed_gateway(self, namespace: str, name: str, **options: Any) -> DeployedGateway:
        """Start a pod of a Deployment that istiod has made of a Gateway; `name` is the Deployment's.

        The options are those of `DeployedGateway`. The lab needs
        `IstiodSpec(deploys_gateways=True)`.
        """
        gateway = DeployedGateway(self._context, namespace, name, **options)
        gateway.start()
        gateway.wait_ready()
        self._members.append(gateway)
        self.wait_applied()
        return gateway

    def picker(self, namespace: str, name: str) -> EndpointPicker:
        """Start the picker of an inference pool, as its Deployment says, and wait until it serves."""
        picker = EndpointPicker(self._context, namespace, name)
        self._members.append(picker)
        picker.wait_ready()
        self.wait_applied()
        return picker

    def authorizer(self, namespace: str, name: str, **options: Any) -> Authorizer:
        """Start a pod of an LLM gateway's authorizer, as its Deployment says, and wait until it serves.

        The options are those of `Authorizer`.
        """
        authorizer = Authorizer(self._context, namespace, name, **options)
        self._members.append(authorizer)
        authorizer.wait_ready()
        self.wait_applied()
        return authorizer

    @contextmanager
    def through(self, gateway: Gateway) -> Iterator[None]:
        """Have `call` send requests to another gateway of the lab, which `gateway` then is."""
        before, self.gateway = self.gateway, gateway
        try:
            yield
        finally:
            self.gateway = before

    def argocd(self) -> ArgoCD:
        """Start Argo CD."""
        return ArgoCD(self._context)

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
        caller: Caller | ModelServer | None = None,
        to: str = "",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        preamble: bytes = b"",
        http2: bool = False,
        server_name: str = "",
    ) -> Answers:
        """Send a request to the gateway, or from a caller, or to another address.

        With a body, the request is a POST of JSON. `parallel` clients share `count` requests. With `tls`, the host is
        also the SNI, unless there is a `server_name`. `preamble` is sent first on each connection, such as a line of
        the PROXY protocol. `http2` is HTTP/2, which `tls` must then offer by ALPN.
        """
        payload = None if body is None else json.dumps(body).encode()
        content_type = {} if body is None else {"content-type": "application/json"}
        request = Call(
            namespace=(caller.host if caller else self.hub).namespace,
            address=to or self.gateway.host.address,
            port=port or (443 if tls else 80),
            host=host,
            path=path,
            method=method or ("GET" if body is None else "POST"),
            headers={**content_type, **(headers or {})},
            body=payload,
            timeout=timeout,
            tls=tls,
            preamble=preamble,
            http2=http2,
            server_name=server_name,
        )
        return send(request, count, parallel)

    def service_address(self, namespace: str, name: str) -> str:
        """The cluster IP of a Service, which only a caller with a sidecar can reach."""
        service = self.cluster.get(Ref("Service", namespace, name))
        return str(service["spec"]["clusterIP"])

    def remove(self, *members: Member) -> None:
        """Remove apps, callers and providers, and wait until no proxy sends requests to them."""
        for member in members:
            member.remove()
            self._members.remove(member)
        self.wait_applied()

    @property
    def state(self) -> State:
        """The folder and the lock of the lab."""
        return self._cluster_lab.state

    @property
    def apiserver(self) -> ApiServer:
        """The API server."""
        return self._context.apiserver

    @property
    def cluster(self) -> Cluster:
        """The client of the API server."""
        return self._context.cluster

    @property
    def authority(self) -> Certificate:
        """The only authority that the programs of the lab trust."""
        return self._context.authority

    @property
    def hub(self) -> Host:
        """The host of the control plane, from which also plain clients send their requests."""
        return self._context.hub

    @property
    def proxies(self) -> list[Proxy]:
        """All running proxies of the lab."""
        return [self._ingress, *(proxy for member in self._members for proxy in member.proxies)]

    def assert_nothing_rejected(self) -> None:
        """Raise if a proxy has rejected a configuration since the last check."""
        self._arrival.rejections.assert_none(self.proxies)
