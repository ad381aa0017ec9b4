# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation's view: a QListView with its own layout, so that 100,000 rows of any height open at once.

How it stays still: the scroll anchor is (row, y of that row's bottom). Rows are laid out from the anchor, only those in
sight; what is inserted above or changes above moves nothing, and a row that loses its day line keeps its text in place.
`anchor` is None while the view sticks to the newest row; it sticks only when the person is there already.
The scroll bar is an estimate, and an honest one: its place is the anchor's place among the rows, times the mean height.
`scrolling` is the arithmetic, `mouse` what the pointer does, `selecting` the selection.
"""

from collections.abc import Callable

from PyQt6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    pyqtSignal,
)
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from clients.desktop.theme import TITLE, theme
from clients.desktop.timeline.layout import Look, RowLayout, lay_out
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.paint import RowPainter
from clients.desktop.timeline.rows import Rows
from clients.desktop.timeline.selecting import Selecting
from clients.session.model import ItemKind, TimelineItem

CACHE = 2000  # laid-out rows kept
SCREENS = 3  # how early older messages are asked for
FIRST_GUESS = 40.0  # px a row, before any was measured

Shown = tuple[int, int, RowLayout]  # row, y of its top, layout


class TimelineView(QListView):
    """One room's conversation.

    Signals: older_wanted() when the top comes near; gap_shown(int item) ; at_bottom_changed(bool) ;
    clicked_on(object TimelineItem, object Hit) ; menu_wanted(object TimelineItem, QPoint global) ;
    hover_changed(int row, -1 for none) ; reply_wanted(object TimelineItem) ; react_wanted(object TimelineItem).
    """

    older_wanted = pyqtSignal()
    gap_shown = pyqtSignal(int)
    at_bottom_changed = pyqtSignal(bool)
    clicked_on = pyqtSignal(object, object)
    menu_wanted = pyqtSignal(object, QPoint)
    hover_changed = pyqtSignal(int)
    reply_wanted = pyqtSignal(object)
    react_wanted = pyqtSignal(object)

    anchor: tuple[int, int] | None = None
    shown: list[Shown] = []  # class attributes: Qt asks during construction
    _stale = True
    _moving_bar = False

    def __init__(self, model: TimelineModel | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages = model if model is not None else TimelineModel(parent=self)
        self.rows = Rows(self.messages)
        self.look = Look()
        self.own_nick = ""
        self.find_parent: Callable[[str], TimelineItem | None] = lambda _msgid: None
        self.empty_text = ""
        self.lit = 0  # id of the row a jump came to
        self.mean = FIRST_GUESS
        self._cache: dict[int, RowLayout] = {}
        self._measured = (0, 0)
        self._told_bottom = True
        self._asked_older = -1
        self._gaps_told: set[int] = set()
        self.setObjectName("timeline")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)  # these two keep Qt from asking every row for its size
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Conversation"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._unlight = QTimer(self)
        self._unlight.setSingleShot(True)
        self._unlight.timeout.connect(lambda: self.light(0))
        self.selecting = Selecting(self)
        self.setModel(self.messages)
        theme().changed.connect(self.forget)

    # --- what others ask ----------------------------------------------------------------------------------------------

    @property
    def at_bottom(self) -> bool:
        return self.anchor is None

    def set_look(self, look: Look) -> None:
        """Comfortable or compact."""
        self.look = look
        self.forget()

    def to_bottom(self) -> None:
        """Show the newest and stay there."""
        self.anchor = None
        self.relayout()

    def show_row(self, row: int, *, light: bool = False) -> None:
        """Bring a row to the upper third, unless it is in sight; `light` marks it for a moment."""
        if not 0 <= row < len(self.messages.items):
            return
        view = self.view_height()
        self.ensure()
        place = next(((y, it.height) for at, y, it in self.shown if at == row), None)
        if place is None or place[0] < 0 or place[0] + place[1] > view:
            self.anchor = (row, view // 3 + self.layout_of(row).height)
            self.relayout()
        if light:
            self.light(self.messages.items[row].id)
            self._unlight.start(1600)

    def light(self, ident: int) -> None:
        """Mark one row, or none."""
        self.lit = ident
        self.update_view()

    def set_unread(self, ident: int) -> None:
        """Put the unread line above an item; 0 takes it away."""
        if self.rows.unread_id != ident:
            for item in (self.rows.unread_id, ident):
                self._cache.pop(item, None)
            self.rows.unread_id = ident
            self._forget_runs()
            self.relayout()

    def forget(self) -> None:
        """Measure everything anew: another font, width or theme."""
        self._cache.clear()
        self._measured = (0, 0)
        self.relayout()

    def forget_quotes(self, msgid: str) -> None:
        """A quoted message changed: measure again those in sight that quote it."""
        for _, _, layout in self.shown:
            if layout.item.reply_to == msgid:
                self._cache.pop(layout.item.id, None)
                self.relayout()

    def relayout(self) -> None:
        """Lay out again before the next look."""
        self._stale = True
        self.update_view()

    def update_view(self) -> None:
        """Paint again."""
        view = self.viewport()
        if view is not None:
            view.update()

    def view_height(self) -> int:
        """The height of what is seen."""
        view = self.viewport()
        return view.height() if view is not None else 0

    def view_width(self) -> int:
        """The width of what is seen."""
        view = self.viewport()
        return view.width() if view is not None else 0

    # --- laying out ---------------------------------------------------------------------------------------------------

    def layout_of(self, row: int) -> RowLayout:
        """One row, measured for this width."""
        item, width = self.messages.items[row], self.view_width()
        around = self.rows.around(row)
        found = self._cache.get(item.id)
        if found is not None and found.item is item and found.width == width and found.around == around:
            return found
        parent = self.find_parent(item.reply_to) if item.reply_to else None
        made = lay_out(item, around, width, self.look, self.own_nick, parent)
        if len(self._cache) > CACHE:
            self._cache.clear()
        self._cache[item.id] = made
        if made.height:
            count, total = self._measured
            if count < CACHE:
                self._measured = (count + 1, total + made.height)
        return made

    def ensure(self) -> None:
        """Lay out what is in sight, if anything changed since."""
        if not self._stale:
            return
        self._stale = False
        height, count = self.view_height(), len(self.messages.items)
        self.shown = []
        if not count or height <= 0:
            self.anchor = None
            self._after()
            return
        row, bottom = self.anchor if self.anchor is not None else (count - 1, height - 10)
        row = min(row, count - 1)
        self._fill(row, bottom, height, count)
        first_row, first_y, _ = self.shown[0]
        last_row, last_y, last = self.shown[-1]
        if self.anchor is not None and first_row == 0 and first_y > 0:  # nothing above: no hole at the top
            self._shift(-first_y, height, count)
            last_row, last_y, last = self.shown[-1]
        if last_row == count - 1 and last_y + last.height <= height - 10:
            if self.anchor is not None:
                self.anchor = None
                self._fill(count - 1, height - 10, height, count)
        elif self.anchor is not None:
            self.anchor = next(
                (row, y + it.height) for row, y, it in self.shown if y + it.height > 0 or row == last_row
            )
        self._after()

    def _fill(self, row: int, bottom: int, height: int, count: int) -> None:
        """Rows downwards and upwards from one whose bottom is known, until the viewport is full."""
        below: list[Shown] = []
        y, at = bottom, row + 1
        while at < count and y < height:
            layout = self.layout_of(at)
            below.append((at, y, layout))
            y, at = y + layout.height, at + 1
        above: list[Shown] = []
        y, at = bottom, row
        while at >= 0 and y > 0:
            layout = self.layout_of(at)
            y -= layout.height
            above.append((at, y, layout))
            at -= 1
        if not above:
            layout = self.layout_of(row)
            above.append((row, bottom - layout.height, layout))
        self.shown = above[::-1] + below

    def _shift(self, by: int, height: int, count: int) -> None:
        row, y, layout = self.shown[0]
        self._fill(row, y + layout.height + by, height, count)
        if self.shown[0][1] > 0:
            self._fill(row, layout.height, height, count)

    def _after(self) -> None:
        count, total = self._measured
        bar = self.verticalScrollBar()
        if count and not (bar is not None and bar.isSliderDown()):
            self.mean = max(8.0, total / count)
        self._place_bar()
        if self.at_bottom != self._told_bottom:
            self._told_bottom = self.at_bottom
            QTimer.singleShot(0, lambda: self.at_bottom_changed.emit(self.at_bottom))
        rows = len(self.messages.items)
        first = self.shown[0][0] if self.shown else 0
        if rows != self._asked_older and first * self.mean < SCREENS * self.view_height():
            self._asked_older = rows
            QTimer.singleShot(0, self.older_wanted.emit)
        for _, _, layout in self.shown:
            item = layout.item
            if item.kind is ItemKind.GAP and item.id not in self._gaps_told:
                self._gaps_told.add(item.id)
                QTimer.singleShot(0, lambda ident=item.id: self.gap_shown.emit(ident))

    # --- the scroll bar -----------------------------------------------------------------------------------------------

    def _place_bar(self) -> None:
        bar = self.verticalScrollBar()
        if bar is None:
            return
        height, count = self.view_height(), len(self.messages.items)
        total = sum(it.height for _, _, it in self.shown) if len(self.shown) == count else round(count * self.mean)
        self._moving_bar = True
        bar.setRange(0, max(0, total - height) if total > height else 0)
        bar.setPageStep(max(1, height))
        bar.setSingleStep(theme().px(20))
        if self.anchor is None:
            bar.setValue(bar.maximum())
        elif self.shown:
            row, y, layout = self.shown[0]
            part = min(1.0, max(0.0, -y / layout.height)) if layout.height else 0.0
            at_top = row == 0 and y >= 0
            bar.setValue(0 if at_top else max(1, min(bar.maximum() - 1, round((row + part) * self.mean))))
        self._moving_bar = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The bar moved: by a little, scroll by exactly so much; by dragging or far, go to that share of the rows."""
        if self._moving_bar:
            return
        bar = self.verticalScrollBar()
        if bar is None:
            return
        if bar.isSliderDown() or abs(dy) > 2 * self.view_height():
            self._to_value(bar.value())
        else:
            self.scroll_by(-dy)

    def _to_value(self, value: int) -> None:
        bar = self.verticalScrollBar()
        count = len(self.messages.items)
        if bar is None or not count:
            return
        if value >= bar.maximum():
            self.anchor = None
        else:
            row = min(count - 1, int(value / self.mean))
            part = value / self.mean - row
            height = self.layout_of(row).height
            self.anchor = (row, round(height * (1 - part)))
        self.relayout()

    def scroll_by(self, pixels: int) -> None:
        """Move by exactly so many pixels; positive is towards the newest."""
        self.ensure()
        if not self.shown or not pixels:
            return
        if pixels > 0 and self.anchor is None:
            return
        row, y, layout = next((s for s in self.shown if s[1] + s[2].height > 0), self.shown[0])
        if pixels < 0 and row == 0 and y >= 0:
            self._place_bar()
            return
        self.anchor = (row, y + layout.height - pixels)
        self.relayout()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None:
            return
        exact = event.pixelDelta().y()
        step = exact if exact else round(event.angleDelta().y() / 120 * 3 * theme().px(22))
        self.scroll_by(-step)
        event.accept()

    # --- what Qt asks of a list ---------------------------------------------------------------------------------------

    def doItemsLayout(self) -> None:
        self.relayout()

    def updateGeometries(self) -> None:
        """Nothing: the stock one measures every row."""

    def reset(self) -> None:
        super().reset()
        self.anchor = None
        self._cache = {}
        self._asked_older = -1
        self._gaps_told = set()
        self.relayout()

    def rowsInserted(self, parent: QModelIndex, first: int, last: int) -> None:
        count = last - first + 1
        if self.anchor is not None and first <= self.anchor[0]:
            self.anchor = (self.anchor[0] + count, self.anchor[1])
        self.relayout()

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        self.ensure()
        if self.anchor is not None:
            row, bottom = self.anchor
            if start <= row <= end:  # the anchor goes: the first row in sight that stays takes its place
                stays = next(((r, y + it.height) for r, y, it in self.shown if r > end), None)
                self.anchor = (stays[0] - (end - start + 1), stays[1]) if stays else None
            elif end < row:
                self.anchor = (row - (end - start + 1), bottom)
        self.relayout()

    def dataChanged(self, top_left: QModelIndex, bottom_right: QModelIndex, roles: object = ()) -> None:
        for row in range(top_left.row(), bottom_right.row() + 1):
            self._cache.pop(self.messages.items[row].id, None)
        self.relayout()

    def _forget_runs(self) -> None:
        for row, _, layout in self.shown:
            if layout.around.summary or layout.around.hidden or row == 0:
                self._cache.pop(layout.item.id, None)

    def visualRect(self, index: QModelIndex) -> QRect:
        self.ensure()
        for row, y, layout in self.shown:
            if row == index.row():
                return QRect(0, y, self.view_width(), layout.height)
        return QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        found = self.shown_at(point.y())
        return self.messages.index(found[0]) if found else QModelIndex()

    def shown_at(self, y: int) -> Shown | None:
        """The row at a height of the viewport."""
        self.ensure()
        for shown in self.shown:
            if shown[1] <= y < shown[1] + shown[2].height:
                return shown
        return None

    def scrollTo(
        self, index: QModelIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.isValid():
            self.ensure()
            rect = self.visualRect(index)
            if rect.isNull():
                self.show_row(index.row())
            elif rect.top() < 0:
                self.scroll_by(rect.top())
            elif rect.bottom() > self.view_height():
                self.scroll_by(min(rect.bottom() - self.view_height() + 10, rect.top()))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        bar = self.verticalScrollBar()
        return bar.value() if bar is not None else 0

    def isIndexHidden(self, index: QModelIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Rows are not selected; text is (`selecting`)."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """The view's own model, always."""
        super().setModel(self.messages)

    # --- events -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if event is not None and event.oldSize().width() != event.size().width():
            self._measured = (0, 0)
        self.relayout()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        self.ensure()
        view = self.viewport()
        if view is None or event is None:
            return
        painter = QPainter(view)
        if not self.shown:
            painter.setFont(theme().font(TITLE))
            painter.setPen(theme().colour("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(view.rect().adjusted(40, 40, -40, -40), int(flags), self.empty_text)
            return
        draw = RowPainter(painter, self.look, view.devicePixelRatioF())
        current = self.currentIndex().row() if self.hasFocus() and self.selecting.by_keyboard else -1
        for row, y, layout in self.shown:
            if y + layout.height < event.rect().top() or y > event.rect().bottom():
                continue
            draw.draw(
                layout,
                y,
                hovered=row == self.selecting.hovered,
                current=row == current,
                selection=self.selecting.of_row(row, len(layout.rich.text)),
                lit=layout.item.id == self.lit,
            )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not self.selecting.key(event):
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected text, or the current row's, to the clipboard."""
        board = QApplication.clipboard()
        text = self.selecting.text()
        if board is not None and text:
            board.setText(text)
