# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of what people can rely on names tests that are there; and the one check that has no other test."""

import re
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PAGE = (REPO / "docs" / "trust.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+) \| .+ \| ((?:`\S+` ?)+)\|$", re.MULTILINE)


def test_each_of_the_twenty_checks_names_tests_that_are_there() -> None:
    rows = {int(number): re.findall(r"`(\S+)`", tests) for number, tests in ROW.findall(PAGE)}
    assert sorted(rows) == list(range(1, 21))
    missing = [test for tests in rows.values() for test in tests if not (REPO / "tests" / test).is_file()]
    assert missing == []


def test_each_fault_names_a_test_that_is_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", PAGE.partition("## What is checked")[0]))
    assert len(named) > 8
    assert [name for name in sorted(named) if not (REPO / "tests" / "faults" / name).is_file()] == []


def test_nothing_is_unpickled() -> None:
    """Reading a pickle runs what is in it."""
    imports = re.compile(r"^\s*(?:import|from)\s+(?:pickle|shelve|dill|cloudpickle)\b", re.MULTILINE)
    rooms = ("protocol", "services", "clients")
    found = [path for room in rooms for path in (REPO / room).rglob("*.py") if imports.search(path.read_text("utf-8"))]
    assert found == []
