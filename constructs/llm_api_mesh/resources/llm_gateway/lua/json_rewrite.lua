-- Rewrites the JSON body of a request: the value of each top-level "model", and "stream_options.include_usage" of a
-- stream. Every other byte stays as it is. A body that isn't one JSON object isn't rewritten: rewrite() returns nil and
-- the reason. It needs json_scan.lua.

local NO_OBJECT = "not a JSON object"
local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\" }
local function json_string(value)
  return '"' .. value:gsub('[%c"\\]', function(c) return ESCAPES[c] or string.format("\\u%04x", byte(c)) end) .. '"'
end

-- Rewrites `text`. `model` is the backend's name of the model, or nil; `usage` tells whether streams report their usage.
-- Returns the new body, which is the same text if there is nothing to change, or nil and why it can't be read.
local function rewrite(text, model, usage)
  local start = start_of(text)
  local edits, seen, streams, options = {}, false, false, nil
  local function edit(first, last, new)
    if sub(text, first, last) ~= new then edits[#edits + 1] = { first, last, new } end
  end
  local strings = true
  if byte(text, start) ~= OPEN then return nil, NO_OBJECT end
  local here, finish = first_in(text, start, CLOSE)
  local empty = finish ~= nil
  while here do
    local key, first = member_at(text, here)
    local last = key and value_end(text, first)
    if not last then return nil, NO_OBJECT end
    if model and key == "model" then
      seen = true
      if byte(text, first) == QUOTE then edit(first, last, json_string(model)) else strings = false end
    elseif usage and key == "stream" then
      streams = sub(text, first, last) == "true"
    elseif usage and key == "stream_options" then
      options = { first, last }
    end
    here, finish = next_in(text, last, CLOSE)
  end
  if not finish then return nil, NO_OBJECT end
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
      local option, close = first_in(text, options[1], CLOSE)
      local none = close ~= nil
      while option do
        local key, first = member_at(text, option)
        local last = key and value_end(text, first)
        if not last then break end
        if key == "include_usage" then
          found = true
          edit(first, last, "true")
        end
        option, close = next_in(text, last, CLOSE)
      end
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
