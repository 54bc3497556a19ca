"""The clients of OpenAI, Anthropic and LiteLLM from PyPI.

Their dependencies are many, and some of them are older than those of this project.
"""

from __future__ import annotations

from pathlib import Path

from lab.tools.python_environment import PythonEnvironment

CLIENTS = PythonEnvironment("clients", Path(__file__).with_name("requirements.txt"))
