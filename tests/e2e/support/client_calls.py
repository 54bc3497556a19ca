"""Calls OpenAI's and Anthropic's clients: `python client_calls.py ADDRESS`, in the lab's network.

It is a program because the clients are in an environment of their own. Each line of its input is a call as JSON, and
each line of its output is the reply to one:

- `client`: `openai` or `anthropic`; `host`: the API's host; `strict`: whether the client refuses answers that don't
  have the shapes of its API; `retries`: how often it tries again.
- `call`: the client's function, such as `chat.completions.create`, and `options`, its arguments.
- `take`: `answer`, `items` of a stream or a list, `accumulated` by a stream's helper, or `open`, which leaves the
  stream open until the next call of `rest`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

import anthropic
import openai

_SECONDS = 30

_Call = dict[str, Any]
_Reply = dict[str, Any]


class _Clients:
    """Clients that connect to the gateway at one address, and the stream that is open."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._open: Any = None

    def reply(self, call: _Call) -> _Reply:
        """What a call returns, or the items before its error and the error."""
        reply: _Reply = {"answer": None, "items": [], "error": None}
        try:
            for name, value in self._parts(call):
                if name == "item":
                    reply["items"].append(value)
                else:
                    reply[name] = value
        except (openai.OpenAIError, anthropic.AnthropicError) as error:
            reply["error"] = _error(error)
        return reply

    def _parts(self, call: _Call) -> Iterator[tuple[str, Any]]:
        take = call["take"]
        if take == "rest":
            yield from _items(self._open)
            return
        result = self._called(call)
        if take == "accumulated":
            yield from _accumulated(result)
        elif take == "items":
            yield from _items(result)
        elif take == "open":
            self._open = result
        else:
            yield "answer", _written(result)

    def _called(self, call: _Call) -> Any:
        options: dict[str, Any] = {
            "api_key": "sk-client",
            "default_headers": {"host": call["host"]},
            "max_retries": call["retries"],
            "timeout": _SECONDS,
            "_strict_response_validation": call["strict"],
        }
        base = f"http://{self._address}"
        client: Any
        if call["client"] == "openai":
            client = openai.OpenAI(base_url=f"{base}/v1", **options)
        else:
            client = anthropic.Anthropic(base_url=base, **options)
        return reduce(getattr, call["call"].split("."), client)(**call["options"])


def _items(values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for value in values:
        yield "item", _written(value)


def _accumulated(helper: Any) -> Iterator[tuple[str, Any]]:
    """The events of a stream of responses, or the texts of a stream of messages, and what the client makes of them."""
    with helper as stream:
        if hasattr(stream, "text_stream"):
            for text in stream.text_stream:
                yield "item", text
            yield "answer", _written(stream.get_final_message())
        else:
            yield from _items(stream)
            yield "answer", _written(stream.get_final_response())


def _written(value: Any) -> Any:
    written = value.model_dump(mode="json", warnings=False)
    # A property, which the client makes from the parts.
    return {**written, "output_text": value.output_text} if hasattr(value, "output_text") else written


def _error(error: Exception) -> _Reply:
    response = getattr(error, "response", None)
    return {
        "kind": type(error).__name__,
        "message": str(error),
        "headers": dict(response.headers) if response is not None else {},
        **{name: getattr(error, name, None) for name in ("status_code", "code", "type", "param")},
    }


def _main(address: str) -> None:
    clients = _Clients(address)
    for line in sys.stdin:
        print(json.dumps(clients.reply(json.loads(line))), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
