-- Refuses a request without a key. It needs HEADER, EMPTY: the header's values without a key, and PROVIDER.

function envoy_on_request(handle)
  local key = handle:headers():get(HEADER)
  local missing = key == nil
  for _, value in ipairs(EMPTY) do missing = missing or key == value end
  if missing then
    handle:respond(
      { [":status"] = "500", ["content-type"] = "application/json" },
      '{"error": {"message": "The gateway has no key for '
        .. PROVIDER
        .. '.", "type": "server_error", "param": null, "code": "provider_key_missing"}}'
    )
  end
end
