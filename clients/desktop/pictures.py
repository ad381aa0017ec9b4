# SPDX-License-Identifier: GPL-3.0-or-later
"""What links lead to, shown in the conversation when the person asks: pictures, and pages in a few words.

Asked for by a click below the message, by its menu, by P in the conversation, or by the menu bar; never by a message.
`media` is how it is fetched, `timeline/cards` how it looks.
"""

from functools import partial

from PyQt6.QtCore import QObject

from clients.desktop.controller import Controller, server_address
from clients.desktop.conversations import Conversation
from clients.desktop.dialogs.viewer import PictureViewer
from clients.desktop.main_window import MainWindow
from clients.desktop.media.fetch import Fetcher
from clients.desktop.media.library import Library, State, host_of, looks_like_picture
from clients.desktop.message_menu import Entry, copy
from clients.desktop.settings import Settings
from clients.desktop.timeline.attached import MOST_LINKS
from clients.desktop.timeline.spots import Hit, Spot
from clients.desktop.timeline.view import TimelineView
from clients.desktop.wiring import Wiring
from clients.desktop.words import unmarked
from clients.session.model import TimelineItem


class Pictures(QObject):
    """Of all rooms of one window.

    Signals: none.
    """

    def __init__(self, window: MainWindow, wiring: Wiring, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.wiring, self.settings = window, wiring, settings
        self.fetcher = Fetcher(self)
        self.library = Library(self.fetcher, self)
        self._asked: dict[str, tuple[TimelineView, int, int | None]] = {}  # where the person asked, at which y
        self.library.changed.connect(self._changed)
        window.stage.page_made.connect(self._page_made)
        wiring.menu_more = self.menu_entries

    def _page_made(self, found: Conversation) -> None:
        if found.page is None:
            return
        view = found.page.view
        view.pictures = self.library.pixmap
        view.attachments.library = self.library
        view.attachments.beside = partial(server_address, found.controller)
        view.attachments.always = self.always(found.controller)
        view.clicked_on.connect(partial(self._clicked, view))
        view.show_wanted.connect(partial(self.toggle, view))

    def _clicked(self, view: TimelineView, item: TimelineItem, hit: Hit) -> None:
        match hit.spot:
            case Spot.SHOW:
                self.show(view, item, hit.value)
            case Spot.HIDE:
                self.hide(view, item, hit.value)
            case Spot.PICTURE:
                self.enlarge(hit.value)

    # --- showing ------------------------------------------------------------------------------------------------------

    def show(self, view: TimelineView, item: TimelineItem, url: str) -> None:
        """Fetch what a link leads to, and show it below its message."""
        view.attachments.show(item.id, url)
        view.links_changed(item.id, reveal=True)
        self._asked[url] = (view, item.id, view.text_at(item.id))

    def hide(self, view: TimelineView, item: TimelineItem, url: str) -> None:
        """Take it away again."""
        view.attachments.hide(item.id, url)
        view.links_changed(item.id)

    def toggle(self, view: TimelineView, item: TimelineItem) -> None:
        """Show what a message's links lead to, its pictures first; or hide what is shown."""
        links = view.links_of(item)[:MOST_LINKS]
        shown = [url for url in links if view.attachments.asked(item.id, url)]
        for url in shown:
            self.hide(view, item, url)
        if not shown:
            for url in [url for url in links if looks_like_picture(url)] or links:
                self.show(view, item, url)

    def toggle_here(self) -> None:
        """The same for the message the keyboard is on, or the newest one in sight with a link."""
        found = self.window.current()
        if found is None or found.page is None:
            return
        view = found.page.view
        view.ensure()
        items = [it.item for _, _, it in reversed(view.shown) if it.urls]
        row = view.currentIndex().row()
        if view.selecting.by_keyboard and view.hasFocus() and 0 <= row < len(found.model.items):
            items.insert(0, found.model.items[row])
        if items:
            self.toggle(view, items[0])

    def enlarge(self, url: str) -> None:
        """The viewer."""
        entry = self.library.get(url)
        if entry is not None and entry.picture is not None:
            viewer = PictureViewer(entry.picture, url, self.window)
            viewer.link_wanted.connect(self.wiring.open_link)
            viewer.show()

    def _changed(self, url: str) -> None:
        asked = self._asked.pop(url, None)
        for found in self.window.stage.by_place.values():
            if found.page is None:
                continue
            view = found.page.view
            if asked is not None and asked[0] is view:
                view.links_changed(asked[1], reveal=view.text_at(asked[1]) == asked[2])
            elif any(url in layout.urls for _, _, layout in view.shown):
                view.links_changed()

    # --- without asking -----------------------------------------------------------------------------------------------

    def always(self, controller: Controller) -> bool:
        """Whether the person said once and for all that pictures of this network are to be shown."""
        saved = self.settings.network(controller.network.key)
        return saved is not None and saved.pictures

    def set_always(self, controller: Controller, on: bool) -> None:
        """Say so, or take it back."""
        self.settings.change_network(controller.network.key, pictures=on)
        for found in self.window.stage.by_place.values():
            if found.controller is controller and found.page is not None:
                found.page.view.attachments.always = self.always(controller)
                found.page.view.links_changed()

    # --- the message's menu -------------------------------------------------------------------------------------------

    def menu_entries(self, found: Conversation, item: TimelineItem) -> list[Entry]:
        """What can be done with the links of a message."""
        if found.page is None or not item.spoken or item.redacted:
            return []
        view, entries = found.page.view, list[Entry]()
        links = view.links_of(item)[:MOST_LINKS]
        for url in links:
            to = f" ({unmarked(host_of(url))})" if len(links) > 1 else ""
            known = self.library.get(url) if view.attachments.asked(item.id, url) else None
            if known is None:
                label = self.tr("Show picture") if looks_like_picture(url) else self.tr("Show preview")
                entries.append(Entry("picture", label + to, partial(self.show, view, item, url)))
            else:
                if known.state is State.PICTURE:
                    entries.append(Entry("search", self.tr("View larger") + to, partial(self.enlarge, url)))
                elif known.state is State.FAILED:
                    entries.append(Entry("retry", self.tr("Try again") + to, partial(self.show, view, item, url)))
                entries.append(Entry("close", self.tr("Hide") + to, partial(self.hide, view, item, url)))
            entries.append(Entry("link", self.tr("Open link") + to, partial(self.wiring.open_link, url)))
            entries.append(Entry("copy", self.tr("Copy link") + to, partial(copy, url)))
        return entries
