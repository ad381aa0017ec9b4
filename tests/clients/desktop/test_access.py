# SPDX-License-Identifier: GPL-3.0-or-later
"""For everybody who does not use a mouse or does not see: names, the way of the focus, the focus one can see."""

import time

import pytest
from PyQt6.QtCore import QLocale, QPoint, Qt, QTimer
from PyQt6.QtGui import QColor, QInputMethodEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clients.desktop import theme, translations
from clients.desktop.app import Desktop
from clients.desktop.timeline.model import TimelineModel, spoken_name
from clients.desktop.timeline.view import TimelineView
from clients.session.model import ItemKind, SendState, TimelineItem
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.clients.desktop.views import named_by_qt, views


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a control: its own name, its text, or the label that belongs to it."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    window = widget.window()
    labels = window.findChildren(QLabel) if window is not None else []
    buddy = next((label.text() for label in labels if label.buddy() is widget), "")
    if buddy:
        return buddy
    for form in window.findChildren(QFormLayout) if window is not None else []:
        label = form.labelForField(widget)
        if isinstance(label, QLabel) and label.text():
            return label.text()
    return ""


def nameless(view: QWidget) -> list[str]:
    """The controls one can come to that nobody named."""
    controls = [view, *view.findChildren(QWidget)]
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QComboBox)
    return [
        f"{type(control).__name__} {control.objectName()}"
        for control in controls
        if isinstance(control, kinds)
        and control.isVisibleTo(view)
        and not (named_by_qt(control) and not isinstance(control, QToolButton | QPushButton))
        and not control.objectName().startswith("qt_")
        and not isinstance(control.parent(), QComboBox | QLineEdit)  # parts of Qt's own
        and type(control.parent()).__name__ != "QCalendarView"
        and not name_of(control)
    ]


