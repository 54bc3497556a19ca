"""A difference in the traffic of two folders, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from llm_api_mesh.traffic.model import GOES, REST_OF_REQUESTS

Topic = Literal[
    "access",
    "backend",
    "copies",
    "entry",
    "fallback",
    "gateway",
    "listener",
    "order",
    "part",
    "path",
    "pods",
    "policy",
    "public",
    "request",
    "setting",
    "share",
    "target",
]

_UNTIL_NOW = "until now, it"


@dataclass(frozen=True, order=True)
class Change:
    """One difference. The same folders the other way round give the same one, with `old` and `new` exchanged."""

    where: str
    """The host at a Gateway, the Service that pods of the mesh call, or the backend."""
    request: str
    """The kind of requests, perhaps of certain callers; empty: all of them."""
    topic: Topic
    subject: str
    """What differs, such as `version v2` or `timeout of a request`; empty: the requests themselves."""
    old: str | None
    """None: there was none."""
    new: str | None
    """None: there is none."""
    sources: tuple[str, ...] = ()
    """The objects that it is read from."""

    @property
    def words(self) -> str:
        """The sentence, without where it is and which requests it is about."""
        return _WORDS[self.topic](self.subject, self.old, self.new)

    @property
    def continues(self) -> bool:
        """Whether the requests are the subject of the sentence."""
        return self.topic in {"fallback", "request", "target"}

    @property
    def about(self) -> str:
        """The requests in the sentence; empty if it is about all, or about those that no other route takes."""
        return "" if self.request == REST_OF_REQUESTS else self.request


def _said(added: str, removed: str, changed: str) -> Callable[[str, str | None, str | None], str]:
    """A way to say a difference: what is there now, what no longer is, and what is instead of something else."""

    def say(subject: str, old: str | None, new: str | None) -> str:
        form = added if old is None else removed if new is None else changed
        return form.format(subject=subject, old=old, new=new)

    return say


def _target(_: str, old: str | None, new: str | None) -> str:
    if old and new and old.startswith(GOES) and new.startswith(GOES):
        return f"{new} instead of {old.removeprefix(GOES)}"
    return f"{new}; {_UNTIL_NOW} {old}"


_value = _said(
    "{subject} is {new}; until now, it isn't set",
    f"{{subject}} isn't set; {_UNTIL_NOW} is {{old}}",
    "{subject} is {new} instead of {old}",
)
_WORDS: Mapping[Topic, Callable[[str, str | None, str | None], str]] = {
    "access": _said("{subject}: {new}", "{subject}: no longer {old}", "{subject}: {new} instead of {old}"),
    "backend": _said("{new}", "no longer {old}", "{subject} is {new} instead of {old}"),
    "copies": _said(
        "copies of {new} go to {subject}",
        "no copies go to {subject}; until now, {old} of the requests are copied",
        "copies of {new} instead of {old} go to {subject}",
    ),
    "entry": _said("is new: {new}", f"is gone; {_UNTIL_NOW} has {{old}}", "has {new} instead of {old}"),
    "fallback": _said("falls back to {new}", "no longer falls back to {old}", "falls back to {new} instead of {old}"),
    "gateway": _said("is at {new}", "is no longer at {old}", "is at {new} instead of {old}"),
    "listener": _said("listens on {new}", "no longer listens on {old}", "listens on {new} instead of {old}"),
    "order": _said("{new}", "{old}", "routes are compared in another order: {new} instead of {old}"),
    "part": _said(
        "{subject}: {new}", f"{{subject}}: no longer; {_UNTIL_NOW} {{old}}", "{subject}: {new} instead of {old}"
    ),
    "path": _said("path {subject} is public", "path {subject} is no longer public", "path {subject}"),
    "pods": _said(
        "its pods have the labels {new}", "its pods aren't known", "its pods have the labels {new} instead of {old}"
    ),
    "policy": _value,
    "public": _said("public are {new}", "public are no longer {old}", "public are {new} instead of {old}"),
    "request": _said("is new: {new}", f"is gone; {_UNTIL_NOW} {{old}}", "{new} instead of {old}"),
    "setting": _value,
    "share": _said(
        "{subject} is new: it gets {new}",
        f"{{subject}} is gone; {_UNTIL_NOW} gets {{old}}",
        "{subject} gets {new} instead of {old}",
    ),
    "target": _target,
}
