# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the house's own: every word has its help, and other names lead to words that are there.

What they say and do is in tests/plays/channels/chanserv.play and tests/plays/accounts/nickserv.play.
"""

import pytest

from services.chat.bots import BOTS, Bot
from services.chat.names import SERVICES

ALL = sorted({bot.nick: bot for bot in BOTS.values()}.values(), key=lambda bot: bot.nick)


@pytest.mark.parametrize("bot", ALL, ids=lambda bot: bot.nick)
def test_words_are_found_by_every_name(bot: Bot) -> None:
    names = [word.name for word in bot.words]
    assert len(set(names)) == len(names)
    for word in bot.words:
        assert bot.word(word.name.lower()) is word
        assert word.about
        assert word.name != "HELP", "help is there for everyone"
    for name, wanted in bot.other.items():
        assert name not in names
        found = bot.word(name)
        assert found is not None
        assert found.name == wanted
    assert bot.word("NONSENSE") is None


@pytest.mark.parametrize("bot", ALL, ids=lambda bot: bot.nick)
def test_a_word_asks_for_as_much_as_its_syntax_says(bot: Bot) -> None:
    for word in bot.words:
        needed = [part for part in word.syntax.split() if not part.startswith(("[", "…"))]
        assert word.least <= len(needed), word.name


def test_nobody_else_can_have_their_names() -> None:
    assert {name: bot.nick for name, bot in BOTS.items()} == SERVICES
