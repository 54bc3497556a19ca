"""The classes of a traffic policy: those of a rule and of a subset differ only in their names."""

from __future__ import annotations

import inspect
from enum import EnumMeta

import pytest

from llm_api_mesh.resources.policy_classes import OF_RULE, OF_SUBSET


@pytest.mark.parametrize("name", OF_RULE._fields)
def test_a_subset_s_class_has_the_fields_of_the_rule_s(name: str) -> None:
    """The types of the rule's classes hold for both."""
    rule, subset = getattr(OF_RULE, name), getattr(OF_SUBSET, name)
    assert subset.__name__ == rule.__name__.replace("DestinationRuleSpec", "DestinationRuleSpecSubsets")
    if isinstance(rule, EnumMeta):
        assert list(rule.__members__) == list(subset.__members__)
    else:
        assert list(inspect.signature(rule).parameters) == list(inspect.signature(subset).parameters)
