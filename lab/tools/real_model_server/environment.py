"""The packages of the real model server. They are optional: only `python -m lab.build real-model-server` installs them.

The server is that of llama.cpp, in C++; the package xllamacpp has it as a library, already built.
"""

from __future__ import annotations

from pathlib import Path

from lab.tools.python_environment import PythonEnvironment

REAL_MODEL_SERVER = PythonEnvironment("real-model-server", Path(__file__).with_name("requirements.txt"))
