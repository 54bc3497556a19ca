"""Hosts: which of them overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh.spec.hosts import overlap
from support.apps import Refusal

NAMES = ["example.com", "a.example.com", "b.a.example.com", "example.org"]
WILDCARDS = ["*", "*.com", "*.example.com", "*.a.example.com"]


def names(host: str) -> set[str]:
    return {name for name in NAMES if host in {name, "*"} or (host[0] == "*" and name.endswith(host[1:]))}


@given(st.sampled_from(NAMES + WILDCARDS), st.sampled_from(NAMES + WILDCARDS))
def test_overlap_means_a_common_name(one: str, other: str) -> None:
    """Hosts overlap if both include one name, in either order."""
    assert overlap(one, other) == overlap(other, one) == bool(names(one) & names(other))


@pytest.mark.parametrize(("host", "other"), [("*.example.com", "example.com"), ("*.ample.com", "a.example.com")])
def test_a_wildcard_stands_for_whole_labels(host: str, other: str) -> None:
    """A wildcard includes neither its parent nor a name that merely ends alike."""
    assert not overlap(host, other)


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "host with a port": ({"hosts": ["llm.example.com:8443"]}, "a host name without port"),
    "host with a path": (
        {"hosts": ["llm.example.com/v1"]},
        ('Write "llm.example.com", and put the path into match. Allowed: a host name without path. [host-invalid]'),
    ),
    "host with a dot behind": (
        {"hosts": ["llm.example.com."]},
        'Write "llm.example.com". Allowed: a host name without a trailing dot. [host-invalid]',
    ),
    "wildcard with a dot behind": ({"hosts": ["*.com."]}, "a host name without a trailing dot"),
    "host in upper case": (
        {"hosts": ["LLM.example.com"]},
        'Write "llm.example.com". Allowed: lower-case letters. [host-invalid]',
    ),
    "short host": (
        {"hosts": ["chat"]},
        'Write the full name: "chat.example.com". Allowed: a fully qualified name. [host-invalid]',
    ),
    "address as a host": ({"hosts": ["10.0.0.1"]}, "a name with a top-level domain, not an IP address"),
    "host with an empty label": ({"hosts": ["llm..com"]}, "labels of up to 63"),
    "host with an underscore": ({"hosts": ["my_llm.example.com"]}, "[host-invalid]"),
    "wildcard inside": (
        {"hosts": ["llm.*.com"]},
        ('List the hosts. Allowed: a star only as the whole first label, as in "*.example.com". [host-invalid]'),
    ),
    "wildcard in a label": (
        {"hosts": ["*foo.example.com"]},
        ('List the hosts. Allowed: a star only as the whole first label, as in "*.example.com". [host-invalid]'),
    ),
    "wildcard over a wildcard": ({"hosts": ["*.example.com", "*.a.example.com"]}, "[host-overlap]"),
    "any host and another": ({"hosts": ["*", "llm.example.com"]}, "[host-overlap]"),
    "one host twice": ({"hosts": ["llm.example.com", "llm.example.com"]}, "[host-overlap]"),
    "no host": (
        {"hosts": []},
        'To match every host, write hosts=["*"]. Allowed: at least one host name. [host-invalid]',
    ),
    "number at a host's end": ({"hosts": ["a.1"]}, "a name with a top-level domain"),
    "host with port and path": ({"hosts": ["llm.example.com:8443/v1"]}, "[host-invalid]"),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
