# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/protocol.md tells the truth: a row for each command, capability, token, mode and code, with a test about it.

A missing row, a row for what is not there, a row out of order, a test that does not exist or never mentions the name:
each fails. The page is written by hand; this test says what is wrong with it.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from protocol import standard_replies
from protocol.modes import CHANNEL, USER
from services.chat.commands import TABLE
from services.chat.parts.features import OFFERED, Features
from services.chat.settings.model import Settings

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "protocol.md"
COMPLETE = Settings(icon="https://example.org/icon.svg")  # with everything that only some settings announce


class Row(NamedTuple):
    name: str
    specification: str
    state: str
    test: str


def sections() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for part in PAGE.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        lines = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
        cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]
        assert all(len(row) == 4 for row in cells), f"{title}: a row has four cells: {cells}"
        found[title] = [Row(name.strip("`"), *rest) for name, *rest in cells]
    return found


def expected() -> dict[str, list[str]]:
    letters = CHANNEL.prefixes + CHANNEL.lists + CHANNEL.always + CHANNEL.when_set + CHANNEL.flags
    return {
        "Commands": sorted(TABLE),
        "Capabilities": sorted(map(str, OFFERED)),
        "Client-only tags": ["+channel-context", "+draft/react", "+draft/unreact", "+reply", "+typing"],
        "ISUPPORT tokens": [token.partition("=")[0] for token in Features.of(COMPLETE).tokens],
        "Channel modes": [f"+{letter}" for letter in letters],
        "User modes": [f"+{letter}" for letter in USER.flags],
        "Standard replies": sorted(codes()),
    }


def codes() -> set[str]:
    """The codes that the server answers with, as `COMMAND CODE`, or alone when they answer any command."""
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "services").rglob("*.py"))
    rows = {name: row for name, row in vars(standard_replies).items() if isinstance(row, standard_replies.Code)}
    return {
        f"{row.command} {row.code}".removeprefix("* ")
        for name, row in rows.items()
        if re.search(rf"\b{name}\b", source)
    }


def rows() -> list[tuple[str, Row]]:
    return [(title, row) for title in expected() for row in sections().get(title, [])]


@pytest.mark.parametrize("title", expected())
def test_every_name_has_its_row_and_no_other(title: str) -> None:
    assert [row.name for row in sections()[title]] == expected()[title]


@pytest.mark.parametrize(("title", "row"), rows(), ids=lambda value: value.name if isinstance(value, Row) else value)
def test_every_row_has_its_specification_and_its_test(title: str, row: Row) -> None:
    assert row.specification
    assert row.state in ("complete", "part")
    test = re.fullmatch(r"\[[^\]]+\]\(\.\./(tests/[^)]+)\)", row.test)
    assert test is not None, "the test is a link to a file below tests/"
    text = (ROOT / test[1]).read_text("utf-8")
    name = re.escape(row.name.removeprefix("+"))
    if "modes" in title:
        assert re.search(rf"[+-][A-Za-z+-]*{name}", text), f"{test[1]} does not mention {row.name}"
    else:
        assert re.search(rf"(?<![\w-]){name}(?![\w-])", text), f"{test[1]} does not mention {row.name}"
