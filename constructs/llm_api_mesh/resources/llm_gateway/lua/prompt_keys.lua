-- Reads from a request's headers and body what may keep it on one replica, and writes it into headers. It needs
-- json_scan.lua, prompt_hash.lua, and these values:
-- WRITTEN: all headers that it writes; BUCKET, CACHE_KEY, AGENT, OPENING: one of them each;
-- SESSIONS and AGENTS: the headers that may have the key of a session, in their order;
-- METADATA: where the filter that reads the model has written it; CHARACTERS: the longest opening.
--
-- Texts are hashed as they are written in the JSON, with their escapes, and each byte is looked at about once.

-- Of a longer body, only the beginning is read. Requests of clients have far fewer members than this, and far fewer
-- messages, parts of messages, and names of members in these, before the first answer.
local MOST_BYTES, MOST_MEMBERS, MOST_PARTS, MOST_MESSAGES, MOST_NAMES = 1048576, 100, 1000, 100, 1000
local LIMIT = tonumber(CHARACTERS)
local MINUS, ZERO, NINE = 45, 48, 57
local KIND = { session = 1, cache_key = 2, agent = 3, opening = 4, conversation = 5 }

-- How many members of messages and of parts may still be read. A name takes longer than a value, which is passed over,
-- and one with escapes, which no client writes, counts as many.
local names_left
local ESCAPED_NAME = 20

-- Returns the next member's key and the first byte of its value, or nil if it isn't a member, or one too many.
local function next_member_at(text, here)
  if names_left <= 0 then return nil end
  local key, value, is_escaped = member_at(text, here)
  names_left = names_left - (is_escaped and ESCAPED_NAME or 1)
  return key, value
end

