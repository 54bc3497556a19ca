"""Writes the YAML of the team "search" to dist/: the LLM APIs that apis/ describes, and the routes of its web site."""

from llm_api_mesh import MeshApp, add_files  # before cdk8s, which website imports: it chooses the Node.js
from website import Website

app = MeshApp()
add_files(app, "apis")
Website(app, "website")
app.synth()
