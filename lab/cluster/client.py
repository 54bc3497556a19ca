"""The lab's client of the API server, with objects as plain dictionaries, and kubectl."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from lab.cluster.apiserver import ApiServer
from lab.errors import RefusedError
from lab.machine import namespaces
from lab.tools import cache
from lab.tools.versions import KUBERNETES
from lab.waits import wait_for

Object = dict[str, Any]

_MANAGER = "lab"
_TOKEN_SECONDS = 24 * 3600

# For each kind that the lab writes or reads: the API's path, the plural, and whether the kind is namespaced.
_RESOURCES = {
    "Namespace": ("api/v1", "namespaces", False),
    "CustomResourceDefinition": (
        "apis/apiextensions.k8s.io/v1",
        "customresourcedefinitions",
        False,
    ),
    "Pod": ("api/v1", "pods", True),
    "Service": ("api/v1", "services", True),
    "ServiceAccount": ("api/v1", "serviceaccounts", True),
    "ConfigMap": ("api/v1", "configmaps", True),
    "Secret": ("api/v1", "secrets", True),
    "Deployment": ("apis/apps/v1", "deployments", True),
    "HorizontalPodAutoscaler": ("apis/autoscaling/v2", "horizontalpodautoscalers", True),
    "PodDisruptionBudget": ("apis/policy/v1", "poddisruptionbudgets", True),
    "EndpointSlice": ("apis/discovery.k8s.io/v1", "endpointslices", True),
    "DestinationRule": ("apis/networking.istio.io/v1", "destinationrules", True),
    "EnvoyFilter": ("apis/networking.istio.io/v1alpha3", "envoyfilters", True),
    "Gateway": ("apis/networking.istio.io/v1", "gateways", True),
    # The Gateway API's kind of the same name.
    "KubernetesGateway": ("apis/gateway.networking.k8s.io/v1", "gateways", True),
    "HTTPRoute": ("apis/gateway.networking.k8s.io/v1", "httproutes", True),
    "InferencePool": ("apis/inference.networking.k8s.io/v1", "inferencepools", True),
    "ServiceEntry": ("apis/networking.istio.io/v1", "serviceentries", True),
    "Sidecar": ("apis/networking.istio.io/v1", "sidecars", True),
    "WorkloadEntry": ("apis/networking.istio.io/v1", "workloadentries", True),
    "VirtualService": ("apis/networking.istio.io/v1", "virtualservices", True),
    "ValidatingWebhookConfiguration": (
        "apis/admissionregistration.k8s.io/v1",
        "validatingwebhookconfigurations",
        False,
    ),
    "Application": ("apis/argoproj.io/v1alpha1", "applications", True),
    "ReplicaSet": ("apis/apps/v1", "replicasets", True),
    "Rollout": ("apis/argoproj.io/v1alpha1", "rollouts", True),
    "ApplicationSet": ("apis/argoproj.io/v1alpha1", "applicationsets", True),
    "AppProject": ("apis/argoproj.io/v1alpha1", "appprojects", True),
    "AuthorizationPolicy": ("apis/security.istio.io/v1", "authorizationpolicies", True),
    "PeerAuthentication": ("apis/security.istio.io/v1", "peerauthentications", True),
    "Certificate": ("apis/cert-manager.io/v1", "certificates", True),
    "RequestAuthentication": ("apis/security.istio.io/v1", "requestauthentications", True),
}

ISTIO_KINDS = tuple(kind for kind, (path, *_) in _RESOURCES.items() if ".istio.io/" in path)
"""The kinds of Istio's own that the lab knows."""


@dataclass(frozen=True)
class Ref:
    """The identity of an object in the API server."""

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Ref:
        """The identity of an object in the form that the server returns."""
        metadata = item["metadata"]
        return cls(item["kind"], metadata.get("namespace", ""), metadata["name"])