def test_every_control_has_a_name(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("named", server.port)
    left = {name: nameless(view) for name, view in views(desktop, qtbot)}
    del left["calendar"]  # Qt's own
    assert {name: controls for name, controls in left.items() if controls} == {}
    assert len(left) > 30


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QToolButton(box)
    named = QPushButton("Go", box)
    assert nameless(box) == ["QToolButton "]
    assert name_of(named) == "Go"


def test_a_message_is_read_out_with_all_that_is_seen() -> None:
    item = TimelineItem(
        *(1, ItemKind.MESSAGE, 0, "alice", "\x02hello\x02 \x0304you"),
        reactions={"👍": ("bob", "carol")},
        edited=True,
        send_state=SendState.PENDING,
    )
    clock = time.strftime("%H:%M", time.localtime(0))
    assert spoken_name(item) == f"{clock}, alice: hello you, sending, edited, 👍 2"


def test_every_message_is_reached_by_keyboard(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("reader", server.port, address=f"127.0.0.1:{server.port}/#read")
    for line in ("one", "two", "three"):
        say(desktop, line)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    qtbot.waitUntil(
        lambda: [i.text for i in found.model.items if i.spoken and i.send_state == "sent"] == ["one", "two", "three"]
    )
    view, model = found.page.view, found.model
    qtbot.keyClick(desktop.window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is view
    seen = []
    for _ in range(3):
        seen.append(view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
        qtbot.keyClick(view, Qt.Key.Key_Up)
    assert [text.split(": ")[-1] for text in seen] == ["three", "two", "one"]
    for row in range(model.rowCount()):
        assert model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


def test_tab_goes_round_in_the_order_of_the_eye(server: Server, join: Join, qtbot: QtBot) -> None:
    """From left to right and down, and back again: never stuck, nothing left out, nothing hidden."""
    desktop = join("tabber", server.port)
    window = desktop.window
    order = round_trip(window.switch)
    for control in (
        *(window.rooms, window.me, window.exit, window.header.bell, window.header.search, window.header.people),
        *(window.composer.entry, window.composer.emoji, window.people.list),
    ):
        assert control in order, control
    assert all(control.isVisible() for control in order)
    places = [order.index(w) for w in (window.switch, window.rooms, window.me, window.header.bell)]
    places += [order.index(w) for w in (window.composer.entry, window.people.list)]
    assert places == sorted(places)


def round_trip(start: QWidget) -> list[QWidget]:
    """The controls Tab comes by, from one until it is there again."""
    found, control = [start], start.nextInFocusChain()
    while control is not None and control is not start:
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible() and control.isEnabled():
            found.append(control)
        control = control.nextInFocusChain()
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_focus_can_be_seen(server: Server, join: Join, qtbot: QtBot, look: str) -> None:
    """What has the keyboard looks otherwise than before: some of its pixels are of the accent."""
    desktop = join("looker", server.port)
    before = theme.theme().choice
    theme.apply(look)
    try:
        window = desktop.window
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        for control in (window.switch, window.exit, window.header.search, window.composer.emoji, window.me):
            window.composer.entry.setFocus()
            calm = control.grab().toImage()
            control.setFocus(Qt.FocusReason.TabFocusReason)
            image = control.grab().toImage()
            assert image != calm, (control.objectName(), control.text())
            accent = QColor(theme.theme().palette.accent)
            edge = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
            assert accent in edge, control
    finally:
        theme.apply(before)


def test_an_input_method_never_sends(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("ime", server.port, address=f"127.0.0.1:{server.port}/#ime")
    entry = desktop.window.composer.entry
    entry.setFocus()
    QApplication.sendEvent(entry, QInputMethodEvent("にほ", []))
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.keyClick(entry, Qt.Key.Key_Enter)
    assert texts(desktop) == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日本")
    QApplication.sendEvent(entry, commit)
    assert entry.text() == "日本"
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desktop) == ["日本"])


def quiet(desktop: Desktop) -> list[str]:
    """The timers that run in a window at rest, by who has them."""

    timers = [timer for timer in desktop.findChildren(QTimer) if timer.isActive()]
    timers += [timer for timer in desktop.window.findChildren(QTimer) if timer.isActive()]
    return sorted({f"{type(timer.parent()).__name__} {timer.interval() >= 1000}" for timer in timers})


def test_it_sits_quietly(server: Server, join: Join, qtbot: QtBot) -> None:
    """At rest only the session's next deadline is waited for: the ping after a minute of silence."""
    desktop = join("quiet", server.port)
    say(desktop, "and now silence")
    qtbot.waitUntil(lambda: texts(desktop)[-1:] == ["and now silence"])
    desktop.window.composer.entry.clearFocus()
    qtbot.waitUntil(lambda: quiet(desktop) == ["Controller True"], timeout=10_000)


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("size", [100, 200])
def test_a_small_window_stays_usable(
    server: Server, join: Join, qtbot: QtBot, qapp: QApplication, language: str, size: int
) -> None:
    """Panels fold, one by one; what is needed to read and to write is there and whole."""
    locale = QLocale()
    spoken = translations.install(qapp, language)
    before = theme.theme().choice
    theme.apply(before, size / 100)
    try:
        desktop = join("small", server.port)
        window = desktop.window
        wide = theme.theme().px(1000)
        window.resize(wide, 700)
        qtbot.waitUntil(lambda: window.people.isVisible() and window.left.isVisible())
        for width, height in ((800, 600), (640, 480)):
            window.resize(width, height)
            QApplication.processEvents()
            assert (window.width(), window.height()) == (width, height)
            for control in (window.composer.entry, window.composer.send, window.header.search, window.rooms):
                assert control.isVisible()
                assert window.rect().contains(control.rect().translated(control.mapTo(window, QPoint()))), control
            assert window.composer.send.width() >= window.composer.send.sizeHint().width()
            assert window.stage.width() >= 0.45 * width
        assert not window.people.isVisible()
        window.header.people.click()
        assert window.people.isVisible()
        assert not window.left.isVisible()
        desktop.panels.find(everywhere=True)
        assert desktop.panels.search.isVisible()
        desktop.panels.search.leave()
        window.resize(wide, 700)
        qtbot.waitUntil(lambda: window.people.isVisible() and window.left.isVisible())
        assert window.people_wanted
    finally:
        theme.apply(before)
        for translator in spoken:
            qapp.removeTranslator(translator)
        QLocale.setDefault(locale)


@pytest.mark.parametrize(
    ("text", "rightmost"),
    [("שלום לכולם", True), ("مرحبا بالجميع", True), ("שלום bob, מה שלומך?", True), ("hello שלום", False)],
)
def test_a_line_that_runs_from_the_right_stands_at_the_right(qtbot: QtBot, text: str, rightmost: bool) -> None:
    view = TimelineView(TimelineModel([TimelineItem(1, ItemKind.MESSAGE, 0, "alice", text)]))
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    qtbot.waitUntil(lambda: bool(view.shown))
    body = view.shown[0][2].body
    line = body.lineAt(0)
    room = line.naturalTextRect()
    assert (room.left() > 50) is rightmost
    assert room.right() <= line.width() + 4  # a letter may reach over its own width


def test_a_layout_from_the_right_breaks_nothing(server: Server, join: Join, qtbot: QtBot, qapp: QApplication) -> None:
    """As Qt turns it round in the locales that want it: rooms at the right, the entry still there and whole."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desktop = join("right", server.port)
        window = desktop.window
        window.resize(1000, 700)
        say(desktop, "שלום")
        qtbot.waitUntil(lambda: texts(desktop)[-1:] == ["שלום"])
        assert window.left.mapTo(window, QPoint()).x() > window.stage.mapTo(window, QPoint()).x()
        entry = window.composer.entry
        assert window.rect().contains(entry.rect().translated(entry.mapTo(window, QPoint())))
        window.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
