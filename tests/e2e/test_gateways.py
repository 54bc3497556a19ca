"""The Gateway: whose Pods it selects, its ports, its certificates, and the redirect to HTTPS."""

from __future__ import annotations

import shlex
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import JsonPatch

from e2e.support.apis import api, applied, declaration, declared, host_of, servers
from e2e.support.tenants import gateway as istio_gateway
from lab.cluster.client import Ref
from lab.environment import Lab
from lab.errors import RejectedError
from lab.istio.gateway import LABELS, NAMESPACE, GatewaySpec, tls_secret
from lab.istio.istiod import IstiodSpec
from lab.machine import certificates
from lab.machine.http2 import ALPN
from lab.traffic.call import BROKEN, Answers
from lab.waits import wait_for
from llm_api_mesh import (
    Certificate,
    ExistingPods,
    Gateway,
    GatewayRef,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    PlainHttp,
    Pool,
    RedirectToHttps,
    Version,
)
from support.apps import PLAIN_GATEWAY

# Gateway pods that close the connections of a changed listener early.
PLAIN = "plain"
DRAIN_SECONDS = 3
STREAMS = ("stays", "moves")

HOSTS = {"first": "first.example.com", "second": "second.example.org"}


@pytest.fixture(scope="module")
def made(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, certificates.Certificate]]:
    """A certificate for each of two hosts, in Secrets in the namespace of the gateway's Pods."""
    folder = tmp_path_factory.mktemp("certificates")
    made = {name: certificates.Certificate(folder, name, [host]) for name, host in HOSTS.items()}
    for certificate in made.values():
        shared_lab.cluster.apply(tls_secret(certificate))
    yield made
    for certificate in made.values():
        shared_lab.cluster.delete(Ref.of(tls_secret(certificate)))


@pytest.fixture
def trust(made: dict[str, certificates.Certificate]) -> ssl.SSLContext:
    """A client's TLS context that trusts both certificates, each for its own host."""
    return certificates.trusting(list(made.values()))


SERVED = [Certificate(credential_name=name, hosts=[host]) for name, host in HOSTS.items()]


def test_each_host_has_its_certificate_and_http_is_redirected(
    lab: Lab, tmp_path: Path, made: dict[str, certificates.Certificate], trust: ssl.SSLContext
) -> None:
    """The certificate follows from the SNI; plain HTTP gets 301 to the same URL with HTTPS."""
    gateway = Gateway(anonymous=True, certificates=SERVED, http=RedirectToHttps())
    with api(lab, tmp_path, "tls", hosts=list(HOSTS.values()), gateway=gateway, replicas=1):
        for name, host in HOSTS.items():
            assert lab.call(host=host, tls=trust, count=3).statuses() == {200: 3}
            # A client that trusts only the other host's certificate refuses the connection.
            others = certificates.trusting([certificate for other, certificate in made.items() if other != name])
            (refused,) = lab.call(host=host, tls=others)
            assert (refused.status, "CERTIFICATE_VERIFY_FAILED" in refused.error) == (BROKEN, True)
            (plain,) = lab.call(host=host, path="/v1/models")
            assert (plain.status, plain.headers["location"]) == (301, f"https://{host}/v1/models")


@pytest.mark.usefixtures("made")
def test_https_only(lab: Lab, tmp_path: Path, trust: ssl.SSLContext) -> None:
    """By default, plain HTTP gets neither an answer of the API nor a redirect, also at a port that others use."""
    gateway = Gateway(anonymous=True, certificates=[Certificate(credential_name="first")])
    with api(lab, tmp_path, "only", hosts=[HOSTS["first"]], gateway=gateway, replicas=1):
        assert lab.call(host=HOSTS["first"], tls=trust).statuses() == {200: 1}
        assert lab.call(host=HOSTS["first"]).statuses().keys() <= {404, BROKEN}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the old version of TLS