-- Adds the text of a part of a content, or the whole part if it is something else, such as an image. Returns the
-- part's last byte.
local function add_part(text, at, parts)
  local first, last, finish
  if byte(text, at) == OPEN then
    local here
    here, finish = first_in(text, at, CLOSE)
    while here do
      local key, value = next_member_at(text, here)
      local value_last = key and value_end(text, value)
      if not value_last then return nil end
      if key == "text" then
        first, last = nil, nil
        if byte(text, value) == QUOTE then first, last = value + 1, value_last - 1 end
      end
      here, finish = next_in(text, value_last, CLOSE)
    end
  else
    finish = value_end(text, at)
    if finish and byte(text, at) == QUOTE then first, last = at + 1, finish - 1 end
  end
  if finish then parts[#parts + 1] = { first or at, last or finish } end
  return finish
end

-- Returns the texts of a content, which is a string, a list of parts or a list of numbers, and the content's last byte.
local function read_content(text, at)
  local parts = {}
  if byte(text, at) == QUOTE then return parts, add_part(text, at, parts) end
  if byte(text, at) ~= OPEN_LIST then return parts, value_end(text, at) end
  local here, finish = first_in(text, at, CLOSE_LIST)
  local c = here and byte(text, here)
  if c and (c == MINUS or (c >= ZERO and c <= NINE)) then
    local last = rest_end(text, here)
    return last and { { at + 1, last - 1 } } or parts, last
  end
  while here do
    local last = #parts < MOST_PARTS and add_part(text, here, parts)
    if not last then return parts, nil end
    here, finish = next_in(text, last, CLOSE_LIST)
  end
  return parts, finish
end

local function add_all(parts, more)
  for _, part in ipairs(more or {}) do parts[#parts + 1] = part end
end

local function length_of(parts)
  local length = 0
  for _, part in ipairs(parts) do length = length + part[2] - part[1] + 1 end
  return length
end

-- Returns a message's role, its texts and its last byte, or nil if it isn't a whole object. The texts are nil if
-- `has_texts` is false.
local function read_message(text, at, has_texts)
  local role, texts
  local here, finish = first_in(text, at, CLOSE)
  while here do
    local last
    local key, value = next_member_at(text, here)
    if not key then return nil end
    if key == "content" and has_texts then
      texts, last = read_content(text, value)
    else
      last = value_end(text, value)
    end
    if not last then return nil end
    if key == "role" then role = sub(text, value, last) end
    here, finish = next_in(text, last, CLOSE)
  end
  return role, texts, finish
end

-- Reads a list of messages up to the first that isn't the system's or the user's. Returns the texts of the system's
-- messages before that of the user, those of the user's first message if there is one, and whether there is another
-- message than these; and the list's last byte.
local function read_messages(text, at)
  local found = { system = {} }
  local messages, parts, rest = 0, 0, at + 1
  local here, finish = first_in(text, at, CLOSE_LIST)
  while here and byte(text, here) == OPEN and not (found.spoken and found.user) do
    if messages == MOST_MESSAGES or parts >= MOST_PARTS then break end
    local role, texts, last = read_message(text, here, not found.user)
    if not last then break end
    messages, parts = messages + 1, parts + (texts and #texts or 0)
    if role == '"system"' or role == '"developer"' then
      if not found.user and not found.spoken then add_all(found.system, texts) end
    elseif role == '"user"' then
      found.user = found.user or texts or {}
    else
      found.spoken = true
    end
    rest = last + 1
    here, finish = next_in(text, last, CLOSE_LIST)
  end
  return found, finish or rest_end(text, rest)
end

-- Reads the value of a member of a request into `found`. Of two members with one name, the later one counts. Returns
-- the value's last byte.
local function read_value(text, key, at, found)
  local last
  if key == "messages" or key == "input" then
    local messages
    if byte(text, at) == OPEN_LIST then
      messages, last = read_messages(text, at)
    elseif byte(text, at) == QUOTE then
      messages = { system = {} }
      messages.user, last = read_content(text, at)
    else
      last = value_end(text, at)
    end
    found[key] = messages
  elseif key == "system" or key == "instructions" or key == "prompt" then
    found[key], last = read_content(text, at)
  else
    last = value_end(text, at)
    if last and (key == "prompt_cache_key" or key == "tools") then found[key] = { at, last } end
  end
  return last
end

-- Reads a request. Returns what is in its members, or nil if it isn't a JSON object.
local function read_members(text, is_cut)
  local found, count = {}, 0
  names_left = MOST_NAMES
  local start = start_of(text)
  if byte(text, start) ~= OPEN then return is_cut and found or nil end
  local here, finish = first_in(text, start, CLOSE)
  while here and count < MOST_MEMBERS do
    count = count + 1
    local key, value = member_at(text, here)
    local last = key and read_value(text, key, value, found)
    if not last then break end
    here, finish = next_in(text, last, CLOSE)
  end
  if is_cut or (finish and skip_space(text, finish + 1) > #text) then return found end
  return nil
end

local function with_parts(a, b, text, parts)
  for _, part in ipairs(parts) do a, b = fed(a, b, text, part[1], part[2]) end
  return a, b
end

local function key_of_text(kind, model, text, first, last)
  local a, b = started(kind, model)
  return finished(fed(a, b, text, first, last))
end

-- Returns the key of the first characters of some texts.
local function key_of_beginning(text, model, parts)
  local a, b = started(KIND.opening, model)
  local left = LIMIT
  for _, part in ipairs(parts) do
    local first, last = part[1], math.min(part[2], part[1] + left - 1)
    a, b = fed(a, b, text, first, last)
    left = left - (last - first + 1)
    if left == 0 then break end
  end
  return finished(a, b)
end

-- Returns the key of a conversation: the model, the system's texts and the user's first message.
local function key_of_conversation(text, model, system, user)
  local a, b = started(KIND.conversation, model)
  a, b = with_parts(a, b, text, system)
  a, b = mixed(a, b, #system)
  return finished(with_parts(a, b, text, user))
end

-- Returns the keys of the opening and of the conversation, each of which may be nil.
local function keys_of_prompt(text, model, found)
  local messages = found.messages or found.input
  if not messages then
    local prompt = found.prompt and found.prompt[1]
    -- A short prompt as a whole is hardly ever the beginning of others.
    if not prompt or prompt[2] - prompt[1] + 1 < LIMIT then return end
    return key_of_beginning(text, model, { prompt })
  end
  local system, user, conversation = {}, messages.user, nil
  add_all(system, found.system)
  add_all(system, found.instructions)
  add_all(system, messages.system)
  if user and length_of(user) > 0 then conversation = key_of_conversation(text, model, system, user) end
  if messages.spoken then return conversation, conversation end
  local tools = found.tools
  if tools and byte(text, tools[1]) == OPEN_LIST and byte(text, skip_space(text, tools[1] + 1)) ~= CLOSE_LIST then
    system[#system + 1] = tools
  end
  local shared = length_of(system)
  if shared == 0 then return nil, conversation end
  -- All replicas soon have a short system prompt in their caches. With the user's message, a first request and the next
  -- turn have one key, and different conversations have different ones.
  if conversation and shared < LIMIT then return conversation, conversation end
  return key_of_beginning(text, model, system), conversation
end

-- Returns the body's text, or its beginning and true, if it is JSON that can be read.
local function text_of(handle, headers)
  if not is_json(headers) then return end
  if headers:get("content-encoding") then return end
  local body = handle:body()
  local length = body and body:length() or 0
  if length <= MOST_BYTES then return length > 0 and body:getBytes(0, length) or nil, false end
  -- The quote ends the text that is cut.
  return body:getBytes(0, MOST_BYTES) .. '"', true
end

local function first_of(headers, names)
  for _, name in ipairs(names) do
    local value = headers:get(name)
    if value and value ~= "" then return value end
  end
end

local function write_key(headers, name, key)
  if key then headers:add(name, tohex(key[1]) .. tohex(key[2])) end
end

local function write_bucket(headers, key)
  headers:add(BUCKET, string.format("%03d", bit.band(key[1], 0x7fffffff) % 1000))
end

function envoy_on_request(handle)
  local headers = handle:headers()
  for _, name in ipairs(WRITTEN) do headers:remove(name) end
  -- The keys in headers come first: they are there even if a body can't be read.
  local session, agent = first_of(headers, SESSIONS), first_of(headers, AGENTS)
  local whose = session or agent
  if whose then write_bucket(headers, key_of_text(KIND.session, "", whose, 1, #whose)) end
  local known = handle:streamInfo():dynamicMetadata():get(METADATA)
  local model = known and known["model"] or ""
  if agent then write_key(headers, AGENT, key_of_text(KIND.agent, model, agent, 1, #agent)) end
  local text, is_cut = text_of(handle, headers)
  local found = text and read_members(text, is_cut)
  if not found then return end
  -- The wait for the body ends the life of what was asked for before.
  headers = handle:headers()
  local named = found.prompt_cache_key
  if named and byte(text, named[1]) == QUOTE and named[2] > named[1] + 1 then
    write_key(headers, CACHE_KEY, key_of_text(KIND.cache_key, model, text, named[1] + 1, named[2] - 1))
  end
  local opening, conversation = keys_of_prompt(text, model, found)
  write_key(headers, OPENING, opening)
  if conversation and not whose then write_bucket(headers, conversation) end
end
