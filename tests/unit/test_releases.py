"""The order of Istio releases."""

from __future__ import annotations

from llm_api_mesh.releases import Since, order


def test_releases_are_ordered_by_number() -> None:
    """Releases aren't ordered as text: 1.9 is older than 1.30."""
    assert order("1.9") < order("1.30") < order("1.31")  # type: ignore[arg-type]


def test_a_field_is_missing_before_its_release() -> None:
    """The release that adds a field has it, and so have all later ones."""
    since = Since("1.31", "connectionSettings.profile")
    assert since.missing_in("1.30")
    assert not since.missing_in("1.31")
