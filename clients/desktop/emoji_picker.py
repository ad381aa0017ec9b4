# SPDX-License-Identifier: GPL-3.0-or-later
"""The emoji one can search for and pick, recent ones first. Names and symbols come from the `emoji` package."""

from collections.abc import Callable
from functools import lru_cache

from PyQt6.QtCore import QLocale, QPoint, QSize, Qt
from PyQt6.QtGui import QGuiApplication, QKeyEvent
from PyQt6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clients.desktop.settings import Settings
from clients.desktop.theme import theme

COMMON = tuple(
    symbol
    for line in (
        "😀 😂 🤣 😊 😍 😘 😎 🤔 🙄 😴 😢 😭 😡 😱 🤯 🥳 🤩 😇 🙃 😉 😋 🤗 🤫 🤷 🤦 👋 👍 👎 👌 ✌️ 🤞 🙏 👏 🙌 💪 🤝",
        "❤️ 🧡 💛 💚 💙 💜 🖤 💔 🔥 ✨ ⭐ 🎉 🎂 🎁 🏆 🚀 💡 📌 📎 ✅ ❌ ❓ ❗ ⚠️ 💬 👀 💯 ☕ 🍕 🍻 🌍 🌈 ☀️ 🌧️ ❄️ 🐛 🐧 🐍",
    )
    for symbol in line.split()
)
MOST_SHOWN = 96
WIDE, TALL, BAR = 320, 240, 14  # px of the grid, and of its scroll bar
NAME = Qt.ItemDataRole.UserRole


@lru_cache(maxsize=1)
def table(code: str) -> tuple[tuple[str, str], ...]:
    """(name in a language, emoji) of every fully qualified emoji. The library takes 8 MB: not before somebody looks."""
    import emoji  # noqa: PLC0415

    if code in emoji.LANGUAGES:
        emoji.config.load_language(code)
    return tuple(
        (str(data.get(code) or data["en"]).strip(":").replace("_", " "), symbol)
        for symbol, data in emoji.EMOJI_DATA.items()
        if data["status"] <= emoji.STATUS["fully_qualified"] and "skin_tone" not in str(data["en"])
    )


def find(words: str) -> list[str]:
    """Emoji whose names have all the words; names that begin with them first."""
    wanted = words.casefold().split()
    hits = [
        (not name.startswith(wanted[0]), len(name), symbol)
        for name, symbol in table(QLocale().name()[:2])
        if all(w in name for w in wanted)
    ]
    return [symbol for _, _, symbol in sorted(hits)[:MOST_SHOWN]]


class EmojiPicker(QFrame):
    """A pop-up grid with a search field.

    Signals: none; `pick` takes what to do with the choice.
    """

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        self.settings = settings
        self._chosen: Callable[[str], object] = lambda _symbol: None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find an emoji"))
        self.search.setAccessibleName(self.tr("Find an emoji"))
        self.grid = QListWidget()
        self.grid.setViewMode(QListWidget.ViewMode.IconMode)
        self.grid.setMovement(QListWidget.Movement.Static)
        self.grid.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.grid.setUniformItemSizes(True)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.setAccessibleName(self.tr("Emoji"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addWidget(self.search)
        box.addWidget(self.grid)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._take)
        self.grid.itemClicked.connect(self._take)
        self.grid.itemActivated.connect(self._take)

    def pick(self, corner: QPoint, then: Callable[[str], object], *, above: bool = False) -> None:
        """Open at a point (its bottom right corner if `above`) and call `then` with the choice."""
        self._chosen = then
        self.search.clear()
        self._fill("")
        self.adjustSize()
        where = corner - QPoint(self.width(), self.height() + 8) if above else corner
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        if screen is not None:
            area = screen.availableGeometry()
            where.setX(max(area.left(), min(where.x(), area.right() - self.width())))
            where.setY(max(area.top(), min(where.y(), area.bottom() - self.height())))
        self.move(where)
        self.show()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Down:
            self.grid.setFocus()
        else:
            super().keyPressEvent(event)

    def _fill(self, words: str) -> None:
        recent = self.settings.preferences.recent_emoji
        symbols = find(words) if words.strip() else list(dict.fromkeys([*recent, *COMMON]))
        side = theme().px(40)
        font = theme().font(20)
        self.grid.clear()
        self.grid.setGridSize(QSize(side, side))
        self.grid.setFixedSize(max(1, WIDE // side) * side + BAR, max(1, TALL // side) * side)  # whole ones only
        names = {symbol: name for name, symbol in table(QLocale().name()[:2])}
        for symbol in symbols:
            item = QListWidgetItem(symbol)
            item.setFont(font)
            item.setSizeHint(QSize(side, side))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setToolTip(names.get(symbol, symbol))
            item.setData(NAME, symbol)
            self.grid.addItem(item)
        if self.grid.count():
            self.grid.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None = None) -> None:
        chosen = item or self.grid.currentItem()
        if chosen is None:
            return
        symbol = str(chosen.data(NAME))
        self.hide()
        preferences = self.settings.preferences
        preferences.recent_emoji = list(dict.fromkeys([symbol, *preferences.recent_emoji]))[:18]
        self.settings.save()
        self._chosen(symbol)
