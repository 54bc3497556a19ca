"""Which clients an LLM gateway lets in by TLS: hostile ones get an error of TLS, and never an answer of HTTP."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from e2e.support.hostile.elsewhere import CLIENTS, PLAIN_PORTS
from e2e.support.llm_apis import NAMESPACE, declare_gateway, pods
from lab import limits
from lab.cluster.client import Ref
from lab.environment import Lab
from lab.istio.gateway import authorities_secret, tls_secret
from lab.machine import namespaces
from lab.machine.certificates import Certificate as LabCertificate
from lab.machine.certificates import revocation_list, trusting
from lab.traffic.call import BROKEN, Answer
from lab.waits import wait_for
from llm_api_mesh import Certificate, CertificateIssuer, ClientCertificates, LlmApiMesh, MeshApp, Pool
from support.documents import CERT_MANAGER, FOLDER

NAME = "known"
HOST, OTHER_HOST = "known.example.com", "known-other.example.com"
AUTHORITIES = "clients-cacert"


@dataclass(frozen=True)
class Edge:
    """The gateway's certificate, and the clients."""

    lab: Lab
    folder: Path
    server: LabCertificate
    authority: LabCertificate
    known: LabCertificate
    revoked: LabCertificate
    stranger: LabCertificate
    expired: LabCertificate

    def context(self, client: LabCertificate | None = None) -> ssl.SSLContext:
        """The TLS of a client, with its certificate."""
        return trusting([self.server], client=client)

    def call(self, tls: ssl.SSLContext | None, host: str = HOST, **options: Any) -> Answer:
        """Send a request to the gateway."""
        (answer,) = self.lab.call(host=host, tls=tls, to=pods(self.lab).host.address, **options)
        return answer

    def revoke(self, *revoked: LabCertificate, expired: bool = False) -> None:
        """Replace the list of revoked certificates."""
        listed = revocation_list(self.folder, self.authority, revoked, expired=expired)
        self.lab.cluster.apply(authorities_secret(AUTHORITIES, self.authority, listed, NAMESPACE))


