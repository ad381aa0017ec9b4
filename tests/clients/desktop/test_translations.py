# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text a person sees can be translated (tried with a made-up language), and German and Spanish are complete."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QModelIndex, Qt, QTranslator
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clients.desktop import translations
from clients.desktop.app import Desktop
from clients.desktop.switcher import CHOICE, Choice
from clients.desktop.timeline.layout import failure_text
from clients.desktop.timeline.model import TimelineModel, in_words, short_time, spoken_name
from clients.desktop.timeline.paint import day_name
from clients.desktop.timeline.rich import rich_of
from clients.desktop.timeline.rows import Around, Rows
from clients.desktop.timeline.view import TimelineView
from clients.session.model import ItemKind, SendState, TimelineItem
from clients.session.sentences import Sentence
from tests.clients.desktop.conftest import Join, Server, say
from tests.clients.desktop.views import views

REPO = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPO / "scripts"))
import strings  # noqa: E402  # scripts are no package

LANGUAGES = [code for code in translations.NAMES if code != "en"]
SAME = {
    "Hubbub",
    "Hubbub — Hubbub",
    "#1 — Hubbub",
    "p1 — Hubbub",
    "#lobby",
    "lobby",
    "English",
    "Deutsch",
    "Español",
}  # in every language
KEYS = re.compile(r"(?:(?:(?:Ctrl|Shift|Alt)\+)+\S+|F\d+)(?:, |$)")
ADDRESS = re.compile(r"127\.0\.0\.1\S*|ircs?://\S*|\S*/desktop\.toml")


class Pseudo(QTranslator):
    """Says everything in brackets."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str | None, source: str | None, disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{source}⟧"


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a widget and what is in it say."""
    for found in [widget, *widget.findChildren(QWidget)]:
        yield from (found.windowTitle(), found.toolTip(), found.accessibleName())
        if isinstance(found, QLabel | QAbstractButton | QMessageBox):
            yield found.text()
        elif isinstance(found, QLineEdit | QPlainTextEdit):
            yield found.placeholderText()
        elif isinstance(found, QComboBox):
            yield from (found.itemText(row) for row in range(found.count()))
        elif isinstance(found, QTabWidget):
            yield from (found.tabText(row) for row in range(found.count()))
        elif isinstance(found, TimelineView):
            yield from texts_of_rows(found)
        elif isinstance(found, QAbstractItemView) and found.isVisible():
            model = found.model()
            if model is not None:
                yield from texts_of_model(model)
    yield from (action.text() for action in widget.findChildren(QAction))


def texts_of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """The lines of a list or a tree, as they are seen and as they are read out."""
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            choice = index.data(CHOICE)
            yield from (choice.label, choice.detail) if isinstance(choice, Choice) else ()
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            yield from (text for role in roles if isinstance(text := index.data(role), str))
            yield from texts_of_model(model, index) if column == 0 else ()


def texts_of_rows(view: TimelineView) -> Iterator[str]:
    """A conversation, with what stands around its rows; not what the server itself says."""
    yield view.empty_text
    yield view.intro[1] if view.intro is not None else ""
    for row, item in enumerate(view.messages.items):
        if not item.author and "⟦" not in item.text:
            continue  # a greeting of the server
        yield from (spoken_name(item), rich_of(item, view.rows.around(row), "p1").text, failure_text(item))


def untranslated(widget: QWidget) -> set[str]:
    """Texts with words in them that nobody translated."""
    texts = {ADDRESS.sub("", KEYS.sub("", text.replace("&", ""))).strip(" ()") for text in texts_of(widget)}
    return {t for t in texts if re.search(r"[A-Za-z]{3}", t) and "⟦" not in t} - SAME


@pytest.mark.usefixtures("pseudo")
def test_no_text_is_left_out(server: Server, join: Join, qtbot: QtBot) -> None:
    """Names and messages are signs here, so that any three letters in a row are words of ours."""
    desktop = join("p1", server.port, address=f"127.0.0.1:{server.port}/#1")
    other = join("p2", server.port, address=f"127.0.0.1:{server.port}/#1")
    things_happen(desktop, other, qtbot)
    left = {name: untranslated(widget) for name, widget in views(desktop, qtbot)}
    del left["calendar"]  # Qt's own, in the words of the locale
    assert {name: texts for name, texts in left.items() if texts} == {}
    assert len(left) > 30


def things_happen(desktop: Desktop, other: Desktop, qtbot: QtBot) -> None:
    """A room where everything was done that leaves a line."""
    found = desktop.window.current()
    assert found is not None
    for who, line in (
        *((desktop, "…"), (desktop, "/topic §"), (desktop, "/mode +m"), (desktop, "/mode +o p2"), (other, "/nick p3")),
        *((other, "/me …"), (other, "/part"), (other, "/join #1"), (desktop, "/kick p3 §"), (other, "…")),
    ):
        count = len(found.model.items)
        say(who, line)
        if line != "…" or who is desktop:
            qtbot.waitUntil(lambda count=count: len(found.model.items) > count, timeout=10_000)  # type: ignore[misc]
    kinds = {item.kind for item in found.model.items}
    assert kinds >= {ItemKind.JOIN, ItemKind.PART, ItemKind.NICK, ItemKind.KICK, ItemKind.TOPIC, ItemKind.MODE}


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind not in ("message", "notice", "action")])
def test_every_kind_of_line_is_translated(kind: ItemKind) -> None:
    text = Sentence("You are not in {room}.", room="#1")
    item = in_words(TimelineItem(1, kind, 0, "" if kind in ("info", "error") else "p1", text, target="p2"))
    assert "⟦" in spoken_name(item)
    assert "⟦" in rich_of(item, Around(), "p1").text
    summary = Rows(TimelineModel([item, item])).around(0).summary
    assert not summary or "⟦" in summary


