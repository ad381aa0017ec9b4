# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for people outside widgets: `translate("context", "English")`. Inside a widget it is `self.tr("English")`.

A number that decides about singular and plural: `translate("context", "%n thing(s)", "", count)`, `self.tr` alike.
"""

import html
import unicodedata

from PyQt6.QtCore import QCoreApplication

from clients.session.sentences import Sentence

LONGEST_LABEL = 160
translate = QCoreApplication.translate


def said(text: str) -> str:
    """A sentence of the session in the person's language. What a server says is no `Sentence`, and stays as it is."""
    if not isinstance(text, Sentence):
        return text
    pattern = translate("session", text.english)
    return pattern.format_map({name: said(value) for name, value in text.values.items()}) if text.values else pattern


def tip(text: str) -> str:
    """`text` for a tooltip. Qt guesses whether one is markup; this way it never is the network that decides."""
    return f"<qt>{html.escape(text)}</qt>"


def unmarked(text: str) -> str:
    """`text` for a button or a menu line, where `&` would underline the letter after it instead of being seen.

    Of a very long one the beginning is shown: a menu is as wide as its longest line.
    """
    short = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
    return short.replace("&", "&&")


def isolated(name: str) -> str:
    """A name within a sentence: one that is written from the right does not turn round what stands beside it.

    Source: UAX #9, first strong isolate and pop directional isolate.
    """
    rightward = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in name)
    return f"\u2068{name}\u2069" if rightward else name
