-- Refuses a request, unless the header FROM begins with one of USERS. It needs forbidden.lua.

function envoy_on_request(handle)
  if not begins(handle:headers():get(FROM) or "", USERS) then forbid(handle) end
end
