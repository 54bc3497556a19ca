"""Deployments: what their controller and a kubelet would make of them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lab.cluster.client import Object
from lab.cluster.pods import Pod
from lab.errors import LabError

_NODE = "lab"

_UNITS = {"m": Decimal("0.001"), "Ki": Decimal(2**10), "Mi": Decimal(2**20), "Gi": Decimal(2**30)}


@dataclass(frozen=True)
class DeployedPod(Pod):
    """A Pod of a Deployment, with one container."""

    template: Mapping[str, Any] | None = None
    """The Deployment's `spec.template`."""

    def manifest(self) -> Object:
        """The object as its controller would create it, with the status that a kubelet would report."""
        assert self.template
        plain = super().manifest()
        metadata = {**self.template["metadata"], **plain["metadata"]}
        return {**plain, "metadata": metadata, "spec": {**self.template["spec"], "nodeName": _NODE}}

    @property
    def spec(self) -> Mapping[str, Any]:
        """The Pod's `spec`."""
        assert self.template
        return dict(self.template["spec"])

    @property
    def annotations(self) -> Mapping[str, str]:
        """Its annotations."""
        assert self.template
        return dict(self.template["metadata"]["annotations"])

    def annotated(self, annotations: Mapping[str, str]) -> DeployedPod:
        """The same Pod with some annotations changed."""
        assert self.template
        metadata = {**self.template["metadata"], "annotations": {**self.annotations, **annotations}}
        return replace(self, template={**self.template, "metadata": metadata})

    def environment(self) -> dict[str, str]:
        """The variables of its container."""
        return {one["name"]: self._value(one) for one in self._container.get("env", ())}

    def arguments(self) -> list[str]:
        """The arguments of its container, with the variables that they name."""
        found = [str(one) for one in self._container["args"]]
        for name, value in self.environment().items():
            found = [one.replace(f"$({name})", value) for one in found]
        return found

    def secrets(self) -> dict[str, Mapping[str, Any]]:
        """The sources of the Secrets that its container mounts, by their paths."""
        return self._mounted("secret")

    def config_maps(self) -> dict[str, Mapping[str, Any]]:
        """The sources of the ConfigMaps that its container mounts, by their paths."""
        return self._mounted("configMap")

    def sysctls(self) -> dict[str, str]:
        """The settings of its kernel."""
        return {one["name"]: one["value"] for one in self.spec["securityContext"]["sysctls"]}

    def downward(self) -> dict[str, str]:
        """The files of a `downwardAPI` volume with its labels and annotations, by their usual names."""
        return {"labels": _lines(self.labels), "annotations": _lines(self.annotations)}

    def _mounted(self, kind: str) -> dict[str, Mapping[str, Any]]:
        sources = {one["name"]: one[kind] for one in self.spec["volumes"] if kind in one}
        mounts = self._container["volumeMounts"]
        return {one["mountPath"]: sources[one["name"]] for one in mounts if one["name"] in sources}

    @property
    def _container(self) -> Mapping[str, Any]:
        (container,) = self.spec["containers"]
        return dict(container)

    def _value(self, variable: Mapping[str, Any]) -> str:
        source = variable.get("valueFrom")
        if source is None:
            return str(variable.get("value", ""))
        if "fieldRef" in source:
            return self._fields()[source["fieldRef"]["fieldPath"]]
        if "resourceFieldRef" in source:
            kind, resource = source["resourceFieldRef"]["resource"].split(".")
            return str(math.ceil(_amount(self._container["resources"][kind][resource])))
        raise LabError(f"the lab doesn't know the source of the variable {variable['name']}: {source}")

    def _fields(self) -> dict[str, str]:
        return {
            "metadata.name": self.name,
            "metadata.namespace": self.namespace,
            "spec.nodeName": _NODE,
            "spec.serviceAccountName": self.service_account,
            "status.hostIP": self.address,
            "status.podIP": self.address,
        }


def pod_of(deployment: Object, index: int, address: str, more_labels: Mapping[str, str]) -> DeployedPod:
    """One Pod of a Deployment, with more labels, such as one that stands for its node."""
    template = deployment["spec"]["template"]
    (container,) = template["spec"]["containers"]
    return DeployedPod(
        name=f"{deployment['metadata']['name']}-{index}",
        namespace=deployment["metadata"]["namespace"],
        address=address,
        labels={**template["metadata"]["labels"], **more_labels},
        ports=(),
        service_account=template["spec"]["serviceAccountName"],
        container=container["name"],
        template=template,
    )


def _amount(quantity: str) -> Decimal:
    unit = next((unit for unit in _UNITS if quantity.endswith(unit)), "")
    return Decimal(quantity.removesuffix(unit)) * _UNITS.get(unit, 1)


def _lines(values: Mapping[str, str]) -> str:
    """Write values as a kubelet does: a line for each, with the value in quotes."""
    return "".join(f"{key}={json.dumps(value, ensure_ascii=False)}\n" for key, value in sorted(values.items()))
