"""When Node.js is chosen and started.

A package made by jsii, such as `cdk8s`, has a module `_jsii`. The first such module that is imported starts Node.js,
and it runs until the program ends. So the choice is made right before that import, no matter who imports the package.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from threading import Lock, Thread

_lock = Lock()


class _Watch:
    """Chooses a Node.js before the first module `_jsii` is imported.

    This finder on `sys.meta_path` never finds a module.
    """

    def find_spec(self, name: str, path: object, target: object = None, /) -> None:
        del path, target
        if name.endswith("._jsii"):
            _choose_once()


_watch = _Watch()


def watch_imports() -> None:
    """Choose a Node.js later, right before something starts it."""
    sys.meta_path.insert(0, _watch)


def start_node() -> None:
    """Start Node.js while Python continues; otherwise Python would wait a tenth of a second for it.

    The next import of cdk8s waits until Node.js has started. If the start fails, that import raises the error.
    """
    if _watch in sys.meta_path:
        _choose_once()
        import_module("jsii")  # here, because two threads with many imports slow each other down
        Thread(target=_start, name="node-start").start()


def _start() -> None:
    with suppress(Exception):
        import_module("cdk8s")  # nothing more: this import only waits for Node.js, and others would compete for Python


def _choose_once() -> None:
    with _lock:
        if _watch in sys.meta_path:
            import_module("llm_api_mesh.node").choose_node(running=_is_running())
            sys.meta_path.remove(_watch)


def _is_running() -> bool:
    return any(name.endswith("._jsii") for name in sys.modules)
