# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings window: look, notifications, behaviour. A change applies at once; there is no OK to forget."""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.dialogs.fields import FieldLabel, form_of
from clients.desktop.dialogs.shortcut_page import ShortcutPage
from clients.desktop.settings import Settings
from clients.desktop.shortcuts import Shortcuts
from clients.desktop.theme import theme
from clients.desktop.translations import NAMES

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


class PreferencesDialog(QDialog):
    """The settings.

    Signals: changed(str key), after it was saved ; networks_wanted() ; shortcuts_wanted().
    """

    changed = pyqtSignal(str)
    networks_wanted = pyqtSignal()
    shortcuts_wanted = pyqtSignal()

    def __init__(
        self, settings: Settings, tray: bool, parent: QWidget | None = None, *, shortcuts: Shortcuts | None = None
    ) -> None:
        super().__init__(parent)
        self.settings, look = settings, theme()
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(480, 380)
        screen = self.screen()
        wanted = QSize(look.px(600), look.px(500))
        self.resize(wanted.boundedTo(screen.availableGeometry().size()) if screen is not None else wanted)
        tabs = QTabWidget()
        tabs.addTab(_scrolled(self._look()), self.tr("Look"))
        tabs.addTab(_scrolled(self._notifications()), self.tr("Notifications"))
        tabs.addTab(_scrolled(self._behaviour(tray)), self.tr("Behaviour"))
        if shortcuts is not None:
            tabs.addTab(ShortcutPage(shortcuts), self.tr("Shortcuts"))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        where = QLabel(self.tr("Kept in {path}").format(path=settings.path))
        where.setProperty("role", "muted")
        where.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(where, 1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addWidget(tabs, 1)
        box.addLayout(foot)

    def _look(self) -> QWidget:
        page, form = _page()
        colours = QComboBox()
        for value, label in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            colours.addItem(label, value)
        colours.setCurrentIndex(colours.findData(self.settings.preferences.theme))
        colours.currentIndexChanged.connect(lambda: self._set("theme", colours.currentData()))
        size = QComboBox()
        for percent in SIZES:
            size.addItem(f"{percent} %", percent)
        size.setCurrentIndex(max(0, size.findData(self.settings.preferences.text_size)))
        size.currentIndexChanged.connect(lambda: self._set("text_size", size.currentData()))
        for label, field in (
            (self.tr("Theme"), colours),
            (self.tr("Text size"), size),
            (self.tr("Language"), self._language()),
        ):
            form.addRow(FieldLabel(label, field), field)
        hint = QLabel(self.tr("A new language shows after the next start."))
        hint.setProperty("role", "muted")
        form.addRow("", hint)
        form.addRow("", self._check("compact", self.tr("Compact: one line a message, no avatars")))
        avatars = self._check("show_avatars", self.tr("Show the pictures people chose for themselves"))
        avatars.setToolTip(self.tr("They come from other servers, which then see that you are here."))
        form.addRow("", avatars)
        form.addRow("", self._check("show_people", self.tr("Show the people of the room")))
        return page

    def _language(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("As the system"), "system")
        for code, name in NAMES.items():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(self.settings.preferences.language)))
        box.currentIndexChanged.connect(lambda: self._set("language", box.currentData()))
        return box

    def _notifications(self) -> QWidget:
        page, form = _page()
        form.addRow(self._check("notifications", self.tr("Notify me when I look elsewhere")))
        of_what = QComboBox()
        for value, label in (
            ("all", self.tr("Every message")),
            ("mentions", self.tr("Mentions and direct messages")),
            ("none", self.tr("Nothing")),
        ):
            of_what.addItem(label, value)
        of_what.setCurrentIndex(of_what.findData(self.settings.preferences.notify))
        of_what.currentIndexChanged.connect(lambda: self._set("notify", of_what.currentData()))
        form.addRow(FieldLabel(self.tr("Notify of"), of_what), of_what)
        form.addRow(self._check("notification_text", self.tr("Show what was said in the notification")))
        form.addRow(self._check("do_not_disturb", self.tr("Do not disturb: nothing at all, for now")))
        hint = QLabel(self.tr("Each room can have a choice of its own, by the bell above the conversation."))
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        form.addRow(hint)
        return page

    def _behaviour(self, tray: bool) -> QWidget:
        page, form = _page()
        form.addRow(self._check("send_typing", self.tr("Let others see that I am typing")))
        form.addRow(self._check("show_typing", self.tr("Show when others are typing")))
        close = self._check("close_to_tray", self.tr("Closing the window keeps Hubbub in the tray"))
        close.setEnabled(tray)
        form.addRow(close)
        if not tray:
            hint = QLabel(self.tr("This desktop has no tray, so closing the window says goodbye and ends."))
            hint.setWordWrap(True)
            hint.setProperty("role", "muted")
            form.addRow(hint)
        for label, wanted in (
            (self.tr("Networks and accounts…"), self.networks_wanted),
            (self.tr("Keyboard shortcuts…"), self.shortcuts_wanted),
        ):
            button = QPushButton(label)
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            form.addRow(button)
        return page

    def _check(self, key: str, label: str) -> QCheckBox:
        box = QCheckBox(label)
        box.setChecked(bool(getattr(self.settings.preferences, key)))
        set_it: Callable[[bool], None] = lambda on: self._set(key, on)  # noqa: E731
        box.toggled.connect(set_it)
        return box

    def _set(self, key: str, value: object) -> None:
        setattr(self.settings.preferences, key, value)
        self.settings.save()
        self.changed.emit(key)


def _scrolled(page: QWidget) -> QScrollArea:
    """A page that may be larger than the screen."""
    page.setObjectName("sheet")
    scroll = QScrollArea()
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def _page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = form_of(page)
    form.setContentsMargins(12, 20, 12, 8)
    form.setVerticalSpacing(12)
    return page, form
