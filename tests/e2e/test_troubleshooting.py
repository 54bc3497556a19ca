"""docs/troubleshooting.md: each command prints what the page shows, and each row of its table is caused on the lab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.apis import api, host_of
from e2e.support.page_commands import Shell
from lab.apps.app import App
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ALL_PATHS, Budget, FaultDrill, Version
from support import ROOT
from support.console import commands
from support.markdown import blocks

PAGE = ROOT / "docs" / "troubleshooting.md"
COMMANDS = [one for block in blocks(PAGE) if block.language == "console" for one in commands(block.text)]
NAME = "trouble"
HOST = host_of(NAME)
STREAM = {"stream": True, "messages": []}
SLOW = {"simulator": {"tokens_per_second": 1.0}}
"""A replica whose first token comes at once, and each further one after a second."""

_LINE = re.compile(r'^\[[^]]+\] "[A-Z]+ (?P<path>\S+) [^"]+" (?P<status>\d+) (?P<flags>\S+) (?P<details>\S+) ')
_ROW = re.compile(r"^\| (\d+) \| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)

Row = tuple[str, str, str]
"""Status, flags, and how the details begin."""


@pytest.fixture(scope="module")
def versions(shared_lab: Lab, chat_v1: App, chat_v2: App) -> None:
    """The pods of the API in dist/, of which the page speaks, and the request whose line in the log the page shows."""
    assert chat_v1
    assert chat_v2
    path = "/v1/models?from=a-tester"
    (answer,) = shared_lab.call(host="chat.example.com", path=path, headers={"x-llm-version": "v2"})
    assert answer.ok
    wait_for("the line in the log", lambda: any(path in line for line in shared_lab.gateway.logs()))


@pytest.fixture(scope="module")
def shell(shared_lab: Lab, versions: None, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell with the commands of the page."""
    assert versions is None
    return Shell(shared_lab, tmp_path_factory.mktemp("commands"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.text)
def test_a_command_prints_what_the_page_shows(lab: Lab, shell: Shell, command: Any) -> None:
    """Each command of the page runs, and prints what is below it."""
    assert lab
    assert not command.shows_nothing
    printed = shell.run(command)
    assert command.prints(printed), printed


def _unknown_host(lab: Lab, _: App) -> None:
    lab.call(host="unknown.example.com", path=_path(404, "NR"))


def _private_path(lab: Lab, _: App) -> None:
    lab.call(host="chat.example.com", path=_path(404, "-"), method="DELETE")


def _no_pod(lab: Lab, app: App) -> None:
    app.remove_replica(0)
    lab.wait_applied()
    lab.call(host=HOST, path=_path(503, "UH"))


def _killed(lab: Lab, app: App) -> None:
    app.replica(0).kill()
    lab.call(host=HOST)  # the gateway may have an open connection, and not know yet that it broke
    lab.call(host=HOST, path=_path(503, "URX,UF"))


def _broken(lab: Lab, app: App) -> None:
    app.replica(0).dying(tokens=0)
    lab.call(host=HOST, path=_path(503, "UC"), body={})


def _refused(lab: Lab, app: App) -> None:
    app.replica(0).refuse(503)
    lab.call(host=HOST, path=_path(503, "URX"))


def _silent(lab: Lab, app: App) -> None:
    app.replica(0).hang()
    lab.call(host=HOST, path=_path(504, "UT"), body={})


def _too_long(lab: Lab, _: App) -> None:
    lab.call(host=HOST, path=_path(200, "UT"), body=STREAM)


def _died(lab: Lab, app: App) -> None:
    app.replica(0).dying(tokens=3)
    lab.call(host=HOST, path=_path(200, "UPE"), body=STREAM)


def _client_left(lab: Lab, _: App) -> None:
    lab.call(host=HOST, path=_path(200, "DC"), body=STREAM, timeout=0.5)


def _drill(lab: Lab, _: App) -> None:
    lab.call(host=HOST, path=_path(429, "FI"), headers={"x-drill": "full"})


@contextmanager
def _without_rule(lab: Lab, folder: Path) -> Iterator[None]:
    """Delete the DestinationRule of the API while a request is sent."""
    objects = yaml.safe_load_all((folder / NAME / f"{NAME}.k8s.yaml").read_text())
    rule = folder / "rule.yaml"
    rule.write_text(yaml.safe_dump(next(one for one in objects if one["kind"] == "DestinationRule")))
    lab.delete(rule)
    try:
        yield
    finally:
        lab.apply(rule)


TIMED = {"budget": Budget(generation=timedelta(seconds=2))}
DRILL = FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)

