"""The Lua scripts of the gateway, run as Envoy would run them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from lupa.luajit21 import LuaRuntime

from llm_api_mesh.resources.llm_gateway.scripts import script
from llm_api_mesh.resources.llm_gateway.shared_filters import METADATA

# What a filter finds in Envoy: the headers and the body of a request, and a way to answer it. A wait for the body ends
# the life of the headers that a script has asked for before.
_HANDLE = """
function(stored, text, answered, metadata)
  local waits = 0
  local function headers()
    local list, since = {}, waits
    local function alive()
      if since < waits then error("object used outside of proper scope") end
      return stored
    end
    function list:get(name) return alive()[name] end
    function list:remove(name) alive()[name] = nil end
    function list:add(name, value) alive()[name] = value end
    function list:replace(name, value) alive()[name] = value end
    return list
  end
  local body = text and {}
  if body then
    function body:length() return #text end
    function body:getBytes(first, length) return text:sub(first + 1, first + length) end
    function body:setBytes(new)
      text = new
      stored["content-length"] = tostring(#new)
    end
  end
  local dynamic = {}
  function dynamic:get(filter) return metadata[filter] end
  function dynamic:set(filter, key, value)
    metadata[filter] = metadata[filter] or {}
    metadata[filter][key] = value
  end
  local info = {}
  function info:dynamicMetadata() return dynamic end
  local handle = {}
  function handle:streamInfo() return info end
  function handle:clearRouteCache() metadata.chosen_anew = true end
  function handle:headers() return headers() end
  function handle:body()
    waits = waits + 1
    return body
  end
  function handle:respond(head, message) answered(head[":status"], message) end
  envoy_on_request(handle)
  return stored, text
end
"""


class Script:
    """A script with the values that it needs."""

    def __init__(self, code: str) -> None:
        """Load it."""
        self._lua = LuaRuntime(encoding=None, unpack_returned_tuples=True)
        self._load(code)

    def _load(self, code: str) -> None:
        self._lua.execute(code.encode())
        self._run = self._lua.eval(_HANDLE.encode())

    def request(
        self, headers: Mapping[str, str], body: bytes | None = None, model: str | None = None
    ) -> tuple[dict[str, str], bytes | None, str]:
        """Return the headers and the body that go on, and the status of the script's own answer, if there is one.

        `model` is what an earlier filter has found in the body; `again` gives the same for the next attempt of the
        request.
        """
        self._metadata = self._lua.table()
        if model is not None:
            self._metadata[METADATA.encode()] = self._lua.table_from({b"model": model.encode()})
        return self.again(headers, body)

    def claims(self, holder: Mapping[str, str] | None) -> tuple[dict[str, str] | None, bool]:
        """Return the claims by which routes decide, and whether a route is chosen anew.

        `holder` is what an authorizer knows of a key.
        """
        authorized = {b"caller": self._table(holder)} if holder else {}
        self._metadata = self._lua.table_from({b"envoy.filters.http.ext_authz": self._lua.table_from(authorized)})
        self.again({})
        found = self._metadata[b"envoy.filters.http.jwt_authn"]
        claims = {name.decode(): value.decode() for name, value in found[b"payload"].items()} if found else None
        return claims, bool(self._metadata[b"chosen_anew"])

    def _table(self, values: Mapping[str, str]) -> Any:
        return self._lua.table_from({name.encode(): value.encode() for name, value in values.items()})

    def again(self, headers: Mapping[str, str], body: bytes | None = None) -> tuple[dict[str, str], bytes | None, str]:
        """Return what the next attempt of the last request sends on."""
        statuses: list[str] = []
        given = self._lua.table_from({name.encode(): value.encode() for name, value in headers.items()})
        stored, text = self._run(given, body, lambda status, _: statuses.append(status.decode()), self._metadata)
        found = {name.decode(): value.decode() for name, value in stored.items()}
        return found, text, next(iter(statuses), "")


# Counts what a script does, without LuaJIT's compiler, which would pass over the hook. The script asks for a trace to
# learn whether there is a compiler.
_COUNTING = """
function(has_words)
  jit.off()
  local counts = { steps = 0, bytes = 0, names = 0, decoded = 0 }
  require("jit.util").traceinfo = function() return has_words and {} or nil end
  local find, sub, gsub = string.find, string.sub, string.gsub
  function string.find(text, pattern, init, plain)
    local first, last = find(text, pattern, init, plain)
    counts.bytes = counts.bytes + (last or #text) - (init or 1) + 1
    return first, last
  end
  function string.sub(text, first, last)
    local found = sub(text, first, last)
    counts.bytes, counts.names = counts.bytes + #found, counts.names + 1
    return found
  end
  function string.gsub(text, ...)
    counts.bytes, counts.decoded = counts.bytes + #text, counts.decoded + 1
    return gsub(text, ...)
  end
  debug.sethook(function() counts.steps = counts.steps + STRIDE end, "", STRIDE)
  return counts
end
"""
_STRIDE = 10


@dataclass(frozen=True)
class Work:
    """What a script has done, in numbers that are the same on every machine."""

    steps: int
    """The instructions of Lua."""
    bytes: int
    """The bytes that Lua's own functions for texts have looked at."""
    names: int
    """The texts that were taken out of the body, of which nearly all are names of members."""
    decoded: int
    """The names whose escapes were decoded."""


class CountedScript(Script):
    """A script whose work is counted."""

    def __init__(self, code: str, *, has_words: bool) -> None:
        """Load it, as in a proxy whose compiler lets it read eight bytes at a time, or as in one without a compiler."""
        self._lua = LuaRuntime(encoding=None, unpack_returned_tuples=True)
        self._counts = self._lua.eval(_COUNTING.replace("STRIDE", str(_STRIDE)).encode())(has_words)
        self._load(code)

    def work(self, headers: Mapping[str, str], body: bytes, model: str) -> Work:
        """Return what the script does with a request."""
        before = self._read()
        self.request(headers, body, model)
        return Work(*(after - one for one, after in zip(before, self._read(), strict=True)))

    def _read(self) -> list[int]:
        return [int(self._counts[field.name.encode()]) for field in fields(Work)]


@cache
def _rewrite() -> Any:
    return LuaRuntime(encoding=None, unpack_returned_tuples=True).execute(
        f"{script('json_scan', 'json_rewrite')}\nreturn function(...) return (rewrite(...)) end".encode()
    )


def rewrite(text: bytes, model: str | None, *, usage: bool) -> bytes | None:
    """Rewrite a body by json_rewrite.lua; None: the script can't read it."""
    found: bytes | None = _rewrite()(text, None if model is None else model.encode(), usage)
    return found


# The number of an instruction, and what it names, aren't documented. The two probes show the numbers of a read and of a
# write; an instruction has its number in the lowest byte, and that of the name in the upper half.
_GLOBALS = """
local util, bit = require("jit.util"), require("bit")
local function number(f, at) return bit.band(util.funcbc(f, at), 0xff) end
local READ = number(function() return probe end, 1)
local WRITE = number(function() probe = 1 end, 2)

return function(code, reads, writes)
  local function visit(f)
    local at = 1
    local instruction = util.funcbc(f, at)
    while instruction do
      local into = ({ [READ] = reads, [WRITE] = writes })[bit.band(instruction, 0xff)]
      if into then into[util.funck(f, -bit.rshift(instruction, 16) - 1)] = true end
      at = at + 1
      instruction = util.funcbc(f, at)
    end
    local index = -1
    local constant = util.funck(f, index)
    while constant ~= nil do
      if type(constant) == "proto" then visit(constant) end
      index = index - 1
      constant = util.funck(f, index)
    end
  end
  visit(assert(loadstring(code)))
end
"""


def global_names(code: str) -> tuple[set[str], set[str]]:
    """The names of the global variables that a script reads, and of those that it writes, in any of its functions."""
    lua = LuaRuntime()
    reads, writes = lua.table(), lua.table()
    lua.execute(_GLOBALS)(code, reads, writes)
    return set(reads), set(writes)


def known_globals() -> set[str]:
    """The names of the global variables that a script finds in the beginning."""
    # lupa adds its own.
    return set(LuaRuntime().globals()) - {"python"}
