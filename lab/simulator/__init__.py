"""A simulated model server that speaks the APIs of OpenAI, Anthropic and vLLM, and behaves like an LLM under load.

It uses only the standard library, and nothing of the rest of the lab.
"""
