# SPDX-License-Identifier: GPL-3.0-or-later
"""A QListView with its own layout, so that 100,000 rows of any height open at once. It stays a list to screen readers.

How it stays still: the scroll anchor is (row, y of that row's bottom). Rows are laid out from the anchor, only those in
sight; what is inserted above or changes above moves nothing, and a row that loses its day line keeps its text in place.
`anchor` is None while the view sticks to the newest row; it sticks only when the person is there already.
The scroll bar is an estimate, and an honest one: its place is the anchor's place among the rows, times the mean height.
`view.TimelineView` says what a row is and draws it.
"""

from PyQt6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PyQt6.QtGui import QRegion, QWheelEvent
from PyQt6.QtWidgets import QAbstractItemView, QListView, QWidget

from clients.desktop.theme import theme
from clients.desktop.timeline.layout import RowLayout

FIRST_GUESS = 40.0  # px a row, before any was measured
SAMPLE = 2000  # rows the mean height is taken from
BELOW = 10

Shown = tuple[int, int, RowLayout]  # row, y of its top, layout


class RowList(QListView):
    """Lays out only the rows in sight. Subclasses give `layout_of` and `row_count`, and may act on `settled`.

    Signals: those of QListView.
    """

    anchor: tuple[int, int] | None = None
    shown: list[Shown] = []  # class attributes: Qt asks during construction
    mean = FIRST_GUESS
    head = 0  # px that may stand free above the first row
    below = BELOW  # px of air under the newest row
    _stale = False  # nothing to lay out until a subclass says it is ready, with relayout()
    _moving_bar = False
    _then: tuple[int, int] | None = None
    _measured = (0, 0)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)  # these two keep Qt from asking every row for its size
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)

    # --- what subclasses say ------------------------------------------------------------------------------------------

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def layout_of(self, row: int) -> RowLayout:
        """One row, measured for this width; call `measured` for a fresh one."""
        raise NotImplementedError

    def stand_in(self, row: int) -> int:
        """The row that is shown for this one, which may be folded away: itself, or one above."""
        return row

    def row_after(self, row: int) -> int:
        """The next row below one that is shown."""
        return row + 1

    def place_of(self, row: int) -> int:
        """How many rows are shown above this one, so far as is known; of `row_count()`, how many there are."""
        return row

    def row_at(self, place: int) -> int:
        """The row that has so many above it."""
        return place

    def settled(self) -> None:
        """What is in sight was laid out."""

    def measured(self, height: int) -> None:
        """A row turned out so high. One that is higher than the view says nothing of the others, so the rest of it
        does not count."""
        count, total = self._measured
        if height and count < SAMPLE:
            self._measured = (count + 1, total + min(height, max(self.view_height(), 1)))

    # --- what others ask ----------------------------------------------------------------------------------------------

    @property
    def at_bottom(self) -> bool:
        return self.anchor is None

    def to_bottom(self) -> None:
        """Show the newest and stay there."""
        self.anchor = None
        self.relayout()

    def show_row(self, row: int) -> None:
        """Bring a row to the upper third, unless it is in sight."""
        if not 0 <= row < self.row_count():
            return
        view = self.view_height()
        self.ensure()
        row = self.stand_in(row)
        place = next(((y, it.height) for at, y, it in self.shown if at == row), None)
        if place is None or place[0] < 0 or place[0] + place[1] > view:
            self.anchor = (row, view // 3 + self.layout_of(row).height)
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

    def ensure(self) -> None:
        """Lay out what is in sight, if anything changed since."""
        if not self._stale:
            return
        self._stale = False
        height, count = self.view_height(), self.row_count()
        self.shown = []
        if not count or height <= 0:
            self.anchor = self.anchor if count else None
            self._after()
            return
        row, bottom = self.anchor if self.anchor is not None else (count - 1, height - self.below)
        row = min(row, count - 1)
        self._fill(row, bottom, height, count)
        first_row, first_y, _ = self.shown[0]
        last_row, last_y, last = self.shown[-1]
        if self.anchor is not None and first_row == 0 and first_y > self.head:  # nothing above: no hole at the top
            self._shift(self.head - first_y, height, count)
            last_row, last_y, last = self.shown[-1]
        if self.row_after(last_row) >= count and last_y + last.height <= height - self.below:
            if self.anchor is not None:
                self.anchor = None
                self._fill(count - 1, height - self.below, height, count)
        elif self.anchor is not None:
            self.anchor = next(
                (row, y + it.height) for row, y, it in self.shown if y + it.height > 0 or row == last_row
            )
        self._after()

    def _fill(self, row: int, bottom: int, height: int, count: int) -> None:
        """Rows downwards and upwards from one whose bottom is known, until the viewport is full."""
        row = self.stand_in(row)
        below: list[Shown] = []
        y, at = bottom, self.row_after(row)
        while at < count and y < height:
            layout = self.layout_of(at)
            below.append((at, y, layout))
            y, at = y + layout.height, self.row_after(at)
        above: list[Shown] = []
        y, at = bottom, row
        while at >= 0 and y > 0:
            layout = self.layout_of(at)
            y -= layout.height
            above.append((at, y, layout))
            at = self.stand_in(at - 1) if at else -1
        if not above:
            layout = self.layout_of(row)
            above.append((row, bottom - layout.height, layout))
        self.shown = above[::-1] + below

    def _shift(self, by: int, height: int, count: int) -> None:
        row, y, layout = self.shown[0]
        self._fill(row, y + layout.height + by, height, count)
        if self.shown[0][1] > self.head:
            self._fill(row, self.head + layout.height, height, count)

    def _after(self) -> None:
        count, total = self._measured
        bar = self.verticalScrollBar()
        if count and not (bar is not None and bar.isSliderDown()):
            self.mean = max(8.0, total / count)
        self._place_bar()
        self.settled()

    # --- the scroll bar -----------------------------------------------------------------------------------------------

    def _place_bar(self) -> None:
        bar = self.verticalScrollBar()
        if bar is None:
            return
        height, count = self.view_height(), self.row_count()
        whole = bool(self.shown) and self.shown[0][0] == 0 and self.row_after(self.shown[-1][0]) >= count
        total = sum(it.height for _, _, it in self.shown) if whole else round(self.place_of(count) * self.mean)
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
            value = round((self.place_of(row) + part) * self.mean)
            bar.setValue(0 if at_top else max(1, min(bar.maximum() - 1, value)))
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
        count = self.row_count()
        if bar is None or not count:
            return
        if value >= bar.maximum():
            self.anchor = None
        else:
            place = int(value / self.mean)
            row = self.stand_in(min(count - 1, self.row_at(place)))
            part = value / self.mean - place
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
        if pixels < 0 and row == 0 and y >= self.head:
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

    def rowsInserted(self, parent: QModelIndex, first: int, last: int) -> None:
        count = last - first + 1
        if self.anchor is not None and first <= self.anchor[0]:
            self.anchor = (self.anchor[0] + count, self.anchor[1])
        self.relayout()

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        self.ensure()
        self._then = self.anchor
        if self.anchor is None:
            return
        row, bottom = self.anchor
        if start <= row <= end:  # the anchor goes: the first row in sight that stays takes its place
            stays = next(((r, y + it.height) for r, y, it in self.shown if r > end), None)
            self._then = (stays[0] - (end - start + 1), stays[1]) if stays else None
        elif end < row:
            self._then = (row - (end - start + 1), bottom)

    def rows_removed(self) -> None:
        """They are gone: now, and not before, the anchor's number is another."""
        self.anchor = self._then
        self.relayout()

    def visualRect(self, index: QModelIndex) -> QRect:
        self.ensure()
        for row, y, layout in self.shown:
            if row == index.row():
                return QRect(0, y, self.view_width(), layout.height)
        return QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        found, model = self.shown_at(point.y()), self.model()
        return model.index(found[0], 0) if found and model is not None else QModelIndex()

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
