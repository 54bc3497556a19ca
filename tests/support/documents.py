"""Synthesized YAML as data, and what must be true of all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import yaml
from referencing import Registry, Resource

from llm_api_mesh.resources.envoy_filters import NAMES
from support import ROOT

Document = dict[str, Any]

SCHEMAS = {"1.30": "istio-1.30.8.yaml", "1.31": "istio-1.31.4.yaml"}
OF_GATEWAY_API = ("gateway-api-1.6.1.yaml", "inference-extension-1.6.0.yaml")
CERT_MANAGER = "cert-manager-1.21.2.yaml"
FOLDER = ROOT / "imports" / "schemas"
DELIVERY = Path(__file__).with_name("crds")
KUBERNETES = "1.33"
_KUBERNETES_KINDS = {
    "ConfigMap": "v1",
    "Deployment": "apps/v1",
    "PodDisruptionBudget": "policy/v1",
    "Role": "rbac.authorization.k8s.io/v1",
    "RoleBinding": "rbac.authorization.k8s.io/v1",
    "Service": "v1",
    "ServiceAccount": "v1",
    "ValidatingAdmissionPolicy": "admissionregistration.k8s.io/v1",
    "ValidatingAdmissionPolicyBinding": "admissionregistration.k8s.io/v1",
}
# Bytes of all annotations of an object.
LARGEST = 262_144
_APP_PROTOCOLS = {"http": "http", "http2": "kubernetes.io/h2c", "grpc": "grpc"}
_PAID_TWICE = frozenset({"5xx", "gateway-error", "reset", "retriable-4xx", "retriable-headers", "500", "502"})
WAVE = "argocd.argoproj.io/sync-wave"
OPTIONS = "argocd.argoproj.io/sync-options"


def load(text: str) -> list[Document]:
    """Read the documents of one file."""
    return [document for document in yaml.load_all(text, Loader=yaml.CSafeLoader) if document]


@cache
def _validators(release: str) -> dict[tuple[str, str], jsonschema.Draft202012Validator]:
    """Read the schemas of the imported kinds, by `apiVersion` and kind."""
    found = {}
    for crd in (
        one for name in (SCHEMAS[release], *OF_GATEWAY_API, CERT_MANAGER) for one in load((FOLDER / name).read_text())
    ):
        spec = crd["spec"]
        (version,) = spec["versions"]
        schema = _closed(version["schema"]["openAPIV3Schema"])
        key = f"{spec['group']}/{version['name']}", spec["names"]["kind"]
        found[key] = jsonschema.Draft202012Validator(schema)
    return found


@cache
def _kubernetes_validator(api: str, kind: str) -> jsonschema.Draft202012Validator:
    """Read the strict schema of one of Kubernetes' own kinds, as `kubernetes_validate.validate` does for each call."""
    schemas = Path(kubernetes_validate.__file__).with_name("kubernetes-json-schema")
    (folder,) = schemas.glob(f"v{KUBERNETES}.*-local-strict")
    group, _, version = api.rpartition("/")
    parts = (kind.lower(), group.partition(".")[0], version)
    schema, definitions = (
        json.loads((folder / name).read_text())
        for name in (f"{'-'.join(filter(None, parts))}.json", "_definitions.json")
    )
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in (schema, definitions))
    return jsonschema.Draft202012Validator(schema, registry=registry)


def kinds() -> frozenset[str]:
    """Return the kinds of objects that a construct can have: the imported ones and Kubernetes' own."""
    return frozenset({*_KUBERNETES_KINDS, *(kind for _, kind in _validators("1.31"))})


