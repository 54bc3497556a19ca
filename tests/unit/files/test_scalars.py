"""Values without quotes, by the core schema of YAML 1.2."""

from __future__ import annotations

import math

import pytest

from llm_api_mesh.files.scalars import meaning

TEXTS = [
    "on",
    "off",
    "yes",
    "No",
    "y",
    "1.2.3",
    "1_000",
    "12:30:45",
    "2026-11-29",
    "2026-11-29T10:00:00Z",
    "0b11",
    "0o8",
    "0X1F",
    "1e",
    "e3",
    ".",
    "-",
    "+",
    "nan",
    "inf",
    "<<",
    "=",
    "nULL",
    "tRUE",
    "20s",
    "1.30 ",
    "٣",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts(text: str) -> None:
    """What YAML 1.1 takes for a truth, a time, a date or a number with underscores is a text."""
    assert meaning(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.30", 1.3),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        ("1e999", math.inf),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_other_values(text: str, value: object) -> None:
    """Nothing, truths, whole numbers and other numbers have their own type."""
    found = meaning(text)
    assert found == value
    assert type(found) is type(value)


def test_what_is_not_a_number() -> None:
    """It is a float that isn't equal to itself."""
    found = meaning(".NaN")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_a_number_of_thousands_of_digits() -> None:
    """It stays a text, because Python converts no such number and no field takes it."""
    assert meaning("9" * 5000) == "9" * 5000