@pytest.mark.usefixtures("made")
def test_old_versions_of_tls_are_refused(lab: Lab, tmp_path: Path, trust: ssl.SSLContext) -> None:
    """Without a field for it, the proxy begins with TLS 1.2."""
    gateway = Gateway(anonymous=True, certificates=[Certificate(credential_name="first")])
    trust.set_ciphers("DEFAULT:@SECLEVEL=0")  # or the client itself would refuse the old version
    with api(lab, tmp_path, "old", hosts=[HOSTS["first"]], gateway=gateway, replicas=1):
        trust.maximum_version = ssl.TLSVersion.TLSv1_2
        assert lab.call(host=HOSTS["first"], tls=trust).statuses() == {200: 1}
        trust.minimum_version = trust.maximum_version = ssl.TLSVersion.TLSv1_1
        (answer,) = lab.call(host=HOSTS["first"], tls=trust)
        assert (answer.status, "PROTOCOL_VERSION" in answer.error) == (BROKEN, True)


@pytest.mark.usefixtures("made")
def test_http_beside_https(lab: Lab, tmp_path: Path, trust: ssl.SSLContext) -> None:
    """With `PlainHttp()` beside certificates, a host is served by HTTP and by HTTPS."""
    gateway = Gateway(anonymous=True, certificates=[Certificate(credential_name="first")], http=PlainHttp())
    with api(lab, tmp_path, "both", hosts=[HOSTS["first"]], gateway=gateway, replicas=1):
        assert lab.call(host=HOSTS["first"]).statuses() == {200: 1}
        assert lab.call(host=HOSTS["first"], tls=trust).statuses() == {200: 1}


@pytest.mark.usefixtures("made")
def test_a_gateway_listens_at_its_own_ports(lab: Lab, tmp_path: Path, trust: ssl.SSLContext) -> None:
    """The Gateway listens at its own ports for HTTP and HTTPS, and the default ports don't serve its host."""
    gateway = Gateway(
        anonymous=True,
        name="elsewhere",
        https_port=8443,
        certificates=[Certificate(credential_name="first")],
        http=PlainHttp(port=8080),
    )
    with api(lab, tmp_path, "ports", hosts=[HOSTS["first"]], gateway=gateway, replicas=1):
        assert lab.call(host=HOSTS["first"], port=8080).statuses() == {200: 1}
        assert lab.call(host=f"{HOSTS['first']}:8443", port=8443, tls=trust).statuses() == {200: 1}
        assert lab.call(host=HOSTS["first"]).statuses().keys() <= {404, BROKEN}


def test_a_selector_chooses_the_pods_of_the_gateway(lab: Lab, tmp_path: Path) -> None:
    """A Gateway for other Pods doesn't configure the ingress gateway's Pods, which don't know the host."""
    with applied(
        lab, tmp_path, "others", gateway=Gateway(anonymous=True, selector={"istio": "egressgateway"}, http=PlainHttp())
    ):
        assert not any(host_of("others") in virtual["domains"] for virtual in lab.gateway.routes())
        assert lab.call(host=host_of("others")).statuses().keys() <= {404, BROKEN}


def test_other_namespaces_have_no_route_on_an_api_s_gateway(lab: Lab, tmp_path: Path) -> None:
    """The Gateway's hosts are for the API's namespace only; a route of that namespace is served."""
    name, answers = "guarded", {}
    for namespace in ("intruder", name):
        lab.cluster.require_namespace(namespace)
        route = {"match": [{"headers": {"x-intruder": {"exact": "1"}}}], "directResponse": {"status": 299}}
        intruder = {
            "apiVersion": "networking.istio.io/v1",
            "kind": "VirtualService",
            "metadata": {"name": "intruder", "namespace": namespace},
            "spec": {"hosts": [host_of(name)], "gateways": [f"{name}/{name}"], "http": [route]},
        }
        file = tmp_path / f"{namespace}.yaml"
        file.write_text(yaml.safe_dump(intruder))
        lab.apply(file)  # applied first, because the oldest of the matching routes wins
        try:
            with api(lab, tmp_path, name, replicas=1):
                answers[namespace] = lab.call(host=host_of(name), headers={"x-intruder": "1"}, count=2).statuses()
                assert lab.call(host=host_of(name), count=2).statuses() == {200: 2}
        finally:
            lab.delete(file)
    assert answers == {"intruder": {200: 2}, name: {299: 2}}


