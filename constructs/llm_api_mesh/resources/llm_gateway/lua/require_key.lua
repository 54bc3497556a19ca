-- Refuses a request without a key, or with a key that can't be one. It needs HEADER, EMPTY: the header's values without
-- a key, and PROVIDER.

local function refuse(handle, body)
  handle:respond({ [":status"] = "500", ["content-type"] = "application/json" }, body)
end

function envoy_on_request(handle)
  local headers = handle:headers()
  local written = headers:get(HEADER) or ""
  -- `echo key | base64` puts a line break at the end.
  local key = written:gsub("%s+$", "")
  local missing = key == ""
  for _, value in ipairs(EMPTY) do missing = missing or key == value end
  if missing then
    refuse(
      handle,
      '{"error": {"message": "The gateway has no key for '
        .. PROVIDER
        .. '.", "type": "server_error", "param": null, "code": "provider_key_missing"}}'
    )
  elseif key:find("%c") then
    refuse(
      handle,
      '{"error": {"message": "The gateway\'s key for '
        .. PROVIDER
        .. ' has a control character.", "type": "server_error", "param": null, "code": "provider_key_invalid"}}'
    )
  elseif key ~= written then
    headers:replace(HEADER, key)
  end
end
