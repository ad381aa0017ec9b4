# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client is told once it is registered, and the parts of it that it can ask for again.

Source: Modern IRC "Connection Registration"; LUSERS; MOTD.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from protocol import capabilities as caps
from protocol import isupport as tokens
from protocol import numerics as n
from protocol.modes import CHANNEL, USER
from protocol.splitting import MAX_LINE, split_text
from services.chat.context import Request
from services.chat.flows import metadata
from services.chat.flows.batches import Batch
from services.chat.flows.pacing import WRITTEN, Pace
from services.chat.parts.features import SOFTWARE

LINE_END: Final = re.compile("\r\n|\r|\n")


async def welcome(request: Request) -> None:
    """001 to 005, LUSERS, MOTD."""
    house, user = request.house, request.user
    started = datetime.fromtimestamp(house.started_at / 1000, UTC)
    shown = user.nick if house.settings.cloak else user.source  # some clients look up the host that they find here
    request.reply(n.RPL_WELCOME, text=f"Welcome to the {house.settings.network} Network, {shown}")
    request.reply(n.RPL_YOURHOST, text=f"Your host is {house.server}, running {SOFTWARE}")
    request.reply(n.RPL_CREATED, text=f"This server was started {started:%Y-%m-%d %H:%M:%S} UTC")
    parametric = "".join(sorted(CHANNEL.lists + CHANNEL.always + CHANNEL.when_set + CHANNEL.prefixes))
    request.reply(
        n.RPL_MYINFO, house.server, SOFTWARE, "".join(sorted(USER.flags)),
        "".join(sorted(parametric + CHANNEL.flags)), parametric,
    )  # fmt: skip
    isupport(request)
    lusers(request)
    await metadata.greet(request)
    await motd(request)


def isupport(request: Request, changed: Sequence[str] | None = None) -> None:
    """005, as many lines as it takes: all tokens, or those that have changed (IRCv3 extended-isupport)."""
    house = request.house
    with Batch(request, "draft/isupport", needs=caps.EXTENDED_ISUPPORT.bit) as batch:
        for line in tokens.lines(house.server, request.nick, house.features.tokens if changed is None else changed):
            batch.send(line)


def lusers(request: Request) -> None:
    """Who is here, in numbers."""
    state = request.house.state
    users = len(state.users)
    invisible = state.bearers["i"]
    operators = state.bearers["o"]
    request.reply(
        n.RPL_LUSERCLIENT,
        text=f"There are {users - invisible} users and {invisible} invisible on 1 servers",
    )
    if operators:
        request.reply(n.RPL_LUSEROP, str(operators))
    if strangers := len(request.house.sessions) - request.house.fanout.attached:
        request.reply(n.RPL_LUSERUNKNOWN, str(strangers))
    if state.channels:
        request.reply(n.RPL_LUSERCHANNELS, str(len(state.channels)))
    request.reply(n.RPL_LUSERME, text=f"I have {users} clients and 0 servers")
    most = str(state.most_users)
    request.reply(n.RPL_LOCALUSERS, str(users), most, text=f"Current local users {users}, max {most}")
    request.reply(n.RPL_GLOBALUSERS, str(users), most, text=f"Current global users {users}, max {most}")


async def motd(request: Request) -> None:
    """The message of the day, or that there is none."""
    text = request.house.settings.motd
    if not text.strip():
        request.reply(n.ERR_NOMOTD)
        return
    request.reply(n.RPL_MOTDSTART, text=f"- {request.house.server} Message of the day - ")
    room = MAX_LINE - len(n.RPL_MOTD.line(request.house.server, request.nick, text="- ").encode())
    pace = Pace(request)
    for line in LINE_END.split(text.replace("\0", "").strip("\r\n")):
        for piece in split_text(line.rstrip(), room):
            request.reply(n.RPL_MOTD, text=f"- {piece}")
            if pace.spend(WRITTEN):
                await pace.rest()
    request.reply(n.RPL_ENDOFMOTD)
