-- Rewrites the JSON body of a request: the value of each top-level "model", and "stream_options.include_usage" of a
-- stream. Every other byte stays as it is. The scanner reads the text once, decodes nothing and needs no stack.
-- A body that isn't one JSON object isn't rewritten: rewrite() returns nil and the reason.

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

-- Returns the closing quote of the string whose opening quote is at `at`. It goes from quote to quote and counts the
-- backslashes before each: an odd number escapes the quote.
local function string_end(text, at)
  local from = at + 1
  while true do
    local quote = find(text, '"', from, true)
    if not quote then return nil end
    local before = quote - 1
    while byte(text, before) == BACKSLASH do before = before - 1 end
    if (quote - before) % 2 == 1 then return quote end
    from = quote + 1
  end
end

-- Returns the last byte of the value that begins at `at`.
local function value_end(text, at)
  local c = byte(text, at)
  if c == QUOTE then return string_end(text, at) end
  if c == OPEN or c == OPEN_LIST then
    local depth, here = 1, at + 1
    while true do
      c = byte(text, here)
      if c == QUOTE then
        here = string_end(text, here)
        if not here then return nil end
      elseif c == OPEN or c == OPEN_LIST then
        depth = depth + 1
      elseif c == CLOSE or c == CLOSE_LIST then
        depth = depth - 1
        if depth == 0 then return here end
      elseif not c then
        return nil
      end
      here = here + 1
    end
  end
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

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\" }
local function json_string(value)
  return '"' .. value:gsub('[%c"\\]', function(c) return ESCAPES[c] or string.format("\\u%04x", byte(c)) end) .. '"'
end

-- Calls member(key, first byte of the value, last byte of the value) for each member of the object at `at`. Returns
-- where the object ends and whether it is empty, or nil if it isn't a whole object.
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
    first = skip_space(text, first + 1)
    local last = value_end(text, first)
    if not last then return nil end
    member(key_of(text, here, key_end), first, last)
    here = skip_space(text, last + 1)
    local c = byte(text, here)
    if c == CLOSE then return here, false end
    if c ~= COMMA then return nil end
    here = skip_space(text, here + 1)
  end
end

-- Rewrites `text`. `model` is the backend's name of the model, or nil; `usage` tells whether streams report their usage.
-- Returns the new body, which is the same text if there is nothing to change, or nil and why it can't be read.
local function rewrite(text, model, usage)
  local start = skip_space(text, sub(text, 1, 3) == "\239\187\191" and 4 or 1)
  local edits, seen, streams, options = {}, false, false, nil
  local function edit(first, last, new)
    if sub(text, first, last) ~= new then edits[#edits + 1] = { first, last, new } end
  end
  local strings = true
  local finish, empty = each_member(text, start, function(key, first, last)
    if model and key == "model" then
      seen = true
      if byte(text, first) == QUOTE then edit(first, last, json_string(model)) else strings = false end
    elseif usage and key == "stream" then
      streams = sub(text, first, last) == "true"
    elseif usage and key == "stream_options" then
      options = { first, last }
    end
  end)
  if not finish then return nil, "not a JSON object" end
  if skip_space(text, finish + 1) <= #text then return nil, "more than one JSON object" end
  if not strings then return nil, "without a model that is a string" end
  if model and not seen then
    edit(start + 1, start, '"model":' .. json_string(model) .. (empty and "" or ","))
    empty = false
  end
  if usage and streams then
    if not options then
      edit(finish, finish - 1, ',"stream_options":{"include_usage":true}')
    elseif byte(text, options[1]) == OPEN then
      local found = false
      local close, none = each_member(text, options[1], function(key, first, last)
        if key == "include_usage" then
          found = true
          edit(first, last, "true")
        end
      end)
      if not close then return nil, "not valid in its stream_options" end
      if not found then edit(close, close - 1, (none and "" or ",") .. '"include_usage":true') end
    else
      edit(options[1], options[2], '{"include_usage":true}')
    end
  end
  if #edits == 0 then return text end
  table.sort(edits, function(a, b) return a[1] < b[1] end)
  local parts, from = {}, 1
  for _, one in ipairs(edits) do
    parts[#parts + 1] = sub(text, from, one[1] - 1)
    parts[#parts + 1] = one[3]
    from = one[2] + 1
  end
  parts[#parts + 1] = sub(text, from)
  return table.concat(parts)
end
