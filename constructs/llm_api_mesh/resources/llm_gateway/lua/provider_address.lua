-- Sends a request to the provider's own host and path. It needs ADDRESS, and BASE: what replaces `/v1` in the path.

function envoy_on_request(handle)
  local headers = handle:headers()
  headers:replace(":authority", ADDRESS)
  -- All attempts of a request share its headers. What the first attempt has written, the next one must not change again.
  local metadata = handle:streamInfo():dynamicMetadata()
  local known = metadata:get("llm-gateway.address")
  local path = known and known["path"]
  if not path then
    path = headers:get(":path")
    if path:sub(1, 4) == "/v1/" then path = BASE .. path:sub(4) end
    metadata:set("llm-gateway.address", "path", path)
  end
  headers:replace(":path", path)
end
