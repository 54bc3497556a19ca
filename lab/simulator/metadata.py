"""Google's metadata server, for tokens only: `python -m lab.simulator.metadata --port=80 --token=T`."""

from __future__ import annotations

import argparse
import asyncio
from functools import partial

from lab.simulator.http1 import Connection, Lifetime, Request

_PATH = "/computeMetadata/v1/instance/service-accounts/default/token"
_FLAVOR = {"metadata-flavor": "Google"}
_LIFETIME_SECONDS = 3599


async def _answer(token: str, request: Request, connection: Connection) -> None:
    if request.path != _PATH:
        connection.respond(200, _FLAVOR, b"")
    elif request.headers.get("metadata-flavor") != "Google":
        # A browser that was tricked into the request doesn't send this header.
        connection.respond(404, {}, b"")
    else:
        answer = {"access_token": token, "expires_in": _LIFETIME_SECONDS, "token_type": "Bearer"}
        connection.respond_json(200, _FLAVOR, answer)


async def _run(port: int, token: str) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: Connection(partial(_answer, token), Lifetime()), port=port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m lab.simulator.metadata", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", required=True)
    arguments = parser.parse_args()
    asyncio.run(_run(arguments.port, arguments.token))
