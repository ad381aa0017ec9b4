# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is in the room, on the right: by role, then by name; those away are faded."""

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    pyqtSignal,
)
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.header import Elided, full_name
from clients.desktop.theme import BODY, CAPTION, SMALL, keep_head, theme
from clients.desktop.timeline.paint import colour_of, draw_avatar, draw_presence
from clients.desktop.words import tip, translate
from clients.session.model import Member, Room, RoomKind

RANKS = "~&@%+"
PAUSES = 10  # the list is left alone for so many times as long as it took to read
NICK = Qt.ItemDataRole.UserRole


def role_name(mark: str) -> str:
    """What a role mark means."""
    return {
        "~": translate("people", "Owners"),
        "&": translate("people", "Admins"),
        "@": translate("people", "Operators"),
        "%": translate("people", "Helpers"),
        "+": translate("people", "Voiced"),
    }.get(mark, translate("people", "People"))


class PeopleModel(QStringListModel):
    """Rows: a heading (a str) before each role, then its members.

    Qt keeps a list of its own beside them, so that it counts 10,000 rows without asking Python for each.
    Signals: those of QAbstractListModel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[str | Member] = []

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, str):
                return row
            away = translate("people", ", away") if row.user.away else ""
            return f"{full_name(row.user)}{away}" if role == Qt.ItemDataRole.AccessibleTextRole else row.nick
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(full_name(row.user)) if isinstance(row, Member) and row.user.display_name != row.nick else None
        return row.nick if role == NICK and isinstance(row, Member) else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return Qt.ItemFlag.NoItemFlags
        selectable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled if isinstance(self.rows[index.row()], str) else selectable

    def show(self, room: Room | None, filter_text: str = "") -> None:
        """Read a room's members anew."""
        members = list(room.members.values()) if room is not None else []
        wanted = filter_text.casefold()
        if wanted:
            members = [m for m in members if wanted in m.nick.casefold() or wanted in m.user.display_name.casefold()]
        by_rank: dict[int, list[Member]] = {}
        for member in members:
            rank = RANKS.find(member.role) if member.role else -1
            by_rank.setdefault(rank if rank >= 0 else len(RANKS), []).append(member)
        self.rows, names = [], []
        for rank, equals in sorted(by_rank.items()):
            if len(by_rank) > 1:
                heading = f"{role_name(RANKS[rank : rank + 1])} — {len(equals)}"
                self.rows.append(heading)
                names.append(heading)
            equals.sort(key=lambda member: member.nick.casefold())
            self.rows += equals
            names += [member.nick for member in equals]
        self.setStringList(names)


class PersonDelegate(QStyledItemDelegate):
    """Paints one person: avatar with presence, nick in its colour."""

    face_of: Callable[[str], QPixmap | None] = staticmethod(lambda _nick: None)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(100, theme().px(32))  # of all, for the list asks once

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model = index.model()
        if painter is None or not isinstance(model, PeopleModel):
            return
        row, look = model.rows[index.row()], theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(8, 1, -8, -1)
        if isinstance(row, str):
            painter.setFont(look.font(CAPTION, bold=True))
            painter.setPen(look.colour("muted"))
            painter.drawText(
                rect.adjusted(8, 0, 0, -4), int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), row
            )
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_MouseOver or chosen:
            painter.setPen(look.colour("accent") if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._person(painter, rect.adjusted(8, 0, -8, 0), row)
        painter.restore()

    def _person(self, painter: QPainter, rect: QRect, member: Member) -> None:
        look = theme()
        middle = rect.center().y()
        face = QRectF(rect.x(), middle - 11, 23, 23)
        painter.setOpacity(0.55 if member.user.away else 1.0)
        draw_avatar(painter, face, member.nick, self.face_of(member.nick))
        painter.setOpacity(1.0)
        draw_presence(painter, face, away=member.user.away)
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("muted") if member.user.away else colour_of(member.nick))
        left = rect.x() + 32
        shown = member.user.display_name
        for text in (shown, member.nick) if shown != member.nick else (shown,):
            room = rect.right() - left
            if room < look.px(24):
                break
            name = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.y(), room, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), name)
            left += painter.fontMetrics().horizontalAdvance(name) + 6
            painter.setFont(look.font(SMALL))
            painter.setPen(look.colour("muted"))


class PeoplePanel(QWidget):
    """The list with its heading.

    Signals: profile_wanted(str nick, QPoint global) ; direct_wanted(str nick) ; menu_wanted(str nick, QPoint global).
    """

    profile_wanted = pyqtSignal(str, QPoint)
    direct_wanted = pyqtSignal(str)
    menu_wanted = pyqtSignal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(150)
        self.room: Room | None = None
        self.title = Elided("title")
        head = QWidget(self)
        head.setObjectName("panelHeader")
        keep_head(head)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(16, 0, 16, 0)
        inside.addWidget(self.title)
        self.people = PeopleModel(self)
        self.list = QListView(self)
        self._make_list()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addSpacing(6)
        self.hint = QLabel(self.tr("Who is here is shown once you are in."))
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(16, 6, 16, 0)
        self.hint.hide()
        box.addWidget(self.hint)
        box.addWidget(self.list, 1)
        self._soon = QTimer(self)  # a netsplit changes the list a thousand times in one go, and goes on for a while
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        self._read = QElapsedTimer()  # since the list was read
        self._pause = 0  # ms from one reading to the next

    def _make_list(self) -> None:
        self.list.setModel(self.people)
        self.delegate = PersonDelegate(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is: at the entry
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("People in this room"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.clicked.connect(self._profile)
        self.list.doubleClicked.connect(lambda index: self.direct_wanted.emit(index.data(NICK) or ""))
        self.list.activated.connect(self._profile)
        self.list.customContextMenuRequested.connect(self._menu)

    def show_room(self, room: Room | None) -> None:
        """Show this room's people."""
        self.room = room
        self._refresh()

    def refresh(self) -> None:
        """The people changed; read them once the events at hand are through, and not all the time."""
        if not self._soon.isActive():
            since = self._read.elapsed() if self._read.isValid() else self._pause
            self._soon.start(max(0, self._pause - since))

    def paint_again(self) -> None:
        """Somebody in it looks different, or is away: who is here is as before."""
        viewport = self.list.viewport()
        if viewport is not None:
            viewport.update()

    def _refresh(self) -> None:
        self._read.start()
        self.people.show(self.room)
        self._pause = PAUSES * self._read.elapsed()
        room = self.room
        count = len(room.members) if room is not None else 0
        self.hint.setVisible(room is not None and not room.joined and not count)
        if room is not None and room.kind is RoomKind.CHANNEL and room.joined:
            self.title.show_text(self.tr("%n people here", "", count))
        else:
            self.title.show_text(self.tr("People"))

    def _profile(self, index: QModelIndex) -> None:
        nick = index.data(NICK)
        viewport = self.list.viewport()
        if nick and viewport is not None:
            self.profile_wanted.emit(nick, viewport.mapToGlobal(self.list.visualRect(index).topLeft()))

    def _menu(self, where: QPoint) -> None:
        nick = self.list.indexAt(where).data(NICK)
        viewport = self.list.viewport()
        if nick and viewport is not None:
            self.menu_wanted.emit(nick, viewport.mapToGlobal(where))
