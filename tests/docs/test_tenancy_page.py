"""The page about tenancy and the tests that prove it have the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from e2e import test_tenancy as tenancy
from support import ROOT


def provable() -> Iterator[str]:
    """The names of the tests, each with its cases."""
    for name, test in vars(tenancy).items():
        if name.startswith("test_"):
            marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
            yield from (f"{name}[{case}]" for case in marks[0].args[1]) if marks else (name,)


def test_each_row_is_a_test_and_each_test_a_row() -> None:
    """No row lacks its test, and no test lacks its row."""
    page = (ROOT / "docs" / "tenancy.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "`test_" in line]
    named = [name for row in rows for name in re.findall(r"`(test_[^`]+)`", row.rsplit("|", 2)[1])]
    assert len(rows) >= 20
    assert sorted(named) == sorted(provable())
