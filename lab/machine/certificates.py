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
# The times of what has expired.
_LONG_AGO, _LATER = "20200101000000Z", "20200102000000Z"


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
        """Make a certificate for some hosts, in files of a folder; without an issuer it is self-signed."""
        self.name = name
        self.file = folder / f"{name}.crt"
        self.key = folder / f"{name}.key"
        self._issuer = issuer
        # Clients that follow RFC 5280, such as Python 3.13, require these key usages of an authority.
        signs = "" if issuer else ",keyCertSign,cRLSign"
        self._extensions = {
            "subjectAltName": ",".join(f"DNS:{host}" for host in hosts),
            "basicConstraints": f"critical,CA:{'FALSE' if issuer else 'TRUE'}",
            "keyUsage": f"critical,digitalSignature{signs}",
        }
        _openssl(
            *("req", "-x509", "-nodes", "-days", _DAYS),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", str(self.key), "-out", str(self.file), "-subj", f"/CN={name}"),
            *(argument for name, value in self._extensions.items() for argument in ("-addext", f"{name}={value}")),
            *(("-CA", str(issuer.file), "-CAkey", str(issuer.key)) if issuer else ()),
        )
        if expired:
            self.expire()

    def expire(self) -> None:
        """Replace it by one with the same key, names and issuer that ended years ago."""
        request, settings = self.file.with_suffix(".csr"), self.file.with_suffix(".conf")
        database = self.file.with_suffix(".index")
        database.write_text("")
        extensions = "".join(f"{name} = {value}\n" for name, value in self._extensions.items())
        settings.write_text(
            f"[ca]\ndefault_ca = it\n[it]\ndatabase = {database}\nnew_certs_dir = {self.file.parent}\n"
            "default_md = sha256\nrand_serial = yes\nunique_subject = no\npolicy = any\nx509_extensions = extensions\n"
            f"[any]\ncommonName = supplied\n[extensions]\n{extensions}"
            "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n"
        )
        issuer = self._issuer
        signer = ("-cert", str(issuer.file), "-keyfile", str(issuer.key)) if issuer else ("-selfsign",)
        own = () if issuer else ("-keyfile", str(self.key))
        _openssl("req", "-new", "-key", str(self.key), "-subj", f"/CN={self.name}", "-out", str(request))
        _openssl(
            *("ca", "-batch", "-notext", "-config", str(settings), *signer, *own),
            *("-in", str(request), "-out", str(self.file)),
            *("-startdate", _LONG_AGO, "-enddate", _LATER),
        )


def revocation_list(folder: Path, issuer: Certificate, revoked: Sequence[Certificate], *, expired: bool = False) -> str:
    """Make an authority's list of revoked certificates, as PEM; an expired one should have been replaced years ago."""
    database, settings = folder / "index.txt", folder / "ca.conf"
    database.write_text("")
    settings.write_text(f"[ca]\ndefault_ca = it\n[it]\ndatabase = {database}\ndefault_md = sha256\n")
    ca = ("ca", "-config", str(settings), "-cert", str(issuer.file), "-keyfile", str(issuer.key))
    for one in revoked:
        _openssl(*ca, "-revoke", str(one.file))
    times = ("-crl_lastupdate", _LONG_AGO, "-crl_nextupdate", _LATER)
    return _openssl(*ca, "-gencrl", *(times if expired else ("-crldays", _DAYS)))


def _openssl(*arguments: str) -> str:
    """Run openssl, and return what it prints."""
    openssl = str(cache.debian("openssl", "openssl"))
    return subprocess.run([openssl, *arguments], check=True, capture_output=True, text=True).stdout


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
