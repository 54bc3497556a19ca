"""The filters of all listeners: they read the model and write headers; errors in the format of the OpenAI API.

The filters that read are disabled in the listener, and the routes of clients' ports enable them. So the listeners of
the second hops, which get body and headers from the first hop, don't read a body again.

The proxy gets the configuration of these filters, scripts included, apart from the listeners: a new one ends no stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.llm_gateway.headers import FROM, LEG, NO_LIMIT, SET_BY_ROUTES, SPILL, STATED_MODEL
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.providers import GOOGLE_METADATA
from llm_api_mesh.plan.llm_gateway.slots import PORT
from llm_api_mesh.resources.llm_gateway.caller_filter import caller_filter, key_holder, one_model
from llm_api_mesh.resources.llm_gateway.guards import destinations, led_by, only_for_by_cluster
from llm_api_mesh.resources.llm_gateway.local_replies import local_replies
from llm_api_mesh.resources.llm_gateway.patches import (
    ALL_ROUTES,
    ARRIVAL,
    NO_IDLE_TIMEOUT,
    NO_KEY,
    ROUTER,
    Patch,
    connection_manager,
    discovered,
    envoy_filter,
    extension,
    header,
    http,
    inserted,
    merged,
    route_configuration,
    trusting_first_hop,
    upstream_codec,
    without_http_filter,
    without_listener_filter,
)
from llm_api_mesh.resources.llm_gateway.shared_filters import (
    METADATA,
    READ,
    READ_FILTER,
    WRITE_FILTER,
    json_to_metadata,
    key_reader,
    rewriter,
)
from llm_api_mesh.spec.credentials import GOOGLE_HEADER
from llm_api_mesh_crds.io.istio import networking as istio

# The first filter after authentication and authorization: the body of an unauthorized request isn't read.
_BEHIND_ACCESS = "envoy.filters.http.grpc_stats"

# The first hop has run these. On the second hop a token would be missing, since Istio takes it from the request, and an
# authorization service would count each request twice.
_HAVE_RUN = ("envoy.filters.http.ext_authz", "envoy.filters.http.jwt_authn", "envoy.filters.http.rbac")
_PROXY_PROTOCOL = "envoy.filters.listener.proxy_protocol"

_ALWAYS = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}, "runtime_key": NO_KEY}

_GOOGLE_TIMEOUT = "5s"
_CACHED_TOKENS = 100

# Of a rate limit's counters, one for each VirtualService, failover and limit. For another one, the proxy forgets the
# counter that it hasn't used for the longest time.
_MOST_COUNTERS = 1000
_UNLIMITED = 1_000_000


def build(scope: Construct, plan: GatewayPlan) -> istio.EnvoyFilter:
    """Add the EnvoyFilter."""
    reading = tuple(_reading(plan))
    patches = [
        *map(extension, (*reading, *_on_the_way(plan))),
        *(inserted({**discovered(one), "disabled": True}, _BEHIND_ACCESS) for one in reading),
        connection_manager({**local_replies(plan.replies, plan.unchanged_replies), **_times(plan)}),
        merged(_router(plan)),
        *_pool_users(plan),
        *_second_hop(plan),
        *_spill(plan),
        *_google(plan),
        *_callers(plan),
    ]
    return envoy_filter(scope, plan.spec.selector, f"{plan.spec.name}-listeners", patches)


def _callers(plan: GatewayPlan) -> Iterator[Patch]:
    """Refuse what is left to refuse behind the filter that answers preflights."""
    if plan.callers:
        yield inserted(caller_filter(), ROUTER)


def _times(plan: GatewayPlan) -> dict[str, Any]:
    """Limit the arrival of requests, and not the silence of streams, unless neighbours have the listeners as well."""
    return {} if plan.spec.shared else {**NO_IDLE_TIMEOUT, **ARRIVAL}


def _reading(plan: GatewayPlan) -> Iterator[dict[str, Any]]:
    """Return the filters that read, in their order."""
    if plan.authorizer:
        yield key_holder()
    yield {"name": READ_FILTER, "typed_config": json_to_metadata()}
    if plan.callers:
        yield one_model()
    yield key_reader(plan.spec.session_headers, plan.spec.opening_characters)
    # What a client must not tell the gateway in place of an API's route.
    mutations: list[dict[str, Any]] = [{"remove": name} for name in SET_BY_ROUTES]
    stated = [("model", STATED_MODEL)] if plan.callers else []
    mutations += [mutation for key, name in (*READ.items(), *stated) for mutation in _written(key, name)]
    yield http("header_mutation", "HeaderMutation", {"mutations": {"request_mutations": mutations}}, WRITE_FILTER)


def _written(key: str, name: str) -> list[dict[str, Any]]:
    """Remove all headers of this name that the client sent; then write what was read, unless it is empty."""
    return [{"remove": name}, {"append": header(name, f"%DYNAMIC_METADATA({METADATA}:{key})%")}]


def _router(plan: GatewayPlan) -> dict[str, Any]:
    """Run the rewriter at each attempt, on the way to all clusters without filters of their own."""
    filters = [*map(discovered, _on_the_way(plan)), upstream_codec()]
    return http("router", "Router", {"upstream_http_filters": filters}, ROUTER)


def _on_the_way(plan: GatewayPlan) -> tuple[dict[str, Any], ...]:
    """Return the filters on the way to all clusters without filters of their own, in their order."""
    return *destinations(plan.pool_users), rewriter()


def _pool_users(plan: GatewayPlan) -> Iterator[Patch]:
    # In this object and not among the patches of routes: the script that compares must not be without it.
    if plan.pool_users:
        yield route_configuration(led_by(), ALL_ROUTES)


def _second_hop(plan: GatewayPlan) -> Iterator[Patch]:
    """Have the second hop trust the first hop about who the client is, and what the client may do."""
    yield connection_manager(trusting_first_hop(plan), PORT)
    for name in _HAVE_RUN:
        yield without_http_filter(name, PORT)
    yield without_listener_filter(_PROXY_PROTOCOL, PORT)
    if plan.egress and plan.egress.own:
        yield without_listener_filter(_PROXY_PROTOCOL, plan.egress.port)


def _spill(plan: GatewayPlan) -> Iterator[Patch]:
    """Limit the requests of each failover that go beyond its first backend, by the limit that its route names."""
    limit = {
        "stat_prefix": "spill",
        # For a limit that the gateway doesn't have: nothing passes.
        "token_bucket": {"max_tokens": 0, "tokens_per_fill": 1, "fill_interval": "3600s"},
        "always_consume_default_token_bucket": False,
        "filter_enabled": _ALWAYS,
        "filter_enforced": _ALWAYS,
        "max_dynamic_descriptors": _MOST_COUNTERS,
        # A route can name the failover of another team. Only the gateway writes whose route it was.
        "rate_limits": [{"actions": [_descriptor(FROM, "from"), _descriptor(LEG, "leg"), _descriptor(SPILL, "spill")]}],
        "descriptors": [
            *(_bucket(str(number), number, "60s") for number in plan.spec.spill_limits),
            _bucket(NO_LIMIT, _UNLIMITED, "1s"),
        ],
    }
    value = http("local_ratelimit", "LocalRateLimit", limit, "llm-gateway/spill")
    for slot in plan.slots[1:]:
        yield inserted(value, ROUTER, slot.listener)


def _descriptor(name: str, key: str) -> dict[str, Any]:
    return {"request_headers": {"header_name": name, "descriptor_key": key}}


def _bucket(limit: str, tokens: int, interval: str) -> dict[str, Any]:
    return {
        # Any failover of any VirtualService: each has its own bucket.
        "entries": [{"key": "from"}, {"key": "leg"}, {"key": "spill", "value": limit}],
        "token_bucket": {"max_tokens": tokens, "tokens_per_fill": tokens, "fill_interval": interval},
    }


def _google(plan: GatewayPlan) -> Iterator[Patch]:
    """Fetch access tokens of the gateway's Google identity, for requests to clusters that require one."""
    if plan.takes_google_tokens:
        forget = {"mutations": {"request_mutations": [{"remove": GOOGLE_HEADER}]}}
        fetch = {
            "cluster": GOOGLE_METADATA,
            "timeout": _GOOGLE_TIMEOUT,
            "cache_config": {"cache_size": _CACHED_TOKENS},
            "token_header": {"name": GOOGLE_HEADER},
        }
        # Each is inserted right before the router, and so after the previous one.
        yield inserted(http("header_mutation", "HeaderMutation", forget, "llm-gateway/forget-token"), ROUTER)
        # A refusal on the way to the provider would be too late: a route can write any header of a request, and so the
        # token, into the answer.
        users = {one.external_host.cluster: one.users for one in plan.providers if one.takes_google_token}
        guard = only_for_by_cluster(users)
        yield extension(guard)
        yield inserted(discovered(guard), ROUTER)
        yield inserted(http("gcp_authn", "GcpAuthnFilterConfig", fetch, "llm-gateway/google-token"), ROUTER)
