"""From the keywords of a construct, or the same as plain data, to a plan or all problems."""

from llm_api_mesh.reading.read import problems_of, read, read_gateway

__all__ = ["problems_of", "read", "read_gateway"]
