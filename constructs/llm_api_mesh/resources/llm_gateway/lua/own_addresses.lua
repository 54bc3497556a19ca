-- Refuses a request to an address in the header TO that begins with one of OWN. It needs forbidden.lua.

function envoy_on_request(handle)
  local address = handle:headers():get(TO)
  if not address or begins(address, OWN) then forbid(handle) end
end
