# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own nickname: choosing it, what the server says against it, getting it back.

Rules: a nickname that is refused the first time is the person's to change (Refused with a suggestion). One that was
ours the last time is held by our own ghost, most likely: we take it with a `_`, and take ours back when it is free.
`wanted_nick` is what the person wants to be called; Network.nick is what the server calls us.
Sources: Modern IRC "NICK message".
"""

from __future__ import annotations

from clients.session import sanitize
from clients.session.core import Core
from clients.session.events import NickChanged, Refused, WayOn
from clients.session.sentences import Sentence
from protocol.message import Message

REGAIN = 30.0
MAX_NICK_TRIES = 8
NICK_SENTENCES = {
    "431": Sentence("The server wants a nickname."),
    "432": Sentence("The server does not allow the nickname {nick}."),
    "433": Sentence("The nickname {nick} is taken here."),
    "436": Sentence("The nickname {nick} is taken here."),
    "437": Sentence("The nickname {nick} cannot be used right now."),
}


def choose_nick(core: Core, nick: str) -> None:
    nick = sanitize.shown(nick)
    core.wanted_nick, core.asking_nick = nick, False
    core.timers.cancel("regain")
    if core.connected:
        if not core.link.welcomed:
            core.network.nick = nick
        core.send("NICK", nick)


def on_nick_refused(core: Core, message: Message) -> None:
    """43x <client> <nick> :…"""
    params = message.params
    nick = params[1] if len(params) > 2 else core.wanted_nick
    sentence = NICK_SENTENCES.get(message.command, NICK_SENTENCES["432"]).of(nick=nick)
    if core.link.welcomed:
        if "regain" in core.timers or core.link.quiet & {"regain"}:
            core.link.quiet.discard("regain")
            core.timers.set("regain", REGAIN, lambda: regain(core))
            return
        core.wanted_nick = core.network.nick
        core.say(sentence, core.focused or "", error=True)
        return
    core.link.nick_tries += 1
    longest = core.info.number("NICKLEN", 30) or 30
    suggestion = f"{nick}_" if len(nick) < longest else f"{nick[: longest - 1]}_"
    if core.nick_was_ours and core.link.nick_tries <= MAX_NICK_TRIES:
        core.network.nick = suggestion
        core.send("NICK", suggestion)
        return
    if core.asking_nick:
        return  # they are thinking about it
    # The person chooses; the server's own patience is the limit now, not ours.
    core.timers.cancel("registration")
    core.asking_nick = True
    core.emit(Refused(sentence, WayOn.CHOOSE_NICK, suggestion))


def regain(core: Core) -> None:
    """Try to get our own nickname back."""
    if core.link.ready and not core.is_me(core.wanted_nick):
        core.link.quiet.add("regain")
        core.send("NICK", core.wanted_nick)
        core.timers.set("regain", REGAIN, lambda: regain(core))


def renamed(core: Core, nick: str) -> None:
    """The server says that we are called this now."""
    core.network.nick = nick
    if core.fold(nick) == core.fold(core.wanted_nick):
        core.timers.cancel("regain")
    elif "regain" not in core.timers:
        core.wanted_nick = nick  # another device, or services, renamed us
    core.emit(NickChanged(nick))
