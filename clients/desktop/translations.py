# SPDX-License-Identifier: GPL-3.0-or-later
"""Other languages: i18n/*.ts, read as they are, so no compiler is needed. English is what the code says.

A new string: `.venv/bin/pylupdate6 --no-obsolete --ts clients/desktop/i18n/de.ts clients/desktop` (and es.ts), then
its translation in the file; a test names what is missing. A new language is one more file and a row in NAMES.
Qt's own words (the buttons of questions) come from the files that Qt brings.
"""

from importlib.resources import files
from xml.etree import ElementTree

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

NAMES = {"en": "English", "de": "Deutsch", "es": "Español"}
Words = dict[tuple[str, str], str]


def read(language: str) -> Words:
    """(context, English) -> words of a language; nothing for one that we do not have."""
    if language not in NAMES or language == "en":
        return {}
    text = files("clients.desktop").joinpath("i18n", f"{language}.ts").read_text("utf-8")
    found: Words = {}
    for context in ElementTree.fromstring(text).iter("context"):
        for message in context.iter("message"):
            translation = message.findtext("translation")
            if translation:
                found[context.findtext("name") or "", message.findtext("source") or ""] = translation
    return found


class Catalogue(QTranslator):
    """One language."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.anywhere = {source: text for (_, source), text in words.items()}  # a subclass has a context of its own

    def isEmpty(self) -> bool:
        return not self.words

    def translate(  # type: ignore[override]  # None, and not "", is how Qt is told to ask the next translator
        self, context: str | None, source: str | None, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The words for a string, None when it is not ours."""
        english = source or ""
        return self.words.get((context or "", english)) or self.anywhere.get(english)


def wanted(choice: str) -> str:
    """The language of a choice: "system" is what the system speaks, if we do."""
    language = QLocale.system().name()[:2] if choice == "system" else choice
    return language if language in NAMES else "en"


def install(app: QCoreApplication, choice: str) -> list[QTranslator]:
    """Speak a language from now on; keep what is returned as long as the program runs."""
    language = wanted(choice)
    if language == "en":
        return []
    qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed: list[QTranslator] = [qt] if qt.load(QLocale(language), "qtbase", "_", folder) else []
    installed.append(Catalogue(read(language)))
    for translator in installed:
        app.installTranslator(translator)
    return installed
