# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of commands: name, handler, fewest parameters, when, cost.

A new command: a file beside this one, a row here, a row in docs/protocol.md, a test and a play. `cost` is paid from
the session's flood allowance. `pipelined` handlers only post events, so lines behind them need not wait.
"""

import inspect
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from services.chat.commands import (
    admin,
    authenticate,
    away,
    bans,
    batch,
    cap,
    chanserv,
    chathistory,
    help_,
    info,
    invite,
    ison,
    isupport,
    join,
    kick,
    kill,
    knock,
    links,
    list_,
    markread,
    metadata,
    mode,
    monitor,
    motd,
    names,
    nick,
    nickserv,
    oper,
    part,
    pass_,
    ping,
    privmsg,
    quit_,
    redact,
    register,
    rehash,
    rename,
    search,
    setname,
    stats,
    time_,
    topic,
    user,
    userhost,
    version,
    wallops,
    webirc,
    who,
    whois,
    whowas,
)
from services.chat.context import Handler
from services.chat.flows.welcome import lusers


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
    Command("ADMIN", admin.handle, cost=2),
    Command("AUTHENTICATE", authenticate.handle, 1, When.ANY),
    Command("AWAY", away.handle, 0, When.ANY),
    Command("BATCH", batch.handle, 1, pipelined=True),
    Command("CAP", cap.handle, 1, When.ANY),
    Command("CHANSERV", chanserv.handle, 1, cost=2),
    Command("CHATHISTORY", chathistory.handle, 1, cost=3),
    Command("CS", chanserv.handle, 1, cost=2),
    Command("DLINE", bans.dline, 1),
    Command("HELP", help_.handle, cost=2),
    Command("HELPOP", help_.handle, cost=2),
    Command("INFO", info.handle, cost=2),
    Command("INVITE", invite.handle, cost=2),
    Command("ISON", ison.handle, 1),
    Command("ISUPPORT", isupport.handle, 0, When.ANY, cost=2),
    Command("JOIN", join.handle, 1, cost=2),
    Command("KICK", kick.handle, 2),
    Command("KILL", kill.handle, 2),
    Command("KLINE", bans.kline, 1),
    Command("KNOCK", knock.handle, 1),
    Command("LINKS", links.handle, cost=2),
    Command("LIST", list_.handle, cost=3),
    Command("LUSERS", lusers, cost=2),
    Command("MARKREAD", markread.handle),
    Command("METADATA", metadata.handle, 1, When.ANY, cost=2),
    Command("MODE", mode.handle, 1),
    Command("MONITOR", monitor.handle, 1, cost=2),
    Command("MOTD", motd.handle, cost=2),
    Command("NAMES", names.handle, cost=2),
    Command("NICK", nick.handle, 0, When.ANY, cost=2),
    Command("NICKSERV", nickserv.handle, cost=2),
    Command("NOTICE", privmsg.notice, pipelined=True),
    Command("NS", nickserv.handle, cost=2),
    Command("OPER", oper.handle, 2, cost=3),
    Command("PART", part.handle, 1),
    Command("PASS", pass_.handle, 1, When.UNREGISTERED),
    Command("PING", ping.handle, 0, When.ANY),
    Command("PONG", ping.pong, 0, When.ANY),
    Command("PRIVMSG", privmsg.privmsg, pipelined=True),
    Command("QUIT", quit_.handle, 0, When.ANY, cost=0),
    Command("REDACT", redact.handle, 2, cost=2),
    Command("REGISTER", register.register, 3, When.ANY, cost=3),
    Command("REHASH", rehash.handle),
    Command("RENAME", rename.handle, 2, cost=5),
    Command("SEARCH", search.handle, 1, cost=5),
    Command("SETNAME", setname.handle, 1, cost=2),
    Command("STATS", stats.handle, 1, cost=2),
    Command("TAGMSG", privmsg.tagmsg, 1, pipelined=True),
    Command("TIME", time_.handle),
    Command("TOPIC", topic.handle, 1),
    Command("UNDLINE", bans.undline, 1),
    Command("UNKLINE", bans.unkline, 1),
    Command("USER", user.handle, 4, When.UNREGISTERED),
    Command("USERHOST", userhost.handle, 1),
    Command("VERIFY", register.verify_, 2, When.ANY, cost=2),
    Command("VERSION", version.handle, cost=2),
    Command("WALLOPS", wallops.handle, 1),
    Command("WEBIRC", webirc.handle, 4, When.UNREGISTERED),
    Command("WHO", who.handle, cost=3),
    Command("WHOIS", whois.handle, cost=2),
    Command("WHOWAS", whowas.handle, cost=2),
)
TABLE: Final[dict[str, Command]] = {row.name: row for row in ROWS}
USAGE: Final = {row.name: inspect.getdoc(row.handler) or row.name for row in ROWS}  # what HELP tells
