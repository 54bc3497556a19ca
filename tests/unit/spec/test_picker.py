"""The picker of an inference pool."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import InferencePool, LlmGatewayRef, Picker
from support.apps import Refusal

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def test_the_weights_are_even() -> None:
    """With the extension's own weights, a prompt that many requests share stays on one replica."""
    assert len(set(Picker().weights.values())) == 1


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an image without a tag": ({"image": "registry.example.com:5000/epp"}, "image: got"),
    "an image with a control character": ({"image": "epp:v1\x00"}, "image: got"),
    "an image with a variable": ({"image": "$(REGISTRY)/epp:v1"}, "image: got"),
    "an image that changes": ({"image": "epp:latest"}, "a tag other than latest"),
    "a negative weight": ({"queue_weight": -1}, "queue_weight: got -1"),
    "a weight that is too fine": ({"prefix_weight": 0.0001}, "at most three decimals"),
    "no weight": (
        {"queue_weight": 0, "kv_cache_weight": 0, "prefix_weight": 0, "lora_weight": 0},
        "at least one weight above 0",
    ),
    "bytes of memory": ({"memory": "1000000"}, 'such as "512Mi" or "2Gi"'),
    "no cores": ({"cpu_request": "0"}, "cpu_request"),
    "another server": ({"model_server": "ollama"}, "model_server"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(refusal: Refusal, case: str) -> None:
    """Each field says what is wrong with it."""
    given, text = REFUSED[case]
    pool = InferencePool(selector={"app": "chat"}, target_ports=[8000], picker=Picker(**given))
    (problem,) = refusal(gateway=REF, backend=pool)
    assert problem.startswith("backend.picker")
    assert text in problem
