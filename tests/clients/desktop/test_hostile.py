# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing from the network is markup, and only links of allowed schemes open."""

import ast
from pathlib import Path

import pytest
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QLabel

from clients.desktop.timeline.rich import styled
from clients.desktop.wiring import Wiring
from tests.clients.desktop.conftest import Join, Server

DESKTOP = Path(__file__).resolve().parents[3] / "clients" / "desktop"


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<img src=file:///etc/passwd>", "&lt;", "javascript:alert(1)", "file:///x"]
)
def test_markup_and_odd_schemes_are_just_text(text: str) -> None:
    shown = styled(text, "me")
    assert shown.text == text
    assert shown.links == []


def test_direction_overrides_are_shown() -> None:
    assert "\u202e" not in styled("abc\u202edef", "me").text


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:1", "smb://x/y", "", "http//x", "data:text/html,x"]
)
def test_only_allowed_schemes_are_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    Wiring.open_link(None, address)  # type: ignore[arg-type]
    assert opened == []
    Wiring.open_link(None, "https://example.org/")  # type: ignore[arg-type]
    assert opened == ["https://example.org/"]


def test_no_widget_takes_rich_text() -> None:
    used = {
        node.id
        for path in DESKTOP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name)
    }
    assert not used & {"QTextBrowser", "QTextEdit", "setHtml"}


def test_labels_of_the_window_are_plain_text(server: Server, join: Join) -> None:
    from PyQt6.QtCore import Qt

    desktop = join("labels", server.port)
    rich = [label for label in desktop.window.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert [label.text() for label in rich if label.text()] == []
