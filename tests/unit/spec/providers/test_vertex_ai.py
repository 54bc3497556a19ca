"""Vertex AI: a location that has no host is refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import VertexAI
from support.apps import GatewayRefusal
from support.specs import offering

GOOGLE = 'a region such as "europe-west4", a multi-region, "eu" or "us", or "global"'


@pytest.mark.parametrize(
    ("location", "fix"),
    [
        ("europe", 'Write "eu". '),
        ("asia", ""),
        ("us-central1-a", 'Write "us-central1". '),
        ("US", 'Write "us". '),
        ("aiplatform.eu.rep.googleapis.com", 'Write "eu". '),
        ("europe-west4-aiplatform.googleapis.com", 'Write "europe-west4". '),
        ("", ""),
    ],
)
def test_vertex_ai_has_hosts_for_its_locations_only(gateway_refusal: GatewayRefusal, location: str, fix: str) -> None:
    """Google answers 400 at the host of any other location."""
    (problem,) = gateway_refusal(**offering(VertexAI(project="ours", location=location)))
    assert problem == f'providers[hosted].provider.location: got "{location}". {fix}Allowed: {GOOGLE}. [name-invalid]'


@pytest.mark.parametrize("location", ["us-central1", "northamerica-northeast2", "me-central2"])
def test_regions_of_google(location: str) -> None:
    """A region is the beginning of the address."""
    assert VertexAI(project="ours", location=location).address == f"{location}-aiplatform.googleapis.com"
