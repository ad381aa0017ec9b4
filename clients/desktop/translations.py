# SPDX-License-Identifier: GPL-3.0-or-later
"""Other languages: i18n/*.ts, read as they are, so no compiler is needed. English is what the code says; en.ts has only
what depends on a number.

A new string: `.venv/bin/python scripts/strings.py`, then its translation in the files; it names what is missing, and so
does a test. A new language is one more file and a row in NAMES. Qt's own words (the buttons of questions) come from the
files that Qt brings.
"""

from importlib.resources import files
from xml.etree import ElementTree

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

NAMES = {"en": "English", "de": "Deutsch", "es": "Español"}
Words = dict[tuple[str, str], tuple[str, ...]]


def read(language: str) -> Words:
    """(context, English) -> words of a language: one text, or singular and plural."""
    text = files("clients.desktop").joinpath("i18n", f"{language}.ts").read_text("utf-8")
    found: Words = {}
    for context in ElementTree.fromstring(text).iter("context"):
        for message in context.iter("message"):
            forms = tuple(form.text or "" for form in message.iter("numerusform"))
            words = forms or (message.findtext("translation") or "",)
            if all(words):
                found[context.findtext("name") or "", message.findtext("source") or ""] = words
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
        """The words for a string, None when it is not ours. One is singular, all else plural in these languages."""
        english = source or ""
        words = self.words.get((context or "", english)) or self.anywhere.get(english)
        return None if words is None else words[0 if n == 1 else -1]


def wanted(choice: str) -> str:
    """The language of a choice: "system" is what the system speaks, if we do."""
    language = QLocale.system().name()[:2] if choice == "system" else choice
    return language if language in NAMES else "en"


def install(app: QCoreApplication, choice: str) -> list[QTranslator]:
    """Speak a language from now on; keep what is returned as long as the program runs."""
    language = wanted(choice)
    if QLocale.system().name()[:2] != language:  # else its region stays, too
        QLocale.setDefault(QLocale(language))
    qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    theirs = language != "en" and qt.load(QLocale(language), "qtbase", "_", folder)
    installed: list[QTranslator] = [qt] if theirs else []
    installed.append(Catalogue(read(language)))
    for translator in installed:
        app.installTranslator(translator)
    return installed
