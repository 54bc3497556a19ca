"""LLM gateways."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from llm_api_mesh import (
    ALL_POOL_USERS,
    ArgoCdProjects,
    ArgoCdSource,
    ArgoCdTeam,
    Certificate,
    CertificateIssuer,
    ClientCertificates,
    DeployedPods,
    EgressGateway,
    ExistingPods,
    ForwardProxy,
    GatewayProvider,
    KeyFromFile,
    PlainHttp,
    RedirectToHttps,
)
from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.credentials import ApiKey
from llm_api_mesh.spec.providers import AnyProvider
from support.strategies import callers, words
from support.strategies.backends import providers
from support.strategies.words import Keywords, built, either, some

_annotations = st.dictionaries(words.label_maps.map(min), words.header_values, max_size=2)
_policies = st.sampled_from(["Cluster", "Local"])
_services = either(
    some({"service_type": st.just("ClusterIP")}),
    some({"service_type": st.just("NodePort")}, external_traffic_policy=_policies),
    some(
        service_type=st.just("LoadBalancer"),
        external_traffic_policy=_policies,
        load_balancer_class=words.label_maps.map(min),
        load_balancer_source_ranges=st.lists(st.sampled_from(["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"])),
    ),
)
_pods = some(
    longest_generation=words.seconds(1, 12 * 3600),
    concurrent_generations=st.integers(1, 10_000),
    min_replicas=st.integers(1, 6),
    max_replicas=st.integers(6, 100),
    target_cpu_utilization_percentage=st.integers(1, 100),
    target_memory_utilization_percentage=st.integers(1, 100),
    cpu_request=st.sampled_from(["1m", "500m", "2"]),
    cpu_limit=st.sampled_from(["2", "2.5", "8000m"]),
    pod_labels=words.label_maps,
    service_account_annotations=_annotations,
    service_annotations=_annotations,
)
_deployed = st.builds(lambda pods, service: DeployedPods(**pods, **service), _pods, _services)
_existing = built(ExistingPods, {"selector": words.label_maps, "service_account": words.labels}, shared=st.booleans())
_http = either(
    built(PlainHttp, port=st.sampled_from([80, 8080])), built(RedirectToHttps, port=st.sampled_from([80, 8080]))
)
_issuers = built(
    CertificateIssuer,
    {"name": words.labels},
    issuer_kind=st.sampled_from(["Issuer", "ClusterIssuer"]),
    group=st.sampled_from(["cert-manager.io", "awspca.cert-manager.io"]),
)
_clients = st.builds(
    lambda name, given: ClientCertificates(credential_name=name, **given),
    st.sampled_from(["clients-cacert", "a.b-cacert"]),
    st.sampled_from([{}, {"required": True}, {"required": False}]),
)


def _from_file(provider: AnyProvider, name: str) -> AnyProvider:
    credential = provider.credential
    if isinstance(credential, ApiKey):
        return provider.model_copy(update={"api_key": KeyFromFile(path=f"/secrets/{name}/key.yaml")})
    return provider


@st.composite
def _providers(draw: st.DrawFn, istio: str, namespaces: list[str]) -> dict[str, GatewayProvider]:
    """Providers, each with a Secret of its own."""
    found = {}
    for name in draw(st.lists(words.labels, max_size=3, unique=True)):
        provider = _from_file(draw(providers(istio)), name)
        credential = provider.credential
        given: Keywords = {"provider": provider, "namespaces": namespaces}
        if isinstance(credential, ApiKey):
            given |= {"secret": f"secret-{credential.key.folder.rpartition('/')[2]}"}
        found[name] = GatewayProvider(**given)
    return found


def _pool_users(namespaces: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Namespaces whose pools the gateway's namespaces may use."""
    users = st.lists(st.sampled_from(namespaces), min_size=1, unique=True)
    return st.dictionaries(st.sampled_from(["models-of-all", "models-of-some"]), users)


egress_gateways = built(
    EgressGateway,
    {"namespace": st.just("istio-egress")},
    service=words.service_names,
    selector=words.label_maps,
    port=st.sampled_from([443, 8443]),
)
_proxies = built(ForwardProxy, {"host": st.sampled_from(["proxy.example.com", "10.1.2.3"]), "port": words.ports})


@st.composite
def _egress(draw: st.DrawFn, given: Keywords) -> Keywords:
    """Keywords: the way to the gateway's providers, if their names tell their hosts apart."""
    hosts = [one.provider.external_service for one in given.get("providers", {}).values()]
    ports = {(one.address, one.port) for one in hosts}
    if not hosts or len(ports) > len({one.address for one in hosts}):
        return {}
    return draw(some(egress_gateway=st.none() | egress_gateways, forward_proxy=st.none() | _proxies))


_paths = st.sampled_from(["dist", "dist/prod", "."])
_sources = built(
    ArgoCdSource,
    {"repo_url": st.sampled_from(["https://git.example.com/ai/apis.git", "git@git.example.com:ai/apis.git"])},
    target_revision=st.sampled_from(["main", "v1.2.3"]),
)
_groups = st.lists(st.sampled_from(["team-ai", "Team AI", "acme:ai"]), max_size=2)


