-- A hash of 64 bits over texts, as two numbers. It needs json_scan.lua.

local bit = require("bit")
local bxor, rol, tobit, tohex = bit.bxor, bit.rol, bit.tobit, bit.tohex

-- Returns the state after one number more. It can be undone, so texts of one length that differ in one number differ.
local function mixed(a, b, number)
  a = tobit(rol(bxor(a, number), 13) + b)
  return a, bxor(rol(b, 17), a)
end

-- Returns the state after the bytes from `first` to `last`, four at a time, and their number.
local function fed(a, b, text, first, last)
  local size = last - first + 1
  local numbers = cast("const int32_t*", bytes_of(text) + (first - 1))
  local whole = math.floor(size / 4)
  for index = 0, whole - 1 do
    a = tobit(rol(bxor(a, numbers[index]), 13) + b)
    b = bxor(rol(b, 17), a)
  end
  for at = first + 4 * whole, last do a, b = mixed(a, b, byte(text, at)) end
  return mixed(a, b, size)
end

-- Returns the hash: both numbers of the state at the end, after which each bit depends on all of the state.
local function finished(a, b)
  for round = 1, 12 do a, b = mixed(a, b, round) end
  return { a, b }
end

local START_A, START_B = 0x6c6c6d2d, 0x6b657973

-- Returns the state after the kind of a key, so that keys of two kinds differ, and the model.
local function started(kind, model)
  local a, b = mixed(START_A, START_B, kind)
  return fed(a, b, model, 1, #model)
end