@pytest.fixture(scope="module")
def edge(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """A gateway that wants a certificate of each client, and has its own one from cert-manager."""
    folder = tmp_path_factory.mktemp(NAME)
    authority = LabCertificate(folder, "clients", ["clients.invalid"])
    elsewhere = LabCertificate(folder, "elsewhere", ["clients.invalid"])
    made = partial(LabCertificate, folder, issuer=authority)
    found = Edge(
        lab=shared_lab,
        folder=folder,
        server=LabCertificate(folder, NAME, [HOST, OTHER_HOST]),
        authority=authority,
        known=made("client", ["client.invalid"]),
        revoked=made("revoked", ["revoked.invalid"]),
        stranger=LabCertificate(folder, "stranger", ["client.invalid"], elsewhere),
        expired=made("expired", ["client.invalid"]),
    )
    found.expired.expire()
    pods(shared_lab)
    shared_lab.cluster.define(FOLDER / CERT_MANAGER)
    # As cert-manager writes it for the Certificate.
    shared_lab.cluster.apply(tls_secret(found.server, NAMESPACE))
    found.revoke(found.revoked)
    written = _written(folder / "required", ClientCertificates(credential_name=AUTHORITIES))
    shared_lab.apply(written)
    app = shared_lab.app(NAME, namespace=NAME, labels={"app": NAME})
    yield found
    shared_lab.remove(app)
    shared_lab.delete(written)


def _written(folder: Path, clients: ClientCertificates, server: str = NAME, **options: Any) -> Path:
    app = MeshApp(outdir=folder)
    certificate = Certificate(credential_name=server, issuer=CertificateIssuer(name="ours"))
    hosts = {NAME: [HOST, OTHER_HOST]}
    own: dict[str, Any] = {"certificates": [certificate], "client_certificates": clients, "http": None, **options}
    gateway = declare_gateway(app, hosts=hosts, **own)
    pool = Pool(selector={"app": NAME}, target_port=8080)
    LlmApiMesh(app, NAME, namespace=NAME, hosts=[HOST, OTHER_HOST], backend=pool, gateway=gateway)
    app.synth()
    return folder


def test_a_client_with_a_certificate_is_served(lab: Lab, edge: Edge) -> None:
    """It may use each host of the gateway."""
    assert lab
    assert [edge.call(edge.context(edge.known), host).status for host in (HOST, OTHER_HOST)] == [200, 200]


def test_a_certificate_is_cert_manager_s(lab: Lab, edge: Edge) -> None:
    """The API server has the Certificate, with the hosts and the name of the Secret."""
    assert edge
    found = lab.cluster.kubectl("get", "certificates", "-n", NAMESPACE, NAME, "-o", "jsonpath={.spec}")
    assert f'"dnsNames":["{OTHER_HOST}","{HOST}"]' in found
    assert f'"secretName":"{NAME}"' in found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the old version of TLS
@pytest.mark.parametrize("name", CLIENTS)
def test_a_hostile_client_gets_no_answer(lab: Lab, edge: Edge, name: str) -> None:
    """Without a certificate, with another authority's, a revoked or an expired one, and with an old version of TLS."""
    assert lab
    client = CLIENTS[name]
    context = edge.context(getattr(edge, client.certificate) if client.certificate else None)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # or the client itself would refuse the old version
    context.minimum_version = context.maximum_version = client.version
    answer = edge.call(context)
    assert answer.status == client.gets.status
    assert client.alert in answer.error


@pytest.mark.parametrize("name", PLAIN_PORTS)
def test_plain_http_gets_no_answer(lab: Lab, edge: Edge, name: str) -> None:
    """Neither at the port of plain HTTP, which nothing serves, nor at that of HTTPS."""
    assert lab
    assert edge.call(None, port=PLAIN_PORTS[name]).status == BROKEN


def test_a_certificate_can_be_revoked_later(lab: Lab, edge: Edge) -> None:
    """A changed list holds for new connections, and an expired one refuses all clients of the authority."""
    assert lab
    later = LabCertificate(edge.folder, "later", ["later.invalid"], edge.authority)
    assert edge.call(edge.context(later)).status == 200
    edge.revoke(edge.revoked, later)
    wait_for("the revocation", lambda: edge.call(edge.context(later)).status == BROKEN)
    assert edge.call(edge.context(edge.known)).status == 200
    edge.revoke(edge.revoked, expired=True)
    wait_for("the expired list", lambda: edge.call(edge.context(edge.known)).status == BROKEN)
    edge.revoke(edge.revoked)
    wait_for("the new list", lambda: edge.call(edge.context(edge.known)).status == 200)


def test_an_expired_list_has_its_own_alert(lab: Lab, edge: Edge) -> None:
    """In TLS 1.2 each client of the authority reads that its certificate is refused, and not that the list is old."""
    assert lab
    edge.revoke(edge.revoked, expired=True)
    context = edge.context(edge.known)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    answer = wait_for("the expired list", lambda: _unless_ok(edge.call(context)))
    assert "CERTIFICATE_EXPIRED" in answer.error
    edge.revoke(edge.revoked)
    wait_for("the new list", lambda: edge.call(edge.context(edge.known)).status == 200)


def test_a_revoked_client_resumes_no_session(lab: Lab, edge: Edge) -> None:
    """A session of TLS that is resumed shows no certificate. A new list ends all sessions."""
    client = LabCertificate(edge.folder, "resuming", ["resuming.invalid"], edge.authority)
    context = edge.context(client)
    context.maximum_version = ssl.TLSVersion.TLSv1_2

    def connect(session: ssl.SSLSession | None = None) -> tuple[bool, ssl.SSLSession | None]:
        """Connect, perhaps by a session; return whether it was resumed, and the session."""
        opened = namespaces.connect(lab.hub.namespace, (pods(lab).host.address, 443), limits.CALL_SECONDS)
        with opened, context.wrap_socket(opened, server_hostname=HOST, session=session) as encrypted:
            return bool(encrypted.session_reused), encrypted.session

    _, session = connect()
    assert connect(session)[0]
    edge.revoke(edge.revoked, client)
    try:
        wait_for("the revocation", lambda: edge.call(edge.context(client)).status == BROKEN)
        with pytest.raises(ssl.SSLError, match="CERTIFICATE_REVOKED"):
            connect(session)
    finally:
        edge.revoke(edge.revoked)


def _unless_ok(answer: Answer) -> Answer | None:
    return None if answer.ok else answer


@pytest.mark.parametrize("missing", ["authorities", "server"])
def test_a_missing_secret_lets_nobody_in(lab: Lab, edge: Edge, tmp_path: Path, missing: str) -> None:
    """Neither a client with a certificate nor one without; the gateway serves as soon as the Secret is there.

    Meanwhile the proxy waits for the Secret for 15 s, Envoy's initial_fetch_timeout, and serves as before.
    """
    if missing == "server":
        authorities, server = AUTHORITIES, "known-later"
        secret = tls_secret(edge.server, NAMESPACE)
        secret["metadata"]["name"] = server
    else:
        authorities, server = "later-cacert", NAME
        secret = authorities_secret(authorities, edge.authority, namespace=NAMESPACE)
    try:
        lab.apply(_written(tmp_path, ClientCertificates(credential_name=authorities), server))
        wait_for("the end of service", lambda: edge.call(edge.context(edge.known)).status == BROKEN)
        assert edge.call(edge.context()).status == BROKEN
        lab.cluster.apply(secret)
        wait_for("the Secret", lambda: edge.call(edge.context(edge.known)).status == 200)
        assert edge.call(edge.context()).status == BROKEN
    finally:
        lab.apply(edge.folder / "required")


def test_a_deleted_secret_changes_nothing(lab: Lab, edge: Edge) -> None:
    """A running proxy keeps the authorities and the list that it has."""
    lab.cluster.delete(Ref("Secret", NAMESPACE, AUTHORITIES))
    lab.wait_applied()
    assert edge.call(edge.context(edge.known)).status == 200
    assert [edge.call(edge.context(one)).status for one in (None, edge.revoked, edge.stranger)] == [BROKEN] * 3
    edge.revoke(edge.revoked)
    lab.wait_applied()


def test_a_certificate_can_be_optional(lab: Lab, edge: Edge, tmp_path: Path) -> None:
    """Then a client without one is served, one with a wrong one isn't. The gateway can require TLS 1.3."""
    optional = ClientCertificates(credential_name=AUTHORITIES, required=False)
    lab.apply(_written(tmp_path, optional, min_tls_version="1.3"))
    assert edge.call(edge.context()).status == 200
    assert edge.call(edge.context(edge.stranger)).status == BROKEN
    older = edge.context(edge.known)
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    assert "PROTOCOL_VERSION" in edge.call(older).error
    lab.apply(edge.folder / "required")


def test_an_expired_authority_lets_none_of_its_clients_in(lab: Lab, edge: Edge, tmp_path: Path) -> None:
    """A client's own certificate may be valid; it reads that its certificate has expired."""
    aging = LabCertificate(tmp_path, "aging", ["clients.invalid"])
    client = LabCertificate(tmp_path, "client-of-aging", ["client.invalid"], aging)
    listed = revocation_list(tmp_path, aging, [])
    try:
        lab.cluster.apply(authorities_secret(AUTHORITIES, aging, listed, NAMESPACE))
        wait_for("the authority", lambda: edge.call(edge.context(client)).status == 200)
        aging.expire()
        lab.cluster.apply(authorities_secret(AUTHORITIES, aging, listed, NAMESPACE))
        context = edge.context(client)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        answer = wait_for("the expired authority", lambda: _unless_ok(edge.call(context)))
        assert "CERTIFICATE_EXPIRED" in answer.error
        assert edge.call(edge.context(client)).status == BROKEN
    finally:
        edge.revoke(edge.revoked)
        wait_for("the other authority", lambda: edge.call(edge.context(edge.known)).status == 200)


def test_an_expired_certificate_of_the_gateway_is_served(lab: Lab, edge: Edge) -> None:
    """Clients that verify it end the connection. The gateway serves all others as before."""
    edge.server.expire()
    try:
        lab.cluster.apply(tls_secret(edge.server, NAMESPACE))
        wait_for("the expired certificate", lambda: "has expired" in edge.call(edge.context(edge.known)).error)
        careless = edge.context(edge.known)
        careless.check_hostname = False
        careless.verify_mode = ssl.CERT_NONE
        assert edge.call(careless).status == 200
    finally:
        LabCertificate(edge.folder, NAME, [HOST, OTHER_HOST])  # in the same files
        lab.cluster.apply(tls_secret(edge.server, NAMESPACE))
        wait_for("the new certificate", lambda: edge.call(edge.context(edge.known)).status == 200)
