# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of rooms on the left: networks, their channels and conversations, with what is unread."""

from collections.abc import Iterable
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clients.desktop.header import full_name, presence
from clients.desktop.icon_set import pixmap
from clients.desktop.theme import BODY, CAPTION, SMALL, theme
from clients.desktop.timeline.paint import draw_avatar, draw_presence
from clients.desktop.words import translate
from clients.session.model import ConnectionState, Network, NotifyLevel, Room, RoomKind, User

Place = tuple[str, str]  # network key, room key
PLACE = Qt.ItemDataRole.UserRole
ORDER = {RoomKind.SERVER: 0, RoomKind.CHANNEL: 1, RoomKind.DIRECT: 2}


class RoomsModel(QAbstractListModel):
    """Rows of (network, room); the server's own room is its network's heading.

    Signals: those of QAbstractListModel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.networks: list[Network] = []
        self.rows: list[tuple[Network, Room]] = []

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        network, room = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title(network, room, self.networks)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_name(network, room, self.networks)
        return (network.key, room.key) if role == PLACE else None

    def refresh(self) -> None:
        """Read the networks anew; cheap enough for every change of their rooms."""
        fresh = [
            (network, room)
            for network in self.networks
            for room in sorted(network.rooms.values(), key=lambda r: (ORDER[r.kind], r.name.casefold()))
        ]
        if [(n.key, r.key) for n, r in fresh] == [(n.key, r.key) for n, r in self.rows]:
            self.rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def row_of(self, place: Place) -> int:
        """Where a room stands, -1 when nowhere."""
        return next((row for row, (n, r) in enumerate(self.rows) if (n.key, r.key) == place), -1)


def network_title(network: Network, networks: Iterable[Network]) -> str:
    """What a network is called, with its address where another of them has the same name."""
    if not network.name:
        return network.key
    alike = any(other.key != network.key and other.name == network.name for other in networks)
    return f"{network.name} · {network.key}" if alike else network.name


def title(network: Network, room: Room, networks: Iterable[Network] = ()) -> str:
    """What a room is called here."""
    if room.kind is RoomKind.SERVER:
        return network_title(network, networks)
    return room.name.removeprefix("#") if room.kind is RoomKind.CHANNEL else room.name


def spoken_name(network: Network, room: Room, networks: Iterable[Network] = ()) -> str:
    """A room's row as a screen reader says it."""
    partner = network.partner(room)
    name = full_name(partner) if partner is not None else room.name
    parts = [network_title(network, networks) if room.kind is RoomKind.SERVER else name]
    if partner is not None:
        parts.append(presence(partner))
    if room.unread:
        parts.append(translate("rooms", "%n unread", "", room.unread))
    if room.mentions:
        parts.append(translate("rooms", "%n mentions", "", room.mentions))
    if room.muted:
        parts.append(translate("rooms", "muted"))
    return ", ".join(parts)


