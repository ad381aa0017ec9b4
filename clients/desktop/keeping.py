# SPDX-License-Identifier: GPL-3.0-or-later
"""What survives a crash, besides messages: drafts, how far each room was scrolled, which room was open, the layout.

It is written half a second after it changed, and at the end; the store's own writes are whole or not at all. The place
in a room is a message and how far its lower edge is from the top, so it is right again whatever was said since.
"""

import json
import time
from typing import Any

from PyQt6.QtCore import QEvent, QObject, QTimer

from clients.desktop.conversations import Conversation
from clients.desktop.main_window import MainWindow
from clients.desktop.rooms import Place
from clients.desktop.settings import Settings
from clients.session.store import Store

SOON_MS = 500


class Keeper(QObject):
    """Keeps one window's state.

    Signals: none.
    """

    def __init__(self, window: MainWindow, settings: Settings, store: Store | None) -> None:
        super().__init__(window)
        self.window, self.settings, self.store = window, settings, store
        self._moved: set[Place] = set()
        self._laid_out = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.keep)
        window.composer.entry.edited.connect(lambda _text: self._start())
        window.stage.page_made.connect(self._page_made)
        window.room_shown.connect(lambda _found: self._start())
        window.splitter.splitterMoved.connect(lambda _at, _index: self._layout_changed())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._layout_changed()
        return False

    def _layout_changed(self) -> None:
        self._laid_out = True
        self._start()

    def _start(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    # --- writing ------------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what changed."""
        self._soon.stop()
        window = self.window
        found = window.current()
        if found is not None and not window.composer.editing:
            session, text = found.controller.session, window.composer.entry.text()
            found.controller.act(session.set_draft, found.room.key, text, time.time())
        if self._laid_out and window.isVisible():
            self._laid_out = False
            self.settings.keep_window_state(bytes(window.layout_state().data()))
        if self.store is None:
            return
        if window.here is not None:
            self._set("here", list(window.here))
        moved, self._moved = self._moved, set()
        for place in moved:  # which may lay a view out, and so move it
            self._keep_place(window.stage.get(place))
        self.store.flush()

    def _keep_place(self, found: Conversation | None) -> None:
        if found is None or found.page is None:
            return
        view = found.page.view
        view.ensure()
        value: list[object] | None = None
        if view.anchor is not None and view.shown:
            row, y, layout = next((s for s in view.shown if s[1] + s[2].height > 0), view.shown[0])
            item = view.messages.items[row]
            value = [item.msgid, item.time_ms, y + layout.height]
        self._set("place/" + "/".join(found.place), value)

    def _set(self, key: str, value: object) -> None:
        if self.store is not None:
            text = json.dumps(value)
            if self.store.get_setting(f"desktop/{key}") != text:
                self.store.set_setting(f"desktop/{key}", text)

    def _get(self, key: str) -> Any:
        try:
            return json.loads(self.store.get_setting(f"desktop/{key}")) if self.store is not None else None
        except ValueError:
            return None

    # --- coming back --------------------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Show the room that was open the last time, or the first there is."""
        here = self._get("here")
        place = tuple(here) if isinstance(here, list) and len(here) == 2 else ("", "")
        if place in self.window.stage.by_place:
            self.window.show_place((str(place[0]), str(place[1])))
        elif self.window.controllers:
            self.window.show_network(next(iter(self.window.controllers)))

    def _page_made(self, found: Conversation) -> None:
        if found.page is None:
            return
        view = found.page.view
        value = self._get("place/" + "/".join(found.place))
        match value:
            case [str(msgid), int(time_ms), int(bottom)]:
                items = view.messages.items
                row = next(
                    (
                        row
                        for row in range(len(items) - 1, -1, -1)
                        if items[row].msgid == msgid and items[row].time_ms == time_ms
                    ),
                    -1,
                )
                if row >= 0:
                    view.stand_at(row, bottom)
        bar = view.verticalScrollBar()
        if bar is not None:
            bar.valueChanged.connect(self._scrolled)

    def _scrolled(self) -> None:
        """Only the room on the screen is laid out, so it was that one."""
        if self.window.here is not None:
            self._moved.add(self.window.here)
            self._start()
