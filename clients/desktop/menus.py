# SPDX-License-Identifier: GPL-3.0-or-later
"""The menus, their shortcuts, and the same as lines of the palette. An action is written once, here."""

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject, QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QMessageBox

from clients.desktop.accounts import Accounts
from clients.desktop.dialogs.networks import NetworksDialog
from clients.desktop.dialogs.shortcuts import ShortcutsDialog
from clients.desktop.main_window import MainWindow
from clients.desktop.networks import Networks
from clients.desktop.own_profile import OwnProfile
from clients.desktop.panels import Panels
from clients.desktop.pictures import Pictures
from clients.desktop.rooms import Place
from clients.desktop.shortcuts import Action, Shortcuts
from clients.desktop.switcher import Choice
from clients.desktop.theme import theme
from clients.desktop.ways_in import WaysIn
from clients.desktop.wiring import Wiring, now
from clients.session.model import RoomKind
from protocol.version import VERSION


class Menus(QObject):
    """The menu bar of one window.

    Signals: none.
    """

    def __init__(
        self,
        window: MainWindow,
        wiring: Wiring,
        panels: Panels,
        networks: Networks,
        accounts: Accounts,
        pictures: Pictures,
        own_profile: OwnProfile,
    ) -> None:
        super().__init__(window)
        self.window, self.wiring, self.panels = window, wiring, panels
        self.networks, self.accounts = networks, accounts
        self.shortcuts = Shortcuts(panels.settings, self)
        self.pictures, self.own_profile = pictures, own_profile
        self.entrance = WaysIn(window, wiring.follower)
        self._chat()
        self._room()
        self._view()
        self._help()
        self.shortcuts.apply()
        self._explain()
        panels.actions, panels.shortcuts = self.choices, self.shortcuts
        theme().changed.connect(self._tint)
        self._tint()
        window.me.clicked.connect(self.show_me)
        window.add.clicked.connect(self.show_add)
        panels.networks_wanted.connect(self.show_networks)
        panels.shortcuts_wanted.connect(self.show_shortcuts)
        panels.own_profile_wanted.connect(own_profile.show)

    def _menu(self, label: str) -> QMenu:
        bar = self.window.menuBar()
        assert bar is not None
        menu = bar.addMenu(label)
        assert menu is not None
        return menu

    def _add(
        self,
        menu: QMenu,
        name: str,
        icon: str,
        label: str,
        keys: str,
        run: Callable[[], object],
        *also: str,
        offered: Callable[[], bool] = lambda: True,
    ) -> QAction:
        """`name` is the action's key in desktop.toml; `keys` and `also` its shortcuts, unless that says otherwise.
        `offered`: whether the server can do it; where it can't, neither the menu nor the palette has it.
        """
        action = QAction(label, self.window)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        menu.aboutToShow.connect(lambda: action.setVisible(offered()))
        keys_of_it = tuple(key for key in (keys, *also) if key)
        self.shortcuts.add(Action(name, menu.title(), icon, action, run, keys_of_it, offered))
        return action

    def choices(self) -> list[Choice]:
        """Every action as a line of the palette, but for the palette itself."""
        return [
            Choice(known.label, self.shortcuts.text(known.name), known.icon, known.run, offered=known.offered)
            for known in self.shortcuts.known.values()
            if known.name != "go"
        ]

    def _chat(self) -> None:
        menu, panels = self._menu(self.tr("&Chat")), self.panels
        add = partial(self._add, menu)
        add("go", "search", self.tr("&Go to…"), "Ctrl+K", panels.go)
        self.ways_in = [
            add("join", "plus", self.tr("&Join a room…"), "Ctrl+J", self.entrance.ask_room),
            add("list_rooms", "hash", self.tr("&List of rooms"), "Ctrl+Shift+L", self._list),
            add("connect", "network", self.tr("&Connect to a server…"), "Ctrl+Shift+N", self.networks.ask),
        ]
        add("networks", "settings", self.tr("Net&works…"), "", self.show_networks)
        menu.addSeparator()
        self.me = [
            add("nickname", "person", self.tr("Change &nickname…"), "", panels.ask_me),
            add(
                "profile",
                "edit",
                self.tr("Your &profile…"),
                "",
                self.own_profile.show,
                offered=self.own_profile.offered,
            ),
            add("account", "lock", self.tr("Acco&unt…"), "", self._account),
            add("away", "clock", self.tr("Away or &back"), "Ctrl+Shift+A", self._away),
        ]
        add("settings", "settings", self.tr("&Settings"), "Ctrl+,", panels.preferences)
        menu.addSeparator()
        add("exit", "exit", self.tr("E&xit"), "Ctrl+Q", self.window.exit_wanted.emit)

    def _room(self) -> None:
        menu, panels = self._menu(self.tr("&Room")), self.panels
        add = partial(self._add, menu)
        self._add(
            menu, "find", "search", self.tr("&Find in this room"), "Ctrl+F", lambda: panels.find(everywhere=False)
        )
        self._add(
            menu,
            "find_everywhere",
            "search",
            self.tr("Find &everywhere"),
            "Ctrl+Shift+F",
            lambda: panels.find(everywhere=True),
        )
        add("first_unread", "jump", self.tr("First &unread message"), "Ctrl+U", self._to_unread)
        add("newest", "arrow-down", self.tr("&Newest message"), "Ctrl+End", self._to_newest)
        add("mark_read", "check", self.tr("Mark as &read"), "Shift+Esc", self._mark_read)
        add("picture", "picture", self.tr("Show or hide the &picture"), "Ctrl+Shift+I", self.pictures.toggle_here)
        menu.addSeparator()
        add("emoji", "emoji", self.tr("E&moji"), "Ctrl+E", self._emoji)
        add("topic", "edit", self.tr("&Topic…"), "Ctrl+T", self.wiring.ask_topic)
        add("leave", "exit", self.tr("&Leave this room"), "Ctrl+W", self._leave)

    def _view(self) -> None:
        menu, window = self._menu(self.tr("&View")), self.window
        add = partial(self._add, menu)
        self._add(
            menu, "previous_room", "arrow-up", self.tr("&Previous room"), "Alt+Up", lambda: self._step(-1), "Ctrl+PgUp"
        )
        self._add(
            menu, "next_room", "arrow-down", self.tr("&Next room"), "Alt+Down", lambda: self._step(1), "Ctrl+PgDown"
        )
        add("next_unread_room", "bell", self.tr("Next &unread room"), "Alt+Shift+Down", self._next_unread)
        menu.addSeparator()
        self._add(
            menu, "people", "people", self.tr("Show or hide the pe&ople"), "Ctrl+Shift+P", window.header.people.toggle
        )
        label = self.tr("Pictures &without asking, on this network")
        self.always = add("pictures_always", "picture", label, "", self._pictures_always)
        self.always.setCheckable(True)
        menu.aboutToShow.connect(self._mark_always)
        add("theme", "palette", self.tr("&Light or dark"), "Ctrl+Shift+D", self._flip)
        add("larger_text", "plus", self.tr("&Larger text"), "Ctrl++", lambda: self._size(10), "Ctrl+=")
        add("smaller_text", "chevron-down", self.tr("&Smaller text"), "Ctrl+-", lambda: self._size(-10))
        menu.addSeparator()
        add("conversation", "reply", self.tr("To the &conversation"), "F6", self._to_timeline)
        add("entry", "edit", self.tr("To the &entry"), "Ctrl+L", window.composer.focus_entry)

    def _help(self) -> None:
        add = partial(self._add, self._menu(self.tr("&Help")))
        add("shortcuts", "keyboard", self.tr("&Keyboard shortcuts"), "Ctrl+/", self.show_shortcuts)
        add("about", "network", self.tr("&About Hubbub"), "", self._about)

    def _explain(self) -> None:
        window, explain = self.window, self.shortcuts.explain
        explain(window.exit, "exit", self.tr("Say goodbye and close"))
        explain(window.switch, "go", self.tr("Go to any room, person or command"))
        explain(window.header.search, "find", self.tr("Find in this room"))
        explain(window.header.people, "people", self.tr("Show or hide the people"))
        explain(window.composer.emoji, "emoji", self.tr("Emoji"))

    # --- what they do -------------------------------------------------------------------------------------------------

    def show_shortcuts(self) -> None:
        """The sheet."""
        ShortcutsDialog(self.shortcuts, self.window).show()

    def show_me(self) -> None:
        """What one can do about oneself, over the button with one's name."""
        menu, button = QMenu(self.window), self.window.me
        self.me[1].setVisible(self.own_profile.offered())
        menu.addActions(self.me)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def show_add(self) -> None:
        """Where else one can go, under the button with the plus."""
        menu, button = QMenu(self.window), self.window.add
        menu.addActions(self.ways_in)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def show_networks(self) -> None:
        """The list of networks."""
        dialog = NetworksDialog(self.networks, self.accounts.show, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _account(self) -> None:
        found = self.window.current()
        if found is not None:
            self.accounts.show(found.controller)

    def _act(self, what: Callable[..., object]) -> None:
        found = self.window.current()
        if found is not None:
            what(found)
            found.controller.pump()

    def _list(self) -> None:
        self._act(lambda f: f.controller.session.list_rooms(now()))

    def _away(self) -> None:
        found = self.window.current()
        if found is not None:
            message = "" if found.controller.network.away else self.tr("away")
            found.controller.act(found.controller.session.set_away, message, now())

    def _mark_read(self) -> None:
        self._act(lambda f: f.controller.session.mark_read(f.room.key, now()))
        found = self.window.current()
        if found is not None and found.page is not None:
            found.page.view.set_unread(0)

    def _leave(self) -> None:
        found = self.window.current()
        if found is not None and found.room.kind is not RoomKind.SERVER:
            found.controller.act(found.controller.session.leave, found.room.key, now())

    def _emoji(self) -> None:
        self.window.composer.emoji_wanted.emit(self.window.composer.emoji)

    def _to_unread(self) -> None:
        found = self.window.current()
        if found is not None and found.page is not None:
            row = found.model.row_of(found.page.view.rows.unread_id)
            if row >= 0:
                found.page.view.go_to(row)

    def _to_newest(self) -> None:
        found = self.window.current()
        if found is not None and found.page is not None:
            found.page.view.to_bottom()

    def _to_timeline(self) -> None:
        found = self.window.current()
        if found is not None and found.page is not None:
            found.page.view.setFocus()
            found.page.view.selecting.start_keys()

    def _places(self) -> list[tuple[Place, bool]]:
        rows = self.window.rooms.places.rows
        return [((n.key, r.key), bool(r.unread and not r.muted) or bool(r.mentions)) for n, r in rows]

    def _step(self, by: int) -> None:
        places = [place for place, _ in self._places()]
        if self.window.here in places:
            self.window.show_place(places[(places.index(self.window.here) + by) % len(places)])

    def _next_unread(self) -> None:
        places = self._places()
        names = [place for place, _ in places]
        start = names.index(self.window.here) if self.window.here in names else 0
        for place, unread in [*places[start + 1 :], *places[:start]]:
            if unread:
                self.window.show_place(place)
                return

    def _pictures_always(self) -> None:
        found = self.window.current()
        if found is not None:
            self.pictures.set_always(found.controller, not self.pictures.always(found.controller))
        self._mark_always()

    def _mark_always(self) -> None:
        found = self.window.current()
        self.always.setChecked(found is not None and self.pictures.always(found.controller))

    def _flip(self) -> None:
        preferences = self.panels.settings.preferences
        preferences.theme = "light" if theme().palette.dark else "dark"
        self.panels.settings.save()
        self.panels.look_changed.emit()

    def _size(self, by: int) -> None:
        preferences = self.panels.settings.preferences
        preferences.text_size = max(80, min(200, preferences.text_size + by))
        self.panels.settings.save()
        self.panels.look_changed.emit()

    def _about(self) -> None:
        box = QMessageBox(self.window)
        box.setWindowTitle(self.tr("About Hubbub"))
        box.setIconPixmap(self.window.windowIcon().pixmap(64, 64))
        box.setText(
            self.tr("Hubbub {version}\n\nA chat room you can host in one minute.\nGPL-3.0-or-later").format(
                version=VERSION
            )
        )
        box.open()

    def _tint(self) -> None:
        for known in self.shortcuts.known.values():
            known.action.setIcon(theme().icon(known.icon))
