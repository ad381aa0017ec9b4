# SPDX-License-Identifier: GPL-3.0-or-later
"""A room's items as a Qt list model. It keeps its own list, in step by the session's events, and changes nothing.

Rules: rows are items, one for one; decorations (days, the unread line, grouping) are `rows`' business, not rows.
Every row has a name for screen readers. The session's sentences are translated here, as they come in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, Qt

from clients.desktop.words import said, translate
from clients.session.item_keys import LOCAL
from clients.session.model import ItemKind, SendState, TimelineItem
from clients.session.text import plain

ITEM = Qt.ItemDataRole.UserRole


def short_time(time_ms: int) -> str:
    """Day and time, short, as the person's language writes them."""
    when = QDateTime.fromMSecsSinceEpoch(round(local_time(time_ms).timestamp() * 1000))
    return QLocale().toString(when, translate("timeline", "d MMM HH:mm"))


def local_time(time_ms: int) -> datetime:
    """When that was, on this machine's clock."""
    try:
        return datetime.fromtimestamp(time_ms / 1000).astimezone()
    except (OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(0).astimezone()


def in_words(item: TimelineItem) -> TimelineItem:
    """An item with the session's own sentences in the person's language."""
    if item.kind not in LOCAL and not item.redaction and not item.failure:
        return item
    return replace(item, text=said(item.text), redaction=said(item.redaction), failure=said(item.failure))


class TimelineModel(QAbstractListModel):
    """The items of one room, oldest first.

    Signals: those of QAbstractListModel.
    """

    def __init__(self, items: Sequence[TimelineItem] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[TimelineItem] = [in_words(item) for item in items]
        self.more_of: Callable[[TimelineItem], str] = lambda _item: ""  # what a view shows below a message

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(item.text)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return ", ".join(filter(None, (spoken_name(item), self.more_of(item))))
        return item if role == ITEM else None

    def replace(self, items: Sequence[TimelineItem]) -> None:
        """Another room, or the same one anew."""
        self.beginResetModel()
        self.items = [in_words(item) for item in items]
        self.endResetModel()

    def insert(self, index: int, items: Sequence[TimelineItem]) -> None:
        """`items` now stand at `index` and following."""
        if not items:
            return
        self.beginInsertRows(QModelIndex(), index, index + len(items) - 1)
        self.items[index:index] = [in_words(item) for item in items]
        self.endInsertRows()

    def remove(self, index: int, count: int) -> None:
        """`count` items from `index` on are gone."""
        if count < 1:
            return
        self.beginRemoveRows(QModelIndex(), index, index + count - 1)
        del self.items[index : index + count]
        self.endRemoveRows()

    def change(self, index: int, item: TimelineItem) -> None:
        """The item at `index` is another now."""
        self.items[index] = in_words(item)
        where = self.index(index)
        self.dataChanged.emit(where, where)

    def row_of(self, ident: int) -> int:
        """The row of an item, -1 when it is not here. From the end: what is asked for is mostly recent."""
        for row in range(len(self.items) - 1, -1, -1):
            if self.items[row].id == ident:
                return row
        return -1


def spoken_name(item: TimelineItem) -> str:
    """One row as a screen reader says it."""
    text = item.redaction or translate("timeline", "deleted message") if item.redacted else sentence(item)
    parts = [f"{local_time(item.time_ms):%H:%M}", text]
    if item.send_state is SendState.PENDING:
        parts.append(translate("timeline", "sending"))
    elif item.send_state is SendState.FAILED:
        parts.append(translate("timeline", "not sent: {why}").format(why=item.failure))
    if item.edited:
        parts.append(translate("timeline", "edited"))
    parts += [f"{emoji} {len(nicks)}" for emoji, nicks in item.reactions.items()]
    return ", ".join(parts)


def sentence(item: TimelineItem) -> str:
    """What happened, as one line of plain text."""
    author, target, text = item.author, item.target, plain(item.text)
    match item.kind:
        case ItemKind.MESSAGE | ItemKind.NOTICE:
            return f"{author}: {text}" if author else text
        case ItemKind.ACTION:
            return f"{author} {text}"
        case ItemKind.JOIN:
            return translate("timeline", "{nick} joined").format(nick=author)
        case ItemKind.PART | ItemKind.QUIT:
            left = translate("timeline", "{nick} left").format(nick=author)
            return f"{left} ({text})" if text else left
        case ItemKind.NICK:
            return translate("timeline", "{nick} is now {new}").format(nick=author, new=target)
        case ItemKind.TOPIC if text:
            return translate("timeline", "{nick} set the topic: {topic}").format(nick=author, topic=text)
        case ItemKind.TOPIC:
            return translate("timeline", "{nick} removed the topic").format(nick=author)
        case ItemKind.MODE:
            return translate("timeline", "{nick} changed the modes: {modes}").format(nick=author, modes=text)
        case ItemKind.KICK:
            kicked = translate("timeline", "{nick} removed {target}").format(nick=author, target=target)
            return f"{kicked} ({text})" if text else kicked
        case ItemKind.INVITE:
            return translate("timeline", "{nick} invited {target}").format(nick=author, target=target)
        case ItemKind.GAP:
            return translate("timeline", "Some messages are missing here")
    return text