def _closed(schema: Any) -> Any:
    """Make the schema refuse unknown fields, as the API server's strict field validation does."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    named = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if named and not schema.get("x-kubernetes-preserve-unknown-fields"):
        closed["properties"] = {
            **({"apiVersion": {}, "kind": {}, "metadata": {}} if "spec" in schema["properties"] else {}),
            **closed["properties"],
        }
        closed["additionalProperties"] = False
    return closed


@cache
def _delivery_validators() -> dict[tuple[str, str], jsonschema.Draft202012Validator]:
    """Read the schemas of what delivers objects to a cluster, by `apiVersion` and kind."""
    return {
        (one["apiVersion"], one["kind"]): jsonschema.Draft202012Validator(_closed(one["spec"]))
        for file in sorted(DELIVERY.glob("*.yaml"))
        for one in load(file.read_text())
    }


def is_delivery(document: Document) -> bool:
    """Tell whether a document says what is applied to a cluster, such as an Application of Argo CD."""
    return (document["apiVersion"], document["kind"]) in _delivery_validators()


def assert_schema_valid(document: Document, release: str = "1.31") -> None:
    """Check a document against the CRD of its kind, or against Kubernetes' schema."""
    if document["apiVersion"] in _KUBERNETES_KINDS.values():
        _kubernetes_validator(document["apiVersion"], document["kind"]).validate(document)
    elif is_delivery(document):
        _delivery_validators()[document["apiVersion"], document["kind"]].validate(document["spec"])
    else:
        _validators(release)[document["apiVersion"], document["kind"]].validate(document)


def of_gateway(document: Document) -> bool:
    """Tell whether a document is an LLM gateway's."""
    labels: dict[str, str] = document["metadata"].get("labels", {})
    return labels.get("app.kubernetes.io/component") == "llm-gateway"


def assert_sound(documents: Iterable[Document], existing: Collection[str] = ()) -> None:
    """Check what no schema covers: the documents of one app agree with each other.

    `existing` has the hosts of Services that aren't among the documents.
    """
    everything = list(documents)
    assert_gateways_sound([document for document in everything if of_gateway(document)])
    app = _App([document for document in everything if not of_gateway(document)], existing)
    assert len(app.objects) == len(app.documents), "one object of a kind, namespace and name"
    for document in app.documents:
        assert "_UNDERSCORE_" not in str(document), "values are Istio's, not those of the generated classes"
        assert document["metadata"]["labels"]["app.kubernetes.io/name"]
        annotations = document["metadata"].get("annotations", {})
        argocd = {name for name in annotations if name.startswith("argocd.argoproj.io/")}
        assert argocd <= {WAVE, OPTIONS}, "no hooks, and no replacement by force"
        assert annotations.get(OPTIONS) in {None, "PruneLast=true"}
        assert not argocd or _api(document) in app.in_waves, "all objects of an API have waves, or none"
        leads = document["kind"] == "VirtualService" and annotations.get(WAVE) == "3"
        if document["kind"] != "EnvoyFilter" and _api(document) in app.in_waves:  # a filter may be a user's object
            assert (OPTIONS in annotations) != leads, "the destinations of routes are removed after the routes"
        if check := _CHECKS.get(document["kind"]):
            check(app, document)
    routes = [
        route["name"] for one in app.of("VirtualService") if "hosts" in one["spec"] for route in one["spec"]["http"]
    ]
    assert len(set(routes)) == len(routes), "route names are unique in the mesh"


def assert_gateways_sound(documents: list[Document]) -> None:
    """Check the documents of LLM gateways: one namespace for each, and no object that can't be applied client-side."""
    keys = [(document["apiVersion"], *_key(document)) for document in documents]
    assert len(set(keys)) == len(keys), "one object of a kind, namespace and name"
    namespaces: dict[str, set[str]] = {}
    for document in documents:
        if is_delivery(document):  # of Argo CD's administrator
            continue
        metadata = document["metadata"]
        assert "_UNDERSCORE_" not in str(document), "Istio's words, not those of the generated classes"
        assert len(json.dumps(document)) < LARGEST, "kubectl stores the object in an annotation"
        if document["kind"].startswith("ValidatingAdmissionPolicy"):
            assert "namespace" not in metadata, "the cluster's"
            continue
        name = metadata["labels"]["app.kubernetes.io/name"]
        of_egress = metadata["name"].startswith(f"{name}-egress")  # perhaps beside the pods of another gateway
        namespaces.setdefault(f"{name}-egress" if of_egress else name, set()).add(metadata["namespace"])
        spec = document.get("spec", {})
        assert spec.get("exportTo", ["."]) == ["."], "for the gateway alone"
        if document["kind"] == "EnvoyFilter":
            assert spec["priority"], "filters without one are applied in the order of their creation"
            assert spec["workloadSelector"]["labels"]
            assert {patch["match"]["context"] for patch in spec["configPatches"]} == {"GATEWAY"}
        if document["kind"] == "ServiceEntry" and of_egress:
            assert (spec["resolution"], spec["exportTo"]) == ("DNS", ["."]), "no address of a client's choice"
        elif document["kind"] == "ServiceEntry":
            _external_host(spec, [one["spec"] for one in documents if one["kind"] == "DestinationRule"])
    assert all(len(found) == 1 for found in namespaces.values())


