"""The features and the faults that are handled, with the tests that prove them: the table of docs/features.md."""

from __future__ import annotations

from dataclasses import dataclass

from support import ROOT

PAGE = ROOT / "docs" / "features.md"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One feature or fault."""

    name: str
    options: tuple[str, ...] = ()
    """The public names with which a user gets it: `Type` or `Type.field`."""
    rests_on: str
    """Resource and field, or the part of Istio or Kubernetes that does it."""
    tests: tuple[str, ...]
    """Tests that prove it, `folder/file.py::test` from tests/ on."""


_KEYED = ("Anthropic", "AzureOpenAI", "Bedrock", "Gemini", "Mistral", "OpenAI", "OpenAICompatible")
_PROVIDERS = (*_KEYED, "VertexAI")

FEATURES = (
    Row(
        name="Clients reach the paths of the OpenAI API only; others are added by name, and the rest gets 404",
        options=(
            "LlmApiMesh.paths",
            "OPENAI_PATHS",
            "ALL_PATHS",
            "PublicPath",
            "PublicPath.path",
            "PublicPath.methods",
        ),
        rests_on="VirtualService.spec.http[].match[].withoutHeaders, with the pseudo-header :path, and directResponse",
        tests=(
            "e2e/test_public_paths.py::test_the_openai_api_is_public",
            "e2e/test_public_paths.py::test_everything_else_is_not_found",
            "e2e/test_public_paths.py::test_a_path_is_added_by_name",
            "unit/plan/test_public_paths.py::test_each_path_is_public_by_its_methods",
            "unit/plan/test_public_paths.py::test_no_path_of_a_server_s_own_is_public",
            "unit/plan/routing/test_outside.py::test_it_comes_before_all_other_routes",
        ),
    ),
    Row(
        name="Many paths, models and callers within Istio's limit of 1,024 bytes for a regular expression",
        rests_on="VirtualService.spec.http[].match[], several for one list; Istio's validating webhook",
        tests=(
            "e2e/test_validation.py::test_istio_refuses_what_it_cannot_use",
            "e2e/test_validation.py::test_many_public_paths",
            "e2e/test_validation.py::test_many_models_and_callers",
            "unit/plan/test_expressions.py::test_the_conditions_say_what_one_expression_would",
            "unit/inspection/rules/test_virtual_services.py::test_a_long_expression",
        ),
    ),
    Row(
        name="Web pages of other origins call an API from a browser, with models, preflights and errors",
        options=(
            "LlmApiMesh.cors",
            "Cors",
            "Cors.allow_origins",
            "Cors.allow_headers",
            "Cors.expose_headers",
            "Cors.allow_credentials",
            "Cors.max_age",
        ),
        rests_on="VirtualService.spec.http[].corsPolicy and headers.response",
        tests=(
            "e2e/test_cors.py::test_a_browser_calls_a_model_of_another_origin",
            "e2e/test_cors.py::test_errors_can_be_read",
            "e2e/test_cors.py::test_an_overload_can_be_read",
            "e2e/test_cors.py::test_a_timeout_can_be_read",
            "unit/plan/routing/test_cors.py::test_answers_of_the_proxy_have_a_twin_for_allowed_origins",
            "unit/plan/routing/test_cors.py::test_a_backend_s_own_headers_for_browsers_are_removed",
        ),
    ),
    Row(
        name="Requests for a host of the gateway reach the pods of a Service",
        options=(
            "LlmApiMesh",
            "LlmApiMesh.name",
            "LlmApiMesh.namespace",
            "LlmApiMesh.backend",
            "Pool",
            "Pool.selector",
        ),
        rests_on="Service.spec.selector, VirtualService.spec.http[].route[].destination",
        tests=(
            "e2e/test_scenario.py::test_the_host_reaches_the_pods",
            "e2e/test_scenario.py::test_another_host_is_not_found",
        ),
    ),
    Row(
        name="Hosts, with wildcards, with or without a port in the request",
        options=("LlmApiMesh.hosts",),
        rests_on="Gateway.spec.servers[].hosts, VirtualService.spec.hosts",
        tests=(
            "e2e/test_routing.py::test_a_wildcard_host",
            "e2e/test_scenario.py::test_the_host_reaches_the_pods",
        ),
    ),
    Row(
        name="OpenAI's, Anthropic's and LiteLLM's clients get answers, streams and errors in the shapes that they know",
        rests_on="http[].route[].destination, http[].directResponse, EnvoyFilter: local_reply_config",
        tests=(
            "e2e/test_clients.py::test_the_models_are_listed_and_retrieved",
            "e2e/test_clients.py::test_a_chat",
            "e2e/test_clients.py::test_the_stream_of_a_chat",
            "e2e/test_clients.py::test_a_text_completion",
            "e2e/test_clients.py::test_a_response",
            "e2e/test_clients.py::test_embeddings",
            "e2e/test_clients.py::test_a_message",
            "e2e/test_clients.py::test_the_clients_know_the_gateway_s_errors",
            "e2e/test_clients.py::test_the_clients_know_a_server_s_errors",
            "e2e/test_clients.py::test_an_overload_is_a_rate_limit",
            "e2e/test_clients.py::test_a_stream_that_breaks_is_an_error",
            "e2e/test_clients.py::test_litellm",
        ),
    ),
    Row(
        name="Streams arrive without buffering, and are never cut",
        options=("LlmApiMesh.budget", "Budget"),
        rests_on="no http[].timeout, no buffering",
        tests=(
            "e2e/test_scenario.py::test_a_stream_arrives_token_by_token",
            "e2e/test_deadlines.py::test_a_stream_outlasts_every_time_in_the_yaml",
            "e2e/test_deadlines.py::test_without_a_timeout_the_proxy_has_none",
            "e2e/test_deadlines.py::test_clients_cannot_change_timeouts",
        ),
    ),
    Row(
        name="Deadlines for short answers",
        options=("Budget.quick",),
        rests_on="http[].timeout",
        tests=("e2e/test_deadlines.py::test_a_quick_endpoint_that_hangs_times_out",),
    ),
    Row(
        name="An optional deadline for generations",
        options=("Budget.generation",),
        rests_on="http[].timeout",
        tests=("e2e/test_deadlines.py::test_a_generation_can_have_a_deadline",),
    ),
    Row(
        name="Limits on the wait for a stream's first byte and on its silence; neither applies to other answers",
        options=("Budget.first_token", "Budget.stream_silence"),
        rests_on="retries.perTryTimeout; EnvoyFilter: idle_timeout",
        tests=(
            "e2e/test_stream_times.py::test_a_stream_that_does_not_begin_times_out",
            "e2e/test_stream_times.py::test_a_silent_stream_is_ended",
            "e2e/test_stream_times.py::test_a_long_answer_is_complete",
        ),
    ),
    Row(
        name="Times that contradict each other are refused; settings outside of the API are listed",
        options=("Budget.grace_period",),
        rests_on="the checklist",
        tests=(
            "unit/checks/test_budget.py::test_a_contradiction_names_both_hops",
            "unit/plan/test_checklist.py::test_the_checklist_has_the_numbers",
        ),
    ),
    Row(
        name="A connection to a node that is gone fails after a short time, including TLS",
        options=("Budget.connect_timeout",),
        rests_on="connectionPool.tcp.connectTimeout",
        tests=(
            "e2e/test_gone_nodes.py::test_another_replica_answers",
            "e2e/test_gone_nodes.py::test_a_short_answer_comes_within_its_deadline",
            "e2e/test_gone_nodes.py::test_the_next_backend_answers",
            "e2e/test_gone_nodes.py::test_a_provider_that_is_gone_or_silent",
            "unit/checks/test_budget.py::test_a_connection_is_a_part_of_every_wait",
        ),
    ),
    Row(
        name="Silent connections to a node that is gone are closed",
        rests_on="connectionPool.tcp.tcpKeepalive",
        tests=(
            "e2e/test_gone_nodes.py::test_a_silent_stream_of_a_gone_node_is_ended",
            "e2e/test_gone_nodes.py::test_a_silent_stream_of_a_present_node_continues",
            "e2e/test_gone_nodes.py::test_the_kernel_uses_the_keep_alive_time_of_the_rule",
        ),
    ),
    Row(
        name="Idle connections are closed before the server closes them",
        options=("Budget.server_keep_alive",),
        rests_on="connectionPool.http.idleTimeout",
        tests=(
            "e2e/test_deadlines.py::test_an_idle_connection_is_closed_before_the_server_does",
            "unit/resources/test_destination_rule.py::test_a_grpc_server_keeps_idle_connections",
        ),
    ),
    Row(
        name="Retries on another replica, only if the gateway can tell that no generation has started",
        options=("LlmApiMesh.retries", "Retries", "Retries.on"),
        rests_on="http[].retries",
        tests=(
            "e2e/test_retries.py::test_a_refused_request_is_retried_elsewhere",
            "e2e/test_retries.py::test_other_statuses_go_to_the_client",
            "e2e/test_retries.py::test_a_crash_behind_a_sidecar_is_a_503",
            "e2e/test_retries.py::test_callers_in_the_mesh_have_the_same_retries",
            "e2e/test_retries.py::test_a_request_of_a_session_is_retried_elsewhere",
            "e2e/test_retries.py::test_retries_stay_with_the_version",
            "e2e/test_retries.py::test_clients_cannot_change_retries",
        ),
    ),
    Row(
        name="Few retries or none",
        options=("Retries.attempts", "Retries.budget_percent", "Retries.budget_minimum"),
        rests_on="http[].retries.attempts, trafficPolicy.retryBudget",
        tests=(
            "e2e/test_retries.py::test_no_retries_if_attempts_is_zero",
            "e2e/test_retries.py::test_when_all_refuse_the_client_gets_retry_after",
            "e2e/test_retries.py::test_the_proxy_has_the_retry_budget",
        ),
    ),
    Row(
        name="A retry waits for `Retry-After`, up to a limit",
        options=("Retries.longest_retry_after", "Retries.backoff"),
        rests_on="EnvoyFilter: rate_limited_retry_back_off",
        tests=(
            "e2e/test_retry_after.py::test_a_refused_request_is_retried_after_the_wait",
            "e2e/test_retry_after.py::test_a_longer_retry_after_is_ignored",
            "e2e/test_retry_after.py::test_quick_endpoints_do_not_wait",
        ),
    ),
    Row(
        name="If one backend can't serve a request, the next backend serves the same request",
        options=("Failover", "Failover.backends"),
        rests_on="Service, DestinationRule, http[].retries, listeners of the gateway for a second hop",
        tests=(
            "e2e/test_failover.py::test_a_pool_that_refuses",
            "e2e/test_failover.py::test_a_pool_that_is_killed",
            "e2e/test_failover.py::test_a_pool_that_hangs",
            "e2e/test_failover.py::test_a_pool_without_replicas",
            "e2e/test_failover_limits.py::test_a_pool_that_is_ejected",
            "e2e/test_failover_limits.py::test_a_full_pool_overflows",
            "e2e/test_failover_provider.py::test_a_full_pool",
            "e2e/test_failover_provider.py::test_an_ejected_pool",
            "e2e/test_failover.py::test_no_request_is_lost_while_replicas_restart_under_load",
            "e2e/test_failover.py::test_a_stream_that_has_begun_is_not_repeated",
        ),
    ),
    Row(
        name="A request goes to the next backend if an answer that isn't streamed is late",
        options=("Budget.whole_answer",),
        rests_on="retries.perTryTimeout",
        tests=("e2e/test_failover_limits.py::test_a_late_answer_that_is_not_streamed",),
    ),
    Row(
        name="A limit on the requests per minute that spill over",
        options=("Failover.spill_per_minute",),
        rests_on="EnvoyFilter: local_ratelimit",
        tests=(
            "e2e/test_failover_limits.py::test_no_more_than_the_limit_spills",
            "e2e/test_failover_provider.py::test_no_more_than_the_limit",
        ),
    ),
    Row(
        name="Presets; each value can be overridden separately",
        options=("LlmApiMesh.preset",),
        rests_on="the specification",
        tests=(
            "unit/plan/test_settings.py::test_a_preset_gives_times_retries_ejection_and_balancing",
            "unit/plan/test_settings.py::test_every_value_can_be_overridden_alone",
            "unit/plan/test_settings.py::test_the_balancing_of_a_preset_is_for_pools_that_have_none",
        ),
    ),
    Row(
        name="A limit on the open requests of a pool",
        options=("Pool.concurrent_requests", "Pool.replicas"),
        rests_on="connectionPool.http.http2MaxRequests",
        tests=("e2e/test_overload.py::test_requests_beyond_the_limit_are_answered_at_once",),
    ),
    Row(
        name="A replica that fails is ejected",
        options=(
            "Pool.ejection",
            "Ejection",
            "Ejection.consecutive_gateway_errors",
            "Ejection.base_time",
            "Ejection.interval",
        ),
        rests_on="trafficPolicy.outlierDetection",
        tests=(
            "e2e/test_overload.py::test_a_failing_replica_is_ejected_and_returns",
            "e2e/test_ejection.py::test_a_failing_replica_is_ejected",
            "e2e/test_ejection.py::test_a_full_replica_is_not_ejected",
        ),
    ),
    Row(
        name="Ejection never leaves a pool without replicas",
        options=("Ejection.max_percent", "Ejection.min_health_percent"),
        rests_on="outlierDetection.maxEjectionPercent, outlierDetection.minHealthPercent",
        tests=(
            "e2e/test_ejection.py::test_a_pool_is_never_ejected_to_nothing",
            "e2e/test_ejection.py::test_without_min_health_a_lone_replica_is_ejected",
        ),
    ),
    Row(
        name="A version's own load balancing: complete, and different only in its own settings",
        options=(
            "Version.load_balancer",
            "Version.locality",
            "Version.ejection",
            "Version.concurrent_requests",
            "Version.replicas",
        ),
        rests_on="subsets[].trafficPolicy",
        tests=(
            "e2e/test_balancing.py::test_a_version_differs_only_in_its_own_settings",
            "e2e/test_balancing.py::test_versions_may_have_different_algorithms",
            "unit/plan/test_traffic_policy.py::test_one_number_changes_and_all_others_stay",
        ),
    ),
    Row(
        name="Near replicas first, and the next locality when they fail",
        options=("Pool.locality", "Locality", "Locality.enabled"),
        rests_on="loadBalancer.localityLbSetting",
        tests=(
            "e2e/test_locality.py::test_the_nearest_healthy_replicas_serve",
            "e2e/test_locality.py::test_without_locality_settings_shares_are_equal",
            "e2e/test_locality.py::test_sessions_are_spread_over_all_localities",
        ),
    ),
    Row(
        name="Failover between regions, priority by labels, shares of localities",
        options=("Locality.failover", "Locality.failover_priority", "Locality.distribute"),
        rests_on="localityLbSetting.failover, failoverPriority, distribute",
        tests=(
            "e2e/test_locality.py::test_a_named_region_takes_over",
            "e2e/test_locality.py::test_replicas_are_preferred_by_a_label",
            "e2e/test_locality.py::test_localities_get_their_shares",
        ),
    ),
    Row(
        name="Zones in proportion to their replicas",
        options=(
            "ZoneAware",
            "ZoneAware.enabled",
            "ZoneAware.min_cluster_size",
            "ZoneAware.failover",
            "ZoneAware.failover_priority",
        ),
        rests_on="loadBalancer.zoneAwareLbSetting",
        tests=(
            "e2e/test_locality.py::test_zones_share_by_their_replicas",
            "unit/resources/test_traffic_policy.py::test_zone_aware",
        ),
    ),
    Row(
        name="Least request",
        options=("LeastRequest", "LeastRequest.choices", "Pool.load_balancer"),
        rests_on="loadBalancer.simple; EnvoyFilter: choice_count",
        tests=(
            "e2e/test_balancing.py::test_least_request_avoids_a_busy_replica",
            "e2e/test_deadlines.py::test_other_clusters_keep_their_number_of_choices",
        ),
    ),
    Row(
        name="Round robin",
        options=("RoundRobin",),
        rests_on="loadBalancer.simple",
        tests=(
            "e2e/test_balancing.py::test_round_robin_gives_equal_shares",
            "e2e/test_scenario.py::test_the_proxy_has_the_configured_algorithm",
        ),
    ),
    Row(
        name="Random",
        options=("Random",),
        rests_on="loadBalancer.simple",
        tests=("e2e/test_balancing.py::test_random_gives_shares_by_chance",),
    ),
    Row(
        name="Warm-up",
        options=(
            "LeastRequest.warmup",
            "RoundRobin.warmup",
            "WarmUp",
            "WarmUp.duration",
            "WarmUp.minimum_percent",
            "WarmUp.aggression",
        ),
        rests_on="loadBalancer.warmup",
        tests=(
            "e2e/test_balancing.py::test_warm_up_becomes_slow_start",
            "e2e/test_balancing.py::test_a_warming_replica_gets_less",
        ),
    ),
    Row(
        name="Passthrough for callers inside the mesh",
        options=("Passthrough",),
        rests_on="loadBalancer.simple; two DestinationRules: one for the gateway, one for callers in the mesh",
        tests=("e2e/test_balancing.py::test_passthrough_keeps_the_address_of_callers",),
    ),
    Row(
        name="Maglev or a hash ring, of any size",
        options=(
            "ConsistentHash.algorithm",
            "Maglev",
            "Maglev.table_size",
            "RingHash",
            "RingHash.minimum_ring_size",
        ),
        rests_on="consistentHash.maglev, consistentHash.ringHash",
        tests=("e2e/test_balancing.py::test_the_proxy_uses_the_size_of_the_hash",),
    ),
    Row(
        name="Requests that begin alike go to the replica that has this cached, by keys in the API's own order",
        options=("ConsistentHash.keys", "LlmGateway.opening_characters"),
        rests_on="http[].route[].headers.request.set, consistentHash.httpHeaderName, a Lua filter of the gateway",
        tests=(
            "e2e/test_affinity.py::test_one_opening_goes_to_one_replica",
            "e2e/test_affinity.py::test_the_first_key_counts",
            "e2e/test_affinity_faults.py::test_a_replica_dies_and_comes_back",
            "e2e/test_affinity_faults.py::test_a_replica_is_ejected_and_comes_back",
            "e2e/test_affinity_faults.py::test_a_replica_is_drained_while_it_serves_streams",
            "e2e/test_affinity_faults.py::test_a_replica_dies_while_it_serves_streams",
            "e2e/test_affinity_faults.py::test_a_replica_dies_and_another_joins_under_load",
            "e2e/test_affinity_faults.py::test_a_slow_replica_keeps_a_part_of_its_requests",
            "e2e/test_affinity.py::test_a_canary_keeps_its_conversations",
            "e2e/test_affinity.py::test_a_failover_keeps_the_replica",
            "e2e/test_affinity.py::test_headers",
            "properties/test_prompt_keys.py::test_the_script_reads_what_the_model_reads",
            "properties/test_prompt_keys.py::test_later_messages_never_change_a_key",
        ),
    ),
    Row(
        name="A beginning that many requests share doesn't fill its replica",
        options=("LlmGateway.max_load", "LlmGatewayRef.max_load", "ConsistentHash.max_load"),
        rests_on="hash_balance_factor of all clusters, or of an API's clusters; the statistic upstream_rq_active",
        tests=(
            "e2e/test_affinity.py::test_a_hot_prefix_is_spread",
            "e2e/test_affinity.py::test_an_api_has_its_own_bound",
            "unit/resources/envoy_filters/test_max_load.py::test_the_bound_is_that_of_the_right_cluster",
            "unit/resources/llm_gateway/test_cluster_patches.py::test_the_load_of_each_replica_is_bounded",
            "unit/plan/llm_gateway/test_checklist.py::test_the_checklist_names_the_statistic_of_the_bound",
        ),
    ),
    Row(
        name="Requests without a key go to the least busy replica",
        rests_on="http[].match[].withoutHeaders, a subset with loadBalancer.simple",
        tests=(
            "e2e/test_affinity.py::test_without_a_key_the_least_busy_replica_gets_the_request",
            "e2e/test_affinity.py::test_callers_in_the_mesh_have_their_own_header",
            "unit/plan/routing/test_destinations.py::test_a_pool_without_versions_has_one_subset_more",
        ),
    ),
    Row(
        name="A body that can't be read, or a reader that fails, takes no request's answer",
        rests_on="the Lua filter goes on without a key, and Envoy counts its errors",
        tests=(
            "e2e/test_affinity_faults.py::test_what_can_t_be_read_goes_on_without_a_key",
            "e2e/test_affinity_faults.py::test_a_body_over_the_limit_is_refused",
            "e2e/test_affinity_faults.py::test_a_long_body_has_the_key_of_its_beginning",
            "e2e/test_affinity_faults.py::test_a_slow_body_has_its_key",
            "e2e/test_affinity_faults.py::test_a_body_that_never_ends_reaches_no_replica",
            "e2e/test_affinity_faults.py::test_a_reader_that_fails_is_counted",
            "properties/test_prompt_keys.py::test_broken_bodies_are_no_errors",
        ),
    ),
    Row(
        name="Sessions keep their replica, by header, cookie or query parameter",
        options=(
            "ConsistentHash",
            "ConsistentHash.header",
            "ConsistentHash.cookie",
            "ConsistentHash.query_parameter",
            "Cookie",
            "Cookie.name",
        ),
        rests_on="loadBalancer.consistentHash with maglev",
        tests=("e2e/test_balancing.py::test_a_session_keeps_its_replica",),
    ),
    Row(
        name="Clients keep their replica, by source address",
        options=("ConsistentHash.source_ip",),
        rests_on="consistentHash.useSourceIp",
        tests=("e2e/test_balancing.py::test_the_client_address_is_a_key",),
    ),
    Row(
        name="A cookie for clients that send none",
        options=("Cookie.path", "Cookie.ttl"),
        rests_on="consistentHash.httpCookie",
        tests=("e2e/test_balancing.py::test_the_proxy_sets_a_cookie",),
    ),
    Row(
        name="HTTP/2 PINGs",
        options=("Http2KeepAlive", "Http2KeepAlive.interval", "Http2KeepAlive.timeout", "Pool.http2_keep_alive"),
        rests_on="connectionPool.http.http2KeepAlive",
        tests=("e2e/test_balancing.py::test_keep_alive_becomes_the_ping_of_the_proxy",),
    ),
    Row(
        name="A connection has a number of requests, such as one",
        options=("Pool.max_requests_per_connection",),
        rests_on="connectionPool.http.maxRequestsPerConnection",
        tests=(
            "e2e/test_real_model_server.py::test_streams_one_after_the_other",
            "unit/resources/test_destination_rule.py::test_a_connection_has_a_number_of_requests",
        ),
    ),
    Row(
        name="Versions with weights, including 0",
        options=("Version", "Version.name", "Version.weight", "Version.labels", "Pool.versions"),
        rests_on="DestinationRule.spec.subsets, http[].route[].weight",
        tests=(
            "e2e/test_routing.py::test_the_weights_are_kept",
            "e2e/test_routing.py::test_weights_are_relative",
        ),
    ),
    Row(
        name="Routes to a version, the most specific first",
        options=(
            "LlmApiMesh.routes",
            "Route",
            "Route.name",
            "Route.version",
            "Route.path",
            "Route.path_prefix",
            "Route.method",
            "Route.headers",
            "Route.query",
        ),
        rests_on="VirtualService.spec.http[].match",
        tests=(
            "e2e/test_routing.py::test_the_most_specific_route_is_taken",
            "e2e/test_routing.py::test_a_header_route_comes_before_the_weights",
        ),
    ),
    Row(
        name="A session stays on one version while the weights change, and keeps its replica there",
        rests_on="http[].match on a header that the LLM gateway writes",
        tests=(
            "e2e/test_rollout.py::test_a_session_keeps_its_version",
            "e2e/test_rollout.py::test_the_first_session_header_counts",
            "e2e/test_rollout.py::test_requests_without_a_session_choose_by_the_weights",
            "e2e/test_rollout.py::test_without_the_filter_sessions_are_split",
            "e2e/test_rollout.py::test_start_and_end_of_a_canary_keep_the_replicas",
            "e2e/test_rollout.py::test_callers_in_the_mesh_keep_a_replica_of_each_version",
        ),
    ),
    Row(
        name="Copies of requests for a version",
        options=("LlmApiMesh.mirrors", "Mirror", "Mirror.version", "Mirror.percent"),
        rests_on="http[].mirrors[]",
        tests=(
            "e2e/test_rollout.py::test_mirrored_requests",
            "e2e/test_rollout.py::test_a_percentage_of_requests_is_mirrored",
            "e2e/test_rollout.py::test_unanswered_mirror_requests_delay_no_client",
            "e2e/test_rollout.py::test_a_mirrored_request_is_completed",
        ),
    ),
    Row(
        name="Faults for requests with a header",
        options=(
            "LlmApiMesh.drills",
            "FaultDrill",
            "FaultDrill.name",
            "FaultDrill.headers",
            "FaultDrill.delay",
            "FaultDrill.abort_status",
            "FaultDrill.percent",
        ),
        rests_on="http[].fault",
        tests=(
            "e2e/test_rollout.py::test_a_drill_needs_its_header",
            "e2e/test_rollout.py::test_a_drill_changes_nothing_but_the_fault",
            "e2e/test_rollout.py::test_a_drill_reaches_no_replica_and_ejects_none",
            "e2e/test_rollout.py::test_callers_in_the_mesh_have_the_same_drills",
        ),
    ),
    Row(
        name="Models by name: exact, by prefix, by RE2 expression, in this order",
        options=(
            "LlmApiMesh.models",
            "Model",
            "Model.name",
            "Model.slug",
            "Model.aliases",
            "Model.prefixes",
            "Model.patterns",
            "Model.backend",
        ),
        rests_on="VirtualService.spec.http[].match[].headers",
        tests=(
            "e2e/test_models.py::test_a_name_leads_to_its_model",
            "unit/plan/routing/test_model_match.py::test_names_go_before_longer_prefixes_and_these_before_patterns",
        ),
    ),
    Row(
        name="The model is read from any JSON body",
        options=("LlmApiMesh.model_from", "ModelFromBody"),
        rests_on="EnvoyFilter: json_to_metadata, header_mutation, typed_per_filter_config",
        tests=(
            "e2e/test_models.py::test_which_content_types_are_read",
            "e2e/test_models.py::test_compressed_bodies_are_not_read",
            "e2e/test_models.py::test_which_model_is_read_from_a_body",
            "e2e/test_models.py::test_the_body_of_a_get_is_read",
            "e2e/test_models.py::test_a_stream_is_not_changed",
        ),
    ),
    Row(
        name="Uploads and WebSockets pass without buffering",
        rests_on="json_to_metadata's content types",
        tests=(
            "e2e/test_models.py::test_an_upload_is_forwarded_as_it_arrives",
            "e2e/test_models.py::test_a_websocket_does_not_wait_for_a_body",
        ),
    ),
    Row(
        name="A client can't select a model by the gateway's own header",
        rests_on="AuthorizationPolicy, header_mutation",
        tests=(
            "e2e/test_models.py::test_clients_cannot_set_the_routing_header",
            "e2e/test_models.py::test_the_spelling_of_the_host_does_not_matter",
        ),
    ),
    Row(
        name="A replica's load report doesn't reach clients",
        rests_on="http[].headers.request.remove",
        tests=("e2e/test_routing.py::test_load_reports_are_removed_from_answers",),
    ),
    Row(
        name="The model from a header, or from the path",
        options=("ModelFromHeader", "ModelFromHeader.name", "ModelFromPath", "ModelFromPath.prefix"),
        rests_on="http[].match[].headers, http[].match[].uri, http[].rewrite.uriRegexRewrite",
        tests=(
            "e2e/test_models_by_header_and_path.py::test_a_name_in_a_header_leads_to_its_model",
            "e2e/test_models_by_header_and_path.py::test_headers_with_more_or_less_than_one_name",
            "e2e/test_models_by_header_and_path.py::test_the_model_in_the_path",
            "e2e/test_models_by_header_and_path.py::test_an_unknown_or_missing_model_in_the_path",
        ),
    ),
    Row(
        name="Paths with a backend of their own beside models, such as audio, whose uploads aren't read",
        options=(
            "LlmApiMesh.endpoints",
            "Endpoint",
            "Endpoint.name",
            "Endpoint.path",
            "Endpoint.path_prefix",
            "Endpoint.method",
            "Endpoint.headers",
            "Endpoint.query",
            "Endpoint.backend",
            "Endpoint.routes",
            "Endpoint.mirrors",
        ),
        rests_on="VirtualService.spec.http[].match[].uri, before the routes of models",
        tests=(
            "e2e/test_endpoints.py::test_a_form_reaches_the_endpoint",
            "e2e/test_endpoints.py::test_an_upload_is_forwarded_as_it_arrives",
            "e2e/test_endpoints.py::test_json_reaches_the_endpoint",
            "e2e/test_endpoints.py::test_a_request_without_a_model_reaches_the_endpoint",
            "e2e/test_endpoints.py::test_the_models_still_answer",
            "unit/plan/routing/test_endpoint_routes.py::test_endpoints_come_before_models_and_behind_closed_paths",
            "unit/plan/routing/test_endpoint_routes.py::test_more_exact_endpoints_come_first",
            "unit/plan/routing/test_endpoint_routes.py::test_versions_routes_and_mirrors_of_an_endpoint",
        ),
    ),
    Row(
        name="Answers in the OpenAI format to unknown models, to requests without a model, and to the list of models",
        rests_on="http[].directResponse, http[].fault.abort",
        tests=(
            "e2e/test_models.py::test_an_unknown_model_is_answered_as_openai_does",
            "e2e/test_models.py::test_a_request_without_a_model_is_answered",
            "e2e/test_models.py::test_a_compressed_body_is_refused_for_its_coding",
            "e2e/test_models.py::test_the_models_are_listed",
            "e2e/test_models.py::test_a_model_can_be_retrieved",
            "e2e/test_models_by_header_and_path.py::test_models_are_listed_and_can_be_retrieved",
            "e2e/test_models.py::test_another_model_cannot_be_retrieved",
        ),
    ),
    Row(
        name="Each model has its own versions, weights, routes and copies",
        options=("Model.routes", "Model.mirrors"),
        rests_on="VirtualService.spec.http[]",
        tests=(
            "e2e/test_models.py::test_weights_and_routes_of_a_model",
            "e2e/test_models.py::test_requests_of_a_model_are_mirrored_to_its_version",
        ),
    ),
    Row(
        name="A limit on the prompt, independent of the listeners' buffers; above it 413 in the OpenAI format",
        rests_on="EnvoyFilter: request_body_buffer_limit, local_reply_config",
        tests=(
            "e2e/test_models.py::test_a_prompt_up_to_the_limit_is_read",
            "e2e/test_models.py::test_a_longer_prompt_is_refused_as_openai_does",
            "e2e/test_models.py::test_a_longer_prompt_in_chunks_is_refused_too",
            "e2e/test_models.py::test_the_limit_does_not_depend_on_the_listener",
            "e2e/test_retries.py::test_a_body_beyond_the_buffer_is_sent_once",
            "e2e/test_retry_after.py::test_the_longest_prompt_can_be_sent_again",
        ),
    ),
    Row(
        name="Other hosts on the gateway aren't affected",
        rests_on="filters that only the routes of the gateway's hosts enable",
        tests=(
            "e2e/test_models.py::test_other_hosts_are_not_affected",
            "e2e/test_models.py::test_two_apis_divide_a_host",
        ),
    ),
    Row(
        name="Several APIs share a host, each with its own requests",
        options=("LlmApiMesh.match", "Match", "Match.path_prefix"),
        rests_on="VirtualService.spec.http[].match",
        tests=(
            "e2e/test_routing.py::test_two_apis_share_a_host_by_path",
            "e2e/test_models.py::test_two_apis_divide_a_host",
        ),
    ),
    Row(
        name="An API's requests by path, method, headers and query",
        options=("Match.path", "Match.method", "Match.headers", "Match.query"),
        rests_on="VirtualService.spec.http[].match",
        tests=(
            "unit/resources/test_virtual_service.py::test_conditions",
            "unit/resources/test_virtual_service.py::test_the_api_s_match_is_a_condition_of_every_route",
        ),
    ),
    Row(
        name="An existing gateway",
        options=(
            "LlmApiMesh.gateway",
            "GatewayRef",
            "GatewayRef.namespace",
            "GatewayRef.name",
        ),
        rests_on="VirtualService.spec.gateways",
        tests=("e2e/test_routing.py::test_two_apis_share_a_host_by_path",),
    ),
    Row(
        name="The API's own gateway, with any ports",
        options=("Gateway", "Gateway.name", "Gateway.http_port", "Gateway.https_port"),
        rests_on="Gateway.spec.servers[].port",
        tests=("e2e/test_gateways.py::test_a_gateway_listens_at_its_own_ports",),
    ),
    Row(
        name="The gateway's pods by label",
        options=("Gateway.selector",),
        rests_on="Gateway.spec.selector",
        tests=("e2e/test_gateways.py::test_a_selector_chooses_the_pods_of_the_gateway",),
    ),
    Row(
        name="A certificate for each host, and a redirect to HTTPS",
        options=("Gateway.certificates", "Certificate", "Certificate.credential_name", "Certificate.hosts"),
        rests_on="Gateway.spec.servers[].tls",
        tests=("e2e/test_gateways.py::test_each_host_has_its_certificate_and_http_is_redirected",),
    ),
    Row(
        name="HTTP and HTTPS together",
        options=("Gateway.https_redirect",),
        rests_on="Gateway.spec.servers[].tls.httpsRedirect",
        tests=("e2e/test_gateways.py::test_http_without_redirect",),
    ),
    Row(
        name="The Service's name and ports",
        options=("Pool.name", "Pool.port", "Pool.target_port", "Pool.port_name"),
        rests_on="Service.metadata.name, Service.spec.ports",
        tests=("e2e/test_backends.py::test_a_service_has_the_given_name_and_ports",),
    ),
    Row(
        name="HTTP/1.1, h2c and gRPC pods",
        options=("Pool.protocol",),
        rests_on="Service.spec.ports[].appProtocol",
        tests=("e2e/test_backends.py::test_the_proxy_uses_the_protocol",),
    ),
    Row(
        name="A Service with an external address",
        options=("Pool.service_type",),
        rests_on="Service.spec.type",
        tests=(
            "e2e/test_backends.py::test_a_service_of_type_load_balancer",
            "e2e/test_backends.py::test_requests_to_pods_bypass_the_gateway",
            "e2e/test_identity.py::test_a_client_without_identity_is_refused",
        ),
    ),
    Row(
        name="A hosted provider gets requests by its own host and path, without the caller's credentials",
        options=(*_PROVIDERS, "AzureOpenAI.resource", "Bedrock.region", "OpenAICompatible.url"),
        rests_on="ServiceEntry, DestinationRule and EnvoyFilter of the gateway: header_mutation, lua",
        tests=(
            "e2e/test_providers.py::test_the_provider_gets_its_host_and_key_and_no_credentials",
            "e2e/test_providers.py::test_each_provider_has_its_host_path_and_header",
            "e2e/test_providers.py::test_a_stream_arrives_token_by_token",
        ),
    ),
    Row(
        name="Anthropic's own Messages API",
        options=("Anthropic.api",),
        rests_on="http[].headers.request",
        tests=("e2e/test_providers.py::test_the_messages_api_of_anthropic_has_its_own_key_header",),
    ),
    Row(
        name="A provider's key is in no log, configuration or answer",
        options=tuple(f"{kind}.api_key" for kind in _KEYED),
        rests_on="credential_injector on the provider's cluster",
        tests=(
            "e2e/test_providers.py::test_the_provider_gets_its_host_and_key_and_no_credentials",
            "e2e/test_providers.py::test_the_key_is_in_no_log_no_configuration_and_no_answer",
            "e2e/test_providers.py::test_other_backends_do_not_get_the_key",
        ),
    ),
    Row(
        name="A provider's key from a mounted Secret, with rotation",
        options=("KeyFromFile", "KeyFromFile.path"),
        rests_on="credential_injector on the provider's cluster",
        tests=("e2e/test_providers.py::test_a_key_in_a_file_rotates",),
    ),
    Row(
        name="Bedrock, signed by the gateway's AWS identity",
        rests_on="aws_request_signing on the provider's cluster",
        tests=(
            "e2e/test_providers.py::test_requests_to_bedrock_are_signed",
            "e2e/test_providers.py::test_signed_bodies_have_a_limit",
            "e2e/test_providers.py::test_the_second_hop_signs_long_bodies",
        ),
    ),
    Row(
        name="Vertex AI, with a token of the gateway's Google identity",
        options=("VertexAI.project", "VertexAI.location"),
        rests_on="gcp_authn in the listeners",
        tests=("e2e/test_providers.py::test_vertex_ai_gets_a_token_of_the_gateway",),
    ),
    Row(
        name="APIs and backends with the same provider have separate settings",
        rests_on="ServiceEntry.spec.hosts",
        tests=(
            "e2e/test_providers.py::test_two_apis_can_share_a_provider",
            "e2e/test_providers.py::test_models_of_a_pool_and_of_providers",
        ),
    ),
    Row(
        name="HTTP/1.1 or HTTP/2 to a provider",
        options=tuple(f"{kind}.protocol" for kind in _PROVIDERS),
        rests_on="ServiceEntry.spec.ports[].protocol",
        tests=("e2e/test_providers.py::test_http2_to_a_provider",),
    ),
    Row(
        name="Pods reach a provider through the gateway, and nothing else outside of the mesh",
        rests_on="ServiceEntry.spec.exportTo, Sidecar.spec.outboundTrafficPolicy",
        tests=("e2e/test_providers.py::test_a_pod_reaches_the_provider_through_the_gateway_only",),
    ),
    Row(
        name="The pods of an API call named hosts and namespaces only; by default they aren't restricted",
        options=("LlmApiMesh.outbound", "Outbound", "Outbound.hosts", "Outbound.namespaces"),
        rests_on="Sidecar.spec.outboundTrafficPolicy and egress, ServiceEntry.spec.hosts",
        tests=(
            "e2e/test_egress.py::test_by_default_pods_call_everything",
            "e2e/test_egress.py::test_pods_call_what_is_named_and_nothing_else",
            "e2e/test_egress.py::test_a_pod_chooses_no_address",
            "e2e/test_egress.py::test_the_pods_sidecar_precedes_that_of_the_namespace",
            "unit/plan/test_outbound.py::test_what_is_written",
            "unit/plan/test_outbound.py::test_each_set_of_pods_has_one_sidecar",
            "unit/test_claims.py::test_pods_have_one_way_out",
        ),
    ),
    Row(
        name="Requests to providers leave by an egress gateway, which passes on TLS and sees no key",
        options=(
            "EgressGateway",
            "EgressGateway.namespace",
            "EgressGateway.port",
            "EgressGateway.selector",
            "EgressGateway.service",
            "LlmGateway.egress_gateway",
        ),
        rests_on="Gateway.spec.servers[].tls with mode PASSTHROUGH, VirtualService.spec.tls",
        tests=(
            "e2e/test_egress_gateway.py::test_the_provider_is_reached_by_this_way_only",
            "e2e/test_egress_gateway.py::test_streams_arrive_token_by_token",
            "e2e/test_egress_gateway.py::test_an_egress_gateway_passes_on_tls_to_providers_only",
            "unit/resources/llm_gateway/test_egress.py::test_an_egress_gateway_passes_on_tls",
            "unit/resources/llm_gateway/test_egress.py::test_tls_is_the_gateway_s_own",
        ),
    ),
    Row(
        name="Requests to providers leave by a forward proxy, by CONNECT, which can't read them",
        options=("ForwardProxy", "ForwardProxy.host", "ForwardProxy.port", "LlmGateway.forward_proxy"),
        rests_on="DestinationRule.spec.subsets[].trafficPolicy.tunnel",
        tests=(
            "e2e/test_egress_gateway.py::test_the_provider_is_reached_by_this_way_only",
            "e2e/test_egress_gateway.py::test_a_proxy_that_ends_tls_is_refused",
            "e2e/test_egress_gateway.py::test_without_the_proxy",
            "e2e/test_egress_gateway.py::test_the_second_hop_goes_by_the_proxy",
            "e2e/test_egress_gateway.py::test_each_host_has_its_tunnel",
            "e2e/test_egress_gateway.py::test_no_route_of_a_team_uses_the_way_to_providers",
            "unit/resources/llm_gateway/test_egress.py::test_policies_of_http_let_the_gateway_s_own_tls_pass",
        ),
    ),
    Row(
        name="Routes at an LLM gateway reach Services and providers only; unknown hosts have no way",
        options=("LlmGateway.pool_users",),
        rests_on="the proxy of a gateway, which has no passthrough; the script on the way to all clusters",
        tests=(
            "e2e/test_egress.py::test_a_gateway_has_no_way_to_unknown_hosts",
            "e2e/test_tenancy.py::test_a_host_outside_of_the_cluster",
            "unit/resources/llm_gateway/test_guards.py::test_who_may_use_which_pool",
        ),
    ),
    Row(
        name="Another cluster domain",
        options=("LlmApiMesh.cluster_domain",),
        rests_on="DestinationRule.spec.host, http[].route[].destination.host",
        tests=("unit/resources/test_destination_rule.py::test_full_names_in_another_domain",),
    ),
    Row(
        name="Istio 1.31 and 1.30",
        options=("LlmApiMesh.istio",),
        rests_on="the CRDs of either release",
        tests=(
            "e2e/test_admission.py::test_an_example_is_admitted_and_accepted",
            "e2e/test_admission.py::test_the_older_release_admits_its_yaml",
            "e2e/test_admission.py::test_the_older_release_refuses_a_newer_field",
            "unit/inspection/rules/test_newer.py::test_a_patch_for_an_older_release_is_refused",
        ),
    ),
    Row(
        name="Applying twice changes nothing",
        rests_on="kubectl apply",
        tests=(
            "e2e/test_admission.py::test_applying_twice_changes_nothing",
            "e2e/test_admission.py::test_an_example_is_admitted_and_accepted",
        ),
    ),
    Row(
        name="istioctl analyze finds no mistake in a folder, and in a cluster only the port of a failover's second hop",
        rests_on="every resource",
        tests=(
            "e2e/test_analysis.py::test_the_folder_alone_is_clean",
            "e2e/test_analysis.py::test_the_folder_in_the_cluster_is_clean",
            "e2e/test_analysis.py::test_an_example_is_clean",
            "e2e/test_analysis.py::test_an_unknown_subset_is_reported",
            "e2e/test_analysis.py::test_the_message_about_a_failover_in_the_cluster",
        ),
    ),
    Row(
        name="EnvoyFilters need nothing that Istio's proxy lacks",
        rests_on="EnvoyFilter.spec.configPatches",
        tests=(
            "lab_unit/test_extensions.py::test_dist_needs_no_extension_that_istio_lacks",
            "lab_unit/test_extensions.py::test_an_example_needs_no_extension_that_istio_lacks",
            "lab_unit/test_extensions.py::test_a_filter_outside_of_the_build_is_named",
        ),
    ),
    Row(
        name="One file for each API; all files or none",
        options=("MeshApp",),
        rests_on="dist/",
        tests=(
            "unit/test_app.py::test_the_file_of_a_removed_api_is_removed",
            "unit/test_app.py::test_a_refused_synth_leaves_the_folder_as_it_was",
            "properties/test_synthesis.py::test_order_and_neighbours_change_nothing",
        ),
    ),
    Row(
        name="APIs and LLM gateways in YAML files, with the bytes of the same program",
        options=("add_files",),
        rests_on="apiVersion: llm-api-mesh/v1",
        tests=(
            "docs/test_examples.py::test_example_as_a_file",
            "properties/test_files.py::test_a_valid_api_in_a_file",
            "properties/test_files.py::test_a_valid_gateway_in_a_file",
            "properties/test_files.py::test_any_plain_data_reads_back_from_yaml",
            "unit/test_apis_in_files.py::test_the_order_and_the_division_of_files_do_not_matter",
        ),
    ),
    Row(
        name="Mistakes in files are refused, all at once, each with file, line and column",
        options=("Source",),
        rests_on="the places of YAML's events",
        tests=(
            "unit/test_apis_in_files.py::test_all_problems_of_all_files_come_at_once",
            "unit/test_apis_in_files.py::test_problems_between_files",
            "unit/files/test_yaml_reader.py::test_what_is_refused",
            "unit/files/test_yaml_reader.py::test_a_syntax_error_ends_the_file",
            "unit/files/test_folders.py::test_a_large_file_is_not_read",
            "unit/files/test_folders.py::test_other_encodings",
            "properties/test_files.py::test_any_text_is_read_or_refused",
            "properties/test_files.py::test_any_slip_in_a_file_is_read_or_refused",
        ),
    ),
    Row(
        name="Editors complete and check files by a JSON Schema",
        rests_on="schema/llm-api-mesh-v1.json",
        tests=(
            "integration/test_language_server.py::test_it_finds_nothing_in_the_examples",
            "integration/test_language_server.py::test_it_shows_mistakes",
            "integration/test_language_server.py::test_it_completes_fields",
            "unit/reading/test_schema.py::test_the_published_schema_is_current",
        ),
    ),
    Row(
        name="Mistakes are refused, all at once, with a code",
        options=("MeshError", "Problem", "Code"),
        rests_on="the specification's checks",
        tests=(
            "unit/reading/test_messages.py::test_is_refused",
            "unit/reading/test_read.py::test_all_problems_come_at_once",
        ),
    ),
    Row(
        name="Requests pass the platform's own filters twice with a failover, and once if port 15700 is excluded",
        rests_on="listener.portNumber, accessLogging[].filter.expression; the checklist",
        tests=(
            "e2e/test_second_hop.py::test_a_rate_limit_of_the_platform",
            "e2e/test_second_hop.py::test_a_telemetry_can_exclude_the_second_hop",
            "unit/plan/llm_gateway/test_checklist.py::test_the_checklist_names_the_port_that_other_filters_exclude",
        ),
    ),
    Row(
        name="Other namespaces can't add routes to a failover's second hop",
        rests_on="<namespace>/<host> in Gateway.spec.servers[].hosts",
        tests=("e2e/test_second_hop.py::test_other_namespaces_have_no_route_on_the_second_hop",),
    ),
    Row(
        name="An API of a pool needs no EnvoyFilter and no annotation",
        rests_on="Service, Gateway, DestinationRule, two VirtualServices",
        tests=(
            "unit/test_mesh.py::test_a_plain_api_has_five_objects",
            "e2e/test_retries.py::test_a_refusing_replica_delays_no_request",
        ),
    ),
    Row(
        name="Other namespaces can't add routes to an API's own Gateway",
        rests_on="<namespace>/<host> in Gateway.spec.servers[].hosts",
        tests=(
            "unit/resources/test_gateway.py::test_gateway_is_limited_to_the_hosts",
            "e2e/test_gateways.py::test_other_namespaces_have_no_route_on_an_api_s_gateway",
        ),
    ),
    Row(
        name="Callers in other namespaces have the routes of a Service, on request",
        options=("LlmApiMesh.export_to",),
        rests_on="exportTo of the VirtualService for callers in the mesh",
        tests=(
            "unit/resources/test_virtual_service.py::test_callers_of_other_namespaces_have_the_routes_on_request",
            "e2e/test_routing.py::test_callers_of_other_namespaces_have_the_routes_on_request",
        ),
    ),
    Row(
        name="A Service that exists already is a backend, with its policy in the API's namespace",
        options=(
            "ServiceRef",
            "ServiceRef.name",
            "ServiceRef.port",
            "ServiceRef.protocol",
            "ServiceRef.load_balancer",
            "ServiceRef.locality",
            "ServiceRef.ejection",
            "ServiceRef.http2_keep_alive",
            "ServiceRef.max_requests_per_connection",
            "ServiceRef.versions",
            "ServiceRef.concurrent_requests",
            "ServiceRef.replicas",
        ),
        rests_on="destination.host, DestinationRule.spec.host",
        tests=(
            "e2e/test_service_refs.py::test_the_policy_of_a_service_of_the_api_s_namespace",
            "unit/spec/backends/test_service_ref.py::test_a_service_of_the_api_s_namespace_has_its_policy",
            "unit/spec/backends/test_service_ref.py::test_grpc_has_its_retries",
        ),
    ),
    Row(
        name="A Service of another namespace is a backend, with routes only",
        options=("ServiceRef.namespace", "ServiceRef.model"),
        rests_on="destination.host; exportTo and an AuthorizationPolicy of its owner",
        tests=(
            "e2e/test_service_refs.py::test_a_service_of_another_namespace",
            "e2e/test_service_refs.py::test_services_of_two_namespaces_in_a_failover",
            "unit/spec/backends/test_service_ref.py::test_every_field_of_the_policy_is_refused_for_another_namespace",
        ),
    ),
    Row(
        name="Other ports of a Service have no routes in the mesh",
        rests_on="http[].match[].port",
        tests=(
            "unit/resources/test_virtual_service.py::test_other_ports_of_the_service_have_no_routes",
            "e2e/test_routing.py::test_other_ports_of_the_service_have_no_routes",
        ),
    ),
    Row(
        name="A mesh that hides objects by default serves an API whose objects are exported",
        rests_on="exportTo; the checklist",
        tests=(
            "unit/plan/test_checklist.py::test_a_plain_gateway_must_see_the_objects_and_wait_for_whole_answers",
            "e2e/test_gateways.py::test_a_mesh_that_hides_objects_by_default",
        ),
    ),
    Row(
        name="One host at two Gateways of the same pods is refused",
        rests_on="Gateway.spec.selector",
        tests=(
            "unit/test_claims.py::test_a_host_has_one_gateway_of_the_same_pods",
            "unit/test_claims.py::test_gateways_of_other_pods_or_ports_do_not_conflict",
        ),
    ),
    Row(
        name="A removed version, Service or failover is deleted after the routes to it",
        options=("LlmApiMesh.argo_cd", "LlmGateway.argo_cd"),
        rests_on="argocd.argoproj.io/sync-options, a DestinationRule for each version",
        tests=(
            "e2e/test_argocd.py::test_objects_are_removed_after_the_routes_to_them",
            "unit/test_llm_gateway.py::test_for_argo_cd_what_protects_a_gateway_comes_first",
            "e2e/test_rollout.py::test_a_version_is_removed_from_a_canary",
        ),
    ),
    Row(
        name="Behind an LLM gateway, too, a removed object is deleted after the routes to it",
        rests_on="argocd.argoproj.io/sync-wave, argocd.argoproj.io/sync-options",
        tests=("e2e/test_argocd.py::test_objects_behind_an_llm_gateway_are_removed_after_the_routes_to_them",),
    ),
    Row(
        name="A team brings, changes and removes an API by an Argo CD project without rights at the LLM gateway",
        rests_on="Service, DestinationRule and VirtualService in the team's namespace",
        tests=(
            "e2e/test_argocd.py::test_a_team_needs_no_right_at_the_gateway",
            "e2e/test_argocd.py::test_the_team_may_not_change_the_gateway",
            "e2e/test_argocd.py::test_a_refused_object_of_the_platform_holds_no_team_back",
        ),
    ),
    Row(
        name="Argo CD fills an empty cluster without a request that gets 503",
        rests_on="argocd.argoproj.io/sync-wave",
        tests=(
            "unit/test_mesh.py::test_argo_cd_adds_annotations_and_a_rule_for_each_version",
            "unit/test_mesh.py::test_the_app_s_argo_cd_is_the_default_of_its_apis",
            "e2e/test_argocd.py::test_objects_are_created_in_the_right_order",
            "e2e/test_argocd.py::test_a_wrong_order_is_noticed",
        ),
    ),
    Row(
        name="A canary's step is applied by a commit and undone by its revert",
        rests_on="http[].route[].weight, Argo CD",
        tests=("e2e/test_argocd.py::test_a_canary_step_is_a_small_commit_and_can_be_reverted",),
    ),
    Row(
        name="A manual edit is reverted, a removed API is pruned",
        rests_on="Argo CD",
        tests=(
            "e2e/test_argocd.py::test_a_manual_change_is_reverted",
            "e2e/test_argocd.py::test_a_removed_api_is_pruned",
        ),
    ),
    Row(
        name="Pods admit the gateway and callers by their identities, and nobody else; probes and metrics go on",
        options=(
            "ALL_CALLERS",
            "Caller",
            "Caller.namespace",
            "Caller.service_account",
            "ExistingPods.service_account",
            "Gateway.service_account",
            "GatewayRef.service_account",
            "LlmApiMesh.callers",
            "LlmGatewayRef.service_account",
            "Pool.open_ports",
        ),
        rests_on="PeerAuthentication with mode STRICT and portLevelMtls, AuthorizationPolicy with serviceAccounts and "
        "namespaces",
        tests=(
            "e2e/test_identity.py::test_the_gateway_is_admitted_by_its_identity",
            "e2e/test_identity.py::test_a_client_without_identity_is_refused",
            "e2e/test_identity.py::test_a_caller_with_another_identity_is_forbidden",
            "e2e/test_identity.py::test_a_caller_of_the_own_namespace_is_admitted",
            "e2e/test_identity.py::test_only_named_callers_are_admitted",
            "e2e/test_identity.py::test_probes_and_metrics_stay_open",
            "e2e/test_identity.py::test_streams_are_whole_when_the_policies_come",
            "e2e/test_identity.py::test_a_failover_reaches_pods_that_admit_only_the_gateway",
            "unit/plan/test_pod_access.py::test_the_gateway_and_the_own_namespace_are_admitted",
            "unit/test_claims.py::test_apis_that_share_pods_have_the_same_callers",
        ),
    ),
    Row(
        name="Who reaches which models and backends is printed from the YAML, as text, Markdown and JSON",
        rests_on="nothing: `python -m llm_api_mesh matrix` reads the objects",
        tests=(
            "e2e/test_access_tables.py::test_each_cell_at_a_gateway",
            "e2e/test_access_tables.py::test_the_next_backend_of_each_cell",
            "e2e/test_access_tables.py::test_each_cell_past_the_gateways",
            "e2e/test_access_tables.py::test_whom_the_authorizer_doesn_t_know",
            "docs/test_examples.py::test_access_tables",
            "unit/access_tables/test_matrix.py::test_a_required_token_and_claims_of_routes",
            "unit/access_tables/test_matrix.py::test_a_route_that_is_not_read_is_named",
            "unit/access_tables/test_matrix.py::test_the_order_of_files_and_objects_changes_no_byte",
            "unit/access_tables/test_matrix.py::test_nothing_is_closed_by_an_object_that_is_missing",
            "unit/access_tables/test_matrix.py::test_no_key_is_shown",
            "unit/access_tables/test_reading.py::test_a_broken_file",
            "unit/test___main__.py::test_it_needs_neither_node_nor_cdk8s",
        ),
    ),
    Row(
        name="What is open or closed, and what opens or closes if a part fails, is printed from the YAML",
        rests_on="nothing: `python -m llm_api_mesh posture` reads the objects",
        tests=(
            "docs/test_examples.py::test_access_tables",
            "unit/access_tables/posture/test_table.py::test_the_posture_of_identity",
            "unit/access_tables/posture/test_table.py::test_missing_objects_of_identity",
            "unit/access_tables/posture/test_table.py::test_the_provider_s_posture",
            "unit/access_tables/posture/test_table.py::test_each_line_names_an_object_of_the_folder",
        ),
    ),
    Row(
        name="A gateway requires a token of every caller, but for some hosts; no preflight gets past it",
        options=(
            "ANY_AUDIENCE",
            "JwtRule",
            "JwtRule.audiences",
            "JwtRule.forward",
            "JwtRule.from_headers",
            "JwtRule.issuer",
            "JwtRule.jwks",
            "JwtRule.jwks_over_plain_http",
            "JwtRule.jwks_uri",
            "LlmGateway.anonymous_hosts",
            "LlmGateway.jwt_rules",
            "TokenHeader",
            "TokenHeader.name",
            "TokenHeader.prefix",
        ),
        rests_on="RequestAuthentication, AuthorizationPolicy with notRequestPrincipals; EnvoyFilter: RBAC behind CORS",
        tests=(
            "e2e/test_callers.py::test_hostile_requests",
            "e2e/test_callers.py::test_clocks_may_differ_by_a_minute",
            "e2e/test_callers.py::test_both_issuers_are_known",
            "e2e/test_callers.py::test_preflights_need_no_token",
            "e2e/test_callers.py::test_hosts_without_tokens",
            "e2e/test_callers.py::test_each_request_of_a_connection_needs_its_token",
            "e2e/test_callers.py::test_a_missing_token_is_asked_for",
            "e2e/test_callers.py::test_a_team_s_own_policies_open_nothing",
            "e2e/test_callers.py::test_no_provider_gets_a_token",
            "e2e/test_callers.py::test_without_the_gateway_s_filters_nobody_gets_in",
            "e2e/test_callers_by_https.py::test_the_way_to_https_needs_no_token",
            "e2e/test_callers_by_https.py::test_a_token_of_another_header",
            "e2e/test_callers_by_https.py::test_no_provider_gets_a_token_of_any_header",
            "unit/plan/llm_gateway/test_callers.py::test_what_becomes_of_rules",
            "unit/plan/llm_gateway/test_callers.py::test_every_host_needs_a_token",
            "unit/plan/llm_gateway/test_callers.py::test_no_pattern_excepts_a_host",
            "unit/plan/llm_gateway/test_callers.py::test_what_is_refused",
            "unit/plan/llm_gateway/test_checklist.py::test_a_gateway_that_lets_everyone_in_says_so",
            "unit/spec/test_jwt_rule.py::test_a_rule_is_refused",
        ),
    ),
    Row(
        name="A gateway requires an API key of every caller, which the authorizer knows by its hash",
        options=(
            "ApiKeys",
            "ApiKeys.cpu_request",
            "ApiKeys.image",
            "ApiKeys.memory",
            "ApiKeys.replicas",
            "ApiKeys.secret",
            "LlmGateway.api_keys",
        ),
        rests_on="AuthorizationPolicy with action CUSTOM; MeshConfig.extensionProviders; EnvoyFilter: Lua",
        tests=(
            "e2e/test_api_keys.py::test_a_key_in_each_header",
            "e2e/test_api_keys.py::test_hostile_requests",
            "e2e/test_api_keys.py::test_who_may_use_a_model",
            "e2e/test_api_keys.py::test_a_failover_gets_no_key",
            "e2e/test_api_keys.py::test_keys_change_without_a_restart",
            "e2e/test_api_keys.py::test_a_request_without_a_route_gets_none_later",
            "e2e/test_api_keys.py::test_a_provider_that_istio_doesn_t_know",
            "e2e/test_api_keys.py::test_without_the_policy_nobody_gets_in",
            "e2e/test_api_keys.py::test_without_the_gateway_s_filters_keys_are_required",
            "e2e/test_api_keys.py::test_only_the_gateway_asks_the_authorizer",
            "e2e/test_api_keys.py::test_one_authorizer_is_gone",
            "e2e/test_api_keys.py::test_no_authorizer_answers",
            "e2e/test_api_keys.py::test_fail_open_lets_nobody_in",
            "e2e/test_api_keys.py::test_a_pod_without_a_sidecar_gets_no_key",
            "unit/plan/llm_gateway/test_authorizer.py::test_what_istio_has_to_know",
            "unit/resources/llm_gateway/test_authorizer.py::test_who_may_ask",
        ),
    ),
    Row(
        name="Each caller uses the models that its token's claims entitle it to, by all of their names",
        options=(
            "Endpoint.access",
            "LlmApiMesh.access",
            "LlmGatewayRef.knows_callers",
            "Model.access",
            "TokenHolders",
            "TokenHolders.claims",
            "TokenHolders.subjects",
            "TokenHolders.teams",
        ),
        rests_on="VirtualService.spec.http[].match[].headers: @request.auth.claims[...], directResponse",
        tests=(
            "e2e/test_callers.py::test_hostile_requests",
            "e2e/test_callers.py::test_who_may_use_a_model",
            "e2e/test_callers.py::test_refusals_are_no_oracle",
            "e2e/test_callers.py::test_the_list_of_models_is_the_caller_s",
            "unit/checks/test_access.py::test_a_gateway_that_knows_callers_is_needed",
            "unit/checks/test_access.py::test_no_way_leads_around",
            "unit/spec/test_token_holders.py::test_a_claim_has_one_spelling",
            "unit/test_claims.py::test_a_caller_whom_one_api_refuses_gets_the_pods_by_no_other",
            "unit/plan/llm_gateway/test_callers.py::test_a_body_names_one_model",
        ),
    ),
    Row(
        name="Backends get to know the caller's subject and team and the model, which nobody else can state",
        options=("LlmGateway.team_claim", "LlmGatewayRef.team_claim"),
        rests_on="jwtRules[].outputClaimToHeaders, AuthorizationPolicy, ValidatingAdmissionPolicy",
        tests=(
            "e2e/test_callers.py::test_what_backends_get_to_know",
            "e2e/test_callers.py::test_a_client_names_no_header_of_the_gateway_as_its_connection_s",
            "e2e/test_callers.py::test_a_claim_is_stated_as_it_is",
            "e2e/test_callers.py::test_a_claim_adds_no_header",
            "e2e/test_callers_by_https.py::test_a_team_whose_claim_has_a_slash",
            "e2e/test_tenancy.py::test_the_statements_of_a_gateway",
            "unit/plan/llm_gateway/test_callers.py::test_no_client_states_anything",
            "unit/spec/test_token_holders.py::test_the_claim_of_teams_has_no_dot_in_its_name",
        ),
    ),
    Row(
        name="Clients of an LLM gateway need a certificate of a known authority that isn't revoked, and TLS 1.2 or 1.3",
        options=(
            "ClientCertificates",
            "ClientCertificates.credential_name",
            "ClientCertificates.required",
            "LlmGateway.client_certificates",
            "LlmGateway.min_tls_version",
        ),
        rests_on="Gateway.spec.servers[].tls: mode, caCertCredentialName, minProtocolVersion",
        tests=(
            "e2e/test_client_certificates.py::test_a_client_with_a_certificate_is_served",
            "e2e/test_client_certificates.py::test_a_hostile_client_gets_no_answer",
            "e2e/test_client_certificates.py::test_plain_http_gets_no_answer",
            "e2e/test_client_certificates.py::test_a_certificate_can_be_revoked_later",
            "e2e/test_client_certificates.py::test_a_revoked_client_resumes_no_session",
            "e2e/test_client_certificates.py::test_a_certificate_can_be_optional",
        ),
    ),
    Row(
        name="cert-manager gets the certificates of an LLM gateway",
        options=(
            "Certificate.issuer",
            "CertificateIssuer",
            "CertificateIssuer.group",
            "CertificateIssuer.issuer_kind",
            "CertificateIssuer.name",
        ),
        rests_on="cert-manager's Certificate",
        tests=(
            "e2e/test_client_certificates.py::test_a_certificate_is_cert_manager_s",
            "unit/resources/llm_gateway/test_certificates.py::test_a_certificate_has_the_hosts_that_it_serves",
        ),
    ),
    Row(
        name="A gateway for LLM APIs in its own namespace",
        options=(
            "LlmGateway",
            "LlmGateway.name",
            "LlmGateway.namespace",
            "LlmGateway.pods",
            "ExistingPods",
            "ExistingPods.selector",
        ),
        rests_on="Gateway.spec.selector, EnvoyFilter.spec.workloadSelector",
        tests=("e2e/test_llm_gateway.py::test_models_are_chosen_by_the_body",),
    ),
    Row(
        name="Models of all APIs are read once, for the whole gateway or for listed hosts",
        options=("ExistingPods.shared",),
        rests_on="json_to_metadata and header_mutation on the gateway, enabled by ROUTE_CONFIGURATION or VIRTUAL_HOST",
        tests=(
            "e2e/test_llm_gateway.py::test_models_are_chosen_by_the_body",
            "e2e/test_llm_gateway.py::test_a_neighbour_on_shared_pods_notices_nothing",
        ),
    ),
    Row(
        name="A client can't forge what the gateway reads",
        rests_on="AuthorizationPolicy with action DENY",
        tests=("e2e/test_llm_gateway.py::test_headers_of_the_gateway_are_refused",),
    ),
    Row(
        name="Hosts of each namespace, with a server for each host",
        options=(
            "LlmGateway.hosts",
            "LlmGateway.certificates",
            "LlmGateway.https_port",
        ),
        rests_on="Gateway.spec.servers[].hosts, as namespace/host",
        tests=("e2e/test_llm_gateway.py::test_models_are_chosen_by_the_body",),
    ),
    Row(
        name="Plain HTTP only on request",
        options=(
            "LlmGateway.http",
            "PlainHttp",
            "PlainHttp.port",
            "RedirectToHttps",
            "RedirectToHttps.port",
        ),
        rests_on="Gateway.spec.servers[], VirtualService.spec.http[].redirect",
        tests=(
            "e2e/test_llm_gateway.py::test_models_are_chosen_by_the_body",
            "e2e/test_llm_gateway.py::test_plain_http_leads_to_https",
        ),
    ),
    Row(
        name="The longest body, for all APIs of a gateway",
        options=("LlmGateway.max_request_bytes",),
        rests_on="request_body_buffer_limit of virtual hosts",
        tests=("e2e/test_llm_gateway.py::test_long_bodies",),
    ),
    Row(
        name="Sticky versions by a first-class match",
        options=("LlmGateway.session_headers",),
        rests_on="VirtualService.spec.http[].match on a header that the gateway writes",
        tests=("e2e/test_llm_gateway.py::test_sessions_keep_their_version",),
    ),
    Row(
        name="A browser that reuses a connection for another host of its certificate is told to open a new one",
        rests_on="local_reply_config of the listeners",
        tests=("e2e/test_llm_gateway.py::test_a_request_on_the_connection_of_another_host_is_misdirected",),
    ),
    Row(
        name="A change of a gateway's scripts, hosts or providers ends no stream; the page lists what does",
        rests_on="EXTENSION_CONFIG, a server for each host",
        tests=(
            "e2e/test_llm_gateway_changes.py::test_what_a_change_of_the_gateway_ends",
            "e2e/test_llm_gateway_changes.py::test_a_renewed_certificate_ends_no_stream",
            "repository/test_changes.py::test_every_option_of_a_gateway_changes",
        ),
    ),
    Row(
        name="Bedrock and Vertex AI by the identity of a gateway, for listed namespaces",
        rests_on="aws_request_signing and lua on the provider's cluster, gcp_authn in the listeners",
        tests=(
            "e2e/test_llm_gateway_identities.py::test_requests_to_bedrock_are_signed",
            "e2e/test_llm_gateway_identities.py::test_vertex_ai_gets_the_gateway_s_token",
            "e2e/test_llm_gateway_identities.py::test_a_copy_of_a_request_has_no_token",
        ),
    ),
    Row(
        name="Deployed pods serve the hosts, and a Gateway of another namespace takes none",
        rests_on="Gateway API Gateway, Istio's strict merging",
        tests=(
            "e2e/test_llm_gateway_deployed.py::test_models_failover_and_headers",
            "e2e/test_llm_gateway_deployed.py::test_a_gateway_of_another_namespace_takes_no_host",
        ),
    ),
    Row(
        name="Failovers of all APIs share a few listeners, with limits",
        options=(
            "LlmGateway.failover_backends",
            "LlmGateway.spill_limits",
        ),
        rests_on="Gateways on loopback addresses, local_ratelimit",
        tests=(
            "e2e/test_llm_gateway.py::test_a_failover_has_a_limit",
            "e2e/test_llm_gateway.py::test_a_provider_takes_over_by_its_own_model",
        ),
    ),
    Row(
        name="Which namespaces may use the pools of which others",
        options=("LlmGateway.pool_users",),
        rests_on="a script on the way to all clusters",
        tests=(
            "e2e/test_llm_gateway.py::test_another_namespace_does_not_use_the_provider_and_the_pool",
            "e2e/test_tenancy.py::test_the_pool_of_another_team",
            "e2e/test_tenancy.py::test_a_copy_to_the_pool_of_another_team",
            "unit/resources/llm_gateway/test_guards.py::test_who_may_use_which_pool",
        ),
    ),
    Row(
        name="An API behind an LLM gateway, whose objects are all in the API's own namespace",
        options=(
            "LlmGatewayRef",
            "LlmGatewayRef.namespace",
            "LlmGatewayRef.name",
            "LlmGatewayRef.selector",
        ),
        rests_on="VirtualService.spec.gateways and exportTo",
        tests=(
            "e2e/test_llm_gateway.py::test_models_are_chosen_by_the_body",
            "unit/test_mesh.py::test_an_api_behind_an_llm_gateway_has_one_namespace",
        ),
    ),
    Row(
        name="What an API needs is compared with what its LLM gateway offers",
        options=(
            "LlmGatewayRef.hosts",
            "LlmGatewayRef.providers",
            "LlmGatewayRef.pool_users",
            "LlmGatewayRef.session_headers",
            "LlmGatewayRef.failover_backends",
            "LlmGatewayRef.spill_limits",
            "LlmGatewayRef.cluster_domain",
        ),
        rests_on="the checks, before anything is written",
        tests=(
            "unit/checks/test_attachment.py::test_what_the_gateway_lacks_is_refused",
            "unit/checks/test_attachment.py::test_a_reference_that_promises_too_much_is_refused",
        ),
    ),
    Row(
        name="An API uses a hosted provider whose address and key only the LLM gateway has",
        options=("ProviderRef", "ProviderRef.provider", "ProviderRef.name"),
        rests_on="VirtualService.spec.http[].route[].destination, header_mutation and lua on the provider's cluster",
        tests=("e2e/test_llm_gateway.py::test_a_provider_takes_over_by_its_own_model",),
    ),
    Row(
        name="An endpoint picker chooses the replicas of a pool, by queues, KV caches and the prompts that it has sent",
        options=(
            "InferencePool",
            "InferencePool.name",
            "InferencePool.selector",
            "InferencePool.target_ports",
            "InferencePool.model",
            "InferencePool.picker",
            "Picker",
            "Picker.image",
            "Picker.model_server",
            "Picker.queue_weight",
            "Picker.kv_cache_weight",
            "Picker.prefix_weight",
            "Picker.lora_weight",
            "Picker.cpu_request",
            "Picker.memory",
        ),
        rests_on="InferencePool and HTTPRoute of the Gateway API, at a second Gateway; VirtualService.headers.request",
        tests=(
            "e2e/test_inference_pools.py::test_the_picker_chooses_the_replica",
            "e2e/test_inference_pools.py::test_a_replica_with_a_queue_gets_no_request",
            "e2e/test_inference_pools.py::test_an_adapter_keeps_its_replica",
            "e2e/test_inference_pools.py::test_streams_and_other_paths",
            "e2e/test_inference_pools.py::test_models_and_errors_are_those_of_the_gateway",
            "e2e/test_inference_pools.py::test_web_pages_of_other_origins",
            "unit/resources/inference_pools/test_picker.py::test_the_configuration",
            "unit/resources/inference_pools/test_picker.py::test_the_deployment",
        ),
    ),
    Row(
        name="Versions of an inference pool share conversations by weight, each with its picker",
        options=("InferencePool.versions",),
        rests_on="matches of the session's bucket and route[].weight in a VirtualService, with each pool's host",
        tests=(
            "e2e/test_inference_pools.py::test_a_canary_keeps_its_conversations",
            "e2e/test_inference_pools.py::test_requests_without_a_conversation_choose_by_the_weights",
            "unit/checks/test_inference_pools.py::test_weights_that_are_no_percentages",
        ),
    ),
    Row(
        name="An inference pool that exists already is a backend",
        options=(
            "InferencePoolRef",
            "InferencePoolRef.name",
            "InferencePoolRef.model",
            "InferencePoolRef.failure_mode",
        ),
        rests_on="HTTPRoute.spec.rules[].backendRefs",
        tests=("e2e/test_inference_pools.py::test_a_pool_that_exists_already",),
    ),
    Row(
        name="Only listed namespaces have inference pools, and none reaches another's",
        options=("LlmGateway.inference_pools", "LlmGatewayRef.inference_pools"),
        rests_on="Gateway.spec.listeners[].allowedRoutes, AuthorizationPolicy, HTTPRoute.spec.rules[].matches[]",
        tests=(
            "e2e/test_inference_pools.py::test_another_namespace_reaches_no_pool",
            "e2e/test_inference_pools.py::test_a_pool_that_comes_and_goes_changes_no_listener",
            "unit/checks/test_inference_pools.py::test_namespaces_without_pools",
        ),
    ),
    Row(
        name="Streams report their usage, also if the client doesn't request it",
        options=("LlmApiMesh.include_usage",),
        rests_on="VirtualService.spec.http[].headers.request, a Lua filter among the router's upstream filters",
        tests=("e2e/test_llm_gateway.py::test_streams_report_their_usage",),
    ),
    Row(
        name="The longest ejection of a replica",
        options=("Ejection.max_time",),
        rests_on="EnvoyFilter: max_ejection_time, in the file for the platform's team",
        tests=("unit/test_mesh.py::test_what_needs_a_patch_is_in_a_file_for_the_platform_s_team",),
    ),
    Row(
        name="A backend has its own name of a model",
        options=("Pool.model", "ProviderRef.model"),
        rests_on="a Lua filter among the router's upstream filters",
        tests=(
            "e2e/test_llm_gateway.py::test_a_provider_takes_over_by_its_own_model",
            "e2e/test_llm_gateway.py::test_a_retry_has_the_backend_s_name_of_the_model",
            "e2e/test_readme.py::test_openai_serves_what_the_pods_refuse",
            "properties/test_json_rewrite.py::test_only_the_model_of_a_body_changes",
        ),
    ),
    Row(
        name="Only listed namespaces use a provider and its key",
        options=(
            "LlmGateway.providers",
            "GatewayProvider",
            "GatewayProvider.provider",
            "GatewayProvider.namespaces",
            "GatewayProvider.secret",
        ),
        rests_on="a Lua filter on the provider's cluster, by the route's metadata",
        tests=(
            "e2e/test_llm_gateway.py::test_another_namespace_does_not_use_the_provider_and_the_pool",
            "e2e/test_tenancy.py::test_a_copy_to_a_provider",
        ),
    ),
    Row(
        name="No route leads to a loopback address of the gateway's pod or to a cloud's metadata server",
        rests_on="a Lua filter among the router's upstream filters",
        tests=("e2e/test_tenancy.py::test_own_addresses",),
    ),
    Row(
        name="A team uses up no limit of another team's failover",
        rests_on="EnvoyFilter: descriptors of a rate limit, by a header that the gateway writes",
        tests=(
            "e2e/test_tenancy.py::test_the_limit_of_another_failover",
            "unit/resources/llm_gateway/test_listener_filters.py::test_the_limit_is_for_every_backend_but_the_first",
        ),
    ),
    Row(
        name="The API server refuses what a gateway can't: commands in headers, large expressions, addresses of pools",
        options=("LlmGateway.admission_policy", "LlmGateway.pool_users"),
        rests_on="ValidatingAdmissionPolicy and ValidatingAdmissionPolicyBinding",
        tests=(
            "e2e/test_tenancy.py::test_a_command_of_envoy_s",
            "e2e/test_tenancy.py::test_a_large_expression",
            "e2e/test_tenancy.py::test_another_s_pool_by_the_admission_policy",
            "e2e/test_tenancy.py::test_addresses_of_a_team_s_choice",
            "e2e/test_tenancy.py::test_a_host_of_a_provider",
            "e2e/test_tenancy.py::test_an_api_passes_the_admission_policy",
            "e2e/test_tenancy.py::test_two_gateways_of_a_namespace_have_two_policies",
            "e2e/test_admission.py::test_a_large_api_passes_the_admission_policy_of_many_teams",
            "unit/resources/llm_gateway/test_admission.py::test_the_rules_have_the_gateway_s_names",
            "unit/resources/llm_gateway/test_admission.py::test_the_rules_follow_the_users_of_pools",
        ),
    ),
    Row(
        name="A plain API at the pods of an LLM gateway for LLM APIs only is refused",
        rests_on="nothing: the program knows the labels of both",
        tests=("unit/test_claims.py::test_a_plain_api_is_at_no_pods_of_llm_apis_only",),
    ),
    Row(
        name="A host of shared pods that another Gateway has as well: a command shows it, and one program warns",
        rests_on="the checklist",
        tests=(
            "unit/plan/llm_gateway/test_checklist.py::test_shared_pods_need_a_look_at_other_gateways",
            "unit/plan/llm_gateway/test_checklist.py::test_a_host_at_two_gateways_is_a_warning",
            "unit/test_claims.py::test_a_host_of_shared_pods_is_for_one_namespace",
            "e2e/test_gateways.py::test_the_older_gateway_of_shared_pods_has_a_host",
            "e2e/test_gateways.py::test_shared_pods_reject_a_host_of_two_namespaces",
        ),
    ),
    Row(
        name="A gateway with the name of another gateway's object is refused",
        rests_on="nothing: the specification",
        tests=("unit/test_llm_gateway.py::test_no_gateway_has_the_name_of_another_one_s_object",),
    ),
    Row(
        name="A mesh that scopes Gateways to their namespace needs a Gateway beside the pods",
        options=("GatewayRef",),
        rests_on="PILOT_SCOPE_GATEWAY_TO_NAMESPACE, on the checklist",
        tests=("e2e/test_gateways.py::test_a_mesh_that_scopes_gateways_to_their_namespace",),
    ),
    Row(
        name="A gateway works with Istio's settings for scope, visibility and proxies in front",
        rests_on="no object outside of the gateway's namespace, exportTo",
        tests=(
            "e2e/test_llm_gateway_settings.py::test_an_api_is_served",
            "e2e/test_llm_gateway_settings.py::test_a_token_is_fetched_with_filtered_clusters",
            "e2e/test_llm_gateway_edge.py::test_requests_that_the_edge_changes",
        ),
    ),
    Row(
        name="An API that comes, changes any option or goes ends no stream of another API, and none of its own",
        rests_on="no listener in the objects of APIs",
        tests=(
            "e2e/test_streams.py::test_no_change_of_an_api_ends_a_stream",
            "repository/test_changes.py::test_every_option_changes",
            "e2e/test_gateways.py::test_a_change_of_a_gateway_ends_its_own_streams_only",
        ),
    ),
    Row(
        name="Gateway pods that istiod deploys: their time to end, resources, keys, autoscaler, and disruption budget",
        options=(
            "DeployedPods",
            "DeployedPods.longest_generation",
            "DeployedPods.concurrent_generations",
            "DeployedPods.min_replicas",
            "DeployedPods.max_replicas",
            "DeployedPods.target_cpu_utilization_percentage",
            "DeployedPods.target_memory_utilization_percentage",
            "DeployedPods.cpu_request",
            "DeployedPods.cpu_limit",
            "DeployedPods.pod_labels",
        ),
        rests_on="Gateway API Gateway.spec.infrastructure.parametersRef",
        tests=(
            "e2e/test_llm_gateway_deployed.py::test_the_deployment",
            "e2e/test_llm_gateway_deployed.py::test_the_autoscaler_and_the_disruption_budget",
            "e2e/test_llm_gateway_deployed.py::test_the_running_proxy",
            "e2e/test_llm_gateway_deployed.py::test_the_counters",
            "e2e/test_llm_gateway_deployed.py::test_what_the_limit_of_a_failover_refuses_is_counted",
            "e2e/test_llm_gateway_deployed.py::test_the_provider_s_key_comes_from_the_mounted_secret",
            "e2e/test_llm_gateway_deployed.py::test_a_stream_outlasts_its_pod_s_termination",
            "unit/test_llm_gateway.py::test_deployed_pods_have_time_and_memory",
        ),
    ),
    Row(
        name="The Service and the identity of gateway pods that istiod deploys, as a cloud reads them",
        options=(
            "DeployedPods.service_account_annotations",
            "DeployedPods.service_type",
            "DeployedPods.service_annotations",
            "DeployedPods.external_traffic_policy",
            "DeployedPods.load_balancer_class",
            "DeployedPods.load_balancer_source_ranges",
        ),
        rests_on="Gateway API Gateway.spec.infrastructure.parametersRef",
        tests=(
            "e2e/test_llm_gateway_deployed.py::test_the_service_and_the_service_account",
            "e2e/test_llm_gateway_deployed.py::test_the_gateway_s_own_annotations_do_not_replace_pods",
            "unit/test_llm_gateway.py::test_a_service_that_no_node_leads_to",
        ),
    ),
    Row(
        name="Least request compares more replicas, for all APIs of a gateway",
        options=("LlmGateway.choices", "LlmGatewayRef.choices"),
        rests_on="least_request_lb_config of all clusters",
        tests=(
            "unit/test_llm_gateway.py::test_choices_are_for_all_clusters",
            "unit/test_mesh.py::test_only_another_number_of_choices_than_the_gateway_s_is_patched",
        ),
    ),
    Row(
        name="Proxies in front of a gateway, another cluster domain, an older Istio",
        options=(
            "LlmGateway.num_trusted_proxies",
            "LlmGateway.cluster_domain",
            "LlmGateway.istio",
        ),
        rests_on="gatewayTopology, xff_num_trusted_hops",
        tests=(
            "unit/test_llm_gateway.py::test_trusted_proxies",
            "unit/test_llm_gateway.py::test_another_cluster_domain",
            "unit/test_llm_gateway.py::test_an_older_release_refuses_vertex_ai",
        ),
    ),
)

FAULTS = (
    Row(
        name="A picker dies: the pool is served without it, or a failover goes on",
        options=("InferencePool.failure_mode",),
        rests_on="a rule of the HTTPRoute for later attempts; InferencePool.spec.endpointPickerRef.failureMode",
        tests=("e2e/test_inference_pools.py::test_a_dead_picker",),
    ),
    Row(
        name="A picker hangs: the time for the first token ends the wait of streams; the kubelet kills the picker",
        rests_on="VirtualService.spec.http[].retries.perTryTimeout, livenessProbe of the picker's Deployment",
        tests=(
            "e2e/test_inference_pools.py::test_a_picker_that_hangs",
            "e2e/test_inference_pools.py::test_a_picker_that_is_killed_ends_the_wait_for_it",
            "unit/resources/inference_pools/test_picker.py::test_a_picker_that_hangs_is_killed_within_20_seconds",
        ),
    ),
    Row(
        name="An inference pool is full, has no replica or is gone: an error in OpenAI's format, or a failover goes on",
        rests_on="localReplyConfig of the gateway of pools, which answers 503",
        tests=(
            "e2e/test_inference_pools.py::test_a_pool_without_a_replica",
            "e2e/test_inference_pools.py::test_a_full_pool_goes_on_to_the_provider",
            "e2e/test_inference_pools.py::test_a_pool_that_is_gone",
        ),
    ),
    Row(
        name="An HTTPRoute of another team at the gateway changes its listeners; the admission policy refuses it",
        rests_on="ValidatingAdmissionPolicy",
        tests=(
            "e2e/test_inference_pools.py::test_a_route_at_the_llm_gateway_itself",
            "e2e/test_tenancy.py::test_a_route_of_the_gateway_api",
        ),
    ),
    Row(
        name="A field that istiod doesn't read is refused, even in a patch or in the user's own object",
        rests_on="tables by release, read in istiod's source",
        tests=(
            "e2e/test_guard.py::test_an_ignored_field_has_no_effect",
            "e2e/test_guard.py::test_an_ignored_patch_has_no_effect",
            "unit/inspection/test_charts.py::test_a_patch_of_an_api_s_object_is_inspected",
            "unit/inspection/test_objects.py::test_a_field_that_istiod_does_not_read",
        ),
    ),
    Row(
        name="A combination that silently cancels a setting is refused",
        rests_on="rules, read in istiod's source",
        tests=(
            "e2e/test_guard.py::test_a_server_name_alone_verifies_no_name",
            "e2e/test_guard.py::test_with_a_server_name_alone_an_impostor_is_answered",
            "e2e/test_guard.py::test_with_a_hash_a_retry_uses_the_same_replica",
            "e2e/test_guard.py::test_envoy_rejects_a_policy_beside_locality_settings",
            "unit/inspection/test_objects.py::test_a_setting_that_another_one_cancels",
        ),
    ),
    Row(
        name="A route to an inference pool that would lose the picker is refused, and so is a balancer of the pool",
        rests_on="rules, read in istiod's source",
        tests=(
            "e2e/test_inference_pools.py::test_what_loses_the_picker",
            "e2e/test_inference_pools.py::test_a_balancer_of_a_pool_has_no_effect",
            "unit/inspection/rules/test_http_routes.py::test_a_rule_without_the_picker",
            "unit/inspection/rules/test_http_routes.py::test_callers_in_the_mesh",
            "unit/inspection/rules/test_pool_services.py::test_what_the_picker_replaces",
            "unit/inspection/test_charts.py::test_a_patch_that_loses_the_picker_is_refused",
        ),
    ),
    Row(
        name="An object with the kind, namespace and name of an API's object is refused, wherever the app declares it",
        rests_on="metadata.name, metadata.namespace",
        tests=(
            "unit/inspection/rules/test_names.py::test_in_the_api_s_own_chart",
            "unit/inspection/rules/test_names.py::test_in_another_chart",
            "unit/inspection/rules/test_names.py::test_by_a_patch_of_the_name",
        ),
    ),
    Row(
        name="An extension that Istio's proxy build lacks is refused",
        rests_on="the lists of Istio's proxy builds",
        tests=(
            "lab_unit/test_extensions.py::test_a_filter_outside_of_the_build_is_named",
            "unit/inspection/test_charts.py::test_an_object_in_the_api_s_chart_is_inspected",
        ),
    ),
    Row(
        name="A canary's routes and its patch may arrive in any order, at the beginning and at the end",
        rests_on="route names; istiod's matching of patches",
        tests=("e2e/test_rollout.py::test_any_order_of_applying_works",),
    ),
    Row(
        name="No request fails if a replica is killed between requests",
        rests_on="http[].retries",
        tests=("e2e/test_replica_faults.py::test_a_replica_killed_between_requests_loses_no_request",),
    ),
    Row(
        name="Only its own streams break if a replica is killed",
        rests_on="http[].retries, never after an answer has begun",
        tests=("e2e/test_replica_faults.py::test_a_replica_killed_in_mid_stream_breaks_only_its_own_streams",),
    ),
    Row(
        name="Only its own requests fail if a replica breaks off before its answer",
        rests_on="http[].retries, not for a request that may have been received",
        tests=("e2e/test_replica_faults.py::test_a_replica_that_breaks_connections_fails_its_share",),
    ),
    Row(
        name="Only its own requests fail if a replica answers garbage",
        rests_on="Envoy's codec",
        tests=("e2e/test_replica_faults.py::test_a_replica_that_answers_garbage_fails_its_share",),
    ),
    Row(
        name="Only its own requests wait if a replica hangs, unless each attempt has a limit",
        rests_on="http[].retries, by a patch",
        tests=(
            "e2e/test_replica_faults.py::test_a_replica_that_hangs_delays_its_share",
            "e2e/test_replica_faults.py::test_a_try_timeout_moves_requests_from_a_hanging_replica",
        ),
    ),
    Row(
        name="A full replica states when clients may try again",
        rests_on="429 with Retry-After, passed on",
        tests=("e2e/test_replica_faults.py::test_a_full_replica_answers_with_retry_after",),
    ),
    Row(
        name="A pod that isn't ready gets no request",
        rests_on="EndpointSlice",
        tests=("e2e/test_scenario.py::test_a_pod_that_is_not_ready_gets_no_request",),
    ),
    Row(
        name="A provider's key is missing: an error in the OpenAI format, and no request to the provider",
        rests_on="lua on the provider's cluster",
        tests=(
            "e2e/test_providers.py::test_a_missing_key_is_an_error_of_the_gateway",
            "e2e/test_providers.py::test_a_key_in_a_file_rotates",
            "e2e/test_providers.py::test_vertex_ai_gets_a_token_of_the_gateway",
        ),
    ),
    Row(
        name="A key's line break at its end is removed; within a key it is an error in the OpenAI format",
        rests_on="lua on the provider's cluster",
        tests=(
            "unit/test_llm_gateway.py::test_a_key_has_no_line_break",
            "e2e/test_providers.py::test_a_line_break_at_the_end_of_a_key_is_removed",
            "e2e/test_providers.py::test_a_line_break_within_a_key_is_an_error_of_the_gateway",
        ),
    ),
    Row(
        name="A provider's path and its name of the model are the same at each attempt",
        rests_on="lua on the provider's cluster",
        tests=("e2e/test_providers.py::test_the_path_is_the_same_at_each_attempt",),
    ),
    Row(
        name="A provider's name that doesn't resolve is looked up again every few seconds",
        rests_on="EnvoyFilter: dns_failure_refresh_rate",
        tests=("e2e/test_providers.py::test_a_name_that_does_not_resolve_is_looked_up_again_soon",),
    ),
    Row(
        name="A key's file isn't mounted: 503 only for that provider",
        rests_on="Envoy refuses single clusters",
        tests=("e2e/test_providers.py::test_a_missing_file_affects_only_its_provider",),
    ),
    Row(
        name="A server without the provider's certificate gets no request, even after patches",
        rests_on="tls.sni, tls.subjectAltNames, tls.caCertificates; the inspection",
        tests=(
            "e2e/test_providers.py::test_a_wrong_certificate_is_refused",
            "unit/inspection/test_charts.py::test_a_provider_s_certificate_is_always_verified",
            "unit/inspection/test_charts.py::test_nothing_replaces_the_tls_to_a_provider",
            "e2e/test_providers.py::test_without_names_no_name_would_be_verified",
        ),
    ),
    Row(
        name="Without its EnvoyFilters, a provider still gets its own key, and not the caller's",
        rests_on="http[].headers.request",
        tests=("e2e/test_providers.py::test_without_envoy_filters_credentials_are_not_forwarded",),
    ),
    Row(
        name="Without the gateway's EnvoyFilters, the plain route serves an API where that is safe, and trusts nobody",
        rests_on="the VirtualService, AuthorizationPolicy",
        tests=(
            "e2e/test_without_patches.py::test_a_request_is_served",
            "e2e/test_without_patches.py::test_a_request_is_refused_if_no_plain_route_is_safe",
            "e2e/test_without_patches.py::test_a_provider_gets_no_key",
            "e2e/test_without_patches.py::test_one_filter_is_missing",
        ),
    ),
    Row(
        name="Without istiod, requests are served, even if a replica dies",
        rests_on="what the proxies hold",
        tests=(
            "e2e/test_control_plane_faults.py::test_requests_are_served_without_istiod",
            "e2e/test_control_plane_faults.py::test_a_replica_may_die_without_istiod",
            "e2e/test_control_plane_faults.py::test_changes_arrive_after_a_restart",
        ),
    ),
    Row(
        name="Without the API server, requests are served",
        rests_on="what istiod and the proxies hold",
        tests=("e2e/test_control_plane_faults.py::test_requests_are_served_without_the_api_server",),
    ),
    Row(
        name="If Envoy refuses a configuration, the old one stays in force",
        rests_on="xDS",
        tests=("e2e/test_bad_configuration.py::test_a_rejected_configuration_leaves_the_old_one_in_force",),
    ),
    Row(
        name="An issuer's keys can't be fetched: at the start nobody gets in, later the known keys stay",
        rests_on="RequestAuthentication.spec.jwtRules[].jwksUri; istiod",
        tests=(
            "e2e/test_failing_parts.py::test_without_keys_at_its_start_istiod_lets_nobody_in",
            "e2e/test_failing_parts.py::test_keys_that_cannot_be_fetched_again_stay",
            "e2e/test_failing_parts.py::test_a_new_key_is_known_after_the_next_fetch",
            "e2e/test_failing_parts.py::test_an_answer_without_keys_is_rejected",
        ),
    ),
    Row(
        name="Without istiod, tokens are verified; a pod that starts serves nobody; an expired identity reaches no pod",
        rests_on="what the proxies hold; mutual TLS",
        tests=(
            "e2e/test_failing_parts.py::test_tokens_are_verified_without_istiod",
            "e2e/test_failing_parts.py::test_a_pod_that_starts_without_istiod_serves_nobody",
            "e2e/test_failing_parts.py::test_an_expired_identity_makes_no_connection",
        ),
    ),
    Row(
        name="A certificate has expired: the gateway's own is served, those of clients and of their authorities aren't",
        rests_on="servers[].tls",
        tests=(
            "e2e/test_client_certificates.py::test_an_expired_certificate_of_the_gateway_is_served",
            "e2e/test_client_certificates.py::test_an_expired_authority_lets_none_of_its_clients_in",
            "e2e/test_client_certificates.py::test_an_expired_list_has_its_own_alert",
            "e2e/test_client_certificates.py::test_a_hostile_client_gets_no_answer",
        ),
    ),
    Row(
        name="A Secret is missing or deleted: nobody gets in whom it would have kept out",
        rests_on="servers[].tls.credentialName and caCertCredentialName",
        tests=(
            "e2e/test_client_certificates.py::test_a_missing_secret_lets_nobody_in",
            "e2e/test_client_certificates.py::test_a_deleted_secret_changes_nothing",
        ),
    ),
    Row(
        name="One of the objects that require tokens is missing: the others still do",
        rests_on="RequestAuthentication, AuthorizationPolicy, EnvoyFilter: rbac",
        tests=(
            "e2e/test_callers.py::test_without_the_rules_for_tokens_nobody_gets_in",
            "e2e/test_callers.py::test_without_the_policy_for_tokens_a_filter_requires_them",
            "e2e/test_callers.py::test_without_the_policy_for_headers_most_are_replaced",
            "e2e/test_callers.py::test_without_the_gateway_s_filters_nobody_gets_in",
            "e2e/test_callers.py::test_without_all_of_these_objects_everybody_gets_in",
        ),
    ),
    Row(
        name="A request that arrives slowly gets 408, and two in one are two",
        rests_on="EnvoyFilter: request_headers_timeout, request_timeout; Envoy",
        tests=(
            "e2e/test_callers.py::test_a_request_that_arrives_slowly_is_ended",
            "e2e/test_callers.py::test_a_request_within_another_one",
        ),
    ),
    Row(
        name="A text of a specification is refused, or is the same text in the YAML: never YAML, Lua, CEL or a command",
        rests_on="rules of the specification",
        tests=(
            "properties/test_written_texts.py::test_a_text_is_refused_or_stays_a_text",
            "unit/reading/test_misread.py::test_it_is_refused_in_every_field",
            "unit/reading/test_keys.py::test_a_key_in_any_field_is_refused_and_not_shown",
            "unit/test_errors.py::test_a_name_breaks_no_line",
        ),
    ),
)


def page() -> str:
    """Return the text of the page."""
    return "\n".join(
        [
            "# Features and faults",
            "",
            "The features of an API and the faults that it handles, the resource and field behind each, and the tests",
            "that prove it. Those under `tests/e2e` run on [the lab](lab.md). `make features` writes this page.",
            "",
            *_table("Features", FEATURES),
            *_table("Faults", FAULTS),
        ]
    )


def _table(title: str, rows: tuple[Row, ...]) -> list[str]:
    lines = [f"## {title}", "", "| feature | options | resource and field | tests |", "|---|---|---|---|"]
    for row in rows:
        options = ", ".join(f"`{option}`" for option in row.options)
        tests = "<br>".join(f"`{test}`" for test in row.tests)
        lines.append(f"| {row.name} | {options} | {row.rests_on} | {tests} |")
    return [*lines, ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
