"""The YAML with which the project began: four objects, and otherwise Istio's defaults."""

from __future__ import annotations

from bench.measuring.apis import NAMESPACE
from bench.peers.istio import Mesh

_YAML = """\
apiVersion: v1
kind: Service
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  selector: {{app: model}}
  ports: [{{name: http, port: 80, targetPort: 8080}}]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  selector: {{istio: ingressgateway}}
  servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: [{host}]}}]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  host: {name}.{namespace}.svc.cluster.local
  trafficPolicy: {{loadBalancer: {{simple: ROUND_ROBIN}}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  hosts: [{host}]
  gateways: [{name}]
  http: [{{route: [{{destination: {{host: {name}.{namespace}.svc.cluster.local, port: {{number: 80}}}}}}]}}]
"""


class Original(Mesh):
    """Round robin, and no other policy."""

    name = "original"

    def write(self) -> None:
        """Write the YAML as the original program did."""
        (self.folder / "original.yaml").write_text(
            _YAML.format(name=self.name, namespace=NAMESPACE, host=self.api_host)
        )
