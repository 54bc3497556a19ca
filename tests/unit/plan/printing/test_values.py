"""Values of a plan as text."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Locality
from llm_api_mesh.plan.printing.values import set_fields, text
from llm_api_mesh.plan.routing.http_route import Destination
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy


def test_a_value_shows_the_fields_that_are_set() -> None:
    """Fields without a value aren't shown; one that is off is shown if it is on by default."""
    assert text(Destination(host="a", port=80)) == "Destination(host=a, port=80)"
    assert text(Locality(enabled=False)) == "Locality(enabled=false)"
    assert set_fields(RetryPolicy(attempts=2)) == {"attempts": 2}


def test_a_length_of_time_is_istio_s() -> None:
    """Times appear in the plan as in the YAML."""
    assert text((timedelta(seconds=90), timedelta(milliseconds=25))) == "90s,25ms"