def _at_shared_pods(folder: Path, namespace: str) -> tuple[Path, Path, str]:
    """An API and an LLM gateway with one host at the lab's gateway, and what the checklist says about Gateways.

    They are two programs: one program can warn of this, or refuse it.
    """
    made, host = [Certificate(credential_name="first")], HOSTS["first"]
    one, other = MeshApp(outdir=folder / "api"), MeshApp(outdir=folder / "llm")
    declaration("twice", hosts=[host], gateway=Gateway(anonymous=True, certificates=made, http=PlainHttp()))(one)
    pods = ExistingPods(selector={"istio": LABELS["istio"]}, service_account="istio-ingressgateway", shared=True)
    hosts = {namespace: [host]}
    gateway = LlmGateway(other, "both", namespace=NAMESPACE, hosts=hosts, certificates=made, pods=pods, anonymous=True)
    for app in (one, other):
        app.synth()
    (line,) = [item for item in gateway.checklist if item.startswith("Gateways: ")]
    return folder / "api", folder / "llm", line


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("older", ["api", "llm"])
def test_the_older_gateway_of_shared_pods_has_a_host(
    lab: Lab, tmp_path: Path, trust: ssl.SSLContext, older: str
) -> None:
    """By HTTPS, a host at two Gateways of the same pods is the older one's. The checklist's command shows both."""
    *folders, line = _at_shared_pods(tmp_path, "twice")
    host = HOSTS["first"]
    with servers(lab, "twice"):
        try:
            for folder in sorted(folders, key=lambda folder: folder.name != older):
                lab.apply(folder)
                time.sleep(1.1)  # Kubernetes writes the age in whole seconds
            assert lab.call(host=host, tls=trust, count=3).statuses() == {200 if older == "api" else 404: 3}
            shown = lab.cluster.kubectl(*shlex.split(line.partition("kubectl ")[2].removesuffix("."))).splitlines()
            rows = {tuple(row.split()[:2]): row for row in shown}
            for key, written in {("twice", "twice"): f"./{host}", (NAMESPACE, "both"): f"twice/{host}"}.items():
                assert "istio:ingressgateway" in rows[key]
                assert written in rows[key]
        finally:
            for folder in folders:
                lab.delete(folder)


@pytest.mark.usefixtures("made")
def test_shared_pods_reject_a_host_of_two_namespaces(lab: Lab, tmp_path: Path) -> None:
    """Istio doesn't find that the host is at both Gateways, so the pods get two servers for one host."""
    plain, llm, _ = _at_shared_pods(tmp_path, "elsewhere")
    lab.apply(plain)
    try:
        with pytest.raises(RejectedError, match="same matching rules"):
            lab.apply(llm)
    finally:
        lab.delete(llm)
        lab.delete(plain)


def test_a_change_of_a_gateway_ends_its_own_streams_only(lab: Lab, tmp_path: Path) -> None:
    """At pods that drain early, streams of another API go on while an API with its own Gateway comes, changes and goes.

    A new host under HTTPS ends the API's own streams by HTTPS after the drain time, and none by plain HTTP.
    """
    spec = GatewaySpec(PLAIN, PLAIN, {"gateway": PLAIN}, {"drainDuration": f"{DRAIN_SECONDS}s"})
    pods = lab.add_gateway(spec)
    made = {name: certificates.Certificate(tmp_path, name, [host_of(name), host_of(f"{name}-two")]) for name in STREAMS}
    for certificate in made.values():
        lab.cluster.apply(tls_secret(certificate, PLAIN))
    trust = {alpn: certificates.trusting(list(made.values()), alpn=alpn) for alpn in ("", ALPN)}

    def with_gateway(name: str, *, hosts: int = 1) -> dict[str, Any]:
        served = [host_of(name), host_of(f"{name}-two")][:hosts]
        own = [Certificate(credential_name=name)]
        return {
            "hosts": served,
            "gateway": Gateway(anonymous=True, selector=spec.labels, certificates=own, http=PlainHttp()),
        }

    def stream(name: str, alpn: str | None) -> Answers:
        tls = None if alpn is None else trust[alpn]
        return lab.call(host=host_of(name), body={"stream": True}, timeout=60, tls=tls, http2=alpn == ALPN)

    def write(folder: Path, **options: Any) -> Path:
        app = MeshApp(outdir=folder)
        declaration("moves", **options)(app)
        app.synth()
        return folder

    endless = {"median_tokens": 2000}
    with (
        lab.through(pods),
        api(lab, tmp_path, "stays", replicas=1, simulator=endless, **with_gateway("stays")) as stays,
        servers(lab, "moves", simulator=endless) as moves,
        ThreadPoolExecutor() as clients,
    ):
        lab.apply(write(tmp_path / "one", **with_gateway("moves")))
        apps = {"stays": stays.replica(0), "moves": moves.replica(0)}
        for replica in apps.values():
            replica.slow(300)
        streams = {(name, alpn): clients.submit(stream, name, alpn) for name in STREAMS for alpn in (None, "", ALPN)}
        try:
            wait_for("the streams", lambda: {one.load()["running"] for one in apps.values()} == {3})
            lab.apply(write(tmp_path / "two", **with_gateway("moves", hosts=2)))
            _drain()
            ended = {key for key, one in streams.items() if one.done()}
            lab.delete(tmp_path / "two")
            _drain()
            assert ended == {("moves", ""), ("moves", ALPN)}
            assert {key for key, one in streams.items() if one.done()} == ended
        finally:
            for replica in apps.values():
                replica.heal()
        assert {key for key, one in streams.items() if one.result()[0].ok} == streams.keys() - ended
    lab.remove(pods)


