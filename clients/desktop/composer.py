# SPDX-License-Identifier: GPL-3.0-or-later
"""Under the conversation: what one is answering or editing, the entry, emoji, and Send."""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from clients.desktop.entry import Entry
from clients.desktop.header import Elided
from clients.desktop.theme import restyle, theme
from clients.desktop.words import isolated
from clients.session.model import TimelineItem
from clients.session.text import plain


class Composer(QWidget):
    """Writes messages.

    Signals: sent(str text, str reply_to msgid, bool edit) ; emoji_wanted(QWidget button) ;
    recall_wanted(int step), ↑ or ↓ for what one said before.
    """

    sent = pyqtSignal(str, str, bool)
    emoji_wanted = pyqtSignal(object)
    recall_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.reply: TimelineItem | None = None
        self.may_send: Callable[[str], bool] = lambda text: True  # False: it stays in the entry
        self.editing = False
        self._before_edit = ""
        self.entry = Entry(self)
        self.send = QPushButton(self.tr("Send"))
        self.send.setProperty("role", "main")
        self.send.setToolTip(self.tr("Send (Enter)"))
        self.emoji = QToolButton()
        self.emoji.setAccessibleName(self.tr("Emoji"))
        self.emoji.setIconSize(QSize(20, 20))
        self.typing_wanted = True
        self.typing = QLabel()
        self.typing.setObjectName("typing")
        self.typing.setTextFormat(Qt.TextFormat.PlainText)
        self.typing.setFixedHeight(20)
        self.strip = self._strip()
        self._lay_out()
        self.send.clicked.connect(self.submit)
        self.emoji.clicked.connect(lambda: self.emoji_wanted.emit(self.emoji))
        self.entry.submitted.connect(self.submit)
        self.entry.escaped.connect(self.cancel)
        self.entry.edited.connect(lambda text: self.send.setEnabled(bool(text.strip())))
        self.entry.focus_changed.connect(self._focused)
        self.entry.recall_wanted.connect(self.recall_wanted)
        self.send.setEnabled(False)
        theme().changed.connect(self._tint)
        self._tint()

    def _strip(self) -> QFrame:
        strip = QFrame(self)
        strip.setObjectName("strip")
        self.strip_icon = QLabel()
        self.strip_who = QLabel()
        self.strip_who.setTextFormat(Qt.TextFormat.PlainText)
        self.strip_who.setProperty("role", "caption")
        self.strip_text = Elided("muted")
        self.cancel_button = QToolButton()
        self.cancel_button.setToolTip(self.tr("Cancel (Esc)"))
        self.cancel_button.setAccessibleName(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(strip)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(8)
        row.addWidget(self.strip_icon)
        row.addWidget(self.strip_who)
        row.addWidget(self.strip_text, 1)
        row.addWidget(self.cancel_button)
        strip.hide()
        return strip

    def _lay_out(self) -> None:
        self.frame = QFrame(self)
        self.frame.setObjectName("entryFrame")
        inside = QHBoxLayout(self.frame)
        inside.setContentsMargins(12, 5, 6, 5)
        inside.setSpacing(6)
        inside.addWidget(self.entry, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(self.emoji, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 4, 20, 4)
        box.setSpacing(4)
        box.addWidget(self.strip)
        box.addWidget(self.frame)
        box.addWidget(self.typing)

    def set_room_name(self, name: str) -> None:
        """Say in the empty entry where its text will go."""
        self.entry.setPlaceholderText(self.tr("Message {room}").format(room=name))
        self.entry.repaint_soon()

    def answer(self, item: TimelineItem) -> None:
        """Write a reply to a message."""
        self._stop_editing()
        self.reply = item
        self._show_strip("reply", self.tr("Reply to {nick}").format(nick=isolated(item.author)), plain(item.text))

    def edit(self, item: TimelineItem) -> None:
        """Write one's last message anew."""
        self._before_edit, self.editing, self.reply = self.entry.text(), True, None
        self._show_strip("edit", self.tr("Edit your message"), plain(item.text))
        self.entry.set_text(plain(item.text))

    def cancel(self) -> None:
        """Neither answer nor edit."""
        self._stop_editing()
        self.reply = None
        self.strip.hide()

    def focus_entry(self) -> None:
        """The keyboard goes to the entry."""
        self.entry.setFocus()

    def submit(self) -> None:
        """Send what is typed, if anything is."""
        text = self.entry.text()
        if not text.strip() or not (self.editing or self.may_send(text)):
            return
        reply = self.reply.msgid if self.reply is not None else ""
        edit, self.editing = self.editing, False
        self.reply = None
        self.strip.hide()
        self.entry.clear()
        self.sent.emit(text, reply, edit)
        self.entry.setFocus()

    def show_typing(self, nicks: tuple[str, ...]) -> None:
        """Who else is typing, for those who want to know."""
        if not nicks or not self.typing_wanted:
            said = ""
        elif len(nicks) == 1:
            said = self.tr("{nick} is typing…").format(nick=isolated(nicks[0]))
        elif len(nicks) < 4:
            said = self.tr("{nicks} are typing…").format(nicks=", ".join(map(isolated, nicks)))
        else:
            said = self.tr("Several people are typing…")
        self.typing.setText(said)

    def _stop_editing(self) -> None:
        if self.editing:
            self.editing = False
            self.entry.set_text(self._before_edit)

    def _show_strip(self, name: str, who: str, text: str) -> None:
        self.strip_icon.setProperty("icon_name", name)
        self.strip_who.setText(who)
        self.strip_text.show_text(" ".join(text.split()))
        self.strip.show()
        self._tint()
        self.entry.setFocus()

    def _focused(self, focused: bool) -> None:
        self.frame.setProperty("focused", "true" if focused else "false")
        restyle(self.frame)

    def _tint(self) -> None:
        look = theme()
        self.emoji.setIcon(look.icon("emoji"))
        self.cancel_button.setIcon(look.icon("close"))
        name = self.strip_icon.property("icon_name") or "reply"
        self.strip_icon.setPixmap(look.icon(name, "accent").pixmap(16, 16))
