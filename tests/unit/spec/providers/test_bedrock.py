"""Bedrock: a region that has no host is refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Bedrock
from support.apps import GatewayRefusal
from support.specs import offering

AWS = 'a region such as "us-east-1"'


@pytest.mark.parametrize(
    ("region", "fix"),
    [
        ("us", ""),
        ("eu", ""),
        ("us-east-1a", 'Write "us-east-1". '),
        ("US-EAST-1", 'Write "us-east-1". '),
        ("us-east", ""),
        ("bedrock-runtime.us-east-1.amazonaws.com", 'Write "us-east-1". '),
    ],
)
def test_bedrock_has_hosts_for_regions_only(gateway_refusal: GatewayRefusal, region: str, fix: str) -> None:
    """The prefixes of inference profiles, such as "us", belong to the model's name."""
    (problem,) = gateway_refusal(**offering(Bedrock(region=region)))
    assert problem == f'providers[hosted].provider.region: got "{region}". {fix}Allowed: {AWS}. [name-invalid]'


@pytest.mark.parametrize("region", ["us-east-1", "ap-southeast-2", "us-gov-west-1", "mx-central-1"])
def test_regions_of_aws(region: str) -> None:
    """A region is part of the address."""
    assert Bedrock(region=region).address == f"bedrock-runtime.{region}.amazonaws.com"
