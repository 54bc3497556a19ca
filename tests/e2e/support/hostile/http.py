"""How a request is written: paths and hosts, messages that might be two, sizes, upgrades and connections."""

from __future__ import annotations

from e2e.support import raw
from e2e.support.hostile.rows import (
    ANONYMOUS,
    AS_OTHER,
    ENDS,
    FORGED,
    MALFORMED,
    MISDIRECTED,
    NO_BODY,
    NO_TOKEN,
    NOT_ALLOWED,
    NOT_FOUND,
    ORIGIN,
    PATH,
    PREFLIGHT,
    PREFLIGHT_ANSWER,
    REMOVED,
    SPACED,
    TOO_LARGE,
    TWO,
    Bytes,
    Connected,
    Gets,
    Hostile,
    Http2,
    Rows,
    body,
    team,
)
from e2e.support.llm_gateways import HOST

_TOO_MANY_BYTES = Gets(431, of_envoy=True)
_OTHER_VERSION = Gets(426, of_envoy=True)


def paths() -> Rows:
    """Paths and hosts that a proxy and a server could read in two ways."""
    good = team()
    return {
        "two slashes, `//v1`": Hostile(NO_TOKEN, path="//v1/chat/completions"),
        "two dots, `/v1/../v1`": Hostile(NO_TOKEN, path="/v1/../v1/chat/completions"),
        "both, `//v1/../v1`": Hostile(NO_TOKEN, path="//v1/../v1/chat/completions"),
        "encoded dots, `%2e%2e`": Hostile(NO_TOKEN, path="/v1/%2e%2e/v1/chat/completions"),
        "an encoded slash, `%2F`": Hostile(NO_TOKEN, path="/v1%2Fchat/completions"),
        "a semicolon": Hostile(NO_TOKEN, path="/v1/chat/completions;/open"),
        "a backslash": Hostile(NO_TOKEN, path="/v1\\chat\\completions"),
        "a path outside of the API": Hostile(NO_TOKEN, path="/metrics"),
        "a path outside of the API, with a token": Hostile(NOT_FOUND, good, path="/metrics"),
        "the host with a port": Hostile(NO_TOKEN, host=f"{HOST}:80"),
        "the host with an empty port": Hostile(NO_TOKEN, host=f"{HOST}:"),
        "the host with another port": Hostile(NO_TOKEN, host=f"{HOST}:8080"),
        "the host in upper case": Hostile(NO_TOKEN, host=HOST.upper()),
        "the host with a dot at its end": Hostile(NO_TOKEN, host=f"{HOST}."),
        "an unknown host": Hostile(NO_TOKEN, host="evil.example.com"),
        "a host without tokens as the user of another one": Hostile(NO_TOKEN, host=f"{ANONYMOUS}@{HOST}"),
        "a host behind one without tokens": Hostile(NO_TOKEN, host=f"{ANONYMOUS}.evil.org"),
        "a host with one without tokens as its port": Hostile(NO_TOKEN, host=f"{HOST}:{ANONYMOUS}"),
        "a host without tokens with another host as its port": Hostile(NO_TOKEN, host=f"{ANONYMOUS}:a.{TWO}"),
        "a host without tokens, another host and a port": Hostile(NO_TOKEN, host=f"{ANONYMOUS}:a.{TWO}:80"),
        "a host without tokens with a port that isn't the gateway's": Hostile(NO_TOKEN, host=f"{ANONYMOUS}:8080"),
        "the absolute form": Hostile(NO_TOKEN, path=f"http://{HOST}{PATH}"),
        "the absolute form, with a host without tokens in `host`": Hostile(
            NO_TOKEN, path=f"http://{HOST}{PATH}", host=ANONYMOUS
        ),
        "the absolute form of a host without tokens, with a user that is another host": Hostile(
            AS_OTHER, path=f"http://{HOST}:x@{ANONYMOUS}{PATH}"
        ),
        "two headers `host`, one without tokens": Hostile(NO_TOKEN, more=(("host", ANONYMOUS),)),
    }


