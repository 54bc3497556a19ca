"""Certificates of an API's own Gateway: each host has exactly one."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.hosts import overlap


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse hosts with several certificates, and hosts without one beside hosts that have one."""
    api = plan.spec
    if not isinstance(api.gateway, Gateway) or not api.gateway.certificates:
        return
    served: list[tuple[str, str]] = []
    port_names: set[str] = set()
    for certificate in api.gateway.certificates:
        path = f"gateway.certificates[{certificate.credential_name}]"
        if certificate.issuer:
            yield Problem(
                path=f"{path}.issuer",
                code="field-without-effect",
                given="an issuer at a Gateway of the API's own",
                allowed="issuers of an LlmGateway, because the Secret is in the namespace of the gateway's pods",
                fix=f"Leave it out, and give the pods' namespace the Secret {certificate.credential_name}.",
            )
        port_name = certificate.port_name(api.name)
        if port_name in port_names:
            yield Problem(
                path=path,
                code="certificate-host",
                given=f"a second server with the port name {port_name}",
                allowed="each credential_name once, where dots and hyphens count as the same",
                fix="List all its hosts in one Certificate.",
            )
        port_names.add(port_name)
        for host in certificate.hosts or api.hosts:
            if host not in api.hosts:
                yield Problem(
                    path=f"{path}.hosts",
                    code="certificate-host",
                    given=f'"{host}"',
                    allowed=listed([show(name) for name in api.hosts]),
                )
            for other, credential in served:
                if overlap(host, other):
                    yield Problem(
                        path=f"{path}.hosts",
                        code="certificate-host",
                        given=f'"{host}", which {credential} has as "{other}"',
                        allowed="one certificate for each host",
                        fix="Set the hosts of each certificate.",
                    )
            served.append((host, certificate.credential_name))
    for host in sorted(set(api.hosts) - {host for host, _ in served}):
        yield Problem(
            path="gateway.certificates",
            code="certificate-host",
            given=f'no certificate for "{host}"',
            allowed="a certificate for each host",
            fix=f'Add Certificate(credential_name="...", hosts=[{show(host)}]).',
        )
