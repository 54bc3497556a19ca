"""vLLM's metrics for pickers of endpoints, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lab.simulator.prefix_cache import BLOCK_TOKENS, PrefixCache

_MOST_ADAPTERS = 2


def exposition(
    model: str, load: Mapping[str, int], cache: PrefixCache | None, adapters: Sequence[str] | None = None
) -> str:
    """The page `/metrics`; a server without a cache reports an empty one, and one without LoRA no adapters."""
    return "\n".join((*_lines(model, load, cache), *_adapters(adapters), ""))


def _lines(model: str, load: Mapping[str, int], cache: PrefixCache | None) -> Iterator[str]:
    labels = f'engine="0",model_name="{model}"'
    usage = cache.usage if cache else 0.0
    for name, kind, value in (
        ("num_requests_running", "gauge", load["running"]),
        ("num_requests_waiting", "gauge", load["waiting"]),
        ("kv_cache_usage_perc", "gauge", usage),
        ("prefix_cache_queries_total", "counter", load["prompt_tokens"]),
        ("prefix_cache_hits_total", "counter", load["cached_tokens"]),
        ("generation_tokens_total", "counter", load["tokens"]),
    ):
        yield f"# TYPE vllm:{name} {kind}"
        yield f"vllm:{name}{{{labels}}} {float(value)}"
    yield "# TYPE vllm:cache_config_info gauge"
    sizes = f'block_size="{BLOCK_TOKENS}",num_gpu_blocks="{cache.blocks if cache else 0}"'
    yield f'vllm:cache_config_info{{engine="0",{sizes}}} 1.0'


def _adapters(names: Sequence[str] | None) -> Iterator[str]:
    if names is not None:
        yield "# TYPE vllm:lora_requests_info gauge"
        running = f'running_lora_adapters="{",".join(names)}",waiting_lora_adapters=""'
        yield f'vllm:lora_requests_info{{max_lora="{_MOST_ADAPTERS}",{running}}} 1.0'
