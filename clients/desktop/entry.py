# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one types. Enter sends, Shift+Enter is a new line, and an input method's own Enter never sends.

The entry knows no room: it says what was asked for, and its owner gives it text.
"""

from PyQt6.QtCore import QEvent, QMimeData, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QTextDocumentFragment,
)
from PyQt6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from clients.desktop.theme import theme

TALLEST = 9  # lines, then it scrolls
STEPS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}  # back in what was said, and forth
PAGES: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
LARGE_LINES, LARGE_CHARS = 12, 3000  # a paste beyond that asks


class Entry(QPlainTextEdit):
    """The text box.

    Signals: submitted() ; edited(str) on every change ; recall_wanted(int step), ↑ or ↓ in an empty entry or over a
    text that was recalled and not changed ; escaped() ;
    complete_wanted(int step) for Tab and Shift+Tab ; popup_key(int key), handled when popup_open is set ;
    focus_changed(bool) ; large_paste(str) ; files_given(list of paths) ; picture_given() ;
    copy_wanted(), with nothing marked here ; page_wanted(int pages), down.
    """

    submitted = pyqtSignal()
    edited = pyqtSignal(str)
    recall_wanted = pyqtSignal(int)
    escaped = pyqtSignal()
    complete_wanted = pyqtSignal(int)
    popup_key = pyqtSignal(int)
    focus_changed = pyqtSignal(bool)
    large_paste = pyqtSignal(str)
    files_given = pyqtSignal(list)
    picture_given = pyqtSignal()
    copy_wanted = pyqtSignal()
    page_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.popup_open = False
        self.being_set = False  # by us, not by the person
        self.recalled = ""  # what was put here by ↑
        self._composing = False
        self.setAccessibleName(self.tr("Message"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        document = self.document()
        if document is not None:
            document.setDocumentMargin(2)
            document.contentsChanged.connect(self._changed)
        theme().changed.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is typed; the cursor goes to the end."""
        if text != self.toPlainText():
            self.being_set = True
            self.setPlainText(text)
            self.being_set = False
            self.moveCursor(QTextCursor.MoveOperation.End)

    def recall(self, text: str) -> None:
        """Put an earlier text here, which ↑ and ↓ may replace by another."""
        self.recalled = text
        self.set_text(text)

    def cursor_at(self) -> int:
        """The cursor's place in the text, in characters; Qt counts an emoji as two."""
        units = self.toPlainText().encode("utf-16-le", "surrogatepass")[: 2 * self.textCursor().position()]
        return len(units.decode("utf-16-le", "ignore"))

    def _units(self, characters: int) -> int:
        return len(self.toPlainText()[:characters].encode("utf-16-le", "surrogatepass")) // 2

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` where start to end was; one step to undo."""
        cursor = self.textCursor()
        first, last = self._units(start), self._units(end)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def repaint_soon(self) -> None:
        """Show another placeholder: Qt paints it anew only where none, or none any more, was shown."""
        view = self.viewport()
        if view is not None:
            view.update()

    def event(self, event: QEvent | None) -> bool:
        """Leave Ctrl+End to the conversation, where the cursor is at the end of the text already."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.MoveToEndOfDocument)
            and self.textCursor().atEnd()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key, plain = (
            event.key(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ),
        )
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            self.popup_open
            and plain
            and (enter or key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Escape))
        ):
            self.popup_key.emit(key)
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if not self._composing:
                self.submitted.emit()
        elif key == Qt.Key.Key_Tab:
            self.complete_wanted.emit(1)
        elif key == Qt.Key.Key_Backtab:
            self.complete_wanted.emit(-1)
        elif key in STEPS and plain and self.toPlainText() == self.recalled:
            self.recall_wanted.emit(STEPS[key])
        elif key in PAGES and plain and self._all_in_sight():
            self.page_wanted.emit(PAGES[key])
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.copy_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _all_in_sight(self) -> bool:
        bar = self.verticalScrollBar()
        return bar is None or bar.maximum() == 0

    def inputMethodEvent(self, event: QInputMethodEvent | None) -> None:
        self._composing = event is not None and bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData | None) -> bool:
        """Also what is there as HTML alone, as some programs copy it: its words; files and pictures for the answer."""
        return source is not None and (source.hasText() or source.hasHtml() or source.hasUrls() or source.hasImage())

    def insertFromMimeData(self, source: QMimeData | None) -> None:
        """Plain text only, whatever the clipboard offers; a large one is asked about, and never a file's path."""
        if source is None or not self.canInsertFromMimeData(source):
            return
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
            return
        text = source.text() if source.hasText() else words_of(source.html())
        if not text.strip() and source.hasImage():
            self.picture_given.emit()
            return
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text.count("\n") >= LARGE_LINES or len(text) > LARGE_CHARS:
            self.large_paste.emit(text)
        else:
            self.insertPlainText(text)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _changed(self) -> None:
        self._fit()
        text = self.toPlainText()
        if not text:
            self.recalled = ""
        self.edited.emit(text)

    def _fit(self) -> None:
        document = self.document()
        layout = document.documentLayout() if document is not None else None
        line = QFontMetrics(self.font()).lineSpacing()
        lines = round(layout.documentSize().height()) if layout is not None else 1
        shown = max(1, min(TALLEST, lines))
        over = lines > TALLEST
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if over else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        tall = shown * line + 6
        if self.height() != tall:
            self.setFixedHeight(tall)


def words_of(html: str) -> str:
    """What stands in a piece of HTML, without its pictures, of which nothing is read."""
    return QTextDocumentFragment.fromHtml(html).toPlainText().replace("\ufffc", "").rstrip("\n")
