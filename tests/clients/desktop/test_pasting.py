# SPDX-License-Identifier: GPL-3.0-or-later
"""Much text, files and pictures, pasted or dropped."""

import os
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PyQt6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.pasting import LARGEST, text_of
from clients.session.model import Features
from tests.clients.desktop.conftest import Join, Server, texts


def box_of(desktop: Desktop, qtbot: QtBot) -> QMessageBox:
    def boxes() -> list[QMessageBox]:
        return [box for box in desktop.window.findChildren(QMessageBox) if box.isVisible()]

    qtbot.waitUntil(lambda: bool(boxes()))
    (box,) = boxes()
    return box


def answer(box: QMessageBox, button: QMessageBox.StandardButton, qtbot: QtBot) -> None:
    qtbot.mouseClick(box.button(button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not box.isVisible())


def without_multiline(desktop: Desktop) -> None:
    """As a server of before would be: a message a line, two seconds each."""
    session = desktop.window.current().controller.session  # type: ignore[union-attr]
    session._core.network.features = Features(echo=True, labels=True, history=True)
    del session._core.info.tokens["SAFERATE"]


def test_many_lines_are_asked_about_with_the_number_and_the_time(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("many", server.port)
    composer = desktop.window.composer
    without_multiline(desktop)
    composer.entry.set_text("\n".join(f"typed {n}" for n in range(8)))
    composer.submit()
    box = box_of(desktop, qtbot)
    assert "8 messages" in box.text()
    assert "6 seconds" in box.text()
    answer(box, QMessageBox.StandardButton.Cancel, qtbot)
    assert composer.entry.text().startswith("typed 0\n"), "nothing is lost"
    assert "typed 0" not in texts(desktop)
    composer.submit()
    answer(box_of(desktop, qtbot), QMessageBox.StandardButton.Ok, qtbot)
    assert texts(desktop)[-8:] == [f"typed {n}" for n in range(8)]
    assert composer.entry.text() == ""


def test_a_large_paste_is_asked_about_once(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("once", server.port)
    composer = desktop.window.composer
    without_multiline(desktop)
    data = QMimeData()
    data.setText("\n".join(f"pasted {n}" for n in range(300)))
    composer.entry.insertFromMimeData(data)
    box = box_of(desktop, qtbot)
    assert "300 lines" in box.text()
    assert "300 messages" in box.text()
    assert "9 minutes" in box.text()
    answer(box, QMessageBox.StandardButton.Ok, qtbot)
    composer.submit()
    assert len([text for text in texts(desktop) if text.startswith("pasted")]) == 300


def drop(desktop: Desktop, data: QMimeData) -> None:
    """As a file manager does it."""
    port = desktop.window.composer.entry.viewport()
    assert port is not None
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(port, QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys))
    QApplication.sendEvent(port, QDropEvent(QPointF(5, 5), action, data, buttons, keys))


@pytest.mark.parametrize("dropped", [False, True])
def test_a_file_of_text_is_offered_as_its_text(
    server: Server, join: Join, qtbot: QtBot, tmp_path: Path, dropped: bool
) -> None:
    desktop = join(f"filer{dropped:d}", server.port)
    path = tmp_path / "notes.txt"
    path.write_bytes("one\r\ntwo, grün\r\n".encode())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))
    if dropped:
        drop(desktop, data)
    else:
        desktop.window.composer.entry.insertFromMimeData(data)
    box = box_of(desktop, qtbot)
    assert desktop.window.composer.entry.text() == "", "no path, and no text unasked"
    assert "notes.txt is 2 lines" in box.text()
    answer(box, QMessageBox.StandardButton.Ok, qtbot)
    assert desktop.window.composer.entry.text() == "one\ntwo, grün\n"


def test_any_other_file_and_a_picture_are_said_to_be_impossible(
    server: Server, join: Join, qtbot: QtBot, tmp_path: Path
) -> None:
    desktop = join("pictures", server.port)
    binary, text = tmp_path / "a.png", tmp_path / "a.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    text.write_text("words")
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for paths, said in (([binary], "Files"), ([text, text], "Files"), ([tmp_path], "Files"), ([], "Pictures")):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        if not paths:
            data = QMimeData()
            data.setImageData(image)
            data.setHtml("<img src='https://host/a.png'>")
        board = QApplication.clipboard()
        assert board is not None
        board.setMimeData(data)
        desktop.window.composer.entry.paste()
        box = box_of(desktop, qtbot)
        assert box.text().startswith(f"{said} can't be sent yet")
        answer(box, QMessageBox.StandardButton.Ok, qtbot)
        assert desktop.window.composer.entry.text() == ""


def test_what_is_no_small_text_is_not_read_as_one(tmp_path: Path) -> None:
    for name, data, expected in (
        ("bom", b"\xef\xbb\xbfwords", "words"),
        ("latin", "grün".encode("latin-1"), ""),
        ("empty", b" \n", ""),
        ("large", b"a" * (LARGEST + 1), ""),
        ("controls", b"a\x1b[2J", ""),
    ):
        (tmp_path / name).write_bytes(data)
        assert text_of(tmp_path / name) == expected, name
    os.mkfifo(tmp_path / "pipe")
    assert text_of(tmp_path / "pipe") == "", "nobody writes into it, and it does not wait"
    assert text_of(tmp_path / "none") == ""
