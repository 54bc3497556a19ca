"""Endpoints that have a backend of their own, whatever model a request names."""

from __future__ import annotations

from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List
from llm_api_mesh.spec.match import Conditions
from llm_api_mesh.spec.mirror import Mirrors
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import Access


class Endpoint(Conditions):
    """Paths whose requests go to a backend of their own, such as `/v1/audio/`, whatever model they name.

    The gateway finds this backend without reading a body, so endpoints also work for forms and WebSockets. Each
    endpoint has a `path` or a `path_prefix`; the other conditions are optional. The order of endpoints follows from
    their conditions, like that of routes: exact paths come first, then longer prefixes.

    Becomes: `VirtualService.spec.http[]`, before the routes of models and of the API's own backend.
    """

    name: DnsLabel
    """Name of the endpoint in names of objects and routes: a DNS label that isn't the name of another endpoint or the
    slug of a model. Becomes: `http[].name: llm/<namespace>/<api>/<name>/...`, and `metadata.name: <api>-<name>` of the
    objects of a backend without a name."""
    backend: AnyBackend
    """Backend of the endpoint: a `Pool`, a `ServiceRef`, a `ProviderRef`, an `InferencePool`, an `InferencePoolRef` or
    a `Failover`. Becomes: `http[].route[].destination`."""
    routes: List[Route] = ()
    """Requests for this endpoint that go to one version of its backend. Default: none. Becomes: `http[]`, before the
    weighted route of the endpoint."""
    mirrors: Mirrors = ()
    """Versions of the backend that get copies of requests for this endpoint, at most 10. Default: none. Becomes:
    `http[].mirrors[]`."""
    access: Access | None = None
    """Who may use the endpoint; others get 403. It needs an `LlmGateway` with `jwt_rules` or `api_keys`. Default: the
    `access` of the API. Becomes: `match[].headers` of the endpoint's routes, and a `directResponse`."""
