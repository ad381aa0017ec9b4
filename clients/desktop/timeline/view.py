# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation's view: what its rows are and how they are painted.

`row_list` is the layout, `selecting` the pointer, the selection and the keys, `layout` and `paint` one row.
"""

from collections.abc import Callable

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QApplication, QWidget

from clients.desktop.theme import BODY, HEADING, SMALL, TITLE, theme
from clients.desktop.timeline.attached import Attachments, in_words
from clients.desktop.timeline.cards import Pictures
from clients.desktop.timeline.layout import Look, RowLayout, lay_out
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.paint import FaceOf, RowPainter
from clients.desktop.timeline.row_list import RowList
from clients.desktop.timeline.rows import Rows
from clients.desktop.timeline.selecting import Selecting
from clients.session.model import ItemKind, TimelineItem

CACHE = 2000  # laid-out rows kept
SCREENS = 3  # how early older messages are asked for
LIT_MS = 1600
STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)  # the keyboard will be back
FEW = 100  # rows; where there are more, somebody spoke
LOADING_MS = 200  # what is there sooner needs no word
LOADING = 32  # px above the first row for that word
INTRO = 84  # px for the room's name above its first message


class TimelineView(RowList):
    """One room's conversation.

    Signals: older_wanted() when the top comes near; gap_shown(int item) ; at_bottom_changed(bool) ;
    clicked_on(object TimelineItem, object Hit) ; menu_wanted(object TimelineItem, QPoint global) ;
    hover_changed(int row, -1 for none) ; reply_wanted(object TimelineItem) ; react_wanted(object TimelineItem) ;
    laid_out(), perhaps while painting ; unread_moved(), the unread line stands elsewhere ;
    show_wanted(object TimelineItem), or hide: what its links lead to ; entry_wanted(), the keyboard is for the entry.
    """

    older_wanted = pyqtSignal()
    gap_shown = pyqtSignal(int)
    at_bottom_changed = pyqtSignal(bool)
    clicked_on = pyqtSignal(object, object)
    menu_wanted = pyqtSignal(object, QPoint)
    hover_changed = pyqtSignal(int)
    reply_wanted = pyqtSignal(object)
    react_wanted = pyqtSignal(object)
    laid_out = pyqtSignal()
    unread_moved = pyqtSignal()
    show_wanted = pyqtSignal(object)
    entry_wanted = pyqtSignal()

    def __init__(self, model: TimelineModel | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages = model if model is not None else TimelineModel(parent=self)
        self.rows = Rows(self.messages)
        self.look = Look()
        self.own_nick = ""
        self.find_parent: Callable[[str], TimelineItem | None] = lambda _msgid: None
        self.name_of: Callable[[TimelineItem], str] = lambda _item: ""
        self.face_of: FaceOf = lambda _item: None
        self.pictures: Pictures = lambda _url, _size, _scale: None
        self.attachments = Attachments()
        self.messages.more_of = self.links_in_words
        self.empty_text = ""
        self.every_line = False  # whether it is a conversation when nobody but the server says something
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(LOADING_MS)
        self._loading.timeout.connect(self._show_loading)
        self.intro: tuple[str, str] | None = None  # shown above the first message there ever was
        self.lit = 0  # id of the row a jump came to
        self._cache: dict[int, RowLayout] = {}
        self._told_bottom = True
        self._asked_older = -1
        self.older_waits = False  # they were asked for while something else was being loaded
        self._gaps_told: set[int] = set()
        self.setObjectName("timeline")
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Conversation"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        self._unlight = QTimer(self)
        self._unlight.setSingleShot(True)
        self._unlight.timeout.connect(self.unlight)
        self.selecting = Selecting(self)
        self.setModel(self.messages)
        self.messages.rowsRemoved.connect(self.rows_removed)
        theme().changed.connect(self.forget)

    # --- what others ask ----------------------------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Comfortable or compact."""
        self.look = look
        self.forget()

    def go_to(self, row: int) -> None:
        """Show a row and mark it for a moment."""
        if 0 <= row < len(self.messages.items):
            self.show_row(row)
            self.light(self.messages.items[row].id)
            self._unlight.start(LIT_MS)

    def light(self, ident: int) -> None:
        """Mark one row, or none."""
        self.lit = ident
        self.update_view()

    def unlight(self) -> None:
        """Mark none."""
        self.light(0)

    def set_loading(self, loading: bool) -> None:
        """Whether older messages are on their way: said above the first row and to screen readers, if it takes long."""
        if loading and not self.head and not self._loading.isActive():
            self._loading.start()
        elif not loading:
            self._loading.stop()
            if self.head:
                self.head = 0
                self.setAccessibleDescription("")
                self.relayout()

    def _show_loading(self) -> None:
        self.head = theme().px(LOADING)
        self.setAccessibleDescription(self.tr("Loading older messages…"))
        row, y, first = self.shown[0] if self.shown else (-1, 0, None)
        if first is not None and row == 0 and 0 <= y < self.head and self.anchor is not None:
            self.anchor = (0, first.height + self.head)
        self.relayout()

    def set_unread(self, ident: int) -> None:
        """Put the unread line above an item; 0 takes it away."""
        if self.rows.unread_id != ident:
            for item in (self.rows.unread_id, ident):
                self._cache.pop(item, None)
            self.rows.unread_id = ident
            self.relayout()
            self.unread_moved.emit()

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

    # --- rows ---------------------------------------------------------------------------------------------------------

    def row_count(self) -> int:
        return len(self.messages.items)

    def stand_in(self, row: int) -> int:
        return self.rows.stand_in(row)

    def row_after(self, row: int) -> int:
        return self.rows.after(row)

    def place_of(self, row: int) -> int:
        return row - self.rows.runs.hidden_before(row)

    def row_at(self, place: int) -> int:
        return self.rows.runs.row_at(place)

    def toggle(self, row: int) -> None:
        """Fold or unfold a run of comings and goings; its first line keeps its place on the screen."""
        first = self.rows.toggle(row)
        at = next((y for shown, y, _ in self.shown if shown == first), None)
        if at is not None:
            self.anchor = (first, at + self.layout_of(first).height)
        self.relayout()

    def layout_of(self, row: int) -> RowLayout:
        """One row, measured for this width."""
        item, width = self.messages.items[row], self.view_width()
        around = self.rows.around(row)
        found = self._cache.get(item.id)
        named = self.name_of(item)
        if found is not None and found.item is item and found.width == width and found.around == around:
            same_links = not found.urls or found.attached == self.attachments.of(item.id, found.urls)
            if same_links and found.named == named:
                return found
        parent = self.find_parent(item.reply_to) if item.reply_to else None
        made = lay_out(item, around, width, self.look, self.own_nick, parent, named=named, attached=self.attachments.of)
        if len(self._cache) > CACHE:
            self._cache.clear()
        self._cache[item.id] = made
        self.measured(made.height)
        return made

    def links_of(self, item: TimelineItem) -> tuple[str, ...]:
        """The links of the web in a message, once each."""
        row = self.messages.row_of(item.id)
        return self.layout_of(row).urls if row >= 0 else ()

    def links_in_words(self, item: TimelineItem) -> str:
        """For screen readers: what stands below a message."""
        found = self._cache.get(item.id)
        return in_words(found.attached) if found is not None else ""

    def text_at(self, ident: int) -> int | None:
        """The y of a message in sight, None when it is not."""
        self.ensure()
        return next((y + it.top for _, y, it in self.shown if it.item.id == ident and y + it.top >= 0), None)

    def links_changed(self, ident: int = 0, *, reveal: bool = False) -> None:
        """What is shown of links is another. The text of message `ident`, if it is in sight, keeps its place on the
        screen; with `reveal` it moves up as far as it takes to show what came below it.
        """
        at = self.text_at(ident)
        if at is not None:
            row = next(row for row, _, it in self.shown if it.item.id == ident)
            before, fresh = self._cache.get(ident), self.layout_of(row)
            if before is not fresh:
                bottom = at - fresh.top + fresh.height
                lowest = max(self.view_height() - self.below, fresh.height - fresh.top)
                self.anchor = (row, min(bottom, lowest) if reveal else bottom)
        self.relayout()

    def settled(self) -> None:
        """Say what follows from what is in sight; later, as this may be in the middle of painting."""
        self.laid_out.emit()
        rows = len(self.messages.items)
        first = self.shown[0][0] if self.shown else 0
        near_top = rows != self._asked_older and self.place_of(first) * self.mean < SCREENS * self.view_height()
        gaps = any(it.item.kind is ItemKind.GAP and it.item.id not in self._gaps_told for _, _, it in self.shown)
        if near_top or gaps or self.at_bottom != self._told_bottom:
            self._soon.start()

    def ask_again(self) -> None:
        """Older messages may be had now: the connection is back."""
        self._asked_older = -1
        self._gaps_told.clear()
        self.relayout()

    def stand_at(self, row: int, bottom: int) -> None:
        """Where it stood the last time; whether the end is in sight from there shows when it is laid out."""
        self.anchor = (row, bottom)
        self._told_bottom = False
        self.at_bottom_changed.emit(False)
        self.relayout()

    def _tell(self) -> None:
        if self.at_bottom != self._told_bottom:
            self._told_bottom = self.at_bottom
            self.at_bottom_changed.emit(self.at_bottom)
        rows = len(self.messages.items)
        first = self.shown[0][0] if self.shown else 0
        if rows != self._asked_older and self.place_of(first) * self.mean < SCREENS * self.view_height():
            self._asked_older = rows
            self.older_wanted.emit()
        for _, _, layout in list(self.shown):
            item = layout.item
            if item.kind is ItemKind.GAP and item.id not in self._gaps_told:
                self._gaps_told.add(item.id)
                self.gap_shown.emit(item.id)

    def reset(self) -> None:
        super().reset()
        self.anchor = None
        self._cache = {}
        self._asked_older = -1
        self._gaps_told = set()
        self.relayout()

    def dataChanged(self, top_left: QModelIndex, bottom_right: QModelIndex, roles: object = ()) -> None:
        for row in range(top_left.row(), bottom_right.row() + 1):
            self._cache.pop(self.messages.items[row].id, None)
        self.relayout()

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
        if self.nothing_said():
            self._paint_empty(painter, self.shown[0][1] if self.shown else view.height())
        elif self.head:
            self._paint_loading(painter)
        else:
            self._paint_intro(painter)
        draw = RowPainter(painter, self.look, view.devicePixelRatioF(), self.pictures, self.face_of)
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

    def nothing_said(self) -> bool:
        """Whether nobody spoke here, so far as is known; comings and goings do not count."""
        items = self.messages.items
        if self.every_line and items:
            return False
        return len(items) < FEW and not any(item.spoken or item.kind is ItemKind.GAP for item in items)

    def _paint_empty(self, painter: QPainter, room: int) -> None:
        """What can be done here, in the middle of the `room` px above the rows."""
        painter.setFont(theme().font(TITLE))
        painter.setPen(theme().colour("muted"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRect(40, 0, self.view_width() - 80, room), int(flags), self.empty_text)

    def _paint_loading(self, painter: QPainter) -> None:
        """In the air above the first row, where there is some."""
        row, y, _ = self.shown[0]
        if row or y < self.head:
            return
        painter.setFont(theme().font(SMALL))
        painter.setPen(theme().colour("muted"))
        box = QRect(0, y - self.head, self.view_width(), self.head)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tr("Loading older messages…"))

    def _paint_intro(self, painter: QPainter) -> None:
        """At the very beginning, if there is room: which room this is."""
        row, y, _ = self.shown[0]
        if row or not self.intro or y < theme().px(INTRO):
            return
        painter.setFont(theme().font(HEADING, bold=True))
        painter.setPen(theme().colour("text"))
        title, below = self.intro
        box = QRect(self.look.left, y - theme().px(INTRO), self.view_width() - 2 * self.look.left, theme().px(30))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(theme().font(BODY))
        painter.setPen(theme().colour("muted"))
        box.translate(0, theme().px(34))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), below)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not self.selecting.key(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        if event is not None and event.reason() not in STAYS:
            self.selecting.end_keys()

    def copy(self) -> None:
        """The selected text, or the current row's, to the clipboard."""
        board = QApplication.clipboard()
        text = self.selecting.text()
        if board is not None and text:
            board.setText(text)
