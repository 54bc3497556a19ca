"""Names, labels and ports as Kubernetes allows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from frozendict import frozendict

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.values import YAML_SYNTAX

LABEL_MAX = 63
NAME_MAX = 253
DNS_NAME = (
    f"labels of up to {LABEL_MAX} lower-case letters, digits and inner hyphens, separated by dots, "
    f"at most {NAME_MAX} characters in total"
)
QUALIFIED_NAME = f"up to {LABEL_MAX} letters, digits and inner - _ . with an optional prefix/"

ALL_NAMESPACES = "*"

_DNS_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_LABEL_PART = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")


def _nearest_label(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LABEL_MAX].strip("-")


def dns_label(name: str) -> str:
    """Accept an RFC 1123 label, which namespaces and subsets need."""
    if len(name) > LABEL_MAX:
        # A name that is cut or hashed wouldn't be recognizable.
        raise refused(
            "name-too-long", allowed=f"at most {LABEL_MAX} characters (this name has {len(name)})", fix="Shorten it."
        )
    if not is_dns_label(name):
        near = _nearest_label(name)
        raise refused(
            "name-invalid",
            allowed="lower-case letters, digits and inner hyphens",
            fix=f'Write "{near}".' if near else "",
        )
    return name


def _any_namespace(name: str) -> str:
    return name if name == ALL_NAMESPACES else dns_label(name)


def service_name(name: str) -> str:
    """Accept an RFC 1035 label, which Services need: it doesn't start with a digit."""
    if dns_label(name)[0].isdigit():
        raise refused(
            "name-invalid", allowed="a name that starts with a letter, as Services require", fix=f'Write "m-{name}".'
        )
    return name


def is_dns_label(name: str) -> bool:
    """Return whether `name` is an RFC 1123 label."""
    return len(name) <= LABEL_MAX and bool(_DNS_LABEL.fullmatch(name))


def is_dns_name(name: str) -> bool:
    """Return whether `name` is an RFC 1123 subdomain: labels with dots between."""
    return len(name) <= NAME_MAX and all(map(is_dns_label, name.split(".")))


def is_domain(name: str) -> bool:
    """Return whether `name` is a subdomain that isn't an address: Istio refuses a number at its end."""
    return is_dns_name(name) and not name.rpartition(".")[2].isdecimal()


def dns_name(name: str) -> str:
    """Accept an RFC 1123 subdomain, which Secrets and cluster domains need."""
    if not is_dns_name(name):
        raise refused("name-invalid", allowed=DNS_NAME)
    return name


def _domain(name: str) -> str:
    if not is_domain(name):
        raise refused("name-invalid", allowed=f"{DNS_NAME}, with a last label that isn't a number")
    return name


def is_port_name(name: str) -> bool:
    """Return whether `name` is a valid name for the port of a Service: an RFC 6335 service name."""
    longest = 15
    return len(name) <= longest and "--" not in name and bool(_DNS_LABEL.fullmatch(name))


def _is_qualified_name(key: str) -> bool:
    prefix, slash, name = key.rpartition("/")
    return bool((not slash or is_dns_name(prefix)) and len(name) <= LABEL_MAX and _LABEL_PART.fullmatch(name))


def _qualified_name(name: str) -> str:
    if not _is_qualified_name(name):
        raise refused("name-invalid", allowed=QUALIFIED_NAME)
    return name


def _annotations(annotations: Mapping[str, str]) -> Mapping[str, str]:
    for key, value in annotations.items():
        if not _is_qualified_name(key):
            raise refused("label-invalid", given=f"key {show(key)}", allowed=f"an annotation's key: {QUALIFIED_NAME}")
        if not value.isprintable() or value in YAML_SYNTAX:
            raise refused(
                "label-invalid",
                given=f"value {show(value)}",
                allowed='one line of printable characters, other than "=" and "<<", which have a meaning in YAML',
            )
    return frozendict(dict(sorted(annotations.items())))


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    for key, value in labels.items():
        if not _is_qualified_name(key):
            raise refused("label-invalid", given=f"key {show(key)}", allowed=f"a label's key: {QUALIFIED_NAME}")
        if len(value) > LABEL_MAX or (value and not _LABEL_PART.fullmatch(value)):
            raise refused(
                "label-invalid",
                given=f"value {show(value)}",
                allowed=f"a label value of up to {LABEL_MAX} letters, digits and inner - _ .",
            )
    return frozendict(dict(sorted(labels.items())))


def _some(labels: Mapping[str, str]) -> Mapping[str, str]:
    if not labels:
        raise refused(
            "label-invalid",
            allowed="at least one label, because an empty selector would select every pod of the namespace",
        )
    return labels


def _port(number: int) -> int:
    highest = 65535
    if not 1 <= number <= highest:
        raise refused("port-range", allowed=f"1 to {highest}")
    return number


def compatible(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether a pod can carry the labels of both."""
    return all(other.get(key, value) == value for key, value in one.items())


_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_KEY = r"([a-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?"
_VALUES = {"type": "string", "pattern": r"([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?", "maxLength": LABEL_MAX}

DnsLabel = Annotated[str, Rule(dns_label, pattern=_LABEL, maxLength=LABEL_MAX)]
AnyNamespace = Annotated[str, Rule(_any_namespace, pattern=rf"\*|{_LABEL}", maxLength=LABEL_MAX)]
"""A namespace, or `ALL_NAMESPACES`."""
DnsName = Annotated[str, Rule(dns_name, pattern=rf"{_LABEL}(\.{_LABEL})*", maxLength=NAME_MAX)]
ServiceName = Annotated[str, Rule(service_name, pattern=r"[a-z]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
Domain = Annotated[str, Rule(_domain, pattern=rf"{_LABEL}(\.{_LABEL})*", maxLength=NAME_MAX)]
Port = Annotated[int, Rule(_port, minimum=1, maximum=65535)]
QualifiedName = Annotated[str, Rule(_qualified_name, pattern=_KEY)]
Annotations = Annotated[Mapping[str, str], Rule(_annotations, propertyNames={"pattern": _KEY})]
Labels = Annotated[Mapping[str, str], Rule(_labels, propertyNames={"pattern": _KEY}, additionalProperties=_VALUES)]
Selector = Annotated[Labels, Rule(_some, minProperties=1)]
"""Labels that pods must have, one or more."""