def _external_host(spec: Document, rules: list[Document]) -> None:
    """Check that a gateway reaches one host, and verifies its name."""
    assert spec["resolution"] == "DNS", "NONE would trust the address that a client chooses"
    assert spec["exportTo"] == ["."], "visible to the gateway only"
    (endpoint,) = spec["endpoints"]
    assert all("*" not in name for name in (*spec["hosts"], endpoint["address"])), "one provider, not a whole domain"
    (rule,) = [one for one in rules if one["host"] in spec["hosts"]]
    tls = rule["trafficPolicy"]["tls"]
    assert (tls["mode"], tls["caCertificates"]) == ("SIMPLE", "system")
    assert tls["subjectAltNames"] == [tls["sni"]], "sni alone verifies no name"
    passing = endpoint["address"] == "127.0.2.1" or ".svc." in endpoint["address"]
    assert passing or tls["sni"] == endpoint["address"], "the name of the provider"


def assert_in_order(documents: list[Document]) -> None:
    """Check that the documents of a file are in the order of their waves, in which `kubectl apply` takes them, too.

    An object that a user has added has no such annotation, and stands at the end. Without Argo CD no object has one. An
    LLM gateway has what its pods need beside each of its two Gateways, whatever the wave.
    """
    own = [one for one in documents if "annotations" in one["metadata"] and not of_gateway(one)]
    waves = [_wave(document) for document in own]
    assert waves == sorted(waves), "the order of the file is that of the waves"


# Providers, lists of failovers, and the gateway of inference pools, which another file has.
_AT_LLM_GATEWAY = re.compile(
    r"\.llm-gateway\.internal$|-(failover-[0-9]|pools-istio)\.(llm-gateway|istio-ingress)\.svc\."
)
# The Services that istiod makes for inference pools.
_OF_POOL = re.compile(r"(.*)-ip-[0-9a-f]{8}")


class _App:
    def __init__(self, documents: list[Document], existing: Collection[str]) -> None:
        self.documents = documents
        self.existing = existing
        self.objects = {_key(one): one for one in documents}
        self.in_waves = {
            _api(one) for one in documents if {WAVE, OPTIONS} & one["metadata"].get("annotations", {}).keys()
        }
        self._places = {key: place for place, key in enumerate(self.objects)}
        self.subsets = {
            (one["spec"]["host"], subset["name"])
            for one in self.of("DestinationRule")
            for subset in one["spec"].get("subsets", [])
        }

    def of(self, kind: str) -> list[Document]:
        return [document for document in self.documents if document["kind"] == kind]

    def after(self, one: Document, other: Document, *, next_wave: bool = False) -> bool:
        """Tell whether an object is applied after another one: not in an earlier wave, or even in a later one.

        Without waves, the order of the file counts. Files have no order.
        """
        if {_api(one), _api(other)} <= self.in_waves:
            return _wave(one) >= _wave(other) + next_wave
        return _api(one) != _api(other) or self._places[_key(one)] > self._places[_key(other)]

    def after_service(self, one: Document, host: str) -> bool:
        """Tell whether an object is applied after the Service that a destination names in full."""
        service, namespace, svc, domain = host.split(".", 3)
        assert (svc, bool(domain)) == ("svc", True), "no short names"
        if of_pool := _OF_POOL.fullmatch(service):
            return self.after(one, self.objects["InferencePool", namespace, of_pool[1]])
        return host in self.existing or self.after(one, self.objects["Service", namespace, service])


