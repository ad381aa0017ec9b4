# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of what must be there names tests and pictures that are."""

import re

from tests.clients.desktop.conftest import REPO

ROW = re.compile(r"^\| (?P<what>.+?) \| (?P<tests>`test_.+?) \| ?(?P<pictures>.*?) ?\|$", re.MULTILINE)


def test_the_page_names_what_is_there() -> None:
    rows = list(ROW.finditer((REPO / "docs" / "desktop-acceptance.md").read_text("utf-8")))
    code = "\n".join(path.read_text("utf-8") for path in (REPO / "tests" / "clients").rglob("test_*.py"))
    written = set(re.findall(r"^def (test_\w+)", code, re.MULTILINE))
    named = {name for row in rows for name in re.findall(r"`(test_\w+)`", row["tests"])}
    assert len(rows) > 20
    assert named - written == set()
    pictures = {name for row in rows for name in row["pictures"].split()}
    taken = {path.name for path in (REPO / "docs" / "images").glob("*.png")}
    looks = ("light", "dark", "light-2x", "dark-2x")
    assert {f"{name}-{look}.png" for name in pictures for look in looks} == taken
