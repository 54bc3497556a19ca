"""How the routes of an API come about.

Requests reach a backend in one of three ways, each with VirtualServices of its own (`routes.py`):

- *From outside, through the gateway* (`gateway_routes.py`). The proxy tries the routes for each model first, by its
  names, then its prefixes, then its patterns (`model_match.py`); then those of the API's own backend; and last what the
  gateway answers itself (`direct_responses.py`).
- *From the gateway to one backend of a failover*: the second hop (`second_hop.py`).
- *From callers in the mesh*, which call a backend's Service (`in_mesh.py`).

All three have the same routes to a backend (`backend_routes.py`): the user's routes to one version first, sorted by
their conditions, and then the route that spreads the rest over the versions (`destinations.py`,
`session_affinity.py`). The OpenAI API's endpoints with short answers have a route apart, with a deadline of their own
(`short_endpoints.py`). Each way then adds what only it has: at the gateway, streams have a route apart where their
times differ (`streams.py`), and a fault drill has a twin of each route (`drills.py`). `retry_policy.py` says which
requests are retried, and `http_route.py` holds the values that all of this results in.
"""
