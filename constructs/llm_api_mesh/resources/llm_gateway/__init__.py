"""The objects of an LLM gateway, one module for each part: what stands in the file of the platform's team."""
