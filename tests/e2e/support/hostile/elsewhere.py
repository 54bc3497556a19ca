"""Hostile requests at other gateways and past the gateway: paths of model servers, clients by TLS, and pods."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from e2e.support.hostile.rows import ENDS, NOT_FOUND, Gets
from lab.traffic.call import BROKEN

CLOSED = (
    ("GET", "/"),
    ("GET", "/metrics"),
    ("GET", "/health"),
    ("POST", "/tokenize"),
    ("POST", "/pause"),
    ("POST", "/update_weights"),
    ("POST", "/v1/load_lora_adapter"),
    ("GET", "/server_info"),
    ("GET", "/metrics?path=/v1/models"),
    ("POST", "/pause?/v1/chat/completions"),
    # Other methods.
    ("DELETE", "/v1/chat/completions"),
    ("PUT", "/v1/chat/completions"),
    ("PATCH", "/v1/files/one"),
    ("GET", "/v1/embeddings"),
    ("POST", "/v1/models"),
    ("OPTIONS", "/v1/chat/completions"),
    # Other spellings.
    ("POST", "/v1/chat/completions/"),
    ("POST", "/V1/chat/completions"),
    ("POST", "//v1/chat/completions"),
    ("POST", "/v1//chat/completions"),
    ("POST", "/v1/chat/../../pause"),
    ("POST", "/v1/chat/%2e%2e/%2e%2e/pause"),
    ("POST", "/v1/uploads/..%2F..%2Fpause/cancel"),
    ("POST", "/v1/uploads/one?/cancel"),
    ("GET", "/v1/models/..%2F..%2Fmetrics"),
    ("GET", "/v1/files/x%2F..%2F..%2F..%2Fmetrics"),
    ("GET", "/v1/files/..;/..;/metrics"),
    ("GET", "/v1\\..\\metrics"),
    ("GET", "/own/content"),
    ("GET", "/own/a/b/content"),
)
"""Methods and paths that aren't public at an API with `OPENAI_PATHS`, `/v1/rerank` and `/own/{*}/content`."""
CLOSED_GETS = NOT_FOUND


@dataclass(frozen=True)
class Client:
    """A client that the gateway doesn't let in by TLS."""

    certificate: str | None
    """`known`, `revoked`, `stranger` or `expired`; None: it has none."""
    version: ssl.TLSVersion
    alert: str
    """What the error of the client's TLS has; empty: the client may be writing when the connection ends."""

    @property
    def gets(self) -> Gets:
        """The alert, or the end of the connection."""
        alert = f"no answer: the alert `{self.alert.lower()}`" if self.alert else ""
        return Gets(BROKEN, remark=alert)


# In TLS 1.3, the client may be writing its request when the connection ends, and then it reads no alert.
CLIENTS: Mapping[str, Client] = {
    "no certificate, TLS 1.3": Client(None, ssl.TLSVersion.TLSv1_3, ""),
    "no certificate, TLS 1.2": Client(None, ssl.TLSVersion.TLSv1_2, "HANDSHAKE_FAILURE"),
    "a certificate of another authority, TLS 1.3": Client("stranger", ssl.TLSVersion.TLSv1_3, ""),
    "a certificate of another authority, TLS 1.2": Client("stranger", ssl.TLSVersion.TLSv1_2, "UNKNOWN_CA"),
    "a revoked certificate, TLS 1.3": Client("revoked", ssl.TLSVersion.TLSv1_3, ""),
    "a revoked certificate, TLS 1.2": Client("revoked", ssl.TLSVersion.TLSv1_2, "CERTIFICATE_REVOKED"),
    "an expired certificate, TLS 1.3": Client("expired", ssl.TLSVersion.TLSv1_3, ""),
    "an expired certificate, TLS 1.2": Client("expired", ssl.TLSVersion.TLSv1_2, "CERTIFICATE_EXPIRED"),
    "a valid certificate, TLS 1.1": Client("known", ssl.TLSVersion.TLSv1_1, "PROTOCOL_VERSION"),
}
"""Clients of a gateway with `client_certificates`."""

PLAIN_PORTS: Mapping[str, int] = {
    "plain HTTP at the port of HTTPS": 443,
    "plain HTTP at a port that nothing serves": 80,
}
"""What a client of such a gateway sends without TLS, by the port."""

POD_PORTS: Mapping[str, int] = {
    "plain HTTP to the port of the API": 8080,
    "plain HTTP to another port of the pod": 9091,
}
"""What a client without an identity sends to a pod with a sidecar, by the port."""
POD_GETS = ENDS
STRANGER = "a pod of another namespace, by mutual TLS"
STRANGER_GETS = Gets(403, of_envoy=True)
