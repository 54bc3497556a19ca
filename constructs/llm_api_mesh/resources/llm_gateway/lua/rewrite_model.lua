-- The filter on the way to a backend. It needs json_rewrite.lua, and INTERNAL: the headers that no backend gets.

local function refuse(handle, why)
  handle:respond(
    { [":status"] = "400", ["content-type"] = "application/json" },
    '{"error": {"message": "The request body is '
      .. why
      .. '.", "type": "invalid_request_error", "param": "model", "code": null}}'
  )
end

function envoy_on_request(handle)
  local headers = handle:headers()
  for _, name in ipairs(INTERNAL) do headers:remove(name) end
  -- All attempts of a request share its headers, but each has the client's body. What this attempt removes from the
  -- headers, the next one finds in the metadata of the stream.
  local metadata = handle:streamInfo():dynamicMetadata()
  local known = metadata:get("llm-gateway.rewrite") or {}
  local model = headers:get(UPSTREAM_MODEL) or known["model"]
  local wanted = headers:get(INCLUDE_USAGE) or known["usage"]
  -- Chat and text completions. A provider has its own path before these words.
  local usage = wanted == "true" and find((headers:get(":path") or ""):match("^[^?]*"), "/completions$")
  if model then metadata:set("llm-gateway.rewrite", "model", model) end
  if wanted then metadata:set("llm-gateway.rewrite", "usage", wanted) end
  headers:remove(UPSTREAM_MODEL)
  headers:remove(INCLUDE_USAGE)
  if not model and not usage then return end
  if not is_json(headers) then return end
  -- After this call `headers` can't be used any more: Envoy may have waited for the body.
  local body = handle:body()
  if not body or body:length() == 0 then return end
  local text, why = rewrite(body:getBytes(0, body:length()), model, usage)
  if not text then
    if model then return refuse(handle, why) end
    return
  end
  -- Envoy sets content-length.
  body:setBytes(text)
end