CAUSES: dict[str, tuple[Callable[[Lab, App], None], dict[str, Any]]] = {
    "404 NR": (_unknown_host, {}),
    "404 -": (_private_path, {}),
    "503 UH": (_no_pod, {}),
    "503 URX,UF": (_killed, {}),
    "503 UC": (_broken, {}),
    "503 URX": (_refused, {}),
    "504 UT": (_silent, TIMED),
    "200 UT": (_too_long, {**TIMED, **SLOW}),
    "200 UPE": (_died, {}),
    "200 DC": (_client_left, SLOW),
    "429 FI": (_drill, {"drills": [DRILL]}),
}


def rows() -> list[Row]:
    """The rows of the page's table of flags."""
    table = PAGE.read_text(encoding="utf-8").partition("### Flags and details")[2].partition("\n## ")[0]
    return [found.groups() for found in _ROW.finditer(table)]  # type: ignore[misc]


def _path(status: int, flags: str) -> str:
    return f"/v1/chat/completions?cause={status}-{flags}"


def _logged(lab: Lab, status: int, flags: str) -> list[Row]:
    """What the gateway's log says about the requests for a path."""
    found = filter(None, map(_LINE.match, lab.gateway.logs()))
    path = _path(status, flags)
    return [(one["status"], one["flags"], one["details"]) for one in found if one["path"] == path]


@pytest.mark.parametrize("cause", CAUSES)
def test_flags_and_details(lab: Lab, tmp_path: Path, cause: str) -> None:
    """What causes a row of the table leads to its status, its flags and its details in the access log."""
    send, options = CAUSES[cause]
    status, flags = int(cause.partition(" ")[0]), cause.partition(" ")[2]
    with api(lab, tmp_path, NAME, replicas=1, **{"paths": ALL_PATHS, "pool": {"ejection": None}, **options}) as app:
        send(lab, app)
        ((logged),) = wait_for("the line in the log", lambda: _logged(lab, status, flags))
        for replica in app.replicas:
            replica.heal() if cause != "503 URX,UF" else replica.restart()
    _assert_row(logged, cause)


def test_a_version_without_its_subset(lab: Lab, tmp_path: Path) -> None:
    """A route to a version that no DestinationRule has leads to the flag that the page says."""
    pool = {"versions": [Version(name="v1", weight=1), Version(name="v2", weight=1)]}
    with api(lab, tmp_path, NAME, replicas=1, pool=pool, paths=ALL_PATHS), _without_rule(lab, tmp_path):
        lab.call(host=HOST, path=_path(503, "NC"))
        ((logged),) = wait_for("the line in the log", lambda: _logged(lab, 503, "NC"))
    _assert_row(logged, "503 NC")


def _assert_row(logged: Row, cause: str) -> None:
    ((status, flags, details),) = [row for row in rows() if f"{row[0]} {row[1]}" == cause]
    assert logged[:2] == (status, flags)
    assert logged[2].startswith(details), logged


def test_each_row_has_its_cause() -> None:
    """No row of the table lacks its test, and no test lacks its row."""
    assert {f"{status} {flags}" for status, flags, _ in rows()} == {*CAUSES, "503 NC"}
