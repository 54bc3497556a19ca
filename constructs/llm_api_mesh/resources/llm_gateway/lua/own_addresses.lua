-- Refuses a request to an address in the header TO that begins with one of OWN. It needs forbidden.lua.

checks[#checks + 1] = function(headers)
  local address = headers:get(TO)
  return not address or begins(address, OWN)
end
