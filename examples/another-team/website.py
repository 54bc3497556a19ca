"""The routes of the team's web site, a chart of its own beside the APIs."""

from cdk8s import ApiObjectMetadata, Chart
from constructs import Construct
from imports.io.istio.networking import (
    VirtualService,
    VirtualServiceSpec,
    VirtualServiceSpecHttp,
    VirtualServiceSpecHttpRoute,
    VirtualServiceSpecHttpRouteDestination,
)


class Website(Chart):
    """A VirtualService of the class that `cdk8s import` has made for this repository."""

    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name, namespace="search")
        website = VirtualServiceSpecHttpRouteDestination(host="website")
        VirtualService(
            self,
            "routes",
            metadata=ApiObjectMetadata(name="website"),
            spec=VirtualServiceSpec(
                hosts=["www.example.com"],
                gateways=["istio-ingress/public"],
                http=[VirtualServiceSpecHttp(route=[VirtualServiceSpecHttpRoute(destination=website)])],
            ),
        )
