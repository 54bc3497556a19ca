"""A forward proxy: `python -m lab.simulator.connect --port=3128`. It prints the request line of each client.

With `--redirect=HOST:PORT`, it connects clients to this server instead of the one that they name, as a proxy does that
ends TLS. With `--redirect=nobody`, it answers 403.
"""

from __future__ import annotations

import argparse
import asyncio
from functools import partial

NOBODY = "nobody"

_READ_SIZE = 65536


async def _serve(redirect: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        line = head.partition(b"\r\n")[0].decode()
        print(line, flush=True)
        method, target, _ = line.split(" ")
        if method != "CONNECT" or redirect == NOBODY:
            writer.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
            return
        host, _, port = (redirect or target).rpartition(":")
        try:
            from_server, to_server = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n")
            return
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(_copy(reader, to_server), _copy(from_server, writer))
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_READ_SIZE):
        writer.write(data)
        await writer.drain()
    writer.close()


async def _run(port: int, redirect: str) -> None:
    await asyncio.start_server(partial(_serve, redirect), port=port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m lab.simulator.connect", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--redirect", default="", help="the server to which it connects all clients")
    arguments = parser.parse_args()
    asyncio.run(_run(arguments.port, arguments.redirect))
