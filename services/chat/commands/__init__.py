# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of commands: name, handler, fewest parameters, when, cost.

A new command: a file beside this one, a row here, a row in docs/protocol.md, a test and a play. `cost` is paid from
the session's flood allowance. `pipelined` handlers only post events, so lines behind them need not wait.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from services.chat.commands import (
    away,
    cap,
    chathistory,
    invite,
    join,
    kick,
    list_,
    mode,
    names,
    nick,
    part,
    pass_,
    ping,
    privmsg,
    quit_,
    topic,
    user,
    who,
    whois,
)
from services.chat.context import Handler
from services.chat.welcome import lusers, motd


class When(Enum):
    """In which state of the connection a command may be used."""

    ANY = auto()
    UNREGISTERED = auto()
    REGISTERED = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table."""

    name: str
    handler: Handler
    min_params: int = 0
    when: When = When.REGISTERED
    cost: float = 1
    pipelined: bool = False


ROWS: Final = (
    Command("AWAY", away.handle),
    Command("CAP", cap.handle, 1, When.ANY),
    Command("CHATHISTORY", chathistory.handle, 4, cost=3),
    Command("INVITE", invite.handle, 2, cost=2),
    Command("JOIN", join.handle, 1, cost=2),
    Command("KICK", kick.handle, 2),
    Command("LIST", list_.handle, cost=3),
    Command("LUSERS", lusers, cost=2),
    Command("MODE", mode.handle, 1),
    Command("MOTD", motd, cost=2),
    Command("NAMES", names.handle, cost=2),
    Command("NICK", nick.handle, 0, When.ANY, cost=2),
    Command("NOTICE", privmsg.notice, pipelined=True),
    Command("PART", part.handle, 1),
    Command("PASS", pass_.handle, 1, When.UNREGISTERED),
    Command("PING", ping.handle, 0, When.ANY),
    Command("PONG", ping.pong, 0, When.ANY, cost=0),
    Command("PRIVMSG", privmsg.privmsg, pipelined=True),
    Command("QUIT", quit_.handle, 0, When.ANY, cost=0),
    Command("TAGMSG", privmsg.tagmsg, 1, pipelined=True),
    Command("TOPIC", topic.handle, 1),
    Command("USER", user.handle, 4, When.UNREGISTERED),
    Command("WHO", who.handle, cost=3),
    Command("WHOIS", whois.handle, cost=2),
)
TABLE: Final[dict[str, Command]] = {row.name: row for row in ROWS}
