# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling the person when they look elsewhere: desktop notifications, the tray, the badge in the title.

D-Bus (org.freedesktop.Notifications) where it is there, for clicks that open the message; the tray's balloon elsewhere.
Text is plain: what looks like markup is escaped. Nothing is said about the room in front of the person; the session
saw to that. What comes in one go is one notification a room, and a room's next one takes the place of its last, so that
nobody comes back to a hundred of them.
"""

import html
from typing import Any, cast

from PyQt6.QtCore import QMetaType, QObject, QRectF, Qt, QTimer, QVariant, pyqtSlot
from PyQt6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusPendingReply
from PyQt6.QtGui import QIcon, QPainter, QPixmap
from PyQt6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from clients.desktop.conversations import Conversation
from clients.desktop.follow import Follower
from clients.desktop.icon_set import pixmap
from clients.desktop.main_window import MainWindow
from clients.desktop.rooms import Place
from clients.desktop.settings import Settings
from clients.desktop.theme import theme
from clients.desktop.words import isolated
from clients.session.model import TimelineItem
from clients.session.text import plain

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
MOST_REMEMBERED = 50
LONGEST = 240


class Notifications(QObject):
    """The tray and the notifications of one window.

    Signals: none.
    """

    def __init__(self, window: MainWindow, follower: Follower, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.settings = window, settings
        self._places: dict[int, tuple[Place, int]] = {}  # notification id -> where a click goes
        self._last: tuple[Place, int] | None = None
        self._waiting: dict[Place, tuple[Conversation, TimelineItem, int]] = {}  # the newest, and how many
        self._shown: dict[Place, int] = {}  # the notification of a room
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell_now)
        self.tray: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._bus = QDBusConnection.sessionBus()
        self._on_bus = self._bus.isConnected()
        if self._on_bus:
            self._bus.connect(SERVICE, PATH, SERVICE, "ActionInvoked", self._clicked)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._make_tray()
        follower.attention.connect(self.tell)
        follower.unread_changed.connect(self.count)
        window.activity_changed.connect(lambda _active: self.count())

    def tray_there(self) -> bool:
        """Whether a hidden window could be found again."""
        return self.tray is not None

    def tell(self, found: Conversation, item: TimelineItem, mention: bool) -> None:
        """Say that something was said."""
        if not self.settings.preferences.notifications or self.settings.preferences.do_not_disturb:
            return
        _, held, count = self._waiting.get(found.place, (found, item, 0))
        told = item if mention or not held.mention else held  # what mentions the person counts most
        self._waiting[found.place] = (found, told, count + 1)
        self._soon.start()

    def _tell_now(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for found, item, count in waiting.values():
            QApplication.alert(self.window)
            author, room = isolated(item.author), isolated(found.room.name)
            title = f"{author} · {room}" if room != author else item.author
            text = " ".join(plain(item.text).split())[:LONGEST] if self.settings.preferences.notification_text else ""
            if count > 1:
                text = f"{text}\n" if text else ""
                text += self.tr("and %n more", "", count - 1)
            if self._on_bus:
                self._notify(found.place, item.id, title, text)
            elif self.tray is not None:
                self._last = (found.place, item.id)
                self.tray.showMessage(title, text, self.window.windowIcon(), 8000)

    def count(self) -> None:
        """Show in the tray how much waits."""
        if self.tray is None:
            return
        rooms = [r for c in self.window.controllers.values() for r in c.network.rooms.values() if not r.muted]
        mentions, unread = sum(r.mentions for r in rooms), sum(r.unread for r in rooms)
        self.tray.setIcon(badge(mentions, unread))
        self.tray.setToolTip(self.tr("Hubbub: %n unread", "", unread) if unread else "Hubbub")

    def close(self) -> None:
        """The program ends."""
        if self.tray is not None:
            self.tray.hide()

    def _make_tray(self) -> None:
        self.tray = QSystemTrayIcon(badge(0, 0), self)
        show = self._menu.addAction(self.tr("Show Hubbub"))
        leave = self._menu.addAction(self.tr("Exit"))
        if show is not None and leave is not None:
            show.triggered.connect(self._raise)
            leave.triggered.connect(self.window.exit_wanted)
        self.tray.setContextMenu(self._menu)
        self.tray.activated.connect(lambda _reason: self._raise())
        self.tray.messageClicked.connect(self._go_to_last)
        self.tray.show()

    def _notify(self, place: Place, item: int, title: str, text: str) -> None:
        replaces = QDBusArgument()
        replaces.add(self._shown.get(place, 0), _number(QMetaType.Type.UInt))
        actions = QDBusArgument()
        actions.add(["default", self.tr("Open")], _number(QMetaType.Type.QStringList))
        hints: dict[str, Any] = {"desktop-entry": "hubbub", "category": "im.received"}
        call = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Notify")
        call.setArguments(["Hubbub", replaces, "hubbub", title, html.escape(text), actions, QVariant(hints), 8000])
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        watcher.finished.connect(lambda done: self._answered(done, place, item))

    def _answered(self, watcher: QDBusPendingCallWatcher, place: Place, item: int) -> None:
        reply = QDBusPendingReply(watcher)
        watcher.deleteLater()
        if not reply.isError():
            if len(self._places) >= MOST_REMEMBERED:
                self._places.pop(next(iter(self._places)))
            number = int(reply.argumentAt(0))
            self._places[number], self._shown[place] = (place, item), number
        else:
            self._on_bus = False  # nobody shows notifications here: the tray does, if there is one

    @pyqtSlot(QDBusMessage)
    def _clicked(self, message: QDBusMessage) -> None:
        arguments = message.arguments()
        target = self._places.pop(int(arguments[0]), None) if arguments else None
        if target is not None:
            self._go(*target)

    def _go(self, place: Place, item: int) -> None:
        self._raise()
        self.window.show_place(place)
        found = self.window.stage.get(place)
        if found is not None and found.page is not None:
            found.page.view.go_to(found.model.row_of(item))

    def _go_to_last(self) -> None:
        if self._last is not None:
            self._go(*self._last)

    def _raise(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()


def _number(kind: QMetaType.Type) -> int:
    return cast(int, kind.value)


def badge(mentions: int, unread: int) -> QIcon:
    """The tray's icon: a red count of mentions, or a dot for anything unread."""
    shown = QPixmap(pixmap("hubbub", "", 64))
    if mentions or unread:
        painter, look = QPainter(shown), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("badge" if mentions else "accent"))
        side = 38 if mentions else 24
        disc = QRectF(64 - side, 64 - side, side, side)
        painter.drawEllipse(disc)
        if mentions:
            font = look.font(26, bold=True)
            font.setPixelSize(26)
            painter.setFont(font)
            painter.setPen(look.colour("on_badge"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(min(mentions, 99)))
        painter.end()
    return QIcon(shown)
