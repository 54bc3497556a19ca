"""Rules across the fields of an LLM gateway."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from llm_api_mesh.checks.releases import find_missing
from llm_api_mesh.errors import NOTHING, Problem, listed, show
from llm_api_mesh.nearest import nearest
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.servers import certificates_by_host
from llm_api_mesh.spec.hosts import covers, overlap
from llm_api_mesh.spec.http import PlainHttp
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec
from llm_api_mesh.spec.names import LABEL_MAX

# Of the names of pods, which istiod and Kubernetes make of the gateway's.
_MADE_OF_NAME = "-istio-0123456789-01234"

_OWN_PODS = "Use DeployedPods(), or ExistingPods(...) without shared=True."

_MEBIBYTES = 1024
"""In a GiB."""
_MOST_GIBIBYTES = 1024


def check_certificates(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse hosts that would be served neither by HTTPS nor, by request, by plain HTTP; and idle certificates."""
    spec = plan.spec
    found = certificates_by_host(spec)
    for certificate in spec.certificates:
        path = f"certificates[{certificate.credential_name}]"
        strange = [host for host in certificate.hosts or () if not any(covers(host, served) for served in found)]
        for host in strange:
            yield Problem(
                path=f"{path}.hosts",
                code="certificate-host",
                given=show(host),
                allowed="hosts of the gateway, or wildcards over them",
            )
        if certificate not in found.values() and not strange:
            yield Problem(
                path=path,
                code="certificate-host",
                given="a certificate that no host uses, as earlier ones cover its hosts",
                allowed="certificates of which each is the first for a host",
            )
    if isinstance(spec.http, PlainHttp):
        return
    for host, one in found.items():
        if one is None:
            yield Problem(
                path="certificates",
                code="certificate-host",
                given=f"no certificate for {show(host)}",
                allowed="a certificate for each host, or http=PlainHttp()",
                fix=f'Add Certificate(credential_name="...", hosts=[{show(host)}]).',
            )


