-- Walks JSON texts: it finds where values begin and end, decodes nothing and needs no stack.

local bit = require("bit")
local band, bor, bxor, bnot, lshift, rshift = bit.band, bit.bor, bit.bxor, bit.bnot, bit.lshift, bit.rshift
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

-- Returns where a text's value begins, after a byte order mark.
local function start_of(text) return skip_space(text, sub(text, 1, 3) == "\239\187\191" and 4 or 1) end

-- Whether a request's body is JSON by its content type.
local function is_json(headers)
  local kind = (headers:get("content-type") or ""):lower()
  return find(kind, "^application/json%s*$") or find(kind, "^application/json%s*;")
end

local function bytes_of(text) return cast("const uint8_t*", text) end

-- Eight bytes are read as one number, a word, with a byte in each of its eight lanes. A mask has a 1 in some lanes and
-- a 0 in the others. A product with ONES has in each lane the sum of this lane and of all lanes before it.
local ONES, ODD_LANES = 0x0101010101010101LL, 0x0100010001000100LL
local LOW_BITS, TOP_BITS, CASE_BITS = 0x7f * ONES, 0x80 * ONES, 0x20 * ONES
local QUOTES, BACKSLASHES, OPENS, CLOSES = QUOTE * ONES, BACKSLASH * ONES, OPEN * ONES, CLOSE * ONES

-- Returns the mask of the bytes of a word that are one character. `low` is the word without its top bits.
local function mask_of(word, low, character)
  -- The sum sets the top bit of all lanes in which the low bits differ.
  return band(rshift(bnot(bor(bxor(low, character) + LOW_BITS, word)), 7), ONES)
end

-- How often, in bytes, the next quote is searched for. The search is fastest for long strings, and words for all else.
local PROBE = 128
-- The levels in a lane are counted from no more than this, so that they fit into the lane.
local MOST_LEVELS = 200

-- Whether words are read. Without LuaJIT's compiler, single bytes are faster.
local has_words = true

-- Returns the position after `here`, which is 0 at the beginning of the text, at which the level of brackets and quotes
-- falls to 0. It is `level` before. This takes a word at a time and has few branches, because processors guess wrongly
-- what comes next in JSON.
local function level_end(text, here, level)
  local bytes, size = bytes_of(text), #text
  -- Whether the next byte is in a string, and whether it is escaped.
  local inside, escaped = 0, 0
  local probe = here + PROBE
  while has_words and here + 8 <= size do
    local word = cast("const int64_t*", bytes + here)[0]
    local low = band(word, LOW_BITS)
    -- Of several backslashes, each second one is escaped: the subtraction carries through them, to the end of those
    -- that begin in an even lane, and the byte after an odd number is escaped.
    local slashes = mask_of(word, low, BACKSLASHES)
    local starts = band(slashes, bnot(escaped + 0LL))
    local codes = band(bxor(bor(lshift(starts, 8), ODD_LANES) - starts, ODD_LANES), ONES)
    local quotes = band(mask_of(word, low, QUOTES), bnot(bxor(codes, bor(slashes, escaped + 0LL))))
    -- After an odd number of quotes, a byte is in a string.
    local strings = band((quotes + inside) * ONES, ONES)
    -- A bracket of a list differs from that of an object in one bit, and no other characters differ from them in it.
    local outside, lower = bnot(strings), bor(low, CASE_BITS)
    local opens, closes = mask_of(word, lower, OPENS), mask_of(word, lower, CLOSES)
    local base = level
    if base > MOST_LEVELS then base = MOST_LEVELS end
    local levels = (band(opens, outside) - band(closes, outside) + base) * ONES + strings
    -- Is any lane 0?
    if band(levels - ONES, bnot(levels), TOP_BITS) ~= 0 then break end
    inside = tonumber(rshift(strings, 56))
    level = level - base + tonumber(rshift(levels, 56)) - inside
    escaped = tonumber(rshift(band(codes, slashes), 56))
    here = here + 8
    if here >= probe then
      if inside == 1 and escaped == 0 and quotes == 0 then
        local quote = find(text, '"', here + 1, true)
        if not quote then return nil end
        local before = quote - 1
        while before > here and byte(text, before) == BACKSLASH do before = before - 1 end
        here = before
      end
      probe = here + PROBE
    end
  end
  -- The last word, or all of the text, byte by byte.
  while here < size do
    local c = bytes[here]
    here = here + 1
    if escaped == 1 then
      escaped = 0
    elseif c == QUOTE then
      inside = 1 - inside
    elseif inside == 1 then
      if c == BACKSLASH then escaped = 1 end
    elseif c == OPEN or c == OPEN_LIST then
      level = level + 1
    elseif c == CLOSE or c == CLOSE_LIST then
      level = level - 1
    end
    if level + inside == 0 then return here end
  end
  return nil
end

-- LuaJIT may give up a loop for ever, such as one that first meets only short texts, and then words take 400 times as
-- long. So this long text lets it compile the loop at once, and the first trace tells whether it can.
level_end(string.rep("[{}]", 1000), 0, 1)
local knows, util = pcall(require, "jit.util")
has_words = knows and util.traceinfo(1) ~= nil

-- Returns the last byte of the object or list that `here` is in, outside of its members.
local function rest_end(text, here) return level_end(text, here - 1, 1) end

-- Returns the last byte of the value that begins at `at`.
local function value_end(text, at)
  local c = byte(text, at)
  if c == QUOTE or c == OPEN or c == OPEN_LIST then return level_end(text, at - 1, 0) end
  local _, last = find(text, "^[%w%.%+%-]+", at)
  return last
end

-- The characters of ASCII by their escapes, whose last digit may be a capital. A call for each escape would be slow.
local ESCAPED = {}
for code = 0, 127 do
  local character = string.char(code)
  ESCAPED[string.format("\\u%04x", code)] = character
  ESCAPED[string.format("\\u%04X", code)] = character
end

-- No key that is looked for is longer than this, even if all of its 16 characters are escaped.
local LONGEST_KEY = 96

-- Returns a key without its escapes, as parsers compare it: "mod\u0065l" is "model"; and whether it had any.
local function key_of(text, first, last)
  local key = sub(text, first + 1, last - 1)
  if #key > LONGEST_KEY or not find(key, "\\", 1, true) then return key, false end
  key = key:gsub("\\u00[0-7]%x", ESCAPED)
  return key, true
end

-- Returns where the first member or element begins of the object or list at `at`. If it is empty, returns nil and its
-- last byte, which is the character `close`.
local function first_in(text, at, close)
  local here = skip_space(text, at + 1)
  if byte(text, here) == close then return nil, here end
  return here
end

-- Returns where the member or element begins after the one that ends at `last`. Without another one, returns nil and the
-- last byte of the object or list; or nil alone, if it isn't whole.
local function next_in(text, last, close)
  local here = skip_space(text, last + 1)
  local c = byte(text, here)
  if c == COMMA then return skip_space(text, here + 1) end
  if c == close then return nil, here end
  return nil
end

-- Returns the key of the member at `here`, the first byte of its value, and whether the key had escapes; or nil, if it
-- isn't a member.
local function member_at(text, here)
  if byte(text, here) ~= QUOTE then return nil end
  local key_end = value_end(text, here)
  if not key_end then return nil end
  local colon = skip_space(text, key_end + 1)
  if byte(text, colon) ~= COLON then return nil end
  local key, is_escaped = key_of(text, here, key_end)
  return key, skip_space(text, colon + 1), is_escaped
end
