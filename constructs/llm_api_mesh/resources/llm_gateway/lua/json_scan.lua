-- Walks JSON texts: it finds where values begin and end, decodes nothing and needs no stack.

local cast = require("ffi").cast
local byte, find, sub = string.byte, string.find, string.sub
local QUOTE, BACKSLASH, COMMA, COLON = 34, 92, 44, 58
local OPEN, CLOSE, OPEN_LIST, CLOSE_LIST = 123, 125, 91, 93

-- Returns the position after JSON's white space. Lua's %s contains more characters.
local function skip_space(text, at)
  local c = byte(text, at)
  while c == 32 or c == 10 or c == 13 or c == 9 do
    at = at + 1
    c = byte(text, at)
  end
  return at
end

-- Of a string, how many bytes are compared one by one before the next quote is searched for. Both ways are fast: the
-- first for keys, short values and texts full of escaped quotes, the second for long texts.
local NEAR = 32

local function bytes_of(text) return cast("const uint8_t*", text) end

-- Returns the closing quote of the string whose opening quote is at `at`.
local function string_end(text, at)
  local bytes, size, here = bytes_of(text), #text, at
  while true do
    local far = math.min(here + NEAR, size)
    while here < far do
      local c = bytes[here]
      if c == QUOTE then return here + 1 end
      here = here + (c == BACKSLASH and 2 or 1)
    end
    local quote = find(text, '"', here + 1, true)
    if not quote then return nil end
    -- An odd number of backslashes escapes the quote.
    local before = quote - 1
    while byte(text, before) == BACKSLASH do before = before - 1 end
    if (quote - before) % 2 == 1 then return quote end
    here = quote
  end
end

-- Returns the last byte of the object or list that `here` is in, outside of its members.
local function rest_end(text, here)
  local bytes, size, depth = bytes_of(text), #text, 1
  here = here - 1
  while here < size do
    local c = bytes[here]
    here = here + 1
    if c == QUOTE then
      here = string_end(text, here)
      if not here then return nil end
    elseif c == OPEN or c == OPEN_LIST then
      depth = depth + 1
    elseif c == CLOSE or c == CLOSE_LIST then
      depth = depth - 1
      if depth == 0 then return here end
    end
  end
  return nil
end

-- Returns the last byte of the value that begins at `at`.
local function value_end(text, at)
  local c = byte(text, at)
  if c == QUOTE then return string_end(text, at) end
  if c == OPEN or c == OPEN_LIST then return rest_end(text, at + 1) end
  local _, last = find(text, "^[%w%.%+%-]+", at)
  return last
end

-- Returns a key without its escapes, as parsers compare it: "mod\u0065l" is "model".
local function key_of(text, first, last)
  local key = sub(text, first + 1, last - 1)
  if not find(key, "\\", 1, true) then return key end
  key = key:gsub("\\u00([0-7]%x)", function(hex) return string.char(tonumber(hex, 16)) end)
  return key
end

-- Calls member(key, first byte of the value) for each member of the object at `at`. It returns the value's last byte, or
-- nil to stop. Returns where the object ends and whether it is empty, or nil if it isn't a whole object.
local function each_member(text, at, member)
  if byte(text, at) ~= OPEN then return nil end
  local here = skip_space(text, at + 1)
  if byte(text, here) == CLOSE then return here, true end
  while true do
    if byte(text, here) ~= QUOTE then return nil end
    local key_end = string_end(text, here)
    if not key_end then return nil end
    local first = skip_space(text, key_end + 1)
    if byte(text, first) ~= COLON then return nil end
    local last = member(key_of(text, here, key_end), skip_space(text, first + 1))
    if not last then return nil end
    here = skip_space(text, last + 1)
    local c = byte(text, here)
    if c == CLOSE then return here, false end
    if c ~= COMMA then return nil end
    here = skip_space(text, here + 1)
  end
end
