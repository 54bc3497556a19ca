-- Moves the access token of the gateway's Google identity from the header TOKEN into `authorization`.

function envoy_on_request(handle)
  local headers = handle:headers()
  -- A second attempt no longer has the header: see rewrite_model.lua.
  local metadata = handle:streamInfo():dynamicMetadata()
  local known = metadata:get("llm-gateway.google") or {}
  local token = headers:get(TOKEN) or known["token"]
  headers:remove(TOKEN)
  if token then
    metadata:set("llm-gateway.google", "token", token)
    headers:replace("authorization", "Bearer " .. token)
  end
end
