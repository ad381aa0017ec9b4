# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person does in the window, carried to the session of the room they are in. It makes no widgets but menus."""

import time
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject, QPoint, QUrl, pyqtSignal
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QMenu, QMessageBox

from clients.desktop.conversations import Conversation
from clients.desktop.dialogs.ask import ask, told
from clients.desktop.emoji_picker import EmojiPicker
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.message_menu import Entry, MessageMenu
from clients.desktop.pasting import Pasting
from clients.desktop.settings import Settings
from clients.desktop.theme import restyle, theme
from clients.desktop.timeline.spots import Hit, Spot
from clients.desktop.words import unmarked
from clients.session.events import ItemChanged
from clients.session.links import SCHEMES
from clients.session.model import ConnectionState, NotifyLevel, RoomKind, TimelineItem
from clients.session.text import plain


class Wiring(QObject):
    """Connects one window's signals to what they do.

    Signals: day_wanted(str iso), a day line was clicked ; connect_wanted(object Controller), by the banner's button
    ; address_wanted(str irc or ircs address), by a link.
    """

    day_wanted = pyqtSignal(str)
    connect_wanted = pyqtSignal(object)
    address_wanted = pyqtSignal(str)

    def __init__(self, window: MainWindow, follower: Follower, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.follower, self.settings = window, follower, settings
        self.menu = MessageMenu(self)
        self.menu_more: Callable[[Conversation, TimelineItem], list[Entry]] = lambda _found, _item: []
        self.picker = EmojiPicker(settings, window)
        self.pasting = Pasting(window)
        composer = window.composer
        composer.sent.connect(self._sent)
        composer.entry.edited.connect(self._typed)
        composer.recall_wanted.connect(self._recall)
        composer.entry.copy_wanted.connect(self._copy)
        composer.entry.page_wanted.connect(self._page)
        composer.emoji_wanted.connect(self._emoji_into_entry)
        window.stage.page_made.connect(self._page_made)
        window.room_shown.connect(lambda _found: follower.look())
        window.activity_changed.connect(follower.turned)
        window.banner.acted.connect(self._way_on)
        window.header.topic_clicked.connect(self.ask_topic)
        window.header.bell_clicked.connect(self._bell)
        window.rooms.menu_wanted.connect(self._room_menu)
        self.menu.reply.connect(composer.answer)
        self.menu.react.connect(self.react)
        self.menu.pick_emoji.connect(self._pick_reaction)
        self.menu.edit.connect(composer.edit)
        self.menu.redact.connect(self._redact)
        self.menu.retry.connect(lambda item: self._do(lambda f: f.controller.session.retry(f.room.key, item.id, now())))
        self.menu.discard.connect(self._discard)

    def _do(self, what: Callable[[Conversation], object]) -> None:
        """Something with the room on the screen, then the pump."""
        found = self.window.current()
        if found is not None:
            what(found)
            found.controller.pump()

    # --- writing ------------------------------------------------------------------------------------------------------

    def _sent(self, text: str, reply_to: str, edit: bool) -> None:
        found = self.window.current()
        if found is None:
            return
        session = found.controller.session
        if edit and session.edit_last(found.room.key, text, now()):
            found.controller.pump()
            return
        found.controller.act(session.submit, found.room.key, text, now(), reply_to=reply_to)
        if found.page is not None:
            found.page.line_seen(at_once=True)
            found.page.view.to_bottom()

    def _typed(self, text: str) -> None:
        if self.settings.preferences.send_typing and self.window.composer.entry.hasFocus():
            active = bool(text.strip()) and not text.startswith("/")
            self._do(lambda f: f.controller.session.send_typing(f.room.key, active, now()))

    def _recall(self, step: int) -> None:
        """↑: edit the last message where the server can; elsewhere what one said before comes back to be sent anew."""
        found, composer = self.window.current(), self.window.composer
        if found is None or composer.editing:
            return
        item = found.controller.session.last_own(found.room.key)
        if found.controller.network.features.edit and item is not None:
            composer.edit(item)
            return
        said = [plain(i.text) for i in reversed(found.model.items) if i.own and i.spoken and i.text]
        said = list(dict.fromkeys(said))
        at = said.index(composer.entry.recalled) if composer.entry.recalled in said else -1
        if at + step < len(said):
            composer.entry.recall(said[at + step] if at + step >= 0 else "")

    def _copy(self) -> None:
        """Ctrl+C in the entry, where nothing is marked: what is marked in the conversation."""
        found = self.window.current()
        if found is not None and found.page is not None and found.page.view.selecting.ends() is not None:
            found.page.view.copy()

    def _page(self, pages: int) -> None:
        found = self.window.current()
        if found is not None and found.page is not None:
            found.page.view.selecting.page(pages)

    def _emoji_into_entry(self, button: QObject) -> None:
        composer = self.window.composer
        corner = composer.emoji.mapToGlobal(QPoint(composer.emoji.width(), 0))
        self.picker.pick(corner, composer.entry.insertPlainText, above=True)

    # --- the conversation ---------------------------------------------------------------------------------------------

    def _older_wanted(self, found: Conversation) -> None:
        came = found.controller.act(found.controller.session.load_older, found.room.key, now())
        if found.page is not None:
            found.page.view.older_waits = not came and found.room.loading

    def _page_made(self, found: Conversation) -> None:
        if found.page is None:
            return
        view, session, act = found.page.view, found.controller.session, found.controller.act
        view.find_parent = lambda msgid: session.find(found.room.key, msgid)
        view.own_nick = found.controller.network.nick
        view.older_wanted.connect(partial(self._older_wanted, found))
        view.gap_shown.connect(lambda item: act(session.load_gap, found.room.key, item, now()))
        view.clicked_on.connect(partial(self._clicked, found))
        view.menu_wanted.connect(self.show_menu)
        view.reply_wanted.connect(self.window.composer.answer)
        view.entry_wanted.connect(self.window.composer.focus_entry)
        self.window.typed.watch(view, view.selecting.keeps)
        view.selecting.keys_changed.connect(self.window.typed.let_compose)
        view.react_wanted.connect(lambda item: self._pick_reaction(item, self._beside(found, item)))
        found.page.actions_bar.more_wanted.connect(self.show_menu)
        found.page.actions_bar.react_wanted.connect(self._pick_reaction)
        found.page.bottom_changed.connect(self.follower.look)
        found.controller.told.connect(lambda event: self._parents(found, event))

    def _parents(self, found: Conversation, event: object) -> None:
        """A message that others quote changed: their quotes are drawn anew."""
        if isinstance(event, ItemChanged) and found.page is not None and event.item.msgid:
            found.page.view.forget_quotes(event.item.msgid)

    def _clicked(self, found: Conversation, item: TimelineItem, hit: Hit) -> None:
        session, act, key = found.controller.session, found.controller.act, found.room.key
        match hit.spot:
            case Spot.LINK:
                self.open_link(hit.value)
            case Spot.ROOM:
                act(session.join, hit.value, now())
            case Spot.NICK:
                self.show_profile(hit.value)
            case Spot.QUOTE:
                self.go_to(found, hit.value)
            case Spot.REACTION:
                self.react(item, hit.value)
            case Spot.RETRY:
                act(session.retry, key, item.id, now())
            case Spot.DISCARD:
                act(session.discard, key, item.id, now())
            case Spot.GAP:
                act(session.load_gap, key, item.id, now())
            case Spot.DAY:
                self.day_wanted.emit(hit.value)

    def go_to(self, found: Conversation, msgid: str, time_ms: int = 0) -> None:
        """Show a message of this room, loading it if it is not here."""
        session, key = found.controller.session, found.room.key
        here = session.find(key, msgid)
        if here is not None and found.page is not None:
            found.page.view.go_to(found.model.row_of(here.id))
        else:
            found.controller.act(session.load_around, key, now(), msgid=msgid, time_ms=time_ms)

    def open_link(self, address: str) -> None:
        """Open a link of an allowed scheme: a room here, all else with the system's own program."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if url.isValid() and url.scheme().lower() in ("irc", "ircs"):
            self.address_wanted.emit(address)
        elif url.isValid() and url.scheme().lower() in SCHEMES:
            QDesktopServices.openUrl(url)

    def react(self, item: TimelineItem, emoji: str) -> None:
        """Give a reaction, or take it back."""
        if item.msgid:
            self._do(lambda f: f.controller.session.react(f.room.key, item.msgid, emoji, now()))

    def _pick_reaction(self, item: TimelineItem, where: QPoint) -> None:
        self.picker.pick(where, lambda emoji: self.react(item, emoji))

    def _beside(self, found: Conversation, item: TimelineItem) -> QPoint:
        if found.page is None:
            return QPoint()
        view = found.page.view
        rect = view.visualRect(view.messages.index(found.model.row_of(item.id)))
        port = view.viewport()
        return port.mapToGlobal(QPoint(view.look.text_x, rect.bottom())) if port is not None else QPoint()

    def show_menu(self, item: TimelineItem, where: QPoint) -> None:
        """What can be done with a message."""
        found = self.window.current()
        if found is None or found.page is None:
            return
        selected = found.page.view.selecting.text() if found.page.view.selecting.ends() else ""
        more = self.menu_more(found, item)
        menu = self.menu.build(item, found.controller.network.features, selected, where, self.window, more)
        menu.popup(where)

    def _redact(self, item: TimelineItem) -> None:
        """Asks first, as nothing brings it back, for anybody. It stays about the room where it was asked."""
        found = self.window.current()
        if found is None:
            return
        session, act = found.controller.session, found.controller.act
        sentence = self.tr("Delete this message for everyone? It can't be brought back.")
        buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        box = told(self.window, self.tr("Delete for everyone"), sentence, buttons=buttons)
        delete = box.button(QMessageBox.StandardButton.Ok)
        if delete is not None:
            delete.setText(self.tr("Delete"))
            delete.setProperty("role", "danger")
            restyle(delete)
        box.accepted.connect(lambda: act(session.redact, found.room.key, item.msgid, now()))
        box.open()

    def _discard(self, item: TimelineItem) -> None:
        self._do(lambda f: f.controller.session.discard(f.room.key, item.id, now()))

    # --- rooms --------------------------------------------------------------------------------------------------------

    def _way_on(self) -> None:
        found = self.window.current()
        if found is None:
            return
        session = found.controller.session
        if found.controller.network.state in (ConnectionState.WAITING, ConnectionState.OFFLINE):
            self.connect_wanted.emit(found.controller)
        elif found.room.kind is RoomKind.CHANNEL and not found.room.joined:
            found.controller.act(session.join, found.room.name, now())
        elif self.window.invitation() is not None:
            self.window.invitation_taken.emit()
        elif found.controller.network.away:
            found.controller.act(session.set_away, "", now())

    def ask_topic(self) -> None:
        """Let the person change the topic."""
        found = self.window.current()
        if found is None or found.room.kind is not RoomKind.CHANNEL:
            return
        title = self.tr("Topic of {room}").format(room=found.room.name)
        heading, label = self.window.header.topic, self.tr("Topic:")
        if heading.text() != heading.full:  # here all of it can be read
            label = f"{heading.full}\n\n{label}"
        text = ask(self.window, title, label, found.room.topic)
        if text is not None:
            found.controller.act(found.controller.session.set_topic, found.room.key, text, now())

    def _bell(self) -> None:
        found = self.window.current()
        if found is not None:
            bell = self.window.header.bell
            self._notify_menu(found, QMenu(self.window)).popup(bell.mapToGlobal(QPoint(0, bell.height() + 4)))

    def _notify_menu(self, found: Conversation, menu: QMenu) -> QMenu:
        room, usual = found.room, found.controller.network.notify
        levels = {
            NotifyLevel.ALL: self.tr("Notify of every message"),
            NotifyLevel.MENTIONS: self.tr("Only when I am mentioned"),
            NotifyLevel.NONE: self.tr("Never"),
        }
        if room.kind is RoomKind.DIRECT:  # each of its messages is for me
            del levels[NotifyLevel.MENTIONS]
            usual = NotifyLevel.ALL if usual is NotifyLevel.MENTIONS else usual
        for level, label in (
            (NotifyLevel.DEFAULT, self.tr("As in the settings: {level}").format(level=levels[usual])),
            *levels.items(),
        ):
            action = menu.addAction(label)
            if action is not None:
                action.setCheckable(True)
                action.setChecked(room.notify is level)
                action.triggered.connect(partial(self._set_notify, found, level, room.muted))
        menu.addSeparator()
        mute = menu.addAction(theme().icon("bell-off"), self.tr("Mute this room"))
        if mute is not None:
            mute.setCheckable(True)
            mute.setChecked(room.muted)
            mute.triggered.connect(partial(self._set_notify, found, room.notify, not room.muted))
        return menu

    def _set_notify(self, found: Conversation, level: NotifyLevel, muted: bool, _checked: bool = False) -> None:
        found.controller.act(found.controller.session.set_notify, found.room.key, level, muted, now())

    def _room_menu(self, network: str, room: str, where: QPoint) -> None:
        found = self.window.stage.get((network, room))
        if found is None or found.room.kind is RoomKind.SERVER:
            return
        session, act = found.controller.session, found.controller.act
        menu, look = QMenu(self.window), theme()
        read = menu.addAction(look.icon("check"), self.tr("Mark as read"))
        if read is not None:
            read.triggered.connect(lambda: act(session.mark_read, found.room.key, now()))
        menu.addSeparator()
        self._notify_menu(found, menu)
        menu.addSeparator()
        label = self.tr("Leave {room}") if found.room.kind is RoomKind.CHANNEL else self.tr("Close")
        leave = menu.addAction(look.icon("exit", "danger"), label.format(room=unmarked(found.room.name)))
        if leave is not None:
            leave.triggered.connect(lambda: act(session.leave, found.room.key, now()))
        menu.popup(where)

    def show_profile(self, nick: str) -> None:
        """Who that is; `panels` shows the pop-up when the answer is here."""
        self._do(lambda f: f.controller.session.whois(nick, now()))


def now() -> float:
    """The time, as sessions want it."""
    return time.time()