@st.composite
def argo_cd_projects(draw: st.DrawFn, namespaces: list[str]) -> ArgoCdProjects:
    """Projects: a team for each namespace that has one, with a folder of its own."""

    def source(path: str) -> ArgoCdSource:
        return draw(_sources).model_copy(update={"path": path})

    owners = draw(st.lists(st.sampled_from(namespaces), unique=True))
    teams = {
        f"team-{one}"[:63].rstrip("-"): draw(
            built(
                ArgoCdTeam,
                {"source": st.just(source(f"dist/{one}")), "namespaces": st.just([one])},
                groups=_groups,
                outbound=st.booleans(),
                kinds=st.lists(st.sampled_from(["ConfigMap", "autoscaling/HorizontalPodAutoscaler"]), max_size=2),
                application_for_each_file=st.booleans(),
                at_gateway=st.booleans(),
                ignore_weights_of=st.sampled_from([[], [f"{one}/chat-versions"]]),
            )
        )
        for one in owners
    }
    return draw(
        built(
            ArgoCdProjects,
            {"source": either(_sources, st.just(source(draw(_paths))))},
            teams=st.just(teams),
            groups=_groups,
            namespace=st.sampled_from(["argocd", "gitops"]),
            server=st.sampled_from(["https://kubernetes.default.svc", "https://10.1.2.3:6443"]),
            app_of_apps=st.booleans(),
        )
    )


@st.composite
def llm_gateways(draw: st.DrawFn) -> Keywords:
    """Keywords of one LLM gateway."""
    istio = draw(st.sampled_from(get_args(IstioRelease)))
    pods = draw(either(st.just(DeployedPods()), _deployed, _existing))
    shared = isinstance(pods, ExistingPods) and pods.shared
    namespaces = draw(st.lists(words.labels, min_size=1, max_size=3, unique=True))
    hosts = {
        namespace: draw(
            st.just([f"a.n{index}.example.com", f"b.n{index}.example.com"])
            if shared
            else st.sampled_from([[f"a.n{index}.example.com"], [f"*.n{index}.example.com"]])
        )
        for index, namespace in enumerate(namespaces)
    }
    http = draw(st.none() | _http)
    given: Keywords = {"namespace": "llm-gateway", "hosts": hosts, "http": http, "pods": pods, "istio": istio}
    if not (isinstance(http, PlainHttp) and draw(st.booleans())):
        given["certificates"] = [Certificate(credential_name="all", **draw(some(issuer=_issuers)))]
        given |= draw(some(min_tls_version=st.sampled_from(["1.2", "1.3"])))
        if not isinstance(http, PlainHttp):
            given |= draw(some(client_certificates=st.none() | _clients))
    if draw(st.booleans()):  # a default may be left out as well
        defaults = {"http": None, "pods": DeployedPods(), "istio": NEWEST}
        given = {name: value for name, value in given.items() if name not in defaults or value != defaults[name]}
    credentials: Keywords = {} if shared else draw(callers.credentials)
    given |= credentials
    if any(credentials.values()):
        known = [host.replace("*", "any") for some_hosts in hosts.values() for host in some_hosts]
        given |= draw(
            some(
                anonymous_hosts=st.lists(st.sampled_from(known), min_size=1, unique=True),
                team_claim=callers.team_claims,
            )
        )
    clients = given.get("client_certificates")
    if not any(credentials.values()) and not (clients and clients.required):
        given["anonymous"] = True
    loads = st.none() | st.integers(105, 1000).map(lambda percent: percent / 100)
    balancing: Keywords = {} if shared else {"choices": st.integers(2, 9), "max_load": loads}
    found = draw(
        some(
            {name: st.just(value) for name, value in given.items()},
            https_port=st.sampled_from([443, 8443]),
            max_request_bytes=st.sampled_from([2**20, 2**23]),
            session_headers=st.lists(words.header_names, min_size=1, max_size=3),
            opening_characters=st.sampled_from([64, 1000, 65536]),
            failover_backends=st.integers(2, 5),
            spill_limits=st.lists(st.integers(1, 1000), max_size=3),
            providers=_providers(istio, namespaces),
            inference_pools=st.lists(st.sampled_from(namespaces), unique=True),
            pool_users=st.just(ALL_POOL_USERS) | _pool_users(namespaces),
            admission_policy=st.booleans(),
            argo_cd=st.booleans(),
            num_trusted_proxies=st.integers(0, 3),
            cluster_domain=st.sampled_from(["cluster.local", "k8s.example.org"]),
            **balancing,
        )
    )
    found |= draw(_egress(found))
    # A namespace belongs to one owner.
    teams = [one for one in namespaces if one not in {"argocd", "gitops", "istio-egress", "llm-gateway"}]
    if teams:
        projects = draw(st.none() | argo_cd_projects(teams))
        found |= {"argo_cd": True, "argo_cd_projects": projects} if projects else {}
    return found
