"""Calls of LiteLLM's functions: `python litellm_calls.py ADDRESS HOST all`, which prints their results as JSON.

Instead of `all`, `error` calls one and prints its error.

It is a program because LiteLLM is in an environment of its own, opens connections in threads and caches of its own, and
changes much when it is imported. Run it in the lab's network.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

# Otherwise LiteLLM asks the internet for the prices of models when it is imported.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm

_CHAT = [{"role": "user", "content": "What routes every token?"}]
_TOO_LONG = [{"role": "user", "content": "x" * (5 * 1024 * 1024)}]


class _Calls:
    """Calls to one host at one address."""

    def __init__(self, address: str, host: str) -> None:
        self.headers = {"host": host}
        self._options: dict[str, Any] = {
            "api_key": "sk-client",
            "extra_headers": self.headers,
            "max_retries": 0,
            "timeout": 30,
        }
        self._base = {"openai": f"http://{address}/v1", "anthropic": f"http://{address}"}

    def chat(self, model: str, **options: Any) -> dict[str, Any]:
        answer: Any = litellm.completion(**{**self._for(model), "messages": _CHAT, "max_tokens": 5, **options})
        return _summary(answer)

    def stream(self, model: str) -> dict[str, Any]:
        options: dict[str, Any] = {"stream": True, "stream_options": {"include_usage": True}}
        chunks: Any = litellm.completion(**self._for(model), messages=_CHAT, max_tokens=5, **options)
        return _summary(litellm.stream_chunk_builder(list(chunks)))

    def embedding(self, model: str) -> int:
        answer: Any = litellm.embedding(**self._for(model), input=["one", "two"])
        return len(answer.data)

    def response(self, model: str) -> str:
        answer: Any = litellm.responses(**self._for(model), input="What routes every token?")
        return str(answer.status)

    def _for(self, model: str) -> dict[str, Any]:
        return {**self._options, "model": model, "api_base": self._base[model.partition("/")[0]]}


def _summary(answer: Any) -> dict[str, Any]:
    (choice,) = answer.choices
    return {
        "text": choice.message.content,
        "reason": choice.finish_reason,
        "tokens": answer.usage.completion_tokens,
    }


def _error(call: Callable[[], object]) -> str:
    """The name and the status of the error that a call raises."""
    try:
        return str(call())
    except Exception as error:  # noqa: BLE001  which error it is, is the result
        return f"{type(error).__name__} {getattr(error, 'status_code', '')}"


def _all(calls: _Calls) -> dict[str, Any]:
    llama, qwen = "openai/llama-3.1-8b", "anthropic/Qwen/Qwen3-32B"
    return {
        "chats": [calls.chat(model) for model in (llama, qwen)],
        "streams": [calls.stream(model) for model in (llama, qwen)],
        "embeddings": calls.embedding(llama),
        "response": calls.response(llama),
        "errors": [
            _error(partial(calls.chat, "openai/gpt-5")),
            _error(partial(calls.chat, "anthropic/opus")),
            _error(partial(calls.chat, llama, extra_headers={**calls.headers, "content-type": "text/plain"})),
            _error(partial(calls.chat, llama, messages=_TOO_LONG)),
        ],
    }


def _main(address: str, host: str, which: str) -> None:
    calls = _Calls(address, host)
    result = _all(calls) if which == "all" else _error(partial(calls.chat, "openai/llama-3.1-8b"))
    print(json.dumps(result))


if __name__ == "__main__":
    # Otherwise LiteLLM loads a tokenizer of the model from the internet.
    litellm.disable_hf_tokenizer_download = True
    litellm.suppress_debug_info = True
    _main(*sys.argv[1:])
