-- Puts what the authorizer knows of a key's holder in the place of a token's claims, where the conditions of routes
-- look for them. It needs AUTHORIZED, HOLDER, VERIFIED and CLAIMS.

function envoy_on_request(handle)
  local metadata = handle:streamInfo():dynamicMetadata()
  local holder = (metadata:get(AUTHORIZED) or {})[HOLDER]
  if holder then
    metadata:set(VERIFIED, CLAIMS, holder)
    handle:clearRouteCache()
  end
end