class RoomDelegate(QStyledItemDelegate):
    """Paints one room: mark, name, badge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        network_room = self._room(index)
        heading = network_room is not None and network_room[1].kind is RoomKind.SERVER
        return QSize(120, theme().px(40 if heading and index.row() else 34 if heading else 32))

    def _room(self, index: QModelIndex) -> tuple[Network, Room] | None:
        model = index.model()
        return model.rows[index.row()] if isinstance(model, RoomsModel) else None

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        found = self._room(index)
        if painter is None or found is None:
            return
        network, room = found
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(8, 1, -8, -1)
        if room.kind is RoomKind.SERVER and index.row():
            rect.setTop(rect.bottom() - look.px(30))
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = rect.adjusted(8, 0, -8, 0)
        if room.kind is RoomKind.SERVER:
            self._heading(painter, inner, network, index.data())
        else:
            self._entry(painter, inner, network, room, selected)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, network: Network, called: str) -> None:
        look = theme()
        token = {ConnectionState.ONLINE: "success", ConnectionState.OFFLINE: "offline"}.get(network.state, "warning")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(token))
        painter.drawEllipse(QRectF(rect.x() + 5, rect.center().y() - 3, 7, 7))
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font(SMALL, bold=True))
        name = painter.fontMetrics().elidedText(called, Qt.TextElideMode.ElideRight, rect.width() - 26)
        painter.drawText(rect.adjusted(24, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), name)

    def _entry(self, painter: QPainter, rect: QRect, network: Network, room: Room, selected: bool) -> None:
        look = theme()
        scale = painter.device().devicePixelRatioF() if painter.device() else 1.0  # type: ignore[union-attr]
        quiet = room.muted or room.notify is NotifyLevel.NONE
        loud = bool(room.unread) and not quiet
        middle = rect.center().y()
        if room.kind is RoomKind.DIRECT:
            face = QRectF(rect.x() - 1, middle - 9, 19, 19)
            self._face(painter, face, network.partner(room), room.name, "selected" if selected else "panel")
        else:
            token = "text" if loud or selected else "muted"
            mark = pixmap("hash", getattr(look.palette, token), 16, scale)
            painter.drawPixmap(QPoint(rect.x(), middle - 8), mark)
        right = rect.right()
        if room.mentions and not room.muted:
            right -= self._badge(painter, rect, str(min(room.mentions, 999)), "badge", "on_badge")
        elif loud:
            right -= self._badge(painter, rect, str(min(room.unread, 999)), "border", "text")
        elif quiet:
            painter.drawPixmap(QPoint(right - 14, middle - 7), pixmap("bell-off", look.palette.muted, 14, scale))
            right -= 20
        elif room.draft and not selected:
            painter.drawPixmap(QPoint(right - 14, middle - 7), pixmap("edit", look.palette.muted, 14, scale))
            right -= 20
        painter.setFont(look.font(BODY, bold=loud))
        online = network.state is ConnectionState.ONLINE and (room.joined or room.kind is RoomKind.DIRECT)
        token = "text" if loud or selected else "muted"
        painter.setPen(look.colour(token if online or loud else "muted"))
        self._names(painter, rect.adjusted(26, 0, right - rect.right() - 4, 0), network, room)

    def _face(self, painter: QPainter, face: QRectF, partner: User | None, nick: str, ground: str) -> None:
        gone = partner is not None and (partner.away or not partner.online)
        painter.setOpacity(0.55 if gone else 1.0)
        draw_avatar(painter, face, nick)
        painter.setOpacity(1.0)
        if partner is not None:
            draw_presence(painter, face, away=gone, ground=ground)

    def _names(self, painter: QPainter, rect: QRect, network: Network, room: Room) -> None:
        """The room's name; of a person what they want to be called, and the nick."""
        look, left = theme(), rect.x()
        partner = network.partner(room)
        nick, called = title(network, room), partner.display_name if partner is not None else ""
        for text in (called, nick) if called and called != nick else (nick,):
            space = rect.x() + rect.width() - left
            if space < look.px(24):
                break
            name = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space)
            painter.drawText(QRect(left, rect.y(), space, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), name)
            left += painter.fontMetrics().horizontalAdvance(name) + 6
            painter.setFont(look.font(SMALL))
            painter.setPen(look.colour("muted"))

    def _badge(self, painter: QPainter, rect: QRect, count: str, ground: str, ink: str) -> int:
        look = theme()
        painter.setFont(look.font(CAPTION, bold=True))
        wide = max(look.px(18), painter.fontMetrics().horizontalAdvance(count) + 10)
        tall = look.px(18)
        pill = QRectF(rect.right() - wide + 1, rect.center().y() - tall / 2 + 1, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(pill, tall / 2, tall / 2)
        painter.setPen(look.colour(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, count)
        return int(wide) + 6


class RoomsList(QListView):
    """The rooms one can go to.

    Signals: chosen(str network, str room) ; menu_wanted(str network, str room, QPoint global).
    """

    chosen = pyqtSignal(str, str)
    menu_wanted = pyqtSignal(str, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = RoomsModel(self)
        self.setModel(self.places)
        self.setItemDelegate(RoomDelegate(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is: at the entry
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Rooms"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._here: Place = ("", "")
        self.places.modelReset.connect(self._mark)
        theme().changed.connect(self.reset_sizes)

    def set_networks(self, networks: Iterable[Network]) -> None:
        """The networks there are, in this order."""
        self.places.networks = list(networks)
        self.places.refresh()

    def set_here(self, place: Place) -> None:
        """Which room is shown."""
        self._here = place
        self._mark()

    def reset_sizes(self) -> None:
        """The type changed: so did the heights."""
        self.scheduleDelayedItemsLayout()

    def _mark(self) -> None:
        row = self.places.row_of(self._here)
        if row >= 0:
            self.setCurrentIndex(self.places.index(row))

    def _choose(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if place is not None:
            self.chosen.emit(*place)

    def _menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        viewport = self.viewport()
        if index.isValid() and viewport is not None:
            self.menu_wanted.emit(*index.data(PLACE), viewport.mapToGlobal(where))
