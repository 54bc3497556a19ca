"""The programs on the README's second screen: a self-hosted model, and OpenAI for what its pods can't serve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from e2e.support.keys import AWS
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.gateway import tls_secret
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate, trusting
from lab.traffic.call import Answers
from lab.traffic.tokens import Issuer, bearer
from support import ROOT
from support.markdown import blocks
from support.programs import run_program

HOST = "chat.example.com"
GATEWAY, TEAM = "llm-gateway", "ai"
MODEL, OTHER_MODEL = "llama-3.3-70b", "gpt-4o-mini"
KEY = "sk-lab-openai"
ISSUER = Issuer("https://login.example.com")
"""The company's, on the README."""


def written(folder: Path, program: str) -> Path:
    """Run a program of the README in a folder of its own."""
    folder.mkdir()
    source = folder / "program.py"
    source.write_text(program)
    return run_program(source, folder)


def with_keys(folder: Path) -> Path:
    """Add the keys of the company's tokens, which istiod would fetch from the company's server."""
    file = folder / "llm.k8s.yaml"
    rule = f"      issuer: {ISSUER.name}\n"
    before, found, after = file.read_text().partition(rule)
    assert found
    file.write_text(f"{before}{rule}      jwks: '{ISSUER.jwks}'\n{after}")
    return folder


@dataclass(frozen=True)
class Readme:
    """A lab with what both programs write."""

    lab: Lab
    gateway: DeployedGateway
    openai: HostedProvider
    certificate: Certificate

    def ask(self, model: str = MODEL, *, token: bool = True) -> Answers:
        """Send requests that name a model, also in the prompt, with a token of the company or without it."""
        body = {"model": model, "messages": [{"role": "user", "content": f'say "model": "{MODEL}"'}]}
        headers = bearer(ISSUER.token()) if token else {}
        to = self.gateway.host.address
        return self.lab.call(host=HOST, body=body, headers=headers, count=5, to=to, tls=trusting([self.certificate]))


@pytest.fixture(scope="module")
def readme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readme]:
    """Both programs applied, as both teams do, and the Secrets that the platform's team creates before."""
    folder = tmp_path_factory.mktemp("readme")
    certificate = Certificate(folder, "chat", [HOST])
    _, api, platform = (block.text for block in blocks(ROOT / "README.md") if block.language == "python")
    with Lab(istiod_spec=IstiodSpec(deploys_gateways=True)) as lab:
        for namespace in (GATEWAY, TEAM):
            lab.cluster.require_namespace(namespace)
        lab.cluster.apply(tls_secret(certificate, GATEWAY))
        lab.cluster.apply(
            {
                "apiVersion": "v1",
                "kind": "Secret",
                "metadata": {"name": "openai", "namespace": GATEWAY},
                "stringData": {"key.yaml": sds_secret(KEY)},
            }
        )
        openai = lab.provider("openai", hosts=["api.openai.com"], models=[OTHER_MODEL])
        lab.apply(with_keys(written(folder / "platform", platform)))
        gateway = lab.deployed_gateway(GATEWAY, "llm-istio", environment=AWS)
        lab.apply(written(folder / "api", api))
        yield Readme(lab, gateway, openai, certificate)


@pytest.fixture(scope="module")
def llama(readme: Readme) -> App:
    """The team's pods, which know no other model."""
    return readme.lab.app("llama", namespace=TEAM, labels={"app": "llama"}, port=8000, models=[MODEL])


def test_openai_serves_what_the_pods_refuse(readme: Readme, llama: App) -> None:
    """Each backend gets its own name of the model, and would answer 404 to the other's. Only OpenAI gets the key."""
    assert readme.ask().replicas() == {"llama-0": 5}
    assert readme.ask(OTHER_MODEL).statuses() == {404: 5}
    assert readme.openai.requests() == []
    llama.replica(0).refuse(503)
    assert readme.ask().replicas() == {"openai": 5}
    llama.replica(0).heal()
    requests = readme.openai.requests()
    found = {(one["path"], one["headers"]["authorization"], one["body"]["model"]) for one in requests}
    assert found == {("/v1/chat/completions", f"Bearer {KEY}", OTHER_MODEL)}
    assert all("authorization" not in one["headers"] for one in llama.replica(0).requests())
    readme.lab.assert_nothing_rejected()


def test_nobody_gets_in_without_a_token(readme: Readme, llama: App) -> None:
    """Neither to the pods nor to the provider, whose answers cost money."""
    seen = len(llama.replica(0).requests()), len(readme.openai.requests())
    assert readme.ask(token=False).statuses() == {401: 5}
    assert (len(llama.replica(0).requests()), len(readme.openai.requests())) == seen
