# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house's own have in common: a table of words, help, and answers as notices.

A word's handler may raise a `Refusal`; it is said in words here, as nobody expects numerics from a person.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from services.chat.context import Request
from services.chat.names import service_source
from services.chat.rules import Failed, Refusal, Refused

Handler = Callable[["Talk"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to ask for. `syntax` is its parameters as people write them; `least` how many there have to be."""

    name: str
    handler: Handler
    least: int
    syntax: str
    about: str


@dataclass(frozen=True, slots=True)
class Bot:
    """One of the house's own. `other` maps further names of words to those in `words`."""

    nick: str
    about: str
    words: Sequence[Word]
    other: dict[str, str] = field(default_factory=dict)

    def word(self, name: str) -> Word | None:
        """The word of this name, in any case."""
        wanted = self.other.get(name.upper(), name.upper())
        return next((word for word in self.words if word.name == wanted), None)


class Talk:
    """One thing said to a bot: the request it came with and the parameters of its word."""

    __slots__ = ("bot", "params", "request")

    def __init__(self, request: Request, bot: Bot, params: list[str]) -> None:
        self.request = request
        self.bot = bot
        self.params = params

    def param(self, index: int) -> str:
        """A parameter, or "" when it was not given."""
        return self.params[index] if index < len(self.params) else ""

    def say(self, text: str) -> None:
        """Answer with a line."""
        self.request.notice(text, service_source(self.bot.nick))


async def talk(request: Request, bot: Bot, text: str) -> None:
    """Do what `text` asks `bot` for."""
    if text.startswith("\x01"):
        return
    words = text.split() or ["HELP"]
    found = bot.word(words[0])
    conversation = Talk(request, bot, words[1:])
    if words[0].upper() == "HELP":
        _help(conversation)
    elif found is None:
        conversation.say(f"I do not know {words[0]}. Try HELP.")
    elif len(words) - 1 < found.least:
        conversation.say(f"{found.name} needs more: {found.name} {found.syntax}")
    else:
        try:
            await found.handler(conversation)
        except Refusal as refusal:
            conversation.say(_why(refusal))


def _why(refusal: Refusal) -> str:
    if isinstance(refusal, Refused):
        return ": ".join(filter(None, (" ".join(refusal.params), refusal.text or refusal.numeric.text)))
    if isinstance(refusal, Failed):
        return ": ".join(filter(None, (" ".join(refusal.context), refusal.text or refusal.code.text)))
    return f"That did not go: {refusal}."


def _help(conversation: Talk) -> None:
    bot, name = conversation.bot, conversation.param(0)
    if not name:
        conversation.say(bot.about)
        for word in bot.words:
            conversation.say(" ".join(filter(None, (word.name, word.syntax, "-", word.about))))
        return
    found = bot.word(name)
    if found is None:
        conversation.say(f"I do not know {name}. Try HELP.")
    else:
        conversation.say(f"{found.name} {found.syntax}".rstrip())
        conversation.say(found.about)
