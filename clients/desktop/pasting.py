# SPDX-License-Identifier: GPL-3.0-or-later
"""Much text, files and pictures, pasted or dropped: the person is asked with honest numbers, or told that it can't be.

Rules: nothing of a file is put into the entry unasked, least of all its path. A file is read beside the window's
thread, as where it is may hang.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QMessageBox

from clients.desktop.dialogs.ask import told
from clients.desktop.main_window import MainWindow

MANY = 5  # messages; from more than that on the person is asked
LARGEST = 1 << 18  # bytes of a file that is offered as text
TEXT_BYTES = frozenset(range(32, 256)) | frozenset(b"\t\n\r\f")


class Pasting(QObject):
    """Asks before much is sent, and offers files as their text.

    Signals: read(str name, str text), a file has been read; the text is "" if it holds none.
    """

    read = pyqtSignal(str, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._agreed = ("", "", 0)  # network, room, how many messages there
        composer = window.composer
        composer.may_send = self._may_send
        composer.entry.large_paste.connect(self.offer)
        composer.entry.files_given.connect(self._files)
        composer.entry.picture_given.connect(lambda: self._tell(self.tr("Pictures can't be sent yet.")))
        self.read.connect(self._file)

    def offer(self, text: str, name: str = "") -> None:
        """Ask whether a long text goes into the entry; `name` is that of the file it is from."""
        lines, count = text.rstrip("\n").count("\n") + 1, len(text)
        if name:
            said = self.tr("{name} is %n lines, {count} characters. Put its text into the message?", "", lines)
        else:
            said = self.tr("This is %n lines, {count} characters. Put it into the message?", "", lines)
        number, seconds = self._estimate(self.window.composer.entry.text() + text)
        sentence = said.format(name=name, count=count)
        if number > 1:
            sentence = f"{sentence}\n\n{self._as_messages(number, seconds)}"
        title = self.tr("A file") if name else self.tr("A large paste")
        self._ask(title, sentence, lambda: self._insert(text))

    def _insert(self, text: str) -> None:
        entry = self.window.composer.entry
        entry.insertPlainText(text)
        self._agree(self._estimate(entry.text())[0])

    def _may_send(self, text: str) -> bool:
        """Whether it may go without a question; else one is asked, and sends it."""
        if text.startswith("/") and not text.startswith("//") and "\n" not in text.strip():
            return True  # a command
        number, seconds = self._estimate(text)
        agreed, self._agreed = self._agreed, ("", "", 0)
        if number <= MANY or (agreed[:2] == self._here() and number <= agreed[2] + MANY):
            return True
        self._ask(self.tr("Many messages"), self._as_messages(number, seconds), lambda: self._send(number))
        return False

    def _send(self, number: int) -> None:
        self._agree(number)
        self.window.composer.submit()

    def _agree(self, number: int) -> None:
        self._agreed = (*self._here(), number)

    def _here(self) -> tuple[str, str]:
        found = self.window.current()
        return (found.controller.network.key, found.room.key) if found is not None else ("", "")

    def _estimate(self, text: str) -> tuple[int, int]:
        found = self.window.current()
        return found.controller.session.estimate(found.room.key, text) if found is not None else (0, 0)

    def _as_messages(self, number: int, seconds: int) -> str:
        said = self.tr("This server takes it as %n messages.", "", number)
        if seconds >= 120:
            more = self.tr("Sending them takes about %n minutes, as it throws out who is faster.", "", seconds // 60)
        else:
            more = self.tr("Sending them takes about %n seconds, as it throws out who is faster.", "", seconds)
        return f"{said} {more}" if seconds else said

    # --- files and pictures -------------------------------------------------------------------------------------------

    def _files(self, paths: list[str]) -> None:
        if len(paths) != 1:
            self._tell(self.tr("Files can't be sent yet."))
            return
        Thread(target=self._read, args=(Path(paths[0]),), daemon=True, name="file").start()

    def _read(self, path: Path) -> None:
        text = text_of(path)
        with suppress(RuntimeError):  # the window is gone
            self.read.emit(path.name, text)

    def _file(self, name: str, text: str) -> None:
        if text:
            self.offer(text, name)
        else:
            self._tell(self.tr("Files can't be sent yet, only the text of small text files."))

    def _tell(self, sentence: str) -> None:
        told(self.window, self.tr("Not sent"), sentence).open()

    def _ask(self, title: str, sentence: str, agreed: Callable[[], None]) -> None:
        buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        box = told(self.window, title, sentence, buttons=buttons)
        box.accepted.connect(agreed)
        box.open()


def text_of(path: Path) -> str:
    """What a small file of text holds, its lines ended by "\\n"; "" for every other one, and what can't be read."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return ""
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST or not TEXT_BYTES.issuperset(data):
            return ""
        text = data.decode("utf-8-sig")
    except (OSError, ValueError):
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else ""
