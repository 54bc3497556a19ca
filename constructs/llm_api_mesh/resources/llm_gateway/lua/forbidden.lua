-- Refuses a request, with an error in the format of the OpenAI API.

local function forbid(handle)
  handle:respond(
    { [":status"] = "403", ["content-type"] = "application/json" },
    '{"error": {"message": "The request isn\'t allowed.", "type": "permission_error", "param": null, '
      .. '"code": "forbidden"}}'
  )
end

local function begins(text, prefixes)
  for _, prefix in ipairs(prefixes) do
    if text:sub(1, #prefix) == prefix then return true end
  end
  return false
end
