# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text a person sees can be translated (tried with a made-up language), and German and Spanish are complete."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QCoreApplication, QTranslator
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop import translations
from tests.clients.desktop.conftest import Join, Server

REPO = Path(__file__).resolve().parents[3]
LANGUAGES = [code for code in translations.NAMES if code != "en"]
NAMES = {
    "Hubbub",
    "pseudo",
    "English",
    "Deutsch",
    "Español",
    "#lobby",
    "#lobby — Hubbub",
}  # are the same in every language


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
    yield widget.windowTitle()
    for found in [widget, *widget.findChildren(QWidget)]:
        yield from (found.toolTip(), found.accessibleName())
        if isinstance(found, QLabel | QAbstractButton):
            yield found.text()
        elif isinstance(found, QLineEdit):
            yield found.placeholderText()
        elif isinstance(found, QComboBox):
            yield from (found.itemText(row) for row in range(found.count()))
        elif isinstance(found, QTabWidget):
            yield from (found.tabText(row) for row in range(found.count()))
    yield from (action.text() for action in widget.findChildren(QAction))


def untranslated(widget: QWidget) -> set[str]:
    """Texts with words in them that nobody translated."""
    texts = {text.replace("&", "") for text in texts_of(widget)}
    return {t for t in texts if re.search(r"[A-Za-z]{3}", t) and "⟦" not in t and not t.startswith("Ctrl")} - NAMES


@pytest.mark.usefixtures("pseudo")
def test_no_text_is_left_out(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("pseudo", server.port)
    desktop.panels.preferences()
    desktop.menus.show_shortcuts()
    desktop.menus.show_networks()
    desktop.menus._account()
    desktop.networks.ask()
    try:
        dialogs = [d for d in QApplication.topLevelWidgets() if isinstance(d, QDialog) and d.isVisible()]
        assert len(dialogs) >= 5
        for widget in (desktop.window, *dialogs):
            left = untranslated(widget)
            address = {t for t in left if "127.0.0.1" in t or "irc" in t}
            keys = {t for t in left if re.fullmatch(r"(?:(?:Ctrl|Shift|Alt)\+)*(?:\w+|[-+,/=])", t)}
            assert left - address - keys == set(), type(widget)
    finally:
        for dialog in dialogs:
            dialog.close()


@pytest.fixture(scope="module")
def strings(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(context, English) of every string in the code."""
    out = tmp_path_factory.mktemp("ts") / "all.ts"
    tool = Path(sys.executable).with_name("pylupdate6")
    sources = sorted(str(path) for path in (REPO / "clients" / "desktop").rglob("*.py"))
    subprocess.run([tool, "--no-summary", "--ts", out, *sources], check=True, capture_output=True)
    return set(messages(out))


def messages(path: Path) -> dict[tuple[str, str], str]:
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): message.findtext("translation") or ""
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str, strings: set[tuple[str, str]]) -> None:
    known = messages(REPO / "clients" / "desktop" / "i18n" / f"{language}.ts")
    assert strings - {key for key, words in known.items() if words} == set()
    assert set(known) - strings == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_the_same(language: str) -> None:
    for (_, english), words in translations.read(language).items():
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", english)), english
        assert words.count("&") == english.count("&"), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_spoken(language: str, qapp: QApplication) -> None:
    installed = translations.install(qapp, language)
    try:
        said = QCoreApplication.translate("Composer", "Send")
        assert said == {"de": "Senden", "es": "Enviar"}[language]
        assert QCoreApplication.translate("SomeSubclass", "Send") == said
        assert QCoreApplication.translate("Composer", "no such string") == "no such string"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == {"de": "Abbrechen", "es": "Cancelar"}[language]
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


def test_english_needs_nothing(qapp: QApplication) -> None:
    assert translations.install(qapp, "en") == []
    assert translations.wanted("xx") == "en"
