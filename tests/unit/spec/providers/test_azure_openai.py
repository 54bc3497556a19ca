"""Azure OpenAI: resources by their names; what else is written there is refused with what works."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh import AzureOpenAI, OpenAICompatible
from llm_api_mesh.reading import read_gateway
from support.apps import GatewayRefusal
from support.specs import KEY, offering


def azure(resource: str) -> dict[str, object]:
    return offering(AzureOpenAI(resource=resource, api_key=KEY))


WITH_DOMAIN = "Allowed: the resource's name, without .openai.azure.com. [name-invalid]"
ELSEWHERE = "Allowed: the name of a resource at .openai.azure.com. [name-invalid]"
OTHER = 'Write OpenAICompatible(url="https://{}/openai/v1", api_key=...).'

REFUSED = {
    "acme.openai.azure.com": f'Write "acme". {WITH_DOMAIN}',
    "https://acme.openai.azure.com/": f'Write "acme". {WITH_DOMAIN}',
    "https://acme.openai.azure.com/openai/v1/": f'Write "acme". {WITH_DOMAIN}',
    "HTTPS://Acme.openai.azure.com/openai/deployments/gpt?api-version=1": f'Write "acme". {WITH_DOMAIN}',
    "https://acme.services.ai.azure.com/": f"{OTHER.format('acme.services.ai.azure.com')} {ELSEWHERE}",
    "acme.services.ai.azure.com": f"{OTHER.format('acme.services.ai.azure.com')} {ELSEWHERE}",
    "https://acme.services.ai.azure.com/openai/v1/": f"{OTHER.format('acme.services.ai.azure.com')} {ELSEWHERE}",
    "https://acme.services.ai.azure.com/api/projects/p": f"{OTHER.format('acme.services.ai.azure.com')} {ELSEWHERE}",
    "https://acme.openai.azure.us/": f"{OTHER.format('acme.openai.azure.us')} {ELSEWHERE}",
    "https://acme.openai.azure.us/openai/v1/": f"{OTHER.format('acme.openai.azure.us')} {ELSEWHERE}",
    "https://acme.cognitiveservices.azure.com/": f"{OTHER.format('acme.cognitiveservices.azure.com')} {ELSEWHERE}",
    "acme_prod": "Allowed: lower-case letters, digits and inner hyphens. [name-invalid]",
    "Acme": 'Write "acme". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]',
    "*": "Allowed: lower-case letters, digits and inner hyphens. [name-invalid]",
    "https://example.com/": "Allowed: lower-case letters, digits and inner hyphens. [name-invalid]",
}


@pytest.mark.parametrize(("resource", "text"), REFUSED.items(), ids=REFUSED)
def test_is_refused_with_what_works(gateway_refusal: GatewayRefusal, resource: str, text: str) -> None:
    """Each resource has one problem; its fix, if there is one, leads to the host that was written."""
    (problem,) = gateway_refusal(**azure(resource))
    assert problem == f'providers[hosted].provider.resource: got "{resource}". {text}'


@pytest.mark.parametrize("host", ["acme.services.ai.azure.com", "acme.openai.azure.us"])
def test_the_advice_works(host: str) -> None:
    """What the fix says is accepted, and leads to the v1 API of the host."""
    backend = OpenAICompatible(url=f"https://{host}/openai/v1", api_key=KEY)
    assert (backend.address, backend.base_path) == (host, "/openai/v1")


_HOSTS = st.from_regex(
    r"(https?://)?[A-Za-z0-9._-]{1,20}(\.(openai|services\.ai|cognitiveservices)\.azure\.(com|us|cn))?(/[a-z0-9/]{0,9})?",
    fullmatch=True,
)


@given(_HOSTS | st.text(max_size=30))
def test_no_advice_names_a_host_that_was_not_written(resource: str) -> None:
    """Anybody could register the resource of a name that the user hasn't written."""
    _, problems = read_gateway("llm", azure(resource))
    for problem in problems:
        for named in re.findall(r'"(?:https://)?([^"/]*)[^"]*"', problem.fix):
            assert named in resource.lower()
