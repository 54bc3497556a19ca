-- Writes three digits, made from the key of the request's session, into the header BUCKET. It needs KEYS: the headers
-- that may have the key, in their order.

local bit = require("bit")

function envoy_on_request(handle)
  local headers = handle:headers()
  headers:remove(BUCKET)
  for _, name in ipairs(KEYS) do
    local key = headers:get(name)
    if key and key ~= "" then
      -- FNV-1a of 32 bits. The product is computed in two halves, as a number of Lua holds 53 bits.
      local hash = 2166136261
      for index = 1, #key do
        hash = bit.bxor(hash, key:byte(index))
        local low = bit.band(hash, 0xffff) * 16777619
        local high = bit.lshift(bit.band(bit.rshift(hash, 16) * 16777619, 0xffff), 16)
        hash = bit.tobit(low + high)
      end
      hash = bit.bxor(hash, bit.rshift(hash, 13))
      headers:add(BUCKET, string.format("%03d", bit.band(bit.rshift(hash, 3), 0x7fffffff) % 1000))
      return
    end
  end
end
