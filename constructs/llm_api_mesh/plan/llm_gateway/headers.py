"""The request headers by which the gateway and the routes of the APIs speak to each other; no backend gets them."""

from __future__ import annotations

# The headers that the gateway writes, and that no client may send.
MODEL = "x-llm-gateway-model"
STREAM = "x-llm-gateway-stream"
BUCKET = "x-llm-gateway-bucket"
CACHE_KEY = "x-llm-gateway-cache-key"
AGENT = "x-llm-gateway-agent"
OPENING = "x-llm-gateway-opening"
KEYS = (BUCKET, CACHE_KEY, AGENT, OPENING)
"""What one filter writes: what may keep a request on one version and on one replica."""
RESERVED = (MODEL, STREAM, *KEYS)

STREAMED = "1"
"""The value of the header for a request for a stream."""

# What the gateway writes on the way to a failover's second hop, to a provider and perhaps to a pool: the VirtualService
# whose route led there.
FROM = "x-llm-from"
# The address of the chosen replica, and Envoy's name of its cluster, for the checks that follow.
TO = "x-llm-to"
CLUSTER = "x-llm-cluster"

# What a route of an API sets.
LEG = "x-llm-leg"
"""`<namespace>/<api>/<failover>`, by which the second hop finds its routes."""
SPILL = "x-llm-spill"
"""One of the gateway's limits, or `none`."""
UPSTREAM_MODEL = "x-llm-upstream-model"
"""The backend's name of the model."""
INCLUDE_USAGE = "x-llm-include-usage"
"""`true`, if streams report their usage."""

# What backends get to know of the caller and the request, behind a gateway that knows callers.
SUBJECT = "x-llm-subject"
TEAM = "x-llm-team"
STATED_MODEL = "x-llm-model"
STATEMENTS = (STATED_MODEL, SUBJECT, TEAM)
"""All of these. A request that brings one is refused."""

AFFINITY = "x-llm-affinity"
"""The first of several keys that a request has. The replica gets it: for each retry, the proxy reads it again."""

SET_BY_ROUTES = (LEG, SPILL, FROM, UPSTREAM_MODEL, INCLUDE_USAGE, AFFINITY)
"""What the gateway removes from the requests of clients."""

VIRTUAL_SERVICES = "/apis/networking.istio.io/v1/namespaces/{namespace}/virtual-service/"
"""What Istio's name of a VirtualService begins with, in the metadata of routes and in the header."""

NO_LIMIT = "none"
"""The value of the header for a failover without a limit."""

API_ROUTES = "llm/"
"""What the names of all routes of LLM APIs begin with."""
NO_MODEL = "/no-model"
"""What the name of the route ends with that refuses requests without a model."""
COMPRESSED = "/compressed"
"""What the name of the route ends with that refuses compressed bodies."""
