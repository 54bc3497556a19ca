"""Your own EnvoyFilter beside an API: the gateway probes each replica's /health and leaves out unhealthy ones.

The EnvoyFilter is inspected before it is written, like every object. It would be refused in another namespace than the
gateway's pods', with an operation that istiod skips, or with an extension that Istio's proxy lacks.
"""

from pathlib import Path

# Before cdk8s, so that the program also runs where no Node.js is on PATH.
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

# isort: split
from cdk8s import ApiObject, JsonPatch

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gemma = LlmApiMesh(
    app,
    "gemma",
    namespace="ai",
    hosts=["gemma.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(selector={"app": "gemma"}, target_port=8080),
)

check = {
    "timeout": "2s",
    "interval": "5s",
    "healthy_threshold": 1,
    "unhealthy_threshold": 2,
    "http_health_check": {"path": "/health"},
}
patch = {
    "applyTo": "CLUSTER",
    "match": {"context": "GATEWAY", "cluster": {"service": "gemma.ai.svc.cluster.local"}},
    "patch": {"operation": "MERGE", "value": {"health_checks": [check]}},
}
health = ApiObject(
    gemma,
    "health",
    api_version="networking.istio.io/v1alpha3",
    kind="EnvoyFilter",
    metadata={"name": "ai-gemma-health", "namespace": "istio-ingress"},
)
health.add_json_patch(
    JsonPatch.add(
        "/spec",
        {
            "workloadSelector": {"labels": {"istio": "ingressgateway"}},
            "priority": 20,
            "configPatches": [patch],
        },
    )
)

app.synth()
