"""From the keywords of `LlmApiMesh`, or the same as plain data, to a plan or all problems."""

from llm_api_mesh.reading.read import read

__all__ = ["read"]
