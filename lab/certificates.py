"""Certificates, made by openssl: the gateway's, kept in Secrets as Kubernetes keeps them, and the providers'."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lab import cache
from lab.cluster import Object
from lab.names import ISTIOS_NAMESPACE

# Where programs look for the authorities that a machine trusts (Debian's ca-certificates). In the lab's programs its
# own authority stands there, alone.
SYSTEM_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")

_DAYS = "1"


class Certificate:
    """A certificate with its key."""

    def __init__(self, folder: Path, name: str, hosts: Sequence[str], issuer: Certificate | None = None) -> None:
        """Make one for some hosts, in files of a folder; without an issuer it is signed by itself."""
        self.name = name
        self.file = folder / f"{name}.crt"
        self.key = folder / f"{name}.key"
        names = ",".join(f"DNS:{host}" for host in hosts)
        # Who is trusted to sign must say so: clients that go by RFC 5280, as Python 3.13's do, ask for it.
        signs = "" if issuer else ",keyCertSign,cRLSign"
        subprocess.run(
            [
                *(str(cache.debian("openssl", "openssl")), "req", "-x509", "-nodes", "-days", _DAYS),
                *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                *("-keyout", str(self.key), "-out", str(self.file)),
                *("-subj", f"/CN={name}", "-addext", f"subjectAltName={names}"),
                *("-addext", f"basicConstraints=critical,CA:{'FALSE' if issuer else 'TRUE'}"),
                *("-addext", f"keyUsage=critical,digitalSignature{signs}"),
                *(("-CA", str(issuer.file), "-CAkey", str(issuer.key)) if issuer else ()),
            ],
            check=True,
            capture_output=True,
        )

    @property
    def secret(self) -> Object:
        """The Secret from which istiod gives it to the gateway."""
        return {
            "apiVersion": "v1",
            "kind": "Secret",
            "type": "kubernetes.io/tls",
            "metadata": {"name": self.name, "namespace": ISTIOS_NAMESPACE},
            "stringData": {"tls.crt": self.file.read_text(), "tls.key": self.key.read_text()},
        }


def trusting(certificates: Sequence[Certificate]) -> ssl.SSLContext:
    """What a client needs that trusts these certificates, each for its own hosts, and no others."""
    context = ssl.create_default_context(cadata="".join(certificate.file.read_text() for certificate in certificates))
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # as from Python 3.13 on, whatever the version
    return context
