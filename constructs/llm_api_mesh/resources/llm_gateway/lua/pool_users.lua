-- Refuses a request to a Service, unless the route's VirtualService is of the Service's namespace, of the namespace HOME,
-- or of one that USERS lists for the Service's namespace. It needs forbidden.lua. CLUSTER is the header with the name of
-- the cluster, and FROM the header with that of the VirtualService, in which a namespace is between BEFORE and AFTER.
-- OTHERS is used for the namespaces that USERS doesn't have, and for hosts that aren't those of Services; nil: they are
-- for everyone.

checks[#checks + 1] = function(headers)
  local cluster = headers:get(CLUSTER)
  if not cluster then return true end
  -- outbound|<port>|<subset>|<name>.<namespace>.svc.<domain>
  local pool = cluster:match("[^|]*$"):match("%.([^.]+)%.svc%.")
  local users = pool and USERS[pool] or OTHERS
  if not users then return false end
  local allowed = { BEFORE .. HOME .. AFTER, pool and BEFORE .. pool .. AFTER }
  for _, user in ipairs(users) do allowed[#allowed + 1] = BEFORE .. user .. AFTER end
  return not begins(headers:get(FROM) or "", allowed)
end
