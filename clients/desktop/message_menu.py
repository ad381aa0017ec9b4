# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with one message, as a menu. It offers what the server can do and hides the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QObject, QPoint, pyqtSignal
from PyQt6.QtWidgets import QApplication, QMenu, QWidget

from clients.desktop.theme import theme
from clients.desktop.timeline.rows import reacted
from clients.desktop.words import unmarked
from clients.session.model import Features, SendState, TimelineItem
from clients.session.text import plain

MOST_REACTIONS = 8  # that are explained
QUICK = ("👍", "❤️", "😂", "🎉", "👀", "✅")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu that somebody else adds."""

    icon: str
    label: str
    run: Callable[[], object]


class MessageMenu(QObject):
    """Builds and shows the menu.

    Signals: reply(object item) ; react(object item, str emoji) ; pick_emoji(object item, QPoint) ; edit(object item) ;
    redact(object item) ; retry(object item) ; discard(object item) ; profile(str nick).
    """

    reply = pyqtSignal(object)
    react = pyqtSignal(object, str)
    pick_emoji = pyqtSignal(object, QPoint)
    edit = pyqtSignal(object)
    redact = pyqtSignal(object)
    retry = pyqtSignal(object)
    discard = pyqtSignal(object)
    profile = pyqtSignal(str)

    def build(
        self,
        item: TimelineItem,
        features: Features,
        selected: str,
        where: QPoint,
        parent: QWidget,
        more: Sequence[Entry] = (),
    ) -> QMenu:
        """The menu for one item; `selected` is the text selection, copied if there is one."""
        menu = QMenu(parent)
        alive = item.spoken and not item.redacted
        if item.send_state is SendState.FAILED:
            add(menu, "retry", self.tr("Try again"), lambda: self.retry.emit(item))
            add(menu, "delete", self.tr("Delete"), lambda: self.discard.emit(item), "danger")
            menu.addSeparator()
        if alive and item.msgid and features.reactions:
            self._reactions(menu, item, where)
        self._reacted(menu, item)
        if alive and item.msgid and features.replies:
            add(menu, "reply", self.tr("Reply"), lambda: self.reply.emit(item))
        said = self.tr("Copy selection") if selected else self.tr("Copy text")
        add(menu, "copy", said, lambda: copy(selected or plain(item.text)))
        if alive and item.own and features.edit:
            add(menu, "edit", self.tr("Edit"), lambda: self.edit.emit(item))
        if more:
            menu.addSeparator()
        for entry in more:
            add(menu, entry.icon, entry.label, entry.run)
        if more:
            menu.addSeparator()
        if item.author:
            about = self.tr("About {nick}").format(nick=unmarked(item.author))
            add(menu, "person", about, lambda: self.profile.emit(item.author))
        if alive and item.msgid and features.redact and item.own:
            menu.addSeparator()
            add(menu, "delete", self.tr("Delete for everyone"), lambda: self.redact.emit(item), "danger")
        return menu

    def _reactions(self, menu: QMenu, item: TimelineItem, where: QPoint) -> None:
        for emoji in QUICK[:4]:
            action = menu.addAction(emoji + "  " + self.tr("React"))
            if action is not None:
                action.triggered.connect(lambda _=False, e=emoji: self.react.emit(item, e))
        add(menu, "react", self.tr("Other reaction…"), lambda: self.pick_emoji.emit(item, where))
        menu.addSeparator()

    def _reacted(self, menu: QMenu, item: TimelineItem) -> None:
        for emoji in list(item.reactions)[:MOST_REACTIONS]:
            who = menu.addAction(unmarked(reacted(emoji, item)))  # the keyboard's way to see who
            if who is not None:
                who.setEnabled(False)
        if item.reactions:
            menu.addSeparator()


def add(menu: QMenu, icon: str, label: str, run: Callable[[], object], token: str = "muted") -> None:
    """One line."""
    action = menu.addAction(theme().icon(icon, token), label)
    if action is not None:
        action.triggered.connect(lambda _checked=False: run())


def copy(text: str) -> None:
    """Put text on the clipboard."""
    board = QApplication.clipboard()
    if board is not None:
        board.setText(text)
