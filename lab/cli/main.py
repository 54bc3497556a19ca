"""Run a lab to try things on, and remove what crashed labs have left."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from lab import limits
from lab.cli.backends import hosts, start_backends
from lab.cli.providers import start_providers
from lab.environment import Lab, build_tools
from lab.errors import LabError
from lab.machine import leftovers, network, privilege, state
from lab.traffic import call
from lab.waits import wait_for

# The name of the one lab that this command runs. Labs of tests have random names.
_NAME = "up"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; an error is printed as one line."""
    options = _parser().parse_args(arguments)
    try:
        if os.geteuid() != 0 and options.run in (_call, _down, _status):
            _as_root(options, arguments or sys.argv[1:])
        return int(options.run(options))
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run, text in (
        ("up", _up, "start a lab in the background, with a folder's YAML and backends for it"),
        ("run", _run, "the same in the foreground, until Ctrl-C"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("folder", type=_folder, nargs="?", help="a folder of YAML")
        command.add_argument("--replicas", type=int, default=3, help="replicas for each Service or subset")
        command.set_defaults(run=run)
    command = commands.add_parser("enter", help="run a command as root in a user namespace, as a lab needs it")
    command.add_argument("command", nargs=argparse.REMAINDER)
    command.set_defaults(run=_enter)
    commands.add_parser("down", help="end the running lab, and remove what crashed labs have left").set_defaults(
        run=_down
    )
    commands.add_parser("status", help="list the labs on this machine").set_defaults(run=_status)
    command = commands.add_parser("call", help="send a request to the gateway of the running lab")
    command.add_argument("host")
    command.add_argument("path", nargs="?", default="/v1/models")
    command.add_argument("-H", "--header", action="append", default=[], help="NAME: VALUE")
    command.add_argument("-d", "--data", help="the body of a POST request")
    command.set_defaults(run=_call)
    return parser


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}: write the YAML first")
    return Path(path)


def _as_root(options: argparse.Namespace, arguments: list[str]) -> None:
    """Run the same command as root instead of this process, inside the user namespace of the lab if it runs in one."""
    again = [sys.executable, "-m", "lab", *arguments]
    owner = state.owner(_NAME)
    if owner is None or options.run is _down:
        privilege.enter(again)
    else:
        privilege.join(owner, again)


def _run(options: argparse.Namespace) -> int:
    def leave(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    with ExitStack() as stack:
        try:
            folder = options.folder
            lab = stack.enter_context(Lab(lab_id=_NAME))
            if folder:
                start_providers(lab, folder)
                lab.apply(folder)
                start_backends(lab, options.folder, options.replicas)
            _write_ready(lab)
            _print_usage(options.folder)
            while True:
                signal.pause()
        except KeyboardInterrupt:
            return 0


def _up(options: argparse.Namespace) -> int:
    if state.owner(_NAME) is not None:
        raise LabError("run `python -m lab down` first: a lab is running already")
    # Built here and not in the background, so that the user sees the progress.
    build_tools()
    leftovers.remove(_NAME)
    folder = [str(options.folder.resolve())] if options.folder else []
    output = tempfile.TemporaryFile("w+")  # noqa: SIM115 - the lab writes to it after this command has ended
    command = [sys.executable, "-m", "lab", "run", *folder, f"--replicas={options.replicas}"]
    process = subprocess.Popen(
        privilege.as_root(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )

    def ready() -> bool:
        if process.poll() is not None:
            output.seek(0)
            raise LabError(f"the lab has ended:\n{output.read()}")
        return _ready_file().exists()

    wait_for("the lab", ready, limits.LAB_SECONDS)
    _print_usage(options.folder)
    return 0


def _enter(options: argparse.Namespace) -> int:
    privilege.enter(options.command)
    return 0


def _down(options: argparse.Namespace) -> int:
    if (owner := state.owner(_NAME)) is not None:
        os.kill(owner, signal.SIGTERM)
        wait_for("the lab's end", lambda: state.owner(_NAME) is None, limits.START_SECONDS)
    for name in leftovers.crashed():
        leftovers.remove(name)
        print(f"lab: removed what the crashed lab {name} had left")
    return 0


def _status(options: argparse.Namespace) -> int:
    for name in leftovers.all_labs():
        owner = state.owner(name)
        print(f"lab {name}: {f'process {owner}' if owner else 'its process is unknown'}")
        for namespace in network.namespaces_of(name):
            print(f"  {namespace}: {len(network.processes_in(namespace))} processes")
    return 0


def _call(options: argparse.Namespace) -> int:
    if not _ready_file().exists():
        raise LabError("run `python -m lab up` first: no lab is running")
    gateway = json.loads(_ready_file().read_text())
    headers = dict(header.split(": ", 1) for header in options.header)
    request = call.Call(
        namespace=gateway["namespace"],
        address=gateway["address"],
        port=80,
        host=options.host,
        path=options.path,
        method="POST" if options.data else "GET",
        headers={"content-type": "application/json", **headers} if options.data else headers,
        body=options.data.encode() if options.data else None,
    )
    (answer,) = call.send(request)
    print(answer.status, *(f"{name}: {value}" for name, value in answer.headers.items()), sep="\n")
    print(answer.error or answer.body.decode(errors="replace"))
    return 0 if answer.ok else 1


def _ready_file() -> Path:
    return state.folder_of(_NAME) / "ready.json"


def _write_ready(lab: Lab) -> None:
    gateway = {"namespace": lab.hub.namespace, "address": lab.gateway.host.address}
    # Renamed when complete, so that a waiting process never reads a part of it.
    temporary = _ready_file().with_suffix(".new")
    temporary.write_text(json.dumps(gateway))
    temporary.rename(_ready_file())


def _print_usage(folder: Path | None) -> None:
    gateway = json.loads(_ready_file().read_text())
    for host in hosts(folder) if folder else ["HOST"]:
        if os.geteuid() == 0:
            print(
                f"ip netns exec {gateway['namespace']} curl -i -H 'host: {host}' http://{gateway['address']}/v1/models"
            )
        print(f"python -m lab call {host} /v1/models")
    print(f"files and logs: {state.folder_of(_NAME)}; `python -m lab down` removes everything")
    sys.stdout.flush()
