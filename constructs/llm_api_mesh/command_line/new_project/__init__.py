"""The files of a new project. In their texts, words such as @NAME@ stand for what the user has named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_WORD = re.compile(r"@([A-Z_]+)@")

_IMPORTS = ("Certificate", "JwtRule", "LlmGateway", "MeshApp")
_IMPORTS_FOR_ARGO_CD = ("ArgoCdProjects", "ArgoCdSource", "ArgoCdTeam")

_PLAIN = re.compile(r"[a-z][a-z0-9.-]*(://[a-z0-9./_-]+)?")
_NOT_TEXTS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
"""Words that readers of YAML take for something else than a text."""


@dataclass(frozen=True, kw_only=True)
class NewProject:
    """What a new project has."""

    llm_gateway: bool
    """Whether it describes an LLM gateway, and not an API."""
    name: str
    namespace: str
    host: str
    version: str
    """The release of llm-api-mesh that it installs."""
    python: bool
    """Whether a program describes it, and not a file."""
    github: bool
    gitlab: bool
    argo_cd: bool
    repository: str
    """The address from which Argo CD reads it."""

    def files(self, schema: str) -> Mapping[str, str]:
        """Return the texts of all files by their paths."""
        found = {
            "README.md": self._text("README.md"),
            "requirements.txt": self._text("requirements.txt"),
            ".gitignore": self._text("gitignore"),
            "cdk8s.yaml": self._text("cdk8s.yaml"),
        }
        if self.python:
            found["main.py"] = self._text("main.py")
        else:
            found[f"{self._folder}/{self.name}.yaml"] = self.described()
            found["schema/llm-api-mesh-v1.json"] = schema
        if self.github:
            found[".github/workflows/llm-api-mesh.yaml"] = self._text("github.yaml")
        if self.gitlab:
            found[".gitlab-ci.yml"] = self._text("gitlab.yaml")
        if self.argo_cd and not self.llm_gateway:  # dist/ has the Applications of a gateway
            found["argo-cd/application.yaml"] = self._text("application.yaml")
        return dict(sorted(found.items()))

    def described(self) -> str:
        """Return the file that describes the API or the gateway, which a program has in its own words."""
        return self._text("file.yaml").rstrip() + "\n"

    @property
    def _folder(self) -> str:
        return "platform" if self.llm_gateway else "apis"

    def _text(self, name: str) -> str:
        """Return the text of a file, or of a part of one, with all words."""
        own = _HERE / ("llm_gateway" if self.llm_gateway else "api") / f"{name}.txt"
        template = own if own.exists() else _HERE / f"{name}.txt"
        return _WORD.sub(lambda word: self._meaning(word[1], name), template.read_text(encoding="utf-8"))

    def _meaning(self, word: str, file: str) -> str:
        """Return what a word stands for in a file."""
        named = {"NAME": self.name, "NAMESPACE": self.namespace, "HOST": self.host, "REPOSITORY": self.repository}
        if word in named:
            return _within_quotes(named[word]) if file.endswith(".py") else _scalar(named[word])
        if word == "ARGO_CD":
            return self._text(f"argo_cd{Path(file).suffix}") if self.argo_cd else ""
        if word == "APPLY":
            return self._text("argo_cd.md" if self.argo_cd else "kubectl.md").rstrip()
        return {
            "APP": "python main.py" if self.python else f"llm-api-mesh synth {self._folder}",
            "ARGUMENTS": "argo_cd=True" if self.argo_cd else "",
            "FILE": self.name,
            "IMPORTS": ", ".join((*_IMPORTS_FOR_ARGO_CD, *_IMPORTS) if self.argo_cd else _IMPORTS),
            "SOURCE": "`main.py`" if self.python else f"The folder `{self._folder}/`",
            "VERSION": self.version,
        }[word]


def _within_quotes(text: str) -> str:
    """Write a text between the quotes that a program has already."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _scalar(text: str) -> str:
    """Write a text in YAML, with quotes if it would be something else without them."""
    return text if _PLAIN.fullmatch(text) and text not in _NOT_TEXTS else json.dumps(text)