@pytest.mark.usefixtures("pseudo")
def test_what_becomes_of_a_message_is_translated() -> None:
    for state, more in (
        (SendState.PENDING, {}),
        (SendState.FAILED, {"failure": Sentence("That cannot be sent as a message.")}),
        (SendState.FAILED, {}),
        (SendState.SENT, {"edited": True}),
        (SendState.SENT, {"redacted": True, "redaction": Sentence("Deleted by {nick}", nick="p1")}),
        (SendState.SENT, {"redacted": True}),
    ):
        item = in_words(TimelineItem(1, ItemKind.MESSAGE, 0, "p1", "…", send_state=state, **more))  # type: ignore[arg-type]
        assert "⟦" in spoken_name(item), item


def test_what_a_server_says_stays_as_it_is(qapp: QApplication) -> None:
    installed = translations.install(qapp, "de")
    try:
        theirs, ours = "Nothing was found.", Sentence("Nothing was found.")
        assert [in_words(TimelineItem(1, ItemKind.ERROR, 0, text=text)).text for text in (theirs, ours)] == [
            "Nothing was found.",
            "Nichts gefunden.",
        ]
        nested = Sentence("Use it like this: {usage}", usage=Sentence("/away [REASON]"))
        assert in_words(TimelineItem(1, ItemKind.INFO, 0, text=nested)).text == "So geht es: /away [GRUND]"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


@pytest.fixture(scope="module")
def code() -> dict[tuple[str, str], bool]:
    """Every string of the code, and whether it has a singular and a plural."""
    return strings.in_code()


def test_no_sentence_of_the_session_is_bare() -> None:
    """A text with a capital and a full stop in the session is within Sentence(...), or nobody could translate it."""
    marked = set(strings.sentences())
    for path in sorted((REPO / "clients" / "session").glob("*.py")):
        for literal in literals(path):
            assert literal in marked or not re.fullmatch(r"[A-Z][a-z']* .*[a-z].*[.:?]", literal), (path.name, literal)


def literals(path: Path) -> Iterator[str]:
    """The texts in a file, without its docstrings."""
    tree = strings.ast.parse(path.read_text("utf-8"))
    documents = {id(node.value) for node in strings.ast.walk(tree) if isinstance(node, strings.ast.Expr)}
    for node in strings.ast.walk(tree):
        if isinstance(node, strings.ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_a_language_is_complete(language: str, code: dict[tuple[str, str], bool]) -> None:
    wanted = {key for key, numerus in code.items() if numerus or language != "en"}
    path = strings.I18N / f"{language}.ts"
    assert wanted - set(translations.read(language)) == set()
    assert {key for key, _ in strings.messages(path)} - wanted == set()
    assert all(len(translations.read(language)[key]) == (2 if code[key] else 1) for key in wanted)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_places_for_values_are_the_same(language: str) -> None:
    for (_, english), forms in translations.read(language).items():
        for words in forms:
            assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", english)), english
            assert words.count("&") == english.count("&"), english
        assert "%n" not in english or "%n" in forms[-1], english


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_spoken(language: str, qapp: QApplication) -> None:
    installed = translations.install(qapp, language)
    try:
        said = QCoreApplication.translate("Composer", "Send")
        assert said == {"de": "Senden", "es": "Enviar"}[language]
        assert QCoreApplication.translate("SomeSubclass", "Send") == said
        assert QCoreApplication.translate("Composer", "no such string") == "no such string"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == {"de": "Abbrechen", "es": "Cancelar"}[language]
        counted = [QCoreApplication.translate("SearchPanel", "%n messages", "", n) for n in (0, 1, 2)]
        assert (
            counted
            == {
                "de": ["0 Nachrichten", "1 Nachricht", "2 Nachrichten"],
                "es": ["0 mensajes", "1 mensaje", "2 mensajes"],
            }[language]
        )
        assert day_name("2020-03-01") == {"de": "Sonntag, 1. März 2020", "es": "domingo, 1 de marzo de 2020"}[language]
        assert {"de": "Jan", "es": "ene"}[language] in short_time(1_736_900_000_000)
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
        translations.install(qapp, "en")


def test_english_has_its_singulars(qapp: QApplication) -> None:
    assert QCoreApplication.translate("SearchPanel", "%n messages", "", 1) == "1 message"
    assert translations.wanted("xx") == "en"


def test_the_tool_finds_nothing_to_do() -> None:
    before = {path: path.read_bytes() for path in strings.I18N.glob("*.ts")}
    subprocess.run([sys.executable, REPO / "scripts" / "strings.py"], check=True)
    assert {path: path.read_bytes() for path in strings.I18N.glob("*.ts")} == before