def _service(_app: _App, document: Document) -> None:
    for port in document["spec"]["ports"]:
        assert port["appProtocol"] == _APP_PROTOCOLS[port["name"].partition("-")[0]], (
            "the name and appProtocol agree on the protocol"
        )


def _gateway(_app: _App, document: Document) -> None:
    ports = [server["port"]["name"] for server in document["spec"]["servers"]]
    assert len(set(ports)) == len(ports), "server port names are unique"
    assert len(document["metadata"]["name"]) <= 63, "a DNS label, as Istio's validation requires"


def _destination_rule(app: _App, document: Document) -> None:
    spec = document["spec"]
    assert app.after_service(document, spec["host"])
    for one in (spec, *spec.get("subsets", ())):
        if "trafficPolicy" in one:
            _traffic_policy(one["trafficPolicy"])


def _traffic_policy(policy: Document) -> None:
    balancer, detection = policy.get("loadBalancer", {}), policy.get("outlierDetection", {})
    assert balancer.get("simple") != "LEAST_CONN", "LEAST_REQUEST's old name"
    assert "minimumRingSize" not in balancer.get("consistentHash", {}), "deprecated: ringHash has it now"
    if detection:
        assert "consecutiveErrors" not in detection, "istiod no longer reads it"
        assert detection["consecutive5xxErrors"] == 0, "neither a faulty prompt nor 429 ejects a replica"
    if detection.get("consecutiveGatewayErrors"):
        near = [balancer.get(setting, {}) for setting in ("localityLbSetting", "zoneAwareLbSetting")]
        assert any("enabled" in setting for setting in near), (
            "ejection turns locality failover on, unless the rule sets it"
        )


def _virtual_service(app: _App, document: Document) -> None:
    spec = document["spec"]
    for gateway in spec.get("gateways", []):
        namespace, _, name = gateway.partition("/")
        if gateway != "mesh":
            assert name, "a gateway has a namespace and a name"
            found = app.objects.get(("Gateway", namespace, name))
            assert found is None or app.after(document, found)
    for route in spec["http"]:
        if "hosts" in spec and "directResponse" not in route:
            assert "retries" in route, "without this field Istio retries on its default conditions"
            _retries(route["retries"])
            assert route.get("timeout", "") != "0s", "Istio refuses it"
        if "delegate" in route:
            weights = app.objects["VirtualService", document["metadata"]["namespace"], route["delegate"]["name"]]
            assert app.after(document, weights, next_wave=True)
            *by_key, rest = weights["spec"]["http"]
            assert all("match" in one for one in by_key), "sessions, and requests without a key, come first"
            assert "match" not in rest, "the weights are for the rest"
            assert by_key or len(rest["route"]) > 1, "one destination needs no object of its own"
        _destinations(app, document, route.get("route", []))
        _destinations(app, document, [{**one, "weight": 1} for one in route.get("mirrors", [])])
        assert not _drill(route) or all(match["headers"] for match in route["match"]), "each fault needs a header"
    faulty = [_drill(route) for route in spec["http"] if not _before_drills(route)]
    assert faulty == sorted(faulty, reverse=True), "fault drills come before all other routes"
    rules = app.of("DestinationRule")
    assert all(app.after(document, rule, next_wave=True) for rule in rules), "subsets are applied before routes to them"


def _http_route(app: _App, document: Document) -> None:
    namespace = document["metadata"]["namespace"]
    (host,) = document["spec"]["hostnames"]
    (parent,) = document["spec"]["parentRefs"]
    assert host.split(".")[1] == parent["sectionName"] == namespace, "each namespace has its own listener and hosts"
    for rule in document["spec"]["rules"]:
        (backend,) = rule["backendRefs"]  # with several, istiod would ask the picker of the last one about all
        pool = app.objects.get(("InferencePool", namespace, backend["name"]))
        assert pool is None or app.after(document, pool, next_wave=True)
        assert backend.get("kind") == "InferencePool" or _OF_POOL.fullmatch(backend["name"])
        assert "filters" not in rule, "beside CORS or a fault, istiod leaves out the picker"
        assert all(match["headers"] for match in rule["matches"]), "only for the namespace's own VirtualServices"