def _drain() -> None:
    changed = time.monotonic()
    wait_for("the end of the drain time", lambda: time.monotonic() > changed + 2 * DRAIN_SECONDS)


@pytest.mark.parametrize("exported", [True, False], ids=["exported", "as written"])
def test_a_mesh_that_hides_objects_by_default(tmp_path: Path, exported: bool) -> None:
    """The gateway's pods are in another namespace: it serves the API only if the objects have exportTo."""
    kinds = ("Service", "VirtualService", "DestinationRule")

    def declare(app: MeshApp) -> None:
        pool = Pool(
            selector={"app": "hidden"},
            target_port=8080,
            versions=[Version(name="v1", weight=1), Version(name="v2", weight=0)],
        )
        hidden = LlmApiMesh(
            app, "hidden", namespace="hidden", hosts=[host_of("hidden")], gateway=PLAIN_GATEWAY, backend=pool
        )
        assert hidden.service
        if exported:
            for one in (hidden.virtual_service, hidden.destination_rule):
                one.add_json_patch(JsonPatch.add("/spec/exportTo", ["*"]))
            hidden.service.metadata.add_annotation("networking.istio.io/exportTo", "*")

    config = {f"default{kind}ExportTo": ["."] for kind in kinds}
    with Lab(istiod_spec=IstiodSpec(mesh_config=config)) as lab, declared(lab, tmp_path, declare):
        app = lab.app("hidden", namespace="hidden", labels={"app": "hidden", "version": "v1"})
        assert lab.call(host=host_of("hidden"), count=3).statuses() == {200 if exported else 404: 3}
        lab.remove(app)


@pytest.mark.parametrize("own", [True, False])
def test_a_mesh_that_scopes_gateways_to_their_namespace(tmp_path: Path, own: bool) -> None:
    """An API's own Gateway isn't in the namespace of the pods, so it has no effect; one beside the pods serves."""
    beside = istio_gateway("beside", LABELS, 80) | {"metadata": {"name": "beside", "namespace": NAMESPACE}}

    def declare(app: MeshApp) -> None:
        pool = Pool(selector={"app": "scoped"}, target_port=8080)
        gateway = PLAIN_GATEWAY if own else GatewayRef(namespace=NAMESPACE, name="beside")
        LlmApiMesh(app, "scoped", namespace="scoped", hosts=[host_of("scoped")], backend=pool, gateway=gateway)

    spec = IstiodSpec(environment={"PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "true"})
    with Lab(istiod_spec=spec) as lab, declared(lab, tmp_path / "api", declare):
        path = tmp_path / "beside.yaml"
        path.write_text(yaml.safe_dump(beside))
        lab.apply(path)
        app = lab.app("scoped", namespace="scoped", labels={"app": "scoped"})
        assert lab.call(host=host_of("scoped"), count=3).statuses() == {404 if own else 200: 3}
        lab.remove(app)