def messages() -> Rows:
    """Messages whose end a proxy and a server could see in different places, and others that are malformed."""
    good = tuple(team().items())
    json = ("content-type", "application/json")
    pseudo = ((":method", "POST"), (":scheme", "http"))
    of_two = (*pseudo, (":authority", TWO), (":path", PATH))
    forged = (("x-llm-team", "root"), ("x-llm-gateway-model", "root"))
    trailing = raw.head(TWO, [*good, json, ("transfer-encoding", "chunked")])
    trailing += b"%x\r\n%s\r\n0\r\nx-llm-team: root\r\n\r\n" % (len(body()), body())
    hidden = b"GET /metrics HTTP/1.1\r\nhost: " + HOST.encode() + b"\r\n\r\n"
    chunks = b"0\r\n\r\n" + hidden
    start = raw.head(HOST, [*good, json])[:-2]

    def framed(*lines: bytes, content: bytes = chunks) -> bytes:
        return start + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + content

    length, chunked = b"content-length: %d" % len(chunks), b"transfer-encoding: chunked"
    unknown = Gets(501, "unavailable")
    return {
        "`content-length` and `transfer-encoding`": Bytes(MALFORMED, framed(length, chunked)),
        "`transfer-encoding` and `content-length`": Bytes(MALFORMED, framed(chunked, length)),
        "two `content-length` that differ": Bytes(MALFORMED, framed(b"content-length: 0", length)),
        "`content-length` with a list": Bytes(MALFORMED, framed(b"content-length: 0, 0")),
        "`content-length` with a plus": Bytes(MALFORMED, framed(b"content-length: +5")),
        "a negative `content-length`": Bytes(MALFORMED, framed(b"content-length: -1")),
        "`transfer-encoding` with an unknown coding": Bytes(unknown, framed(b"transfer-encoding: xchunked")),
        "`transfer-encoding: chunked, identity`": Bytes(unknown, framed(b"transfer-encoding: chunked, identity")),
        "`transfer-encoding` twice": Bytes(unknown, framed(chunked, b"transfer-encoding: identity")),
        "a space before the colon": Bytes(MALFORMED, framed(b"transfer-encoding : chunked")),
        "a header that goes on in the next line": Bytes(NO_BODY, framed(b"x-a: b", b" content-length: 5")),
        "a chunk whose size is no number": Bytes(NO_BODY, framed(chunked, content=b"zz\r\n\r\n")),
        "a carriage return in a header's value": Bytes(
            SPACED, raw.whole(TWO, body(), [*good, json, ("x-a", "b\rx-llm-team: root")])
        ),
        "`x-llm-team` in a trailer": Bytes(REMOVED, trailing),
        "a zero byte in a header's value": Bytes(MALFORMED, framed(b"x-a: b\x00c")),
        "a header without a name": Bytes(MALFORMED, framed(b": b")),
        "no `host`": Bytes(MALFORMED, b"GET /v1/models HTTP/1.1\r\n\r\n"),
        "HTTP/1.0": Hostile(_OTHER_VERSION, dict(good), version="HTTP/1.0"),
        "HTTP/3.0 in an HTTP/1 line": Hostile(_OTHER_VERSION, dict(good), version="HTTP/3.0"),
        "no HTTP": Bytes(MALFORMED, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"),
        "HTTP/2 with `transfer-encoding`": Http2(ENDS, (*good, json, ("transfer-encoding", "chunked")), body()),
        "HTTP/2 with `connection`": Http2(ENDS, (*good, json, ("connection", "keep-alive")), body()),
        "HTTP/2 with a `content-length` that is too short": Http2(ENDS, (*good, json, ("content-length", "5")), body()),
        "HTTP/2 with a line break in a value": Http2(ENDS, (*good, json, ("x-a", "b\r\nx-llm-model: c")), body()),
        "HTTP/2 with a name in upper case": Http2(ENDS, (*good, json, ("X-LLM-Model", "open")), body()),
        "HTTP/2 with two `:path`": Http2(ENDS, ((":path", "/metrics"), *good, json), body()),
        "HTTP/2 with another `host` than `:authority`": Http2(NO_TOKEN, (json, ("host", ANONYMOUS)), body()),
        "HTTP/2 with `host` and without `:authority`": Http2(
            NO_TOKEN, (json, ("host", HOST)), body(), pseudo=(*pseudo, (":path", PATH))
        ),
        "HTTP/2 with the absolute form, with a host without tokens in `:authority`": Http2(
            ENDS,
            (json,),
            body(),
            pseudo=(*pseudo, (":authority", ANONYMOUS), (":path", f"http://{HOST}{PATH}")),
        ),
        "HTTP/2 with `x-llm-team` and `x-llm-gateway-model` in trailers": Http2(
            REMOVED, (*good, json), body(), forged, of_two
        ),
    }


def sizes() -> Rows:
    """What is too large. What is too slow has a test of its own."""
    good = team()
    return {
        "a body of 5 MiB": Hostile(TOO_LARGE, good, content=body()[:-1] + b', "x": "' + b"x" * 5 * 2**20 + b'"}'),
        "a body of 1 GiB that is only announced, without a token": Bytes(
            NO_TOKEN, raw.head(HOST, [("content-type", "application/json"), ("content-length", str(2**30))])
        ),
        "a header of 70 kB": Hostile(_TOO_MANY_BYTES, {**good, "x-a": "a" * 70_000}),
        "a token of 70 kB": Hostile(_TOO_MANY_BYTES, {"authorization": f"Bearer {'a' * 70_000}"}),
        "a path of 70 kB": Hostile(_TOO_MANY_BYTES, good, path=f"/{'a' * 70_000}"),
        "120 headers": Hostile(_TOO_MANY_BYTES, {**good, **{f"x-{number}": "a" for number in range(120)}}),
    }


def upgrades() -> Rows:
    """Other protocols, other methods, and what a browser asks first."""
    socket = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "13"}
    socket |= {"sec-websocket-key": "eA=="}
    h2c = {"connection": "upgrade, http2-settings", "upgrade": "h2c", "http2-settings": "AAMAAABkAARAAAAAAAIAAAAA"}
    realtime = "/v1/realtime?model=gpt"
    wildcard = {**PREFLIGHT, "x-http-method-override": "POST"}
    return {
        "a WebSocket": Hostile(NO_TOKEN, socket, method="GET", path=realtime),
        "a WebSocket with a token, at an API that finds models in bodies": Hostile(
            NOT_FOUND, {**team("sales"), **socket}, method="GET", path=realtime
        ),
        "an upgrade to h2c": Hostile(NO_TOKEN, h2c),
        "an upgrade to h2c with a token, for a model of another team": Hostile(NOT_ALLOWED, {**team("sales"), **h2c}),
        "a WebSocket by HTTP/2": Http2(
            ENDS,
            (("sec-websocket-version", "13"),),
            pseudo=(
                (":method", "CONNECT"),
                (":protocol", "websocket"),
                (":scheme", "http"),
                (":authority", HOST),
                (":path", realtime),
            ),
        ),
        "HTTP/2 without TLS": Http2(NO_TOKEN, (("content-type", "application/json"),), body()),
        "`CONNECT`": Hostile(NO_TOKEN, method="CONNECT", path=f"{HOST}:443"),
        "`CONNECT` with a token": Hostile(NO_TOKEN, team(), method="CONNECT", path=f"{HOST}:443"),
        "`TRACE`": Hostile(NO_TOKEN, method="TRACE"),
        "an unknown method with a token": Hostile(MALFORMED, team(), method="EVIL"),
        "a preflight without an origin": Hostile(NO_TOKEN, {"access-control-request-method": "POST"}, method="OPTIONS"),
        "`OPTIONS` without the rest of a preflight": Hostile(NO_TOKEN, {"origin": ORIGIN}, method="OPTIONS"),
        "a preflight at an API without `cors`, all of whose paths are public": Hostile(
            NO_TOKEN, PREFLIGHT, method="OPTIONS", host=TWO, path="/"
        ),
        "a preflight of another origin": Hostile(
            PREFLIGHT_ANSWER, {**PREFLIGHT, "origin": "https://evil.example.com"}, method="OPTIONS"
        ),
        "a preflight for another method": Hostile(NO_TOKEN, wildcard, method="OPTIONS", host=TWO),
    }


