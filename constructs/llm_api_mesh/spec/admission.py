"""What the Kubernetes API server refuses to the namespaces behind an LLM gateway."""

from __future__ import annotations

from llm_api_mesh.spec.base import Spec


class AdmissionPolicy(Spec):
    """A policy by which the Kubernetes API server refuses objects that would hurt other APIs of the gateway.

    It acts on the namespaces in the gateway's `hosts`. It needs Kubernetes 1.30, and its objects belong to the cluster.

    Becomes: `ValidatingAdmissionPolicy` and `ValidatingAdmissionPolicyBinding` in the file
    `<gateway>-admission.k8s.yaml`.
    """

    other_pools: bool = False
    """Whether routes may lead to Services of other namespaces, as a `ServiceRef` does. Default: False. Then the
    namespaces can't give the gateway addresses of their choice either, by ServiceEntries, WorkloadEntries, Endpoints,
    EndpointSlices or Services of type ExternalName. Becomes: fewer `validations`."""