def _inference_pool(app: _App, document: Document) -> None:
    namespace, picker = document["metadata"]["namespace"], document["spec"]["endpointPickerRef"]
    service = app.objects["Service", namespace, picker["name"]]
    assert [port["port"] for port in service["spec"]["ports"]] == [picker["port"]["number"]]


def _retries(retries: Document) -> None:
    if retries["attempts"] == 0:
        assert retries == {"attempts": 0}, "no conditions without attempts"
        return
    assert retries["retryIgnorePreviousHosts"], "retries go to other hosts; Istio ignores the setting beside a hash"
    conditions = retries["retryOn"].split(",")
    assert all(re.fullmatch(r"[a-z0-9-]+", condition) for condition in conditions), (
        "Istio refuses conditions with spaces"
    )
    assert not _PAID_TWICE & set(conditions)


def _before_drills(route: Document) -> bool:
    """Whether a route is for preflights, or an answer of the proxy itself."""
    return "directResponse" in route or route.get("name", "").endswith("/preflight:")


def _drill(route: Document) -> bool:
    """Return whether a route has a fault drill. A direct response of the gateway is also a fault."""
    return "fault" in route and "/drill/" in route["name"]


def _destinations(app: _App, document: Document, targets: list[Document]) -> None:
    assert len(targets) <= 1 or sum(target["weight"] for target in targets) > 0
    for target in targets:
        destination = target["destination"]
        if _AT_LLM_GATEWAY.search(destination["host"]):
            continue
        assert app.after_service(document, destination["host"])
        if "subset" in destination:
            assert (destination["host"], destination["subset"]) in app.subsets, "every subset is defined"


def _envoy_filter(app: _App, document: Document) -> None:
    spec = document["spec"]
    assert spec["priority"], "filters without a priority apply in the order of their creation"
    assert spec["workloadSelector"]["labels"]
    of_user = not document["metadata"]["name"].endswith(NAMES)
    for one in app.of("VirtualService"):
        if any("name" in route for route in one["spec"]["http"]) and not of_user:
            assert app.after(one, document, next_wave=True), "a route is applied after its patch"
    routes = {
        route["name"]: route for one in app.of("VirtualService") for route in one["spec"]["http"] if "name" in route
    }
    for patch in spec["configPatches"]:
        assert patch["match"]["context"] == "GATEWAY"
        if patch["applyTo"] == "CLUSTER":
            hosts = {rule["spec"]["host"] for rule in app.of("DestinationRule")}
            assert patch["match"]["cluster"]["service"] in hosts, "a cluster of the app's own"
            continue
        assert patch["applyTo"] == "HTTP_ROUTE"
        virtual_host = patch["match"]["routeConfiguration"]["vhost"]
        route = routes[virtual_host["route"]["name"]]
        names = {
            host for one in app.of("VirtualService") if route in one["spec"]["http"] for host in one["spec"]["hosts"]
        }
        assert virtual_host["domainName"] in names


# Checks of the kinds that refer to other objects, or whose schema is incomplete.
_CHECKS = {
    "DestinationRule": _destination_rule,
    "EnvoyFilter": _envoy_filter,
    "Gateway": _gateway,
    "HTTPRoute": _http_route,
    "InferencePool": _inference_pool,
    "Service": _service,
    "VirtualService": _virtual_service,
}


def _key(document: Document) -> tuple[str, str, str]:
    return document["kind"], document["metadata"].get("namespace", ""), document["metadata"]["name"]


def _api(document: Document) -> str:
    """Return the API that has a document."""
    name: str = document["metadata"]["labels"]["app.kubernetes.io/name"]
    return name


def _wave(document: Document) -> int:
    return int(document["metadata"].get("annotations", {}).get(WAVE, "0"))
