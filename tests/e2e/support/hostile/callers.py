"""Who comes in and what for: wrong tokens, models of others, and headers that only the gateway writes."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

from e2e.support.hostile.rows import (
    ANONYMOUS,
    COMPRESSED,
    FIRST,
    FORGED,
    NO_BODY,
    NO_TOKEN,
    NOT_ALLOWED,
    NOT_FOUND,
    PATH,
    PREFLIGHT,
    REMOVED,
    SECOND,
    SERVED,
    SPEECH,
    STRANGER,
    TWO,
    TWO_MODELS,
    Gets,
    Hostile,
    Rows,
    body,
    now,
    team,
)
from e2e.support.llm_gateways import HOST
from e2e.support.tokens import ISSUER, bearer
from llm_api_mesh.plan.llm_gateway.headers import RESERVED


def tokens() -> Rows:
    """No token, wrong ones, and those that are good for a minute more or less."""
    good = team()
    token = FIRST.token(team="research")
    head, payload, signature = token.split(".")
    admin = base64.urlsafe_b64encode(
        json.dumps({**json.loads(base64.urlsafe_b64decode(payload + "==")), "sub": "root"}).encode()
    ).rstrip(b"=")
    return {
        "no token": Hostile(NO_TOKEN),
        "an empty token": Hostile(NO_TOKEN, {"authorization": "Bearer "}),
        "a text that is no token": Hostile(NO_TOKEN, {"authorization": "Bearer a.b.c"}),
        "a text of two dots": Hostile(NO_TOKEN, {"authorization": "Bearer .."}),
        "an API key in place of a token": Hostile(NO_TOKEN, {"authorization": "Bearer sk-none"}),
        "Basic in place of Bearer": Hostile(NO_TOKEN, {"authorization": f"Basic {token}"}),
        "a token that expired two minutes ago": Hostile(NO_TOKEN, team(exp=now(-120))),
        "a token that expired half a minute ago": Hostile(SERVED, team(exp=now(-30))),
        "a token that is valid in two minutes": Hostile(NO_TOKEN, team(nbf=now(120))),
        "a token that is valid in half a minute": Hostile(SERVED, team(nbf=now(30))),
        "a token for another service": Hostile(NO_TOKEN, team(aud="mail")),
        "a token without an audience": Hostile(NO_TOKEN, team(aud=None)),
        "a token of an unknown issuer": Hostile(NO_TOKEN, team(iss="https://evil.example.com")),
        "a token of an issuer whose name begins in the same way": Hostile(NO_TOKEN, team(iss=f"{ISSUER}.evil.org")),
        "a token without an issuer": Hostile(NO_TOKEN, team(iss=None)),
        "a token with `alg: none`": Hostile(NO_TOKEN, bearer(FIRST.unsigned(team="research"))),
        "HS256, signed with the public key": Hostile(NO_TOKEN, bearer(FIRST.signed_by_public_key(team="research"))),
        "a token signed by a stranger's key": Hostile(NO_TOKEN, bearer(STRANGER.token(team="research"))),
        "a stranger's key in the token's own header": Hostile(
            NO_TOKEN, bearer(STRANGER.token({"jwk": json.loads(STRANGER.jwks)["keys"][0]}, team="research"))
        ),
        "the address of a stranger's keys in the token's own header": Hostile(
            NO_TOKEN, bearer(STRANGER.token({"jku": "https://evil.example.com/keys"}, team="research"))
        ),
        "a token whose subject was changed": Hostile(NO_TOKEN, bearer(f"{head}.{admin.decode()}.{signature}")),
        "a token without its signature": Hostile(NO_TOKEN, bearer(f"{head}.{payload}.")),
        "a token with a fourth part": Hostile(NO_TOKEN, bearer(f"{token}.{signature}")),
        "another issuer's `kid`": Hostile(NO_TOKEN, bearer(FIRST.token({"kid": SECOND.kid}, team="research"))),
        "one issuer's token in the other's name": Hostile(
            NO_TOKEN, bearer(SECOND.token({"kid": FIRST.kid}, team="research", iss=ISSUER))
        ),
        "two headers with tokens, the second one wrong": Hostile(NO_TOKEN, good, (("Authorization", "Bearer a.b.c"),)),
        "two headers with tokens, the first one wrong": Hostile(
            NO_TOKEN, {"authorization": "Bearer a.b.c"}, tuple(team().items())
        ),
        "a token in the query": Hostile(NO_TOKEN, path=f"{PATH}?access_token={token}"),
        "a token in a cookie": Hostile(NO_TOKEN, {"cookie": f"access_token={token}"}),
        "a token in another header": Hostile(NO_TOKEN, {"x-api-key": token}),
        "a wrong token at a host without tokens": Hostile(NO_TOKEN, {"authorization": "Bearer a.b.c"}, host=ANONYMOUS),
    }


def models() -> Rows:
    """Models of others by each of their names, and bodies that name two."""
    sales = team("sales")
    return {
        "a model of another team": Hostile(NOT_ALLOWED, sales),
        "an alias of it": Hostile(NOT_ALLOWED, sales, model="gpt-large"),
        "a prefix of it": Hostile(NOT_ALLOWED, sales, model="gpt-ft:mine"),
        "a pattern of it": Hostile(NOT_ALLOWED, sales, model="gpt70b"),
        "two models, the first one of another team": Hostile(
            TWO_MODELS, sales, content=b'{"model": "gpt", "model": "open"}'
        ),
        "two models, the second one of another team": Hostile(
            TWO_MODELS, sales, content=b'{"model": "open", "m\\u006fdel": "gpt"}'
        ),
        "two models behind much text, the second one with a capital": Hostile(
            TWO_MODELS, sales, content=b'{"model": "open", "x": "' + b"x" * 2**21 + b'", "Model": "gpt"}'
        ),
        "a token without a subject": Hostile(FORGED, team(sub=None)),
        "a token without a subject and a team": Hostile(NO_TOKEN, team(None, sub=None)),
        "a model that doesn't exist": Hostile(NOT_ALLOWED, sales, model="none"),
        "a model without a team": Hostile(NOT_ALLOWED, team(None)),
        "a team whose name begins in the same way": Hostile(NOT_ALLOWED, team("research2")),
        "a team in upper case": Hostile(NOT_ALLOWED, team("RESEARCH")),
        "a team that is an object": Hostile(NOT_ALLOWED, team({"research": True})),
        "half of the claims": Hostile(NOT_ALLOWED, team(sub="root"), model="llama"),
        "a claim within others in place of one whose name has dots": Hostile(
            NOT_ALLOWED, team(None, **{"https://example": {"com/roles": "llama"}}), model="llama"
        ),
        "a claim whose name has dots in place of one within another": Hostile(
            NOT_ALLOWED, team(None, **{"kubernetes.io.namespace": "agents"}), model="llama"
        ),
        "a model of another team in a drill": Hostile(NOT_ALLOWED, {**sales, "x-drill": "full"}),
        "its alias in a drill, with another model's prefix": Hostile(
            NOT_ALLOWED, {**sales, "x-drill": "full"}, model="gpt-large"
        ),
        "its name in upper case": Hostile(NOT_ALLOWED, sales, model="GPT"),
        "its name with an escape": Hostile(NOT_ALLOWED, sales, content=b'{"model": "gp\\u0074"}'),
        "its name with a space at its end": Hostile(NOT_ALLOWED, sales, model="gpt "),
        "its name with a zero byte at its end": Hostile(NOT_ALLOWED, sales, model="gpt\x00"),
        "its name with a line break and another header": Hostile(
            NOT_ALLOWED, sales, model="open\r\nx-llm-gateway-model: gpt"
        ),
        "its name behind a byte order mark": Hostile(NOT_ALLOWED, sales, content=b"\xef\xbb\xbf" + body()),
        "its name in UTF-16": Hostile(NO_BODY, sales, content=body().decode().encode("utf-16")),
        "its name in a list": Hostile(NO_BODY, sales, model=["gpt"]),
        "its name in a body without the type of JSON": Hostile(NO_BODY, {**sales, "content-type": "text/plain"}),
        "its name in a body with two types": Hostile(
            NO_BODY, {**sales, "content-type": "text/plain"}, (("content-type", "application/json"),)
        ),
        "its name in a compressed body": Hostile(
            COMPRESSED, {**sales, "content-encoding": "gzip"}, content=gzip.compress(body())
        ),
        "another model in the query": Hostile(NOT_ALLOWED, sales, path=f"{PATH}?model=open"),
        "a model of another team, described": Hostile(NOT_ALLOWED, sales, method="GET", path="/v1/models/gpt"),
        "a model that doesn't exist, described": Hostile(NOT_ALLOWED, sales, method="GET", path="/v1/models/none"),
    }


def endpoints() -> Rows:
    """An endpoint of others, by each way of writing its path that a server could read as its path."""
    sales = team("sales")

    def row(gets: Gets, path: str, **changes: Any) -> Hostile:
        return Hostile(gets, sales, path=path, **{"model": "open", **changes})

    return {
        "an endpoint of another team": row(FORGED, SPEECH),
        "a path below it": row(NOT_FOUND, f"{SPEECH}/more"),
        "its path with a query": row(FORGED, f"{SPEECH}?model=open"),
        "its path with a fragment": row(FORGED, f"{SPEECH}#open"),
        "its path with `/../`": row(FORGED, "/v1/chat/../audio/speech"),
        "its path with `/./`": row(FORGED, "/v1/./audio/speech"),
        "its path with encoded dots, `%2e%2e`": row(FORGED, "/v1/chat/%2e%2e/audio/speech"),
        "its path with an encoded letter, `%61udio`": row(FORGED, "/v1/%61udio/speech"),
        "its path with an encoded slash, `%2F`": row(NOT_FOUND, "/v1/audio%2Fspeech"),
        "its path behind dots and an encoded slash": row(NOT_FOUND, "/v1/chat/..%2Faudio/speech"),
        "its path with two slashes at the beginning": row(NOT_FOUND, "//v1/audio/speech"),
        "its path with two slashes within": row(NOT_FOUND, "/v1//audio/speech"),
        "its path with backslashes": row(FORGED, "/v1\\audio\\speech"),
        "its path with a semicolon": row(NOT_FOUND, "/v1/audio;x/speech"),
        "its path in upper case": row(NOT_FOUND, "/V1/AUDIO/SPEECH"),
        "its path, encoded twice": row(NOT_FOUND, "/v1/%2561udio/speech"),
        "its path in the absolute form": row(FORGED, f"http://{HOST}{SPEECH}"),
        "the endpoint by a form": Hostile(
            FORGED, {**sales, "content-type": "multipart/form-data; boundary=x"}, path=SPEECH, content=b"--x--"
        ),
        "the endpoint with `x-original-url`": Hostile(
            SERVED, {**sales, "x-original-url": SPEECH, "x-rewrite-url": SPEECH}, model="open"
        ),
        "the endpoint without a token": Hostile(NO_TOKEN, path=SPEECH),
    }


def headers() -> Rows:
    """Statements that only the gateway makes, in all spellings."""
    good = team()
    of_gateway = [spelled for name in RESERVED for spelled in (name, name.upper())]
    stated = ("x-llm-model", "X-LLM-Model", "X-LLM-MODEL", "x_llm_model", "x-llm_subject", "X_LLM_TEAM", "x_llm-team")
    return {
        **{f"`{name}`": Hostile(FORGED, {**good, name: "open"}) for name in of_gateway},
        **{f"`{name}`": Hostile(FORGED, {**good, name: "root"}) for name in stated},
        "`x-llm-gateway-model` twice, in two cases": Hostile(
            FORGED, good, (("x-llm-gateway-model", "open"), ("X-Llm-Gateway-Model", "gpt"))
        ),
        "`x-llm-model`, empty": Hostile(FORGED, {**good, "x-llm-model": ""}),
        "`x-llm-model` twice, in two cases": Hostile(FORGED, good, (("x-llm-model", "a"), ("X-Llm-Model", "b"))),
        "`x-llm-subject` without a token": Hostile(NO_TOKEN, {"x-llm-subject": "root"}),
        "`x-llm-team` without a token, at a host without tokens": Hostile(
            REMOVED, {"X-LLM-Team": "root"}, host=ANONYMOUS
        ),
        "`x-llm-subject` in a preflight": Hostile(FORGED, {**PREFLIGHT, "x-llm-subject": "root"}, method="OPTIONS"),
        "`x-forwarded-host` with a host without tokens": Hostile(NO_TOKEN, {"x-forwarded-host": ANONYMOUS}),
        "`forwarded` with a host without tokens": Hostile(NO_TOKEN, {"forwarded": f"host={ANONYMOUS}"}),
        "`x-original-url` and `x-envoy-original-path`": Hostile(
            NO_TOKEN, {"x-original-url": "/", "x-envoy-original-path": "/"}
        ),
        "`x-forwarded-client-cert`": Hostile(REMOVED, {**good, "x-forwarded-client-cert": "root"}, host=TWO),
        "`x-http-method-override`": Hostile(NO_TOKEN, {"x-http-method-override": "OPTIONS"}),
    }
