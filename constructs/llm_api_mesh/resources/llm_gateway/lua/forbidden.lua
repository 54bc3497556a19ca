-- Refuses a request that one of the checks refuses, with an error in the format of the OpenAI API. The scripts that
-- follow add the checks, which get the request's headers.

local checks = {}

local function begins(text, prefixes)
  for _, prefix in ipairs(prefixes) do
    if text:sub(1, #prefix) == prefix then return true end
  end
  return false
end

function envoy_on_request(handle)
  local headers = handle:headers()
  for _, refuses in ipairs(checks) do
    if refuses(headers) then
      return handle:respond(
        { [":status"] = "403", ["content-type"] = "application/json" },
        '{"error": {"message": "The request isn\'t allowed.", "type": "permission_error", "param": null, '
          .. '"code": "forbidden"}}'
      )
    end
  end
end
