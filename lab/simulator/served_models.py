"""The names of the models that a server has."""

from __future__ import annotations

from collections.abc import Sequence

from lab.simulator.answers import Body
from lab.simulator.errors import bad_request, unknown_model

_ANY = "simulated"


class ServedModels:
    """The names that a server knows; a server without names answers to any name."""

    def __init__(self, names: Sequence[str]) -> None:
        """Serve these names; requests without a name get the first."""
        self._names = tuple(names)

    def named(self, request: Body) -> str:
        """The model that a request names; raise if the server doesn't have it."""
        name = request.get("model", self.first)
        if not isinstance(name, str):
            raise bad_request("model must be a string.")
        self._require(name)
        return name

    def list(self) -> Body:
        """`GET /v1/models`."""
        return {"object": "list", "data": [_model(name) for name in self._listed]}

    def one(self, name: str) -> Body:
        """`GET /v1/models/<name>`."""
        self._require(name)
        return _model(name)

    @property
    def first(self) -> str:
        """The name for requests without one."""
        return self._listed[0]

    @property
    def _listed(self) -> tuple[str, ...]:
        return self._names or (_ANY,)

    def _require(self, name: str) -> None:
        if self._names and name not in self._names:
            raise unknown_model(name)


def _model(name: str) -> Body:
    return {"id": name, "object": "model", "created": 0, "owned_by": "lab"}
