"""Run one replica: `python -m lab.simulator --replica=chat-0 --port=8080`."""

from __future__ import annotations

import argparse
import asyncio
import ssl
from collections.abc import Callable
from dataclasses import fields
from functools import partial

from lab.simulator.http1 import Connection, Lifetime
from lab.simulator.model import Model, Settings
from lab.simulator.server import MAX_RECORDED_REQUESTS, Replica

_BACKLOG = 1024


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.simulator", description=__doc__)
    parser.add_argument("--replica", required=True, help="the value of x-replica in answers")
    parser.add_argument("--version", default="", help="the value of x-version in answers")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--control-port", type=int, default=9901)
    parser.add_argument("--base-path", default="/v1", help="the prefix of the API's paths")
    parser.add_argument("--models", default="", help="answer 404 for models other than these, separated by commas")
    parser.add_argument("--certificate", help="the certificate with which the API is served by TLS")
    parser.add_argument("--key", help="the key of the certificate")
    parser.add_argument("--server-names", default="", help="refuse TLS handshakes without one of these names")
    parser.add_argument("--http2", type=int, default=0, help="1: the API speaks HTTP/2 only, as a gRPC server does")
    parser.add_argument(
        "--recorded-requests", type=int, default=MAX_RECORDED_REQUESTS, help="the requests that it keeps"
    )
    for setting in (*fields(Settings), *fields(Lifetime)):
        flag = f"--{setting.name.replace('_', '-')}"
        parser.add_argument(flag, type=type(setting.default), default=setting.default)
    return parser.parse_args()


def _tls(arguments: argparse.Namespace) -> ssl.SSLContext:
    """Accept only the server's own names, as a server with many customers does."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(arguments.certificate, arguments.key)
    names = set(filter(None, arguments.server_names.split(",")))

    def known(_: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> int | None:
        return None if name in names else int(ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME)

    if names:
        tls.sni_callback = known
    return tls


async def _run(arguments: argparse.Namespace) -> None:
    settings = Settings(**{f.name: getattr(arguments, f.name) for f in fields(Settings)})
    lifetime = Lifetime(**{f.name: getattr(arguments, f.name) for f in fields(Lifetime)})
    served = tuple(filter(None, arguments.models.split(",")))
    replica = Replica(
        Model(settings),
        arguments.replica,
        arguments.version,
        arguments.base_path,
        served,
        recorded=arguments.recorded_requests,
    )
    tls = _tls(arguments) if arguments.certificate else None
    loop = asyncio.get_running_loop()
    api: Callable[[], asyncio.Protocol] = partial(Connection, replica.serve_api, lifetime)
    if arguments.http2:
        # Its import takes as long as everything else.
        from lab.simulator.http2 import Http2  # noqa: PLC0415

        api = partial(Http2, replica.serve_api)
    control = partial(Connection, replica.serve_control, lifetime)
    # The API's port is opened first, so the replica is ready when its control port answers.
    for port, server, context in ((arguments.port, api, tls), (arguments.control_port, control, None)):
        await loop.create_server(server, port=port, backlog=_BACKLOG, ssl=context)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
