# SPDX-License-Identifier: GPL-3.0-or-later
"""Text selection across messages, hovering, and the keyboard of the conversation.

An event filter on the view's viewport. A selection is two ends, each a persistent index and an offset into that row's
text, so it survives messages arriving above and below. Copied text is plain: one message gives its text, several give
"[time] nick: text" lines.
"""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor, QTextDocument
from PyQt6.QtWidgets import QApplication, QToolTip

from clients.desktop.timeline.model import local_time
from clients.desktop.timeline.rich import rich_of
from clients.desktop.timeline.rows import reacted
from clients.desktop.timeline.spots import Spot
from clients.desktop.words import tip
from clients.session.model import ItemKind

if TYPE_CHECKING:
    from clients.desktop.timeline.view import TimelineView

End = tuple[QPersistentModelIndex, int]
LETTERS = frozenset({Qt.Key.Key_R, Qt.Key.Key_E, Qt.Key.Key_P, Qt.Key.Key_Space})
HANDS = set(Spot) - {Spot.NOTHING, Spot.TEXT}


class Selecting(QObject):
    """The pointer and the selection of one view, and its keys.

    Letters are keys of the conversation only in a mode that one enters on purpose (`start_keys`, F6) and that shows;
    else they are words for the entry.

    Signals: keys_changed(bool), whether that mode is on.
    """

    keys_changed = pyqtSignal(bool)

    def __init__(self, view: "TimelineView") -> None:
        super().__init__(view)
        self.view = view
        self.hovered = -1
        self._pointer: QPoint | None = None  # where it is in the viewport, if it is there
        self.keys = False  # the mode of the conversation's own keys
        self.by_keyboard = False  # the current row is framed only for those who move it with keys
        self.start: End | None = None
        self.end: End | None = None
        self._dragging = False
        self._pressed = QPoint()
        self._last = QPoint()
        self._clicks = 0
        self._auto = QTimer(self)
        self._auto.setInterval(30)
        self._auto.timeout.connect(self._scroll_on)
        view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        port = view.viewport()
        if port is not None:
            port.installEventFilter(self)
            port.setCursor(Qt.CursorShape.ArrowCursor)

    # --- asked by the view --------------------------------------------------------------------------------------------

    def ends(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The selection as two (row, offset), in order; None when there is none."""
        if self.start is None or self.end is None or not self.start[0].isValid() or not self.end[0].isValid():
            return None
        one, other = sorted(((self.start[0].row(), self.start[1]), (self.end[0].row(), self.end[1])))
        return None if one == other else (one, other)

    def of_row(self, row: int, length: int) -> tuple[int, int] | None:
        """What of a row is selected."""
        ends = self.ends()
        if ends is None or not ends[0][0] <= row <= ends[1][0]:
            return None
        return ends[0][1] if row == ends[0][0] else 0, ends[1][1] if row == ends[1][0] else length

    def text(self) -> str:
        """The selection as plain text; without one, the current row's."""
        ends, view = self.ends(), self.view
        if ends is None:
            row = view.currentIndex().row()
            return self._full(row).replace("\u2028", "\n") if row >= 0 else ""
        (first, start), (last, stop) = ends
        if first == last:
            return self._full(first)[start:stop].replace("\u2028", "\n")
        lines, row = [], view.stand_in(first)
        while row <= last:
            item, full = view.messages.items[row], self._full(row)
            part = full[start:] if row == first else full[:stop] if row == last else full
            part = part.replace("\u2028", "\n")
            clock = f"[{local_time(item.time_ms):%H:%M}]"
            if item.kind in (ItemKind.MESSAGE, ItemKind.NOTICE):
                lines.append(f"{clock} {item.author}: {part}")
            else:
                lines.append(f"{clock} * {part}")
            row = view.row_after(row)
        return "\n".join(lines)

    def clear(self) -> None:
        """Nothing is selected."""
        if self.start is not None:
            self.start = self.end = None
            self.view.update_view()

    def select_all(self) -> None:
        """All that is loaded."""
        last = len(self.view.messages.items) - 1
        if last >= 0:
            self.start, self.end = self._end(0, 0), self._end(last, len(self._full(last)))
            self.view.update_view()

    def _full(self, row: int) -> str:
        view = self.view
        return rich_of(view.messages.items[row], view.rows.around(row), view.own_nick).text

    def _end(self, row: int, offset: int) -> End:
        return QPersistentModelIndex(self.view.messages.index(row)), offset

    # --- the pointer --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is None:
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                return self._press(event)
            case QEvent.Type.MouseButtonDblClick if isinstance(event, QMouseEvent):
                return self._double(event)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                return self._move(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                return self._release(event)
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent):
                return self._tip(event)
            case QEvent.Type.Leave:
                self._pointer = None
                self._hover(-1)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        self.by_keyboard = False
        self.view.entry_wanted.emit()  # who clicks here and types means to write
        if event.button() == Qt.MouseButton.RightButton:
            found = self.view.shown_at(point.y())
            if found:
                self.view.menu_wanted.emit(found[2].item, event.globalPosition().toPoint())
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._pressed = point
        close = (point - self._last).manhattanLength() < QApplication.startDragDistance()
        if self._clicks == 2 and close and self._select(point, QTextCursor.SelectionType.BlockUnderCursor):
            self._clicks = 0
            return True
        self._clicks = 0
        where = self._where(point)
        keep = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.start is not None
        if where and keep:
            self.end = where
        elif where:
            self.start = self.end = where
        self._dragging = where is not None
        self.view.update_view()
        return True

    def _double(self, event: QMouseEvent) -> bool:
        self._clicks, self._last = 2, event.position().toPoint()
        self._dragging = False
        self._select(self._last, QTextCursor.SelectionType.WordUnderCursor)
        return True

    def _select(self, point: QPoint, what: QTextCursor.SelectionType) -> bool:
        found = self.view.shown_at(point.y())
        if found is None:
            return False
        row, y, layout = found
        offset, _ = layout.offset_at(point.x(), point.y() - y)
        document = QTextDocument(layout.rich.text.replace("\u2028", " "))  # has to outlive the cursor
        cursor = QTextCursor(document)
        cursor.setPosition(min(offset, len(layout.rich.text)))
        cursor.select(what)
        low, high = cursor.selectionStart(), cursor.selectionEnd()
        if what == QTextCursor.SelectionType.BlockUnderCursor:
            low, high = 0, len(layout.rich.text)
        self.start, self.end = self._end(row, low), self._end(row, high)
        self.view.update_view()
        return True

    def _move(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        self._last = point if self._dragging else self._last
        if self._dragging:
            self._extend(point)
            outside = not 0 <= point.y() < self.view.view_height()
            if outside and not self._auto.isActive():
                self._auto.start()
            elif not outside:
                self._auto.stop()
            return True
        self._pointer = point
        found = self.view.shown_at(point.y())
        self._hover(found[0] if found else -1)
        shape = Qt.CursorShape.ArrowCursor
        if found:
            spot = found[2].hit(point.x(), point.y() - found[1]).spot
            if spot in HANDS:
                shape = Qt.CursorShape.PointingHandCursor
            elif spot is Spot.TEXT:
                shape = Qt.CursorShape.IBeamCursor
        port = self.view.viewport()
        if port is not None and port.cursor().shape() != shape:
            port.setCursor(shape)
        return False

    def _release(self, event: QMouseEvent) -> bool:
        self._auto.stop()
        dragged, self._dragging = self._dragging, False
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or (dragged and self.ends() is not None):
            return True
        found = self.view.shown_at(point.y())
        if found and (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
            row, y, layout = found
            hit = layout.hit(point.x(), point.y() - y)
            if hit.spot is Spot.FOLD:
                self.view.toggle(row)
            elif hit.spot not in (Spot.NOTHING, Spot.TEXT):
                self.view.clicked_on.emit(layout.item, hit)
        return True

    def _tip(self, event: QHelpEvent) -> bool:
        """Who reacted."""
        found = self.view.shown_at(event.pos().y())
        hit = found[2].hit(event.pos().x(), event.pos().y() - found[1]) if found else None
        if found and hit and hit.spot is Spot.REACTION:
            QToolTip.showText(event.globalPos(), tip(reacted(hit.value, found[2].item)), self.view)
        else:
            QToolTip.hideText()
        return True

    def _where(self, point: QPoint) -> End | None:
        found = self.view.shown_at(point.y())
        if found is None:
            return None
        row, y, layout = found
        return self._end(row, layout.offset_at(point.x(), point.y() - y)[0])

    def _extend(self, point: QPoint) -> None:
        height = self.view.view_height()
        where = self._where(QPoint(point.x(), min(max(0, point.y()), height - 11)))
        if where:
            self.end = where
            self.view.update_view()

    def _scroll_on(self) -> None:
        y = self._last.y()
        beyond = y if y < 0 else y - self.view.view_height()
        self.view.scroll_by(max(-60, min(60, beyond)))
        self._extend(self._last)

    def hover_again(self) -> None:
        """The rows moved under the pointer."""
        if self._pointer is not None and not self._dragging:
            found = self.view.shown_at(self._pointer.y())
            self._hover(found[0] if found else -1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.view.hover_changed.emit(row)
            self.view.update_view()

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """What a key does in the conversation; False when it is nothing of ours."""
        view = self.view
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return True
        match event.key():
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_PageUp:
                self.page(-1)
            case Qt.Key.Key_PageDown:
                self.page(1)
            case Qt.Key.Key_Home:
                view.show_row(0)
                view.setCurrentIndex(view.messages.index(0))
            case Qt.Key.Key_End:
                view.to_bottom()
                view.setCurrentIndex(view.messages.index(view.stand_in(len(view.messages.items) - 1)))
            case Qt.Key.Key_Escape:
                self.clear()
                self.end_keys()
                view.entry_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Menu:
                return self._open_menu()
            case _:
                return self.keeps(event) and self._letter(event.key())
        return True

    def page(self, pages: int) -> None:
        """So many pages down."""
        self.view.scroll_by(pages * (self.view.view_height() - 40))

    def keeps(self, event: QKeyEvent) -> bool:
        """Whether a letter is a key of the conversation, not a word for the entry."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return self.keys and plain and event.key() in LETTERS

    def _letter(self, key: int) -> bool:
        view, item = self.view, self._item()
        if key == Qt.Key.Key_Space:
            return self._open_menu()
        if item is not None:
            wanted = {Qt.Key.Key_R: view.reply_wanted, Qt.Key.Key_E: view.react_wanted, Qt.Key.Key_P: view.show_wanted}
            wanted[Qt.Key(key)].emit(item)
        return True

    def end_keys(self) -> None:
        """The conversation's keys are words again."""
        if self.keys:
            self.keys = self.by_keyboard = False
            self.view.update_view()
            self.keys_changed.emit(False)

    def start_keys(self) -> None:
        """The keyboard came here on purpose: frame the newest message, and let letters be keys."""
        self.by_keyboard = True
        if not self.keys:
            self.keys = True
            self.keys_changed.emit(True)
        if not self.view.currentIndex().isValid() or self.view.at_bottom:
            last = self.view.stand_in(len(self.view.messages.items) - 1)
            self.view.setCurrentIndex(self.view.messages.index(last))
        self.view.update_view()

    def _item(self) -> object:
        row = self.view.currentIndex().row()
        items = self.view.messages.items
        return items[row] if 0 <= row < len(items) and items[row].spoken else None

    def _step(self, by: int) -> None:
        view, count = self.view, len(self.view.messages.items)
        row = view.currentIndex().row()
        if row < 0:
            row, by = count, -1
        row = view.row_after(row) if by > 0 else view.stand_in(row - 1)
        if 0 <= row < count:
            index = view.messages.index(row)
            self.by_keyboard = True
            view.setCurrentIndex(index)
            view.scrollTo(index)
            view.update_view()

    def _open_menu(self) -> bool:
        view, index = self.view, self.view.currentIndex()
        if not index.isValid():
            return False
        if view.rows.around(index.row()).summary:
            view.toggle(index.row())
            return True
        rect, port = view.visualRect(index), view.viewport()
        if port is not None:
            where = port.mapToGlobal(QPoint(view.look.text_x, min(rect.bottom(), view.view_height() - 10)))
            view.menu_wanted.emit(view.messages.items[index.row()], where)
        return True
