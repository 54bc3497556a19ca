"""The files of a new project. In their texts, words such as @NAME@ stand for what the user has named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PLAIN = re.compile(r"[a-z][a-z0-9.-]*")
_NOT_TEXTS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
"""Words that readers of YAML take for something else than a text."""


@dataclass(frozen=True, kw_only=True)
class NewProject:
    """What a new project has."""

    name: str
    namespace: str
    host: str
    version: str
    """The release of llm-api-mesh that it installs."""
    python: bool
    """Whether a program describes the API, and not a file."""
    github: bool
    gitlab: bool
    argo_cd: bool
    repository: str
    """The address from which Argo CD reads it."""

    def files(self, schema: str) -> Mapping[str, str]:
        """Return the texts of all files by their paths."""
        found = {
            "README.md": self._text("README.md.txt"),
            "requirements.txt": self._text("requirements.txt.txt"),
            ".gitignore": self._text("gitignore.txt"),
            "cdk8s.yaml": self._text("cdk8s.yaml.txt"),
        }
        if self.python:
            found["main.py"] = self._text("main.py.txt", in_yaml=False)
        else:
            found[f"apis/{self.name}.yaml"] = self._text("api.yaml.txt").rstrip() + "\n"
            found["schema/llm-api-mesh-v1.json"] = schema
        if self.github:
            found[".github/workflows/llm-api-mesh.yaml"] = self._text("github.yaml.txt")
        if self.gitlab:
            found[".gitlab-ci.yml"] = self._text("gitlab.yaml.txt")
        if self.argo_cd:
            found["argo-cd/application.yaml"] = self._text("application.yaml.txt")
        return dict(sorted(found.items()))

    def _text(self, template: str, *, in_yaml: bool = True) -> str:
        option = "argo_cd=True" if self.python else "argo_cd: true"
        words = {"NAME": self.name, "NAMESPACE": self.namespace, "HOST": self.host, "REPOSITORY": self.repository}
        words = {word: _scalar(text) if in_yaml else text for word, text in words.items()}
        words |= {
            "API": self.name,
            "APP": "python main.py" if self.python else "llm-api-mesh synth apis",
            "OPTIONS": option if self.argo_cd else "",
            "SOURCE": "`main.py`" if self.python else "The folder `apis/`",
            "VERSION": self.version,
        }
        text = Path(__file__).with_name(template).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
        return text


def _scalar(text: str) -> str:
    """Write a text in YAML, with quotes if it would be something else without them."""
    return text if _PLAIN.fullmatch(text) and text not in _NOT_TEXTS else json.dumps(text)
