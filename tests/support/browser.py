"""A real browser: Chromium without a window, driven by its DevTools protocol over two pipes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
)
_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), " ": (32, " ")}
_LONGEST = 20.0
_START = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
os.dup2(pipes[0], 3)
os.dup2(pipes[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Starts the browser, which reads from descriptor 3 and writes to 4."""


class Page:
    """A page that is open."""

    def __init__(self, pipes: _Pipes, session: str) -> None:
        self._pipes = pipes
        self._session = session

    @property
    def events(self) -> list[Mapping[str, Any]]:
        """What has happened: requests, messages of the console, uncaught errors."""
        return [one for one in self._pipes.events if one.get("sessionId") == self._session]

    def call(self, method: str, **parameters: Any) -> Mapping[str, Any]:
        """Call a method of the protocol."""
        return self._pipes.call(method, parameters, self._session)

    def open(self, url: str) -> None:
        """Open an address, and wait until it is loaded."""
        loaded = sum(one["method"] == "Page.loadEventFired" for one in self.events)
        self.call("Page.navigate", url=url)
        if "#" in url:  # another place of the same page isn't loaded again
            self.call("Page.reload")
        end = time.monotonic() + _LONGEST
        while sum(one["method"] == "Page.loadEventFired" for one in self.events) == loaded:
            assert time.monotonic() < end, f"{url} isn't loaded"
            self._pipes.call("Target.getTargets", {})  # reads what has happened

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys one after the other: a character, or the name of a key."""
        for key in keys:
            code, text = _KEYS.get(key, (0, key))
            about = {"key": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
            self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def resize(self, width: int, height: int) -> None:
        """Give the page a size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme: str) -> None:
        """Let the page see that its reader prefers `light` or `dark` colors."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def save_picture(self, path: Path) -> None:
        """Write what the page shows to a file, for people."""
        path.write_bytes(b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]))


class _Pipes:
    """The two pipes of the protocol: JSON texts that end with a zero byte."""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self.events: list[Mapping[str, Any]] = []
        self._to, self._back = to, back
        self._last = 0

    def call(self, method: str, parameters: Mapping[str, Any], session: str = "") -> Mapping[str, Any]:
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        self._to.write(json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        self._to.flush()
        while True:
            found = self._next()
            if found.get("id") == self._last:
                assert "error" not in found, (method, found)
                result: Mapping[str, Any] = found["result"]
                return result
            self.events.append(found)

    def _next(self) -> Mapping[str, Any]:
        read = bytearray()
        while (byte := self._back.read(1)) != b"\0":
            assert byte, "the browser has ended"
            read += byte
        found: Mapping[str, Any] = json.loads(read)
        return found


@contextmanager
def open_page() -> Iterator[Page]:
    """An empty page of a browser, which ends with it."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    assert program, f"no browser is installed: {', '.join(_NAMES)}"
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pipes = (str(theirs_in), str(theirs_out))
        process = subprocess.Popen(
            [sys.executable, "-c", _START, *pipes, program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            with os.fdopen(ours_out, "wb") as to, os.fdopen(ours_in, "rb") as back:
                yield _attached(_Pipes(to, back))
        finally:
            process.kill()
            process.wait()


def _attached(pipes: _Pipes) -> Page:
    target = pipes.call("Target.createTarget", {"url": "about:blank"})["targetId"]
    session = pipes.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
    page = Page(pipes, session)
    for domain in ("Page", "Runtime", "Network", "Log"):
        page.call(f"{domain}.enable")
    return page