def connections() -> Rows:
    """Connections for other hosts, and other ports of the gateway's pods."""
    good = team()
    by_tls = {"tls": True, "http2": True}
    at_agent = {"port": 15020}
    of_pod = Gets(403, of_envoy=True, remark="for the pod itself only")
    return {
        "another host than the connection's, by HTTP/2": Connected(
            MISDIRECTED, {**by_tls, "headers": good, "server_name": TWO}
        ),
        "the same without a token": Connected(NO_TOKEN, {**by_tls, "server_name": TWO}),
        "the same on a connection for a host without tokens": Connected(NO_TOKEN, {**by_tls, "server_name": ANONYMOUS}),
        "a header of the gateway's, on a connection for another host": Connected(
            FORGED, {**by_tls, "headers": {**good, "x-llm-gateway-model": "open"}, "server_name": TWO}
        ),
        "a connection for an unknown host": Connected(ENDS, {"tls": True, "server_name": "evil.example.com"}),
        "plain HTTP at the port of HTTPS": Connected(ENDS, {"port": 443, "headers": good}),
        "straight to the second hop": Connected(ENDS, {"port": 15700, "headers": good}),
        "the proxy's admin interface": Connected(ENDS, {"port": 15000, "method": "GET", "path": "/config_dump"}),
        "the agent's order to end": Connected(of_pod, {**at_agent, "method": "POST", "path": "/quitquitquit"}),
        "the agent's profiles": Connected(of_pod, {**at_agent, "method": "GET", "path": "/debug/pprof/"}),
        "the agent's order to drain": Connected(ENDS, {"port": 15004, "method": "POST", "path": "/drain"}),
    }