def check_tls(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse settings of TLS without HTTPS, and plain HTTP past the certificates of clients."""
    spec = plan.spec
    if spec.client_certificates and isinstance(spec.http, PlainHttp):
        yield Problem(
            path="http",
            code="client-certificates",
            given="PlainHttp beside client_certificates",
            allowed="HTTPS only or RedirectToHttps(), because plain HTTP has no certificates of clients",
        )
    if not spec.certificates and "min_tls_version" in spec.model_fields_set:
        yield Problem(
            path="min_tls_version",
            code="field-without-effect",
            given="min_tls_version without certificates",
            allowed="min_tls_version together with certificates, because HTTPS needs one",
        )
    issued = [one.credential_name for one in spec.certificates if one.issuer]
    for name in sorted({one for one in issued if issued.count(one) > 1}):
        yield Problem(
            path=f"certificates[{name}].issuer",
            code="certificate-host",
            given=f"several certificates with an issuer and the Secret {show(name)}",
            allowed="one certificate with an issuer for each Secret",
            fix="List all its hosts in one Certificate.",
        )


def check_ports(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse one port for plain HTTP and HTTPS."""
    spec = plan.spec
    if spec.http and spec.certificates and spec.http.port == spec.https_port:
        yield Problem(
            path="https_port",
            code="port-range",
            given=f"{spec.https_port}, which is also the port of plain HTTP",
            allowed="two different ports, because one port can't serve both HTTP and HTTPS",
        )


def check_anonymous(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse a gateway that lets everyone in without saying so, or says so although it doesn't."""
    spec = plan.spec
    asked = _asked(spec)
    if not asked and not spec.anonymous:
        optional = " but optional certificates" if spec.client_certificates else ""
        yield Problem(
            path="anonymous",
            code="callers-anonymous",
            given=f"the gateway asks its callers for nothing{optional}",
            allowed="a token, a key or a certificate of every caller, or anonymous=True",
            fix=f"{_likely(spec)}Write anonymous=True if everyone who reaches the gateway may use all of its APIs, and "
            "what providers charge for.",
        )
    if asked and spec.anonymous:
        yield Problem(
            path="anonymous",
            code="callers-anonymous",
            given=f"anonymous=True beside {listed(list(asked), 'and')}",
            allowed="one of them, because nobody is anonymous to a gateway that asks every caller",
            fix=next(iter(asked.values())),
        )


def _asked(spec: LlmGatewaySpec) -> Mapping[str, str]:
    """Return the options that ask every caller for something, and what to write instead of anonymous beside each."""
    ways: dict[str, str] = {}
    if spec.jwt_rules:
        ways["jwt_rules"] = "Remove anonymous, and list hosts that need no token in anonymous_hosts."
    if spec.api_keys:
        ways["api_keys"] = "Remove anonymous, and list hosts that need no key in anonymous_hosts."
    if spec.client_certificates and spec.client_certificates.required:
        ways["client_certificates"] = (
            "Remove anonymous, or write required=False in client_certificates to serve clients without one as well."
        )
    return ways


def _likely(spec: LlmGatewaySpec) -> str:
    """Return how the gateway could ask every caller for something."""
    if spec.client_certificates:
        ways = ["required=True in client_certificates"]
    elif isinstance(spec.http, PlainHttp):  # without certificates of clients
        ways = []
    else:
        ways = ["client_certificates=ClientCertificates(...)"]
    if not spec.shared:
        ways = ["jwt_rules=[JwtRule(...)]", "api_keys=ApiKeys(...)", *ways]
    return f"Write {listed(ways)}. " if ways else ""


def check_callers(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse tokens and keys on shared pods, both at one gateway, and what has a meaning only beside one of them."""
    spec = plan.spec
    if spec.jwt_rules and spec.shared:
        yield Problem(
            path="jwt_rules",
            code="shared-pods",
            given="jwt_rules on pods that serve other hosts as well",
            allowed="jwt_rules on pods that serve only LLM APIs, because Istio verifies the tokens of all requests of "
            "the pods, and removes them",
            fix=_OWN_PODS,
        )
    if spec.api_keys and spec.shared:
        yield Problem(
            path="api_keys",
            code="shared-pods",
            given="api_keys on pods that serve other hosts as well",
            allowed="api_keys on pods that serve only LLM APIs, because all requests of the pods would need a key",
            fix=_OWN_PODS,
        )
    if spec.api_keys and spec.jwt_rules:
        yield Problem(
            path="api_keys",
            code="credentials-conflict",
            given="api_keys beside jwt_rules",
            allowed="one of them, because the authorizer would refuse each token, and Istio each API key",
            fix="Declare an LlmGateway for each.",
        )
    for field in ("anonymous_hosts", "team_claim"):
        if not spec.jwt_rules and not spec.api_keys and field in spec.model_fields_set:
            yield Problem(
                path=field,
                code="field-without-effect",
                given=f"{field} without jwt_rules and api_keys",
                allowed=f"{field} together with jwt_rules or api_keys, because otherwise the gateway knows no callers",
            )
    for index, host in enumerate(spec.anonymous_hosts or ()):
        if host.startswith("*"):
            yield Problem(
                path=f"anonymous_hosts[{index}]",
                code="host-invalid",
                given=show(host),
                allowed="single hosts, because a client could write the end of a wildcard's hosts as the port of "
                "another host, and would need no token there",
                fix="List the hosts.",
            )
        elif not any(covers(served, host) for hosts in spec.hosts.values() for served in hosts):
            yield Problem(
                path=f"anonymous_hosts[{index}]",
                code="field-without-effect",
                given=f"{show(host)}, which the gateway doesn't serve",
                allowed="hosts of the gateway",
            )


def check_hosts(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse hosts by which a namespace could serve another one's requests, and wildcards that no patch matches."""
    spec = plan.spec
    for (one, hosts), (other, theirs) in combinations(spec.hosts.items(), 2):
        for index, host in enumerate(theirs):
            for taken in hosts:
                if host != taken and overlap(host, taken):
                    yield Problem(
                        path=f"hosts[{other}][{index}]",
                        code="host-overlap",
                        given=f"{show(host)} beside {show(taken)} of {one}",
                        allowed="hosts of different namespaces that are equal or don't include each other",
                    )
    if spec.shared and isinstance(spec.http, PlainHttp):
        for namespace, hosts in spec.hosts.items():
            for index, host in enumerate(hosts):
                if host.startswith("*"):
                    yield Problem(
                        path=f"hosts[{namespace}][{index}]",
                        code="host-invalid",
                        given=show(host),
                        allowed="single hosts by plain HTTP on shared pods, as patches match hosts by whole names",
                        fix="List the hosts, or serve HTTPS only.",
                    )


def check_users(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse users that can have no route at the gateway, or that may use everything anyway."""
    spec = plan.spec
    for owner, users in ({} if spec.pools_open else spec.pool_users).items():
        if spec.namespace in users:
            yield Problem(
                path=f"pool_users.{owner}",
                code="field-without-effect",
                given=f"{show(spec.namespace)}, the gateway's own namespace",
                allowed="other namespaces, because the gateway's namespace may use all pools",
            )
        yield from _without_host(spec, f"pool_users.{owner}", [one for one in users if one != spec.namespace])
    yield from _without_host(spec, "inference_pools", spec.inference_pools)
    for name, one in spec.providers.items():
        yield from _without_host(spec, f"providers[{name}].namespaces", one.namespaces)


def _without_host(spec: LlmGatewaySpec, path: str, users: Sequence[str]) -> Iterator[Problem]:
    if spec.shared:  # other Gateways of these pods have hosts, too
        return
    for user in users:
        if user not in spec.hosts:
            near = nearest(user, spec.hosts, alike=0.5)
            yield Problem(
                path=path,
                code="field-without-effect",
                given=f"{show(user)}, which has no host at the gateway",
                allowed=f"namespaces that have hosts: {listed(list(spec.hosts), 'and')}",
                fix=f"Did you mean {show(near)}?" if near else "",
            )


def check_memory(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse bodies and generations that no node has the memory for."""
    if plan.deployment is None:
        return
    needed = math.ceil(plan.deployment.memory.request / _MEBIBYTES)
    if needed > _MOST_GIBIBYTES and isinstance(plan.spec.pods, DeployedPods):
        yield Problem(
            path="pods.concurrent_generations",
            code="field-invalid",
            given=f"{plan.spec.pods.concurrent_generations} generations with "
            f"max_request_bytes={plan.spec.max_request_bytes}, for which a pod needs {needed:,} GiB of memory",
            allowed=f"numbers for which a pod needs up to {_MOST_GIBIBYTES:,} GiB",
        )


def check_balancing(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse numbers that would act on the clusters of neighbours."""
    for field in ("choices", "max_load"):
        if plan.spec.shared and field in plan.spec.model_fields_set:
            yield Problem(
                path=field,
                code="field-without-effect",
                given=f"{getattr(plan.spec, field)} on shared pods",
                allowed=f"{field} of pods that serve only LLM APIs",
            )


def check_keys(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse keys that deployed pods can't have."""
    spec = plan.spec
    if not isinstance(spec.pods, DeployedPods):
        return
    secrets: dict[str, str] = {}
    for name, one in spec.providers.items():
        if one.key_file is None:
            continue
        if one.secret is None:
            yield Problem(
                path=f"providers[{name}].secret",
                code="field-required",
                given=NOTHING,
                allowed=f"the Secret that is mounted at {one.key_file.folder}",
                fix="Add secret=...",
            )
        elif secrets.setdefault(one.key_file.folder, one.secret) != one.secret:
            yield Problem(
                path=f"providers[{name}].provider.api_key.path",
                code="key-source",
                given=f"{show(one.key_file.path)}, in whose folder another Secret is mounted",
                allowed="a folder for each Secret",
            )


def check_release(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse providers that the Istio release lacks."""
    for name, one in plan.spec.providers.items():
        yield from find_missing(plan.spec.istio, f"providers[{name}].provider", one.provider)


def check_names(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse names that are too long for what is made of them."""
    name = plan.spec.name
    longest = LABEL_MAX - len(_MADE_OF_NAME) - (len(names.pools("")) if plan.spec.inference_pools else 0)
    if len(name) > longest:
        yield Problem(
            path="name",
            code="name-too-long",
            given=show(name),
            allowed=f"up to {longest} characters, because the names of pods begin with it",
        )
