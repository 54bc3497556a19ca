-- Refuses a request, unless the header FROM begins with one of USERS. It needs forbidden.lua.

checks[#checks + 1] = function(headers)
  return not begins(headers:get(FROM) or "", USERS)
end
