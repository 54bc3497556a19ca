"""Which names of models two targets have in common, and whose callers are among those of the other one."""

from __future__ import annotations

import pytest

from llm_api_mesh import TokenHolders
from llm_api_mesh.checks.reach import Names, is_within

A = Names(names=("gpt",))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (A, A, True),
        (A, Names(names=("llama", "gpt")), True),
        (A, Names(names=("gpt-5",)), False),
        (A, Names(names=("llama",), prefixes=("gp",)), True),
        (A, Names(names=("llama",), prefixes=("gpt-",)), False),
        (A, Names(names=("llama",), patterns=("g.t",)), True),
        (A, Names(names=("llama",), patterns=("g",)), False),
        (Names(names=("a",), prefixes=("a-",)), Names(names=("b",), prefixes=("a-b",)), True),
        (Names(names=("a",), prefixes=("a-",)), Names(names=("b",), prefixes=("b-",)), False),
        (Names(names=("a",), prefixes=("a-",)), Names(names=("b",), patterns=("b+",)), True),
        (Names(names=("a",), patterns=("a+",)), Names(names=("b",), patterns=("b+",)), True),
    ],
)
def test_names_meet(one: Names, other: Names, meet: bool) -> None:
    """Exactly, but for expressions, of which nobody can tell."""
    assert one.meet(other) == other.meet(one) == meet


RESEARCH, SALES = TokenHolders(teams=["research"]), TokenHolders(teams=["sales"])
ALICE = TokenHolders(teams=["research"], subjects=["alice"])


@pytest.mark.parametrize(
    ("access", "wider", "within"),
    [
        ([], [], True),
        ([RESEARCH], [], True),
        ([], [RESEARCH], False),
        ([RESEARCH], [RESEARCH, SALES], True),
        ([RESEARCH, SALES], [RESEARCH], False),
        ([ALICE], [RESEARCH], True),
        ([RESEARCH], [ALICE], False),
        ([RESEARCH], [TokenHolders(teams=["research", "sales"])], True),
        ([RESEARCH], [TokenHolders(claims={"team": ["research"]})], False),
    ],
)
def test_callers_are_within_others(access: list[TokenHolders], wider: list[TokenHolders], within: bool) -> None:
    """As far as the claims tell."""
    assert is_within(access, wider) == within


def test_teams_are_those_of_a_claim() -> None:
    """Two gateways may know teams by different claims."""
    assert is_within([RESEARCH], [RESEARCH], "team", "team")
    assert not is_within([RESEARCH], [RESEARCH], "team", "org.team")
    assert is_within([RESEARCH], [TokenHolders(claims={"team": ["research"]})], "team", "org.team")
