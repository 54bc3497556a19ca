"""The endpoint picker of an inference pool: which replica gets each request."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import model_validator

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.cpu import CpuQuantity
from llm_api_mesh.spec.image import Image
from llm_api_mesh.spec.memory import MemoryQuantity

IMAGE = "registry.k8s.io/gateway-api-inference-extension/epp:v1.5.0"

_MOST = 100
_FINEST = 3


def _weight(weight: float) -> float:
    if not 0 <= weight <= _MOST or round(weight, _FINEST) != weight:
        raise refused("weight-invalid", allowed=f"a number from 0 to {_MOST} with at most three decimals")
    return weight


_Weight = Annotated[float, Rule(_weight, minimum=0, maximum=_MOST)]


class Picker(Spec):
    """The endpoint picker of the Gateway API's inference extension, which chooses a replica for each request.

    It reads the metrics of the model servers, and it remembers which beginnings of prompts it has sent to each replica.
    It doesn't know what a replica has in its cache. For each replica it adds up four scores from 0 to 1, each
    multiplied by its weight, and takes the replica with the largest sum.

    Becomes: a `Deployment`, its `Service`, `ServiceAccount`, `Role` and `RoleBinding`, and a `DestinationRule` for TLS.
    """

    image: Image = IMAGE
    """Image of the picker, with a tag or a digest. Its program takes the flags and the configuration of the inference
    extension's `epp` 1.5. Default: the extension's own image, release 1.5.0, the last one with this program. Becomes:
    `containers[].image`."""
    model_server: Literal["vllm", "sglang", "trtllm-serve"] = "vllm"
    """Program of the pods, which decides the names of the metrics: "vllm", "sglang" or "trtllm-serve". Default: "vllm".
    Becomes: `defaultEngine` in the picker's configuration."""
    queue_weight: _Weight = 1
    """Weight of the score for a short queue, 0 to 100. Default: 1. Becomes: `weight` of the `queue-scorer`."""
    kv_cache_weight: _Weight = 1
    """Weight of the score for free KV cache, 0 to 100. Default: 1. Becomes: `weight` of the
    `kv-cache-utilization-scorer`."""
    prefix_weight: _Weight = 1
    """Weight of the score for a prompt whose beginning the picker has sent to the replica before, 0 to 100. Default: 1,
    because with the extension's own weights, 3 beside 2 and 2, a beginning that many prompts share stays on one replica
    while its queue grows. Becomes: `weight` of the `prefix-cache-scorer`."""
    lora_weight: _Weight = 1
    """Weight of the score for a replica that has loaded the LoRA adapter which the request names as its model, or has
    room for it, 0 to 100. vLLM reports adapters; without them, all replicas have the same score. Default: 1. Becomes:
    `weight` of the `lora-affinity-scorer`."""
    cpu_request: CpuQuantity = "1"
    """CPU that a node reserves for the picker. It has no limit of CPU. Default: "1". Becomes: cpu in
    `resources.requests`."""
    memory: MemoryQuantity = "1Gi"
    """Memory of the picker, such as "2Gi", which holds the beginnings of prompts for each replica. Default: "1Gi".
    Becomes: memory in `resources.requests` and `resources.limits`."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not any(self.weights.values()):
            raise refused("weight-zero", given="no weight above 0", allowed="at least one weight above 0")
        return self

    @property
    def weights(self) -> dict[str, Decimal]:
        """The weights by the names of the scorers, in their order."""
        return {
            "queue-scorer": Decimal(str(self.queue_weight)),
            "kv-cache-utilization-scorer": Decimal(str(self.kv_cache_weight)),
            "prefix-cache-scorer": Decimal(str(self.prefix_weight)),
            "lora-affinity-scorer": Decimal(str(self.lora_weight)),
        }
