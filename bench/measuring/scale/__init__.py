"""The measurements of an LLM gateway with many APIs."""
