"""The routes of an API, and how they are derived.

Requests reach a backend by one of three paths, each with separate VirtualServices (`routes.py`):

- *From outside, through the gateway* (`gateway_routes.py`). The proxy first tries the routes for each model: by names,
  then by prefixes, then by patterns (`model_match.py`). Then it tries the routes of the API's own backend, and last the
  gateway's own answers (`direct_responses.py`).
- *From the gateway to one backend of a failover*: the second hop (`second_hop.py`).
- *From callers in the mesh*, which call a backend's Service (`in_mesh.py`).

All three have the same routes to a backend (`backend_routes.py`). The user's routes to one version come first, sorted
by their conditions. Then comes the route that spreads the rest over the versions (`destinations.py`,
`session_affinity.py`). The OpenAI API's endpoints with short answers have a separate route with a separate deadline
(`short_endpoints.py`). At the gateway, streams have a separate route if their times differ (`streams.py`), and each
fault drill adds a twin of each route (`drills.py`). `retry_policy.py` decides which requests are retried.
`http_route.py` has the values that result from all of this.
"""
