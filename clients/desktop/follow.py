# SPDX-License-Identifier: GPL-3.0-or-later
"""What session events mean for the window. One table by event type; an event nobody minds is passed over."""

import time
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from clients.desktop.controller import Controller
from clients.desktop.conversations import Conversation
from clients.desktop.main_window import MainWindow
from clients.session import events as ev
from clients.session.model import ConnectionState, RoomKind

QUICK_MS = 5.0  # a refresh that takes no longer is done at once
SHARE = 4  # a slow one rests this many times as long as it took
LONGEST_WAIT_MS = 400


class Follower(QObject):
    """Keeps one window true to its sessions.

    Signals: refused(object Controller, object Refused) ; attention(object Conversation, object TimelineItem, bool) ;
    searched(object Controller, object SearchResults) ; whois(object Controller, object WhoisResult) ;
    listed(object Controller, object RoomList) ; registered(object Controller) ; quit_requested(object Controller) ;
    account(object Controller, object event) ; profile_answered(object Controller, object ProfileAnswered) ;
    invited(object Controller, object Invited) ; key_wanted(object Controller, object KeyWanted) ; unread_changed() ;
    state_changed(), of some connection.
    """

    refused = pyqtSignal(object, object)
    attention = pyqtSignal(object, object, bool)
    searched = pyqtSignal(object, object)
    whois = pyqtSignal(object, object)
    listed = pyqtSignal(object, object)
    registered = pyqtSignal(object)
    quit_requested = pyqtSignal(object)
    account = pyqtSignal(object, object)
    profile_answered = pyqtSignal(object, object)
    invited = pyqtSignal(object, object)
    key_wanted = pyqtSignal(object, object)
    unread_changed = pyqtSignal()
    state_changed = pyqtSignal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._wanted_item: dict[tuple[str, str], int] = {}
        self._dirty = QTimer(self)  # many events, one refresh
        self._dirty.setSingleShot(True)
        self._dirty.setInterval(0)
        self._dirty.timeout.connect(self.refresh)
        self._second = QTimer(self)  # counts down in the banner, only while a reconnect is near
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count_down)
        self._table: dict[type[ev.Event], Callable[[Controller, Any], None]] = {
            ev.ConnectionStateChanged: lambda _c, _e: self._state(),
            ev.Registered: lambda c, _e: self._registered(c),
            ev.Refused: self.refused.emit,
            ev.Invited: self.invited.emit,
            ev.KeyWanted: self.key_wanted.emit,
            ev.RoomAdded: self._room_added,
            ev.RoomRemoved: lambda c, e: self._room_removed(c, e.room),
            ev.RoomRenamed: self._room_renamed,
            ev.RoomChanged: self._room_changed,
            ev.FocusRequested: lambda c, e: self._show(c, e.room),
            ev.MembersChanged: self._members,
            ev.TypingChanged: self._typing,
            ev.ItemsInserted: self._inserted,
            ev.HistoryLoaded: self._history,
            ev.DraftChanged: self._draft,
            ev.UnreadChanged: self._unread,
            ev.Attention: self._attention,
            ev.SearchResults: self.searched.emit,
            ev.WhoisResult: self.whois.emit,
            ev.RoomList: self.listed.emit,
            ev.AccountRegistered: self.account.emit,
            ev.AccountChanged: self.account.emit,
            ev.ProfileAnswered: self.profile_answered.emit,
            ev.UserChanged: self._user,
            ev.QuitRequested: lambda c, _e: self.quit_requested.emit(c),
        }

    def attach(self, controller: Controller) -> None:
        """Listen to one network."""
        self.window.controllers[controller.network.key] = controller
        controller.told.connect(lambda event: self.handle(controller, event))
        self._refresh_soon()

    def detach(self, controller: Controller) -> None:
        """A network is gone for good."""
        key = controller.network.key
        for place in [place for place in self.window.stage.by_place if place[0] == key]:
            self.window.stage.apply(controller, ev.RoomRemoved(place[1]))
        self.window.controllers.pop(key, None)
        self._refresh_soon()

    def handle(self, controller: Controller, event: ev.Event) -> None:
        """One event, in order."""
        self.window.stage.apply(controller, event)
        mind = self._table.get(type(event))
        if mind is not None:
            mind(controller, event)
        if not isinstance(event, ev.ItemChanged | ev.ItemsInserted | ev.TypingChanged):
            self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._dirty.isActive():
            self._dirty.start()

    def refresh(self) -> None:
        """Show rooms, header and people as they are now.

        What took long waits longer for its next turn: a server that opens a thousand rooms line by line costs the
        window a share of its time, not all of it.
        """
        window, began = self.window, time.perf_counter()
        window.rooms.set_networks([c.network for c in window.controllers.values()])
        window.refresh_room()
        took_ms = (time.perf_counter() - began) * 1000
        self._dirty.setInterval(0 if took_ms < QUICK_MS else min(LONGEST_WAIT_MS, round(SHARE * took_ms)))

    def _conversation(self, controller: Controller, room: str) -> Conversation | None:
        return self.window.stage.get((controller.network.key, room))

    def _here(self, controller: Controller, room: str) -> bool:
        return self.window.here == (controller.network.key, room)

    # --- connection ---------------------------------------------------------------------------------------------------

    def _state(self) -> None:
        waiting = any(c.network.state is ConnectionState.WAITING for c in self.window.controllers.values())
        if waiting and not self._second.isActive():
            self._second.start()
        elif not waiting:
            self._second.stop()
        self.state_changed.emit()

    def _registered(self, controller: Controller) -> None:
        for found in self.window.stage.by_place.values():
            if found.controller is controller and found.page is not None:
                found.page.view.ask_again()
        self.registered.emit(controller)

    def _count_down(self) -> None:
        if self.window.isVisible():
            self.window.refresh_room()

    # --- rooms --------------------------------------------------------------------------------------------------------

    def _show(self, controller: Controller, room: str) -> None:
        self.refresh()
        self.window.show_place((controller.network.key, room))

    def _room_added(self, controller: Controller, event: ev.RoomAdded) -> None:
        here = self.window.current()
        if here is None and not self.window.isVisible():
            return  # the first dialog is still open: nobody is anywhere before the server says welcome
        nothing_yet = here is None or (
            here.controller is controller and here.room.kind is RoomKind.SERVER and event.room.kind is RoomKind.CHANNEL
        )
        if nothing_yet:
            self._show(controller, event.room.key)

    def _room_removed(self, controller: Controller, room: str) -> None:
        if not self._here(controller, room):
            return
        rooms = [r for r in controller.network.rooms.values() if r.kind is not RoomKind.SERVER]
        self.window.here = None
        self._show(controller, rooms[0].key if rooms else "")

    def _room_renamed(self, controller: Controller, event: ev.RoomRenamed) -> None:
        if self._here(controller, event.old):
            self.window.here = (controller.network.key, event.room)

    def _members(self, controller: Controller, event: ev.MembersChanged) -> None:
        if self._here(controller, event.room):
            self.window.people.refresh()

    def _user(self, controller: Controller, event: ev.UserChanged) -> None:
        here = self.window.current()
        if here is None or here.controller is not controller:
            return
        self.window.people.paint_again()
        if here.room.kind is RoomKind.DIRECT and event.nick.casefold() == here.room.name.casefold():
            self.window.header.show_room(controller.network, here.room)
        if event.profile and here.page is not None:
            here.page.view.relayout()

    # --- the conversation ---------------------------------------------------------------------------------------------

    def _typing(self, controller: Controller, event: ev.TypingChanged) -> None:
        if self._here(controller, event.room):
            self.window.composer.show_typing(event.nicks)

    def _inserted(self, controller: Controller, event: ev.ItemsInserted) -> None:
        found = self._conversation(controller, event.room)
        if found is None or found.page is None:
            return
        if event.live:
            found.page.came(sum(item.spoken and not item.own for item in event.items))
        if self._read_at_once(found):
            if not event.live:  # what was said while the connection was away is below the line, and read
                found.page.show_unread(found.room)
                self.look()
            elif any(item.spoken for item in event.items):
                found.page.line_seen()
        elif any(item.spoken and not item.own for item in event.items):
            found.page.show_unread(found.room)

    def _unread(self, controller: Controller, event: ev.UnreadChanged) -> None:
        """Also another device's word on what was read."""
        self.unread_changed.emit()
        found = self._conversation(controller, event.room)
        if found is None or found.page is None:
            return
        if not self._attended(found):
            found.page.read_moved(found.room)
        elif found.room.unread and self._read_at_once(found):
            found.page.show_unread(found.room)
            self.look()

    def _attended(self, found: Conversation) -> bool:
        return self.window.current() is found and self.window.watched

    def _read_at_once(self, found: Conversation) -> bool:
        return self._attended(found) and found.page is not None and found.page.view.at_bottom

    def _history(self, controller: Controller, event: ev.HistoryLoaded) -> None:
        found = self._conversation(controller, event.room)
        if found is None or found.page is None:
            return
        if event.item:
            found.page.view.go_to(found.model.row_of(event.item))
        found.page.view.relayout()

    def _room_changed(self, controller: Controller, event: ev.RoomChanged) -> None:
        """Older messages that had to wait for others to come are asked for now."""
        found = self._conversation(controller, event.room)
        if found is not None and found.page is not None and found.page.view.older_waits and not found.room.loading:
            found.page.view.older_waits = False
            found.page.view.ask_again()

    def _draft(self, controller: Controller, event: ev.DraftChanged) -> None:
        if self._here(controller, event.room):
            self.window.composer.entry.set_text(event.text)

    def _attention(self, controller: Controller, event: ev.Attention) -> None:
        found = self._conversation(controller, event.room)
        if found is not None:
            self.attention.emit(found, event.item, event.mention)

    def look(self) -> None:
        """Tell every network what the person looks at: the room on the screen, in the active window, of its network.

        What is at its end is read, if that is in sight.
        """
        found = self.window.current()
        for controller in list(self.window.controllers.values()):
            here = found is not None and found.controller is controller and self._attended(found)
            room = found.room.key if found is not None and here else None
            at_end = found is not None and here and self._read_at_once(found)
            controller.act(controller.session.focus, room, time.time(), at_end=at_end)

    def turned(self, active: bool) -> None:
        """The window became the active one, or no longer is."""
        found = self.window.current()
        if found is not None and found.page is not None:
            if active:
                found.page.show_unread(found.room)
                found.page.looked_at()
            else:
                found.page.line_seen(at_once=True)
        self.look()
