"""TLS certificates, made by openssl: those of the gateway, those of hosted providers, and the lab's authority."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lab.tools import cache

# Where programs look for the authorities that a machine trusts (Debian's ca-certificates). For programs of the lab this
# file holds the lab's authority alone.
SYSTEM_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")

_DAYS = "1"


class Certificate:
    """A certificate with its key."""

    def __init__(
        self,
        folder: Path,
        name: str,
        hosts: Sequence[str],
        issuer: Certificate | None = None,
        *,
        expired: bool = False,
    ) -> None:
        """Make a certificate for some hosts, in files of a folder; without an issuer it is self-signed.

        One that has expired, years ago, needs an issuer.
        """
        self.name = name
        self.file = folder / f"{name}.crt"
        self.key = folder / f"{name}.key"
        names = ",".join(f"DNS:{host}" for host in hosts)
        if issuer and expired:
            _sign_expired(self, names, issuer)
            return
        # Clients that follow RFC 5280, such as Python 3.13, require these key usages of an authority.
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


def _sign_expired(certificate: Certificate, names: str, issuer: Certificate) -> None:
    """Have an authority sign a certificate with an end in the past, which only `openssl ca` does."""
    folder, openssl = certificate.file.parent, str(cache.debian("openssl", "openssl"))
    request, settings = folder / f"{certificate.name}.csr", folder / f"{certificate.name}.conf"
    (folder / f"{certificate.name}.index").write_text("")
    settings.write_text(
        f"[ca]\ndefault_ca = it\n[it]\ndatabase = {folder / certificate.name}.index\nnew_certs_dir = {folder}\n"
        "default_md = sha256\nrand_serial = yes\npolicy = any\nx509_extensions = ext\n[any]\ncommonName = supplied\n"
        f"[ext]\nsubjectAltName = {names}\nbasicConstraints = critical,CA:FALSE\nkeyUsage = critical,digitalSignature\n"
    )
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(certificate.key)]
    asked = [openssl, "req", "-new", *key, "-out", str(request), "-subj", f"/CN={certificate.name}"]
    signed = [
        *(openssl, "ca", "-batch", "-notext", "-config", str(settings), "-in", str(request)),
        *("-cert", str(issuer.file), "-keyfile", str(issuer.key), "-out", str(certificate.file)),
        *("-startdate", "20200101000000Z", "-enddate", "20200102000000Z"),
    ]
    for command in (asked, signed):
        subprocess.run(command, check=True, capture_output=True)


def revocation_list(folder: Path, issuer: Certificate, revoked: Sequence[Certificate], *, expired: bool = False) -> str:
    """Make an authority's list of revoked certificates, as PEM; an expired one should have been replaced years ago."""
    database, settings = folder / "index.txt", folder / "ca.conf"
    database.write_text("")
    settings.write_text(f"[ca]\ndefault_ca = it\n[it]\ndatabase = {database}\ndefault_md = sha256\n")
    openssl = str(cache.debian("openssl", "openssl"))
    ca = [openssl, "ca", "-config", str(settings), "-cert", str(issuer.file), "-keyfile", str(issuer.key)]
    for one in revoked:
        subprocess.run([*ca, "-revoke", str(one.file)], check=True, capture_output=True)
    times = ["-crl_lastupdate", "20200101000000Z", "-crl_nextupdate", "20200102000000Z"]
    made = subprocess.run(
        [*ca, "-gencrl", *(times if expired else ["-crldays", _DAYS])], check=True, capture_output=True, text=True
    )
    return made.stdout


def trusting(
    certificates: Sequence[Certificate], *, alpn: str = "", client: Certificate | None = None
) -> ssl.SSLContext:
    """A client's TLS context that trusts these certificates, each for its own hosts, and no others.

    `alpn` is the protocol that it offers, such as `h2`; by default none, which means HTTP/1.1. `client` is the client's
    own certificate.
    """
    context = ssl.create_default_context(cadata="".join(certificate.file.read_text() for certificate in certificates))
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # the default from Python 3.13 on
    if alpn:
        context.set_alpn_protocols([alpn])
    if client:
        context.load_cert_chain(client.file, client.key)
    return context
