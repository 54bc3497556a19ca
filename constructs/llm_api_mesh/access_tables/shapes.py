"""The types of the fields that the tables read. An object with another type is refused, as the API server does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.inspection.rules.fields import values_at

_OBJECT, _LIST, _SCALAR = "a mapping", "a list", "text or a number"

_SELECTOR = {"spec.selector": _OBJECT}
_MATCHING = {**_SELECTOR, "spec.selector.matchLabels": _OBJECT, "spec.targetRef": _OBJECT, "spec.targetRefs": _LIST}
_SOURCE = "spec.rules[].from[]"
_TARGET = "spec.rules[].to[]"

_SOURCES = ("principals", "requestPrincipals", "namespaces", "ipBlocks", "remoteIpBlocks", "serviceAccounts")
_OPERATIONS = ("hosts", "ports", "methods", "paths")
_LISTS = {
    f"{place}.{one}": _LIST
    for place, names in ((f"{_SOURCE}.source", _SOURCES), (f"{_TARGET}.operation", _OPERATIONS))
    for name in names
    for one in (name, f"not{name[:1].upper()}{name[1:]}")
}

_FIELDS: Mapping[str, Mapping[str, str]] = {
    "AuthorizationPolicy": {
        **_MATCHING,
        "spec.rules": _LIST,
        "spec.rules[]": _OBJECT,
        "spec.rules[].from": _LIST,
        _SOURCE: _OBJECT,
        f"{_SOURCE}.source": _OBJECT,
        "spec.rules[].to": _LIST,
        _TARGET: _OBJECT,
        f"{_TARGET}.operation": _OBJECT,
        "spec.rules[].when": _LIST,
        "spec.rules[].when[]": _OBJECT,
        "spec.rules[].when[].values": _LIST,
        "spec.rules[].when[].notValues": _LIST,
        "spec.provider": _OBJECT,
        **_LISTS,
    },
    "DestinationRule": {
        "spec.trafficPolicy": _OBJECT,
        "spec.subsets": _LIST,
        "spec.subsets[]": _OBJECT,
        "spec.subsets[].labels": _OBJECT,
        "spec.subsets[].trafficPolicy": _OBJECT,
    },
    "EnvoyFilter": {
        "spec.workloadSelector": _OBJECT,
        "spec.workloadSelector.labels": _OBJECT,
        "spec.configPatches": _LIST,
        "spec.configPatches[]": _OBJECT,
        "spec.configPatches[].patch": _OBJECT,
    },
    "Gateway": {
        **_SELECTOR,
        "spec.servers": _LIST,
        "spec.servers[]": _OBJECT,
        "spec.servers[].hosts": _LIST,
        "spec.servers[].hosts[]": _SCALAR,
        "spec.servers[].port": _OBJECT,
        "spec.servers[].tls": _OBJECT,
    },
    "PeerAuthentication": {**_MATCHING, "spec.mtls": _OBJECT, "spec.portLevelMtls": _OBJECT},
    "RequestAuthentication": {**_MATCHING, "spec.jwtRules": _LIST, "spec.jwtRules[]": _OBJECT},
    "Service": {**_SELECTOR, "spec.ports": _LIST, "spec.ports[]": _OBJECT},
    "ServiceEntry": {
        "spec.hosts": _LIST,
        "spec.hosts[]": _SCALAR,
        "spec.endpoints": _LIST,
        "spec.endpoints[]": _OBJECT,
        "spec.exportTo": _LIST,
    },
    "VirtualService": {
        "spec.hosts": _LIST,
        "spec.hosts[]": _SCALAR,
        "spec.gateways": _LIST,
        "spec.exportTo": _LIST,
        "spec.http": _LIST,
        "spec.http[]": _OBJECT,
        "spec.http[].match": _LIST,
        "spec.http[].match[]": _OBJECT,
        "spec.http[].match[].uri": _OBJECT,
        "spec.http[].match[].method": _OBJECT,
        "spec.http[].match[].headers": _OBJECT,
        "spec.http[].match[].withoutHeaders": _OBJECT,
        "spec.http[].match[].queryParams": _OBJECT,
        "spec.http[].route": _LIST,
        "spec.http[].route[]": _OBJECT,
        "spec.http[].route[].destination": _OBJECT,
        "spec.http[].route[].weight": "a number",
        "spec.http[].delegate": _OBJECT,
        "spec.http[].directResponse": _OBJECT,
        "spec.http[].directResponse.status": "a number",
        "spec.http[].redirect": _OBJECT,
        "spec.http[].fault": _OBJECT,
        "spec.http[].headers": _OBJECT,
        "spec.http[].mirror": _OBJECT,
        "spec.http[].mirrors": _LIST,
        "spec.http[].mirrors[]": _OBJECT,
        "spec.http[].retries": _OBJECT,
        "spec.http[].rewrite": _OBJECT,
        "spec.http[].timeout": _SCALAR,
        "spec.tcp": _LIST,
        "spec.tcp[]": _OBJECT,
        "spec.tls": _LIST,
        "spec.tls[]": _OBJECT,
    },
}

_TYPES: Mapping[str, tuple[type, ...]] = {
    _OBJECT: (Mapping,),
    _LIST: (list,),
    _SCALAR: (str, int),
    "a number": (int, float),
}


def misshapen(whole: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the types of an object's fields."""
    spec = whole.get("spec")
    if spec is not None and not isinstance(spec, Mapping):
        yield "spec isn't a mapping"
        return
    for path, expected in _FIELDS.get(str(whole["kind"]), {}).items():
        for place, value in values_at(whole, path):
            if not isinstance(value, _TYPES[expected]):
                yield f"{place} isn't {expected}"
