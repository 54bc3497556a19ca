-- Refuses a body that names its model more than once, in any case: the gateway decides by the last one, and a backend
-- could read another one. It needs json_scan.lua.

local ANSWER = '{"error": {"message": "The request body names its model more than once.", '
  .. '"type": "invalid_request_error", "param": "model", "code": null}}'

local function names_of_models(text)
  local count = 0
  local start = start_of(text)
  if byte(text, start) ~= OPEN then return count end
  local here = first_in(text, start, CLOSE)
  while here do
    local key, at = member_at(text, here)
    local last = key and value_end(text, at)
    if not last then return count end
    if key:lower() == "model" then count = count + 1 end
    here = next_in(text, last, CLOSE)
  end
  return count
end

function envoy_on_request(handle)
  if not is_json(handle:headers()) then return end
  local body = handle:body()
  local length = body and body:length() or 0
  if length > 0 and names_of_models(body:getBytes(0, length)) > 1 then
    handle:respond({ [":status"] = "400", ["content-type"] = "application/json" }, ANSWER)
  end
end