class Cluster:
    """A client of the API server."""

    def __init__(self, server: ApiServer) -> None:
        """Use a server that is ready."""
        self._server = server

    def objects(self, kind: str) -> list[Object]:
        """All objects of a kind, in all namespaces."""
        prefix, plural, _ = _RESOURCES[kind]
        answer: Object = self._request("GET", f"/{prefix}/{plural}")
        return [{**item, "kind": kind} for item in answer["items"]]

    def get(self, ref: Ref) -> Object:
        """One object."""
        found: Object = self._request("GET", _path(ref))
        return found

    def find(self, ref: Ref) -> Object | None:
        """One object, or None if there is none."""
        found: Object | None = self._request("GET", _path(ref), missing_ok=True)
        return found

    def apply(self, item: Object, user: str | None = None) -> None:
        """Apply an object server-side, with the lab as its field manager, and perhaps as another user."""
        path = _path(Ref.of(item))
        query = f"?fieldManager={_MANAGER}&force=true"
        self._request("PATCH", path + query, item, "application/apply-patch+yaml", user=user)

    def set_status(self, item: Object) -> None:
        """Write an object's status, as a kubelet or a controller would."""
        path = _path(Ref.of(item)) + "/status"
        status = {"status": item["status"]}
        self._request("PATCH", path, status, "application/strategic-merge-patch+json")

    def delete(self, ref: Ref) -> None:
        """Delete an object at once, if it exists."""
        now = {"gracePeriodSeconds": 0}
        self._request("DELETE", _path(ref), now, missing_ok=True)

    def token(self, namespace: str, service_account: str, audience: str) -> str:
        """A bound token of a service account, as a kubelet would project it into a pod."""
        path = _path(Ref("ServiceAccount", namespace, service_account)) + "/token"
        spec = {"audiences": [audience], "expirationSeconds": _TOKEN_SECONDS}
        answer: Object = self._request("POST", path, {"spec": spec})
        return str(answer["status"]["token"])

    def require_namespace(self, name: str) -> None:
        """Create a namespace with its default service account, as a controller would."""
        self.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
        self.require_service_account(name, "default")

    def require_service_account(self, namespace: str, name: str) -> None:
        """Create a service account."""
        metadata = {"name": name, "namespace": namespace}
        self.apply({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata})

    def kubectl(self, *arguments: str) -> str:
        """Run kubectl inside the lab and return its output; raise with its error message if it fails."""
        done = namespaces.run(
            self._server.hub.namespace,
            str(cache.program(KUBERNETES, "kubectl")),
            *arguments,
            environment={
                "PATH": os.environ.get("PATH", ""),
                "HOME": str(self._server.folder),
                "KUBECONFIG": str(self._server.kubeconfig),
            },
        )
        if done.returncode != 0:
            raise RefusedError(done.stderr.strip())
        return done.stdout

    def kubectl_apply(self, path: Path) -> list[Object]:
        """Apply a file or a folder as a user does; return the objects as the API server stores them."""
        return _items(self.kubectl("apply", "-f", str(path), "-o", "json"))

    def define(self, definitions: Path) -> None:
        """Apply custom resource definitions, and wait until the API server serves their kinds."""
        # Some definitions are larger than an annotation may be, in which client-side apply stores an object.
        applied = self.kubectl("apply", "--server-side", "-f", str(definitions), "-o", "json")
        for item in _items(applied):
            ref = Ref.of(item)
            wait_for(f"the kind of {ref.name}", partial(self._established, ref))

    def kubectl_delete(self, path: Path) -> list[Object]:
        """Delete the objects of a file or a folder; return those that existed."""
        present = _items(self.kubectl("get", "--ignore-not-found", "-f", str(path), "-o", "json"))
        self.kubectl("delete", "--ignore-not-found", "--wait=false", "-f", str(path))
        return present

    def _established(self, definition: Ref) -> bool:
        conditions = self.get(definition).get("status", {}).get("conditions") or ()
        return any(c["type"] == "Established" and c["status"] == "True" for c in conditions)

    def _request(
        self,
        method: str,
        path: str,
        body: Object | None = None,
        content_type: str = "application/json",
        *,
        missing_ok: bool = False,
        user: str | None = None,
    ) -> Any:
        connection = self._server.connection()
        headers = {"authorization": f"Bearer {self._server.token}", "content-type": content_type}
        if user:
            headers["impersonate-user"] = user
        try:
            payload = None if body is None else json.dumps(body)
            connection.request(method, path, payload, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        finally:
            connection.close()
        if missing_ok and response.status == HTTPStatus.NOT_FOUND:
            return None
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise RefusedError(f"{method} {path}: {answer.get('message', answer)}")
        return answer


def _items(printed: str) -> list[Object]:
    if not printed:
        return []
    answer: Object = json.loads(printed)
    items: list[Object] = answer["items"] if answer["kind"] == "List" else [answer]
    return items


def _path(ref: Ref) -> str:
    prefix, plural, namespaced = _RESOURCES[ref.kind]
    scope = f"namespaces/{ref.namespace}/" if namespaced else ""
    return f"/{prefix}/{scope}{plural}/{ref.name}"
