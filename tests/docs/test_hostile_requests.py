"""The page with hostile requests has the rows that the tests on the lab send."""

from __future__ import annotations

import pytest

from e2e.support.hostile.page import PAGE, page
from support.golden import may_write


def test_the_page_has_the_rows_of_the_tests(pytestconfig: pytest.Config) -> None:
    """docs/hostile-requests.md is as `make golden` writes it, and has more than a hundred requests."""
    if may_write(pytestconfig):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
    rows = [
        line for line in page().splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| request"))
    ]
    assert len(rows) > 100
