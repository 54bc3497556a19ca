"""A simulated model server that speaks OpenAI's API and behaves like an LLM under load.

It stands alone: only the standard library, nothing of the rest of the lab.
"""
