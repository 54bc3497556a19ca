"""Blocks with commands and their output, as the tests read them."""

from __future__ import annotations

import pytest

from support.console import Command, commands


def test_commands_and_what_they_print() -> None:
    """A block is a list of commands, each with the lines below it."""
    block = "$ one\n200\n...\n$ two 'a $ b'\n$ three\n"
    assert list(commands(block)) == [Command("one", "200\n...\n"), Command("two 'a $ b'", ""), Command("three", "")]


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("200\n", "200\n", True),
        ("200\n...\nx: 1\n...\nend\n", "200\na\nb\nx: 1\nc\nend\n", True),
        ("200\n...\nx: 2\n...\nend\n", "200\na\nb\nx: 1\nc\nend\n", False),
        ("...\nend\n", "end\n", True),
        ("200\n...\nend\n", "200\nend\n", True),
        ("a ... b\n", "a\nb\n", False),
        ("in ... s\n", "in 12 s\n", True),
        ("", "", True),
        ("", "a word\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_what_is_printed_is_compared(expected: str, printed: str, same: bool) -> None:
    """Three dots stand for any text, on a line or for lines; everything else is compared as it is."""
    assert Command("any", expected).prints(printed) is same


def test_an_output_may_be_left_open() -> None:
    """A page that shows only dots, or nothing, says nothing about the output."""
    assert Command("any", "...\n").shows_nothing
    assert not Command("any", "200\n...\n").shows_nothing
