"""Run one server, in its own environment: `python -m lab.tools.real_model_server --model=tiny --port=8080`."""

from __future__ import annotations

import argparse
import signal
import tempfile
from pathlib import Path

import xllamacpp

from lab.tools.real_model_server import model

_SLOTS = 4


def main() -> None:
    """Write the model, and serve it until the process ends."""
    parser = argparse.ArgumentParser(prog="python -m lab.tools.real_model_server", description=__doc__)
    parser.add_argument("--model", required=True, help="the model's name in answers")
    parser.add_argument("--port", type=int, default=8080)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.gguf"
        model.write(path)
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.model_alias = [arguments.model]
        parameters.hostnames = ["0.0.0.0"]  # noqa: S104 (the namespace of a Pod, which no other machine can reach)
        parameters.port = arguments.port
        parameters.n_ctx = model.CONTEXT_TOKENS
        parameters.n_parallel = _SLOTS
        parameters.cpuparams.n_threads = 1
        # The most likely token, so that the same request gets the same answer.
        parameters.sampling.temp = 0
        server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
